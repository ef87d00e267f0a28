//! What a source's bytes are: JSON rows or a page of text, judged by content
//! and never by the file's name.

use std::path::PathBuf;

use super::block::Block;
use super::decode::decode;
use super::{json, text};

/// The largest source that is read: 256 MiB. A source is held in memory while
/// it is read, so its size must have a bound; the largest list that a Swedish
/// authority publishes is a few MiB.
pub const MAX_BYTES: usize = 256 << 20;

/// The largest page of text: 4 MiB. The longest page seen, a report made from
/// PDF, has a tenth of it; a page of empty labels takes fifty times its size.
pub const MAX_PAGE_BYTES: usize = 4 << 20;

/// A source's content.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A page of text.
    Page(Vec<Block>),
    /// Records with keys.
    Rows(Vec<Row>),
}

/// One record of a JSON source.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line it begins on, from 1.
    pub line: usize,
    /// The record: always a JSON object.
    pub value: serde_json::Value,
}

/// Something in the source that could not be read; the rest was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawNotice {
    /// The line, from 1.
    pub line: usize,
    /// What was wrong, for a person.
    pub message: String,
}

/// Why a source gave nothing at all.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Neither JSON nor a page of text.
    #[error("{name}: unknown format ({looks_like}); JSON, JSON Lines and plain text can be read")]
    UnknownFormat {
        /// The source's name.
        name: String,
        /// What the content looks like.
        looks_like: &'static str,
    },
    /// More than [`MAX_BYTES`], or than [`MAX_PAGE_BYTES`] where it is no JSON.
    #[error("{name}: {bytes} bytes; at most {limit} can be read")]
    TooLarge {
        /// The source's name.
        name: String,
        /// Its size.
        bytes: usize,
        /// The most that is read of its kind.
        limit: usize,
    },
    /// The file system refused.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the file system said.
        source: std::io::Error,
    },
}

/// The first bytes of formats that are not text, and what they are called.
/// ZIP is also XLSX and DOCX; OLE is the older office programs' container.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "ZIP, XLSX or DOCX"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "an older office document"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
];

/// Reads a source: its content and what in it could not be read.
///
/// `name` only serves the error's message.
///
/// # Errors
///
/// [`IngestError::TooLarge`], and [`IngestError::UnknownFormat`] for whatever
/// is neither JSON nor a page of text: office documents, PDF, HTML, nothing.
pub fn read(name: &str, bytes: &[u8]) -> Result<(Content, Vec<RawNotice>), IngestError> {
    let unknown = |looks_like| IngestError::UnknownFormat { name: name.to_owned(), looks_like };
    let too_large = |limit| IngestError::TooLarge { name: name.to_owned(), bytes: bytes.len(), limit };
    if bytes.len() > MAX_BYTES {
        return Err(too_large(MAX_BYTES));
    }
    if let Some((_, looks_like)) = SIGNATURES.iter().find(|(first, _)| bytes.starts_with(first)) {
        return Err(unknown(looks_like));
    }
    let decoded = decode(bytes);
    if let Some(looks_like) = not_a_page(bytes, decoded.encoding, &decoded.text) {
        return Err(unknown(looks_like));
    }
    let mut notices = decoded.notices;
    if json::looks_like_json(&decoded.text) {
        let (rows, faults) = json::rows(&decoded.text);
        notices.extend(faults);
        return Ok((Content::Rows(rows), notices));
    }
    if decoded.text.len() > MAX_PAGE_BYTES {
        return Err(too_large(MAX_PAGE_BYTES));
    }
    Ok((Content::Page(text::blocks(&decoded.text)), notices))
}

/// Why the text is no page, if it is none.
fn not_a_page(bytes: &[u8], encoding: &str, text: &str) -> Option<&'static str> {
    let start = text.trim_start();
    if start.is_empty() {
        return Some("empty");
    }
    if !encoding.starts_with("UTF-16") && is_binary(bytes) {
        return Some("binary");
    }
    starts_as_markup(start).then_some("HTML or XML")
}

/// A zero byte, or more than one control character in a hundred bytes.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = bytes.get(..bytes.len().min(1 << 16)).unwrap_or_default();
    let odd = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    sample.contains(&0) || sample.iter().filter(|&&b| odd(b)).count() * 100 > sample.len()
}

/// A `<` and a letter, `!` or `?`; a page of text may open with `<<` or `< 5`.
fn starts_as_markup(start: &str) -> bool {
    let mut first = start.chars();
    first.next() == Some('<') && first.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '!' || c == '?')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], expected: &str) {
        let got = match read("prov", bytes) {
            Ok((Content::Page(blocks), _)) => format!("page {}", blocks.len()),
            Ok((Content::Rows(rows), notices)) => format!("rows {} notices {}", rows.len(), notices.len()),
            Err(IngestError::UnknownFormat { looks_like, .. }) => format!("unknown: {looks_like}"),
            Err(other) => other.to_string(),
        };
        assert_eq!(got, expected, "{:?}", String::from_utf8_lossy(bytes.get(..40).unwrap_or(bytes)));
    }

    #[test]
    fn content_is_recognised_whatever_its_name() {
        check(b"", "unknown: empty");
        check(b" \n\xef\xbb\xbf\n", "unknown: empty");
        check(b"PK\x03\x04rest", "unknown: ZIP, XLSX or DOCX");
        check(b"%PDF-1.7\n", "unknown: PDF");
        check(b"ab\0\x01\x02\x03", "unknown: binary");
        check(b"<!doctype html><p>hej", "unknown: HTML or XML");
        check(b"<?xml version='1.0'?>", "unknown: HTML or XML");
        check(b"< 5 procent av kommunerna", "page 1");
        check(b"Namn:\nSkruva\n\nEn rad.", "page 2");
        check(br#"[{"a":1},{"a":2}]"#, "rows 2 notices 0");
        check(b"{\"a\":1}\n{\"a\":\n{\"a\":3}\n", "rows 2 notices 1");
        check(b"[Bild: en bro]\nText.", "page 2");
        check(&b"ett ord ".repeat(1 << 20), "prov: 8388608 bytes; at most 4194304 can be read");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = read("prov", &bytes);
        }

        #[test]
        fn no_brackets_make_it_panic(text in "[\\[\\]{}\",:\\\\ a0\n]{0,200}") {
            let _ = read("prov", text.as_bytes());
        }
    }
}
