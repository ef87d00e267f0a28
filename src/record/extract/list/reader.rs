//! The reader: rows in, drafts and notices out, one row in memory.

use super::super::super::date::PartialDate;
use super::super::super::notice::{Notice, NoticeCode};
use super::super::super::project::SourceKind;
use super::super::super::vocabulary::Vocabulary;
use super::super::Item;
use super::bank::Known;
use super::columns::{Columns, excerpt};
use super::fill::Pen;
use super::map::ColumnMap;
use super::preamble::Preamble;
use super::rate::Rates;
use super::rows::{self, Kind};
use crate::ingest::TableRow;

/// How many rows may stand above the header.
const MOST_PREAMBLE_ROWS: usize = 30;
/// How many headers the notice about a table that is no list repeats.
const MOST_HEADERS_TOLD: usize = 12;
/// How many rows without code, and how many skipped ones, are told one by one.
const MOST_ROWS_TOLD: usize = 100;

/// What a list is read with.
#[derive(Debug, Clone, Copy)]
pub struct ListOptions<'a> {
    /// Codes, labels and headers.
    pub vocabulary: &'a Vocabulary,
    /// What a person says about its columns.
    pub columns: &'a ColumnMap,
    /// The sheet's name, or nothing: it may name fund, programme or date.
    pub title: &'a str,
}

/// Reads a list of operations row by row.
pub struct ListReader<'a> {
    options: ListOptions<'a>,
    state: State,
    preamble: Preamble,
    pen: Pen<'a>,
    notices: Vec<Notice>,
    records: usize,
    skipped: Told,
    without_code: Told,
    beyond_header: bool,
}

/// Where the reader is.
enum State {
    /// Above the header: rows seen, and the fullest of them.
    Above { rows: usize, fullest: Option<TableRow> },
    /// Below it.
    Below(Columns),
    /// No header came.
    NoList,
}

/// Notices of one kind, the first of which are told.
#[derive(Debug, Default)]
struct Told {
    count: usize,
}

/// What is known when the last row has been read.
#[derive(Debug)]
pub struct ListEnd {
    /// The layout; none where no header was found.
    pub kind: Option<SourceKind>,
    /// The day the list shows by its own words.
    pub date: Option<PartialDate>,
    /// How many operations it had.
    pub records: usize,
    /// What was not yet taken.
    pub notices: Vec<Notice>,
}

impl<'a> ListReader<'a> {
    /// A reader before the first row of a table.
    pub fn new(options: ListOptions<'a>) -> Self {
        let mut preamble = Preamble::default();
        preamble.read(&[options.title.to_owned()], 1, options.vocabulary);
        ListReader {
            options,
            state: State::Above { rows: 0, fullest: None },
            preamble,
            pen: Pen { known: Known::new(options.vocabulary), rates: Rates::default() },
            notices: Vec::new(),
            records: 0,
            skipped: Told::default(),
            without_code: Told::default(),
            beyond_header: false,
        }
    }

    /// Reads the next row: an operation, or nothing where it is none.
    pub fn push(&mut self, row: &TableRow) -> Option<Item> {
        match &self.state {
            State::Above { .. } => {
                self.above(row);
                None
            }
            State::Below(_) => self.below(row),
            State::NoList => None,
        }
    }

    /// What has been said since the last time.
    pub fn take_notices(&mut self) -> Vec<Notice> {
        std::mem::take(&mut self.notices)
    }

    /// The layout, once the header has been read.
    pub fn kind(&self) -> Option<SourceKind> {
        match &self.state {
            State::Below(columns) => Some(columns.kind),
            _ => None,
        }
    }

    /// Whether the table is no list: no header stood in its first rows. Further
    /// rows give nothing.
    pub fn is_hopeless(&self) -> bool {
        matches!(self.state, State::NoList)
    }

    /// The list is at its end.
    pub fn finish(mut self) -> ListEnd {
        if let State::Above { fullest, .. } = &mut self.state {
            let fullest = fullest.take();
            self.no_list(fullest.as_ref());
        }
        self.rest_told();
        let date = self.preamble.date.as_ref().and_then(|fact| fact.value.parse().ok());
        ListEnd { kind: self.kind(), date, records: self.records, notices: self.notices }
    }

    fn above(&mut self, row: &TableRow) {
        let found = Columns::find(row, self.options.vocabulary, self.options.columns);
        if let Some((columns, notices)) = found {
            self.notices.extend(notices);
            if columns.reference_at.is_none() {
                let message = "no column holds the code that each operation of a list must have";
                self.notices.push(Notice::field(NoticeCode::MissingCode, row.line, "reference", message));
            }
            self.state = State::Below(columns);
            return;
        }
        self.preamble.read(&row.cells, row.line, self.options.vocabulary);
        let State::Above { rows, fullest } = &mut self.state else { return };
        *rows += 1;
        if fullest.as_ref().is_none_or(|fullest| stated(row) > stated(fullest)) {
            *fullest = Some(row.clone());
        }
        if *rows >= MOST_PREAMBLE_ROWS {
            let fullest = fullest.take();
            self.no_list(fullest.as_ref());
        }
    }

    fn no_list(&mut self, fullest: Option<&TableRow>) {
        self.state = State::NoList;
        let (line, headers) = fullest.map_or((1, Vec::new()), |row| (row.line, named(row)));
        let message = match headers.as_slice() {
            [] => "the table is empty".to_owned(),
            [first, ..] => format!(
                "no row heads a list of projects, with a name and an owner, code, fund, amount or date. The fullest row has «{}»; say what its columns are, for example --map '{first}=name'",
                headers.join("», «")
            ),
        };
        self.notices.push(Notice::general(NoticeCode::NoProject, line, message));
    }

    fn below(&mut self, row: &TableRow) -> Option<Item> {
        let State::Below(columns) = &self.state else { return None };
        let first = self.records == 0 && self.skipped.count == 0;
        match rows::kind(row, columns, first, &self.options.vocabulary.list_headers) {
            Kind::Blank | Kind::Header => return None,
            kind @ (Kind::Sum | Kind::Remark) => {
                self.skip(row, kind);
                return None;
            }
            Kind::Operation => {}
        }
        let mut draft = columns.draft(row, &mut self.pen);
        let (has_code_column, width) = (columns.reference_at.is_some(), columns.width);
        self.preamble.complete(&mut draft, &mut self.pen.known);
        if draft.kind == SourceKind::List {
            let fund = draft.fund.as_ref().map(|fact| fact.value.as_str());
            draft.bank = draft.reference.as_ref().and_then(|code| self.pen.known.bank(&code.value, fund));
        }
        if self.preamble.date.is_none() {
            self.preamble.date = draft.date.clone();
        }
        if has_code_column && draft.reference.is_none() {
            self.no_code(row.line);
        }
        self.cells_beyond(row, width);
        self.records += 1;
        Some(Item::Draft(Box::new(draft)))
    }

    fn no_code(&mut self, line: usize) {
        if self.without_code.tells() {
            let message = "the operation has no code";
            self.notices.push(Notice::field(NoticeCode::MissingCode, line, "reference", message));
        }
    }

    fn skip(&mut self, row: &TableRow, kind: Kind) {
        self.preamble.read_date(&row.cells, row.line);
        if self.skipped.tells() {
            let what = if kind == Kind::Sum { "a sum" } else { "a remark" };
            let text = row.cells.iter().find(|cell| !cell.trim().is_empty()).map(|cell| excerpt(cell)).unwrap_or_default();
            let message = format!("the row «{text}» is {what} and no operation; it was left out");
            self.notices.push(Notice::general(NoticeCode::SkippedRow, row.line, message));
        }
    }

    /// A cell without a header is told once: somebody's remark beside the list,
    /// or a text with the list's own separator in it.
    fn cells_beyond(&mut self, row: &TableRow, width: usize) {
        let beyond = row.cells.get(width..).unwrap_or_default();
        if !self.beyond_header && beyond.iter().any(|cell| !cell.trim().is_empty()) {
            self.beyond_header = true;
            let message = format!("the row has {} cells and the header {width}; cells without a header were left out", row.cells.len());
            self.notices.push(Notice::general(NoticeCode::UnknownKey, row.line, message));
        }
    }

    fn rest_told(&mut self) {
        let rest = [
            (&self.skipped, NoticeCode::SkippedRow, "rows were left out"),
            (&self.without_code, NoticeCode::MissingCode, "operations have no code"),
        ];
        for (told, code, what) in rest {
            if let Some(more) = told.count.checked_sub(MOST_ROWS_TOLD).filter(|more| *more > 0) {
                self.notices.push(Notice::general(code, 1, format!("{more} more {what}")));
            }
        }
    }
}

impl Told {
    /// Counts one more; whether it is still to be told.
    fn tells(&mut self) -> bool {
        self.count += 1;
        self.count <= MOST_ROWS_TOLD
    }
}

fn stated(row: &TableRow) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

fn named(row: &TableRow) -> Vec<String> {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).take(MOST_HEADERS_TOLD).map(|cell| excerpt(cell)).collect()
}
