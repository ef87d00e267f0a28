//! Formats and encodings: bytes in, blocks or rows out.
//!
//! Two odd words. A *block* is one line of a page with what its shape says
//! about it (a label with its value, a list item, a line that stands alone),
//! before anyone asks what it means. A *row* is one record of a list. Nothing
//! here knows what a fund is.
//!
//! ```text
//!            ┌ text ──── page of text ─┐
//! open ──────┼ html ──── saved page ───┴─► Content::Page   blocks, held
//! (judged by ├ json ──── records ────────► Content::Rows   read as asked for
//!  content)  ├ csv ──────────────────────┐
//!            └ spreadsheet ─ XLSX, ODS ──┴► Content::Table  read as asked for
//! ```
//!
//! **Every byte is hostile.** Whatever the file says of its own size is only
//! believed where it makes the file smaller; each reader has bounds for what
//! it holds, and gives a clear error in place of an allocation. The bounds
//! stand beside what they bound, with their reasons.

mod archive;
pub mod block;
mod content;
mod csv;
mod decode;
mod error;
mod fault;
mod format;
mod gzip;
mod html;
mod json;
mod mojibake;
pub mod remote;
mod source;
mod spreadsheet;
mod table;
pub mod text;
mod text_reader;
pub mod walk;

pub use block::{Block, BlockKind};
pub use content::{Content, MAX_PAGE_BYTES, open, read};
pub use error::IngestError;
pub use fault::{Fault, RawKind, RawNotice};
pub use json::{Row, Rows};
pub use mojibake::mojibake;
pub use source::MAX_BYTES;
pub use table::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROW_BYTES, Table, TableRow};

#[cfg(test)]
#[path = "../../tests/support/hostile.rs"]
mod hostile;
#[cfg(test)]
#[path = "../../tests/support/zip_file.rs"]
mod zip_file;
