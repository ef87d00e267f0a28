//! Dates as precise as a source states them: a day, a month or a year.
//!
//! A new notation is a row in `NOTATIONS`; month names are a table too.

mod prose;

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

pub use prose::{DateMention, mentions};

/// A date as precise as stated: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
///
/// Ordered by its first day, then the more precise first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialSchema for PartialDate {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).pattern(Some(r"^\d{4}(-\d\d(-\d\d)?)?$")).examples(["2024-01-02"]).into()
    }
}

impl ToSchema for PartialDate {}

/// The years that dates are read in; a number outside is something else.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Month names and their usual short forms, Swedish and English.
const MONTHS: [(i8, &[&str]); 12] = [
    (1, &["januari", "jan", "january"]),
    (2, &["februari", "feb", "febr", "february"]),
    (3, &["mars", "mar", "march"]),
    (4, &["april", "apr"]),
    (5, &["maj", "may"]),
    (6, &["juni", "jun", "june"]),
    (7, &["juli", "jul", "july"]),
    (8, &["augusti", "aug", "august"]),
    (9, &["september", "sep", "sept"]),
    (10, &["oktober", "okt", "october", "oct"]),
    (11, &["november", "nov"]),
    (12, &["december", "dec"]),
];

/// How a date can be written, tried in this order.
const NOTATIONS: [fn(&str) -> Option<PartialDate>; 7] =
    [iso_with_time, compact, year_first, slashes, day_month_year, month_day_year, month_year];

impl PartialDate {
    /// A year, a month of it, a day of that; `None` where the calendar has no such day.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Self> {
        let real =
            YEARS.contains(&year) && Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_ok() && (day.is_none() || month.is_some());
        real.then_some(PartialDate { year, month, day })
    }

    /// Reads any notation in `NOTATIONS`, ISO first.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(['.', ',']);
        let text = without_weekday(text);
        let text = text.strip_prefix("den ").or_else(|| text.strip_prefix("Den ")).unwrap_or(text);
        text.parse().ok().or_else(|| NOTATIONS.iter().find_map(|read| read(text)))
    }

    /// The first day it can mean.
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::ZERO)
    }

    /// The last day it can mean.
    pub fn last_day(self) -> Date {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.first_day(),
            (Some(_), None) => self.first_day().last_of_month(),
            (None, _) => self.first_day().last_of_year(),
        }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, where it is stated.
    pub fn month(self) -> Option<i8> {
        self.month
    }

    /// The day, where it is stated.
    pub fn day(self) -> Option<i8> {
        self.day
    }
}

impl Ord for PartialDate {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.first_day().cmp(&other.first_day()).then(self.last_day().cmp(&other.last_day()))
    }
}

impl PartialOrd for PartialDate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(to, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(to, "-{day:02}"))
    }
}

/// Why a text is no date.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no date of the form YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct NoDate(String);

impl FromStr for PartialDate {
    type Err = NoDate;

    /// The three ISO forms and nothing else.
    fn from_str(text: &str) -> Result<Self, NoDate> {
        let parts: Vec<&str> = text.split('-').collect();
        let read = match parts.as_slice() {
            [year] => PartialDate::of(year, None, None),
            [year, month] => PartialDate::of(year, Some(month), None),
            [year, month, day] => PartialDate::of(year, Some(month), Some(day)),
            _ => None,
        };
        read.ok_or_else(|| NoDate(text.chars().take(40).collect()))
    }
}

impl PartialDate {
    fn of(year: &str, month: Option<&str>, day: Option<&str>) -> Option<Self> {
        let month = match month {
            Some(text) => Some(digits(text, 2)? as i8),
            None => None,
        };
        let day = match day {
            Some(text) => Some(digits(text, 2)? as i8),
            None => None,
        };
        PartialDate::new(digits(year, 4)?, month, day)
    }
}

impl TryFrom<String> for PartialDate {
    type Error = NoDate;

    fn try_from(text: String) -> Result<Self, NoDate> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

/// A number of exactly `length` ASCII digits.
fn digits(text: &str, length: usize) -> Option<i16> {
    let fits = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// `2016-10-14 01:17:38`, `2016-10-14T01:17:38Z`.
fn iso_with_time(text: &str) -> Option<PartialDate> {
    let (date, _) = text.split_once([' ', 'T']).filter(|(_, time)| time.contains(':'))?;
    date.parse().ok()
}

/// `20220501`.
fn compact(text: &str) -> Option<PartialDate> {
    if text.len() != 8 || !text.is_ascii() {
        return None;
    }
    PartialDate::of(text.get(..4)?, Some(text.get(4..6)?), Some(text.get(6..)?))
}

/// A text without the weekday it may begin with: `fredagen den 15 december 2023`.
fn without_weekday(text: &str) -> &str {
    const DAYS: [&str; 7] = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];
    let Some((first, rest)) = text.split_once(' ') else { return text };
    let first = first.to_lowercase();
    let first = first.trim_end_matches(',');
    let is_day = DAYS.contains(&first) || first.strip_suffix("en").is_some_and(|day| DAYS.contains(&day));
    if is_day { rest.trim_start() } else { text }
}

/// `2023/09/01`, `2023.09.01`.
fn year_first(text: &str) -> Option<PartialDate> {
    let (year, rest) = text.split_once(['/', '.'])?;
    let (month, day) = rest.split_once(['/', '.'])?;
    PartialDate::of(year, Some(month), Some(day))
}

/// `May 31, 2018`.
fn month_day_year(text: &str) -> Option<PartialDate> {
    let mut words = text.split_whitespace();
    let (month, day, year) = (words.next()?, words.next()?, words.next()?);
    let day: i8 = day.trim_end_matches(',').parse().ok()?;
    let ends = words.next().is_none();
    ends.then(|| PartialDate::new(digits(year, 4)?, Some(month_number(month)?), Some(day))).flatten()
}

/// `01/09/2023`, `1/9 2023`: the day first, as in Sweden and in Kohesio.
fn slashes(text: &str) -> Option<PartialDate> {
    let mut parts = text.split(['/', ' ', '.']).filter(|part| !part.is_empty());
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let at_most_two = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !at_most_two(day) || !at_most_two(month) {
        return None;
    }
    PartialDate::new(digits(year, 4)?, month.parse().ok(), day.parse().ok())
}

/// `1 september 2023`, `1 sept. 2023`.
fn day_month_year(text: &str) -> Option<PartialDate> {
    let mut words = text.split_whitespace();
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let day: i8 = day.trim_end_matches(['.', ':']).trim_end_matches(":e").parse().ok()?;
    let ends = words.next().is_none();
    ends.then(|| PartialDate::new(digits(year, 4)?, Some(month_number(month)?), Some(day))).flatten()
}

/// `september 2023`.
fn month_year(text: &str) -> Option<PartialDate> {
    let (month, year) = text.split_once(char::is_whitespace)?;
    PartialDate::new(digits(year.trim(), 4)?, Some(month_number(month)?), None)
}

/// The number of a month's name.
pub fn month_number(word: &str) -> Option<i8> {
    let word = word.trim_end_matches(['.', ',']).to_lowercase();
    MONTHS.iter().find(|(_, names)| names.contains(&word.as_str())).map(|(number, _)| *number)
}

/// Reads `A - B` with any dash, `A t.o.m. B`, `A till B`, `A to B`.
/// What the first date lacks (its year; its month and year) it takes from the
/// second: `1 mars – 31 maj 2018`, `12–13 juni 2019`.
pub fn parse_period(text: &str) -> Option<(PartialDate, PartialDate)> {
    const BETWEEN: [&str; 10] = [" - ", "\u{2013}", "\u{2014}", " t.o.m. ", " t o m ", " till och med ", " till ", " to ", "- ", "-"];
    // No period is longer; splitting at every hyphen of a long text would be quadratic.
    if text.len() > 120 {
        return None;
    }
    BETWEEN.iter().find_map(|dash| text.match_indices(dash).find_map(|(at, dash)| ends_at(text.get(..at)?, text.get(at + dash.len()..)?)))
}

/// The two ends of a period, each with what the other says about both.
fn ends_at(from: &str, to: &str) -> Option<(PartialDate, PartialDate)> {
    let end = PartialDate::parse(to)?;
    let from = from.trim();
    let with_year = || PartialDate::parse(&format!("{from} {}", end.year)).filter(|_| from.contains(char::is_alphabetic));
    let with_month = || {
        PartialDate::new(end.year, end.month, Some(from.parse().ok()?)).filter(|_| end.day.is_some() && to.contains(char::is_alphabetic))
    };
    let start = PartialDate::parse(from).or_else(with_year).or_else(with_month)?;
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(PartialDate::parse(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
    }

    #[test]
    fn notations() {
        check("2022-05-01", Some("2022-05-01"));
        check("2022-05", Some("2022-05"));
        check("2022", Some("2022"));
        check("2016-10-14 01:17:38", Some("2016-10-14"));
        check("20220501", Some("2022-05-01"));
        check("01/09/2023", Some("2023-09-01"));
        check("1/9 2023", Some("2023-09-01"));
        check("den 1 september 2023", Some("2023-09-01"));
        check("15 feb 2016", Some("2016-02-15"));
        check("31 May 2018", Some("2018-05-31"));
        check("september 2023", Some("2023-09"));
        check("2023/09/01", Some("2023-09-01"));
        check("May 31, 2018", Some("2018-05-31"));
        check("Fredagen den 15 december 2023", Some("2023-12-15"));
        check("fredag", None);
        check("2022-02-30", None);
        check("2022-13", None);
        check("1234567", None);
        check("våren", None);
        check("", None);
    }

    #[test]
    fn periods_take_the_year_from_the_other_end() {
        let period = |text| parse_period(text).map(|(a, b)| format!("{a}/{b}"));
        assert_eq!(period("2022-05-01 - 2023-01-31").as_deref(), Some("2022-05-01/2023-01-31"));
        assert_eq!(period("2021-01-01– 2023-04-03").as_deref(), Some("2021-01-01/2023-04-03"));
        assert_eq!(period("1 mars – 31 maj 2018").as_deref(), Some("2018-03-01/2018-05-31"));
        assert_eq!(period("2022-05-01-2023-01-31").as_deref(), Some("2022-05-01/2023-01-31"));
        assert_eq!(period("2022-05 — 2023-01").as_deref(), Some("2022-05/2023-01"));
        assert_eq!(period("1 mars 2015 t.o.m. 31 maj 2018").as_deref(), Some("2015-03-01/2018-05-31"));
        assert_eq!(period("12–13 juni 2019").as_deref(), Some("2019-06-12/2019-06-13"));
        assert_eq!(period("2024-2027").as_deref(), Some("2024/2027"));
        assert_eq!(period("2022"), None);
        assert_eq!(period("2022-05-01"), None);
    }

    #[test]
    fn partial_dates_span_days_and_order_by_the_first() {
        let month: PartialDate = "2024-02".parse().expect("a month");
        assert_eq!(month.last_day().to_string(), "2024-02-29");
        assert!(PartialDate::parse("2023") < PartialDate::parse("2023-06-01"));
    }

    proptest! {
        #[test]
        fn no_text_panics_and_iso_round_trips(text in "\\PC{0,60}", year in 1900i16..2200, month in 1i8..13, day in 1i8..29) {
            let _ = (PartialDate::parse(&text), parse_period(&text), mentions(&text));
            let date = PartialDate::new(year, Some(month), Some(day)).expect("real");
            prop_assert_eq!(date.to_string().parse::<PartialDate>().expect("iso"), date);
        }
    }
}
