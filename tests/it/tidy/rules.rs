//! The rules, each a judgement of one file by its path below `src/` and its text.

use std::fmt;

use super::rust_paths::{NamedPath, declares_module, paths};

/// The rooms in reading order: each may import from those before it.
const ROOMS: [&str; 6] = ["analysis", "ingest", "record", "index", "search", "http"];

/// What glues the rooms together and may import all of them.
const GLUE: [&str; 5] = ["cli", "config", "telemetry", "lib", "main"];

/// Who may name a crate: the files, or folders with a slash at their end.
const GUARDED_CRATES: [(&str, &[&str]); 2] =
    [("tantivy", &["analysis/tantivy.rs", "index/tantivy.rs", "index/tantivy/", "search/tantivy/"]), ("axum", &["http/"])];

/// Names that say nothing about what a file knows.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "manager"];

/// A broken rule and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    path: String,
    line: usize,
    what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "src/{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Every rule that a file breaks. `path` is relative to `src/`, with slashes.
pub fn faults(path: &str, text: &str) -> Vec<Fault> {
    let mut found: Vec<Fault> = empty_name(path).into_iter().map(|what| Fault { path: path.into(), line: 1, what }).collect();
    if is_test_file(path) {
        return found;
    }
    let named = paths(text);
    for one in &named {
        let imported = imported_room(path, one).and_then(|room| forbidden_import(room_of(path), room));
        let guarded = guarded_crate(path, text, one, &named);
        found.extend(imported.into_iter().chain(guarded).map(|what| Fault { path: path.into(), line: one.line, what }));
    }
    // A group names a room once for each of its members.
    found.dedup();
    found
}

/// A file of tests stands behind `#[cfg(test)]` in its parent, and tests may look wherever they like.
fn is_test_file(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn room_of(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or(path);
    first.strip_suffix(".rs").unwrap_or(first)
}

fn empty_name(path: &str) -> Option<String> {
    let part = path.split('/').map(|part| part.strip_suffix(".rs").unwrap_or(part)).find(|part| EMPTY_NAMES.contains(part))?;
    Some(format!("`{part}` does not say what the file knows: name it after that"))
}

/// The name right below the crate's root that a path leads to, if it leaves its own room at all.
fn imported_room<'a>(path: &str, named: &'a NamedPath) -> Option<&'a str> {
    let mut segments = named.segments.iter().map(String::as_str).skip_while(|&segment| segment == "self").peekable();
    if segments.peek() == Some(&"crate") {
        return segments.nth(1);
    }
    let mut up = 0;
    while segments.next_if_eq(&"super").is_some() {
        up += 1;
    }
    let depth = path.split('/').filter(|part| !matches!(*part, "mod.rs" | "lib.rs" | "main.rs")).count();
    if up > 0 && up == depth { segments.next() } else { None }
}

fn forbidden_import(from: &str, to: &str) -> Option<String> {
    let place = |room: &str| ROOMS.iter().position(|&known| known == room);
    if from == to {
        return None;
    }
    if matches!(to, "cli" | "config") {
        return (!matches!(from, "cli" | "main" | "lib")).then(|| format!("{from} imports {to}: only cli and main may"));
    }
    match (place(from), place(to)) {
        (Some(own), Some(other)) => (other > own).then(|| format!("{from} imports {to}, which lies to its right")),
        (Some(_), None) => Some(format!("{from} imports {to}, which is no room to its left")),
        (None, _) if GLUE.contains(&from) => None,
        (None, _) => Some(format!("{from} is no room yet: give it its place in the order of tests/it/tidy/rules.rs")),
    }
}

fn guarded_crate(path: &str, text: &str, named: &NamedPath, all: &[NamedPath]) -> Option<String> {
    let head = named.segments.first()?;
    let (name, allowed) = GUARDED_CRATES.iter().find(|(name, _)| name == head)?;
    let may = allowed.iter().any(|place| if place.ends_with('/') { path.starts_with(place) } else { path == *place });
    // A module of ours may have the crate's name, as `index/tantivy.rs` has; where a file has brought that in, the bare
    // name is the module's.
    let ours = |one: &NamedPath| one.in_use && one.segments.len() > 1 && one.segments.last().is_some_and(|last| last == name);
    let shadowed = !named.in_use && !named.global && (all.iter().any(ours) || declares_module(text, name));
    (!may && !shadowed).then(|| format!("names {name}: only {} may", allowed.join(", ")))
}

/// Whether a page names a folder of `src/` as one: in a path, in backticks or in a heading.
pub fn names_folder(page: &str, folder: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    page.lines().any(|line| {
        line.match_indices(folder).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + folder.len()..].chars().next();
            let whole = !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word);
            whole && (line.starts_with('#') || before == Some('`') || after == Some('/') || line[..at].ends_with("src/"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<String> {
        faults(path, text).iter().map(ToString::to_string).collect()
    }

    #[track_caller]
    fn caught(path: &str, text: &str, line: usize, why: &str) {
        let found = lines(path, text);
        let start = format!("src/{path}:{line}: ");
        assert!(found.len() == 1 && found[0].starts_with(&start) && found[0].contains(why), "{found:?}");
    }

    #[track_caller]
    fn allowed(path: &str, text: &str) {
        assert_eq!(lines(path, text), Vec::<String>::new());
    }

    #[test]
    fn an_import_from_the_right_is_caught() {
        caught("record/json.rs", "//! Docs.\n\nuse crate::index::Fields;\n", 3, "record imports index");
        caught("analysis/fold.rs", "use crate::record::Project;", 1, "analysis imports record");
        caught("ingest/text.rs", "fn f() {\n    crate::http::serve();\n}", 2, "ingest imports http");
    }

    #[test]
    fn groups_and_super_are_no_way_round() {
        caught("record/date.rs", "use crate::{\n    analysis::fold,\n    search::{Query, Sort},\n};", 3, "record imports search");
        caught("record/amount/units.rs", "use super::super::super::http::page;", 1, "record imports http");
        caught("record/mod.rs", "pub use super::index::Fields;", 1, "record imports index");
        caught("ingest/json.rs", "type T = Vec<crate::record::Project>;", 1, "ingest imports record");
    }

    #[test]
    fn an_import_from_the_left_or_within_is_fine() {
        allowed("http/search.rs", "use crate::{analysis, ingest::Block, record::Project, index::Fields, search::Request};");
        allowed("record/amount/units.rs", "use super::super::date;\nuse crate::record::owner;\nuse crate::analysis::fold;");
        allowed("index/mod.rs", "pub(in crate::index) mod fields;\npub(crate) fn f() {}");
    }

    #[test]
    fn glue_may_import_all_and_be_imported_by_none() {
        for glue in ["cli/serve.rs", "config.rs", "telemetry.rs", "main.rs"] {
            allowed(glue, "use crate::{http, search, record};");
        }
        allowed("cli/mod.rs", "use crate::config::Config;");
        allowed("main.rs", "use fondsok::cli;");
        caught("http/mod.rs", "use crate::config::Config;", 1, "http imports config");
        caught("telemetry.rs", "use crate::cli::Arguments;", 1, "telemetry imports cli");
        caught("search/mod.rs", "use crate::telemetry::span;", 1, "search imports telemetry");
    }

    #[test]
    fn a_new_folder_must_be_given_its_place() {
        caught("export/mod.rs", "use crate::record::Project;", 1, "no room yet");
    }

    #[test]
    fn tests_comments_and_texts_do_not_count() {
        allowed("record/date.rs", "#[cfg(test)]\nmod tests {\n    use crate::search::Sort;\n    fn f() { { } }\n}\n");
        allowed("record/date.rs", "#[cfg(test)]\n#[allow(dead_code)]\nuse crate::search::Sort;\n");
        allowed("record/date/tests.rs", "use crate::search::Sort;");
        allowed("record/date.rs", "// use crate::search;\n/* crate::http /* nested */ axum::x */\n/// [`crate::search::Sort`]\nfn f() {}");
        allowed("record/date.rs", "const A: char = '\"';\nconst B: &str = \"crate::search \\\" axum::Json\";\nconst C: char = '\\'';");
        allowed(
            "record/date.rs",
            r####"const A: &str = "crate::search"; const B: &str = r#"tantivy::Index "quoted""#; const C: char = '"';"####,
        );
    }

    #[test]
    fn what_follows_a_test_module_counts_again() {
        caught("record/date.rs", "#[cfg(test)]\nmod tests {\n    const A: char = '}';\n}\nuse crate::search::Sort;", 5, "search");
        caught("record/date.rs", "fn f<'a>(x: &'a str) {}\nuse crate::search::Sort;", 2, "search");
        caught("record/date.rs", "#[cfg(not(test))]\nuse crate::search::Sort;", 2, "search");
    }

    #[test]
    fn an_engine_named_elsewhere_is_caught() {
        caught("search/rank.rs", "use tantivy::Score;", 1, "names tantivy");
        caught("record/mod.rs", "fn f(index: &::tantivy::Index) {}", 1, "names tantivy");
        caught("index/build.rs", "fn f() {\n    tantivy::Index::open();\n}", 2, "names tantivy");
        caught("cli/check.rs", "use std::fmt;\nuse tantivy as engine;", 2, "names tantivy");
        caught("search/tantivy.rs", "use tantivy::Score;", 1, "names tantivy");
        allowed("analysis/tantivy.rs", "use tantivy::tokenizer::Token;");
        allowed("index/tantivy.rs", "use tantivy::Index;");
        allowed("search/tantivy/score.rs", "use tantivy::Score;");
    }

    #[test]
    fn our_own_module_of_that_name_is_no_engine() {
        allowed("index/generation.rs", "use super::{fields, tantivy};\nstruct A { index: tantivy::OpenIndex }");
        allowed("cli/serve.rs", "use crate::search::tantivy::TantivyBackend;");
        allowed("search/mod.rs", "pub mod tantivy;\nfn f() -> tantivy::Backend {}");
        // The crate's own path stays the crate's.
        caught("index/generation.rs", "use super::tantivy;\nuse ::tantivy::Index;", 2, "names tantivy");
    }

    #[test]
    fn a_web_framework_named_elsewhere_is_caught() {
        caught("search/mod.rs", "use axum::Json;", 1, "names axum");
        caught("cli/serve.rs", "async fn f() -> axum::Router {}", 1, "names axum");
        allowed("http/router.rs", "use axum::Router;");
    }

    #[test]
    fn a_name_that_says_nothing_is_caught() {
        for path in ["record/utils.rs", "search/helpers/mod.rs", "http/common.rs", "index/manager.rs"] {
            caught(path, "", 1, "does not say what the file knows");
        }
        allowed("record/owner.rs", "");
    }

    #[test]
    fn a_page_names_a_folder_as_one_not_by_chance() {
        assert!(names_folder("The room `index` has fields.", "index"));
        assert!(names_folder("open `src/index/fields.rs`", "index"));
        assert!(names_folder("index/        fields, generations", "index"));
        assert!(names_folder("## The index room", "index"));
        assert!(!names_folder("Builds an index, or index-schema/.", "index"));
    }
}
