//! The rows of an XLSX sheet (ECMA-376 §18.3.1), read cell by cell.

use std::borrow::{Borrow, Cow};
use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::super::error::Refusal;
use super::super::fault::RawNotice;
use super::super::table::{MAX_CELL_BYTES, Table, TableRow};
use super::cell;
use super::row::RowBuilder;
use super::shared_strings::{Place, unescaped};
use super::workbook::{self, Workbook};
use super::xml::{Xml, append, attribute};
use super::{MAX_SHEET_BYTES, Rows, Zip, holds_table, left_out, no_table, reference, stream};

/// The table of an XLSX workbook.
pub(super) fn open(name: &str, mut zip: Zip) -> Result<(Table, Vec<RawNotice>), Refusal> {
    let workbook = workbook::read(&mut zip)?;
    let mut tables = Vec::new();
    for sheet in &workbook.sheets {
        if holds_table(&mut SheetRows::new(zip.entry(&sheet.entry, MAX_SHEET_BYTES)?, &workbook))? {
            tables.push((sheet.name.clone(), sheet.entry.clone()));
        }
    }
    let notices = left_out(&tables.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    let (sheet, entry) = tables.into_iter().next().ok_or_else(no_table)?;
    let rows = SheetRows::new(zip.into_entry(&entry, MAX_SHEET_BYTES)?, workbook);
    Ok((Table::new(name, Some(sheet), stream(name, rows)), notices))
}

/// The rows of one sheet; `W` is the workbook or a loan of it.
struct SheetRows<R, W> {
    xml: Xml<R>,
    workbook: W,
    row: RowBuilder,
    /// The row and the column of the next cell that does not say where it stands.
    line: usize,
    column: usize,
    /// What the cell's value or text is, as far as it has been read.
    text: String,
}

/// What an event means for the rows.
enum Step {
    Row(Option<usize>),
    Cell(CellHead),
    EndRow,
    EndSheet,
    Nothing,
}

/// What a cell says before its value.
struct CellHead {
    place: Option<(usize, usize)>,
    style: usize,
    kind: Kind,
}

/// What a cell's value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Truth,
    Date,
    /// An error or something unknown: nothing.
    Nothing,
}

impl<R: Read, W: Borrow<Workbook>> Rows for SheetRows<R, W> {
    fn next_row(&mut self) -> Result<Option<TableRow>, Refusal> {
        loop {
            let step = step(&self.xml.next()?);
            match step {
                Step::Row(line) => {
                    self.line = line.unwrap_or(self.line + 1);
                    self.column = 0;
                }
                Step::Cell(head) => self.cell(&head)?,
                Step::EndRow => {
                    if let Some(row) = self.row.take(self.line) {
                        return Ok(Some(row));
                    }
                }
                Step::EndSheet => {
                    self.xml.drain()?;
                    return Ok(None);
                }
                Step::Nothing => {}
            }
        }
    }
}

impl<R: Read, W: Borrow<Workbook>> SheetRows<R, W> {
    fn new(entry: R, workbook: W) -> Self {
        SheetRows { xml: Xml::new(entry), workbook, row: RowBuilder::default(), line: 0, column: 0, text: String::new() }
    }

    fn cell(&mut self, head: &CellHead) -> Result<(), Refusal> {
        let (column, line) = head.place.unwrap_or((self.column, self.line));
        self.column = column.saturating_add(1);
        self.read_value()?;
        let workbook = self.workbook.borrow();
        let raw = self.text.as_str();
        let text: Cow<'_, str> = match head.kind {
            Kind::Number if raw.is_empty() => return Ok(()),
            Kind::Number => cell::number(raw, workbook.styles.shown(head.style), workbook.epoch).into(),
            Kind::Shared => unescaped(shared(workbook, raw).map_err(|refusal| refusal.at(line))?),
            Kind::Text => unescaped(raw),
            Kind::Truth => cell::truth(raw == "1" || raw == "true").into(),
            Kind::Date => cell::iso_day(raw).into(),
            Kind::Nothing => return Ok(()),
        };
        self.row.put(column, line, &text)
    }

    /// Reads to the cell's end; its value is in `text` then.
    fn read_value(&mut self) -> Result<(), Refusal> {
        self.text.clear();
        let depth = self.xml.depth();
        let (mut place, mut in_value) = (Place::default(), false);
        while self.xml.depth() >= depth {
            match self.xml.next()? {
                Event::Start(start) => {
                    let name = start.local_name().into_inner();
                    in_value |= name == "v";
                    place.enter(name);
                }
                Event::End(end) => {
                    let name = end.local_name().into_inner();
                    in_value &= name != "v";
                    place.leave(name);
                }
                Event::Eof => return Ok(()),
                event if in_value || place.is_text() => drop(append(&event, &mut self.text)?),
                _ => {}
            }
            if self.text.len() > MAX_CELL_BYTES {
                return Err(Refusal::bomb(format!("a cell of more than {MAX_CELL_BYTES} bytes in row {}", self.line)));
            }
        }
        Ok(())
    }
}

fn shared<'a>(workbook: &'a Workbook, number: &str) -> Result<&'a str, Refusal> {
    let found = number.trim().parse().ok().and_then(|number| workbook.strings.get(number));
    found.ok_or_else(|| Refusal::damaged(format!("a cell names the shared text {number}, which the workbook lacks")))
}

fn step(event: &Event<'_>) -> Step {
    match event {
        Event::Start(start) => match start.local_name().into_inner() {
            "row" => Step::Row(attribute(start, "r").and_then(|line| line.parse().ok())),
            "c" => Step::Cell(head(start)),
            _ => Step::Nothing,
        },
        Event::End(end) => match end.local_name().into_inner() {
            "row" => Step::EndRow,
            "sheetData" => Step::EndSheet,
            _ => Step::Nothing,
        },
        Event::Eof => Step::EndSheet,
        _ => Step::Nothing,
    }
}

/// All three attributes in one walk: there are millions of cells.
fn head(start: &BytesStart<'_>) -> CellHead {
    let mut head = CellHead { place: None, style: 0, kind: Kind::Number };
    let mut attributes = start.attributes();
    for attribute in attributes.with_checks(false).flatten() {
        match attribute.key.into_inner() {
            "r" => head.place = reference::cell(&attribute.value),
            "s" => head.style = attribute.value.parse().unwrap_or(0),
            "t" => head.kind = kind(&attribute.value),
            _ => {}
        }
    }
    head
}

fn kind(name: &str) -> Kind {
    match name {
        "n" => Kind::Number,
        "s" => Kind::Shared,
        "str" | "inlineStr" => Kind::Text,
        "b" => Kind::Truth,
        "d" => Kind::Date,
        _ => Kind::Nothing,
    }
}
