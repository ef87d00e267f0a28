//! The integration tests, one binary: a module a line.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod cli;
mod corpus;
mod facet_counts;
mod generations;
mod golden;
mod http;
mod issues;
mod number_counts;
mod program;
mod ranks;
mod tidy;
