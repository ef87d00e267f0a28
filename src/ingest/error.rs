//! Why a source gave nothing, or gave up on the way.
//!
//! Two forms of one failure. A [`Refusal`] is what a reader deep in a format
//! knows: what is wrong and where. An [`IngestError`] adds the source's name
//! and is what a person reads.

use std::io;
use std::path::PathBuf;

/// Why a source gave nothing, or not all that it holds.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Nothing that can be read.
    #[error("{name}: unknown format ({looks_like}); text, HTML, CSV, XLSX, ODS, JSON and JSON Lines can be read, also as gzip")]
    UnknownFormat {
        /// The source's name.
        name: String,
        /// What the content looks like.
        looks_like: &'static str,
    },
    /// More bytes than are read of its kind.
    #[error("{name}: {bytes} bytes; at most {limit} can be read")]
    TooLarge {
        /// The source's name.
        name: String,
        /// Its size, or how much of it was seen.
        bytes: u64,
        /// The most that is read of its kind.
        limit: u64,
    },
    /// The file system refused.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// A known format that is broken, cut off or protected.
    #[error("{name}{}: {what}", at(*line))]
    Damaged {
        /// The source's name.
        name: String,
        /// What is wrong, for a person.
        what: String,
        /// The line or row where it was found, from 1.
        line: Option<usize>,
    },
    /// Content made to exhaust whoever reads it, or beyond what any list needs.
    #[error("{name}: refused: {what}")]
    Bomb {
        /// The source's name.
        name: String,
        /// What is beyond its bound.
        what: String,
    },
}

impl IngestError {
    /// A stable code for reports and scripts.
    pub fn code(&self) -> &'static str {
        match self {
            IngestError::UnknownFormat { .. } => "unknown_format",
            IngestError::TooLarge { .. } => "too_large",
            IngestError::Unreadable { .. } => "unreadable",
            IngestError::Damaged { .. } => "damaged",
            IngestError::Bomb { .. } => "archive_bomb",
        }
    }
}

fn at(line: Option<usize>) -> String {
    line.map(|line| format!(", line {line}")).unwrap_or_default()
}

/// Why a reader stops, before the source's name is known to it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("{0}")]
    Unknown(&'static str),
    #[error("{bytes} bytes; at most {limit} can be read")]
    TooLarge { bytes: u64, limit: u64 },
    #[error("{what}")]
    Damaged { what: String, line: Option<usize> },
    #[error("{0}")]
    Bomb(String),
    #[error("{1}")]
    Io(io::ErrorKind, String),
}

impl Refusal {
    pub(super) fn damaged(what: impl Into<String>) -> Refusal {
        Refusal::Damaged { what: what.into(), line: None }
    }

    pub(super) fn damaged_at(line: usize, what: impl Into<String>) -> Refusal {
        Refusal::Damaged { what: what.into(), line: Some(line) }
    }

    pub(super) fn bomb(what: impl Into<String>) -> Refusal {
        Refusal::Bomb(what.into())
    }

    /// The same with the place, where none is known yet.
    pub(super) fn at(self, line: usize) -> Refusal {
        match self {
            Refusal::Damaged { what, line: None } => Refusal::damaged_at(line, what),
            other => other,
        }
    }

    pub(super) fn named(self, name: &str) -> IngestError {
        let name = name.to_owned();
        match self {
            Refusal::Unknown(looks_like) => IngestError::UnknownFormat { name, looks_like },
            Refusal::TooLarge { bytes, limit } => IngestError::TooLarge { name, bytes, limit },
            Refusal::Damaged { what, line } => IngestError::Damaged { name, what, line },
            Refusal::Bomb(what) => IngestError::Bomb { name, what },
            Refusal::Io(kind, words) => IngestError::Unreadable { path: name.into(), source: io::Error::new(kind, words) },
        }
    }
}

/// Readers are stacked through `std::io::Read`, whose error carries a refusal
/// from one below to one above.
impl From<Refusal> for io::Error {
    fn from(refusal: Refusal) -> io::Error {
        io::Error::other(refusal)
    }
}

impl From<&io::Error> for Refusal {
    fn from(error: &io::Error) -> Refusal {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Refusal>()) {
            Some(refusal) => refusal.clone(),
            None => match error.kind() {
                // What the inflating reader says of data that is no deflate data.
                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => Refusal::damaged(error.to_string()),
                io::ErrorKind::UnexpectedEof => Refusal::damaged("it is cut off"),
                kind => Refusal::Io(kind, error.to_string()),
            },
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Refusal {
        Refusal::from(&error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_survives_the_readers_above_it() {
        let refusal = Refusal::bomb("too much");
        assert_eq!(Refusal::from(io::Error::from(refusal.clone())), refusal);
        assert_eq!(Refusal::from(io::Error::from(io::ErrorKind::UnexpectedEof)), Refusal::damaged("it is cut off"));
    }

    #[test]
    fn messages_name_the_source_and_the_place() {
        let check = |refusal: Refusal, expected: &str, code: &str| {
            let error = refusal.named("lista.csv");
            assert_eq!((error.to_string().as_str(), error.code()), (expected, code));
        };
        check(Refusal::damaged_at(7, "a quotation mark is never closed"), "lista.csv, line 7: a quotation mark is never closed", "damaged");
        check(Refusal::damaged("cut off").at(3), "lista.csv, line 3: cut off", "damaged");
        check(Refusal::bomb("2 000 entries"), "lista.csv: refused: 2 000 entries", "archive_bomb");
        check(Refusal::TooLarge { bytes: 9, limit: 8 }, "lista.csv: 9 bytes; at most 8 can be read", "too_large");
    }
}
