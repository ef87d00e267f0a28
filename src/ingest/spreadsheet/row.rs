//! A row while its cells come in.

use super::super::decode::visible;
use super::super::error::Refusal;
use super::super::table::{MAX_COLUMNS, MAX_ROW_BYTES, TableRow};

/// The most text that a table gives: 512 MiB, half a kilobyte for each of the
/// rows that a sheet can have. A text that a workbook holds once
/// may stand in each of its cells, so that the file's size is no bound.
const MAX_TABLE_BYTES: usize = 512 << 20;
/// The last row that spreadsheets have.
pub(super) const MAX_ROWS: usize = 1_048_576;

/// Gathers cells and hands out rows.
#[derive(Debug, Default)]
pub(super) struct RowBuilder {
    cells: Vec<String>,
    bytes: usize,
    all: usize,
}

impl RowBuilder {
    /// Puts a text into a column, counted from 0. An empty text is nothing,
    /// wherever it stands: whole columns are formatted and hold no word.
    pub(super) fn put(&mut self, column: usize, row: usize, text: &str) -> Result<(), Refusal> {
        let text = visible(text);
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if column >= MAX_COLUMNS || row > MAX_ROWS {
            let place = format!("a cell in column {} of row {row}", column.saturating_add(1));
            return Err(Refusal::bomb(format!("{place}; tables of {MAX_COLUMNS} columns and {MAX_ROWS} rows are read")));
        }
        self.bytes += text.len();
        self.all += text.len();
        self.check(row)?;
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column) {
            text.clone_into(cell);
        }
        Ok(())
    }

    /// Counts the row as often as it will be given.
    pub(super) fn repeat(&mut self, times: usize, row: usize) -> Result<(), Refusal> {
        self.all = self.all.saturating_add(self.bytes.saturating_mul(times.saturating_sub(1)));
        self.check(row)
    }

    fn check(&self, row: usize) -> Result<(), Refusal> {
        if self.bytes > MAX_ROW_BYTES || self.all > MAX_TABLE_BYTES {
            return Err(Refusal::bomb(format!("more than {MAX_ROW_BYTES} bytes in row {row}, or {MAX_TABLE_BYTES} in all rows")));
        }
        Ok(())
    }

    /// The row, if any of its cells is filled.
    pub(super) fn take(&mut self, line: usize) -> Option<TableRow> {
        self.bytes = 0;
        let next = Vec::with_capacity(self.cells.len());
        let cells = std::mem::replace(&mut self.cells, next);
        (!cells.is_empty()).then_some(TableRow { line, cells })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_empty_cells_and_empty_rows_nothing() {
        let mut row = RowBuilder::default();
        assert_eq!(row.take(1), None);
        row.put(2, 4, " c\u{ad} ").unwrap();
        row.put(0, 4, "a").unwrap();
        row.put(9_999, 4, " ").unwrap();
        assert_eq!(row.take(4), Some(TableRow { line: 4, cells: vec!["a".into(), String::new(), "c".into()] }));
        assert_eq!(row.take(5), None);
    }

    #[test]
    fn what_lies_far_out_or_is_too_much_is_refused() {
        let mut row = RowBuilder::default();
        assert!(row.put(MAX_COLUMNS, 1, "x").is_err());
        assert!(row.put(0, MAX_ROWS + 1, "x").is_err());
        let long = "x".repeat(MAX_ROW_BYTES / 2);
        assert!(row.put(0, 1, &long).is_ok() && row.put(1, 1, &long).is_ok() && row.put(2, 1, "x").is_err());
    }
}
