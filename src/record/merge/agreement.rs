//! Whether two statements of one fact agree.
//!
//! The odd word is *finer*: a statement that says the same as the other and
//! more, as `2024-01-02` beside `2024-01`, or an exact amount beside *drygt 2
//! miljoner*. The finer one stands, whoever states it, and both are true.

use super::super::date::PartialDate;
use super::super::owner::normalised_name;
use super::super::project::{Amount, Coded};
use crate::analysis::fold;

/// How two statements of one fact go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Agreement {
    /// They say the same.
    Same,
    /// They say the same, and the left one more.
    LeftFiner,
    /// They say the same, and the right one more.
    RightFiner,
    /// Each can be true beside the other: two texts about one thing.
    Worded,
    /// Only one can be true.
    Contradiction,
}

use Agreement::{Contradiction, LeftFiner, RightFiner, Same, Worded};

/// The farthest that two amounts may lie apart and still be the same one,
/// rounded: a twentieth of the larger.
const ROUNDING: i64 = 20;

/// The farthest that an approximate amount may lie from the exact one: a tenth.
/// *Drygt*, *nästan* and *cirka* round to one or two digits.
const APPROXIMATION: i64 = 10;

/// Dates agree where one lies within the other.
pub(super) fn dates(left: &PartialDate, right: &PartialDate) -> Agreement {
    let within = |inner: &PartialDate, outer: &PartialDate| outer.first_day() <= inner.first_day() && inner.last_day() <= outer.last_day();
    match (within(left, right), within(right, left)) {
        (true, true) => Same,
        (true, false) => LeftFiner,
        (false, true) => RightFiner,
        (false, false) => Contradiction,
    }
}

/// Amounts in different currencies cannot be compared: the one in kronor, by
/// which records are sorted, is the finer. An exact amount is finer than an
/// approximate one near it, and than the same one rounded.
pub(super) fn amounts(left: &Amount, right: &Amount) -> Agreement {
    if left.currency != right.currency {
        return match (left.currency.as_str(), right.currency.as_str()) {
            ("SEK", _) => LeftFiner,
            (_, "SEK") => RightFiner,
            _ => Worded,
        };
    }
    let (a, b) = (left.amount_ore, right.amount_ore);
    match (left.approximate, right.approximate) {
        (false, false) if a == b => Same,
        (true, true) if apart_at_most(a, b, APPROXIMATION) => Same,
        (false, true) if apart_at_most(a, b, APPROXIMATION) => LeftFiner,
        (true, false) if apart_at_most(a, b, APPROXIMATION) => RightFiner,
        (false, false) if is_rounded(b, a) => LeftFiner,
        (false, false) if is_rounded(a, b) => RightFiner,
        _ => Contradiction,
    }
}

/// Whether two amounts differ by at most one part in so many of the larger.
pub(super) fn apart_at_most(a: i64, b: i64, parts: i64) -> bool {
    a.abs_diff(b) <= a.max(b).unsigned_abs() / parts.unsigned_abs().max(1)
}

/// Whether the first amount is the second one rounded to its last digit that is
/// no zero, by at least a thousand kronor: 1 800 000 is 1 835 112.
fn is_rounded(round: i64, exact: i64) -> bool {
    let mut unit = 1_i64;
    while round != 0 && unit < i64::MAX / 10 && round % (unit * 10) == 0 {
        unit *= 10;
    }
    unit >= 100_000 && round.abs_diff(exact) <= unit.unsigned_abs() / 2 && apart_at_most(round, exact, ROUNDING)
}

/// Rates agree to a twentieth of a percent.
pub(super) fn rates(left: &f64, right: &f64) -> Agreement {
    if (left - right).abs() < 0.05 { Same } else { Contradiction }
}

/// Counts with the higher end of a range, where one is stated.
pub(super) fn counts(left: (Option<u64>, Option<u64>), right: (Option<u64>, Option<u64>)) -> Agreement {
    match (left, right) {
        (left, right) if left == right => Same,
        ((low, Some(_)), (other, None)) if low == other => LeftFiner,
        ((low, None), (other, Some(_))) if low == other => RightFiner,
        _ => Contradiction,
    }
}

/// Short texts that are codes or names of things.
pub(super) fn texts(left: &str, right: &str) -> Agreement {
    if normalised_name(left) == normalised_name(right) { Same } else { Contradiction }
}

/// Names of projects: one that begins with the other is another wording.
pub(super) fn names(left: &str, right: &str) -> Agreement {
    let (left, right) = (normalised_name(left), normalised_name(right));
    let begins = |long: &str, short: &str| !short.is_empty() && long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    match left == right {
        true => Same,
        false if begins(&left, &right) || begins(&right, &left) => Worded,
        false => Contradiction,
    }
}

/// Bodies of text say the same only letter by letter.
pub(super) fn bodies(left: &str, right: &str) -> Agreement {
    let words = |text: &str| fold(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if words(left) == words(right) { Same } else { Worded }
}

/// Programmes: the code with its serial number is the finer.
pub(super) fn programmes(left: &Coded, right: &Coded) -> Agreement {
    match (left.code.as_str(), right.code.as_str()) {
        (left, right) if left == right => Same,
        (left, right) if left.starts_with(right) => LeftFiner,
        (left, right) if right.starts_with(left) => RightFiner,
        _ => Contradiction,
    }
}

/// Funds that go by one name in prose, by the one that is named: money of
/// REACT-EU and of the youth initiative was paid through the two structural
/// funds (Regulation (EU) 2020/2221, art. 92b), and Interreg is paid from ERUF.
const PAID_THROUGH: [(&str, &[&str]); 4] = [("ESF+", &["ESF"]), ("REACT-EU", &["ESF", "ERUF"]), ("YEI", &["ESF"]), ("Interreg", &["ERUF"])];

/// Words for several funds, which contradict none.
const GROUPS: [&str; 1] = ["Strukturfonderna"];

/// Funds: the one that is paid through the other is the finer.
pub(super) fn funds(left: &Coded, right: &Coded) -> Agreement {
    let (a, b) = (left.code.as_str(), right.code.as_str());
    let through = |narrow: &str, wide: &str| {
        GROUPS.contains(&wide) || PAID_THROUGH.iter().any(|(fund, wides)| *fund == narrow && wides.contains(&wide))
    };
    match (a == b, through(a, b), through(b, a)) {
        (true, ..) => Same,
        (_, true, false) => LeftFiner,
        (_, false, true) => RightFiner,
        (_, true, true) => Worded,
        _ => Contradiction,
    }
}

/// The widest fund that a fund is paid through, by its code; none where it
/// could be either of two, or is a word for several.
pub(super) fn family(code: &str) -> Option<&str> {
    match PAID_THROUGH.iter().find(|(fund, _)| *fund == code) {
        Some((_, [wide])) => Some(wide),
        Some(_) => None,
        None => Some(code).filter(|code| !GROUPS.contains(code)),
    }
}

/// Lists of codes: the longer one that has all of the other is the finer.
pub(super) fn lists(left: &[Coded], right: &[Coded]) -> Agreement {
    let holds = |outer: &[Coded], inner: &[Coded]| inner.iter().all(|coded| outer.iter().any(|other| other.code == coded.code));
    match (holds(left, right), holds(right, left)) {
        (true, true) => Same,
        (true, false) => LeftFiner,
        (false, true) => RightFiner,
        (false, false) => Contradiction,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_within_dates() {
        let check = |left: &str, right: &str, expected: Agreement| {
            let read = |text: &str| PartialDate::parse(text).unwrap();
            assert_eq!(dates(&read(left), &read(right)), expected, "{left} {right}");
        };
        check("2024-01-02", "2024-01", LeftFiner);
        check("2024", "2024-01", RightFiner);
        check("2024-01", "2024-01", Same);
        check("2024-01-02", "2024-02", Contradiction);
    }

    #[test]
    fn amounts_exact_rounded_and_about() {
        let kronor = |text: &str| Amount::parse(text).unwrap();
        let check = |left: &str, right: &str, expected: Agreement| {
            assert_eq!(amounts(&kronor(left), &kronor(right)), expected, "{left} | {right}");
        };
        check("1 835 112 kr", "1 835 112 kr", Same);
        check("1 835 112 kr", "drygt 1,8 miljoner kronor", LeftFiner);
        check("1,8 miljoner kronor", "1 835 112 kr", RightFiner);
        check("1,8 miljoner kronor", "1 985 112 kr", Contradiction);
        check("drygt 1,8 miljoner kronor", "1 235 112 kr", Contradiction);
        check("2 miljoner kronor", "2 300 000 kr", Contradiction);
        check("1 835 112 kr", "1 835 113 kr", Contradiction);
        check("cirka 2 miljoner kronor", "drygt 2,1 miljoner kronor", Same);
        check("200 000 EUR", "2 000 000 kr", RightFiner);
        check("0 kr", "5 kr", Contradiction);
    }

    #[test]
    fn funds_in_prose() {
        let fund = |code: &str| Coded { code: code.into(), label: None };
        let check = |left: &str, right: &str, expected: Agreement| assert_eq!(funds(&fund(left), &fund(right)), expected, "{left} {right}");
        check("ESF+", "ESF", LeftFiner);
        check("ESF", "ESF+", RightFiner);
        check("ERUF", "Strukturfonderna", LeftFiner);
        check("ERUF", "ESF", Contradiction);
        check("LIFE", "LIFE", Same);
    }

    #[test]
    fn names_counts_and_codes() {
        assert_eq!(names("Bryggan", "Bryggan – steg för steg"), Worded);
        assert_eq!(names("BRYGGAN", "Bryggan."), Same);
        assert_eq!(names("Bryggan", "Bryggansteg"), Contradiction);
        assert_eq!(counts((Some(60), Some(70)), (Some(60), None)), LeftFiner);
        assert_eq!(counts((Some(60), None), (Some(61), None)), Contradiction);
        let coded = |codes: &[&str]| codes.iter().map(|code| Coded { code: (*code).into(), label: None }).collect::<Vec<_>>();
        assert_eq!(lists(&coded(&["117", "118"]), &coded(&["118"])), LeftFiner);
        assert_eq!(lists(&coded(&["117"]), &coded(&["118"])), Contradiction);
        assert_eq!(bodies("En  bro.", "en bro."), Same);
        assert_eq!(rates(&40.0, &40.01), Same);
    }
}
