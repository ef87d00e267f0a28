//! The configurator: an editor says what the embedded search holds and how it looks, and copies what to paste.
//!
//! It is a plain form; what it prints is made here, and its preview is the
//! element itself. A colour that could not be read is told and mended.

pub mod colour;
mod snippets;

use askama::Template;

use super::facets::shown;
use super::format::{number, ratio};
use super::frame::Frame;
use super::links::Links;
use super::texts::{Texts, counted, fill};
use super::{PageContext, Tongue, rendered};
use crate::http::embed::module::ELEMENT;
use crate::http::named_views::{Layout, Views};
use crate::http::params::{MOST_FACET_VALUES, Pair, SearchParams, push, said};
use crate::http::scope::add;
use crate::search::{Answer, FacetOrder, FacetRequest, Request};
use colour::{Colour, READABLE};
use snippets::{Snippets, origin};

/// Hits a page where nothing is said: an embedded list is a part of somebody's page.
const FEW: usize = 5;
/// Facets that are shown where nothing is said.
const FACETS: [&str; 2] = ["fund", "status"];
/// Facets that a scope is chosen from; the owner is typed.
const SCOPES: [&str; 3] = ["fund", "county", "municipality"];
/// Letters of the longest label.
const LONGEST_LABEL: usize = 120;

/// The element's own colour on a light ground, `--fondsok-accent` in its stylesheet.
const DEFAULT_ACCENT: Colour = colour::SPRUCE;

/// What an editor has chosen.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the search is limited to, as `scope` and `view` take it.
    pub pinned: Vec<(&'static str, String)>,
    /// The facets to show.
    pub facets: Vec<String>,
    /// The form of hits.
    pub layout: Layout,
    /// Hits a page.
    pub count: usize,
    /// The language of what is embedded.
    pub language: Tongue,
    /// The colour of links and buttons.
    pub accent: Colour,
    /// What they stand on.
    pub ground: Colour,
    /// The label of the box.
    pub label: String,
    /// What stands in the box from the start: in the preview alone.
    pub typed: Option<String>,
}

#[derive(Template)]
#[template(path = "configure.html")]
struct ConfigurePage {
    frame: Frame,
    action: String,
    notices: Vec<String>,
    inside: String,
    views: Vec<Choice>,
    scopes: Vec<Select>,
    owner: String,
    facets: Vec<Choice>,
    layouts: Vec<Choice>,
    languages: Vec<Choice>,
    count: usize,
    label: String,
    default_label: String,
    accent: String,
    ground: String,
    warning: Option<Warning>,
    script: String,
    theme: String,
    /// HTML, made and escaped by this page.
    preview: String,
    preview_language: &'static str,
    snippets: Snippets,
    sentences: [&'static str; 2],
    privacy: String,
}

/// Something to choose, in a list or by a box.
struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// A list of a facet's values.
struct Select {
    name: &'static str,
    label: String,
    all: &'static str,
    choices: Vec<Choice>,
}

/// That a colour cannot be read, and what is used in its place.
struct Warning {
    text: String,
    mended: String,
}

/// What the page asks of a backend: the values that a scope may have, each with how many projects it would leave.
pub fn configure_request(request: Request) -> Request {
    let limit = |name: &str| if SCOPES.contains(&name) { MOST_FACET_VALUES } else { 0 };
    let facets =
        request.facets.into_iter().map(|asked| FacetRequest { limit: limit(&asked.name), order: FacetOrder::Label, ..asked }).collect();
    Request { facets, limit: 1, page: 1, nearby: false, numbers: Vec::new(), ranges: Vec::new(), ..request }
}

/// What is read of a search's parameters before the backend is asked: every facet is counted, whichever are to be shown.
pub fn configure_params(params: &SearchParams) -> SearchParams {
    let (scope, selections) = (params.scope.clone(), params.selections.clone());
    SearchParams { scope, selections, facets: Some(every_facet()), ..SearchParams::default() }
}

fn every_facet() -> Vec<String> {
    crate::index::fields::Fields::bundled().facets().map(|facet| facet.name.clone()).collect()
}

/// The configurator. `params` are the address' own.
pub fn configure_page(context: &PageContext<'_>, pairs: &[Pair], params: &SearchParams, views: &Views, answer: &Answer) -> String {
    let tongue = context.tongue;
    let t = Texts::of(tongue);
    let settings = Settings::read(pairs, params, answer);
    let words = Texts::of(settings.language);
    let query = settings.to_query(pairs, params);
    let mut frame = Frame::new(context, t.embed_title, |links: &Links<'_>| links.configure_as(&query));
    frame.noindex = !params.to_query().is_empty() || context.scope.line.is_some();
    frame.here = "embed";
    let preview = Settings { typed: example(answer), ..settings.clone() };
    rendered(&ConfigurePage {
        action: context.links().configure_form(),
        notices: notices(context, pairs, answer, t),
        inside: counted(answer.total, t.projects_one, t.projects_many),
        views: choices_of_views(views, params, tongue),
        scopes: SCOPES.iter().filter_map(|name| select(name, answer, tongue)).collect(),
        owner: chosen_owner(params),
        facets: facet_choices(&settings, answer, tongue),
        layouts: vec![
            Choice { value: "list".into(), label: t.embed_list.into(), chosen: settings.layout == Layout::List },
            Choice { value: "compact".into(), label: t.embed_compact.into(), chosen: settings.layout == Layout::Compact },
        ],
        languages: vec![
            Choice { value: "sv".into(), label: t.swedish.into(), chosen: !settings.language.is_english() },
            Choice { value: "en".into(), label: t.english.into(), chosen: settings.language.is_english() },
        ],
        count: settings.count,
        label: own_label(pairs).unwrap_or_default(),
        default_label: fill(t.embed_label_default, &[("label", &default_label(answer, settings.language))]),
        accent: settings.accent.to_string(),
        ground: settings.ground.to_string(),
        warning: warning(&settings, tongue),
        script: format!("{}{}", context.base, ELEMENT.immutable()),
        theme: context.links().preview_theme(&theme_query(&settings)),
        preview: snippets::element(&snippets::form(context.base, &preview), &preview),
        preview_language: settings.language.code(),
        snippets: Snippets::new(context.public_url, &settings),
        sentences: [words.embed_accessible, words.embed_accessible_known],
        privacy: fill(words.embed_private, &[("host", &host(context.public_url))]),
        frame,
    })
}

/// The stylesheet of the preview: its ground, and the element's colours.
pub fn preview_theme(pairs: &[Pair]) -> String {
    let (accent, ground) = (colour_of(pairs, "accent").unwrap_or(DEFAULT_ACCENT), colour_of(pairs, "ground").unwrap_or(colour::WHITE));
    let scheme = if ground.is_dark() { "dark" } else { "light" };
    let accent = accent.readable_on(ground);
    format!(
        ".preview-body{{color-scheme:{scheme};background:{ground};color:{};--fondsok-accent:{accent};--fondsok-on-accent:{}}}\n",
        ground.text_on(),
        accent.text_on()
    )
}

impl Settings {
    fn read(pairs: &[Pair], params: &SearchParams, answer: &Answer) -> Settings {
        let language = if said(pairs, "embed_lang") == Some("en") { Tongue::English } else { Tongue::Swedish };
        let mut fixed = params.scope.clone();
        for selection in &params.selections {
            let values = selection.include.iter().map(|value| (value, false)).chain(selection.exclude.iter().map(|value| (value, true)));
            for (value, excluded) in values {
                // One value too many is told by the search itself.
                let _ = add(&mut fixed.fixed, &selection.facet, value, excluded);
            }
        }
        Settings {
            pinned: fixed.pairs(),
            facets: params.facets.clone().unwrap_or_else(|| FACETS.map(str::to_owned).to_vec()),
            layout: said(pairs, "layout").and_then(Layout::of_code).unwrap_or_default(),
            count: if said(pairs, "limit").is_some() { params.limit.max(1) } else { FEW },
            language,
            accent: colour_of(pairs, "accent").unwrap_or(DEFAULT_ACCENT),
            ground: colour_of(pairs, "ground").unwrap_or(colour::WHITE),
            label: own_label(pairs).unwrap_or_else(|| default_label(answer, language)),
            typed: None,
        }
    }

    /// The query string that says the same, without what is fixed already.
    fn to_query(&self, pairs: &[Pair], params: &SearchParams) -> String {
        let chosen = SearchParams { selections: params.selections.clone(), facets: params.facets.clone(), ..SearchParams::default() };
        let mut query = chosen.to_query();
        // The number that a search need not say is another one than here.
        push(&mut query, "limit", &self.count.to_string());
        push(&mut query, "label", &own_label(pairs).unwrap_or_default());
        push(&mut query, "layout", if self.layout == Layout::Compact { "compact" } else { "" });
        push(&mut query, "embed_lang", if self.language.is_english() { "en" } else { "" });
        if self.accent != DEFAULT_ACCENT {
            push(&mut query, "accent", &self.accent.to_string());
        }
        if self.ground != colour::WHITE {
            push(&mut query, "ground", &self.ground.to_string());
        }
        query
    }
}

/// A word that finds something inside the scope: of some project's name.
fn example(answer: &Answer) -> Option<String> {
    let words = |name: &str| name.split(|sign: char| !sign.is_alphabetic()).map(str::to_owned).collect::<Vec<_>>();
    words(&answer.hits.first()?.project.name).into_iter().max_by_key(|word| word.chars().count())
}

/// The label that the editor has typed.
fn own_label(pairs: &[Pair]) -> Option<String> {
    said(pairs, "label").map(|label| label.chars().filter(|sign| !sign.is_control()).take(LONGEST_LABEL).collect())
}

/// *Sök EU-projekt i Jämtlands län*, where exactly one place is chosen.
fn default_label(answer: &Answer, language: Tongue) -> String {
    let t = Texts::of(language);
    let places = ["municipality", "county"].iter().find_map(|name| {
        let facet = answer.facets.iter().find(|facet| facet.name == *name)?;
        let mut chosen = facet.values.iter().filter(|value| value.selected);
        let only = chosen.next().filter(|_| chosen.next().is_none())?;
        Some(language.pick(&only.label_sv, &only.label_en))
    });
    places.map_or_else(|| t.embed_label.to_owned(), |place| fill(t.embed_label_in, &[("place", place)]))
}

fn notices(context: &PageContext<'_>, pairs: &[Pair], answer: &Answer, t: &Texts) -> Vec<String> {
    let unread = ["accent", "ground"].iter().any(|name| said(pairs, name).is_some_and(|text| Colour::read(text).is_none()));
    let host = host(context.public_url);
    let local = ["127.", "localhost", "[::1]"].iter().any(|start| host.starts_with(start));
    let told = [(answer.total == 0, t.embed_nothing), (unread, t.embed_no_colour), (local, t.embed_local)];
    told.into_iter().filter(|(holds, _)| *holds).map(|(_, text)| fill(text, &[("address", context.public_url)])).collect()
}

fn choices_of_views(views: &Views, params: &SearchParams, tongue: Tongue) -> Vec<Choice> {
    let asked = params.scope.view.as_ref().map(|view| view.name());
    let choice = |view: &crate::http::named_views::NamedView| {
        let title = tongue.pick(&view.title_sv, &view.title_en);
        let label = if title.is_empty() { view.name.clone() } else { title.to_owned() };
        Choice { value: view.name.clone(), label, chosen: asked == Some(view.name.as_str()) }
    };
    views.iter().map(choice).collect()
}

fn select(name: &'static str, answer: &Answer, tongue: Tongue) -> Option<Select> {
    let t = Texts::of(tongue);
    let facet = answer.facets.iter().find(|facet| facet.name == name)?;
    let choice = |value: &crate::search::FacetValue| {
        let (label, _) = shown(name, value, tongue);
        Choice { value: value.value.clone(), label: format!("{label} ({})", number(value.count)), chosen: value.selected }
    };
    let all = if name == "fund" { t.all_funds_long } else { t.everywhere };
    Some(Select {
        name,
        label: tongue.pick(&facet.label_sv, &facet.label_en).to_owned(),
        all,
        choices: facet.values.iter().map(choice).collect(),
    })
}

fn chosen_owner(params: &SearchParams) -> String {
    let chosen = params.selections.iter().find(|selection| selection.facet == "owner");
    chosen.and_then(|selection| selection.include.first()).cloned().unwrap_or_default()
}

fn facet_choices(settings: &Settings, answer: &Answer, tongue: Tongue) -> Vec<Choice> {
    let choice = |facet: &crate::search::FacetAnswer| Choice {
        value: facet.name.clone(),
        label: tongue.pick(&facet.label_sv, &facet.label_en).to_owned(),
        chosen: settings.facets.contains(&facet.name),
    };
    answer.facets.iter().map(choice).collect()
}

fn warning(settings: &Settings, tongue: Tongue) -> Option<Warning> {
    let (accent, ground) = (settings.accent, settings.ground);
    let contrast = accent.contrast(ground);
    if contrast >= READABLE {
        return None;
    }
    let t = Texts::of(tongue);
    let mended = accent.readable_on(ground);
    let ratio = |of: f64| ratio(of, tongue);
    Some(Warning {
        text: fill(t.embed_weak, &[("accent", &accent.to_string()), ("ground", &ground.to_string()), ("ratio", &ratio(contrast))]),
        mended: fill(t.embed_mended, &[("colour", &mended.to_string()), ("ratio", &ratio(mended.contrast(ground)))]),
    })
}

fn theme_query(settings: &Settings) -> String {
    let mut query = String::new();
    push(&mut query, "accent", &settings.accent.to_string());
    push(&mut query, "ground", &settings.ground.to_string());
    query
}

fn colour_of(pairs: &[Pair], name: &str) -> Option<Colour> {
    said(pairs, name).and_then(Colour::read)
}

/// The host of an address, with its port.
fn host(url: &str) -> String {
    let origin = origin(url);
    origin.split_once("://").map_or(origin.as_str(), |(_, host)| host).to_owned()
}
