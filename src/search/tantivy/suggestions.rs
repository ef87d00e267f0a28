//! Suggestions: words, projects, owners and places that a typed text may become.

use super::inside::Inside;
use super::scope::Scope;
use super::served::{Columns, Facet, Served};
use crate::analysis::completion::{Completion, Entry, Exactness, Found};
use crate::analysis::{Analyzer, Language, fold};
use crate::index::learnt::Word;
use crate::search::answer::{Suggestion, SuggestionKind};
use crate::search::lexis::{Frequencies, Level};

/// Letters of the shortest word that is suggested.
const SHORTEST: usize = 3;
/// Words, projects, owners and places of a list, before what is left is filled up.
const SHARES: [(SuggestionKind, usize); 4] =
    [(SuggestionKind::Word, 4), (SuggestionKind::Project, 3), (SuggestionKind::Owner, 2), (SuggestionKind::Place, 2)];
/// Entries that fit, beside which no slip is forgiven.
const ENOUGH: usize = 3;
/// Entries of a kind that are looked at.
const MOST: usize = 24;
/// The facets whose values are places, the nearest first.
const PLACES: [&str; 3] = ["municipality", "county", "region"];

/// What may be suggested.
pub struct Suggestions {
    completion: Completion,
    /// The value behind each entry: an id, a facet's value, a word.
    values: Vec<Value>,
}

struct Value {
    value: String,
    facet: Option<&'static str>,
    /// The value's number in its facet.
    number: u64,
}

impl Suggestions {
    /// Gathers what may be suggested of a generation.
    pub fn new(words: &[Word], names: &[(String, String)], facets: &[Facet], segments: &[Columns], sizes: &[u32]) -> Self {
        let mut entries = Vec::new();
        let mut values = Vec::new();
        let mut add = |text: &str, kind: SuggestionKind, weight: usize, value: &str, facet: Option<(&'static str, u64)>| {
            entries.push(Entry { text: text.to_owned(), kind: kind as u8, weight: weight as u32 });
            let (facet, number) = facet.unzip();
            values.push(Value { value: value.to_owned(), facet, number: number.unwrap_or_default() });
        };
        for word in words.iter().filter(|word| is_suggested(&word.text)) {
            add(&word.text, SuggestionKind::Word, word.projects as usize, &word.text, None);
        }
        for (id, name) in names {
            add(name, SuggestionKind::Project, 1, id, None);
        }
        for (nth, facet) in facets.iter().enumerate() {
            let name = facet.declared.name.as_str();
            let Some(kind) = kind_of(name) else { continue };
            for ((number, value), count) in facet.values.iter().zip(counts(nth, facet, segments, sizes)) {
                add(&value.label_sv, kind, count, &value.value, Some((name, number)));
            }
        }
        Suggestions { completion: Completion::new(entries), values }
    }

    /// What a text may become inside a scope.
    pub fn of(&self, typed: &str, limit: usize, served: &Served, scope: &Scope<'_>) -> Vec<Suggestion> {
        let inside = (!scope.is_everything()).then(|| Inside::new(scope, served, |facet| kind_of(facet).is_some()));
        let inside = inside.as_ref();
        let lies = |entry: usize| inside.is_none_or(|inside| self.inside(entry, inside) > 0);
        // Inside a scope every entry costs a look, so only those of the kinds that are wanted are looked at.
        let words_lie = |entry: usize| inside.is_none() || self.is_of(entry, SuggestionKind::Word) && lies(entry);
        let others_lie = |entry: usize| inside.is_none() || !self.is_of(entry, SuggestionKind::Word) && lies(entry);
        let start = typed.char_indices().rev().find(|(_, letter)| letter.is_whitespace()).map_or(0, |(at, space)| at + space.len_utf8());
        let (before, last) = typed.split_at(start);
        let mut all: Vec<Suggestion> = Vec::new();
        let words = without_slips(self.completion.find_among(last, MOST, &words_lie));
        let others = without_slips(self.completion.find_among(typed, MOST, &others_lie));
        let mut stems: Vec<String> = Vec::new();
        for found in words.iter().filter(|found| self.is(found, SuggestionKind::Word)) {
            let Some(entry) = self.completion.entries().get(found.entry) else { continue };
            let stem = Analyzer::bundled().stem(&entry.text, Language::Swedish);
            // One form of a word is enough.
            if !stems.contains(&stem) {
                let projects = inside.map_or_else(|| served.with(Level::Stem, &stem) as usize, |inside| inside.with_stem(&stem));
                all.push(suggestion(SuggestionKind::Word, format!("{before}{}", entry.text), &entry.text, None, projects, found));
                stems.push(stem);
            }
        }
        for (kind, _) in SHARES.into_iter().skip(1) {
            for found in others.iter().filter(|found| self.is(found, kind)) {
                let (Some(entry), Some(value)) = (self.completion.entries().get(found.entry), self.values.get(found.entry)) else {
                    continue;
                };
                let projects = inside.map_or(entry.weight as usize, |inside| self.inside(found.entry, inside));
                all.push(suggestion(kind, entry.text.clone(), &value.value, value.facet, projects, found));
            }
        }
        shared_out(all, limit)
    }

    fn is(&self, found: &Found, kind: SuggestionKind) -> bool {
        self.is_of(found.entry, kind)
    }

    fn is_of(&self, entry: usize, kind: SuggestionKind) -> bool {
        self.completion.entries().get(entry).is_some_and(|entry| entry.kind == kind as u8)
    }

    /// How many projects inside have what an entry names.
    fn inside(&self, entry: usize, inside: &Inside<'_>) -> usize {
        let (Some(known), Some(value)) = (self.completion.entries().get(entry), self.values.get(entry)) else { return 0 };
        match value.facet {
            Some(facet) => inside.with_value(facet, value.number),
            None if known.kind == SuggestionKind::Word as u8 => inside.with_stem(&Analyzer::bundled().stem(&known.text, Language::Swedish)),
            None => usize::from(inside.has_project(&value.value)),
        }
    }
}

/// What the values of a facet are suggested as.
fn kind_of(facet: &str) -> Option<SuggestionKind> {
    match facet {
        "owner" => Some(SuggestionKind::Owner),
        name if PLACES.contains(&name) => Some(SuggestionKind::Place),
        _ => None,
    }
}

/// Where enough fits as typed, nothing that needs forgiving is shown.
fn without_slips(found: Vec<Found>) -> Vec<Found> {
    let fitting = found.iter().filter(|found| found.exactness != Exactness::Slip).count();
    if fitting < ENOUGH { found } else { found.into_iter().filter(|found| found.exactness != Exactness::Slip).collect() }
}

fn suggestion(kind: SuggestionKind, text: String, value: &str, facet: Option<&'static str>, projects: usize, found: &Found) -> Suggestion {
    let exact = found.exactness == Exactness::Exact;
    Suggestion { kind, text, value: value.to_owned(), facet: facet.map(str::to_owned), projects, exact }
}

/// Each kind's share of the list, then what is left over; kinds stay together.
fn shared_out(all: Vec<Suggestion>, limit: usize) -> Vec<Suggestion> {
    let mut left = limit;
    let mut counts = [0; SHARES.len()];
    // First the shares, then whoever has more.
    for most in [|share: usize| share, |_| MOST] {
        for ((kind, share), count) in SHARES.iter().zip(&mut counts) {
            let there = all.iter().filter(|suggestion| suggestion.kind == *kind).count();
            let more = there.min(most(*share)).saturating_sub(*count).min(left);
            *count += more;
            left -= more;
        }
    }
    let mut shown = Vec::with_capacity(limit);
    for ((kind, _), count) in SHARES.iter().zip(counts) {
        shown.extend(all.iter().filter(|suggestion| suggestion.kind == *kind).take(count).cloned());
    }
    shown
}

/// How many projects have each value of a facet.
fn counts(nth: usize, facet: &Facet, segments: &[Columns], sizes: &[u32]) -> Vec<usize> {
    let mut counts = vec![0; facet.values.len()];
    for (columns, size) in segments.iter().zip(sizes) {
        let Some(Some(column)) = columns.facets.get(nth) else { continue };
        for number in (0..*size).flat_map(|document| column.values_for_doc(document)) {
            if let Some(count) = counts.get_mut(number as usize) {
                *count += 1;
            }
        }
    }
    counts
}

fn is_suggested(word: &str) -> bool {
    word.chars().nth(SHORTEST - 1).is_some() && word.chars().all(char::is_alphabetic) && !Analyzer::bundled().is_filler(&fold(word))
}
