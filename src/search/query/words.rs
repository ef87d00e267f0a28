//! The words, prefixes and phrases of one piece of the text.

use std::fmt;
use std::ops::Range;

use super::Query;
use super::piece::{Piece, is_hyphen, slice, tail};
use crate::analysis::{Analyzer, Token, tokens};

/// Words of one phrase; longer ones are cut.
pub(super) const LONGEST_PHRASE: usize = 16;

/// Letters a prefix must have; one letter alone begins too many words.
const SHORTEST_PREFIX: usize = 2;

/// A word as typed, folded.
///
/// Two are equal where they ask for the same: how and where they were typed does not count.
#[derive(Debug, Clone, Eq)]
pub struct Word {
    /// The whole word; of a hyphenated one the joined form.
    pub whole: String,
    /// The parts between hyphens, where there are any.
    pub apart: Vec<String>,
    /// Exactly as typed, for acronyms that only capitals tell apart, and for messages.
    pub typed: String,
    /// Where it stands in the text parsed.
    pub bytes: Range<usize>,
    /// Whether it was the only word in quotes: found by its inflections alone, never expanded or corrected.
    pub quoted: bool,
    /// Whether a hyphen hangs after it: *hälso- och sjukvård*.
    pub suspended: bool,
}

impl Word {
    /// Whether it carries no weight: a filler word that is neither quoted nor the first part of a compound.
    pub(super) fn is_filler(&self) -> bool {
        !self.quoted && !self.suspended && self.apart.is_empty() && Analyzer::bundled().is_filler(&self.whole)
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.whole == other.whole && self.apart == other.apart && self.quoted == other.quoted && self.suspended == other.suspended
    }
}

impl fmt::Display for Word {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.quoted, self.suspended) {
            (true, _) => write!(to, "(exact {})", self.whole),
            (false, true) => write!(to, "{}-", self.whole),
            (false, false) => to.write_str(&self.whole),
        }
    }
}

/// Words side by side. Two are equal where their words are.
#[derive(Debug, Clone, Eq)]
pub struct Phrase {
    /// The folded words, two or more.
    pub words: Vec<String>,
    /// Exactly as typed, without the quotes.
    pub typed: String,
    /// Where it stands in the text parsed, without the quotes.
    pub bytes: Range<usize>,
}

impl PartialEq for Phrase {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

/// The beginning of a word. Two are equal where their letters are.
#[derive(Debug, Clone, Eq)]
pub struct Prefix {
    /// The folded letters before the star, two or more.
    pub letters: String,
    /// Exactly as typed, with the star.
    pub typed: String,
    /// Where it stands in the text parsed, with the star.
    pub bytes: Range<usize>,
}

impl PartialEq for Prefix {
    fn eq(&self, other: &Self) -> bool {
        self.letters == other.letters
    }
}

/// What a piece asks for. Where `as_one`, several words without spaces between
/// them (*2014-2020*, *små/medelstora*) are a phrase: what is excluded or stands
/// beside an OR is one thing.
pub(super) fn read(text: &str, piece: &Piece, as_one: bool) -> Vec<Query> {
    let found = tokens_at(text, &piece.inner);
    if piece.quoted {
        return one(text, &found, true).into_iter().collect();
    }
    let words = words(text, &found);
    if as_one && words.len() > 1 {
        return one(text, &found, false).into_iter().collect();
    }
    words.into_iter().map(|word| with_star(text, word)).collect()
}

/// The folded words of a part of the text, one form a position.
pub(super) fn folded(text: &str, bytes: &Range<usize>) -> Vec<String> {
    side_by_side(&tokens_at(text, bytes)).into_iter().map(|token| token.text.to_string()).collect()
}

/// The tokens of a part of the text, with their places in the whole.
fn tokens_at<'t>(text: &'t str, bytes: &Range<usize>) -> Vec<Token<'t>> {
    let mut found = tokens(slice(text, bytes));
    for token in &mut found {
        token.start += bytes.start;
        token.end += bytes.start;
    }
    found
}

/// One form a position: a phrase's words stand side by side as they do in a text.
/// The first form is the fuller one (`esf+`); a joined form spans several positions.
fn side_by_side<'f, 't>(found: &'f [Token<'t>]) -> Vec<&'f Token<'t>> {
    let mut words: Vec<&Token<'_>> = Vec::new();
    for token in found {
        if words.last().is_none_or(|last| last.position != token.position) {
            words.push(token);
        }
    }
    words.truncate(LONGEST_PHRASE);
    words
}

/// All of a piece as one thing: a phrase, or a single word.
fn one(text: &str, found: &[Token<'_>], quoted: bool) -> Option<Query> {
    let words = side_by_side(found);
    let (first, last) = (words.first()?, words.last()?);
    let bytes = first.start..last.end;
    let typed = slice(text, &bytes).to_owned();
    Some(match words.as_slice() {
        [only] => Query::Word(Word { whole: only.text.to_string(), apart: Vec::new(), typed, bytes, quoted, suspended: false }),
        _ => Query::Phrase(Phrase { words: words.iter().map(|token| token.text.to_string()).collect(), typed, bytes }),
    })
}

/// The words of a piece without spaces; what hyphens tie together is one word.
fn words(text: &str, found: &[Token<'_>]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut tied_until = 0;
    for forms in found.chunk_by(|one, next| one.position == next.position) {
        let Some(first) = forms.first() else { continue };
        match words.last_mut() {
            Some(word) if first.start < tied_until => {
                if word.apart.len() < LONGEST_PHRASE {
                    word.apart.push(first.text.to_string());
                }
                word.bytes.end = first.end;
            }
            _ => {
                let joined = forms.iter().find(|form| form.end > first.end);
                tied_until = joined.map_or(0, |form| form.end);
                let whole = joined.unwrap_or(first).text.to_string();
                let apart = joined.iter().map(|_| first.text.to_string()).collect();
                words.push(Word { whole, apart, typed: String::new(), bytes: first.start..first.end, quoted: false, suspended: false });
            }
        }
    }
    for word in &mut words {
        word.typed = slice(text, &word.bytes).to_owned();
        word.suspended = hangs(tail(text, word.bytes.end));
    }
    words
}

/// Whether a hyphen with nothing tied to it begins this text.
fn hangs(after: &str) -> bool {
    let mut letters = after.chars();
    letters.next().is_some_and(is_hyphen) && !letters.next().is_some_and(char::is_alphanumeric)
}

/// A word with a star after it as a prefix, where it has the letters for one.
fn with_star(text: &str, word: Word) -> Query {
    let after = tail(text, word.bytes.end);
    let starred = after.starts_with('*') && !after.trim_start_matches('*').starts_with(char::is_alphanumeric);
    let long_enough = word.whole.chars().count() >= SHORTEST_PREFIX && word.whole.chars().all(char::is_alphanumeric);
    if !starred || !long_enough {
        return Query::Word(word);
    }
    let bytes = word.bytes.start..word.bytes.end + 1;
    Query::Prefix(Prefix { letters: word.whole, typed: slice(text, &bytes).to_owned(), bytes })
}
