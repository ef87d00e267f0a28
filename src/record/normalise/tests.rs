use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::ingest::text::blocks;
use crate::record::draft::{PlaceKind, PlaceText};
use crate::record::extract::project_bank;
use crate::record::json::from_value;

fn context() -> Context<'static> {
    Context { vocabulary: Vocabulary::bundled(), source_name: "prov.txt", keep_personal_data: false }
}

/// A page of the bank with these lines beside the ones that make it one.
fn page(lines: &str) -> Normalised {
    let text = format!("Namn:\nBryggan\nDiarienummer:\nX1\nLand som berörs:\nSverige\n{lines}");
    let (drafts, _) = project_bank::extract(&blocks(&text)).unwrap_or_default();
    normalise(drafts.into_iter().next().unwrap_or_default(), &context())
}

/// What the JSON of the page's project has at a pointer.
fn at(lines: &str, pointer: &str) -> Value {
    let project = page(lines).0.unwrap_or_default();
    serde_json::to_value(project).unwrap_or_default().pointer(pointer).cloned().unwrap_or_default()
}

fn check(lines: &str, pointer: &str, expected: Value) {
    assert_eq!(at(lines, pointer), expected, "{pointer} of\n{lines}");
}

fn notices(lines: &str) -> Vec<NoticeCode> {
    page(lines).1.iter().map(|notice| notice.code).collect()
}

/// Codes of a level; a derived one with a question mark.
fn places(lines: &str, level: &str) -> String {
    let shown = |place: &Value| {
        let code = place.get("code").and_then(Value::as_str).unwrap_or_default();
        let derived = place.get("derived").and_then(Value::as_bool).unwrap_or_default();
        format!("{code}{}", if derived { "?" } else { "" })
    };
    at(lines, level).as_array().map(|list| list.iter().map(shown).collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

#[test]
fn the_id_is_bank_and_reference_or_name_and_owner() {
    check("", "/id", json!("esf-x1"));
    let draft =
        Draft {
            name: Some(Fact::stated("Bryggan åt alla".into(), 1)), owner: Some(Fact::stated("Ö-rådet".into(), 1)), ..Draft::default()
        };
    let project = normalise(draft, &context()).0.unwrap_or_default();
    assert_eq!(project.id, "bryggan-at-alla-o-radet");
}

#[test]
fn a_draft_without_a_name_is_no_project() {
    let (project, _, _) = normalise(Draft { name: Some(Fact::stated("  ".into(), 1)), ..Draft::default() }, &context());
    assert!(project.is_err_and(|reason| reason.contains("name")));
}

#[test]
fn programme_fund_and_period_help_each_other() {
    let later = "Program CCI:\n2021SE05SFPR";
    check(later, "/programme/code", json!("2021SE05SFPR"));
    check(later, "/fund/code", json!("ESF+"));
    check(later, "/period", json!("2021-2027"));
    check("Berörd fond:\nsocialfonden plus", "/fund/code", json!("ESF+"));
    check("Startdatum:\n2016-01-01\nSlutdatum:\n2018-12-31", "/period", json!("2014-2020"));
    check("Berörd fond:\nESF\nProgram CCI:\n2021SE05SFPR", "/fund/code", json!("ESF"));
    assert_eq!(notices("Berörd fond:\nESF\nProgram CCI:\n2021SE05SFPR"), [NoticeCode::FundProgramme]);
    check("Berörd fond:\nGuldfonden", "/fund", json!({"code": "Guldfonden", "label": null}));
    assert_eq!(notices("Berörd fond:\nGuldfonden"), [NoticeCode::UnknownFund]);
}

#[test]
fn a_stated_period_wins_and_a_derived_one_helps() {
    let check = |draft: Draft, expected: Option<&str>| {
        let named = Draft { name: Some(Fact::stated("Bryggan".into(), 1)), ..draft };
        assert_eq!(normalise(named, &context()).0.unwrap_or_default().period.as_deref(), expected);
    };
    let stated = |text: &str| Some(Fact::stated(text.to_owned(), 1));
    check(Draft { period: stated("2014–2020"), fund: stated("ESF+"), ..Draft::default() }, Some("2014-2020"));
    check(Draft { period: stated("2021-2027"), ..Draft::default() }, Some("2021-2027"));
    check(Draft { period: stated("nu"), ..Draft::default() }, None);
    let derived = Some(Fact::derived("2014-2020".to_owned(), 1));
    check(Draft { period: derived.clone(), fund: stated("ERUF"), ..Draft::default() }, Some("2014-2020"));
    check(Draft { period: derived, programme: stated("2021SE05SFPR"), ..Draft::default() }, Some("2021-2027"));
}

#[test]
fn english_beside_swedish_is_kept_and_a_repeated_name_is_not() {
    let fact = |text: &str| Some(Fact::stated(text.to_owned(), 1));
    let check = |name_en: &str, expected: Option<&str>| {
        let draft = Draft { name: fact("Bryggan"), name_en: fact(name_en), description_en: fact("A bridge."), ..Draft::default() };
        let project = normalise(draft, &context()).0.unwrap_or_default();
        assert_eq!((project.name_en.as_deref(), project.description_en.as_deref()), (expected, Some("A bridge.")));
    };
    check("The bridge", Some("The bridge"));
    check("BRYGGAN", None);
    check("", None);
}

#[test]
fn codes_belong_to_a_period() {
    let earlier = "Startdatum:\n2016-01-01\nSlutdatum:\n2018-12-31\nInterventionstyp:\n117, 999";
    check(earlier, "/intervention_fields/0/code", json!("117"));
    assert!(at(earlier, "/intervention_fields/0/label").is_string());
    check(earlier, "/intervention_fields/1", json!({"code": "999", "label": null}));
    assert_eq!(notices(earlier), [NoticeCode::UnknownCode]);
    check("Interventionstyp:\n117", "/intervention_fields/0", json!({"code": "117", "label": null}));
}

#[test]
fn stated_places_and_what_lies_above_them() {
    let check = |lines: &str, region: &str, county: &str, municipality: &str| {
        assert_eq!(places(lines, "/region"), region, "{lines}");
        assert_eq!(places(lines, "/county"), county, "{lines}");
        assert_eq!(places(lines, "/municipality"), municipality, "{lines}");
    };
    check("Region:\nÖvre Norrland\nNUTS-2 kod:\nSE33", "SE33", "", "");
    check("Län:\nKalmar, Gotland", "SE21?", "08 09", "");
    check("Kommuner:\nLillaEdet, ÖstraGöinge", "SE22? SE23?", "12? 14?", "1256 1462");
    check("Region:\nSE0", "SE", "", "");
    check("Region:\nKalmar län", "SE21?", "08", "");
    assert_eq!(notices("Kommuner:\nLund, Ankeborg"), [NoticeCode::UnknownPlace]);
}

#[test]
fn an_address_gives_a_county_inside_the_stated_area_and_never_a_municipality() {
    let check = |lines: &str, county: &str| {
        assert_eq!(places(lines, "/county"), county, "{lines}");
        assert_eq!(places(lines, "/municipality"), "", "{lines}");
    };
    check("Region:\nÖvre Norrland\nStödmottagare postnr:\n97231\nStödmottagare ort:\nLULEÅ", "25?");
    check("Region:\nSydsverige\nStödmottagare postnr:\n97231", "");
    check("Region:\nNationellt\nStödmottagare postnr:\n97231", "25?");
    check("Län:\nSkåne\nStödmottagare postnr:\n97231", "12");
    check("Stödmottagare postnr:\n971", "");
    check("Stödmottagare ort:\nVÄSTERÅS", "19?");
    check("Stödmottagare ort:\nVÄSTERS", "");
    check("Region:\nSydsverige\nStödmottagare ort:\nVÄSTERÅS", "");
}

#[test]
fn names_give_places_where_none_so_small_is_stated() {
    let check = |lines: &str, county: &str, municipality: &str| {
        assert_eq!(places(lines, "/county"), county, "{lines}");
        assert_eq!(places(lines, "/municipality"), municipality, "{lines}");
    };
    check("Projektägare:\nDorotea kommun", "24?", "2425?");
    check("Projektägare:\nSTRÖMSUNDS KOMMUN", "23?", "2313?");
    check("Projektägare:\nKrokoms kommun, Näringslivsenheten", "23?", "2309?");
    check("Projektägare:\nGöteborgs Stad", "14?", "1480?");
    check("Projektägare:\nRegion Kalmar län, Utveckling", "08?", "");
    check("Projektägare:\nLuleå tekniska universitet\nStödmottagare postnr:\n97187", "25?", "");
    check("Region:\nSydsverige\nProjektägare:\nDorotea kommun", "", "");
    check("Kommuner:\nÅsele\nProjektägare:\nDorotea kommun", "24?", "2463");
}

#[test]
fn prose_gives_places_of_every_level() {
    let place = PlaceText { kind: PlaceKind::Prose, text: "Arbetet sker i Åsele kommun och i hela Norrbottens län.".into() };
    let draft = Draft { name: Some(Fact::stated("Bryggan".into(), 1)), places: vec![Fact::stated(place, 4)], ..Draft::default() };
    let project = normalise(draft, &context()).0.unwrap_or_default();
    let codes = |level: &[crate::record::Place]| level.iter().map(|place| place.code.clone()).collect::<Vec<_>>();
    assert_eq!((codes(&project.county), codes(&project.municipality)), (vec!["24".into(), "25".into()], vec!["2463".to_owned()]));
}

#[test]
fn numbers_that_cannot_be_read_are_told() {
    check("Total projektbudget:\n400 000\nBeviljat ESF-stöd:\n200 000", "/granted/amount_ore", json!(20_000_000));
    check("Unionens medfinansieringsgrad:\n40%", "/cofinancing_rate", json!(40));
    check("Antal deltagare:\n1 250", "/participants", json!(1250));
    check("Insats av strategisk betydelse:\nNej", "/strategic", json!(false));
    let told = |lines: &str, expected: NoticeCode| assert_eq!(notices(lines), [expected], "{lines}");
    told("Total projektbudget:\nmycket", NoticeCode::UnreadableAmount);
    told("Unionens medfinansieringsgrad:\n140%", NoticeCode::RateRange);
    told("Unionens medfinansieringsgrad:\n-5", NoticeCode::RateRange);
    told("Unionens medfinansieringsgrad:\nhälften", NoticeCode::UnreadableNumber);
    told("Startdatum:\n2023-02-31", NoticeCode::UnreadableDate);
    told("Startdatum:\n2023-05-01\nSlutdatum:\n2023-01-01", NoticeCode::DatesReversed);
    told("Total projektbudget:\n1\nBeviljat ESF-stöd:\n2", NoticeCode::GrantAboveTotal);
}

#[test]
fn too_long_is_cut_between_letters_and_told() {
    let draft = Draft {
        name: Some(Fact::stated("ö".repeat(600), 1)),
        description: Some(Fact::stated("ö".repeat(40_000), 1)),
        partners: (0..200).map(|i| Fact::stated(format!("Part {i}"), 1)).collect(),
        ..Draft::default()
    };
    let (project, notices, _) = normalise(draft, &context());
    let project = project.unwrap_or_default();
    assert_eq!((project.name.chars().count(), project.description.map(|d| d.len()), project.partners.len()), (500, Some(65_536), 100));
    assert_eq!(notices.iter().filter(|notice| notice.code == NoticeCode::Truncated).count(), 3);
}

#[test]
fn personal_data_leaves_texts_unless_it_is_kept() {
    let draft = |text: &str| Draft {
        name: Some(Fact::stated("Bryggan".into(), 1)),
        description: Some(Fact::stated(text.into(), 1)),
        ..Draft::default()
    };
    let text = "Fråga lage@example.se om projektet.";
    let (project, _, dropped) = normalise(draft(text), &context());
    assert!(!project.unwrap_or_default().description.unwrap_or_default().contains('@'));
    assert_eq!(dropped, [Dropped::Email]);
    let keeping = Context { keep_personal_data: true, ..context() };
    let (project, _, dropped) = normalise(draft(text), &keeping);
    assert_eq!((project.unwrap_or_default().description.as_deref(), dropped.len()), (Some(text), 0));
}

#[test]
fn a_person_s_number_is_no_organisation_number() {
    let sole = "Projektägare:\nLages Åkeri\nProjektägare organisationsnummer:\n190001019802\nStödmottagare postnr:\n97231";
    check(sole, "/owner/org_number", Value::Null);
    check(sole, "/owner/place", Value::Null);
    assert!(page(sole).2.contains(&Dropped::PersonalNumber));
    assert_eq!(notices("Projektägare:\nBolaget\nOrganisationsnummer:\n5560000002"), [NoticeCode::OrganisationNumber]);
}

#[test]
fn every_stated_fact_has_its_origin() {
    let project = page("Startdatum:\n2023-05-01\nRegion:\nÖvre Norrland").0.unwrap_or_default();
    let shown = |key: &str| project.origins.get(key).map(|origin| (origin.source.as_str(), origin.line, origin.derived));
    assert_eq!(shown("name"), Some(("prov.txt", 2, false)));
    assert_eq!(shown("start"), Some(("prov.txt", 8, false)));
    assert_eq!(shown("region"), Some(("prov.txt", 10, false)));
    assert_eq!(shown("end"), None);
}

fn own(value: Value) -> Normalised {
    match from_value(value) {
        Ok(project) => item(Item::Project { project: Box::new(project), line: 9 }, &context()),
        Err(reason) => (Err(reason), Vec::new(), Vec::new()),
    }
}

#[test]
fn what_a_fact_was_read_from_stays_with_its_origin() {
    use crate::record::draft::Confidence;
    let granted = Fact::stated("2 miljoner kronor".to_owned(), 4).read_from("får 2 miljoner kronor", Confidence::Likely);
    let draft = Draft { name: Some(Fact::stated("Bryggan".into(), 1)), granted: Some(granted), ..Draft::default() };
    let project = normalise(draft, &context()).0.unwrap_or_default();
    let evidence = |key: &str| project.origins.get(key).and_then(|origin| origin.evidence.clone());
    assert_eq!(
        evidence("granted").map(|e| (e.words.to_string(), e.confidence)),
        Some(("får 2 miljoner kronor".into(), Confidence::Likely))
    );
    assert_eq!(evidence("name"), None);
}

#[test]
fn an_owner_s_capitals_become_swedish() {
    check("Projektägare:\nBRYGGANS KOMMUN", "/owner/name", json!("Bryggans kommun"));
    check("Projektägare:\nBRYGGANS KOMMUN", "/owner/key", json!("bryggans-kommun"));
    check("Projektägare:\nRegion Kalmar län, Regional utveckling", "/owner/name", json!("Region Kalmar län, Regional utveckling"));
}

#[test]
fn what_was_merged_is_kept_and_checked_in_our_own_form() {
    let own = |value: Value| own(value).0.unwrap_or_default();
    let owner =
        |key: &str| own(json!({"name": "x", "owner": {"key": key, "name": "Norrfyren AB", "former_names": ["Fyren ", "fyren"]}})).owner;
    let keys = |key: &str| owner(key).map(|owner| owner.key);
    assert_eq!(keys("2120000142").as_deref(), Some("2120000142"), "another record of the owner states the number");
    assert_eq!(keys("2120000143").as_deref(), Some("norrfyren"));
    assert_eq!(keys("0001010008").as_deref(), Some("norrfyren"), "a person's number");
    assert_eq!(owner("").map(|owner| owner.former_names), Some(vec!["Fyren".to_owned()]));
    let differs = json!([{"field": "owner", "value": "ring 070-000 00 00"}, {"field": "status", "value": "ended"}]);
    let source = json!({"kind": "news", "name": "a.txt", "line": 1, "facts": ["name", "färg"], "differs": differs});
    let project = own(json!({"name": "x", "id": "y", "former_ids": ["y", "z", "Z?"], "sources": [source]}));
    assert_eq!(project.former_ids, ["z"]);
    assert_eq!(project.source.facts, ["name"]);
    let values: Vec<_> = project.source.differs.iter().map(|difference| difference.value.as_str()).collect();
    assert!(values.len() == 1 && !values[0].contains("070"), "{values:?}");
}

#[test]
fn an_exported_project_comes_back_as_it_was() {
    let lines = "Projektägare:\nDorotea kommun\nProgram CCI:\n2021SE05SFPR\nRegion:\nÖvre Norrland\nProgramområde:\nD\nInterventionstyp:\n175\nStödmottagare postnr:\n91781\nTotal projektbudget:\ndrygt 2 miljoner kronor";
    let first = page(lines).0.unwrap_or_default();
    let again = own(serde_json::to_value(&first).unwrap_or_default()).0.unwrap_or_default();
    assert_eq!(again, Project { origins: BTreeMap::new(), ..first });
}

#[test]
fn our_own_form_is_completed_and_checked() {
    let whole = own(
        json!({"name": "Bryggan", "fund": {"code": "ESF+", "label": "fel"}, "municipality": [{"code": "2425", "label": "", "derived": false}]}),
    );
    let project = whole.0.unwrap_or_default();
    assert_eq!(project.fund.and_then(|fund| fund.label).as_deref(), Some("Europeiska socialfonden+"));
    assert_eq!(project.county.first().map(|county| (county.code.as_str(), county.derived)), Some(("24", true)));
    assert_eq!((project.source.name.as_str(), project.source.line, project.id.as_str()), ("prov.txt", 9, "bryggan"));
    let rejected = |value: Value, key: &str| {
        let reason = own(value).0.err().unwrap_or_default();
        assert!(reason.starts_with(key), "{reason}");
    };
    rejected(json!({"name": " "}), "name");
    rejected(json!({"name": "x", "period": "1900-1901"}), "period");
    rejected(json!({"name": "x", "cofinancing_rate": 101.0}), "cofinancing_rate");
    rejected(json!({"name": "x", "granted": {"amount_ore": -1, "currency": "SEK"}}), "granted");
    rejected(json!({"name": "x", "granted": {"amount_ore": 1, "currency": "kr"}}), "granted");
    rejected(json!({"name": "x", "language": "svenska"}), "language");
    let ids = |id: &str, expected: &str| assert_eq!(own(json!({"name": "x", "id": id})).0.unwrap_or_default().id, expected);
    ids("esf-24-101-s02", "esf-24-101-s02");
    ids("ESF 24/101", "esf-24-101");
    ids("", "x");
}

proptest! {
    #[test]
    fn no_page_makes_it_panic(values in proptest::collection::vec("\\PC{0,40}", 18)) {
        let labels = ["Berörd fond", "Program CCI", "Programområde", "Specifikt mål", "Interventionstyp", "Projektägare",
            "Organisationsnummer", "Stödmottagare postnr", "Stödmottagare ort", "Region", "Län", "Kommuner", "Startdatum",
            "Projektperiod", "Total projektbudget", "Beviljat ESF-stöd", "Unionens medfinansieringsgrad", "Antal deltagare"];
        let lines: Vec<String> = labels.iter().zip(&values).map(|(label, value)| format!("{label}:\n{value}")).collect();
        let (project, _, _) = page(&lines.join("\n"));
        prop_assert!(project.is_ok());
    }

    #[test]
    fn what_was_normalised_once_stays_as_it_is(owner in "[A-Za-zÅÄÖåäö ]{1,30}", text in "\\PC{0,80}", amount in 0_u32..2_000_000) {
        let lines = format!("Projektägare:\n{owner} AB\nTotal projektbudget:\n{amount}\nLän:\nKalmar\n\nInledning. {text}");
        let first = page(&lines).0.unwrap_or_default();
        let again = own(serde_json::to_value(&first).unwrap_or_default()).0.unwrap_or_default();
        prop_assert_eq!(again, Project { origins: BTreeMap::new(), ..first });
    }
}
