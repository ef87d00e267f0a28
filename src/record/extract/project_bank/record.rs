//! One record: its labels' values become a draft.

use std::collections::HashSet;

use super::super::super::date::parse_period;
use super::super::super::draft::{Draft, Fact, PlaceKind, PlaceText};
use super::super::super::notice::{Notice, NoticeCode};
use super::super::super::project::SourceKind;
use super::super::{Slot, folded};
use super::bank::{Bank, Meaning, label_of};
use super::description::{self, Passage};
use super::entries::{Entry, Said};
use crate::ingest::Block;

/// A record while it is read.
pub(super) struct Record<'a> {
    pub(super) bank: &'a Bank,
    pub(super) draft: Draft,
    pub(super) notices: Vec<Notice>,
    /// What the bank's own file places, in the order of the page: the part's
    /// name, the label as written, the value and its line.
    pub(super) parts: Vec<(&'static str, Said<'a>)>,
    /// The lines above, between and below the labels, in the order of the page.
    pub(super) passages: Vec<Passage<'a>>,
    /// The labels that have a value.
    pub(super) keys: HashSet<&'static str>,
    /// The passage that the label of the description opens.
    described: Option<usize>,
    /// True once a label was read.
    begun: bool,
}

impl<'a> Record<'a> {
    /// Reads the statements of a record.
    pub(super) fn read(bank: &'a Bank, entries: &[Entry<'a>]) -> Record<'a> {
        let draft = Draft { kind: SourceKind::ProjectBank, bank: Some(bank.code), ..Draft::default() };
        let mut record = Record {
            bank,
            draft,
            notices: Vec::new(),
            parts: Vec::new(),
            passages: vec![Vec::new()],
            keys: HashSet::new(),
            described: None,
            begun: false,
        };
        entries.iter().for_each(|entry| record.entry(entry));
        record
    }

    fn entry(&mut self, entry: &Entry<'a>) {
        match entry {
            Entry::Said(said) => self.said(said),
            Entry::Unknown(block) if self.begun && !block.gap && self.passages.last().is_none_or(Vec::is_empty) => {
                self.unknown(label_of(block).unwrap_or_default(), block.line);
            }
            Entry::Unknown(block) | Entry::Text(block) => {
                if let Some(passage) = self.passages.last_mut() {
                    passage.push(block);
                }
            }
        }
    }

    /// The value is left out of the notice: behind a label that nobody knows
    /// a person may stand.
    fn unknown(&mut self, label: &str, line: usize) {
        let message = format!("the label «{label}» is not known; its value was left out");
        self.notices.push(Notice::general(NoticeCode::UnknownLabel, line, message));
    }

    fn said(&mut self, said: &Said<'a>) {
        let personal = matches!(said.meaning, Meaning::Person(_));
        if !self.begun && !personal {
            self.begun = true;
            self.draft.line = said.label_line;
        }
        self.passages.push(Vec::new());
        if said.meaning.is("description") {
            self.described = Some(self.passages.len() - 1);
        }
        if let Some(value) = said.value {
            self.keys.insert(said.key);
            self.value(said, value);
        }
    }

    fn value(&mut self, said: &Said<'a>, value: &str) {
        let fact = Fact::stated(value.to_owned(), said.line);
        match said.meaning {
            Meaning::Fact(_, "reference") if !(self.bank.is_reference)(value) => {}
            Meaning::Fact(slot, name) => self.fact(slot, name, fact),
            Meaning::Grant => self.grant(said.label, value, said.line),
            Meaning::Owner => self.fact(|draft| &mut draft.owner, "owner", Fact { value: undoubled(value), ..fact }),
            Meaning::Partners => self.draft.partners.extend(listed(value, said.line)),
            Meaning::Place(kind) => self.place(kind, value, said.line),
            Meaning::Period => self.period(value, said.line),
            Meaning::Theme => self.theme(said.label, value, said.line),
            Meaning::Part(name) | Meaning::Each(name) => self.parts.push((name, *said)),
            Meaning::Person(kind) => self.draft.dropped.push(kind),
            Meaning::Call | Meaning::Ignored => {}
        }
    }

    /// The first statement stands; a different one after it is a conflict.
    pub(super) fn fact(&mut self, slot: Slot, name: &'static str, fact: Fact<String>) {
        match slot(&mut self.draft) {
            Some(first) if first.value != fact.value => {
                let message = format!("«{}» contradicts «{}» on line {}", fact.value, first.value, first.line);
                self.notices.push(Notice::field(NoticeCode::Conflict, fact.line, name, message));
            }
            Some(_) => {}
            empty => *empty = Some(fact),
        }
    }

    /// `980 012,27 € (40%)`, or the share in the label: `EU contribution (40%)`.
    pub(super) fn grant(&mut self, label: &str, value: &str, line: usize) {
        let (amount, share) = without_share(value);
        let share = share.or_else(|| without_share(label).1);
        self.fact(|draft| &mut draft.granted, "granted", Fact::stated(amount.to_owned(), line));
        if let Some(share) = share {
            self.fact(|draft| &mut draft.cofinancing_rate, "cofinancing_rate", Fact::stated(share.to_owned(), line));
        }
    }

    pub(super) fn place(&mut self, kind: PlaceKind, text: &str, line: usize) {
        self.draft.places.push(Fact::stated(PlaceText { kind, text: text.to_owned() }, line));
    }

    fn period(&mut self, value: &str, line: usize) {
        match parse_period(value) {
            Some((start, end)) => {
                self.fact(|draft| &mut draft.start, "start", Fact::stated(start.to_string(), line));
                self.fact(|draft| &mut draft.end, "end", Fact::stated(end.to_string(), line));
            }
            None => {
                let message = format!("«{value}» is no period of two dates");
                self.notices.push(Notice::field(NoticeCode::UnreadableDate, line, "start", message));
            }
        }
    }

    /// `Sekundärtema - Jämställdhet:` / `Ja`.
    fn theme(&mut self, label: &str, value: &str, line: usize) {
        let theme = label.split_once('-').or_else(|| label.split_once('–')).map_or(label, |(_, theme)| theme).trim();
        if matches!(folded(value).as_str(), "ja" | "yes") {
            self.draft.secondary_themes.push(Fact::stated(theme.to_owned(), line));
        }
    }

    /// The first value of a part.
    pub(super) fn part(&self, name: &str) -> Option<(&'a str, usize)> {
        let found = self.parts.iter().find(|(part, _)| *part == name);
        found.and_then(|(_, said)| said.value.map(|value| (value, said.line)))
    }

    /// Takes the description: what its label opens, else the longest text.
    pub(super) fn describe(&mut self) {
        let opened = self.described.and_then(|at| self.passages.get(at)).map(|passage| super::clutter::without(passage));
        if let Some(first) = opened.and_then(|passage| passage.first()) {
            let text = description::paragraphs(opened.unwrap_or_default());
            return self.described_by(text, first.line);
        }
        let found = description::find(&self.passages, self.bank);
        for block in found.left_out {
            let message = "text between the labels was left out";
            self.notices.push(Notice::general(NoticeCode::UnknownLabel, block.line, message));
        }
        if let Some((text, line)) = found.text {
            self.described_by(text, line);
        }
    }

    /// Takes every sentence of the page as the description, where headings and
    /// lists of facts stand among them.
    pub(super) fn describe_by_prose(&mut self) {
        let lines = self.passages.iter().flat_map(|passage| super::clutter::without(passage));
        let of_text = |block: &&&Block| description::is_prose(&block.text()) && !super::clutter::is_notice(block);
        let body: Vec<&Block> = lines.filter(of_text).copied().collect();
        if let Some(first) = body.first() {
            self.described_by(description::paragraphs(&body), first.line);
        }
    }

    /// Text below the labels goes on where a label has begun the description.
    pub(super) fn described_by(&mut self, text: String, line: usize) {
        match &mut self.draft.description {
            Some(begun) => {
                begun.value.push_str("\n\n");
                begun.value.push_str(&text);
            }
            none => *none = Some(Fact::stated(text, line)),
        }
    }
}

/// A value or label without the share in parentheses at its end, and the share.
pub(super) fn without_share(text: &str) -> (&str, Option<&str>) {
    let share = |text: &str| text.ends_with('%') || text.ends_with("procent");
    match text.trim().trim_end_matches(':').strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((before, inside)) if share(inside.trim()) => (before.trim(), Some(inside.trim())),
        _ => (text.trim(), None),
    }
}

/// «X, X», which the bank writes where unit and organisation are the same, is
/// X. The comma between two equal halves is the middle one of all commas.
fn undoubled(owner: &str) -> String {
    let commas = owner.matches(',').count();
    let middle = owner.match_indices(',').nth(commas / 2).and_then(|(at, _)| owner.split_at_checked(at));
    match middle {
        Some((first, rest)) if folded(first) == folded(rest.trim_start_matches(',')) => first.trim().to_owned(),
        _ => owner.to_owned(),
    }
}

fn listed(value: &str, line: usize) -> impl Iterator<Item = Fact<String>> + '_ {
    let names = value.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
    names.map(move |name| Fact::stated(name.to_owned(), line))
}
