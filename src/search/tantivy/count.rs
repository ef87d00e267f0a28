//! Counting: all facets in one walk over the matches.
//!
//! A document that passes every filter counts for every facet; one that fails
//! the choice in exactly one facet counts for that facet alone, as if its
//! choice were lifted; any other counts for nothing. So no facet needs a
//! search of its own, and every number is exact. Numbers (`numbers`) are counted
//! in the same walk by the same rule.

use tantivy::DocAddress;

use super::filter::{Chosen, Filters, Lifted, Verdict};
use super::numbers::NumberTally;
use super::served::{Facet, Served};
use super::{Deadline, SearchError};
use crate::analysis::{collation, fold};
use crate::search::answer::{FacetAnswer, FacetValue, NumberAnswer};
use crate::search::facet::NamedValue;
use crate::search::request::{FacetOrder, FacetRequest, Request};

/// Documents between two looks at the clock.
const CLOCK: usize = 1 << 14;

/// What a walk over the matches gives.
pub struct Counted {
    /// The documents that pass every filter.
    pub hits: Vec<DocAddress>,
    /// The facets asked for.
    pub facets: Vec<FacetAnswer>,
    /// The numbers asked for.
    pub numbers: Vec<NumberAnswer>,
}

/// The counts of one facet.
struct Tally<'a> {
    asked: &'a FacetRequest,
    facet: usize,
    counts: Vec<usize>,
    missing: usize,
}

/// Filters the matches and counts the facets asked for.
pub fn count(
    matches: &[DocAddress],
    filters: &Filters<'_>,
    request: &Request,
    served: &Served,
    deadline: Deadline,
) -> Result<Counted, SearchError> {
    let mut tallies = Vec::with_capacity(request.facets.len());
    for asked in &request.facets {
        let facet = served.facet(&asked.name)?;
        let size = served.facets.get(facet).map_or(0, |facet| facet.values.len());
        tallies.push(Tally { asked, facet, counts: vec![0; size], missing: 0 });
    }
    let mut numbers = request.numbers.iter().map(|asked| NumberTally::new(asked, served)).collect::<Result<Vec<_>, _>>()?;
    let mut hits = Vec::new();
    for (nth, document) in matches.iter().enumerate() {
        if nth % CLOCK == 0 {
            deadline.check()?;
        }
        match filters.verdict(*document) {
            Verdict::In => {
                hits.push(*document);
                tallies.iter_mut().for_each(|tally| tally.add(filters, *document));
                numbers.iter_mut().for_each(|tally| tally.add(filters, *document));
            }
            Verdict::InBut(Lifted::Facet(facet)) => {
                tallies.iter_mut().filter(|tally| tally.facet == facet).for_each(|tally| tally.add(filters, *document))
            }
            Verdict::InBut(Lifted::Range(field)) => {
                numbers.iter_mut().filter(|tally| tally.counts(field)).for_each(|tally| tally.add(filters, *document))
            }
            Verdict::Out => {}
        }
    }
    let facets = tallies.into_iter().filter_map(|tally| tally.answer(filters, served)).collect();
    let numbers = numbers.into_iter().map(|tally| tally.answer(served)).collect();
    Ok(Counted { hits, facets, numbers })
}

impl Tally<'_> {
    fn add(&mut self, filters: &Filters<'_>, document: DocAddress) {
        let mut has = false;
        filters.values(self.facet, document, &mut |number| {
            has = true;
            if let Some(count) = self.counts.get_mut(number as usize) {
                *count += 1;
            }
        });
        self.missing += usize::from(!has);
    }

    fn answer(self, filters: &Filters<'_>, served: &Served) -> Option<FacetAnswer> {
        let facet = served.facets.get(self.facet)?;
        let chosen = filters.selections.iter().find(|chosen| chosen.facet == self.facet);
        let mut values = self.values(facet, chosen);
        sort(&mut values, self.asked.order);
        let mut unchosen = 0;
        values.retain(|value| {
            unchosen += usize::from(!value.selected && !value.excluded);
            value.selected || value.excluded || unchosen <= self.asked.limit
        });
        Some(FacetAnswer {
            name: facet.declared.name.clone(),
            label_sv: facet.declared.label_sv.clone(),
            label_en: facet.declared.label_en.clone(),
            total_values: self.counts.iter().filter(|count| **count > 0).count(),
            missing: self.missing,
            values,
        })
    }

    /// Values that some match has, and chosen ones also at zero.
    fn values(&self, facet: &Facet, chosen: Option<&Chosen>) -> Vec<FacetValue> {
        let wanted = self.asked.contains.as_deref().map(|text| fold(text).into_owned());
        // Codes of a vocabulary are known by sight (ESF); other values are keys that nobody sees.
        let has_codes = facet.declared.vocabulary.is_some();
        let contains = |value: &NamedValue| {
            let Some(text) = &wanted else { return true };
            let seen = [&value.label_sv, &value.label_en].into_iter().chain(has_codes.then_some(&value.value));
            seen.into_iter().any(|label| fold(label).contains(text.as_str()))
        };
        let is = |numbers: fn(&Chosen) -> &Vec<u64>, number: u64| chosen.is_some_and(|chosen| numbers(chosen).contains(&number));
        let mut values = Vec::new();
        for (number, value) in facet.values.iter() {
            let count = self.counts.get(number as usize).copied().unwrap_or_default();
            let (selected, excluded) = (is(|chosen| &chosen.include, number), is(|chosen| &chosen.exclude, number));
            if selected || excluded || count > 0 && contains(value) {
                values.push(shown(value, count, selected, excluded));
            }
        }
        if let Some(chosen) = chosen {
            values.extend(chosen.absent.iter().map(|value| shown(value, 0, true, false)));
            values.extend(chosen.absent_excluded.iter().map(|value| shown(value, 0, false, true)));
        }
        values
    }
}

fn shown(value: &NamedValue, count: usize, selected: bool, excluded: bool) -> FacetValue {
    FacetValue {
        value: value.value.clone(),
        label_sv: value.label_sv.clone(),
        label_en: value.label_en.clone(),
        count,
        selected,
        excluded,
        parent: value.parent.clone(),
    }
}

/// Most first, or Swedish order; equal ones by label and value, so that the order never changes by chance.
fn sort(values: &mut [FacetValue], order: FacetOrder) {
    values.sort_by_cached_key(|value| {
        let first = match order {
            FacetOrder::Count => std::cmp::Reverse(value.count),
            FacetOrder::Label => std::cmp::Reverse(0),
        };
        (first, collation::sort_key(&value.label_sv), value.value.clone())
    });
}
