//! Answers, problems, caching and the API's document.

use serde_json::{Value, json};

use super::{program, server};
use crate::golden;
use crate::program::Program;

#[test]
fn an_answer_has_every_key() {
    let answer = server().search("q=utveckling%20f%C3%B6retag&facets=fund,owner&facet_limit=2&limit=5");
    for key in ["total", "page", "limit", "generation", "matching", "notices", "projects", "nearby", "facets"] {
        assert!(answer.get(key).is_some(), "{key}");
    }
    let owner = &answer["facets"]["owner"];
    assert_eq!(owner["values"].as_array().unwrap().len(), 2);
    assert!(owner["total_values"].as_u64() > Some(2));
    for key in ["value", "label", "count", "selected", "parent"] {
        assert!(owner["values"][0].get(key).is_some(), "{key}");
    }
    assert_eq!(server().search("facets=none")["facets"], serde_json::json!({}));
    assert_eq!(server().search("facets=none")["ranges"], serde_json::json!({}));
}

#[test]
fn a_bucket_is_sent_as_it_stands_and_gives_its_count() {
    let total = |query: String| server().search(&query)["total"].clone();
    let answer = server().search("q=energi&limit=0&facets=granted,start");
    assert_eq!(answer["facets"], serde_json::json!({}));
    let ranges = &answer["ranges"];
    for (name, from, to) in [("granted", "granted_min", "granted_max"), ("start", "start_from", "start_to")] {
        let buckets = ranges[name]["buckets"].as_array().unwrap();
        assert!(buckets.len() > 3, "{name}");
        for bucket in buckets {
            let end = |key: &str| bucket[key].as_i64().map(|end| end.to_string()).unwrap_or_default();
            let asked = format!("q=energi&limit=0&{from}={}&{to}={}", end("from"), end("to"));
            assert_eq!(total(asked), bucket["count"], "{name} {bucket}");
        }
        let counted: u64 = buckets.iter().map(|bucket| bucket["count"].as_u64().unwrap()).sum();
        assert_eq!(counted + ranges[name]["missing"].as_u64().unwrap(), answer["total"].as_u64().unwrap(), "{name}");
    }
    assert!(ranges["granted"]["sum"].as_i64() > ranges["granted"]["max"].as_i64());
}

#[test]
fn highlights_mark_the_words_that_matched() {
    let answer = server().search("q=kompetensutvecklingen&limit=5");
    let mut marked = 0;
    for project in answer["projects"].as_array().unwrap() {
        let highlight = &project["highlight"];
        let says_why = project["why"].as_array().unwrap();
        assert!(!says_why.is_empty(), "{project}");
        // Where the name or description has the word, inflected or not, a passage shows it.
        if says_why.iter().any(|why| why["how"] == "word" && why["field"] == "description") {
            let passages = highlight["passages"].as_array().unwrap();
            let shows = |passage: &Value| passage.as_str().unwrap().to_lowercase().contains("<mark>kompetensutveckling");
            assert!(passages.iter().any(shows), "{highlight}");
            marked += 1;
        }
    }
    assert!(marked > 0);
}

#[test]
fn unknown_things_are_problems() {
    for (path, status, code) in [
        ("/v1/projects/no-such-id", 404, "not_found"),
        ("/v1/projects/..%2f..%2fetc%2fpasswd", 404, "not_found"),
        ("/v1/projects/%ff", 404, "not_found"),
        ("/v1/facets/nope", 404, "not_found"),
        ("/v1/nope", 404, "not_found"),
        ("/v1/projects?fnd=ESF", 400, "invalid_parameter"),
    ] {
        let response = server().get(path);
        assert_eq!(response.status, status, "{path}");
        assert!(response.header("content-type").unwrap().starts_with("application/problem+json"), "{path}");
        assert_eq!(response.json()["code"], code, "{path}");
        assert_eq!(response.header("access-control-allow-origin"), Some("*"), "{path}");
    }
    let post = server().send("POST", "/v1/projects", "Content-Length: 0\r\n");
    assert_eq!(post.status, 405);
    assert!(post.header("allow").unwrap().contains("GET"));
}

#[test]
fn an_answer_is_kept_by_its_etag() {
    let first = server().get("/v1/projects?q=energi");
    let tag = first.header("etag").unwrap().to_owned();
    let again = server().send("GET", "/v1/projects?q=energi", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_ne!(server().get("/v1/projects?q=energi&limit=19").header("etag"), Some(tag.as_str()));
    let packed = server().send("GET", "/v1/projects?q=energi", "Accept-Encoding: gzip\r\n");
    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(server().send("HEAD", "/v1/projects", "").status, 200);
    let preflight = server().send("OPTIONS", "/v1/projects", "Origin: https://example.se\r\nAccess-Control-Request-Method: GET\r\n");
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (204, Some("*")));
}

#[test]
fn the_api_s_document_is_as_reviewed_and_its_paths_are_served() {
    let mut document = server().get("/openapi.json").json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    for path in document["paths"].as_object().unwrap().keys() {
        let id = program().export()[0]["id"].as_str().unwrap().to_owned();
        let asked = path.replace("{id}", &id).replace("{name}", "fund");
        // The sample has no named views.
        let expected = if path.starts_with("/v1/views/") { 404 } else { 200 };
        assert_eq!(server().get(&asked).status, expected, "{path}");
    }
    document.as_object_mut().unwrap().remove("servers");
    document.as_object_mut().unwrap().remove("externalDocs");
    golden::check("openapi.json", &format!("{document:#}\n"));
}

#[test]
fn a_named_empty_data_directory_is_not_ready() {
    let program = Program::new();
    let server = program.serve();
    assert_eq!(server.get("/health/live").status, 200);
    let ready = server.get("/health/ready");
    assert_eq!(ready.status, 503);
    assert!(ready.json()["hint"].as_str().unwrap().contains("fondsok index"));
    let search = server.get("/v1/projects?q=energi");
    assert_eq!((search.status, search.json()["code"].clone()), (503, Value::from("unavailable")));
    let page = server.get("/");
    assert_eq!(page.status, 503);
    assert!(page.text().contains("fondsok index"));
}

#[test]
fn a_facet_is_looked_into() {
    let facet = server().get("/v1/facets/owner?contains=KOMMUN&facet_limit=100").json();
    let labels: Vec<&str> = facet["values"].as_array().unwrap().iter().map(|value| value["label"].as_str().unwrap()).collect();
    assert!(!labels.is_empty() && labels.iter().all(|label| label.to_lowercase().contains("kommun")), "{labels:?}");
}

#[test]
fn contains_does_not_look_at_the_keys_of_owners() {
    let row = |name: &str, owner: &str| json!({"name": name, "owner": {"name": owner}}).to_string() + "\n";
    let program = Program::new();
    let list = program.folder.file("lista.jsonl", row("Bryggan", "Skåne Läns Landsting") + &row("Kajen", "Region Halland"));
    assert!(program.index(&[list]).status.success());
    let server = program.serve();
    let labels = |contains: &str| {
        let facet = server.get(&format!("/v1/facets/owner?contains={contains}")).json();
        facet["values"].as_array().unwrap().iter().map(|value| value["label"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(labels("region"), ["Region Halland"]);
    assert_eq!(labels("landsting"), ["Skåne Läns Landsting"]);
    assert_eq!(server.get("/v1/facets/fund?contains=esf").status, 200);
}

#[test]
fn a_project_is_found_under_the_ids_it_had() {
    let row = |id: &str, former: &[&str]| json!({"id": id, "name": id, "former_ids": former}).to_string() + "\n";
    let program = Program::new();
    let list = program.folder.file("lista.jsonl", row("bron", &["bron-2019", "kajen"]) + &row("kajen", &["hamnen"]));
    assert!(program.index(&[list]).status.success());
    let server = program.serve();
    for (asked, moved_to) in [
        ("/v1/projects/bron-2019", Some("/v1/projects/bron")),
        ("/projects/hamnen?lang=en", Some("/projects/kajen?lang=en")),
        // Who has an id comes before who had it.
        ("/v1/projects/kajen", None),
        ("/projects/bron", None),
    ] {
        let answer = server.get(asked);
        assert_eq!((answer.status, answer.header("location")), (if moved_to.is_some() { 308 } else { 200 }, moved_to), "{asked}");
    }
    assert_eq!(server.get("/v1/projects/kajen").json()["id"], "kajen");
    assert_eq!(server.get("/v1/projects/bro").status, 404);
    let got: Value = serde_json::from_slice(&program.run(&["get", "bron-2019", "--json"]).stdout).unwrap();
    assert_eq!(got["id"], "bron");
}
