//! Tables as text: cells parted by a sign, a record a line (RFC 4180).
//!
//! `dialect` judges whether a text is one, `records` takes it apart, and the
//! rows made here are held against the header's width.

mod dialect;
mod records;

use std::io::Read;

use super::decode::visible;
use super::error::Refusal;
use super::fault::{Fault, RawKind, RawNotice};
use super::table::{Table, TableRow};
use super::text_reader::TextReader;
pub(super) use dialect::{Dialect, sniff};
use records::{Parser, Record, Records};

/// The table of a text whose dialect is known.
pub(super) fn table<R: Read + Send + 'static>(name: &str, mut text: TextReader<R>, dialect: Dialect) -> Table {
    if dialect.named {
        let first = text.pending().find('\n').map_or(text.pending().len(), |end| end + 1);
        text.consume(first);
    }
    let parser = Parser::new(dialect.separator, 1 + usize::from(dialect.named));
    let rows = Rows { name: name.to_owned(), records: Records::new(text, parser), dialect, waiting: None, ended: false };
    Table::new(name, None, Box::new(rows))
}

struct Rows<R> {
    name: String,
    records: Records<R>,
    dialect: Dialect,
    /// A row whose notice has been given.
    waiting: Option<TableRow>,
    ended: bool,
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<TableRow, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(row) = self.waiting.take() {
            return Some(Ok(row));
        }
        while !self.ended {
            match self.records.next().and_then(|record| record.map(cleaned).transpose()) {
                Ok(Some(row)) if row.cells.iter().all(String::is_empty) => {}
                Ok(Some(row)) => return Some(self.judged(row)),
                Ok(None) => self.ended = true,
                Err(refusal) => {
                    self.ended = true;
                    return Some(Err(Fault::End(refusal.named(&self.name))));
                }
            }
        }
        None
    }
}

impl<R> Rows<R> {
    /// The row, or a notice that the row follows if it is kept.
    fn judged(&mut self, mut row: TableRow) -> Result<TableRow, Fault> {
        match self.ragged(&mut row) {
            None => Ok(row),
            Some(notice) => {
                self.waiting = (notice.lost == 0).then_some(row);
                Err(Fault::Notice(notice))
            }
        }
    }

    /// Fills a row up to the header's width, or cuts empty cells beyond it.
    fn ragged(&self, row: &mut TableRow) -> Option<RawNotice> {
        let (width, count, line) = (self.dialect.width, row.cells.len(), row.line);
        if line <= self.dialect.header_line || count == width {
            return None;
        }
        if row.cells.iter().skip(width).any(|cell| !cell.is_empty()) {
            return Some(RawNotice::lost(RawKind::Ragged, line, format!("{count} cells where the header has {width}: left out")));
        }
        row.cells.resize(width, String::new());
        let short = count < width;
        short.then(|| {
            RawNotice::kept(RawKind::Ragged, line, format!("{count} cells where the header has {width}; the last are taken as empty"))
        })
    }
}

/// The row that a record is, its cells trimmed and without invisible signs.
fn cleaned(record: Record) -> Result<TableRow, Refusal> {
    let line = record.line;
    if record.cells.iter().any(|cell| cell.contains('\0')) {
        return Err(Refusal::damaged_at(line, "a zero byte: this is no text"));
    }
    let cells = record.cells.into_iter().map(clean).collect();
    Ok(TableRow { line, cells })
}

fn clean(cell: String) -> String {
    match visible(&cell) {
        std::borrow::Cow::Borrowed(text) if text.trim().len() == text.len() => cell,
        text => text.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests;
