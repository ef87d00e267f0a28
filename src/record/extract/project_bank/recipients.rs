//! The table of a decision that says who gets how much: as rows of cells, or
//! with each cell on a line of its own.

use super::super::super::draft::{Confidence, Fact};
use super::super::super::owner::{OrganisationNumber, organisation_number};
use super::super::super::project::Amount;
use super::super::folded;
use super::description::Passage;
use crate::ingest::{Block, BlockKind};

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recipient {
    /// Who gets it.
    pub(super) name: String,
    /// How much at most, in hundredths of a krona.
    pub(super) amount_ore: i64,
    /// The line of the name.
    pub(super) line: usize,
}

/// The first cell of the table's head.
const HEAD: &str = "bidragsmottagare";
/// Longer lines are text below the table.
const CELL_BYTES: usize = 120;

/// The recipients named in a record's text.
pub(super) fn of(passages: &[Passage<'_>]) -> Vec<Recipient> {
    let mut table = Table::default();
    for block in passages.iter().flatten() {
        match &block.kind {
            BlockKind::Row(cells) => table.row(cells, block.line),
            _ => table.line(&block.text(), block),
        }
    }
    table.recipients
}

/// What the rows add up to.
pub(super) fn total(recipients: &[Recipient]) -> Option<Fact<String>> {
    let line = recipients.first()?.line;
    let sum = recipients.iter().try_fold(0i64, |sum, recipient| sum.checked_add(recipient.amount_ore))?;
    let words = recipients.iter().map(|recipient| recipient.name.as_str()).collect::<Vec<_>>().join(" + ");
    Some(Fact::derived(format!("{} kr", sum / 100), line).read_from(&words, Confidence::Likely))
}

/// The table while its cells are read one by one: name, other lines, amount,
/// share, the ground for the support, a number.
#[derive(Default)]
struct Table {
    recipients: Vec<Recipient>,
    begun: bool,
    ended: bool,
    /// The first line since the last amount that can be a name.
    name: Option<(String, usize)>,
    /// Whether the last cell was a share: the ground for the support follows it.
    after_share: bool,
    /// Whether the cells of the head are over.
    in_body: bool,
}

impl Table {
    fn row(&mut self, cells: &[String], line: usize) {
        let first = cells.first().map(|cell| folded(cell)).unwrap_or_default();
        if first == HEAD {
            self.begun = true;
            return;
        }
        let amount = cells.iter().skip(1).find_map(|cell| amount(cell));
        if let (true, Some(amount_ore), false) = (self.begun, amount, first.is_empty() || first.starts_with("summa")) {
            let name = cells.first().map(|cell| cell.trim().to_owned()).unwrap_or_default();
            self.recipients.push(Recipient { name, amount_ore, line });
        }
    }

    fn line(&mut self, text: &str, block: &Block) {
        let text = text.trim();
        let cell = folded(text);
        self.begun |= cell == HEAD;
        self.ended |= self.begun && self.in_body && (cell.starts_with("summa") || text.len() > CELL_BYTES || text.ends_with('.'));
        if !self.begun || self.ended || cell == HEAD || is_head(&cell) {
            return;
        }
        self.in_body = true;
        let ground = std::mem::replace(&mut self.after_share, text.ends_with('%'));
        if self.after_share || ground || !matches!(organisation_number(text), OrganisationNumber::Invalid) {
            return;
        }
        match (amount(text), self.name.take()) {
            (Some(amount_ore), Some((name, line))) => self.recipients.push(Recipient { name, amount_ore, line }),
            (None, None) if text.contains(char::is_alphabetic) => self.name = Some((text.to_owned(), block.line)),
            (_, name) => self.name = name,
        }
    }
}

/// The other cells of the head, and the small print in it.
fn is_head(cell: &str) -> bool {
    ["max", "stödgrund", "under", "bidraget", "av de", "stödberättigande", "kostnaderna", "projekttiden", "organisationsnummer"]
        .iter()
        .any(|start| cell.starts_with(start))
}

/// A cell with figures of money, with or without a unit.
fn amount(cell: &str) -> Option<i64> {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    Amount::parse(cell).filter(|amount| digits > 3 && amount.amount_ore > 0).map(|amount| amount.amount_ore)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::text::blocks;
    use proptest::prelude::*;

    fn shown(blocks: &[Block]) -> String {
        let passages = [blocks.iter().collect()];
        of(&passages).iter().map(|r| format!("{}={}@{}", r.name, r.amount_ore / 100, r.line)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn cells_on_lines_of_their_own() {
        let check = |text: &str, expected: &str| assert_eq!(shown(&blocks(text)), expected, "{text}");
        check(
            "Bidragsmottagare\nMaxbelopp (kr)\nMax stödnivå (%)\nStödgrund **\nBryggverket AB\n1 250 000\n50 %\nArtikel 25\n\
             Åns universitet\nInstitutionen för vatten\n400 000\n100 %\nInte statsstöd\nSumma:\n1 650 000",
            "Bryggverket AB=1250000@5 Åns universitet=400000@9",
        );
        check("Bryggverket AB\n1 250 000", "");
        check("Bidragsmottagare\nBryggverket AB\nhögst kronor", "");
    }

    #[test]
    fn rows_of_cells() {
        let row = |cells: &[&str]| Block { line: 1, gap: false, kind: BlockKind::Row(cells.iter().map(|c| (*c).to_owned()).collect()) };
        let rows = [row(&["Bidragsmottagare", "Maxbelopp (kr)"]), row(&["Bryggverket AB", "1 250 000"]), row(&["Summa", "1 250 000"])];
        assert_eq!(shown(&rows), "Bryggverket AB=1250000@1");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(Bidragsmottagare|Summa|[0-9 %]{1,12}|[a-zå]{0,9}|\n){0,40}") {
            let passages_of = blocks(&text);
            let _ = shown(&passages_of);
        }
    }
}
