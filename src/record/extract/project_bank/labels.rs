//! The bank's labels and what stands behind each: a new label is a new row.

use super::super::super::draft::PlaceKind;
use super::super::{Slot, folded};

/// What the value behind a label is.
pub(super) enum Meaning {
    /// A statement for one place of the draft, and that place's key in the JSON.
    Fact(Slot, &'static str),
    /// The grant, under a label that only ESF 2014–2020 has.
    EsfGrant,
    /// The owner, which the bank may write twice.
    Owner,
    /// Names separated by commas.
    Partners,
    /// A place of the project.
    Place(PlaceKind),
    /// First and last day in one value.
    Period,
    /// A secondary theme in the label, yes or no in the value.
    Theme,
    /// Known, and nothing that a project has: the country is always Sweden,
    /// and an address may be a sole trader's home.
    Ignored,
}

/// What stands behind a label, ignoring case and spaces.
pub(super) fn meaning(label: &str) -> Option<&'static Meaning> {
    let label = folded(label);
    let found = LABELS.iter().find(|(text, _)| *text == label).map(|(_, meaning)| meaning);
    found.or_else(|| label.starts_with("sekundärtema").then_some(&Meaning::Theme))
}

/// A label that numbers the project.
pub(super) fn is_reference(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Fact(_, "reference"))
}

/// A label that only a record of a project has, unlike the number of a call.
pub(super) fn is_name_or_owner(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Fact(_, "name") | Meaning::Owner)
}

/// Labels of the bank's pages 2014–2020 and 2021–2027 and of the columns of
/// its export; the left side as [`folded`] writes it.
const LABELS: &[(&str, Meaning)] = &[
    ("diarienummer", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("projektnummer", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("operation id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("namn", Meaning::Fact(|d| &mut d.name, "name")),
    ("projektnamn", Meaning::Fact(|d| &mut d.name, "name")),
    ("namn på insatsen", Meaning::Fact(|d| &mut d.name, "name")),
    ("sammanfattning", Meaning::Fact(|d| &mut d.description, "description")),
    ("projektbeskrivning", Meaning::Fact(|d| &mut d.description, "description")),
    ("berörd fond", Meaning::Fact(|d| &mut d.fund, "fund")),
    ("eu-fond", Meaning::Fact(|d| &mut d.fund, "fund")),
    ("program cci", Meaning::Fact(|d| &mut d.programme, "programme")),
    ("programområde", Meaning::Fact(|d| &mut d.programme_area, "programme_area")),
    ("specifikt mål", Meaning::Fact(|d| &mut d.specific_objective, "specific_objective")),
    ("interventionstyp", Meaning::Fact(|d| &mut d.intervention_fields, "intervention_fields")),
    ("interventionsområde", Meaning::Fact(|d| &mut d.intervention_fields, "intervention_fields")),
    ("projektägare", Meaning::Owner),
    ("stödmottagare", Meaning::Owner),
    ("projektägare organisationsnummer", Meaning::Fact(|d| &mut d.owner_number, "owner")),
    ("stödmottagare organisationsnummer", Meaning::Fact(|d| &mut d.owner_number, "owner")),
    ("organisationsnummer", Meaning::Fact(|d| &mut d.owner_number, "owner")),
    ("stödmottagare postnr", Meaning::Fact(|d| &mut d.owner_postcode, "owner")),
    ("projektägare postnr", Meaning::Fact(|d| &mut d.owner_postcode, "owner")),
    ("stödmottagare ort", Meaning::Fact(|d| &mut d.owner_city, "owner")),
    ("projektägare ort", Meaning::Fact(|d| &mut d.owner_city, "owner")),
    ("samarbetspartner", Meaning::Partners),
    ("samverkanspartner", Meaning::Partners),
    ("region", Meaning::Place(PlaceKind::Region)),
    ("nuts-2 kod", Meaning::Place(PlaceKind::Region)),
    ("län", Meaning::Place(PlaceKind::County)),
    ("kommun", Meaning::Place(PlaceKind::Municipality)),
    ("kommuner", Meaning::Place(PlaceKind::Municipality)),
    ("startdatum", Meaning::Fact(|d| &mut d.start, "start")),
    ("slutdatum", Meaning::Fact(|d| &mut d.end, "end")),
    ("projektperiod", Meaning::Period),
    ("total projektbudget", Meaning::Fact(|d| &mut d.total_budget, "total_budget")),
    ("beviljat esf-stöd", Meaning::EsfGrant),
    ("beviljat eu-stöd", Meaning::Fact(|d| &mut d.granted, "granted")),
    ("beviljat stöd", Meaning::Fact(|d| &mut d.granted, "granted")),
    ("eu-stöd i sek", Meaning::Fact(|d| &mut d.granted, "granted")),
    ("unionens medfinansieringsgrad", Meaning::Fact(|d| &mut d.cofinancing_rate, "cofinancing_rate")),
    ("antal deltagare", Meaning::Fact(|d| &mut d.participants, "participants")),
    ("planerat antal deltagare", Meaning::Fact(|d| &mut d.participants, "participants")),
    ("antal företag", Meaning::Fact(|d| &mut d.companies, "companies")),
    ("insats av strategisk betydelse", Meaning::Fact(|d| &mut d.strategic, "strategic")),
    ("land som berörs", Meaning::Ignored),
    ("stödmottagarens land", Meaning::Ignored),
    ("stödmottagarens address", Meaning::Ignored),
    ("stödmottagarens adress", Meaning::Ignored),
];
