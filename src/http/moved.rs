//! Where a project is now that is asked for under an id it had before.
//!
//! Ids are in links and citations of other sites. When sources are merged a
//! project may get another one; the record keeps the former, and whoever asks
//! for it is sent on.

use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::state::PublicAddress;

/// What is encoded of an id; most ids are letters, digits and hyphens.
const SEGMENT: AsciiSet = NON_ALPHANUMERIC.remove(b'-');

/// Sends a request for `…/{former id}` on to `…/{id}`, with its query.
pub fn moved(address: &PublicAddress, asked: &Uri, id: &str) -> Response {
    let folder = asked.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    let query = asked.query().map(|query| format!("?{query}")).unwrap_or_default();
    let location = format!("{}{folder}/{}{query}", address.base, utf8_percent_encode(id, &SEGMENT));
    // The next generation may give the id to another project: nobody is to remember this.
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location), (header::CACHE_CONTROL, "no-cache".to_owned())]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_query_and_the_base_path_are_kept() {
        let address = PublicAddress::new("https://example.se/fondsok");
        let response = moved(&address, &Uri::from_static("/projects/bron-2019?lang=en"), "bron");
        assert_eq!(response.status(), 308);
        assert_eq!(response.headers()[header::LOCATION], "/fondsok/projects/bron?lang=en");
    }
}
