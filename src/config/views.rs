//! `[[view]]`: the named views of the configuration file.
//!
//! A fault tells its line, the view and the key. Only the file has views: they
//! are too large for a flag or a variable.

use serde::Deserialize;
use toml::Spanned;

use crate::http::named_views::{LAYOUTS, LONGEST_NAME, NamedView};
use crate::http::page::Tongue;
use crate::http::params::{MOST_HITS, nearest};
use crate::http::scope;
use crate::index::fields::Fields;
use crate::search::Selection;

/// Letters of the longest title.
const LONGEST_TITLE: usize = 120;

/// A view as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawView {
    name: Spanned<String>,
    title: Option<Spanned<String>>,
    title_en: Option<Spanned<String>>,
    scope: Vec<Spanned<String>>,
    facets: Option<Vec<Spanned<String>>>,
    limit: Option<Spanned<usize>>,
    layout: Option<Spanned<String>>,
    language: Option<Spanned<String>>,
    frame_ancestors: Option<Vec<Spanned<String>>>,
}

/// Reads the views of a file whose text is given; every fault is told.
pub fn read(raw: &[RawView], text: &str) -> Result<Vec<NamedView>, Vec<String>> {
    let mut reading = Reading { text, faults: Vec::new() };
    let mut views: Vec<NamedView> = Vec::with_capacity(raw.len());
    for one in raw {
        let view = reading.view(one);
        if views.iter().any(|known| known.name == view.name) {
            reading.fault(&one.name, &one.name, "name", "stands at another view already");
        }
        views.push(view);
    }
    if reading.faults.is_empty() { Ok(views) } else { Err(reading.faults) }
}

struct Reading<'a> {
    text: &'a str,
    faults: Vec<String>,
}

impl Reading<'_> {
    fn view(&mut self, raw: &RawView) -> NamedView {
        let name = &raw.name;
        if !is_name(name.get_ref()) {
            self.fault(name, name, "name", &format!("is 1 to {LONGEST_NAME} small letters a to z, digits and hyphens"));
        }
        if raw.scope.is_empty() {
            self.fault(name, name, "scope", "has no value; a view without a scope is the whole search");
        }
        NamedView {
            name: name.get_ref().clone(),
            title_sv: self.title(name, "title", raw.title.as_ref()),
            title_en: self.title(name, "title_en", raw.title_en.as_ref()),
            scope: self.scope(name, &raw.scope),
            facets: raw.facets.as_ref().map(|facets| self.facets(name, facets)),
            limit: raw.limit.as_ref().and_then(|limit| self.limit(name, limit)),
            layout: raw.layout.as_ref().and_then(|layout| self.one_of(name, "layout", layout, &LAYOUTS)),
            language: raw.language.as_ref().and_then(|language| self.one_of(name, "language", language, &LANGUAGES)),
            frame_ancestors: raw.frame_ancestors.as_ref().map(|origins| self.origins(name, origins)),
        }
    }

    fn title(&mut self, view: &Spanned<String>, key: &str, title: Option<&Spanned<String>>) -> String {
        let Some(title) = title else { return String::new() };
        let text = title.get_ref().trim();
        if text.is_empty() || text.chars().count() > LONGEST_TITLE || text.contains(char::is_control) {
            self.fault(view, title, key, &format!("is 1 to {LONGEST_TITLE} letters on one line"));
        }
        text.to_owned()
    }

    fn scope(&mut self, view: &Spanned<String>, values: &[Spanned<String>]) -> Vec<Selection> {
        let facets = facets();
        let mut fixed = Vec::new();
        for value in values {
            let read =
                scope::read(value.get_ref(), &facets).and_then(|(facet, of, excluded)| scope::add(&mut fixed, &facet, &of, excluded));
            if let Err(reason) = read {
                self.fault(view, value, "scope", &reason);
            }
        }
        fixed
    }

    fn facets(&mut self, view: &Spanned<String>, names: &[Spanned<String>]) -> Vec<String> {
        let known = facets();
        for name in names.iter().filter(|name| !known.contains(&name.get_ref().as_str())) {
            let nearest = nearest(name.get_ref(), known.iter().copied());
            self.fault(view, name, "facets", &format!("no facet `{}`; did you mean `{nearest}`?", name.get_ref()));
        }
        names.iter().map(|name| name.get_ref().clone()).collect()
    }

    fn limit(&mut self, view: &Spanned<String>, limit: &Spanned<usize>) -> Option<usize> {
        let number = *limit.get_ref();
        if !(1..=MOST_HITS).contains(&number) {
            self.fault(view, limit, "limit", &format!("is a whole number from 1 to {MOST_HITS}"));
        }
        Some(number)
    }

    fn one_of<T: Copy>(&mut self, view: &Spanned<String>, key: &str, given: &Spanned<String>, known: &[(&str, T)]) -> Option<T> {
        let found = known.iter().find(|(code, _)| code == given.get_ref()).map(|(_, value)| *value);
        if found.is_none() {
            let codes: Vec<&str> = known.iter().map(|(code, _)| *code).collect();
            self.fault(view, given, key, &format!("is one of {}", codes.join(", ")));
        }
        found
    }

    fn origins(&mut self, view: &Spanned<String>, origins: &[Spanned<String>]) -> Vec<String> {
        for origin in origins.iter().filter(|origin| !is_origin(origin.get_ref())) {
            let reason = format!("`{}` is no origin such as https://www.example.se or https://*.example.se", origin.get_ref());
            self.fault(view, origin, "frame_ancestors", &reason);
        }
        origins.iter().map(|origin| origin.get_ref().clone()).collect()
    }

    fn fault<T>(&mut self, view: &Spanned<String>, at: &Spanned<T>, key: &str, reason: &str) {
        let line = 1 + self.text.get(..at.span().start).unwrap_or_default().matches('\n').count();
        self.faults.push(format!("line {line}: view `{}`: {key}: {reason}", view.get_ref()));
    }
}

const LANGUAGES: [(&str, Tongue); 2] = [("sv", Tongue::Swedish), ("en", Tongue::English)];

fn facets() -> Vec<&'static str> {
    Fields::bundled().facets().map(|facet| facet.name.as_str()).collect()
}

fn is_name(name: &str) -> bool {
    let sign = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    !name.is_empty() && name.len() <= LONGEST_NAME && name.chars().all(sign)
}

/// Whether a text is a host source of a content security policy with its scheme and
/// without a path (CSP Level 3, section 2.3.1). It goes into a header as it stands.
fn is_origin(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
    let host = host.strip_prefix("*.").unwrap_or(host);
    let label = |label: &str| !label.is_empty() && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let is_port = |port: &str| (1..=5).contains(&port.len()) && port.chars().all(|digit| digit.is_ascii_digit());
    host.split('.').all(label) && port.is_none_or(is_port)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::named_views::Layout;

    #[derive(Deserialize)]
    struct File {
        view: Vec<RawView>,
    }

    fn read_text(text: &str) -> Result<Vec<NamedView>, Vec<String>> {
        let file: File = toml::from_str(text).expect("TOML");
        read(&file.view, text)
    }

    #[test]
    fn a_view_is_read() {
        let text = r#"
            [[view]]
            name = "norr"
            title = "EU-projekt i Norrbotten"
            scope = ["county:25", "fund:-ESF", "county:24"]
            facets = ["fund", "status"]
            limit = 5
            layout = "compact"
            language = "en"
            frame_ancestors = ["https://www.example.se", "https://*.example.se:8443"]
            [[view]]
            name = "agare-1"
            scope = ["owner:212000-1355"]
        "#;
        let views = read_text(text).expect("sound");
        let norr = &views[0];
        assert_eq!((norr.limit, norr.layout, norr.language), (Some(5), Some(Layout::Compact), Some(Tongue::English)));
        assert_eq!(norr.scope.len(), 2);
        assert_eq!(norr.scope[0].include, ["25", "24"]);
        assert_eq!(norr.scope[1].exclude, ["ESF"]);
        assert_eq!(views[1].facets, None);
    }

    #[test]
    fn every_fault_tells_its_line_and_key() {
        let text = r#"[[view]]
name = "Norr"
scope = [
  "county:25",
  "conty:24",
]
facets = ["fundd"]
limit = 0
layout = "grid"
language = "fi"
frame_ancestors = ["example.se; script-src *"]
[[view]]
name = "a"
title = ""
scope = []
[[view]]
name = "a"
scope = ["fund:ESF"]
"#;
        let faults = read_text(text).expect_err("faults");
        let starts = [
            "line 2: view `Norr`: name",
            "line 5: view `Norr`: scope: no facet `conty`; did you mean `county`?",
            "line 7: view `Norr`: facets",
            "line 8: view `Norr`: limit",
            "line 9: view `Norr`: layout",
            "line 10: view `Norr`: language",
            "line 11: view `Norr`: frame_ancestors",
            "line 13: view `a`: scope",
            "line 14: view `a`: title",
            "line 17: view `a`: name",
        ];
        for start in starts {
            assert!(faults.iter().any(|fault| fault.starts_with(start)), "{start}: {faults:#?}");
        }
        assert_eq!(faults.len(), starts.len(), "{faults:#?}");
    }

    #[test]
    fn only_origins_go_into_the_policy() {
        for origin in ["https://example.se", "http://127.0.0.1:8080", "https://*.example.se", "https://xn--exempel-xyz.se"] {
            assert!(is_origin(origin), "{origin}");
        }
        for text in [
            "example.se",
            "https://",
            "https://*",
            "https://a b",
            "https://a;b",
            "https://a/",
            "https://a:x",
            "*",
            "'self'",
            "https://a\r\nx",
        ] {
            assert!(!is_origin(text), "{text}");
        }
    }
}
