//! The project: the one form in which a record is stored, exported, shown on
//! the command line and answered over HTTP.
//!
//! Every key is always present in the JSON, `null` or `[]` where nothing is
//! known, so that a reader never has to tell "absent" from "unknown".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::date::PartialDate;
use super::draft::Evidence;

/// A project that has been granted money by a fund (EU: an operation).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Project {
    /// Bank and reference as a slug (`esf-23-051-s06`), else a slug of name and owner key.
    pub id: String,
    /// Ids that the project had, or would have had from one of its sources alone; each leads to `id`.
    pub former_ids: Vec<String>,
    /// The source's own number for the project: diarienummer, projektnummer, ärende-id.
    pub reference: Option<String>,
    /// The project's name as stated, in the language of its body.
    pub name: String,
    /// The name in English, where a source states one beside the Swedish.
    pub name_en: Option<String>,
    /// What the project does, plain text; paragraphs are separated by an empty line.
    pub description: Option<String>,
    /// The description in English, where a source states one beside the Swedish.
    pub description_en: Option<String>,
    /// ISO 639-1 code of the description's language: `sv`, `nb`, `da`, `en` or `fi`.
    pub language: Option<String>,
    /// The fund the money comes from.
    pub fund: Option<Coded>,
    /// The programming period, `2014-2020` or `2021-2027`.
    pub period: Option<String>,
    /// The programme by its CCI code.
    pub programme: Option<Coded>,
    /// Programområde or insatsområde: a code where the programme has one, else the text.
    pub programme_area: Option<String>,
    /// The specific or thematic objective: a code where the programme has one, else the text.
    pub specific_objective: Option<String>,
    /// Intervention fields by code; a code means different things in different periods.
    pub intervention_fields: Vec<Coded>,
    /// Who runs the project (EU: the beneficiary).
    pub owner: Option<Owner>,
    /// Names of the parties that take part beside the owner, as stated.
    pub partners: Vec<String>,
    /// The NUTS 2 regions (ESF and ERDF areas) of the project, `SE` for the whole country.
    pub region: Vec<Place>,
    /// Counties (län) by their two-digit code.
    pub county: Vec<Place>,
    /// Municipalities (kommuner) by their four-digit code.
    pub municipality: Vec<Place>,
    /// First day, as precise as stated: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub start: Option<PartialDate>,
    /// Last day, as precise as stated.
    pub end: Option<PartialDate>,
    /// Computed from the dates and today; never read from a source.
    pub status: Option<Status>,
    /// Total budget of the project.
    pub total_budget: Option<Amount>,
    /// What the fund grants the project.
    pub granted: Option<Amount>,
    /// The fund's share in percent: `40` means 40 %.
    #[serde(serialize_with = "whole_as_integer")]
    pub cofinancing_rate: Option<f64>,
    /// Number of participants; of a range the lower end.
    pub participants: Option<u64>,
    /// The higher end, where a range is stated.
    pub participants_max: Option<u64>,
    /// Number of companies; of a range the lower end.
    pub companies: Option<u64>,
    /// The higher end, where a range is stated.
    pub companies_max: Option<u64>,
    /// Whether the operation is of strategic importance (Regulation (EU) 2021/1060, art. 2(5)).
    pub strategic: Option<bool>,
    /// Secondary themes answered with yes.
    pub secondary_themes: Vec<String>,
    /// The first of `sources`.
    pub source: Source,
    /// Everywhere the project was read.
    pub sources: Vec<Source>,
    /// Where each fact was stated, by the JSON key; kept while sources are merged, not written.
    #[serde(skip)]
    pub origins: BTreeMap<&'static str, Origin>,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The source's file name.
    pub source: String,
    /// The line it stood on, from 1.
    pub line: usize,
    /// True where the fact was concluded from another one, false where it was stated.
    pub derived: bool,
    /// What it was read from, where that is not a cell or a labelled value.
    pub evidence: Option<Evidence>,
}

/// A code of a vocabulary and its Swedish label; an unknown code has no label.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Coded {
    /// The code as its legal source writes it.
    pub code: String,
    /// The label in Swedish (English where no Swedish text exists), `null` for a code that no vocabulary has.
    #[serde(default)]
    pub label: Option<String>,
}

/// Who runs a project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// The organisation number's ten digits, also where only another record of the owner states it, else a slug of the normalised name.
    pub key: String,
    /// The owner's name as its newest record writes it; names all in capitals are set in Swedish case.
    pub name: String,
    /// Other names that its records use or used, in the order of their letters.
    #[serde(default)]
    pub former_names: Vec<String>,
    /// `NNNNNN-NNNN`, only where its check digit holds and it is not a person's number.
    #[serde(default)]
    pub org_number: Option<String>,
    /// The owner's own postcode and city, which is not the project's place.
    #[serde(default)]
    pub place: Option<String>,
}

/// A place of the project.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// NUTS 2 code, county code or municipality code.
    pub code: String,
    /// The place's name in Swedish.
    pub label: String,
    /// False where a source states it, true where it follows from another fact.
    pub derived: bool,
}

/// Whether the project has begun and ended, seen from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Starts after today.
    Coming,
    /// Runs today.
    Ongoing,
    /// Ended before today.
    Ended,
}

impl Status {
    /// The code in the JSON.
    pub fn code(self) -> &'static str {
        match self {
            Status::Coming => "coming",
            Status::Ongoing => "ongoing",
            Status::Ended => "ended",
        }
    }
}

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// Whole hundredths of the currency: öre for SEK.
    pub amount_ore: i64,
    /// ISO 4217: `SEK`, `EUR`, `NOK`.
    pub currency: String,
    /// True for *drygt*, *cirka*, *nästan* and their like.
    #[serde(default)]
    pub approximate: bool,
}

/// Where a project was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// The layout it was read by.
    pub kind: SourceKind,
    /// The file's name without folders.
    pub name: String,
    /// The line its record begins on, from 1.
    pub line: usize,
    /// The page's address, where the source gives one.
    pub url: Option<String>,
    /// The date of the data, as the source gives it.
    pub date: Option<PartialDate>,
    /// The keys of the project that this source states and that stand; empty where it is the only source.
    pub facts: Vec<String>,
    /// What this source states and another source's statement replaced.
    pub differs: Vec<Difference>,
}

/// A statement of one source that does not stand, since another source's does.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The key of the project.
    pub field: String,
    /// The statement as text for people: `2 000 000 kr`, `2024-03-01`.
    pub value: String,
}

/// The layouts that records are read by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A page of ESF-rådet's project bank as text.
    ProjectBank,
    /// A news page as text.
    News,
    /// Tillväxtverket's project bank as JSON.
    Tillvaxtverket,
    /// A list of operations as a table (CSV, XLSX, ODS).
    List,
    /// Our own JSON Lines.
    #[default]
    Json,
}

impl SourceKind {
    /// The code in the JSON.
    pub fn code(self) -> &'static str {
        match self {
            SourceKind::ProjectBank => "project_bank",
            SourceKind::News => "news",
            SourceKind::Tillvaxtverket => "tillvaxtverket",
            SourceKind::List => "list",
            SourceKind::Json => "json",
        }
    }
}

/// Writes 40.0 as `40`, so that the JSON shows a rate as sources do.
fn whole_as_integer<S: serde::Serializer>(rate: &Option<f64>, to: S) -> Result<S::Ok, S::Error> {
    match rate {
        Some(r) if r.fract() == 0.0 && r.abs() < 1e9 => to.serialize_some(&(*r as i64)),
        Some(r) => to.serialize_some(r),
        None => to.serialize_none(),
    }
}
