//! Conditions typed with a colon: `kommun:Umeå`, `ägare:"Region Skåne"`, `år:2023`.

use std::fmt;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::field::FilterField;
use super::piece::{bare, is_quote, minus, operator, piece, slice, tail};
use super::{amount, words, year};
use crate::analysis::fold;
use crate::record::date::PartialDate;

/// A condition typed in the box that applies; the page shows it as a removable chip.
///
/// Filters on different fields must all hold. On one field, one of the values or
/// words that are not excluded must hold; ranges must all hold, and so must every
/// exclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedFilter {
    /// As typed, with the minus or NOT before it.
    pub text: String,
    /// Where it stands in the text parsed.
    pub bytes: Range<usize>,
    /// What it is about.
    pub field: FilterField,
    /// Whether projects for which it holds are left out.
    pub excluded: bool,
    /// What must hold.
    pub condition: Condition,
}

/// What must hold of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// A facet's value, label or alias, as typed; of a status its code.
    Value(String),
    /// Folded words that must all stand in the field.
    Words(Vec<String>),
    /// Granted money in öre, inclusive; at least one end is given.
    Granted {
        /// The least.
        from: Option<i64>,
        /// The most.
        to: Option<i64>,
    },
    /// The project's start, inclusive; at least one end is given.
    Started {
        /// The earliest.
        from: Option<PartialDate>,
        /// The latest.
        to: Option<PartialDate>,
    },
}

impl fmt::Display for TypedFilter {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, after) = if self.excluded { ("(not (", "))") } else { ("(", ")") };
        write!(to, "{before}{} {}{after}", self.field.name(), self.condition)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Condition::Value(value) => to.write_str(value),
            Condition::Words(words) => to.write_str(&words.join(" ")),
            Condition::Granted { from, to: until } => write!(to, "{}..{}", open(from.as_ref()), open(until.as_ref())),
            Condition::Started { from, to: until } => write!(to, "{}..{}", open(from.as_ref()), open(until.as_ref())),
        }
    }
}

/// An end of a range, empty where it is open.
fn open(end: Option<&impl ToString>) -> String {
    end.map(ToString::to_string).unwrap_or_default()
}

/// The words for a status, folded, beside its codes.
const STATUSES: &[(&str, &[&str])] = &[
    ("coming", &["coming", "kommande", "planerad", "planerat", "planerade", "upcoming", "planned"]),
    ("ongoing", &["ongoing", "pågående", "pagaende", "pågår", "pagar", "aktiv", "aktivt", "aktiva", "active", "current"]),
    ("ended", &["ended", "avslutat", "avslutad", "avslutade", "slutfört", "slutförd", "slutförda", "finished", "completed", "closed"]),
];

/// Words right after a value that belong to it: *Umeå kommun*.
const COMPANIONS: [&str; 6] = ["kommun", "stad", "län", "landsting", "universitet", "högskola"];

/// What was read at a place: the field, the condition, and the byte after it.
pub(super) type Read = (FilterField, Condition, usize);

/// The condition that is written here.
///
/// An unknown name and a value that is empty or cannot be read are no condition;
/// so *EU:s*, *kl 10:30* and addresses stay words.
pub(super) fn read(text: &str, at: usize) -> Option<Read> {
    let (field, colon) = named(text, at)?;
    let value = text.len() - tail(text, colon).trim_start().len();
    // After a space something else may begin instead of the value.
    if value > colon && !is_plain(text, value) {
        return None;
    }
    let (condition, end) = match field {
        FilterField::Granted => within(text, value, |text| {
            amount::in_value(text).map(|(range, length)| (Condition::Granted { from: range.from, to: range.to }, length))
        })?,
        FilterField::Year => started(text, value)?,
        _ => worded(text, value, field)?,
    };
    Some((field, condition, end))
}

/// The field whose name and colon stand here, and the byte after the colon.
fn named(text: &str, at: usize) -> Option<(FilterField, usize)> {
    let piece = piece(text, at);
    let (name, _) = slice(text, &piece.inner).split_once(':').filter(|_| !piece.quoted)?;
    Some((FilterField::named(name)?, at + name.len() + 1))
}

/// The text in which an amount or a date may stand: up to the next quote, bar or
/// condition. In *över 5 miljoner år:2023* no years are counted.
pub(super) fn range_text(text: &str, at: usize) -> &str {
    let whole = bare(text, at);
    let mut spaces = whole.char_indices().filter(|(_, c)| c.is_whitespace());
    let next = spaces.find(|(space, c)| named(text, at + space + c.len_utf8()).is_some());
    whole.get(..next.map_or(whole.len(), |(space, _)| space)).unwrap_or_default()
}

/// Whether what stands here is no operator, exclusion or condition.
fn is_plain(text: &str, at: usize) -> bool {
    operator(text, at).is_none() && minus(text, at).is_none() && named(text, at).is_none()
}

/// A range that begins here: all of a quoted text, or as much of a bare one as belongs to it.
fn within<T>(text: &str, at: usize, reads: impl Fn(&str) -> Option<(T, usize)>) -> Option<(T, usize)> {
    if !tail(text, at).starts_with(is_quote) {
        let (range, length) = reads(range_text(text, at))?;
        return Some((range, at + length));
    }
    let piece = piece(text, at);
    let inner = slice(text, &piece.inner).trim();
    let (range, length) = reads(inner)?;
    (length == inner.len()).then_some((range, piece.end))
}

/// When the project starts; quoted in any notation, such as *maj 2023*.
fn started(text: &str, at: usize) -> Option<(Condition, usize)> {
    let started = |(range, end): (year::Years, usize)| (Condition::Started { from: range.from, to: range.to }, end);
    let in_quotes = || {
        let piece = piece(text, at);
        let range = year::spelled(slice(text, &piece.inner)).filter(|_| piece.quoted)?;
        Some((range, piece.end))
    };
    within(text, at, year::in_value).or_else(in_quotes).map(started)
}

/// A value or words: what is quoted, else the next word and what belongs to it.
fn worded(text: &str, at: usize, field: FilterField) -> Option<(Condition, usize)> {
    let first = piece(text, at);
    if first.quoted {
        return Some((condition(text, &first.inner, field)?, first.end));
    }
    let mut bytes = trimmed(text, &first.inner)?;
    if field.names_bodies() {
        // "Region Skåne" is a body's name, "Region" alone is none.
        if fold(slice(text, &bytes)) == "region" {
            bytes = next_word(text, bytes.end).map_or(bytes.clone(), |next| bytes.start..next.end);
        }
        let companion = next_word(text, bytes.end).filter(|next| COMPANIONS.contains(&fold(slice(text, next)).as_ref()));
        bytes = companion.map_or(bytes.clone(), |next| bytes.start..next.end);
    }
    Some((condition(text, &bytes, field)?, bytes.end))
}

/// The plain word after spaces.
fn next_word(text: &str, at: usize) -> Option<Range<usize>> {
    let start = text.len() - tail(text, at).trim_start().len();
    let next = piece(text, start);
    let word = trimmed(text, &next.inner).filter(|word| word.start == start);
    word.filter(|_| start > at && !next.quoted && is_plain(text, start))
}

/// A bare value without the brackets and punctuation around it; a plus belongs to it.
fn trimmed(text: &str, bytes: &Range<usize>) -> Option<Range<usize>> {
    let value = slice(text, bytes);
    let left = value.trim_start_matches(|c: char| !c.is_alphanumeric());
    let both = left.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_combining_mark(c) && c != '+');
    let start = bytes.end - left.len();
    (!both.is_empty()).then_some(start..start + both.len())
}

/// What a value asks for, or `None` where it asks for nothing.
fn condition(text: &str, bytes: &Range<usize>, field: FilterField) -> Option<Condition> {
    let value = slice(text, bytes);
    match field {
        FilterField::Owner | FilterField::Name => {
            let words = words::folded(text, bytes);
            (!words.is_empty()).then_some(Condition::Words(words))
        }
        FilterField::Status => {
            let word = fold(value.trim());
            let (code, _) = STATUSES.iter().find(|(_, words)| words.contains(&word.as_ref()))?;
            Some(Condition::Value((*code).to_owned()))
        }
        _ => {
            let words: Vec<&str> = value.split_whitespace().collect();
            value.contains(char::is_alphanumeric).then(|| Condition::Value(words.join(" ")))
        }
    }
}
