//! Which source is believed where two state different things.
//!
//! Banks and lists, whose rows an authority keeps, before news; within a kind
//! newer data first, then the order of names and lines, which says nothing
//! about truth but makes every answer the same whatever was read first. A fact
//! that was stated goes before one that was concluded, except that a news page
//! never goes before an authority.

use std::cmp::Reverse;

use super::super::date::PartialDate;
use super::super::project::{Project, Source, SourceKind};
use super::facts::{self, is_in_own_form};

/// The place of a source in the order of trust; the smaller is believed.
pub(super) type Rank<'a> = (u8, Reverse<Option<PartialDate>>, &'a str, usize);

/// The place of a source in the order of trust.
pub(super) fn rank(source: &Source) -> Rank<'_> {
    let kind = match source.kind {
        SourceKind::ProjectBank => 0,
        SourceKind::Tillvaxtverket => 1,
        SourceKind::List => 2,
        SourceKind::Json => 3,
        SourceKind::News => 4,
    };
    (kind, Reverse(source.date), &source.name, source.line)
}

/// Whether an authority keeps the source, rather than a web editor.
pub(super) fn is_official(kind: SourceKind) -> bool {
    kind != SourceKind::News
}

/// The most trusted source of a record.
pub(super) fn best(project: &Project) -> Rank<'_> {
    project.sources.iter().map(rank).min().unwrap_or_else(|| rank(&project.source))
}

/// How much one fact of a record is believed; the smaller more.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Standing<'a> {
    /// False where an authority keeps the source.
    pub from_news: bool,
    concluded: bool,
    rank: Rank<'a>,
    /// What was just read goes before what an export carried here.
    carried: bool,
}

/// How much the fact behind a key is believed.
pub(super) fn standing<'a>(project: &'a Project, key: &str) -> Standing<'a> {
    let stating = project.sources.iter().filter(|source| facts::states(source, key)).map(|source| (source.kind, rank(source)));
    let stated = stating.min_by(|a, b| a.1.cmp(&b.1));
    let concluded = stated.is_none();
    let (kind, rank) = stated.unwrap_or_else(|| (project.source.kind, best(project)));
    Standing { from_news: !is_official(kind), concluded, rank, carried: is_in_own_form(project) }
}
