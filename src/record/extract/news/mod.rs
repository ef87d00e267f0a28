//! News and web pages: the funded projects that they tell of, in lists, label
//! blocks, tables and running text.
//!
//! A page is read in three moves: what is content (`page`), which lines speak
//! of which project, by the layout they have (`layout`, `sections`), and what
//! those lines say: one file a fact (`fact`), and where they are silent, what
//! stands around them (`surroundings`). The odd word is *cue*: a phrase that
//! tells what stands beside it (*ägs av*, *tilldelas*). Cues and labels are
//! tables of Swedish, never of one page; a page without a fund's money and a
//! decision has no project, however many words it shares with one that has.

mod draft;
mod fact;
mod introduced;
mod labels;
mod layout;
mod names;
mod page;
mod party;
mod prose;
mod sections;
mod surroundings;
mod told;

use self::draft::Reader;
use self::fact::{fund, grant};
use self::page::{Page, Passage};
use self::sections::MOST_PROJECTS;
use self::told::Told;
use super::super::draft::Draft;
use super::super::notice::{Notice, NoticeCode};
use super::super::personal::contact_label;
use super::super::vocabulary::Vocabulary;
use crate::ingest::Block;

/// The funded projects that a page of news names, and what was not understood.
///
/// None where it names none. A page about one project without a name gives a
/// draft with the page's title and a notice.
pub fn extract(blocks: &[Block], vocabulary: &Vocabulary) -> (Vec<Draft>, Vec<Notice>) {
    let page = Page::read(blocks, vocabulary);
    let telling = Telling::of(&page, vocabulary);
    if telling == Telling::Nothing {
        return (Vec::new(), too_much(&page, &[]));
    }
    let (mut told, loose) = layout::projects(&page, vocabulary);
    // Where nothing says that it was granted, only what a list states with its owner and its money is a project.
    told.retain(|told| telling == Telling::Granted || told.stated.owner.is_some() && told.stated.granted.is_some());
    let drafts = Reader::new(&page, vocabulary, &told, loose).drafts();
    let mut notices = too_much(&page, &told);
    let unnamed = told.iter().filter(|told| told.name.is_none());
    notices.extend(
        unnamed.map(|told| {
            Notice::field(NoticeCode::UnnamedProject, told.line, "name", "the page names no project: its title became the name")
        }),
    );
    (drafts, notices)
}

/// Whether a label that stands before its value tells a fact of a project.
pub(crate) fn is_label(label: &str) -> bool {
    labels::meaning(label).is_some() && contact_label(label).is_none()
}

/// Whether a label is one that records on a page begin with.
pub(crate) fn begins_record(label: &str) -> bool {
    matches!(labels::meaning(label), Some(labels::Meaning::Owner | labels::Meaning::Name))
}

/// What a page tells of money to projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    /// Of no fund, or of an application that nobody has decided on.
    Nothing,
    /// Of a fund.
    Funded,
    /// Of a fund and of a decision that was taken.
    Granted,
}

impl Telling {
    fn of(page: &Page, vocabulary: &Vocabulary) -> Telling {
        let passages: Vec<Passage> = page.above.iter().chain(&page.title).cloned().chain(page.passages()).collect();
        let texts = sentences(&passages);
        let any = |fits: &dyn Fn(&str) -> bool| texts.iter().any(|(_, text)| fits(text));
        let funded = any(&|text| fund::funded(text, vocabulary));
        let pending = || any(&grant::pending) && !any(&grant::settled);
        if !funded || pending() {
            return Telling::Nothing;
        }
        let is_grant = |fact: &labels::Labelled<'_>| matches!(fact.meaning, labels::Meaning::Granted(_));
        let labelled = || any(&|text| labels::split(text).is_some_and(|(_, facts)| facts.iter().any(is_grant)));
        let decided = any(&|text| grant::decided(text) || !grant::grants(text, vocabulary).is_empty());
        if decided || labelled() { Telling::Granted } else { Telling::Funded }
    }
}

/// What was left unread of a page too long, or with too many projects, for news.
fn too_much(page: &Page, told: &[Told]) -> Vec<Notice> {
    let cut = page.cut.map(|line| Notice::general(NoticeCode::Truncated, line, "the page is too long for news; the rest was not read"));
    let message = format!("a page of news has at most {MOST_PROJECTS} projects; more were not looked for");
    let many =
        (told.len() >= MOST_PROJECTS).then(|| Notice::general(NoticeCode::Truncated, told.last().map_or(1, |told| told.line), message));
    cut.into_iter().chain(many).collect()
}

/// A sentence and the line it stands on.
type Sentence<'p> = (usize, &'p str);

fn sentences<'p>(passages: impl IntoIterator<Item = &'p Passage>) -> Vec<Sentence<'p>> {
    passages.into_iter().flat_map(|passage| passage.sentences().into_iter().map(|sentence| (passage.line, sentence))).collect()
}

#[cfg(test)]
mod tests;
