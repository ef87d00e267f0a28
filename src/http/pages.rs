//! The pages' handlers: `/`, `/overview`, `/projects/{id}`, `/owners/{key}` and what they are dressed in.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use super::caching::{Kept, etag, is_known, not_modified, tagged};
use super::moved::moved;
use super::page::{self, MessageKind, PageContext, Tongue};
use super::params::{DEEPEST, Pair, SearchParams, pairs};
use super::projects::one;
use super::state::{AppState, Readiness};
use crate::search::{GenerationInfo, SearchError};

/// Similar projects on a project's page.
const SIMILAR: usize = 5;

/// The search page.
pub async fn search(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    let Asked { pairs, tongue, generation, tag, known } = match asked(&state, &uri, &headers) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    if known {
        return not_modified(&tag, Kept::Page);
    }
    // A page goes on with what it understands: links gather names of all kinds.
    let (params, ignored) = SearchParams::read(&pairs, &state.facets, &["lang"]);
    let request = page::search_request(&params, params.request(&state.facets, (state.today)()));
    match one(&state, request).await {
        Ok(answer) => {
            let html = page::search_page(&context(&state, tongue, &generation), &params, &answer, &ignored);
            tagged(Html(html), &tag, Kept::Page)
        }
        Err(error) => failed(&state, tongue, &error),
    }
}

/// The overview of a search.
pub async fn overview(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    let Asked { pairs, tongue, generation, tag, known } = match asked(&state, &uri, &headers) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    if known {
        return not_modified(&tag, Kept::Page);
    }
    let (params, _) = SearchParams::read(&pairs, &state.facets, &["lang"]);
    let request = page::overview_request(params.request(&state.facets, (state.today)()));
    match one(&state, request).await {
        Ok(answer) => tagged(Html(page::overview_page(&context(&state, tongue, &generation), &params, &answer)), &tag, Kept::Page),
        Err(error) => failed(&state, tongue, &error),
    }
}

/// An owner's page.
pub async fn owner(State(state): State<AppState>, uri: Uri, headers: HeaderMap, key: Result<Path<String>, PathRejection>) -> Response {
    let Asked { pairs, tongue, generation, tag, known } = match asked(&state, &uri, &headers) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    let Ok(Path(key)) = key else { return not_found(&state, &uri) };
    let (params, _) = SearchParams::read(&pairs, &state.facets, &["lang"]);
    let page = params.page.clamp(1, DEEPEST / page::PROJECTS_OF_OWNER);
    let everything = SearchParams::default().request(&state.facets, (state.today)());
    match one(&state, page::owner_request(&key, page, everything)).await {
        Ok(answer) if !page::is_owner(&answer, &key) => not_found(&state, &uri),
        Ok(_) if known => not_modified(&tag, Kept::Page),
        Ok(answer) => tagged(Html(page::owner_page(&context(&state, tongue, &generation), &key, page, &answer)), &tag, Kept::Page),
        Err(error) => failed(&state, tongue, &error),
    }
}

/// The help page.
pub async fn help(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    let Asked { tongue, generation, tag, known, .. } = match asked(&state, &uri, &headers) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    if known {
        not_modified(&tag, Kept::Page)
    } else {
        tagged(Html(page::help_page(&context(&state, tongue, &generation))), &tag, Kept::Page)
    }
}

/// A project's page.
pub async fn project(State(state): State<AppState>, uri: Uri, headers: HeaderMap, id: Result<Path<String>, PathRejection>) -> Response {
    let Asked { tongue, generation, tag, known, .. } = match asked(&state, &uri, &headers) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    let Ok(Path(id)) = id else { return not_found(&state, &uri) };
    let similar = state.backend.similar(id.clone(), SIMILAR).await;
    match state.backend.project(id.clone()).await {
        Ok(Some(project)) if project.id != id => moved(&state.address, &uri, &project.id),
        Ok(Some(_)) if known => not_modified(&tag, Kept::Page),
        Ok(Some(project)) => {
            // A project's page is worth showing without its neighbours.
            let similar = similar.ok().flatten().unwrap_or_default();
            tagged(Html(page::project_page(&context(&state, tongue, &generation), &project, &similar)), &tag, Kept::Page)
        }
        Ok(None) => not_found(&state, &uri),
        Err(error) => failed(&state, tongue, &error),
    }
}

/// What every page needs to know of its request.
struct Asked {
    pairs: Vec<Pair>,
    tongue: Tongue,
    generation: GenerationInfo,
    tag: String,
    /// Whether the browser has the page already.
    known: bool,
}

/// Reads a page's request; the answer itself where no generation is served.
fn asked(state: &AppState, uri: &Uri, headers: &HeaderMap) -> Result<Asked, Box<Response>> {
    let pairs = pairs(uri.query().unwrap_or_default());
    let tongue = tongue(&pairs);
    let generation = state.backend.generation().map_err(|error| Box::new(failed(state, tongue, &error)))?;
    let tag = etag(&generation.id, &uri.to_string(), (state.today)());
    let known = is_known(headers, &tag);
    Ok(Asked { pairs, tongue, generation, tag, known })
}

/// The stylesheet, the script and the icon; their names change with their content, so they are kept for ever.
pub async fn asset(State(state): State<AppState>, uri: Uri, name: Result<Path<String>, PathRejection>) -> Response {
    const FOREVER: &str = "public, max-age=31536000, immutable";
    let name = name.map(|Path(name)| name).unwrap_or_default();
    match page::asset(&name) {
        Some((media_type, content)) => ([(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, FOREVER)], content).into_response(),
        None => not_found(&state, &uri),
    }
}

/// The page of an address that leads nowhere.
pub fn not_found(state: &AppState, uri: &Uri) -> Response {
    let tongue = tongue(&pairs(uri.query().unwrap_or_default()));
    message(state, tongue, StatusCode::NOT_FOUND, MessageKind::NotFound)
}

fn failed(state: &AppState, tongue: Tongue, error: &SearchError) -> Response {
    let rebuilding = **state.readiness.load() == Readiness::Rebuilding;
    let kind = match error {
        SearchError::Unavailable(_) => MessageKind::Unavailable { rebuilding },
        _ => MessageKind::Failed,
    };
    let mut response = message(state, tongue, StatusCode::SERVICE_UNAVAILABLE, kind);
    response.headers_mut().insert(header::RETRY_AFTER, axum::http::HeaderValue::from_static("5"));
    response
}

fn message(state: &AppState, tongue: Tongue, status: StatusCode, kind: MessageKind) -> Response {
    let html = page::message_page(&state.address.base, tongue, status.as_u16(), kind);
    (status, [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response()
}

fn tongue(pairs: &[Pair]) -> Tongue {
    let english = pairs.iter().any(|pair| pair.name == "lang" && pair.value == "en");
    if english { Tongue::English } else { Tongue::Swedish }
}

fn context<'a>(state: &'a AppState, tongue: Tongue, generation: &'a GenerationInfo) -> PageContext<'a> {
    PageContext { tongue, base: &state.address.base, public_url: &state.address.url, generation }
}
