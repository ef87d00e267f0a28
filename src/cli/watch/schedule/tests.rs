//! A schedule by its seconds; no clock, no waiting.

use super::*;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A schedule and the seconds that have gone.
struct Room {
    watch: Watch,
    start: Instant,
}

impl Room {
    fn new(files: usize, remotes: usize) -> Room {
        let start = Instant::now();
        let mut watch = Watch::new(start);
        (0..files).for_each(|_| watch.files(start, LOOK));
        (0..remotes).for_each(|_| watch.remote(start, DAY));
        Room { watch, start }
    }

    fn at(&self, seconds: u64) -> Instant {
        self.start + Duration::from_secs(seconds)
    }

    fn due(&self, seconds: u64) -> Due {
        self.watch.due(self.at(seconds))
    }

    /// The place that is due is visited.
    fn visit(&mut self, seconds: u64, nth: usize, seen: Seen) {
        assert_eq!(self.due(seconds), Due::Visit(nth), "at {seconds}");
        self.watch.visited(nth, self.at(seconds), Duration::ZERO, seen);
    }

    fn run(&mut self, seconds: u64, ran: Ran) {
        assert_eq!(self.due(seconds), Due::Run, "at {seconds}");
        self.watch.ran(self.at(seconds), ran);
    }

    fn waits(&self, seconds: u64, expected: u64) {
        assert_eq!(self.due(seconds), Due::Wait(Duration::from_secs(expected)), "at {seconds}");
    }
}

const A: Seen = Seen::Files([1; 32]);
const B: Seen = Seen::Files([2; 32]);
const C: Seen = Seen::Files([3; 32]);

#[test]
fn files_are_read_once_they_are_settled_and_again_when_they_change() {
    let mut room = Room::new(1, 0);
    room.visit(0, 0, A);
    room.waits(0, 2);
    room.visit(2, 0, A);
    room.run(2, Ran::Done);
    room.waits(2, 2);
    room.visit(4, 0, A);
    room.waits(4, 2);
    // A copy under way: no two looks see the same.
    room.visit(6, 0, B);
    room.waits(6, 2);
    room.visit(8, 0, C);
    room.waits(8, 2);
    room.visit(10, 0, C);
    room.run(10, Ran::Done);
    // A file that comes and goes again before it settles.
    room.visit(12, 0, A);
    room.visit(14, 0, C);
    room.visit(16, 0, C);
    room.waits(16, 2);
}

#[test]
fn nothing_is_read_before_all_files_are_settled() {
    let mut room = Room::new(2, 1);
    room.visit(0, 0, A);
    room.visit(0, 1, A);
    room.visit(0, 2, Seen::New);
    room.visit(2, 0, A);
    room.visit(2, 1, B);
    room.waits(2, 2);
    room.visit(4, 0, A);
    room.visit(4, 1, B);
    room.run(4, Ran::Done);
}

#[test]
fn an_address_is_asked_by_its_interval_and_only_news_are_read() {
    let day = DAY.as_secs();
    let mut room = Room::new(0, 1);
    room.visit(0, 0, Seen::New);
    room.run(0, Ran::Done);
    room.waits(0, day);
    room.visit(day, 0, Seen::Same);
    room.waits(day, day);
    room.visit(2 * day, 0, Seen::New);
    room.run(2 * day, Ran::Done);
}

#[test]
fn a_kept_copy_is_read_before_its_address_is_asked_again() {
    let mut room = Room::new(0, 0);
    room.watch.remote(room.at(500), DAY);
    room.run(0, Ran::Done);
    room.waits(0, 500);
    room.visit(500, 0, Seen::Same);
}

#[test]
fn fetches_that_fail_wait_longer_each_time_and_never_longer_than_the_interval() {
    let mut room = Room::new(0, 0);
    room.watch.remote(room.start, Duration::from_secs(200));
    room.visit(0, 0, Seen::Failed);
    room.run(0, Ran::Done);
    for (at, wait) in [(60, 120), (180, 200), (380, 200)] {
        room.visit(at, 0, Seen::Failed);
        room.waits(at, wait);
    }
    room.visit(580, 0, Seen::New);
    room.run(580, Ran::Done);
    room.visit(780, 0, Seen::Failed);
    room.waits(780, 60);
}

#[test]
fn a_failed_run_is_tried_again_later_and_at_once_when_something_changes() {
    let mut room = Room::new(0, 0);
    room.watch.files(room.start, Duration::from_secs(100_000));
    room.visit(0, 0, A);
    room.visit(2, 0, A);
    for (at, wait) in [(2, 10), (12, 20), (32, 40)] {
        room.run(at, Ran::Failed);
        room.waits(at, wait);
    }
    (0..40).for_each(|_| room.watch.ran(room.at(72), Ran::Failed));
    room.waits(72, 3600);
    room.watch.visited(0, room.at(80), Duration::ZERO, B);
    room.visit(82, 0, B);
    room.run(82, Ran::Failed);
    room.waits(82, 10);
}

#[test]
fn files_that_moved_under_the_reading_settle_first() {
    let mut room = Room::new(1, 1);
    room.visit(0, 0, A);
    room.visit(0, 1, Seen::New);
    room.visit(2, 0, A);
    room.run(2, Ran::Moved);
    room.waits(2, 2);
    room.visit(4, 0, B);
    room.visit(6, 0, B);
    room.run(6, Ran::Done);
}

#[test]
fn files_that_cannot_be_seen_are_not_read() {
    let mut room = Room::new(1, 0);
    room.visit(0, 0, A);
    room.visit(2, 0, A);
    room.run(2, Ran::Done);
    room.visit(4, 0, Seen::Failed);
    room.waits(4, 2);
    room.visit(6, 0, Seen::Failed);
    room.waits(6, 4);
    // Back as they were: nothing to read. Back as others: read once settled.
    room.visit(10, 0, A);
    room.waits(10, 2);
    room.visit(12, 0, Seen::Failed);
    room.visit(14, 0, B);
    room.visit(16, 0, B);
    room.run(16, Ran::Done);
}

#[test]
fn a_slow_look_is_not_repeated_soon() {
    let mut room = Room::new(1, 0);
    room.watch.visited(0, room.at(5), Duration::from_secs(5), A);
    room.waits(5, 50);
}

#[test]
fn files_that_never_settle_are_told_of_once() {
    let mut room = Room::new(1, 0);
    for second in 0..30 {
        room.visit(2 * second, 0, Seen::Files([second as u8; 32]));
        assert_eq!(room.watch.restless(room.at(2 * second)), None);
    }
    assert_eq!(room.watch.restless(room.at(60)), Some(0));
    assert_eq!(room.watch.restless(room.at(62)), None);
}

#[test]
fn without_places_there_is_one_run() {
    let mut room = Room::new(0, 0);
    room.run(0, Ran::Done);
    room.waits(0, 3600);
}
