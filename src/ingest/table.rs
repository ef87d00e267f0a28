//! The rows of a table, one at a time.

use super::fault::{Bounded, Fault};
use super::mojibake;

/// The most columns that are read: 256, as many as the older spreadsheets
/// have. The widest published list has some fifty; a cell far to the right of
/// all others costs a whole row of empty ones.
pub const MAX_COLUMNS: usize = 256;
/// The longest cell: 1 MiB.
pub const MAX_CELL_BYTES: usize = 1 << 20;
/// The longest row: 4 MiB.
pub const MAX_ROW_BYTES: usize = 4 << 20;

/// One row, as every tabular format gives it: text in each cell, dates as
/// `2024-03-01`, numbers as `1234.5`, nothing as an empty text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRow {
    /// The line (CSV) or row (spreadsheet) it begins on, from 1.
    pub line: usize,
    /// Its cells, trimmed, in the table's order.
    pub cells: Vec<String>,
}

pub(super) type RowStream = Box<dyn Iterator<Item = Result<TableRow, Fault>> + Send>;

/// A table whose rows are read as they are asked for, in memory that does not
/// depend on how many there are.
///
/// What stands above the header (a title, the list's date) comes as rows, too:
/// only who knows the columns' names can tell the header. Empty rows are left
/// out. After [`Fault::End`] nothing more comes.
pub struct Table {
    /// The sheet's name in a workbook; none for CSV.
    pub sheet: Option<String>,
    rows: Bounded<Doubted, TableRow>,
}

impl Table {
    pub(super) fn new(name: &str, sheet: Option<String>, rows: RowStream) -> Table {
        Table { sheet, rows: Bounded::new(name, Doubted { rows, waiting: None }) }
    }
}

impl Iterator for Table {
    type Item = Result<TableRow, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next()
    }
}

/// Rows with a notice before each whose characters are doubtful.
struct Doubted {
    rows: RowStream,
    /// The row that its notice went before.
    waiting: Option<TableRow>,
}

impl Iterator for Doubted {
    type Item = Result<TableRow, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(row) = self.waiting.take() {
            return Some(Ok(row));
        }
        match self.rows.next()? {
            Ok(row) => Some(match mojibake::notice(&row) {
                Some(notice) => {
                    self.waiting = Some(row);
                    Err(Fault::Notice(notice))
                }
                None => Ok(row),
            }),
            fault => Some(fault),
        }
    }
}

impl std::fmt::Debug for Table {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Table").field("sheet", &self.sheet).finish_non_exhaustive()
    }
}
