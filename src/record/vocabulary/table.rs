//! Reading one table of the vocabulary: tab-separated, a header line, nothing quoted.

use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

/// A row, by the names of its columns.
pub(crate) struct Row {
    header: Arc<StringRecord>,
    cells: StringRecord,
}

impl Row {
    /// The cell of a column, trimmed; empty where the table has no such column.
    pub(crate) fn cell(&self, column: &str) -> &str {
        let position = self.header.iter().position(|name| name == column);
        position.and_then(|at| self.cells.get(at)).unwrap_or_default().trim()
    }

    /// The cell as owned text.
    pub(crate) fn text(&self, column: &str) -> String {
        self.cell(column).to_owned()
    }

    /// The cell as owned text, `None` where it is empty.
    pub(crate) fn optional(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// The parts of a cell that holds several, separated by `|`.
    pub(crate) fn list(&self, column: &str) -> Vec<String> {
        self.cell(column).split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// Whether somebody has read the row's legal source.
    pub(crate) fn verified(&self) -> bool {
        self.cell("checked") == "yes"
    }
}

/// The rows of a table. A row with a wrong number of cells is left out: a broken
/// table is a bug that a test finds, and no reason for a running service to stop.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = Row> + '_ {
    let mut reader = ReaderBuilder::new().delimiter(b'\t').quoting(false).from_reader(text.as_bytes());
    let header = Arc::new(reader.headers().cloned().unwrap_or_default());
    reader.into_records().filter_map(Result::ok).map(move |cells| Row { header: Arc::clone(&header), cells })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_by_name_and_broken_rows_left_out() {
        let read: Vec<_> = rows("code\taliases\tchecked\nA\tx| y\tyes\nB\nC\t\"z\tno\n").collect();
        assert_eq!(read.len(), 2);
        let cells: Vec<_> = read.iter().map(|r| (r.cell("code"), r.list("aliases"), r.verified(), r.cell("nothing"))).collect();
        assert_eq!(cells, [("A", vec!["x".to_owned(), "y".to_owned()], true, ""), ("C", vec!["\"z".to_owned()], false, "")]);
    }
}
