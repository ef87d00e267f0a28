//! The fields that a condition can be typed for, and what they are called.

use crate::analysis::fold;

/// What a typed condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FilterField {
    /// The fund.
    Fund,
    /// A region, county or municipality, whichever the value names.
    Place,
    /// A NUTS 2 region.
    Region,
    /// A county.
    County,
    /// A municipality.
    Municipality,
    /// The project's owner, by words of its name.
    Owner,
    /// The project's name, by words of it.
    Name,
    /// Coming, ongoing or ended.
    Status,
    /// The programming period.
    Period,
    /// The programme area.
    ProgrammeArea,
    /// The language of the description.
    Language,
    /// The kind of source.
    Source,
    /// The money granted.
    Granted,
    /// When the project starts.
    Year,
}

/// What can stand before the colon, folded; without å, ä, ö too, for keyboards that lack them.
const NAMES: &[(FilterField, &[&str])] = &[
    (FilterField::Fund, &["fond", "fund"]),
    (FilterField::Place, &["plats", "ort", "place"]),
    (FilterField::Region, &["region"]),
    (FilterField::County, &["län", "lan", "county"]),
    (FilterField::Municipality, &["kommun", "municipality"]),
    (FilterField::Owner, &["ägare", "agare", "projektägare", "projektagare", "owner"]),
    (FilterField::Name, &["namn", "projektnamn", "titel", "name", "title"]),
    (FilterField::Status, &["status"]),
    (FilterField::Period, &["period", "programperiod"]),
    (FilterField::ProgrammeArea, &["område", "omrade", "programområde", "programomrade", "programme_area"]),
    (FilterField::Language, &["språk", "sprak", "language"]),
    (FilterField::Source, &["källa", "kalla", "source"]),
    (FilterField::Granted, &["belopp", "beviljat", "amount", "granted"]),
    (FilterField::Year, &["år", "ar", "year", "start", "startår", "startar"]),
];

impl FilterField {
    /// The field of a name as typed before the colon, ignoring case.
    pub(super) fn named(name: &str) -> Option<FilterField> {
        let name = fold(name);
        NAMES.iter().find(|(_, names)| names.contains(&name.as_ref())).map(|(field, _)| *field)
    }

    /// Its name in English, as in the API.
    pub fn name(self) -> &'static str {
        match self {
            FilterField::Fund => "fund",
            FilterField::Place => "place",
            FilterField::Region => "region",
            FilterField::County => "county",
            FilterField::Municipality => "municipality",
            FilterField::Owner => "owner",
            FilterField::Name => "name",
            FilterField::Status => "status",
            FilterField::Period => "period",
            FilterField::ProgrammeArea => "programme_area",
            FilterField::Language => "language",
            FilterField::Source => "source",
            FilterField::Granted => "granted",
            FilterField::Year => "year",
        }
    }

    /// Its Swedish label.
    pub fn label_sv(self) -> &'static str {
        match self {
            FilterField::Fund => "Fond",
            FilterField::Place => "Plats",
            FilterField::Region => "Region",
            FilterField::County => "Län",
            FilterField::Municipality => "Kommun",
            FilterField::Owner => "Projektägare",
            FilterField::Name => "Namn",
            FilterField::Status => "Status",
            FilterField::Period => "Programperiod",
            FilterField::ProgrammeArea => "Programområde",
            FilterField::Language => "Språk",
            FilterField::Source => "Källa",
            FilterField::Granted => "Beviljat",
            FilterField::Year => "Start",
        }
    }

    /// Its English label.
    pub fn label_en(self) -> &'static str {
        match self {
            FilterField::Fund => "Fund",
            FilterField::Place => "Place",
            FilterField::Region => "Region",
            FilterField::County => "County",
            FilterField::Municipality => "Municipality",
            FilterField::Owner => "Project owner",
            FilterField::Name => "Name",
            FilterField::Status => "Status",
            FilterField::Period => "Programming period",
            FilterField::ProgrammeArea => "Programme area",
            FilterField::Language => "Language",
            FilterField::Source => "Source",
            FilterField::Granted => "Granted",
            FilterField::Year => "Start",
        }
    }

    /// Whether its values may end with *kommun*, *stad* and the like.
    pub(super) fn names_bodies(self) -> bool {
        matches!(self, FilterField::Place | FilterField::Region | FilterField::County | FilterField::Municipality | FilterField::Owner)
    }
}
