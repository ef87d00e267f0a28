//! What is odd about a project that could be read: told, and the record kept.
//!
//! Contradictions between two statements (end before start, grant above total,
//! fund and programme) are told where they are read, in [`super::normalise`];
//! here is what needs the finished project, or all of a list's.

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::date::PartialDate;
use super::normalise::period::{LAST_DAY_2014_2020, LAST_DAY_2021_2027};
use super::notice::{Notice, NoticeCode};
use super::project::{Project, SourceKind};

/// What is odd about one project.
pub fn check(project: &Project) -> Vec<Notice> {
    late_end(project).into_iter().chain(misread(project)).collect()
}

/// The line that a fact stood on.
fn line(project: &Project, key: &str) -> usize {
    project.origins.get(key).map_or(project.source.line, |origin| origin.line)
}

/// An end after the last day on which the period's money can be spent.
fn late_end(project: &Project) -> Option<Notice> {
    let end = project.end?;
    let period = project.period.as_deref()?;
    let last = match period {
        "2021-2027" => LAST_DAY_2021_2027,
        "2014-2020" => LAST_DAY_2014_2020,
        _ => return None,
    };
    // A bare year or month is late only if all of it is.
    (end.first_day() > last).then(|| {
        let message = format!("the end {end} lies after {last}, the last day on which money of {period} can be spent");
        Notice::field(NoticeCode::LateEnd, line(project, "end"), "end", message)
    })
}

/// Letters that were read in the wrong encoding.
fn misread(project: &Project) -> Vec<Notice> {
    let texts = [
        ("name", Some(project.name.as_str())),
        ("description", project.description.as_deref()),
        ("owner", project.owner.as_ref().map(|owner| owner.name.as_str())),
        ("partners", project.partners.iter().map(String::as_str).find(|name| mojibake(name).is_some())),
    ];
    let found = texts.into_iter().filter_map(|(key, text)| Some((key, mojibake(text?)?)));
    let notice = |(key, sign): (&'static str, String)| {
        let message = format!("«{sign}» in the text: it was read in another encoding than it was written in");
        Notice::field(NoticeCode::Mojibake, line(project, key), key, message)
    };
    found.map(notice).collect()
}

/// What Windows-1252 shows for the bytes 0x80–0x9F, the second of most letters in UTF-8.
const CONTINUATIONS: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";

/// The first letters of a text that only a wrong encoding makes: `Ã¥` for å,
/// `â€“` for a dash, `�` for whatever it was.
pub fn mojibake(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let continues = |letter: char| ('\u{80}'..='\u{bf}').contains(&letter) || CONTINUATIONS.contains(letter);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let lost = match letter {
            '\u{fffd}' => return Some("\u{fffd}".to_owned()),
            'Ã' => continues(next),
            // The second half of a no-break space may have become a space.
            'Â' => continues(next) || letters.peek().is_some_and(|next| next.is_whitespace()),
            'â' => next == '€',
            _ => false,
        };
        if lost {
            return Some([letter, next].iter().collect());
        }
    }
    None
}

/// The codes of a list's operations, of which the law asks for a unique one each.
///
/// Feed it every project of one source.
#[derive(Debug, Default, Clone)]
pub struct Codes {
    /// The first line of each code, by its hash: a list has as many as rows.
    lines: HashMap<u64, usize>,
}

impl Codes {
    /// Says so where the list has given the project's code before.
    pub fn see(&mut self, project: &Project) -> Option<Notice> {
        let code = project.reference.as_deref().filter(|_| project.source.kind == SourceKind::List)?;
        let hash = blake3::hash(code.to_uppercase().as_bytes());
        let (key, _) = hash.as_bytes().split_first_chunk::<8>()?;
        let line = line(project, "reference");
        let first = *self.lines.entry(u64::from_le_bytes(*key)).or_insert(line);
        (first != line).then(|| {
            let message = format!("line {first} has the code `{code}` already; each operation has its own");
            Notice::field(NoticeCode::DuplicateReference, line, "reference", message)
        })
    }
}

/// How old a list is, gathered from its projects.
///
/// Feed it every project of one source, and its own date where the list has
/// one beside its rows; then ask [`ListAge::notice`].
#[derive(Debug, Default, Clone)]
pub struct ListAge {
    newest: Option<PartialDate>,
    period: Option<&'static str>,
}

/// How many months a list may be old: periods, months, where the law says so.
const MOST_MONTHS: [(&str, i32, &str); 2] =
    [("2021-2027", 4, "Regulation (EU) 2021/1060, art. 49(3)"), ("2014-2020", 6, "Regulation (EU) No 1303/2013, art. 115(2)")];

impl ListAge {
    /// Sees a project of the list. One of the later period makes it a list of that.
    pub fn see(&mut self, project: &Project) {
        if !matches!(project.source.kind, SourceKind::List | SourceKind::Tillvaxtverket) {
            return;
        }
        self.dated(project.source.date);
        let known = MOST_MONTHS.iter().map(|(period, ..)| *period).find(|period| project.period.as_deref() == Some(period));
        self.period = self.period.max(known);
    }

    /// Learns the list's own date.
    pub fn dated(&mut self, date: Option<PartialDate>) {
        self.newest = self.newest.max(date);
    }

    /// Says that the list is too old on `today`; nothing where it has no date,
    /// or no operation of a period whose law sets a limit.
    pub fn notice(&self, today: Date) -> Option<Notice> {
        let date = self.newest?;
        let (period, months, law) = MOST_MONTHS.iter().find(|(period, ..)| Some(*period) == self.period)?;
        let until = date.last_day().checked_add(months.months()).ok()?;
        (until < today).then(|| {
            let message = format!("the list is of {date}; one of {period} is renewed every {months} months ({law})");
            Notice::field(NoticeCode::StaleList, 1, "source", message)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::project::{Owner, Source};
    use jiff::civil::date;
    use proptest::prelude::*;

    fn codes(project: &Project) -> Vec<(NoticeCode, Option<&'static str>)> {
        check(project).into_iter().map(|notice| (notice.code, notice.field)).collect()
    }

    #[test]
    fn an_end_after_the_last_day_is_late() {
        let told = |period: &str, end: &str, expected: bool| {
            let project = Project { period: Some(period.into()), end: PartialDate::parse(end), ..Project::default() };
            assert_eq!(codes(&project), if expected { vec![(NoticeCode::LateEnd, Some("end"))] } else { vec![] }, "{period} {end}");
        };
        told("2021-2027", "2029-12-31", false);
        told("2021-2027", "2030-01-01", true);
        told("2021-2027", "2029", false);
        told("2014-2020", "2024-01-01", true);
        told("2014-2020", "2023-12", false);
        told("2007-2013", "2024-01-01", false);
    }

    #[test]
    fn letters_of_the_wrong_encoding() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(mojibake(text).as_deref(), expected, "{text}");
        check("UmeÃ¥ kommun", Some("Ã¥"));
        check("SÃ–DRA", Some("Ã–"));
        check("Vård â€“ omsorg", Some("â€"));
        check("10Â kronor", Some("Â "));
        check("ÂNGSTRÖM", None);
        check("10Â\u{a0}kronor", Some("Â\u{a0}"));
        check("V�sterås", Some("�"));
        check("Umeå kommun, SÃO, château", None);
        check("Ã", None);
    }

    #[test]
    fn each_field_with_wrong_letters_is_told_once() {
        let owner = Owner { name: "LuleÃ¥".into(), ..Owner::default() };
        let project = Project { name: "BÃ¥t i UmeÃ¥".into(), owner: Some(owner), partners: vec!["Å".into()], ..Project::default() };
        assert_eq!(codes(&project), [(NoticeCode::Mojibake, Some("name")), (NoticeCode::Mojibake, Some("owner"))]);
    }

    #[test]
    fn lists_grow_old_by_the_law_of_their_period() {
        let told = |period: &str, kind: SourceKind, day: &str, today: Date, expected: bool| {
            let mut age = ListAge::default();
            let source = Source { kind, date: PartialDate::parse(day), ..Source::default() };
            age.see(&Project { period: Some(period.into()), source, ..Project::default() });
            assert_eq!(age.notice(today).is_some(), expected, "{period} {day} {today}");
        };
        told("2021-2027", SourceKind::List, "2024-05-02", date(2024, 9, 2), false);
        told("2021-2027", SourceKind::List, "2024-05-02", date(2024, 9, 3), true);
        told("2014-2020", SourceKind::List, "2024-05-02", date(2024, 9, 3), false);
        told("2014-2020", SourceKind::Tillvaxtverket, "2024-05-02", date(2024, 11, 3), true);
        told("2021-2027", SourceKind::News, "2020-05-02", date(2024, 9, 3), false);
        told("2021-2027", SourceKind::List, "", date(2024, 9, 3), false);
        told("2007-2013", SourceKind::List, "2010-01-01", date(2024, 9, 3), false);
    }

    #[test]
    fn the_newest_date_and_the_later_period_count() {
        let mut age = ListAge::default();
        for (period, day) in [("2014-2020", "2024-08-01"), ("2021-2027", "2020-01-01")] {
            let source = Source { kind: SourceKind::List, date: PartialDate::parse(day), ..Source::default() };
            age.see(&Project { period: Some(period.into()), source, ..Project::default() });
        }
        assert!(age.notice(date(2024, 11, 30)).is_none());
        assert!(age.notice(date(2024, 12, 2)).is_some());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,60}") {
            let _ = mojibake(&text);
        }
    }
}
