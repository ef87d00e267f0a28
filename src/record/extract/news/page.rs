//! The page: its title, its date, and its passages under their headings.
//!
//! A **passage** is a paragraph or list item. What surrounds an article (tags,
//! links, dates of change, boxes about the fund) is no passage.

use super::prose::{folded, sentences};
use crate::ingest::{Block, BlockKind};
use crate::record::date::{self, PartialDate};
use crate::record::draft::Fact;
use crate::record::vocabulary::Vocabulary;

/// The most words of a heading; a longer line is a paragraph.
const HEADING_WORDS: usize = 16;
/// The fewest characters of a paragraph's line that goes on in the next line.
const WRAPPED_CHARS: usize = 60;
/// The most bytes of a page that are read; the longest page of news seen has 12 000.
const LONGEST_PAGE: usize = 256 << 10;
/// The most words of a line that gives the page's date.
const DATE_LINE_WORDS: usize = 8;

/// Lines that begin like this are no content, in lower case.
const CLUTTER: &[&str] = &[
    ">",
    "bild:",
    "dela ",
    "fler nyheter",
    "foto:",
    "fotograf:",
    "kontakt:",
    "kontakta oss",
    "lyssna",
    "läs mer",
    "mer information",
    "prenumerera",
    "relaterade",
    "senast ",
    "sidan granskades",
    "skriv ut",
    "taggar",
    "till toppen",
    "tillbaka till",
    "uppdaterad",
    "publicerad",
    "publicerat",
    "text:",
    "granskad",
    "för mer information",
];
/// A box about the fund or other facts begins with one of these words.
const BOXES: &[&str] =
    &["fotnot", "fakta", "faktaruta", "om esf", "om eruf", "om europeiska", "om socialfonden", "om regionalfonden", "bakgrund om esf"];

/// A paragraph or list item.
#[derive(Debug, Clone)]
pub(super) struct Passage {
    pub line: usize,
    pub text: String,
}

impl Passage {
    pub(super) fn sentences(&self) -> Vec<&str> {
        sentences(&self.text)
    }
}

/// A heading and the passages under it; the first section has none.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub heading: Option<Passage>,
    pub passages: Vec<Passage>,
}

/// A page of news.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub title: Option<Passage>,
    pub date: Option<Fact<String>>,
    pub sections: Vec<Section>,
    /// The line from which a page too long for news was left unread.
    pub cut: Option<usize>,
}

impl Page {
    pub(super) fn read(blocks: &[Block], vocabulary: &Vocabulary) -> Page {
        let (blocks, cut) = within_limit(blocks);
        let lines = joined(blocks);
        let mut page = Page { sections: vec![Section::default()], cut, ..Page::default() };
        let end = content_end(&lines);
        let mut in_box = false;
        for (at, line) in lines.iter().enumerate() {
            page.take_date(line);
            if is_clutter(&line.passage.text) || is_date_line(&line.passage.text) || is_navigation(&line.passage.text) {
                continue;
            } else if page.title.is_none() {
                page.title = Some(line.passage.clone());
            } else if at >= end {
                continue;
            } else if is_heading(&lines, at) {
                in_box = is_box(&line.passage.text, vocabulary);
                page.sections.push(Section { heading: Some(line.passage.clone()), passages: Vec::new() });
            } else if !in_box
                && !is_box(&line.passage.text, vocabulary)
                && let Some(section) = page.sections.last_mut()
            {
                section.passages.push(line.passage.clone());
            }
        }
        page
    }

    /// All passages, without headings.
    pub(super) fn passages(&self) -> impl Iterator<Item = &Passage> {
        self.sections.iter().flat_map(|section| &section.passages)
    }

    /// The first paragraph: what the page is about.
    pub(super) fn lead(&self) -> Option<&Passage> {
        self.passages().next()
    }

    fn take_date(&mut self, line: &Line) {
        if self.date.is_none()
            && let Some(date) = date_of(&line.passage.text)
        {
            self.date = Some(Fact::stated(date.to_string(), line.passage.line));
        }
    }
}

/// A line of the page, or several that one paragraph was broken into.
struct Line {
    passage: Passage,
    gap: bool,
    /// A line that may be a heading: no list item, no label with its value.
    plain: bool,
}

/// The blocks within the limit, and the line of the first beyond it.
fn within_limit(blocks: &[Block]) -> (&[Block], Option<usize>) {
    let mut length = 0;
    let beyond = |block: &Block| {
        length += block.text().len();
        length > LONGEST_PAGE
    };
    match blocks.iter().position(beyond).and_then(|at| blocks.split_at_checked(at)) {
        Some((read, left)) => (read, left.first().map(|block| block.line)),
        None => (blocks, None),
    }
}

fn joined(blocks: &[Block]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for block in blocks {
        let plain = matches!(block.kind, BlockKind::Line(_));
        let text = block.text();
        match lines.last_mut().filter(|before| plain && !block.gap && before.plain && is_broken(&before.passage.text)) {
            Some(before) => {
                before.passage.text.push(' ');
                before.passage.text.push_str(&text);
            }
            None => lines.push(Line { passage: Passage { line: block.line, text }, gap: block.gap, plain }),
        }
    }
    lines
}

/// Whether a line stops in the middle of a sentence.
fn is_broken(line: &str) -> bool {
    line.chars().count() > WRAPPED_CHARS && !line.ends_with(['.', '!', '?', ':', '”', '"', ')'])
}

/// Whether a line ends like a sentence.
fn is_closed(line: &str) -> bool {
    line.trim_end_matches(['”', '"', ')', '»']).ends_with(['.', '!', '?', ':', ';', ','])
}

fn is_heading(lines: &[Line], at: usize) -> bool {
    let (Some(line), Some(next)) = (lines.get(at), lines.get(at + 1)) else { return false };
    let text = &line.passage.text;
    let short = text.split_whitespace().count() <= HEADING_WORDS && !is_closed(text);
    let paragraph = next.passage.text.split_whitespace().count() > HEADING_WORDS || is_closed(&next.passage.text);
    line.plain && short && paragraph && (line.gap || !next.gap || is_caps(text)) && !text.starts_with('–')
}

/// Whether a line is written in capitals.
pub(super) fn is_caps(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 3 && letters.all(char::is_uppercase)
}

fn is_clutter(text: &str) -> bool {
    let folded = folded(text);
    let letter = text.contains('@') && text.split_whitespace().count() <= HEADING_WORDS * 2;
    letter || CLUTTER.iter().any(|opening| folded.starts_with(opening)) && text.split_whitespace().count() <= HEADING_WORDS
}

/// A row of links or a path through the site: `Meny   Sök`, `Start / Nyheter`.
fn is_navigation(text: &str) -> bool {
    !is_closed(text) && (text.contains("   ") || text.contains(" / "))
}

/// Whether a passage explains the fund and not what it pays for.
fn is_box(text: &str, vocabulary: &Vocabulary) -> bool {
    let folded = folded(text);
    let opens = |word: &str| folded.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    if BOXES.iter().any(|word| opens(word)) {
        return true;
    }
    let mentions = vocabulary.funds.mentions(text);
    let Some(last) = mentions.iter().take_while(|mention| mention.start < 60).last() else { return false };
    let opens_with_fund = mentions.first().is_some_and(|mention| mention.start == 0);
    let after = folded.get(last.end..).unwrap_or_default().trim_start_matches([')', ',', ' ']);
    opens_with_fund && (after.starts_with("är ett av") || after.starts_with("är eu:s") || after.starts_with("är en av"))
}

/// Where the content ends: short lines without a full stop at the end of a
/// page are tags and links.
fn content_end(lines: &[Line]) -> usize {
    let is_tail = |line: &Line| {
        let text = &line.passage.text;
        let short = text.split_whitespace().count() <= HEADING_WORDS && !is_closed(text) && line.plain;
        short || is_clutter(text)
    };
    lines.iter().rposition(|line| !is_tail(line)).map_or(lines.len(), |last| last + 1)
}

fn is_date_line(text: &str) -> bool {
    text.split_whitespace().count() <= DATE_LINE_WORDS && !is_closed(text) && date_of(text).is_some()
}

/// The date that a short line gives, alone or behind a word: `2024-01-25`,
/// `Publicerad 12 december 2023`, `Senast uppdaterad den 11 juni 2020`.
fn date_of(text: &str) -> Option<PartialDate> {
    let few = text.split_whitespace().count() <= DATE_LINE_WORDS;
    let mention = date::mentions(text).into_iter().find(|mention| mention.day.is_some() && mention.date.is_some()).filter(|_| few)?;
    let before = folded(text.get(..mention.start)?);
    let alone = before.trim().is_empty() || before.trim() == "den";
    let labelled = ["publicera", "uppdatera", "senast", "granska", "nyhet", "pressmeddelande", "notis", "ändra"]
        .iter()
        .any(|word| before.contains(word));
    (alone || labelled).then_some(mention.date).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::text::blocks;

    fn shown(text: &str) -> String {
        let page = Page::read(&blocks(text), Vocabulary::bundled());
        let section = |section: &Section| {
            let heading = section.heading.as_ref().map_or("", |heading| heading.text.as_str());
            let passages: Vec<_> = section.passages.iter().map(|passage| passage.text.as_str()).collect();
            format!("[{heading}] {}", passages.join(" | "))
        };
        let sections: Vec<_> = page.sections.iter().map(section).collect();
        let date = page.date.map_or(String::new(), |date| format!(" ({})", date.value));
        format!("{}{date} {}", page.title.map_or(String::new(), |title| title.text), sections.join(" "))
    }

    #[test]
    fn headings_dates_tags_and_boxes() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text).trim(), expected, "{text}");
        check("", "[]");
        check("Ny bro\n\n2024-02-03\n\nBron byggs nu.", "Ny bro (2024-02-03) [] Bron byggs nu.");
        check(
            "Ny bro\n\nBron byggs.\n\nStart\n\nI maj börjar det.\n\nESF   ERUF\n\nSenast uppdaterad den 4 maj 2021",
            "Ny bro (2021-05-04) [] Bron byggs. [Start] I maj börjar det.",
        );
        check("Ny bro\n\nBron byggs.\n\nFotnot. ESF är en fond.\n\n> Läs beslutet", "Ny bro [] Bron byggs.");
        check("Meny   Sök\n\nStart / Nyheter\n\n4 maj 2021\n\nNy bro\n\nBron byggs.", "Ny bro (2021-05-04) [] Bron byggs.");
        check("Ny bro\n\nBron byggs.\n\nESF är en av EU:s fonder.", "Ny bro [] Bron byggs.");
    }
}
