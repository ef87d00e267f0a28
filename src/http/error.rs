//! Problems: what a client reads when a request fails, and what the log reads.
//!
//! A failure has two messages. The client's comes from the table below and
//! tells what it can do; the log's is the error itself, and never leaves the server.

use super::json::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::params::InvalidParameter;
use crate::search::SearchError;

/// The media type of RFC 9457.
const MEDIA_TYPE: &str = "application/problem+json; charset=utf-8";

/// What went wrong, as RFC 9457 has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// A name for the kind of problem, `urn:fondsok:problem:<code>`.
    pub r#type: String,
    /// What kind of problem it is, in a few words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The kind of problem; stable, for programs.
    pub code: &'static str,
    /// What is wrong with this request and what to do.
    pub detail: String,
    /// The path that was asked for.
    pub instance: String,
    /// The parameters that cannot be used.
    pub invalid_parameters: Vec<InvalidParameterView>,
    #[serde(skip)]
    retry_after: Option<u32>,
}

/// A parameter that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct InvalidParameterView {
    /// Its name.
    pub name: String,
    /// Why.
    pub reason: String,
}

/// The kinds of problems: code, status, title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// A parameter is unknown or malformed.
    InvalidParameter,
    /// The request breaks HTTP itself.
    BadRequest,
    /// Nothing of this name.
    NotFound,
    /// The resource does not take this method.
    MethodNotAllowed,
    /// No generation is served.
    Unavailable,
    /// Too many searches at a time.
    Overloaded,
    /// The search took too long.
    Timeout,
    /// A fault of ours.
    Internal,
}

impl ProblemKind {
    fn row(self) -> (&'static str, StatusCode, &'static str) {
        match self {
            ProblemKind::InvalidParameter => ("invalid_parameter", StatusCode::BAD_REQUEST, "A parameter cannot be used"),
            ProblemKind::BadRequest => ("bad_request", StatusCode::BAD_REQUEST, "The request cannot be read"),
            ProblemKind::NotFound => ("not_found", StatusCode::NOT_FOUND, "There is nothing here"),
            ProblemKind::MethodNotAllowed => ("method_not_allowed", StatusCode::METHOD_NOT_ALLOWED, "This method is not served here"),
            ProblemKind::Unavailable => ("unavailable", StatusCode::SERVICE_UNAVAILABLE, "No index is served yet"),
            ProblemKind::Overloaded => ("overloaded", StatusCode::SERVICE_UNAVAILABLE, "Too many searches at a time"),
            ProblemKind::Timeout => ("search_timeout", StatusCode::SERVICE_UNAVAILABLE, "The search took too long"),
            ProblemKind::Internal => ("internal", StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong here"),
        }
    }
}

impl Problem {
    /// A problem of a kind at a path, with a sentence for the client.
    pub fn new(kind: ProblemKind, instance: &str, detail: impl Into<String>) -> Self {
        let (code, status, title) = kind.row();
        let retry_after = match kind {
            ProblemKind::Unavailable => Some(5),
            ProblemKind::Overloaded | ProblemKind::Timeout => Some(1),
            _ => None,
        };
        Problem {
            r#type: format!("urn:fondsok:problem:{code}"),
            title,
            status: status.as_u16(),
            code,
            detail: detail.into(),
            instance: instance.chars().take(500).collect(),
            invalid_parameters: Vec::new(),
            retry_after,
        }
    }

    /// The problem of parameters that cannot be used; the detail tells the first.
    pub fn invalid_parameters(instance: &str, invalid: Vec<InvalidParameter>) -> Self {
        let detail = invalid.first().map(|first| format!("`{}`: {}", first.name, first.reason)).unwrap_or_default();
        let mut problem = Problem::new(ProblemKind::InvalidParameter, instance, detail);
        problem.invalid_parameters =
            invalid.into_iter().take(20).map(|InvalidParameter { name, reason }| InvalidParameterView { name, reason }).collect();
        problem
    }

    /// The client's side of a failed search; the error itself is logged here, once.
    pub fn of_search(error: &SearchError, instance: &str) -> Self {
        let (kind, detail) = match error {
            SearchError::Unavailable(_) => {
                (ProblemKind::Unavailable, "no index has been published, or it is being rebuilt; try again in a moment")
            }
            SearchError::Timeout(_) => (ProblemKind::Timeout, "the search was ended at its time limit; try fewer words"),
            SearchError::Overloaded => (ProblemKind::Overloaded, "try again in a moment"),
            SearchError::UnknownFacet(_) => (ProblemKind::NotFound, "there is no facet of this name"),
            SearchError::Internal(_) => (ProblemKind::Internal, "the fault is ours and has been logged"),
        };
        match error {
            SearchError::Internal(_) => tracing::error!(%error, instance, "search failed"),
            SearchError::Timeout(_) | SearchError::Overloaded => tracing::warn!(%error, "search not answered"),
            SearchError::Unavailable(_) | SearchError::UnknownFacet(_) => {}
        }
        Problem::new(kind, instance, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
