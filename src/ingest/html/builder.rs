//! Tags and text, one after another, to blocks.

use html5gum::emitters::callback::CallbackEvent;

use super::super::block::{Block, BlockKind, MAX_BLOCKS};
use super::super::error::Refusal;
use super::elements::{Element, element};
use super::gather::{Gather, Kind};
use super::lines::Lines;
use super::metadata::Metadata;
use super::regions::{Mark, Regions, is_content, rule};
use super::tag::{Attribute, Tag};

/// Takes the events of a page.
pub(super) struct Builder<'a> {
    source: &'a str,
    /// The line of the byte `counted`, from 1.
    line: usize,
    counted: usize,
    /// The last start tag.
    tag: Tag,
    regions: Regions,
    metadata: Metadata,
    gather: Gather,
    preformatted: bool,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let (regions, metadata, gather) = (Regions::default(), Metadata::default(), Gather::new());
        Builder { source, line: 1, counted: 0, tag: Tag::default(), regions, metadata, gather, preformatted: false }
    }

    /// Takes the next event, which begins at a byte of the source.
    pub(super) fn event(&mut self, event: &CallbackEvent<'_>, at: usize) {
        match event {
            _ if self.gather.lines.is_too_large() => {}
            CallbackEvent::OpenStartTag { name } => self.tag = Tag::new(name, self.line_at(at)),
            CallbackEvent::AttributeName { name } => self.tag.attribute(name),
            CallbackEvent::AttributeValue { value } => self.tag.value(value),
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.string(&String::from_utf8_lossy(value), at),
            _ => {}
        }
    }

    /// The blocks, what the page says of itself first.
    pub(super) fn finish(mut self) -> Result<Vec<Block>, Refusal> {
        self.gather.finish();
        if self.gather.lines.is_too_large() {
            return Err(Refusal::bomb(format!("a page of more than {MAX_BLOCKS} lines or cells")));
        }
        let mut above = Lines::new();
        for (label, value, line) in self.metadata.into_pairs() {
            above.pair(line, label, Some(value));
        }
        if let Some((text, line)) = self.gather.title.filter(|_| self.gather.lines.titles == 0) {
            above.gap = true;
            above.push(line, BlockKind::Heading { level: 1, text });
        }
        let mut blocks = above.into_blocks();
        blocks.extend(self.gather.lines.into_blocks());
        Ok(blocks)
    }

    /// The line of a byte. Bytes are asked for in their order, so that each is
    /// looked at once.
    fn line_at(&mut self, at: usize) -> usize {
        let passed = self.source.as_bytes().get(self.counted..at).unwrap_or_default();
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count();
        self.counted = self.counted.max(at.min(self.source.len()));
        self.line
    }

    fn mark(&self) -> Mark {
        let lines = &self.gather.lines;
        Mark { blocks: lines.len(), titles: lines.titles, facts: lines.facts }
    }

    fn start(&mut self) {
        let tag = std::mem::take(&mut self.tag);
        if is_content(&tag.name) {
            self.regions.give_up_skipping();
        }
        self.regions.enter(&tag.name);
        if !self.regions.skips() {
            self.state(&tag);
            match rule(&tag.name, tag.get(Attribute::Role), tag.get(Attribute::Class), tag.get(Attribute::Id)) {
                Some(rule) => {
                    self.gather.end(false, true);
                    self.regions.open(&tag.name, rule, self.mark());
                }
                None => self.open(element(&tag.name), tag.line),
            }
        }
        self.tag = tag;
    }

    /// What the tag says of the page.
    fn state(&mut self, tag: &Tag) {
        match element(&tag.name) {
            Element::Link => self.metadata.link(tag.line, tag.get(Attribute::Rel), tag.get(Attribute::Href)),
            Element::Time => self.metadata.time(tag.line, tag.get(Attribute::Datetime)),
            Element::Meta => {
                for property in [Attribute::Property, Attribute::Name, Attribute::Itemprop] {
                    self.metadata.meta(tag.line, tag.get(property), tag.get(Attribute::Content));
                }
            }
            _ => {}
        }
    }

    fn open(&mut self, element: Element, line: usize) {
        let gather = &mut self.gather;
        match element {
            Element::Paragraph => gather.begin(Kind::Line, true),
            Element::Division => gather.begin(Kind::Line, false),
            Element::Item => gather.begin(Kind::Item, false),
            Element::Preformatted => {
                gather.begin(Kind::Line, true);
                self.preformatted = true;
            }
            Element::Break => gather.line_break(),
            Element::Heading(level) => {
                gather.dissolve_row();
                gather.begin(Kind::Heading(level), true);
            }
            Element::Term => gather.begin_term(),
            Element::Definition => gather.begin_definition(),
            Element::Table => {
                gather.dissolve_row();
                gather.begin(Kind::Line, true);
            }
            Element::Row => gather.begin_row(line),
            Element::Cell { header } => gather.begin_cell(header),
            Element::Emphasis => gather.begin_emphasis(),
            Element::Title => gather.begin_title(),
            Element::Definitions | Element::Time | Element::Meta | Element::Link | Element::Other => {}
        }
    }

    fn end(&mut self, name: &[u8]) {
        let is_label = std::mem::take(&mut self.tag).is_label(name);
        if name == b"body" {
            self.regions.give_up_skipping();
        }
        if self.regions.skips() {
            self.regions.leave(name, Mark::default());
            return;
        }
        self.close(element(name), is_label);
        if let Some(mark) = self.regions.leave(name, self.mark()) {
            self.gather.lines.truncate(mark.blocks);
        }
    }

    fn close(&mut self, element: Element, is_label: bool) {
        let gather = &mut self.gather;
        match element {
            Element::Paragraph | Element::Heading(_) => gather.end(is_label, true),
            Element::Division | Element::Item => gather.end(is_label, false),
            Element::Preformatted => {
                self.preformatted = false;
                gather.end(false, true);
            }
            Element::Term => gather.end_term(),
            Element::Definition => gather.end_definition(),
            Element::Definitions => {
                gather.end_term();
                gather.end_definition();
                gather.undefined();
                gather.end(false, true);
            }
            Element::Table => {
                gather.end_row();
                gather.end(false, true);
            }
            Element::Row => {
                gather.end_row();
                gather.flush();
            }
            Element::Cell { .. } => {
                gather.end_cell();
                gather.flush();
            }
            Element::Emphasis => gather.end_emphasis(is_label),
            Element::Title => gather.end_title(),
            Element::Break | Element::Time | Element::Meta | Element::Link | Element::Other => {}
        }
    }

    fn string(&mut self, words: &str, at: usize) {
        if self.regions.skips() {
            if self.tag.name == b"script" {
                let line = self.line_at(at);
                self.metadata.script(line, words);
            }
            return;
        }
        let before = words.len() - words.trim_start().len();
        let line = if self.gather.is_empty() { self.line_at(at + before) } else { 0 };
        for (number, words) in words.split(|c| self.preformatted && c == '\n').enumerate() {
            if number > 0 {
                self.gather.line_break();
            }
            self.gather.words(words, line + number);
        }
    }
}
