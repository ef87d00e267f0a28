//! The parameters of a search: what stands in the address, checked.
//!
//! The API refuses what it does not know and names the nearest name it does;
//! a page ignores it, since links gather `utm_source` and its like. An empty
//! value is as if absent, because plain forms send every field.

use std::fmt::Write;

use jiff::civil::Date;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::numbers::{self, NUMBERS};
use super::scope::Scope;
use crate::record::date::PartialDate;
use crate::search::query::parse;
use crate::search::{FacetOrder, FacetRequest, Range, RangeField, Request, Selection, Sort};

/// Hits on a page where nothing is said.
pub const DEFAULT_LIMIT: usize = 20;
/// Most hits a page.
pub const MOST_HITS: usize = 100;
/// Deepest hit that can be paged to; beyond that is `export`'s work.
pub const DEEPEST: usize = 10_000;
/// Values of a facet where nothing is said.
pub const DEFAULT_FACET_LIMIT: usize = 20;
/// Most values of a facet.
pub const MOST_FACET_VALUES: usize = 1000;
/// Values chosen in one facet; more are refused.
pub const MOST_CHOSEN: usize = 64;
/// Pairs of a query string; more are refused.
pub const MOST_PAIRS: usize = 512;

/// The parameters that are not facets.
const NAMES: [&str; 14] = [
    "q",
    "scope",
    "view",
    "granted_min",
    "granted_max",
    "start_from",
    "start_to",
    "sort",
    "limit",
    "page",
    "nearby",
    "facets",
    "facet_limit",
    "facet_sort",
];

/// How the orders are written.
pub const SORTS: [(&str, Sort); 7] = [
    ("relevance", Sort::Relevance),
    ("start", Sort::Start),
    ("-start", Sort::StartDescending),
    ("granted", Sort::Granted),
    ("-granted", Sort::GrantedDescending),
    ("name", Sort::Name),
    ("-name", Sort::NameDescending),
];

/// A parameter that cannot be used, and why, in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidParameter {
    /// Its name.
    pub name: String,
    /// The reason, a sentence for the client.
    pub reason: String,
}

/// A search's parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchParams {
    /// What was typed.
    pub q: String,
    /// What a site has fixed.
    pub scope: Scope,
    /// What is chosen, one entry a facet that has any.
    pub selections: Vec<Selection>,
    /// Whole kronor.
    pub granted_min: Option<i64>,
    /// Whole kronor.
    pub granted_max: Option<i64>,
    /// Earliest start.
    pub start_from: Option<PartialDate>,
    /// Latest start.
    pub start_to: Option<PartialDate>,
    /// The order, `None` where nothing is said.
    pub sort: Option<Sort>,
    /// Hits a page.
    pub limit: usize,
    /// From 1.
    pub page: usize,
    /// Whether kindred projects may fill the last page.
    pub nearby: bool,
    /// The facets to count; `None` for all.
    pub facets: Option<Vec<String>>,
    /// Values a facet.
    pub facet_limit: usize,
    /// The order of values.
    pub facet_order: FacetOrder,
}

impl Default for SearchParams {
    fn default() -> Self {
        SearchParams {
            q: String::new(),
            scope: Scope::default(),
            selections: Vec::new(),
            granted_min: None,
            granted_max: None,
            start_from: None,
            start_to: None,
            sort: None,
            limit: DEFAULT_LIMIT,
            page: 1,
            nearby: true,
            facets: None,
            facet_limit: DEFAULT_FACET_LIMIT,
            facet_order: FacetOrder::Count,
        }
    }
}

/// One `name=value` of a query string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The name, decoded.
    pub name: String,
    /// The value, decoded, a plus as a space.
    pub value: String,
    /// The value, decoded, a plus as a plus: `fund=ESF+` means ESF+.
    pub plus_kept: String,
}

impl Pair {
    /// The value as one of a facet. `ESF+` typed by hand arrives with its plus
    /// as a space. Where the value ends in one the plus was meant; inside, a
    /// plus is a form's space.
    fn facet_value(&self) -> String {
        if self.plus_kept.ends_with('+') && self.value.ends_with(' ') { format!("{}+", self.value.trim_end()) } else { self.value.clone() }
    }
}

/// The pairs of a raw query string. Broken percent-encoding is kept as it
/// stands and bytes that are no UTF-8 become U+FFFD, as browsers do.
pub fn pairs(raw: &str) -> Vec<Pair> {
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    raw.split('&')
        .filter(|pair| !pair.is_empty())
        .take(MOST_PAIRS + 1)
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Pair { name: decode(&name.replace('+', " ")), value: decode(&value.replace('+', " ")), plus_kept: decode(value) }
        })
        .collect()
}

/// The last value of a name that is not empty: of a parameter that a page reads by itself.
pub fn said<'a>(pairs: &'a [Pair], name: &str) -> Option<&'a str> {
    pairs.iter().rev().filter(|pair| pair.name == name).map(|pair| pair.value.trim()).find(|value| !value.is_empty())
}

impl SearchParams {
    /// Reads the pairs; `facets` are the names of the declared facets. With
    /// `also` a page or endpoint names parameters of its own that are not read here.
    ///
    /// Every fault is told, not only the first. The parameters are returned too,
    /// read as far as they could be, for a page that goes on.
    pub fn read(pairs: &[Pair], facets: &[&str], also: &[&str]) -> (SearchParams, Vec<InvalidParameter>) {
        let mut params = SearchParams::default();
        let mut invalid = Vec::new();
        if let Some(pair) = pairs.get(MOST_PAIRS) {
            invalid.push(InvalidParameter { name: clip(&pair.name), reason: format!("at most {MOST_PAIRS} parameters are read") });
        }
        for pair in pairs.iter().filter(|pair| !pair.value.is_empty() && !also.contains(&pair.name.as_str())) {
            let read = match pair.name.as_str() {
                "scope" => params.scope.fix(&pair.facet_value(), facets),
                name if facets.contains(&name) => params.select(pair),
                name => params.set(name, &pair.value, facets),
            };
            if let Err(reason) = read {
                invalid.push(InvalidParameter { name: clip(&pair.name), reason });
            }
        }
        if params.limit * params.page > DEEPEST {
            invalid.push(InvalidParameter {
                name: "page".into(),
                reason: format!("limit × page is at most {DEEPEST}; use the export for more"),
            });
            params.page = 1;
        }
        (params, invalid)
    }

    /// Adds a facet value; a leading minus excludes.
    fn select(&mut self, pair: &Pair) -> Result<(), String> {
        let value = pair.facet_value();
        let value = value.trim();
        let at = match self.selections.iter().position(|chosen| chosen.facet == pair.name) {
            Some(at) => at,
            None => {
                self.selections.push(Selection { facet: pair.name.clone(), include: Vec::new(), exclude: Vec::new() });
                self.selections.len() - 1
            }
        };
        let Some(selection) = self.selections.get_mut(at) else { return Ok(()) };
        let (values, value) = match value.strip_prefix('-') {
            Some(rest) => (&mut selection.exclude, rest.trim()),
            None => (&mut selection.include, value),
        };
        if values.len() >= MOST_CHOSEN {
            return Err(format!("at most {MOST_CHOSEN} values of one facet"));
        }
        if !value.is_empty() && !values.iter().any(|known| known == value) {
            values.push(clip(value));
        }
        Ok(())
    }

    fn set(&mut self, name: &str, value: &str, facets: &[&str]) -> Result<(), String> {
        match name {
            "q" => self.q = value.to_owned(),
            "view" => self.scope.name_view(value)?,
            "granted_min" => self.granted_min = Some(kronor(value)?),
            "granted_max" => self.granted_max = Some(kronor(value)?),
            "start_from" => self.start_from = Some(date(value)?),
            "start_to" => self.start_to = Some(date(value)?),
            "sort" => self.sort = Some(sort(value)?),
            "limit" => self.limit = number(value, 0, MOST_HITS)?,
            "page" => self.page = number(value, 1, DEEPEST)?,
            "nearby" => self.nearby = flag(value)?,
            "facets" => self.choose_facet(value, facets)?,
            "facet_limit" => self.facet_limit = number(value, 0, MOST_FACET_VALUES)?,
            "facet_sort" => self.facet_order = facet_order(value)?,
            unknown => return Err(unknown_name(unknown, facets)),
        }
        Ok(())
    }

    /// `facets=none`, or a name, repeated or separated by commas.
    fn choose_facet(&mut self, value: &str, facets: &[&str]) -> Result<(), String> {
        let chosen = self.facets.get_or_insert_default();
        let numbers = NUMBERS.map(|(name, _)| name);
        for name in value.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "none") {
            match facets.iter().chain(&numbers).find(|known| **known == name) {
                Some(_) if chosen.iter().any(|known| known == name) => {}
                Some(known) => chosen.push((*known).to_owned()),
                None => return Err(format!("no facet `{}`; the facets are {}, {}", clip(name), facets.join(", "), numbers.join(", "))),
            }
        }
        Ok(())
    }

    /// What is asked of a backend.
    pub fn request(&self, facets: &[&str], today: Date) -> Request {
        let mut request = Request::new(parse(&self.q), today);
        request.scope = self.scope.filter();
        request.selections = self.selections.clone();
        request.ranges = self.ranges();
        request.sort = self.sort;
        request.page = self.page;
        request.limit = self.limit;
        request.nearby = self.nearby;
        let shown = self.facets.as_ref().or_else(|| self.scope.known_view()?.facets.as_ref());
        let asked = |name: &str| shown.is_none_or(|chosen| chosen.iter().any(|known| known == name));
        request.numbers = NUMBERS.into_iter().filter(|(name, _)| asked(name)).map(|(_, field)| numbers::request(field)).collect();
        request.facets = facets
            .iter()
            .filter(|name| asked(name))
            .map(|name| FacetRequest { name: (*name).to_owned(), limit: self.facet_limit, order: self.facet_order, contains: None })
            .collect();
        request
    }

    fn ranges(&self) -> Vec<Range> {
        let mut ranges = Vec::new();
        if self.granted_min.is_some() || self.granted_max.is_some() {
            let ore = |kronor: i64| kronor.saturating_mul(100);
            ranges.push(Range { field: RangeField::Granted, from: self.granted_min.map(ore), to: self.granted_max.map(ore) });
        }
        if self.start_from.is_some() || self.start_to.is_some() {
            ranges.push(Range::start(self.start_from, self.start_to));
        }
        ranges
    }

    /// The query string of these parameters, without their scope and what is default,
    /// with `&` between the pairs; it reads back as itself. Escaping for HTML is the page's.
    pub fn to_query(&self) -> String {
        let mut query = String::new();
        push(&mut query, "q", &self.q);
        for selection in &self.selections {
            selection.include.iter().for_each(|value| push(&mut query, &selection.facet, value));
            selection.exclude.iter().for_each(|value| push(&mut query, &selection.facet, &format!("-{value}")));
        }
        let shown = |value: Option<i64>| value.map(|v| v.to_string()).unwrap_or_default();
        push(&mut query, "granted_min", &shown(self.granted_min));
        push(&mut query, "granted_max", &shown(self.granted_max));
        push(&mut query, "start_from", &self.start_from.map(|d| d.to_string()).unwrap_or_default());
        push(&mut query, "start_to", &self.start_to.map(|d| d.to_string()).unwrap_or_default());
        push(&mut query, "sort", self.sort.map(sort_name).unwrap_or_default());
        if self.limit != DEFAULT_LIMIT {
            push(&mut query, "limit", &self.limit.to_string());
        }
        if self.page != 1 {
            push(&mut query, "page", &self.page.to_string());
        }
        if !self.nearby {
            push(&mut query, "nearby", "0");
        }
        if let Some(facets) = &self.facets {
            push(&mut query, "facets", if facets.is_empty() { "none".to_owned() } else { facets.join(",") }.as_str());
        }
        if self.facet_limit != DEFAULT_FACET_LIMIT {
            push(&mut query, "facet_limit", &self.facet_limit.to_string());
        }
        if self.facet_order == FacetOrder::Label {
            push(&mut query, "facet_sort", "label");
        }
        query
    }
}

/// Signs that stand for themselves in a query string.
const PLAIN: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Adds a pair; nothing for an empty value.
pub fn push(query: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        let between = if query.is_empty() { "" } else { "&" };
        // Writing to a string cannot fail.
        let _ = write!(query, "{between}{name}={}", utf8_percent_encode(value, &PLAIN));
    }
}

/// How an order is written.
pub fn sort_name(sort: Sort) -> &'static str {
    SORTS.iter().find(|(_, known)| *known == sort).map_or("relevance", |(name, _)| name)
}

/// Whole kronor; spaces between thousands are as people write them.
fn kronor(value: &str) -> Result<i64, String> {
    let digits: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    digits.parse().map_err(|_| "is a whole number of kronor, such as 5000000".to_owned())
}

fn date(value: &str) -> Result<PartialDate, String> {
    value.trim().parse().map_err(|_| "is a date: YYYY, YYYY-MM or YYYY-MM-DD".to_owned())
}

fn sort(value: &str) -> Result<Sort, String> {
    let known = SORTS.iter().find(|(name, _)| *name == value).map(|(_, sort)| *sort);
    known.ok_or_else(|| format!("is one of {}", SORTS.map(|(name, _)| name).join(", ")))
}

fn number(value: &str, least: usize, most: usize) -> Result<usize, String> {
    let read = value.trim().parse().ok().filter(|number| (least..=most).contains(number));
    read.ok_or_else(|| format!("is a whole number from {least} to {most}"))
}

fn flag(value: &str) -> Result<bool, String> {
    match value {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err("is 1 or 0".to_owned()),
    }
}

fn facet_order(value: &str) -> Result<FacetOrder, String> {
    match value {
        "count" => Ok(FacetOrder::Count),
        "label" => Ok(FacetOrder::Label),
        _ => Err("is count or label".to_owned()),
    }
}

fn unknown_name(name: &str, facets: &[&str]) -> String {
    format!("no parameter of this name; did you mean `{}`?", nearest(name, NAMES.iter().chain(facets).copied()))
}

/// The known name that a typed one is most like.
pub fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> &'a str {
    known.min_by_key(|known| distance(known, typed)).unwrap_or_default()
}

/// Edit distance between a known name and the first letters of a typed one.
fn distance(known: &str, typed: &str) -> usize {
    let typed: Vec<char> = typed.chars().take(32).collect();
    let mut row: Vec<usize> = (0..=typed.len()).collect();
    for (line, letter) in known.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        for (column, other) in typed.iter().enumerate() {
            let above = row.get(column + 1).copied().unwrap_or_default();
            let cost = (diagonal + usize::from(letter != *other)).min(above + 1).min(left + 1);
            diagonal = above;
            if let Some(cell) = row.get_mut(column) {
                *cell = left;
            }
            left = cost;
        }
        if let Some(cell) = row.last_mut() {
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// At most as much of a value as an answer should repeat.
pub fn clip(value: &str) -> String {
    value.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FACETS: [&str; 3] = ["fund", "region", "owner"];

    fn read(raw: &str) -> (SearchParams, Vec<InvalidParameter>) {
        SearchParams::read(&pairs(raw), &FACETS, &[])
    }

    #[test]
    fn a_raw_plus_at_the_end_of_a_fund_is_a_plus() {
        for raw in ["fund=ESF+", "fund=ESF%2B"] {
            assert_eq!(read(raw).0.selections[0].include, ["ESF+"], "{raw}");
        }
        assert_eq!(read("region=%C3%96vre+Norrland&fund=-ESF").0.selections[0].include, ["Övre Norrland"]);
        assert_eq!(read("fund=-ESF").0.selections[0].exclude, ["ESF"]);
    }

    #[test]
    fn empty_values_are_absent_and_faults_name_the_parameter() {
        assert_eq!(read("q=&fund=&granted_min=&sort=").0, SearchParams::default());
        for (raw, name) in [
            ("fnd=ESF", "fnd"),
            ("limit=abc", "limit"),
            ("limit=101", "limit"),
            ("page=0", "page"),
            ("page=18446744073709551616", "page"),
            ("limit=100&page=102", "page"),
            ("start_from=2023-13", "start_from"),
            ("sort=bogus", "sort"),
            ("granted_min=1,5", "granted_min"),
            ("facets=nope", "facets"),
        ] {
            let (_, invalid) = read(raw);
            assert_eq!(invalid.first().map(|i| i.name.as_str()), Some(name), "{raw}");
        }
        assert!(read("fnd=ESF").1[0].reason.contains("`fund`"));
        assert!(read("lmit=1").1[0].reason.contains("`limit`"));
    }

    proptest! {
        #[test]
        fn any_query_string_reads_and_writes_back(raw in "[a-z=&%+0-9 -]{0,80}", q in "\\PC{0,40}", value in "[A-Za-zåäö+ &=-]{1,20}") {
            let _ = read(&raw);
            let mut params = SearchParams { q: q.clone(), ..SearchParams::default() };
            // A leading minus excludes, so no value begins with one.
            let value = value.trim_start_matches(['-', ' ']).trim_end().to_owned();
            if !value.is_empty() {
                params.selections.push(Selection { facet: "owner".into(), include: vec![value], exclude: Vec::new() });
            }
            let (again, invalid) = read(&params.to_query());
            prop_assert!(invalid.is_empty());
            prop_assert_eq!(again, params);
        }
    }
}
