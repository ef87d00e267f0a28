//! Every bug leaves a test named after it.

use fondsok::http::params::{SearchParams, pairs};

use crate::program::Program;

/// `fund=ESF%2B` was read as `ESF++`: a plus that was escaped is a plus already.
#[test]
fn an_escaped_plus_was_doubled() {
    let (params, _) = SearchParams::read(&pairs("fund=ESF%2B"), &["fund"], &[]);
    assert_eq!(params.selections[0].include, ["ESF+"]);
}

/// Two projects whose names agree in their first 80 letters had one id, and one was lost.
#[test]
fn long_names_shared_an_id() {
    let program = Program::new();
    let name = "Kompetensförsörjning och omställning för små företag i inlandet med stöd av lärcentrum etapp";
    let line = |part: &str| format!("{{\"name\":\"{name} {part}\",\"fund\":{{\"code\":\"ESF\"}}}}\n");
    program.folder.file("long.jsonl", format!("{}{}", line("ett"), line("två")));
    assert!(program.run(&["index", "long.jsonl"]).status.success());
    assert_eq!(program.export().len(), 2);
}

/// Addresses and numbers in short fields of our own form were kept.
#[test]
fn personal_data_stayed_in_short_fields() {
    let program = Program::new();
    program.folder.file(
        "own.jsonl",
        concat!(
            r#"{"id":"a-1","name":"Bron","owner":{"name":"Broklubben","place":"lage@example.se"},"secondary_themes":["ring 070-000 41 27"],"#,
            r#""programme":{"code":"lage@example.se","label":"x"},"source":{"kind":"json","name":"n","line":1,"url":"mailto:lage@example.se"}}"#,
            "\n",
            r#"{"id":"a-2","name":"lage@example.se"}"#,
            "\n"
        ),
    );
    let output = program.run(&["index", "own.jsonl"]);
    assert!(output.status.success());
    let exported: String = program.export().iter().map(ToString::to_string).collect();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!exported.contains("lage@") && !exported.contains("070-000"), "{exported}");
    assert!(!told.contains("lage@"), "{told}");
    assert_eq!(program.export().len(), 1, "a name that is only an address is no name");
}

/// `If-None-Match: *` made a project that does not exist look unchanged.
#[test]
fn an_unknown_id_was_not_modified() {
    let program = Program::with_index_of(&[crate::program::corpus()]);
    let server = program.serve();
    for path in ["/v1/projects/nope", "/projects/nope"] {
        assert_eq!(server.send("GET", path, "If-None-Match: *\r\n").status, 404, "{path}");
    }
}
