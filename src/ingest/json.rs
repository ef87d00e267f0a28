//! JSON in three shapes, an array of records, one record, or records one
//! after another (JSON Lines), to rows with their line numbers.
//!
//! A record's end is found by counting brackets before it is parsed. Thereby
//! a broken record costs itself and no other, its size is known before
//! anything is allocated, and nothing depends on how deep it nests.

use serde::de::IgnoredAny;
use serde_json::Value;

use super::format::{RawNotice, Row};

/// The largest record: 1 MiB. The longest descriptions seen have 4 000 letters.
const MAX_RECORD_BYTES: usize = 1 << 20;
/// The most values in one source. A parsed value takes up to a hundred times
/// the bytes of its text (`0,`), so that the source's size alone is no bound.
const MAX_VALUES: usize = 20_000_000;
/// The most notices: after these a count says how many more there were.
const MAX_NOTICES: usize = 1_000;

/// Whether a text is meant as JSON. A page may open with a bracket, too.
pub fn looks_like_json(text: &str) -> bool {
    let text = text.trim_start();
    let second = text.chars().skip(1).find(|c| !c.is_whitespace());
    match text.chars().next() {
        Some('{') => matches!(second, Some('"' | '}')),
        Some('[') => matches!(second, Some('{' | ']')) || serde_json::from_str::<IgnoredAny>(text).is_ok(),
        _ => false,
    }
}

/// The records of a JSON text and what could not be read.
pub fn rows(text: &str) -> (Vec<Row>, Vec<RawNotice>) {
    let mut reading = Reading { text, at: 0, counted: 0, line: 1, values: 0, rows: Vec::new(), notices: Vec::new(), unsaid: 0 };
    reading.skip_space();
    match reading.peek() {
        Some(b'[') => reading.array(),
        _ if is_lines(text) => reading.lines(),
        _ => reading.sequence(),
    }
    if reading.unsaid > 0 {
        let message = format!("{} more faults of this kind", reading.unsaid);
        reading.notices.push(RawNotice { line: reading.line, message });
    }
    (reading.rows, reading.notices)
}

/// JSON Lines: most lines begin and end as a record does. (One record over
/// many lines has one such line at most.)
fn is_lines(text: &str) -> bool {
    let (mut whole, mut all) = (0_usize, 0_usize);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        all += 1;
        whole += usize::from(line.starts_with('{') && line.ends_with('}'));
    }
    whole * 2 > all
}

/// One walk over the text; the line is counted along with it, so that asking
/// for a line number never walks the text again.
struct Reading<'a> {
    text: &'a str,
    at: usize,
    counted: usize,
    line: usize,
    values: usize,
    rows: Vec<Row>,
    notices: Vec<RawNotice>,
    unsaid: usize,
}

impl Reading<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// The line of the place reached.
    fn line(&mut self) -> usize {
        let passed = self.text.as_bytes().get(self.counted..self.at).unwrap_or_default();
        self.line += passed.iter().filter(|&&b| b == b'\n').count();
        self.counted = self.at;
        self.line
    }

    fn notice(&mut self, line: usize, message: String) {
        if self.notices.len() < MAX_NOTICES {
            self.notices.push(RawNotice { line, message });
        } else {
            self.unsaid += 1;
        }
    }

    fn array(&mut self) {
        self.at += 1;
        loop {
            self.skip_space();
            match self.peek() {
                Some(b']') => return,
                Some(b',') => self.at += 1,
                Some(_) => self.next_record(),
                None => {
                    let line = self.line();
                    return self.notice(line, "the array is cut off: no closing bracket".into());
                }
            }
        }
    }

    fn sequence(&mut self) {
        loop {
            self.skip_space();
            match self.peek() {
                None => return,
                Some(b',' | b']') => self.at += 1,
                Some(_) => self.next_record(),
            }
        }
    }

    fn lines(&mut self) {
        let text = self.text;
        let mut start = 0;
        for piece in text.split_inclusive('\n') {
            self.at = start;
            let line = self.line();
            self.record(line, piece.trim());
            start += piece.len();
        }
    }

    /// Reads the record that begins here and moves behind it.
    fn next_record(&mut self) {
        let line = self.line();
        let from = self.at;
        self.at = record_end(self.text.as_bytes(), from);
        let text = self.text;
        self.record(line, text.get(from..self.at).unwrap_or_default().trim_end());
    }

    fn record(&mut self, line: usize, piece: &str) {
        if piece.is_empty() {
            return;
        }
        if piece.len() > MAX_RECORD_BYTES {
            return self.notice(line, format!("a record of {} bytes; at most {MAX_RECORD_BYTES} are read", piece.len()));
        }
        self.values += 1 + piece.bytes().filter(|b| matches!(b, b',' | b':' | b'[')).count();
        if self.values > MAX_VALUES {
            return self.notice(line, format!("left out: the source has more than {MAX_VALUES} values"));
        }
        match serde_json::from_str::<Value>(piece) {
            Ok(value) if value.is_object() => self.rows.push(Row { line, value }),
            Ok(_) => self.notice(line, "not a record with keys".into()),
            Err(error) => self.notice(line + error.line().saturating_sub(1), format!("broken JSON: {}", reason(&error))),
        }
    }
}

/// The parser's words without its own line number, which counts from the record.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().to_owned()
}

/// Where the value that begins at `from` ends: before the comma or bracket
/// that follows it at its own depth, after its last bracket, or at the text's
/// end. Always beyond `from`.
fn record_end(bytes: &[u8], from: usize) -> usize {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        if in_string {
            // A raw line end cannot stand inside a string: a quote is missing.
            in_string = escaped || !matches!(byte, b'"' | b'\n');
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 1 => depth -= 1,
            b'}' | b']' if depth == 1 => return at + 1,
            b',' | b'}' | b']' if depth == 0 => return at.max(from + 1),
            _ => {}
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, lines: &[usize], faults: &[usize]) {
        let (rows, notices) = rows(text);
        assert_eq!(rows.iter().map(|r| r.line).collect::<Vec<_>>(), lines, "rows of {text:?}: {notices:?}");
        assert_eq!(notices.iter().map(|n| n.line).collect::<Vec<_>>(), faults, "faults of {text:?}: {notices:?}");
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
    fn faults_are_counted_after_a_thousand() {
        let (_, notices) = rows(&format!("[{}]", "0,".repeat(5000)));
        assert_eq!(notices.len(), MAX_NOTICES + 1);
    }
}
