//! When a project starts: `2023`, `2020-2023`, `>2020`, `-2019`, `2023-05`.

use crate::record::date::{PartialDate, parse_period};

/// Dates from and to, inclusive; at least one end is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Years {
    /// The earliest.
    pub(super) from: Option<PartialDate>,
    /// The latest.
    pub(super) to: Option<PartialDate>,
}

/// The years that a comparison with a date leaves.
type Compare = fn(PartialDate) -> Option<Years>;

/// Comparisons, longer ones first where one begins with another.
const SIGNS: [(&str, Compare); 6] = [
    (">=", |date| Some(Years { from: Some(date), to: None })),
    ("≥", |date| Some(Years { from: Some(date), to: None })),
    ("<=", |date| Some(Years { from: None, to: Some(date) })),
    ("≤", |date| Some(Years { from: None, to: Some(date) })),
    // A year holds hundreds of projects: after it is not in it.
    (">", |date| Some(Years { from: Some(after(date)?), to: None })),
    ("<", |date| Some(Years { from: None, to: Some(before(date)?) })),
];

/// What stands between the ends of a range.
const DASHES: [&str; 4] = ["..", "-", "\u{2013}", "\u{2212}"];

/// The years that a text begins with, and their length in bytes.
pub(super) fn in_value(text: &str) -> Option<(Years, usize)> {
    let (years, rest) = compared(text).or_else(|| until(text)).or_else(|| from_on(text))?;
    let goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    (!goes_on).then_some((years, text.len() - rest.len()))
}

/// A whole text in any notation of dates and periods.
pub(super) fn spelled(text: &str) -> Option<Years> {
    let (from, to) = PartialDate::parse(text).map(|date| (date, date)).or_else(|| parse_period(text))?;
    Some(ordered(from, to))
}

/// `>2020`, `<= 2023-05`.
fn compared(text: &str) -> Option<(Years, &str)> {
    let (rest, years) = SIGNS.iter().find_map(|(sign, years)| Some((text.strip_prefix(sign)?, years)))?;
    let (date, rest) = date(rest.trim_start())?;
    Some((years(date)?, rest))
}

/// `-2019`: that year and before.
fn until(text: &str) -> Option<(Years, &str)> {
    let (date, rest) = date(after_dash(text)?)?;
    Some((Years { from: None, to: Some(date) }, rest))
}

/// `2023`, `2020-2023`, `2020 - 2023`, `2020-`: that year and after.
fn from_on(text: &str) -> Option<(Years, &str)> {
    let (first, rest) = date(text)?;
    let closed = after_dash(rest).and_then(date);
    let closed = closed.or_else(|| date(after_dash(rest.strip_prefix(' ')?)?.strip_prefix(' ')?));
    if let Some((second, rest)) = closed {
        return Some((ordered(first, second), rest));
    }
    match after_dash(rest) {
        Some(rest) => Some((Years { from: Some(first), to: None }, rest)),
        None => Some((Years { from: Some(first), to: Some(first) }, rest)),
    }
}

fn after_dash(text: &str) -> Option<&str> {
    DASHES.iter().find_map(|dash| text.strip_prefix(dash))
}

/// The ISO date that a text begins with, as long as it goes, and what follows.
fn date(text: &str) -> Option<(PartialDate, &str)> {
    [10, 7, 4].into_iter().find_map(|length| {
        let date = text.get(..length)?.parse().ok()?;
        let rest = text.get(length..)?;
        (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some((date, rest))
    })
}

/// A range typed backwards is meant forwards.
fn ordered(one: PartialDate, other: PartialDate) -> Years {
    Years { from: Some(one.min(other)), to: Some(one.max(other)) }
}

/// The next day, month or year.
fn after(date: PartialDate) -> Option<PartialDate> {
    as_precise(date, date.last_day().tomorrow().ok()?)
}

/// The day, month or year before.
fn before(date: PartialDate) -> Option<PartialDate> {
    as_precise(date, date.first_day().yesterday().ok()?)
}

/// A day, as a date no more precise than another.
fn as_precise(like: PartialDate, day: jiff::civil::Date) -> Option<PartialDate> {
    let is_day = like.first_day() == like.last_day();
    PartialDate::new(day.year(), like.month().map(|_| day.month()), is_day.then(|| day.day()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(years: Years) -> String {
        let end = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
        format!("{}..{}", end(years.from), end(years.to))
    }

    fn check(text: &str, expected: &str, rest: &str) {
        let read = in_value(text).map(|(years, length)| (shown(years), text.get(length..).unwrap_or("?")));
        assert_eq!(read, Some((expected.to_owned(), rest)), "{text}");
    }

    #[test]
    fn years_and_ranges() {
        check("2023", "2023..2023", "");
        check("2020-2023 energi", "2020..2023", " energi");
        check("2020–2023", "2020..2023", "");
        check("2020..2023", "2020..2023", "");
        check("2020 - 2023", "2020..2023", "");
        check("2020 -2023", "2020..2020", " -2023");
        check("2023-2020", "2020..2023", "");
        check("2023-05", "2023-05..2023-05", "");
        check("2023-05-2024-01", "2023-05..2024-01", "");
        check("2023-05-17,", "2023-05-17..2023-05-17", ",");
        check("-2019", "..2019", "");
        check("2020-", "2020..", "");
    }

    #[test]
    fn after_a_year_is_not_in_it() {
        check(">2020", "2021..", "");
        check("> 2020", "2021..", "");
        check(">=2020", "2020..", "");
        check("<2020", "..2019", "");
        check("≤2020-05", "..2020-05", "");
        check(">2020-12", "2021-01..", "");
        check("<2020-03-01", "..2020-02-29", "");
    }

    #[test]
    fn what_is_no_year() {
        for text in ["", "tjugo", "20", "20231", "2020-talet", "2023-13", "2023e", ">", "-", "9999", "2020-23", ">2199"] {
            assert_eq!(in_value(text), None, "{text}");
        }
    }

    #[test]
    fn spelled_dates() {
        assert_eq!(spelled("maj 2023").map(shown).as_deref(), Some("2023-05..2023-05"));
        assert_eq!(spelled("1 mars – 31 maj 2018").map(shown).as_deref(), Some("2018-03-01..2018-05-31"));
        assert_eq!(spelled("våren"), None);
    }
}
