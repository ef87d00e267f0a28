//! The sample corpus: every format, every fact.

use serde_json::Value;

use crate::golden;
use crate::program::{Program, corpus};

fn of_file<'a>(records: &'a [Value], file: &str) -> Vec<&'a Value> {
    records.iter().filter(|record| record["source"]["name"] == file).collect()
}

#[test]
fn the_records_of_the_sample_are_as_reviewed() {
    let records = Program::with_index_of(&[corpus()]).export();
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    golden::check("records.jsonl", &lines);
}

/// For each of the five layouts the project began from, a page in our own words.
#[test]
fn each_layout_gives_the_facts_its_page_states() {
    let records = Program::with_index_of(&[corpus()]).export();
    let check = |file: &str, name: &str, facts: &[(&str, Value)]| {
        let found = of_file(&records, file);
        let record = found.iter().find(|record| record["name"] == name).unwrap_or_else(|| panic!("{file} has no {name}"));
        for (pointer, expected) in facts {
            assert_eq!(record.pointer(pointer), Some(expected), "{file} {name} {pointer}");
        }
    };
    for (file, count) in [
        ("fyra-projekt-i-inlandet.txt", 4),
        ("samordningsforbund-far-medel.txt", 1),
        ("tva-projekt-i-lanet.txt", 2),
        ("tre-beviljade-ansokningar.txt", 3),
        ("regionen-vaxlar-upp.txt", 2),
        ("ett-projekt-pa-en-sida.txt", 1),
        ("forskola-oppnar.txt", 0),
        ("esf-plus-24-007-s06.txt", 1),
        ("esf-2021-00318.txt", 1),
    ] {
        assert_eq!(of_file(&records, file).len(), count, "{file}");
    }
    let bank = of_file(&records, "esf-plus-24-007-s06.txt")[0];
    check(
        "esf-plus-24-007-s06.txt",
        bank["name"].as_str().unwrap(),
        &[
            ("/id", "esf-24-007-s06".into()),
            ("/fund/code", "ESF+".into()),
            ("/period", "2021-2027".into()),
            ("/programme/code", "2021SE05SFPR".into()),
            ("/language", "sv".into()),
        ],
    );
    let older = of_file(&records, "esf-2021-00318.txt")[0];
    check(
        "esf-2021-00318.txt",
        older["name"].as_str().unwrap(),
        &[("/id", "esf-2021-00318".into()), ("/fund/code", "ESF".into()), ("/period", "2014-2020".into())],
    );
}

#[test]
fn nothing_personal_is_kept() {
    let program = Program::with_index_of(&[corpus()]);
    let exported: String = program.export().iter().map(Value::to_string).collect();
    for trace in ["@example.se", "070-000", "000101", "Exempel Norberg", "Exempel Lindkvist"] {
        assert!(!exported.contains(trace), "{trace} in the export");
        for file in files(&program.data()) {
            let bytes = std::fs::read(&file).unwrap();
            assert!(!bytes.windows(trace.len()).any(|here| here == trace.as_bytes()), "{trace} in {}", file.display());
        }
    }
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn indexing_an_export_gives_an_equal_export() {
    let program = Program::with_index_of(&[corpus()]);
    let export = program.run(&["export"]).stdout;
    let file = program.folder.file("export.jsonl", &export);
    let again = Program::with_index_of(&[file]);
    assert_eq!(String::from_utf8(again.run(&["export"]).stdout).unwrap(), String::from_utf8(export).unwrap());
}
