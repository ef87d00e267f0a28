//! The analyzer: from a text to the terms that the index stores.

use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

use super::filler::is_filler;
use super::language::Language;
use super::swedish::SwedishStemmer;
use super::token::{Token, tokens};

/// A word of a text as the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The stem.
    pub stem: String,
    /// The first byte of the word in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The word's number in the text; forms of one word share it.
    pub position: usize,
}

/// What turns words into stems.
///
/// It is a value opened with a generation rather than a global, since the
/// compound splitter to come is learnt from the generation's own texts.
pub struct Analyzer {
    swedish: &'static SwedishStemmer,
    english: Stemmer,
}

impl Analyzer {
    /// The analyzer of the rules compiled in.
    pub fn bundled() -> &'static Analyzer {
        static BUNDLED: LazyLock<Analyzer> =
            LazyLock::new(|| Analyzer { swedish: SwedishStemmer::bundled(), english: Stemmer::new(Algorithm::English) });
        &BUNDLED
    }

    /// The terms of a text in a language, in order.
    pub fn terms<'a>(&'a self, text: &'a str, language: Language) -> impl Iterator<Item = Term> + 'a {
        tokens(text).into_iter().map(move |Token { text, start, end, position, .. }| Term {
            stem: self.stem(&text, language),
            start,
            end,
            position,
        })
    }

    /// The stem of a folded word. A word with a digit or a sign in it is a
    /// name or a number and stays whole.
    pub fn stem(&self, word: &str, language: Language) -> String {
        if !word.chars().all(char::is_alphabetic) {
            return word.to_owned();
        }
        match language {
            Language::Swedish => self.swedish.stem(word),
            Language::English => self.english.stem(word).into_owned(),
        }
    }

    /// The stems a query's word is looked up by: as Swedish, and as English
    /// where that differs, since either kind of body may hold it.
    pub fn query_stems(&self, word: &str) -> Vec<String> {
        let swedish = self.stem(word, Language::Swedish);
        let english = self.stem(word, Language::English);
        if swedish == english { vec![swedish] } else { vec![swedish, english] }
    }

    /// Whether a query's word carries no weight.
    pub fn is_filler(&self, word: &str) -> bool {
        is_filler(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_bodies_are_stemmed_as_english() {
        let stems: Vec<String> = Analyzer::bundled().terms("Companies' skills", Language::English).map(|t| t.stem).collect();
        assert_eq!(stems, ["compani", "skill"]);
        assert!(Analyzer::bundled().query_stems("companies").contains(&"compani".to_owned()));
    }

    #[test]
    fn names_with_digits_stay_whole() {
        assert_eq!(Analyzer::bundled().stem("23051s06", Language::Swedish), "23051s06");
        assert_eq!(Analyzer::bundled().stem("esf+", Language::English), "esf+");
    }
}
