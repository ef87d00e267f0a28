//! What every handler can reach.

use std::sync::Arc;

use arc_swap::ArcSwap;
use jiff::civil::Date;

use super::named_views::Views;
use super::params::{InvalidParameter, Pair, SearchParams};
use crate::search::Backend;

/// What handlers are given.
#[derive(Clone)]
pub struct AppState {
    /// What answers searches.
    pub backend: Arc<dyn Backend>,
    /// Whether a generation is served, and why not.
    pub readiness: Arc<ArcSwap<Readiness>>,
    /// The names of the declared facets, in the order they are counted and shown in.
    pub facets: Arc<[&'static str]>,
    /// The day that `status` is seen from.
    pub today: Arc<dyn Fn() -> Date + Send + Sync>,
    /// Where the service is seen from outside.
    pub address: Arc<PublicAddress>,
    /// The named views.
    pub views: Arc<Views>,
}

impl AppState {
    /// Reads a search's parameters and looks their view up; `also` are further names, which others read.
    pub fn read(&self, pairs: &[Pair], also: &[&str]) -> (SearchParams, Vec<InvalidParameter>) {
        let (mut params, mut invalid) = SearchParams::read(pairs, &self.facets, also);
        invalid.extend(params.scope.look_up(&self.views));
        (params, invalid)
    }

    /// What is asked, for an ETag: the address, and what the configuration makes of it.
    pub fn question(&self, uri: &axum::http::Uri) -> String {
        format!("{uri} {}", self.views.fingerprint())
    }
}

/// Whether a generation is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readiness {
    /// It is.
    Ready,
    /// Nothing has been published.
    Nothing,
    /// It is being built anew for this version of the program.
    Rebuilding,
    /// What has been published is damaged.
    Damaged,
}

/// Where the service is seen from outside, behind a proxy or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAddress {
    /// The absolute address without a slash at the end.
    pub url: String,
    /// Its path without a slash at the end; empty at a host's root.
    pub base: String,
}

impl PublicAddress {
    /// The address of a URL such as `https://example.se/fondsok`.
    pub fn new(url: &str) -> Self {
        let url = url.trim_end_matches('/');
        let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
        let base = after_scheme.find('/').and_then(|at| after_scheme.get(at..)).unwrap_or_default();
        PublicAddress { url: url.to_owned(), base: base.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_path_behind_a_proxy() {
        assert_eq!(PublicAddress::new("https://example.se/fondsok/").base, "/fondsok");
        assert_eq!(PublicAddress::new("http://127.0.0.1:7700/").base, "");
    }
}
