//! Pages of project banks: one project a page (or a few), told by labels and
//! their values, the description above, between or below them.
//!
//! Each bank has one file with its table of labels and what no table can say.
//! The rest is shared: `entries` finds labels and values in the shape of the
//! page, `chunks` where a record ends, `record` makes a draft of it. The
//! odd word is *said*: a label with what stands behind it, before anyone asks
//! whether it is true.

mod address;
mod bank;
mod chunks;
mod clutter;
mod description;
mod entries;
mod esf;
mod interreg;
mod keep_eu;
mod kohesio;
mod party;
mod recipients;
mod record;
mod signs;
mod vinnova;

use std::collections::HashSet;
use std::sync::LazyLock;

use self::bank::{Bank, LABEL_BYTES, Meaning, key, label_of};
use self::entries::{Entry, Style};
use self::record::Record;
use self::signs::Signs;
use super::super::draft::Draft;
use super::super::notice::Notice;
use super::super::personal::contact_label;
use crate::ingest::Block;

/// The banks, those with the most telling labels first.
static BANKS: [&Bank; 5] = [&keep_eu::BANK, &kohesio::BANK, &vinnova::BANK, &interreg::BANK, &esf::BANK];

/// The first word of every label.
static FIRST_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let tables = BANKS.iter().flat_map(|bank| bank.labels.rows().iter().chain(bank.prefixes));
    let labels = tables.chain(bank::CALLS.rows()).map(|(label, _)| *label);
    labels.filter_map(|label| label.split(' ').next()).collect()
});

/// So many different labels of a bank make it worth reading a page by them.
const FEW_LABELS: usize = 2;

/// The page's projects, or none where the page is no record of a bank.
pub fn extract(blocks: &[Block]) -> Option<(Vec<Draft>, Vec<Notice>)> {
    let mut page = Page::look(blocks);
    let banks = page.banks();
    if banks.is_empty() {
        return None;
    }
    page.look_for_persons();
    let signs = Signs::of(blocks);
    let styles = [Style::Marked, Style::Bare];
    styles.iter().find_map(|style| banks.iter().find_map(|bank| page.read(bank, *style, &signs)))
}

/// Whether a fact of a project stands behind this label.
pub fn is_label(label: &str) -> bool {
    let key = key(label);
    // What a contact person's box calls the person, some banks call a partner.
    label.len() <= LABEL_BYTES && key != "name" && BANKS.iter().any(|bank| bank.labels.get(&key).is_some())
}

/// A page and what a quick look at each line shows: it spares the many pages
/// that are of no bank, and the many lines that are no label.
struct Page<'a> {
    blocks: &'a [Block],
    /// Whether each block begins with a label of any bank or of a person.
    labelled: Vec<bool>,
    /// The labels of each bank that the page has.
    seen: [HashSet<&'static str>; 5],
}

impl<'a> Page<'a> {
    fn look(blocks: &'a [Block]) -> Self {
        let mut page = Page { blocks, labelled: Vec::with_capacity(blocks.len()), seen: Default::default() };
        for block in blocks {
            let labelled = label_of(block).is_some_and(|label| page.is_labelled(label));
            page.labelled.push(labelled);
        }
        page
    }

    fn is_labelled(&mut self, label: &str) -> bool {
        if label.len() > LABEL_BYTES {
            return false;
        }
        let whole = key(label);
        // Most lines are in no table: one look at their first word spares five at each of its forms.
        let first = whole.split(' ').next().unwrap_or_default();
        if !FIRST_WORDS.contains(first) && !whole.contains(" / ") {
            return false;
        }
        let mut known = false;
        for (bank, seen) in BANKS.iter().zip(&mut self.seen) {
            let leading = || bank.leading.iter().find(|label| whole.starts_with(**label)).copied();
            let row = bank.row(&whole).map(|(label, _)| label).or_else(leading);
            known |= row.is_some();
            seen.extend(row);
        }
        known
    }

    fn look_for_persons(&mut self) {
        for (block, labelled) in self.blocks.iter().zip(&mut self.labelled) {
            *labelled |= label_of(block).filter(|label| label.len() <= LABEL_BYTES).is_some_and(|label| contact_label(label).is_some());
        }
    }

    fn banks(&self) -> Vec<&'static Bank> {
        BANKS.iter().zip(&self.seen).filter(|(_, seen)| seen.len() >= FEW_LABELS).map(|(bank, _)| *bank).collect()
    }

    /// Reads a page as one of a bank's.
    fn read(&self, bank: &'static Bank, style: Style, signs: &Signs) -> Option<(Vec<Draft>, Vec<Notice>)> {
        let entries = entries::entries(self.blocks, &self.labelled, bank, style);
        if entries.iter().any(is_of_a_call) {
            return None;
        }
        let (mut drafts, mut notices) = (Vec::new(), Vec::new());
        for chunk in chunks::records(entries, bank, signs) {
            let mut record = Record::read(bank, &chunk.entries);
            if (bank.finish)(&mut record) {
                drafts.push(record.draft);
                notices.append(&mut record.notices);
            }
        }
        (!drafts.is_empty()).then_some((drafts, notices))
    }
}

fn is_of_a_call(entry: &Entry<'_>) -> bool {
    matches!(entry, Entry::Said(said) if matches!(said.meaning, Meaning::Call) && said.value.is_some())
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod samples;
