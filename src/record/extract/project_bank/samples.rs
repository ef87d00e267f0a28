//! The sample pages of each bank, read from their text to projects.

use super::extract;
use crate::ingest::text::blocks;
use crate::record::normalise::{Context, normalise};
use crate::record::project::{Amount, Coded, Place, Project};
use crate::record::vocabulary::Vocabulary;

macro_rules! page {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/pages/", $name))
    };
}

/// The projects of a page, and the codes of what was said about them.
fn read(page: &str) -> (Vec<Project>, Vec<String>) {
    let (drafts, mut notices) = extract(&blocks(page)).unwrap_or_default();
    let context = Context { vocabulary: Vocabulary::bundled(), source_name: "prov.txt", keep_personal_data: false };
    let mut projects = Vec::new();
    for draft in drafts {
        let (project, of_project, _) = normalise(draft, &context);
        projects.extend(project);
        notices.extend(of_project);
    }
    (projects, notices.iter().map(|notice| format!("{}@{}", notice.code.code(), notice.line)).collect())
}

fn text(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or("-")
}

fn coded(value: &Option<Coded>) -> &str {
    value.as_ref().map_or("-", |coded| coded.code.as_str())
}

fn money(amount: &Option<Amount>) -> String {
    amount.as_ref().map_or("-".to_owned(), |amount| format!("{:.2} {}", amount.amount_ore as f64 / 100.0, amount.currency))
}

fn places(places: &[Place]) -> String {
    places.iter().map(|place| format!("{}{}", place.label, if place.derived { "?" } else { "" })).collect::<Vec<_>>().join(" ")
}

/// A project in five lines: what it is; whose; when and under what; money; where.
fn shown(project: &Project) -> String {
    let owner = project.owner.as_ref();
    let date = |date: Option<crate::record::date::PartialDate>| date.map_or("-".to_owned(), |date| date.to_string());
    let fields: Vec<&str> = project.intervention_fields.iter().map(|field| field.code.as_str()).collect();
    [
        format!("{} | {} | {} | {}", project.id, text(&project.reference), project.name, text(&project.name_en)),
        format!(
            "{} | {} | {}",
            owner.map_or("-", |owner| owner.name.as_str()),
            owner.map_or("-", |owner| text(&owner.org_number)),
            project.partners.join("; ")
        ),
        format!(
            "{}..{} | {} | {} | {} | {} | {} | {}",
            date(project.start),
            date(project.end),
            coded(&project.fund),
            text(&project.period),
            coded(&project.programme),
            text(&project.programme_area),
            text(&project.specific_objective),
            fields.join(",")
        ),
        format!(
            "{} | {} | {}",
            money(&project.total_budget),
            money(&project.granted),
            project.cofinancing_rate.map_or("-".to_owned(), |r| r.to_string())
        ),
        format!("{} | {} | {}", places(&project.region), places(&project.county), places(&project.municipality)),
    ]
    .join("\n")
}

fn check(page: &str, expected: &[&str], description: (&str, &str), notices: &[&str]) {
    let (projects, said) = read(page);
    let first = projects.first().cloned().unwrap_or_default();
    assert_eq!(shown(&first), expected.join("\n"));
    let body = first.description.unwrap_or_default();
    assert!(body.starts_with(description.0) && body.ends_with(description.1), "{body:?}");
    assert_eq!((projects.len(), said), (1, notices.iter().map(|n| (*n).to_owned()).collect()));
}

#[test]
fn keep_eu() {
    check(
        page!("keep-eu.txt"),
        &[
            "ljusstigen-vinternatten-som-besoksmal-2120009994 | - | Ljusstigen: vinternatten som besöksmål | The Light Trail: winter nights as a destination",
            "Åre kommun | 212000-9994 | MERÅKER FJELLSENTER SA; Fjällvägens ekomuseum",
            "2023-09-01..2026-08-31 | Interreg | 2021-2027 | Interreg Sverige-Norge | (VI-A_S-N_3) Natur och kultur över gränsen | RSO4.6. Culture and tourism | 165",
            "1230750.50 EUR | 492450.30 EUR | -",
            "Mellersta Norrland? | Jämtlands län? | Åre?",
        ],
        ("", ""),
        &[],
    );
}

#[test]
fn kohesio() {
    check(
        page!("kohesio.txt"),
        &[
            "kohesio-q7990001 | Q7990001 | Cold climate test bed for heavy batteries | -",
            "Testbädd Malmfälten AB | - | ",
            "2023-10-01..2026-12-31 | ERUF | 2021-2027 | - | - | - | ",
            "1812400.50 EUR | 724960.20 EUR | 40",
            "Övre Norrland? | Norrbottens län | ",
        ],
        ("The test bed", "twice a year."),
        &[],
    );
    check(
        page!("kohesio-sv.txt"),
        &[
            "esf-2017-09991 | 2017/09991 | Tillbaka i takt | -",
            "Samordningsförbundet Vättervågen | - | ",
            "2018-03-01..2021-06-30 | ESF | 2014-2020 | - | - | - | ",
            "2450300.75 EUR | 1225150.38 EUR | 50",
            " |  | ",
        ],
        ("Den som varit", "arbetsplatsen."),
        &[],
    );
}

#[test]
fn interreg() {
    check(
        page!("interreg.txt"),
        &[
            "skog-utan-grans-torsby-kommun | - | Skog utan gräns | -",
            "Torsby kommun | - | Trysil Utmark SA; Skogslaboratoriet Klarälven; Høgskolen på Vidda",
            "2024-01-01..2026-12-31 | Interreg | 2021-2027 | Interreg Sverige-Norge | Innovation och företagande | - | ",
            "1150000.00 EUR | 420000.00 EUR | -",
            "Norra Mellansverige? | Värmlands län? | Torsby?",
        ],
        ("Skogsägare", "vill se."),
        &[],
    );
}

#[test]
fn a_decision_of_interreg_names_three_projects() {
    let (projects, notices) = read(page!("interreg-decision.txt"));
    let told = |project: &Project| {
        let owner = project.owner.as_ref().map_or("-", |owner| owner.name.as_str());
        format!("{} | {owner} | {} | {}", project.name, money(&project.granted), text(&project.description))
    };
    assert_eq!(
        projects.iter().map(told).collect::<Vec<_>>(),
        [
            "Blå genväg | Varbergs hamn | 612000.00 EUR | Hamnar provar att flytta gods från lastbil till pråm.",
            "Solel på kajen | Energibyrån Vendelsö | 98500.00 EUR | Kajer får solceller som tål saltvatten.",
            "Yrkeslots | Skåne Lärcenter | 1204000.00 EUR | Lotsar hjälper den som vill arbeta på andra sidan sundet.",
        ]
    );
    assert_eq!(notices, Vec::<String>::new());
}

#[test]
fn vinnova() {
    check(
        page!("vinnova.txt"),
        &[
            "vinnova-2023-09991 | 2023-09991 | Droppe för droppe - mätning av läckor i vattennät | -",
            "Rörkollen Sverige AB | - | ",
            "2023-09..2025-08 | Vinnova | 2021-2027 | - | - | - | ",
            "- | 1950000.00 SEK | -",
            " |  | ",
        ],
        ("Syfte och mål", "i stället för veckor."),
        &[],
    );
    check(
        page!("vinnova-decision.txt"),
        &[
            "vinnova-2024-09992 | 2024-09992 | Återbruk av kontorsinredning i tre regioner | -",
            "Möbelkretsen ideell förening | 802400-3330 | Inredningsverkstan i Ådalen AB",
            "2024-06-01..2025-11-30 | Vinnova | 2021-2027 | - | - | - | ",
            "- | 1350000.00 SEK | -",
            " |  | ",
        ],
        ("", ""),
        &[],
    );
}

#[test]
fn esf() {
    check(
        page!("esf-older-crawl.txt"),
        &[
            "esf-22-041-s07 | 22-041-S07 | Språk på verkstan | -",
            "Värnamo kommun | 212000-7774 | ",
            "2023-02-01..2025-12-31 | ESF+ | 2021-2027 | 2021SE05SFPR | A | A1 | 153",
            "- | - | 40",
            "Småland och öarna | Jönköpings län? | Värnamo?",
        ],
        ("Verkstäder", "mellan bänkarna."),
        &[],
    );
    assert_eq!(read(page!("esf-call.txt")).0, []);
}

#[test]
fn no_person_is_left() {
    for page in [page!("vinnova-decision.txt"), page!("esf-table.html")] {
        let projects = format!("{:?}", read(page).0);
        assert!(!projects.contains("Exempel"), "{projects}");
    }
}
