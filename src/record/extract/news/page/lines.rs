//! The page's lines: blocks made ready for layouts that go by the line.

use super::super::labels;
use super::super::prose::is_closed;
use crate::ingest::{Block, BlockKind, text};
use crate::record::amount;

/// The fewest characters of a paragraph's line that goes on in the next line.
const WRAPPED_CHARS: usize = 60;
/// The fewest, where the next line begins with a small letter or a figure.
const NARROW_CHARS: usize = 25;

/// What the page's form says of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Shape {
    /// Nothing: a paragraph, a heading of plain text, a cell.
    Plain,
    /// An item of a list.
    Item,
    /// A heading that the markup declares, of this level.
    Heading(u8),
    /// A row of a table: its cells.
    Row(Vec<String>),
}

/// A line of the page, or several that one paragraph was broken into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Line {
    /// In the source, from 1.
    pub line: usize,
    pub text: String,
    /// Whether an empty line stands before it.
    pub gap: bool,
    pub shape: Shape,
}

impl Line {
    fn new(block: &Block, text: String, shape: Shape) -> Line {
        Line { line: block.line, text, gap: block.gap, shape }
    }

    /// Whether it may be a heading or a cell: no item, no row, no end of a sentence.
    pub(in super::super) fn is_short(&self, words: usize) -> bool {
        (self.is_plain() || self.is_declared()) && !is_closed(&self.text) && self.text.split_whitespace().count() <= words
    }

    /// Whether the markup declares it a heading.
    pub(in super::super) fn is_declared(&self) -> bool {
        matches!(self.shape, Shape::Heading(_))
    }

    pub(in super::super) fn is_plain(&self) -> bool {
        self.shape == Shape::Plain
    }

    pub(in super::super) fn is_item(&self) -> bool {
        self.shape == Shape::Item
    }
}

/// The lines of the blocks, in order.
pub(super) fn lines(blocks: &[Block]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let read = blocks.iter().flat_map(of_block).map(|line| Line { text: without_hidden(&line.text), ..line });
    for line in super::forms::joined(once(read)) {
        match lines.last_mut().filter(|before| goes_on(before, &line)) {
            Some(before) => {
                before.text.push(' ');
                before.text.push_str(&line.text);
            }
            None => lines.push(line),
        }
    }
    lines
}

/// The fewest characters of a paragraph that no page repeats on purpose.
const REPEATED_CHARS: usize = 60;

/// The lines without paragraphs that the page has twice.
fn once(lines: impl Iterator<Item = Line>) -> Vec<Line> {
    let mut seen = std::collections::HashSet::new();
    lines.filter(|line| line.text.chars().nth(REPEATED_CHARS).is_none() || seen.insert(line.text.clone())).collect()
}

/// A text without soft hyphens and other signs that no reader sees.
fn without_hidden(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{ad}' | '¬' | '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{2060}' | '\u{feff}')).collect()
}

/// A label keeps the value below it only where the label says what it is;
/// else both are lines: *Dessa fick ja:* and the first project.
fn of_block(block: &Block) -> Vec<Line> {
    match &block.kind {
        BlockKind::Pair { label, value: Some(value), value_line } if !holds(label, value) => {
            let below = text::blocks(value).into_iter().next();
            let item = below.filter(|below| matches!(below.kind, BlockKind::ListItem(_)));
            let (text, shape) = item.map_or((value.clone(), Shape::Plain), |item| (item.text(), Shape::Item));
            let gap = *value_line > block.line + 1;
            vec![Line::new(block, format!("{label}:"), Shape::Plain), Line { line: *value_line, text, gap, shape }]
        }
        BlockKind::ListItem(text) => vec![Line::new(block, text.clone(), Shape::Item)],
        BlockKind::Heading { level, text } => vec![Line::new(block, text.clone(), Shape::Heading(*level))],
        BlockKind::Row(cells) => vec![Line::new(block, block.text(), Shape::Row(cells.clone()))],
        BlockKind::Line(text) => vec![of_text(block, text)],
        BlockKind::Pair { .. } => vec![Line::new(block, block.text(), Shape::Plain)],
    }
}

/// Whether a known label and its value belong together.
fn holds(label: &str, value: &str) -> bool {
    let item = text::blocks(value).iter().any(|block| matches!(block.kind, BlockKind::ListItem(_)));
    !item && labels::meaning(label).is_some()
}

/// Signs that open items of lists beside those that plain text is known to have.
const BULLETS: &[char] = &['◦', '‣', '▸', '►', '→', '✓', '✔', '»', '■', '□', '◆', '\u{f0b7}', '\u{2011}', '—'];

/// A line of text; one whose cells are parted by tabs or bars is a row.
fn of_text(block: &Block, text: &str) -> Line {
    if let Some(item) = text.strip_prefix(BULLETS).filter(|rest| rest.starts_with([' ', '\t', '\u{a0}'])) {
        return Line::new(block, item.trim().to_owned(), Shape::Item);
    }
    let sign = ["\t", " | "].into_iter().find(|sign| text.contains(sign));
    let cells: Vec<String> = sign.map(|sign| text.split(sign).map(|cell| cell.trim().to_owned()).collect()).unwrap_or_default();
    if cells.len() > 1 && cells.iter().all(|cell| !cell.is_empty()) {
        return Line::new(block, cells.join(" | "), Shape::Row(cells));
    }
    Line::new(block, text.to_owned(), Shape::Plain)
}

/// `3,2 miljoner kr, pågår …` below a name is a line of its own.
fn begins_with_amount(text: &str) -> bool {
    amount::mentions(text).first().is_some_and(|mention| mention.start == 0) && text.split_whitespace().count() <= 14
}

fn ends_with_amount(text: &str) -> bool {
    let end = text.trim_end_matches(['.', ')', ' ']).len();
    amount::mentions(text).last().is_some_and(|mention| mention.end >= end)
}

/// Whether a line is the next part of a paragraph that stops in the middle of a sentence.
fn goes_on(before: &Line, line: &Line) -> bool {
    let ended = is_closed(&before.text) && !before.text.ends_with(',') || before.text.ends_with('”');
    let length = before.text.chars().count();
    let narrow = length > NARROW_CHARS
        && line.text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && before.text.split_whitespace().count() > 3;
    let broken = (length > WRAPPED_CHARS || narrow) && !ended;
    // A row that ends with its amount is whole, whatever its length.
    let whole = ends_with_amount(&before.text) && !line.text.starts_with(|c: char| c.is_lowercase()) || begins_with_amount(&line.text);
    let parallel =
        line.text.starts_with(char::is_uppercase) && [&before.text, &line.text].iter().all(|text| !amount::mentions(text).is_empty());
    let whole = whole || parallel;
    let opens_small = line.text.starts_with(|c: char| c.is_lowercase());
    // An item goes on only with a word that opens no line of its own.
    let joins = before.is_plain() || before.is_item() && opens_small;
    joins && line.is_plain() && !line.gap && broken && !whole && labels::split(&line.text).is_none()
}
