//! What the searcher typed, as a tree, and the conditions typed beside it.
//!
//! [`parse`] turns any text into a [`Query`] and [`TypedFilter`]s and cannot
//! fail; what it left out is a notice. A *typed filter* is a condition on a
//! field, written with a colon (`kommun:Umeå`) or as an amount (`över 5 mnkr`);
//! it takes no part in the tree. A query and a filter print canonically, so that
//! a log line, a cache key and a test compare as text:
//!
//! ```
//! use fondsok::search::query::parse;
//! let parsed = parse("vilka projekt om \"förnybar energi\" -sol fond:ESF");
//! assert_eq!(parsed.query.to_string(), "(most (phrase förnybar energi) (not sol))");
//! assert_eq!(parsed.filters[0].to_string(), "(fund ESF)");
//! assert_eq!(parsed.without(0), "vilka projekt om \"förnybar energi\" -sol");
//! ```
//!
//! `piece` cuts the text, `words`, `filter`, `amount` and `year` each read one
//! kind of thing at a place in it, and `parse` goes through the text once.

mod amount;
mod field;
mod filter;
mod parse;
mod parsed;
mod piece;
mod words;
mod year;

#[cfg(test)]
mod tests;

use std::fmt;

pub use field::FilterField;
pub use filter::{Condition, TypedFilter};
pub use parse::{LONGEST_QUERY, MOST_FILTERS, MOST_WORDS, parse};
pub use parsed::Parsed;
pub use words::{Phrase, Prefix, Word};

/// What the searcher typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Query {
    /// Nothing: every project matches.
    Everything,
    /// A folded word. Its forms (joined and apart: *ehälsa*, *e hälsa*) find it alike.
    Word(Word),
    /// The beginning of a word.
    Prefix(Prefix),
    /// Words that must stand side by side, in this order.
    Phrase(Phrase),
    /// At least one of these words, prefixes and phrases; counts as one.
    Any(Vec<Query>),
    /// What must not match: a word, prefix or phrase.
    Not(Box<Query>),
    /// Most of the words, all of the phrases, none of what is excluded.
    Most(Vec<Query>),
}

impl Query {
    /// What is looked for and counted, in the order typed: words, prefixes,
    /// phrases, and `Any` as the one thing it counts as.
    pub fn wanted(&self) -> Vec<&Query> {
        match self {
            Query::Word(_) | Query::Prefix(_) | Query::Phrase(_) | Query::Any(_) => vec![self],
            Query::Most(all) => all.iter().flat_map(Query::wanted).collect(),
            Query::Everything | Query::Not(_) => Vec::new(),
        }
    }

    /// What must not match.
    pub fn unwanted(&self) -> Vec<&Query> {
        match self {
            Query::Not(inner) => inner.wanted(),
            Query::Most(all) => all.iter().flat_map(Query::unwanted).collect(),
            Query::Everything | Query::Word(_) | Query::Prefix(_) | Query::Phrase(_) | Query::Any(_) => Vec::new(),
        }
    }

    /// The words, prefixes and phrases that are looked for, those in `Any` one by one.
    pub fn leaves(&self) -> Vec<&Query> {
        match self {
            Query::Word(_) | Query::Prefix(_) | Query::Phrase(_) => vec![self],
            Query::Any(all) | Query::Most(all) => all.iter().flat_map(Query::leaves).collect(),
            Query::Everything | Query::Not(_) => Vec::new(),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::Everything => to.write_str("(everything)"),
            Query::Word(word) => write!(to, "{word}"),
            Query::Prefix(prefix) => write!(to, "(prefix {})", prefix.letters),
            Query::Phrase(phrase) => write!(to, "(phrase {})", phrase.words.join(" ")),
            Query::Not(inner) => write!(to, "(not {inner})"),
            Query::Any(all) => list(to, "any", all),
            Query::Most(all) => list(to, "most", all),
        }
    }
}

fn list(to: &mut fmt::Formatter<'_>, head: &str, all: &[Query]) -> fmt::Result {
    write!(to, "({head}")?;
    all.iter().try_for_each(|query| write!(to, " {query}"))?;
    to.write_str(")")
}
