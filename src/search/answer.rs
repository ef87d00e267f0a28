//! What a backend answers.

use std::ops::Range;

use super::clause::How;
use super::interpretation::Interpretation;
use super::request::RangeField;
use crate::record::Project;

/// The answer to one request, from exactly one generation.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The generation that answered.
    pub generation: String,
    /// Projects that match; exact.
    pub total: usize,
    /// How many of the query's words a project had to have.
    pub matching: Matching,
    /// What was understood imperfectly.
    pub notices: Vec<SearchNotice>,
    /// How the query was understood.
    pub interpretation: Interpretation,
    /// The page's projects.
    pub hits: Vec<Hit>,
    /// Kindred projects, where the hits end; never counted.
    pub nearby: Vec<Hit>,
    /// The facets asked for, in the order asked.
    pub facets: Vec<FacetAnswer>,
    /// The numbers asked for, in the order asked.
    pub numbers: Vec<NumberAnswer>,
}

/// How many of the query's words a project has to have to be a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Matching {
    /// At least this many …
    pub required: usize,
    /// … of this many words and phrases that carry weight.
    pub of: usize,
}

/// A project on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record.
    pub project: Project,
    /// Its score; 0 where the order is not relevance.
    pub score: f32,
    /// The words of the name that matched.
    pub name: Vec<Span>,
    /// The best passages of the description.
    pub passages: Vec<Passage>,
    /// For each of the query's words that it has, why.
    pub why: Vec<Why>,
}

/// A piece of a text and the words in it that matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The text, cut at sentences or words; `…` where it was cut inside a sentence.
    pub text: String,
    /// The words in `text` that matched.
    pub spans: Vec<Span>,
}

/// A word that matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// Which of the query's words, from 0.
    pub word: usize,
    /// Why it stands for that word.
    pub how: How,
}

/// Why a project is a hit, for one of the query's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Which of the query's words, from 0.
    pub word: usize,
    /// As typed.
    pub typed: String,
    /// As it stands in the project.
    pub matched: String,
    /// Why it stands for the word.
    pub how: How,
    /// The field it stands in.
    pub field: String,
}

/// A project that is about the same things as another.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// The record.
    pub project: Project,
    /// The words that tell most of both, the most telling first.
    pub shared: Vec<String>,
}

/// What a text that is still being typed may become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// What to show; of a word the whole text with it.
    pub text: String,
    /// The project's id, or the facet's value; of a word the word.
    pub value: String,
    /// The facet of an owner or place.
    pub facet: Option<String>,
    /// Projects that have the word, owner or place; 1 of a project.
    pub projects: usize,
    /// Whether it fits as typed, without slips or missing dots.
    pub exact: bool,
}

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuggestionKind {
    /// A word of the texts.
    Word,
    /// A project's name.
    Project,
    /// A project owner.
    Owner,
    /// A region, county or municipality.
    Place,
}

/// One counted facet.
#[derive(Debug, Clone, PartialEq)]
pub struct FacetAnswer {
    /// The facet's name in the declaration.
    pub name: String,
    /// Its label in Swedish.
    pub label_sv: String,
    /// Its label in English.
    pub label_en: String,
    /// Values with at least one matching project.
    pub total_values: usize,
    /// Matching projects without any value.
    pub missing: usize,
    /// The values asked for; selected ones always.
    pub values: Vec<FacetValue>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// What to send to select it.
    pub value: String,
    /// What to show in Swedish.
    pub label_sv: String,
    /// What to show in English.
    pub label_en: String,
    /// The total one gets with this facet's selection replaced by this value alone.
    pub count: usize,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether it is excluded.
    pub excluded: bool,
    /// The value of the facet above that this one lies in: a county's region.
    pub parent: Option<String>,
}

/// One counted number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberAnswer {
    /// What was counted.
    pub field: RangeField,
    /// Matching projects without it.
    pub missing: usize,
    /// The smallest, in the unit of a [`super::Range`] of the field.
    pub min: Option<i64>,
    /// The largest.
    pub max: Option<i64>,
    /// All of them together; of a date it means nothing.
    pub sum: i64,
    /// The buckets, smallest first.
    pub buckets: Vec<Bucket>,
}

/// One bucket of a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bucket {
    /// Its lower end, inclusive.
    pub from: Option<i64>,
    /// Its upper end, inclusive.
    pub to: Option<i64>,
    /// The total one gets with the field's own range replaced by this one.
    pub count: usize,
    /// The sum asked for, over these projects.
    pub sum: i64,
    /// The same for each value of the facet it is split by, in the order of its declaration.
    pub parts: Vec<Part>,
}

/// The part of a bucket that has one value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What to send to select the value.
    pub value: String,
    /// What to show in Swedish.
    pub label_sv: String,
    /// What to show in English.
    pub label_en: String,
    /// Projects of the bucket that have it.
    pub count: usize,
    /// The sum asked for, over these projects.
    pub sum: i64,
}

/// Something understood imperfectly; the search was answered all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchNotice {
    /// Stable, for programs.
    pub code: &'static str,
    /// For a person, in Swedish.
    pub message_sv: String,
    /// For a person, in English.
    pub message_en: String,
    /// The request's parameter it is about.
    pub parameter: Option<String>,
}

/// The generation being served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GenerationInfo {
    /// Its id.
    pub id: String,
    /// Records in it.
    pub projects: usize,
    /// When it was built, RFC 3339 in UTC.
    pub created: String,
    /// The newest date that its sources give, if any.
    pub data_date: Option<String>,
    /// Whether it is the bundled sample.
    pub sample: bool,
}
