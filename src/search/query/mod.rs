//! What the searcher typed, as a tree.
//!
//! [`parse`] turns any text into a [`Query`] and cannot fail; what it left out
//! is a notice. A query prints canonically, so that a log line, a cache key
//! and a test compare as text:
//!
//! ```
//! use fondsok::search::query::parse;
//! let parsed = parse("vilka projekt om \"förnybar energi\" -sol");
//! assert_eq!(parsed.query.to_string(), "(most (phrase förnybar energi) (not sol))");
//! ```

mod parse;

use std::fmt;

use std::ops::Range;

pub use parse::{LONGEST_QUERY, MOST_WORDS, Parsed, parse};

/// What the searcher typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Nothing: every project matches.
    Everything,
    /// A folded word. Its forms (joined and apart: *ehälsa*, *e hälsa*) find it alike.
    Word(Word),
    /// Words that must stand side by side, in this order.
    Phrase(Phrase),
    /// Prefix.
    Prefix(Prefix),
    /// Any.
    Any(Vec<Query>),
    /// What must not match.
    Not(Box<Query>),
    /// Most of the words, all of the phrases, none of what is excluded.
    Most(Vec<Query>),
}

/// A word as typed, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The whole word; of a hyphenated one the joined form.
    pub whole: String,
    /// The parts between hyphens, where there are any.
    pub apart: Vec<String>,
    /// As typed.
    pub typed: String,
    /// Where.
    pub bytes: Range<usize>,
    /// Quoted.
    pub quoted: bool,
    /// Suspended.
    pub suspended: bool,
}

/// Phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Words.
    pub words: Vec<String>,
    /// Typed.
    pub typed: String,
    /// Where.
    pub bytes: Range<usize>,
}

/// Prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix {
    /// Letters.
    pub letters: String,
    /// Typed.
    pub typed: String,
    /// Where.
    pub bytes: Range<usize>,
}

impl Query {
    /// The words and phrases that are looked for, in the order typed.
    pub fn wanted(&self) -> Vec<&Query> {
        match self {
            Query::Word(_) | Query::Phrase(_) | Query::Prefix(_) | Query::Any(_) => vec![self],
            Query::Most(all) => all.iter().flat_map(Query::wanted).collect(),
            Query::Everything | Query::Not(_) => Vec::new(),
        }
    }

    /// What must not match.
    pub fn unwanted(&self) -> Vec<&Query> {
        match self {
            Query::Not(inner) => inner.wanted(),
            Query::Most(all) => all.iter().flat_map(Query::unwanted).collect(),
            Query::Everything | Query::Word(_) | Query::Phrase(_) | Query::Prefix(_) | Query::Any(_) => Vec::new(),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::Everything => to.write_str("(everything)"),
            Query::Word(word) => to.write_str(&word.whole),
            Query::Phrase(words) => write!(to, "(phrase {})", words.words.join(" ")),
            Query::Prefix(p) => write!(to, "(prefix {})", p.letters),
            Query::Any(_) => to.write_str("(any)"),
            Query::Not(inner) => write!(to, "(not {inner})"),
            Query::Most(all) => {
                to.write_str("(most")?;
                all.iter().try_for_each(|query| write!(to, " {query}"))?;
                to.write_str(")")
            }
        }
    }
}
