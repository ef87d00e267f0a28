//! Text, gathered to lines, pairs and rows.

use super::super::block::BlockKind;
use super::super::text;
use super::lines::{Lines, clean};

/// What the text that is being gathered will be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Kind {
    #[default]
    Line,
    Item,
    Heading(u8),
    Term,
    Definition,
    Cell {
        header: bool,
    },
    Title,
}

/// Where a label ends that the markup may set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LabelEnd {
    at: usize,
    /// Its class says so, or it ends with a colon; else a colon must follow.
    sure: bool,
}

/// Gathers text until the line, cell or term is whole.
#[derive(Debug, Default)]
pub(super) struct Gather {
    pub(super) lines: Lines,
    /// The page's own title and its line.
    pub(super) title: Option<(String, usize)>,
    kind: Kind,
    text: String,
    line: usize,
    label: Option<LabelEnd>,
    /// Whether the first emphasis of the line stood at its beginning.
    begins_bold: Option<bool>,
    term: Option<(String, usize)>,
    /// Whether the term has a definition, and whether that one has just begun.
    defined: Option<bool>,
    row: Vec<(String, bool)>,
    row_line: usize,
}

impl Gather {
    pub(super) fn new() -> Self {
        Gather { lines: Lines::new(), ..Gather::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds words; `line` is where they stand.
    pub(super) fn words(&mut self, words: &str, line: usize) {
        if self.text.is_empty() && !words.trim().is_empty() {
            self.line = line;
        }
        for c in words.chars() {
            match c {
                c if !c.is_whitespace() => self.text.push(c),
                _ if self.text.is_empty() || self.text.ends_with(' ') => {}
                _ => self.text.push(' '),
            }
        }
    }

    /// An element with text of its own begins. Within a cell, a term or the
    /// title it only parts words.
    pub(super) fn begin(&mut self, kind: Kind, gap: bool) {
        match self.kind {
            Kind::Cell { .. } | Kind::Term | Kind::Title => self.words(" ", 0),
            Kind::Definition => self.flush(),
            before => {
                // A paragraph that opens an item is the item.
                let is_item = before == Kind::Item && kind == Kind::Line && self.text.is_empty();
                self.flush();
                self.kind = if is_item { before } else { kind };
                self.lines.gap |= gap && !is_item;
            }
        }
    }

    /// An element with text of its own ends; `label` says that it was one.
    pub(super) fn end(&mut self, label: bool, gap: bool) {
        if label && self.label.is_none() {
            self.label = Some(LabelEnd { at: self.text.len(), sure: true });
        }
        self.begin(Kind::Line, gap);
        if self.kind == Kind::Item {
            self.kind = Kind::Line;
        }
    }

    /// A line ends within its element.
    pub(super) fn line_break(&mut self) {
        match self.kind {
            Kind::Line | Kind::Item | Kind::Definition => self.flush(),
            Kind::Cell { .. } | Kind::Term if self.text.ends_with(|c: char| c.is_alphanumeric()) => self.text.push_str(", "),
            _ => self.words(" ", 0),
        }
    }

    pub(super) fn begin_emphasis(&mut self) {
        self.begins_bold = self.begins_bold.or(Some(self.text.is_empty()));
    }

    /// A bold beginning of a line may be its label.
    pub(super) fn end_emphasis(&mut self, label: bool) {
        let between = self.label.and_then(|known| self.text.get(known.at..)).map(str::trim);
        let is_open = match self.label {
            None => true,
            // Emphasis within emphasis, with no more than the colon between the ends.
            Some(known) => !known.sure && matches!(between, Some("" | ":")),
        };
        if is_open && self.begins_bold == Some(true) && matches!(self.kind, Kind::Line | Kind::Item) {
            let sure = label || self.text.trim_end().ends_with(':');
            self.label = Some(LabelEnd { at: self.text.len(), sure });
        }
    }

    fn take_text(&mut self) -> String {
        self.label = None;
        self.begins_bold = None;
        std::mem::take(&mut self.text)
    }

    /// Ends the line that is being gathered.
    pub(super) fn flush(&mut self) {
        let label = self.label;
        let raw = match self.kind {
            Kind::Cell { .. } | Kind::Term | Kind::Title => return,
            _ => self.take_text(),
        };
        if raw.trim().is_empty() {
            return;
        }
        match self.kind {
            Kind::Heading(level) => self.lines.push(self.line, BlockKind::Heading { level, text: clean(&raw) }),
            Kind::Definition => return self.definition(&clean(&raw)),
            kind => {
                let (label, value) = split(&raw, label);
                self.lines.line(self.line, &label, &value, kind == Kind::Item);
            }
        }
        self.kind = Kind::Line;
    }

    pub(super) fn begin_term(&mut self) {
        self.dissolve_row();
        self.end_definition();
        self.end_term();
        self.begin(Kind::Line, false);
        self.undefined();
        self.kind = Kind::Term;
    }

    pub(super) fn begin_definition(&mut self) {
        self.dissolve_row();
        self.end_definition();
        self.end_term();
        self.begin(Kind::Line, false);
        self.kind = Kind::Definition;
        self.defined = self.defined.map(|_| true);
    }

    /// The words of a term are whole.
    pub(super) fn end_term(&mut self) {
        if self.kind != Kind::Term {
            return;
        }
        let term = clean(&self.take_text());
        let term = term.trim_end_matches(':').trim_end().to_owned();
        self.kind = Kind::Line;
        self.defined = None;
        self.term = Some((term, self.line)).filter(|(term, _)| !term.is_empty());
    }

    pub(super) fn end_definition(&mut self) {
        if self.kind == Kind::Definition {
            self.flush();
            self.kind = Kind::Line;
        }
    }

    /// A list of definitions ends, or another term begins: one without a
    /// definition is a label without a value.
    pub(super) fn undefined(&mut self) {
        if let Some((term, line)) = self.term.take() {
            self.lines.pair(line, &term, None);
        }
        self.defined = None;
    }

    fn definition(&mut self, words: &str) {
        let between = if self.defined == Some(true) { ", " } else { " " };
        match self.term.take() {
            Some((term, line)) => self.lines.pair_at(line, &term, words.to_owned(), self.line),
            None if self.defined.is_some() && self.lines.extend(words, between) => {}
            None => self.lines.line(self.line, "", words, false),
        }
        self.defined = Some(false);
    }

    pub(super) fn begin_row(&mut self, line: usize) {
        self.end_row();
        self.row_line = line;
    }

    pub(super) fn begin_cell(&mut self, header: bool) {
        self.end_cell();
        self.begin(Kind::Line, false);
        self.kind = Kind::Cell { header };
    }

    pub(super) fn end_cell(&mut self) {
        if let Kind::Cell { header } = self.kind {
            let words = clean(&self.take_text());
            self.row.push((words, header));
            self.kind = Kind::Line;
        }
    }

    /// A row is whole: a pair, a line where one cell is filled, or a row.
    pub(super) fn end_row(&mut self) {
        self.end_cell();
        let row = std::mem::take(&mut self.row);
        let filled = row.iter().filter(|(words, _)| !words.is_empty()).count();
        match row.as_slice() {
            [(label, header), (value, false)] if (*header || label.ends_with(':')) && is_label(label) => {
                let value = Some(value.clone()).filter(|value| !value.is_empty());
                self.lines.pair(self.row_line, label.trim_end_matches(':').trim_end(), value);
            }
            _ if filled == 1 => {
                let words = row.into_iter().map(|(words, _)| words).find(|words| !words.is_empty());
                self.lines.line(self.row_line, "", &words.unwrap_or_default(), false);
            }
            _ if filled > 1 => self.lines.push(self.row_line, BlockKind::Row(row.into_iter().map(|(words, _)| words).collect())),
            _ => {}
        }
    }

    /// A table that lays out the page, seen by what stands in its cells: their
    /// text is the page's.
    pub(super) fn dissolve_row(&mut self) {
        for (words, _) in std::mem::take(&mut self.row) {
            self.lines.line(self.row_line, "", &words, false);
        }
        if matches!(self.kind, Kind::Cell { .. }) {
            self.kind = Kind::Line;
            self.flush();
        }
    }

    pub(super) fn begin_title(&mut self) {
        if self.title.is_none() {
            self.flush();
            self.kind = Kind::Title;
        }
    }

    /// The title without the site's name behind the last upright stroke.
    pub(super) fn end_title(&mut self) {
        if self.kind == Kind::Title {
            let words = clean(&self.take_text());
            let title = words.rsplit_once(" | ").map_or(words.as_str(), |(title, _)| title).trim();
            self.title = Some((title.to_owned(), self.line)).filter(|(title, _)| !title.is_empty());
            self.kind = Kind::Line;
        }
    }

    /// What is left at the page's end.
    pub(super) fn finish(&mut self) {
        self.end_term();
        self.end_row();
        self.flush();
        self.undefined();
    }
}

fn is_label(words: &str) -> bool {
    text::label(&format!("{}:", words.trim_end_matches(':').trim_end())).is_some()
}

/// The label of a line that the markup sets apart, without its colon, and what follows.
fn split(raw: &str, label: Option<LabelEnd>) -> (String, String) {
    let Some((label, value)) =
        label.and_then(|end| raw.split_at_checked(end.at).filter(|(_, value)| end.sure || value.trim_start().starts_with(':')))
    else {
        return (String::new(), clean(raw));
    };
    let name = clean(label.trim_end().trim_end_matches(':'));
    if !is_label(&name) {
        return (String::new(), clean(raw));
    }
    let value = value.trim_start();
    (name, clean(value.strip_prefix(':').unwrap_or(value)))
}
