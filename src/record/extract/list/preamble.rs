//! What stands above the header, in a sheet's name or below the rows, of all
//! rows: the date of the list, the fund, the programme, the period.

use super::super::super::date::{self, PartialDate};
use super::super::super::draft::{Draft, Fact};
use super::super::super::vocabulary::{FundLevel, Vocabulary};
use super::bank::Known;
use crate::analysis::fold;

/// Beginnings of words that say that a date is the list's own, folded.
const DATE_WORDS: [&str; 14] = [
    "uppdater", "updat", "datum", "date", "uttag", "utdrag", "publicer", "publish", "exporter", "export", "aktuell", "avser", "per",
    "extract",
];

/// The most of a line that is read, in bytes.
const LONGEST: usize = 2_000;

/// What is stated of all rows.
#[derive(Debug, Default)]
pub(super) struct Preamble {
    /// The day the list shows.
    pub(super) date: Option<Fact<String>>,
    fund: Only,
    programme: Only,
    period: Only,
}

/// A value as long as only one was named.
#[derive(Debug, Default)]
enum Only {
    #[default]
    Unsaid,
    One(Fact<String>),
    Several,
}

impl Only {
    fn say(&mut self, value: &str, line: usize) {
        match self {
            Only::Unsaid => *self = Only::One(Fact::derived(value.to_owned(), line)),
            Only::One(known) if known.value != value => *self = Only::Several,
            _ => {}
        }
    }

    fn get(&self) -> Option<&Fact<String>> {
        match self {
            Only::One(fact) => Some(fact),
            _ => None,
        }
    }
}

impl Preamble {
    /// Reads a line above the rows.
    pub(super) fn read(&mut self, cells: &[String], line: usize, vocabulary: &Vocabulary) {
        let text = joined(cells);
        self.read_date(cells, line);
        for mention in vocabulary.funds.mentions(&text).iter().filter(|mention| mention.fund.level != FundLevel::Group) {
            self.fund.say(&mention.fund.code, line);
        }
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            if word.len() >= 12 && vocabulary.programmes.parse_cci(word).is_some() {
                self.programme.say(&word.to_uppercase(), line);
            }
        }
        let closed = text.replace(" - ", "-").replace(" \u{2013} ", "-");
        for period in closed.split([' ', ',', '(', ')', ':', '.']).filter_map(|word| vocabulary.periods.resolve(word)) {
            self.period.say(period, line);
        }
    }

    /// Reads the list's own date, above the rows or below them; the first wins.
    pub(super) fn read_date(&mut self, cells: &[String], line: usize) {
        if self.date.is_some() {
            return;
        }
        let text = joined(cells);
        let announced =
            fold(&text).split(|c: char| !c.is_alphanumeric()).any(|word| DATE_WORDS.iter().any(|begins| word.starts_with(begins)));
        let alone = cells.iter().filter(|cell| !cell.trim().is_empty()).count() == 1;
        let of_cell = cells.iter().filter(|_| announced || alone).find_map(|cell| day(cell));
        let found = of_cell.or_else(|| announced.then(|| day_in(&text)).flatten());
        self.date = found.map(|date| Fact::derived(date.to_string(), line));
    }

    /// Completes a row by what is said of all.
    pub(super) fn complete(&self, draft: &mut Draft, known: &mut Known<'_>) {
        if draft.programme.is_none()
            && let Some(programme) = self.programme.get()
        {
            let stated = draft.fund.as_ref().map(|fact| known.fund(&fact.value));
            let parts = known.vocabulary.programmes.parse_cci(&programme.value);
            let funds = parts.map(|parts| parts.funds).unwrap_or_default();
            // A programme of another fund than the row's is not the row's.
            let fits = stated.is_none_or(|fund| fund.is_some_and(|fund| funds.contains(&fund.code)));
            draft.programme = Some(programme.clone()).filter(|_| fits);
        }
        if draft.fund.is_none() {
            draft.fund = self.fund.get().cloned();
        }
        if draft.period.is_none() {
            draft.period = self.period.get().cloned();
        }
        if draft.date.is_none() {
            draft.date = self.date.clone();
        }
    }
}

fn joined(cells: &[String]) -> String {
    let mut text = String::new();
    for cell in cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()) {
        text.push_str(cell);
        text.push(' ');
        if text.len() > LONGEST {
            text.truncate(text.floor_char_boundary(LONGEST));
            break;
        }
    }
    text
}

/// A text that is a day and nothing else.
fn day(text: &str) -> Option<PartialDate> {
    PartialDate::parse(text).filter(|date| date.first_day() == date.last_day())
}

/// The first day in a line: a word that is one, else one in running text.
fn day_in(text: &str) -> Option<PartialDate> {
    let word = text.split_whitespace().find_map(|word| day(word.trim_matches(['(', ')', ',', '.', ':', ';'])));
    word.or_else(|| date::mentions(text).into_iter().filter_map(|mention| mention.date).find(|date| date.first_day() == date.last_day()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(lines: &[&str]) -> Preamble {
        let mut preamble = Preamble::default();
        for (nth, line) in lines.iter().enumerate() {
            let cells: Vec<String> = line.split('|').map(str::to_owned).collect();
            preamble.read(&cells, nth + 1, Vocabulary::bundled());
        }
        preamble
    }

    fn check(lines: &[&str], date: Option<&str>, fund: Option<&str>, programme: Option<&str>, period: Option<&str>) {
        let read = read(lines);
        let text = |fact: Option<&Fact<String>>| fact.map(|fact| fact.value.clone());
        let got = (text(read.date.as_ref()), text(read.fund.get()), text(read.programme.get()), text(read.period.get()));
        let owned = |text: Option<&str>| text.map(str::to_owned);
        assert_eq!(got, (owned(date), owned(fund), owned(programme), owned(period)), "{lines:?}");
    }

    #[test]
    fn titles_and_dates() {
        check(&["Lista över insatser, Europeiska socialfonden+ (ESF+) 2021–2027"], None, Some("ESF+"), None, Some("2021-2027"));
        check(&["Uppdaterad 2024-05-02"], Some("2024-05-02"), None, None, None);
        check(&["Senast uppdaterad:|2 maj 2024|"], Some("2024-05-02"), None, None, None);
        check(&["Date of last update: 02/05/2024"], Some("2024-05-02"), None, None, None);
        check(&["Listan uppdaterades den 2 maj 2024."], Some("2024-05-02"), None, None, None);
        check(&["Uttag 20240502"], Some("2024-05-02"), None, None, None);
        check(&["|2024-05-02|"], Some("2024-05-02"), None, None, None);
        check(&["Program CCI|2021SE05SFPR001"], None, None, Some("2021SE05SFPR001"), None);
        check(&["Period 2014 - 2020"], None, None, None, Some("2014-2020"));
    }

    #[test]
    fn several_say_nothing_of_each_row() {
        check(&["ESF+ och FRO", "2014–2020 och 2021–2027"], None, None, None, None);
        check(&["Strukturfonderna i Sverige"], None, None, None, None);
        check(&["Mötet hölls 2024-05-02 i Umeå"], None, None, None, None);
        check(&["Uppdaterad våren 2024"], None, None, None, None);
    }

    #[test]
    fn rows_are_completed_where_they_say_nothing() {
        let vocabulary = Vocabulary::bundled();
        let preamble = read(&["ESF+ 2021SE05SFPR001, uppdaterad 2024-05-02"]);
        let check = |fund: Option<&str>, expected: (Option<&str>, Option<&str>)| {
            let mut draft = Draft { fund: fund.map(|text| Fact::stated(text.to_owned(), 9)), ..Draft::default() };
            preamble.complete(&mut draft, &mut Known::new(vocabulary));
            let text = |fact: &Option<Fact<String>>| fact.as_ref().map(|fact| fact.value.clone());
            assert_eq!((text(&draft.fund).as_deref(), text(&draft.programme).as_deref()), expected);
            assert!(draft.date.is_some_and(|date| date.derived));
        };
        check(None, (Some("ESF+"), Some("2021SE05SFPR001")));
        check(Some("Socialfonden+"), (Some("Socialfonden+"), Some("2021SE05SFPR001")));
        check(Some("FRO"), (Some("FRO"), None));
    }

    proptest! {
        #[test]
        fn no_line_panics(line in "\\PC{0,120}") {
            read(&[&line]);
        }
    }
}
