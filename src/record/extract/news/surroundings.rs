//! What stands around a project on its page: the headings and paragraphs above
//! it, each with the funds and places that it names.
//!
//! A fact that a project's own lines lack holds for it where the nearest line
//! above states it, unless that line is another project's.

use super::fact::places;
use super::page::{Page, Passage};
use crate::record::vocabulary::{Fund, FundLevel, PlaceRef, Vocabulary};

/// The most words of a heading that names a fund or a place.
const HEADING_WORDS: usize = 8;

/// Headings of projects in more than one county.
const SEVERAL: &[&str] = &[
    "flera län",
    "länsöverskridande",
    "länsövergripande",
    "hela området",
    "hela regionen",
    "regionövergripande",
    "gemensamt",
    "övriga",
    "nationellt",
    "nationella projekt",
];

/// What a line says that may hold for the projects below it.
#[derive(Debug, Default)]
pub(super) struct Around<'v> {
    pub line: usize,
    pub text: String,
    /// The European funds.
    pub funds: Vec<&'v Fund>,
    /// The national ones.
    pub national: Vec<&'v Fund>,
    pub places: Vec<PlaceRef<'v>>,
    /// Whether it is nothing but the heading of a place or a fund.
    pub heading: bool,
    /// Whether it is a heading that ends what one of a place says: *Flera län*.
    pub several: bool,
    /// Whether it is a project's own.
    claimed: bool,
}

/// The lines of a page with what they say, the title first.
#[derive(Debug, Default)]
pub(super) struct Surroundings<'v> {
    publisher: Option<Passage>,
    /// How many lines stand above the page's own: the website's, the title.
    head: usize,
    lines: Vec<Around<'v>>,
}

impl<'v> Surroundings<'v> {
    /// `claimed` says which lines are a project's own, by their place on the page.
    pub(super) fn of(page: &Page, vocabulary: &'v Vocabulary, claimed: &[bool]) -> Self {
        let title = page.above.iter().chain(&page.title).map(|line| around(line, vocabulary, false));
        let below = page.lines.iter().enumerate().map(|(at, line)| {
            let short = line.text.split_whitespace().count() <= HEADING_WORDS && !line.is_item();
            Around { claimed: claimed.get(at) == Some(&true), ..around(&line.into(), vocabulary, short) }
        });
        let head = page.above.len() + usize::from(page.title.is_some());
        Surroundings { publisher: page.publisher.clone(), head, lines: title.chain(below).collect() }
    }

    /// The lines above the one at `at`, the nearest first; no project's own.
    pub(super) fn above(&self, at: usize) -> impl Iterator<Item = &Around<'v>> {
        self.lines.iter().take(at + self.head).rev().filter(|line| !line.claimed)
    }

    /// The title.
    pub(super) fn title(&self) -> Option<&Around<'v>> {
        self.lines.get(self.head.checked_sub(1)?)
    }

    /// Whose website it is.
    pub(super) fn publisher(&self) -> Option<&Passage> {
        self.publisher.as_ref()
    }

    /// All lines but the projects' own, the title first.
    pub(super) fn unclaimed(&self) -> impl Iterator<Item = &Around<'v>> {
        self.lines.iter().filter(|line| !line.claimed)
    }

    /// All lines, the title first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Around<'v>> {
        self.lines.iter()
    }
}

fn around<'v>(passage: &Passage, vocabulary: &'v Vocabulary, short: bool) -> Around<'v> {
    let text = leading_in(&passage.text, vocabulary);
    let mentions = vocabulary.funds.mentions(text);
    let of_level = |level: FundLevel| mentions.iter().map(|mention| mention.fund).filter(|fund| fund.level == level).collect();
    let (funds, national) = (of_level(FundLevel::Eu), of_level(FundLevel::National));
    let places = places::of_text(text, vocabulary);
    let bare = text.trim_end_matches([':', '.']);
    let several = short && SEVERAL.contains(&text.trim_end_matches(':').to_lowercase().as_str());
    let heading =
        short && (super::names::is_fund(bare, vocabulary) || bare.split_whitespace().count() <= 4 && places::is_place(bare, vocabulary));
    Around { line: passage.line, text: text.to_owned(), funds, national, places, heading, several, claimed: false }
}

/// Of a paragraph that ends by leading in what follows (*… Vi börjar med
/// regionalfonden:*) the last sentence, where that names a fund or a place.
fn leading_in<'t>(text: &'t str, vocabulary: &Vocabulary) -> &'t str {
    let last = super::prose::sentences(text).into_iter().next_back().filter(|_| text.ends_with(':')).unwrap_or(text);
    let named = !vocabulary.funds.mentions(last).is_empty() || !vocabulary.places.mentions(last).is_empty();
    if named { last } else { text }
}
