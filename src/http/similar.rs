//! `GET /v1/projects/{id}/similar`.

use super::json::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::caching::{Kept, is_known, not_modified, tagged};
use super::error::{Problem, ProblemKind};
use super::parameters::ScopeParameters;
use super::projects::{read, tag_of};
use super::state::AppState;
use crate::record::Project;

/// Projects that are about the same things.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarView {
    /// The project they are similar to.
    pub id: String,
    /// The generation that answered.
    pub generation: String,
    /// The most similar first.
    pub projects: Vec<SimilarProjectView>,
}

/// A similar project.
#[derive(Debug, Serialize, ToSchema)]
pub struct SimilarProjectView {
    /// The record.
    #[serde(flatten)]
    pub project: Project,
    /// The words that tell most of both, the most telling first.
    pub shared: Vec<String>,
}

/// How many are asked for.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "documents the parameter; it is read with the others")]
pub struct LimitParameter {
    /// Projects, at most 10
    limit: Option<usize>,
}

/// Projects that are about the same things as one.
///
/// Liknande projekt. Says which words they share; at most ten. With a scope, only those that lie in it.
#[utoipa::path(
    get,
    path = "/v1/projects/{id}/similar",
    tag = "projects",
    params(("id" = String, Path, description = "The project's id"), LimitParameter, ScopeParameters),
    responses(
        (status = 200, description = "Similar projects", body = SimilarView),
        (status = 400, description = "A parameter is unknown or malformed", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No project has this id", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No index is served", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn similar(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let not_found = || Problem::new(ProblemKind::NotFound, uri.path(), "no project has this id");
    let Ok(Path(id)) = id else { return Err(not_found()) };
    let params = read(&state, &uri, &[])?.0;
    let failed = |error| Problem::of_search(&error, uri.path());
    let found = state.backend.similar(id.clone(), params.scope.filter(), params.limit).await.map_err(failed)?.ok_or_else(not_found)?;
    let tag = tag_of(&state, &uri)?;
    if is_known(&headers, &tag) {
        return Ok(not_modified(&tag, Kept::Json));
    }
    let generation = state.backend.generation().map_err(failed)?.id;
    let projects = found.into_iter().map(|similar| SimilarProjectView { project: similar.project, shared: similar.shared }).collect();
    Ok(tagged(Json(SimilarView { id, generation, projects }), &tag, Kept::Json))
}
