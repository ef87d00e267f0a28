//! Sweden's counties, coloured by how many hits they have; each is a link.
//!
//! The number stands in the county and in the table beside the map, so that
//! the colour alone tells nothing.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Tongue;
use super::format::number;
use super::frame::Link;
use super::links::{Links, having, is_linkable};
use super::texts::{Texts, counted};
use crate::http::params::SearchParams;
use crate::record::Vocabulary;
use crate::search::FacetAnswer;

/// The facet that the map shows.
pub const COUNTY: &str = "county";
/// Shades beside that of no hits.
const SHADES: usize = 5;

/// The outlines, as the file has them; where they come from stands in it.
#[derive(Deserialize)]
struct Shapes {
    counties: BTreeMap<String, Shape>,
}

#[derive(Deserialize)]
struct Shape {
    /// Where the number stands.
    label: (i32, i32),
    /// The outline, as an SVG path.
    d: String,
}

static SHAPES: LazyLock<BTreeMap<String, Shape>> = LazyLock::new(|| {
    // The file is compiled in and a test reads it; without it there would be a table and no map.
    let read = serde_json::from_str::<Shapes>(include_str!("../../../web/county-shapes.json"));
    read.map(|shapes| shapes.counties).unwrap_or_default()
});

/// The map and its table.
pub struct CountyMap {
    /// The counties of the map, from the north of the file to its end.
    pub counties: Vec<County>,
    /// What the shades mean, from the lightest: the class and the counts.
    pub legend: Vec<(String, String)>,
    /// Counties with hits, most first: the table.
    pub rows: Vec<(Link, String)>,
}

/// One county of the map.
pub struct County {
    /// Its projects; none where it has no hits.
    pub href: Option<String>,
    /// Its name and count.
    pub spoken: String,
    /// The class of its shade.
    pub shade: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Its outline.
    pub path: &'static str,
    /// Where its number stands.
    pub label: (i32, i32),
    /// Its number.
    pub count: String,
}

impl CountyMap {
    /// The map of a counted facet; none where links would be too long.
    pub fn new(facet: &FacetAnswer, params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Option<Self> {
        if !is_linkable(params) {
            return None;
        }
        let t = Texts::of(tongue);
        let bounds = bounds(&facet.values.iter().map(|value| value.count).collect::<Vec<_>>());
        let places = &Vocabulary::bundled().places;
        let county = |(code, shape): (&String, &'static Shape)| {
            let known = facet.values.iter().find(|value| value.value == *code);
            let count = known.map_or(0, |value| value.count);
            let name = places.county(code).map_or(code.as_str(), |county| tongue.pick(&county.label_sv, &county.label_en));
            County {
                href: (count > 0).then(|| links.search(&of_county(code, params))),
                spoken: format!("{name}: {}", counted(count, t.hits_one, t.hits_many)),
                shade: shade(count, &bounds),
                chosen: known.is_some_and(|value| value.selected),
                path: &shape.d,
                label: shape.label,
                count: number(count),
            }
        };
        let mut found: Vec<_> = facet.values.iter().filter(|value| value.count > 0).collect();
        found.sort_by_key(|value| std::cmp::Reverse(value.count));
        let row = |value: &&crate::search::FacetValue| {
            let label = tongue.pick(&value.label_sv, &value.label_en).to_owned();
            (Link { href: links.search(&of_county(&value.value, params)), label }, number(value.count))
        };
        Some(CountyMap { counties: SHAPES.iter().map(county).collect(), legend: legend(&bounds), rows: found.iter().map(row).collect() })
    }
}

/// The search with this county in place of the chosen places.
fn of_county(code: &str, params: &SearchParams) -> SearchParams {
    having(params, COUNTY, &[code.to_owned()])
}

/// The least and the largest count of each shade: the different counts, dealt out
/// evenly, so that one large county does not make all others pale.
fn bounds(counts: &[usize]) -> Vec<(usize, usize)> {
    let mut different: Vec<usize> = counts.iter().copied().filter(|count| *count > 0).collect();
    different.sort_unstable();
    different.dedup();
    let size = different.len().div_ceil(SHADES).max(1);
    different.chunks(size).filter_map(|chunk| Some((*chunk.first()?, *chunk.last()?))).collect()
}

/// The class of a count's shade; few shades are spread over the scale, the darkest for the most.
fn shade(count: usize, bounds: &[(usize, usize)]) -> String {
    match bounds.iter().position(|(least, most)| (*least..=*most).contains(&count)) {
        Some(nth) => class(nth, bounds.len()),
        None => "m0".to_owned(),
    }
}

fn class(nth: usize, of: usize) -> String {
    format!("m{}", SHADES - (of - 1 - nth) * SHADES / of)
}

fn legend(bounds: &[(usize, usize)]) -> Vec<(String, String)> {
    let told =
        |(least, most): &(usize, usize)| if least == most { number(*least) } else { format!("{}–{}", number(*least), number(*most)) };
    bounds.iter().enumerate().map(|(nth, bound)| (class(nth, bounds.len()), told(bound))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::FacetValue;

    fn facet(counts: &[(&str, usize)]) -> FacetAnswer {
        let value = |(code, count): &(&str, usize)| FacetValue {
            value: (*code).into(),
            label_sv: format!("län {code}"),
            label_en: format!("county {code}"),
            count: *count,
            selected: *code == "25",
            excluded: false,
            parent: None,
        };
        let values: Vec<FacetValue> = counts.iter().map(value).collect();
        FacetAnswer {
            name: COUNTY.into(),
            label_sv: "Län".into(),
            label_en: "County".into(),
            total_values: values.len(),
            missing: 0,
            values,
        }
    }

    #[test]
    fn every_county_has_an_outline() {
        let codes: Vec<&String> = SHAPES.keys().collect();
        assert_eq!(codes.len(), 21);
        assert!(codes.iter().all(|code| Vocabulary::bundled().places.county(code).is_some()), "{codes:?}");
        assert!(
            SHAPES.values().all(|shape| shape.d.bytes().all(|byte| b"MLHVZmlhvz0123456789-. ,".contains(&byte))),
            "paths are only drawn"
        );
    }

    #[test]
    fn a_county_leads_to_its_projects_and_replaces_the_chosen_one() {
        let params = SearchParams::read(&crate::http::params::pairs("q=x&county=25&fund=ESF"), &["county", "fund"], &[]).0;
        let map =
            CountyMap::new(&facet(&[("25", 4), ("01", 9), ("03", 0)]), &params, &Links::new("", Tongue::Swedish), Tongue::Swedish).unwrap();
        let county = |name: &str| map.counties.iter().find(|county| county.spoken.starts_with(name)).unwrap();
        assert_eq!(county("Stockholms").href.as_deref(), Some("/?q=x&county=01&fund=ESF"));
        assert!(county("Norrbottens").chosen && county("Norrbottens").shade != county("Stockholms").shade);
        assert_eq!((county("Uppsala").href.as_deref(), county("Uppsala").shade.as_str()), (None, "m0"));
        assert_eq!(map.rows.iter().map(|(_, count)| count.as_str()).collect::<Vec<_>>(), ["9", "4"]);
    }

    #[test]
    fn shades_are_dealt_out_evenly() {
        assert_eq!(bounds(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 900]), [(1, 2), (3, 4), (5, 6), (7, 8), (9, 900)]);
        assert_eq!(bounds(&[3, 3, 0]), [(3, 3)]);
        assert!(bounds(&[]).is_empty());
        assert_eq!([shade(0, &[(1, 1)]), shade(1, &[(1, 1)])], ["m0", "m5"]);
        assert_eq!(legend(&[(1, 1), (2, 8)]), [("m3".to_owned(), "1".to_owned()), ("m5".to_owned(), "2–8".to_owned())]);
    }
}
