//! ODS (OpenDocument 1.3, part 3 §9), read cell by cell.
//!
//! All sheets stand in one file, `content.xml`, which is read twice: to see
//! which of them hold a table, and for the rows of the first.

use std::collections::HashSet;
use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::super::error::Refusal;
use super::super::fault::RawNotice;
use super::super::table::{MAX_CELL_BYTES, Table, TableRow};
use super::cell;
use super::row::RowBuilder;
use super::xml::{Xml, append, attribute};
use super::{MAX_PART_BYTES, MAX_SHEETS, Rows, Zip, holds_table, left_out, no_table, stream};

/// The largest `content.xml`: 500 MiB, since it is read twice.
const MAX_CONTENT_BYTES: u64 = 500 << 20;
/// The most times that a row with words may be repeated: 100. The programs
/// that write this format repeat empty rows to the sheet's end; a list has no
/// hundred equal ones.
const MAX_REPEATED: usize = 100;
/// The most spaces that one element may stand for.
const MAX_SPACES: usize = 256;
/// Elements that hold words which are no cell's: comments, drawings, controls.
const SKIPPED: [&str; 4] = ["annotation", "shapes", "forms", "frame"];

/// The table of an ODS workbook.
pub(super) fn open(name: &str, mut zip: Zip) -> Result<(Table, Vec<RawNotice>), Refusal> {
    check(&mut zip)?;
    let mut sheets = Sheets::new(zip.entry("content.xml", MAX_CONTENT_BYTES)?);
    let mut tables = Vec::new();
    let mut count = 0;
    while let Some(sheet) = sheets.next_sheet()?.filter(|_| count < MAX_SHEETS) {
        if holds_table(&mut sheets)? {
            tables.push((count, sheet));
        }
        count += 1;
    }
    let notices = left_out(&tables.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>());
    let (number, sheet) = tables.into_iter().next().ok_or_else(no_table)?;
    let mut rows = Sheets::new(zip.into_entry("content.xml", MAX_CONTENT_BYTES)?);
    for _ in 0..=number {
        rows.next_sheet()?;
    }
    Ok((Table::new(name, Some(sheet), stream(name, rows)), notices))
}

/// A spreadsheet, and one that can be read.
fn check(zip: &mut Zip) -> Result<(), Refusal> {
    let mimetype = zip.bytes("mimetype", MAX_PART_BYTES)?;
    if !mimetype.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
        return Err(Refusal::Unknown("an OpenDocument that is no spreadsheet"));
    }
    if zip.has("META-INF/manifest.xml") {
        let manifest = zip.bytes("META-INF/manifest.xml", MAX_PART_BYTES)?;
        if String::from_utf8_lossy(&manifest).contains(":encryption-data") {
            return Err(Refusal::damaged("it is protected by a password"));
        }
    }
    Ok(())
}

/// The sheets of a workbook, one after another, and the rows of the one reached.
struct Sheets<R> {
    xml: Xml<R>,
    /// The names of styles whose sheets are hidden.
    hidden: HashSet<String>,
    /// The style that is being defined.
    style: String,
    row: RowBuilder,
    line: usize,
    column: usize,
    inside: bool,
    /// A row that is repeated, and how many times more.
    again: Option<(TableRow, usize)>,
    text: String,
}

/// What an event means for the rows.
enum Step {
    /// A row that stands for so many.
    Row(usize),
    Cell(CellHead),
    Skip,
    EndSheet,
    Nothing,
}

/// What a cell says before its text.
struct CellHead {
    value: Option<String>,
    repeated: usize,
}

impl<R: Read> Rows for Sheets<R> {
    fn next_row(&mut self) -> Result<Option<TableRow>, Refusal> {
        if let Some(row) = self.repeated() {
            return Ok(Some(row));
        }
        while self.inside {
            let step = step(&self.xml.next()?);
            match step {
                Step::Row(times) => {
                    if let Some(row) = self.read_row(times)? {
                        return Ok(Some(row));
                    }
                }
                Step::Skip => self.skip()?,
                Step::EndSheet => self.inside = false,
                _ => {}
            }
        }
        Ok(None)
    }
}

impl<R: Read> Sheets<R> {
    fn new(content: R) -> Self {
        Sheets {
            xml: Xml::new(content),
            hidden: HashSet::new(),
            style: String::new(),
            row: RowBuilder::default(),
            line: 1,
            column: 0,
            inside: false,
            again: None,
            text: String::new(),
        }
    }

    /// Moves to the next sheet that is not hidden; its name.
    fn next_sheet(&mut self) -> Result<Option<String>, Refusal> {
        self.again = None;
        self.inside = false;
        loop {
            match self.xml.next()? {
                Event::Start(start) => match start.local_name().into_inner() {
                    "style" => self.style = attribute(&start, "name").unwrap_or_default().into_owned(),
                    "table-properties" if attribute(&start, "display").is_some_and(|display| display == "false") => {
                        self.hidden.insert(std::mem::take(&mut self.style));
                        if self.hidden.len() > MAX_SHEETS {
                            return Err(Refusal::bomb(format!("a workbook of more than {MAX_SHEETS} hidden sheets' styles")));
                        }
                    }
                    "table" if attribute(&start, "style-name").is_none_or(|style| !self.hidden.contains(style.as_ref())) => {
                        self.line = 1;
                        self.inside = true;
                        return Ok(Some(attribute(&start, "name").unwrap_or_default().into_owned()));
                    }
                    _ => {}
                },
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn repeated(&mut self) -> Option<TableRow> {
        let (row, left) = self.again.as_mut().filter(|(_, left)| *left > 0)?;
        *left -= 1;
        row.line += 1;
        Some(row.clone())
    }

    /// Reads a row that stands for so many; none where it is empty.
    fn read_row(&mut self, times: usize) -> Result<Option<TableRow>, Refusal> {
        self.column = 0;
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            let step = step(&self.xml.next()?);
            match step {
                Step::Cell(head) => self.read_cell(head)?,
                Step::EndSheet => break,
                _ => {}
            }
        }
        let line = self.line;
        self.line = self.line.saturating_add(times);
        self.row.repeat(times, line)?;
        let row = self.row.take(line);
        if row.is_some() && times > MAX_REPEATED {
            return Err(Refusal::bomb(format!("a row that is repeated {times} times; at most {MAX_REPEATED} are read")));
        }
        self.again = row.clone().map(|row| (row, times.saturating_sub(1)));
        Ok(row)
    }

    /// Reads a cell that stands for so many side by side.
    fn read_cell(&mut self, head: CellHead) -> Result<(), Refusal> {
        self.read_text()?;
        let text = head.value.unwrap_or_else(|| std::mem::take(&mut self.text));
        let first = self.column;
        self.column = first.saturating_add(head.repeated);
        if text.trim().is_empty() {
            return Ok(());
        }
        // The first column too many ends this, however many are meant.
        (first..self.column).try_for_each(|column| self.row.put(column, self.line, &text))
    }

    /// Reads to the cell's end; the words of its paragraphs are in `text` then.
    fn read_text(&mut self) -> Result<(), Refusal> {
        self.text.clear();
        let depth = self.xml.depth();
        let mut in_paragraph = 0_usize;
        while self.xml.depth() >= depth {
            let mut skipped = false;
            match self.xml.next()? {
                Event::Start(start) => match start.local_name().into_inner() {
                    name if SKIPPED.contains(&name) => skipped = true,
                    "p" => {
                        in_paragraph += 1;
                        if !self.text.is_empty() {
                            self.text.push('\n');
                        }
                    }
                    "s" => self.text.extend(std::iter::repeat_n(' ', count(&start, "c").min(MAX_SPACES))),
                    "tab" | "line-break" => self.text.push('\n'),
                    _ => {}
                },
                Event::End(end) if end.local_name().into_inner() == "p" => in_paragraph = in_paragraph.saturating_sub(1),
                Event::Eof => return Ok(()),
                event if in_paragraph > 0 => drop(append(&event, &mut self.text)?),
                _ => {}
            }
            if skipped {
                self.skip()?;
            }
            if self.text.len() > MAX_CELL_BYTES {
                return Err(Refusal::bomb(format!("a cell of more than {MAX_CELL_BYTES} bytes in row {}", self.line)));
            }
        }
        Ok(())
    }

    /// Reads to the end of the element that has just begun.
    fn skip(&mut self) -> Result<(), Refusal> {
        let depth = self.xml.depth();
        while self.xml.depth() >= depth {
            if matches!(self.xml.next()?, Event::Eof) {
                return Ok(());
            }
        }
        Ok(())
    }
}

fn step(event: &Event<'_>) -> Step {
    match event {
        Event::Start(start) => match start.local_name().into_inner() {
            "table-row" => Step::Row(count(start, "number-rows-repeated")),
            "table-cell" | "covered-table-cell" => Step::Cell(head(start)),
            name if SKIPPED.contains(&name) => Step::Skip,
            _ => Step::Nothing,
        },
        Event::End(end) if end.local_name().into_inner() == "table" => Step::EndSheet,
        Event::Eof => Step::EndSheet,
        _ => Step::Nothing,
    }
}

/// A number of times, 1 where none is given.
fn count(start: &BytesStart<'_>, name: &str) -> usize {
    attribute(start, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn head(start: &BytesStart<'_>) -> CellHead {
    let value = attribute(start, "value-type").and_then(|kind| value(start, &kind));
    CellHead { value, repeated: count(start, "number-columns-repeated") }
}

/// The value that is stated beside the text; none for texts.
fn value(start: &BytesStart<'_>, kind: &str) -> Option<String> {
    let number = || attribute(start, "value").and_then(|value| Some((value.parse::<f64>().ok()?, value)));
    match kind {
        "float" | "currency" => number().map(|(value, raw)| cell::plain(&raw, value)),
        "percentage" => number().map(|(value, _)| cell::percent(value)),
        "date" => attribute(start, "date-value").map(|date| cell::iso_day(&date).to_owned()),
        "boolean" => attribute(start, "boolean-value").map(|value| cell::truth(value == "true").to_owned()),
        _ => None,
    }
}
