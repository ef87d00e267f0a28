//! `GET /v1/projects`, `/v1/projects/{id}` and `/v1/facets/{name}`.

use super::json::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;

use super::caching::{Kept, etag, is_known, not_modified, tagged};
use super::error::{Problem, ProblemKind};
use super::moved::moved;
use super::parameters::{ContainsParameter, ScopeParameters, SearchParameters};
use super::params::{Pair, SearchParams, pairs};
use super::scope::{SCOPE_NAMES, Scope};
use super::state::AppState;
use super::views::{FacetView, SearchView};
use crate::record::Project;
use crate::search::{Answer, FacetRequest, Request, SearchError};

/// Searches projects and counts facets.
///
/// Sök bland projekten; en tom sökning ger alla, de nyaste först. An empty
/// query lists everything, newest first. Known limits: `limit` × `page` is at
/// most 10 000; an export has no limit.
#[utoipa::path(
    get,
    path = "/v1/projects",
    tag = "projects",
    params(SearchParameters),
    responses(
        (status = 200, description = "The projects that match", body = SearchView),
        (status = 304, description = "The answer is the one that If-None-Match names"),
        (status = 400, description = "A parameter is unknown or malformed", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No index is served, or too many searches run", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn search(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let params = read(&state, &uri, &[])?.0;
    let tag = tag_of(&state, &uri)?;
    if is_known(&headers, &tag) {
        return Ok(not_modified(&tag, Kept::Json));
    }
    let view = search_view(&state, &params).await.map_err(|error| Problem::of_search(&error, uri.path()))?;
    Ok(tagged(Json(view), &tag, Kept::Json))
}

/// The project of an id.
///
/// Ett projekt, hela posten. The record itself, as in a search's `projects`. With a scope, only a project that lies in it.
#[utoipa::path(
    get,
    path = "/v1/projects/{id}",
    tag = "projects",
    params(("id" = String, Path, description = "The project's id"), ScopeParameters),
    responses(
        (status = 200, description = "The project", body = Project),
        (status = 308, description = "The project has another id by now; `Location` has its address"),
        (status = 404, description = "No project has this id", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No index is served", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn project(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let not_found = || Problem::new(ProblemKind::NotFound, uri.path(), "no project has this id");
    let Ok(Path(id)) = id else { return Err(not_found()) };
    // Looked up first: what does not exist is not known to the client either.
    let found = state
        .backend
        .project(id.clone(), scope_of(&state, &uri)?.filter())
        .await
        .map_err(|error| Problem::of_search(&error, uri.path()))?;
    let project = found.ok_or_else(not_found)?;
    if project.id != id {
        return Ok(moved(&state.address, &uri, &project.id));
    }
    let tag = tag_of(&state, &uri)?;
    Ok(if is_known(&headers, &tag) { not_modified(&tag, Kept::Json) } else { tagged(Json(project), &tag, Kept::Json) })
}

/// One facet's values, as a search counts them.
///
/// En facetts värden. Takes every parameter of a search, and `contains` to look inside.
#[utoipa::path(
    get,
    path = "/v1/facets/{name}",
    tag = "facets",
    params(("name" = String, Path, description = "The facet's name"), ContainsParameter, SearchParameters),
    responses(
        (status = 200, description = "The facet", body = FacetView),
        (status = 400, description = "A parameter is unknown or malformed", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "There is no facet of this name", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No index is served", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn facet(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
    name: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let known = name.ok().and_then(|Path(name)| state.facets.iter().find(|known| **known == name).copied());
    let Some(name) = known else {
        let detail = format!("there is no facet of this name; the facets are {}", state.facets.join(", "));
        return Err(Problem::new(ProblemKind::NotFound, uri.path(), detail));
    };
    let (params, pairs) = read(&state, &uri, &["contains"])?;
    let tag = tag_of(&state, &uri)?;
    if is_known(&headers, &tag) {
        return Ok(not_modified(&tag, Kept::Json));
    }
    let contains = pairs.into_iter().find(|pair| pair.name == "contains" && !pair.value.is_empty()).map(|pair| pair.value);
    let request = Request {
        facets: vec![FacetRequest { name: name.to_owned(), limit: params.facet_limit, order: params.facet_order, contains }],
        limit: 0,
        ..params.request(&state.facets, (state.today)())
    };
    let answer = one(&state, request).await.map_err(|error| Problem::of_search(&error, uri.path()))?;
    let facet = answer.facets.into_iter().next().map(FacetView::from);
    let facet = facet.ok_or_else(|| Problem::new(ProblemKind::NotFound, uri.path(), "there is no facet of this name"))?;
    Ok(tagged(Json(facet), &tag, Kept::Json))
}

/// Reads the parameters of an API request, or says what is wrong with them.
pub fn read(state: &AppState, uri: &Uri, also: &[&str]) -> Result<(SearchParams, Vec<Pair>), Problem> {
    let pairs = pairs(uri.query().unwrap_or_default());
    let (params, invalid) = state.read(&pairs, also);
    if invalid.is_empty() { Ok((params, pairs)) } else { Err(Problem::invalid_parameters(uri.path(), invalid)) }
}

/// The scope of an address whose other parameters mean nothing, or what is wrong with it.
pub fn scope_of(state: &AppState, uri: &Uri) -> Result<Scope, Problem> {
    let mut pairs = pairs(uri.query().unwrap_or_default());
    pairs.retain(|pair| SCOPE_NAMES.contains(&pair.name.as_str()));
    let (params, invalid) = state.read(&pairs, &[]);
    if invalid.is_empty() { Ok(params.scope) } else { Err(Problem::invalid_parameters(uri.path(), invalid)) }
}

/// The tag of what is asked, on the served generation, today.
pub fn tag_of(state: &AppState, uri: &Uri) -> Result<String, Problem> {
    let generation = state.backend.generation().map_err(|error| Problem::of_search(&error, uri.path()))?;
    Ok(etag(&generation.id, &state.question(uri), (state.today)()))
}

/// The envelope that a search's parameters are answered with; the command line prints the same.
pub async fn search_view(state: &AppState, params: &SearchParams) -> Result<SearchView, SearchError> {
    let answer = one(state, params.request(&state.facets, (state.today)())).await?;
    Ok(SearchView::new(params, answer))
}

/// The answer to one request.
pub async fn one(state: &AppState, request: Request) -> Result<Answer, SearchError> {
    let answers = state.backend.search(vec![request]).await?;
    answers.into_iter().next().ok_or_else(|| SearchError::Internal("the backend gave no answer".into()))
}
