//! Kohesio, the Commission's register of the Member States' projects: facts,
//! then the project's title, its description and its place.

use super::super::super::draft::{Confidence, Fact, PlaceKind};
use super::super::super::normalise::period::period_of_reference;
use super::address;
use super::bank::{Bank, Label, Labels, Meaning};
use super::chunks::Outline;
use super::description::{is_prose, paragraphs};
use super::party::country;
use super::record::Record;
use super::signs::Signs;
use crate::ingest::{Block, BlockKind};

pub(super) static BANK: Bank = Bank {
    code: "kohesio",
    labels: &LABELS,
    prefixes: &[],
    alone: &["beneficiary", "beneficiaries", "stödmottagare", TOPIC, TOPIC_SV],
    leading: &[FLAG],
    is_reference: |text| is_entity(text) || local_number(text).is_some(),
    title: |_| None,
    named_above: false,
    is_record,
    finish,
};

static LABELS: Labels = Labels::new(ROWS);

/// The heading above the project's topic.
const TOPIC: &str = "european commission topic";
const TOPIC_SV: &str = "europeiska kommissionens ämne";
/// What an image's description says before the place.
const FLAG: &str = "flag of sweden";

const ROWS: &[Label] = &[
    ("start date", Meaning::Fact(|d| &mut d.start, "start")),
    ("end date", Meaning::Fact(|d| &mut d.end, "end")),
    ("expected end date", Meaning::Fact(|d| &mut d.end, "end")),
    ("startdatum", Meaning::Fact(|d| &mut d.start, "start")),
    ("slutdatum", Meaning::Fact(|d| &mut d.end, "end")),
    ("fund", Meaning::Fact(|d| &mut d.fund, "fund")),
    ("fond", Meaning::Fact(|d| &mut d.fund, "fund")),
    ("total budget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("total cost", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("totalbudget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("eu contribution", Meaning::Grant),
    ("eu budget", Meaning::Grant),
    ("eu-bidrag", Meaning::Grant),
    ("eu:s bidrag", Meaning::Grant),
    ("eu-stöd", Meaning::Grant),
    ("programming period", Meaning::Fact(|d| &mut d.period, "period")),
    ("programperiod", Meaning::Fact(|d| &mut d.period, "period")),
    ("programplaneringsperiod", Meaning::Fact(|d| &mut d.period, "period")),
    ("programme", Meaning::Fact(|d| &mut d.programme, "programme")),
    ("program", Meaning::Fact(|d| &mut d.programme, "programme")),
    ("cci", Meaning::Fact(|d| &mut d.programme, "programme")),
    ("intervention field", Meaning::Part("intervention")),
    ("interventionsområde", Meaning::Part("intervention")),
    ("specific objective", Meaning::Fact(|d| &mut d.specific_objective, "specific_objective")),
    ("beneficiary", Meaning::Owner),
    ("beneficiaries", Meaning::Owner),
    ("stödmottagare", Meaning::Owner),
    ("project name", Meaning::Fact(|d| &mut d.name, "name")),
    ("projektnamn", Meaning::Fact(|d| &mut d.name, "name")),
    ("operation id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("project id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("projekt-id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("location", Meaning::Each("place")),
    ("plats", Meaning::Each("place")),
    (FLAG, Meaning::Each("place")),
    ("managing authority", Meaning::Ignored),
    ("förvaltande myndighet", Meaning::Ignored),
    ("förvaltningsmyndighet", Meaning::Ignored),
    (TOPIC, Meaning::Ignored),
    (TOPIC_SV, Meaning::Ignored),
    ("thematic objective", Meaning::Ignored),
    ("policy objective", Meaning::Ignored),
    ("tematiskt mål", Meaning::Ignored),
    ("project website", Meaning::Ignored),
    ("projektets webbplats", Meaning::Ignored),
    ("category of intervention", Meaning::Part("intervention")),
];

/// Headings over the groups of facts, and the website's own.
const HEADINGS: &[&str] = &[
    "project info",
    "funding",
    "programme",
    "beneficiary",
    "beneficiaries",
    "projektinformation",
    "finansiering",
    "program",
    "stödmottagare",
    "kohesio: discover eu projects in your region",
    "kohesio: upptäck eu-projekt i din region",
    "kohesio",
    "description",
    "beskrivning",
];

fn is_record(outline: &Outline<'_>, _: &Signs) -> bool {
    let granted = outline.has(&["eu contribution", "eu budget", "eu-bidrag", "eu:s bidrag", "eu-stöd"]);
    let of_a_period = outline.has(&["programming period", "programperiod", "programplaneringsperiod"]);
    let dated = outline.has(&["start date", "end date", "startdatum", "slutdatum", "expected end date"]);
    let total = outline.has(&["total budget", "total cost", "totalbudget"]);
    granted && of_a_period && (dated || total)
}

fn finish(record: &mut Record<'_>) -> bool {
    let used = read_name(record);
    read_text(record, used);
    read_places(record);
    read_intervention(record);
    read_reference(record);
    record.draft.name.is_some()
}

fn is_heading(block: &Block) -> bool {
    HEADINGS.contains(&super::super::folded(&block.text()).trim_end_matches(':'))
}

/// The title: a heading above the facts that is not the website's, else the
/// first line below them. Gives the line it stands on.
fn read_name(record: &mut Record<'_>) -> Option<usize> {
    if record.draft.name.is_some() {
        return None;
    }
    let mut passages = record.passages.iter();
    let mut above = passages.next().into_iter().flatten();
    let headed = above.rfind(|block| matches!(block.kind, BlockKind::Heading { .. }) && !is_heading(block));
    let below = passages.flatten().find(|block| !is_heading(block) && !super::clutter::is_clutter(block));
    let title = headed.or(below.filter(|block| block.text().len() <= 250 && !block.text().ends_with('.')))?;
    let text = title.text();
    let line = title.line;
    record.draft.name = Some(Fact::stated(text.clone(), line).read_from(&text, Confidence::Certain));
    Some(line)
}

/// The sentences below the title.
fn read_text(record: &mut Record<'_>, title: Option<usize>) {
    let lines = record.passages.iter().enumerate();
    let body: Vec<&Block> = lines
        .flat_map(|(at, passage)| {
            let body = super::clutter::without(passage);
            body.iter().filter(move |block| at > 0 || is_prose(&block.text())).copied()
        })
        .filter(|block| Some(block.line) != title && !is_heading(block) && !super::clutter::is_notice(block))
        .collect();
    if let Some(first) = body.first() {
        record.described_by(paragraphs(&body), first.line);
    }
}

/// `Skåne County, Sweden`; *Multiple locations* says nothing.
fn read_places(record: &mut Record<'_>) {
    let stated: Vec<(String, usize)> = record
        .parts
        .iter()
        .filter(|(part, _)| *part == "place")
        .flat_map(|(_, said)| places(said.value.unwrap_or_default(), said.key == FLAG).into_iter().map(|place| (place, said.line)))
        .collect();
    stated.iter().for_each(|(place, line)| record.place(PlaceKind::Region, place, *line));
}

/// The names in a place, where it lies in Sweden.
fn places(text: &str, in_sweden: bool) -> Vec<String> {
    let names: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|name| !name.is_empty()).collect();
    if !in_sweden && !names.iter().any(|name| country(name) == Some("SE")) {
        return Vec::new();
    }
    let of_place =
        |name: &&&str| country(name).is_none() && !matches!(super::super::folded(name).as_str(), "multiple locations" | "flera platser");
    names.iter().filter(of_place).map(|name| name.strip_suffix(" County").unwrap_or(name).to_owned()).collect()
}

fn read_intervention(record: &mut Record<'_>) {
    let code = record.part("intervention").map(|(text, line)| (text.split_whitespace().next().unwrap_or_default(), line));
    let code = code.filter(|(code, _)| code.bytes().all(|b| b.is_ascii_digit()) && !code.is_empty());
    record.draft.intervention_fields = code.map(|(code, line)| Fact::stated(code.to_owned(), line));
}

/// `Q7361986`.
fn is_entity(text: &str) -> bool {
    text.strip_prefix('Q').is_some_and(|digits| (3..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// The national bank's number behind the programme's: `2021SE05SFPR001_23-017-S01`.
fn local_number(text: &str) -> Option<&str> {
    let local = text.split_once('_').map_or(text, |(_, local)| local).trim();
    period_of_reference(local).map(|_| local)
}

/// The number of ESF-rådet where the page states it, so that both banks'
/// records are one; else the register's own, stated or in the page's address.
fn read_reference(record: &mut Record<'_>) {
    match &mut record.draft.reference {
        Some(stated) => {
            if let Some(local) = local_number(&stated.value).map(str::to_owned) {
                stated.value = local;
                record.draft.bank = Some("esf");
            }
        }
        none => *none = address::number(&record.passages, "kohesio", is_entity),
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
    fn places_in_sweden() {
        let check = |text: &str, expected: &[&str]| assert_eq!(places(text, false), expected, "{text}");
        check("Skåne County, Sweden", &["Skåne"]);
        check("Luleå, Norrbotten County, Sverige", &["Luleå", "Norrbotten"]);
        check("Multiple locations, Sweden", &[]);
        check("Twente, Netherlands", &[]);
    }

    #[test]
    fn numbers() {
        assert!(is_entity("Q4039794") && !is_entity("Q") && !is_entity("4039794"));
        assert_eq!(local_number("2021SE05SFPR001_23-017-S01"), Some("23-017-S01"));
        assert_eq!(local_number("2014SE16RFOP008_20200940"), None);
    }
}
