//! The description: the longest text between, below or above the labels.

use super::bank::Bank;
use super::clutter;
use crate::ingest::{Block, BlockKind};

/// A line of so many bytes is a sentence, also without a full stop.
const PROSE_BYTES: usize = 80;

/// The longest name seen has 183 characters.
const NAME_BYTES: usize = 250;

/// Lines of text that stand together, between two labels.
pub(super) type Passage<'a> = Vec<&'a Block>;

/// A description and the lines that it took none of.
pub(super) struct Found<'a> {
    /// The text and the line it begins on.
    pub(super) text: Option<(String, usize)>,
    /// The first line of each passage below the first label that is not part of it.
    pub(super) left_out: Vec<&'a Block>,
}

/// Whether a text reads as a sentence and is no name or heading.
pub(super) fn is_prose(text: &str) -> bool {
    text.len() >= PROSE_BYTES || (text.contains(' ') && text.ends_with('.'))
}

/// Chooses among the passages of a record; the first is the one above its labels.
pub(super) fn find<'a>(passages: &[Passage<'a>], bank: &Bank) -> Found<'a> {
    let above = passages.first().map(|passage| above(passage, bank)).unwrap_or_default();
    let below: Vec<&[&Block]> = passages.iter().skip(1).map(|passage| clutter::without(passage)).collect();
    let length = |passage: &[&Block]| passage.iter().map(|block| block.text().len()).sum::<usize>();
    let longest = below.iter().enumerate().rev().max_by_key(|(_, passage)| length(passage)).map(|(at, _)| at);
    let longest_length = longest.and_then(|at| below.get(at)).map_or(0, |passage| length(passage));
    let from_above = length(&above) > longest_length && (longest_length == 0 || titled(passages, bank));
    let chosen = if from_above { above.as_slice() } else { longest.and_then(|at| below.get(at)).copied().unwrap_or_default() };
    let text = chosen.first().map(|first| (paragraphs(chosen), first.line));
    let others = below.iter().enumerate().filter(|(at, _)| from_above || Some(*at) != longest);
    Found { text, left_out: others.filter_map(|(_, passage)| passage.first().copied()).collect() }
}

fn titled(passages: &[Passage<'_>], bank: &Bank) -> bool {
    passages.first().is_some_and(|passage| title(passage, bank).is_some())
}

/// Where in a passage the record's title stands, or its name where that is alone.
pub(super) fn title(passage: &[&Block], bank: &Bank) -> Option<usize> {
    if bank.named_above {
        let name = name_above(passage)?;
        return passage.iter().position(|block| block.line == name.line);
    }
    passage.iter().position(|block| match &block.kind {
        BlockKind::Line(text) | BlockKind::Heading { text, .. } => (bank.title)(text).is_some(),
        _ => false,
    })
}

/// The last heading of a passage, else its last line that reads as a name.
pub(super) fn name_above<'a>(passage: &[&'a Block]) -> Option<&'a Block> {
    let is_name = |block: &Block| {
        let text = block.text();
        let line = matches!(block.kind, BlockKind::Line(_) | BlockKind::Heading { .. });
        line && text.len() <= NAME_BYTES && !text.ends_with('.') && !clutter::is_clutter(block)
    };
    let headed = passage.iter().rev().find(|block| matches!(block.kind, BlockKind::Heading { .. }) && is_name(block));
    headed.or_else(|| passage.iter().rev().find(|block| is_name(block) && !is_prose(&block.text()))).copied()
}

/// The sentences above the labels: those below the title, else those that are
/// not the website's own.
fn above<'a>(passage: &[&'a Block], bank: &Bank) -> Vec<&'a Block> {
    let from = title(passage, bank).map_or(0, |at| at + 1);
    let body = clutter::without(passage.get(from..).unwrap_or_default());
    body.iter().filter(|block| is_prose(&block.text()) && !clutter::is_notice(block)).copied().collect()
}

/// The text of a passage. Where no empty line parts two lines, the first one's
/// last sign tells a paragraph that ended from a line that was only broken.
pub(super) fn paragraphs(passage: &[&Block]) -> String {
    let mut text = String::new();
    let mut after_heading = false;
    for block in passage {
        let item = matches!(block.kind, BlockKind::ListItem(_));
        let heading = matches!(block.kind, BlockKind::Heading { .. });
        let ended = text.ends_with(['.', '!', '?', ':', '”', '"']);
        text.push_str(match text.is_empty() {
            true => "",
            false if block.gap || heading || after_heading || (ended && !item) => "\n\n",
            false if item => "\n",
            false => " ",
        });
        text.push_str(if item { "• " } else { "" });
        text.push_str(&block.text());
        after_heading = heading;
    }
    text
}
