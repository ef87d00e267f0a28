//! A bank's number for a project in the address of the project's page.

use super::super::super::draft::{Confidence, Fact};
use super::description::Passage;

/// The number behind `/projects/` in the address of a page at `host`, where
/// the record's text tells one address only: several are other projects' too.
pub(super) fn number(passages: &[Passage<'_>], host: &str, is_number: fn(&str) -> bool) -> Option<Fact<String>> {
    let mut found: Option<Fact<String>> = None;
    for block in passages.iter().flatten() {
        let text = block.text();
        let Some((before, after)) = text.split_once("/projects/") else { continue };
        let number = after.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !before.contains(host) || !is_number(number) {
            continue;
        }
        if found.as_ref().is_some_and(|first| first.value != number) {
            return None;
        }
        found.get_or_insert_with(|| Fact::stated(number.to_owned(), block.line).read_from(&text, Confidence::Certain));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::text::blocks;

    #[test]
    fn one_address_numbers_the_project() {
        let check = |text: &str, expected: Option<&str>| {
            let blocks = blocks(text);
            let passages = [blocks.iter().collect()];
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            assert_eq!(number(&passages, "keep.eu", digits).map(|fact| fact.value).as_deref(), expected, "{text}");
        };
        check("https://keep.eu/projects/12345/Bron-EN/", Some("12345"));
        check("https://keep.eu/projects/12345/\nhttps://keep.eu/projects/12346/", None);
        check("https://example.se/projects/12345/", None);
        check("https://keep.eu/projects/", None);
    }
}
