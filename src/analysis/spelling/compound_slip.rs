//! A slip in a compound that stands nowhere: the part with it is mended.
//!
//! *energieffektivserings|projekt*: at every place one side has to be known and
//! the other is corrected as a word by itself, with or without the *s* that
//! links it. Two letters may also have changed places across the seam
//! (*energri|ådgivning*).

use super::inflection::is_ending;
use super::{Candidate, Correction, EDIT, Spelling, common};

/// Letters of a known side, and of one that is corrected.
const SHORTEST_KNOWN: usize = 4;
const SHORTEST_MENDED: usize = 3;

/// What speaks against a compound that no text has, for each seam of it.
const UNSEEN: f32 = 2.0;

/// Most places at which a word is tried.
const MOST_CUTS: usize = 30;

/// What tells the parts of a compound.
pub struct Parts<'a> {
    pub spelling: &'a Spelling,
    pub split: &'a dyn Fn(&str) -> Vec<String>,
    pub known: &'a dyn Fn(&str) -> bool,
}

/// A part that is known, and what speaks against it.
#[derive(Debug, Clone, Copy)]
struct Part {
    frequency: u32,
    cost: f32,
}

impl Parts<'_> {
    /// The compounds that a word may have been meant to be.
    pub fn candidates(&self, word: &str) -> Vec<Candidate> {
        cuts(word).flat_map(|(left, right)| self.cut(left, right)).collect()
    }

    /// Whether a word falls into parts that are all known.
    pub fn is_compound(&self, word: &str) -> bool {
        let parts = (self.split)(word);
        let known = |part: &str| self.spelling.vocabulary.frequency(part) > 0 || (self.known)(part);
        if parts.len() > 1 && parts.iter().all(|part| known(part) || part.strip_suffix('s').is_some_and(known)) {
            return true;
        }
        cuts(word).any(|(left, right)| {
            self.is_common(right) && (self.is_common(left) || left.strip_suffix('s').is_some_and(|bare| self.is_common(bare)))
        })
    }

    fn cut(&self, left: &str, right: &str) -> Vec<Candidate> {
        let mut found = Vec::new();
        if is_ending(right) {
            return found;
        }
        if let Some(head) = self.part(right) {
            for mended in self.spelling.near(left) {
                found.push(joined(&[&mended.correction.word, right], &mended, head));
            }
            for mended in left.strip_suffix('s').map(|bare| self.spelling.near(bare)).unwrap_or_default() {
                found.push(joined(&[&mended.correction.word, "s", right], &mended, head));
            }
        }
        if let Some(first) = self.modifier(left) {
            for mended in self.spelling.near(right).iter().filter(|mended| !is_ending(&mended.correction.word)) {
                found.push(joined(&[left, &mended.correction.word], mended, first));
            }
        }
        found.extend(self.swapped(left, right));
        found
    }

    /// The compound with the letters on both sides of the seam in the other order.
    fn swapped(&self, left: &str, right: &str) -> Option<Candidate> {
        let (last, first) = (left.chars().next_back()?, right.chars().next()?);
        let left = [left.strip_suffix(last)?, first.encode_utf8(&mut [0; 4])].concat();
        let right = [last.encode_utf8(&mut [0; 4]), right.strip_prefix(first)?].concat();
        let (one, other) = (self.modifier(&left)?, self.part(&right)?);
        let correction = Correction { word: [left, right].concat(), distance: 1, frequency: one.frequency.min(other.frequency) };
        Some(Candidate { correction, cost: EDIT + UNSEEN + one.cost + other.cost })
    }

    /// A word that ends a compound, if it is known.
    fn part(&self, word: &str) -> Option<Part> {
        if !has_letters(word, SHORTEST_KNOWN) || is_ending(word) {
            return None;
        }
        let frequency = self.spelling.vocabulary.frequency(word);
        if frequency > 0 || (self.known)(word) {
            return Some(Part { frequency, cost: -common(frequency) });
        }
        self.is_compound(word).then_some(Part { frequency: 0, cost: UNSEEN })
    }

    /// A word that begins a compound, by itself or before a linking *s*.
    fn modifier(&self, word: &str) -> Option<Part> {
        self.part(word).or_else(|| self.part(word.strip_suffix('s')?))
    }

    /// Whether a word is one of several texts; of those of a single text some are slips themselves.
    fn is_common(&self, word: &str) -> bool {
        has_letters(word, SHORTEST_KNOWN) && self.spelling.vocabulary.frequency(word) > 1 && !is_ending(word)
    }
}

/// The places where a word may fall into two parts that are long enough.
fn cuts(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let places = word.char_indices().map(|(place, _)| place).skip(SHORTEST_MENDED).take(MOST_CUTS);
    places.filter_map(|place| word.split_at_checked(place)).filter(|(_, right)| has_letters(right, SHORTEST_MENDED))
}

fn has_letters(part: &str, count: usize) -> bool {
    part.chars().nth(count - 1).is_some()
}

fn joined(parts: &[&str], mended: &Candidate, other: Part) -> Candidate {
    let Correction { distance, frequency, .. } = mended.correction;
    let correction = Correction { word: parts.concat(), distance, frequency: frequency.min(other.frequency) };
    Candidate { correction, cost: mended.cost + other.cost + UNSEEN }
}
