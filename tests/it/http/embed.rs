//! What other sites load: who may have it in a frame, and what is kept for how long.

use super::server;
use crate::program::{Program, corpus, escaped};

fn ancestors(policy: &str) -> &str {
    policy.split("; ").find_map(|part| part.strip_prefix("frame-ancestors ")).unwrap_or("nothing is said")
}

#[test]
fn only_the_search_may_stand_in_a_frame() {
    let frame = server().get("/embed?scope=county:25");
    assert_eq!((frame.status, ancestors(frame.header("content-security-policy").unwrap())), (200, "*"));
    assert_eq!(frame.header("x-frame-options"), None);
    assert_eq!(frame.header("cross-origin-resource-policy"), Some("cross-origin"));
    let policy = frame.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && policy.contains("require-trusted-types-for 'script'"), "{policy}");
    for path in ["/", "/embed/configure", "/help", "/overview", "/nothing"] {
        let page = server().get(path);
        assert_eq!(ancestors(page.header("content-security-policy").unwrap()), "'none'", "{path}");
        assert_eq!(page.header("x-frame-options"), Some("DENY"), "{path}");
    }
}

#[test]
fn a_frame_that_a_browser_has_kept_stays_one() {
    let frame = server().get("/embed");
    let known = server().send("GET", "/embed", &format!("If-None-Match: {}\r\n", frame.header("etag").unwrap()));
    assert_eq!(known.status, 304);
    // These would take the place of what was sent with the page.
    assert_eq!((known.header("x-frame-options"), known.header("content-security-policy")), (None, None));
}

#[test]
fn a_view_says_who_may_have_its_frame() {
    let program = Program::with_index_of(&[corpus()]);
    let views = "[[view]]\nname = \"norr\"\nscope = [\"county:25\"]\nframe_ancestors = [\"https://www.example.se\", \"https://*.example.se\"]\n\
                 [[view]]\nname = \"ingen\"\nscope = [\"county:25\"]\nframe_ancestors = []\n";
    program.folder.file("fondsok.toml", views);
    let server = program.serve();
    let said = |path: &str| ancestors(server.get(path).header("content-security-policy").unwrap()).to_owned();
    assert_eq!(said("/embed?view=norr"), "https://www.example.se https://*.example.se");
    assert_eq!(said("/embed?view=ingen"), "'none'");
    assert_eq!(server.get("/v1/views/norr").json()["frame_ancestors"][0], "https://www.example.se");
    // A message has nothing in it that is the view's.
    assert_eq!((said("/embed?view=okand"), server.get("/embed?view=okand").status), ("*".into(), 400));
}

#[test]
fn modules_are_open_to_all_and_only_the_version_is_kept_for_ever() {
    for name in ["fondsok-search", "fondsok-height"] {
        let moving = server().get(&format!("/embed/v1/{name}.js"));
        let version = server().get(&format!("/embed/v{}/{name}.js", env!("CARGO_PKG_VERSION")));
        assert_eq!(moving.body, version.body, "{name}");
        assert!(moving.header("cache-control").unwrap().contains("max-age=3600"), "{name}");
        assert!(version.header("cache-control").unwrap().contains("immutable"), "{name}");
        for answer in [&moving, &version] {
            assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{name}");
            assert_eq!(answer.header("content-type"), Some("text/javascript; charset=utf-8"), "{name}");
        }
    }
    assert_eq!(server().get("/embed/v9.9.9/fondsok-search.js").status, 404);
}

#[test]
fn the_configurator_escapes_what_it_prints() {
    let nasty = "\"><script>alert(1)</script>&'";
    let page = server().get(&format!("/embed/configure?label={0}&owner={0}&accent={0}&ground={0}&facets=fund", escaped(nasty)));
    assert_eq!(page.status, 200);
    let page = page.text();
    assert!(!page.contains("<script>alert"));
    assert!(page.contains("En färg förstods inte"));
    let theme = server().get(&format!("/embed/preview.css?accent={0}&ground={0}", escaped("#fff}body{display:none"))).text();
    assert!(!theme.contains("display"), "{theme}");
}
