//! How analysed texts are handed to the engine: as one string of stems with
//! their positions, which a tokenizer of ours takes apart again.
//!
//! The engine's own form for texts that are tokenized already goes through
//! JSON twice for every document; this one is read in place.
//!
//! ```text
//! ␞stem␞␞stem␞stem…     before each stem one U+001E for every step of the position
//! ```
//!
//! Several stems at one position follow each other with U+001F between them.

use ::tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::Stems;

/// The tokenizer's name in the engine's schema.
pub const TOKENIZER: &str = "stems";

/// Positions left free between two texts, so that no phrase spans them.
const TEXT_GAP: usize = 8;

/// One step of the position. Neither separator is ever part of a word.
const STEP: char = '\u{1e}';
/// Another stem at the same position.
const SAME: char = '\u{1f}';

/// A string of stems while it is written.
#[derive(Debug, Default)]
pub struct StemText {
    text: String,
    /// The position that the next text begins at.
    base: usize,
    /// The position of the last stem; none before the first.
    last: Option<usize>,
}

impl StemText {
    /// Adds the stems of one more text.
    pub fn add(&mut self, stems: &Stems) {
        for (position, stem) in stems {
            self.stem(self.base + position, stem);
        }
        self.base += stems.last().map_or(0, |(position, _)| position + 1) + TEXT_GAP;
    }

    fn stem(&mut self, position: usize, stem: &str) {
        let steps = (position + 1).saturating_sub(self.last.map_or(0, |last| last + 1));
        if steps == 0 {
            self.text.push(SAME);
        }
        self.text.extend(std::iter::repeat_n(STEP, steps));
        self.text.push_str(stem);
        self.last = Some(self.last.unwrap_or(0).max(position));
    }

    /// The string.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Takes a string of stems apart.
#[derive(Debug, Clone, Default)]
pub struct StemTokenizer;

impl Tokenizer for StemTokenizer {
    type TokenStream<'a> = StemStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemStream<'a> {
        StemStream { rest: text, next: 0, token: Token::default() }
    }
}

/// The stems of a string, one by one.
#[derive(Debug)]
pub struct StemStream<'a> {
    rest: &'a str,
    /// One more than the position of the last stem.
    next: usize,
    token: Token,
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        let stem = self.rest.trim_start_matches([STEP, SAME]);
        if stem.is_empty() {
            return false;
        }
        let separators = self.rest.get(..self.rest.len() - stem.len()).unwrap_or_default();
        self.next += separators.bytes().filter(|byte| char::from(*byte) == STEP).count();
        let end = stem.find([STEP, SAME]).unwrap_or(stem.len());
        let (stem, rest) = stem.split_at_checked(end).unwrap_or((stem, ""));
        self.rest = rest;
        self.token.position = self.next.saturating_sub(1);
        self.token.text.clear();
        self.token.text.push_str(stem);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<(usize, String)> {
        let mut tokenizer = StemTokenizer;
        let mut stream = tokenizer.token_stream(text);
        let mut read = Vec::new();
        while stream.advance() {
            read.push((stream.token().position, stream.token().text.clone()));
        }
        read
    }

    fn written(texts: &[&[(usize, &str)]]) -> String {
        let mut written = StemText::default();
        for text in texts {
            let stems: Stems = text.iter().map(|(position, stem)| (*position, (*stem).into())).collect();
            written.add(&stems);
        }
        written.finish()
    }

    fn check(texts: &[&[(usize, &str)]], expected: &[(usize, &str)]) {
        let expected: Vec<(usize, String)> = expected.iter().map(|(position, stem)| (*position, (*stem).to_owned())).collect();
        assert_eq!(read(&written(texts)), expected);
    }

    #[test]
    fn stems_keep_their_positions() {
        check(&[], &[]);
        check(&[&[(0, "vind"), (1, "kraft")]], &[(0, "vind"), (1, "kraft")]);
        check(&[&[(0, "dua"), (0, "DUA"), (3, "ung")]], &[(0, "dua"), (0, "DUA"), (3, "ung")]);
        check(&[&[(0, "a")], &[(0, "b")]], &[(0, "a"), (9, "b")]);
        check(&[&[], &[(2, "b")]], &[(10, "b")]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(steps in proptest::collection::vec((0_usize..4, "[a-zåäö]{1,4}"), 0..20)) {
            let mut at = 0;
            let stems: Stems = steps.iter().map(|(step, stem)| { at += step; (at, stem.as_str().into()) }).collect();
            let mut text = StemText::default();
            text.add(&stems);
            let expected: Vec<(usize, String)> = stems.iter().map(|(position, stem)| (*position, stem.to_string())).collect();
            prop_assert_eq!(read(&text.finish()), expected);
        }

        #[test]
        fn no_string_makes_it_panic(text in any::<String>()) {
            let _ = read(&text);
        }
    }
}
