//! The modules that other sites load, compiled in: `<fondsok-search>`, and the
//! one that gives the frame its height.
//!
//! Each stands at two addresses. The *moving* one gives whatever version is
//! served now, so a site that names it never has to change its page. The
//! *immutable* one names the version and never changes, so a site can pin its
//! bytes by their hash ([`Module::integrity`]).
//!
//! What is served is the source in `web/embed/` without indentation and lines of
//! comment, which keeps it small and needs no build step.

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

/// An hour, and a day more while the next version is fetched in the background.
const KEPT_AN_HOUR: &str = "public, max-age=3600, stale-while-revalidate=86400";
const KEPT_FOR_EVER: &str = "public, max-age=31536000, immutable";

/// The element.
pub static ELEMENT: LazyLock<Module> =
    LazyLock::new(|| Module::new("fondsok-search", include_str!("../../../web/embed/fondsok-search.js")));
/// What a page around the frame loads, so that the frame is as high as what stands in it.
pub static HEIGHT: LazyLock<Module> = LazyLock::new(|| Module::new("fondsok-height", include_str!("../../../web/embed/fondsok-height.js")));

/// A module for other sites.
pub struct Module {
    name: &'static str,
    served: String,
    integrity: String,
    etag: String,
}

impl Module {
    fn new(name: &'static str, source: &str) -> Module {
        let served = format!("// {name} {}, MIT OR Apache-2.0\n{}", env!("CARGO_PKG_VERSION"), stripped(source));
        let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(served.as_bytes())));
        let etag = format!("W/\"{}\"", blake3::hash(served.as_bytes()).to_hex().get(..16).unwrap_or_default());
        Module { name, served, integrity, etag }
    }

    /// What a page pins the module's bytes by: `sha384-` and the hash in Base64, as Subresource Integrity has it.
    pub fn integrity(&self) -> &str {
        &self.integrity
    }

    /// The address that moves with the versions, below the base path: `/embed/v1/fondsok-search.js`.
    pub fn moving(&self) -> String {
        format!("/embed/v1/{}.js", self.name)
    }

    /// The address of exactly this version: `/embed/v0.1.0/fondsok-search.js`.
    pub fn immutable(&self) -> String {
        format!("/embed/v{}/{}.js", env!("CARGO_PKG_VERSION"), self.name)
    }

    async fn answer_moving(&self, headers: HeaderMap) -> Response {
        let known = is_known(&headers, &self.etag);
        if known { self.opened(StatusCode::NOT_MODIFIED, KEPT_AN_HOUR) } else { self.opened(self.served.clone(), KEPT_AN_HOUR) }
    }

    async fn answer_immutable(&self) -> Response {
        self.opened(self.served.clone(), KEPT_FOR_EVER)
    }

    /// An answer that any site may load as a script, also one with an embedder policy of its own.
    fn opened(&self, body: impl IntoResponse, kept: &'static str) -> Response {
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
        if let Ok(tag) = HeaderValue::from_str(&self.etag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }
}

/// The routes of the modules.
pub fn routes() -> Router<AppState> {
    let routes = |routes: Router<AppState>, module: &'static Module| {
        routes
            .route(&module.moving(), get(move |headers| module.answer_moving(headers)))
            .route(&module.immutable(), get(move || module.answer_immutable()))
    };
    routes(routes(Router::new(), &ELEMENT), &HEIGHT)
}

/// The source without indentation, empty lines and lines that are only comment.
/// No line is looked into, so this is safe as long as no text of several lines
/// in the source has such a line; the only one is the element's stylesheet.
fn stripped(source: &str) -> String {
    let is_comment = |line: &str| line.starts_with("//") || (line.starts_with("/**") && line.ends_with("*/"));
    source.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line)).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that a module may have, compressed: what embedders are promised.
    const LARGEST: [(&LazyLock<Module>, usize); 2] = [(&ELEMENT, 8 * 1024), (&HEIGHT, 1024)];

    #[test]
    fn the_hash_is_of_384_bits_and_the_path_names_the_version() {
        let bits = ELEMENT.integrity().strip_prefix("sha384-").and_then(|hash| STANDARD.decode(hash).ok()).map(|hash| hash.len() * 8);
        assert_eq!(bits, Some(384));
        assert_eq!(ELEMENT.immutable(), format!("/embed/v{}/fondsok-search.js", env!("CARGO_PKG_VERSION")));
        assert_eq!(HEIGHT.moving(), "/embed/v1/fondsok-height.js");
        assert_ne!(ELEMENT.integrity(), HEIGHT.integrity());
    }

    #[test]
    fn the_modules_are_as_small_as_promised() {
        for (module, largest) in LARGEST {
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            std::io::Write::write_all(&mut gzip, module.served.as_bytes()).expect("memory");
            let bytes = gzip.finish().expect("memory").len();
            assert!(bytes <= largest, "{}: {bytes}", module.name);
        }
    }

    #[test]
    fn stripping_leaves_code_and_only_code() {
        assert_eq!(stripped("// a\n\n  /** b */\n  let c; // d\n"), "let c; // d\n");
        // A comment of several lines, or one inside the stylesheet, would be cut in the middle.
        for source in [include_str!("../../../web/embed/fondsok-search.js"), include_str!("../../../web/embed/fondsok-height.js")] {
            assert!(source.matches("/*").count() == source.matches("/**").count());
            let comments = || source.lines().filter(|line| line.contains("/**"));
            assert!(comments().all(|line| line.trim_start().starts_with("/**") && line.ends_with("*/")));
        }
    }

    #[test]
    fn the_modules_parse_no_markup_keep_nothing_and_load_nothing() {
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
            for module in [&ELEMENT, &HEIGHT] {
                assert!(!module.served.contains(word), "{}: {word}", module.name);
            }
        }
    }
}
