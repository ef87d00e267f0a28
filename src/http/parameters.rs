//! The search's parameters as the OpenAPI document shows them. They are read in
//! `params`; a test holds the two together.

use utoipa::IntoParams;

/// The parameters of a search. All are optional; an empty value is as if absent.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct SearchParameters {
    /// What to search for; never an error. `"a phrase"`, `-without`.
    #[param(example = "kompetensutveckling")]
    q: Option<String>,
    /// Fund; repeat for any of them, a leading `-` excludes. A value, its label or an alias.
    #[param(example = json!(["ESF+"]))]
    fund: Option<Vec<String>>,
    /// ESF and ERDF area (NUTS 2), `SE` for the whole country.
    region: Option<Vec<String>>,
    /// County (län).
    county: Option<Vec<String>>,
    /// Municipality (kommun).
    municipality: Option<Vec<String>>,
    /// Owner: the key, or the name.
    owner: Option<Vec<String>>,
    /// `coming`, `ongoing` or `ended`, seen from today.
    status: Option<Vec<String>>,
    /// Programming period.
    period: Option<Vec<String>>,
    /// Programme area.
    programme_area: Option<Vec<String>>,
    /// Language of the description, ISO 639-1.
    language: Option<Vec<String>>,
    /// The kind of source.
    source: Option<Vec<String>>,
    /// Least granted, whole kronor, inclusive.
    granted_min: Option<i64>,
    /// Most granted, whole kronor, inclusive.
    granted_max: Option<i64>,
    /// Earliest start, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a partial date matches where it overlaps.
    start_from: Option<String>,
    /// Latest start.
    start_to: Option<String>,
    /// `relevance` (default with `q`), `start`, `-start` (default without), `granted`, `-granted`, `name`, `-name`.
    sort: Option<String>,
    /// Projects a page.
    #[param(minimum = 0, maximum = 100, default = 20)]
    limit: Option<usize>,
    /// The page, from 1; `limit` × `page` is at most 10 000.
    #[param(minimum = 1, default = 1)]
    page: Option<usize>,
    /// Whether kindred projects may fill the last page: `1` or `0`.
    nearby: Option<String>,
    /// The facets to count, repeated or separated by commas, or `none`; `granted` and `start` are counted into `ranges`.
    facets: Option<Vec<String>>,
    /// Values a facet.
    #[param(minimum = 0, maximum = 1000, default = 20)]
    facet_limit: Option<usize>,
    /// The order of values: `count` or `label`.
    facet_sort: Option<String>,
}

/// What to look for inside a facet.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub struct ContainsParameter {
    /// Only values whose label contains this, ignoring case and accents.
    contains: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::super::params::{SearchParams, pairs};
    use super::*;
    use crate::index::fields::Fields;

    #[test]
    fn the_document_names_exactly_what_is_read() {
        let facets: Vec<&str> = Fields::bundled().facets().map(|f| f.name.as_str()).collect();
        let documented = SearchParameters::into_params(|| None);
        assert_eq!(documented.len(), 12 + facets.len());
        for parameter in documented {
            let value = match parameter.name.as_str() {
                "granted_min" | "granted_max" | "limit" | "page" | "facet_limit" | "nearby" => "1",
                "start_from" | "start_to" => "2023",
                "sort" => "name",
                "facets" => "none",
                "facet_sort" => "label",
                _ => "x",
            };
            let (_, invalid) = SearchParams::read(&pairs(&format!("{}={value}", parameter.name)), &facets, &[]);
            assert_eq!(invalid, [], "{}", parameter.name);
        }
    }
}
