//! Every bug leaves a test named after it.

use fondsok::http::params::{SearchParams, pairs};

/// `fund=ESF%2B` was read as `ESF++`: a plus that was escaped is a plus already.
#[test]
fn an_escaped_plus_was_doubled() {
    let (params, _) = SearchParams::read(&pairs("fund=ESF%2B"), &["fund"], &[]);
    assert_eq!(params.selections[0].include, ["ESF+"]);
}
