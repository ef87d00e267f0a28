//! The page: its title, its date, and what it says, line by line.
//!
//! What surrounds an article (tags, links, dates of change, boxes about the
//! fund) is left out. Layouts of lists go by the **line**; running text goes by
//! the **passage**, a paragraph or list item, under its **heading**.

mod clutter;
mod date;
mod forms;
mod lines;
mod title;

use super::prose::{is_closed, sentences};
use crate::ingest::Block;
use crate::record::draft::Fact;
use crate::record::vocabulary::Vocabulary;

pub(super) use lines::{Line, Shape};

/// The most words of a heading; a longer line is a paragraph.
pub(super) const HEADING_WORDS: usize = 16;
/// The most words of a list item that heads the paragraph below it.
const ITEM_HEADING_WORDS: usize = 10;
/// The most bytes of a page that are read; the longest page of news seen has 12 000.
const LONGEST_PAGE: usize = 256 << 10;

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

impl From<&Line> for Passage {
    fn from(line: &Line) -> Passage {
        Passage { line: line.line, text: line.text.clone() }
    }
}

/// A heading and the passages under it; the first section has none.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub heading: Option<Passage>,
    /// Where it begins among the page's lines.
    pub at: usize,
    pub passages: Vec<Passage>,
    /// The place of each passage among the page's lines.
    pub places: Vec<usize>,
}

/// A page of news.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub title: Option<Passage>,
    /// The line above the title that names whose website it is.
    pub publisher: Option<Passage>,
    /// All lines above the title.
    pub above: Vec<Passage>,
    pub date: Option<Fact<String>>,
    /// The lines of the article below its title.
    pub lines: Vec<Line>,
    /// Of each line, whether it stands in a box about the fund.
    boxed: Vec<bool>,
    /// The line from which a page too long for news was left unread.
    pub cut: Option<usize>,
}

impl Page {
    pub(super) fn read(blocks: &[Block], vocabulary: &Vocabulary) -> Page {
        let (blocks, cut) = within_limit(blocks);
        let all = lines::lines(blocks);
        let date = date::of_page(all.iter());
        let mut lines: Vec<Line> = all.into_iter().filter(|line| !clutter::is_clutter(line) && !date::is_date_line(&line.text)).collect();
        let (above, publisher, title) = title::take(&mut lines, vocabulary);
        let boxed = boxes(&lines, vocabulary);
        Page { title, publisher, above, date, lines, boxed, cut }
    }

    /// Of each line, whether no layout reads it: it stands in a box.
    pub(super) fn boxed(&self) -> &[bool] {
        &self.boxed
    }

    /// The lines that no layout has taken, as headings with their passages.
    pub(super) fn sections(&self, taken: &[bool]) -> Vec<Section> {
        let mut sections = vec![Section::default()];
        let end = self.content_end();
        for (at, line) in self.lines.iter().enumerate().take(end) {
            if taken.get(at) == Some(&true) || self.boxed.get(at) == Some(&true) {
                continue;
            }
            if self.is_heading(at, taken) {
                sections.push(Section { heading: Some(line.into()), at, ..Section::default() });
            } else if let Some(section) = sections.last_mut() {
                section.passages.push(line.into());
                section.places.push(at);
            }
        }
        sections
    }

    /// All passages below the title, headings among them; boxes are left out.
    pub(super) fn passages(&self) -> impl Iterator<Item = Passage> {
        let open = |(at, _): &(usize, &Line)| self.boxed.get(*at) != Some(&true);
        self.lines.iter().enumerate().filter(open).map(|(_, line)| line.into())
    }

    /// The first paragraph: what the page is about.
    pub(super) fn lead(&self) -> Option<Passage> {
        let first = self.lines.iter().enumerate().find(|(at, line)| !self.is_heading(*at, &[]) && !line.is_short(HEADING_WORDS));
        first.filter(|(at, _)| self.boxed.get(*at) != Some(&true)).map(|(_, line)| line.into())
    }

    /// Whether the line at `at` is a heading of running text: declared, or short and above a paragraph.
    pub(super) fn is_heading(&self, at: usize, taken: &[bool]) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        if line.is_declared() {
            return true;
        }
        let Some(next) = self.lines.get(at + 1).filter(|_| taken.get(at + 1) != Some(&true)) else { return false };
        if line.is_item() {
            if at.checked_sub(1).and_then(|before| self.lines.get(before)).is_some_and(Line::is_item) {
                return false;
            }
            let words = next.text.split_whitespace().count();
            return line.text.split_whitespace().count() <= ITEM_HEADING_WORDS
                && !is_closed(&line.text)
                && next.is_plain()
                && words > ITEM_HEADING_WORDS
                && is_closed(&next.text);
        }
        let words = next.text.split_whitespace().count();
        let paragraph = words > HEADING_WORDS || is_closed(&next.text) && words > 2;
        let speech = line.text.starts_with(['–', '—', '-']);
        line.is_short(HEADING_WORDS) && paragraph && (line.gap || !next.gap || is_caps(&line.text)) && !speech
    }

    /// Where the content ends: short lines without a full stop at the end of a
    /// page are tags and links.
    fn content_end(&self) -> usize {
        self.lines.iter().rposition(|line| !(line.is_short(HEADING_WORDS) && line.is_plain())).map_or(self.lines.len(), |last| last + 1)
    }
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

/// Of each line, whether it stands in a box: one that opens like a box, and
/// all under a heading that does. What was refused stands in one as well.
fn boxes(lines: &[Line], vocabulary: &Vocabulary) -> Vec<bool> {
    let (mut inside, mut refused) = (false, false);
    let mut found = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let short = line.text.split_whitespace().count() <= HEADING_WORDS && !line.is_item();
        let heads = line.is_short(HEADING_WORDS)
            && (line.gap || line.is_declared())
            && lines.get(at + 1).is_some_and(|next| !next.is_item() || line.text.ends_with(':'));
        let facts = lines.get(at + 1).is_some_and(|next| super::labels::split(&next.text).is_some_and(|(before, _)| before.is_empty()));
        let opens = clutter::is_box(&line.text, vocabulary) && !facts;
        if heads || short && line.text.ends_with('?') {
            inside = opens;
        }
        // A sentence below the list of what was refused is about the page again.
        let over = line.is_plain() && line.text.ends_with('.') && at.checked_sub(1).and_then(|at| lines.get(at)).is_some_and(Line::is_item);
        if short && clutter::refuses(&line.text) {
            refused = true;
        } else if over || short && clutter::ends_refusal(&line.text, vocabulary) {
            refused = false;
        }
        found.push(inside || opens || refused);
    }
    found
}

/// Whether a line is written in capitals.
pub(super) fn is_caps(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() >= 3 && letters.all(char::is_uppercase)
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
        let sections: Vec<_> = page.sections(&[]).iter().map(section).collect();
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

    #[test]
    fn the_title_stands_below_the_name_of_the_website() {
        let check = |text: &str, publisher: &str, title: &str| {
            let page = Page::read(&blocks(text), Vocabulary::bundled());
            let of = |passage: Option<Passage>| passage.map(|passage| passage.text).unwrap_or_default();
            assert_eq!((of(page.publisher).as_str(), of(page.title).as_str()), (publisher, title), "{text}");
        };
        check("Region Skåne\n\nTre projekt får stöd\n\nDet är klart.", "Region Skåne", "Tre projekt får stöd");
        check("Nyheter\n\nTre projekt får stöd\n\nDet är klart.", "", "Tre projekt får stöd");
        check("Tre projekt får stöd\n\nRegion Skåne\n\nDet är klart.", "", "Tre projekt får stöd");
    }
}
