//! The integration tests, one binary: a module a line.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod cli;
mod corpus;
mod facet_counts;
mod generations;
mod golden;
#[path = "../support/hostile.rs"]
mod hostile;
mod hostile_files;
mod http;
mod issues;
mod list_reports;
mod number_counts;
mod one_project;
mod program;
mod ranks;
mod staying;
mod tidy;
#[path = "../support/zip_file.rs"]
mod zip_file;
