//! Swedish that finds: what a query is taken for, as seen from outside.

use serde_json::Value;

use super::server;
use crate::program::escaped;

fn search(text: &str) -> Value {
    server().search(&format!("q={}&facets=none", escaped(text)))
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["projects"].as_array().unwrap().iter().map(|project| project["id"].as_str().unwrap()).collect()
}

fn interpretation(text: &str) -> Value {
    server().get(&format!("/v1/interpret?q={}", escaped(text))).json()["interpretation"].clone()
}

#[test]
fn a_word_is_found_as_a_part_of_compounds_and_says_so() {
    let answer = search("vätgas");
    let whys: Vec<&Value> = answer["projects"].as_array().unwrap().iter().flat_map(|hit| hit["why"].as_array().unwrap()).collect();
    assert!(!whys.is_empty());
    assert!(whys.iter().all(|why| why["query"] == "vätgas" && why["text"].as_str().unwrap().contains("vätgas")));
    let part = search("vatten");
    let found = part["projects"].as_array().unwrap().iter().flat_map(|hit| hit["why"].as_array().unwrap());
    assert!(found.into_iter().any(|why| why["how"] == "part"));
}

#[test]
fn a_compound_written_apart_is_one_clause() {
    let (apart, whole) = (search("kompetens utveckling"), search("kompetensutveckling"));
    assert_eq!(apart["matching"]["of"], 1);
    assert_eq!(apart["interpretation"]["words"][0]["joined"], "kompetensutveckling");
    for id in ids(&whole).iter().take(3) {
        assert!(ids(&apart).contains(id), "{id}");
    }
    assert_eq!(search("utveckling av kompetens")["interpretation"]["words"][0]["joined"], "kompetensutveckling");
    assert!(interpretation("energi klimat")["words"][0]["joined"].is_null());
}

#[test]
fn missing_dots_find_the_same_and_are_said() {
    for (bare, dotted) in [("smaforetag", "småföretag"), ("landsbygdsforetag pa landsbygden", "landsbygdsföretag på landsbygden")] {
        let (found, meant) = (search(bare), search(dotted));
        assert_eq!(ids(&found), ids(&meant), "{bare}");
    }
    let correction = &interpretation("smaforetag")["corrections"][0];
    assert_eq!((&correction["to"], &correction["applied"]), (&"småföretag".into(), &true.into()), "{correction}");
}

#[test]
fn lan_and_loan_are_two_words() {
    let (county, loan) = (interpretation("län"), interpretation("lån"));
    assert_ne!(county["words"][0]["stem"], loan["words"][0]["stem"]);
    assert_eq!(county["corrections"], serde_json::json!([]));
}

#[test]
fn a_slip_is_mended_where_nothing_else_is_found_and_quotes_keep_it() {
    let answer = search("kompetensutvekcling");
    let correction = &answer["interpretation"]["corrections"][0];
    assert_eq!((&correction["to"], &correction["applied"]), (&"kompetensutveckling".into(), &true.into()), "{correction}");
    assert_eq!(ids(&answer), ids(&search("kompetensutveckling")));
    assert_eq!(search("\"kompetensutvekcling\"")["total"], 0);
    // A query that finds what it asks for is left as typed; the proposal is only shown.
    let kept = search("energi företag vatten kommun skoog");
    assert!(kept["interpretation"]["corrections"].as_array().unwrap().iter().all(|correction| correction["applied"] == false));
}

#[test]
fn words_of_the_texts_are_never_corrected() {
    for text in ["projekt", "unga", "vätgas", "ESF", "2024", "trähus energi"] {
        assert_eq!(interpretation(text)["corrections"], serde_json::json!([]), "{text}");
    }
}

#[test]
fn a_synonym_counts_and_is_told() {
    let synonyms = &interpretation("SMF")["synonyms"][0];
    assert!(synonyms["to"].as_array().unwrap().iter().any(|term| term == "små och medelstora företag"), "{synonyms}");
    assert!(search("SMF")["total"].as_u64() > Some(1));
    assert_eq!(interpretation("\"SMF\"")["synonyms"], serde_json::json!([]));
}

#[test]
fn a_condition_in_the_box_applies_and_can_be_undone() {
    let answer = search("energi fond:ERUF över 5 mnkr");
    for project in answer["projects"].as_array().unwrap() {
        assert_eq!(project["fund"]["code"], "ERUF");
        assert!(project["granted"]["amount_ore"].as_u64() >= Some(500_000_000), "{}", project["granted"]);
    }
    let filters = answer["interpretation"]["filters"].as_array().unwrap();
    let applied: Vec<(&Value, &Value)> = filters.iter().filter(|f| f["applied"] == true).map(|f| (&f["field"], &f["q"])).collect();
    assert_eq!(applied, [(&"fund".into(), &"energi över 5 mnkr".into()), (&"granted".into(), &"energi fond:ERUF".into())]);
    let all = search("energi")["total"].as_u64();
    assert!(answer["total"].as_u64() < all && all > Some(0));
    assert_eq!(search("fond:finnsinte energi")["total"], 0);
    assert_eq!(search("fond:finnsinte energi")["notices"][0]["code"], "no_such_value");
}

#[test]
fn an_owner_is_found_by_words_of_its_name() {
    let answer = search("ägare:\"Umeå kommun\"");
    assert!(
        answer["projects"].as_array().unwrap().iter().all(|project| project["owner"]["name"]
            .as_str()
            .unwrap()
            .to_lowercase()
            .contains("umeå"))
    );
    let or = search("energi ELLER vatten")["total"].as_u64();
    assert!(or >= search("energi")["total"].as_u64() && or >= search("vatten")["total"].as_u64());
    assert!(search("energ*")["total"].as_u64() > Some(0));
}

#[test]
fn a_place_in_the_query_stays_a_word_and_is_offered() {
    let filters = interpretation("energi Umeå 2024")["filters"].clone();
    let offered: Vec<(&str, &str, bool)> = filters
        .as_array()
        .unwrap()
        .iter()
        .map(|f| (f["field"].as_str().unwrap(), f["value"].as_str().unwrap(), f["applied"].as_bool().unwrap()))
        .collect();
    assert!(offered.contains(&("municipality", "2480", false)) && offered.contains(&("year", "2024", false)), "{offered:?}");
}

#[test]
fn nearby_projects_are_no_hits_and_can_be_left_out() {
    let answer = search("musselodling");
    let nearby: Vec<&str> = answer["nearby"].as_array().unwrap().iter().map(|project| project["id"].as_str().unwrap()).collect();
    assert!(!nearby.is_empty() && nearby.iter().all(|id| !ids(&answer).contains(id)));
    assert_eq!(answer["total"].as_u64(), Some(ids(&answer).len() as u64));
    assert_eq!(server().search("q=musselodling&nearby=0&facets=none")["nearby"], serde_json::json!([]));
    assert_eq!(server().search("q=musselodling&sort=name&facets=none")["nearby"], serde_json::json!([]));
    assert_eq!(server().search("facets=none")["nearby"], serde_json::json!([]));
}

#[test]
fn suggestions_forgive_slips_and_missing_dots() {
    let of = |text: &str| server().get(&format!("/v1/suggest?q={}", escaped(text))).json()["suggestions"].as_array().unwrap().clone();
    let texts = |text: &str| of(text).iter().map(|s| s["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert!(texts("bredb").iter().any(|text| text == "bredband"));
    assert!(texts("smafor").iter().any(|text| text.starts_with("småför")));
    assert!(texts("energi bredb").iter().any(|text| text == "energi bredband"));
    assert!(of("Umeå").iter().any(|s| s["kind"] == "place" && s["facet"] == "municipality" && s["projects"].as_u64() > Some(0)));
    assert!(of("").is_empty() && of("xqzxqz").is_empty());
    let limited = server().get("/v1/suggest?q=e&limit=3").json();
    assert!(limited["suggestions"].as_array().unwrap().len() <= 3);
}

#[test]
fn similar_projects_say_what_they_share() {
    let id = ids(&search("vätgas"))[0].to_owned();
    let similar = server().get(&format!("/v1/projects/{id}/similar?limit=3")).json();
    let projects = similar["projects"].as_array().unwrap();
    assert_eq!(projects.len(), 3);
    assert!(projects.iter().all(|project| project["id"] != id.as_str()));
    assert!(projects.iter().any(|project| !project["shared"].as_array().unwrap().is_empty()));
    assert_eq!(server().get("/v1/projects/no-such-id/similar").status, 404);
}

#[test]
fn english_descriptions_are_found_by_english_inflections() {
    let (one, many) = (search("ferry"), search("ferries"));
    assert!(ids(&one).contains(&"interreg-ns-2-11-24") && ids(&many).contains(&"interreg-ns-2-11-24"));
}

#[test]
fn a_suspended_compound_is_found_in_full() {
    let answer = search("landsbygd");
    assert!(answer["total"].as_u64() > Some(0));
    let words = interpretation("hälso- och sjukvård")["words"].clone();
    assert!(!words.as_array().unwrap().is_empty());
}
