//! Numbers, amounts, dates and lengths of time as they stand on screen.
//!
//! Thousands are set apart by a no-break space in both languages, as the EU's
//! style guides for Swedish and English have it; the decimal sign differs.

use super::Tongue;
use super::texts::{Texts, counted};
use crate::record::Amount;
use crate::record::date::PartialDate;

/// Hundredths of a krona in a million kronor.
const MILLION_IN_ORE: u64 = 100_000_000;
/// Hundredths of a krona in ten thousand kronor, the last decimal of a million that is shown.
const TEN_THOUSAND_IN_ORE: u64 = 1_000_000;

const MONTHS_SV: [&str; 12] =
    ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A count: `1 234`.
pub fn number(count: usize) -> String {
    grouped(count as u64)
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + 6);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push('\u{a0}');
        }
        shown.push(digit);
    }
    shown
}

/// An amount in three parts, so that a page can set the figure larger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// `cirka`; in English also the currency.
    pub before: String,
    /// `1,8`.
    pub figure: String,
    /// `miljoner kr`.
    pub after: String,
}

impl Sum {
    /// All of it, never broken between its parts.
    pub fn text(&self) -> String {
        let parts = [self.before.as_str(), self.figure.as_str(), self.after.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\u{a0}").replace(' ', "\u{a0}")
    }
}

/// An amount: all its digits where it is exact, millions where the source was approximate.
pub fn sum(amount: &Amount, tongue: Tongue) -> Sum {
    let t = Texts::of(tongue);
    let ore = amount.amount_ore.unsigned_abs();
    let rounded = amount.approximate && ore >= MILLION_IN_ORE && ore.is_multiple_of(TEN_THOUSAND_IN_ORE);
    let figure = if rounded { decimals(ore / TEN_THOUSAND_IN_ORE, tongue) } else { kronor(ore, tongue) };
    let figure = if amount.amount_ore < 0 { format!("\u{2212}{figure}") } else { figure };
    let unit = match (rounded, ore == MILLION_IN_ORE) {
        (false, _) => "",
        (true, true) => t.million_one,
        (true, false) => t.million_many,
    };
    let hedge = if amount.approximate { t.about_amount } else { "" };
    let currency = currency(&amount.currency, tongue);
    match tongue {
        Tongue::Swedish => Sum { before: hedge.to_owned(), figure, after: spaced(unit, currency) },
        Tongue::English => Sum { before: spaced(hedge, currency), figure, after: unit.to_owned() },
    }
}

/// Hundredths as a number for machines: `1800000`, `0.05`.
pub fn whole_and_hundredths(hundredths: i64) -> String {
    let (sign, hundredths) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    match hundredths % 100 {
        0 => format!("{sign}{}", hundredths / 100),
        rest => format!("{sign}{}.{rest:02}", hundredths / 100),
    }
}

/// Whole kronor: `5 000 000 kr`.
pub fn whole_kronor(kronor: i64, tongue: Tongue) -> String {
    sum(&Amount { amount_ore: kronor.saturating_mul(100), currency: "SEK".into(), approximate: false }, tongue).text()
}

/// Öre as millions of kronor with as many of two decimals as say something: `1,8`.
pub fn millions(ore: i64, tongue: Tongue) -> String {
    decimals(ore.max(0).unsigned_abs() / TEN_THOUSAND_IN_ORE, tongue)
}

/// The same for sums of many, rounded to what a reader takes in: `1 080`, `35,3`, `2,41`.
pub fn about_millions(ore: i64, tongue: Tongue) -> String {
    let hundredths = (ore.max(0).unsigned_abs() + TEN_THOUSAND_IN_ORE / 2) / TEN_THOUSAND_IN_ORE;
    let step = match hundredths {
        10_000.. => 100,
        1_000.. => 10,
        _ => 1,
    };
    decimals((hundredths + step / 2) / step * step, tongue)
}

fn kronor(ore: u64, tongue: Tongue) -> String {
    match ore % 100 {
        0 => grouped(ore / 100),
        rest => format!("{}{}{rest:02}", grouped(ore / 100), decimal_sign(tongue)),
    }
}

/// Hundredths with as many decimals as say something: `1,8`.
fn decimals(hundredths: u64, tongue: Tongue) -> String {
    let decimals = format!("{:02}", hundredths % 100);
    match decimals.trim_end_matches('0') {
        "" => grouped(hundredths / 100),
        kept => format!("{}{}{kept}", grouped(hundredths / 100), decimal_sign(tongue)),
    }
}

fn decimal_sign(tongue: Tongue) -> char {
    if tongue.is_english() { '.' } else { ',' }
}

fn currency(code: &str, tongue: Tongue) -> &str {
    match (code, tongue) {
        ("SEK", Tongue::Swedish) => "kr",
        ("EUR", Tongue::Swedish) => "euro",
        ("NOK", Tongue::Swedish) => "norska kr",
        ("DKK", Tongue::Swedish) => "danska kr",
        _ => code,
    }
}

fn spaced(one: &str, other: &str) -> String {
    [one, other].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A share: `40 %`, in English `40%`.
pub fn percent(rate: f64, tongue: Tongue) -> String {
    let hundredths = (rate.clamp(0.0, 1e6) * 100.0).round() as u64;
    let space = if tongue.is_english() { "" } else { "\u{a0}" };
    format!("{}{space}%", decimals(hundredths, tongue))
}

/// A ratio with two decimals, rounded down: what is 4.499 does not reach 4.5.
pub fn ratio(ratio: f64, tongue: Tongue) -> String {
    decimals((ratio.clamp(0.0, 1e6) * 100.0).floor() as u64, tongue)
}

/// A number or the range from it: `60–70`.
pub fn range(least: u64, most: Option<u64>) -> String {
    match most.filter(|most| *most != least) {
        Some(most) => format!("{}–{}", grouped(least), grouped(most)),
        None => grouped(least),
    }
}

/// A date in words, as precise as it is: `2 januari 2024`, `januari 2024`, `2024`.
pub fn date_in_words(date: PartialDate, tongue: Tongue) -> String {
    let months = if tongue.is_english() { &MONTHS_EN } else { &MONTHS_SV };
    let month = date.month().and_then(|month| months.get(usize::from(month.unsigned_abs()).saturating_sub(1)));
    let Some(month) = month else { return date.year().to_string() };
    let day = date.first_day();
    let whole = day == date.last_day();
    if whole { format!("{}\u{a0}{month} {}", day.day(), date.year()) } else { format!("{month} {}", date.year()) }
}

/// From when to when, each end a text that is never broken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
}

impl Period {
    /// The dates as numbers: `2024-01-02`.
    pub fn in_numbers(start: Option<PartialDate>, end: Option<PartialDate>) -> Self {
        Period { start: start.map(|date| date.to_string()), end: end.map(|date| date.to_string()) }
    }

    /// The dates in words.
    pub fn in_words(start: Option<PartialDate>, end: Option<PartialDate>, tongue: Tongue) -> Self {
        Period { start: start.map(|date| date_in_words(date, tongue)), end: end.map(|date| date_in_words(date, tongue)) }
    }

    /// Whether there is any date.
    pub fn is_known(&self) -> bool {
        self.start.is_some() || self.end.is_some()
    }
}

/// How long a project runs, to the nearest month: `2 år 6 månader`.
pub fn length(start: PartialDate, end: PartialDate, tongue: Tongue) -> Option<String> {
    let t = Texts::of(tongue);
    let first = start.first_day();
    // The last day belongs to the project, so the time ends with the day after it.
    let after = end.last_day().tomorrow().ok()?;
    let span = first.until((jiff::Unit::Month, after)).ok()?;
    if span.get_months() < 0 || span.get_days() < 0 || after <= first {
        return None;
    }
    let months = usize::try_from(span.get_months()).ok()? + usize::from(span.get_days() > 15);
    if months == 0 {
        return Some(counted(usize::try_from(span.get_days()).ok()?, t.days_one, t.days_many));
    }
    let years = (months >= 12).then(|| counted(months / 12, t.years_one, t.years_many));
    let rest = (!months.is_multiple_of(12)).then(|| counted(months % 12, t.months_one, t.months_many));
    Some([years, rest].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(ore: i64, currency: &str, approximate: bool, tongue: Tongue) -> String {
        sum(&Amount { amount_ore: ore, currency: currency.into(), approximate }, tongue).text().replace('\u{a0}', " ")
    }

    #[test]
    fn amounts() {
        let check = |ore, currency, approximate, swedish: &str, english: &str| {
            assert_eq!(shown(ore, currency, approximate, Tongue::Swedish), swedish);
            assert_eq!(shown(ore, currency, approximate, Tongue::English), english);
        };
        check(497_390_600, "SEK", false, "4 973 906 kr", "SEK 4 973 906");
        check(1_620_000_000, "SEK", false, "16 200 000 kr", "SEK 16 200 000");
        check(180_000_000, "SEK", true, "cirka 1,8 miljoner kr", "about SEK 1.8 million");
        check(100_000_000, "SEK", true, "cirka 1 miljon kr", "about SEK 1 million");
        check(443_000_000, "SEK", true, "cirka 4,43 miljoner kr", "about SEK 4.43 million");
        check(40_000_000, "SEK", true, "cirka 400 000 kr", "about SEK 400 000");
        check(123_456_789, "SEK", true, "cirka 1 234 567,89 kr", "about SEK 1 234 567.89");
        check(310_000_000, "EUR", false, "3 100 000 euro", "EUR 3 100 000");
        check(5, "NOK", false, "0,05 norska kr", "NOK 0.05");
        check(-100, "CHF", false, "−1 CHF", "CHF −1");
        check(i64::MIN, "SEK", false, "−92 233 720 368 547 758,08 kr", "SEK −92 233 720 368 547 758.08");
    }

    #[test]
    fn an_amount_is_never_broken() {
        assert!(!whole_kronor(5_000_000, Tongue::Swedish).contains(' '));
        assert_eq!(number(1_234), "1\u{a0}234");
        assert_eq!(number(999), "999");
    }

    #[test]
    fn sums_of_many_are_rounded() {
        let shown = |ore| about_millions(ore, Tongue::Swedish).replace('\u{a0}', " ");
        for (ore, expected) in
            [(107_994_000_000, "1 080"), (3_530_000_000, "35,3"), (241_000_000, "2,41"), (999_500_000, "10"), (1, "0"), (-5, "0")]
        {
            assert_eq!(shown(ore), expected, "{ore}");
        }
        assert_eq!(shown(i64::MAX), "92 233 720 369");
    }

    #[test]
    fn dates_are_as_precise_as_stated() {
        let check = |date: &str, swedish: &str, english: &str| {
            let date = date.parse().unwrap();
            assert_eq!(date_in_words(date, Tongue::Swedish).replace('\u{a0}', " "), swedish);
            assert_eq!(date_in_words(date, Tongue::English).replace('\u{a0}', " "), english);
        };
        check("2024-01-02", "2 januari 2024", "2 January 2024");
        check("2024-12", "december 2024", "December 2024");
        check("2024", "2024", "2024");
    }

    #[test]
    fn lengths_count_the_last_day() {
        let check = |start: &str, end: &str, expected: Option<&str>| {
            let length = length(start.parse().unwrap(), end.parse().unwrap(), Tongue::Swedish);
            assert_eq!(length.as_deref(), expected, "{start} – {end}");
        };
        check("2024-01-02", "2026-06-30", Some("2 år 6 månader"));
        check("2015-03-01", "2018-05-31", Some("3 år 3 månader"));
        check("2015", "2017", Some("3 år"));
        check("2022-01", "2022-01", Some("1 månad"));
        check("2022-01-01", "2022-01-10", Some("10 dagar"));
        check("2022-01-01", "2022-01-01", Some("1 dag"));
        check("2022-05-01", "2021-05-01", None);
    }

    #[test]
    fn shares_and_ranges() {
        assert_eq!(percent(40.0, Tongue::Swedish), "40\u{a0}%");
        assert_eq!(percent(66.67, Tongue::Swedish), "66,67\u{a0}%");
        assert_eq!(percent(f64::NAN, Tongue::English), "0%");
        assert_eq!(range(60, Some(70)), "60–70");
        assert_eq!(range(1500, Some(1500)), "1\u{a0}500");
    }
}
