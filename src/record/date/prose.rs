//! Dates in running text.
//!
//! Most numbers of four digits in a text about funds are years, but not all:
//! the words beside one say whether it counts something (*uppemot 2000 personer*)
//! or belongs to a name (*Agenda 2030*).

use super::{PartialDate, YEARS, digits, month_number};

/// A date in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateMention {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The date, where its year is stated with it.
    pub date: Option<PartialDate>,
    /// The month, where it is named.
    pub month: Option<i8>,
    /// The day, where it is named.
    pub day: Option<i8>,
}

/// The dates that a text names, in order: ISO dates, `1 september 2023`,
/// `1 september`, `september 2023`, and years that stand alone.
pub fn mentions(text: &str) -> Vec<DateMention> {
    let words: Vec<(usize, &str)> = words(text).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(here) = words.get(at..) {
        if here.is_empty() {
            break;
        }
        match mention(here) {
            Some((mention, length)) => {
                let bare_year = mention.month.is_none();
                if !bare_year || is_year(&words, at) {
                    found.push(mention);
                }
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// The words of a text with the byte each begins at, without the signs around
/// them; a dash parts words, and so does a hyphen between two years.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let parted = text.split([' ', '\t', '\n', '\r', '\u{a0}', '\u{2013}', '\u{2014}']).flat_map(|word| {
        let bare = word.trim_matches(AROUND);
        match bare.split_once('-').filter(|(from, to)| is_span(from, to)) {
            Some((from, to)) => [from, to],
            None => [bare.trim_end_matches('-'), ""],
        }
    });
    parted.filter(|word| !word.is_empty()).map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// Signs around words.
const AROUND: [char; 13] = ['(', ')', '"', '”', '“', '«', '»', ',', '.', ';', ':', '!', '?'];

/// Whether two words are years of one span.
fn is_span(from: &str, to: &str) -> bool {
    matches!((digits(from, 4), digits(to, 4)), (Some(from), Some(to)) if YEARS.contains(&from) && YEARS.contains(&to) && from <= to)
}

/// Words after a number that is therefore a count: *2000 personer*.
const COUNTED: [&str; 22] = [
    "personer",
    "människor",
    "anställda",
    "deltagare",
    "företag",
    "unga",
    "varslade",
    "elever",
    "barn",
    "invånare",
    "kronor",
    "kr",
    "sek",
    "euro",
    "miljoner",
    "mkr",
    "tkr",
    "besökare",
    "jobb",
    "timmar",
    "kvinnor",
    "män",
];

/// Words before a number that is therefore a count or a name: *uppemot 2000*, *Agenda 2030*.
const NO_YEAR_AFTER: [&str; 16] = [
    "uppemot", "cirka", "ca", "drygt", "omkring", "ungefär", "runt", "nästan", "närmare", "knappt", "minst", "över", "agenda", "horisont",
    "horizon", "kl",
];

/// The years of the programming periods: *Landsbygdsprogrammet 2014–2020* names
/// a programme and says nothing about when a project runs.
const PERIODS: [(&str, &str); 3] = [("2007", "2013"), ("2014", "2020"), ("2021", "2027")];

/// Whether the four digits at `at` are a year, judged by the words beside them.
fn is_year(words: &[(usize, &str)], at: usize) -> bool {
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map(|(_, word)| *word).unwrap_or_default();
    let (before, this, after) = (word(at.checked_sub(1)), word(Some(at)), word(Some(at + 1)));
    let of_period = PERIODS.iter().any(|(from, to)| (*from, *to) == (this, after) || (*from, *to) == (before, this));
    !of_period && !COUNTED.contains(&after.to_lowercase().as_str()) && !NO_YEAR_AFTER.contains(&before.to_lowercase().as_str())
}

/// The longest date that begins at the first word, and how many words it has.
fn mention(words: &[(usize, &str)]) -> Option<(DateMention, usize)> {
    let word = |nth: usize| words.get(nth).map(|(_, word)| *word);
    let first = word(0)?;
    let year_at = |nth: usize| word(nth).and_then(|text| digits(text, 4)).filter(|year| YEARS.contains(year));
    let day = first.trim_end_matches(":e").parse::<i8>().ok().filter(|day| (1..=31).contains(day));
    let (date, month, day, length) = if let (Some(day), Some(month)) = (day, word(1).and_then(month_number)) {
        match year_at(2) {
            Some(year) => (PartialDate::new(year, Some(month), Some(day)), Some(month), Some(day), 3),
            None => (None, Some(month), Some(day), 2),
        }
    } else if let (Some(month), Some(year)) = (month_number(first), year_at(1)) {
        (PartialDate::new(year, Some(month), None), Some(month), None, 2)
    } else {
        let date: PartialDate = first.parse().ok()?;
        (Some(date), date.month, date.day, 1)
    };
    let (start, _) = words.first()?;
    let (last_at, last) = words.get(length - 1)?;
    Some((DateMention { start: *start, end: last_at + last.len(), date, month, day }, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_prose(text: &str, expected: &[&str]) {
        let shown = |m: &DateMention| {
            m.date.map_or_else(|| format!("{:?}/{:?}", m.day.unwrap_or(0), m.month.unwrap_or(0)), |date| date.to_string())
        };
        let found = mentions(text);
        assert!(found.iter().all(|m| text.get(m.start..m.end).is_some()), "{text}");
        assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn dates_in_prose() {
        check_prose("Projektet startar 1 september och slutar i maj 2026 (beslut 2023-04-03).", &["1/9", "2026-05", "2023-04-03"]);
        check_prose("pågår 2021-01-01– 2023-04-03", &["2021-01-01", "2023-04-03"]);
        check_prose("Besök för alla (2024-2027), sedan 2028 – 2029", &["2024", "2027", "2028", "2029"]);
        check_prose("2 oktober, 2020", &["2020-10-02"]);
    }

    #[test]
    fn numbers_that_are_no_years() {
        check_prose("uppemot 2000 ska, 1950 personer, Agenda 2030", &[]);
        check_prose("programmet 2014-2020 och 2021–2027, dnr 2016-6600", &[]);
    }
}
