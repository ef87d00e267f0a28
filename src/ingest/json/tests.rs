use super::*;
use crate::ingest::IngestError;

fn read(text: &str) -> Rows {
    let bytes: Box<dyn std::io::Read + Send> = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
    rows("prov", AnyText::new(bytes)).expect("it is small")
}

fn check(text: &str, lines: &[usize], faults: &[usize]) {
    let (mut found, mut noticed) = (Vec::new(), Vec::new());
    for item in read(text) {
        match item {
            Ok(row) => found.push(row.line),
            Err(Fault::Notice(notice)) => noticed.push(notice.line),
            Err(Fault::End(IngestError::Damaged { line, .. })) => noticed.extend(line),
            Err(Fault::End(error)) => panic!("{error}"),
        }
    }
    assert_eq!(found, lines, "rows of {:?}", text.get(..80).unwrap_or(text));
    assert_eq!(noticed, faults, "faults of {:?}", text.get(..80).unwrap_or(text));
}

#[test]
fn rows_know_their_line() {
    check("[]", &[], &[]);
    check("[{\"a\": 1},\n {\"a\": 2}]", &[1, 2], &[]);
    check("\n[\n {\n  \"a\": \"]},{\"\n },\n {}\n]\n", &[3, 6], &[]);
    check("{\"a\": 1}\n\n{\"a\": 2}\n", &[1, 3], &[]);
    check("{\n \"a\": [1, {\"b\": 2}]\n}\n", &[1], &[]);
    check("{\"a\":\"\\\"}\"}\n{\"b\":1}", &[1, 2], &[]);
}

#[test]
fn what_is_broken_costs_only_itself() {
    check("{\"a\": 1}\n{\"a\": oops}\n{\"a\": 3}", &[1, 3], &[2]);
    check("[{\"a\": 1},\n{\"a\": oops},\n{\"a\": 3}]", &[1, 3], &[2]);
    check("[{\"a\": 1},\n{\"a\": 2},\n{\"a\": ", &[1, 2], &[3, 3]);
    check("[1, \"x\", {\"a\": 1}]", &[1], &[1, 1]);
    check("[{\"a\": 1}}, {\"a\": 2}]", &[1, 1], &[1]);
}

#[test]
fn deep_nesting_is_a_notice() {
    check(&format!("[{{\"a\":{}1{}}}]", "[".repeat(5000), "]".repeat(5000)), &[], &[1]);
    check(&"[{\"a\":".repeat(50_000), &[], &[1, 1]);
}

#[test]
fn too_large_a_record_is_left_out() {
    let long = "x".repeat(MAX_RECORD_BYTES);
    check(&format!("[{{\"a\":\"{long}\"}},\n{{\"a\":1}}]"), &[2], &[1]);
}

#[test]
fn lines_are_read_one_at_a_time() {
    let long = "{\"a\": \"x\"}\n".repeat(300_000);
    assert_eq!(read(&long).filter_map(Result::ok).last().map(|row| row.line), Some(300_000));
    let endless = format!("{{\"a\": 1}}\n{{\"b\": \"{}", "x".repeat(5 << 20));
    check(&endless, &[1], &[2]);
}

#[test]
fn faults_are_bounded() {
    assert_eq!(read(&format!("[{}]", "0,".repeat(5000))).count(), 1_001);
}

#[test]
fn invisible_characters_go() {
    let value = read("{\"a\": \"kom\u{ad}petens\"}").find_map(Result::ok).map(|row| row.value);
    assert_eq!(value, Some(serde_json::json!({"a": "kompetens"})));
}
