//! Counting numbers: how many of the matches lie in each bucket of an amount or a date.
//!
//! A bucket is a range as a searcher chooses it and is compared by the same
//! function, so that its count is the total after the click. Each bucket can
//! be split by a facet, and sum up another number, for a chart.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tantivy::DocAddress;

use super::SearchError;
use super::filter::{Filters, overlaps};
use super::served::Served;
use crate::index::document::{day_number, year_of_day};
use crate::search::answer::{Bucket, NumberAnswer, Part};
use crate::search::request::{Buckets, NumberRequest, RangeField};

/// Years between the first and the last that are filled up with empty buckets;
/// a slip of the pen in a source shall not make a chart of centuries.
const MOST_YEARS: usize = 60;

/// The counts of one number.
pub struct NumberTally<'a> {
    asked: &'a NumberRequest,
    /// The facet that buckets are split by.
    split: Option<usize>,
    missing: usize,
    min: Option<i64>,
    max: Option<i64>,
    sum: i64,
    /// By place among the given ranges, or by year.
    buckets: BTreeMap<i64, Tally>,
}

/// The counts of one bucket.
#[derive(Default)]
struct Tally {
    whole: Counted,
    parts: BTreeMap<u64, Counted>,
}

/// Projects, and the sum over them.
#[derive(Default)]
struct Counted {
    count: usize,
    sum: i64,
}

impl Counted {
    fn add(&mut self, summand: i64) {
        self.count += 1;
        self.sum = self.sum.saturating_add(summand);
    }
}

impl<'a> NumberTally<'a> {
    /// Nothing counted yet.
    pub fn new(asked: &'a NumberRequest, served: &Served) -> Result<Self, SearchError> {
        let split = asked.split.as_deref().map(|facet| served.facet(facet)).transpose()?;
        Ok(NumberTally { asked, split, missing: 0, min: None, max: None, sum: 0, buckets: BTreeMap::new() })
    }

    /// Whether it counts a field.
    pub fn counts(&self, field: RangeField) -> bool {
        self.asked.field == field
    }

    /// Counts a document.
    pub fn add(&mut self, filters: &Filters<'_>, document: DocAddress) {
        let Some(span) = filters.span(self.asked.field, document) else {
            self.missing += 1;
            return;
        };
        self.min = Some(self.min.map_or(span.0, |min| min.min(span.0)));
        self.max = Some(self.max.map_or(span.1, |max| max.max(span.1)));
        self.sum = self.sum.saturating_add(span.0);
        let summand = self.asked.sum.and_then(|field| filters.span(field, document)).map_or(0, |(summand, _)| summand);
        for key in self.keys(span) {
            let tally = self.buckets.entry(key).or_default();
            tally.whole.add(summand);
            if let Some(facet) = self.split {
                filters.values(facet, document, &mut |number| tally.parts.entry(number).or_default().add(summand));
            }
        }
    }

    /// The buckets that a value lies in.
    fn keys(&self, span: (i64, i64)) -> Vec<i64> {
        match &self.asked.buckets {
            Buckets::Ranges(ranges) => (0..).zip(ranges).filter(|(_, (from, to))| overlaps(span, *from, *to)).map(|(key, _)| key).collect(),
            // A partial date spans no more than the year it names.
            Buckets::Years => vec![year_of_day(span.0)],
        }
    }

    /// What was counted.
    pub fn answer(mut self, served: &Served) -> NumberAnswer {
        let ends: Vec<(i64, Option<i64>, Option<i64>)> = match &self.asked.buckets {
            Buckets::Ranges(ranges) => (0..).zip(ranges).map(|(key, (from, to))| (key, *from, *to)).collect(),
            Buckets::Years => years(&self.buckets).into_iter().map(|year| (year, edge(year), edge(year + 1).map(|day| day - 1))).collect(),
        };
        let mut bucket = |(key, from, to)| {
            let Tally { whole, parts } = self.buckets.remove(&key).unwrap_or_default();
            let parts = parts.into_iter().filter_map(|(number, counted)| part(served, self.split?, number, counted)).collect();
            Bucket { from, to, count: whole.count, sum: whole.sum, parts }
        };
        let buckets = ends.into_iter().map(&mut bucket).collect();
        NumberAnswer { field: self.asked.field, missing: self.missing, min: self.min, max: self.max, sum: self.sum, buckets }
    }
}

fn part(served: &Served, facet: usize, number: u64, counted: Counted) -> Option<Part> {
    let value = served.facets.get(facet)?.values.get(number)?;
    let Counted { count, sum } = counted;
    Some(Part { value: value.value.clone(), label_sv: value.label_sv.clone(), label_en: value.label_en.clone(), count, sum })
}

/// The years to answer: all from the first to the last, or those that projects have where these lie far apart.
fn years(found: &BTreeMap<i64, Tally>) -> Vec<i64> {
    match (found.first_key_value(), found.last_key_value()) {
        (Some((first, _)), Some((last, _))) if last - first < MOST_YEARS as i64 => (*first..=*last).collect(),
        _ => found.keys().copied().collect(),
    }
}

/// The first day of a year.
fn edge(year: i64) -> Option<i64> {
    i16::try_from(year).ok().and_then(|year| Date::new(year, 1, 1).ok()).map(day_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_between_are_filled_unless_they_are_centuries() {
        let found = |years: &[i64]| years.iter().map(|year| (*year, Tally::default())).collect();
        assert_eq!(years(&found(&[2014, 2017])), [2014, 2015, 2016, 2017]);
        assert_eq!(years(&found(&[202, 2017])), [202, 2017]);
        assert!(years(&found(&[])).is_empty());
        assert_eq!((edge(1970), edge(40_000)), (Some(0), None));
    }
}
