//! A row becomes a draft: each cell by the field of its column.

use super::super::super::date;
use super::super::super::draft::{Draft, Fact, PlaceKind, PlaceText};
use super::super::super::project::SourceKind;
use super::super::tillvaxtverket;
use super::bank::Known;
use super::cell;
use super::columns::{Column, Columns, Take};
use super::field::{Field, Meaning, Sum, put};
use super::markup;
use super::rate::Rates;
use crate::ingest::TableRow;

/// What the rows of a list are read with.
pub(super) struct Pen<'a> {
    pub(super) known: Known<'a>,
    pub(super) rates: Rates,
}

impl Columns {
    /// The draft of a row.
    pub(super) fn draft(&self, row: &TableRow, pen: &mut Pen<'_>) -> Draft {
        let mut draft = match self.kind {
            SourceKind::Tillvaxtverket => tillvaxtverket::draft(row.line),
            kind => Draft { kind, line: row.line, ..Draft::default() },
        };
        let mut filled = None;
        for column in &self.list {
            let Some(cell) = row.cells.get(column.at).map(|cell| cell.trim()).filter(|cell| !cell::says_nothing(cell)) else { continue };
            match column.take {
                Take::Bank(meaning) => tillvaxtverket::take_cell(&mut draft, meaning, cell),
                Take::Field(field) if column.fills_gaps && filled == Some(field.name) => {}
                Take::Field(field) => {
                    if self.take(column, field, cell, row, &mut draft, pen) {
                        filled = Some(field.name);
                    }
                }
            }
        }
        english_alone(&mut draft);
        draft
    }

    /// Writes a cell into the draft; whether it said anything.
    fn take(&self, column: &Column, field: &Field, cell: &str, row: &TableRow, draft: &mut Draft, pen: &mut Pen<'_>) -> bool {
        let line = row.line;
        match &field.meaning {
            Meaning::Text(slot) => put(draft, *slot, markup::line(cell), line),
            Meaning::Body(slot) => put(draft, *slot, markup::paragraphs(cell), line),
            Meaning::Value(slot) => put(draft, *slot, cell.to_owned(), line),
            Meaning::Reference => reference(draft, cell, line, pen),
            Meaning::Programme => programme(draft, cell, line, pen),
            Meaning::Period => period(draft, cell, line, pen),
            Meaning::Interventions => put(draft, |d| &mut d.intervention_fields, cell::interventions(cell), line),
            Meaning::Amount(slot, sum) => {
                // Of two columns with one amount the other one has it.
                let elsewhere = column.has_twin && cell.parse() == Ok(0.0);
                !elsewhere && put(draft, *slot, self.amount(column, *sum, cell, row), line)
            }
            Meaning::Rate => put(draft, |d| &mut d.cofinancing_rate, pen.rates.percent(cell, column.percent), line),
            Meaning::Place(kind) => place(draft, *kind, cell, line),
            Meaning::Location => location(draft, cell, line),
            Meaning::Partners => names(cell, &mut draft.partners, line),
            Meaning::Themes => names(cell, &mut draft.secondary_themes, line),
            Meaning::Link => link(draft, cell),
            Meaning::Person(kind) => {
                draft.dropped.push(*kind);
                true
            }
            Meaning::Currency(_) | Meaning::Nothing => true,
        }
    }

    /// An amount with what its column, its row or its layout says it counts;
    /// a cell that says it itself stays as it is.
    fn amount(&self, column: &Column, sum: Sum, cell: &str, row: &TableRow) -> String {
        let bare = cell.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, ',' | '.' | '\'' | '’' | '-' | '−' | '+'));
        if !bare {
            return cell.to_owned();
        }
        let currency = self.currency(sum, row).or(column.unit.currency.as_deref());
        let mut amount = cell.to_owned();
        for word in [column.unit.multiplier, currency].into_iter().flatten() {
            amount.push(' ');
            amount.push_str(word);
        }
        amount
    }
}

/// A body in English alone is the body, and so is a name.
fn english_alone(draft: &mut Draft) {
    if draft.name.is_none() {
        draft.name = draft.name_en.take();
    }
    if draft.description.is_none() {
        draft.description = draft.description_en.take();
    }
}

/// `23-017-S01`, or behind its programme's code as in Kohesio: `2021SE05SFPR001_23-017-S01`.
fn reference(draft: &mut Draft, cell: &str, line: usize, pen: &mut Pen<'_>) -> bool {
    let whole = cell::whole_number(cell);
    let behind = whole.split_once('_').filter(|(cci, code)| !code.is_empty() && pen.known.is_cci(cci));
    if let Some((cci, _)) = behind {
        put(draft, |d| &mut d.programme, cci.to_owned(), line);
    }
    put(draft, |d| &mut d.reference, behind.map_or(whole, |(_, code)| code).to_owned(), line)
}

/// A CCI is the programme; a programme's name says which fund pays, where no
/// column does, and perhaps the period.
fn programme(draft: &mut Draft, cell: &str, line: usize, pen: &mut Pen<'_>) -> bool {
    if pen.known.is_cci(cell) {
        return put(draft, |d| &mut d.programme, cell.to_owned(), line);
    }
    if draft.fund.is_none()
        && let Some(fund) = pen.known.fund(cell)
    {
        draft.fund = Some(Fact::derived(fund.code.clone(), line));
    }
    false
}

/// A programming period, or the first and last day.
fn period(draft: &mut Draft, cell: &str, line: usize, pen: &mut Pen<'_>) -> bool {
    if let Some(period) = pen.known.period(cell) {
        return put(draft, |d| &mut d.period, period.to_owned(), line);
    }
    // What is neither is told as a start that cannot be read.
    let Some((start, end)) = date::parse_period(cell) else { return put(draft, |d| &mut d.start, cell.to_owned(), line) };
    let begun = put(draft, |d| &mut d.start, start.to_string(), line);
    put(draft, |d| &mut d.end, end.to_string(), line) || begun
}

fn place(draft: &mut Draft, kind: PlaceKind, cell: &str, line: usize) -> bool {
    draft.places.push(Fact::stated(PlaceText { kind, text: markup::line(cell) }, line));
    true
}

/// A place of any kind. A postcode is the owner's as far as anybody knows;
/// coordinates are no place that a record has.
fn location(draft: &mut Draft, cell: &str, line: usize) -> bool {
    let text = markup::line(cell);
    if cell::is_coordinates(&text) {
        return false;
    }
    let parts: Vec<&str> = text.split([',', ';', '|', '/']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let alone = parts.len() == 1;
    let mut said = false;
    for part in parts.into_iter().take(cell::MOST_NAMES) {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        if digits == 5 && part.bytes().all(|b| b.is_ascii_digit() || b == b' ') {
            said |= put(draft, |d| &mut d.owner_postcode, part.to_owned(), line);
        } else if alone || !cell::is_country(part) {
            let kind = if cell::is_nuts3(part) { PlaceKind::County } else { PlaceKind::Region };
            said |= place(draft, kind, part, line);
        }
    }
    said
}

/// Adds the names in a cell; whether there was one.
fn names(cell: &str, to: &mut Vec<Fact<String>>, line: usize) -> bool {
    let before = to.len();
    to.extend(cell::names(cell).map(|name| Fact::stated(name, line)));
    to.len() > before
}

fn link(draft: &mut Draft, cell: &str) -> bool {
    let is_address = (cell.starts_with("https://") || cell.starts_with("http://")) && !cell.contains(char::is_whitespace);
    let free = is_address && draft.url.is_none();
    if free {
        draft.url = Some(cell.to_owned());
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Vocabulary;
    use proptest::prelude::*;

    #[test]
    fn locations_of_any_kind() {
        let check = |cell: &str, places: &str, postcode: Option<&str>| {
            let mut draft = Draft::default();
            location(&mut draft, cell, 1);
            let shown: Vec<String> = draft.places.iter().map(|p| format!("{:?} {}", p.value.kind, p.value.text)).collect();
            assert_eq!((shown.join(", ").as_str(), draft.owner_postcode.map(|p| p.value).as_deref()), (places, postcode), "{cell:?}");
        };
        check("SE332, Sverige", "County SE332", None);
        check("Sverige", "Region Sverige", None);
        check("90326", "", Some("90326"));
        check("903 26 | 97231", "", Some("903 26"));
        check("63.8258, 20.2630", "", None);
        check("Umeå kommun; Övre Norrland", "Region Umeå kommun, Region Övre Norrland", None);
    }

    #[test]
    fn references_behind_their_programme() {
        let check = |cell: &str, code: &str, programme: Option<&str>| {
            let mut draft = Draft::default();
            let mut pen = Pen { known: Known::new(Vocabulary::bundled()), rates: Rates::default() };
            reference(&mut draft, cell, 1, &mut pen);
            assert_eq!(draft.reference.map(|fact| fact.value).as_deref(), Some(code), "{cell}");
            assert_eq!(draft.programme.map(|fact| fact.value).as_deref(), programme, "{cell}");
        };
        check("2021SE05SFPR001_23-017-S01", "23-017-S01", Some("2021SE05SFPR001"));
        check("P_17", "P_17", None);
        check("20200940.0", "20200940", None);
        check("2021SE05SFPR001_", "2021SE05SFPR001_", None);
    }

    proptest! {
        #[test]
        fn no_location_panics(cell in "\\PC{0,60}", pieces in "[0-9A-Z,.;| -]{0,30}") {
            for text in [&cell, &pieces] {
                let mut draft = Draft::default();
                location(&mut draft, text, 1);
                names(text, &mut draft.partners, 1);
                link(&mut draft, text);
            }
        }
    }
}
