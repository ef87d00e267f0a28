//! The column of filters: facets as check boxes of the search form, places as one tree.

use askama::Template;

use super::Tongue;
use super::format::number;
use super::frame::Link;
use super::histogram::Histogram;
use super::hits::swatch;
use super::links::{Links, changed, is_linkable, without_filters};
use super::search::FEW_VALUES;
use super::texts::{Texts, counted, fill};
use crate::http::params::{DEFAULT_FACET_LIMIT, MOST_FACET_VALUES, SearchParams};
use crate::record::Vocabulary;
use crate::search::{Answer, FacetAnswer, FacetValue, RangeField};

/// The facet whose values have colours.
const FUND: &str = "fund";

/// Values of a facet that are read through without a field to look for one.
const MANY_VALUES: usize = 15;

/// The column.
pub struct Filters {
    /// Whether it is drawn.
    pub shown: bool,
    /// What most searches are narrowed by: the facets up to the tree of places.
    pub first: Vec<FacetView>,
    /// The other facets that have values.
    pub facets: Vec<FacetView>,
    /// The bars and the fields from and to.
    pub ranges: Vec<RangeView>,
    /// How many filters are chosen, in words.
    pub chosen: Option<String>,
    /// The search without filters.
    pub clear: String,
}

/// One facet, or a tree of several.
pub struct FacetView {
    /// Its name in the declaration; of a tree, that of the roots.
    pub name: String,
    /// Its heading.
    pub label: String,
    /// Whether values lie in values.
    pub tree: bool,
    /// Its values; of a tree, the roots.
    pub values: Vec<ValueView>,
    /// The label of a field to look through the values with, where they are many.
    pub find: Option<String>,
    /// The facet that has more values than are shown.
    pub more_of: Option<String>,
    /// More or fewer values.
    pub more: Option<Link>,
    /// How many hits have none.
    pub missing: Option<String>,
}

/// One value, and those that lie in it.
#[derive(Template)]
#[template(path = "value.html")]
pub struct ValueView {
    /// Unlike that of any other on the page.
    name: String,
    label: String,
    /// The box; a place that only holds others has none.
    tick: Option<Tick>,
    inside: String,
    children: Vec<ValueView>,
    open: bool,
}

/// The check box of a value.
struct Tick {
    name: String,
    value: String,
    note: Option<String>,
    swatch: Option<&'static str>,
    count: String,
    hits_word: &'static str,
    checked: bool,
    excluded: bool,
}

// A value is drawn by its own template, which has escaped it; the tree is values in values.
impl askama::filters::HtmlSafe for ValueView {}

/// Two fields of a range.
pub struct RangeView {
    /// Its heading.
    pub label: &'static str,
    /// Its name, for marks in the page.
    pub name: &'static str,
    /// How many projects lie where.
    pub histogram: Option<Histogram>,
    /// From and to.
    pub fields: [FieldView; 2],
}

/// A field to type in.
pub struct FieldView {
    /// The parameter.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What it holds.
    pub value: String,
}

impl Filters {
    /// The column of an answer. With nothing found it is drawn only where a filter may be the reason.
    pub fn new(params: &SearchParams, answer: &Answer, chosen: usize, links: &Links<'_>, tongue: Tongue) -> Self {
        let t = Texts::of(tongue);
        let mut first: Vec<FacetView> =
            trees(&answer.facets).into_iter().filter_map(|levels| facet(levels, params, links, tongue)).collect();
        let tree = first.iter().position(|facet| facet.tree).map_or(0, |at| at + 1);
        let facets = first.split_off(tree);
        Filters {
            shown: answer.total > 0 || chosen > 0,
            first,
            facets,
            ranges: ranges(params, answer, links, tongue),
            chosen: (chosen > 0).then(|| counted(chosen, t.chosen_one, t.chosen_many)),
            clear: links.search(&without_filters(params)),
        }
    }
}

/// The facets, those whose values lie in the one before them together with it:
/// regions, counties and municipalities are one tree.
fn trees(facets: &[FacetAnswer]) -> Vec<Vec<&FacetAnswer>> {
    let mut trees: Vec<Vec<&FacetAnswer>> = Vec::new();
    for facet in facets {
        let is_parent = |above: &&FacetAnswer| {
            let has = |value: &FacetValue| above.values.iter().any(|known| value.parent.as_ref() == Some(&known.value));
            facet.values.iter().any(has)
        };
        match trees.last_mut() {
            Some(levels) if levels.last().is_some_and(is_parent) => levels.push(facet),
            _ => trees.push(vec![facet]),
        }
    }
    trees
}

fn facet(levels: Vec<&FacetAnswer>, params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Option<FacetView> {
    let t = Texts::of(tongue);
    let root = levels.first()?;
    let tree = levels.len() > 1;
    let values = branches(&levels, tongue);
    let label = if tree { t.place } else { tongue.pick(&root.label_sv, &root.label_en) };
    (!values.is_empty()).then(|| FacetView {
        name: root.name.clone(),
        find: (levels.iter().map(|facet| facet.total_values).sum::<usize>() > MANY_VALUES)
            .then(|| fill(t.find_in, &[("facet", &label.to_lowercase())])),
        more_of: (!tree && left(&levels) > 0).then(|| root.name.clone()),
        label: label.to_owned(),
        tree,
        values,
        more: more(&levels, params, links, t),
        missing: (root.missing > 0).then(|| counted(root.missing, t.missing_one, t.missing_many)),
    })
}

/// A value and the one above that it lies in.
type Lying = (Option<String>, ValueView);

/// The values of the first level with those of the next in them, and so on.
fn branches(levels: &[&FacetAnswer], tongue: Tongue) -> Vec<ValueView> {
    // From the deepest level up: each level takes in the one below it.
    let mut below: Vec<Lying> = Vec::new();
    for facet in levels.iter().rev() {
        let mut here: Vec<Lying> = Vec::with_capacity(facet.values.len());
        for value in &facet.values {
            let children = take_in(&mut below, &value.value);
            here.push((value.parent.clone(), value_view(facet, value, children, tongue)));
        }
        here.append(&mut under_headings(below, tongue));
        below = here;
    }
    below.into_iter().map(|(_, value)| value).collect()
}

fn take_in(below: &mut Vec<Lying>, code: &str) -> Vec<ValueView> {
    below.extract_if(.., |(parent, _)| parent.as_deref() == Some(code)).map(|(_, child)| child).collect()
}

/// Places whose own parent has no count here, under its bare name. Choosing a
/// county leaves the other counties to choose from and takes their regions away.
fn under_headings(mut orphans: Vec<Lying>, tongue: Tongue) -> Vec<Lying> {
    let places = &Vocabulary::bundled().places;
    let mut shown: Vec<Lying> = Vec::new();
    while let Some(code) = orphans.first().map(|(parent, _)| parent.clone().unwrap_or_default()) {
        let region = places.region(&code).map(|region| (tongue.pick(&region.label_sv, &region.label_en), None));
        let county = || places.county(&code).map(|county| (tongue.pick(&county.label_sv, &county.label_en), Some(county.region.clone())));
        match region.or_else(county) {
            Some((label, above)) => shown.push((above, branch(&code, label, None, take_in(&mut orphans, &code), tongue))),
            None => shown.push(orphans.remove(0)),
        }
    }
    shown
}

fn branch(code: &str, label: &str, tick: Option<Tick>, children: Vec<ValueView>, tongue: Tongue) -> ValueView {
    ValueView {
        name: code.to_owned(),
        label: label.to_owned(),
        tick,
        inside: fill(Texts::of(tongue).places_in, &[("place", label)]),
        open: children.iter().any(|child| child.open || child.tick.as_ref().is_some_and(|tick| tick.checked)),
        children,
    }
}

fn value_view(facet: &FacetAnswer, value: &FacetValue, children: Vec<ValueView>, tongue: Tongue) -> ValueView {
    let t = Texts::of(tongue);
    let (shown, note) = shown(&facet.name, value, tongue);
    let tick = Tick {
        name: facet.name.clone(),
        // An excluded value's box is ticked and sends the exclusion: to untick it is to lift it.
        value: if value.excluded { format!("-{}", value.value) } else { value.value.clone() },
        note: note.map(str::to_owned),
        swatch: (facet.name == FUND).then(|| swatch(&value.value)),
        count: number(value.count),
        hits_word: if value.count == 1 { t.hits_word_one } else { t.hits_word_many },
        checked: value.selected || value.excluded,
        excluded: value.excluded,
    };
    let view = branch(&value.value, shown, Some(tick), children, tongue);
    if value.excluded { ValueView { label: fill(t.not_value, &[("value", shown)]), ..view } } else { view }
}

/// What a value is called, and its long name where the short one is the code.
pub fn shown<'a>(facet: &str, value: &'a FacetValue, tongue: Tongue) -> (&'a str, Option<&'a str>) {
    let label = tongue.pick(&value.label_sv, &value.label_en);
    if facet == FUND { (&value.value, (label != value.value).then_some(label)) } else { (label, None) }
}

/// Values that are not shown.
fn left(levels: &[&FacetAnswer]) -> usize {
    levels.iter().map(|facet| facet.total_values.saturating_sub(facet.values.len())).sum()
}

/// The link to all values, or back to the first ones.
fn more(levels: &[&FacetAnswer], params: &SearchParams, links: &Links<'_>, t: &Texts) -> Option<Link> {
    if !is_linkable(params) {
        return None;
    }
    let with = |limit| links.search(&changed(params, |params| params.facet_limit = limit));
    let left = left(levels);
    if left > 0 && params.facet_limit < MOST_FACET_VALUES {
        return Some(Link { href: with(MOST_FACET_VALUES), label: fill(t.show_more, &[("n", &number(left))]) });
    }
    let long = levels.len() == 1 && levels.iter().any(|facet| facet.values.len() > FEW_VALUES);
    (long && params.facet_limit > DEFAULT_FACET_LIMIT).then(|| Link { href: with(DEFAULT_FACET_LIMIT), label: t.show_fewer.to_owned() })
}

/// The ranges that were asked to be counted, and those that are chosen.
fn ranges(params: &SearchParams, answer: &Answer, links: &Links<'_>, tongue: Tongue) -> Vec<RangeView> {
    let t = Texts::of(tongue);
    let counted = |field| answer.numbers.iter().any(|counted| counted.field == field);
    let histogram = |field| {
        let counted = answer.numbers.iter().find(|counted| counted.field == field);
        counted.and_then(|counted| Histogram::new(counted, params, links, tongue))
    };
    let shown = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let date = |value: Option<crate::record::date::PartialDate>| value.map(|value| value.to_string()).unwrap_or_default();
    let field = |name, label, value| FieldView { name, label, value };
    let granted = counted(RangeField::Granted) || params.granted_min.or(params.granted_max).is_some();
    let start = counted(RangeField::Start) || params.start_from.or(params.start_to).is_some();
    let ranges = [
        granted.then(|| RangeView {
            label: t.amount_range,
            name: "granted",
            histogram: histogram(RangeField::Granted),
            fields: [
                field("granted_min", t.amount_from, shown(params.granted_min)),
                field("granted_max", t.amount_to, shown(params.granted_max)),
            ],
        }),
        start.then(|| RangeView {
            label: t.start_range,
            name: "start",
            histogram: histogram(RangeField::Start),
            fields: [field("start_from", t.start_from, date(params.start_from)), field("start_to", t.start_to, date(params.start_to))],
        }),
    ];
    ranges.into_iter().flatten().collect()
}
