//! Configured sources, history and the way back, through the real binary.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::program::{Program, Server};

/// A list of projects with these numbers.
fn list(numbers: std::ops::Range<usize>) -> String {
    numbers.map(|nth| format!("{{\"id\":\"a-{nth}\",\"name\":\"Bron {nth}\"}}\n")).collect()
}

/// Gives each connection the next answer; the heads of the requests, when all are given.
fn answering(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/lista.jsonl", listener.local_addr().unwrap());
    let answer = move |answer: String| {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut head, mut byte) = (Vec::new(), [0]);
        while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
            head.push(byte[0]);
        }
        let _ = stream.write_all(answer.as_bytes());
        String::from_utf8_lossy(&head).to_lowercase()
    };
    (address, std::thread::spawn(move || answers.into_iter().map(answer).collect()))
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len())
}

fn waits(what: &str, mut until: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !until() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::yield_now();
    }
}

#[test]
fn a_configured_address_is_fetched_and_its_outage_takes_nothing_away() {
    let whole = answer("200 OK", "ETag: \"ett\"\r\n", &list(0..3));
    let (address, server) = answering(vec![
        whole.clone(),
        answer("304 Not Modified", "", ""),
        answer("404 Not Found", "", "borta"),
        whole[..whole.len() - 10].to_owned(),
        answer("302 Found", "Location: http://127.0.0.2:9/\r\n", ""),
        answer("200 OK", "", &"x".repeat(3_000)),
    ]);
    let program = Program::new();
    let source = format!("[[source]]\nname = \"banken\"\nurl = \"{address}\"\nallow_private = true\nmax_bytes = 2000\n");
    program.folder.file("fondsok.toml", source);
    let run = || {
        let output = program.run(&["index"]);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for told in ["", "", "404", "truncated", "redirect", "larger than the 2000 bytes"] {
        let (code, said) = run();
        assert!(code == Some(0) && said.contains(told), "{told}: {said}");
        assert_eq!(said.contains("stands in"), !told.is_empty(), "{said}");
        assert_eq!(program.export().len(), 3);
    }
    let heads = server.join().unwrap();
    assert!(!heads[0].contains("if-none-match") && heads[1].contains("if-none-match: \"ett\""), "{heads:?}");
}

#[test]
fn an_address_inside_needs_allow_private_and_one_that_never_answered_publishes_nothing() {
    let program = Program::new();
    program.folder.file("fondsok.toml", "[[source]]\nname = \"banken\"\nurl = \"https://127.0.0.1/lista.csv\"\n");
    let refused = program.run(&["index"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("allow_private"));
    let (address, server) = answering(vec![answer("500 Internal Server Error", "", "")]);
    program.folder.file("fondsok.toml", format!("[[source]]\nname = \"banken\"\nurl = \"{address}\"\nallow_private = true\n"));
    let failed = program.run(&["index"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&failed.stderr).contains("banken"));
    assert_eq!(program.run(&["export"]).status.code(), Some(1));
    server.join().unwrap();
}

#[test]
fn without_a_path_and_a_source_the_run_says_what_to_do() {
    let output = Program::new().run(&["index"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("[[source]]"));
}

#[test]
fn a_former_generation_is_served_again_without_a_failed_request() {
    let program = Program::new();
    for numbers in [0..20, 0..21, 0..22] {
        let list = program.folder.file("bron.jsonl", list(numbers));
        assert!(program.index(&[list]).status.success());
    }
    let server = program.serve();
    let total = |server: &Server| server.search("limit=0")["total"].clone();
    assert_eq!(total(&server), 22);
    let history = || -> Vec<(String, u64, bool)> {
        let entries: serde_json::Value = serde_json::from_slice(&program.run(&["history", "--json"]).stdout).unwrap();
        let entry = |entry: &serde_json::Value| {
            (entry["id"].as_str().unwrap().to_owned(), entry["records"].as_u64().unwrap(), entry["served"].as_bool().unwrap())
        };
        entries.as_array().unwrap().iter().map(entry).collect()
    };
    let before = history();
    assert_eq!(before.iter().map(|(_, records, served)| (*records, *served)).collect::<Vec<_>>(), [(22, true), (21, false), (20, false)]);

    assert!(program.run(&["rollback"]).status.success());
    waits("the one before is never served", || total(&server) == 21);
    assert!(program.run(&["rollback", &before[2].0]).status.success());
    waits("the first is never served", || total(&server) == 20);
    assert_eq!(history().iter().map(|(_, _, served)| *served).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(program.run(&["rollback", "20000101T000000000Z"]).status.code(), Some(1));
    assert_eq!(program.run(&["rollback", "../../etc"]).status.code(), Some(1));
    assert_eq!(total(&server), 20);
    assert_eq!(Program::new().run(&["history"]).status.code(), Some(1));
}

#[test]
fn a_watched_folder_is_published_and_served_as_it_grows() {
    let program = Program::new();
    let folder = program.folder.path().join("listor");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("a.jsonl"), list(0..2)).unwrap();
    let mut watch = program.command();
    watch.args(["index", "--watch", folder.to_str().unwrap()]).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let mut watching = watch.spawn().unwrap();
    waits("nothing is published", || program.data().join("current").exists());
    assert_eq!(program.export().len(), 2);
    std::fs::write(folder.join("b.jsonl"), list(2..5)).unwrap();
    let first = std::fs::read_link(program.data().join("current")).unwrap();
    waits("the second list is not published", || std::fs::read_link(program.data().join("current")).unwrap() != first);
    assert_eq!(program.export().len(), 5);
    watching.kill().unwrap();
    watching.wait().unwrap();
}
