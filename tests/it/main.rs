//! The integration tests, one binary: a module a line.

// A test says what it expects by failing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod tidy;
