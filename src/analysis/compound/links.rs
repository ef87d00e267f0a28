//! Linking: which word the first part of a compound is made of.

use super::lists::rows;
use super::{Compounds, is_vowel, letters};
use crate::analysis::swedish::SwedishStemmer;

/// Suspended forms count more than free ones: *närings-* can only be a first part.
const HANGING_WEIGHT: u32 = 2;

/// Most that a word counts for a first part that lacks some of its letters:
/// *skump* may be *skumpa*, but in *skumplast* it is not.
const ENOUGH_CHANGED: u32 = 6;

/// Parts up to this many letters come from a closed list.
const LONGEST_SHORT: usize = 3;

/// What standing on that list counts.
const SHORT_PART: u32 = 5;

/// Letters that a part must have for its stem to count as evidence: stems of
/// shorter strings are shared by chance.
const SHORTEST_FOR_STEM: usize = 4;

/// What a regular derivation, or a word with a verb particle in front, counts.
const DERIVED: u32 = 2;

/// Letters that must stay behind a verb particle.
const SHORTEST_BEHIND_PARTICLE: usize = 5;

/// One line of `compound-links.tsv` or `compound-derivations.tsv`: the last
/// letters of a part and what they stand for.
pub(super) struct Link {
    ending: &'static str,
    base: &'static str,
    /// Fewest letters of the part, or of what is in front of the ending.
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

    /// Whether the word loses letters before a next part, as *skola* does in *skolgård*.
    fn changes_word(&self) -> bool {
        !self.base.is_empty()
    }

    /// Puts the word that `part` may be made of into `word`, if the rule applies.
    fn undo(&self, part: &str, length: usize, word: &mut String) -> bool {
        // Most rules end here, before any text is compared.
        if length < self.shortest || self.ending.bytes().next_back().is_some_and(|last| part.bytes().next_back() != Some(last)) {
            return false;
        }
        let Some(front) = part.strip_suffix(self.ending) else { return false };
        if self.ending.is_empty() && !self.base.is_empty() && front.ends_with(is_vowel) {
            return false;
        }
        word.clear();
        word.push_str(front);
        word.push_str(self.base);
        true
    }
}

impl Compounds {
    /// How often a first part, which the lists allow, is seen outside compounds:
    /// hanging, free, or as the word it is made of.
    pub(super) fn first_evidence(&self, part: &str, length: usize) -> u32 {
        let hanging = self.hanging.get(part).map_or(0, |count| count.saturating_mul(HANGING_WEIGHT));
        let listed = if length <= LONGEST_SHORT { SHORT_PART } else { u32::from(self.is_place(part)) };
        let own = hanging.max(self.word_evidence(part)).max(listed);
        if own == 0 && self.lists.behind_particle(part).is_some_and(|rest| !rest.contains(is_vowel)) {
            return 0;
        }
        let mut most = own.max(self.stem_evidence(part, length).min(ENOUGH_CHANGED));
        let mut word = String::with_capacity(part.len() + 4);
        for link in &self.lists.links {
            if link.undo(part, length, &mut word) {
                let count = self.word_evidence(&word);
                most = most.max(if link.changes_word() { count.min(ENOUGH_CHANGED) } else { count });
            }
        }
        if most == 0 { self.derived_evidence(part.strip_suffix('s').unwrap_or(part)) } else { most }
    }

    /// What speaks for a word that is never seen itself: that it is regularly
    /// made of one that is.
    pub(super) fn derived_evidence(&self, stem: &str) -> u32 {
        let mut word = String::with_capacity(stem.len() + 4);
        let is_derived = self.lists.derivations.iter().any(|rule| {
            let front = stem.strip_suffix(rule.ending).map_or(0, letters);
            rule.undo(stem, front, &mut word) && self.free.get(&word).is_some_and(|count| *count > 0)
        });
        let behind_particle = || {
            let rest = self.lists.behind_particle(stem).filter(|rest| letters(rest) >= SHORTEST_BEHIND_PARTICLE);
            rest.is_some_and(|rest| self.stem_count(rest) > 0)
        };
        if is_derived || behind_particle() { DERIVED } else { 0 }
    }

    /// The best known word that a first part is made of, without its linking
    /// letter; None where the part is a better known word as it stands.
    pub(super) fn base_word(&self, part: &str) -> Option<String> {
        let length = letters(part);
        let own = self.word_evidence(part);
        let mut word = String::new();
        let mut best: Option<(u32, String)> = None;
        for link in &self.lists.links {
            if link.undo(part, length, &mut word) {
                let count = self.word_evidence(&word);
                if count > best.as_ref().map_or(own, |(most, _)| *most) {
                    best = Some((count, word.clone()));
                }
            }
        }
        let bare = || part.strip_suffix('s').filter(|bare| own == 0 && letters(bare) >= 3).map(str::to_owned);
        best.map(|(_, word)| word).or_else(bare)
    }

    fn word_evidence(&self, word: &str) -> u32 {
        self.free.get(word).copied().unwrap_or(0)
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
