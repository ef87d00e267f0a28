//! Workbooks: XLSX (ECMA-376) and ODS (OASIS OpenDocument 1.3).
//!
//! Both are ZIP archives of XML, read here cell by cell. The libraries for
//! them build the sheet, or all its texts, in memory before the first row is
//! seen: a file of 1.4 KB with one cell in the last corner then asks for
//! terabytes. Here a row exists only while it is looked at; of a workbook
//! only its shared texts are held, within a bound.
//!
//! **Which sheet.** The first one that is not hidden and holds a table: at
//! least two rows with at least two filled cells. Others that do are named in
//! a notice.

mod cell;
mod ods;
mod reference;
mod row;
mod shared_strings;
mod styles;
mod workbook;
mod xlsx;
mod xml;

use super::archive::Archive;
use super::error::Refusal;
use super::fault::{Fault, RawKind, RawNotice};
use super::source::{ReadSeek, Source};
use super::table::{RowStream, Table, TableRow};

/// The largest XML file within a workbook: 1 GiB, read as a stream.
const MAX_SHEET_BYTES: u64 = 1 << 30;
/// The largest of the small files that say what a workbook holds: 4 MiB.
const MAX_PART_BYTES: u64 = 4 << 20;
/// How many sheets are looked at.
const MAX_SHEETS: usize = 100;
/// How many rows with two filled cells make a table.
const TABLE_ROWS: usize = 2;

type Zip = Archive<Box<dyn ReadSeek>>;

/// The table of a workbook and which of its sheets were not read.
pub(super) fn open(source: Source) -> Result<(Table, Vec<RawNotice>), Refusal> {
    let name = source.name.clone();
    let zip = Archive::open(source)?;
    if zip.has("content.xml") && zip.has("mimetype") {
        return ods::open(&name, zip);
    }
    if zip.has("[Content_Types].xml") && (zip.has("xl/workbook.xml") || !zip.has("word/document.xml")) {
        return xlsx::open(&name, zip);
    }
    Err(Refusal::Unknown("ZIP or DOCX"))
}

/// A sheet as the workbook lists it.
struct Sheet {
    name: String,
    /// The entry of the archive that holds it.
    entry: String,
}

/// What a sheet reader gives: the next row, none at the end.
trait Rows {
    fn next_row(&mut self) -> Result<Option<TableRow>, Refusal>;
}

/// The rows of a sheet as a table has them.
fn stream(name: &str, mut rows: impl Rows + Send + 'static) -> RowStream {
    let name = name.to_owned();
    let mut ended = false;
    Box::new(std::iter::from_fn(move || {
        if ended {
            return None;
        }
        let next = rows.next_row();
        ended = !matches!(next, Ok(Some(_)));
        next.map_err(|refusal| Fault::End(refusal.named(&name))).transpose()
    }))
}

/// Whether a sheet holds a table; reads no more rows than it takes.
fn holds_table(rows: &mut impl Rows) -> Result<bool, Refusal> {
    let mut found = 0;
    while found < TABLE_ROWS {
        match rows.next_row()? {
            Some(row) => found += usize::from(row.cells.iter().filter(|cell| !cell.is_empty()).count() >= 2),
            None => return Ok(false),
        }
    }
    Ok(true)
}

/// The first of these is read; the notice tells of the others.
fn left_out(tables: &[&str]) -> Vec<RawNotice> {
    let Some((read, others)) = tables.split_first().filter(|(_, others)| !others.is_empty()) else { return Vec::new() };
    let message = format!("the sheet «{read}» was read; not read: «{}»", others.join("», «"));
    vec![RawNotice::kept(RawKind::Sheet, 1, message)]
}

fn no_table() -> Refusal {
    Refusal::damaged("no visible sheet of this workbook holds a table of at least two rows and two columns")
}

#[cfg(test)]
mod tests;
