//! The Swedish compound splitter, learnt from the texts that are indexed.
//!
//! Swedish writes compounds as one word, and a search for *bredband* should
//! find *bredbandsnät*. Which strings are words depends on the field, so the
//! splitter takes its evidence from two sources: bundled lists of general
//! words and word parts, and the texts themselves.
//!
//! # How a word is cut
//!
//! 1. **Evidence.** A first part counts by how often it stands free, as it is
//!    or as the word it is made of (*hälso-* is *hälsa*, *arbets-* is *arbete*:
//!    `compound-links.tsv`), or is written with a hanging hyphen (*närings- och
//!    arbetsliv*). A last part counts by its free forms and those of its stem.
//! 2. **Productivity.** How many different last parts follow a first part in
//!    the texts, and how many first parts a last part. It is counted in rounds,
//!    so that a part that never stands free can earn its place: *-växling* after
//!    *kompetens-, energi-, data-*.
//! 3. **Score.** Each part earns by the logarithm of the two and by its length,
//!    and each cut costs; the best cutting wins if it is worth more than none.
//!    One part of a word may be unknown, at a price.
//!
//! What is never a part, however often it is seen, stands in lists: verb
//! particles, function words, strings that are endings (*-ning, -mässig*), and
//! short parts that are not on a closed list. `compound-no-split.txt` protects
//! beginnings where letters mislead (*kont|roll*).
//!
//! An *s* between two parts may end the first or begin the second. Nouns on
//! *-ning, -het, -tion* always take it, and otherwise the better attested of
//! the two first parts decides (*arbets|lag*, *grund|skola*).
//!
//! # Measured
//!
//! In November 2026, on 150 words of 374 project descriptions that had been cut
//! by hand: 148 exactly right when learnt from those descriptions, 147 from 50
//! of them, 146 by the lists alone; no simple word was cut. Of the 200 splits
//! that occur most often there none was wrong, of 300 drawn at random one.
//!
//! # Adding to the lists
//!
//! A wrong cut is best repaired where it is general: an ending that was taken
//! for a word goes into `compound-endings.tsv`, a simple word that looks like
//! two into `compound-no-split.txt`; a missing cut mostly wants one of its parts
//! in `compound-hand-list.txt`. What is cut is what is indexed: raise
//! [`VERSION`](super::VERSION) with every change.
//!
//! # Frozen with the index
//!
//! Index and query must cut alike, so what was learnt is written beside the
//! index ([`Compounds::write`]) and read with it; it is learnt anew only when
//! everything is indexed anew. A word that was not in the texts is cut by the
//! same evidence.

mod cut;
mod endings;
mod evidence;
mod frozen;
mod learn;
mod links;
mod lists;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use super::swedish::SwedishStemmer;
pub use evidence::Evidence;
use lists::Lists;

/// Whether a folded word only holds sentences together: *och, dessutom, vilken*.
pub fn is_function_word(word: &str) -> bool {
    Lists::bundled().is_function_word(word)
}

/// The compound splitter: the bundled lists plus what was learnt from texts.
pub struct Compounds {
    lists: &'static Lists,
    /// How often a word stands free. Words seen only beside a hyphen have 0.
    free: HashMap<String, u32>,
    /// The same added up over the forms of one stem.
    stems: HashMap<String, u32>,
    /// How often a first part stands with a hanging hyphen.
    hanging: HashMap<String, u32>,
    /// Names of places, folded.
    places: HashSet<String>,
    /// How many different last parts follow a first part.
    after: HashMap<String, u32>,
    /// How many different first parts precede the stem of a last part.
    before: HashMap<String, u32>,
    /// How many words begin with three letters, and end in them: whether an
    /// unknown string looks like a Swedish word.
    beginnings: HashMap<[char; 3], u32>,
    endings: HashMap<[char; 3], u32>,
}

impl Compounds {
    /// The splitter that knows the bundled lists only.
    pub fn bundled() -> &'static Compounds {
        static BUNDLED: OnceLock<Compounds> = OnceLock::new();
        BUNDLED.get_or_init(|| Compounds::learn(&Evidence::default()))
    }

    /// The stems under which a part that [`split`](Self::split) returned is
    /// indexed: for a last part its stem; for another also that of the word it
    /// is made of, without the linking letter.
    pub fn part_stems(&self, part: &str, is_head: bool) -> Vec<String> {
        let stemmer = SwedishStemmer::bundled();
        let mut stems = Vec::new();
        if !is_head {
            stems.extend(self.base_word(part).map(|base| stemmer.stem(&base)));
        }
        let own = stemmer.stem(part);
        if !stems.contains(&own) {
            stems.push(own);
        }
        stems
    }

    /// Whether the bundled lists or the texts have the word, exactly so.
    pub fn knows(&self, word: &str) -> bool {
        let free = self.free.get(word).is_some_and(|count| *count > 0);
        free || self.is_place(word) || self.lists.is_function_word(word)
    }

    fn is_place(&self, word: &str) -> bool {
        let is_name = |name: &str| self.places.contains(name) || self.lists.places.contains(name);
        is_name(word) || word.strip_suffix('s').is_some_and(is_name)
    }

    fn stem_count(&self, stem: &str) -> u32 {
        self.stems.get(stem).copied().unwrap_or(0)
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö')
}

/// The number of letters of `text`.
fn letters(text: &str) -> usize {
    text.chars().count()
}

fn first_three(text: &str) -> Option<[char; 3]> {
    let mut letters = text.chars();
    Some([letters.next()?, letters.next()?, letters.next()?])
}

fn last_three(text: &str) -> Option<[char; 3]> {
    let mut letters = text.chars().rev();
    let (third, second, first) = (letters.next()?, letters.next()?, letters.next()?);
    Some([first, second, third])
}
