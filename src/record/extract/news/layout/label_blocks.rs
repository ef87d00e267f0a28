//! Label blocks: a name on a line of its own, and labelled facts below it.
//!
//! ```text
//! Bryggan till jobb
//! Sökande: Mora kommun
//! Beviljat belopp: 3 200 000 kr
//! ```
//!
//! The name may stand in the labelled line itself (`• Bryggan. Sökande: …`),
//! behind a label (`Projekt: Bryggan`), or above a paragraph about it. Labels
//! below no name are **loose**: facts of the page's only project.

use super::row;
use crate::record::draft::{Confidence, Draft, Fact};
use crate::record::extract::news::fact::places;
use crate::record::extract::news::labels::{self, Labelled, Meaning};
use crate::record::extract::news::names;
use crate::record::extract::news::page::{HEADING_WORDS, Line, Page, Passage};
use crate::record::extract::news::party;
use crate::record::extract::news::prose::is_closed;
use crate::record::extract::news::sections::MOST_PROJECTS;
use crate::record::extract::news::told::{Told, owner_in_name};
use crate::record::vocabulary::Vocabulary;

/// The most words of a name on a line of its own.
const NAME_WORDS: usize = 30;
/// How many lines above its labels a name stands at most.
const ABOVE: usize = 5;
/// The fewest labels of a page that is one record.
const RECORD_LABELS: usize = 4;
/// The most words before a label in the same line.
const BEFORE_WORDS: usize = 25;

/// The projects in label blocks, and the loose facts of the page.
pub(super) fn read(page: &Page, taken: &mut [bool], vocabulary: &Vocabulary) -> (Vec<Told>, Draft) {
    let mut reader = Reader { page, vocabulary, found: Vec::new(), current: None, loose: Draft::default(), of_call: false, opening: None };
    let labelled: Vec<_> =
        page.lines.iter().enumerate().map(|(at, line)| (taken.get(at) == Some(&false)).then(|| facts_of(line)).flatten()).collect();
    if let Some(told) = reader.record(&labelled, taken) {
        return (vec![told], Draft::default());
    }
    for at in 0..page.lines.len() {
        reader.line(at, &labelled, taken);
    }
    reader.close();
    let mut found = reader.found;
    without_numbers(&mut found);
    (found, reader.loose)
}

/// The labelled facts of a line that is nothing but labels, perhaps behind a name.
fn facts_of(line: &Line) -> Option<(&str, Vec<Labelled<'_>>)> {
    let (before, facts) = labels::split(&line.text)?;
    let most = if line.is_item() { BEFORE_WORDS } else { BEFORE_WORDS / 2 };
    let opens = ["Det ", "Den ", "This ", "The ", "Vi ", "Här "].iter().any(|opening| before.starts_with(opening)) && !line.is_item();
    let tells = !line.is_item() && !before.is_empty() && !party::all(before).is_empty();
    let few = before.split_whitespace().count() <= most && !opens && !tells && (before.is_empty() || !is_sentence(before));
    (few && facts.iter().any(|fact| !fact.value.is_empty())).then_some((before, facts))
}

/// Whether words before a label are running text and no name.
fn is_sentence(before: &str) -> bool {
    row::is_sentence(before) || before.contains(". ")
}

type Labels<'p> = Option<(&'p str, Vec<Labelled<'p>>)>;

struct Reader<'p> {
    page: &'p Page,
    vocabulary: &'p Vocabulary,
    found: Vec<Told>,
    current: Option<Told>,
    loose: Draft,
    /// Whether the current block tells of a call.
    of_call: bool,
    /// What the first label of the current block says; it opens the next block as well.
    opening: Option<Meaning>,
}

impl<'p> Reader<'p> {
    /// A page that is one record: one label names the project, one the owner,
    /// and whatever else is labelled is its own, wherever it stands.
    fn record(&self, labelled: &[Labels<'p>], taken: &mut [bool]) -> Option<Told> {
        let facts = || labelled.iter().enumerate().filter_map(|(at, labels)| Some((at, &labels.as_ref()?.1)));
        let all = || facts().flat_map(|(at, facts)| facts.iter().map(move |fact| (at, fact)));
        let mut names = all().filter(|(_, fact)| fact.meaning == Meaning::Name);
        let (at, name) = names.next().filter(|_| names.next().is_none())?;
        let owners = all().filter(|(_, fact)| fact.meaning == Meaning::Owner).count();
        let grants = all().filter(|(_, fact)| matches!(fact.meaning, Meaning::Granted(0..=2))).count();
        let of_call = all().any(|(_, fact)| fact.meaning == Meaning::OfCall);
        if owners != 1 || grants > 1 || of_call || all().count() < RECORD_LABELS {
            return None;
        }
        let mut told = Told::named(name.value, self.page.lines.get(at)?.line, at);
        for (at, facts) in facts() {
            let line = self.page.lines.get(at).map_or(1, |line| line.line);
            facts.iter().for_each(|fact| told.state(fact, line));
        }
        told.own = self.page.passages().collect();
        taken.iter_mut().for_each(|taken| *taken = true);
        Some(told)
    }

    fn line(&mut self, at: usize, labelled: &[Labels<'p>], taken: &mut [bool]) {
        let Some(line) = self.page.lines.get(at) else { return };
        match labelled.get(at) {
            Some(Some((before, facts))) => self.labels(at, line, before, facts, labelled, taken),
            _ => self.other(at, line, labelled, taken),
        }
    }

    fn labels(&mut self, at: usize, line: &Line, before: &str, facts: &[Labelled<'p>], labelled: &[Labels<'p>], taken: &mut [bool]) {
        let named = facts.iter().find(|fact| fact.meaning == Meaning::Name).map(|fact| (fact.value, at));
        let first = facts.first().map(|fact| fact.meaning);
        let again = first == self.opening && self.current.as_ref().is_some_and(|told| told.stated.owner.is_some() && told.name.is_some());
        let starts = self.current.is_none()
            || again
            || !before.is_empty()
            || named.is_some() && self.current.as_ref().is_some_and(|told| told.name.is_some());
        if starts {
            self.close();
            self.opening = first;
            let before = (!before.is_empty()).then_some((before, at));
            let above = || self.name_above(at, labelled);
            let name = named.or(before).or_else(above);
            self.current = Some(match name {
                Some((name, from)) => {
                    let told = self.begin(name, from, at);
                    taken.get_mut(from..at).into_iter().flatten().for_each(|taken| *taken = true);
                    told
                }
                None => Told { line: line.line, at, ..Told::default() },
            });
        }
        self.of_call |= facts.iter().any(|fact| fact.meaning == Meaning::OfCall);
        if let Some(told) = self.current.as_mut() {
            if let Some((name, at)) = named.filter(|_| told.name.is_none()) {
                let begun = std::mem::take(told);
                *told = Told { own: begun.own, stated: begun.stated, ..Told::named(name, line.line, at.min(begun.at)) };
            }
            facts.iter().for_each(|fact| told.state(fact, line.line));
            told.own.push(line.into());
        }
        if let Some(taken) = taken.get_mut(at) {
            *taken = true;
        }
    }

    /// A line without labels: a paragraph goes on about the project above it.
    fn other(&mut self, at: usize, line: &Line, labelled: &[Labels<'p>], taken: &mut [bool]) {
        let heads = labelled.get(at + 1).is_some_and(Option::is_some) && line.text.split_whitespace().count() <= HEADING_WORDS;
        let paragraph = is_closed(&line.text) && !line.text.ends_with(':') && line.text.split_whitespace().count() > 6 && !line.is_item();
        match self.current.as_mut().filter(|told| told.name.is_some()) {
            Some(told) if paragraph && !heads => {
                told.own.push(line.into());
                if let Some(taken) = taken.get_mut(at) {
                    *taken = true;
                }
            }
            _ => self.close(),
        }
    }

    fn begin(&self, name: &str, from: usize, at: usize) -> Told {
        let line = self.page.lines.get(from).map_or(1, |line| line.line);
        let row = row::Row::read(name, self.vocabulary).filter(|row| row.amount.is_some());
        let bare = row.map_or(name, |row| row.head);
        let mut told = Told::named(bare.trim().trim_end_matches(['.', ',', ':']), line, from);
        told.stated.granted =
            row.and_then(|row| row.amount).map(|amount| Fact::stated(amount.to_owned(), line).read_from(name, Confidence::Certain));
        let between = self.page.lines.get(from + 1..at).unwrap_or_default().iter().find(|line| party::is_whole(&line.text));
        told.stated.owner = between.map(|line| Fact::stated(line.text.clone(), line.line).read_from(&line.text, Confidence::Certain));
        // A paragraph between the name and its labels speaks of it.
        told.own = self.page.lines.get(from..at).unwrap_or_default().iter().map(Passage::from).collect();
        told
    }

    /// The name above the labels at `at`: the line before, or the heading of the paragraph before.
    fn name_above(&self, at: usize, labelled: &[Labels<'p>]) -> Option<(&'p str, usize)> {
        let lines = &self.page.lines;
        for from in (at.saturating_sub(ABOVE)..at).rev() {
            let line = lines.get(from).filter(|_| labelled.get(from).is_some_and(Option::is_none))?;
            let words = line.text.split_whitespace().count();
            let directly = from + 1 == at;
            // *Bryggan* / *Mora kommun* / *Beviljat: …*: the owner stands between.
            let plain =
                |at: usize| labelled.get(at).is_some_and(Option::is_none) && lines.get(at).is_some_and(|name| self.is_plain_name(name));
            if directly && party::is_whole(&line.text) && owner_in_name(&line.text).is_none() && from.checked_sub(1).is_some_and(plain) {
                continue;
            }
            let short = words <= NAME_WORDS
                && !line.text.ends_with(':')
                && (!is_closed(&line.text) || directly && words <= HEADING_WORDS && !row::is_sentence(&line.text));
            if short {
                let owned = labelled
                    .get(at)
                    .and_then(Option::as_ref)
                    .is_some_and(|(_, facts)| facts.iter().any(|fact| fact.meaning == Meaning::Owner));
                let name = names::could_be_name(&line.text) || owned || owner_in_name(&line.text).is_some();
                let named =
                    name && !self.is_context(&line.text) && !names::is_section(&line.text) && (directly || line.is_short(HEADING_WORDS));
                return named.then_some((line.text.as_str(), from));
            }
            if line.text.ends_with(':') || line.is_item() {
                return None;
            }
        }
        None
    }

    fn is_plain_name(&self, line: &Line) -> bool {
        line.is_short(HEADING_WORDS) && names::could_be_name(&line.text) && !self.is_context(&line.text)
    }

    /// Whether a line is the heading of a place or a fund and no name.
    fn is_context(&self, text: &str) -> bool {
        names::is_fund(text, self.vocabulary) || places::is_area(text, self.vocabulary)
    }

    fn close(&mut self) {
        let Some(mut told) = self.current.take() else { return };
        let of_call = std::mem::take(&mut self.of_call);
        if of_call || self.found.len() >= MOST_PROJECTS {
            return;
        }
        if told.name.is_none() {
            merge(&mut self.loose, told.stated);
            return;
        }
        told.take_owner_of_name();
        let owner = told.stated.owner.as_ref().is_some_and(|owner| !party::is_generic(&owner.value));
        if owner || told.stated.granted.is_some() || told.stated.start.is_some() {
            self.found.push(told);
        }
    }
}

/// Fills what the loose facts do not have yet.
fn merge(loose: &mut Draft, more: Draft) {
    let fill = |slot: &mut Option<_>, other: Option<_>| {
        if slot.is_none() {
            *slot = other;
        }
    };
    fill(&mut loose.owner, more.owner);
    fill(&mut loose.granted, more.granted);
    fill(&mut loose.fund, more.fund);
    fill(&mut loose.start, more.start);
    fill(&mut loose.end, more.end);
    fill(&mut loose.participants, more.participants);
    fill(&mut loose.companies, more.companies);
    fill(&mut loose.reference, more.reference);
    loose.partners.extend(more.partners);
    loose.places.extend(more.places);
}

/// `1 Bryggan`, `2 Bron`: names that are counted lose their numbers.
fn without_numbers(found: &mut [Told]) {
    let number = |told: &Told| {
        told.name.as_ref()?.text.split_once(' ').and_then(|(number, _)| number.trim_end_matches(['.', ')']).parse::<usize>().ok())
    };
    let counted = found.len() > 1 && found.iter().enumerate().all(|(at, told)| number(told) == Some(at + 1));
    if !counted {
        return;
    }
    for told in found {
        if let Some(name) = told.name.clone()
            && let Some((_, bare)) = name.text.split_once(' ')
        {
            let (bare, line) = (bare.trim().to_owned(), name.line);
            told.rename(&bare, line);
        }
    }
}
