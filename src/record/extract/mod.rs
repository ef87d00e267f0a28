//! Extractors: what a source says, found by the layout it has.
//!
//! A layout is recognised by content. Each has one file that turns blocks or
//! rows into [`Draft`]s by a table of labels or keys; only our own form is
//! read as a [`Project`] at once.

mod contacts;
pub mod fondsok;
pub mod news;
pub mod project_bank;
pub mod tillvaxtverket;

use std::collections::HashSet;

use serde_json::Value;

use super::draft::{Draft, Fact};
use super::notice::{Dropped, Notice, NoticeCode};
use super::project::{Project, SourceKind};
use super::vocabulary::Vocabulary;
use crate::ingest::{Block, Content, Row};

/// What was found in one source.
#[derive(Debug, Default)]
pub struct Extraction {
    /// The layout; none where no record is in a form that is known.
    pub kind: Option<SourceKind>,
    /// The projects, in the source's order.
    pub items: Vec<Item>,
    /// What was not understood.
    pub notices: Vec<Notice>,
    /// Personal data left out that belongs to no item.
    pub dropped: Vec<Dropped>,
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

/// Finds the projects in a source.
pub fn extract(content: &Content, vocabulary: &Vocabulary) -> Extraction {
    match content {
        Content::Rows(rows) => from_rows(rows),
        Content::Page(blocks) => from_page(blocks, vocabulary),
    }
}

fn from_page(blocks: &[Block], vocabulary: &Vocabulary) -> Extraction {
    let (blocks, dropped) = contacts::without_contacts(blocks);
    let extraction = match project_bank::extract(&blocks) {
        Some((draft, notices)) => {
            let items = vec![Item::Draft(Box::new(draft))];
            Extraction { kind: Some(SourceKind::ProjectBank), items, notices, dropped: Vec::new() }
        }
        None => from_news(news::extract(&blocks, vocabulary)),
    };
    Extraction { dropped, ..extraction }
}

fn from_news((drafts, mut notices): (Vec<Draft>, Vec<Notice>)) -> Extraction {
    if drafts.is_empty() && !notices.iter().any(|notice| notice.code == NoticeCode::NoProject) {
        notices.push(Notice::general(NoticeCode::NoProject, 1, "the page names no funded project"));
    }
    let kind = (!drafts.is_empty()).then_some(SourceKind::News);
    let items = drafts.into_iter().map(|draft| Item::Draft(Box::new(draft))).collect();
    Extraction { kind, items, notices, dropped: Vec::new() }
}

fn from_rows(rows: &[Row]) -> Extraction {
    let Some(kind) = rows.iter().find_map(|row| layout(&row.value)) else {
        let message = format!("none of the {} records has keys of a known layout", rows.len());
        let notices = vec![Notice::general(NoticeCode::NoProject, rows.first().map_or(1, |row| row.line), message)];
        return Extraction { notices, ..Extraction::default() };
    };
    let mut extraction = Extraction { kind: Some(kind), ..Extraction::default() };
    // A key that no table knows stands in every record of a list: once is enough.
    let mut told = HashSet::new();
    for row in rows {
        let (item, notices) = match layout(&row.value).unwrap_or(kind) {
            SourceKind::Tillvaxtverket => tillvaxtverket::extract(row),
            _ => fondsok::extract(row),
        };
        extraction.items.push(item);
        let new = notices.into_iter().filter(|notice| notice.code != NoticeCode::UnknownKey || told.insert(notice.message.clone()));
        extraction.notices.extend(new);
    }
    extraction
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
        let Ok((content, _)) = read("prov", text.as_bytes()) else { return "unreadable".into() };
        let extraction = extract(&content, Vocabulary::bundled());
        let item = |item: &Item| match item {
            Item::Draft(draft) => format!("draft {}", draft.name.as_ref().map_or("", |n| n.value.as_str())),
            Item::Project { project, line } => format!("project {} @{line}", project.name),
            Item::Rejected { line, reason } => format!("rejected @{line} {reason}"),
        };
        let kind = extraction.kind.map_or("none", SourceKind::code);
        let items: Vec<_> = extraction.items.iter().map(item).collect();
        format!("{kind}: {}", items.join(", "))
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
        let Ok((content, _)) = read("prov", text.as_bytes()) else { return };
        let lines: Vec<_> = extract(&content, Vocabulary::bundled()).notices.iter().map(|n| (n.code, n.line)).collect();
        assert_eq!(lines, [(NoticeCode::UnknownKey, 1)]);
    }

    #[test]
    fn a_stray_record_is_rejected_alone() {
        let text = "{\"id\": \"x\", \"name\": \"Bryggan\"}\n{\"titel\": \"?\"}";
        check(text, "json: project Bryggan @1, rejected @2 name: missing");
    }
}
