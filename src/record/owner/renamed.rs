//! Bodies that carry another name today and are the same body all the same.
//!
//! The table (`index-schema/vocabulary/owner-renamed.tsv`) holds the county
//! councils, each of which became a region without becoming another body. A
//! *regionförbund* is not in it: it was a federation of its own with its own
//! organisation number, dissolved when its task went over to the region.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::vocabulary::table;
use super::normalised_name;

static RENAMED: LazyLock<HashMap<String, String>> =
    LazyLock::new(|| read(include_str!("../../../index-schema/vocabulary/owner-renamed.tsv")));

fn read(text: &str) -> HashMap<String, String> {
    let former = |row: table::Row| {
        let today = normalised_name(row.cell("name"));
        row.list("former").into_iter().map(move |name| (normalised_name(&name), today.clone()))
    };
    table::rows(text).flat_map(former).collect()
}

/// The normalised name that a body with this normalised name has today, where
/// it was renamed.
pub(super) fn name_today(normalised: &str) -> Option<&'static str> {
    RENAMED.get(normalised).map(String::as_str)
}

/// Whether a body with this normalised name has another one today.
pub(super) fn is_former(normalised: &str) -> bool {
    RENAMED.contains_key(normalised)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_county_council_is_a_region_today() {
        let today: std::collections::HashSet<&String> = RENAMED.values().collect();
        assert_eq!(today.len(), 21);
        assert!(RENAMED.values().all(|name| !RENAMED.contains_key(name)), "no chain of names");
        assert_eq!(name_today("västra götalands läns landsting"), Some("västra götalandsregionen"));
        assert_eq!(name_today("regionförbundet sörmland"), None);
    }
}
