//! The programming period, which hardly any source states.

use jiff::civil::{Date, date};

use super::super::date::PartialDate;
use super::super::draft::Draft;
use super::super::project::Coded;
use super::super::vocabulary::Vocabulary;
use super::Work;
use super::codes::Programme;

/// The last day on which money of 2014–2020 could be spent
/// (Regulation (EU) No 1303/2013, art. 65(2)).
pub(crate) const LAST_DAY_2014_2020: Date = date(2023, 12, 31);
/// The last day on which money of 2021–2027 can be spent
/// (Regulation (EU) 2021/1060, art. 63(2)).
pub(crate) const LAST_DAY_2021_2027: Date = date(2029, 12, 31);
/// The last day on which money of 2007–2013 could be spent
/// (Regulation (EC) No 1083/2006, art. 56(1)).
const LAST_DAY_2007_2013: Date = date(2015, 12, 31);
/// The Swedish programmes 2021–2027 were adopted in the second half of 2022;
/// what started before is of 2014–2020.
const FIRST_DAY_2021_2027: Date = date(2022, 7, 1);

/// Banks that hold one period only: bank, part of the page's address, period.
const BANKS: &[(&str, &str, &str)] = &[("tvv", "projektbanken2020", "2014-2020")];

impl Work<'_> {
    /// The period by the strongest sign there is: the source's own statement,
    /// the programme's code, the form of ESF's numbers, the bank, what the list
    /// says of all its rows, a fund of one period only, the dates.
    pub(super) fn period(
        &mut self,
        draft: &Draft,
        programme: Option<&Programme>,
        fund: Option<&Coded>,
        start: Option<PartialDate>,
        end: Option<PartialDate>,
    ) -> Option<String> {
        let named = draft.period.as_ref().and_then(|fact| Some((self.vocabulary().periods.resolve(&fact.value)?, fact)));
        if let Some((period, fact)) = named.filter(|(_, fact)| !fact.derived) {
            self.origin("period", fact);
            return Some(period.to_owned());
        }
        let funds = fund.map(|fund| periods_of_fund(self.vocabulary(), &fund.code)).unwrap_or_default();
        let reference = draft.reference.as_ref().filter(|_| draft.bank.is_none_or(|bank| bank == "esf"));
        let period = programme
            .and_then(|programme| programme.period.clone())
            .or_else(|| reference.and_then(|r| period_of_reference(&r.value)).map(str::to_owned))
            .or_else(|| of_bank(draft).map(str::to_owned))
            .or_else(|| named.map(|(period, _)| period.to_owned()))
            .or_else(|| funds.first().filter(|_| funds.len() == 1).map(|&period| period.to_owned()))
            .or_else(|| of_dates(start, end, &funds).map(str::to_owned))?;
        self.concluded("period", draft.line);
        Some(period)
    }
}

/// The period of a number in one of ESF-rådet's two forms: `2019/00731` is of
/// 2014–2020, `24-101-S02` of 2021–2027. None for any other number.
pub fn period_of_reference(text: &str) -> Option<&'static str> {
    let form: String = text.trim().chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    match form.as_str() {
        "0000/00000" if text.trim().starts_with("20") => Some("2014-2020"),
        "00-000-S00" => Some("2021-2027"),
        _ => None,
    }
}

fn of_bank(draft: &Draft) -> Option<&'static str> {
    let (bank, url) = (draft.bank?, draft.url.as_deref()?);
    BANKS.iter().find(|(name, part, _)| *name == bank && url.contains(part)).map(|(_, _, period)| *period)
}

fn periods_of_fund<'v>(vocabulary: &'v Vocabulary, code: &str) -> Vec<&'v str> {
    vocabulary.funds.by_code(code).map(|fund| fund.periods.iter().map(String::as_str).collect()).unwrap_or_default()
}

/// The period that the dates leave, where they leave only one: both periods'
/// money was spent in 2022 and 2023. ESF had become ESF+ in the later one.
fn of_dates(start: Option<PartialDate>, end: Option<PartialDate>, of_fund: &[&str]) -> Option<&'static str> {
    let first = start.or(end)?.first_day();
    let last = end.or(start)?.last_day();
    let later = of_fund.is_empty() || of_fund.contains(&"2021-2027");
    if first.year() < 2014 && last <= LAST_DAY_2007_2013 {
        Some("2007-2013")
    } else if last > LAST_DAY_2014_2020 {
        Some("2021-2027")
    } else if first < FIRST_DAY_2021_2027 || !later {
        Some("2014-2020").filter(|_| first.year() >= 2014)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_esf_numbers() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(period_of_reference(text), expected, "{text:?}");
        check("2019/00731", Some("2014-2020"));
        check(" 24-101-S02 ", Some("2021-2027"));
        check("1999/00157", None);
        check("24-101-02", None);
        check("20200940", None);
        check("", None);
    }

    #[test]
    fn dates_decide_where_only_one_period_is_left() {
        let check = |start: &str, end: &str, of_fund: &[&str], expected: Option<&str>| {
            let got = of_dates(PartialDate::parse(start), PartialDate::parse(end), of_fund);
            assert_eq!(got, expected, "{start} {end} {of_fund:?}");
        };
        check("2016-01-01", "2018-12-31", &[], Some("2014-2020"));
        check("2022-05-01", "2023-01-31", &[], Some("2014-2020"));
        check("2023-01-01", "2025-06-30", &[], Some("2021-2027"));
        check("2023-01-01", "2023-10-31", &[], None);
        check("2023-01-01", "2023-10-31", &["2007-2013", "2014-2020"], Some("2014-2020"));
        check("2009-01-01", "2011-12-31", &[], Some("2007-2013"));
        check("2025", "", &[], Some("2021-2027"));
        check("", "", &[], None);
    }
}
