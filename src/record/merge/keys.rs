//! What is remembered of each record while all are read, so that those of one
//! project find each other: some 160 bytes, whatever the record's size.
//!
//! | key | records with the same one |
//! |---|---|
//! | id | of which one is in our own form, are one project |
//! | number: series and reference | are one project |
//! | organisation number and name | are one project where their starts agree |
//! | head of the name and owner's name | may be one: see `groups`(super::groups) |
//!
//! Keys are 128 bits of BLAKE3: that two different texts share one is less
//! likely than a fault of the memory they stand in, so that equal keys need
//! no second look at the records.

use std::num::NonZeroU128;

use super::super::date::PartialDate;
use super::super::normalise::period::period_of_reference;
use super::super::owner::{body_key, slug};
use super::super::project::{Coded, Owner, Project, SourceKind};
use super::agreement::family;
use super::facts::is_in_own_form;
use super::groups::{Groups, group};
use crate::analysis::fold;

/// Takes the keys of records as they are read, and says at the end which of
/// them belong together.
#[derive(Debug, Default)]
pub struct Merger {
    entries: Vec<Entry>,
}

impl Merger {
    /// Takes a record read from a file of this name; gives its number, from 0.
    pub fn add(&mut self, project: &Project, file: &str) -> usize {
        let nth = self.entries.len();
        self.entries.push(Entry::of(project, file));
        nth
    }

    /// Takes what another one has taken, after its own.
    pub fn append(&mut self, mut other: Merger) {
        self.entries.append(&mut other.entries);
    }

    /// Which records belong together.
    pub fn groups(self) -> Groups {
        group(&self.entries)
    }
}

/// One record.
#[derive(Debug)]
pub(super) struct Entry {
    /// The record's id.
    pub id: Option<NonZeroU128>,
    /// Series and number.
    pub reference: Option<NonZeroU128>,
    /// Organisation number and name.
    pub numbered: Option<NonZeroU128>,
    /// Head of the name and owner.
    pub named: Option<NonZeroU128>,
    /// The series that the number belongs to, and the number: two numbers of
    /// one series are two projects.
    pub series: Option<(u64, u64)>,
    /// The file, and what is the same in all records of one project in it.
    pub file: (u64, u64),
    /// The owner's ten digits, 0 where unknown.
    pub organisation: u64,
    /// What is compared where only names are equal.
    pub seen: Seen,
    /// True where nobody else numbers in this form.
    pub own_series: bool,
    /// True for a record in our own form.
    pub own_form: bool,
    /// The line of the record, which with the file makes an order of records.
    pub line: u32,
}

/// What is compared of records whose names are equal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub kind: SourceKind,
    /// The whole name.
    pub name: u64,
    /// True where the name is no longer than its head.
    pub bare: bool,
    /// True where hardly two projects of one owner have this name.
    pub distinctive: bool,
    /// The fund, 0 where unknown.
    pub fund: u64,
    pub start: Option<PartialDate>,
    /// Öre, for a grant in kronor.
    pub granted: Option<i64>,
}

impl Entry {
    fn of(project: &Project, file: &str) -> Entry {
        let name = words(&project.name);
        let number = project.reference.as_deref().map(number).filter(|number| !number.is_empty());
        let series = project.reference.as_deref().filter(|_| number.is_some()).map(|text| series(text, project.fund.as_ref()));
        let digits = project.owner.as_ref().and_then(digits);
        let numbered = digits.as_deref().map(|digits| hash(&["organisation", digits, &name]));
        let own_form = is_in_own_form(project);
        let reference = series.as_ref().zip(number.as_deref()).map(|((series, _), number)| (series.as_str(), number));
        let same_in_file = match (own_form, reference, numbered.zip(project.start)) {
            (true, ..) => short(&["id", &project.id]),
            (_, Some((series, number)), _) => short(&[series, number, &name]),
            (_, _, Some((numbered, start))) => short(&[&numbered.to_string(), &start.to_string()]),
            _ => said(project, &name),
        };
        Entry {
            id: NonZeroU128::new(hash(&["id", &project.id])).filter(|_| !project.id.is_empty()),
            reference: reference.and_then(|(series, number)| NonZeroU128::new(hash(&["reference", series, number]))),
            numbered: numbered.and_then(NonZeroU128::new),
            named: named(project),
            series: reference.map(|(series, number)| (short(&["series", series]), short(&[number]))),
            file: (short(&["file", file]), same_in_file),
            organisation: digits.and_then(|digits| digits.parse().ok()).unwrap_or_default(),
            seen: Seen::of(project, &name),
            own_series: series.is_some_and(|(_, own)| own),
            own_form,
            line: u32::try_from(project.source.line).unwrap_or(u32::MAX),
        }
    }
}

/// What tells rows apart that have no number: name, owner, start and grant.
fn said(project: &Project, name: &str) -> u64 {
    let owner = project.owner.as_ref().map(|owner| owner.key.as_str()).unwrap_or_default();
    let start = project.start.map(|start| start.to_string()).unwrap_or_default();
    let granted = project.granted.as_ref().map(|amount| format!("{} {}", amount.amount_ore, amount.currency)).unwrap_or_default();
    short(&["said", name, owner, &start, &granted])
}

impl Seen {
    fn of(project: &Project, name: &str) -> Seen {
        let granted = project.granted.as_ref().filter(|amount| amount.currency == "SEK");
        Seen {
            kind: project.source.kind,
            name: short(&[name]),
            bare: head(&project.name) == name,
            distinctive: is_distinctive(name),
            fund: project.fund.as_ref().and_then(|fund| family(&fund.code)).map_or(0, |family| short(&[family])),
            start: project.start,
            granted: granted.map(|amount| amount.amount_ore),
        }
    }
}

/// Names that many projects of one owner have.
const GENERIC: [&str; 16] = [
    "delprojekt",
    "digitalisering",
    "forprojekt",
    "förprojekt",
    "förstudie",
    "genomförande",
    "genomförandeprojekt",
    "integration",
    "kompetensutveckling",
    "mobilisering",
    "projekt",
    "prestudy",
    "samverkan",
    "tekniskt stöd",
    "teknisk assistans",
    "utveckling",
];

/// The fewest letters of a single word that is a project's own.
const LONG_WORD: usize = 8;

/// A name in the form that is compared: words, without the word *projekt* before them.
pub(super) fn words(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words.first().is_some_and(|first| matches!(*first, "projekt" | "projektet")) {
        words.remove(0);
    }
    words.join(" ")
}

/// The part of a name before its explanation: *Bryggan* of *Bryggan – steg för
/// steg till arbete*. A name that has no such part is its own head.
fn head(name: &str) -> String {
    let ends = [": ", " – ", " - ", " — ", " ("].into_iter().filter_map(|sign| name.find(sign));
    let head = ends.min().and_then(|end| name.get(..end)).map(words).filter(|head| !head.is_empty());
    head.unwrap_or_else(|| words(name))
}

fn is_distinctive(name: &str) -> bool {
    !GENERIC.contains(&name) && (name.contains(' ') || name.chars().count() >= LONG_WORD)
}

/// The key of names; none where the name is a word for projects, or nobody owns it.
fn named(project: &Project) -> Option<NonZeroU128> {
    let head = head(&project.name);
    let owner = project.owner.as_ref().map(|owner| body_key(&owner.name)).filter(|owner| !owner.is_empty())?;
    NonZeroU128::new(hash(&["named", &head, &owner])).filter(|_| !head.is_empty() && !GENERIC.contains(&head.as_str()))
}

fn digits(owner: &Owner) -> Option<String> {
    let number = owner.org_number.as_ref()?;
    Some(number.chars().filter(char::is_ascii_digit).collect())
}

/// A number without what stands before it and what a spreadsheet adds:
/// `Dnr 2018/00076` and `20200940.0` as `2018/00076` and `20200940`.
fn bare(reference: &str) -> &str {
    const LABELS: [&str; 6] = ["diarienummer", "diarienr", "dnr", "projektnummer", "projektnr", "ärende-id"];
    let text = reference.trim();
    let after = |label: &&str| {
        let (head, rest) = text.split_at_checked(label.len())?;
        (head.to_lowercase() == **label).then_some(rest)
    };
    let text = LABELS.iter().find_map(after).unwrap_or(text).trim_start_matches([':', '.', ' ']);
    text.strip_suffix(".0").unwrap_or(text)
}

/// The number in the form that is compared; empty where the reference has no
/// letter and no digit.
pub(super) fn number(reference: &str) -> String {
    let text = bare(reference);
    if text.contains(char::is_alphanumeric) { slug(text) } else { String::new() }
}

/// The series that a reference belongs to, and whether nobody else numbers so.
///
/// ESF-rådet's two forms and Tillväxtverket's eight digits are known by
/// themselves, whoever repeats them (Kohesio's local id does). Any other
/// number is one of its fund's, where two forms are two series.
pub(super) fn series(reference: &str, fund: Option<&Coded>) -> (String, bool) {
    let text = bare(reference).to_uppercase();
    if period_of_reference(&text).is_some() {
        return ("esf".to_owned(), true);
    }
    let form: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).filter(|c| !c.is_alphabetic()).collect();
    if form == "00000000" && text.starts_with("20") {
        return ("tillvaxtverket".to_owned(), true);
    }
    (format!("{} {form}", fund.and_then(|fund| family(&fund.code)).unwrap_or_default()), false)
}

fn hash(parts: &[&str]) -> u128 {
    let mut bytes = [0; 16];
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize_xof().fill(&mut bytes);
    u128::from_le_bytes(bytes)
}

fn short(parts: &[&str]) -> u64 {
    hash(parts) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_small() {
        assert!(size_of::<Entry>() <= 192, "{}", size_of::<Entry>());
    }

    #[test]
    fn numbers_of_one_series() {
        let check = |reference: &str, fund: &str, expected: &str| {
            let (series, own) = series(reference, Some(&Coded { code: fund.into(), label: None }));
            assert_eq!(format!("{series}{} {}", if own { "!" } else { "" }, number(reference)), expected, "{reference}");
        };
        check("24-101-S02", "ESF+", "esf! 24-101-s02");
        check("24-101-s02", "", "esf! 24-101-s02");
        check("Dnr: 2018/00076", "", "esf! 2018-00076");
        check("20201940", "ERUF", "tillvaxtverket! 20201940");
        check("20201940.0", "", "tillvaxtverket! 20201940");
        check("2024-01234", "Vinnova", "Vinnova 0000-00000 2024-01234");
        check("20361-27", "Interreg", "ERUF 00000-00 20361-27");
        check("—", "ESF", "ESF — ");
    }

    #[test]
    fn names_and_their_heads() {
        assert_eq!(words("Projektet BRYGGAN 2.0"), "bryggan 2 0");
        assert_eq!(words("Projekt"), "projekt");
        assert_eq!(head("Bryggan – steg för steg"), "bryggan");
        assert_eq!(head("Bryggan: steg (för steg)"), "bryggan");
        assert_eq!(head("Steg-för-steg"), "steg för steg");
        assert_eq!(head(" – Bryggan"), "bryggan");
        assert!(is_distinctive("bryggan åt alla") && is_distinctive("kustnära"));
        assert!(!is_distinctive("bryggan") && !is_distinctive("förstudie") && !is_distinctive("tekniskt stöd"));
    }
}
