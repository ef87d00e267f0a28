//! The facts of a record, one row each, in the order a reader asks for them.

use super::Tongue;
use super::format::{number, percent, range, sum};
use super::hits::place_label;
use super::links::Links;
use super::texts::{Texts, fill};
use crate::record::{Coded, Place, Project, Vocabulary};

/// Things in a list that stands open: some projects are in all 290 municipalities.
const LONG: usize = 30;

/// A row: what the fact is called and what is known of it.
pub struct Fact {
    /// What it is called.
    pub label: &'static str,
    /// What is known; nothing for a main fact that the source lacks.
    pub items: Vec<Item>,
    /// What opens a list too long to stand open.
    pub folded: Option<String>,
    /// Whether all of it follows from other facts.
    pub derived: bool,
}

/// One thing that is known.
#[derive(Default)]
pub struct Item {
    /// What it is.
    pub text: String,
    /// The projects that share it.
    pub href: Option<String>,
    /// Its code.
    pub note: Option<String>,
    /// Whether it follows from another fact.
    pub derived: bool,
}

impl Item {
    fn plain(text: impl Into<String>) -> Item {
        Item { text: text.into(), ..Item::default() }
    }
}

/// The rows of a project. A fact that is not known has a row only where a reader would miss it.
pub fn facts(project: &Project, links: &Links<'_>, tongue: Tongue) -> Vec<Fact> {
    let t = Texts::of(tongue);
    let always = [t.reference, t.region, t.total_budget];
    rows(project, links, tongue)
        .into_iter()
        .filter(|(label, items)| !items.is_empty() || always.contains(label))
        .map(|(label, items)| Fact {
            label,
            folded: (items.len() > LONG).then(|| fill(t.show_all, &[("n", &number(items.len()))])),
            derived: !items.is_empty() && items.iter().all(|item| item.derived),
            items,
        })
        .collect()
}

/// What a key of a project is called; a key that has no row of its own stands as it is.
pub fn label_of<'a>(key: &'a str, t: &'static Texts) -> &'a str {
    match key {
        "reference" => t.reference,
        "name" => t.name,
        "name_en" => t.name_in_english,
        "description" => t.about_project,
        "description_en" => t.in_english,
        "fund" => t.fund,
        "period" => t.period,
        "programme" => t.programme,
        "programme_area" => t.programme_area,
        "specific_objective" => t.objective,
        "intervention_fields" => t.intervention_fields,
        "owner" => t.owner,
        "partners" => t.partners,
        "region" => t.region,
        "county" => t.county,
        "municipality" => t.municipality,
        "start" => t.starts,
        "end" => t.ends,
        "total_budget" => t.total_budget,
        "granted" => t.granted,
        "cofinancing_rate" => t.rate,
        "participants" | "participants_max" => t.participants,
        "companies" | "companies_max" => t.companies,
        "strategic" => t.strategic,
        "secondary_themes" => t.secondary_themes,
        "language" => t.language,
        other => other,
    }
}

fn rows(project: &Project, links: &Links<'_>, tongue: Tongue) -> Vec<(&'static str, Vec<Item>)> {
    let t = Texts::of(tongue);
    let texts = |values: &[String]| values.iter().map(Item::plain).collect::<Vec<_>>();
    let text = |value: Option<&str>| value.map(Item::plain).into_iter().collect::<Vec<_>>();
    let owner = project.owner.as_ref();
    let owner_link = owner.map(|owner| Item { href: Some(links.owner(&owner.key)), ..Item::plain(&owner.name) });
    vec![
        (t.reference, text(project.reference.as_deref())),
        (t.name_in_english, text(project.name_en.as_deref())),
        (t.owner, owner_link.into_iter().collect()),
        (t.org_number, text(owner.and_then(|owner| owner.org_number.as_deref()))),
        (t.owner_place, text(owner.and_then(|owner| owner.place.as_deref()))),
        (t.partners, texts(&project.partners)),
        (t.region, places("region", &project.region, links, tongue)),
        (t.county, places("county", &project.county, links, tongue)),
        (t.municipality, places("municipality", &project.municipality, links, tongue)),
        (t.period, period(project, links, tongue)),
        (t.programme, project.programme.iter().map(|programme| self::programme(programme, tongue)).collect()),
        (t.programme_area, objective(project, project.programme_area.as_deref(), tongue)),
        (t.objective, objective(project, project.specific_objective.as_deref(), tongue)),
        (t.intervention_fields, project.intervention_fields.iter().map(|field| intervention(project, field, tongue)).collect()),
        (t.total_budget, project.total_budget.iter().map(|amount| Item::plain(sum(amount, tongue).text())).collect()),
        (t.rate, project.cofinancing_rate.map(|rate| Item::plain(percent(rate, tongue))).into_iter().collect()),
        (t.participants, project.participants.map(|least| Item::plain(range(least, project.participants_max))).into_iter().collect()),
        (t.companies, project.companies.map(|least| Item::plain(range(least, project.companies_max))).into_iter().collect()),
        (t.strategic, project.strategic.map(|strategic| Item::plain(if strategic { t.yes } else { t.no })).into_iter().collect()),
        (t.secondary_themes, texts(&project.secondary_themes)),
        (t.language, project.language.iter().map(|code| language(code, tongue)).collect()),
    ]
}

fn places(facet: &str, places: &[Place], links: &Links<'_>, tongue: Tongue) -> Vec<Item> {
    let item = |place: &Place| Item {
        text: place_label(place, tongue).to_owned(),
        href: Some(links.having(facet, &place.code)),
        note: None,
        derived: place.derived,
    };
    places.iter().map(item).collect()
}

fn period(project: &Project, links: &Links<'_>, tongue: Tongue) -> Vec<Item> {
    let Some(code) = project.period.as_deref() else { return Vec::new() };
    let label = Vocabulary::bundled().periods.label(code, tongue.is_english()).unwrap_or(code);
    vec![Item { href: Some(links.having("period", code)), ..Item::plain(label) }]
}

/// A label with its code beside it; an unknown code stands alone.
fn coded(code: &str, label: Option<&str>) -> Item {
    match label.filter(|label| !label.is_empty() && *label != code) {
        Some(label) => Item { note: Some(code.to_owned()), ..Item::plain(label) },
        None => Item::plain(code),
    }
}

fn programme(programme: &Coded, tongue: Tongue) -> Item {
    let known = Vocabulary::bundled().programmes.all().iter().find(|known| known.cci == programme.code);
    coded(&programme.code, known.map(|known| tongue.pick(&known.label_sv, &known.label_en)).or(programme.label.as_deref()))
}

/// An area or objective: its label where the code is known, else what the source wrote.
fn objective(project: &Project, written: Option<&str>, tongue: Tongue) -> Vec<Item> {
    let Some(written) = written else { return Vec::new() };
    let period = project.period.as_deref().unwrap_or_default();
    let known = Vocabulary::bundled().objectives.find(period, written);
    vec![coded(written, known.map(|known| tongue.pick(&known.label_sv, &known.label_en)))]
}

fn intervention(project: &Project, field: &Coded, tongue: Tongue) -> Item {
    let period = project.period.as_deref().unwrap_or_default();
    let english = tongue.is_english().then(|| Vocabulary::bundled().intervention_fields.label_en(period, &field.code)).flatten();
    coded(&field.code, english.or(field.label.as_deref()))
}

fn language(code: &str, tongue: Tongue) -> Item {
    Item::plain(Vocabulary::bundled().languages.label(code, tongue.is_english()).unwrap_or(code))
}
