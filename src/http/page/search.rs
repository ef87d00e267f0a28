//! The search page: box, filters, hits.

use askama::Template;

use super::chips::{Chip, chips, chosen, hidden};
use super::facets::Filters;
use super::format::number;
use super::frame::Frame;
use super::hits::HitLine;
use super::links::{Links, is_linkable};
use super::paging::{PageLink, SortLink, pages, sorts};
use super::start::Ways;
use super::texts::{Texts, counted, fill};
use super::understood::{Understood, typed_chips};
use super::{PageContext, Tongue, rendered, structured};
use crate::http::params::{DEFAULT_FACET_LIMIT, InvalidParameter, MOST_FACET_VALUES, SearchParams};
use crate::index::fields::Fields;
use crate::search::query::LONGEST_QUERY;
use crate::search::{Answer, FacetRequest, Request};

/// Values of a facet that stand open where nothing is said.
pub const FEW_VALUES: usize = 8;
/// Letters of a query in a heading or a tab; the box has all of it.
const LONGEST_TITLE: usize = 120;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    frame: Frame,
    filters: Filters,
    heading: String,
    showing: Option<String>,
    matching: Option<String>,
    notices: Vec<String>,
    understood: Understood,
    chips: Vec<Chip>,
    nothing: bool,
    sorts: Vec<SortLink>,
    first: usize,
    hits: Vec<HitLine<'a>>,
    nearby: Vec<HitLine<'a>>,
    pages: Vec<PageLink>,
    /// Only on the start page.
    ways: Option<Ways>,
    overview: String,
    json: String,
}

/// The search page of an answer. `ignored` are the parameters that could not be
/// used: those of the page's own fields are told, others are not ours.
pub fn search_page(context: &PageContext<'_>, params: &SearchParams, answer: &Answer, ignored: &[InvalidParameter]) -> String {
    // What the search did not read is not repeated in a hundred links.
    let params = &SearchParams { q: params.q.chars().take(LONGEST_QUERY).collect(), ..params.clone() };
    let tongue = context.tongue;
    let t = Texts::of(tongue);
    let links = &context.links();
    let nothing = answer.total == 0;
    let start = context.embedded.is_none() && is_start(params, ignored);
    let heading = if start { fill(t.all_projects, &[("n", &number(answer.total))]) } else { heading(params, answer.total, t) };
    let mut all_chips = typed_chips(&answer.interpretation, params, links, tongue);
    all_chips.extend(chips(params, &answer.facets, links, tongue));
    rendered(&SearchPage {
        frame: frame(context, params, answer, &heading, ignored),
        filters: Filters::new(params, answer, chosen(params), links, tongue),
        heading,
        showing: showing(params, answer, t),
        matching: matching(answer, t),
        notices: notices(answer, ignored, tongue),
        understood: Understood::new(&answer.interpretation, params, links, tongue),
        chips: all_chips,
        nothing,
        sorts: if nothing { Vec::new() } else { sorts(params, links, t) },
        first: first(params),
        nearby: answer.nearby.iter().map(|hit| HitLine::new(hit, links, tongue)).collect(),
        hits: answer.hits.iter().map(|hit| HitLine::new(hit, links, tongue)).collect(),
        pages: pages(params, answer.total, links, t),
        ways: start.then(|| Ways::new(&answer.facets, links, tongue)),
        overview: links.overview(params),
        json: links.search_as_json(params),
    })
}

/// Whether nothing is asked: the start page.
fn is_start(params: &SearchParams, ignored: &[InvalidParameter]) -> bool {
    ignored.is_empty() && params.to_query().is_empty()
}

/// What the search page asks of a backend: few values of a long list, and every place, since a
/// tree with branches missing is no tree.
pub fn search_request(params: &SearchParams, request: Request) -> Request {
    let fields = Fields::bundled();
    let in_tree =
        |name: &str| fields.facets().any(|facet| facet.name == name && facet.parent.is_some() || facet.parent.as_deref() == Some(name));
    let limit = |asked: &FacetRequest| match params.facet_limit {
        _ if in_tree(&asked.name) => MOST_FACET_VALUES,
        DEFAULT_FACET_LIMIT => FEW_VALUES,
        chosen => chosen,
    };
    let facets = request.facets.into_iter().map(|asked| FacetRequest { limit: limit(&asked), ..asked }).collect();
    Request { facets, ..request }
}

fn frame(context: &PageContext<'_>, params: &SearchParams, answer: &Answer, heading: &str, ignored: &[InvalidParameter]) -> Frame {
    let t = Texts::of(context.tongue);
    let clean = params.to_query().is_empty();
    let at = |links: &Links<'_>| if is_linkable(params) { links.search(params) } else { links.home() };
    let mut frame = Frame::new(context, t.about.trim_end_matches('.'), at);
    if !params.q.trim().is_empty() {
        let count = if answer.total == 0 { t.none.to_lowercase() } else { heading.to_owned() };
        frame.title = fill(t.title_search, &[("q", &clipped(&params.q)), ("count", &count)]);
    } else if !clean {
        frame.title = fill(t.title, &[("page", heading)]);
    }
    // A filtered list is no page of its own to a search engine, and there are endlessly many.
    let start = context.embedded.is_none() && is_start(params, ignored);
    frame.noindex = !start || context.scope.line.is_some();
    frame.here = "search";
    frame.hero = start;
    frame.outside = at(&context.links().outside());
    frame.structured = frame.hero.then(|| structured::site(context));
    frame.q = params.q.clone();
    frame.hidden = hidden(params, &answer.facets, context.tongue);
    let carried = context.embedded.map(|embedded| embedded.fields.as_slice()).unwrap_or_default();
    frame.hidden.extend(context.scope.fields.iter().chain(carried).cloned());
    frame
}

fn heading(params: &SearchParams, total: usize, t: &Texts) -> String {
    match (total, params.q.trim()) {
        (0, "") => t.none.to_owned(),
        (0, q) => fill(t.none_for, &[("q", &clipped(q))]),
        _ => counted(total, t.hits_one, t.hits_many),
    }
}

fn clipped(q: &str) -> String {
    let mut shown: String = q.chars().take(LONGEST_TITLE).collect();
    if shown.len() < q.len() {
        shown.push('…');
    }
    shown
}

/// The number of the first hit shown.
fn first(params: &SearchParams) -> usize {
    params.limit * params.page.saturating_sub(1) + 1
}

fn showing(params: &SearchParams, answer: &Answer, t: &Texts) -> Option<String> {
    if answer.total == 0 || params.limit == 0 {
        return None;
    }
    if answer.hits.is_empty() {
        return Some(t.beyond.to_owned());
    }
    let from = first(params);
    let to = from + answer.hits.len() - 1;
    Some(fill(t.showing, &[("from", &number(from)), ("to", &number(to)), ("total", &number(answer.total))]))
}

fn matching(answer: &Answer, t: &Texts) -> Option<String> {
    let matching = answer.matching;
    (matching.required < matching.of).then(|| fill(t.matching, &[("required", &number(matching.required)), ("of", &number(matching.of))]))
}

fn notices(answer: &Answer, ignored: &[InvalidParameter], tongue: Tongue) -> Vec<String> {
    let t = Texts::of(tongue);
    let told = answer.notices.iter().map(|notice| tongue.pick(&notice.message_sv, &notice.message_en).to_owned());
    let mistyped = ignored.iter().filter_map(|parameter| match parameter.name.as_str() {
        "granted_min" | "granted_max" => Some(t.not_kronor.to_owned()),
        "start_from" | "start_to" => Some(t.not_date.to_owned()),
        _ => None,
    });
    let mut notices: Vec<String> = told.chain(mistyped).collect();
    notices.dedup();
    notices
}
