//! Values as text for people, in notices and in `differs`.

use super::super::project::{Amount, Coded, Owner, Place};

/// `2 000 000 kr`, `cirka 2 000 000 kr`, `12 500,50 EUR`.
pub(super) fn amount(amount: &Amount) -> String {
    let about = if amount.approximate { "cirka " } else { "" };
    let unit = if amount.currency == "SEK" { "kr" } else { &amount.currency };
    let (whole, hundredths) = (amount.amount_ore / 100, amount.amount_ore % 100);
    let decimals = if hundredths == 0 { String::new() } else { format!(",{:02}", hundredths.abs()) };
    format!("{about}{}{decimals} {unit}", grouped(whole))
}

/// A whole number in groups of three digits.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let length = digits.len();
    let mut grouped = String::with_capacity(length + length / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (length - at).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

/// `40 %`, `42,5 %`.
pub(super) fn percent(rate: &f64) -> String {
    format!("{} %", rate.to_string().replace('.', ","))
}

/// `60`, `60–70`.
pub(super) fn count(low: Option<u64>, high: Option<u64>) -> String {
    let numbers: Vec<String> = [low, high].into_iter().flatten().map(|number| number.to_string()).collect();
    numbers.join("–")
}

/// Codes, each once, separated by commas.
pub(super) fn codes(codes: &[Coded]) -> String {
    codes.iter().map(|coded| coded.code.as_str()).collect::<Vec<_>>().join(", ")
}

/// The name, with the number where there is one.
pub(super) fn owner(owner: &Owner) -> String {
    match &owner.org_number {
        Some(number) => format!("{} ({number})", owner.name),
        None => owner.name.clone(),
    }
}

/// The labels of the stated places of one level.
pub(super) fn places(places: &[Place]) -> String {
    let named = |place: &Place| if place.label.is_empty() { place.code.clone() } else { place.label.clone() };
    places.iter().filter(|place| !place.derived).map(named).collect::<Vec<_>>().join(", ")
}

/// `ja`, `nej`.
pub(super) fn answer(yes: &bool) -> String {
    if *yes { "ja" } else { "nej" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        let check = |ore: i64, currency: &str, approximate: bool, expected: &str| {
            assert_eq!(amount(&Amount { amount_ore: ore, currency: currency.into(), approximate }), expected);
        };
        check(200_000_000, "SEK", false, "2 000 000 kr");
        check(180_000_000, "SEK", true, "cirka 1 800 000 kr");
        check(1_250_050, "EUR", false, "12 500,50 EUR");
        check(99_900, "SEK", false, "999 kr");
        check(0, "SEK", false, "0 kr");
    }

    #[test]
    fn numbers_and_answers() {
        assert_eq!((percent(&40.0), percent(&42.5)), ("40 %".into(), "42,5 %".into()));
        assert_eq!((count(Some(60), Some(70)), count(Some(60), None)), ("60–70".into(), "60".into()));
        assert_eq!((answer(&true), answer(&false)), ("ja".into(), "nej".into()));
    }
}
