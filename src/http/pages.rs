//! The pages' handlers: `/`, `/overview`, `/projects/{id}`, `/owners/{key}` and what they are dressed in.

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use super::caching::{Kept, etag, is_known, not_modified, tagged};
use super::moved::moved;
use super::page::{self, Embedded, Manner, MessageKind, PageContext, PageScope, Tongue};
use super::params::{DEEPEST, InvalidParameter, Pair, SearchParams, pairs};
use super::projects::one;
use super::scope::SCOPE_NAMES;
use super::state::{AppState, Readiness};
use crate::search::{GenerationInfo, SearchError};

/// Similar projects on a project's page.
const SIMILAR: usize = 5;

/// Parameters that are no search's: those of pages. No facet may have one of these names.
const OWN_NAMES: [&str; 6] = ["lang", "layout", "embed_lang", "accent", "ground", "label"];

/// The search page.
pub async fn search(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    match asked(&state, &uri, &headers, false) {
        Ok(asked) => searched(&state, &asked).await,
        Err(response) => *response,
    }
}

/// The page of a search, alone or in another site's frame.
pub(super) async fn searched(state: &AppState, asked: &Asked) -> Response {
    if asked.known {
        return not_modified(&asked.tag, Kept::Page);
    }
    let Asked { params, ignored, tag, .. } = asked;
    let request = page::search_request(params, params.request(&state.facets, (state.today)()));
    match one(state, request).await {
        Ok(answer) => tagged(Html(page::search_page(&context(state, asked), params, &answer, ignored)), tag, Kept::Page),
        Err(error) => failed(state, asked.manner, &error),
    }
}

/// The overview of a search.
pub async fn overview(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    let asked = match asked(&state, &uri, &headers, false) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    if asked.known {
        return not_modified(&asked.tag, Kept::Page);
    }
    let request = page::overview_request(asked.params.request(&state.facets, (state.today)()));
    match one(&state, request).await {
        Ok(answer) => tagged(Html(page::overview_page(&context(&state, &asked), &asked.params, &answer)), &asked.tag, Kept::Page),
        Err(error) => failed(&state, asked.manner, &error),
    }
}

/// An owner's page.
pub async fn owner(State(state): State<AppState>, uri: Uri, headers: HeaderMap, key: Result<Path<String>, PathRejection>) -> Response {
    let asked = match asked(&state, &uri, &headers, false) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    let Ok(Path(key)) = key else { return not_found(&state, &uri) };
    let page = asked.params.page.clamp(1, DEEPEST / page::PROJECTS_OF_OWNER);
    let everything = SearchParams { scope: asked.params.scope.clone(), ..SearchParams::default() };
    let request = page::owner_request(&key, page, everything.request(&state.facets, (state.today)()));
    match one(&state, request).await {
        Ok(answer) if !page::is_owner(&answer, &key) => not_found(&state, &uri),
        Ok(_) if asked.known => not_modified(&asked.tag, Kept::Page),
        Ok(answer) => tagged(Html(page::owner_page(&context(&state, &asked), &key, page, &answer)), &asked.tag, Kept::Page),
        Err(error) => failed(&state, asked.manner, &error),
    }
}

/// The help page.
pub async fn help(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    match asked(&state, &uri, &headers, false) {
        Ok(asked) if asked.known => not_modified(&asked.tag, Kept::Page),
        Ok(asked) => tagged(Html(page::help_page(&context(&state, &asked))), &asked.tag, Kept::Page),
        Err(response) => *response,
    }
}

/// A project's page.
pub async fn project(State(state): State<AppState>, uri: Uri, headers: HeaderMap, id: Result<Path<String>, PathRejection>) -> Response {
    let asked = match asked(&state, &uri, &headers, false) {
        Ok(asked) => asked,
        Err(response) => return *response,
    };
    let Ok(Path(id)) = id else { return not_found(&state, &uri) };
    let scope = asked.params.scope.filter();
    let similar = state.backend.similar(id.clone(), scope.clone(), SIMILAR).await;
    match state.backend.project(id.clone(), scope).await {
        Ok(Some(project)) if project.id != id => moved(&state.address, &uri, &project.id),
        Ok(Some(_)) if asked.known => not_modified(&asked.tag, Kept::Page),
        Ok(Some(project)) => {
            // A project's page is worth showing without its neighbours.
            let similar = similar.ok().flatten().unwrap_or_default();
            tagged(Html(page::project_page(&context(&state, &asked), &project, &similar)), &asked.tag, Kept::Page)
        }
        Ok(None) => not_found(&state, &uri),
        Err(error) => failed(&state, asked.manner, &error),
    }
}

/// What every page needs to know of its request.
pub(super) struct Asked {
    pub params: SearchParams,
    /// What could not be used: a page goes on with what it understands, since links gather names of all kinds.
    ignored: Vec<InvalidParameter>,
    pub manner: Manner,
    generation: GenerationInfo,
    scope: PageScope,
    embedded: Option<Embedded>,
    pub tag: String,
    /// Whether the browser has the page already.
    pub known: bool,
}

/// Reads a page's request; the answer itself where no generation is served, or
/// where its scope cannot be read: without it the page would show more than the site has chosen to.
pub(super) fn asked(state: &AppState, uri: &Uri, headers: &HeaderMap, embedded: bool) -> Result<Asked, Box<Response>> {
    let pairs = pairs(uri.query().unwrap_or_default());
    let (mut params, ignored) = state.read(&pairs, &OWN_NAMES);
    let tongue = if embedded { Embedded::tongue(&pairs, params.scope.known_view()) } else { tongue(&pairs) };
    let manner = Manner { tongue, embedded };
    let generation = state.backend.generation().map_err(|error| Box::new(failed(state, manner, &error)))?;
    if ignored.iter().any(|fault| SCOPE_NAMES.contains(&fault.name.as_str())) {
        return Err(Box::new(message(state, manner, StatusCode::BAD_REQUEST, MessageKind::UnreadableScope)));
    }
    let embedded = embedded.then(|| Embedded::read(&pairs, &mut params));
    let label = |facet: &str, value: &str| {
        let named = state.backend.value(facet, value);
        named.map_or_else(|_| value.to_owned(), |named| tongue.pick(&named.label_sv, &named.label_en).to_owned())
    };
    let scope = PageScope::new(&params.scope, tongue, &label);
    let tag = etag(&generation.id, &state.question(uri), (state.today)());
    let known = is_known(headers, &tag);
    Ok(Asked { params, ignored, manner, generation, scope, embedded, tag, known })
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
    let manner = Manner { tongue: tongue(&pairs(uri.query().unwrap_or_default())), embedded: false };
    message(state, manner, StatusCode::NOT_FOUND, MessageKind::NotFound)
}

pub(super) fn failed(state: &AppState, manner: Manner, error: &SearchError) -> Response {
    let rebuilding = **state.readiness.load() == Readiness::Rebuilding;
    let kind = match error {
        SearchError::Unavailable(_) => MessageKind::Unavailable { rebuilding },
        _ => MessageKind::Failed,
    };
    let mut response = message(state, manner, StatusCode::SERVICE_UNAVAILABLE, kind);
    response.headers_mut().insert(header::RETRY_AFTER, axum::http::HeaderValue::from_static("5"));
    response
}

fn message(state: &AppState, manner: Manner, status: StatusCode, kind: MessageKind) -> Response {
    let html = page::message_page(&state.address.base, manner, status.as_u16(), kind);
    (status, [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response()
}

fn tongue(pairs: &[Pair]) -> Tongue {
    let english = pairs.iter().any(|pair| pair.name == "lang" && pair.value == "en");
    if english { Tongue::English } else { Tongue::Swedish }
}

pub(super) fn context<'a>(state: &'a AppState, asked: &'a Asked) -> PageContext<'a> {
    PageContext {
        tongue: asked.manner.tongue,
        base: &state.address.base,
        public_url: &state.address.url,
        generation: &asked.generation,
        scope: &asked.scope,
        embedded: asked.embedded.as_ref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::fields::Fields;

    /// The configurator's `language` once hid the facet of that name from every page.
    #[test]
    fn no_parameter_of_a_page_hides_a_facet() {
        assert!(Fields::bundled().facets().all(|facet| !OWN_NAMES.contains(&facet.name.as_str())));
    }
}
