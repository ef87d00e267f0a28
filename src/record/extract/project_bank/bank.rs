//! What a bank is to the reader: its labels, and how its records are known.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::super::super::draft::PlaceKind;
use super::super::super::notice::Dropped;
use super::super::super::personal::contact_label;
use super::super::{Slot, folded};
use super::chunks::Outline;
use super::record::Record;
use super::signs::Signs;
use crate::ingest::{Block, BlockKind};

/// The longest label in bytes; a longer text is a sentence.
pub(super) const LABEL_BYTES: usize = 100;

/// What the value behind a label is.
#[derive(Clone, Copy)]
pub(super) enum Meaning {
    /// A statement for one place of the draft, and that place's key in the JSON.
    Fact(Slot, &'static str),
    /// The grant, with the fund's share perhaps in parentheses: `1 250,50 € (40%)`.
    Grant,
    /// The owner, which a bank may write twice.
    Owner,
    /// Names separated by commas, or one a list item below.
    Partners,
    /// A place of the project.
    Place(PlaceKind),
    /// First and last day in one value.
    Period,
    /// A secondary theme in the label, yes or no in the value.
    Theme,
    /// What only the bank's own file can place, by a name of that file's.
    Part(&'static str),
    /// The same, of something that a record has several of, such as partners.
    Each(&'static str),
    /// What only a call for applications has: the page is no record.
    Call,
    /// A person's: counted and left out.
    Person(Dropped),
    /// Known, and nothing that a project has.
    Ignored,
}

impl Meaning {
    /// Whether one record may say it several times.
    pub(super) fn repeats(&self) -> bool {
        !matches!(self, Meaning::Fact(..) | Meaning::Grant | Meaning::Owner | Meaning::Period | Meaning::Part(_))
    }

    /// Whether this is the statement with that key in the JSON.
    pub(super) fn is(&self, key: &str) -> bool {
        matches!(self, Meaning::Fact(_, name) if *name == key)
    }
}

/// A row of a table: the label as [`key`] writes it, and what stands behind it.
pub(super) type Label = (&'static str, Meaning);

/// One bank's pages.
pub(super) struct Bank {
    /// The prefix of its projects' ids.
    pub(super) code: &'static str,
    /// Its labels.
    pub(super) labels: &'static Labels,
    /// Beginnings of labels that go on freely.
    pub(super) prefixes: &'static [Label],
    /// Labels that stand alone on their line, the value on the next one, also
    /// where the page's other labels end with a colon.
    pub(super) alone: &'static [&'static str],
    /// Labels that share their line with the value and have no sign between.
    pub(super) leading: &'static [&'static str],
    /// Whether a text can be the bank's number for a project.
    pub(super) is_reference: fn(&str) -> bool,
    /// Number and name, where a line is a record's title that holds both.
    pub(super) title: fn(&str) -> Option<(&str, &str)>,
    /// Whether a record's name stands above its labels, on a line of its own.
    pub(super) named_above: bool,
    /// Whether these labels make a record of the bank.
    pub(super) is_record: fn(&Outline<'_>, &Signs) -> bool,
    /// Reads what no table can say; false where it proves to be no record.
    pub(super) finish: fn(&mut Record<'_>) -> bool,
}

impl Bank {
    /// What stands behind a label: a row of the table, else a person.
    pub(super) fn find(&self, label: &str) -> Option<Label> {
        if label.len() > LABEL_BYTES {
            return None;
        }
        let person = || contact_label(label).map(|kind| ("", Meaning::Person(kind)));
        self.row(&key(label)).or_else(person)
    }

    /// What stands behind a line that may be a label without any sign: a longer
    /// one that names a person is a sentence.
    pub(super) fn find_alone(&self, text: &str) -> Option<Label> {
        const PERSON_BYTES: usize = 30;
        match text.len() {
            0..=PERSON_BYTES => self.find(text),
            _ if text.len() <= LABEL_BYTES => self.row(&key(text)),
            _ => None,
        }
    }

    /// The row of a label: as written, else without what stands in parentheses
    /// at its end, else either half of a bilingual `Namn / Name`.
    pub(super) fn row(&self, key: &str) -> Option<Label> {
        let row = |key: &str| self.labels.get(key).or_else(|| CALLS.get(key));
        let plain = || row(key.strip_suffix(')')?.rsplit_once(" (")?.0);
        let half = || key.split_once(" / ").and_then(|(first, second)| row(first).or_else(|| row(second)));
        let prefixed = || self.prefixes.iter().find(|(start, _)| key.starts_with(start)).copied();
        row(key).or_else(plain).or_else(half).or_else(prefixed)
    }
}

/// A label as the tables hold it: lower case, single spaces, a straight
/// apostrophe, no sign after it.
pub(super) fn key(label: &str) -> String {
    let mut key = folded(&label.replace(['\u{2019}', '\u{b4}'], "'"));
    key.truncate(key.trim_end_matches([':', '*', ' ']).len());
    key
}

/// What would be the label, were the block a statement.
pub(super) fn label_of(block: &Block) -> Option<&str> {
    match &block.kind {
        BlockKind::Pair { label, .. } => Some(label),
        BlockKind::Row(cells) => cells.first().map(String::as_str),
        BlockKind::Line(text) | BlockKind::ListItem(text) | BlockKind::Heading { text, .. } => {
            let at = text.bytes().take(LABEL_BYTES).position(|b| b == b':').unwrap_or(text.len());
            text.get(..at)
        }
    }
}

/// A table of labels, found by their text.
pub(super) struct Labels {
    rows: &'static [Label],
    index: OnceLock<HashMap<&'static str, Meaning>>,
}

impl Labels {
    pub(super) const fn new(rows: &'static [Label]) -> Self {
        Labels { rows, index: OnceLock::new() }
    }

    pub(super) fn get(&self, key: &str) -> Option<Label> {
        let index = self.index.get_or_init(|| self.rows.iter().copied().collect());
        index.get_key_value(key).map(|(label, meaning)| (*label, *meaning))
    }

    /// The rows, in their order.
    pub(super) fn rows(&self) -> &'static [Label] {
        self.rows
    }
}

/// Labels of a call for applications, whose page otherwise looks like a record
/// of any bank: it has a number, a name, dates, a region and an amount.
pub(super) static CALLS: Labels = Labels::new(&[
    ("ansökningstid", Meaning::Call),
    ("ansökningsperiod", Meaning::Call),
    ("ansökningsomgång", Meaning::Call),
    ("ansökan öppnar", Meaning::Call),
    ("ansökan stänger", Meaning::Call),
    ("ansök senast", Meaning::Call),
    ("sök senast", Meaning::Call),
    ("sista ansökningsdag", Meaning::Call),
    ("sista ansökningsdatum", Meaning::Call),
    ("sista dag för ansökan", Meaning::Call),
    ("sista dag att ansöka", Meaning::Call),
    ("utlysningen öppnar", Meaning::Call),
    ("utlysningen stänger", Meaning::Call),
    ("utlysningens budget", Meaning::Call),
    ("utlysningens diarienummer", Meaning::Call),
    ("öppningsdatum", Meaning::Call),
    ("stängningsdatum", Meaning::Call),
    ("utlyst belopp", Meaning::Call),
    ("utlysta medel", Meaning::Call),
    ("belopp att söka", Meaning::Call),
    ("vem kan söka", Meaning::Call),
    ("vem kan söka?", Meaning::Call),
    ("vem får söka", Meaning::Call),
    ("vem får söka?", Meaning::Call),
    ("vad kan ni söka för?", Meaning::Call),
    ("hur mycket kan ni söka?", Meaning::Call),
    ("application period", Meaning::Call),
    ("application deadline", Meaning::Call),
    ("deadline for applications", Meaning::Call),
    ("submission deadline", Meaning::Call),
    ("opening date", Meaning::Call),
    ("closing date", Meaning::Call),
    ("call budget", Meaning::Call),
    ("call opens", Meaning::Call),
    ("call closes", Meaning::Call),
]);
