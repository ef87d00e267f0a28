//! The forms that names of places take in running text, and where they occur.
//!
//! A **form** is a name as words, each with or without a capital that it needs;
//! what an occurrence means is for `place_mentions` to judge from what stands around it.

use std::collections::HashMap;

use super::places::{County, Municipality, Region};
use super::words::Word;

/// What a form may mean; positions in the tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) region: Option<usize>,
    pub(super) county: Option<usize>,
    pub(super) municipality: Option<usize>,
}

/// A form found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// Position of its first word.
    pub(super) first: usize,
    /// Position of the word after its last.
    pub(super) after: usize,
    pub(super) reading: Reading,
    /// Whether every word has the capital it needs.
    pub(super) capital: bool,
}

/// All forms by their first word in lower case.
#[derive(Debug, Default)]
pub(super) struct PlaceForms {
    by_first_word: HashMap<String, Vec<Form>>,
}

#[derive(Debug)]
struct Form {
    words: Vec<FormWord>,
    reading: Reading,
}

#[derive(Debug, PartialEq, Eq)]
struct FormWord {
    lower: String,
    case: Case,
}

/// How a word of a form is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Any,
    Capital,
    /// An abbreviation: `VGR`.
    Capitals,
}

/// Words that lose their capital inside a name: *i östra Mellansverige*.
const DIRECTIONS: &[&str] = &["norra", "södra", "östra", "västra", "övre", "mellersta", "nedre", "hela"];

/// Names of the whole country that say in running text that a measure is
/// national; *Sverige* and *hela landet* say mostly something else.
const NATIONAL: &[&str] = &["ESF Nationellt", "Nationellt regionalfondsprogram"];

/// Parts of counties, and areas of several, that texts name like places, with
/// the code of the county or region they lie in. Boundaries of *norra Sverige*
/// differ; in texts about funds it is the programme area of the north.
const AREAS: &[(&str, &str)] = &[
    ("Skaraborg", "14"),
    ("Sjuhärad", "14"),
    ("Fyrbodal", "14"),
    ("Göteborgsregionen", "14"),
    ("Dalsland", "14"),
    ("Bohuslän", "14"),
    ("Skåne Nordost", "12"),
    ("Skåne Nordväst", "12"),
    ("Österlen", "12"),
    ("Södertörn", "01"),
    ("Arlandaregionen", "01"),
    ("Roslagen", "01"),
    ("Södra Lappland", "24"),
    ("Västerbottens inland", "24"),
    ("Tornedalen", "25"),
    ("Malmfälten", "25"),
    ("Siljan", "20"),
    ("Höga Kusten", "22"),
    ("Höglandet", "06"),
    ("Norra Sverige", "SE33"),
    ("Nordens Gröna Bälte", "SE32"),
    ("Småland", "SE21"),
];

impl PlaceForms {
    pub(super) fn of(regions: &[Region], counties: &[County], municipalities: &[Municipality]) -> PlaceForms {
        let mut forms = PlaceForms::default();
        for (position, region) in regions.iter().enumerate() {
            for name in [&region.label_sv, &region.label_en].into_iter().chain(&region.aliases) {
                let named = if region.code == "SE" { NATIONAL.contains(&name.as_str()) } else { !lists_counties(name, counties) };
                if named {
                    forms.add(name, |reading| reading.region = Some(position));
                    if let Some(form) = genitive(name).filter(|_| region.code != "SE") {
                        forms.add(&form, |reading| reading.region = Some(position));
                    }
                }
            }
        }
        for (name, code) in AREAS {
            let forms_of = |name: &str| [Some(name.to_owned()), genitive(name)].into_iter().flatten().collect::<Vec<_>>();
            let county = counties.iter().position(|county| county.code == *code);
            let region = regions.iter().position(|region| region.code == *code);
            for name in forms_of(name) {
                forms.add(&name, |reading| {
                    reading.county = reading.county.or(county);
                    reading.region = reading.region.or(region);
                });
            }
        }
        for (position, county) in counties.iter().enumerate() {
            for name in county_forms(county) {
                forms.add(&name, |reading| reading.county = Some(position));
            }
        }
        for (position, municipality) in municipalities.iter().enumerate() {
            for name in municipality_forms(municipality) {
                forms.add(&name, |reading| reading.municipality = Some(position));
            }
        }
        forms
    }

    fn add(&mut self, name: &str, mark: impl Fn(&mut Reading)) {
        let words = form_words(name);
        let Some(first) = words.first() else { return };
        let forms = self.by_first_word.entry(first.lower.clone()).or_default();
        let same = |form: &&mut Form| form.words.iter().map(|w| &w.lower).eq(words.iter().map(|w| &w.lower));
        if let Some(form) = forms.iter_mut().find(same) {
            mark(&mut form.reading);
            return;
        }
        let mut reading = Reading::default();
        mark(&mut reading);
        forms.push(Form { words, reading });
    }

    /// The longest form at each word, none overlapping another.
    pub(super) fn occurrences(&self, text: &str, words: &[Word<'_>]) -> Vec<Occurrence> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            match self.longest(text, rest) {
                Some((form, capital)) => {
                    found.push(Occurrence { first: at, after: at + form.words.len(), reading: form.reading, capital });
                    at += form.words.len();
                }
                None => at += 1,
            }
        }
        found
    }

    fn longest(&self, text: &str, words: &[Word<'_>]) -> Option<(&Form, bool)> {
        let first = words.first()?;
        // No word of a place's name is longer, in bytes.
        if first.text.len() > 40 {
            return None;
        }
        let forms = self.by_first_word.get(&first.text.to_lowercase())?;
        let fits = |form: &&Form| form.fits(text, words);
        let form = forms.iter().filter(fits).max_by_key(|form| form.words.len())?;
        let capital = form.words.iter().zip(words).all(|(wanted, word)| wanted.has_case_of(word));
        Some((form, capital))
    }

    /// What a whole name means, given in lower case.
    pub(super) fn reading_of(&self, name: &str) -> Option<Reading> {
        let forms = self.by_first_word.get(name)?;
        forms.iter().find(|form| form.words.len() == 1).map(|form| form.reading)
    }
}

impl Form {
    fn fits(&self, text: &str, words: &[Word<'_>]) -> bool {
        let Some(words) = words.get(..self.words.len()) else { return false };
        let same = self.words.iter().zip(words).all(|(wanted, word)| wanted.lower == word.text.to_lowercase());
        same && words.windows(2).all(|pair| matches!(pair, [a, b] if text.get(a.end..b.start).is_some_and(joins_name)))
    }
}

impl FormWord {
    fn has_case_of(&self, word: &Word<'_>) -> bool {
        match self.case {
            Case::Any => true,
            Case::Capital => word.is_capitalised(),
            Case::Capitals => word.is_all_capitals(),
        }
    }
}

/// Whether two words of one name may have this between them.
fn joins_name(gap: &str) -> bool {
    matches!(gap, " " | "\u{a0}" | "-" | "\u{2010}" | "\u{2011}" | "\u{2013}" | " & " | " - " | " \u{2013} ")
}

fn form_words(name: &str) -> Vec<FormWord> {
    let words = super::words::words(name);
    let several_capitals = words.iter().filter(|word| word.is_capitalised()).count() > 1;
    let case = |word: &Word<'_>| match word {
        _ if !word.is_capitalised() => Case::Any,
        _ if several_capitals && DIRECTIONS.contains(&word.text.to_lowercase().as_str()) => Case::Any,
        _ if word.is_all_capitals() => Case::Capitals,
        _ => Case::Capital,
    };
    words.iter().map(|word| FormWord { lower: word.text.to_lowercase(), case: case(word) }).collect()
}

/// Whether a region's alias names its counties (*Skåne och Blekinge*, *Stockholms
/// län*): in running text the counties themselves are meant, which says more.
fn lists_counties(name: &str, counties: &[County]) -> bool {
    if counties.iter().any(|county| county.label_sv == name) {
        return true;
    }
    let is_county = |part: &str| part.ends_with('-') || counties.iter().any(|c| c.short_sv == part || c.aliases.iter().any(|a| a == part));
    name.contains(" och ") && name.split(" och ").all(is_county)
}

fn genitive(name: &str) -> Option<String> {
    (!name.ends_with(['s', 'x', 'z'])).then(|| format!("{name}s"))
}

fn county_forms(county: &County) -> Vec<String> {
    let mut forms = vec![county.short_sv.clone(), county.label_en.clone()];
    forms.extend(genitive(&county.short_sv));
    forms.extend(county.label_sv.strip_suffix(" län").map(str::to_owned));
    for alias in county.aliases.iter().filter(|alias| !alias.ends_with(" kommun")) {
        forms.extend(genitive(alias));
        forms.push(alias.clone());
    }
    forms
}

fn municipality_forms(municipality: &Municipality) -> Vec<String> {
    let mut forms = vec![municipality.label.clone()];
    forms.extend(genitive(&municipality.label));
    forms.extend(municipality.official.strip_suffix(" kommun").map(str::to_owned));
    for alias in municipality.aliases.iter().filter(|alias| !alias.ends_with(" stad") && !alias.starts_with("Region ")) {
        forms.extend(genitive(alias));
        forms.push(alias.clone());
    }
    forms
}
