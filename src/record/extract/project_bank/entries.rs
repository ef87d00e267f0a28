//! A page as a row of statements and texts: which lines are a bank's labels,
//! and where the value of each stands.
//!
//! Banks write a label and its value on two lines, on one line, in two cells
//! or under a heading, with a colon or without. A label without any sign is
//! only a word, so that a page is read for those ([`Style::Bare`]) only after
//! it made no record without them.

use super::bank::{Bank, LABEL_BYTES, Label, Meaning};
use crate::ingest::{Block, BlockKind};
use crate::record::date::{PartialDate, parse_period};

/// Which lines may be labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Those with a colon, in a cell or in a list of labels and values.
    Marked,
    /// Those and any line that is nothing but a label.
    Bare,
}

/// A label and its value.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    /// The label as its table has it.
    pub(super) key: &'static str,
    /// What stands behind it.
    pub(super) meaning: Meaning,
    /// The label as written.
    pub(super) label: &'a str,
    /// None where the label stands alone.
    pub(super) value: Option<&'a str>,
    /// The line of the value, else of the label.
    pub(super) line: usize,
    /// The line of the label.
    pub(super) label_line: usize,
}

/// One thing on a page; small, since a page may have a million lines.
pub(super) enum Entry<'a> {
    /// A statement that the bank's table knows.
    Said(Box<Said<'a>>),
    /// What has the shape of one, with a label that the table lacks.
    Unknown(&'a Block),
    /// Any other line.
    Text(&'a Block),
}

/// The longest value that is taken from a line after a bare label; a longer one is a text.
const VALUE_BYTES: usize = 200;
/// What may stand between two statements on one line.
const BETWEEN: &[&str] = &[" – ", " — ", " - ", " | ", " · ", "; "];

/// Reads a page by a bank's labels; `labelled` tells of each block whether it
/// begins with any bank's label at all.
pub(super) fn entries<'a>(blocks: &'a [Block], labelled: &[bool], bank: &'a Bank, style: Style) -> Vec<Entry<'a>> {
    let mut page = Page { blocks, bank, style, spaced: false, entries: Vec::with_capacity(blocks.len()) };
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        at += match labelled.get(at) {
            Some(true) => page.block(at, block),
            _ => page.plain(block),
        };
    }
    page.entries
}

struct Page<'a> {
    blocks: &'a [Block],
    bank: &'a Bank,
    style: Style,
    /// Whether an empty line stood between a label and its value.
    spaced: bool,
    entries: Vec<Entry<'a>>,
}

impl<'a> Page<'a> {
    /// Reads a block that has no label of any bank.
    fn plain(&mut self, block: &'a Block) -> usize {
        let stated = match &block.kind {
            BlockKind::Pair { .. } => true,
            BlockKind::Row(cells) => is_unknown(cells),
            _ => false,
        };
        self.entries.push(if stated { Entry::Unknown(block) } else { Entry::Text(block) });
        1
    }

    /// Reads the block at `at`; gives how many blocks were used.
    fn block(&mut self, at: usize, block: &'a Block) -> usize {
        match &block.kind {
            BlockKind::Pair { label, value, value_line } => self.pair(at, block, label, value.as_deref(), *value_line),
            BlockKind::Row(cells) => self.row(at, block, cells),
            BlockKind::Line(text) | BlockKind::ListItem(text) | BlockKind::Heading { text, .. } => self.line(at, block, text),
        }
    }

    fn pair(&mut self, at: usize, block: &'a Block, label: &'a str, value: Option<&'a str>, value_line: usize) -> usize {
        let Some(row) = self.bank.find(label) else {
            self.entries.push(Entry::Unknown(block));
            return 1;
        };
        self.spaced |= value_line > block.line + 1;
        match value {
            // An empty label, and the next line is a statement in itself.
            Some(text) if !is_text(&row.1) && self.inline(text).is_some() => {
                self.say(row, label, None, block.line, block.line);
                self.statements(text, value_line);
                1
            }
            Some(text) => self.valued(at, row, label, text, (value_line, block.line)),
            None => match self.below(at, &row, self.spaced) {
                Some((text, line)) if self.spaced => 1 + self.valued(at + 1, row, label, text, (line, block.line)),
                _ => self.valued(at, row, label, "", (block.line, block.line)),
            },
        }
    }

    /// Takes a statement, and behind a label of several names the list items below.
    fn valued(&mut self, at: usize, row: Label, label: &'a str, value: &'a str, (line, label_line): (usize, usize)) -> usize {
        let bare = without_bullet(value);
        let listed = matches!(row.1, Meaning::Partners | Meaning::Each("partners")) && (bare.len() != value.len() || value.is_empty());
        self.say(row, label, Some(bare), line, label_line);
        if !listed {
            return 1;
        }
        let items = self.blocks.get(at + 1..).unwrap_or_default().iter();
        let items: Vec<_> = items.map_while(|block| item(block).map(|text| (text, block.line))).collect();
        items.iter().for_each(|(text, line)| self.say(row, label, Some(text), *line, label_line));
        1 + items.len()
    }

    fn say(&mut self, (key, meaning): Label, label: &'a str, value: Option<&'a str>, line: usize, label_line: usize) {
        let value = value.map(str::trim).filter(|value| !matches!(*value, "" | "-" | "–" | "—"));
        self.entries.push(Entry::Said(Box::new(Said { key, meaning, label, value, line, label_line })));
    }

    /// Two cells are a label and its value; four may be twice that. A row of
    /// nothing but labels is the head of a table.
    fn row(&mut self, at: usize, block: &'a Block, cells: &'a [String]) -> usize {
        let mut filled = cells.iter().map(|cell| cell.trim());
        let (Some(label), Some(value)) = (filled.next(), filled.next()) else {
            return self.line(at, block, cells.first().map_or("", String::as_str));
        };
        match self.bank.find(label) {
            Some(_) if self.bank.find(value).is_some() => self.entries.push(Entry::Text(block)),
            Some(row) => {
                self.say(row, label, Some(value), block.line, block.line);
                if let (Some(label), Some(value)) = (filled.next(), filled.next())
                    && let Some(row) = self.bank.find(label)
                {
                    self.say(row, label, Some(value), block.line, block.line);
                }
            }
            None => return self.plain(block),
        }
        1
    }

    fn line(&mut self, at: usize, block: &'a Block, text: &'a str) -> usize {
        if let Some((row, label, rest)) = self.inline(text) {
            if rest.is_empty() {
                return self.labelled_below(at, block, row, label);
            }
            self.statements(text, block.line);
        } else if let Some(row) = self.alone(text) {
            return self.labelled_below(at, block, row, text);
        } else if let Some((row, label, value)) = self.leading(text) {
            self.say(row, label, Some(value), block.line, block.line);
        } else {
            self.entries.push(Entry::Text(block));
        }
        1
    }

    fn labelled_below(&mut self, at: usize, block: &'a Block, row: Label, label: &'a str) -> usize {
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        match self.below(at, &row, is_heading || self.spaced) {
            Some((text, line)) => {
                self.spaced |= !is_heading && self.blocks.get(at + 1).is_some_and(|next| next.gap);
                1 + self.valued(at + 1, row, label, text, (line, block.line))
            }
            None => self.valued(at, row, label, "", (block.line, block.line)),
        }
    }

    /// The statements of a line that begins with one.
    fn statements(&mut self, text: &'a str, line: usize) {
        let mut rest = text;
        while let Some((row, label, value)) = self.inline(rest) {
            let next = self.next_statement(value);
            self.say(row, label, value.get(..next.map_or(value.len(), |(at, _)| at)), line, line);
            rest = next.and_then(|(_, from)| value.get(from..)).unwrap_or_default();
        }
    }

    /// Where in a value the next statement's separator stands, and where that statement begins.
    fn next_statement(&self, value: &str) -> Option<(usize, usize)> {
        let ends = value.char_indices().filter(|(_, c)| matches!(c, ' ' | ';'));
        ends.filter_map(|(at, _)| {
            let rest = value.get(at..)?;
            let sign = BETWEEN.iter().find(|sign| rest.starts_with(**sign))?;
            Some((at, at + sign.len()))
        })
        .find(|(_, from)| value.get(*from..).is_some_and(|rest| self.inline(rest).is_some()))
    }

    /// The label that a text begins with, up to its colon, and what follows.
    fn inline<'t>(&self, text: &'t str) -> Option<(Label, &'t str, &'t str)> {
        let at = text.bytes().take(LABEL_BYTES).position(|b| b == b':')?;
        let (label, rest) = (text.get(..at)?, text.get(at + 1..)?);
        Some((self.bank.find(label)?, label, rest.trim()))
    }

    /// The label that a whole line is.
    fn alone(&self, text: &str) -> Option<Label> {
        let row = self.bank.find_alone(text)?;
        (self.style == Style::Bare || self.bank.alone.contains(&row.0)).then_some(row)
    }

    /// The label that a line begins with, where the bank writes no sign after it.
    fn leading<'t>(&self, text: &'t str) -> Option<(Label, &'t str, &'t str)> {
        let fits = text.len() <= VALUE_BYTES && !self.bank.leading.is_empty();
        let starts = self.bank.leading.iter().filter(|_| fits).filter_map(|label| {
            let start = text.get(..label.len()).filter(|start| start.to_lowercase() == *label)?;
            let value = text.get(label.len()..)?;
            value.starts_with([' ', '\t', '\u{a0}']).then_some((start, value.trim()))
        });
        let (label, value) = starts.max_by_key(|(label, _)| label.len())?;
        let row = self.bank.find(label)?;
        self.fits(&row.1, value).then_some((row, label, value))
    }

    /// The value on the line below a label. Across an empty line it is one only
    /// where that is the page's way (`spaced`) or another label follows it.
    fn below(&self, at: usize, row: &Label, spaced: bool) -> Option<(&'a str, usize)> {
        let next = self.blocks.get(at + 1)?;
        let text = match &next.kind {
            BlockKind::Line(text) | BlockKind::ListItem(text) => text.as_str(),
            BlockKind::Row(cells) if cells.len() == 1 => cells.first()?,
            _ => return None,
        };
        let parted = next.gap && !spaced && !self.blocks.get(at + 2).is_some_and(|block| self.is_statement(block));
        let fits = !parted && !self.is_statement(next) && (is_text(&row.1) || self.fits(&row.1, text));
        fits.then_some((text, next.line))
    }

    fn is_statement(&self, block: &Block) -> bool {
        match &block.kind {
            BlockKind::Pair { label, .. } => self.bank.find(label).is_some(),
            BlockKind::Row(cells) => cells.first().is_some_and(|cell| self.bank.find(cell).is_some()),
            BlockKind::Line(text) | BlockKind::ListItem(text) | BlockKind::Heading { text, .. } => {
                self.inline(text).is_some() || self.bank.find_alone(text).is_some() || self.leading(text).is_some()
            }
        }
    }

    /// Whether a text that no sign ties to its label can be the label's value.
    fn fits(&self, meaning: &Meaning, text: &str) -> bool {
        let number = || text.contains(|c: char| c.is_ascii_digit());
        let short = text.len() <= VALUE_BYTES && !text.ends_with(['.', ':', '?']);
        match meaning {
            Meaning::Fact(_, "reference") => (self.bank.is_reference)(text),
            Meaning::Fact(_, "start" | "end") => PartialDate::parse(text).is_some(),
            Meaning::Fact(_, "total_budget" | "cofinancing_rate" | "participants" | "companies") | Meaning::Grant => short && number(),
            Meaning::Fact(_, "strategic") | Meaning::Theme => matches!(super::super::folded(text).as_str(), "ja" | "nej" | "yes" | "no"),
            Meaning::Period => parse_period(text).is_some(),
            _ => short,
        }
    }
}

/// Whether the value may be as long as a text, with anything in it.
fn is_text(meaning: &Meaning) -> bool {
    meaning.is("name") || meaning.is("description")
}

/// Whether a row has the shape of a label and its value.
fn is_unknown(cells: &[String]) -> bool {
    cells.len() == 2 && cells.iter().all(|cell| !cell.trim().is_empty())
}

fn item(block: &Block) -> Option<&str> {
    match &block.kind {
        BlockKind::ListItem(text) if !block.gap => Some(text),
        _ => None,
    }
}

fn without_bullet(value: &str) -> &str {
    value.strip_prefix(['•', '·', '▪', '●']).or_else(|| value.strip_prefix("- ")).map_or(value, str::trim_start)
}
