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
mod kin;
mod kindred;
mod nearby;
mod order;
mod phrase;
mod pool;
mod score;
mod served;
mod walk;

use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwapOption;
use jiff::civil::Date;

use super::answer::{Answer, GenerationInfo, Hit};
use super::backend::{Backend, BoxFuture};
use super::error::SearchError;
use super::highlight::highlight;
use super::interpretation::Interpretation;
use super::marks::Marks;
use super::matching::requirement;
use super::request::Request;
use super::understand::Understanding;
use super::why::why;
use crate::index::Generation;
use crate::record::Project;
use filter::Filters;
use pool::Pool;
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

    fn project(&self, id: String) -> BoxFuture<'_, Result<Option<Project>, SearchError>> {
        Box::pin(async move {
            let served = self.current()?;
            let today = (self.today)();
            self.pool.run(move || served.project_of_id(&id).map(|found| found.map(|project| seen_from(project, today)))).await?
        })
    }

    fn generation(&self) -> Result<GenerationInfo, SearchError> {
        Ok(self.current()?.info.clone())
    }
}

/// The moment a search must have ended by.
#[derive(Debug, Clone, Copy)]
struct Deadline(Instant);

impl Deadline {
    fn check(self) -> Result<(), SearchError> {
        if Instant::now() > self.0 { Err(SearchError::Timeout(TIME_BUDGET.as_millis() as u64)) } else { Ok(()) }
    }
}

fn answer(served: &Served, request: &Request) -> Result<Answer, SearchError> {
    let deadline = Deadline(Instant::now() + TIME_BUDGET);
    let understanding = Understanding { lexis: &served.lexis, frequencies: served, recipe: &request.recipe };
    let (filters, notices) = Filters::compile(request, served)?;
    let understood = understanding.of(&request.query.query, &request.query.text);
    let mut scored = score::score(&understood, &request.recipe, served, deadline)?;
    // Which projects match depends on the query and the scope alone, so that
    // counts stay true after a value is chosen.
    let eligible = scored.eligible(&|document| filters.in_scope(document));
    let matching = requirement(&scored.having(&eligible));
    let matches = scored.with_at_least(matching.required, &eligible);
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
    let interpretation = Interpretation { words: understood.words, synonyms: understood.synonyms, ..Interpretation::default() };
    Ok(Answer {
        generation: served.info.id.clone(),
        total: counted.hits.len(),
        matching,
        notices,
        interpretation,
        hits: shown(places)?,
        nearby: shown(near)?,
        facets: counted.facets,
    })
}

fn hit(served: &Served, request: &Request, marks: &Marks<'_>, place: order::Place) -> Result<Hit, SearchError> {
    let project = seen_from(served.project(place.document)?, request.today);
    let (name, passages) = highlight(&project, marks);
    let why = why(&project, marks, &name);
    Ok(Hit { project, score: place.score, name, passages, why })
}

/// The project with its status seen from a day.
fn seen_from(mut project: Project, today: Date) -> Project {
    project.status = super::facet::status(project.start, project.end, today);
    project
}
