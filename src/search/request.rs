//! What is asked of a backend.

use jiff::civil::Date;

use super::query::Parsed;
use super::rank::Recipe;
use crate::index::document::day_number;
use crate::record::date::PartialDate;

/// One search.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// What the searcher typed.
    pub query: Parsed,
    /// Filters a site has fixed: part of the question, never lifted.
    pub scope: Filter,
    /// Facet values the searcher has chosen, one entry a facet.
    pub selections: Vec<Selection>,
    /// Ranges the searcher has chosen; they filter every count but that of their own field's numbers.
    pub ranges: Vec<Range>,
    /// The facets to count.
    pub facets: Vec<FacetRequest>,
    /// The numbers to count.
    pub numbers: Vec<NumberRequest>,
    /// The order of hits; `None` is relevance with a query, newest first without.
    pub sort: Option<Sort>,
    /// From 1.
    pub page: usize,
    /// Hits a page, at most 100; 0 counts only.
    pub limit: usize,
    /// Whether kindred projects fill the page where the hits end.
    pub nearby: bool,
    /// The ingredients of the ranking; an evaluation turns some off.
    pub recipe: Recipe,
    /// The day that `status` is seen from.
    pub today: Date,
}

impl Request {
    /// Everything, newest first, no facets.
    pub fn new(query: Parsed, today: Date) -> Self {
        Request {
            query,
            scope: Filter::Everything,
            selections: Vec::new(),
            ranges: Vec::new(),
            facets: Vec::new(),
            numbers: Vec::new(),
            sort: None,
            page: 1,
            limit: 20,
            nearby: false,
            recipe: Recipe::default(),
            today,
        }
    }
}

/// A condition on a project, as a tree.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Filter {
    /// Holds for every project.
    #[default]
    Everything,
    /// All of them hold.
    And(Vec<Filter>),
    /// At least one holds.
    Or(Vec<Filter>),
    /// The inner one does not hold.
    Not(Box<Filter>),
    /// The facet has the value, given as a value, label or alias.
    Has {
        /// The facet's name in the declaration.
        facet: String,
        /// The value.
        value: String,
    },
    /// A number or date lies in a range.
    Within(Range),
    /// All of some folded words stand in a field with a level of its own, inflected or not.
    Words {
        /// The field's name in the declaration.
        field: String,
        /// The words.
        words: Vec<String>,
    },
}

/// What is chosen in one facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The facet's name in the declaration.
    pub facet: String,
    /// The project has at least one of these, each a value, label or alias.
    pub include: Vec<String>,
    /// The project has none of these.
    pub exclude: Vec<String>,
}

/// A range, inclusive at both ends; an open end is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Range {
    /// What lies in it.
    pub field: RangeField,
    /// Hundredths of a krona, or the first day.
    pub from: Option<i64>,
    /// Hundredths of a krona, or the last day.
    pub to: Option<i64>,
}

impl Range {
    /// Whether the start of a project overlaps the days from `from` to `to`.
    pub fn start(from: Option<PartialDate>, to: Option<PartialDate>) -> Self {
        Range {
            field: RangeField::Start,
            from: from.map(|date| day_number(date.first_day())),
            to: to.map(|date| day_number(date.last_day())),
        }
    }
}

/// What a range is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeField {
    /// Granted money in öre; only SEK.
    Granted,
    /// The start date, in days since 1970-01-01; a partial date matches where it overlaps.
    Start,
}

/// The order of hits; missing values last, ties by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    Relevance,
    /// Earliest start first.
    Start,
    /// Latest start first.
    StartDescending,
    /// Smallest grant first.
    Granted,
    /// Largest grant first.
    GrantedDescending,
    /// Swedish order of names.
    Name,
    /// Swedish order of names, backwards.
    NameDescending,
}

/// A facet to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetRequest {
    /// The facet's name in the declaration.
    pub name: String,
    /// At most this many values, beside the selected ones.
    pub limit: usize,
    /// The order of values.
    pub order: FacetOrder,
    /// Only values whose label contains this, ignoring case and accents.
    pub contains: Option<String>,
}

/// A number to count: how many projects lie in each bucket of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberRequest {
    /// What is counted.
    pub field: RangeField,
    /// Where one bucket ends and the next begins.
    pub buckets: Buckets,
    /// The number that is summed up in each bucket.
    pub sum: Option<RangeField>,
    /// A facet by whose values each bucket is split.
    pub split: Option<String>,
}

impl NumberRequest {
    /// Counts alone.
    pub fn new(field: RangeField, buckets: Buckets) -> Self {
        NumberRequest { field, buckets, sum: None, split: None }
    }
}

/// The buckets of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Buckets {
    /// The given ones, each a range as a searcher chooses it: inclusive, an open end is `None`.
    Ranges(Vec<(Option<i64>, Option<i64>)>),
    /// The calendar years from the first that a project has to the last; for dates.
    Years,
}

/// The order of a facet's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FacetOrder {
    /// Most projects first, then by label.
    #[default]
    Count,
    /// Swedish order of labels.
    Label,
}
