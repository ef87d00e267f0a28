//! Blocks in the making: which line follows a label, and how many there are.

use super::super::block::{Block, BlockKind, MAX_BLOCKS};
use super::super::decode::visible;
use super::super::text;

/// The blocks found so far.
#[derive(Debug, Default)]
pub(super) struct Lines {
    blocks: Vec<Block>,
    /// Blocks and cells, of which there is a most.
    size: usize,
    /// How many pairs and headings of facts have been found.
    pub(super) facts: usize,
    /// How many headings of the first level have been found.
    pub(super) titles: usize,
    /// Whether space stands before the next block.
    pub(super) gap: bool,
    label: Open,
}

/// Whether the last block is a label that lacks its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Open {
    #[default]
    No,
    /// Its value may stand on the line after.
    Line,
    /// The markup sets it apart, so that it may stand in the next paragraph.
    Marked,
}

impl Lines {
    /// At the page's start.
    pub(super) fn new() -> Self {
        Lines { gap: true, ..Lines::default() }
    }

    /// More blocks than a page has.
    pub(super) fn is_too_large(&self) -> bool {
        self.size > MAX_BLOCKS
    }

    pub(super) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Takes back what was found since there were so many blocks.
    pub(super) fn truncate(&mut self, len: usize) {
        self.blocks.truncate(len);
        self.close_label();
    }

    pub(super) fn close_label(&mut self) {
        self.label = Open::No;
    }

    pub(super) fn into_blocks(self) -> Vec<Block> {
        self.blocks
    }

    pub(super) fn push(&mut self, line: usize, kind: BlockKind) {
        self.size += match &kind {
            BlockKind::Row(cells) => 1 + cells.len(),
            _ => 1,
        };
        self.close_label();
        match &kind {
            BlockKind::Pair { .. } => self.facts += 1,
            BlockKind::Heading { level, text } => {
                self.titles += usize::from(*level == 1);
                self.facts += usize::from(text.to_lowercase().starts_with("fakta"));
            }
            _ => {}
        }
        if !self.is_too_large() {
            self.blocks.push(Block { line, gap: self.gap, kind });
        }
        self.gap = false;
    }

    pub(super) fn pair(&mut self, line: usize, label: &str, value: Option<String>) {
        self.push(line, BlockKind::Pair { label: label.to_owned(), value, value_line: line });
    }

    /// A label with its value, which may stand on another line.
    pub(super) fn pair_at(&mut self, line: usize, label: &str, value: String, value_line: usize) {
        self.push(line, BlockKind::Pair { label: label.to_owned(), value: Some(value), value_line });
    }

    /// A line of text, whose label the markup sets apart where it has one.
    pub(super) fn line(&mut self, line: usize, label: &str, words: &str, is_item: bool) {
        match (label, words) {
            ("", "") => {}
            (label, "") => self.open(line, label, Open::Marked),
            ("", words) => match text::label(words) {
                Some(label) => self.open(line, label, Open::Line),
                None if self.takes_value() => self.fill(line, words),
                None if is_item => self.push(line, BlockKind::ListItem(words.to_owned())),
                None => self.push(line, BlockKind::Line(words.to_owned())),
            },
            (label, value) => self.pair(line, label, Some(value.to_owned())),
        }
    }

    fn open(&mut self, line: usize, label: &str, open: Open) {
        self.pair(line, label, None);
        self.label = open;
    }

    fn takes_value(&self) -> bool {
        self.label == Open::Marked || (self.label == Open::Line && !self.gap)
    }

    fn fill(&mut self, line: usize, text: &str) {
        self.close_label();
        self.gap = false;
        if let Some(Block { kind: BlockKind::Pair { value, value_line, .. }, .. }) = self.blocks.last_mut() {
            *value = Some(text.to_owned());
            *value_line = line;
        }
    }

    /// Adds to the last pair's value; false where the last block is none.
    pub(super) fn extend(&mut self, words: &str, between: &str) -> bool {
        let Some(Block { kind: BlockKind::Pair { value: Some(value), .. }, .. }) = self.blocks.last_mut() else { return false };
        value.push_str(between);
        value.push_str(words);
        true
    }
}

/// Text as a block has it: entities may have brought in what nobody sees.
pub(super) fn clean(raw: &str) -> String {
    visible(raw).trim().to_owned()
}
