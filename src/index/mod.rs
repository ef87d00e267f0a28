//! What is on disk: the declared fields, and generations of records and index.
//!
//! The odd word is *generation*: a complete index with the records it was made
//! of, built aside, hashed file by file, and never changed once `current`
//! points at it.
//!
//! ```text
//! DATA/
//!   current -> generations/<id>     the published one; replaced by one atomic rename
//!   generations/<id>/               sealed; the published one and former ones, as many as are kept
//!     records.jsonl.gz              the normalised projects, ordered by id, a JSON object a line
//!     facets.json                   the values of each facet; the index holds their numbers
//!     language/…                    words, compounds and definitions learnt from the texts
//!     kinship/…                     the telling terms and nearest neighbours of each project
//!     index/…                       what the engine needs
//!     manifest.json                 fingerprint, versions, counts, and the BLAKE3 hash of every file above
//!     manifest.blake3               the hash of the manifest
//!   staging/<id>/                   a generation being built; a leftover of a dead run is removed by the next
//!   sources/<name>/                 the kept copies of sources behind an address; nothing here reads them
//!   lock                            held while an `index` run builds and publishes
//! ```
//!
//! Indexing goes in passes: the records are written first, then read back to
//! learn their language, then analysed and indexed, and at last compared with one
//! another; a rebuild after a change of the schema is all but the first. Nothing here knows a query.

pub mod ahead;
pub mod build;
pub mod document;
pub mod facets;
pub mod fields;
mod files;
pub mod generation;
pub mod guard;
pub mod history;
pub mod in_order;
pub mod kinship;
pub mod learnt;
pub mod lock;
pub mod manifest;
pub mod publish;
pub mod records;
pub mod tantivy;
pub mod terms;

pub use build::{BuildInfo, Provenance, build};
pub use facets::{FacetDictionary, FacetEntry};
pub use fields::{Field, Fields};
pub use generation::{Generation, IndexError};
pub use kinship::Kinship;
pub use learnt::Learnt;
pub use manifest::Manifest;
pub use publish::{DataDir, Refusal};
