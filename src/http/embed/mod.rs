//! Search in other sites' pages.

pub mod element;
