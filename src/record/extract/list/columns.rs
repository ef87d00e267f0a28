//! The header row: which of the table's columns holds which field.

use super::super::super::notice::{Notice, NoticeCode};
use super::super::super::project::SourceKind;
use super::super::super::vocabulary::list_headers::letters;
use super::super::super::vocabulary::{ListHeaders, Vocabulary};
use super::super::tillvaxtverket;
use super::arrange;
use super::field::{DATES, Field, Meaning, Sum, TELLING};
use super::header::{self, Header, Unit};
use super::map::ColumnMap;
use crate::ingest::TableRow;

/// The most columns that are looked at; the widest list seen has 45.
const MOST_COLUMNS: usize = 1_000;
/// The most of a header that a notice repeats, in characters.
const EXCERPT_CHARS: usize = 60;

/// Whether a row of cells heads a list of operations: a column of names, and
/// one of codes, owners, funds, money or dates.
pub fn is_list(cells: &[String], columns: &ColumnMap) -> bool {
    let row = TableRow { line: 1, cells: cells.to_vec() };
    Columns::find(&row, Vocabulary::bundled(), columns).is_some()
}

/// The columns of a list, in the order in which they are read.
pub(super) struct Columns {
    /// Those that are read.
    pub(super) list: Vec<Column>,
    /// Where the name stands, and its header.
    pub(super) name_at: usize,
    /// Where the operation's code stands.
    pub(super) reference_at: Option<usize>,
    /// How many cells the header row has.
    pub(super) width: usize,
    /// The header of the name.
    pub(super) name_header: String,
    /// The layout: a list, or Tillväxtverket's own table.
    pub(super) kind: SourceKind,
    /// Where the currency of the total, of the grant and of both stands.
    currencies: [Option<usize>; 3],
}

/// A column that is read.
pub(super) struct Column {
    /// Which cell of a row.
    pub(super) at: usize,
    /// Its header, cut.
    pub(super) header: String,
    /// What a cell becomes.
    pub(super) take: Take,
    /// What its numbers count.
    pub(super) unit: Unit,
    /// Whether its header says that its numbers are percent.
    pub(super) percent: bool,
    /// Read only where the columns before it left its field empty.
    pub(super) fills_gaps: bool,
    /// Whether another column is the same amount, perhaps in another currency:
    /// then its 0 says that the other one has it.
    pub(super) has_twin: bool,
    /// As [`Header::rank`]; 0 where a person has said it.
    pub(super) rank: u8,
}

/// What reads a cell.
pub(super) enum Take {
    /// A field of the record.
    Field(&'static Field),
    /// A key of Tillväxtverket's bank.
    Bank(&'static tillvaxtverket::Meaning),
}

impl Column {
    fn new(at: usize, header: &str, take: Take, rank: u8, (unit, percent): (Unit, bool)) -> Column {
        Column { at, header: excerpt(header), take, unit, percent, fills_gaps: false, has_twin: false, rank }
    }

    /// The field's name; a key of a bank belongs to no field.
    pub(super) fn field(&self) -> Option<&'static Field> {
        match self.take {
            Take::Field(field) => Some(field),
            Take::Bank(_) => None,
        }
    }

    fn is(&self, name: &str) -> bool {
        self.field().is_some_and(|field| field.name == name)
    }
}

impl Columns {
    /// The columns and what is to be said about them, if the row heads a list.
    pub(super) fn find(row: &TableRow, vocabulary: &Vocabulary, map: &ColumnMap) -> Option<(Columns, Vec<Notice>)> {
        let cells = row.cells.get(..row.cells.len().min(MOST_COLUMNS)).unwrap_or_default();
        if cells.iter().filter(|cell| !cell.trim().is_empty()).count() < 2 {
            return None;
        }
        let bank = is_bank(cells);
        let mut list = Vec::new();
        let mut unknown = Vec::new();
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            match column(at, cell, bank, &vocabulary.list_headers, map) {
                Some(column) => list.push(column),
                None => unknown.push(excerpt(cell)),
            }
        }
        let (name_at, reference_at) = if bank { (key_at(cells, "projektnamn")?, key_at(cells, "ärende-id")) } else { places(&list)? };
        let name_header = cells.get(name_at).cloned().unwrap_or_default();
        let mut notices = told(row, &unknown, map);
        notices.extend(arrange::arrange(&mut list, row.line));
        let kind = if bank { SourceKind::Tillvaxtverket } else { SourceKind::List };
        let currencies = [Some(Sum::Total), Some(Sum::Granted), None].map(|sum| currency_at(&list, sum));
        Some((Columns { list, name_at, reference_at, width: row.cells.len(), name_header, kind, currencies }, notices))
    }

    /// The currency that a row states for an amount.
    pub(super) fn currency<'r>(&self, sum: Sum, row: &'r TableRow) -> Option<&'r str> {
        let [total, granted, both] = self.currencies;
        let own = if sum == Sum::Total { total } else { granted };
        let cell = |at: Option<usize>| at.and_then(|at| row.cells.get(at)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        cell(own).or_else(|| cell(both))
    }
}

/// How many cells of a row are headers, as the second row of a bilingual header has them.
pub(super) fn headers_in(row: &TableRow, headers: &ListHeaders) -> usize {
    row.cells.iter().take(MOST_COLUMNS).filter(|cell| header::understand(cell, headers).is_some()).count()
}

fn column(at: usize, cell: &str, bank: bool, headers: &ListHeaders, map: &ColumnMap) -> Option<Column> {
    if let Some(field) = map.field(cell) {
        return Some(Column::new(at, cell, Take::Field(field), 0, header::measures(cell)));
    }
    if let Some(meaning) = bank.then(|| bank_key(cell)).flatten() {
        return Some(Column::new(at, cell, Take::Bank(meaning), 1, header::measures(cell)));
    }
    let Header { field, rank, unit, percent } = header::understand(cell, headers)?;
    Some(Column::new(at, cell, Take::Field(field), rank, (unit, percent)))
}

/// Tillväxtverket's table has the keys of its JSON as headers.
fn is_bank(cells: &[String]) -> bool {
    let keys = cells.iter().filter(|cell| bank_key(cell).is_some()).count();
    keys >= 4 && key_at(cells, "ärende-id").is_some() && key_at(cells, "projektnamn").is_some()
}

fn bank_key(cell: &str) -> Option<&'static tillvaxtverket::Meaning> {
    let wanted = letters(cell);
    tillvaxtverket::keys().find(|(key, _)| letters(key) == wanted).map(|(_, meaning)| meaning)
}

fn key_at(cells: &[String], key: &str) -> Option<usize> {
    let wanted = letters(key);
    cells.iter().position(|cell| letters(cell) == wanted)
}

/// Where name and code stand in a table that is a list; none where it is another table.
fn places(list: &[Column]) -> Option<(usize, Option<usize>)> {
    let best = |name: &str| list.iter().filter(|column| column.is(name)).min_by_key(|column| (column.rank, column.at));
    let name = best("name")?;
    let has = |names: &[&str]| list.iter().any(|column| column.field().is_some_and(|field| names.contains(&field.name)));
    let persons = list.iter().any(|column| matches!(column.field().map(|field| &field.meaning), Some(Meaning::Person(_))));
    // Names with dates and telephone numbers are a list of people.
    let is_list = has(&TELLING) || has(&DATES) && (name.rank < 2 || !persons);
    is_list.then_some((name.at, best("reference").map(|column| column.at)))
}

fn currency_at(list: &[Column], sum: Option<Sum>) -> Option<usize> {
    let names = |column: &&Column| matches!(column.field().map(|field| &field.meaning), Some(Meaning::Currency(of)) if *of == sum);
    list.iter().find(names).map(|column| column.at)
}

/// Columns that nobody knows, and mapped ones that are not there.
fn told(row: &TableRow, unknown: &[String], map: &ColumnMap) -> Vec<Notice> {
    let notice = |message| Notice::general(NoticeCode::UnknownKey, row.line, message);
    let columns = unknown.iter().map(|header| {
        notice(format!("the column «{header}» is not known; its values were left out (name its field with --map '{header}=field')"))
    });
    let missing =
        map.missing(&row.cells).into_iter().map(|header| notice(format!("--map names the column «{header}», which the list lacks")));
    columns.chain(missing).collect()
}

/// A header on one line, cut for a notice.
pub(super) fn excerpt(cell: &str) -> String {
    let line = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(headers: &str) -> Vec<String> {
        headers.split(';').map(str::to_owned).collect()
    }

    fn found(headers: &str, maps: &[&str]) -> Option<(Columns, Vec<Notice>)> {
        let maps: Vec<String> = maps.iter().map(|map| (*map).to_owned()).collect();
        let map = ColumnMap::parse(&maps).unwrap_or_default();
        Columns::find(&TableRow { line: 3, cells: cells(headers) }, Vocabulary::bundled(), &map)
    }

    /// The fields in reading order with their columns; `~` fills gaps.
    fn check(headers: &str, maps: &[&str], expected: &str, codes: &[NoticeCode]) {
        let Some((columns, notices)) = found(headers, maps) else { panic!("{headers} is no list") };
        let shown = |c: &Column| format!("{}{}@{}", if c.fills_gaps { "~" } else { "" }, c.field().map_or("bank", |f| f.name), c.at);
        assert_eq!(columns.list.iter().map(shown).collect::<Vec<_>>().join(" "), expected, "{headers}");
        assert_eq!(notices.iter().map(|n| n.code).collect::<Vec<_>>(), codes, "{headers}: {notices:?}");
    }

    #[test]
    fn what_is_a_list() {
        let check = |headers: &str, expected: bool| assert_eq!(is_list(&cells(headers), &ColumnMap::default()), expected, "{headers}");
        check("Projektnamn;Belopp", true);
        check("Namn;Stödmottagare", true);
        check("Namn;Startdatum", true);
        check("Namn;Telefon;Startdatum", false);
        check("Namn;E-post", false);
        check("Projektnamn", false);
        check("Stödmottagare;Belopp", false);
        check("Lista över insatser;", false);
        check("ärende-id;projektnamn;län;kommuner", true);
    }

    #[test]
    fn columns_are_read_in_the_order_of_fields() {
        check("Belopp;Fond;Diarienummer;Projektnamn", &[], "name@3 fund@1 reference@2 granted@0", &[]);
        check("Projektnamn;Land;Adress;Belopp", &[], "name@0 granted@3", &[]);
    }

    #[test]
    fn the_more_specific_column_is_read_and_the_other_told() {
        use NoticeCode::DuplicateColumn;
        check("ID;Diarienummer;Projektnamn", &[], "name@2 reference@1 ~reference@0", &[DuplicateColumn]);
        check("Fund_Name;Fund_Code;Projektnamn", &[], "name@2 fund@1 ~fund@0", &[]);
        check("Projektnamn;EU-stöd (EUR);EU-stöd (SEK)", &[], "name@0 granted@2 ~granted@1", &[]);
        check("Projektnamn;Län;Kommun;NUTS3_Label;Belopp", &[], "name@0 county@1 ~county@3 municipality@2 granted@4", &[]);
    }

    #[test]
    fn unknown_columns_are_told_and_may_be_mapped() {
        use NoticeCode::UnknownKey;
        check("Projektnamn;Vem;Färg;Belopp", &[], "name@0 granted@3", &[UnknownKey, UnknownKey]);
        check("Projektnamn;Vem;Färg;Belopp", &["Vem=owner", "Färg=-"], "name@0 owner@1 granted@3", &[]);
        check("Titel;Vem;Belopp", &["Titel=-", "Vem=name", "Ort=city"], "name@1 granted@2", &[UnknownKey]);
        check("Vad;Hur mycket (tkr)", &["Vad=name", "Hur mycket (tkr)=granted"], "name@0 granted@1", &[]);
    }

    #[test]
    fn the_bank_s_own_keys_are_known_without_dots() {
        let Some((columns, _)) = found("arende-id;projektnamn;omrade;lan;kommuner;Telnr", &[]) else { panic!("no list") };
        assert_eq!((columns.kind, columns.name_at, columns.reference_at), (SourceKind::Tillvaxtverket, 1, Some(0)));
    }

    proptest! {
        #[test]
        fn no_header_row_panics(headers in "\\PC{0,120}", known in "((Namn|ID|Fond|EU-stöd SEK|Län|Valuta|ä)[;/ ]){0,12}") {
            let _ = (found(&headers, &["ä=owner"]), found(&known, &["ä=owner"]));
        }
    }
}
