//! Pages and decisions of the Interreg programmes: a lead partner a country,
//! amounts in euro, the Norwegian money beside the Union's.

use super::super::super::draft::{Confidence, Fact, PlaceKind};
use super::bank::{Bank, Label, Labels, Meaning};
use super::chunks::Outline;
use super::description::name_above;
use super::party::{self, Party};
use super::record::{Record, without_share};
use super::signs::Signs;

pub(super) static BANK: Bank = Bank {
    code: "interreg",
    labels: &LABELS,
    prefixes: &[],
    alone: &[],
    leading: &["totalt ansökt belopp", "ansökt belopp", "totalt sökt belopp"],
    is_reference: |text| text.len() <= 30 && text.bytes().any(|b| b.is_ascii_digit()),
    title: |_| None,
    named_above: true,
    is_record,
    finish,
};

static LABELS: Labels = Labels::new(ROWS);

const ROWS: &[Label] = &[
    ("projekt-id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("projektnummer", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("ärende-id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("diarienummer", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("project id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("projekt", Meaning::Part("name")),
    ("projektnamn", Meaning::Part("name")),
    ("projektets namn", Meaning::Part("name")),
    ("projekttitel", Meaning::Part("name")),
    ("project name", Meaning::Part("name")),
    ("project title", Meaning::Part("name")),
    ("akronym", Meaning::Part("acronym")),
    ("acronym", Meaning::Part("acronym")),
    ("project acronym", Meaning::Part("acronym")),
    ("sammanfattning", Meaning::Fact(|d| &mut d.description, "description")),
    ("beskrivning", Meaning::Fact(|d| &mut d.description, "description")),
    ("projektbeskrivning", Meaning::Fact(|d| &mut d.description, "description")),
    ("lead partner", Meaning::Part("lead")),
    ("leadpartner", Meaning::Part("lead")),
    ("huvudpartner", Meaning::Part("lead")),
    ("samordnande stödmottagare", Meaning::Part("lead")),
    ("projektägare", Meaning::Part("lead")),
    (SWEDISH_OWNER, Meaning::Part("lead")),
    ("svensk lead partner", Meaning::Part("lead")),
    ("svensk projektpartner", Meaning::Part("lead")),
    (NORWEGIAN_OWNER, Meaning::Part("lead")),
    ("norsk lead partner", Meaning::Part("lead")),
    ("norsk projektpartner", Meaning::Each("partners")),
    ("partner", Meaning::Each("partners")),
    ("partners", Meaning::Each("partners")),
    ("partnere", Meaning::Each("partners")),
    ("projektpartner", Meaning::Each("partners")),
    ("projektpartners", Meaning::Each("partners")),
    ("övriga partners", Meaning::Each("partners")),
    ("project partners", Meaning::Each("partners")),
    ("projektperiod", Meaning::Period),
    ("projekttid", Meaning::Period),
    ("project period", Meaning::Period),
    ("project duration", Meaning::Period),
    ("startdatum", Meaning::Fact(|d| &mut d.start, "start")),
    ("slutdatum", Meaning::Fact(|d| &mut d.end, "end")),
    ("projektstart", Meaning::Fact(|d| &mut d.start, "start")),
    ("projektslut", Meaning::Fact(|d| &mut d.end, "end")),
    ("start date", Meaning::Fact(|d| &mut d.start, "start")),
    ("end date", Meaning::Fact(|d| &mut d.end, "end")),
    ("total budget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("totalt budget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("totalbudget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("total projektbudget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("projektbudget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("budget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("eu-medel", Meaning::Grant),
    ("eu-stöd", Meaning::Grant),
    ("eu-midler", Meaning::Grant),
    ("eu-finansiering", Meaning::Grant),
    ("eruf-medel", Meaning::Grant),
    ("eruf", Meaning::Grant),
    ("erdf", Meaning::Grant),
    ("beviljat eu-stöd", Meaning::Grant),
    ("beviljade eu-medel", Meaning::Grant),
    ("beviljat stöd", Meaning::Grant),
    ("beviljat belopp", Meaning::Grant),
    ("interreg-stöd", Meaning::Grant),
    ("stöd från interreg", Meaning::Grant),
    ("eu funding", Meaning::Grant),
    ("eu grant", Meaning::Grant),
    ("erdf funding", Meaning::Grant),
    ("interreg funding", Meaning::Grant),
    ("totalt ansökt belopp", Meaning::Part("applied")),
    ("totalt sökt belopp", Meaning::Part("applied")),
    ("ansökt belopp", Meaning::Part("applied")),
    ("sökt eu-belopp", Meaning::Part("applied")),
    // What Norway pays its own partners is no grant of the Union's, and what
    // the parties pay themselves is none of anybody's.
    ("ir-medel", Meaning::Ignored),
    ("ir-midler", Meaning::Ignored),
    ("norska ir-medel", Meaning::Ignored),
    ("norska interreg-medel", Meaning::Ignored),
    ("norwegian ir funding", Meaning::Ignored),
    ("ir funding", Meaning::Ignored),
    ("medfinansiering", Meaning::Ignored),
    ("offentlig medfinansiering", Meaning::Ignored),
    ("privat medfinansiering", Meaning::Ignored),
    ("stödandel", Meaning::Fact(|d| &mut d.cofinancing_rate, "cofinancing_rate")),
    ("program", Meaning::Fact(|d| &mut d.programme, "programme")),
    ("programme", Meaning::Fact(|d| &mut d.programme, "programme")),
    ("interreg-program", Meaning::Fact(|d| &mut d.programme, "programme")),
    ("programperiod", Meaning::Fact(|d| &mut d.period, "period")),
    ("insatsområde", Meaning::Fact(|d| &mut d.programme_area, "programme_area")),
    ("innsatsområde", Meaning::Fact(|d| &mut d.programme_area, "programme_area")),
    ("prioritering", Meaning::Fact(|d| &mut d.programme_area, "programme_area")),
    ("priority", Meaning::Fact(|d| &mut d.programme_area, "programme_area")),
    ("specifikt mål", Meaning::Fact(|d| &mut d.specific_objective, "specific_objective")),
    ("specific objective", Meaning::Fact(|d| &mut d.specific_objective, "specific_objective")),
    ("län", Meaning::Place(PlaceKind::County)),
    ("kommun", Meaning::Place(PlaceKind::Municipality)),
    ("kommuner", Meaning::Place(PlaceKind::Municipality)),
    ("delområde", Meaning::Ignored),
    ("geografiskt område", Meaning::Ignored),
    ("status", Meaning::Part("status")),
    ("projektstatus", Meaning::Part("status")),
    ("webbplats", Meaning::Ignored),
    ("website", Meaning::Ignored),
];

const SWEDISH_OWNER: &str = "svensk projektägare";
const NORWEGIAN_OWNER: &str = "norsk projektägare";

/// Labels that only a partnership across borders has; *Projektägare* is also ESF's.
const OF_A_PARTNERSHIP: &[&str] = &[
    "lead partner",
    "leadpartner",
    "huvudpartner",
    "samordnande stödmottagare",
    SWEDISH_OWNER,
    NORWEGIAN_OWNER,
    "svensk lead partner",
    "norsk lead partner",
    "ir-medel",
    "ir-midler",
    "norska ir-medel",
];

/// Labels of the Union's money.
const GRANTS: &[&str] = &[
    "eu-medel",
    "eu-stöd",
    "eu-midler",
    "eu-finansiering",
    "eruf-medel",
    "eruf",
    "erdf",
    "beviljat eu-stöd",
    "beviljade eu-medel",
    "beviljat stöd",
    "beviljat belopp",
    "interreg-stöd",
    "stöd från interreg",
    "eu funding",
    "eu grant",
    "erdf funding",
    "interreg funding",
];

/// Labels of money applied for.
const APPLICATIONS: &[&str] = &["totalt ansökt belopp", "totalt sökt belopp", "ansökt belopp", "sökt eu-belopp"];

/// A page of applications that wait has the same labels: where the page tells
/// of some, or only of money applied for, it must tell of an approval too.
fn is_record(outline: &Outline<'_>, signs: &Signs) -> bool {
    let granted = outline.has(GRANTS);
    let applied = outline.has(APPLICATIONS);
    let total = outline.has(&["total budget", "totalt budget", "totalbudget", "total projektbudget", "projektbudget"]);
    let of_interreg = signs.interreg || outline.has(&["ir-medel", "ir-midler", "norska ir-medel"]);
    let decided = signs.approved || granted && !signs.pending || total && !applied && !signs.pending;
    let enough = outline.owner && outline.has(OF_A_PARTNERSHIP) && (granted || applied || total);
    enough && of_interreg && decided && !signs.refused
}

fn finish(record: &mut Record<'_>) -> bool {
    read_name(record);
    let parties = parties(record);
    party::assign(&mut record.draft, &parties);
    read_applied(record);
    read_programme(record);
    record.describe();
    let line = record.draft.programme.as_ref().map_or(record.draft.line, |fact| fact.line);
    let words = record.draft.programme.as_ref().map_or("Interreg", |fact| fact.value.as_str()).to_owned();
    record.draft.fund = Some(Fact::derived("Interreg".to_owned(), line).read_from(&words, Confidence::Likely));
    // Each programme numbers its projects anew, so that a number is no identity without it.
    record.draft.bank = None;
    record.draft.name.is_some()
}

fn read_name(record: &mut Record<'_>) {
    let stated = record.part("name").or_else(|| record.part("acronym"));
    record.draft.name = stated.map(|(text, line)| Fact::stated(text.to_owned(), line)).or_else(|| {
        let block = name_above(record.passages.first()?)?;
        let text = block.text();
        record.draft.line = block.line;
        Some(Fact::stated(text.clone(), block.line).read_from(&text, Confidence::Likely))
    });
}

fn parties<'a>(record: &Record<'a>) -> Vec<Party<'a>> {
    let mut parties = Vec::new();
    for (part, said) in &record.parts {
        let Some(value) = said.value else { continue };
        match *part {
            "lead" => {
                let (name, country) = party::named(value);
                let by_label = if said.key.starts_with("svensk") { Some("SE") } else { said.key.starts_with("norsk").then_some("NO") };
                parties.push(Party { name, country: country.or(by_label), lead: true, line: said.line });
            }
            "partners" => parties.extend(party::listed(value, said.line)),
            _ => {}
        }
    }
    parties
}

/// Among approved projects the amount applied for is the one granted.
fn read_applied(record: &mut Record<'_>) {
    if record.draft.granted.is_some() {
        return;
    }
    let applied = record.part("applied").map(|(text, line)| (without_share(text).0, line));
    record.draft.granted = applied.map(|(text, line)| Fact::stated(text.to_owned(), line).read_from(text, Confidence::Likely));
}

/// The programme that the text around the labels names, where no label does.
fn read_programme(record: &mut Record<'_>) {
    if record.draft.programme.is_some() {
        return;
    }
    let lines = record.passages.iter().flatten();
    let named = lines.filter_map(|block| {
        let text = block.text();
        programme(&text).map(|name| Fact::derived(name.to_owned(), block.line).read_from(&text, Confidence::Likely))
    });
    record.draft.programme = named.into_iter().next();
}

/// `Interreg Sverige-Norge` in a text: *Interreg* and the names after it.
fn programme(text: &str) -> Option<&str> {
    let from = text.find("Interreg ")?;
    let name = text.get(from..)?;
    let mut end = "Interreg".len();
    for word in name.get(end + 1..)?.split(' ').take(4) {
        let starts = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if !starts {
            break;
        }
        end += 1 + word.len();
        if word.ends_with(['.', ',', ';', ':']) {
            break;
        }
    }
    let name = name.get(..end)?.trim_end_matches(['.', ',', ';', ':']);
    (name != "Interreg").then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_written_as_it_is_looked_up() {
        for (label, _) in LABELS.rows() {
            assert_eq!(super::super::bank::key(label), *label);
        }
        let named = [OF_A_PARTNERSHIP, GRANTS, APPLICATIONS, BANK.leading].concat();
        assert!(named.iter().all(|label| LABELS.get(label).is_some()));
    }

    #[test]
    fn programmes_in_text() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(programme(text), expected, "{text}");
        check("Styrkommittén för Interreg Sverige-Norge har beviljat fyra projekt.", Some("Interreg Sverige-Norge"));
        check("Det är Interreg Central Baltic 2021–2027, som betalar.", Some("Interreg Central Baltic 2021–2027"));
        check("Interreg betalar hälften.", None);
        check("Interreg ", None);
        check("", None);
    }
}
