//! Where one record of a page ends and the next begins.
//!
//! A label that comes again begins another record, unless what it begins is
//! none in itself: then a page only says the same thing twice.

use std::collections::HashSet;

use super::bank::{Bank, Meaning};
use super::description::is_prose;
use super::entries::{Entry, Said};
use super::signs::Signs;
use crate::ingest::{Block, BlockKind};

/// What the labels of a record are, before their values are read.
#[derive(Default)]
pub(super) struct Outline<'a> {
    keys: HashSet<&'static str>,
    /// The project's number.
    pub(super) reference: Option<&'a str>,
    /// Whether a label gives a name.
    pub(super) name: Option<&'a str>,
    /// Whether a label gives an owner.
    pub(super) owner: bool,
}

impl<'a> Outline<'a> {
    /// How many different labels there are.
    pub(super) fn labels(&self) -> usize {
        self.keys.len()
    }

    /// Whether one of these labels is there.
    pub(super) fn has(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.keys.contains(key))
    }

    fn add(&mut self, said: &Said<'a>, bank: &Bank) {
        if !matches!(said.meaning, Meaning::Person(_)) {
            self.keys.insert(said.key);
        }
        let Some(value) = said.value else { return };
        if said.meaning.is("reference") && (bank.is_reference)(value) {
            self.reference.get_or_insert(value);
        }
        if said.meaning.is("name") || matches!(said.meaning, Meaning::Part("name")) {
            self.name.get_or_insert(value);
        }
        self.owner |= matches!(said.meaning, Meaning::Owner | Meaning::Part("lead") | Meaning::Each("lead"));
    }

    fn join(&mut self, other: Outline<'a>) {
        self.keys.extend(other.keys);
        self.reference = self.reference.or(other.reference);
        self.name = self.name.or(other.name);
        self.owner |= other.owner;
    }

    /// Whether both number or name the same project.
    fn same(&self, other: &Outline<'_>) -> bool {
        let equal = |left: Option<&str>, right: Option<&str>| left.is_some() && left == right;
        equal(self.reference, other.reference) || (self.reference.is_none() && equal(self.name, other.name))
    }
}

/// A part of a page that may be a record.
#[derive(Default)]
pub(super) struct Chunk<'a> {
    /// Its statements and texts.
    pub(super) entries: Vec<Entry<'a>>,
    outline: Outline<'a>,
}

/// The records of a page, none where it has none.
pub(super) fn records<'a>(entries: Vec<Entry<'a>>, bank: &Bank, signs: &Signs) -> Vec<Chunk<'a>> {
    let mut chunks = split(entries, bank);
    names_to_their_records(&mut chunks, bank);
    let is_record = |chunk: &Chunk<'_>| (bank.is_record)(&chunk.outline, signs);
    let mut records: Vec<Chunk<'a>> = Vec::new();
    for chunk in chunks {
        match records.last_mut() {
            Some(last) if !is_record(last) || !is_record(&chunk) || last.outline.same(&chunk.outline) => {
                last.entries.extend(chunk.entries);
                last.outline.join(chunk.outline);
            }
            _ => records.push(chunk),
        }
    }
    records.retain(is_record);
    records
}

/// Cuts at every label that comes again and at every title.
fn split<'a>(entries: Vec<Entry<'a>>, bank: &Bank) -> Vec<Chunk<'a>> {
    let mut chunks = vec![Chunk::default()];
    let mut seen: HashSet<&'static str> = HashSet::new();
    for entry in entries {
        let again = match &entry {
            Entry::Said(said) => said.value.is_some() && !said.meaning.repeats() && !seen.insert(said.key),
            Entry::Text(block) => !seen.is_empty() && is_title(block, bank),
            Entry::Unknown(_) => false,
        };
        if again {
            seen.clear();
            chunks.push(Chunk::default());
        }
        if let (Some(chunk), Entry::Said(said)) = (chunks.last_mut(), &entry) {
            seen.extend(Some(said.key).filter(|_| again));
            chunk.outline.add(said, bank);
        }
        if let Some(chunk) = chunks.last_mut() {
            chunk.entries.push(entry);
        }
    }
    chunks
}

fn is_title(block: &Block, bank: &Bank) -> bool {
    match &block.kind {
        BlockKind::Line(text) | BlockKind::Heading { text, .. } => (bank.title)(text).is_some(),
        _ => false,
    }
}

/// Moves what stands between two records and belongs to the later one: a
/// heading and what is below it, else a name on a line of its own.
fn names_to_their_records(chunks: &mut [Chunk<'_>], bank: &Bank) {
    let told_first = chunks.first().is_some_and(|chunk| prose_above(&chunk.entries));
    for at in 1..chunks.len() {
        let Some((before, [chunk, ..])) = chunks.split_at_mut_checked(at) else { return };
        let Some(last) = before.last_mut() else { return };
        let tail = last.entries.len() - last.entries.iter().rev().take_while(|entry| matches!(entry, Entry::Text(_))).count();
        let from = name_begins(last.entries.get(tail..).unwrap_or_default(), told_first, bank.named_above);
        let Some(from) = from.filter(|_| !chunk.entries.first().is_some_and(|entry| matches!(entry, Entry::Text(_)))) else { continue };
        let moved = last.entries.split_off(tail + from);
        chunk.entries.splice(0..0, moved);
    }
}

/// Whether a text stands between the name and the first label.
fn prose_above(entries: &[Entry<'_>]) -> bool {
    let above = entries.iter().take_while(|entry| matches!(entry, Entry::Text(_)));
    above.last().is_some_and(|entry| matches!(entry, Entry::Text(block) if is_prose(&block.text())))
}

/// Where in the text between two records the later one's begins.
fn name_begins(between: &[Entry<'_>], told_first: bool, named_above: bool) -> Option<usize> {
    let heading = |entry: &Entry<'_>| matches!(entry, Entry::Text(Block { kind: BlockKind::Heading { .. }, .. }));
    let name = |entry: &Entry<'_>| matches!(entry, Entry::Text(block) if !is_prose(&block.text()));
    if let Some(at) = between.iter().rposition(heading) {
        return Some(at);
    }
    match named_above {
        true if told_first => between.iter().position(name),
        true => between.len().checked_sub(1).filter(|at| between.get(*at).is_some_and(name)),
        false => None,
    }
}
