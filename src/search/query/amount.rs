//! Granted money as a searcher writes it: `>5mnkr` after a field's name, and
//! *över 5 mnkr*, *mellan 1 och 5 miljoner* among the words.
//!
//! After a field's name bare figures are kronor. Among the words only figures
//! with a unit of money are an amount, as in the texts of sources: *över 60 år*
//! and *över 2 miljoner invånare* are none.

use super::piece::{head, is_hyphen};
use crate::analysis::fold;
use crate::record::Amount;
use crate::record::amount::mentions;

/// Öre from and to, inclusive; at least one end is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Money {
    /// The least.
    pub(super) from: Option<i64>,
    /// The most.
    pub(super) to: Option<i64>,
}

/// Letters that a range may take; the longest in words has about 80.
const LONGEST_RANGE: usize = 120;

/// Letters of one amount.
const LONGEST_AMOUNT: usize = 48;

/// Places where a range may be cut in two; *mellan två och en halv och fem miljoner* has two.
const MOST_JOINTS: usize = 4;

/// Öre. Lower ends of a range that are smaller always share the unit of the upper
/// one (*1–5 miljoner*); larger ones may be in kronor (*500 000–1 miljon*).
const SMALLEST_IN_FULL: i64 = 100_000;

#[derive(Clone, Copy)]
enum Bound {
    Least,
    Most,
}

/// How a single bound is written. It includes its amount, after *över* and `>`
/// too: a round amount shows as it was typed, and people seldom mean the difference.
const BOUNDS: &[(Bound, &[&str])] = &[
    (
        Bound::Least,
        &[
            ">=",
            "≥",
            ">",
            "över",
            "minst",
            "åtminstone",
            "mer än",
            "mera än",
            "större än",
            "från",
            "inte under",
            "inte mindre än",
            "ej under",
            "over",
            "above",
            "at least",
            "more than",
            "minimum",
            "from",
            "no less than",
            "not less than",
        ],
    ),
    (
        Bound::Most,
        &[
            "<=",
            "≤",
            "<",
            "under",
            "högst",
            "max",
            "maximalt",
            "som mest",
            "upp till",
            "mindre än",
            "lägre än",
            "inte över",
            "inte mer än",
            "ej över",
            "below",
            "at most",
            "less than",
            "maximum",
            "up to",
            "no more than",
            "not more than",
        ],
    ),
];

/// What opens a range, and what stands between its ends beside a dash.
const RANGES: &[(&str, &[&str])] =
    &[("mellan", &["och"]), ("between", &["and"]), ("från", &["till"]), ("from", &["to"]), ("", &["till", "to"])];

/// The amounts that a text begins with, after a field's name, and their length in bytes.
pub(super) fn in_value(text: &str) -> Option<(Money, usize)> {
    read(text, |text| range(text, true).or_else(|| bound(text, true)).or_else(|| open_or_exact(text)))
}

/// The amounts that a text begins with, among words, and their length in bytes.
pub(super) fn in_text(text: &str) -> Option<(Money, usize)> {
    read(text, |text| range(text, false).or_else(|| bound(text, false)))
}

fn read(text: &str, reads: impl Fn(&str) -> Option<(Money, &str)>) -> Option<(Money, usize)> {
    let (text, _) = head(text, LONGEST_RANGE);
    let (money, rest) = reads(text)?;
    // *1-5-10* is no range, and its rest no exclusion.
    let goes_on = rest.strip_prefix(is_hyphen).unwrap_or(rest).starts_with(char::is_alphanumeric);
    (!goes_on).then_some((money, text.len() - rest.len()))
}

/// `>=500000`, *minst 500 000 kr*.
fn bound(text: &str, bare: bool) -> Option<(Money, &str)> {
    let bounds = BOUNDS.iter().flat_map(|(bound, words)| words.iter().map(move |words| (*bound, *words)));
    bounds.into_iter().find_map(|(bound, words)| {
        let (ore, rest) = amount(after_words(text, words)?.trim_start(), bare)?;
        Some((one_sided(bound, ore), rest))
    })
}

fn one_sided(bound: Bound, ore: i64) -> Money {
    match bound {
        Bound::Least => Money { from: Some(ore), to: None },
        Bound::Most => Money { from: None, to: Some(ore) },
    }
}

/// `-5mnkr` up to it, `5mnkr-` from it, `5mnkr` exactly.
fn open_or_exact(text: &str) -> Option<(Money, &str)> {
    if let Some(after) = text.strip_prefix(is_hyphen) {
        let (ore, rest) = amount(after, true)?;
        return Some((one_sided(Bound::Most, ore), rest));
    }
    let (ore, rest) = amount(text, true)?;
    // Exactly about five million is no condition.
    if Amount::parse(text.get(..text.len() - rest.len())?)?.approximate {
        return None;
    }
    match rest.strip_prefix(is_hyphen) {
        Some(after) if !after.starts_with(char::is_alphanumeric) => Some((one_sided(Bound::Least, ore), after)),
        Some(_) => None,
        None => Some((Money { from: Some(ore), to: Some(ore) }, rest)),
    }
}

/// `1-5 mnkr`, *mellan 1 och 5 miljoner*.
fn range(text: &str, bare: bool) -> Option<(Money, &str)> {
    RANGES.iter().find_map(|(opening, joining)| {
        let ends = after_words(text, opening)?;
        if opening.is_empty() == ends.starts_with(char::is_whitespace) {
            return None;
        }
        let ends = ends.trim_start();
        joints(ends, joining).into_iter().find_map(|(lower, upper)| both(lower, upper, bare))
    })
}

/// Where a text may be cut between two amounts: at a dash with spaces on both
/// sides or none, and at a joining word.
fn joints<'t>(text: &'t str, joining: &[&str]) -> Vec<(&'t str, &'t str)> {
    let mut found = Vec::new();
    let mut spaced = false;
    for (at, letter) in text.char_indices().take(LONGEST_AMOUNT) {
        let rest = text.get(at..).unwrap_or_default();
        let after = if is_hyphen(letter) || letter == '\u{2212}' {
            rest.strip_prefix(letter).filter(|after| after.starts_with(char::is_whitespace) == spaced)
        } else {
            joining
                .iter()
                .filter(|_| spaced)
                .find_map(|word| after_words(rest, word).filter(|after| after.starts_with(char::is_whitespace)))
        };
        found.extend(after.map(|after| (text.get(..at).unwrap_or_default().trim_end(), after.trim_start())));
        spaced = letter.is_whitespace();
    }
    found.truncate(MOST_JOINTS);
    found
}

/// The range of two texts that are its ends; a range typed backwards is meant forwards.
fn both<'t>(lower: &str, upper: &'t str, bare: bool) -> Option<(Money, &'t str)> {
    let (most, rest) = amount(upper, bare)?;
    let written = upper.get(..upper.len() - rest.len())?;
    let least = lower_end(lower, written, most)?;
    Some((Money { from: Some(least.min(most)), to: Some(least.max(most)) }, rest))
}

/// The lower end in öre; without a unit of its own it has the upper one's.
fn lower_end(lower: &str, upper: &str, most: i64) -> Option<i64> {
    let in_full = || kronor(lower);
    let shared = || units(upper).into_iter().find_map(|unit| kronor(&format!("{lower} {unit}")));
    if !lower.ends_with(|c: char| c.is_ascii_digit()) {
        return in_full().or_else(shared);
    }
    match (shared(), in_full()) {
        (Some(shared), Some(full)) if shared > most && (SMALLEST_IN_FULL..=most).contains(&full) => Some(full),
        (shared, full) => shared.or(full),
    }
}

/// What the unit of an amount may be: after its figures, or after one of its words.
fn units(amount: &str) -> Vec<&str> {
    if amount.starts_with(|c: char| c.is_ascii_digit()) {
        let unit = amount.trim_start_matches(|c: char| !c.is_alphabetic());
        return if unit.is_empty() { Vec::new() } else { vec![unit] };
    }
    amount.char_indices().filter(|(_, c)| c.is_whitespace()).filter_map(|(at, _)| amount.get(at..)).map(str::trim_start).collect()
}

/// A text that is an amount of kronor and nothing else.
fn kronor(text: &str) -> Option<i64> {
    Amount::parse(text).filter(|amount| amount.currency == "SEK" && amount.amount_ore >= 0).map(|amount| amount.amount_ore)
}

/// The kronor that a text begins with, and what follows. Without `bare` they need a unit of money.
fn amount(text: &str, bare: bool) -> Option<(i64, &str)> {
    let (near, _) = head(text, LONGEST_AMOUNT);
    if let Some(mention) = mentions(near).into_iter().next().filter(|mention| mention.start == 0) {
        let rest = text.get(mention.end..)?;
        return (mention.amount.currency == "SEK").then_some((mention.amount.amount_ore, rest));
    }
    if bare { longest(text) } else { None }
}

/// The longest beginning of a text that is an amount, cut only after a word.
fn longest(text: &str) -> Option<(i64, &str)> {
    let (near, _) = head(text, LONGEST_AMOUNT);
    let mut ends: Vec<usize> = near.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).collect();
    ends.extend((near.len() == text.len()).then_some(text.len()));
    let (end, amount) = ends.into_iter().rev().find_map(|end| Some((end, Amount::parse(text.get(..end)?)?)))?;
    let written = text.get(..end)?.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let plain = amount.currency == "SEK" && amount.amount_ore >= 0 && !amount.approximate;
    plain.then_some((amount.amount_ore, text.get(written.len()..)?))
}

/// The text after words or a sign that it begins with, ignoring case.
fn after_words<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    words.split_whitespace().try_fold(text, |text, word| {
        let text = text.trim_start();
        if !word.starts_with(char::is_alphabetic) {
            return text.strip_prefix(word);
        }
        let end = text.find(|c: char| !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c)).unwrap_or(text.len());
        let typed = text.get(..end).filter(|typed| fold(typed) == word)?;
        text.strip_prefix(typed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(read: Option<(Money, usize)>, text: &str) -> Option<String> {
        let end = |ore: Option<i64>| ore.map(|ore| (ore / 100).to_string()).unwrap_or_default();
        read.map(|(money, length)| format!("{}..{}|{}", end(money.from), end(money.to), text.get(length..).unwrap_or("?")))
    }

    fn value(text: &str, expected: &str) {
        assert_eq!(shown(in_value(text), text).as_deref(), Some(expected), "{text}");
    }

    fn words(text: &str, expected: &str) {
        assert_eq!(shown(in_text(text), text).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn after_a_name() {
        value(">5mnkr", "5000000..|");
        value("> 5 mnkr energi", "5000000..| energi");
        value(">=500000", "500000..|");
        value(">=500 000 kr, sol", "500000..|, sol");
        value("<2 miljoner", "..2000000|");
        value("≤ 2 miljoner kronor.", "..2000000|.");
        value("1-5 mnkr", "1000000..5000000|");
        value("1–5mnkr", "1000000..5000000|");
        value("100000-500000", "100000..500000|");
        value("100 000 - 500 000 sol", "100000..500000| sol");
        value("500000", "500000..500000|");
        value("500 000 sol", "500000..500000| sol");
        value("5 tusen", "5000..5000|");
        value("-5mnkr", "..5000000|");
        value("5mnkr-", "5000000..|");
        value("över 5 mnkr", "5000000..|");
        value("5m", "5000000..5000000|");
        value("1,5-2,5 mnkr", "1500000..2500000|");
        value("två miljoner", "2000000..2000000|");
    }

    #[test]
    fn among_words() {
        words("över 5 mnkr", "5000000..|");
        words("minst 500 000 kr energi", "500000..| energi");
        words("mer än 2 miljoner kronor", "2000000..|");
        words("Mer  än två miljoner", "2000000..|");
        words("över 1 miljard", "1000000000..|");
        words("över SEK 5 million", "5000000..|");
        words("över ca 5 mnkr", "5000000..|");
        words("under 1 mnkr", "..1000000|");
        words("högst 3 miljoner", "..3000000|");
        words("max 800 tkr", "..800000|");
        words("upp till 3 MSEK", "..3000000|");
        words("inte mer än 3 mnkr", "..3000000|");
        words("not less than 3 million", "3000000..|");
        words("more than 5 million SEK", "5000000..|");
        words("at least 5 million", "5000000..|");
        words("less than 2.5 million (SEK)", "..2500000| (SEK)");
        words("> 5 mnkr", "5000000..|");
        words("o\u{308}ver 5 mnkr", "5000000..|");
    }

    #[test]
    fn ranges_among_words() {
        words("mellan 1 och 5 miljoner", "1000000..5000000|");
        words("mellan 1 och 5 miljoner kronor till", "1000000..5000000| till");
        words("mellan 500 tkr och 2 mnkr", "500000..2000000|");
        words("mellan 500 000 och 1 miljon", "500000..1000000|");
        words("mellan två och en halv och fem miljoner", "2500000..5000000|");
        words("mellan 1–5 mnkr", "1000000..5000000|");
        words("between 1 and 5 million", "1000000..5000000|");
        words("från 1 till 5 miljoner", "1000000..5000000|");
        words("från 5 miljoner", "5000000..|");
        words("1–5 mnkr", "1000000..5000000|");
        words("1 - 5 mnkr", "1000000..5000000|");
        words("SEK 1-5 million", "1000000..5000000|");
        words("1 mnkr – 5 mnkr", "1000000..5000000|");
        words("1 till 5 miljoner", "1000000..5000000|");
        words("5-1 mnkr", "1000000..5000000|");
        words("100–500 000 kr", "100..500000|");
    }

    #[test]
    fn what_is_no_amount_among_words() {
        for text in [
            "",
            "över",
            "över 60 år",
            "över 100 deltagare",
            "över 5 000",
            "över 2 miljoner invånare",
            "över 5 miljoner euro",
            "under 2023",
            "5 mnkr",
            "2014-2020",
            "2014-2020 5 mnkr",
            "1 -5 mnkr",
            "1-5 mnkr-10",
            "överallt 5 mnkr",
            "över mnkr",
            "mellan 1 och 5",
            "från 2020 till 2023",
        ] {
            assert_eq!(in_text(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_after_a_name() {
        for text in ["", "mycket", ">", "5abc", "1-5-10", "ca 5 mnkr", "5 miljoner euro", "-", "--5", ">-5", "99999999999999999999"] {
            assert_eq!(in_value(text), None, "{text}");
        }
    }
}
