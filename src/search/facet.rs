//! Facets: what a value is called, which values a text names, and what order they stand in.
//!
//! Within a facet a project needs one of the chosen values, between facets all
//! of them. Each facet is counted as if its own choice were lifted, so the
//! number at a value is the total one gets by choosing that value alone.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::analysis::fold;
use crate::index::FacetEntry;
use crate::index::fields::Field;
use crate::record::date::PartialDate;
use crate::record::vocabulary::Labels;
use crate::record::{Status, Vocabulary};

/// The states of a project, in the order of time; a status' number is its place here.
pub const STATUSES: [Status; 3] = [Status::Coming, Status::Ongoing, Status::Ended];

/// Whether a project has begun and ended, seen from a day. A start alone tells
/// nothing once it has passed: the project may have ended since.
pub fn status(start: Option<PartialDate>, end: Option<PartialDate>, today: Date) -> Option<Status> {
    let days = |date: PartialDate| (date.first_day(), date.last_day());
    status_of_days(start.map(|date| days(date).0), end.map(|date| days(date).1), today)
}

/// The same by the first day of the start and the last of the end, in any unit of days.
pub fn status_of_days<T: PartialOrd>(start: Option<T>, end: Option<T>, today: T) -> Option<Status> {
    match (start, end) {
        (Some(start), _) if start > today => Some(Status::Coming),
        (_, Some(end)) if end < today => Some(Status::Ended),
        (_, Some(_)) => Some(Status::Ongoing),
        _ => None,
    }
}

/// The values of a facet, by number and by every way of naming them.
pub struct FacetValues {
    values: Vec<NamedValue>,
    numbers: HashMap<String, Vec<u64>>,
    vocabulary: Option<&'static str>,
}

/// A value and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedValue {
    /// What is sent to select it.
    pub value: String,
    /// Its label in Swedish.
    pub label_sv: String,
    /// Its label in English.
    pub label_en: String,
    /// The value of the parent facet that it lies in.
    pub parent: Option<String>,
}

impl FacetValues {
    /// The values of a declared facet, as a generation has them.
    pub fn new(declared: &'static Field, entries: &[FacetEntry]) -> Self {
        let vocabulary = declared.vocabulary.as_deref();
        let values: Vec<NamedValue> = if declared.computed {
            STATUSES.iter().map(|status| named(vocabulary, status.code(), status.code())).collect()
        } else {
            entries.iter().map(|entry| named(vocabulary, &entry.value, &entry.label)).collect()
        };
        let mut numbers: HashMap<String, Vec<u64>> = HashMap::new();
        for (number, value) in values.iter().enumerate() {
            for name in [&value.value, &value.label_sv, &value.label_en] {
                let known = numbers.entry(name_key(name)).or_default();
                if !known.contains(&(number as u64)) {
                    known.push(number as u64);
                }
            }
        }
        FacetValues { values, numbers, vocabulary }
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether the generation has no value.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The value of a number.
    pub fn get(&self, number: u64) -> Option<&NamedValue> {
        self.values.get(number as usize)
    }

    /// Every value with its number.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &NamedValue)> {
        self.values.iter().enumerate().map(|(number, value)| (number as u64, value))
    }

    /// The numbers of the values that a text names: a value first, else a label
    /// or alias ignoring case. Several owners can be of one name.
    pub fn resolve(&self, text: &str) -> Vec<u64> {
        if let Some((number, _)) = self.iter().find(|(_, value)| value.value == text) {
            return vec![number];
        }
        let named = self.numbers.get(&name_key(text)).cloned().unwrap_or_default();
        if !named.is_empty() {
            return named;
        }
        // A form's trailing space arrives as a plus; only names without a vocabulary are free of ones that end in it.
        if let Some(bare) = text.strip_suffix('+').filter(|_| self.vocabulary.is_none()) {
            return self.numbers.get(&name_key(bare)).cloned().unwrap_or_default();
        }
        let code = self.code(text);
        code.and_then(|code| self.iter().find(|(_, value)| value.value == code).map(|(number, _)| number)).into_iter().collect()
    }

    /// A text that names no value here, as a value: by the vocabulary where that knows it.
    pub fn absent(&self, text: &str) -> NamedValue {
        let code = self.code(text);
        named(self.vocabulary, code.unwrap_or(text), text)
    }

    /// The code that the vocabulary has for a text.
    fn code(&self, text: &str) -> Option<&'static str> {
        let vocabulary = Vocabulary::bundled();
        match self.vocabulary? {
            "funds" => vocabulary.funds.resolve(text).map(|fund| fund.code.as_str()),
            "regions" => vocabulary.places.resolve_region(text).map(|region| region.code.as_str()),
            "counties" => vocabulary.places.resolve_county(text).map(|county| county.code.as_str()),
            "municipalities" => vocabulary.places.resolve_municipality(text).map(|municipality| municipality.code.as_str()),
            other => labels(other)?.resolve(text),
        }
    }
}

/// The form that two spellings of a name share: case, accents and spaces aside, `+` kept.
fn name_key(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn labels(vocabulary: &str) -> Option<&'static Labels> {
    let all = Vocabulary::bundled();
    match vocabulary {
        "periods" => Some(&all.periods),
        "statuses" => Some(&all.statuses),
        "languages" => Some(&all.languages),
        "source_kinds" => Some(&all.source_kinds),
        _ => None,
    }
}

/// A value with its labels from a vocabulary, else the label its records give.
fn named(vocabulary: Option<&str>, value: &str, label: &str) -> NamedValue {
    let all = Vocabulary::bundled();
    let own = |label_sv: &str, label_en: &str, parent: Option<&str>| NamedValue {
        value: value.to_owned(),
        label_sv: label_sv.to_owned(),
        label_en: label_en.to_owned(),
        parent: parent.map(str::to_owned),
    };
    let found = match vocabulary {
        Some("funds") => all.funds.by_code(value).map(|fund| own(&fund.label_sv, &fund.label_en, None)),
        Some("regions") => all.places.region(value).map(|region| own(&region.label_sv, &region.label_en, None)),
        Some("counties") => all.places.county(value).map(|county| own(&county.label_sv, &county.label_en, Some(&county.region))),
        Some("municipalities") => all.places.municipality(value).map(|place| own(&place.label, &place.label, Some(&place.county))),
        Some(other) => labels(other).and_then(|labels| Some(own(labels.label(value, false)?, labels.label(value, true)?, None))),
        None => None,
    };
    found.unwrap_or_else(|| own(label, label, None))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::fields::Fields;

    fn values(facet: &str, entries: &[(&str, &str)]) -> FacetValues {
        let entries: Vec<FacetEntry> = entries.iter().map(|(v, l)| FacetEntry { value: (*v).into(), label: (*l).into() }).collect();
        FacetValues::new(Fields::bundled().get(facet).expect("declared"), &entries)
    }

    #[test]
    fn esf_plus_is_never_esf() {
        let funds = values("fund", &[("ESF", "ESF"), ("ESF+", "ESF+")]);
        assert_eq!(funds.resolve("ESF"), [0]);
        assert_eq!(funds.resolve("ESF+"), [1]);
        assert_eq!(funds.resolve("esf+"), [1]);
        assert_eq!(funds.resolve("Europeiska socialfonden"), [0]);
        assert_eq!(funds.resolve("ESF plus"), [1]);
        assert!(funds.resolve("ERUF").is_empty());
        assert_eq!(funds.absent("eruf").value, "ERUF");
    }

    #[test]
    fn a_place_is_named_by_code_label_or_alias() {
        let regions = values("region", &[("SE33", "Övre Norrland"), ("SE21", "Småland med öarna")]);
        for text in ["SE33", "övre norrland", "ÖVRE  NORRLAND", "Upper Norrland"] {
            assert_eq!(regions.resolve(text), [0], "{text}");
        }
        assert_eq!(regions.resolve("Småland & Öarna"), [1]);
        assert!(regions.resolve("Atlantis").is_empty());
        assert_eq!(values("county", &[("24", "x")]).get(0).and_then(|c| c.parent.clone()).as_deref(), Some("SE33"));
    }

    #[test]
    fn status_is_seen_from_today() {
        let date = |text: &str| Some(text.parse::<PartialDate>().expect("a date"));
        let today = jiff::civil::date(2024, 6, 1);
        assert_eq!(status(date("2025"), None, today), Some(Status::Coming));
        assert_eq!(status(date("2020"), date("2024-05-31"), today), Some(Status::Ended));
        assert_eq!(status(date("2020"), date("2024-06"), today), Some(Status::Ongoing));
        assert_eq!(status(date("2020"), None, today), None);
        assert_eq!(status(None, date("2030"), today), Some(Status::Ongoing));
        assert_eq!(status(None, None, today), None);
    }
}
