//! Nearby: kindred projects, where the hits end.

use tantivy::DocAddress;

use super::filter::{Filters, Verdict};
use super::order::{self, Place};
use super::score::Scored;
use crate::search::request::{Request, Sort};

/// How many candidates are looked at for each that is wanted, before more are.
const SHARE: usize = 8;

/// The kindred projects that fill the page after its hits; `matches` are in order of documents: those with a score
/// that are no matches, pass the filters and hold nothing excluded. Only in
/// order of relevance, and on the one page where the hits end.
pub fn page(matches: &[DocAddress], hits: usize, scored: &mut Scored, filters: &Filters<'_>, request: &Request) -> Vec<Place> {
    let first = request.limit.saturating_mul(request.page.saturating_sub(1));
    let ends_here = hits >= first && hits < first.saturating_add(request.limit) || hits == 0 && request.page == 1;
    let wanted = first.saturating_add(request.limit).saturating_sub(hits).min(request.limit);
    if !request.nearby || !ends_here || wanted == 0 || order::sort(request) != Sort::Relevance {
        return Vec::new();
    }
    let mut candidates: Vec<Place> = scored
        .scores()
        .filter(|(_, score)| **score > 0.0)
        .map(|(document, score)| Place { document, score: *score })
        .filter(|place| matches.binary_search(&place.document).is_err())
        .collect();
    let order = |a: &Place, b: &Place| b.score.total_cmp(&a.score).then(a.document.cmp(&b.document));
    let passes = |place: &Place| {
        let document = place.document;
        scored.is_wanted(document)
            && scored.has_required(document)
            && filters.in_scope(document)
            && filters.verdict(document) == Verdict::In
    };
    let mut places = Vec::with_capacity(wanted);
    // Few of them are wanted, so they are put in order a share at a time.
    while places.len() < wanted && !candidates.is_empty() {
        let share = (wanted * SHARE).min(candidates.len());
        if share < candidates.len() {
            candidates.select_nth_unstable_by(share, order);
        }
        let rest = candidates.split_off(share);
        candidates.sort_unstable_by(order);
        places.extend(candidates.into_iter().filter(passes).take(wanted - places.len()));
        candidates = rest;
    }
    places
}
