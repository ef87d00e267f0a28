//! Search in other sites' pages.

pub mod configure;
pub mod frame;
pub mod module;
