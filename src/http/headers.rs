//! What surrounds every answer: compression, safety headers, CORS, and panics turned into problems.

use std::any::Any;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Version, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::error::{Problem, ProblemKind};
use super::state::AppState;

/// The policy of every page: nothing from anywhere else, nothing inline, and no text that a script could turn into markup.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                           form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
/// Who may have a page in a frame where its handler does not say.
const NOBODY: &str = "'none'";
/// The policy of everything that is no page.
const DATA_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// Who may have a page in a frame, as `frame-ancestors` takes it; a handler puts it into the response's extensions.
#[derive(Debug, Clone)]
pub struct FrameAncestors(pub String);

/// Headers of every answer.
const ALWAYS: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Puts the surroundings around the routes.
pub fn around(routes: Router<AppState>) -> Router<AppState> {
    routes.layer(CatchPanicLayer::custom(panicked)).layer(CompressionLayer::new()).layer(from_fn(surround))
}

async fn surround(request: Request, next: Next) -> Response {
    let open = is_open(request.uri().path());
    let hosts = request.headers().get_all(header::HOST).iter().count();
    if request.version() == Version::HTTP_11 && hosts != 1 && request.uri().host().is_none() {
        // RFC 9112, section 3.2; HTTP/1.0, as some health probes speak it, need not name one.
        let mut response = Problem::new(ProblemKind::BadRequest, request.uri().path(), "a request names exactly one Host").into_response();
        dress(&mut response, open);
        return response;
    }
    if open && request.method() == Method::OPTIONS {
        return preflight();
    }
    let mut response = next.run(request).await;
    dress(&mut response, open);
    response
}

/// Whether other sites may read a path: all of the API.
pub fn is_open(path: &str) -> bool {
    path == "/v1" || path.starts_with("/v1/") || path.starts_with("/health/") || path == "/openapi.json"
}

fn preflight() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    dress(&mut response, true);
    for (name, value) in [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, if-none-match"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn dress(response: &mut Response, open: bool) {
    let ancestors = response.extensions().get::<FrameAncestors>().map(|ancestors| ancestors.0.clone());
    let is_not_modified = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let framed = ancestors.is_some();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let of_page = || format!("{PAGE_POLICY}; frame-ancestors {}", ancestors.as_deref().unwrap_or(NOBODY));
    let policy = is_page.then(of_page).and_then(|policy| HeaderValue::from_str(&policy).ok());
    let policy = policy.unwrap_or(HeaderValue::from_static(DATA_POLICY));
    // A browser puts the headers of a 304 in the place of those it has kept (RFC 9111, section 3.2),
    // and a 304 does not say that it is a page: the kept policy stays.
    if !is_not_modified {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if open {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, Retry-After"));
        headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
        headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    } else if framed {
        // A page that lets nothing in but what allows it needs this of its frames (`Cross-Origin-Embedder-Policy`).
        headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    } else {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
}

/// A panic is a fault of ours: the client reads a problem, the log its place.
fn panicked(reason: Box<dyn Any + Send + 'static>) -> Response {
    let reason = reason.downcast_ref::<String>().map(String::as_str).or_else(|| reason.downcast_ref::<&str>().copied());
    tracing::error!(reason = reason.unwrap_or("unknown"), "a handler panicked");
    Problem::new(ProblemKind::Internal, "", "the fault is ours and has been logged").into_response()
}
