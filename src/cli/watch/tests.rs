//! The watcher over real files and a server on loopback; time is told, not waited for.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use clap::Parser;

use super::*;
use crate::cli::arguments::{Arguments, Command};
use crate::config::{RawSettings, RawSource};
use crate::ingest::remote::tests::server::{Server, answer};

/// A folder with sources and a data directory, removed when the test ends.
struct Room {
    folder: PathBuf,
    data: DataDir,
}

impl Room {
    fn new() -> Room {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("fondsok-watch-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(folder.join("listor")).unwrap();
        let data = DataDir::at(folder.join("data"));
        Room { folder, data }
    }

    fn lists(&self) -> PathBuf {
        self.folder.join("listor")
    }

    /// A list of projects with these ids.
    fn write(&self, name: &str, ids: &[&str]) {
        fs::write(self.lists().join(name), lines(ids)).unwrap();
    }

    fn watcher(&self, paths: &[&Path], raw: RawSettings) -> Walk {
        let raw = RawSettings { data: Some(self.data.root().display().to_string()), ..raw };
        let settings = Settings::resolve(&raw, None, &|_| None).unwrap();
        let words = ["fondsok", "index", "--watch"].into_iter().map(std::ffi::OsStr::new);
        let arguments = Arguments::try_parse_from(words.chain(paths.iter().map(|path| path.as_os_str()))).unwrap();
        let Some(Command::Index(arguments)) = arguments.command else { panic!("no index") };
        let reading = Reading::of(&settings, &arguments).unwrap();
        Walk { now: Instant::now(), watcher: Watcher::new(&settings, &arguments, reading) }
    }

    fn watching(&self) -> Walk {
        self.watcher(&[&self.lists()], RawSettings::default())
    }

    /// The ids that are served, or nothing.
    fn served(&self) -> Vec<String> {
        let Some(id) = self.data.published() else { return Vec::new() };
        self.data.records(&id).unwrap().map(|project| project.unwrap().id).collect()
    }

    fn generations(&self) -> usize {
        self.data.kept().len()
    }

    fn roll_back(&self) {
        let run = self.data.begin().unwrap();
        run.serve_again(&run.former(None).unwrap()).unwrap();
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn lines(ids: &[&str]) -> String {
    ids.iter().map(|id| format!("{{\"id\":\"{id}\",\"name\":\"Lärande skärgård {id}\"}}\n")).collect()
}

fn remote(url: &str) -> RawSettings {
    let source = RawSource { name: "lista".into(), url: Some(url.to_owned()), allow_private: true, ..RawSource::default() };
    RawSettings { source: Some(vec![source]), ..RawSettings::default() }
}

/// A watcher and its time.
struct Walk {
    watcher: Watcher,
    now: Instant,
}

impl Walk {
    /// Time goes by; whatever becomes due in it is done.
    fn pass(&mut self, seconds: u64) {
        let end = self.now + Duration::from_secs(seconds);
        loop {
            // Work takes real time, which is added to the time told.
            let wait = self.watcher.step(self.now).max(Duration::from_millis(1));
            if self.now + wait > end {
                break;
            }
            self.now += wait;
        }
        self.now = end;
    }
}

#[test]
fn a_change_is_published_once_the_files_rest() {
    let room = Room::new();
    room.write("a.jsonl", &["a-1"]);
    let mut walk = room.watching();
    walk.pass(20);
    assert_eq!((room.served(), room.generations()), (vec!["a-1".to_owned()], 1));
    room.write("b.jsonl", &["b-1", "b-2"]);
    walk.pass(20);
    assert_eq!((room.served().len(), room.generations()), (3, 2));
    walk.pass(600);
    assert_eq!(room.generations(), 2, "nothing has changed");
}

#[test]
fn what_loses_much_is_held_back_until_the_sources_change() {
    let room = Room::new();
    room.write("a.jsonl", &["a-1"]);
    room.write("b.jsonl", &["b-1"]);
    let mut walk = room.watching();
    walk.pass(20);
    fs::remove_file(room.lists().join("a.jsonl")).unwrap();
    walk.pass(600);
    assert_eq!((room.served().len(), room.generations()), (2, 1), "the published one stays");
    assert!(walk.watcher.held_back.is_some());
    room.write("c.jsonl", &["a-1", "c-1"]);
    walk.pass(20);
    assert_eq!((room.served().len(), room.generations()), (3, 2), "the project of the lost source lives on");
}

#[test]
fn a_run_that_fails_leaves_what_was_published_and_is_tried_again() {
    let room = Room::new();
    room.write("a.jsonl", &["a-1"]);
    let mut walk = room.watching();
    walk.pass(20);
    // No record at all.
    fs::write(room.lists().join("a.jsonl"), "Kommunen öppnar en förskola.\n").unwrap();
    walk.pass(20);
    assert_eq!((room.served(), room.generations()), (vec!["a-1".to_owned()], 1));
    let held = room.data.begin().unwrap();
    room.write("a.jsonl", &["a-2"]);
    walk.pass(20);
    assert_eq!(room.served(), ["a-1"], "another run works");
    drop(held);
    walk.pass(60);
    assert_eq!(room.served(), ["a-2"]);
}

#[test]
fn touched_files_and_a_restart_publish_nothing() {
    let room = Room::new();
    room.write("a.jsonl", &["a-1"]);
    let mut walk = room.watching();
    walk.pass(20);
    let file = fs::File::options().write(true).open(room.lists().join("a.jsonl")).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    walk.pass(20);
    room.watching().pass(20);
    assert_eq!(room.generations(), 1);
    // Other settings are other inputs.
    let mut keeping = room.watcher(&[&room.lists()], RawSettings { keep_personal_data: Some(true), ..RawSettings::default() });
    keeping.pass(20);
    assert_eq!(room.generations(), 2);
}

#[test]
fn a_rollback_holds_until_what_is_read_changes() {
    let room = Room::new();
    room.write("a.jsonl", &["a-1"]);
    let mut walk = room.watching();
    walk.pass(20);
    room.write("a.jsonl", &["a-2"]);
    walk.pass(20);
    room.roll_back();
    walk.pass(600);
    room.watching().pass(600);
    assert_eq!((room.served(), room.generations()), (vec!["a-1".to_owned()], 2), "also over a restart");
    room.write("a.jsonl", &["a-3"]);
    walk.pass(20);
    assert_eq!(room.served(), ["a-3"]);
}

#[test]
fn a_damaged_generation_is_replaced_at_the_start() {
    let room = Room::new();
    room.write("a.jsonl", &["a-1"]);
    room.watching().pass(20);
    let damaged = room.data.published().unwrap();
    fs::write(room.data.folder(&damaged).join("manifest.json"), "{}").unwrap();
    room.watching().pass(20);
    assert!(room.data.published().as_ref() > Some(&damaged));
    assert_eq!(room.served(), ["a-1"]);
}

#[test]
fn what_is_put_on_the_suppression_list_goes_away() {
    let room = Room::new();
    room.write("a.jsonl", &["a-1", "a-2"]);
    let list = room.folder.join("suppress.txt");
    fs::write(&list, "").unwrap();
    let raw = RawSettings { suppress: Some(list.display().to_string()), ..RawSettings::default() };
    let mut walk = room.watcher(&[&room.lists()], raw);
    walk.pass(20);
    assert_eq!(room.served().len(), 2);
    fs::write(&list, "a-1\n").unwrap();
    walk.pass(20);
    assert_eq!(room.served(), ["a-2"]);
}

#[test]
fn a_data_directory_below_the_watched_folder_is_not_read() {
    let room = Room::new();
    room.write("a.jsonl", &["a-1"]);
    let mut walk = room.watcher(&[&room.folder], RawSettings::default());
    walk.pass(600);
    assert_eq!(room.generations(), 1);
}

#[test]
fn a_folder_that_goes_away_takes_no_records_with_it() {
    let room = Room::new();
    room.write("a.jsonl", &["a-1"]);
    let mut walk = room.watching();
    walk.pass(20);
    let aside = room.folder.join("borta");
    fs::rename(room.lists(), &aside).unwrap();
    walk.pass(200);
    assert_eq!((room.served(), room.generations()), (vec!["a-1".to_owned()], 1));
    fs::rename(aside, room.lists()).unwrap();
    room.write("a.jsonl", &["a-2"]);
    walk.pass(200);
    assert_eq!(room.served(), ["a-2"]);
}

#[test]
fn an_address_is_fetched_by_its_interval_and_its_outage_takes_nothing_away() {
    let room = Room::new();
    let unchanged = b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec();
    let first = answer("200 OK", &["ETag: \"1\""], &lines(&["a-1"]));
    let outage = answer("503 Service Unavailable", &[], "");
    let last = answer("200 OK", &["ETag: \"2\""], &lines(&["a-2"]));
    let server = Server::answering(vec![first, unchanged, outage, last]);
    let day = 24 * 60 * 60;
    let mut walk = room.watcher(&[], remote(&server.url("/lista.jsonl")));
    walk.pass(20);
    assert_eq!((server.requests().len(), room.served()), (1, vec!["a-1".to_owned()]));
    walk.pass(day);
    assert_eq!((server.requests().len(), room.generations()), (2, 1));
    walk.pass(day - 10);
    assert_eq!((server.requests().len(), room.generations()), (3, 1));
    walk.pass(120);
    assert_eq!((server.requests().len(), room.served()), (4, vec!["a-2".to_owned()]));
    // A restart reads the copy and does not ask again before its time.
    room.watcher(&[], remote(&server.url("/lista.jsonl"))).pass(600);
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn nothing_is_published_without_a_source_that_never_answered() {
    let room = Room::new();
    room.write("a.jsonl", &["b-1"]);
    let missing = answer("404 Not Found", &[], "");
    let server = Server::answering(vec![missing, answer("200 OK", &[], &lines(&["a-1"]))]);
    let mut raw = remote(&server.url("/lista.jsonl"));
    let path = RawSource { name: "mapp".into(), path: Some(room.lists().display().to_string()), ..RawSource::default() };
    raw.source.as_mut().unwrap().push(path);
    let mut walk = room.watcher(&[], raw);
    walk.pass(20);
    assert_eq!(room.generations(), 0);
    walk.pass(120);
    assert_eq!(room.served(), ["a-1", "b-1"]);
}
