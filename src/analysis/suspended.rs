//! Suspended compounds: *hälso- och sjukvård* says *hälsovård* too.
//!
//! The word before the hanging hyphen lacks the head of the compound that ends
//! the enumeration; it is written in full here.

use super::analyzer::Analyzer;
use super::compound::Compounds;
use super::language::Language;
use super::token::Token;

/// Tokens between the suspended word and the compound that has the head.
const FARTHEST: usize = 6;

/// Letters of the shortest part.
const SHORTEST: usize = 3;

/// Words that go on with an enumeration.
const JOINING: [&str; 5] = ["och", "eller", "samt", "respektive", "till"];

/// The words in full, each with the position of the suspended one. `split` gives the
/// parts of a compound, which may be known already, as `compounds` cuts it.
pub fn joined<'w>(tokens: &'w [Token<'_>], compounds: &Compounds, split: &dyn Fn(&'w str) -> Vec<&'w str>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (nth, token) in tokens.iter().enumerate().filter(|(_, token)| token.suspended) {
        let rest = tokens.get(nth + 1..).unwrap_or_default();
        let goes_on = |next: &&Token| next.suspended || JOINING.contains(&&*next.text);
        let Some(last) = rest.iter().take(FARTHEST).find(|next| !goes_on(next)) else { continue };
        let enumerated = rest.first().is_some_and(|next| goes_on(&next));
        if let Some(head) = head(&token.text, &last.text, compounds, split).filter(|_| enumerated) {
            found.push((token.position, format!("{}{head}", token.text)));
        }
    }
    found
}

/// The head that a suspended word shares with the last of its enumeration: the
/// last part of that compound; of one that is never split (*glesbygd*) the
/// longest ending that makes a known word.
fn head<'w>(suspended: &str, last: &'w str, compounds: &Compounds, split: &dyn Fn(&'w str) -> Vec<&'w str>) -> Option<&'w str> {
    let parts = split(last);
    if let Some(head) = parts.last() {
        return Some(head);
    }
    let endings = last.char_indices().skip(SHORTEST).filter_map(|(at, _)| last.get(at..));
    let makes_a_word = |ending: &&str| {
        let word = format!("{suspended}{ending}");
        compounds.knows(&word) || compounds.knows(&Analyzer::bundled().stem(&word, Language::Swedish))
    };
    endings.take_while(|ending| ending.chars().count() >= SHORTEST).find(makes_a_word)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (tokens, compounds) = (tokens(text), Compounds::bundled());
        let found: Vec<String> = joined(&tokens, compounds, &|word| compounds.split(word)).into_iter().map(|(_, word)| word).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_suspended_compound_is_written_in_full() {
        check("hälso- och sjukvården", &["hälsovården"]);
        check("mark-, skogs- och vattenfrågor", &["markfrågor", "skogsfrågor"]);
        check("lands- och glesbygd", &["landsbygd"]);
    }

    #[test]
    fn other_hyphens_are_none() {
        check("e-hälsa och sjukvård", &[]);
        check("små- och medelstora", &[]);
        check("projektet - och sjukvård", &[]);
        check("hälso-", &[]);
    }
}
