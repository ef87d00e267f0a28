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
        assert!(!text.contains(" style=") && !text.contains("<script") && !text.contains("<style"), "{path}");
    }
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
fn the_stylesheet_is_served_for_ever() {
    let page = server().get("/").text();
    let at = page.find("/static/").expect("a stylesheet");
    let path: String = page[at..].chars().take_while(|c| *c != '"').collect();
    let style = server().get(&path);
    assert_eq!(style.status, 200, "{path}");
    assert!(style.header("cache-control").unwrap().contains("immutable"));
}
