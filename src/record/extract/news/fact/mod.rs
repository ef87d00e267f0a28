//! The facts: what a project's sentences say, one file a fact.
//!
//! Each is read by **cues**, phrases that tell what stands beside them; the
//! longer tables of cues have files of their own.

pub(super) mod counts;
pub(super) mod dates;
pub(super) mod fund;
pub(super) mod grant;
mod grant_cues;
pub(super) mod owner;
mod owner_cues;
pub(super) mod partners;
pub(super) mod places;
