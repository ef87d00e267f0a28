//! A scope compiled for a generation: which documents a site, and the query itself, let in.

use std::collections::HashSet;

use jiff::civil::Date;
use tantivy::DocAddress;

use super::SearchError;
use super::filter::{nothing_has, numbers, values, within};
use super::served::{Columns, Served};
use crate::index::document::day_number;
use crate::search::answer::SearchNotice;
use crate::search::request::{Filter, Range};

/// A scope with its values as numbers.
pub struct Scope<'a> {
    served: &'a Served,
    today: i64,
    rule: Rule,
}

enum Rule {
    Everything,
    And(Vec<Rule>),
    Or(Vec<Rule>),
    Not(Box<Rule>),
    Has(usize, Vec<u64>),
    Within(Range),
    Documents(HashSet<DocAddress>),
}

impl<'a> Scope<'a> {
    /// Compiles a filter; `today` is the day that `status` is seen from.
    pub fn compile(filter: &Filter, served: &'a Served, today: Date) -> Result<Self, SearchError> {
        Ok(Scope { served, today: day_number(today), rule: Rule::compile(filter, served)? })
    }

    /// Whether every document lies in it.
    pub fn is_everything(&self) -> bool {
        matches!(self.rule, Rule::Everything)
    }

    /// Whether a document lies in it.
    pub fn holds(&self, document: DocAddress) -> bool {
        self.is_everything() || {
            let columns = self.served.segments.get(document.segment_ord as usize);
            columns.is_some_and(|columns| self.rule.holds(columns, document, self.today))
        }
    }
}

impl Rule {
    fn compile(filter: &Filter, served: &Served) -> Result<Rule, SearchError> {
        let all = |filters: &[Filter]| filters.iter().map(|filter| Rule::compile(filter, served)).collect::<Result<_, _>>();
        Ok(match filter {
            Filter::Everything => Rule::Everything,
            Filter::And(filters) => Rule::And(all(filters)?),
            Filter::Or(filters) => Rule::Or(all(filters)?),
            Filter::Not(inner) => Rule::Not(Box::new(Rule::compile(inner, served)?)),
            Filter::Within(range) => Rule::Within(range.clone()),
            Filter::Words { field, words } => Rule::Documents(served.having_words(field, words)?),
            Filter::Has { facet, value } => {
                let facet = served.facet(facet)?;
                Rule::Has(facet, numbers(served, facet, std::slice::from_ref(value)).0)
            }
        })
    }

    fn holds(&self, columns: &Columns, document: DocAddress, today: i64) -> bool {
        match self {
            Rule::Everything => true,
            Rule::And(all) => all.iter().all(|inner| inner.holds(columns, document, today)),
            Rule::Or(any) => any.iter().any(|inner| inner.holds(columns, document, today)),
            Rule::Not(inner) => !inner.holds(columns, document, today),
            Rule::Within(range) => within(range, columns, document.doc_id),
            Rule::Documents(documents) => documents.contains(&document),
            Rule::Has(facet, numbers) => {
                let mut has = false;
                values(columns, *facet, document.doc_id, today, &mut |number| has |= numbers.contains(&number));
                has
            }
        }
    }
}

/// Notices of values that a site has fixed and nothing has.
pub fn unnamed(scope: &Filter, served: &Served) -> Result<Vec<SearchNotice>, SearchError> {
    let all = |filters: &[Filter]| {
        let each: Result<Vec<_>, _> = filters.iter().map(|filter| unnamed(filter, served)).collect();
        each.map(|notices| notices.into_iter().flatten().collect())
    };
    match scope {
        Filter::And(filters) | Filter::Or(filters) => all(filters),
        Filter::Not(inner) => unnamed(inner, served),
        Filter::Has { facet, value } => {
            let absent = numbers(served, served.facet(facet)?, std::slice::from_ref(value)).1;
            Ok(absent.iter().map(|value| nothing_has("scope", value)).collect())
        }
        Filter::Everything | Filter::Within(_) | Filter::Words { .. } => Ok(Vec::new()),
    }
}
