//! ETags: an answer is the same as long as its generation, its question and the day are.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;

/// How long a browser or proxy may keep an answer without asking again.
const JSON: &str = "public, max-age=60, stale-while-revalidate=300";
/// A page is asked for again each time, and answered by its ETag.
const PAGE: &str = "no-cache";

/// What an answer may be kept as.
#[derive(Debug, Clone, Copy)]
pub enum Kept {
    /// JSON for programs.
    Json,
    /// A page for people.
    Page,
}

/// The ETag of an answer; weak, since compression changes the bytes. The day
/// is part of it because the status of projects follows from it, and so are the
/// program and its stylesheet, whose name stands in every page.
pub fn etag(generation: &str, question: &str, today: Date) -> String {
    let program = (env!("CARGO_PKG_VERSION"), super::page::stylesheet_name());
    let hash = blake3::hash(format!("{today}\n{program:?}\n{question}").as_bytes()).to_hex();
    format!("W/\"{generation}-{}\"", hash.get(..16).unwrap_or_default())
}

/// Whether the client has this answer already.
pub fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|tag| tag.trim() == "*" || bare(tag) == bare(etag))
}

/// An answer with its ETag.
pub fn tagged(response: impl IntoResponse, etag: &str, kept: Kept) -> Response {
    let mut response = response.into_response();
    let headers = response.headers_mut();
    if let Ok(value) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, value);
    }
    let keep = match kept {
        Kept::Json => JSON,
        Kept::Page => PAGE,
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

/// The answer that the client has already.
pub fn not_modified(etag: &str, kept: Kept) -> Response {
    tagged(StatusCode::NOT_MODIFIED, etag, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_weak_or_strong_and_in_a_list() {
        let tag = etag("g1", "/v1/projects?q=a", jiff::civil::date(2024, 1, 2));
        let known = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, HeaderValue::from_str(value).expect("a header"));
            is_known(&headers, &tag)
        };
        assert!(known(&tag) && known(&format!("\"x\", {tag}")) && known("*") && known(tag.trim_start_matches("W/")));
        assert!(!known("\"x\""));
        assert_ne!(tag, etag("g1", "/v1/projects?q=a", jiff::civil::date(2024, 1, 3)));
    }
}
