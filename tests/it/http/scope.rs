//! What a site has fixed: every count, suggestion, similar project and link stays inside it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{program, server};
use crate::program::{Program, corpus, escaped};

/// Scopes, and whether an exported project lies in them.
type Case = (&'static str, fn(&Value) -> bool);

/// The codes of a project's counties.
fn counties(project: &Value) -> Vec<&str> {
    project["county"].as_array().map(|all| all.iter().filter_map(|one| one["code"].as_str()).collect()).unwrap_or_default()
}

fn fund(project: &Value) -> &str {
    project["fund"]["code"].as_str().unwrap_or_default()
}

const CASES: [Case; 4] = [
    ("scope=county:25", |project| counties(project).contains(&"25")),
    ("scope=county:25&scope=county:24", |project| counties(project).iter().any(|code| ["24", "25"].contains(code))),
    ("scope=county:24&scope=fund:ERUF", |project| counties(project).contains(&"24") && fund(project) == "ERUF"),
    ("scope=fund:-ESF&scope=fund:-ERUF", |project| !["ESF", "ERUF"].contains(&fund(project))),
];

#[test]
fn totals_and_facets_are_those_of_the_projects_inside() {
    for (scope, inside) in CASES {
        let expected: Vec<Value> = program().export().into_iter().filter(inside).collect();
        assert!(!expected.is_empty() && expected.len() < program().export().len(), "{scope}");
        let answer = server().search(&format!("{scope}&limit=100&facet_limit=100"));
        assert_eq!(answer["total"], expected.len(), "{scope}");
        assert!(answer["projects"].as_array().unwrap().iter().all(inside), "{scope}");
        let mut funds: BTreeMap<String, usize> = BTreeMap::new();
        expected.iter().map(fund).filter(|code| !code.is_empty()).for_each(|code| *funds.entry(code.to_owned()).or_default() += 1);
        let counted = answer["facets"]["fund"]["values"].as_array().unwrap().iter();
        let counted: BTreeMap<String, usize> =
            counted.map(|value| (value["value"].as_str().unwrap().to_owned(), value["count"].as_u64().unwrap() as usize)).collect();
        assert_eq!(counted, funds, "{scope}");
        let sums: u64 =
            answer["ranges"]["granted"]["buckets"].as_array().unwrap().iter().map(|bucket| bucket["count"].as_u64().unwrap()).sum();
        assert_eq!(sums as usize, expected.iter().filter(|project| project["granted"]["currency"] == "SEK").count(), "{scope}");
        let facet = server().get(&format!("/v1/facets/fund?{scope}&facet_limit=100")).json();
        assert_eq!(facet["values"], answer["facets"]["fund"]["values"], "{scope}");
    }
}

#[test]
fn a_selection_outside_finds_nothing_and_nothing_leads_out() {
    let all: Vec<Value> = program().export();
    let inside = |project: &Value| counties(project).contains(&"25");
    let outside = all.iter().find(|project| !inside(project)).unwrap()["id"].as_str().unwrap();
    let within = all.iter().find(|project| inside(project)).unwrap()["id"].as_str().unwrap();
    let in_both = all.iter().filter(|project| inside(project) && counties(project).contains(&"14")).count();
    assert_eq!(server().search("scope=county:25&scope=county:25&county=14")["total"], in_both);
    for path in ["/v1/projects/", "/projects/"] {
        assert_eq!(server().get(&format!("{path}{outside}?scope=county:25")).status, 404, "{path}");
        assert_eq!(server().get(&format!("{path}{within}?scope=county:25")).status, 200, "{path}");
        assert_eq!(server().get(&format!("{path}{outside}")).status, 200, "{path}");
    }
    for project in all.iter().filter(|project| inside(project)).take(5) {
        let id = project["id"].as_str().unwrap();
        let similar = server().get(&format!("/v1/projects/{id}/similar?scope=county:25")).json();
        assert!(similar["projects"].as_array().unwrap().iter().all(inside), "{id}");
    }
    let nearby = server().search("q=energi&scope=county:25&limit=100");
    assert!(nearby["nearby"].as_array().unwrap().iter().all(inside));
}

#[test]
fn suggestions_are_made_of_what_lies_inside() {
    let suggested =
        |typed: &str, scope: &str| server().get(&format!("/v1/suggest?q={typed}{scope}")).json()["suggestions"].as_array().unwrap().clone();
    let mut fewer = 0;
    for typed in ["en", "kom", "ut", "region", "la", "sk"] {
        let within = suggested(typed, "&scope=county:25");
        fewer += usize::from(within.len() < suggested(typed, "").len());
        for suggestion in within {
            let text = escaped(suggestion["text"].as_str().unwrap());
            let found = match suggestion["facet"].as_str() {
                Some(facet) => server().search(&format!("{facet}={}&scope=county:25", escaped(suggestion["value"].as_str().unwrap()))),
                None => server().search(&format!("q={text}&scope=county:25")),
            };
            assert!(found["total"].as_u64().unwrap() > 0, "{typed}: {suggestion}");
        }
    }
    assert!(fewer > 0, "nothing is left out");
}

#[test]
fn a_scope_that_cannot_be_read_is_refused_and_never_left_out() {
    for scope in ["scope=conty:25", "scope=county", "scope=county:", "view=ingen", &format!("scope=owner:{}", "x".repeat(3000))] {
        for path in ["/v1/projects", "/v1/suggest", "/v1/facets/fund"] {
            let answer = server().get(&format!("{path}?{scope}&q=a"));
            assert!(answer.status == 400 || scope.len() > 100, "{path} {scope}: {}", answer.status);
        }
        if scope.len() < 100 {
            assert_eq!(server().get(&format!("/?{scope}")).status, 400, "{scope}");
        }
    }
    let many: String = (0..60).map(|nth| format!("&scope=owner:{nth}{}", "x".repeat(60))).collect();
    assert_eq!(server().get(&format!("/v1/projects?q=a{many}")).status, 400);
    // A value that nothing has lets nothing in, and says so.
    let empty = server().search("scope=county:99");
    assert_eq!(empty["total"], 0);
    assert!(!empty["notices"].as_array().unwrap().is_empty());
}

#[test]
fn every_link_and_form_of_a_page_keeps_the_scope_and_no_chip_takes_it_away() {
    let id = program().export().into_iter().find(|project| counties(project).contains(&"25")).unwrap()["id"].as_str().unwrap().to_owned();
    for path in ["/?q=energi&", "/?", "/overview?", &format!("/projects/{id}?"), "/help?", "/?q=energi&fund=ERUF&lang=en&"] {
        let page = server().get(&format!("{path}scope=county:25")).text();
        assert!(page.contains("name=\"scope\" value=\"county:25\""), "{path}");
        assert!(page.contains("class=\"scope\""), "{path}");
        let links = page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let own = links.filter(|link| {
            link.starts_with('/') && !link.starts_with("/static/") && !link.starts_with("/openapi") && !link.starts_with("/v1/embed")
        });
        for link in own {
            assert!(link.contains("scope=county%3A25"), "{path}: {link}");
        }
    }
}

#[test]
fn a_named_view_fixes_what_the_configuration_says() {
    let program = Program::with_index_of(&[corpus()]);
    program.folder.file(
        "fondsok.toml",
        "[[view]]\nname = \"norr\"\ntitle = \"Projekt i norr\"\ntitle_en = \"Projects in the north\"\nscope = [\"county:24\", \"county:25\"]\nfacets = [\"fund\"]\n",
    );
    let server = program.serve();
    let by_view = server.search("view=norr&limit=100");
    let by_scope = server.search("scope=county:24&scope=county:25&limit=100&facets=fund");
    assert_eq!(
        (&by_view["total"], &by_view["projects"], &by_view["facets"]),
        (&by_scope["total"], &by_scope["projects"], &by_scope["facets"])
    );
    let both = server.search("view=norr&scope=county:25");
    assert_eq!(both["total"], server.search("scope=county:25")["total"]);
    let view = server.get("/v1/views/norr").json();
    assert_eq!((&view["title"], &view["scope"][1]["label"]), (&"Projekt i norr".into(), &"Norrbottens län".into()));
    assert_eq!(server.get("/v1/views/soder").status, 404);
    assert!(server.get("/?view=norr&lang=en").text().contains("limited to Projects in the north."));
    program.folder.file("fondsok.toml", "[[view]]\nname = \"norr\"\nscope = [\"conty:24\"]\n");
    let wrong = program.run(&["config"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("`county`"), "{}", String::from_utf8_lossy(&wrong.stderr));
}

#[test]
fn a_scope_is_shown_escaped() {
    let page = server().get(&format!("/?scope={}", escaped("owner:<img src=x onerror=alert(1)>"))).text();
    assert!(page.contains("&#60;img") || page.contains("&lt;img"));
    assert!(!page.contains("<img src=x"));
}
