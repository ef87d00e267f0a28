//! One project as its source words it: every statement still text, with the
//! line it stood on.

use serde::{Deserialize, Serialize};

use super::notice::Dropped;
use super::project::SourceKind;

/// A statement and where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact<T> {
    /// What was stated.
    pub value: T,
    /// The line of the source, from 1.
    pub line: usize,
    /// True where an extractor concluded it (a fund named only for the whole page).
    pub derived: bool,
    /// What it was read from, where that is not a cell or a labelled value.
    pub evidence: Option<Evidence>,
}

/// The words that a fact was read from, and how sure the reading is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The passage's own words, cut to [`Evidence::LONGEST`] characters.
    pub words: Box<str>,
    /// How sure.
    pub confidence: Confidence,
}

/// How sure it is that the words mean the fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Concluded from something else that the page says: its publisher, its date, its heading.
    Weak,
    /// A phrase beside it tells so.
    Likely,
    /// The layout says so: a label, a column, a list's own form.
    Certain,
}

impl Evidence {
    /// The most characters of a passage that are kept.
    pub const LONGEST: usize = 160;
}

impl<T> Fact<T> {
    /// A statement of the source.
    pub fn stated(value: T, line: usize) -> Self {
        Fact { value, line, derived: false, evidence: None }
    }

    /// The same fact with what it was read from.
    pub fn read_from(self, words: &str, confidence: Confidence) -> Self {
        let words: String = words.trim().chars().take(Evidence::LONGEST).collect();
        Fact { evidence: Some(Evidence { words: words.into_boxed_str(), confidence }), ..self }
    }

    /// A conclusion from something else the source says.
    pub fn derived(value: T, line: usize) -> Self {
        Fact { value, line, derived: true, evidence: None }
    }
}

/// Which kind of place a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// An ESF or ERDF area or NUTS 2 code.
    Region,
    /// A county, one or several separated by commas.
    County,
    /// A municipality, one or several separated by commas.
    Municipality,
    /// Anything, found by reading running text for names of places.
    Prose,
}

/// A place as its source writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceText {
    /// What the label or the layout says it is.
    pub kind: PlaceKind,
    /// The text.
    pub text: String,
}

/// One project as its source words it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// The layout it was read by.
    pub kind: SourceKind,
    /// The line its record begins on.
    pub line: usize,
    /// The prefix of its id, where a bank numbers its projects: `esf`, `tvv`.
    pub bank: Option<&'static str>,
    /// Diarienummer, projektnummer, ärende-id.
    pub reference: Option<Fact<String>>,
    /// The name.
    pub name: Option<Fact<String>>,
    /// The name in English, where the source states one beside the Swedish.
    pub name_en: Option<Fact<String>>,
    /// The body: paragraphs separated by an empty line.
    pub description: Option<Fact<String>>,
    /// The body in English, where the source states one beside the Swedish.
    pub description_en: Option<Fact<String>>,
    /// The programming period as written.
    pub period: Option<Fact<String>>,
    /// The fund as written, a code, label or alias.
    pub fund: Option<Fact<String>>,
    /// The CCI code as written.
    pub programme: Option<Fact<String>>,
    /// Programområde, insatsområde.
    pub programme_area: Option<Fact<String>>,
    /// Specifikt mål, tematiskt mål.
    pub specific_objective: Option<Fact<String>>,
    /// One or several codes, separated by commas or semicolons.
    pub intervention_fields: Option<Fact<String>>,
    /// The owner's name.
    pub owner: Option<Fact<String>>,
    /// The owner's organisation number as written.
    pub owner_number: Option<Fact<String>>,
    /// The owner's postcode as written.
    pub owner_postcode: Option<Fact<String>>,
    /// The owner's city as written.
    pub owner_city: Option<Fact<String>>,
    /// The other parties.
    pub partners: Vec<Fact<String>>,
    /// Places as stated.
    pub places: Vec<Fact<PlaceText>>,
    /// First day.
    pub start: Option<Fact<String>>,
    /// Last day.
    pub end: Option<Fact<String>>,
    /// Total budget.
    pub total_budget: Option<Fact<String>>,
    /// The fund's grant.
    pub granted: Option<Fact<String>>,
    /// The fund's share, `40%`.
    pub cofinancing_rate: Option<Fact<String>>,
    /// Participants, a number or a range (`60 och 70`).
    pub participants: Option<Fact<String>>,
    /// Companies, a number or a range.
    pub companies: Option<Fact<String>>,
    /// Of strategic importance, `Ja` or `Nej`.
    pub strategic: Option<Fact<String>>,
    /// Secondary themes with the answer yes.
    pub secondary_themes: Vec<Fact<String>>,
    /// The page's address.
    pub url: Option<String>,
    /// The date of the data as written.
    pub date: Option<Fact<String>>,
    /// Personal data seen and left out.
    pub dropped: Vec<Dropped>,
}
