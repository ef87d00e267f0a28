//! A slip in a compound that stands nowhere: the part with it is mended.
//!
//! *energieffektivserings|projekt*: at every place one side has to be known and
//! the other is corrected as a word by itself, with or without the *s* that
//! links it.

use super::{Candidate, Correction, Spelling, common};

/// Letters of a known side, and of one that is corrected.
const SHORTEST_PART: usize = 4;

/// What speaks against a compound that no text has.
const UNSEEN: f32 = 2.0;

/// Most places at which a word is tried.
const MOST_CUTS: usize = 24;

/// What tells the parts of a compound.
pub struct Parts<'a> {
    pub spelling: &'a Spelling,
    pub split: &'a dyn Fn(&str) -> Vec<String>,
    pub known: &'a dyn Fn(&str) -> bool,
}

impl Parts<'_> {
    /// The compounds that a word may have been meant to be.
    pub fn candidates(&self, word: &str) -> Vec<Candidate> {
        cuts(word).flat_map(|(left, right)| self.cut(left, right)).collect()
    }

    /// Whether a word falls into parts that are all known.
    pub fn is_compound(&self, word: &str) -> bool {
        let parts = (self.split)(word);
        if parts.len() > 1 {
            return parts.iter().all(|part| self.is_part(part));
        }
        cuts(word).any(|(left, right)| self.is_common(right) && (self.is_common(left) || left.strip_suffix('s').is_some_and(|bare| self.is_common(bare))))
    }

    fn cut(&self, left: &str, right: &str) -> Vec<Candidate> {
        let mut found = Vec::new();
        if let Some(frequency) = self.head(right) {
            for (mended, link) in self.modifiers(left) {
                found.push(joined(&[&mended.correction.word, link, right], &mended, frequency));
            }
        }
        if let Some(frequency) = self.modifier(left) {
            for mended in self.spelling.neighbours(right) {
                found.push(joined(&[left, &mended.correction.word], &mended, frequency));
            }
        }
        found
    }

    /// What a first part may have been, each with the letter that links it.
    fn modifiers(&self, left: &str) -> Vec<(Candidate, &'static str)> {
        let mut found: Vec<(Candidate, &'static str)> = self.spelling.neighbours(left).into_iter().map(|mended| (mended, "")).collect();
        if let Some(bare) = left.strip_suffix('s').filter(|bare| has_letters(bare)) {
            found.extend(self.spelling.neighbours(bare).into_iter().map(|mended| (mended, "s")));
        }
        found
    }

    /// The frequency of a word that ends a compound; none where it is unknown.
    fn head(&self, word: &str) -> Option<u32> {
        let frequency = self.spelling.vocabulary.frequency(word);
        (frequency > 0 || (self.known)(word) || self.is_compound(word)).then_some(frequency)
    }

    /// The frequency of a word that begins a compound, by itself or before a linking *s*.
    fn modifier(&self, word: &str) -> Option<u32> {
        self.head(word).or_else(|| self.head(word.strip_suffix('s')?))
    }

    fn is_part(&self, part: &str) -> bool {
        let known = |part: &str| self.spelling.vocabulary.frequency(part) > 0 || (self.known)(part);
        known(part) || part.strip_suffix('s').is_some_and(known)
    }

    /// Whether a word is one of several texts; of those of a single text some are slips themselves.
    fn is_common(&self, word: &str) -> bool {
        has_letters(word) && self.spelling.vocabulary.frequency(word) > 1
    }
}

/// The places where a word may fall into two parts that are long enough.
fn cuts(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let places = word.char_indices().map(|(place, _)| place).skip(SHORTEST_PART).take(MOST_CUTS);
    places.filter_map(|place| word.split_at_checked(place)).filter(|(_, right)| has_letters(right))
}

fn has_letters(part: &str) -> bool {
    part.chars().nth(SHORTEST_PART - 1).is_some()
}

fn joined(parts: &[&str], mended: &Candidate, other: u32) -> Candidate {
    let frequency = mended.correction.frequency.min(other);
    let cost = mended.cost + UNSEEN - common(other);
    Candidate { correction: Correction { word: parts.concat(), distance: mended.correction.distance, frequency }, cost }
}
