//! The start page's ways into the projects: by fund, by county, and by questions that show what can be typed.

use super::Tongue;
use super::facets::shown;
use super::format::number;
use super::frame::Link;
use super::hits::swatch;
use super::links::{Links, having};
use super::texts::Texts;
use crate::http::params::SearchParams;
use crate::search::{FacetAnswer, FacetValue};

/// Rows of each way.
const ROWS: usize = 5;

/// The ways.
pub struct Ways {
    /// The funds with most projects.
    pub funds: Vec<FundWay>,
    /// The counties with most projects, and how many.
    pub counties: Vec<(Link, String)>,
    /// Searches to try.
    pub examples: Vec<Link>,
    /// The overview, where all counties are.
    pub map: String,
}

/// A fund.
pub struct FundWay {
    /// Its projects.
    pub link: Link,
    /// Its name, where that says more than its code.
    pub name: Option<String>,
    /// The class of its colour.
    pub swatch: &'static str,
    /// How many projects it has.
    pub count: String,
}

impl Ways {
    /// The ways into what a search of everything has counted.
    pub fn new(facets: &[FacetAnswer], links: &Links<'_>, tongue: Tongue) -> Self {
        let t = Texts::of(tongue);
        let everything = SearchParams::default();
        let of = |facet: &str, value: &FacetValue| links.search(&having(&everything, facet, std::slice::from_ref(&value.value)));
        let fund = |value: &FacetValue| {
            let (code, name) = shown("fund", value, tongue);
            let link = Link { href: of("fund", value), label: code.to_owned() };
            FundWay { link, name: name.map(str::to_owned), swatch: swatch(code), count: number(value.count) }
        };
        let county = |value: &FacetValue| {
            let label = tongue.pick(&value.label_sv, &value.label_en).to_owned();
            (Link { href: of("county", value), label }, number(value.count))
        };
        let example =
            |q: &&str| Link { href: links.search(&SearchParams { q: (*q).to_owned(), ..SearchParams::default() }), label: (*q).to_owned() };
        Ways {
            funds: most(facets, "fund").map(fund).collect(),
            counties: most(facets, "county").map(county).collect(),
            examples: [t.example_words, t.example_money, t.example_place, t.example_phrase, t.example_without]
                .iter()
                .map(example)
                .collect(),
            map: links.overview(&everything),
        }
    }
}

fn most<'a>(facets: &'a [FacetAnswer], name: &str) -> impl Iterator<Item = &'a FacetValue> + use<'a> {
    let values = facets.iter().find(|facet| facet.name == name).map(|facet| facet.values.as_slice()).unwrap_or_default();
    values.iter().take(ROWS)
}
