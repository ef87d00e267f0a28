//! When `index --watch` looks, fetches and runs: a schedule without a clock of
//! its own, so that its tests need none.
//!
//! The odd word is *settled*: files are settled when two looks in a row saw the
//! same. A file that is still being copied is not, and nothing is read before all are.

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

/// What a look at files saw, as a hash.
pub type Fingerprint = [u8; 32];

/// Time between two looks at files. Polling sees a change on any file system;
/// notices of the operating system do not come from other machines' changes.
pub const LOOK: Duration = Duration::from_secs(2);
/// A look that takes long, as on a slow network folder, is not repeated before ten times as long.
const REST: u32 = 10;
/// Wait after the first failed run, doubled by each further one.
const RETRY_RUN: Duration = Duration::from_secs(10);
/// Wait after the first failed fetch, doubled by each further one, at most the source's interval.
const RETRY_FETCH: Duration = Duration::from_secs(60);
/// Longest wait after failures.
const LONGEST_RETRY: Duration = Duration::from_secs(60 * 60);
/// Files that change for so long without settling are told of.
const RESTLESS: Duration = Duration::from_secs(60);

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Look at the files of this place, or fetch it.
    Visit(usize),
    /// Read everything and publish.
    Run,
    /// Nothing for so long.
    Wait(Duration),
}

/// What a visit saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// These files.
    Files(Fingerprint),
    /// A fetch with other bytes than before.
    New,
    /// A fetch with the same bytes.
    Same,
    /// Nothing: the place could not be visited.
    Failed,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ran {
    /// Published, or there was nothing new to publish.
    Done,
    /// Files changed while they were read, so nothing was published.
    Moved,
    /// Nothing was published.
    Failed,
}

/// The schedule.
#[derive(Debug)]
pub struct Watch {
    places: Vec<Place>,
    /// From when on a run is due.
    run: Option<Instant>,
    failures: u32,
}

/// A place and what was seen there.
#[derive(Debug)]
struct Place {
    every: Duration,
    next: Instant,
    failures: u32,
    seen: Option<Fingerprint>,
    /// What the last run that was done has read.
    done: Option<Fingerprint>,
    /// Since when the files are not settled; `None` where they are, and for fetched places.
    unsettled: Option<Instant>,
    told: bool,
}

impl Watch {
    /// A schedule without places; its first run is due at once.
    pub fn new(now: Instant) -> Self {
        Watch { places: Vec::new(), run: Some(now), failures: 0 }
    }

    /// Adds files that are looked at `every` so often.
    pub fn files(&mut self, now: Instant, every: Duration) {
        let place = Place { every, next: now, failures: 0, seen: None, done: None, unsettled: Some(now), told: false };
        self.places.push(place);
    }

    /// Adds a place that is fetched `every` so often, the first time at `first`.
    pub fn remote(&mut self, first: Instant, every: Duration) {
        let place = Place { every, next: first, failures: 0, seen: None, done: None, unsettled: None, told: false };
        self.places.push(place);
    }

    /// What is to be done now.
    pub fn due(&self, now: Instant) -> Due {
        if let Some(nth) = self.places.iter().position(|place| place.next <= now) {
            return Due::Visit(nth);
        }
        let run = self.run.filter(|_| self.places.iter().all(|place| place.unsettled.is_none()));
        if run.is_some_and(|run| run <= now) {
            return Due::Run;
        }
        let next = self.places.iter().map(|place| place.next).chain(run).min();
        // Without a place there is nothing to wait for but the end.
        Due::Wait(next.map_or(LONGEST_RETRY, |next| next.saturating_duration_since(now)))
    }

    /// Takes what a visit saw; it `took` so long until `now`.
    pub fn visited(&mut self, nth: usize, now: Instant, took: Duration, seen: Seen) {
        let Some(place) = self.places.get_mut(nth) else { return };
        let failures = if seen == Seen::Failed { place.failures.saturating_add(1) } else { 0 };
        place.failures = failures;
        let wanted = match seen {
            Seen::Files(seen) => place.look(now, took, seen),
            Seen::Failed => {
                place.fail(now);
                false
            }
            Seen::New | Seen::Same => {
                place.next = now + place.every;
                seen == Seen::New
            }
        };
        if wanted {
            self.run = Some(now);
            self.failures = 0;
        }
    }

    /// Takes how a run ended.
    pub fn ran(&mut self, now: Instant, ran: Ran) {
        match ran {
            Ran::Done => {
                self.places.iter_mut().for_each(|place| place.done = place.seen);
                self.run = None;
                self.failures = 0;
            }
            Ran::Moved => {
                self.places.iter_mut().filter(|place| place.seen.is_some()).for_each(|place| place.unsettle(now));
                self.run = Some(now);
            }
            Ran::Failed => {
                self.failures = self.failures.saturating_add(1);
                self.run = Some(now + doubled(RETRY_RUN, self.failures));
            }
        }
    }

    /// The place whose files have been changing for a minute, once each time.
    pub fn restless(&mut self, now: Instant) -> Option<usize> {
        let restless = |place: &Place| !place.told && place.failures == 0 && place.unsettled.is_some_and(|since| now >= since + RESTLESS);
        let nth = self.places.iter().position(restless)?;
        self.places.get_mut(nth)?.told = true;
        Some(nth)
    }
}

impl Place {
    /// Whether what was seen, now that it is settled, is to be read.
    fn look(&mut self, now: Instant, took: Duration, seen: Fingerprint) -> bool {
        if self.seen != Some(seen) {
            self.seen = Some(seen);
            self.unsettle(now);
            self.next = now + LOOK.max(took * REST);
            return false;
        }
        let settles = self.unsettled.take().is_some();
        self.told = false;
        self.next = now + self.every.max(took * REST);
        settles && self.done != self.seen
    }

    fn unsettle(&mut self, now: Instant) {
        self.unsettled = self.unsettled.or(Some(now));
        self.next = now + LOOK;
    }

    /// What cannot be looked at is not read either: files wait until they are seen again.
    fn fail(&mut self, now: Instant) {
        let fetched = self.seen.is_none() && self.unsettled.is_none();
        if fetched {
            self.next = now + doubled(RETRY_FETCH, self.failures).min(self.every);
        } else {
            self.unsettle(now);
            self.next = now + doubled(LOOK, self.failures).min(RETRY_FETCH);
        }
    }
}

/// A wait that doubles with each failure after the first.
fn doubled(first: Duration, failures: u32) -> Duration {
    first.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(LONGEST_RETRY)
}
