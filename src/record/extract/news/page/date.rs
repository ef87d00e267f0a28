//! The date of a page: when it was published, else when it was last changed.

use super::super::party;
use super::super::prose::folded;
use super::lines::Line;
use crate::record::date::{self, PartialDate};
use crate::record::draft::{Confidence, Fact};

/// The most words of a line that gives the page's date.
const DATE_LINE_WORDS: usize = 9;

/// Words beside the date on which a page was published.
const PUBLISHED: &[&str] =
    &["public", "nyhet", "pressmeddelande", "notis", "posta", "skriv", "press release", "published", "artikel", "favourite", "datum"];
/// Words beside the date on which a page was last changed, often years later.
const CHANGED: &[&str] = &["uppdatera", "senast", "granska", "ändra", "update", "modified"];

/// What a date on a line of its own says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Published,
    Changed,
}

/// The page's date; that of publishing before that of the last change.
pub(super) fn of_page<'l>(lines: impl Iterator<Item = &'l Line>) -> Option<Fact<String>> {
    let mut best: Option<(Kind, Fact<String>)> = None;
    for line in lines {
        let Some((kind, date)) = of_line(&line.text) else { continue };
        if best.as_ref().is_none_or(|(known, _)| kind < *known) {
            best = Some((kind, Fact::stated(date.to_string(), line.line).read_from(&line.text, Confidence::Certain)));
        }
    }
    best.map(|(_, date)| date)
}

/// Whether a line says nothing but the page's date.
pub(super) fn is_date_line(text: &str) -> bool {
    // Two dates are a period, and a project's.
    let one = date::mentions(text).iter().filter(|mention| mention.date.is_some()).count() < 2
        || of_line(text).is_some_and(|(kind, _)| kind == Kind::Changed);
    !text.ends_with('.') && one && of_line(text).is_some()
}

/// The date that a short line gives, alone or behind a word: `2024-01-25`,
/// `Publicerad 12 december 2023`, `Senast uppdaterad den 11 juni 2020`.
fn of_line(text: &str) -> Option<(Kind, PartialDate)> {
    if text.split_whitespace().count() > DATE_LINE_WORDS {
        return None;
    }
    let (before, date) = first_day(text)?;
    let before = folded(before);
    let has = |words: &[&str]| words.iter().any(|word| before.contains(word));
    let bare = before.trim_matches(|c: char| !c.is_alphanumeric());
    if has(CHANGED) {
        Some((Kind::Changed, date))
    } else if bare.is_empty() || bare == "den" || has(PUBLISHED) || is_weekday(bare) || is_publisher(bare, text) {
        Some((Kind::Published, date))
    } else {
        None
    }
}

/// `Mora kommun, 2 februari 2020`, `Umeå 2019-02-03`: who published, or where.
fn is_publisher(before: &str, text: &str) -> bool {
    let written = text.get(..before.len()).unwrap_or_default();
    let words = written.split_whitespace().count();
    party::is_whole(written) && words <= 5 || words == 1 && written.starts_with(char::is_uppercase)
}

fn is_weekday(word: &str) -> bool {
    let word = word.strip_suffix(" den").unwrap_or(word);
    ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"]
        .iter()
        .any(|day| word.strip_suffix("en").unwrap_or(word) == *day)
}

/// The first date with a day, and what stands before it.
fn first_day(text: &str) -> Option<(&str, PartialDate)> {
    let mention = date::mentions(text).into_iter().find(|mention| mention.day.is_some() && mention.date.is_some());
    if let Some((at, date)) = mention.and_then(|mention| Some((mention.start, mention.date?))) {
        return Some((text.get(..at)?, date));
    }
    // `12/10/2017` and `Jun 13, 2011 16:42 CEST` are no dates of running text.
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let figures = text.get(at..)?.split_whitespace().next()?;
    if let Some(date) = PartialDate::parse(figures).filter(|date| date.day().is_some()) {
        return Some((text.get(..at)?, date));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).find_map(|three| PartialDate::parse(&three.join(" "))).filter(|date| date.day().is_some()).map(|date| ("", date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_a_date() {
        let check = |text: &str, expected: &str| {
            assert_eq!(of_line(text).map(|(kind, date)| format!("{kind:?} {date}")).unwrap_or_default(), expected, "{text}");
        };
        check("4 maj 2021", "Published 2021-05-04");
        check("Publicerad 4 maj 2021", "Published 2021-05-04");
        check("Publicerad 04/05/2021", "Published 2021-05-04");
        check("Notis · 2021-05-04", "Published 2021-05-04");
        check("May 4, 2021 16:42 CEST", "Published 2021-05-04");
        check("tisdag den 4 maj 2021", "Published 2021-05-04");
        check("Senast uppdaterad den 4 maj 2021", "Changed 2021-05-04");
        check("Sidan uppdaterades senast 2021-05-04", "Changed 2021-05-04");
        check("Mötet hålls 4 maj 2021", "");
        check("4 maj 08:18", "");
    }
}
