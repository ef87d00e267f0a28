//! The pages as a browser without JavaScript gets them.

use super::{program, server};

#[test]
fn pages_are_swedish_html_under_a_strict_policy() {
    let id = program().export()[0]["id"].as_str().unwrap().to_owned();
    for path in ["/", "/?q=energi&fund=ERUF", "/?q=qwxzqwxz", "/?utm_source=x&limit=abc", &format!("/projects/{id}")] {
        let page = server().get(path);
        assert_eq!(page.status, 200, "{path}");
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "{path}");
        let policy = page.header("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        let text = page.text();
        assert!(text.contains("lang=\"sv\""), "{path}");
        assert!(policy.contains("script-src 'self'") && policy.contains("trusted-types 'none'"), "{policy}");
        let inline = text
            .split("<script")
            .skip(1)
            .filter(|script| !script.starts_with(" type=\"module\" src=") && !script.starts_with(" type=\"application/ld+json\""));
        assert!(!text.contains(" style=") && inline.count() == 0 && !text.contains("<style"), "{path}");
    }
}

#[test]
fn a_page_that_is_known_keeps_its_policy() {
    let tag = server().get("/").header("etag").unwrap().to_owned();
    let known = server().send("GET", "/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((known.status, known.header("content-security-policy")), (304, None), "a browser would take it in place of the page's own");
}

#[test]
fn a_filtered_page_is_not_for_indexes_and_an_english_one_is_english() {
    assert!(server().get("/?q=energi&fund=ERUF").text().contains("noindex"));
    assert!(!server().get("/").text().contains("noindex"));
    assert!(server().get("/?lang=en").text().contains("lang=\"en\""));
}

#[test]
fn what_is_not_there_is_a_page_too() {
    for path in ["/projects/no-such-id", "/nope", "/static/nope.css"] {
        let page = server().get(path);
        assert_eq!(page.status, 404, "{path}");
        assert!(page.header("content-type").unwrap().starts_with("text/html"), "{path}");
    }
}

#[test]
fn an_owner_has_a_page_by_key_and_by_nothing_else() {
    let owners = server().get("/v1/facets/owner?facet_limit=1").json();
    let owner = &owners["values"][0];
    let (key, name) = (owner["value"].as_str().unwrap(), owner["label"].as_str().unwrap());
    let page = server().get(&format!("/owners/{key}"));
    assert_eq!(page.status, 200);
    let text = page.text();
    let count = owner["count"].as_u64().unwrap();
    assert!(text.contains(&format!("<h1>{name}</h1>")) && text.matches("class=\"hit\"").count() as u64 == count.min(50), "{name}");
    assert!(text.contains("\"@type\":\"Organization\""));
    for path in [
        "/owners/no-such-owner",
        "/owners/%20",
        "/owners/%ff",
        &format!("/owners/{}", name.replace(' ', "%20")),
        &format!("/owners/{key}?page=9"),
    ] {
        assert_eq!(server().get(path).status, 404, "{path}");
    }
}

#[test]
fn the_overview_counts_what_the_search_finds() {
    let total = server().search("q=energi&fund=ERUF&limit=0")["total"].as_u64().unwrap();
    let page = server().get("/overview?q=energi&fund=ERUF&start_from=2016").text();
    assert!(page.contains("<svg class=\"plot\"") && page.contains("<svg class=\"map\"") && page.contains("noindex"));
    let all = server().get("/overview?q=energi&fund=ERUF").text();
    assert!(all.contains(&format!("<p class=\"lede\">{total} projekt")), "{total}");
    assert_eq!(server().get("/overview?q=vqxzkwjq&utm_source=x").status, 200);
    assert!(!server().get("/overview").text().contains("noindex"));
}

#[test]
fn every_bar_leads_to_as_many_hits_as_it_says() {
    let page = server().get("/?q=energi").text();
    let bars: Vec<&str> =
        page.split("<svg class=\"bars\"").skip(1).flat_map(|svg| svg.split("</svg>").next().unwrap().split("<a ").skip(1)).collect();
    assert!(bars.len() > 8, "{}", bars.len());
    for bar in bars {
        let attribute = |name: &str| bar.split_once(&format!("{name}=\"")).unwrap().1.split('"').next().unwrap();
        let said: String = attribute("aria-label").rsplit(':').next().unwrap().chars().filter(char::is_ascii_digit).collect();
        let query = attribute("href").trim_start_matches("/?").replace("&#38;", "&");
        assert_eq!(server().search(&format!("{query}&limit=0"))["total"].to_string(), said, "{query}");
    }
}

#[test]
fn the_stylesheet_is_served_for_ever() {
    let page = server().get("/").text();
    let at = page.find("/static/").expect("a stylesheet");
    let path: String = page[at..].chars().take_while(|c| *c != '"').collect();
    let style = server().get(&path);
    assert_eq!(style.status, 200, "{path}");
    assert!(style.header("cache-control").unwrap().contains("immutable"));
}
