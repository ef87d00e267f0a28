//! The blocks of a page.

/// The most blocks of a page, the cells of table rows counted, too: 200 000. A
/// page of 4 MiB that is one label a line has a million, each many times as
/// large as its text.
pub(super) const MAX_BLOCKS: usize = 200_000;

/// One line of a page and its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The line it begins on, from 1.
    pub line: usize,
    /// Whether an empty line, or the page's start, stands before it.
    pub gap: bool,
    /// What its shape says.
    pub kind: BlockKind,
}

/// What the shape of a line says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A line that ends with a colon, and the line after it: `Namn:` / `SIKT 2.0`.
    /// The value is `None` where the next line is another label or empty.
    Pair {
        /// Without the colon.
        label: String,
        /// The line after, trimmed.
        value: Option<String>,
        /// The line the value stands on.
        value_line: usize,
    },
    /// A line that begins with a bullet or a number and a dot; without it.
    ListItem(String),
    /// A heading that the page's markup declares; plain text has none.
    Heading {
        /// 1 for the page's title to 6.
        level: u8,
        /// Its text, trimmed.
        text: String,
    },
    /// A row of a table that the page's markup declares, cell by cell.
    Row(Vec<String>),
    /// Any other line, trimmed; whether it is a heading is for the reader to judge.
    Line(String),
}

impl Block {
    /// The text of the block; for a pair its label, colon and value, for a row its cells.
    pub fn text(&self) -> String {
        match &self.kind {
            BlockKind::Pair { label, value: Some(value), .. } => format!("{label}: {value}"),
            BlockKind::Pair { label, value: None, .. } => format!("{label}:"),
            BlockKind::ListItem(text) | BlockKind::Line(text) | BlockKind::Heading { text, .. } => text.clone(),
            BlockKind::Row(cells) => cells.join(" · "),
        }
    }
}
