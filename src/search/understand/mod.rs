//! Understanding: from the query's tree to clauses, with the words of the generation.
//!
//! Word by word from the left (`spans`): two neighbours that are one compound
//! written apart become one clause, else the longest term of the thesaurus
//! does, else the word alone. `words` gives each its forms. Engine-neutral: it
//! asks for nothing but how many projects have a term.

mod respell;
mod spans;
mod words;

use super::clause::Clause;
use super::interpretation::{CorrectedWord, Expansion, UnderstoodWord};
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
    /// What was respelt, and what is proposed.
    pub corrections: Vec<CorrectedWord>,
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
    /// How far the words may be taken.
    pub latitude: Latitude,
}

/// How far words may be taken, where they find nothing as they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Latitude {
    /// Unknown words are taken for what they were probably meant to be.
    pub corrected: bool,
    /// A part of a typed compound is enough, or a word that is only related.
    pub widened: bool,
}

impl Understanding<'_> {
    /// Understands a query; `text` is what it was parsed from.
    pub fn of(&self, query: &Query, text: &str) -> Understood {
        let respelt = self.respell(&query.wanted(), text, self.latitude.corrected);
        let mut understood = Understood { corrections: respelt.corrections, ..Understood::default() };
        let items: Vec<&Query> = respelt.items.iter().collect();
        spans::read(self, &items, text, &mut understood);
        let unwanted = query.unwanted().into_iter().map(|query| self.with_dots(query, text));
        understood.unwanted = unwanted.map(|query| self.excluded(&query)).collect();
        understood
    }
}

impl Understood {
    /// Whether an unknown word has a proposal that was not taken.
    pub fn has_proposals(&self) -> bool {
        self.corrections.iter().any(|correction| !correction.applied)
    }

    /// Whether some word could be taken more widely.
    pub fn can_widen(&self) -> bool {
        self.words.iter().any(|word| !word.parts.is_empty()) || self.synonyms.iter().any(|expansion| !expansion.related.is_empty())
    }
}
