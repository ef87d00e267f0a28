//! Filters compiled for a generation: which numbers are chosen, and whether a document passes.

use tantivy::DocAddress;

use super::SearchError;
use super::scope::{self, Scope};
use super::served::{Columns, Served, Span};
use crate::index::document::day_number;
use crate::search::answer::SearchNotice;
use crate::search::facet::{NamedValue, STATUSES, status_of_days};
use crate::search::query::Condition;
use crate::search::request::{Filter, Range, RangeField, Request};
use crate::search::typed;

/// The filters of one request.
pub struct Filters<'a> {
    served: &'a Served,
    today: i64,
    scope: Scope<'a>,
    ranges: Vec<Range>,
    /// What is chosen, one entry a facet that has any.
    pub selections: Vec<Chosen>,
}

/// What is chosen in one facet.
pub struct Chosen {
    /// The facet's place among the declared ones.
    pub facet: usize,
    /// The numbers chosen.
    pub include: Vec<u64>,
    /// The numbers excluded.
    pub exclude: Vec<u64>,
    /// Chosen values that no project of the generation has.
    pub absent: Vec<NamedValue>,
    /// Excluded values that no project has.
    pub absent_excluded: Vec<NamedValue>,
    chooses: bool,
}

/// Whether a document passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It passes every filter.
    In,
    /// It fails exactly this choice, and counts for that one alone.
    InBut(Lifted),
    /// It fails.
    Out,
}

/// A choice that is lifted while its own values are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifted {
    /// That of a facet, by its place among the declared ones.
    Facet(usize),
    /// That of a range's field.
    Range(RangeField),
}

impl Verdict {
    /// The verdict after one more choice has failed.
    fn after(self, failed: Lifted) -> Verdict {
        match self {
            Verdict::In => Verdict::InBut(failed),
            Verdict::InBut(known) if known == failed => self,
            Verdict::InBut(_) | Verdict::Out => Verdict::Out,
        }
    }
}

impl<'a> Filters<'a> {
    /// Compiles a request's filters; values that nothing has are told as notices.
    pub fn compile(request: &Request, served: &'a Served) -> Result<(Self, Vec<SearchNotice>), SearchError> {
        let mut notices = Vec::new();
        let mut selections = Vec::new();
        for selection in &request.selections {
            let facet = served.facet(&selection.facet)?;
            let (include, absent) = numbers(served, facet, &selection.include);
            let (exclude, absent_excluded) = numbers(served, facet, &selection.exclude);
            notices.extend(absent.iter().chain(&absent_excluded).map(|value| nothing_has(&selection.facet, value)));
            let chooses = !selection.include.is_empty();
            selections.push(Chosen { facet, include, exclude, absent, absent_excluded, chooses });
        }
        notices.extend(scope::unnamed(&request.scope, served)?);
        notices.extend(unnamed(request, served)?);
        // What stands in the query is part of the question, as a site's own scope is.
        let scope = Scope::compile(&request.scope.clone().and(typed::filter(&request.query)), served, request.today)?;
        let filters = Filters { served, today: day_number(request.today), scope, ranges: request.ranges.clone(), selections };
        Ok((filters, notices))
    }

    /// Whether a document lies in the scope that a site has fixed.
    pub fn in_scope(&self, document: DocAddress) -> bool {
        self.scope.holds(document)
    }

    /// Whether any document of the scope has a value of a facet, by its number.
    pub fn any_has(&self, facet: usize, number: u64) -> bool {
        let sizes = self.served.searcher.segment_readers().iter().map(tantivy::SegmentReader::max_doc);
        let documents = (0..).zip(sizes).flat_map(|(segment, size)| (0..size).map(move |document| DocAddress::new(segment, document)));
        documents.filter(|document| self.in_scope(*document)).any(|document| {
            let mut has = false;
            self.values(facet, document, &mut |own| has |= own == number);
            has
        })
    }

    /// Whether a document passes the ranges and choices.
    pub fn verdict(&self, document: DocAddress) -> Verdict {
        let Some(columns) = self.columns(document) else { return Verdict::Out };
        let ranges = self.ranges.iter().filter(|range| !within(range, columns, document.doc_id)).map(|range| Lifted::Range(range.field));
        let choices = self.selections.iter().filter(|chosen| !self.passes(chosen, columns, document.doc_id));
        ranges.chain(choices.map(|chosen| Lifted::Facet(chosen.facet))).fold(Verdict::In, Verdict::after)
    }

    /// Calls `each` with the number of every value a document has in a facet.
    pub fn values(&self, facet: usize, document: DocAddress, each: &mut dyn FnMut(u64)) {
        if let Some(columns) = self.columns(document) {
            values(columns, facet, document.doc_id, self.today, each);
        }
    }

    /// The smallest value of a number and its largest, where a document has one.
    pub fn span(&self, field: RangeField, document: DocAddress) -> Option<(i64, i64)> {
        self.columns(document).and_then(|columns| span(field, columns, document.doc_id))
    }

    fn columns(&self, document: DocAddress) -> Option<&'a Columns> {
        self.served.segments.get(document.segment_ord as usize)
    }

    fn passes(&self, chosen: &Chosen, columns: &Columns, document: u32) -> bool {
        let (mut included, mut excluded) = (!chosen.chooses, false);
        values(columns, chosen.facet, document, self.today, &mut |number| {
            included |= chosen.include.contains(&number);
            excluded |= chosen.exclude.contains(&number);
        });
        included && !excluded
    }
}

/// Notices of typed values that nothing has.
fn unnamed(request: &Request, served: &Served) -> Result<Vec<SearchNotice>, SearchError> {
    let mut notices = Vec::new();
    for typed in &request.query.filters {
        let (Condition::Value(text), Filter::Or(any)) = (&typed.condition, typed::one(typed)) else { continue };
        let facets: Vec<usize> = any
            .iter()
            .filter_map(|filter| match filter {
                Filter::Has { facet, .. } => Some(served.facet(facet)),
                _ => None,
            })
            .collect::<Result<_, _>>()?;
        if facets.iter().all(|facet| numbers(served, *facet, std::slice::from_ref(text)).0.is_empty()) {
            let value = NamedValue { value: text.clone(), label_sv: text.clone(), label_en: text.clone(), parent: None };
            notices.push(nothing_has("q", &value));
        }
    }
    Ok(notices)
}

/// The numbers that texts name, and the values that no project has.
pub fn numbers(served: &Served, facet: usize, texts: &[String]) -> (Vec<u64>, Vec<NamedValue>) {
    let Some(facet) = served.facets.get(facet) else { return (Vec::new(), Vec::new()) };
    let (mut known, mut absent) = (Vec::new(), Vec::new());
    for text in texts {
        let numbers = facet.values.resolve(text);
        if numbers.is_empty() {
            absent.push(facet.values.absent(text));
        }
        known.extend(numbers);
    }
    (known, absent)
}

/// The notice of a value that nothing has.
pub fn nothing_has(facet: &str, value: &NamedValue) -> SearchNotice {
    SearchNotice {
        code: "no_such_value",
        message_sv: format!("Inget projekt har värdet ”{}”.", value.label_sv),
        message_en: format!("No project has the value “{}”.", value.label_en),
        parameter: Some(facet.to_owned()),
    }
}

/// Calls `each` with the number of every value a document has in a facet.
pub fn values(columns: &Columns, facet: usize, document: u32, today: i64, each: &mut dyn FnMut(u64)) {
    match columns.facets.get(facet) {
        Some(Some(column)) => column.values_for_doc(document).for_each(each),
        // The one computed facet is the status.
        Some(None) if columns.computed.get(facet).copied().unwrap_or(false) => {
            let status = status_of_days(columns.start.first(document), columns.end.last(document), today);
            if let Some(number) = status.and_then(|status| STATUSES.iter().position(|known| *known == status)) {
                each(number as u64);
            }
        }
        _ => {}
    }
}

/// Whether a document's number or date lies in a range, or overlaps it.
pub fn within(range: &Range, columns: &Columns, document: u32) -> bool {
    span(range.field, columns, document).is_some_and(|span| overlaps(span, range.from, range.to))
}

/// Whether a value from its smallest to its largest lies in a range, at least in part.
pub fn overlaps((first, last): (i64, i64), from: Option<i64>, to: Option<i64>) -> bool {
    from.is_none_or(|from| last >= from) && to.is_none_or(|to| first <= to)
}

fn span(field: RangeField, columns: &Columns, document: u32) -> Option<(i64, i64)> {
    let span: &Span = match field {
        RangeField::Granted => &columns.granted,
        RangeField::Start => &columns.start,
    };
    span.first(document).zip(span.last(document))
}
