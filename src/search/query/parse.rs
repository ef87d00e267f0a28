//! From the search box's text to a tree. It cannot fail.
//!
//! ```text
//! query  = { item }
//! item   = [ "-" ] ( phrase | word )
//! phrase = '"' … '"'      an unclosed quote ends with the text
//! word   = anything between spaces; every other sign is as a space
//! ```
//!
//! The tree is flat by construction: no input can nest, so none can overflow a
//! stack. Every size is capped here, before anything is looked up.

use super::{Phrase, Query, Word};
use crate::analysis::{Analyzer, Token, tokens};

/// Characters that are read; the rest is left out with a notice.
pub const LONGEST_QUERY: usize = 512;

/// Words and phrases that are looked for; further ones are left out with a notice.
pub const MOST_WORDS: usize = 32;

/// Words of one phrase; longer ones are cut.
const LONGEST_PHRASE: usize = 16;

/// A query, and what was left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// Text.
    pub text: String,
    /// The tree.
    pub query: Query,
    /// Whether the text was longer than is read.
    pub truncated: bool,
}

/// Reads what was typed.
pub fn parse(text: &str) -> Parsed {
    let (text, mut truncated) = head(text);
    let mut items = items(text);
    let fillers_only = items.iter().all(|item| item.is_filler());
    if !fillers_only {
        items.retain(|item| !item.is_filler());
    }
    if items.len() > MOST_WORDS {
        items.truncate(MOST_WORDS);
        truncated = true;
    }
    Parsed { text: text.to_owned(), query: tree(items), truncated }
}

/// The part of the text that is read, and whether that left something out.
fn head(text: &str) -> (&str, bool) {
    match text.char_indices().nth(LONGEST_QUERY) {
        Some((end, _)) => (text.get(..end).unwrap_or_default(), true),
        None => (text, false),
    }
}

struct Item {
    query: Query,
    excluded: bool,
}

impl Item {
    fn is_filler(&self) -> bool {
        matches!(&self.query, Query::Word(word) if !self.excluded && word.apart.is_empty() && Analyzer::bundled().is_filler(&word.whole))
    }
}

fn tree(items: Vec<Item>) -> Query {
    let mut seen = Vec::new();
    for item in items {
        let query = if item.excluded { Query::Not(Box::new(item.query)) } else { item.query };
        // A word typed twice asks for nothing more.
        if !seen.contains(&query) {
            seen.push(query);
        }
    }
    if seen.is_empty() { Query::Everything } else { Query::Most(seen) }
}

fn items(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (excluded, body) = minus(rest);
        let (piece, quoted, after) = piece(body);
        push(piece, piece.as_ptr() as usize - text.as_ptr() as usize, quoted, excluded, &mut items);
        rest = after.trim_start();
    }
    items
}

/// Whether a minus that excludes stands here, and what follows it. Only before
/// a letter, digit or quote: a dash between spaces is punctuation.
fn minus(rest: &str) -> (bool, &str) {
    match rest.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(after) if after.starts_with(|c: char| c.is_alphanumeric() || is_quote(c)) => (true, after),
        _ => (false, rest),
    }
}

/// The next phrase or word, whether it was quoted, and the rest.
fn piece(body: &str) -> (&str, bool, &str) {
    let mut letters = body.char_indices();
    if let Some((_, first)) = letters.next()
        && is_quote(first)
    {
        let inner = letters.as_str();
        return match inner.char_indices().find(|(_, c)| is_quote(*c)) {
            Some((end, quote)) => (inner.get(..end).unwrap_or_default(), true, inner.get(end + quote.len_utf8()..).unwrap_or_default()),
            None => (inner, true, ""),
        };
    }
    let end = letters.find(|(_, c)| c.is_whitespace() || is_quote(*c)).map_or(body.len(), |(at, _)| at);
    (body.get(..end).unwrap_or_default(), false, body.get(end..).unwrap_or_default())
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}')
}

fn push(piece: &str, base: usize, quoted: bool, excluded: bool, items: &mut Vec<Item>) {
    let found = tokens(piece);
    if quoted {
        let words: Vec<String> = phrase_words(found);
        match words.len() {
            0 => {}
            1 => items.extend(words.into_iter().map(|whole| Item { query: Query::Word(Word { typed: whole.clone(), whole, apart: Vec::new(), bytes: 0..0, quoted: true, suspended: false }), excluded })),
            _ => items.push(Item { query: Query::Phrase(Phrase { words, typed: piece.to_owned(), bytes: 0..0 }), excluded }),
        }
        return;
    }
    items.extend(words(found, piece, base).into_iter().map(|word| Item { query: Query::Word(word), excluded }));
}

/// One form a position: a phrase's words stand side by side as they do in a text.
fn phrase_words(found: Vec<Token>) -> Vec<String> {
    let mut words: Vec<Token> = Vec::new();
    for token in found {
        match words.last() {
            // The first form is the fuller one (`esf+`), but a joined form spans several positions.
            Some(last) if last.position == token.position => {}
            _ => words.push(token),
        }
    }
    words.into_iter().map(|token| token.text).take(LONGEST_PHRASE).collect()
}

/// The words of a piece without spaces; what hyphens tie together is one word.
fn words(found: Vec<Token>, piece: &str, base: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut tied_until = 0;
    let mut last_position = None;
    for token in found {
        let same = last_position == Some(token.position);
        if same && token.text.contains('+') || !same && token.end > tied_until {
            words.push(Word { whole: token.text.clone(), apart: Vec::new(), typed: piece.get(token.start..token.end).unwrap_or_default().to_owned(), bytes: base+token.start..base+token.end, quoted: false, suspended: token.suspended });
        } else if same && words.last().is_some_and(|word| word.whole.ends_with('+')) {
            // `esf` beside `esf+`: what was typed is the latter.
        } else if let Some(word) = words.last_mut() {
            if same {
                // The joined form: what stood here was its first part.
                word.apart = vec![std::mem::replace(&mut word.whole, token.text.clone())];
                tied_until = token.end;
            } else if word.apart.len() < LONGEST_PHRASE {
                word.apart.push(token.text.clone());
            }
        }
        last_position = Some(token.position);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).query.to_string(), expected, "{text}");
    }

    #[test]
    fn words_phrases_and_exclusions() {
        check("", "(everything)");
        check("  ()[]{}*?~^ ", "(everything)");
        check("Kompetens  utveckling", "(most kompetens utveckling)");
        check("\"förnybar energi\" -sol", "(most (phrase förnybar energi) (not sol))");
        check("”förnybar energi”", "(most (phrase förnybar energi))");
        check("\"öppen fras", "(most (phrase öppen fras))");
        check("-\"grön omställning\" energi", "(most (not (phrase grön omställning)) energi)");
        check("energi - sol", "(most energi sol)");
        check("energi energi", "(most energi)");
        check("\"energi\"", "(most energi)");
        check("title:IN [", "(most title)");
    }

    #[test]
    fn fillers_go_unless_nothing_else_is_left() {
        check("vilka projekt hjälper unga", "(most unga)");
        check("vilka projekt", "(most vilka projekt)");
        check("projekt", "(most projekt)");
        check("energi -projekt", "(most energi (not projekt))");
    }

    #[test]
    fn hyphens_and_plus_belong_to_words() {
        check("e-hälsa", "(most ehälsa)");
        assert_eq!(
            parse("23-051-S06").query,
            Query::Most(vec![Query::Word(Word { whole: "23051s06".into(), apart: vec!["23".into(), "051".into(), "s06".into()] })])
        );
        check("ESF+ norrbotten", "(most esf+ norrbotten)");
        check("2014-2020", "(most 2014 2020)");
        check("Skåne-Blekinge vatten", "(most skåneblekinge vatten)");
    }

    #[test]
    fn sizes_are_capped() {
        assert!(parse(&"(".repeat(10_000)).truncated);
        assert!(parse(&"ord ".repeat(1000)).truncated);
        let many: String = (0..100).map(|n| format!("o{n} ")).collect();
        let parsed = parse(&many);
        assert!(parsed.truncated);
        assert_eq!(parsed.query.wanted().len(), MOST_WORDS);
    }

    proptest! {
        #[test]
        fn any_text_parses_and_prints(text in "\\PC{0,300}") {
            let parsed = parse(&text);
            prop_assert!(!parsed.query.to_string().is_empty());
            prop_assert!(parsed.query.wanted().len() + parsed.query.unwanted().len() <= MOST_WORDS);
        }
    }
}
