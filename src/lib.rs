//! Fondsök: full-text search over Swedish EU-fund projects.
//!
//! The rooms in reading order. A room imports only from those above it; a test
//! walks `src/` and enforces it.

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod analysis;
pub mod http;
pub mod index;
pub mod ingest;
pub mod record;
pub mod search;

pub mod cli;
pub mod config;
pub mod telemetry;
