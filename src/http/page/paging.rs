//! Orders and pages: the links around a list of hits.

use super::format::number;
use super::links::{Links, changed, is_linkable};
use super::texts::Texts;
use crate::http::params::{DEEPEST, SearchParams};
use crate::search::Sort;

/// Pages that are linked on each side of the one shown.
const AROUND: usize = 2;

/// An order of the hits.
pub struct SortLink {
    /// The search in this order.
    pub href: String,
    /// What it is called.
    pub label: &'static str,
    /// Whether the hits are in it.
    pub current: bool,
}

/// A page of the hits.
pub struct PageLink {
    /// Its address.
    pub href: String,
    /// Its number, or where it lies.
    pub label: String,
    /// `prev` or `next`.
    pub rel: Option<&'static str>,
    /// Whether it is the one shown.
    pub current: bool,
    /// Whether the label is a number.
    pub numbered: bool,
}

/// The orders to choose from: the usual ones, and the one the hits are in.
pub fn sorts(params: &SearchParams, links: &Links<'_>, t: &Texts) -> Vec<SortLink> {
    if !is_linkable(params) {
        return Vec::new();
    }
    let asked = !params.q.trim().is_empty();
    let usual = if asked { Sort::Relevance } else { Sort::StartDescending };
    let current = params.sort.unwrap_or(usual);
    [
        (Sort::Relevance, t.sort_relevance, asked),
        (Sort::StartDescending, t.sort_newest, true),
        (Sort::Start, t.sort_oldest, false),
        (Sort::GrantedDescending, t.sort_largest, true),
        (Sort::Granted, t.sort_smallest, false),
        (Sort::Name, t.sort_name, true),
        (Sort::NameDescending, t.sort_name_down, false),
    ]
    .into_iter()
    .filter(|(sort, _, offered)| *offered || *sort == current)
    .map(|(sort, label, _)| {
        let href = links.search(&changed(params, |params| params.sort = (sort != usual).then_some(sort)));
        SortLink { href, label, current: sort == current }
    })
    .collect()
}

/// The last page that can be shown.
pub fn last_page(params: &SearchParams, total: usize) -> usize {
    match params.limit {
        0 => 1,
        limit => total.min(DEEPEST / limit * limit).div_ceil(limit).max(1),
    }
}

/// The pages to choose from, none where there is only one.
pub fn pages(params: &SearchParams, total: usize, links: &Links<'_>, t: &Texts) -> Vec<PageLink> {
    let last = last_page(params, total);
    if last == 1 && params.page == 1 || params.limit == 0 || !is_linkable(params) {
        return Vec::new();
    }
    let here = params.page;
    // A page beyond the last leads back to the last.
    let near = here.min(last);
    let (from, to) = (near.saturating_sub(AROUND).max(1), (near + AROUND).min(last));
    let to_page = |page: usize| links.search(&SearchParams { page, ..params.clone() });
    let named = |page, label: &str, rel| PageLink { href: to_page(page), label: label.to_owned(), rel, current: false, numbered: false };
    let mut pages = Vec::new();
    if from > 1 {
        pages.push(named(1, t.first_page, None));
    }
    if here > 1 {
        pages.push(named((here - 1).min(last), t.previous, Some("prev")));
    }
    pages.extend((from..=to).map(|page| PageLink {
        href: to_page(page),
        label: number(page),
        rel: None,
        current: page == here,
        numbered: true,
    }));
    if here < last {
        pages.push(named(here + 1, t.next, Some("next")));
    }
    if to < last {
        pages.push(named(last, t.last_page, None));
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::page::Tongue;

    fn check(page: usize, limit: usize, total: usize, expected: &str) {
        let params = SearchParams { page, limit, ..SearchParams::default() };
        let shown = pages(&params, total, &Links::new("", Tongue::Swedish), Texts::of(Tongue::Swedish));
        let labels = shown.iter().map(|page| if page.current { format!("[{}]", page.label) } else { page.label.clone() });
        assert_eq!(labels.collect::<Vec<_>>().join(" ").replace('\u{a0}', ""), expected);
    }

    #[test]
    fn pages_around_the_one_shown() {
        check(1, 20, 20, "");
        check(1, 0, 20, "");
        check(1, 20, 21, "[1] 2 Nästa");
        check(5, 20, 200, "Första Föregående 3 4 [5] 6 7 Nästa Sista");
        check(10, 20, 200, "Första Föregående 8 9 [10]");
        check(40, 20, 60, "Föregående 1 2 3");
        check(500, 20, 50_000, "Första Föregående 498 499 [500]");
        check(142, 70, 50_000, "Första Föregående 140 141 [142]");
    }

    #[test]
    fn relevance_is_offered_for_a_query() {
        let labels = |q: &str, sort| {
            let params = SearchParams { q: q.into(), sort, ..SearchParams::default() };
            let sorts = sorts(&params, &Links::new("", Tongue::English), Texts::of(Tongue::English));
            sorts.iter().map(|sort| (sort.label, sort.current)).collect::<Vec<_>>()
        };
        assert_eq!(labels("x", None).first(), Some(&("Relevance", true)));
        assert_eq!(labels(" ", None).first(), Some(&("Newest first", true)));
        assert!(labels("x", Some(Sort::Granted)).contains(&("Smallest amount", true)));
    }
}
