//! The command line as a stranger uses it.

use serde_json::Value;

use crate::program::{Program, Server, corpus};

fn code(program: &Program, arguments: &[&str]) -> Option<i32> {
    program.run(arguments).status.code()
}

#[test]
fn exit_codes_tell_how_it_went() {
    let program = Program::new();
    assert_eq!(code(&program, &["export"]), Some(1), "nothing published");
    assert_eq!(code(&program, &["check"]), Some(1), "nothing published");
    assert_eq!(code(&program, &["index", "nothing-here.txt"]), Some(1), "a missing file");
    assert_eq!(code(&program, &["frobnicate"]), Some(2), "an unknown command");
    assert_eq!(code(&program, &["search", "--no-such-flag"]), Some(2), "an unknown flag");
    assert_eq!(code(&program, &["--config", "nothing-here.toml", "config"]), Some(2), "a missing configuration");
    assert_eq!(code(&program, &["--help"]), Some(0));
    let empty = program.folder.file("empty.txt", "Kommunen öppnar en förskola.\n");
    assert_eq!(program.index(&[empty]).status.code(), Some(1), "no record at all");
    program.folder.file("unknown.bin", b"PK\x03\x04zip");
    assert_eq!(code(&program, &["index", "unknown.bin"]), Some(1), "an unknown format named directly");
}

#[test]
fn a_dry_run_reports_and_publishes_nothing() {
    let program = Program::new();
    let corpus = corpus();
    let output = program.run(&["index", "--dry-run", "--report", "report.json", corpus.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty(), "results alone go to stdout");
    assert_eq!(code(&program, &["export"]), Some(1));
    let report: Value = serde_json::from_slice(&std::fs::read(program.folder.path().join("report.json")).unwrap()).unwrap();
    assert!(report["records"].as_u64() >= Some(60));
    assert!(report["dropped"]["email"].as_u64() > Some(0));
}

#[test]
fn a_broken_record_is_rejected_with_its_line_and_the_others_stay() {
    let program = Program::new();
    program.folder.file(
        "mixed.jsonl",
        "{\"id\":\"a-1\",\"name\":\"Bron\"}\n{\"id\":\"a-2\",\"name\":\"Vägen\",\"start\":\"2023-13\"}\nno json\n{\"id\":\"a-3\",\"name\":\"Kajen\"}\n",
    );
    let output = program.run(&["index", "mixed.jsonl", "--report", "report.json"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("mixed.jsonl:2:") && told.contains("mixed.jsonl:3:"), "{told}");
    let ids: Vec<String> = program.export().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["a-1", "a-3"]);
}

#[test]
fn the_suppression_list_keeps_records_out() {
    let program = Program::new();
    program.folder.file("records.jsonl", "{\"id\":\"a-1\",\"name\":\"Bron\"}\n{\"id\":\"a-2\",\"name\":\"Vägen\"}\n");
    program.folder.file("suppress.txt", "a-1 # asked to be left out\n");
    assert_eq!(code(&program, &["index", "records.jsonl", "--suppress", "suppress.txt"]), Some(0));
    assert_eq!(program.export().len(), 1);
}

#[test]
fn get_and_search_answer_as_the_api_does() {
    let program = Program::with_index_of(&[corpus()]);
    let server = program.serve();
    let printed = |arguments: &[&str]| serde_json::from_slice::<Value>(&program.run(arguments).stdout).unwrap();
    assert_eq!(printed(&["search", "energi", "--fund", "ERUF", "--limit", "3", "--json"]), server.search("q=energi&fund=ERUF&limit=3"));
    let id = program.export()[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(printed(&["get", &id, "--json"]), server.get(&format!("/v1/projects/{id}")).json());
    assert_eq!(code(&program, &["get", "no-such-id"]), Some(1));
    assert_eq!(code(&program, &["search", "energi", "--limit", "many"]), Some(2));
}

#[test]
fn config_tells_where_each_value_comes_from() {
    let program = Program::new();
    program.folder.file("own.toml", "listen = \"127.0.0.1:8080\"\n");
    let output = program.run(&["--config", "own.toml", "config"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains(&format!("{:?}  (flag)", program.data().display().to_string())), "{printed}");
    assert!(printed.contains("listen = \"127.0.0.1:8080\"  (file own.toml)"), "{printed}");
    program.folder.file("wrong.toml", "lisen = \"x\"\n");
    let wrong = program.run(&["--config", "wrong.toml", "config"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("lisen"));
}

#[test]
fn alone_in_an_empty_folder_it_serves_the_sample() {
    let program = Program::new();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_fondsok"));
    command.current_dir(program.folder.path()).env_clear().env("FONDSOK_LISTEN", "127.0.0.1:0");
    let server = Server::start(command);
    assert!(server.search("limit=0")["total"].as_u64() >= Some(60));
    assert!(server.search("q=kompetensutveckling&fund=ESF")["total"].as_u64() > Some(0));
    assert!(server.get("/").text().contains("Exempeldata"));
    assert_eq!(server.stop(), Some(0), "SIGTERM ends it gracefully");
}

#[test]
fn the_schema_describes_every_key() {
    let program = Program::with_index_of(&[corpus()]);
    let schema: Value = serde_json::from_slice(&program.run(&["schema"]).stdout).unwrap();
    let described = schema["properties"].as_object().unwrap();
    for key in program.export()[0].as_object().unwrap().keys() {
        assert!(described.contains_key(key), "{key}");
    }
}
