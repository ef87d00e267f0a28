//! The overview: what the hits were granted, when and by which fund, and where they are.

use askama::Template;

use super::chart::{Chart, FUND};
use super::chips::{Chip, chips};
use super::format::{about_millions, number};
use super::frame::Frame;
use super::links::without_filters;
use super::map::{COUNTY, CountyMap};
use super::texts::{Texts, counted, fill};
use super::understood::typed_chips;
use super::{PageContext, rendered};
use crate::http::params::{MOST_FACET_VALUES, SearchParams};
use crate::search::{Answer, Buckets, FacetOrder, FacetRequest, NumberRequest, RangeField, Request};

#[derive(Template)]
#[template(path = "overview.html")]
struct OverviewPage {
    frame: Frame,
    lede: String,
    chips: Vec<Chip>,
    clear: String,
    /// The hits themselves.
    hits: String,
    chart: Option<Chart>,
    map: Option<CountyMap>,
}

/// What an overview asks of a backend: a search's numbers without its hits.
pub fn overview_request(request: Request) -> Request {
    let money = NumberRequest {
        sum: Some(RangeField::Granted),
        split: Some(FUND.to_owned()),
        ..NumberRequest::new(RangeField::Start, Buckets::Years)
    };
    let counties = FacetRequest { name: COUNTY.to_owned(), limit: MOST_FACET_VALUES, order: FacetOrder::Count, contains: None };
    // The chosen values of the other facets are named by the answer, so they are asked for too.
    let mut facets = vec![counties];
    facets.extend(request.selections.iter().filter(|chosen| chosen.facet != COUNTY).map(|chosen| FacetRequest {
        name: chosen.facet.clone(),
        limit: 0,
        order: FacetOrder::Count,
        contains: None,
    }));
    let mut numbers: Vec<NumberRequest> = request.numbers.iter().filter(|asked| asked.field == RangeField::Granted).cloned().collect();
    numbers.push(money);
    Request { limit: 0, page: 1, nearby: false, facets, numbers, ..request }
}

/// The overview of an answer.
pub fn overview_page(context: &PageContext<'_>, params: &SearchParams, answer: &Answer) -> String {
    let tongue = context.tongue;
    let t = Texts::of(tongue);
    let links = &context.links();
    let here = &links.on_overview();
    let mut all_chips = typed_chips(&answer.interpretation, params, here, tongue);
    all_chips.extend(chips(params, &answer.facets, here, tongue));
    let of = |field| answer.numbers.iter().find(|counted| counted.field == field);
    let county = answer.facets.iter().find(|facet| facet.name == COUNTY);
    let mut frame = Frame::new(context, t.overview, |links| links.overview(params));
    frame.noindex = !params.to_query().is_empty();
    frame.q.clone_from(&params.q);
    frame.here = "overview";
    rendered(&OverviewPage {
        frame,
        lede: lede(answer, t, tongue),
        chips: all_chips,
        clear: here.search(&without_filters(params)),
        hits: links.search(params),
        chart: of(RangeField::Start).and_then(|counted| Chart::new(counted, params, links, tongue)),
        map: county.and_then(|facet| CountyMap::new(facet, params, links, tongue)),
    })
}

/// How many projects, and what they were granted together.
fn lede(answer: &Answer, t: &Texts, tongue: super::Tongue) -> String {
    let projects = counted(answer.total, t.projects_one, t.projects_many);
    let money = answer.numbers.iter().find(|counted| counted.field == RangeField::Granted && counted.sum > 0);
    match money {
        Some(money) => {
            let with = answer.total.saturating_sub(money.missing);
            let values = [("projects", projects.as_str()), ("sum", &about_millions(money.sum, tongue)), ("with", &number(with))];
            fill(t.overview_lede, &values)
        }
        None => projects,
    }
}
