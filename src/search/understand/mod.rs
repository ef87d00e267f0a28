//! Understanding: from the query's tree to clauses, with the words of the generation.
//!
//! Word by word from the left ([`spans`]): two neighbours that are one compound
//! written apart become one clause, else the longest term of the thesaurus
//! does, else the word alone. [`words`] gives each its forms. Engine-neutral: it
//! asks for nothing but how many projects have a term.

mod spans;
mod words;

use super::clause::Clause;
use super::interpretation::{Expansion, UnderstoodWord};
use super::lexis::{Frequencies, Lexis};
use super::query::Query;
use super::rank::Recipe;

/// A query as an engine evaluates it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Understood {
    /// What is looked for, in the order typed.
    pub wanted: Vec<Clause>,
    /// What must not match.
    pub unwanted: Vec<Clause>,
    /// What the words were taken for.
    pub words: Vec<UnderstoodWord>,
    /// What they were expanded to.
    pub synonyms: Vec<Expansion>,
}

/// What understanding needs to know.
#[derive(Clone, Copy)]
pub struct Understanding<'a> {
    /// The words of the generation.
    pub lexis: &'a Lexis,
    /// How many projects have them.
    pub frequencies: &'a dyn Frequencies,
    /// Which ingredients of the ranking are on.
    pub recipe: &'a Recipe,
}

impl Understanding<'_> {
    /// Understands a query; `text` is what it was parsed from.
    pub fn of(&self, query: &Query, text: &str) -> Understood {
        let mut understood = Understood::default();
        spans::read(self, &query.wanted(), text, &mut understood);
        understood.unwanted = query.unwanted().into_iter().map(|query| self.excluded(query)).collect();
        understood
    }
}
