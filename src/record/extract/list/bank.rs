//! What funds, programmes and periods the cells of a list name, and which bank
//! numbers a project, so that its id is the same from every source.

use std::collections::HashMap;

use super::super::super::normalise::period::period_of_reference;
use super::super::super::vocabulary::{Fund, Vocabulary};

/// The most texts of a kind that are remembered; a list has a handful.
const MOST_TEXTS: usize = 1_000;

/// What cells name, each text looked up once: a list of many thousand rows
/// repeats the same few.
pub(super) struct Known<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    funds: HashMap<String, Option<&'a Fund>>,
    programmes: HashMap<String, bool>,
    periods: HashMap<String, Option<&'a str>>,
}

/// The answer for a text, looked up unless it is remembered.
fn remembered<T: Copy>(texts: &mut HashMap<String, T>, text: &str, look_up: impl FnOnce(&str) -> T) -> T {
    if let Some(known) = texts.get(text) {
        return *known;
    }
    let found = look_up(text);
    if texts.len() < MOST_TEXTS {
        texts.insert(text.to_owned(), found);
    }
    found
}

impl<'a> Known<'a> {
    pub(super) fn new(vocabulary: &'a Vocabulary) -> Self {
        Known { vocabulary, funds: HashMap::new(), programmes: HashMap::new(), periods: HashMap::new() }
    }

    /// The fund that a text names, where it names one.
    pub(super) fn fund(&mut self, text: &str) -> Option<&'a Fund> {
        remembered(&mut self.funds, text, |text| self.vocabulary.funds.resolve(text))
    }

    /// Whether a text is a programme's CCI.
    pub(super) fn is_cci(&mut self, text: &str) -> bool {
        remembered(&mut self.programmes, text, |text| self.vocabulary.programmes.parse_cci(text).is_some())
    }

    /// The programming period that a text names.
    pub(super) fn period(&mut self, text: &str) -> Option<&'a str> {
        remembered(&mut self.periods, text, |text| self.vocabulary.periods.resolve(&text.replace(' ', "")))
    }

    /// The bank whose form a reference has, if its fund is one that the bank's
    /// authority manages: a number of eight digits alone could be anybody's.
    pub(super) fn bank(&mut self, reference: &str, fund: Option<&str>) -> Option<&'static str> {
        let fund = fund.and_then(|text| self.fund(text));
        let managed_by = |name: &str| fund.is_some_and(|fund| fund.manager.starts_with(name));
        match period_of_reference(reference) {
            // `24-101-S02` is nobody else's; `2019/00731` is how many authorities number.
            Some("2021-2027") => return Some("esf"),
            Some(_) if fund.is_none() || managed_by("Svenska ESF-rådet") => return Some("esf"),
            _ => {}
        }
        let eight_digits = reference.len() == 8 && reference.starts_with("20") && reference.bytes().all(|b| b.is_ascii_digit());
        (eight_digits && managed_by("Tillväxtverket")).then_some("tvv")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_looked_up_once_and_answered_alike() {
        let mut known = Known::new(Vocabulary::bundled());
        for _ in 0..2 {
            assert_eq!(known.fund("ERDF").map(|fund| fund.code.as_str()), Some("ERUF"));
            assert_eq!((known.is_cci("2021SE05SFPR"), known.is_cci("P-17")), (true, false));
            assert_eq!((known.period("2014 - 2020"), known.period("2014")), (Some("2014-2020"), None));
        }
        for nth in 0..2 * MOST_TEXTS {
            known.fund(&nth.to_string());
        }
        assert_eq!(known.funds.len(), MOST_TEXTS);
    }

    #[test]
    fn references_of_known_banks() {
        let mut known = Known::new(Vocabulary::bundled());
        let mut check = |reference: &str, fund: Option<&str>, expected: Option<&str>| {
            assert_eq!(known.bank(reference, fund), expected, "{reference} {fund:?}");
        };
        check("23-017-S01", Some("ESF+"), Some("esf"));
        check("23-017-S01", None, Some("esf"));
        check("2018/00076", Some("Europeiska socialfonden"), Some("esf"));
        check("2018/00076", None, Some("esf"));
        check("2018/00076", Some("AMIF"), None);
        check("20200940", Some("ERUF"), Some("tvv"));
        check("20200940", Some("ERDF"), Some("tvv"));
        check("20200940", None, None);
        check("20200940", Some("ESF"), None);
        check("P-17", Some("ESF+"), None);
    }
}
