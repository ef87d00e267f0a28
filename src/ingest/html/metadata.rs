//! What a page says of itself: its address and the day it was published.

/// The longest address that is kept.
const LONGEST_URL: usize = 2_000;

/// Facts about the page, the surest statement of each.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    url: Option<Stated>,
    published: Option<Stated>,
}

/// A statement, the line it stands on and how sure it is, 0 being the surest.
#[derive(Debug)]
struct Stated {
    value: String,
    line: usize,
    rank: usize,
}

/// Properties of `meta` that give the address, the surest first; before them
/// comes `<link rel=canonical>`.
const URL: [&str; 2] = ["og:url", "twitter:url"];
/// Properties of `meta` that give the day, the surest first; behind them come
/// JSON-LD and the first `time` on the page.
const PUBLISHED: [&str; 7] =
    ["article:published_time", "datepublished", "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date", "date"];

impl Metadata {
    pub(super) fn link(&mut self, line: usize, rel: &str, href: &str) {
        if rel.eq_ignore_ascii_case("canonical") {
            self.state_url(line, href, 0);
        }
    }

    pub(super) fn meta(&mut self, line: usize, property: &str, content: &str) {
        let property = property.to_ascii_lowercase();
        if let Some(rank) = URL.iter().position(|known| *known == property) {
            self.state_url(line, content, rank + 1);
        }
        if let Some(rank) = PUBLISHED.iter().position(|known| *known == property) {
            self.state_day(line, content, rank);
        }
    }

    pub(super) fn time(&mut self, line: usize, datetime: &str) {
        self.state_day(line, datetime, PUBLISHED.len() + 1);
    }

    /// JSON-LD: `"datePublished": "2024-03-01T08:00"`, wherever it nests.
    pub(super) fn script(&mut self, line: usize, text: &str) {
        let value = text.split_once("\"datePublished\"").and_then(|(_, behind)| {
            let behind = behind.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
            behind.split('"').next()
        });
        if let Some(value) = value {
            self.state_day(line, value, PUBLISHED.len());
        }
    }

    fn state_url(&mut self, line: usize, value: &str, rank: usize) {
        let value = value.trim();
        let is_address = (value.starts_with("https://") || value.starts_with("http://")) && value.len() <= LONGEST_URL;
        if is_address && self.url.as_ref().is_none_or(|known| rank < known.rank) {
            self.url = Some(Stated { value: value.to_owned(), line, rank });
        }
    }

    /// Keeps the day of a date or a time in ISO form.
    fn state_day(&mut self, line: usize, value: &str, rank: usize) {
        let day = value.trim().get(..10).unwrap_or_default();
        let is_day = day.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if day.len() == 10 && is_day && self.published.as_ref().is_none_or(|known| rank < known.rank) {
            self.published = Some(Stated { value: day.to_owned(), line, rank });
        }
    }

    /// Label, value and line of each fact.
    pub(super) fn into_pairs(self) -> impl Iterator<Item = (&'static str, String, usize)> {
        let url = self.url.map(|stated| ("url", stated.value, stated.line));
        let published = self.published.map(|stated| ("Publicerad", stated.value, stated.line));
        url.into_iter().chain(published)
    }
}
