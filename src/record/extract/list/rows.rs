//! The rows of a list that are no operations.

use super::super::super::vocabulary::ListHeaders;
use super::columns::{Columns, headers_in};
use crate::analysis::fold;
use crate::ingest::TableRow;

/// What a row below the header is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An operation.
    Operation,
    /// Nothing in it.
    Blank,
    /// The header again, in its other language or on the next page.
    Header,
    /// The sum of the rows above.
    Sum,
    /// A footnote, or the heading of the rows below.
    Remark,
}

/// Words that open a row of sums, folded.
const SUM_WORDS: [&str; 9] = ["summa", "delsumma", "totalsumma", "totalt", "total", "sum", "subtotal", "samtliga", "slutsumma"];

/// The longest label of a column that numbers columns: `1`, `(a)`.
const NUMBER_CHARS: usize = 3;

/// What a row is; `first` is the one directly below the header.
pub(super) fn kind(row: &TableRow, columns: &Columns, first: bool, headers: &ListHeaders) -> Kind {
    let mut stated = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let Some(opening) = stated.next() else { return Kind::Blank };
    let others = stated.clone().count();
    let name = row.cells.get(columns.name_at).map(|cell| cell.trim()).unwrap_or_default();
    if name == columns.name_header.trim() || first && (is_second_header(row, headers, others + 1) || numbers_columns(row, others)) {
        return Kind::Header;
    }
    if opens_sum(opening) && stated.all(|cell| is_figure(cell) || opens_sum(cell)) {
        return Kind::Sum;
    }
    // One cell alone says nothing about a project, be it a name.
    if others == 0 && columns.list.len() >= 3 { Kind::Remark } else { Kind::Operation }
}

/// At least half of the cells are headers.
fn is_second_header(row: &TableRow, headers: &ListHeaders, stated: usize) -> bool {
    let known = headers_in(row, headers);
    known >= 2 && known * 2 >= stated
}

/// `1`, `2`, `3` or `(a)`, `(b)`, `(c)` below the headers.
fn numbers_columns(row: &TableRow, others: usize) -> bool {
    others >= 2 && row.cells.iter().all(|cell| cell.chars().count() <= NUMBER_CHARS)
}

/// `Summa`, `Totalt:`, `Totalt 12 insatser`, `Summa 2021–2027`.
fn opens_sum(cell: &str) -> bool {
    // The first letter alone tells of nearly every row that it is none.
    if !cell.starts_with(['s', 't', 'd', 'S', 'T', 'D']) {
        return false;
    }
    let first: String = cell.chars().take_while(|c| c.is_alphabetic()).take(12).collect();
    let rest = cell.get(first.len()..).unwrap_or_default();
    let counted = rest.trim().is_empty() || rest.starts_with([':', ' ', '.']) && rest.chars().all(|c| !c.is_alphabetic()) || is_count(rest);
    counted && SUM_WORDS.contains(&fold(&first).as_ref())
}

/// ` 12 insatser`: a number and what it counts.
fn is_count(rest: &str) -> bool {
    let mut words = rest.trim_matches([':', ' ', '.']).split_whitespace();
    let number = words.next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    number && words.next().is_some() && words.next().is_none()
}

/// An amount, a share or a count, with or without its unit.
fn is_figure(cell: &str) -> bool {
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    cell.bytes().any(|b| b.is_ascii_digit()) && letters <= 6
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Vocabulary;
    use crate::record::extract::list::ColumnMap;
    use proptest::prelude::*;

    fn row(text: &str) -> TableRow {
        TableRow { line: 1, cells: text.split(';').map(str::to_owned).collect() }
    }

    fn kind_of(text: &str, first: bool) -> Kind {
        let vocabulary = Vocabulary::bundled();
        let header = row("Diarienummer;Projektnamn;Stödmottagare;Total budget;EU-stöd");
        let Some((columns, _)) = Columns::find(&header, vocabulary, &ColumnMap::default()) else { panic!("no list") };
        kind(&row(text), &columns, first, &vocabulary.list_headers)
    }

    fn check(text: &str, expected: Kind) {
        assert_eq!(kind_of(text, false), expected, "{text}");
    }

    #[test]
    fn rows_that_are_operations() {
        check("23-001-S01;Bryggan;Åsele kommun;10;5", Kind::Operation);
        check(";;Åsele kommun;10;5", Kind::Operation);
        check("Total hälsa;Total hälsa;Åsele kommun;;", Kind::Operation);
        check(";Totalt nytänk;Åsele kommun;10;5", Kind::Operation);
    }

    #[test]
    fn rows_that_are_none() {
        check(";;;;", Kind::Blank);
        check("", Kind::Blank);
        check("Diarienummer;Projektnamn;Stödmottagare;Total budget;EU-stöd", Kind::Header);
        check("Summa;;;1 234 567;600 000 kr", Kind::Sum);
        check("Totalt:;;;12,5;", Kind::Sum);
        check(";Totalt 12 insatser;;12;", Kind::Sum);
        check("Summa 2021–2027;;;12;6", Kind::Sum);
        check("* Beloppen är preliminära.;;;;", Kind::Remark);
        check(";Övre Norrland;;;", Kind::Remark);
    }

    #[test]
    fn what_stands_directly_below_the_header() {
        assert_eq!(kind_of("Operation ID;Operation name;Beneficiary;Total budget;EU support", true), Kind::Header);
        assert_eq!(kind_of("1;2;3;4;5", true), Kind::Header);
        assert_eq!(kind_of("(a);(b);(c);;", true), Kind::Header);
        assert_eq!(kind_of("23-001-S01;Bryggan;Åsele kommun;10;5", true), Kind::Operation);
    }

    proptest! {
        #[test]
        fn no_row_panics(text in "\\PC{0,80}", first in any::<bool>()) {
            kind_of(&text, first);
        }
    }
}
