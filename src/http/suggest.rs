//! `GET /v1/suggest`.

use super::json::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::caching::{Kept, is_known, not_modified, tagged};
use super::error::Problem;
use super::parameters::ScopeParameters;
use super::projects::{read, tag_of};
use super::state::AppState;
use crate::search::answer::{Suggestion, SuggestionKind};
use crate::search::query::LONGEST_QUERY;

/// Suggestions where nothing is said.
const DEFAULT: usize = 10;
/// Most suggestions.
const MOST: usize = 20;

/// What a text that is still being typed may become.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestView {
    /// The text.
    pub q: String,
    /// The generation that answered.
    pub generation: String,
    /// Words first, then projects, owners and places.
    pub suggestions: Vec<SuggestionView>,
}

/// A suggestion.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionView {
    /// `word`, `project`, `owner` or `place`.
    pub kind: String,
    /// What to show; of a word the whole text with it, ready to be searched for.
    pub text: String,
    /// The project's id, or the value to send for the facet; of a word the word.
    pub value: String,
    /// The parameter that an owner or place is sent as.
    pub facet: Option<String>,
    /// Projects that have the word, inflected or not, or the owner or place.
    pub projects: usize,
    /// Whether it fits letter by letter; else letters, dots or rings differ.
    pub exact: bool,
}

impl From<Suggestion> for SuggestionView {
    fn from(suggestion: Suggestion) -> Self {
        let kind = match suggestion.kind {
            SuggestionKind::Word => "word",
            SuggestionKind::Project => "project",
            SuggestionKind::Owner => "owner",
            SuggestionKind::Place => "place",
        };
        let Suggestion { text, value, facet, projects, exact, .. } = suggestion;
        SuggestionView { kind: kind.to_owned(), text, value, facet, projects, exact }
    }
}

/// The parameters of `/v1/suggest`.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "documents the parameters; they are read with the others")]
pub struct SuggestParameters {
    /// The text so far
    q: Option<String>,
    /// Suggestions, at most 20; 10 where nothing is said
    limit: Option<usize>,
}

/// What a text that is still being typed may become.
///
/// Förslag medan man skriver. Words, projects, owners and places; slips and missing dots are forgiven.
/// With a scope, only what some project in it has, and counted there.
#[utoipa::path(
    get,
    path = "/v1/suggest",
    tag = "projects",
    params(SuggestParameters, ScopeParameters),
    responses(
        (status = 200, description = "The suggestions", body = SuggestView),
        (status = 400, description = "A parameter is unknown or malformed", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No index is served", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn suggest(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let (params, pairs) = read(&state, &uri, &[])?;
    let tag = tag_of(&state, &uri)?;
    if is_known(&headers, &tag) {
        return Ok(not_modified(&tag, Kept::Json));
    }
    let limit = if pairs.iter().any(|pair| pair.name == "limit" && !pair.value.is_empty()) { params.limit.min(MOST) } else { DEFAULT };
    let typed: String = params.q.chars().take(LONGEST_QUERY).collect();
    let failed = |error| Problem::of_search(&error, uri.path());
    let found = if typed.trim().is_empty() {
        Vec::new()
    } else {
        state.backend.suggest(typed, params.scope.filter(), limit).await.map_err(failed)?
    };
    let generation = state.backend.generation().map_err(failed)?.id;
    let suggestions = found.into_iter().map(SuggestionView::from).collect();
    Ok(tagged(Json(SuggestView { q: params.q, generation, suggestions }), &tag, Kept::Json))
}
