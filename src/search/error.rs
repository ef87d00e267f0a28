//! Why a search was not answered.

/// What went wrong, by what the caller can do about it. The sentences are for
/// the log; what a client reads is `http`'s to say.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// No generation has been published, or it is being rebuilt: come back later.
    #[error("no generation is served: {0}")]
    Unavailable(String),
    /// The search took longer than its time budget.
    #[error("the search took longer than {0} ms")]
    Timeout(u64),
    /// More searches wait than the pool takes: come back in a moment.
    #[error("too many searches wait")]
    Overloaded,
    /// The index has no such facet.
    #[error("unknown facet `{0}`")]
    UnknownFacet(String),
    /// The engine failed.
    #[error("the engine failed: {0}")]
    Internal(String),
}
