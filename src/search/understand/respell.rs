//! Respelling: words typed without their dots and rings, and words that no text has.
//!
//! The former are read as meant, and said; the latter are proposed, and taken
//! only where the query would else find nothing.

use super::Understanding;
use crate::analysis::{Analyzer, Language, thesaurus};
use crate::search::clause::{How, What};
use crate::search::interpretation::CorrectedWord;
use crate::search::query::{Query, Word};
use crate::search::rank;

/// Corrections of one word that are looked at.
const MOST_CORRECTIONS: usize = 3;
/// The letters that have dots or rings.
const DOTTED: [char; 6] = ['å', 'ä', 'ö', 'Å', 'Ä', 'Ö'];
/// Capitals up to this many letters are an acronym, which is never misspelt.
const SHORT_ACRONYM: usize = 4;

/// The items of a query as they are looked for, and what was changed or is proposed.
#[derive(Debug, Default)]
pub struct Respelt {
    /// The items.
    pub items: Vec<Query>,
    /// Changes and proposals.
    pub corrections: Vec<CorrectedWord>,
}

impl Understanding<'_> {
    /// Respells the wanted items; with `apply` unknown words are replaced.
    pub fn respell(&self, wanted: &[&Query], text: &str, apply: bool) -> Respelt {
        let mut respelt = Respelt::default();
        let bare = !text.contains(DOTTED);
        for item in wanted {
            let item = match item {
                Query::Word(word) if !word.quoted && self.recipe.spelling => {
                    Query::Word(self.respell_word(word, text, bare, apply, &mut respelt))
                }
                other => (*other).clone(),
            };
            respelt.items.push(item);
        }
        respelt
    }

    fn respell_word(&self, word: &Word, text: &str, bare: bool, apply: bool, respelt: &mut Respelt) -> Word {
        let dotted = self.dotted(&word.whole, bare);
        let dots = dotted.is_some();
        // A word that is right, though no text has it, is never replaced without asking.
        let right = self.lexis.knows(&word.whole);
        let Some(to) = dotted.or_else(|| self.correction(word, right)) else { return word.clone() };
        let applied = dots || apply && !right;
        let query = replaced(text, word, &to);
        let literal = replaced(text, word, &format!("\"{}\"", word.typed));
        respelt.corrections.push(CorrectedWord { from: word.typed.clone(), to: to.clone(), applied, query, literal, dots });
        if applied { Word { whole: to, apart: Vec::new(), ..word.clone() } } else { word.clone() }
    }

    /// An excluded word with its dots and rings.
    pub fn with_dots(&self, query: &Query, text: &str) -> Query {
        let bare = !text.contains(DOTTED);
        match query {
            Query::Word(word) if !word.quoted => match self.dotted(&word.whole, bare) {
                Some(whole) => Query::Word(Word { whole, ..word.clone() }),
                None => query.clone(),
            },
            other => other.clone(),
        }
    }

    /// The word with its dots and rings, where it was typed without.
    fn dotted(&self, word: &str, bare: bool) -> Option<String> {
        if word.contains(['å', 'ä', 'ö']) || !word.chars().all(char::is_alphabetic) {
            return None;
        }
        let own = u64::from(self.lexis.frequency(word));
        if let Some(best) = self.lexis.spelling.dotted(word).into_iter().next() {
            // A word that stands in the texts is what was typed, unless its twin is far
            // commoner and nothing else has dots either.
            let commoner = u64::from(best.frequency) >= rank::DOTTED_RATIO * own.max(1);
            return (own == 0 || bare && commoner).then_some(best.word);
        }
        if self.stands_anywhere(word) { None } else { self.lexis.dotted_stem(&Analyzer::bundled().stem(word, Language::Swedish)) }
    }

    /// What a word that no text has was probably meant to be. A right one is asked
    /// about only where it finds nothing at all.
    fn correction(&self, word: &Word, right: bool) -> Option<String> {
        let is_name = thesaurus::is_acronym(&word.typed) && word.typed.chars().count() <= SHORT_ACRONYM;
        if !word.apart.is_empty() || is_name || self.lexis.frequency(&word.whole) > 0 || right && self.finds_something(word) {
            return None;
        }
        let split = |word: &str| self.lexis.split(word);
        let known = |other: &str| other != word.whole && self.lexis.knows(other);
        let found = self.lexis.spelling.corrections(&word.whole, &split, &known, MOST_CORRECTIONS);
        found.into_iter().next().map(|correction| correction.word)
    }

    /// Whether a word, its parts or its synonyms stand in some text.
    fn finds_something(&self, word: &Word) -> bool {
        let stem = Analyzer::bundled().stem(&word.whole, Language::Swedish);
        let synonyms = self.lexis.thesaurus.synonyms(&[word.typed.as_str()], &[stem.as_str()]);
        let has_synonym = synonyms.iter().flat_map(|synonym| &synonym.ways).flatten().any(|stem| self.stands(&What::Stem(stem.clone())));
        has_synonym || self.stands_anywhere(&word.whole) || !self.lexis.split(&word.whole).is_empty()
    }

    /// Whether some text has the word, inflected or as a part.
    pub fn stands_anywhere(&self, word: &str) -> bool {
        self.word_forms(word, How::Word).iter().any(|form| self.stands(&form.what))
    }
}

/// The query with a word replaced.
fn replaced(text: &str, word: &Word, to: &str) -> String {
    let (before, after) = (text.get(..word.bytes.start).unwrap_or_default(), text.get(word.bytes.end..).unwrap_or_default());
    format!("{before}{to}{after}")
}
