//! ESF-rådet's project bank: 2014–2020 and 2021–2027, in all orders of labels
//! that its website has had, and the columns of its export.

use super::super::super::draft::{Fact, PlaceKind};
use super::super::super::normalise::period::period_of_reference;
use super::bank::{Bank, Label, Labels, Meaning};
use super::chunks::Outline;
use super::description;
use super::record::Record;
use super::signs::Signs;
use crate::record::draft::Confidence;

/// How many known labels make a page a record of the bank.
const ENOUGH_LABELS: usize = 3;

pub(super) static BANK: Bank = Bank {
    code: "esf",
    labels: &LABELS,
    prefixes: &[("sekundärtema", Meaning::Theme)],
    alone: &[],
    leading: &[],
    is_reference: |text| !text.trim().is_empty(),
    title,
    named_above: false,
    is_record,
    finish,
};

static LABELS: Labels = Labels::new(ROWS);

const ROWS: &[Label] = &[
    ("diarienummer", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("diarienr", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("dnr", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("projektnummer", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("ärende-id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("operation id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("namn", Meaning::Fact(|d| &mut d.name, "name")),
    ("projektnamn", Meaning::Fact(|d| &mut d.name, "name")),
    ("projektets namn", Meaning::Fact(|d| &mut d.name, "name")),
    ("namn på insatsen", Meaning::Fact(|d| &mut d.name, "name")),
    ("operation name", Meaning::Fact(|d| &mut d.name, "name")),
    ("sammanfattning", Meaning::Fact(|d| &mut d.description, "description")),
    ("projektbeskrivning", Meaning::Fact(|d| &mut d.description, "description")),
    ("beskrivning", Meaning::Fact(|d| &mut d.description, "description")),
    ("summary", Meaning::Fact(|d| &mut d.description, "description")),
    ("berörd fond", Meaning::Fact(|d| &mut d.fund, "fund")),
    ("eu-fond", Meaning::Fact(|d| &mut d.fund, "fund")),
    ("eu fund", Meaning::Fact(|d| &mut d.fund, "fund")),
    ("program cci", Meaning::Fact(|d| &mut d.programme, "programme")),
    ("programområde", Meaning::Fact(|d| &mut d.programme_area, "programme_area")),
    ("priority", Meaning::Fact(|d| &mut d.programme_area, "programme_area")),
    ("specifikt mål", Meaning::Fact(|d| &mut d.specific_objective, "specific_objective")),
    ("specific objective concerned", Meaning::Fact(|d| &mut d.specific_objective, "specific_objective")),
    ("interventionstyp", Meaning::Fact(|d| &mut d.intervention_fields, "intervention_fields")),
    ("interventionsområde", Meaning::Fact(|d| &mut d.intervention_fields, "intervention_fields")),
    ("intervention field", Meaning::Fact(|d| &mut d.intervention_fields, "intervention_fields")),
    ("projektägare", Meaning::Owner),
    ("stödmottagare", Meaning::Owner),
    ("beneficiary", Meaning::Owner),
    ("projektägare organisationsnummer", Meaning::Fact(|d| &mut d.owner_number, "owner")),
    ("stödmottagare organisationsnummer", Meaning::Fact(|d| &mut d.owner_number, "owner")),
    ("organisationsnummer", Meaning::Fact(|d| &mut d.owner_number, "owner")),
    ("beneficiary id", Meaning::Fact(|d| &mut d.owner_number, "owner")),
    ("stödmottagare postnr", Meaning::Fact(|d| &mut d.owner_postcode, "owner")),
    ("stödmottagare postnummer", Meaning::Fact(|d| &mut d.owner_postcode, "owner")),
    ("projektägare postnr", Meaning::Fact(|d| &mut d.owner_postcode, "owner")),
    ("stödmottagare ort", Meaning::Fact(|d| &mut d.owner_city, "owner")),
    ("projektägare ort", Meaning::Fact(|d| &mut d.owner_city, "owner")),
    ("beneficiary city", Meaning::Fact(|d| &mut d.owner_city, "owner")),
    ("samarbetspartner", Meaning::Partners),
    ("samarbetspartners", Meaning::Partners),
    ("samverkanspartner", Meaning::Partners),
    ("samverkansparter", Meaning::Partners),
    ("region", Meaning::Place(PlaceKind::Region)),
    ("nuts-2 kod", Meaning::Place(PlaceKind::Region)),
    ("nuts 2-kod", Meaning::Place(PlaceKind::Region)),
    ("län", Meaning::Place(PlaceKind::County)),
    ("kommun", Meaning::Place(PlaceKind::Municipality)),
    ("kommuner", Meaning::Place(PlaceKind::Municipality)),
    ("startdatum", Meaning::Fact(|d| &mut d.start, "start")),
    ("slutdatum", Meaning::Fact(|d| &mut d.end, "end")),
    ("start date", Meaning::Fact(|d| &mut d.start, "start")),
    ("end date", Meaning::Fact(|d| &mut d.end, "end")),
    ("projektperiod", Meaning::Period),
    ("projekttid", Meaning::Period),
    ("total projektbudget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("total budget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    (ESF_GRANT, Meaning::Grant),
    ("beviljat eu-stöd", Meaning::Grant),
    ("beviljat stöd", Meaning::Grant),
    ("beviljat belopp", Meaning::Grant),
    ("eu-stöd i sek", Meaning::Grant),
    ("eu contribution sek", Meaning::Grant),
    ("unionens medfinansieringsgrad", Meaning::Fact(|d| &mut d.cofinancing_rate, "cofinancing_rate")),
    ("union co-financing rate", Meaning::Fact(|d| &mut d.cofinancing_rate, "cofinancing_rate")),
    ("antal deltagare", Meaning::Fact(|d| &mut d.participants, "participants")),
    ("planerat antal deltagare", Meaning::Fact(|d| &mut d.participants, "participants")),
    ("antal företag", Meaning::Fact(|d| &mut d.companies, "companies")),
    ("insats av strategisk betydelse", Meaning::Fact(|d| &mut d.strategic, "strategic")),
    // The country is always Sweden, and an address may be a sole trader's home.
    ("land som berörs", Meaning::Ignored),
    ("stödmottagarens land", Meaning::Ignored),
    ("stödmottagarens address", Meaning::Ignored),
    ("stödmottagarens adress", Meaning::Ignored),
    ("stödmottagare adress", Meaning::Ignored),
    ("total project budget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
];

/// The label that only ESF 2014–2020 has.
const ESF_GRANT: &str = "beviljat esf-stöd";

/// Labels that a record has and a call for applications has not. A call has
/// a number, a name, dates, a region and the programme's areas and goals.
const OF_A_PROJECT: &[&str] = &[
    "projektnummer",
    "operation id",
    "land som berörs",
    "program cci",
    "projektägare organisationsnummer",
    "projektperiod",
    "total projektbudget",
    ESF_GRANT,
    "beviljat eu-stöd",
    "beviljat stöd",
    "unionens medfinansieringsgrad",
    "stödmottagare postnr",
    "nuts-2 kod",
    "interventionstyp",
    "antal deltagare",
    "planerat antal deltagare",
    "insats av strategisk betydelse",
];

fn is_record(outline: &Outline<'_>, _: &Signs) -> bool {
    let numbered = outline.reference.is_some() || outline.has(&["projektnummer", "diarienummer"]) && outline.owner;
    let of_a_project = outline.has(OF_A_PROJECT) || outline.reference.is_some_and(|text| period_of_reference(text) == Some("2021-2027"));
    let is_call = outline.name.is_some_and(|name| name.to_lowercase().starts_with("utlysning"));
    outline.labels() >= ENOUGH_LABELS && numbered && (outline.owner || outline.name.is_some() && of_a_project && !is_call)
}

/// `DNR - NAME`.
fn title(text: &str) -> Option<(&str, &str)> {
    let dash = [" - ", " – "].into_iter().filter_map(|dash| text.split_once(dash)).min_by_key(|(reference, _)| reference.len());
    let (reference, name) = dash?;
    (period_of_reference(reference).is_some() && !name.trim().is_empty()).then_some((reference.trim(), name.trim()))
}

fn finish(record: &mut Record<'_>) -> bool {
    read_title(record);
    record.describe();
    conclude_fund(record);
    conclude_bank(record);
    true
}

/// The title above the labels, for what no label says.
fn read_title(record: &mut Record<'_>) {
    let above = record.passages.first().map(Vec::as_slice).unwrap_or_default();
    let Some(block) = description::title(above, record.bank).and_then(|at| above.get(at).copied()) else { return };
    let text = block.text();
    let Some((reference, name)) = title(&text) else { return };
    record.draft.line = block.line;
    let read = |value: &str| Fact::stated(value.to_owned(), block.line).read_from(&text, Confidence::Certain);
    record.draft.reference.get_or_insert_with(|| read(reference));
    record.draft.name.get_or_insert_with(|| read(name));
}

/// What the bank's generations have in common: only its later one names
/// the fund, but each numbers its projects and areas in its own way.
fn conclude_fund(record: &mut Record<'_>) {
    if record.draft.fund.is_some() {
        return;
    }
    let fund = plus_signal(record).or_else(|| earlier_signal(record));
    record.draft.fund = fund.map(|(fund, line, words)| Fact::derived(fund.to_owned(), line).read_from(&words, Confidence::Likely));
}

/// A fund, the line it is concluded from, and that line's words.
type Signal = (&'static str, usize, String);

fn plus_signal(record: &Record<'_>) -> Option<Signal> {
    let draft = &record.draft;
    let cci = draft.programme.as_ref().filter(|cci| cci.value.trim().starts_with("2021") && cci.value.contains("05SF"));
    let reference = draft.reference.as_ref().filter(|r| period_of_reference(&r.value) == Some("2021-2027"));
    let area = draft.programme_area.as_ref().filter(|area| matches!(area.value.trim(), "A" | "B" | "C" | "D" | "E" | "F"));
    cci.or(reference).or(area).map(|fact| ("ESF+", fact.line, fact.value.clone()))
}

fn earlier_signal(record: &Record<'_>) -> Option<Signal> {
    let draft = &record.draft;
    let reference = draft.reference.as_ref().filter(|r| period_of_reference(&r.value) == Some("2014-2020"));
    let area = draft.programme_area.as_ref().filter(|area| matches!(area.value.trim(), "1" | "2" | "3"));
    let grant = draft.granted.as_ref().filter(|_| record.keys.contains(&ESF_GRANT));
    reference.or(area).or(grant).map(|fact| ("ESF", fact.line, fact.value.clone()))
}

/// Other authorities use the same labels: a number of another form beside
/// another fund is not one of ESF-rådet's.
fn conclude_bank(record: &mut Record<'_>) {
    let draft = &mut record.draft;
    let stated = draft.fund.as_ref().map(|fund| fund.value.to_lowercase()).unwrap_or_default();
    let reference = draft.reference.as_ref().map(|fact| fact.value.trim()).unwrap_or_default();
    let of_esf = stated.is_empty() || stated.contains("esf") || stated.contains("social") || period_of_reference(reference).is_some();
    if !of_esf {
        let tillvaxtverket = reference.len() == 8 && reference.starts_with("20") && reference.bytes().all(|b| b.is_ascii_digit());
        draft.bank = Some("tvv").filter(|_| tillvaxtverket);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_written_as_it_is_looked_up() {
        for (label, _) in LABELS.rows() {
            assert_eq!(super::super::bank::key(label), *label);
        }
    }

    #[test]
    fn titles() {
        let check = |text: &str, expected: Option<(&str, &str)>| assert_eq!(title(text), expected, "{text}");
        check("23-100-S04 - Ljus i tunneln", Some(("23-100-S04", "Ljus i tunneln")));
        check("2018/00001 – Bron - del 2", Some(("2018/00001", "Bron - del 2")));
        check("2018/00001 - ", None);
        check("Start - Projekt", None);
    }
}
