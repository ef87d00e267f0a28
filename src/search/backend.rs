//! The one seam: all that `http` and the command line see of an engine.

use std::future::Future;
use std::pin::Pin;

use super::answer::{Similar, Suggestion};
use super::facet::NamedValue;
use super::{Answer, Filter, GenerationInfo, Request, SearchError};
use crate::record::Project;

/// A boxed future, so that [`Backend`] is object-safe without a macro.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Something that answers searches from one generation at a time.
pub trait Backend: Send + Sync {
    /// Answers a batch of requests from one generation, in their order.
    /// A batch shares the work its requests have in common.
    fn search(&self, requests: Vec<Request>) -> BoxFuture<'_, Result<Vec<Answer>, SearchError>>;

    /// The project of an id, `None` where no project of the scope has it.
    fn project(&self, id: String, scope: Filter) -> BoxFuture<'_, Result<Option<Project>, SearchError>>;

    /// The projects of a scope most similar to one, at most `limit`; `None` where no project has the id.
    fn similar(&self, id: String, scope: Filter, limit: usize) -> BoxFuture<'_, Result<Option<Vec<Similar>>, SearchError>>;

    /// What a text that is still being typed may become inside a scope, at most `limit`.
    fn suggest(&self, typed: String, scope: Filter, limit: usize) -> BoxFuture<'_, Result<Vec<Suggestion>, SearchError>>;

    /// The value of a facet that a text names; one that nothing has is named as the vocabulary or the text has it.
    fn value(&self, facet: &str, text: &str) -> Result<NamedValue, SearchError>;

    /// The generation being served.
    fn generation(&self) -> Result<GenerationInfo, SearchError>;
}
