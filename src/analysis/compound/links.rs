//! Linking: which word the first part of a compound is made of.

use super::lists::rows;
use super::{Compounds, letters};
use crate::analysis::swedish::SwedishStemmer;

/// Suspended forms count more than free ones: *närings-* can only be a first part.
const HANGING_WEIGHT: u32 = 2;

/// Letters that a part must have for its stem to count as evidence: stems of
/// shorter strings are shared by chance.
const SHORTEST_FOR_STEM: usize = 4;

/// One line of `compound-links.tsv`: the last letters of a first part and what
/// they stand for.
pub(super) struct Link {
    ending: &'static str,
    base: &'static str,
    /// Fewest letters of the part.
    shortest: usize,
}

impl Link {
    pub(super) fn from_table(table: &'static str) -> Vec<Link> {
        let text = |cell: &'static str| if cell == "-" { "" } else { cell };
        let link = |[ending, base, shortest]: [&'static str; 3]| {
            // A length that is no number would make a rule that never applies.
            Link { ending: text(ending), base: text(base), shortest: shortest.parse().unwrap_or(usize::MAX) }
        };
        rows(table).map(|row| link(row.cells())).collect()
    }

    /// Puts the word that `part` may be made of into `word`, if the rule applies.
    fn undo(&self, part: &str, length: usize, word: &mut String) -> bool {
        let Some(front) = part.strip_suffix(self.ending).filter(|_| length >= self.shortest) else { return false };
        word.clear();
        word.push_str(front);
        word.push_str(self.base);
        true
    }
}

impl Compounds {
    /// How often a first part is seen outside compounds: hanging, free, or as
    /// the word it is made of.
    pub(super) fn first_evidence(&self, part: &str, length: usize) -> u32 {
        let hanging = self.hanging.get(part).map_or(0, |count| count.saturating_mul(HANGING_WEIGHT));
        let mut most = hanging.max(self.stem_evidence(part, length));
        let mut word = String::with_capacity(part.len() + 4);
        for link in &self.lists.links {
            if link.undo(part, length, &mut word) {
                most = most.max(self.word_evidence(&word));
            }
        }
        most
    }

    /// The best known word that a first part is made of, without its linking letter.
    pub(super) fn base_word(&self, part: &str) -> Option<String> {
        let length = letters(part);
        let mut word = String::new();
        let mut best: Option<(u32, String)> = None;
        for link in &self.lists.links {
            if link.undo(part, length, &mut word) {
                let count = self.word_evidence(&word);
                let better = best.as_ref().map_or(count > 0, |(most, _)| count > *most);
                if better && word != part {
                    best = Some((count, word.clone()));
                }
            }
        }
        let bare = || part.strip_suffix('s').filter(|bare| letters(bare) >= 3).map(str::to_owned);
        best.map(|(_, word)| word).or_else(bare)
    }

    fn word_evidence(&self, word: &str) -> u32 {
        let name = u32::from(self.is_place(word));
        self.free.get(word).copied().unwrap_or(0).max(name)
    }

    /// The count of a stem, where the part, or the part without its linking *s*, is one.
    fn stem_evidence(&self, part: &str, length: usize) -> u32 {
        if length < SHORTEST_FOR_STEM {
            return 0;
        }
        let as_stem = |part: &str| {
            let count = self.stem_count(part);
            if count > 0 && SwedishStemmer::bundled().stem(part) == part { count } else { 0 }
        };
        let bare = part.strip_suffix('s').filter(|_| length > SHORTEST_FOR_STEM);
        as_stem(part).max(bare.map_or(0, as_stem))
    }
}
