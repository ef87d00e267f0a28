//! Extractors: what a source says, found by the layout it has.
//!
//! A layout is recognised by content. Each has one file that turns blocks or
//! rows into [`Draft`]s by a table of labels or keys; only our own form is
//! read as a [`Project`] at once.

mod contacts;
pub mod fondsok;
pub mod list;
pub mod news;
pub mod project_bank;
pub mod tillvaxtverket;

use std::collections::HashSet;

use serde_json::Value;

use super::date::PartialDate;
use super::draft::{Draft, Fact};
use super::notice::{Dropped, Notice, NoticeCode};
use super::project::{Project, SourceKind};
use super::vocabulary::Vocabulary;
use crate::ingest::{Block, Content, Fault, IngestError, RawKind, RawNotice, Row, Rows, Table};
use list::{ColumnMap, ListOptions, ListReader};

/// What is found in a source, told as it is found: a list of a hundred thousand
/// rows is never held.
#[derive(Debug)]
pub enum Found {
    /// A record.
    Item(Item),
    /// What was not understood.
    Notice(Notice),
    /// Personal data left out that belongs to no record.
    Dropped(Dropped),
}

/// What is known of a source once it is read.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The layout; none where no record is in a form that is known.
    pub kind: Option<SourceKind>,
    /// The date that a list gives for itself.
    pub date: Option<PartialDate>,
    /// Records that could not even be read.
    pub lost: usize,
}

/// What extracting needs besides the source.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Codes, labels and headers.
    pub vocabulary: &'a Vocabulary,
    /// What a person says about a list's columns.
    pub columns: &'a ColumnMap,
}

/// One record of a source.
#[derive(Debug)]
pub enum Item {
    /// A project as its source words it.
    Draft(Box<Draft>),
    /// A project in our own form.
    Project {
        /// The project.
        project: Box<Project>,
        /// The line it begins on.
        line: usize,
    },
    /// A record that cannot be used.
    Rejected {
        /// The line it begins on.
        line: usize,
        /// Why, for a person.
        reason: String,
    },
}

/// The place of a statement in a draft: the right side of every extractor's table.
pub(crate) type Slot = fn(&mut Draft) -> &mut Option<Fact<String>>;

/// Finds the projects in a source, and tells each to `found`.
///
/// # Errors
///
/// Where the source ends in a fault: what was told before is not the whole of it.
pub fn extract(content: Content, options: Options<'_>, found: &mut dyn FnMut(Found)) -> Result<Outcome, IngestError> {
    match content {
        Content::Page(blocks) => Ok(from_page(&blocks, options.vocabulary, found)),
        Content::Rows(rows) => from_rows(rows, found),
        Content::Table(table) => from_table(table, options, found),
    }
}

fn from_page(blocks: &[Block], vocabulary: &Vocabulary, found: &mut dyn FnMut(Found)) -> Outcome {
    let (blocks, dropped) = contacts::without_contacts(blocks);
    dropped.into_iter().for_each(|dropped| found(Found::Dropped(dropped)));
    // A bank page without a name is a page that tells of a project in another way.
    let bank = project_bank::extract(&blocks).filter(|(drafts, _)| drafts.iter().any(|draft| draft.name.is_some()));
    let (kind, (drafts, notices)) = match bank {
        Some(found) => (SourceKind::ProjectBank, found),
        None => (SourceKind::News, news::extract(&blocks, vocabulary)),
    };
    let none = drafts.is_empty() && !notices.iter().any(|notice| notice.code == NoticeCode::NoProject);
    notices.into_iter().for_each(|notice| found(Found::Notice(notice)));
    if none {
        found(Found::Notice(Notice::general(NoticeCode::NoProject, 1, "the page names no funded project")));
    }
    let kind = (!drafts.is_empty()).then_some(kind);
    drafts.into_iter().for_each(|draft| found(Found::Item(Item::Draft(Box::new(draft)))));
    Outcome { kind, ..Outcome::default() }
}

/// Records that may come before the first in a known layout.
const MOST_UNKNOWN: usize = 1_000;

fn from_rows(rows: Rows, found: &mut dyn FnMut(Found)) -> Result<Outcome, IngestError> {
    let mut outcome = Outcome::default();
    let mut unknown: Vec<Row> = Vec::new();
    // A key that no table knows stands in every record of a list: once is enough.
    let mut told = HashSet::new();
    for row in rows {
        let Some(row) = read_row(row, &mut outcome, found)? else { continue };
        outcome.kind = outcome.kind.or_else(|| layout(&row.value));
        match outcome.kind {
            Some(kind) => {
                unknown.drain(..).for_each(|row| from_row(&row, kind, &mut told, found));
                from_row(&row, kind, &mut told, found);
            }
            None if unknown.len() < MOST_UNKNOWN => unknown.push(row),
            None => break,
        }
    }
    if outcome.kind.is_none() {
        let message = format!("none of the {} records has keys of a known layout", unknown.len());
        found(Found::Notice(Notice::general(NoticeCode::NoProject, unknown.first().map_or(1, |row| row.line), message)));
    }
    Ok(outcome)
}

fn from_row(row: &Row, kind: SourceKind, told: &mut HashSet<String>, found: &mut dyn FnMut(Found)) {
    let (item, notices) = match layout(&row.value).unwrap_or(kind) {
        SourceKind::Tillvaxtverket => tillvaxtverket::extract(row),
        _ => fondsok::extract(row),
    };
    let new = notices.into_iter().filter(|notice| notice.code != NoticeCode::UnknownKey || told.insert(notice.message.clone()));
    new.for_each(|notice| found(Found::Notice(notice)));
    found(Found::Item(item));
}

fn from_table(table: Table, options: Options<'_>, found: &mut dyn FnMut(Found)) -> Result<Outcome, IngestError> {
    let title = table.sheet.clone().unwrap_or_default();
    let mut reader = ListReader::new(ListOptions { vocabulary: options.vocabulary, columns: options.columns, title: &title });
    let mut outcome = Outcome::default();
    for row in table {
        let Some(row) = read_row(row, &mut outcome, found)? else { continue };
        let item = reader.push(&row);
        reader.take_notices().into_iter().for_each(|notice| found(Found::Notice(notice)));
        item.into_iter().for_each(|item| found(Found::Item(item)));
        if reader.is_hopeless() {
            break;
        }
    }
    let end = reader.finish();
    end.notices.into_iter().for_each(|notice| found(Found::Notice(notice)));
    Ok(Outcome { kind: end.kind, date: end.date, ..outcome })
}

/// The row of a stream, none where it says something instead.
fn read_row<T>(row: Result<T, Fault>, outcome: &mut Outcome, found: &mut dyn FnMut(Found)) -> Result<Option<T>, IngestError> {
    match row {
        Ok(row) => Ok(Some(row)),
        Err(Fault::End(error)) => Err(error),
        Err(Fault::Notice(raw)) => {
            outcome.lost += raw.lost;
            // The check of each project names the field with the odd letters.
            if raw.kind != RawKind::Mojibake {
                found(Found::Notice(raw.into()));
            }
            Ok(None)
        }
    }
}

impl From<RawNotice> for Notice {
    fn from(raw: RawNotice) -> Notice {
        let code = match raw.kind {
            RawKind::Encoding => NoticeCode::Encoding,
            RawKind::Mojibake => NoticeCode::Mojibake,
            RawKind::Sheet => NoticeCode::SkippedRow,
            RawKind::Ragged | RawKind::Record if raw.lost == 0 => NoticeCode::SkippedRow,
            RawKind::Ragged | RawKind::Record => NoticeCode::Rejected,
        };
        Notice::general(code, raw.line, raw.message)
    }
}

/// The layout of a record with keys.
fn layout(record: &Value) -> Option<SourceKind> {
    let has = |key: &str| record.get(key).is_some();
    if has("ärende-id") {
        Some(SourceKind::Tillvaxtverket)
    } else {
        (has("name") && (has("id") || has("fund") || has("owner"))).then_some(SourceKind::Json)
    }
}

/// A label or key as tables hold it: lower case, single spaces.
pub(crate) fn folded(label: &str) -> String {
    label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::read;

    fn shown(text: &str) -> String {
        let (kind, found) = found(text);
        let item = |item: &Item| match item {
            Item::Draft(draft) => format!("draft {}", draft.name.as_ref().map_or("", |n| n.value.as_str())),
            Item::Project { project, line } => format!("project {} @{line}", project.name),
            Item::Rejected { line, reason } => format!("rejected @{line} {reason}"),
        };
        let items: Vec<_> =
            found.iter().filter_map(|found| if let Found::Item(found) = found { Some(item(found)) } else { None }).collect();
        format!("{}: {}", kind.map_or("none", SourceKind::code), items.join(", "))
    }

    fn found(text: &str) -> (Option<SourceKind>, Vec<Found>) {
        let (content, _) = read("prov", text.as_bytes()).expect("a known format");
        let mut all = Vec::new();
        let options = Options { vocabulary: Vocabulary::bundled(), columns: &ColumnMap::default() };
        let outcome = extract(content, options, &mut |found| all.push(found)).expect("a whole source");
        (outcome.kind, all)
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(shown(text), expected, "{text}");
    }

    #[test]
    fn the_layout_is_known_by_its_keys_and_labels() {
        check("[{\"ärende-id\": \"1\", \"projektnamn\": \"Bryggan\"}]", "tillvaxtverket: draft Bryggan");
        check("{\"id\": \"x\", \"name\": \"Bryggan\"}\n{\"name\": \"Bron\"}", "json: project Bryggan @1, project Bron @2");
        check("{\"titel\": \"Bryggan\"}", "none: ");
        check("Diarienummer:\n23-001-S01\nNamn:\nBryggan\nRegion:\nStockholm", "project_bank: draft Bryggan");
        check("Vädret blir fint.", "none: ");
    }

    #[test]
    fn an_unknown_key_is_told_once() {
        let text = "{\"name\": \"Bryggan\", \"id\": \"a\", \"färg\": 1}\n{\"name\": \"Bron\", \"id\": \"b\", \"färg\": 2}";
        let notice = |found: &Found| if let Found::Notice(notice) = found { Some((notice.code, notice.line)) } else { None };
        let lines: Vec<_> = found(text).1.iter().filter_map(notice).collect();
        assert_eq!(lines, [(NoticeCode::UnknownKey, 1)]);
    }

    #[test]
    fn a_stray_record_is_rejected_alone() {
        let text = "{\"id\": \"x\", \"name\": \"Bryggan\"}\n{\"titel\": \"?\"}";
        check(text, "json: project Bryggan @1, rejected @2 name: missing");
    }
}
