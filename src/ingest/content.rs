//! From a source to its content: what its bytes are, judged by what they are
//! and never by the file's name, and the reader for it.

use std::io::{Cursor, Read};
use std::path::Path;

use super::block::{Block, MAX_BLOCKS};
use super::decode::visible;
use super::error::{IngestError, Refusal};
use super::fault::{RawKind, RawNotice};
use super::format::{self, Signature};
use super::json::{self, Rows};
use super::source::Source;
use super::table::Table;
use super::text_reader::AnyText;
use super::{csv, gzip, html, spreadsheet, text};

/// The largest page: 4 MiB of text or HTML. The longest page seen, a report
/// made from PDF, has a tenth of it. A page is held whole.
pub const MAX_PAGE_BYTES: usize = 4 << 20;
/// How much of a text is looked at to judge what it is.
const SAMPLE: usize = 64 << 10;
/// The endings that promise a table where the text alone leaves it open.
const TABLE_ENDINGS: [&str; 3] = [".csv", ".tsv", ".tab"];

/// A source's content.
#[derive(Debug)]
pub enum Content {
    /// A page of text or HTML.
    Page(Vec<Block>),
    /// Records with keys, as they are asked for.
    Rows(Rows),
    /// A table's rows, as they are asked for.
    Table(Table),
}

/// Opens a file: its content and what in it could not be read so far; what is
/// found later comes between the rows.
///
/// `name` serves messages; its ending may break a tie between a page and a table.
/// A list is never held whole: its rows are read from the file as they are asked for.
///
/// # Errors
///
/// A file that cannot be read, has no known format, is larger than its format
/// allows, is damaged, or is made to exhaust memory. What is damaged further
/// on is [`super::Fault::End`] among the rows.
pub fn open(name: &str, path: &Path) -> Result<(Content, Vec<RawNotice>), IngestError> {
    Source::file(name, path).and_then(content).map_err(|refusal| match refusal {
        Refusal::Io(kind, words) => IngestError::Unreadable { path: path.to_owned(), source: std::io::Error::new(kind, words) },
        other => other.named(name),
    })
}

/// The same of bytes that are in memory already; they are copied.
///
/// # Errors
///
/// As [`open`].
pub fn read(name: &str, bytes: &[u8]) -> Result<(Content, Vec<RawNotice>), IngestError> {
    Source::memory(name, bytes).and_then(content).map_err(|refusal| refusal.named(name))
}

fn content(mut source: Source) -> Result<(Content, Vec<RawNotice>), Refusal> {
    let head = source.head(SAMPLE as u64)?;
    match format::signature(&head) {
        Some(Signature::Zip) => spreadsheet::open(source).map(|(table, notices)| (Content::Table(table), notices)),
        Some(Signature::Gzip) => inflated(source),
        Some(Signature::Other(looks_like)) => Err(Refusal::Unknown(looks_like)),
        None => {
            let facts = Facts::of(&source);
            written(facts, &head, Box::new(source.bytes))
        }
    }
}

/// What a gzip file holds: text of any kind, and no archive again.
fn inflated(source: Source) -> Result<(Content, Vec<RawNotice>), Refusal> {
    let facts = Facts { len: None, ..Facts::of(&source) };
    let mut bytes = gzip::open(source);
    let mut head = Vec::new();
    bytes.by_ref().take(SAMPLE as u64).read_to_end(&mut head)?;
    if let Some(Signature::Zip | Signature::Gzip | Signature::Other(_)) = format::signature(&head) {
        return Err(Refusal::Unknown("gzip of something that is no text"));
    }
    let rest = Cursor::new(head.clone()).chain(bytes);
    written(facts, &head, Box::new(rest))
}

/// What is known of a source beside its text.
struct Facts {
    name: String,
    /// How many bytes it has, where that is known before they are read.
    len: Option<u64>,
    promises_table: bool,
}

impl Facts {
    fn of(source: &Source) -> Facts {
        Facts { name: source.name.clone(), len: Some(source.len), promises_table: source.is_named(&TABLE_ENDINGS) }
    }
}

/// The content of a text, whose bytes begin with `head`.
fn written(facts: Facts, head: &[u8], bytes: Box<dyn Read + Send>) -> Result<(Content, Vec<RawNotice>), Refusal> {
    let mut text = AnyText::new(bytes).with_fallback(html::declared_charset(head));
    text.fill_to(SAMPLE)?;
    let (sample, whole) = (text.pending(), text.is_at_end());
    if let Some(looks_like) = format::no_text(sample) {
        return Err(Refusal::Unknown(looks_like));
    }
    if json::looks_like_json(sample, whole) {
        return json::rows(&facts.name, text).map(|rows| (Content::Rows(rows), Vec::new()));
    }
    if format::starts_as_markup(sample) {
        if !html::looks_like_html(sample) {
            return Err(Refusal::Unknown("XML"));
        }
        let (page, notices) = page(&facts, text)?;
        return Ok((Content::Page(html::blocks(&page)?), notices));
    }
    if let Some(dialect) = csv::sniff(sample, whole, facts.promises_table) {
        return Ok((Content::Table(csv::table(&facts.name, text, dialect)), Vec::new()));
    }
    let (page, notices) = page(&facts, text)?;
    if page.lines().filter(|line| !line.trim().is_empty()).count() > MAX_BLOCKS {
        return Err(Refusal::bomb(format!("a page of more than {MAX_BLOCKS} lines")));
    }
    Ok((Content::Page(text::blocks(&page)), notices))
}

/// The whole text of a page and what of it was not valid.
fn page(facts: &Facts, text: AnyText) -> Result<(String, Vec<RawNotice>), Refusal> {
    let raw = text.into_text(MAX_PAGE_BYTES).map_err(|refusal| match (refusal, facts.len) {
        (Refusal::TooLarge { limit, .. }, Some(bytes)) => Refusal::TooLarge { bytes, limit },
        (other, _) => other,
    })?;
    let notices = unreadable(&raw);
    Ok((visible(&raw).into_owned(), notices))
}

fn unreadable(text: &str) -> Vec<RawNotice> {
    let count = text.matches(char::REPLACEMENT_CHARACTER).count();
    let first = text.split(char::REPLACEMENT_CHARACTER).next().unwrap_or_default();
    let line = 1 + first.matches('\n').count();
    let message = format!("{count} unreadable characters; the first stands on this line");
    (count > 0).then(|| RawNotice::kept(RawKind::Encoding, line, message)).into_iter().collect()
}

#[cfg(test)]
mod tests;
