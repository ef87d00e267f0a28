//! Search: which projects answer a request, in which order, and what to count.
//!
//! A request's text becomes a [`query::Query`] tree (parsing cannot fail), a
//! [`Backend`] answers whole [`Request`]s with [`Answer`]s, and nobody to the
//! right of this room knows which engine did it. The odd word is *scope*: the
//! filters a site has fixed for its own search. They are part of the question,
//! whereas *selections* are what the visitor ticks: each facet is counted as
//! if its own selection were lifted.
//!
//! What decides is in three files: `matching` (which projects are hits),
//! [`rank`] (every number that orders them), `facet` (what a selection means).

pub mod answer;
pub mod backend;
pub mod clause;
pub mod error;
pub mod facet;
pub mod highlight;
pub mod interpretation;
pub mod lexis;
pub mod marks;
pub mod matching;
pub mod query;
pub mod rank;
pub mod request;
pub mod tantivy;
pub mod typed;
pub mod understand;
pub mod why;

pub use answer::{Answer, Bucket, FacetAnswer, FacetValue, GenerationInfo, Hit, Matching, NumberAnswer, Part, SearchNotice};
pub use backend::{Backend, BoxFuture};
pub use error::SearchError;
pub use request::{Buckets, FacetOrder, FacetRequest, Filter, NumberRequest, Range, RangeField, Request, Selection, Sort};
