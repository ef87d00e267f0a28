//! JSON in three shapes, an array of records, one record, or records one
//! after another (JSON Lines), to rows with their line numbers.
//!
//! A record's end is found by counting brackets before it is parsed. Thereby
//! a broken record costs itself and no other, its size is known before
//! anything is allocated, and nothing depends on how deep it nests.

mod held;
mod lines;

use serde::de::IgnoredAny;
use serde_json::Value;

use super::decode::visible;
use super::error::Refusal;
use super::fault::{Bounded, Fault, RawKind, RawNotice};
use super::text_reader::AnyText;
use held::Held;
use lines::Lines;

/// The largest record: 1 MiB. The longest descriptions seen have 4 000
/// letters. A parsed value takes up to a hundred times the bytes of its text
/// (`0,`), one record at a time.
const MAX_RECORD_BYTES: usize = 1 << 20;
/// The largest JSON that is not JSON Lines: 64 MiB. Its text is held, since a
/// broken record must not hide those behind it; its records are not.
const MAX_HELD_BYTES: usize = 64 << 20;

/// One record of a JSON source.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line it begins on, from 1.
    pub line: usize,
    /// The record: always a JSON object.
    pub value: Value,
}

type RowStream = Box<dyn Iterator<Item = Result<Row, Fault>> + Send>;

/// The records of a JSON source, parsed as they are asked for. After
/// [`Fault::End`] nothing more comes.
pub struct Rows(Bounded<RowStream, Row>);

impl Iterator for Rows {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}

impl std::fmt::Debug for Rows {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Rows")
    }
}

/// Whether a text is meant as JSON, judged from its beginning; `whole` says
/// that this is all of it. A page may open with a bracket, too.
pub(super) fn looks_like_json(sample: &str, whole: bool) -> bool {
    let text = sample.trim_start();
    let second = text.chars().skip(1).find(|c| !c.is_whitespace());
    match text.chars().next() {
        Some('{') => matches!(second, Some('"' | '}')),
        Some('[') => matches!(second, Some('{' | ']')) || (whole && serde_json::from_str::<IgnoredAny>(text).is_ok()),
        _ => false,
    }
}

/// The records of a JSON text.
pub(super) fn rows(name: &str, mut text: AnyText) -> Result<Rows, Refusal> {
    text.fill_to(2 * MAX_RECORD_BYTES)?;
    let owned = name.to_owned();
    let rows: RowStream = if is_lines(text.pending(), text.is_at_end()) {
        Box::new(Lines::new(owned, text))
    } else {
        Box::new(Held::new(owned, text.into_text(MAX_HELD_BYTES)?))
    };
    Ok(Rows(Bounded::new(name, rows)))
}

/// JSON Lines: most lines begin and end as a record does. (One record over
/// many lines has one such line at most.) An array is none, whatever its lines.
fn is_lines(sample: &str, whole: bool) -> bool {
    let lines = if whole { sample } else { sample.rsplit_once('\n').map_or("", |(lines, _)| lines) };
    let (mut complete, mut all) = (0_usize, 0_usize);
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        all += 1;
        complete += usize::from(line.starts_with('{') && line.ends_with('}'));
    }
    complete * 2 > all && !sample.trim_start().starts_with('[')
}

/// One record; none where nothing stands there.
fn record(line: usize, piece: &str) -> Option<Result<Row, Fault>> {
    let lost = |line, message: String| Some(Err(Fault::Notice(RawNotice::lost(RawKind::Record, line, message))));
    if piece.is_empty() {
        return None;
    }
    if piece.len() > MAX_RECORD_BYTES {
        return lost(line, format!("a record of {} bytes; at most {MAX_RECORD_BYTES} are read", piece.len()));
    }
    match serde_json::from_str::<Value>(&visible(piece)) {
        Ok(value) if value.is_object() => Some(Ok(Row { line, value })),
        Ok(_) => lost(line, "not a record with keys".into()),
        Err(error) => lost(line + error.line().saturating_sub(1), format!("broken JSON: {}", reason(&error))),
    }
}

/// The parser's words without its own line number, which counts from the record.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.split(" at line ").next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
