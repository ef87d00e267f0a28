//! What a search knows of the words of its generation.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use crate::analysis::compound::Evidence;
use crate::analysis::definitions::Definition;
use crate::analysis::ngrams::Ngrams;
use crate::analysis::spelling::{Spelling, Vocabulary, regular_inflection};
use crate::analysis::{Compounds, Thesaurus};
use crate::index::learnt::Word;

/// The words of a generation, by every way that a query may mean them.
pub struct Lexis {
    /// How compounds split.
    pub compounds: Compounds,
    /// The groups compiled in, and the acronyms that the texts define.
    pub thesaurus: Thesaurus,
    /// What an unknown word may have been meant to be.
    pub spelling: Spelling,
    /// Which stems are spelt alike.
    pub ngrams: Ngrams,
    words: Vec<Word>,
    /// The place of each word by its hash: a search looks up hundreds, and a binary search of half a million is slow.
    places: HashMap<u64, u32>,
    /// Stems with dots or rings, by their bare letters.
    dotted: HashMap<String, String>,
}

/// Letters from which a regular form of a listed word is hardly a slip of another.
const LONG: usize = 8;

/// Which postings a term is looked up in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The stems of words.
    Stem,
    /// The stems of parts of compounds.
    Part,
}

/// What an engine counts.
pub trait Frequencies {
    /// Projects there are.
    fn projects(&self) -> u64;
    /// Projects that have a term.
    fn with(&self, level: Level, term: &str) -> u64;
}

impl Lexis {
    /// The lexis of what a generation has learnt and of the stems it has indexed.
    pub fn new(words: Vec<Word>, compounds: Compounds, definitions: &[Definition], stems: &[String]) -> Self {
        let counted = words.iter().filter(|word| is_spelt(&word.text)).map(|word| (word.text.clone(), word.projects)).collect();
        Lexis {
            compounds,
            thesaurus: Thesaurus::with_definitions(definitions),
            spelling: Spelling::new(Vocabulary::new(counted)),
            ngrams: Ngrams::new(stems.iter().map(String::as_str)),
            places: words.iter().enumerate().map(|(place, word)| (hash(&word.text), place as u32)).collect(),
            words,
            dotted: stems.iter().filter(|stem| stem.contains(['å', 'ä', 'ö'])).map(|stem| (bare(stem), stem.clone())).collect(),
        }
    }

    /// The lexis of no generation: what is compiled in.
    pub fn bundled() -> Self {
        Lexis::new(Vec::new(), Compounds::learn(&Evidence::default()), &[], &[])
    }

    /// Projects that have the word exactly so, folded.
    pub fn frequency(&self, word: &str) -> u32 {
        self.word(word).map_or(0, |word| word.projects)
    }

    /// The parts of a compound, as the generation split it; none of a simple word.
    pub fn split(&self, word: &str) -> Vec<String> {
        match self.word(word) {
            Some(word) => word.parts().into_iter().map(str::to_owned).collect(),
            None => self.compounds.split(word).into_iter().map(str::to_owned).collect(),
        }
    }

    /// The stems that the parts of a compound are found by, part by part.
    pub fn part_stems(&self, word: &str) -> Vec<Vec<String>> {
        let parts = self.split(word);
        let last = parts.len().saturating_sub(1);
        parts.iter().enumerate().map(|(nth, part)| self.compounds.part_stems(part, nth == last)).collect()
    }

    /// Whether a word is right for all that is known: it stands in the texts, the
    /// lexicon or the thesaurus, or is a regular form of such a word; of short words
    /// too many are by chance.
    pub fn knows(&self, word: &str) -> bool {
        let has = |word: &str| self.frequency(word) > 0 || self.compounds.knows(word) || self.thesaurus.knows(word);
        has(word) || word.chars().nth(LONG - 1).is_some() && regular_inflection(word, &|form| u32::from(has(form)))
    }

    /// The words of the texts that begin so, in order.
    pub fn beginning<'a>(&'a self, letters: &'a str) -> impl Iterator<Item = &'a Word> + 'a {
        let from = self.words.partition_point(|word| word.text.as_str() < letters);
        self.words.iter().skip(from).take_while(move |word| word.text.starts_with(letters))
    }

    /// The stem that has these letters, but for dots and rings.
    pub fn dotted_stem(&self, stem: &str) -> Option<String> {
        self.dotted.get(stem).cloned()
    }

    /// The words of the texts, in order.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    fn word(&self, text: &str) -> Option<&Word> {
        let place = *self.places.get(&hash(text))?;
        let found = self.words.get(place as usize)?;
        if found.text == text {
            return Some(found);
        }
        // Two words of one hash.
        let at = self.words.binary_search_by(|word| word.text.as_str().cmp(text)).ok()?;
        self.words.get(at)
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// The letters without dots and rings.
fn bare(word: &str) -> String {
    word.chars()
        .map(|letter| match letter {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            other => other,
        })
        .collect()
}

/// Whether a word is spelt with letters alone, so that it can be misspelt.
fn is_spelt(word: &str) -> bool {
    word.chars().all(char::is_alphabetic)
}
