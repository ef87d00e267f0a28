//! The rows of a table.

/// One row, as every tabular format gives it: text in each cell, dates as
/// `2024-03-01`, numbers as `1234.5`, nothing as an empty text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableRow {
    /// The line (CSV) or row (spreadsheet) it begins on, from 1.
    pub line: usize,
    /// Its cells, trimmed, in the table's order.
    pub cells: Vec<String>,
}
