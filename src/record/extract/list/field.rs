//! The fields that a column can have: the names of the vocabulary's table and
//! of `--map`, and what a cell of each becomes.

use super::super::super::draft::{Draft, Fact, PlaceKind};
use super::super::super::notice::Dropped;
use super::super::Slot;

/// A field of the record.
pub(super) struct Field {
    /// As in the table and in `--map`.
    pub(super) name: &'static str,
    /// What a cell becomes.
    pub(super) meaning: Meaning,
}

/// What a cell becomes.
pub(super) enum Meaning {
    /// A line of text.
    Text(Slot),
    /// Paragraphs, with markup where the list has it.
    Body(Slot),
    /// A date, count, code or number as it stands.
    Value(Slot),
    /// The code of the operation, perhaps behind the programme's.
    Reference,
    /// The programme's CCI; a name says at most which fund it is.
    Programme,
    /// A programming period, or a first and last day.
    Period,
    /// Codes of intervention fields.
    Interventions,
    /// An amount of money.
    Amount(Slot, Sum),
    /// The currency of an amount, or of all.
    Currency(Option<Sum>),
    /// The Union's share.
    Rate,
    /// Places of one kind.
    Place(PlaceKind),
    /// A place of any kind: a NUTS code, a name, a postcode, coordinates.
    Location,
    /// Names of the other parties.
    Partners,
    /// Secondary themes.
    Themes,
    /// The address of the project's page.
    Link,
    /// Personal data, to be left out and counted.
    Person(Dropped),
    /// Known, and no field of a record.
    Nothing,
}

/// Which of the two amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sum {
    /// The whole budget.
    Total,
    /// The fund's grant.
    Granted,
}

impl Field {
    const fn new(name: &'static str, meaning: Meaning) -> Field {
        Field { name, meaning }
    }

    /// The field with this name.
    pub(super) fn named(name: &str) -> Option<&'static Field> {
        FIELDS.iter().find(|field| field.name == name)
    }

    /// All names, in the order of the record.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        FIELDS.iter().map(|field| field.name)
    }

    /// The order in which a row's cells are read.
    pub(super) fn order(&self) -> usize {
        FIELDS.iter().position(|field| field.name == self.name).unwrap_or(FIELDS.len())
    }

    /// Whether several columns add to one another.
    pub(super) fn takes_several(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Place(_) | Meaning::Location | Meaning::Partners | Meaning::Themes | Meaning::Person(_) | Meaning::Nothing
        )
    }
}

/// The fields in the order in which a row's cells are read: a fund before the
/// programme that may imply it, a programme before the code that may contain it.
static FIELDS: &[Field] = &[
    Field::new("name", Meaning::Text(|d| &mut d.name)),
    Field::new("name_en", Meaning::Text(|d| &mut d.name_en)),
    Field::new("description", Meaning::Body(|d| &mut d.description)),
    Field::new("description_en", Meaning::Body(|d| &mut d.description_en)),
    Field::new("fund", Meaning::Text(|d| &mut d.fund)),
    Field::new("programme", Meaning::Programme),
    Field::new("reference", Meaning::Reference),
    Field::new("period", Meaning::Period),
    Field::new("programme_area", Meaning::Text(|d| &mut d.programme_area)),
    Field::new("specific_objective", Meaning::Text(|d| &mut d.specific_objective)),
    Field::new("intervention_fields", Meaning::Interventions),
    Field::new("owner", Meaning::Text(|d| &mut d.owner)),
    Field::new("org_number", Meaning::Value(|d| &mut d.owner_number)),
    Field::new("postcode", Meaning::Value(|d| &mut d.owner_postcode)),
    Field::new("city", Meaning::Text(|d| &mut d.owner_city)),
    Field::new("partners", Meaning::Partners),
    Field::new("region", Meaning::Place(PlaceKind::Region)),
    Field::new("county", Meaning::Place(PlaceKind::County)),
    Field::new("municipality", Meaning::Place(PlaceKind::Municipality)),
    Field::new("place", Meaning::Location),
    Field::new("start", Meaning::Value(|d| &mut d.start)),
    Field::new("end", Meaning::Value(|d| &mut d.end)),
    Field::new("total_budget", Meaning::Amount(|d| &mut d.total_budget, Sum::Total)),
    Field::new("total_budget_currency", Meaning::Currency(Some(Sum::Total))),
    Field::new("granted", Meaning::Amount(|d| &mut d.granted, Sum::Granted)),
    Field::new("granted_currency", Meaning::Currency(Some(Sum::Granted))),
    Field::new("currency", Meaning::Currency(None)),
    Field::new("cofinancing_rate", Meaning::Rate),
    Field::new("participants", Meaning::Value(|d| &mut d.participants)),
    Field::new("companies", Meaning::Value(|d| &mut d.companies)),
    Field::new("strategic", Meaning::Value(|d| &mut d.strategic)),
    Field::new("secondary_themes", Meaning::Themes),
    Field::new("url", Meaning::Link),
    Field::new("date", Meaning::Value(|d| &mut d.date)),
    Field::new("contact_person", Meaning::Person(Dropped::ContactPerson)),
    Field::new("email", Meaning::Person(Dropped::Email)),
    Field::new("telephone", Meaning::Person(Dropped::Telephone)),
    Field::new("personal_number", Meaning::Person(Dropped::PersonalNumber)),
    Field::new("-", Meaning::Nothing),
];

/// The fields one of which stands beside a name in every list of projects.
pub(super) const TELLING: [&str; 9] =
    ["reference", "owner", "org_number", "fund", "programme", "total_budget", "granted", "cofinancing_rate", "intervention_fields"];
/// Those that other tables with names have too.
pub(super) const DATES: [&str; 2] = ["start", "end"];

/// Writes a statement where none stands yet; whether it did.
pub(super) fn put(draft: &mut Draft, slot: Slot, text: String, line: usize) -> bool {
    let place = slot(draft);
    let free = place.is_none() && !text.is_empty();
    if free {
        *place = Some(Fact::stated(text, line));
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Vocabulary;

    #[test]
    fn every_field_of_the_table_is_a_field() {
        for (header, row) in Vocabulary::bundled().list_headers.all() {
            assert!(Field::named(&row.field).is_some(), "{header}: {}", row.field);
        }
    }

    #[test]
    fn names_are_unique_and_the_telling_ones_exist() {
        let names: std::collections::HashSet<_> = Field::names().collect();
        assert_eq!(names.len(), FIELDS.len());
        assert!(TELLING.iter().chain(&DATES).all(|name| names.contains(name)));
    }
}
