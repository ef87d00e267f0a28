use super::*;
use crate::http::params::{SearchParams, pairs};
use crate::record::{Amount, Coded, Owner, Place, Project, Source};
use crate::search::answer::{Passage, Similar, Span, Why};
use crate::search::clause::How;
use crate::search::interpretation::{CorrectedWord, Expansion, Interpretation, UnderstoodFilter};
use crate::search::{Answer, FacetAnswer, FacetValue, Hit, Matching, SearchNotice};

const HOSTILE: &str = "<script>alert(\"1\")</script>&'";

fn generation() -> GenerationInfo {
    GenerationInfo { id: "g".into(), projects: 1234, created: "2026-11-23T10:00:00Z".into(), data_date: None, sample: true }
}

fn value(value: &str, label: &str, count: usize, parent: Option<&str>) -> FacetValue {
    FacetValue {
        value: value.into(),
        label_sv: label.into(),
        label_en: label.into(),
        count,
        selected: false,
        excluded: false,
        parent: parent.map(str::to_owned),
    }
}

fn facet(name: &str, values: Vec<FacetValue>) -> FacetAnswer {
    FacetAnswer { name: name.into(), label_sv: name.into(), label_en: name.into(), total_values: values.len(), missing: 0, values }
}

fn hostile_project() -> Project {
    let source = Source { url: Some(format!("javascript:{HOSTILE}")), name: HOSTILE.into(), line: 3, ..Source::default() };
    Project {
        id: "x-1".into(),
        name: HOSTILE.into(),
        name_en: Some(HOSTILE.into()),
        description: Some(HOSTILE.into()),
        language: Some("en".into()),
        fund: Some(Coded { code: HOSTILE.into(), label: Some(HOSTILE.into()) }),
        owner: Some(Owner {
            key: HOSTILE.into(),
            name: HOSTILE.into(),
            former_names: vec![HOSTILE.into()],
            org_number: None,
            place: Some(HOSTILE.into()),
        }),
        partners: vec![HOSTILE.into()],
        county: vec![Place { code: HOSTILE.into(), label: HOSTILE.into(), derived: true }],
        granted: Some(Amount { amount_ore: 180_000_000, currency: HOSTILE.into(), approximate: true }),
        source: source.clone(),
        sources: vec![source],
        ..Project::default()
    }
}

fn hostile_interpretation() -> Interpretation {
    let text = || HOSTILE.to_owned();
    let filter = |applied| UnderstoodFilter {
        text: text(),
        field: "fund".into(),
        value: text(),
        label_sv: text(),
        label_en: text(),
        applied,
        excluded: false,
        query: text(),
    };
    let correction = |applied| CorrectedWord { from: text(), to: text(), applied, query: text(), literal: text(), dots: false };
    Interpretation {
        words: Vec::new(),
        corrections: vec![correction(true), correction(false)],
        synonyms: vec![Expansion { from: text(), to: vec![text()], related: vec![text()] }],
        filters: vec![filter(true), filter(false)],
    }
}

fn answer(facets: Vec<FacetAnswer>) -> Answer {
    let passage = Passage { text: format!("En {HOSTILE}"), spans: vec![Span { bytes: 3..11, word: 0, how: How::Word }] };
    let why =
        Why { word: 0, typed: HOSTILE.into(), matched: HOSTILE.into(), how: How::Synonym(HOSTILE.into()), field: "description".into() };
    let hit = Hit {
        project: hostile_project(),
        score: 1.0,
        name: vec![Span { bytes: 1..7, word: 0, how: How::Word }],
        passages: vec![passage],
        why: vec![why],
    };
    let interpretation = hostile_interpretation();
    let notice = SearchNotice { code: "x", message_sv: HOSTILE.into(), message_en: HOSTILE.into(), parameter: None };
    let matching = Matching { required: 2, of: 3 };
    Answer {
        generation: "g".into(),
        total: 45,
        matching,
        notices: vec![notice],
        interpretation,
        nearby: vec![hit.clone()],
        hits: vec![hit],
        facets,
        numbers: Vec::new(),
    }
}

fn page(query: &str, answer: &Answer, tongue: Tongue) -> String {
    let generation = generation();
    let context = PageContext {
        tongue,
        base: "/fondsok",
        public_url: "https://example.se/fondsok",
        generation: &generation,
        scope: &PageScope::default(),
        embedded: None,
    };
    let names = ["fund", "region", "county", "municipality", "owner"];
    let (params, ignored) = SearchParams::read(&pairs(query), &names, &["lang"]);
    search_page(&context, &params, answer, &ignored)
}

fn is_clean(html: &str) {
    // One module of our own and data blocks, and nothing else that a browser would run.
    for script in html.split("<script").skip(1) {
        let ours = script.starts_with(" type=\"module\" src=\"/") && script.contains("></script>");
        let data = script
            .strip_prefix(" type=\"application/ld+json\">")
            .and_then(|rest| rest.split_once('<'))
            .is_some_and(|(_, end)| end.starts_with("/script>"));
        assert!(ours || data, "{}", script.get(..80).unwrap_or(script));
    }
    for forbidden in ["<script>", "style=", "javascript:<", "=\"javascript:", "<img"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        assert!(!tag.contains(" on"), "{tag}");
    }
    assert!(html.ends_with("</html>") || html.ends_with("</html>\n"), "the page is whole");
}

#[test]
fn hostile_texts_stay_texts() {
    let q = "q=%3Cscript%3Ealert(%221%22)%3C%2Fscript%3E%26'&fund=%22%3E%3Cscript%3E";
    let facets = vec![facet("fund", vec![value(HOSTILE, HOSTILE, 3, None)]), facet("owner", vec![value(HOSTILE, HOSTILE, 2, None)])];
    for tongue in [Tongue::Swedish, Tongue::English] {
        let html = page(q, &answer(facets.clone()), tongue);
        is_clean(&html);
        assert!(html.contains("<mark>script</mark>"));
        assert!(html.contains("<mark>&#60;script&#62;</mark>"), "what is marked is escaped too");
        is_clean(&page(q, &Answer { total: 0, hits: Vec::new(), ..answer(facets.clone()) }, tongue));
        let generation = generation();
        let context = PageContext {
            tongue,
            base: "",
            public_url: "https://example.se",
            generation: &generation,
            scope: &PageScope::default(),
            embedded: None,
        };
        is_clean(&project_page(&context, &hostile_project(), &[Similar { project: hostile_project(), shared: vec![HOSTILE.into()] }]));
    }
}

#[test]
fn the_form_keeps_what_is_chosen() {
    let excluded = FacetValue { excluded: true, ..value("Interreg", "Interreg", 2, None) };
    let html = page(
        "q=x&fund=-Interreg&owner=-aa&owner=bb&sort=-granted&limit=50&page=2&lang=en",
        &answer(vec![facet("fund", vec![excluded])]),
        Tongue::English,
    );
    let field = |name: &str, value: &str| format!("type=\"hidden\" name=\"{name}\" value=\"{value}\"");
    // A facet that was counted has boxes; the exclusion is a ticked one, so that it can be lifted.
    assert!(html.contains("form=\"sok\" name=\"fund\" value=\"-Interreg\" checked"));
    assert!(!html.contains(&field("fund", "-Interreg")));
    for (name, value) in [("owner", "-aa"), ("owner", "bb"), ("sort", "-granted"), ("limit", "50"), ("lang", "en")] {
        assert!(html.contains(&field(name, value)), "{name}={value}");
    }
    assert!(!html.contains(&field("page", "2")), "another search begins at its first page");
    assert!(html.contains("chip-not"));
}

#[test]
fn places_are_one_tree() {
    let chosen = FacetValue { selected: true, ..value("2361", "Härjedalen", 3, Some("23")) };
    let facets = vec![
        facet("region", vec![value("SE32", "Mellersta Norrland", 9, None)]),
        facet("county", vec![value("23", "Jämtlands län", 5, Some("SE32")), value("17", "Värmlands län", 4, Some("SE31"))]),
        facet("municipality", vec![chosen, value("9999", "Okänd", 1, Some("99"))]),
    ];
    let html = page("municipality=2361", &answer(facets), Tongue::Swedish);
    assert_eq!(html.matches("<legend>Plats</legend>").count(), 1);
    assert_eq!(html.matches("\" open><summary class=\"twig\">").count(), 2, "the branches around what is chosen are open");
    assert!(html.contains("<p class=\"value branch label\">Norra Mellansverige</p>"), "a region without a count is a heading");
    assert!(html.contains("name=\"county\" value=\"17\"") && html.contains("value=\"9999\""), "nothing is lost");
}

#[test]
fn links_keep_the_base_and_the_language() {
    let html = page("q=x&lang=en", &answer(Vec::new()), Tongue::English);
    for link in html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let inside = link.starts_with('#') || link.starts_with("/fondsok/") || link.starts_with("https://example.se/fondsok/");
        assert!(inside, "{link}");
    }
    assert!(html.contains("<html lang=\"en\">"));
    assert!(html.contains("hreflang=\"sv\" href=\"https://example.se/fondsok/?q=x\""));
    assert!(html.contains("<link rel=\"canonical\" href=\"https://example.se/fondsok/?q=x&#38;lang=en\">"));
    assert!(html.contains("href=\"/fondsok/projects/x-1?lang=en\""));
    assert!(html.contains("href=\"/fondsok/v1/projects?q=x\""));
}

#[test]
fn only_the_bare_page_is_for_search_engines() {
    let noindex = |query: &str| page(query, &answer(Vec::new()), Tongue::Swedish).contains("noindex");
    assert!(!noindex("") && !noindex("lang=en"));
    assert!(noindex("q=x") && noindex("page=2") && noindex("utm_source=x"));
}

#[test]
fn a_foreign_text_says_its_language() {
    let swedish = page("", &answer(Vec::new()), Tongue::Swedish);
    assert!(swedish.contains("<p class=\"hit-passage\" lang=\"en\">"));
    let english = page("", &answer(Vec::new()), Tongue::English);
    assert!(english.contains("<p class=\"hit-passage\">"));
}

#[test]
fn a_mistyped_amount_is_told_and_other_names_are_not() {
    let notice = "Beloppet förstods inte";
    assert!(page("granted_min=fem", &answer(Vec::new()), Tongue::Swedish).contains(notice));
    assert!(!page("utm_source=fem", &answer(Vec::new()), Tongue::Swedish).contains(notice));
}

#[test]
fn no_request_makes_a_page_of_megabytes() {
    let many: String = (0..500).map(|n| format!("&owner={n}{}", "(".repeat(100))).collect();
    let html = page(&format!("q={}{many}", "(".repeat(10_000)), &answer(Vec::new()), Tongue::Swedish);
    assert!(html.len() < 1_000_000, "{}", html.len());
    is_clean(&html);
}

#[test]
fn messages_say_what_to_do() {
    let kinds = [MessageKind::NotFound, MessageKind::Unavailable { rebuilding: true }, MessageKind::Failed, MessageKind::BadRequest];
    for kind in kinds {
        let html = message_page("/fondsok", Manner { tongue: Tongue::English, embedded: false }, 404, kind);
        is_clean(&html);
        assert!(html.contains("href=\"/fondsok/?lang=en\""));
    }
    let html = message_page("", Manner { tongue: Tongue::Swedish, embedded: false }, 503, MessageKind::Unavailable { rebuilding: false });
    assert!(html.contains("fondsok index SÖKVÄG…"));
}
