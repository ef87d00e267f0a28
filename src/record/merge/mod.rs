//! One project, many sources: the records that mean the same project become one.
//!
//! Three moves. A [`Merger`] takes the keys of each record as it is read and,
//! when all are read, says which records belong together ([`Groups`]);
//! `merge` makes one record of two; a [`Uniter`] does both for records that lie
//! in a [`Store`], and brings the names of owners together as well.
//!
//! The odd words are **trust**, the order in which sources are believed
//! (`trust`), and **differs**: a statement that another source's replaced. It
//! stays on the record, beside the source that made it, and a contradiction is
//! a notice as well: nothing is lost.
//!
//! The result does not depend on the order in which sources are read.

mod agreement;
mod alike;
mod facts;
mod fields;
mod groups;
mod identity;
mod keys;
mod owners;
mod pair;
mod places;
mod shown;
mod texts;
mod trust;
mod unite;

pub use facts::FACTS;
pub use groups::Groups;
pub use keys::Merger;
pub use pair::merge;
pub use unite::{Store, United, Uniter, merge_all};

use super::notice::Notice;

/// The most sources of one record; the least trusted beyond it are left out.
pub(crate) const MOST_SOURCES: usize = 50;
/// The most former ids of one record.
pub(crate) const MOST_IDS: usize = 50;
/// The most statements of one source that do not stand.
pub(crate) const MOST_DIFFERENCES: usize = 100;

/// A notice and the source that it belongs to, since a merged record has several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceNotice {
    /// The name of the source, as in [`Source::name`](super::Source::name).
    pub source: String,
    /// The notice; its line is a line of that source.
    pub notice: Notice,
}

#[cfg(test)]
mod tests;
