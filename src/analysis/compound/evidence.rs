//! Counting the words of the texts while records are read.

use foldhash::{HashMap, HashSet};

use super::letters;
use super::lists::place_words;
use crate::analysis::fold;

/// With more distinct words than this, those seen once are dropped: nearly all
/// of them are names and slips, and they would grow without end.
const MANY_WORDS: usize = 200_000;

/// Longer runs of letters are no words.
const LONGEST_WORD: usize = 60;

/// Shortest first part that a hanging hyphen vouches for.
const SHORTEST_HANGING: usize = 3;

/// Counts of what the texts hold, gathered while records are read.
#[derive(Default)]
pub struct Evidence {
    /// Every word with the number of times it stands free, which is 0 for one
    /// seen only beside a hyphen.
    pub(super) words: HashMap<String, Count>,
    /// First parts with a hanging hyphen (*närings- och arbetsliv*).
    pub(super) hanging: HashMap<String, u32>,
    /// Names of places, folded.
    pub(super) places: HashSet<String>,
    /// The number of distinct words that the next pruning waits for.
    enough: usize,
}

/// How often a word was seen.
#[derive(Default, Clone, Copy)]
pub(super) struct Count {
    pub(super) free: u32,
    pub(super) all: u32,
}

/// A hyphen beside a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hyphen {
    None,
    /// In the middle of a longer word, or broken at the end of a line.
    Joining,
    /// At the end, with the rest of the compound elsewhere.
    Hanging,
}

impl Evidence {
    /// Counts the words of a text in which Swedish is written.
    ///
    /// Words beside a hyphen do not count as free, since a broken line leaves
    /// halves behind (*entrepre-nörskap*).
    pub fn add_text(&mut self, text: &str) {
        let mut before = ' ';
        let mut rest = text;
        while let Some(start) = rest.find(char::is_alphanumeric) {
            let (gap, from_word) = rest.split_at_checked(start).unwrap_or((rest, ""));
            before = gap.chars().next_back().unwrap_or(before);
            let end = from_word.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(from_word.len());
            let (word, after) = from_word.split_at_checked(end).unwrap_or((from_word, ""));
            if word.chars().all(char::is_alphabetic) && letters(word) <= LONGEST_WORD {
                self.add_word(word, is_hyphen(before), hyphen(after));
            }
            before = ' ';
            rest = after;
        }
        self.prune();
    }

    /// Notes a name of a place, which is never split.
    pub fn add_place(&mut self, name: &str) {
        for word in place_words(name) {
            if !self.places.contains(&word) {
                self.places.insert(word);
            }
        }
    }

    /// Takes in what was counted in other texts.
    pub fn join(&mut self, other: Evidence) {
        for (word, count) in other.words {
            let own = self.words.entry(word).or_default();
            own.free = own.free.saturating_add(count.free);
            own.all = own.all.saturating_add(count.all);
        }
        for (word, count) in other.hanging {
            let own = self.hanging.entry(word).or_default();
            *own = own.saturating_add(count);
        }
        self.places.extend(other.places);
        self.prune();
    }

    fn add_word(&mut self, word: &str, behind_hyphen: bool, hyphen: Hyphen) {
        let word = fold(word);
        if hyphen == Hyphen::Hanging && letters(&word) >= SHORTEST_HANGING {
            let count = self.hanging.entry(word.to_string()).or_default();
            *count = count.saturating_add(1);
        }
        let free = u32::from(hyphen == Hyphen::None && !behind_hyphen);
        match self.words.get_mut(word.as_ref()) {
            Some(count) => {
                count.free = count.free.saturating_add(free);
                count.all = count.all.saturating_add(1);
            }
            None => {
                self.words.insert(word.into_owned(), Count { free, all: 1 });
            }
        }
    }

    /// Keeps the number of words bounded. The bound doubles when words seen
    /// twice alone exceed it, so that pruning stays rare.
    fn prune(&mut self) {
        if self.words.len() <= self.enough.max(MANY_WORDS) {
            return;
        }
        self.words.retain(|_, count| count.all > 1);
        self.hanging.retain(|_, count| *count > 1);
        self.enough = self.words.len().saturating_mul(2);
    }
}

fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '–' | '\u{ad}' | '\u{2010}' | '\u{2011}')
}

/// What hyphen a word has behind it, by the text that follows.
fn hyphen(after: &str) -> Hyphen {
    let mut letters = after.chars();
    match (letters.next(), letters.next()) {
        (Some(first), next) if is_hyphen(first) => match next {
            None | Some(' ' | ',' | '/' | '\n' | '\r' | '\t' | '\u{a0}') => Hyphen::Hanging,
            _ => Hyphen::Joining,
        },
        _ => Hyphen::None,
    }
}
