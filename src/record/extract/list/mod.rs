//! A list of operations: the table of projects that the law makes every
//! programme publish (Regulation (EU) 2021/1060, art. 49(3); before it
//! Regulation (EU) No 1303/2013, Annex XII), as CSV or a spreadsheet.
//!
//! Nothing says what the columns are called. A [`ListReader`] takes the rows
//! one by one, so that no list has to fit in memory. Above the header it
//! reads what stands there of all rows (the **preamble**: date, fund,
//! programme). The header row is the first that names a project's name and
//! something else a project has; each of its cells is looked up in a table of
//! the vocabulary, all of it or either half of `Svenska / English`
//! (`header`), and becomes a **column** with a **field** (`columns`). From
//! then on a row is a draft (`fill`), or a sum, a footnote or a header again
//! (`rows`). A [`ColumnMap`] is what a person says about columns that no table
//! knows.
//!
//! ```
//! use fondsok::ingest::TableRow;
//! use fondsok::record::Vocabulary;
//! use fondsok::record::extract::list::{ColumnMap, ListOptions, ListReader};
//!
//! let map = ColumnMap::parse(&["Vem=owner".to_owned()]).unwrap();
//! let options = ListOptions { vocabulary: Vocabulary::bundled(), columns: &map, title: "" };
//! let mut reader = ListReader::new(options);
//! let row = |line, cells: [&str; 3]| TableRow { line, cells: cells.map(str::to_owned).to_vec() };
//! assert!(reader.push(&row(1, ["Projektnamn", "Vem", "Startdatum"])).is_none());
//! assert!(reader.push(&row(2, ["Bryggan", "Åsele kommun", "2024-01-01"])).is_some());
//! ```

mod arrange;
mod bank;
mod cell;
mod columns;
mod field;
mod fill;
mod header;
mod map;
mod markup;
mod preamble;
mod rate;
mod reader;
mod rows;
#[cfg(test)]
mod tests;

pub use columns::is_list;
pub use map::{ColumnMap, MapError};
pub use reader::{ListEnd, ListOptions, ListReader};
