//! Amounts of money as sources write them.
//!
//! An amount is **figures** (`1 250 000,50`), perhaps a **multiplier**
//! (`miljoner`, `tkr`) and perhaps a **currency** (`kronor`, `€`), in either
//! order, perhaps after a **hedge** (`drygt`, `ca`) that makes it approximate.
//! A field that holds an amount may leave out everything but the figures;
//! running text may not, since most numbers in it count people or years.

mod figures;
mod units;

use super::project::Amount;
use figures::Figures;
use units::Unit;

/// An amount in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountMention {
    /// The first byte of the amount, or of its hedge.
    pub start: usize,
    /// The byte after the amount and its unit.
    pub end: usize,
    /// What it says.
    pub amount: Amount,
}

impl Amount {
    /// Reads a text that is an amount and nothing else; bare figures are SEK.
    ///
    /// `None` for anything else, and for more than an `i64` of hundredths holds.
    pub fn parse(text: &str) -> Option<Amount> {
        let text = text.trim().trim_end_matches('.').trim_end();
        let (text, hedged) = units::without_hedge(text);
        let (text, negative) = without_sign(text);
        let prefix = units::leading_currency(text);
        let text = prefix.map_or(text, |(_, rest)| rest.trim_start());
        let (text, negative) = if negative { (text, true) } else { without_sign(text) };
        let (figures, length) = Figures::read(text).or_else(|| Figures::read_words(text))?;
        let (unit, unit_length) = Unit::read(text.get(length..)?);
        if !text.get(length + unit_length..)?.trim().is_empty() {
            return None;
        }
        if figures.spelled && unit.multiplier.is_none() {
            return None;
        }
        let mut amount = unit.amount(figures, prefix.map(|(currency, _)| currency))?;
        amount.approximate = hedged;
        if negative {
            amount.amount_ore = -amount.amount_ore;
        }
        Some(amount)
    }
}

/// A text without its sign, and whether it was a minus: hyphen, minus or dash.
fn without_sign(text: &str) -> (&str, bool) {
    match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (rest.trim_start(), true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    }
}

/// The amounts in running text, from left to right, none overlapping another.
///
/// Only figures with a multiplier of a million or more, or with a currency, are
/// an amount: never a share, a year or a count (*60 företag*, *2 miljoner invånare*).
pub fn mentions(text: &str) -> Vec<AmountMention> {
    let mut found: Vec<AmountMention> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        let done = found.last().map_or(0, |mention| mention.end);
        match mention_at(text, start, done) {
            Ok(mention) => {
                at = mention.end;
                found.push(mention);
            }
            Err(past) => at = past,
        }
    }
    found
}

/// The next byte from `at` where figures or a spelled number may begin.
fn next_start(text: &str, at: usize) -> Option<usize> {
    let mut before = text.get(..at)?.chars().next_back();
    for (offset, letter) in text.get(at..)?.char_indices() {
        let opens_word = letter.is_alphabetic() && !before.is_some_and(char::is_alphanumeric);
        if letter.is_ascii_digit() || opens_word && units::may_open_spelled_number(letter) {
            return Some(at + offset);
        }
        before = Some(letter);
    }
    None
}

/// The amount whose figures begin at `start`, or the byte to go on from.
///
/// `done` is the end of the amount before, which a hedge or a leading currency
/// may not reach into.
fn mention_at(text: &str, start: usize, done: usize) -> Result<AmountMention, usize> {
    let rest = text.get(start..).unwrap_or_default();
    let word_end = start + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let word_end = word_end.max(start + 1);
    let before = text.get(done..start).unwrap_or_default();
    if inside_code(before) {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        return Err(start + digits.max(1));
    }
    let Some((figures, length)) = Figures::read(rest).or_else(|| Figures::read_words(rest)) else {
        return Err(word_end);
    };
    let (unit, unit_length) = Unit::read(rest.get(length..).unwrap_or_default());
    let prefix = units::trailing_currency(before);
    let end = start + length + unit_length;
    if !is_money(&unit, prefix.is_some(), figures.spelled, text.get(end..).unwrap_or_default()) {
        return Err(start + length);
    }
    let amount = unit.amount(figures, prefix.map(|(currency, _)| currency)).ok_or(start + length)?;
    let before = prefix.map_or(before, |(_, rest)| rest);
    let (before, hedged) = units::before_hedge(before);
    let from = if hedged { done + before.len() } else { done + prefix.map_or(start - done, |(_, rest)| rest.len()) };
    let upper_end = before.trim_end().ends_with(['-', '\u{2013}']) && ends_with_range(before);
    Ok(AmountMention { start: from, end, amount: Amount { approximate: hedged || upper_end, ..amount } })
}

/// Whether the figures stand inside a longer code: `CO2`, `2022-05-01`, `5.10.3`.
fn inside_code(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        Some(c) if c.is_alphanumeric() => units::trailing_currency(before).is_none(),
        Some('.' | ',' | '/' | ':' | '_') => back.next().is_some_and(|c| c.is_ascii_digit()),
        Some('-') => {
            let digits = back.clone().take_while(char::is_ascii_digit).count();
            digits == 2 && back.nth(2) == Some('-')
        }
        _ => false,
    }
}

/// Whether the text ends with the lower end of a range: `5–`, `60 -`.
fn ends_with_range(before: &str) -> bool {
    before.trim_end().trim_end_matches(['-', '\u{2013}']).trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// Whether figures with this unit are money: *20 miljoner* is, *20 miljoner
/// invånare* is not, and neither is *10 tusen* or *halv miljon* without a currency.
fn is_money(unit: &Unit, has_prefix: bool, spelled: bool, after: &str) -> bool {
    if spelled && unit.multiplier.is_none() {
        return false;
    }
    has_prefix || unit.currency.is_some() || unit.counts_in_millions() && !units::counts_something(after)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(input: &str, ore: i64, currency: &str, approximate: bool) {
        let expected = Amount { amount_ore: ore, currency: currency.into(), approximate };
        assert_eq!(Amount::parse(input), Some(expected), "{input:?}");
    }

    #[test]
    fn whole_texts() {
        for (input, kronor) in [
            ("400 000", 400_000),
            ("400\u{a0}000", 400_000),
            ("400\u{202f}000", 400_000),
            ("400\u{2009}000 kr", 400_000),
            ("3929285", 3_929_285),
            ("1.800.000", 1_800_000),
            ("400.000", 400_000),
            ("1,234 kr", 1_234),
            ("1,234 miljoner", 1_234_000),
            ("29,625,000 sek", 29_625_000),
            ("SEK 3.6 million", 3_600_000),
            ("SEK3.6 million", 3_600_000),
            ("4,43 miljoner", 4_430_000),
            ("16,2 mnkr", 16_200_000),
            ("16,2 mn kr.", 16_200_000),
            ("1800 tkr", 1_800_000),
            ("1,45 miljarder kronor", 1_450_000_000),
            ("4 575 000kronor", 4_575_000),
            ("12 500:-", 12_500),
            ("12 500,-", 12_500),
            ("\u{2212}5 000 kr", -5_000),
            ("-5000", -5_000),
            ("kr 500", 500),
            ("0", 0),
            ("två och en halv miljon kronor", 2_500_000),
            ("elva miljoner", 11_000_000),
            ("en halv miljon", 500_000),
        ] {
            check(input, kronor * 100, "SEK", false);
        }
    }

    #[test]
    fn hundredths_hedges_and_other_currencies() {
        check("1 250 000,50", 125_000_050, "SEK", false);
        check("1,250,000.5", 125_000_050, "SEK", false);
        check("400000.00", 40_000_000, "SEK", false);
        check("drygt 1,8 miljoner kronor", 180_000_000, "SEK", true);
        check("En bit över 2 mkr", 200_000_000, "SEK", true);
        check("ca. 24 miljoner kr", 2_400_000_000, "SEK", true);
        check("3,1 miljoner euro", 310_000_000, "EUR", false);
        check("1 234 567 €", 123_456_700, "EUR", false);
        check("€1.5m", 150_000_000, "EUR", false);
        check("EUR 1 152 212.00", 115_221_200, "EUR", false);
        check("5 miljoner norska kronor", 500_000_000, "NOK", false);
        check("0,335 kr", 34, "SEK", false);
    }

    #[test]
    fn what_is_no_amount() {
        for input in [
            "",
            "kr",
            "40 %",
            "40%",
            "60 företag",
            "1.2.3",
            "två",
            "12 3456",
            "9999999999999999999",
            "ca",
            "miljoner",
            "5 kr 6 kr",
            "99999999999999 miljarder",
        ] {
            assert_eq!(Amount::parse(input), None, "{input:?}");
        }
    }

    fn in_prose(text: &str) -> Vec<(String, i64, String)> {
        let cut = |m: &AmountMention| text.get(m.start..m.end).unwrap_or("?").to_owned();
        mentions(text)
            .iter()
            .map(|m| (cut(m), m.amount.amount_ore / 100, m.amount.currency.clone() + if m.amount.approximate { "~" } else { "" }))
            .collect()
    }

    fn check_prose(text: &str, expected: &[(&str, i64, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(t, a, c)| ((*t).to_owned(), *a, (*c).to_owned())).collect();
        assert_eq!(in_prose(text), expected, "{text:?}");
    }

    #[test]
    fn amounts_in_prose() {
        check_prose("Bolaget får drygt 1,8 miljoner kronor i år.", &[("drygt 1,8 miljoner kronor", 1_800_000, "SEK~")]);
        check_prose(
            "Över 20 miljoner till länet, varav 4,4 mkr till oss",
            &[("Över 20 miljoner", 20_000_000, "SEK~"), ("4,4 mkr", 4_400_000, "SEK")],
        );
        check_prose(
            "strax under 147 miljoner; en bit över 3 mkr",
            &[("strax under 147 miljoner", 147_000_000, "SEK~"), ("en bit över 3 mkr", 3_000_000, "SEK~")],
        );
        check_prose("Min stig (Östby kommun), 9 016 836 kr", &[("9 016 836 kr", 9_016_836, "SEK")]);
        check_prose("tilldelas SEK 76 million for research", &[("SEK 76 million", 76_000_000, "SEK")]);
        check_prose(
            "upp till 1,5 miljoner euro (ca 17 mnkr)",
            &[("upp till 1,5 miljoner euro", 1_500_000, "EUR~"), ("ca 17 mnkr", 17_000_000, "SEK~")],
        );
        check_prose("sedan 15 maj 2023 400 000 kr", &[("400 000 kr", 400_000, "SEK")]);
        check_prose("2022-05-31 500 kr", &[("500 kr", 500, "SEK")]);
        check_prose("mellan 5–10 miljoner kronor", &[("10 miljoner kronor", 10_000_000, "SEK~")]);
        check_prose(
            "Två miljarder och elva miljoner delas ut",
            &[("Två miljarder", 2_000_000_000, "SEK"), ("elva miljoner", 11_000_000, "SEK")],
        );
        check_prose("EUR 5 000 och SEK 6 000", &[("EUR 5 000", 5_000, "EUR"), ("SEK 6 000", 6_000, "SEK")]);
        check_prose("28 EU-miljoner till tre byar", &[("28 EU-miljoner", 28_000_000, "SEK")]);
        check_prose("4.25 miljarder kronor har lagts", &[("4.25 miljarder kronor", 4_250_000_000, "SEK")]);
    }

    #[test]
    fn what_prose_counts_is_no_amount() {
        for text in [
            "60 företag och 500 anställda",
            "40 procent",
            "12,6 %",
            "år 2020",
            "2 miljoner invånare",
            "10 tusen besök",
            "CO2 krav",
            "2014-2020",
            "tre krav",
            "100 Mbit/s",
            "50 krafttag",
            "en kronor",
            "kl. 10 kräver",
            "3 miljonersprojekt",
        ] {
            check_prose(text, &[]);
        }
    }

    #[test]
    fn long_runs_of_digits_take_linear_time() {
        let text = "111 ".repeat(100_000);
        assert!(mentions(&text).is_empty());
        assert_eq!(Amount::parse(&text), None);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            Amount::parse(&text);
            for mention in mentions(&text) {
                prop_assert!(text.get(mention.start..mention.end).is_some());
            }
        }

        #[test]
        fn no_text_of_amount_pieces_panics(pieces in proptest::collection::vec(
            prop_oneof!["[0-9]{1,5}", "[ ,.\\-€:]", Just("miljoner".to_owned()), Just(" kr".to_owned()), Just("ca ".to_owned()), Just("SEK".to_owned()), Just("\u{a0}".to_owned())], 0..20)) {
            let text = pieces.concat();
            Amount::parse(&text);
            let mut end = 0;
            for mention in mentions(&text) {
                prop_assert!(mention.start >= end);
                prop_assert!(text.get(mention.start..mention.end).is_some());
                end = mention.end;
            }
        }

        #[test]
        fn written_kronor_are_read_back(kronor in 0i64..999_999_999_999) {
            let read = Amount::parse(&kronor.to_string()).map(|a| a.amount_ore);
            prop_assert_eq!(read, Some(kronor * 100));
        }
    }
}
