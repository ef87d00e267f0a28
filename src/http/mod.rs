//! HTTP: parameters in, envelopes, problems and pages out.
//!
//! [`router`] is the contents page: every path and the file that answers it. A
//! handler is three moves: read the parameters, ask the backend, wrap the
//! answer. Nothing here knows an engine, and nothing to the left knows HTTP.

pub mod caching;
pub mod embed;
pub mod error;
mod headers;
mod info;
pub mod interpretation;
mod json;
mod moved;
pub mod named_views;
pub mod numbers;
mod openapi;
pub mod page;
mod pages;
mod parameters;
pub mod params;
pub mod projects;
pub mod scope;
pub mod server;
mod similar;
pub mod state;
mod suggest;
pub mod views;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use error::{Problem, ProblemKind};
use json::Json;
pub use state::{AppState, PublicAddress, Readiness};

/// The documented routes: a route of the API cannot be served without its entry in the document.
fn documented() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(openapi::frame())
        .routes(routes!(projects::search))
        .routes(routes!(projects::project))
        .routes(routes!(similar::similar))
        .routes(routes!(projects::facet))
        .routes(routes!(suggest::suggest))
        .routes(routes!(interpretation::interpret))
        .routes(routes!(named_views::view))
        .routes(routes!(info::api_info))
        .routes(routes!(info::live))
        .routes(routes!(info::ready))
}

/// The OpenAPI document of the API.
pub fn document() -> OpenApi {
    documented().into_openapi()
}

/// Every path that is served.
pub fn router(state: AppState) -> Router {
    let (api, document) = documented().split_for_parts();
    let document = Arc::new(openapi::served_at(document, &state.address.url));
    let routes = api
        .route("/openapi.json", get(move || async move { Json((*document).clone()) }))
        .route("/", get(pages::search))
        .route("/overview", get(pages::overview))
        .route("/help", get(pages::help))
        .route("/owners/{key}", get(pages::owner))
        .route("/projects/{id}", get(pages::project))
        .route("/static/{name}", get(pages::asset))
        .route("/robots.txt", get(info::robots))
        .route(page::links::EMBEDDED, get(embed::frame::framed))
        .route(page::links::CONFIGURE, get(embed::configure::configure))
        .route(page::links::PREVIEW_THEME, get(embed::configure::preview_theme))
        .merge(embed::module::routes())
        .fallback(not_found)
        .method_not_allowed_fallback(method_not_allowed);
    headers::around(routes).with_state(state)
}

/// Where the API is programs ask, elsewhere people do.
async fn not_found(State(state): State<AppState>, uri: Uri) -> Response {
    if headers::is_open(uri.path()) {
        return Problem::new(ProblemKind::NotFound, uri.path(), "no such resource; /openapi.json lists what there is").into_response();
    }
    pages::not_found(&state, &uri)
}

async fn method_not_allowed(uri: Uri) -> Problem {
    Problem::new(ProblemKind::MethodNotAllowed, uri.path(), "resources are read with GET or HEAD")
}
