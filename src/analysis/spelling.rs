//! Spelling: what a word that no text has was probably meant to be.
//!
//! Two kinds of words are mended. One typed without dots and rings
//! (*smaforetag*) is looked up by its bare letters ([`Spelling::dotted`]). A
//! slip is looked up among the words that are an edit away, two for longer ones,
//! and they are ranked by how likely the slip is (`channel`) and how common
//! the word ([`Spelling::corrections`]). A compound that stands nowhere is mended
//! part by part (`compound_slip`).
//!
//! What is right is left alone: words of the texts, words the caller knows, and
//! regular forms of either (`inflection`).

mod channel;
mod compound_slip;
mod inflection;
mod vocabulary;

use channel::EDIT;

use super::fuzzy::{Fuzzy, MOST_LETTERS};
use super::swedish::SwedishStemmer;
use super::trie::{Node, Trie};

pub use inflection::regular_inflection;
pub use vocabulary::Vocabulary;

/// Words of so many letters are mended only by a letter that was left out of a
/// word of several projects; shorter ones have too many neighbours.
const SHORT: usize = 3;

/// Words of so many letters may have two slips.
const LONG: usize = 8;

/// How much a word's being common weighs against the likelihood of a slip.
/// At 1 it would be the textbook's share; words are searched for because they
/// are particular, so common ones win less.
const COMMON: f32 = 0.6;

/// A word of the vocabulary that is the typed one with dots and rings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dotted {
    /// The word.
    pub word: String,
    /// The projects that have it.
    pub frequency: u32,
}

/// A word that was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The word; of a compound that stands nowhere its parts do.
    pub word: String,
    /// The edits between it and what was typed.
    pub distance: u8,
    /// The projects that have the word, or the rarer part.
    pub frequency: u32,
}

/// A correction with what speaks against it.
#[derive(Debug, Clone)]
struct Candidate {
    correction: Correction,
    cost: f32,
}

/// The spellings of a generation's words.
#[derive(Debug)]
pub struct Spelling {
    vocabulary: Vocabulary,
    trie: Trie,
}

impl Spelling {
    /// The spellings of a vocabulary.
    pub fn new(vocabulary: Vocabulary) -> Spelling {
        let trie = Trie::new(vocabulary.iter().map(|(word, _)| word));
        Spelling { vocabulary, trie }
    }

    /// The words.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The bytes that the words and their tree take.
    pub fn bytes(&self) -> usize {
        self.vocabulary.bytes() + self.trie.bytes()
    }

    /// Other words of the vocabulary whose letters are the same without dots and
    /// rings, most frequent first; letters typed with dots have to have them.
    /// Where there are none, `aa`, `ae` and `oe` are read as å, ä and ö.
    pub fn dotted(&self, word: &str) -> Vec<Dotted> {
        let mut found = self.bare_twins(word);
        if found.is_empty() {
            let spelled = word.replace("aa", "å").replace("ae", "ä").replace("oe", "ö");
            if spelled != word {
                found = self.bare_twins(&spelled);
                let frequency = self.vocabulary.frequency(&spelled);
                found.extend((frequency > 0).then_some(Dotted { word: spelled, frequency }));
            }
        }
        found.sort_by(|left, right| right.frequency.cmp(&left.frequency).then_with(|| left.word.cmp(&right.word)));
        found
    }

    /// What an unknown word was probably meant to be, best first, at most `most`.
    ///
    /// `split` cuts a compound into its parts and gives none where it is not
    /// one; `known` says whether a word is Swedish though no text has it. Words
    /// that are known, regular forms of those, very short ones, and names with
    /// digits or signs have no corrections. Whether a word was typed in capitals
    /// cannot be seen here: an acronym is not to be asked about.
    pub fn corrections(
        &self,
        word: &str,
        split: &dyn Fn(&str) -> Vec<String>,
        known: &dyn Fn(&str) -> bool,
        most: usize,
    ) -> Vec<Correction> {
        let letters = word.chars().count();
        if !(SHORT..=MOST_LETTERS).contains(&letters) || !word.chars().all(char::is_alphabetic) || self.is_right(word, known) {
            return Vec::new();
        }
        let mut found = self.neighbours(word);
        // Far from every word it may be a compound that stands nowhere.
        if found.iter().all(|candidate| candidate.correction.distance > 1) {
            let compound = compound_slip::Parts { spelling: self, split, known };
            if compound.is_compound(word) {
                return Vec::new();
            }
            let stem = SwedishStemmer::bundled().stem(word);
            let is_kin = |candidate: &Candidate| SwedishStemmer::bundled().stem(&candidate.correction.word) == stem;
            if !found.iter().any(is_kin) {
                found.extend(compound.candidates(word));
            }
        }
        found.sort_by(|left, right| left.cost.total_cmp(&right.cost).then_with(|| left.correction.word.cmp(&right.correction.word)));
        let mut corrections: Vec<Correction> = Vec::new();
        for Candidate { correction, .. } in found {
            if corrections.len() < most && corrections.iter().all(|other| other.word != correction.word) {
                corrections.push(correction);
            }
        }
        corrections
    }

    fn is_right(&self, word: &str, known: &dyn Fn(&str) -> bool) -> bool {
        let frequency = |form: &str| self.vocabulary.frequency(form);
        // A stem that is a word with other letters is that of an irregular form: *städer*, *stad*.
        let is_irregular = || {
            let stem = SwedishStemmer::bundled().stem(word);
            !word.starts_with(&stem) && frequency(&stem) > 0
        };
        frequency(word) > 0 || known(word) || regular_inflection(word, &frequency) || is_irregular()
    }

    /// The words an edit away; from eight letters, where there are none, those
    /// two away, with the same first letter if there are any.
    fn neighbours(&self, word: &str) -> Vec<Candidate> {
        let found = self.near(word);
        if found.is_empty() && is_long(word) { self.within(word, 2, false) } else { found }
    }

    /// The same without words that begin with another letter two edits away, which take long to find.
    fn near(&self, word: &str) -> Vec<Candidate> {
        let mut found = self.within(word, 1, false);
        if word.chars().nth(SHORT).is_none() {
            found.retain(|Candidate { correction, .. }| correction.frequency > 1 && correction.word.chars().nth(SHORT).is_some());
        }
        if found.is_empty() && is_long(word) { self.within(word, 2, true) } else { found }
    }

    fn within(&self, word: &str, most: u8, same_first: bool) -> Vec<Candidate> {
        let Some(fuzzy) = Fuzzy::new(word, &self.trie, most) else { return Vec::new() };
        let first = word.chars().next().and_then(|letter| self.trie.code(letter));
        let mut found: Vec<(u32, u8)> = Vec::new();
        self.trie.walk((fuzzy.start(), same_first), |(reading, fixed), node| {
            if *fixed && Some(node.letter) != first {
                return None;
            }
            let next = fuzzy.read(reading, node.letter)?;
            if node.ends
                && let Some(distance) = fuzzy.distance(&next).filter(|distance| *distance > 0)
            {
                found.push((node.words.start, distance));
            }
            Some((next, false))
        });
        let typed: Vec<char> = word.chars().collect();
        found.into_iter().filter_map(|(number, distance)| self.candidate(number, distance, &typed)).collect()
    }

    fn candidate(&self, number: u32, distance: u8, typed: &[char]) -> Option<Candidate> {
        let (word, frequency) = self.vocabulary.entry(number)?;
        let meant: Vec<char> = word.chars().collect();
        let cost = channel::cost(&meant, typed) - common(frequency);
        Some(Candidate { correction: Correction { word: word.to_owned(), distance, frequency }, cost })
    }

    /// Other words with the same letters but for dots and rings that were not typed.
    fn bare_twins(&self, word: &str) -> Vec<Dotted> {
        let code = |letter| self.trie.code(letter);
        let typed: Vec<[Option<u16>; 3]> = word
            .chars()
            .map(|letter| match letter {
                'a' => [code('a'), code('å'), code('ä')],
                'o' => [code('o'), code('ö'), None],
                other => [code(other), None, None],
            })
            .collect();
        let mut found = Vec::new();
        self.trie.walk(0, |depth: &usize, Node { letter, words, ends }| {
            typed.get(*depth).filter(|letters| letters.contains(&Some(*letter)))?;
            if *ends && depth + 1 == typed.len() {
                found.extend(self.vocabulary.entry(words.start).filter(|(twin, _)| *twin != word));
            }
            Some(depth + 1)
        });
        found.into_iter().map(|(word, frequency)| Dotted { word: word.to_owned(), frequency }).collect()
    }
}

fn is_long(word: &str) -> bool {
    word.chars().nth(LONG - 1).is_some()
}

/// What a word's being common speaks for it.
fn common(frequency: u32) -> f32 {
    COMMON * (1.0 + frequency as f32).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &[(&str, u32)] = &[
        ("småföretag", 20),
        ("smaka", 1),
        ("län", 30),
        ("lån", 5),
        ("lan", 1),
        ("kommun", 50),
        ("kommunen", 30),
        ("kommunerna", 20),
        ("energieffektivisering", 9),
        ("projekt", 300),
        ("projektet", 200),
        ("åkeri", 2),
        ("stjärna", 2),
        ("kraft", 8),
        ("vindkraft", 5),
        ("utbyggnad", 5),
        ("bredband", 40),
    ];

    fn spelling() -> Spelling {
        Spelling::new(Vocabulary::new(WORDS.iter().map(|(word, frequency)| ((*word).to_owned(), *frequency)).collect()))
    }

    fn best(word: &str) -> Option<String> {
        let corrections = spelling().corrections(word, &|_| Vec::new(), &|word| word == "kommut", 3);
        corrections.into_iter().next().map(|correction| correction.word)
    }

    #[test]
    fn words_without_dots_find_their_twins() {
        let dotted = |word: &str| spelling().dotted(word).into_iter().map(|found| found.word).collect::<Vec<_>>();
        assert_eq!(dotted("smaforetag"), ["småföretag"]);
        assert_eq!(dotted("lan"), ["län", "lån"]);
        assert_eq!(dotted("län"), Vec::<String>::new());
        assert_eq!(dotted("smaaforetag"), ["småföretag"]);
        assert_eq!(dotted("aakeri"), ["åkeri"]);
        assert_eq!(dotted(""), Vec::<String>::new());
    }

    #[test]
    fn slips_are_mended() {
        for (typed, meant) in [
            ("komun", "kommun"),
            ("kmomun", "kommun"),
            ("kommunrna", "kommunerna"),
            ("kommunernaa", "kommunerna"),
            ("projket", "projekt"),
            ("proejktet", "projektet"),
            ("rpojekt", "projekt"),
            ("skjärna", "stjärna"),
            ("sjärna", "stjärna"),
            ("enregieffektivisring", "energieffektivisering"),
        ] {
            assert_eq!(best(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_right_short_or_no_word_is_left_alone() {
        for word in ["kommun", "kommunernas", "kommut", "kom", "pro", "", "komm8n", "zzzzzzzzz", &"s".repeat(80)] {
            assert_eq!(best(word), None, "{word}");
        }
    }

    #[test]
    fn a_compound_that_stands_nowhere_is_mended_in_part() {
        for (typed, meant) in [
            ("energieffektivseringsprojekt", "energieffektiviseringsprojekt"),
            ("vindkraftprojket", "vindkraftprojekt"),
            ("bredbandsutbygnad", "bredbandsutbyggnad"),
        ] {
            assert_eq!(best(typed).as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn a_slip_never_hides_the_word() {
        let spelling = spelling();
        let letters: Vec<char> = "abcdefghijklmnopqrstuvwxyzåäö".chars().collect();
        for (word, frequency) in WORDS.iter().filter(|(word, _)| word.chars().count() > 4) {
            let meant: Vec<char> = word.chars().collect();
            let mut slips: Vec<Vec<char>> = Vec::new();
            for at in 0..meant.len() {
                let (before, rest) = meant.split_at(at);
                slips.push([before, &rest[1..]].concat());
                slips.push([before, rest.get(1..2).unwrap_or_default(), &rest[..1], rest.get(2..).unwrap_or_default()].concat());
                for letter in &letters {
                    slips.push([before, &[*letter], rest].concat());
                    slips.push([before, &[*letter], &rest[1..]].concat());
                }
            }
            for slip in slips {
                let typed: String = slip.into_iter().collect();
                let found = spelling.corrections(&typed, &|_| Vec::new(), &|_| false, 20);
                let right = Correction { word: (*word).to_owned(), distance: 1, frequency: *frequency };
                let is_word = spelling.is_right(&typed, &|_| false);
                assert!(is_word && found.is_empty() || found.contains(&right), "{typed}: {found:?}");
                assert!(found.iter().all(|other| other.distance > 0 && other.word != typed), "{typed}: {found:?}");
            }
        }
    }

    #[test]
    fn any_string_is_safe() {
        let spelling = spelling();
        for word in
            ["\u{0}", "日本語日本語", "é", "ﬁﬁﬁﬁ", "👩‍🔬👩‍🔬", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ååååååååå"]
        {
            spelling.corrections(word, &|_| Vec::new(), &|_| false, 3);
            spelling.dotted(word);
        }
    }
}
