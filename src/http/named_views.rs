//! Named views: a scope and its wording under a name, fixed by whoever runs the service.
//! Answers `GET /v1/views/{name}`.
//!
//! A site that embeds the search names a view instead of repeating its scope,
//! so that the operator can change it in one place.

use std::sync::Arc;

use super::json::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::caching::{Kept, is_known, not_modified, tagged};
use super::error::{Problem, ProblemKind};
use super::page::Tongue;
use super::projects::tag_of;
use super::scope::written;
use super::state::AppState;
use crate::search::Selection;

/// Letters of the longest name.
pub const LONGEST_NAME: usize = 64;

/// A named view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedView {
    /// Its name in addresses: small letters, digits and hyphens.
    pub name: String,
    /// What it is called in Swedish; empty where its scope says it.
    pub title_sv: String,
    /// What it is called in English; empty where its scope says it.
    pub title_en: String,
    /// What lies in it, one entry a facet.
    pub scope: Vec<Selection>,
    /// The facets that are shown where none are asked for; `None` for all.
    pub facets: Option<Vec<String>>,
    /// Projects a page in a frame where nothing is said.
    pub limit: Option<usize>,
    /// The form of hits in a frame where nothing is said.
    pub layout: Option<Layout>,
    /// The language of a frame where nothing is said.
    pub language: Option<Tongue>,
    /// The origins whose pages may frame it; `None` for any.
    pub frame_ancestors: Option<Vec<String>>,
}

/// The form of hits in a frame or element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// With passages.
    #[default]
    List,
    /// Name, owner and facts alone.
    Compact,
}

/// How the forms are written.
pub const LAYOUTS: [(&str, Layout); 2] = [("list", Layout::List), ("compact", Layout::Compact)];

impl Layout {
    /// How it is written.
    pub fn code(self) -> &'static str {
        LAYOUTS.iter().find(|(_, layout)| *layout == self).map_or("list", |(code, _)| code)
    }

    /// The form that is written so.
    pub fn of_code(code: &str) -> Option<Layout> {
        LAYOUTS.iter().find(|(known, _)| *known == code).map(|(_, layout)| *layout)
    }
}

/// The views of a service.
#[derive(Debug, Clone, Default)]
pub struct Views {
    views: Vec<Arc<NamedView>>,
    fingerprint: String,
}

impl Views {
    /// The views as configured.
    pub fn new(views: Vec<NamedView>) -> Self {
        // Part of every ETag: another configuration may answer the same address otherwise.
        let fingerprint = blake3::hash(format!("{views:?}").as_bytes()).to_hex().chars().take(8).collect();
        Views { views: views.into_iter().map(Arc::new).collect(), fingerprint }
    }

    /// The view of a name.
    pub fn get(&self, name: &str) -> Option<&Arc<NamedView>> {
        self.views.iter().find(|view| view.name == name)
    }

    /// Every view, as configured.
    pub fn iter(&self) -> impl Iterator<Item = &NamedView> {
        self.views.iter().map(Arc::as_ref)
    }

    /// Changes with the views.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// A named view, as programs read it.
#[derive(Debug, Serialize, ToSchema)]
pub struct NamedViewView {
    /// The name that `view` takes.
    pub name: String,
    /// What it is called in Swedish, where it has a title.
    pub title: Option<String>,
    /// What it is called in English, where it has a title.
    pub title_en: Option<String>,
    /// What lies in it, as `scope` takes it: of one facet any, of several all.
    pub scope: Vec<FixedValueView>,
    /// The facets that are shown where none are asked for; null for all.
    pub facets: Option<Vec<String>>,
    /// Projects a page in a frame where nothing is said.
    pub limit: Option<usize>,
    /// The form of hits in a frame where nothing is said: `list` or `compact`.
    pub layout: Option<&'static str>,
    /// The language of a frame where nothing is said: `sv` or `en`.
    pub language: Option<&'static str>,
    /// The origins whose pages may have it in a frame; null for any.
    pub frame_ancestors: Option<Vec<String>>,
}

/// A value that a scope lets in, or keeps out.
#[derive(Debug, Serialize, ToSchema)]
pub struct FixedValueView {
    /// As `scope` takes it: `county:14`, `fund:-ESF`.
    pub scope: String,
    /// The facet.
    pub facet: String,
    /// Its value.
    pub value: String,
    /// What to show.
    pub label: String,
    /// Whether it is kept out.
    pub excluded: bool,
}

/// A named view: its scope, wording and defaults.
///
/// En namngiven vy. `view` in a search applies its scope and facets.
#[utoipa::path(
    get,
    path = "/v1/views/{name}",
    tag = "about",
    params(("name" = String, Path, description = "The view's name")),
    responses(
        (status = 200, description = "The view", body = NamedViewView),
        (status = 404, description = "There is no view of this name", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No index is served", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn view(
    State(state): State<AppState>,
    uri: Uri,
    headers: HeaderMap,
    name: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let found = name.ok().and_then(|Path(name)| state.views.get(&name).cloned());
    let view = found.ok_or_else(|| Problem::new(ProblemKind::NotFound, uri.path(), "there is no view of this name"))?;
    let tag = tag_of(&state, &uri)?;
    if is_known(&headers, &tag) {
        return Ok(not_modified(&tag, Kept::Json));
    }
    let shown = shown(&view, &state).map_err(|error| Problem::of_search(&error, uri.path()))?;
    Ok(tagged(Json(shown), &tag, Kept::Json))
}

fn shown(view: &NamedView, state: &AppState) -> Result<NamedViewView, crate::search::SearchError> {
    let given = |title: &String| (!title.is_empty()).then(|| title.clone());
    let fixed = |(facet, value, excluded): (&str, &str, bool)| {
        let named = state.backend.value(facet, value)?;
        Ok(FixedValueView {
            scope: written(facet, value, excluded),
            facet: facet.to_owned(),
            value: named.value,
            label: named.label_sv,
            excluded,
        })
    };
    Ok(NamedViewView {
        name: view.name.clone(),
        title: given(&view.title_sv),
        title_en: given(&view.title_en),
        scope: super::scope::values(&view.scope).map(fixed).collect::<Result<_, _>>()?,
        facets: view.facets.clone(),
        limit: view.limit,
        layout: view.layout.map(Layout::code),
        language: view.language.map(Tongue::code),
        frame_ancestors: view.frame_ancestors.clone(),
    })
}
