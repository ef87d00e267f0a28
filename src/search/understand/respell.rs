//! Respelling: words typed without their dots and rings, and words that no text has.
//!
//! The former are read as meant, and said; the latter are proposed, and taken
//! only where the query would else find nothing.

use super::Understanding;
use crate::analysis::{Analyzer, Language, thesaurus};
use crate::search::interpretation::CorrectedWord;
use crate::search::query::{Query, Word};
use crate::search::rank;

/// Corrections of one word that are looked at.
const MOST_CORRECTIONS: usize = 3;
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
        let bare = !text.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö']);
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
        let found = match self.dotted(&word.whole, bare) {
            Some(dotted) => Some((dotted, true)),
            None => self.correction(word).map(|correction| (correction, false)),
        };
        let Some((to, dots)) = found else { return word.clone() };
        let applied = dots || apply;
        let query = replaced(text, word, &to);
        let literal = replaced(text, word, &format!("\"{}\"", word.typed));
        respelt.corrections.push(CorrectedWord { from: word.typed.clone(), to: to.clone(), applied, query, literal, dots });
        if applied { Word { whole: to, apart: Vec::new(), ..word.clone() } } else { word.clone() }
    }

    /// The word with its dots and rings, where it was typed without.
    fn dotted(&self, word: &str, bare: bool) -> Option<String> {
        if word.contains(['å', 'ä', 'ö']) || !word.chars().all(char::is_alphabetic) {
            return None;
        }
        let stands = self.stands_anywhere(word);
        let own = u64::from(self.lexis.frequency(word));
        if let Some(best) = self.lexis.spelling.dotted(word).into_iter().next() {
            // A word that exists is what was typed, unless its twin is far commoner and nothing else has dots either.
            let commoner = u64::from(best.frequency) >= rank::DOTTED_RATIO * own.max(1);
            return (own == 0 && !stands || bare && commoner).then_some(best.word);
        }
        if stands { None } else { self.lexis.dotted_stem(&Analyzer::bundled().stem(word, Language::Swedish)) }
    }

    /// What an unknown word was probably meant to be.
    fn correction(&self, word: &Word) -> Option<String> {
        let is_name = thesaurus::is_acronym(&word.typed) && word.typed.chars().count() <= SHORT_ACRONYM;
        if !word.apart.is_empty() || is_name || self.lexis.frequency(&word.whole) > 0 {
            return None;
        }
        let split = |word: &str| self.lexis.split(word);
        let known = |word: &str| self.lexis.knows(word);
        let found = self.lexis.spelling.corrections(&word.whole, &split, &known, MOST_CORRECTIONS);
        found.into_iter().next().map(|correction| correction.word)
    }

    /// Whether some text has the word, inflected or as a part.
    pub fn stands_anywhere(&self, word: &str) -> bool {
        self.word_forms(word, crate::search::clause::How::Word).iter().any(|form| self.stands(&form.what))
    }
}

/// The query with a word replaced.
fn replaced(text: &str, word: &Word, to: &str) -> String {
    let (before, after) = (text.get(..word.bytes.start).unwrap_or_default(), text.get(word.bytes.end..).unwrap_or_default());
    format!("{before}{to}{after}")
}
