//! Formats and encodings: bytes in, blocks or rows out.
//!
//! The odd word is *block*: one line of a page with what its shape says about
//! it (a label with its value, a list item, a line that stands alone), before
//! anyone asks what it means. Nothing here knows what a fund is.

pub mod block;
pub mod decode;
pub mod format;
pub mod json;
pub mod table;
pub mod text;
pub mod walk;

pub use block::{Block, BlockKind};
pub use format::{Content, IngestError, Row, read};
pub use table::TableRow;
