//! The words around the figures of an amount: multipliers, currencies, hedges.

use super::figures::Figures;
use crate::record::project::Amount;

/// What stands after the figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Unit {
    /// What the figures count, where a word says so: `1_000_000` for *miljoner*.
    pub(super) multiplier: Option<u64>,
    /// ISO 4217.
    pub(super) currency: Option<&'static str>,
}

/// A word, what it multiplies by, and the currency it implies.
const MULTIPLIERS: &[(&str, u64, Option<&str>)] = &[
    ("miljard", 1_000_000_000, None),
    ("miljarder", 1_000_000_000, None),
    ("billion", 1_000_000_000, None),
    ("bn", 1_000_000_000, None),
    ("mdr", 1_000_000_000, None),
    ("mdkr", 1_000_000_000, Some("SEK")),
    ("miljon", 1_000_000, None),
    ("miljoner", 1_000_000, None),
    ("milj", 1_000_000, None),
    ("mio", 1_000_000, None),
    ("mn", 1_000_000, None),
    ("million", 1_000_000, None),
    ("millions", 1_000_000, None),
    ("millioner", 1_000_000, None),
    ("mnkr", 1_000_000, Some("SEK")),
    ("mkr", 1_000_000, Some("SEK")),
    ("milkr", 1_000_000, Some("SEK")),
    ("msek", 1_000_000, Some("SEK")),
    ("meur", 1_000_000, Some("EUR")),
    ("mnok", 1_000_000, Some("NOK")),
    ("tusen", 1_000, None),
    ("thousand", 1_000, None),
    ("tkr", 1_000, Some("SEK")),
    ("tsek", 1_000, Some("SEK")),
    ("ksek", 1_000, Some("SEK")),
    ("kkr", 1_000, Some("SEK")),
    ("keur", 1_000, Some("EUR")),
    ("teur", 1_000, Some("EUR")),
];

/// Currencies by the word or sign that stands after the figures.
const CURRENCIES: &[(&str, &str)] = &[
    ("kronor", "SEK"),
    ("krona", "SEK"),
    ("kr", "SEK"),
    ("sek", "SEK"),
    ("skr", "SEK"),
    // A misspelling met on news pages.
    ("kronro", "SEK"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("eur", "EUR"),
    ("€", "EUR"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("usd", "USD"),
    ("dollar", "USD"),
    ("$", "USD"),
    ("gbp", "GBP"),
    ("£", "GBP"),
];

/// Adjectives that say whose crowns are meant.
const CROWNS: &[(&str, &str)] = &[("svenska", "SEK"), ("norska", "NOK"), ("danska", "DKK")];

/// Currencies that may stand before the figures, as written.
const LEADING: &[(&str, &str)] = &[
    ("SEK", "SEK"),
    ("sek", "SEK"),
    ("EUR", "EUR"),
    ("Euro", "EUR"),
    ("€", "EUR"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("USD", "USD"),
    ("$", "USD"),
    ("£", "GBP"),
    ("GBP", "GBP"),
];

/// Words before an amount that make it approximate, longer ones first where one ends with another.
const HEDGES: &[&str] = &[
    "en bit över",
    "i runda tal",
    "i runda slängar",
    "strax över",
    "strax under",
    "upp till",
    "lite mer än",
    "mer än",
    "mindre än",
    "just over",
    "just under",
    "more than",
    "up to",
    "drygt",
    "dryga",
    "cirka",
    "circa",
    "ca.",
    "ca",
    "c:a",
    "omkring",
    "ungefär",
    "uppskattningsvis",
    "uppemot",
    "runt",
    "kring",
    "nästan",
    "närmare",
    "nära",
    "knappt",
    "knappa",
    "över",
    "minst",
    "högst",
    "max",
    "maximalt",
    "about",
    "approximately",
    "around",
    "nearly",
    "almost",
    "over",
    "roughly",
];

/// What people count in millions that is no money.
const COUNTED: &[&str] = &[
    "invånare",
    "människor",
    "personer",
    "svenskar",
    "européer",
    "medborgare",
    "användare",
    "besök",
    "besökare",
    "besökande",
    "gästnätter",
    "resor",
    "resenärer",
    "passagerare",
    "kunder",
    "deltagare",
    "arbetslösa",
    "unga",
    "barn",
    "elever",
    "anställda",
    "jobb",
    "arbetstillfällen",
    "företag",
    "hushåll",
    "bilar",
    "timmar",
    "år",
    "ton",
    "liter",
    "hektar",
    "kvadratmeter",
    "kubikmeter",
    "kilometer",
    "mil",
    "km",
    "m2",
    "m²",
    "kwh",
    "mwh",
    "gwh",
    "träd",
    "djur",
    "people",
    "inhabitants",
    "jobs",
    "tonnes",
    "visitors",
    "användningar",
    "visningar",
    "nedladdningar",
];

impl Unit {
    /// The unit at the beginning of a text, after spaces on the same line, and its length in bytes.
    pub(super) fn read(text: &str) -> (Unit, usize) {
        let mut unit = Unit::default();
        let mut end = 0;
        if let Some((multiplier, currency, length)) = multiplier(text) {
            unit = Unit { multiplier: Some(multiplier), currency };
            end = length;
        }
        if unit.currency.is_none()
            && let Some((currency, length)) = currency(text.get(end..).unwrap_or_default(), unit.multiplier.is_some())
        {
            unit.currency = Some(currency);
            end += length;
        }
        (unit, end)
    }

    /// Whether it says *miljoner* or more, which in a text about funds is money even without a currency.
    pub(super) fn counts_in_millions(&self) -> bool {
        self.multiplier.is_some_and(|by| by >= 1_000_000)
    }

    /// The amount of these figures; `leading` is the currency before them.
    pub(super) fn amount(self, figures: Figures, leading: Option<&'static str>) -> Option<Amount> {
        let currency = self.currency.or(leading).unwrap_or("SEK").to_owned();
        Some(Amount { amount_ore: figures.hundredths(self.multiplier)?, currency, approximate: false })
    }
}

/// A space that does not end the line.
fn is_gap(letter: char) -> bool {
    letter.is_whitespace() && letter != '\n' && letter != '\r'
}

/// The length of at most two spaces at the beginning; amounts in tables are set with more only between columns.
fn gap(text: &str) -> usize {
    text.chars().take(2).take_while(|c| is_gap(*c)).map(char::len_utf8).sum()
}

/// The word at the beginning of a text in lower case, after a gap, and where it ends.
fn next_word(text: &str) -> Option<(String, usize)> {
    let from = gap(text);
    let rest = text.get(from..)?;
    let sign = rest.chars().next().filter(|c| matches!(c, '€' | '$' | '£'));
    let length = match sign {
        Some(sign) => sign.len_utf8(),
        None => rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()),
    };
    // The longest word of the tables has 16 letters; a longer one need not be copied.
    if length == 0 || length > 40 {
        return None;
    }
    let goes_on = rest.get(length..).and_then(|after| after.strip_prefix('-')).is_some_and(|after| after.starts_with(char::is_alphabetic));
    if goes_on {
        return None;
    }
    Some((rest.get(..length)?.to_lowercase(), from + length))
}

/// The multiplier at the beginning of a text, the currency it implies, its length.
fn multiplier(text: &str) -> Option<(u64, Option<&'static str>, usize)> {
    // *28 EU-miljoner* are millions.
    let (text, skipped) = text.strip_prefix(" EU-").filter(|rest| rest.starts_with("milj")).map_or((text, 0), |rest| (rest, 4));
    let (word, end) = next_word(text)?;
    let end = skipped + end;
    if word == "m" && gap(text) == 0 {
        return Some((1_000_000, None, end));
    }
    let (_, by, currency) = MULTIPLIERS.iter().find(|(name, ..)| *name == word)?;
    Some((*by, *currency, end))
}

/// The currency at the beginning of a text and its length; after a multiplier
/// (`mn. kr`) a dot may stand before it.
fn currency(text: &str, after_multiplier: bool) -> Option<(&'static str, usize)> {
    let text_after = if after_multiplier { text.strip_prefix('.').unwrap_or(text) } else { text };
    let skipped = text.len() - text_after.len();
    for sign in [":-", ",-"] {
        if text_after.get(gap(text_after)..)?.starts_with(sign) {
            return Some(("SEK", skipped + gap(text_after) + sign.len()));
        }
    }
    let (word, end) = next_word(text_after)?;
    if let Some((_, crowns)) = CROWNS.iter().find(|(adjective, _)| *adjective == word) {
        let (noun, length) = next_word(text_after.get(end..)?)?;
        return matches!(noun.as_str(), "kronor" | "kr").then_some((*crowns, skipped + end + length));
    }
    CURRENCIES.iter().find(|(name, _)| *name == word).map(|(_, code)| (*code, skipped + end))
}

/// Whether the text after *miljoner* names something other than money.
pub(super) fn counts_something(after: &str) -> bool {
    next_word(after).is_some_and(|(word, _)| COUNTED.contains(&word.as_str()))
}

/// A currency that a text begins with, and the text after it.
pub(super) fn leading_currency(text: &str) -> Option<(&'static str, &str)> {
    let rest_of = |name: &str| text.strip_prefix(name).filter(|rest| !rest.starts_with(char::is_alphabetic));
    if let Some(rest) = rest_of("kr") {
        return Some(("SEK", rest));
    }
    LEADING.iter().find_map(|(name, code)| rest_of(name).map(|rest| (*code, rest)))
}

/// A currency that a text ends with, at most a gap away, and the text before it.
pub(super) fn trailing_currency(before: &str) -> Option<(&'static str, &str)> {
    let trimmed = before.trim_end_matches(is_gap);
    if before.len() - trimmed.len() > 4 {
        return None;
    }
    let ends = |name: &str| trimmed.strip_suffix(name).filter(|rest| !rest.ends_with(char::is_alphanumeric));
    LEADING.iter().find_map(|(name, code)| ends(name).map(|rest| (*code, rest)))
}

/// A text without the hedge it begins with, and whether there was one.
pub(super) fn without_hedge(text: &str) -> (&str, bool) {
    let found = HEDGES.iter().filter_map(|hedge| strip_prefix_ignoring_case(text, hedge)).min_by_key(|rest| rest.len());
    match found {
        Some(rest) => (rest.trim_start(), true),
        None => (text, false),
    }
}

/// The text before the hedge that a text ends with, and whether there was one.
pub(super) fn before_hedge(text: &str) -> (&str, bool) {
    let trimmed = text.trim_end_matches(is_gap);
    let found = HEDGES.iter().filter_map(|hedge| strip_suffix_ignoring_case(trimmed, hedge)).min_by_key(|rest| rest.len());
    match found {
        Some(rest) => (rest, true),
        None => (text, false),
    }
}

/// Whether a spelled number may begin with this letter: *arton* … *åtta*.
pub(super) fn may_open_spelled_number(letter: char) -> bool {
    "aefhnståAEFHNSTÅ".contains(letter)
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let length = matched(text.chars(), prefix.chars())?;
    let rest = text.get(length..)?;
    (!rest.starts_with(char::is_alphabetic)).then_some(rest)
}

fn strip_suffix_ignoring_case<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let length = matched(text.chars().rev(), suffix.chars().rev())?;
    let rest = text.get(..text.len().checked_sub(length)?)?;
    (!rest.ends_with(char::is_alphanumeric)).then_some(rest)
}

/// The bytes of `letters` that `expected` takes, ignoring case; `None` where it differs.
fn matched(mut letters: impl Iterator<Item = char>, expected: impl Iterator<Item = char>) -> Option<usize> {
    let mut length = 0;
    for wanted in expected {
        let letter = letters.next()?;
        let same = letter == wanted || wanted == ' ' && is_gap(letter) || letter.to_lowercase().eq(std::iter::once(wanted));
        if !same {
            return None;
        }
        length += letter.len_utf8();
    }
    Some(length)
}
