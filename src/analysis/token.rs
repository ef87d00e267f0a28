//! Tokens: the words of a text, each with its place in it.
//!
//! A word is a run of letters and digits. Four signs belong to a word where
//! Swedish and this field write them so:
//!
//! | written | tokens |
//! |---|---|
//! | `ESF+`, `Erasmus+` | `esf+` and, at the same position, `esf` |
//! | `R&D` (between capitals) | `r&d` |
//! | `EU:s`, `ESF:en` | `eu`, `esf`: a colon before an ending cuts it off |
//! | `e-hälsa`, `23-051-S06` | the parts, and joined at the first one's position: `ehälsa` |
//!
//! Joining lets *e-hälsa* and *ehälsa* find each other; the parts keep
//! *Skåne-Blekinge* findable by either.

use std::borrow::Cow;

use super::fold::fold;

/// Longer runs are no words: a longest real compound here has 32 letters.
const LONGEST_WORD: usize = 100;

/// Endings that may follow a colon: *EU:s*, *IT:n*, *AI:t*.
const COLON_ENDINGS: [&str; 8] = ["s", "n", "t", "en", "et", "ar", "er", "na"];

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'t> {
    /// The word, folded; borrowed where the text has it so, as it mostly has.
    pub text: Cow<'t, str>,
    /// The first byte in the text.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The word's number in the text, from 0; forms of one word share it.
    pub position: usize,
    /// Whether a hyphen hangs after it: *hälso- och sjukvård*.
    pub suspended: bool,
}

/// A run of letters and digits, and how it is tied to the next one.
struct Run {
    start: usize,
    end: usize,
    plus: bool,
    hyphen: bool,
    suspended: bool,
}

/// The tokens of a text in order; forms at one position stand beside each other.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let runs = runs(text);
    let mut tokens = Vec::with_capacity(runs.len());
    let mut position = 0;
    let mut rest = runs.as_slice();
    while !rest.is_empty() {
        let tied = rest.iter().take_while(|run| run.hyphen).count() + 1;
        let (chain, after) = rest.split_at(tied.min(rest.len()));
        push_chain(text, chain, &mut position, &mut tokens);
        rest = after;
    }
    tokens
}

/// The tokens of runs that hyphens tie together.
fn push_chain<'t>(text: &'t str, chain: &[Run], position: &mut usize, tokens: &mut Vec<Token<'t>>) {
    for (nth, run) in chain.iter().enumerate() {
        let word = fold(text.get(run.start..run.end).unwrap_or_default());
        if word.is_empty() || word.chars().nth(LONGEST_WORD).is_some() {
            continue;
        }
        let end = run.end + usize::from(run.plus);
        if run.plus {
            tokens.push(Token { text: Cow::Owned(format!("{word}+")), start: run.start, end, position: *position, suspended: false });
        }
        tokens.push(Token { text: word, start: run.start, end, position: *position, suspended: run.suspended });
        if nth == 0 && chain.len() > 1 {
            push_joined(text, chain, *position, tokens);
        }
        *position += 1;
    }
}

/// The joined form of a hyphenated word. Numbers alone (*2014-2020*) are no word.
fn push_joined(text: &str, chain: &[Run], position: usize, tokens: &mut Vec<Token<'_>>) {
    let (Some(first), Some(last)) = (chain.first(), chain.last()) else { return };
    let joined: String = chain.iter().filter_map(|run| text.get(run.start..run.end)).map(fold).collect();
    if joined.chars().any(char::is_alphabetic) && joined.chars().nth(LONGEST_WORD).is_none() {
        tokens.push(Token { text: Cow::Owned(joined), start: first.start, end: last.end, position, suspended: false });
    }
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if !first.is_alphanumeric() {
            continue;
        }
        let mut end = start + first.len_utf8();
        let mut last = first;
        while let Some(&(at, letter)) = letters.peek() {
            if belongs(text, at, last, letter) {
                end = at + letter.len_utf8();
                last = letter;
                letters.next();
            } else {
                break;
            }
        }
        let rest = text.get(end..).unwrap_or_default();
        let ending = colon_ending(rest);
        for _ in rest.get(..ending).unwrap_or_default().chars() {
            letters.next();
        }
        let rest = rest.get(ending..).unwrap_or_default();
        let plus = ending == 0 && last.is_alphabetic() && rest.starts_with('+') && !rest[1..].starts_with(char::is_alphanumeric);
        runs.push(Run { start, end, plus, hyphen: !plus && ties(rest), suspended: !plus && hangs(rest) });
    }
    runs
}

/// Whether a character goes on with the word: a letter or digit, an accent of
/// its own, or `&` between capitals.
fn belongs(text: &str, at: usize, last: char, letter: char) -> bool {
    letter.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(letter)
        || letter == '&' && last.is_uppercase() && text.get(at + 1..).is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// The length in bytes of a colon and a grammatical ending at the start of `rest`, or 0.
fn colon_ending(rest: &str) -> usize {
    let Some(after) = rest.strip_prefix(':') else { return 0 };
    let ending: String = after.chars().take_while(|c| c.is_alphanumeric()).take(3).collect();
    if COLON_ENDINGS.contains(&ending.as_str()) { 1 + ending.len() } else { 0 }
}

/// Whether a hyphen ties the next word to this one, without spaces.
fn ties(rest: &str) -> bool {
    let mut next = rest.chars();
    matches!(next.next(), Some('-' | '\u{2010}' | '\u{2011}')) && next.next().is_some_and(char::is_alphanumeric)
}

/// Whether a hyphen stands here with nothing tied to it, before a space or comma.
fn hangs(rest: &str) -> bool {
    let mut next = rest.chars();
    matches!(next.next(), Some('-' | '\u{2010}' | '\u{2011}' | '\u{2013}'))
        && next.next().is_some_and(|c| c.is_whitespace() || c == ',' || c == '/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[(&str, usize)]) {
        let found = tokens(text);
        let found: Vec<(&str, usize)> = found.iter().map(|t| (&*t.text, t.position)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_and_the_signs_that_belong_to_them() {
        check("Små och stora.", &[("små", 0), ("och", 1), ("stora", 2)]);
        check("medel ur ESF+ i år", &[("medel", 0), ("ur", 1), ("esf+", 2), ("esf", 2), ("i", 3), ("år", 4)]);
        check("R&D", &[("r&d", 0)]);
        check("EU:s stöd", &[("eu", 0), ("stöd", 1)]);
        check("e-hälsa", &[("e", 0), ("ehälsa", 0), ("hälsa", 1)]);
        check("2014-2020", &[("2014", 0), ("2020", 1)]);
        check("hälso- och sjukvård", &[("hälso", 0), ("och", 1), ("sjukvård", 2)]);
        check("1+1 c++", &[("1", 0), ("1", 1), ("c+", 2), ("c", 2)]);
        check("", &[]);
    }

    proptest! {
        #[test]
        fn tokens_lie_in_the_text_in_order(text in ".{0,200}") {
            let mut before = 0;
            for token in tokens(&text) {
                prop_assert!(token.start < token.end && token.end <= text.len());
                prop_assert!(text.is_char_boundary(token.start) && text.is_char_boundary(token.end));
                prop_assert!(token.position >= before);
                before = token.position;
            }
        }
    }
}
