//! Texts: personal data out, lengths within their limits.

use std::collections::HashSet;

use super::super::draft::{Draft, Fact};
use super::super::notice::NoticeCode;
use super::super::personal;
use super::Work;

/// The longest name, or other short text, in characters; the longest name seen has 183.
pub(super) const NAME_CHARS: usize = 500;
/// The longest description in bytes: 64 KiB; the longest seen has 4 000.
pub(super) const DESCRIPTION_BYTES: usize = 64 << 10;
/// The most partners, or other names of one kind, of one project.
pub(crate) const MAX_NAMES: usize = 100;
/// How much of a statement a notice repeats, in characters.
const EXCERPT_CHARS: usize = 80;

impl Work<'_> {
    pub(super) fn name(&mut self, draft: &Draft) -> Result<String, String> {
        self.text("name", &draft.name).ok_or_else(|| "no name: a project needs one".to_owned())
    }

    /// The number as stated. It is not searched for personal data, which
    /// numbers of eight digits and more could be taken for.
    pub(super) fn reference(&mut self, draft: &Draft) -> Option<String> {
        let fact = draft.reference.as_ref().filter(|fact| !fact.value.trim().is_empty())?;
        self.origin("reference", fact);
        Some(self.limited("reference", fact.value.trim().to_owned(), NAME_CHARS, fact.line))
    }

    pub(super) fn description(&mut self, draft: &Draft) -> Option<String> {
        self.body("description", &draft.description)
    }

    pub(super) fn description_en(&mut self, draft: &Draft) -> Option<String> {
        self.body("description_en", &draft.description_en)
    }

    fn body(&mut self, key: &'static str, fact: &Option<Fact<String>>) -> Option<String> {
        let line = fact.as_ref()?.line;
        let text = self.stated(key, fact)?;
        Some(self.limited_bytes(key, text, DESCRIPTION_BYTES, line))
    }

    /// The English name, where it is another one.
    pub(super) fn name_en(&mut self, draft: &Draft, name: &str) -> Option<String> {
        let english = self.text("name_en", &draft.name_en).filter(|english| english.to_lowercase() != name.to_lowercase());
        if english.is_none() {
            self.origins.remove("name_en");
        }
        english
    }

    /// A short text as stated, without personal data; none where nothing is left.
    pub(super) fn text(&mut self, key: &'static str, fact: &Option<Fact<String>>) -> Option<String> {
        let line = fact.as_ref()?.line;
        let text = self.stated(key, fact)?;
        Some(self.limited(key, text, NAME_CHARS, line))
    }

    fn stated(&mut self, key: &'static str, fact: &Option<Fact<String>>) -> Option<String> {
        let fact = fact.as_ref()?;
        let text = self.scrubbed(fact.value.trim());
        if text.is_empty() {
            return None;
        }
        self.origin(key, fact);
        Some(text)
    }

    pub(super) fn scrubbed(&mut self, text: &str) -> String {
        if self.context.keep_personal_data {
            return text.to_owned();
        }
        let (text, dropped) = personal::scrub(text);
        self.dropped.extend(dropped);
        text
    }

    pub(super) fn partners(&mut self, draft: &Draft) -> Vec<String> {
        if let Some(first) = draft.partners.first() {
            self.origin("partners", first);
        }
        self.names("partners", draft.partners.iter().map(|partner| partner.value.as_str()), draft.line)
    }

    pub(super) fn themes(&mut self, draft: &Draft) -> Vec<String> {
        if let Some(first) = draft.secondary_themes.first() {
            self.origin("secondary_themes", first);
        }
        self.names("secondary_themes", draft.secondary_themes.iter().map(|theme| theme.value.as_str()), draft.line)
    }

    /// Each name once, in the order of the source, without personal data.
    pub(super) fn names<'t>(&mut self, key: &'static str, texts: impl Iterator<Item = &'t str>, line: usize) -> Vec<String> {
        let mut seen = HashSet::new();
        let names: Vec<String> = texts.map(|text| self.scrubbed(text.trim())).collect();
        let once = names.into_iter().filter(|name| !name.is_empty() && seen.insert(name.to_lowercase())).collect();
        let few = self.within(key, once, MAX_NAMES, line);
        few.into_iter().map(|name| self.limited(key, name, NAME_CHARS, line)).collect()
    }

    /// The first `max` of a list, and said so where there are more.
    pub(super) fn within<T>(&mut self, key: &'static str, mut list: Vec<T>, max: usize, line: usize) -> Vec<T> {
        if list.len() > max {
            self.notice(NoticeCode::Truncated, line, key, format!("{} values; the first {max} were kept", list.len()));
            list.truncate(max);
        }
        list
    }

    /// Cut after so many characters, and said so.
    pub(super) fn limited(&mut self, key: &'static str, text: String, chars: usize, line: usize) -> String {
        let end = text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
        self.limited_bytes(key, text, end, line)
    }

    /// Cut after so many bytes, never inside a letter, and said so.
    pub(super) fn limited_bytes(&mut self, key: &'static str, mut text: String, bytes: usize, line: usize) -> String {
        if text.len() <= bytes {
            return text;
        }
        self.notice(NoticeCode::Truncated, line, key, format!("{} bytes; the text was cut", text.len()));
        text.truncate(text.floor_char_boundary(bytes));
        text.truncate(text.trim_end().len());
        text
    }
}

/// The beginning of a statement, for a notice.
pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
