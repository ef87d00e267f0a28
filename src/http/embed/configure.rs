//! `GET /embed/configure`: what an editor pastes, and the stylesheet of its preview.

use axum::extract::State;
use axum::http::{HeaderMap, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use crate::http::caching::{Kept, not_modified, tagged};
use crate::http::page::configure::{configure_page, configure_params, configure_request, preview_theme as theme};
use crate::http::pages::{asked, context, failed};
use crate::http::params::pairs;
use crate::http::projects::one;
use crate::http::state::AppState;

/// The configurator.
pub async fn configure(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    let asked = match asked(&state, &uri, &headers, false) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    if asked.known {
        return not_modified(&asked.tag, Kept::Page);
    }
    let request = configure_request(configure_params(&asked.params).request(&state.facets, (state.today)()));
    match one(&state, request).await {
        Ok(answer) => {
            let pairs = pairs(uri.query().unwrap_or_default());
            let page = configure_page(&context(&state, &asked), &pairs, &asked.params, &state.views, &answer);
            tagged(Html(page), &asked.tag, Kept::Page)
        }
        Err(error) => failed(&state, asked.manner, &error),
    }
}

/// The stylesheet of its preview: a style of its own in the page would break the page's policy.
pub async fn preview_theme(uri: Uri) -> Response {
    let css = theme(&pairs(uri.query().unwrap_or_default()));
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], css).into_response()
}
