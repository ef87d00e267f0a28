//! What the service says of itself: `/v1/api-info`, `/openapi.json`, health and robots.

use super::json::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::state::{AppState, Readiness};

/// The date of the API's version.
const RELEASED: &str = "2026-11-24";

/// What DIGG's REST profile asks an API to say of itself.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApiInfo {
    /// The API's name.
    pub api_name: &'static str,
    /// Its version.
    pub api_version: &'static str,
    /// When that version was released.
    pub api_released: &'static str,
    /// Where it is documented.
    pub api_documentation: String,
    /// `active` or `deprecated`.
    pub api_status: &'static str,
    /// The generation being served.
    pub generation: Option<String>,
    /// Projects in it.
    pub projects: Option<usize>,
    /// The newest date that its sources give.
    pub data_date: Option<String>,
}

/// Name, version and status of the API, and what it serves.
///
/// Uppgifter om API:et.
#[utoipa::path(get, path = "/v1/api-info", tag = "about", responses((status = 200, description = "The API", body = ApiInfo)))]
pub async fn api_info(State(state): State<AppState>) -> Json<ApiInfo> {
    let generation = state.backend.generation().ok();
    Json(ApiInfo {
        api_name: "fondsok",
        api_version: env!("CARGO_PKG_VERSION"),
        api_released: RELEASED,
        api_documentation: format!("{}/openapi.json", state.address.url),
        api_status: "active",
        projects: generation.as_ref().map(|generation| generation.projects),
        data_date: generation.as_ref().and_then(|generation| generation.data_date.clone()),
        generation: generation.map(|generation| generation.id),
    })
}

/// Whether the process lives.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `live`, `ready`, or why it is not.
    pub status: &'static str,
    /// What to do about it.
    pub hint: Option<&'static str>,
}

/// Whether the process answers at all.
#[utoipa::path(get, path = "/health/live", tag = "about", responses((status = 200, description = "It lives", body = Health)))]
pub async fn live() -> Response {
    uncached(StatusCode::OK, Health { status: "live", hint: None })
}

/// Whether searches are answered.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "about",
    responses(
        (status = 200, description = "Searches are answered", body = Health),
        (status = 503, description = "No index is served", body = Health),
    )
)]
pub async fn ready(State(state): State<AppState>) -> Response {
    let (status, word, hint) = match **state.readiness.load() {
        Readiness::Ready => (StatusCode::OK, "ready", None),
        Readiness::Nothing => (StatusCode::SERVICE_UNAVAILABLE, "nothing_published", Some("run: fondsok index PATH…")),
        Readiness::Rebuilding => (StatusCode::SERVICE_UNAVAILABLE, "rebuilding", Some("the index is being rebuilt; wait")),
        Readiness::Damaged => (StatusCode::SERVICE_UNAVAILABLE, "damaged", Some("run: fondsok check, then fondsok index PATH…")),
    };
    let mut response = uncached(status, Health { status: word, hint });
    if status != StatusCode::OK {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

fn uncached(status: StatusCode, health: Health) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(health)).into_response()
}

/// Filtered pages are for people, not for indexes; project pages are for both.
pub async fn robots() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "User-agent: *\nDisallow: /*?*q=\nDisallow: /v1/\n")
}
