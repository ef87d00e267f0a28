//! How the search was understood, as the page tells it: respelt words, conditions
//! that stand in the query, synonyms.

use super::Tongue;
use super::chips::Chip;
use super::frame::Link;
use super::links::{Links, changed, is_linkable};
use super::texts::{Texts, fill};
use crate::http::params::SearchParams;
use crate::search::Selection;
use crate::search::interpretation::{CorrectedWord, Expansion, Interpretation, UnderstoodFilter};

/// Terms of one word that are told; the rest is in the API's answer.
const MOST_TOLD: usize = 8;

/// A word that was respelt, or should perhaps be.
pub struct Respelt {
    /// What is said before the link.
    pub text: String,
    /// The other way of searching.
    pub link: Link,
    /// Whether the link is a question to be answered: *Menade du …?*
    pub asks: bool,
}

/// How the search was understood.
pub struct Understood {
    /// Words that were respelt, and proposals.
    pub respelt: Vec<Respelt>,
    /// Conditions that words of the query name, to choose with one click.
    pub offers: Vec<Link>,
    /// What words were expanded to, a line a word.
    pub synonyms: Vec<String>,
}

impl Understood {
    /// What is told of an interpretation.
    pub fn new(interpretation: &Interpretation, params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Self {
        let t = Texts::of(tongue);
        if !is_linkable(params) {
            return Understood { respelt: Vec::new(), offers: Vec::new(), synonyms: Vec::new() };
        }
        let asking = |q: &str| links.search(&changed(params, |params| params.q = q.to_owned()));
        let offered = interpretation.filters.iter().filter(|filter| !filter.applied);
        Understood {
            respelt: interpretation.corrections.iter().map(|correction| respelt(correction, &asking, t)).collect(),
            offers: offered.map(|filter| offer(filter, params, links, tongue)).collect(),
            synonyms: interpretation.synonyms.iter().filter_map(|expansion| synonyms(expansion, t)).collect(),
        }
    }
}

fn respelt(correction: &CorrectedWord, asking: &dyn Fn(&str) -> String, t: &Texts) -> Respelt {
    let values = [("from", correction.from.as_str()), ("to", correction.to.as_str())];
    if correction.applied {
        let link = Link { href: asking(&correction.literal), label: fill(t.search_as_typed, &values) };
        return Respelt { text: fill(t.showing_instead, &values), link, asks: false };
    }
    Respelt { text: t.did_you_mean.to_owned(), link: Link { href: asking(&correction.query), label: correction.query.clone() }, asks: true }
}

fn offer(filter: &UnderstoodFilter, params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Link {
    let chosen = changed(params, |params| {
        params.q.clone_from(&filter.query);
        match filter.field.as_str() {
            "year" => {
                let year = filter.value.parse().ok();
                (params.start_from, params.start_to) = (year, year);
            }
            facet => {
                params.selections.push(Selection { facet: facet.to_owned(), include: vec![filter.value.clone()], exclude: Vec::new() })
            }
        }
    });
    Link { href: links.search(&chosen), label: tongue.pick(&filter.label_sv, &filter.label_en).to_owned() }
}

fn synonyms(expansion: &Expansion, t: &Texts) -> Option<String> {
    if expansion.to.is_empty() {
        return None;
    }
    let mut terms: Vec<&str> = expansion.to.iter().take(MOST_TOLD).map(String::as_str).collect();
    if expansion.to.len() > MOST_TOLD {
        terms.push("…");
    }
    Some(fill(t.also_found_by, &[("word", &expansion.from), ("terms", &terms.join(", "))]))
}

/// A chip for each condition that stands in the query.
pub fn typed_chips(interpretation: &Interpretation, params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Vec<Chip> {
    if !is_linkable(params) {
        return Vec::new();
    }
    let applied = interpretation.filters.iter().filter(|filter| filter.applied);
    applied
        .map(|filter| Chip {
            href: links.search(&changed(params, |params| params.q.clone_from(&filter.query))),
            label: tongue.pick(&filter.label_sv, &filter.label_en).to_owned(),
            excluded: filter.excluded,
        })
        .collect()
}
