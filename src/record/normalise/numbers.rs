//! Numbers: amounts, counts, rates, dates, yes and no.

use super::super::date::PartialDate;
use super::super::draft::{Draft, Fact};
use super::super::notice::NoticeCode;
use super::super::project::{Amount, Project};
use super::Work;

impl Work<'_> {
    pub(super) fn amount(&mut self, key: &'static str, fact: &Option<Fact<String>>) -> Option<Amount> {
        let parse = |text: &str| Amount::parse(text).filter(|amount| amount.amount_ore >= 0);
        self.read(key, NoticeCode::UnreadableAmount, fact, parse)
    }

    pub(super) fn compare_amounts(&mut self, project: &Project, line: usize) {
        let (Some(granted), Some(total)) = (&project.granted, &project.total_budget) else { return };
        if granted.currency == total.currency && granted.amount_ore > total.amount_ore {
            self.notice(NoticeCode::GrantAboveTotal, line, "granted", "the grant is larger than the total budget".into());
        }
    }

    pub(super) fn count(&mut self, key: &'static str, fact: &Option<Fact<String>>) -> (Option<u64>, Option<u64>) {
        let range = self.read(key, NoticeCode::UnreadableNumber, fact, range);
        (range.map(|(low, _)| low), range.and_then(|(_, high)| high))
    }

    /// A share outside 0–100 is a number and no share: it has a notice of its own.
    pub(super) fn rate(&mut self, draft: &Draft) -> Option<f64> {
        let key = "cofinancing_rate";
        let rate = self.read(key, NoticeCode::UnreadableNumber, &draft.cofinancing_rate, percent)?;
        if (0.0..=100.0).contains(&rate) {
            return Some(rate);
        }
        self.origins.remove(key);
        let line = draft.cofinancing_rate.as_ref().map_or(draft.line, |fact| fact.line);
        self.notice(NoticeCode::RateRange, line, key, format!("{rate} % is not between 0 and 100; it was left out"));
        None
    }

    pub(super) fn dates(&mut self, draft: &Draft) -> (Option<PartialDate>, Option<PartialDate>) {
        let start = self.read("start", NoticeCode::UnreadableDate, &draft.start, PartialDate::parse);
        let end = self.read("end", NoticeCode::UnreadableDate, &draft.end, PartialDate::parse);
        self.compare_dates(start, end, draft.end.as_ref().map_or(draft.line, |end| end.line));
        (start, end)
    }

    /// Dates the wrong way round stay as stated: which one is wrong nobody knows.
    pub(super) fn compare_dates(&mut self, start: Option<PartialDate>, end: Option<PartialDate>, line: usize) {
        if let (Some(start), Some(end)) = (start, end)
            && end.last_day() < start.first_day()
        {
            self.notice(NoticeCode::DatesReversed, line, "end", format!("the end {end} lies before the start {start}"));
        }
    }
}

/// `40%`, `40,5 %`, `100`: percent, also of a share that cannot be.
pub(super) fn percent(text: &str) -> Option<f64> {
    let number = text.strip_suffix('%').or_else(|| text.strip_suffix("procent")).unwrap_or(text).trim();
    let digits = number.strip_prefix(['-', '\u{2212}']).unwrap_or(number);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.');
    let rate: f64 = digits.replace(',', ".").parse().ok().filter(|_| plain)?;
    Some(if digits.len() < number.len() { -rate } else { rate })
}

pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "ja" | "yes" => Some(true),
        "nej" | "no" => Some(false),
        _ => None,
    }
}

/// What may stand between the two ends of a range.
const RANGE_WORDS: &[&str] = &["-", "–", "—", "−", "och", "till", "eller", "to", "and"];

/// A count or a range of counts in a short text, the lower end first:
/// `1 250`, `ca 60 och 70`, `120–150 personer`. The higher end only of a range.
pub(super) fn range(text: &str) -> Option<(u64, Option<u64>)> {
    let (first, between) = number(text)?;
    let second = number(between).filter(|_| {
        let word = between.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().trim();
        RANGE_WORDS.contains(&word)
    });
    match second {
        Some((second, _)) if second != first => Some((first.min(second), Some(first.max(second)))),
        _ => Some((first, None)),
    }
}

/// The first whole number in a text and what follows it. Groups of three
/// digits after one space of any kind or a dot belong to it; a sign or a
/// decimal makes it no count.
fn number(text: &str) -> Option<(u64, &str)> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let signed = text.get(..from).is_some_and(|before| before == "-" || before == "−");
    let (head, mut rest) = leading_digits(text.get(from..)?);
    let mut digits = head.to_owned();
    while let Some((group, after)) = group_of_three(rest).filter(|_| head.len() <= 3) {
        digits.push_str(group);
        rest = after;
    }
    let decimal = rest.starts_with([',', '.']) && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let value = digits.parse().ok()?;
    (!signed && !decimal).then_some((value, rest))
}

fn leading_digits(text: &str) -> (&str, &str) {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn group_of_three(text: &str) -> Option<(&str, &str)> {
    let mut chars = text.chars();
    chars.next().filter(|c| c.is_whitespace() || *c == '.')?;
    let (group, rest) = leading_digits(chars.as_str());
    (group.len() == 3).then_some((group, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_and_ranges() {
        let check = |text: &str, expected: Option<(u64, Option<u64>)>| assert_eq!(range(text), expected, "{text:?}");
        check("500", Some((500, None)));
        check("0", Some((0, None)));
        check("1 250", Some((1250, None)));
        check("1\u{a0}250 personer", Some((1250, None)));
        check("1.250", Some((1250, None)));
        check("25 000", Some((25_000, None)));
        check("60 och 70", Some((60, Some(70))));
        check("ca 120–150 företag", Some((120, Some(150))));
        check("150 - 120", Some((120, Some(150))));
        check("1 200 till 1 500", Some((1200, Some(1500))));
        check("60 (varav 30 kvinnor)", Some((60, None)));
        check("2023 500", Some((2023, None)));
        check("1,5", None);
        check("-5", None);
        check("många", None);
        check("99999999999999999999999", None);
    }

    #[test]
    fn rates() {
        let check = |text: &str, expected: Option<f64>| assert_eq!(percent(text), expected, "{text:?}");
        check("40%", Some(40.0));
        check("40,5 %", Some(40.5));
        check("100", Some(100.0));
        check("101%", Some(101.0));
        check("-1", Some(-1.0));
        check("--1", None);
        check("inf", None);
        check("", None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = (range(&text), percent(&text));
        }

        #[test]
        fn digits_and_signs_neither(text in "[0-9  .,–och-]{0,30}") {
            let _ = range(&text);
        }
    }
}
