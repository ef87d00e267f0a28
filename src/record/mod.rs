//! Meaning: what a block of a source says about a project.
//!
//! A source is read in two moves. An **extractor** (`extract/`, one file a
//! layout) finds the statements in the blocks of a source and writes them
//! down, still as text, in a [`Draft`]; **normalising** ([`normalise`]) turns
//! a draft into a [`Project`]: codes from the vocabulary, öre, dates, places.
//! The odd word is *draft*: one project as its source words it, each
//! statement with the line it stood on.
//!
//! The records that mean one project are then made one ([`merge`]), and the
//! names of one owner brought together ([`owner`]).
//!
//! Neither move can fail: what was not understood becomes a [`Notice`], and a
//! draft without a name is rejected with its reason. Nothing here knows bytes,
//! encodings or HTTP.

pub mod amount;
pub mod check;
pub mod date;
pub mod draft;
pub mod extract;
pub mod json;
pub mod merge;
pub mod normalise;
pub mod notice;
pub mod owner;
pub mod personal;
pub mod project;
pub mod vocabulary;

pub use draft::{Confidence, Draft, Evidence, Fact, PlaceKind, PlaceText};
pub use notice::{Dropped, Notice, NoticeCode};
pub use project::{Amount, Coded, Difference, Owner, Place, Project, Source, SourceKind, Status};
pub use vocabulary::Vocabulary;
