//! Cutting the text: spaces, quotes, minus signs, operators.

use std::ops::Range;

/// A stretch between spaces, or between quotes.
pub(super) struct Piece {
    /// What it holds, without quotes.
    pub(super) inner: Range<usize>,
    /// The byte after it and its closing quote.
    pub(super) end: usize,
    /// Whether quotes stand around it.
    pub(super) quoted: bool,
}

/// A word or sign that says how its neighbours are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    /// Either of two.
    Or,
    /// What follows must not match.
    Not,
}

/// The operators, in capitals only: *eller* and *inte* are filler words, *or* and *not* English ones.
const OPERATORS: [(&str, Operator); 4] = [("OR", Operator::Or), ("ELLER", Operator::Or), ("NOT", Operator::Not), ("INTE", Operator::Not)];

/// The text from a byte on.
pub(super) fn tail(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// A part of the text.
pub(super) fn slice<'t>(text: &'t str, bytes: &Range<usize>) -> &'t str {
    text.get(bytes.clone()).unwrap_or_default()
}

/// The first `letters` of a text, and whether that left something out.
pub(super) fn head(text: &str, letters: usize) -> (&str, bool) {
    match text.char_indices().nth(letters) {
        Some((end, _)) => (text.get(..end).unwrap_or_default(), true),
        None => (text, false),
    }
}

/// Where the next piece begins: after spaces and opening brackets.
pub(super) fn skip(text: &str, at: usize) -> usize {
    text.len() - tail(text, at).trim_start_matches(|c: char| c.is_whitespace() || is_opening(c)).len()
}

/// The byte after a minus that excludes. Only before a letter, digit or quote,
/// perhaps in brackets: a dash between spaces is punctuation.
pub(super) fn minus(text: &str, at: usize) -> Option<usize> {
    let after = tail(text, at).strip_prefix(['-', '\u{2212}', '\u{2013}'])?.trim_start_matches(is_opening);
    after.starts_with(|c: char| c.is_alphanumeric() || is_quote(c)).then(|| text.len() - after.len())
}

/// The next phrase or word.
pub(super) fn piece(text: &str, at: usize) -> Piece {
    let mut letters = tail(text, at).char_indices();
    let first = letters.next().map(|(_, first)| first);
    if let Some(quote) = first.filter(|first| is_quote(*first)) {
        let from = at + quote.len_utf8();
        return match letters.find(|(_, c)| is_quote(*c)) {
            Some((length, quote)) => Piece { inner: from..at + length, end: at + length + quote.len_utf8(), quoted: true },
            None => Piece { inner: from..text.len(), end: text.len(), quoted: true },
        };
    }
    let end = letters.find(|(_, c)| c.is_whitespace() || ends_bare(*c)).map_or(text.len(), |(length, _)| at + length);
    Piece { inner: at..end, end, quoted: false }
}

/// The text up to the next quote or bar: nothing in quotes is ever a condition.
pub(super) fn bare(text: &str, at: usize) -> &str {
    let rest = tail(text, at);
    rest.get(..rest.find(ends_bare).unwrap_or(rest.len())).unwrap_or_default()
}

/// The operator that stands here as a word of its own, and the byte after it.
pub(super) fn operator(text: &str, at: usize) -> Option<(Operator, usize)> {
    if tail(text, at).starts_with('|') {
        return Some((Operator::Or, at + 1));
    }
    let piece = piece(text, at);
    let word = slice(text, &piece.inner);
    let (_, operator) = OPERATORS.iter().find(|(name, _)| *name == word && !piece.quoted)?;
    Some((*operator, piece.end))
}

/// The byte after an OR that stands here, after spaces.
fn or(text: &str, at: usize) -> Option<usize> {
    operator(text, skip(text, at)).filter(|(operator, _)| *operator == Operator::Or).map(|(_, end)| end)
}

/// The text after the ORs that it begins with, and after spaces.
pub(super) fn after_ors(text: &str) -> &str {
    let mut at = 0;
    while let Some(end) = or(text, at) {
        at = end;
    }
    tail(text, at).trim_start()
}

/// The text before the ORs that it ends with, and before spaces.
pub(super) fn before_ors(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some(shorter) = before_or(text) {
        text = shorter.trim_end();
    }
    text
}

/// The text before an OR that it ends with.
fn before_or(text: &str) -> Option<&str> {
    if let Some(before) = text.strip_suffix('|') {
        return Some(before);
    }
    let bound = text.char_indices().rfind(|(_, c)| c.is_whitespace() || ends_bare(*c) || is_opening(*c));
    let from = bound.map_or(0, |(at, c)| at + c.len_utf8());
    let (operator, end) = operator(text, from)?;
    (operator == Operator::Or && end == text.len()).then(|| text.get(..from)).flatten()
}

/// Whether a quote begins or ends here.
pub(super) fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}')
}

/// Whether it ties or hangs after a word.
pub(super) fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}')
}

fn is_opening(letter: char) -> bool {
    matches!(letter, '(' | '[' | '{')
}

fn ends_bare(letter: char) -> bool {
    is_quote(letter) || letter == '|'
}
