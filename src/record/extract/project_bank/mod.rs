//! A page of ESF-rådet's project bank, copied as text: a title, label lines
//! each followed by its value, then the description.
//!
//! The order of the labels differs between the bank's generations, and the
//! text above and below the record is the website's own, so that the
//! description is found as the longest passage below the first label.

mod clutter;
mod labels;

use self::labels::Meaning;
use super::super::draft::{Draft, Fact, PlaceText};
use super::super::normalise::period::period_of_reference;
use super::super::notice::{Notice, NoticeCode};
use super::super::personal;
use super::super::project::SourceKind;
use crate::ingest::{Block, BlockKind};

/// How many known labels make a page a record of the bank.
const ENOUGH_LABELS: usize = 3;

/// The page's project, or none where the page is no record of the bank.
pub fn extract(blocks: &[Block]) -> Option<(Draft, Vec<Notice>)> {
    if !is_bank_page(blocks) {
        return None;
    }
    let mut page = Page { passages: vec![Vec::new()], ..Page::default() };
    for block in blocks {
        page.block(block);
    }
    Some(page.finish())
}

/// A label and its value, whether on two lines or on one.
struct Pair<'a> {
    label: &'a str,
    value: Option<&'a str>,
    line: usize,
}

fn pair(block: &Block) -> Option<Pair<'_>> {
    match &block.kind {
        BlockKind::Pair { label, value, value_line } => Some(Pair { label, value: value.as_deref(), line: *value_line }),
        BlockKind::Line(text) => {
            let (label, value) = text.split_once(": ")?;
            is_known(label).then_some(Pair { label, value: Some(value.trim()), line: block.line })
        }
        BlockKind::ListItem(_) | BlockKind::Heading { .. } | BlockKind::Row(_) => None,
    }
}

/// Whether a fact of a project stands behind this label.
pub fn is_label(label: &str) -> bool {
    labels::meaning(label).is_some()
}

fn is_known(label: &str) -> bool {
    is_label(label) || personal::contact_label(label).is_some()
}

fn is_bank_page(blocks: &[Block]) -> bool {
    let known: Vec<&Meaning> = blocks.iter().filter_map(pair).filter_map(|pair| labels::meaning(pair.label)).collect();
    let any = |wanted: fn(&Meaning) -> bool| known.iter().any(|meaning| wanted(meaning));
    known.len() >= ENOUGH_LABELS && any(labels::is_reference) && any(labels::is_name_or_owner)
}

/// A page while it is read.
#[derive(Default)]
struct Page<'a> {
    draft: Draft,
    notices: Vec<Notice>,
    /// The lines above, between and below the labels, in the order of the page.
    passages: Vec<Vec<&'a Block>>,
    /// True once a label was read.
    begun: bool,
    esf_grant: Option<usize>,
}

impl<'a> Page<'a> {
    fn block(&mut self, block: &'a Block) {
        match pair(block) {
            Some(pair) if self.personal(&pair) => self.passages.push(Vec::new()),
            Some(pair) => match labels::meaning(pair.label) {
                Some(meaning) => self.known(meaning, &pair, block.line),
                None if self.begun && !block.gap && self.passages.last().is_none_or(Vec::is_empty) => self.unknown(&pair, block.line),
                None => self.passage(block),
            },
            None => self.passage(block),
        }
    }

    fn passage(&mut self, block: &'a Block) {
        if let Some(passage) = self.passages.last_mut() {
            passage.push(block);
        }
    }

    fn personal(&mut self, pair: &Pair<'_>) -> bool {
        let Some(kind) = personal::contact_label(pair.label) else { return false };
        if pair.value.is_some() {
            self.draft.dropped.push(kind);
        }
        true
    }

    /// The value is left out of the notice: behind a label that nobody knows
    /// a person may stand.
    fn unknown(&mut self, pair: &Pair<'_>, line: usize) {
        let message = format!("the label «{}» is not known; its value was left out", pair.label);
        self.notices.push(Notice::general(NoticeCode::UnknownLabel, line, message));
    }

    fn known(&mut self, meaning: &'static Meaning, pair: &Pair<'_>, label_line: usize) {
        if !self.begun {
            self.begun = true;
            self.draft.line = label_line;
        }
        self.passages.push(Vec::new());
        if let Some(value) = pair.value {
            self.value(meaning, pair.label, value, pair.line);
        }
    }

    fn value(&mut self, meaning: &'static Meaning, label: &str, value: &str, line: usize) {
        let fact = Fact::stated(value.to_owned(), line);
        match meaning {
            Meaning::Fact(slot, name) => self.fact(*slot, name, fact),
            Meaning::EsfGrant => {
                self.esf_grant = Some(line);
                self.fact(|draft| &mut draft.granted, "granted", fact);
            }
            Meaning::Owner => self.fact(|draft| &mut draft.owner, "owner", Fact { value: undoubled(value), ..fact }),
            Meaning::Partners => self.draft.partners.extend(listed(value, line)),
            Meaning::Place(kind) => {
                let place = PlaceText { kind: *kind, text: value.to_owned() };
                self.draft.places.push(Fact::stated(place, line));
            }
            Meaning::Period => self.period(value, line),
            Meaning::Theme => self.theme(label, value, line),
            Meaning::Ignored => {}
        }
    }

    /// The first statement stands; a different one after it is a conflict.
    fn fact(&mut self, slot: super::Slot, name: &'static str, fact: Fact<String>) {
        match slot(&mut self.draft) {
            Some(first) if first.value != fact.value => {
                let message = format!("«{}» contradicts «{}» on line {}", fact.value, first.value, first.line);
                self.notices.push(Notice::field(NoticeCode::Conflict, fact.line, name, message));
            }
            Some(_) => {}
            empty => *empty = Some(fact),
        }
    }

    fn period(&mut self, value: &str, line: usize) {
        match crate::record::date::parse_period(value) {
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
        if matches!(super::folded(value).as_str(), "ja" | "yes") {
            self.draft.secondary_themes.push(Fact::stated(theme.to_owned(), line));
        }
    }

    fn finish(mut self) -> (Draft, Vec<Notice>) {
        self.draft.kind = SourceKind::ProjectBank;
        self.draft.bank = Some("esf");
        self.title();
        self.description();
        self.conclude_fund();
        (self.draft, self.notices)
    }

    /// The title line `DNR - NAME` above the labels, for what no label says.
    fn title(&mut self) {
        for block in self.passages.first().into_iter().flatten() {
            let BlockKind::Line(text) = &block.kind else { continue };
            let Some((reference, name)) = text.split_once(" - ") else { continue };
            if period_of_reference(reference).is_none() {
                continue;
            }
            self.draft.line = block.line;
            let state = |slot: &mut Option<Fact<String>>, value: &str| {
                slot.get_or_insert_with(|| Fact::stated(value.trim().to_owned(), block.line));
            };
            state(&mut self.draft.reference, reference);
            state(&mut self.draft.name, name);
            return;
        }
    }

    /// The longest passage after the first label is the description. What
    /// stands above the labels is the website's menu.
    fn description(&mut self) {
        let passages = std::mem::take(&mut self.passages);
        let shown: Vec<&[&Block]> = passages.iter().skip(1).map(|passage| clutter::without(passage)).collect();
        let length = |passage: &[&Block]| passage.iter().map(|block| block.text().len()).sum::<usize>();
        let longest = (0..shown.len()).rev().max_by_key(|&i| shown.get(i).map_or(0, |passage| length(passage)));
        for (i, passage) in shown.iter().enumerate() {
            match passage.first() {
                Some(first) if Some(i) == longest => self.describe(paragraphs(passage), first.line),
                Some(first) => {
                    let message = "text between the labels was left out";
                    self.notices.push(Notice::general(NoticeCode::UnknownLabel, first.line, message));
                }
                None => {}
            }
        }
    }

    /// Text below the labels goes on where a label has begun the description.
    fn describe(&mut self, text: String, line: usize) {
        match &mut self.draft.description {
            Some(begun) => {
                begun.value.push_str("\n\n");
                begun.value.push_str(&text);
            }
            none => *none = Some(Fact::stated(text, line)),
        }
    }

    /// What the bank's generations have in common: only its later one names
    /// the fund, but each numbers its projects and areas in its own way.
    fn conclude_fund(&mut self) {
        if self.draft.fund.is_some() {
            return;
        }
        let fund = self.plus_signal().or_else(|| self.earlier_signal());
        self.draft.fund = fund.map(|(fund, line)| Fact::derived(fund.to_owned(), line));
    }

    fn plus_signal(&self) -> Option<(&'static str, usize)> {
        let draft = &self.draft;
        let cci = draft.programme.as_ref().filter(|cci| cci.value.trim().starts_with("2021") && cci.value.contains("05SF"));
        let reference = draft.reference.as_ref().filter(|r| period_of_reference(&r.value) == Some("2021-2027"));
        let area = draft.programme_area.as_ref().filter(|area| matches!(area.value.trim(), "A" | "B" | "C" | "D" | "E" | "F"));
        cci.or(reference).or(area).map(|fact| ("ESF+", fact.line))
    }

    fn earlier_signal(&self) -> Option<(&'static str, usize)> {
        let draft = &self.draft;
        let reference = draft.reference.as_ref().filter(|r| period_of_reference(&r.value) == Some("2014-2020"));
        let area = draft.programme_area.as_ref().filter(|area| matches!(area.value.trim(), "1" | "2" | "3"));
        reference.or(area).map(|fact| fact.line).or(self.esf_grant).map(|line| ("ESF", line))
    }
}

/// «X, X», which the bank writes where unit and organisation are the same, is
/// X. The comma between two equal halves is the middle one of all commas.
fn undoubled(owner: &str) -> String {
    let commas = owner.matches(',').count();
    let middle = owner.match_indices(',').nth(commas / 2).and_then(|(at, _)| owner.split_at_checked(at));
    match middle {
        Some((first, rest)) if super::folded(first) == super::folded(rest.trim_start_matches(',')) => first.trim().to_owned(),
        _ => owner.to_owned(),
    }
}

fn listed(value: &str, line: usize) -> impl Iterator<Item = Fact<String>> + '_ {
    let names = value.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
    names.map(move |name| Fact::stated(name.to_owned(), line))
}

/// The text of a passage. Where no empty line parts two lines, the first one's
/// last sign tells a paragraph that ended from a line that was only broken.
fn paragraphs(passage: &[&Block]) -> String {
    let mut text = String::new();
    for block in passage {
        let item = matches!(block.kind, BlockKind::ListItem(_));
        let ended = text.ends_with(['.', '!', '?', ':', '”', '"']);
        text.push_str(match text.is_empty() {
            true => "",
            false if block.gap || (ended && !item) => "\n\n",
            false if item => "\n",
            false => " ",
        });
        text.push_str(if item { "• " } else { "" });
        text.push_str(&block.text());
    }
    text
}

#[cfg(test)]
mod tests;
