//! An owner's page: who they are, what they were granted, and their projects.

use askama::Template;

use super::chart::{Chart, FUND};
use super::format::{about_millions, number};
use super::frame::{Frame, Link};
use super::hits::{FundTag, HitLine};
use super::links::{Links, having};
use super::map::COUNTY;
use super::texts::{Texts, counted, fill};
use super::{PageContext, Tongue, rendered, structured};
use crate::http::params::{MOST_FACET_VALUES, SearchParams};
use crate::record::{Coded, Owner};
use crate::search::{Answer, Bucket, Buckets, FacetOrder, FacetRequest, NumberRequest, RangeField, Request, Sort};

/// Projects on one page of an owner.
pub const PROJECTS_OF_OWNER: usize = 50;

/// The facet that names owners.
const OWNER: &str = "owner";

#[derive(Template)]
#[template(path = "owner.html")]
struct OwnerPage<'a> {
    frame: Frame,
    name: &'a str,
    org_number: Option<&'a str>,
    place: Option<&'a str>,
    former_names: Vec<&'a str>,
    total: String,
    sum: Option<String>,
    /// How many projects the sum is of, where that is not all.
    sum_of: Option<String>,
    years: Option<String>,
    funds: Vec<FundRow>,
    counties: Vec<(Link, String)>,
    chart: Option<Chart>,
    first: usize,
    hits: Vec<HitLine<'a>>,
    previous: Option<String>,
    next: Option<String>,
    search: String,
    json: String,
}

/// A fund, how many of the owner's projects it supports, and with how much.
struct FundRow {
    href: String,
    fund: FundTag,
    projects: String,
    sum: Option<String>,
}

/// What an owner's page asks of a backend.
pub fn owner_request(key: &str, page: usize, request: Request) -> Request {
    let facet = |name: &str| FacetRequest { name: name.to_owned(), limit: MOST_FACET_VALUES, order: FacetOrder::Count, contains: None };
    let by_fund = |field, buckets| NumberRequest {
        sum: Some(RangeField::Granted),
        split: Some(FUND.to_owned()),
        ..NumberRequest::new(field, buckets)
    };
    Request {
        selections: params_of(key).selections,
        // Of all owners only the chosen one is wanted, and that is always answered.
        facets: vec![FacetRequest { limit: 0, ..facet(OWNER) }, facet(FUND), facet(COUNTY)],
        numbers: vec![by_fund(RangeField::Granted, Buckets::Ranges(vec![(None, None)])), by_fund(RangeField::Start, Buckets::Years)],
        sort: Some(Sort::StartDescending),
        page,
        limit: PROJECTS_OF_OWNER,
        nearby: false,
        ..request
    }
}

fn params_of(key: &str) -> SearchParams {
    having(&SearchParams::default(), OWNER, &[key.to_owned()])
}

/// Whether an answer is about the owner of this key; a name finds projects too, but is no address.
pub fn is_owner(answer: &Answer, key: &str) -> bool {
    let chosen = answer.facets.iter().find(|facet| facet.name == OWNER).and_then(|facet| facet.values.iter().find(|value| value.selected));
    chosen.is_some_and(|value| value.value == key) && !answer.hits.is_empty()
}

/// The page of an owner whose projects an answer has; `page` is from 1.
pub fn owner_page(context: &PageContext<'_>, key: &str, page: usize, answer: &Answer) -> String {
    let tongue = context.tongue;
    let t = Texts::of(tongue);
    let links = &context.links();
    let params = &params_of(key);
    let owners = || answer.hits.iter().filter_map(|hit| hit.project.owner.as_ref()).filter(|owner| owner.key == key);
    let unnamed = Owner { key: key.to_owned(), ..Owner::default() };
    let owner = owners().next().unwrap_or(&unnamed);
    let mut former_names: Vec<&str> = owners().flat_map(|owner| &owner.former_names).map(String::as_str).collect();
    former_names.sort_unstable();
    former_names.dedup();
    let of = |field| answer.numbers.iter().find(|counted| counted.field == field);
    let money = of(RangeField::Granted).and_then(|money| money.buckets.first()).filter(|bucket| bucket.sum > 0);
    let last = answer.total.div_ceil(PROJECTS_OF_OWNER);
    let mut frame = Frame::new(context, &owner.name, |links| links.owner_page(key, page));
    frame.noindex = page > 1;
    frame.structured = Some(structured::owner(context, owner));
    rendered(&OwnerPage {
        frame,
        name: &owner.name,
        org_number: owners().find_map(|owner| owner.org_number.as_deref()),
        place: owners().find_map(|owner| owner.place.as_deref()),
        former_names,
        total: number(answer.total),
        sum: money.map(|money| in_millions(money.sum, t, tongue)),
        sum_of: money.filter(|money| money.count < answer.total).map(|money| fill(t.sum_of_some, &[("n", &number(money.count))])),
        years: of(RangeField::Start).and_then(|counted| years(&counted.buckets)),
        funds: funds(answer, money, params, links, tongue),
        counties: counties(answer, params, links, tongue),
        chart: of(RangeField::Start)
            .filter(|counted| counted.buckets.len() > 1)
            .and_then(|counted| Chart::new(counted, params, links, tongue)),
        first: PROJECTS_OF_OWNER * page.saturating_sub(1) + 1,
        hits: answer.hits.iter().map(|hit| HitLine { owner: None, ..HitLine::new(hit, links, tongue) }).collect(),
        previous: (page > 1).then(|| links.owner_page(key, page - 1)),
        next: (page < last).then(|| links.owner_page(key, page + 1)),
        search: links.search(params),
        json: links.search_as_json(params),
    })
}

fn in_millions(ore: i64, t: &Texts, tongue: Tongue) -> String {
    fill(t.sum_in_millions, &[("sum", &about_millions(ore, tongue))]).replace(' ', "\u{a0}")
}

/// The first and last year that a project began in.
fn years(buckets: &[Bucket]) -> Option<String> {
    let year = |bucket: &Bucket| bucket.from.map(|day| crate::index::document::year_of_day(day).to_string());
    let (first, last) = (buckets.first().and_then(year)?, buckets.last().and_then(year)?);
    Some(if first == last { first } else { format!("{first}–{last}") })
}

fn funds(answer: &Answer, money: Option<&Bucket>, params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Vec<FundRow> {
    let t = Texts::of(tongue);
    let values = answer.facets.iter().find(|facet| facet.name == FUND).map(|facet| facet.values.as_slice()).unwrap_or_default();
    let sum = |code: &str| money.and_then(|money| money.parts.iter().find(|part| part.value == code)).map(|part| part.sum);
    let row = |value: &crate::search::FacetValue| FundRow {
        href: links.search(&having(params, FUND, std::slice::from_ref(&value.value))),
        fund: FundTag::new(&Coded { code: value.value.clone(), label: Some(value.label_sv.clone()) }, tongue),
        projects: counted(value.count, t.projects_one, t.projects_many),
        sum: sum(&value.value).filter(|sum| *sum > 0).map(|sum| in_millions(sum, t, tongue)),
    };
    values.iter().map(row).collect()
}

fn counties(answer: &Answer, params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Vec<(Link, String)> {
    let values = answer.facets.iter().find(|facet| facet.name == COUNTY).map(|facet| facet.values.as_slice()).unwrap_or_default();
    let row = |value: &crate::search::FacetValue| {
        let href = links.search(&having(params, COUNTY, std::slice::from_ref(&value.value)));
        (Link { href, label: tongue.pick(&value.label_sv, &value.label_en).to_owned() }, number(value.count))
    };
    values.iter().map(row).collect()
}
