//! The embedded engine: our matching, ranking and counting over tantivy's postings and columns.
//!
//! The query comes as clauses (`crate::search::understand`). A search goes
//! through four files: `score` walks their postings and gives every project its
//! score and number of words, `kin` reorders, `filter` and `count` decide and
//! count in one walk over the matches, `order` picks the page. tantivy's own query parser, queries,
//! collectors and snippets are not used: the first aborts on nested input, and
//! a hit's rules have to be the same on every engine.

mod count;
mod filter;
mod inside;
mod kin;
mod kindred;
mod nearby;
mod numbers;
mod offers;
mod order;
mod phrase;
mod pool;
mod scope;
mod score;
mod served;
mod suggestions;
mod walk;

use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use jiff::civil::Date;
use tantivy::DocAddress;

use super::answer::{Answer, GenerationInfo, Hit, Matching, SearchNotice, Similar, Suggestion};
use super::backend::{Backend, BoxFuture};
use super::error::SearchError;
use super::facet::NamedValue;
use super::highlight::highlight;
use super::interpretation::Interpretation;
use super::marks::Marks;
use super::matching::{finds_nothing, requirement};
use super::request::{Filter, Request};
use super::typed;
use super::understand::{Latitude, Understanding, Understood};
use super::why::why;
use crate::index::Generation;
use crate::record::Project;
use filter::Filters;
use pool::Pool;
use scope::Scope;
use served::Served;

/// How long one request may take.
const TIME_BUDGET: Duration = Duration::from_millis(1500);

/// What tells the day that `status` is seen from; injected so that tests have their own.
pub type Today = Arc<dyn Fn() -> Date + Send + Sync>;

/// The embedded backend: one generation at a time, swapped under running searches.
pub struct TantivyBackend {
    served: ArcSwapOption<Served>,
    pool: Pool,
    today: Today,
}

impl TantivyBackend {
    /// A backend without a generation.
    pub fn new(today: Today) -> Self {
        TantivyBackend { served: ArcSwapOption::empty(), pool: Pool::new(), today }
    }

    /// Serves a generation from now on; searches under way finish on the former one.
    pub fn serve(&self, generation: Generation) -> Result<(), SearchError> {
        let served = Served::new(generation)?;
        self.served.store(Some(Arc::new(served)));
        Ok(())
    }

    fn current(&self) -> Result<Arc<Served>, SearchError> {
        self.served.load_full().ok_or_else(|| SearchError::Unavailable("none has been opened".into()))
    }
}

impl Backend for TantivyBackend {
    fn search(&self, requests: Vec<Request>) -> BoxFuture<'_, Result<Vec<Answer>, SearchError>> {
        Box::pin(async move {
            let served = self.current()?;
            self.pool.run(move || requests.iter().map(|request| answer(&served, request)).collect()).await?
        })
    }

    fn project(&self, id: String, scope: Filter) -> BoxFuture<'_, Result<Option<Project>, SearchError>> {
        Box::pin(async move {
            let served = self.current()?;
            let today = (self.today)();
            self.pool.run(move || project(&served, &id, &scope, today)).await?
        })
    }

    fn similar(&self, id: String, scope: Filter, limit: usize) -> BoxFuture<'_, Result<Option<Vec<Similar>>, SearchError>> {
        Box::pin(async move {
            let served = self.current()?;
            let today = (self.today)();
            self.pool.run(move || similar(&served, &id, &scope, limit, today)).await?
        })
    }

    fn suggest(&self, typed: String, scope: Filter, limit: usize) -> BoxFuture<'_, Result<Vec<Suggestion>, SearchError>> {
        Box::pin(async move {
            let served = self.current()?;
            let today = (self.today)();
            self.pool.run(move || Ok(served.completion.of(&typed, limit, &served, &Scope::compile(&scope, &served, today)?))).await?
        })
    }

    fn value(&self, facet: &str, text: &str) -> Result<NamedValue, SearchError> {
        let served = self.current()?;
        let values = &served.facets.get(served.facet(facet)?).ok_or_else(|| SearchError::UnknownFacet(facet.to_owned()))?.values;
        let known = values.resolve(text).first().and_then(|number| values.get(*number).cloned());
        Ok(known.unwrap_or_else(|| values.absent(text)))
    }

    fn generation(&self) -> Result<GenerationInfo, SearchError> {
        Ok(self.current()?.info.clone())
    }
}

fn project(served: &Served, id: &str, scope: &Filter, today: Date) -> Result<Option<Project>, SearchError> {
    let Some(document) = served.document_of_id(id)? else { return Ok(None) };
    if !Scope::compile(scope, served, today)?.holds(document) {
        return Ok(None);
    }
    served.project(document).map(|project| Some(seen_from(project, today)))
}

/// The projects of a scope that share most with one; `None` where there is no such project.
fn similar(served: &Served, id: &str, scope: &Filter, limit: usize, today: Date) -> Result<Option<Vec<Similar>>, SearchError> {
    let Some(document) = served.document_of_id(id)? else { return Ok(None) };
    let scope = Scope::compile(scope, served, today)?;
    let of = |(other, shared): (DocAddress, Vec<String>)| Ok(Similar { project: seen_from(served.project(other)?, today), shared });
    served
        .kin
        .similar(document)
        .into_iter()
        .filter(|(other, _)| scope.holds(*other))
        .take(limit)
        .map(of)
        .collect::<Result<_, _>>()
        .map(Some)
}

/// The moment a search must have ended by.
#[derive(Debug, Clone, Copy)]
struct Deadline(Instant);

impl Deadline {
    /// A moment from now.
    fn far() -> Self {
        Deadline(Instant::now() + TIME_BUDGET)
    }

    fn check(self) -> Result<(), SearchError> {
        if Instant::now() > self.0 { Err(SearchError::Timeout(TIME_BUDGET.as_millis() as u64)) } else { Ok(()) }
    }
}

fn answer(served: &Served, request: &Request) -> Result<Answer, SearchError> {
    let deadline = Deadline::far();
    let (filters, mut notices) = Filters::compile(request, served)?;
    if request.query.truncated {
        notices.push(truncated_query());
    }
    let matched = Matched::with_latitude(request, served, &filters, &mut notices, deadline)?;
    let Matched { understood, mut scored, matching, matches, .. } = matched;
    let counted = count::count(&matches, &filters, request, served, deadline)?;
    kin::reorder(&mut scored, &understood, &request.recipe, served, deadline)?;
    let places = order::page(&counted.hits, &scored, request, served);
    let near = nearby::page(&matches, counted.hits.len(), &mut scored, &filters, request);
    let marks = Marks::new(&understood.wanted, &served.lexis);
    let shown = |places: Vec<order::Place>| -> Result<Vec<Hit>, SearchError> {
        places
            .into_iter()
            .map(|place| {
                deadline.check()?;
                hit(served, request, &marks, place)
            })
            .collect()
    };
    let interpretation = Interpretation {
        words: understood.words,
        corrections: understood.corrections,
        synonyms: understood.synonyms,
        filters: typed::understood(&request.query).into_iter().chain(offers::offers(request, &filters, served)).collect(),
    };
    Ok(Answer {
        generation: served.info.id.clone(),
        total: counted.hits.len(),
        matching,
        notices,
        interpretation,
        hits: shown(places)?,
        nearby: shown(near)?,
        facets: counted.facets,
        numbers: counted.numbers,
    })
}

/// A query understood and matched.
struct Matched {
    understood: Understood,
    scored: score::Scored,
    matching: Matching,
    matches: Vec<DocAddress>,
    /// Whether no project has as many words as are required before that is relaxed.
    finds_nothing: bool,
}

impl Matched {
    /// Matches the query as typed; where that finds nothing an unknown word is
    /// taken for what it was probably meant to be, and at last words are taken more widely.
    fn with_latitude(
        request: &Request,
        served: &Served,
        filters: &Filters<'_>,
        notices: &mut Vec<SearchNotice>,
        deadline: Deadline,
    ) -> Result<Self, SearchError> {
        let mut latitude = Latitude::default();
        let of = |latitude| Matched::of(latitude, request, served, filters, deadline);
        let mut matched = of(latitude)?;
        if matched.finds_nothing && matched.understood.has_proposals() {
            latitude.corrected = true;
            matched = of(latitude)?;
        }
        if matched.matches.is_empty() && matched.understood.can_widen() {
            let widened = of(Latitude { widened: true, ..latitude })?;
            if !widened.matches.is_empty() {
                notices.push(widened_notice());
                matched = widened;
            }
        }
        Ok(matched)
    }

    fn of(latitude: Latitude, request: &Request, served: &Served, filters: &Filters<'_>, deadline: Deadline) -> Result<Self, SearchError> {
        let understanding = Understanding { lexis: &served.lexis, frequencies: served, recipe: &request.recipe, latitude };
        let understood = understanding.of(&request.query.query, &request.query.text);
        let scored = score::score(&understood, &request.recipe, served, deadline)?;
        // Which projects match depends on the query and the scope alone, so that
        // counts stay true after a value is chosen.
        let eligible = scored.eligible(&|document| filters.in_scope(document));
        let having = scored.having(&eligible);
        let matching = requirement(&having);
        let matches = scored.with_at_least(matching.required, &eligible);
        Ok(Matched { understood, scored, matching, matches, finds_nothing: finds_nothing(&having) })
    }
}

/// The notice of a query that was longer than is read.
fn truncated_query() -> SearchNotice {
    SearchNotice {
        code: "query_truncated",
        message_sv: "Sökningen var längre än vad som läses; slutet togs inte med.".into(),
        message_en: "The query was longer than is read; its end was left out.".into(),
        parameter: Some("q".into()),
    }
}

fn widened_notice() -> SearchNotice {
    SearchNotice {
        code: "widened",
        message_sv: "Inget projekt har det du skrev; träffarna har en del av ordet eller ett närliggande ord.".into(),
        message_en: "No project has what you typed; the results have a part of the word or a related word.".into(),
        parameter: Some("q".into()),
    }
}

fn hit(served: &Served, request: &Request, marks: &Marks<'_>, place: order::Place) -> Result<Hit, SearchError> {
    let project = seen_from(served.project(place.document)?, request.today);
    let shown = highlight(&project, marks);
    let why = why(&project, marks, &shown);
    Ok(Hit { project, score: place.score, name: shown.name, passages: shown.passages, why })
}

/// The project with its status seen from a day.
fn seen_from(mut project: Project, today: Date) -> Project {
    project.status = super::facet::status(project.start, project.end, today);
    project
}
