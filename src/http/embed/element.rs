//! `<fondsok-search>`: the module that other sites load, compiled in.
//!
//! It stands at two addresses. The *moving* one gives whatever version is
//! served now, so a site that names it never has to change its page. The
//! *immutable* one names the version and never changes, so a site can pin its
//! bytes by their hash ([`integrity`]).
//!
//! What is served is the source in `web/embed/` without indentation and lines of
//! comment, which keeps it within [`LARGEST`] and needs no build step.

use std::sync::LazyLock;

use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::http::caching::is_known;
use crate::http::state::AppState;

const SOURCE: &str = include_str!("../../../web/embed/fondsok-search.js");
/// Bytes that the module may have, compressed: what embedders are promised.
pub const LARGEST: usize = 8 * 1024;

/// The address that moves with the versions.
pub const MOVING: &str = "/embed/v1/fondsok-search.js";
/// An hour, and a day more while the next version is fetched in the background.
const KEPT_AN_HOUR: &str = "public, max-age=3600, stale-while-revalidate=86400";
const KEPT_FOR_EVER: &str = "public, max-age=31536000, immutable";

static MODULE: LazyLock<String> =
    LazyLock::new(|| format!("// fondsok-search {}, MIT OR Apache-2.0\n{}", env!("CARGO_PKG_VERSION"), stripped(SOURCE)));
static INTEGRITY: LazyLock<String> = LazyLock::new(|| format!("sha384-{}", STANDARD.encode(Sha384::digest(MODULE.as_bytes()))));
static ETAG: LazyLock<String> =
    LazyLock::new(|| format!("W/\"{}\"", blake3::hash(MODULE.as_bytes()).to_hex().get(..16).unwrap_or_default()));

/// The routes of the module.
pub fn routes() -> Router<AppState> {
    Router::new().route(MOVING, get(moving)).route(&path(), get(immutable))
}

/// What a page pins the module's bytes by: `sha384-` and the hash in Base64, as Subresource Integrity has it.
pub fn integrity() -> &'static str {
    &INTEGRITY
}

/// The address of exactly this version, below the base path: `/embed/v0.1.0/fondsok-search.js`.
pub fn path() -> String {
    format!("/embed/v{}/fondsok-search.js", env!("CARGO_PKG_VERSION"))
}

async fn moving(headers: HeaderMap) -> Response {
    if is_known(&headers, &ETAG) {
        return opened(StatusCode::NOT_MODIFIED, KEPT_AN_HOUR);
    }
    opened(MODULE.as_str(), KEPT_AN_HOUR)
}

async fn immutable() -> Response {
    opened(MODULE.as_str(), KEPT_FOR_EVER)
}

/// The source without indentation, empty lines and lines that are only comment.
/// No line is looked into, so this is safe as long as no text of several lines
/// in the source has such a line; its only one is the stylesheet.
fn stripped(source: &str) -> String {
    let is_comment = |line: &str| line.starts_with("//") || (line.starts_with("/**") && line.ends_with("*/"));
    source.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line)).flat_map(|line| [line, "\n"]).collect()
}

/// An answer that any site may load as a script, also one with an embedder policy of its own.
fn opened(body: impl IntoResponse, kept: &'static str) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, kept),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
        (HeaderName::from_static("timing-allow-origin"), "*"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(tag) = HeaderValue::from_str(&ETAG) {
        headers.insert(header::ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_of_384_bits_and_the_path_names_the_version() {
        let bits = integrity().strip_prefix("sha384-").and_then(|hash| STANDARD.decode(hash).ok()).map(|hash| hash.len() * 8);
        assert_eq!(bits, Some(384));
        assert_eq!(path(), format!("/embed/v{}/fondsok-search.js", env!("CARGO_PKG_VERSION")));
        assert_ne!(path(), MOVING);
    }

    #[test]
    fn the_module_is_as_small_as_promised() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut gzip, MODULE.as_bytes()).expect("memory");
        let bytes = gzip.finish().expect("memory").len();
        assert!(bytes <= LARGEST, "{bytes}");
    }

    #[test]
    fn stripping_leaves_code_and_only_code() {
        assert_eq!(stripped("// a\n\n  /** b */\n  let c; // d\n"), "let c; // d\n");
        // A comment of several lines, or one inside the stylesheet, would be cut in the middle.
        assert!(SOURCE.matches("/*").count() == SOURCE.matches("/**").count());
        assert!(
            SOURCE.lines().filter(|line| line.contains("/**")).all(|line| line.trim_start().starts_with("/**") && line.ends_with("*/"))
        );
    }

    #[test]
    fn the_module_parses_no_markup_keeps_nothing_and_loads_nothing() {
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
            "Storage",
            "cookie",
            "import(",
            "@import",
            "url(",
        ] {
            assert!(!MODULE.contains(word), "{word}");
        }
    }
}
