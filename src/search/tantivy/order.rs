//! The page: the hits in their order, as far as the page reaches.

use std::cmp::Ordering;

use tantivy::DocAddress;

use super::score::Scored;
use super::served::{Columns, Served};
use crate::search::request::{Request, Sort};

/// A hit's place on the page.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Where the document is.
    pub document: DocAddress,
    /// Its score; 0 where the order is not relevance.
    pub score: f32,
}

/// What a hit is compared by: smaller first, missing last, then by id.
#[derive(Debug, Clone, Copy)]
struct Key {
    value: Option<f64>,
    number: u64,
    place: Place,
}

/// The hits of the page asked for.
pub fn page(hits: &[DocAddress], scored: &Scored, request: &Request, served: &Served) -> Vec<Place> {
    let first = request.limit.saturating_mul(request.page.saturating_sub(1));
    let last = first.saturating_add(request.limit).min(hits.len());
    if first >= last {
        return Vec::new();
    }
    let sort = sort(request);
    let mut keys: Vec<Key> = hits.iter().map(|document| key(*document, sort, scored, served)).collect();
    if last < keys.len() {
        keys.select_nth_unstable_by(last, compare);
        keys.truncate(last);
    }
    keys.sort_unstable_by(compare);
    keys.into_iter().skip(first).map(|key| key.place).collect()
}

/// The order asked for; without words relevance means nothing, and the newest come first.
pub fn sort(request: &Request) -> Sort {
    let worded = !request.query.query.wanted().is_empty();
    match request.sort {
        Some(Sort::Relevance) | None if !worded => Sort::StartDescending,
        Some(sort) => sort,
        None => Sort::Relevance,
    }
}

fn key(document: DocAddress, sort: Sort, scored: &Scored, served: &Served) -> Key {
    let score = if sort == Sort::Relevance { scored.of(document) } else { 0.0 };
    let columns = served.segments.get(document.segment_ord as usize);
    let value = columns.and_then(|columns| value(columns, document.doc_id, sort, score));
    let number = columns.and_then(|columns| columns.number.first(document.doc_id)).unwrap_or(u64::MAX);
    Key { value, number, place: Place { document, score } }
}

fn value(columns: &Columns, document: u32, sort: Sort, score: f32) -> Option<f64> {
    // Whole numbers up to 2^53 are exact: 90 billion kronor in öre.
    let descending = |value: f64| -value;
    match sort {
        Sort::Relevance => Some(descending(f64::from(score))),
        Sort::Start => columns.start.first(document).map(|day| day as f64),
        Sort::StartDescending => columns.start.first(document).map(|day| descending(day as f64)),
        Sort::Granted => columns.granted.first(document).map(|ore| ore as f64),
        Sort::GrantedDescending => columns.granted.first(document).map(|ore| descending(ore as f64)),
        Sort::Name => columns.name_rank.first(document).map(|rank| rank as f64),
        Sort::NameDescending => columns.name_rank.first(document).map(|rank| descending(rank as f64)),
    }
}

fn compare(a: &Key, b: &Key) -> Ordering {
    let values = match (a.value, b.value) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    values.then(a.number.cmp(&b.number))
}
