//! How a query was understood, and why a project is a hit: as JSON and in words.
//! Answers `GET /v1/interpret`.

use super::json::Json;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::caching::{Kept, is_known, not_modified, tagged};
use super::error::Problem;
use super::page::Tongue;
use super::projects::{one, read, tag_of};
use super::state::AppState;
use super::views::{MatchingView, NoticeView};
use crate::search::Request;
use crate::search::answer::Why;
use crate::search::clause::How;
use crate::search::interpretation::{CorrectedWord, Expansion, Interpretation, UnderstoodFilter, UnderstoodWord};

/// How a query was understood.
#[derive(Debug, Serialize, ToSchema)]
pub struct InterpretationView {
    /// What is looked for, in the order typed.
    pub words: Vec<WordView>,
    /// Words that were respelt, and proposals.
    pub corrections: Vec<CorrectionView>,
    /// What words were expanded to.
    pub synonyms: Vec<ExpansionView>,
    /// Conditions in the query that apply, and others that are offered.
    pub filters: Vec<FilterView>,
}

/// A word, phrase or pair of words that is looked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct WordView {
    /// As typed.
    pub text: String,
    /// The stem it is found by.
    pub stem: String,
    /// The parts of a compound; empty for a simple word.
    pub parts: Vec<String>,
    /// The compound that words typed apart were joined to.
    pub joined: Option<String>,
    /// Projects that have its commonest form.
    pub projects: u64,
}

/// A word and what it was probably meant to be.
#[derive(Debug, Serialize, ToSchema)]
pub struct CorrectionView {
    /// As typed.
    pub from: String,
    /// A word of the projects' texts.
    pub to: String,
    /// Whether it was searched for instead; else it is a proposal.
    pub applied: bool,
    /// The whole query with it.
    pub q: String,
}

/// A word and what it was expanded to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpansionView {
    /// As typed.
    pub from: String,
    /// Having one of these counts as having the word.
    pub to: Vec<String>,
    /// These only rank.
    pub related: Vec<String>,
}

/// A condition in the query.
#[derive(Debug, Serialize, ToSchema)]
pub struct FilterView {
    /// As typed.
    pub text: String,
    /// The parameter it is like.
    pub field: String,
    /// The parameter's value.
    pub value: String,
    /// What to show.
    pub label: String,
    /// Whether it applies; else it is offered.
    pub applied: bool,
    /// The query without it.
    pub q: String,
}

/// Why a project is a hit, for one of the query's words.
#[derive(Debug, Serialize, ToSchema)]
pub struct WhyView {
    /// As typed.
    pub query: String,
    /// As it stands in the project.
    pub matched: String,
    /// `word`, `part`, `apart`, `joined`, `synonym`, `prefix`, `dots`, `spelling` or `alike`.
    pub how: String,
    /// The field it stands in.
    pub field: String,
    /// In plain Swedish.
    pub text: String,
}

impl From<Interpretation> for InterpretationView {
    fn from(understood: Interpretation) -> Self {
        InterpretationView {
            words: understood.words.into_iter().map(WordView::from).collect(),
            corrections: understood.corrections.into_iter().map(CorrectionView::from).collect(),
            synonyms: understood.synonyms.into_iter().map(ExpansionView::from).collect(),
            filters: understood.filters.into_iter().map(FilterView::from).collect(),
        }
    }
}

impl From<UnderstoodWord> for WordView {
    fn from(UnderstoodWord { text, stem, parts, joined, projects }: UnderstoodWord) -> Self {
        WordView { text, stem, parts, joined, projects }
    }
}

impl From<CorrectedWord> for CorrectionView {
    fn from(CorrectedWord { from, to, applied, query, .. }: CorrectedWord) -> Self {
        CorrectionView { from, to, applied, q: query }
    }
}

impl From<Expansion> for ExpansionView {
    fn from(Expansion { from, to, related }: Expansion) -> Self {
        ExpansionView { from, to, related }
    }
}

impl From<UnderstoodFilter> for FilterView {
    fn from(filter: UnderstoodFilter) -> Self {
        let UnderstoodFilter { text, field, value, label_sv, applied, query, .. } = filter;
        FilterView { text, field, value, label: label_sv, applied, q: query }
    }
}

impl From<Why> for WhyView {
    fn from(why: Why) -> Self {
        let text = why_text(&why, Tongue::Swedish);
        WhyView { query: why.typed, matched: why.matched, how: code(&why.how).to_owned(), field: why.field, text }
    }
}

/// What a form is called in the API.
fn code(how: &How) -> &'static str {
    match how {
        How::Word => "word",
        How::Part => "part",
        How::Apart => "apart",
        How::Joined => "joined",
        How::Synonym(_) => "synonym",
        How::Prefix => "prefix",
        How::Dots(_) => "dots",
        How::Spelling(_) => "spelling",
        How::Alike => "alike",
    }
}

/// Why a project is a hit, in plain words.
pub fn why_text(why: &Why, tongue: Tongue) -> String {
    let (typed, matched) = (&why.typed, &why.matched);
    let text = match (&why.how, tongue) {
        (How::Synonym(_), Tongue::Swedish) => format!("matchar ”{typed}” genom ”{matched}”"),
        (How::Synonym(_), Tongue::English) => format!("matches “{typed}” by “{matched}”"),
        (How::Apart, Tongue::Swedish) => format!("matchar en del av ”{typed}”: {matched}"),
        (How::Apart, Tongue::English) => format!("matches a part of “{typed}”: {matched}"),
        (How::Alike | How::Spelling(_), Tongue::Swedish) => format!("liknar ”{typed}”: {matched}"),
        (How::Alike | How::Spelling(_), Tongue::English) => format!("resembles “{typed}”: {matched}"),
        (_, Tongue::Swedish) if typed.to_lowercase() == matched.to_lowercase() => format!("matchar ”{typed}”"),
        (_, Tongue::English) if typed.to_lowercase() == matched.to_lowercase() => format!("matches “{typed}”"),
        (_, Tongue::Swedish) => format!("matchar ”{typed}” i {matched}"),
        (_, Tongue::English) => format!("matches “{typed}” in {matched}"),
    };
    match field_label(&why.field, tongue) {
        Some(label) => format!("{text} ({label})"),
        None => text,
    }
}

/// What a field is called where it is not the name or description that everyone sees.
fn field_label(field: &str, tongue: Tongue) -> Option<&'static str> {
    let (sv, en) = match field {
        "owner" => ("projektägare", "owner"),
        "partners" => ("samarbetspart", "partner"),
        "fund" => ("fond", "fund"),
        "region" => ("region", "region"),
        "county" => ("län", "county"),
        "municipality" => ("kommun", "municipality"),
        "programme" => ("program", "programme"),
        "programme_area" => ("programområde", "programme area"),
        "specific_objective" => ("särskilt mål", "specific objective"),
        "intervention_fields" => ("insatsområde", "intervention field"),
        "secondary_themes" => ("sekundärt tema", "secondary theme"),
        "reference" => ("diarienummer", "reference"),
        "name_en" => ("engelskt namn", "English name"),
        "description_en" => ("engelsk beskrivning", "English description"),
        _ => return None,
    };
    Some(tongue.pick(sv, en))
}

/// How a query is understood, without searching.
#[derive(Debug, Serialize, ToSchema)]
pub struct InterpretView {
    /// The query.
    pub q: String,
    /// How it is understood.
    pub interpretation: InterpretationView,
    /// How many of its words a project has to have.
    pub matching: MatchingView,
    /// Projects that match.
    pub total: usize,
    /// What was understood imperfectly.
    pub notices: Vec<NoticeView>,
}

/// The query of `/v1/interpret`.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "documents the parameter; it is read with the others")]
pub struct QueryParameter {
    /// The query
    q: Option<String>,
}

/// How a query is understood: words, spelling, synonyms and conditions.
///
/// Hur en sökning förstås.
#[utoipa::path(
    get,
    path = "/v1/interpret",
    tag = "projects",
    params(QueryParameter),
    responses(
        (status = 200, description = "How it is understood", body = InterpretView),
        (status = 400, description = "A parameter is unknown or malformed", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "No index is served", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn interpret(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    let params = read(&state, &uri, &[])?.0;
    let tag = tag_of(&state, &uri)?;
    if is_known(&headers, &tag) {
        return Ok(not_modified(&tag, Kept::Json));
    }
    let request = Request { limit: 0, facets: Vec::new(), ..params.request(&state.facets, (state.today)()) };
    let answer = one(&state, request).await.map_err(|error| Problem::of_search(&error, uri.path()))?;
    let view = InterpretView {
        q: params.q,
        interpretation: answer.interpretation.into(),
        matching: MatchingView { required: answer.matching.required, of: answer.matching.of },
        total: answer.total,
        notices: answer.notices.into_iter().map(NoticeView::from).collect(),
    };
    Ok(tagged(Json(view), &tag, Kept::Json))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(how: How, matched: &str, field: &str, expected: &str) {
        let why = Why { word: 0, typed: "kompetens".into(), matched: matched.into(), how, field: field.into() };
        assert_eq!(why_text(&why, Tongue::Swedish), expected);
    }

    #[test]
    fn a_match_is_explained_in_plain_swedish() {
        check(How::Part, "kompetenshöjande", "description", "matchar ”kompetens” i kompetenshöjande");
        check(How::Word, "Kompetens", "name", "matchar ”kompetens”");
        check(How::Word, "kompetensen", "description", "matchar ”kompetens” i kompetensen");
        check(How::Synonym("skills".into()), "skills", "description", "matchar ”kompetens” genom ”skills”");
        check(How::Word, "Kompetens", "owner", "matchar ”kompetens” (projektägare)");
        check(How::Alike, "kompetent", "description", "liknar ”kompetens”: kompetent");
    }
}
