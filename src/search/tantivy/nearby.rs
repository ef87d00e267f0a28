//! Nearby: kindred projects, where the hits end.

use std::collections::HashSet;

use tantivy::DocAddress;

use super::filter::{Filters, Verdict};
use super::order::{self, Place};
use super::score::Scored;
use crate::search::request::{Request, Sort};

/// The kindred projects that fill the page after its hits: those with a score
/// that are no matches, pass the filters and hold nothing excluded. Only in
/// order of relevance, and on the one page where the hits end.
pub fn page(matches: &[DocAddress], hits: usize, scored: &mut Scored, filters: &Filters<'_>, request: &Request) -> Vec<Place> {
    let first = request.limit.saturating_mul(request.page.saturating_sub(1));
    let ends_here = hits >= first && hits < first.saturating_add(request.limit) || hits == 0 && request.page == 1;
    let wanted = first.saturating_add(request.limit).saturating_sub(hits).min(request.limit);
    if !request.nearby || !ends_here || wanted == 0 || order::sort(request) != Sort::Relevance {
        return Vec::new();
    }
    let matching: HashSet<DocAddress> = matches.iter().copied().collect();
    let candidates: Vec<(DocAddress, f32)> = scored
        .scores()
        .filter(|(document, score)| **score > 0.0 && !matching.contains(document))
        .map(|(document, score)| (document, *score))
        .collect();
    let passes = |document: DocAddress| {
        scored.is_wanted(document) && scored.has_required(document) && filters.in_scope(document) && filters.verdict(document) == Verdict::In
    };
    let mut places: Vec<Place> =
        candidates.into_iter().filter(|(document, _)| passes(*document)).map(|(document, score)| Place { document, score }).collect();
    places.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.document.cmp(&b.document)));
    places.truncate(wanted);
    places
}
