//! What is chosen: as chips that take a filter away, and as hidden fields where
//! the form would otherwise lose it.

use super::Tongue;
use super::facets::shown;
use super::format::whole_kronor;
use super::frame::language_field;
use super::histogram::choosing;
use super::links::{Links, is_linkable, without};
use super::texts::{Texts, fill};
use crate::http::params::{DEFAULT_FACET_LIMIT, DEFAULT_LIMIT, SearchParams, sort_name};
use crate::record::date::PartialDate;
use crate::search::{FacetAnswer, FacetOrder, FacetValue, RangeField};

/// A filter and the search without it.
pub struct Chip {
    /// The search without it.
    pub href: String,
    /// What is chosen.
    pub label: String,
    /// Whether it is an exclusion.
    pub excluded: bool,
}

/// How many filters are chosen.
pub fn chosen(params: &SearchParams) -> usize {
    let values: usize = params.selections.iter().map(|selection| selection.include.len() + selection.exclude.len()).sum();
    let granted = params.granted_min.is_some() || params.granted_max.is_some();
    let start = params.start_from.is_some() || params.start_to.is_some();
    values + usize::from(granted) + usize::from(start)
}

/// A chip for each filter.
pub fn chips(params: &SearchParams, facets: &[FacetAnswer], links: &Links<'_>, tongue: Tongue) -> Vec<Chip> {
    if !is_linkable(params) {
        return Vec::new();
    }
    let mut chips = Vec::new();
    for selection in &params.selections {
        let answered = facets.iter().find(|facet| facet.name == selection.facet);
        let mut add = |value: &str, excluded| {
            let named = answered.and_then(|facet| find(facet, value, excluded)).map(|found| shown(&selection.facet, found, tongue).0);
            let label = named.unwrap_or(value);
            let label = if excluded { fill(Texts::of(tongue).not_value, &[("value", label)]) } else { label.to_owned() };
            chips.push(Chip { href: links.search(&without(params, &selection.facet, value, excluded)), label, excluded });
        };
        selection.include.iter().for_each(|value| add(value, false));
        selection.exclude.iter().for_each(|value| add(value, true));
    }
    chips.extend(ranges(params, links, tongue));
    chips
}

/// The chosen value of an answer that a parameter names: as a value, else as a label.
fn find<'a>(facet: &'a FacetAnswer, named: &str, excluded: bool) -> Option<&'a FacetValue> {
    let chosen = || facet.values.iter().filter(|value| if excluded { value.excluded } else { value.selected });
    let folded = named.to_lowercase();
    let by_label = |value: &&FacetValue| [&value.value, &value.label_sv, &value.label_en].iter().any(|name| name.to_lowercase() == folded);
    chosen().find(|value| value.value == named).or_else(|| chosen().find(by_label))
}

/// A chip for each range, naming both ends where both are chosen.
fn ranges(params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Vec<Chip> {
    let t = Texts::of(tongue);
    let kronor = |value: Option<i64>| value.map(|value| whole_kronor(value, tongue));
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string());
    let (from, to) = (date(params.start_from), date(params.start_to));
    let start = match &from {
        Some(day) if from == to => Some(fill(t.starts_in, &[("value", day)])),
        _ => named(from, to, [t.starts_between, t.starts_from, t.starts_to]),
    };
    let granted = named(kronor(params.granted_min), kronor(params.granted_max), [t.granted_between, t.at_least, t.at_most]);
    let chip = |label: Option<String>, field| {
        label.map(|label| Chip { href: links.search(&choosing(field, (None, None), params)), label, excluded: false })
    };
    [chip(granted, RangeField::Granted), chip(start, RangeField::Start)].into_iter().flatten().collect()
}

/// A range in words: between its ends, from the lower, to the upper.
fn named(from: Option<String>, to: Option<String>, [between, least, most]: [&str; 3]) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) => Some(fill(between, &[("from", &from), ("to", &to)])),
        (Some(from), None) => Some(fill(least, &[("value", &from)])),
        (None, Some(to)) => Some(fill(most, &[("value", &to)])),
        (None, None) => None,
    }
}

/// What the form sends beside its boxes and fields: the order, the size of pages,
/// and what is chosen in facets that were not asked to be counted.
pub fn hidden(params: &SearchParams, facets: &[FacetAnswer], tongue: Tongue) -> Vec<(String, String)> {
    let mut hidden: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: String| hidden.push((name.to_owned(), value));
    for selection in &params.selections {
        let answered = facets.iter().find(|facet| facet.name == selection.facet);
        let has = |excluded| answered.is_some_and(|facet| facet.values.iter().any(|v| if excluded { v.excluded } else { v.selected }));
        // A facet that was answered has a box for each of its chosen values.
        if !has(false) {
            selection.include.iter().for_each(|value| add(&selection.facet, value.clone()));
        }
        if !has(true) {
            selection.exclude.iter().for_each(|value| add(&selection.facet, format!("-{value}")));
        }
    }
    if let Some(sort) = params.sort {
        add("sort", sort_name(sort).to_owned());
    }
    if params.limit != DEFAULT_LIMIT {
        add("limit", params.limit.to_string());
    }
    if !params.nearby {
        add("nearby", "0".to_owned());
    }
    if let Some(facets) = &params.facets {
        add("facets", if facets.is_empty() { "none".to_owned() } else { facets.join(",") });
    }
    if params.facet_limit != DEFAULT_FACET_LIMIT {
        add("facet_limit", params.facet_limit.to_string());
    }
    if params.facet_order == FacetOrder::Label {
        add("facet_sort", "label".to_owned());
    }
    hidden.extend(language_field(tongue));
    hidden
}
