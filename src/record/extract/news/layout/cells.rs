//! Tables: rows that the markup declares, and tables flattened to one cell a line.
//!
//! A header says what the columns hold; without one a column of amounts and one
//! of organisations tell the third.

use crate::record::extract::news::fact::places;
use crate::record::extract::news::labels::{self, Labelled, Meaning};
use crate::record::extract::news::names;
use crate::record::extract::news::page::{Line, Page, Passage, Shape};
use crate::record::extract::news::party::{Likeness, likeness};
use crate::record::extract::news::sections::MOST_PROJECTS;
use crate::record::extract::news::told::{Told, amount_text};
use crate::record::project::Amount;
use crate::record::vocabulary::Vocabulary;

/// The most columns of a flattened table.
const MOST_COLUMNS: usize = 8;
/// The most words of a cell of a flattened table.
const CELL_WORDS: usize = 30;

/// A table: its rows, what its columns hold, the unit of its money, the line after it.
struct Table<'p> {
    rows: Vec<Row<'p>>,
    meanings: Vec<Option<Meaning>>,
    unit: Option<&'static str>,
    end: usize,
}

/// A row: the place of its first line, its lines' number, its cells.
struct Row<'p> {
    at: usize,
    lines: usize,
    cells: Vec<&'p str>,
}

/// The projects of the page's tables.
pub(super) fn read(page: &Page, taken: &mut [bool], vocabulary: &Vocabulary) -> Vec<Told> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.lines.len() && found.len() < MOST_PROJECTS {
        let table = table(page, at, taken);
        let told: Vec<Told> =
            table.iter().flat_map(|table| &table.rows).filter_map(|row| project(page, row, table.as_ref()?, vocabulary)).collect();
        let Some(table) = table.filter(|table| !told.is_empty() && told.len() * 2 >= table.rows.len()) else {
            at += 1;
            continue;
        };
        taken.get_mut(at..table.end).into_iter().flatten().for_each(|taken| *taken = true);
        found.extend(told);
        at = table.end;
    }
    found.truncate(MOST_PROJECTS);
    found
}

/// The table that begins at a line.
fn table<'p>(page: &'p Page, at: usize, taken: &[bool]) -> Option<Table<'p>> {
    let line = page.lines.get(at).filter(|_| taken.get(at) == Some(&false))?;
    match &line.shape {
        Shape::Row(cells) => Some(declared(page, at, cells)),
        Shape::Plain => flattened(page, at, taken).or_else(|| headless(page, at, taken)),
        _ => None,
    }
}

/// The unit that a header states for its column: *Stöd, tkr*.
fn unit(header: &str) -> Option<&'static str> {
    const UNITS: &[(&str, &str)] = &[
        ("tkr", "tkr"),
        ("ksek", "tkr"),
        ("tusental", "tkr"),
        ("mkr", "mkr"),
        ("mnkr", "mkr"),
        ("msek", "mkr"),
        ("miljoner", "mkr"),
        ("euro", "euro"),
        ("eur", "euro"),
    ];
    let lower = header.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.find_map(|word| UNITS.iter().find(|(known, _)| *known == word).map(|(_, unit)| *unit))
}

/// A cell's figures with the unit that its header states.
fn with_unit(cell: &str, unit: Option<&str>) -> String {
    let figures = cell.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | ',' | '.'));
    unit.filter(|_| figures && !cell.is_empty()).map_or_else(|| cell.to_owned(), |unit| format!("{cell} {unit}"))
}

fn declared<'p>(page: &'p Page, at: usize, header: &'p [String]) -> Table<'p> {
    let rows = page.lines.get(at..).unwrap_or_default().iter().map_while(|line| match &line.shape {
        Shape::Row(cells) => Some(cells.iter().map(String::as_str).collect::<Vec<_>>()),
        _ => None,
    });
    let rows: Vec<Row<'p>> = rows.enumerate().map(|(nth, cells)| Row { at: at + nth, lines: 1, cells }).collect();
    let end = at + rows.len();
    let meanings: Vec<_> = header.iter().map(|cell| labels::column(cell)).collect();
    if is_header(&meanings) {
        let unit = header.iter().find_map(|cell| unit(cell));
        return Table { rows: rows.into_iter().skip(1).collect(), meanings, unit, end };
    }
    let meanings = inferred(&rows);
    Table { rows, meanings, unit: None, end }
}

/// Whether the meanings are those of a header: at least two, a name or an owner among them.
fn is_header(meanings: &[Option<Meaning>]) -> bool {
    let party = meanings.iter().flatten().any(|meaning| matches!(meaning, Meaning::Name | Meaning::Owner));
    party && meanings.iter().flatten().count() > 1
}

/// A header of one label a line, and rows of as many lines.
fn flattened<'p>(page: &'p Page, at: usize, taken: &[bool]) -> Option<Table<'p>> {
    let lines = page.lines.get(at..)?;
    let is_label = |line: &&Line| line.is_plain() && !line.text.contains(": ") && labels::column(&line.text).is_some();
    let width = lines.iter().take(MOST_COLUMNS).take_while(is_label).count();
    let meanings: Vec<_> = lines.iter().take(width).map(|line| labels::column(&line.text)).collect();
    if width < 2 || !is_header(&meanings) {
        return None;
    }
    let unit = lines.iter().take(width).find_map(|line| unit(&line.text));
    let rows = cut(page, at + width, width, taken, |cells| fits(cells, &meanings, unit));
    let end = at + width + rows.len() * width;
    Some(Table { rows, meanings, unit, end })
}

/// Whether cells can stand under their headers: money under money.
fn fits(cells: &[&str], meanings: &[Option<Meaning>], unit: Option<&str>) -> bool {
    let known = meanings.iter().zip(cells).filter(|(meaning, _)| matches!(meaning, Some(Meaning::Granted(_) | Meaning::OtherMoney)));
    let money = known.clone().all(|(_, cell)| amount_text(&with_unit(cell, unit)).is_some() || matches!(*cell, "-" | "–"));
    let name = meanings.iter().zip(cells).filter(|(meaning, _)| matches!(meaning, Some(Meaning::Name | Meaning::Owner)));
    let named = name.into_iter().all(|(_, cell)| cell.chars().any(char::is_alphabetic) && amount_text(cell).is_none());
    money && named && (known.count() > 0 || cells.iter().any(|cell| likeness(cell) == Likeness::Sure))
}

/// A table without a header: every second, third or fourth line an amount.
fn headless<'p>(page: &'p Page, at: usize, taken: &[bool]) -> Option<Table<'p>> {
    (3..=4).find_map(|width| {
        let rows = cut(page, at, width, taken, |cells| {
            let money: Vec<bool> = cells.iter().map(|cell| Amount::parse(cell).is_some()).collect();
            if cells.iter().any(|cell| cell.ends_with('.') && cell.contains(' ') || labels::split(cell).is_some()) {
                return false;
            }
            money.iter().filter(|is| **is).count() == 1 && money.last() == Some(&true)
        });
        let owned = rows.iter().filter(|row| row.cells.iter().any(|cell| likeness(cell) == Likeness::Sure)).count() * 2 > rows.len();
        let meanings = inferred(&rows);
        let end = at + rows.len() * width;
        (rows.len() > 1 && owned && is_header(&meanings)).then_some(Table { rows, meanings, unit: None, end })
    })
}

/// Rows of so many short lines, as long as they fit.
fn cut<'p>(page: &'p Page, from: usize, width: usize, taken: &[bool], fits: impl Fn(&[&str]) -> bool) -> Vec<Row<'p>> {
    let row = |nth: usize| {
        let at = from + nth * width;
        let lines = page.lines.get(at..at + width)?;
        let open = taken.get(at..at + width)?.iter().all(|taken| !taken);
        let cells: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let short = lines.iter().all(|line| {
            (line.is_plain() || line.is_item()) && line.text.split_whitespace().count() <= CELL_WORDS && !line.text.ends_with(':')
        });
        (open && short && fits(&cells)).then_some(Row { at, lines: width, cells })
    };
    (0..MOST_PROJECTS).map_while(row).collect()
}

/// What columns hold by what most of their cells look like.
fn inferred(rows: &[Row<'_>]) -> Vec<Option<Meaning>> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let share = |column: usize, fits: &dyn Fn(&str) -> bool| {
        rows.iter().filter(|row| row.cells.get(column).is_some_and(|cell| fits(cell))).count() * 2 > rows.len()
    };
    let mut meanings: Vec<Option<Meaning>> = vec![None; width];
    let column = |fits: &dyn Fn(&str) -> bool, meanings: &[Option<Meaning>]| {
        (0..width).find(|column| meanings.get(*column) == Some(&None) && share(*column, fits))
    };
    let mut set = |meaning: Meaning, fits: &dyn Fn(&str) -> bool| {
        if let Some(slot) = column(fits, &meanings).and_then(|at| meanings.get_mut(at)) {
            *slot = Some(meaning);
        }
    };
    set(Meaning::Granted(2), &|cell| amount_text(cell).is_some());
    set(Meaning::Owner, &|cell| likeness(cell) == Likeness::Sure);
    set(Meaning::Name, &|cell| cell.chars().any(char::is_alphabetic) && likeness(cell) != Likeness::Sure && amount_text(cell).is_none());
    meanings
}

fn project(page: &Page, row: &Row<'_>, table: &Table<'_>, vocabulary: &Vocabulary) -> Option<Told> {
    let meanings = &table.meanings;
    let line = page.lines.get(row.at)?;
    let cell_of = |wanted: Meaning| meanings.iter().zip(&row.cells).find(|(meaning, _)| **meaning == Some(wanted)).map(|(_, cell)| *cell);
    let name = cell_of(Meaning::Name).filter(|name| {
        (names::could_be_name(name) || cell_of(Meaning::Owner).is_some() && name.chars().any(char::is_alphabetic))
            && !names::is_fund(name, vocabulary)
    })?;
    if places::is_area(name, vocabulary) {
        return None;
    }
    let mut told = Told::named(name, line.line, row.at);
    for (meaning, value) in meanings.iter().zip(&row.cells) {
        if let Some(meaning) = meaning.filter(|meaning| *meaning != Meaning::Name) {
            let money = matches!(meaning, Meaning::Granted(_));
            let value = if money { with_unit(value, table.unit) } else { (*value).to_owned() };
            told.state(&Labelled { meaning, label: "", value: &value }, line.line);
        }
    }
    let lines = page.lines.get(row.at..row.at + row.lines).unwrap_or_default();
    told.own = lines.iter().map(Passage::from).collect();
    (told.stated.owner.is_some() || told.stated.granted.is_some()).then_some(told)
}
