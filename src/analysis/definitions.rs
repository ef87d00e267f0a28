//! Definitions: the acronyms that a text explains by itself, as in
//! *ortssammanbindande nät (OSN)*.
//!
//! An acronym in parentheses is taken to stand for the words before it where
//! its letters are, in order, the initials of those words or of the parts of
//! their compounds; small words between them may be skipped.

use std::collections::BTreeMap;

use super::compound::Compounds;
use super::filler::is_filler;
use super::fold::fold;

/// An acronym and what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// As written: capitals.
    pub acronym: String,
    /// The words, as written the first time, in lower case.
    pub meaning: String,
    /// Texts that define it so.
    pub texts: u32,
}

/// Words that are looked at before a parenthesis.
const MOST_WORDS: usize = 8;

/// Letters of a parenthesis that may hold an acronym.
const LONGEST: usize = 12;

/// Gathers definitions while texts are read.
#[derive(Debug, Default)]
pub struct Definitions {
    found: BTreeMap<(String, String), u32>,
}

impl Definitions {
    /// Reads a text.
    pub fn add_text(&mut self, text: &str) {
        for (at, _) in text.match_indices('(') {
            let Some((before, inside)) = text.get(..at).zip(text.get(at + 1..)) else { continue };
            let Some(acronym) = parenthesis(inside).map(str::trim).filter(|inside| is_acronym(inside)) else { continue };
            if let Some(meaning) = meaning(before, acronym) {
                *self.found.entry((acronym.to_owned(), meaning)).or_default() += 1;
            }
        }
    }

    /// Takes in what was found in other texts.
    pub fn join(&mut self, other: Definitions) {
        for (definition, texts) in other.found {
            *self.found.entry(definition).or_default() += texts;
        }
    }

    /// What was found, in order of acronym and meaning.
    pub fn finish(self) -> Vec<Definition> {
        self.found.into_iter().map(|((acronym, meaning), texts)| Definition { acronym, meaning, texts }).collect()
    }
}

/// What stands in a parenthesis that has just begun, if it is short: a text of
/// nothing but opening ones must not be read to its end for each.
fn parenthesis(inside: &str) -> Option<&str> {
    inside.char_indices().take(LONGEST).find(|(_, letter)| *letter == ')').and_then(|(end, _)| inside.get(..end))
}

fn is_acronym(text: &str) -> bool {
    let letters = text.chars().count();
    (2..=6).contains(&letters) && text.chars().all(char::is_uppercase)
}

/// The fewest words at the end of `before` whose initials are the acronym's letters.
fn meaning(before: &str, acronym: &str) -> Option<String> {
    let words: Vec<&str> = before.split_whitespace().rev().take(MOST_WORDS).collect();
    let letters: Vec<char> = fold(acronym).chars().collect();
    for count in 1..=words.len() {
        let phrase: Vec<&str> = words.iter().take(count).rev().copied().collect();
        // A sentence's end between the words is no part of a name.
        if phrase.iter().rev().skip(1).any(|word| word.ends_with(['.', ':', ';', '!', '?', ')'])) {
            return None;
        }
        if initials_are(&phrase, &letters) {
            let bare: Vec<String> = phrase.iter().map(|word| bare(word)).collect();
            return Some(bare.join(" "));
        }
    }
    None
}

/// Whether the letters are the initials of the words and of their parts, in
/// order: each word but a small one gives its first letter.
fn initials_are(words: &[&str], letters: &[char]) -> bool {
    let mut rest = letters;
    for (nth, word) in words.iter().enumerate() {
        let word = fold(&bare(word)).into_owned();
        match (word.chars().next(), rest.split_first()) {
            (Some(initial), Some((letter, after))) if initial == *letter => {
                rest = after;
                rest = inner_initials(&word, rest);
            }
            // The phrase begins with a word of the name.
            _ if nth > 0 && is_filler(&word) => {}
            _ => return false,
        }
    }
    rest.is_empty()
}

/// Takes the letters that are initials of a compound's later parts, of *ort|sammanbindande* the s.
fn inner_initials<'a>(word: &str, mut letters: &'a [char]) -> &'a [char] {
    for part in Compounds::bundled().split(word).into_iter().skip(1) {
        if let Some((letter, after)) = letters.split_first()
            && part.starts_with(*letter)
        {
            letters = after;
        }
    }
    letters
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let mut definitions = Definitions::default();
        definitions.add_text(text);
        definitions.finish().into_iter().map(|found| (found.acronym, found.meaning)).collect()
    }

    fn check(text: &str, acronym: &str, meaning: &str) {
        assert_eq!(found(text), [(acronym.to_owned(), meaning.to_owned())], "{text}");
    }

    #[test]
    fn initials_of_words_and_of_parts_are_read() {
        check("Ett ortssammanbindande nät (OSN) byggs.", "OSN", "ortssammanbindande nät");
        check("Satsningen på Unga Kvinnors Företagande (UKF) är", "UKF", "unga kvinnors företagande");
        check("inom forskning och innovation (FI)", "FI", "forskning och innovation");
    }

    #[test]
    fn other_parentheses_define_nothing() {
        for text in ["Luleå (BD)", "kommunen (SE)", "ny satsning (EU)", "fonden (2014)", "Slut. Nytt (SN)", "(", "a (B", "()"] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
