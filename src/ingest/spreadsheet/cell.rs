//! What stands in a cell, as text: dates as `2024-03-01`, shares as `40%`,
//! numbers without exponent and without more digits than they need.

use jiff::ToSpan;
use jiff::civil::{Date, date};

/// How a cell shows its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shown {
    /// As it is.
    #[default]
    Number,
    /// As a day, perhaps with a time.
    Date,
    /// Times a hundred, with a percent sign.
    Percent,
}

/// The number of a day; which one is 0 depends on the program that the
/// workbook began in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Epoch {
    /// Day 1 is 1900-01-01, and 1900 is taken for a leap year.
    #[default]
    Windows,
    /// Day 0 is 1904-01-01.
    Macintosh,
}

/// The last day that spreadsheets know, 9999-12-31.
const LAST_DAY: f64 = 2_958_465.0;

/// A number as its cell shows it; whatever is no number stays as it is.
pub(super) fn number(raw: &str, shown: Shown, epoch: Epoch) -> String {
    let raw = raw.trim();
    let Some(value) = raw.parse::<f64>().ok().filter(|value| value.is_finite()) else { return raw.to_owned() };
    match shown {
        Shown::Number => plain(raw, value),
        Shown::Percent => percent(value),
        Shown::Date => day(value, epoch).map_or_else(|| plain(raw, value), |day| day.to_string()),
    }
}

/// A share as `40%`. The product has errors in its last digits.
pub(super) fn percent(value: f64) -> String {
    let share = (value * 100.0 * 1e6).round() / 1e6;
    format!("{}%", if share.is_finite() { share } else { value })
}

/// A truth value, as the lists' readers know it.
pub(super) fn truth(value: bool) -> &'static str {
    if value { "Ja" } else { "Nej" }
}

/// A date or a date with a time in ISO form; only the date where it is one.
pub(super) fn iso_day(raw: &str) -> &str {
    raw.split_once('T').map_or(raw, |(day, _)| day)
}

/// The shortest digits that are this number.
pub(super) fn plain(raw: &str, value: f64) -> String {
    let digits = !raw.is_empty() && raw.len() <= 15 && raw.bytes().all(|b| b.is_ascii_digit()) && !raw.starts_with('0');
    match value {
        _ if digits => raw.to_owned(),
        0.0 => "0".to_owned(),
        value => value.to_string(),
    }
}

fn day(serial: f64, epoch: Epoch) -> Option<Date> {
    if !(0.0..=LAST_DAY).contains(&serial) {
        return None;
    }
    let days = serial.floor() as i64;
    let first = match epoch {
        Epoch::Macintosh => date(1904, 1, 1),
        // Before the day that never was, 1900-02-29, the count is one short.
        Epoch::Windows if days < 60 => date(1899, 12, 31),
        Epoch::Windows => date(1899, 12, 30),
    };
    first.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, shown: Shown, expected: &str) {
        assert_eq!(number(raw, shown, Epoch::Windows), expected, "{raw}");
    }

    #[test]
    fn numbers_have_the_digits_they_need() {
        check("4973906", Shown::Number, "4973906");
        check("4.973906E6", Shown::Number, "4973906");
        check("0.40000000000000002", Shown::Number, "0.4");
        check("40.0", Shown::Number, "40");
        check("-0", Shown::Number, "0");
        check("1234.5", Shown::Number, "1234.5");
        check("1E+21", Shown::Number, "1000000000000000000000");
        check("inf", Shown::Number, "inf");
        check("rad", Shown::Number, "rad");
        check("", Shown::Number, "");
    }

    #[test]
    fn shares_are_percent() {
        check("0.4", Shown::Percent, "40%");
        check("0.07", Shown::Percent, "7%");
        check("0.475", Shown::Percent, "47.5%");
        check("1", Shown::Percent, "100%");
        check("1e308", Shown::Percent, &format!("{}%", 1e308));
    }

    #[test]
    fn days_are_dates() {
        check("45352", Shown::Date, "2024-03-01");
        check("45352.75", Shown::Date, "2024-03-01");
        check("61", Shown::Date, "1900-03-01");
        check("59", Shown::Date, "1900-02-28");
        check("1", Shown::Date, "1900-01-01");
        check("2958465", Shown::Date, "9999-12-31");
        check("2958466", Shown::Date, "2958466");
        check("-1", Shown::Date, "-1");
        assert_eq!(number("43890", Shown::Date, Epoch::Macintosh), "2024-03-01");
        assert_eq!(iso_day("2024-03-01T00:00:00"), "2024-03-01");
    }

    proptest::proptest! {
        #[test]
        fn no_number_makes_it_panic(value: f64) {
            for shown in [Shown::Number, Shown::Percent, Shown::Date] {
                let _ = number(&value.to_string(), shown, Epoch::Windows);
            }
        }
    }
}
