//! Vinnova: the project pages of its website and its decisions.
//!
//! The website writes `Koordinator Bryggan AB` without any sign between; a
//! decision has labels with colons and a table of who gets how much.

use super::super::super::draft::{Confidence, Fact};
use super::super::super::notice::Dropped;
use super::bank::{Bank, Label, Labels, Meaning};
use super::chunks::Outline;
use super::description::{Passage, name_above};
use super::recipients::{self, Recipient};
use super::record::Record;
use super::signs::Signs;

pub(super) static BANK: Bank = Bank {
    code: "vinnova",
    labels: &LABELS,
    prefixes: &[],
    alone: &["diarienummer", "reference number"],
    leading: &[
        "diarienummer",
        "koordinator",
        "bidrag från vinnova",
        "projektets löptid",
        "status",
        "satsning",
        "utlysning",
        "reference number",
        "coordinator",
        "funding from vinnova",
        "project duration",
        "venture",
        "call",
    ],
    is_reference,
    title: |_| None,
    named_above: true,
    is_record,
    finish,
};

static LABELS: Labels = Labels::new(ROWS);

const ROWS: &[Label] = &[
    ("diarienummer", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("diarienr", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("reference number", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("projekttitel", Meaning::Fact(|d| &mut d.name, "name")),
    ("projektets titel", Meaning::Fact(|d| &mut d.name, "name")),
    ("project title", Meaning::Fact(|d| &mut d.name, "name")),
    ("koordinator", Meaning::Owner),
    ("koordinerande organisation", Meaning::Owner),
    ("coordinator", Meaning::Owner),
    ("organisationsnummer", Meaning::Fact(|d| &mut d.owner_number, "owner")),
    ("projektparter", Meaning::Partners),
    ("övriga projektparter", Meaning::Partners),
    ("project partners", Meaning::Partners),
    ("bidrag från vinnova", Meaning::Grant),
    ("beviljat bidrag från vinnova", Meaning::Grant),
    ("funding from vinnova", Meaning::Grant),
    ("summa", Meaning::Part("sum")),
    ("total projektbudget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("projektets löptid", Meaning::Period),
    ("project duration", Meaning::Period),
    ("startdatum-slutdatum", Meaning::Period),
    ("startdatum - slutdatum", Meaning::Period),
    ("startdatum – slutdatum", Meaning::Period),
    ("startdatum", Meaning::Fact(|d| &mut d.start, "start")),
    ("slutdatum", Meaning::Fact(|d| &mut d.end, "end")),
    ("status", Meaning::Part("status")),
    ("beslutsdatum", Meaning::Ignored),
    ("satsning", Meaning::Ignored),
    ("venture", Meaning::Ignored),
    ("utlysning", Meaning::Ignored),
    ("call", Meaning::Ignored),
    ("firmatecknare", Meaning::Person(Dropped::ContactPerson)),
    ("firmatecknare/prefekt", Meaning::Person(Dropped::ContactPerson)),
    ("prefekt", Meaning::Person(Dropped::ContactPerson)),
    ("vinnovas handläggare", Meaning::Person(Dropped::ContactPerson)),
    ("vinnovas administratör", Meaning::Person(Dropped::ContactPerson)),
    ("programledare", Meaning::Person(Dropped::ContactPerson)),
];

/// Four digits of the year, a hyphen and five: `2023-01234`.
fn is_reference(text: &str) -> bool {
    let form: String = text.trim().chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    form == "0000-00000"
}

/// A call of Vinnova's has a number of the same form, but no coordinator.
fn is_record(outline: &Outline<'_>, signs: &Signs) -> bool {
    let paid = outline.has(&["bidrag från vinnova", "funding from vinnova", "beviljat bidrag från vinnova"]);
    let numbered = outline.reference.is_some() || paid && outline.has(&["reference number", "diarienummer"]);
    numbered && outline.owner && !signs.refused && (paid || signs.vinnova && outline.name.is_some())
}

fn finish(record: &mut Record<'_>) -> bool {
    read_name(record);
    let recipients = recipients::of(&record.passages);
    let is_decision = !recipients.is_empty() || record.part("sum").is_some() || is_headed_a_decision(record);
    read_grant(record, &recipients);
    read_partners(record, &recipients);
    if !is_decision {
        record.describe();
    }
    let line = record.draft.granted.as_ref().map_or(record.draft.line, |fact| fact.line);
    record.draft.fund = Some(Fact::derived("Vinnova".to_owned(), line).read_from("Vinnova", Confidence::Certain));
    record.draft.name.is_some() && !is_refused(record)
}

fn read_name(record: &mut Record<'_>) {
    if record.draft.name.is_some() {
        return;
    }
    let Some(block) = record.passages.first().and_then(|above| name_above(above)) else { return };
    let text = block.text();
    record.draft.line = block.line;
    record.draft.name = Some(Fact::stated(text.clone(), block.line).read_from(&text, Confidence::Certain));
}

/// The text of a decision is the authority's own and describes no project.
fn is_headed_a_decision(record: &Record<'_>) -> bool {
    let headed = |passage: &Passage<'_>| passage.iter().any(|block| super::super::folded(&block.text()) == "beslut om bidrag");
    record.passages.first().is_some_and(headed)
}

fn is_refused(record: &Record<'_>) -> bool {
    record.part("status").is_some_and(|(status, _)| status.to_lowercase().contains("avsl") && !status.to_lowercase().starts_with("avslut"))
}

/// The stated grant, else the table's sum, else what its rows add up to.
fn read_grant(record: &mut Record<'_>, recipients: &[Recipient]) {
    if record.draft.granted.is_some() {
        return;
    }
    let sum = record.part("sum").map(|(text, line)| Fact::stated(text.to_owned(), line));
    record.draft.granted = sum.or_else(|| recipients::total(recipients));
}

/// Those who get a part of the grant beside the coordinator.
fn read_partners(record: &mut Record<'_>, recipients: &[Recipient]) {
    let owner = record.draft.owner.as_ref().map(|owner| super::super::folded(&owner.value)).unwrap_or_default();
    let others = recipients.iter().filter(|recipient| super::super::folded(&recipient.name) != owner);
    record.draft.partners.extend(others.map(|recipient| Fact::stated(recipient.name.clone(), recipient.line)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_written_as_it_is_looked_up() {
        for (label, _) in LABELS.rows() {
            assert_eq!(super::super::bank::key(label), *label);
        }
        assert!(BANK.leading.iter().all(|label| LABELS.get(label).is_some()));
    }

    #[test]
    fn references() {
        let check = |text: &str, expected: bool| assert_eq!(is_reference(text), expected, "{text}");
        check("2023-01234", true);
        check(" 2018-04510 ", true);
        check("2023-01-23", false);
        check("2019/00731", false);
        check("", false);
    }
}
