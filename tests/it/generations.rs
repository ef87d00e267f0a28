//! Generations: published by one rename, proved before they serve, kept one back.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::program::{Program, corpus};

fn kept(program: &Program) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(program.data().join("generations")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn flip(path: &std::path::Path) -> Vec<u8> {
    let sound = fs::read(path).unwrap();
    let mut damaged = sound.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    fs::write(path, damaged).unwrap();
    sound
}

fn total(program: &Program) -> u64 {
    let output = program.run(&["search", "kompetensutveckling", "--json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["total"].as_u64().unwrap()
}

#[test]
fn as_many_generations_are_kept_as_are_asked_for() {
    let program = Program::with_index_of(&[corpus()]);
    let index = |keep: &[&str]| {
        let corpus = corpus();
        let output = program.run(&[&["index"], keep, &[corpus.to_str().unwrap()]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    (0..5).for_each(|_| index(&[]));
    assert_eq!(kept(&program).len(), 5);
    index(&["--keep-generations", "2"]);
    assert_eq!(kept(&program).len(), 2);
    assert_eq!(fs::read_dir(program.data().join("staging")).unwrap().count(), 0);
}

#[test]
fn a_flipped_bit_in_any_file_is_found_and_the_one_before_serves() {
    let program = Program::with_index_of(&[corpus()]);
    let expected = total(&program);
    assert!(program.index(&[corpus()]).status.success());
    assert_eq!(program.run(&["check"]).status.code(), Some(0));
    for folder in kept(&program) {
        let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.extend(fs::read_dir(folder.join("index")).unwrap().map(|entry| entry.unwrap().path()));
        for file in files.iter().filter(|file| file.is_file() && fs::metadata(file).unwrap().len() > 0) {
            let sound = flip(file);
            assert_eq!(program.run(&["check"]).status.code(), Some(1), "a flip in {} is not found", file.display());
            assert_eq!(total(&program), expected, "with a flip in {}", file.display());
            fs::write(file, sound).unwrap();
        }
    }
    assert_eq!(program.run(&["check"]).status.code(), Some(0));
}

/// A run over a damaged published generation used to keep that one and drop the sound one.
#[test]
fn the_generation_kept_back_is_a_sound_one() {
    let program = Program::with_index_of(&[corpus()]);
    assert!(program.index(&[corpus()]).status.success());
    let published = kept(&program).pop().unwrap();
    flip(&published.join("records.jsonl.gz"));
    assert!(program.index(&[corpus()]).status.success());
    assert!(!published.exists());
    assert_eq!(program.run(&["check"]).status.code(), Some(0));
    assert_eq!(kept(&program).len(), 2);
}

#[test]
fn a_missing_or_added_file_is_found() {
    let program = Program::with_index_of(&[corpus()]);
    let folder = kept(&program).remove(0);
    fs::write(folder.join("stray.txt"), "x").unwrap();
    assert_eq!(program.run(&["check"]).status.code(), Some(1));
    fs::remove_file(folder.join("stray.txt")).unwrap();
    fs::remove_file(folder.join("facets.json")).unwrap();
    assert_eq!(program.run(&["check"]).status.code(), Some(1));
    assert_eq!(program.run(&["export"]).status.code(), Some(1), "the only generation is damaged");
}

#[test]
fn what_dead_runs_left_is_cleaned_and_never_served() {
    let program = Program::with_index_of(&[corpus()]);
    let expected = total(&program);
    let published = kept(&program).remove(0);
    // A run killed while building, and one killed between sealing and publishing.
    fs::create_dir_all(program.data().join("staging/20991231T000000000Z")).unwrap();
    let unpublished = program.data().join("generations/20991231T000000000Z");
    fs::create_dir_all(&unpublished).unwrap();
    fs::write(unpublished.join("manifest.json"), "half").unwrap();
    assert_eq!(total(&program), expected);
    assert!(program.index(&[corpus()]).status.success());
    assert!(!unpublished.exists() && published.exists());
}

/// A run that published nothing used to delete every generation when `current` pointed nowhere.
#[test]
fn a_run_that_publishes_nothing_removes_nothing() {
    let program = Program::with_index_of(&[corpus()]);
    let expected = total(&program);
    fs::remove_file(program.data().join("current")).unwrap();
    std::os::unix::fs::symlink("generations/20200101T000000000Z", program.data().join("current")).unwrap();
    let empty = program.folder.file("empty.txt", "Kommunen öppnar en förskola.\n");
    assert_eq!(program.index(&[empty]).status.code(), Some(1));
    assert_eq!(total(&program), expected);
}

/// Folders that merely stood in a data directory used to be removed as leftovers.
#[test]
fn what_is_not_ours_is_left_alone() {
    let program = Program::new();
    let mine = [program.data().join("staging/site"), program.data().join("generations/zzz-mine")];
    mine.iter().for_each(|folder| fs::create_dir_all(folder).unwrap());
    fs::write(program.data().join("staging/note.txt"), "mine").unwrap();
    for _ in 0..3 {
        assert!(program.index(&[corpus()]).status.success());
    }
    assert!(mine.iter().all(|folder| folder.exists()) && program.data().join("staging/note.txt").exists());
}

#[test]
fn a_second_run_says_that_one_is_working() {
    let program = Program::with_index_of(&[corpus()]);
    let lock = fs::File::options().write(true).open(program.data().join("lock")).unwrap();
    lock.lock().unwrap();
    let output = program.index(&[corpus()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("another"));
}

/// A generation of another fingerprint, as an older program leaves it.
fn age(program: &Program) {
    let folder = kept(program).pop().unwrap();
    let path = folder.join("manifest.json");
    let mut manifest: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    manifest["fingerprint"] = "0000000000000000".into();
    let text = serde_json::to_string_pretty(&manifest).unwrap();
    fs::write(folder.join("manifest.blake3"), blake3::hash(text.as_bytes()).to_hex().as_str()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn a_generation_of_another_fingerprint_is_rebuilt_from_its_own_records() {
    let program = Program::with_index_of(&[corpus()]);
    let (expected, before) = (total(&program), program.export());
    age(&program);
    let server = program.serve();
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let response = server.get("/v1/projects?q=kompetensutveckling");
        if response.status == 200 {
            assert_eq!(response.json()["total"].as_u64(), Some(expected));
            break;
        }
        assert_eq!(response.status, 503);
        assert!(response.header("retry-after").is_some());
        assert!(Instant::now() < end, "it is not rebuilt");
        std::thread::yield_now();
    }
    assert_eq!(program.export(), before);
}

#[test]
fn a_new_generation_is_served_without_a_failed_request() {
    let program = Program::with_index_of(&[corpus()]);
    let server = program.serve();
    let before = server.search("limit=0");
    let one = program.folder.file("one.jsonl", "{\"id\":\"a-1\",\"name\":\"Bron över sundet\"}\n");
    // All but everything vanishes: only a person may want that.
    assert!(program.run(&["index", "--force", one.to_str().unwrap()]).status.success());
    let published = Instant::now();
    while server.search("limit=0")["generation"] == before["generation"] {
        assert!(published.elapsed() < Duration::from_secs(20), "it is never served");
    }
    assert_eq!(server.search("q=sundet")["total"], 1);
}

#[test]
fn a_generation_that_loses_much_is_held_back_until_it_is_forced() {
    let row = |nth: usize| format!("{{\"id\":\"a-{nth}\",\"name\":\"Bron {nth}\",\"fund\":{{\"code\":\"ESF+\"}}}}\n");
    let program = Program::new();
    let list = program.folder.file("bron.jsonl", (0..20).map(row).collect::<String>());
    assert!(program.index(std::slice::from_ref(&list)).status.success());
    assert_eq!(program.export().len(), 20);

    // Two of twenty is a tenth; what is gone is told.
    program.folder.file("bron.jsonl", (0..18).map(row).collect::<String>());
    let report = program.folder.path().join("report.csv");
    let fewer = program.run(&["index", list.to_str().unwrap(), "--report", report.to_str().unwrap()]);
    assert!(fewer.status.success(), "{}", String::from_utf8_lossy(&fewer.stderr));
    let told = std::fs::read_to_string(&report).unwrap();
    assert!(told.contains("bron.jsonl,20,vanished,,"), "{told}");

    program.folder.file("bron.jsonl", (0..5).map(row).collect::<String>());
    for arguments in [["index", "--dry-run"].as_slice(), &["index"]] {
        let held = program.run(&[arguments, &[list.to_str().unwrap()]].concat());
        assert_eq!(held.status.code(), Some(1));
        let said = String::from_utf8_lossy(&held.stderr).into_owned();
        assert!(said.contains("bron.jsonl had 18 records and has 5") && said.contains("--force"), "{said}");
        assert_eq!(program.export().len(), 18);
    }
    assert!(program.run(&["index", "--force", list.to_str().unwrap()]).status.success());
    assert_eq!(program.export().len(), 5);
}
