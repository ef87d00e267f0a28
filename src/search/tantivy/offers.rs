//! Offers: words of the query that name a place, a fund or a year. They stay
//! words, and are offered as filters.

use super::filter::Filters;
use super::served::Served;
use crate::search::interpretation::UnderstoodFilter;
use crate::search::query::{Query, Word};
use crate::search::request::{Filter, Request};

/// The facets whose values are offered.
const OFFERED: [&str; 4] = ["municipality", "county", "region", "fund"];
/// Words of the longest name that is looked for.
const LONGEST: usize = 4;
/// Years that a project may start in.
const YEARS: std::ops::RangeInclusive<u32> = 1995..=2040;
/// Offers that are made.
const MOST: usize = 4;

/// The filters that words of the query could be.
pub fn offers(request: &Request, filters: &Filters<'_>, served: &Served) -> Vec<UnderstoodFilter> {
    let text = request.query.text.as_str();
    let words: Vec<&Word> = request.query.query.wanted().into_iter().filter_map(word).collect();
    let mut offers: Vec<UnderstoodFilter> = Vec::new();
    let mut from = 0;
    while from < words.len() && offers.len() < MOST {
        let longest = (1..=LONGEST).rev().find_map(|count| {
            let run = words.get(from..from + count)?;
            let found = named(run, text, request, filters, served);
            (!found.is_empty()).then_some((count, found))
        });
        let (count, found) = longest.unwrap_or((1, Vec::new()));
        offers.extend(found);
        from += count;
    }
    offers.truncate(MOST);
    offers
}

fn word(query: &Query) -> Option<&Word> {
    match query {
        Query::Word(word) if !word.quoted => Some(word),
        _ => None,
    }
}

/// What neighbouring words name together.
fn named(run: &[&Word], text: &str, request: &Request, filters: &Filters<'_>, served: &Served) -> Vec<UnderstoodFilter> {
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return Vec::new() };
    let Some(name) = text.get(first.bytes.start..last.bytes.end) else { return Vec::new() };
    // Words with something else between them are no name.
    if name.split_whitespace().count() != run.len() {
        return Vec::new();
    }
    let query = without(text, first.bytes.start, last.bytes.end);
    if let Some(year) = year(name) {
        return vec![UnderstoodFilter {
            text: name.to_owned(),
            field: "year".into(),
            value: year.to_string(),
            label_sv: format!("Start {year}"),
            label_en: format!("Start {year}"),
            applied: false,
            excluded: false,
            query,
        }];
    }
    // An ordinary word in small letters is hardly a place (*vara*, *mark*, *berg*).
    let ordinary = run.len() == 1 && name.chars().all(char::is_lowercase) && served.lexis.compounds.knows(&first.whole);
    if ordinary || name.chars().all(|letter| letter.is_ascii_digit()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for facet in OFFERED {
        let chosen = request.selections.iter().any(|selection| selection.facet == facet && !selection.include.is_empty());
        let Some(values) = served.facets.iter().find(|known| known.declared.name == facet && !chosen) else { continue };
        // What a site's scope leaves out is not offered.
        let lies =
            |number: &u64| request.scope == Filter::Everything || served.facet(facet).is_ok_and(|facet| filters.any_has(facet, *number));
        for value in values.values.resolve(name).into_iter().filter(lies).filter_map(|number| values.values.get(number)) {
            found.push(UnderstoodFilter {
                text: name.to_owned(),
                field: facet.to_owned(),
                value: value.value.clone(),
                label_sv: value.label_sv.clone(),
                label_en: value.label_en.clone(),
                applied: false,
                excluded: false,
                query: query.clone(),
            });
        }
    }
    found
}

fn year(name: &str) -> Option<u32> {
    let year = name.parse().ok().filter(|_| name.len() == 4)?;
    YEARS.contains(&year).then_some(year)
}

/// The text without some of its words, spaces tidied.
fn without(text: &str, start: usize, end: usize) -> String {
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    format!("{} {}", before.trim_end(), after.trim_start()).trim().to_owned()
}
