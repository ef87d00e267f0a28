//! News pages: the projects that running text tells of.
//!
//! A page is read in three moves: what is content and under which heading
//! (`page`), which passages speak of which project (`sections`), and what
//! those passages say: one file a fact. The odd word is *cue*: a phrase that
//! tells what stands beside it (*ägs av*, *tilldelas*). Cues are tables of
//! Swedish, never of one page; a page without European money and a decision
//! has no project, however many words it shares with one that has.

mod counts;
mod dates;
mod fund;
mod grant;
mod names;
mod owner;
mod page;
mod partners;
mod party;
mod places;
mod prose;
mod sections;

use self::page::{Page, Passage};
use self::sections::{MOST_PROJECTS, Told};
use super::super::draft::{Draft, Fact};
use super::super::notice::{Notice, NoticeCode};
use super::super::project::SourceKind;
use super::super::vocabulary::Vocabulary;
use crate::ingest::Block;

/// The funded projects that a page of news names, and what was not understood.
///
/// None where it names none. A page about one project without a name gives a
/// draft with the page's title and a notice.
pub fn extract(blocks: &[Block], vocabulary: &Vocabulary) -> (Vec<Draft>, Vec<Notice>) {
    let page = Page::read(blocks, vocabulary);
    // A fund may be named in a sub-heading alone (*Projekt inom ESF+*).
    let headings = page.sections.iter().filter_map(|section| section.heading.as_ref());
    let texts = sentences(page.title.iter().chain(headings).chain(page.passages()));
    let european = texts.iter().any(|(_, text)| fund::european(text, vocabulary));
    let decided = texts.iter().any(|(_, text)| grant::decided(text) || !grant::grants(text, vocabulary).is_empty());
    if !european || !decided {
        return (Vec::new(), too_much(&page, &[]));
    }
    let told = sections::projects(&page, vocabulary);
    let alone = told.len() == 1;
    let drafts: Vec<Draft> = told.iter().map(|told| Reader { page: &page, vocabulary, told, alone }.draft()).collect();
    let mut notices = too_much(&page, &told);
    let unnamed = told.iter().filter(|told| told.name.is_none());
    notices.extend(
        unnamed.map(|told| {
            Notice::field(NoticeCode::UnnamedProject, told.line, "name", "the page names no project: its title became the name")
        }),
    );
    (drafts, notices)
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

/// One project of a page while its draft is written.
struct Reader<'p> {
    page: &'p Page,
    vocabulary: &'p Vocabulary,
    told: &'p Told,
    /// Whether it is the page's only project, so that the whole page is about it.
    alone: bool,
}

fn sentences<'p>(passages: impl IntoIterator<Item = &'p Passage>) -> Vec<Sentence<'p>> {
    passages.into_iter().flat_map(|passage| passage.sentences().into_iter().map(|sentence| (passage.line, sentence))).collect()
}

impl<'p> Reader<'p> {
    fn draft(&self) -> Draft {
        let own = sentences(&self.told.own);
        let page = sentences(self.page.title.iter().chain(self.page.passages()));
        let about = self.about();
        let owner = self.owner(&own);
        let unlike = |party: &str| self.is_no_party(party);
        let partners = partners::find(&own, owner.as_ref().map(|owner| owner.value.as_str()), unlike);
        let span = dates::find(&own, &page).or(dates::find(&sentences(&self.told.shared), &page));
        Draft {
            kind: SourceKind::News,
            line: self.told.line,
            name: self.name(),
            description: self.description(),
            fund: fund::find(&own, &page, self.vocabulary),
            places: self.places(&own, owner.iter().chain(&partners)),
            start: span.start,
            end: span.end,
            granted: self.granted(&own),
            participants: counts::find(&about, counts::PARTICIPANTS),
            companies: counts::find(&about, counts::COMPANIES),
            owner,
            partners,
            date: self.page.date.clone(),
            ..Draft::default()
        }
    }

    fn name(&self) -> Option<Fact<String>> {
        match &self.told.name {
            Some(name) => Some(Fact::stated(name.text.clone(), name.line)),
            None => self.page.title.as_ref().map(|title| Fact::derived(title.text.clone(), title.line)),
        }
    }

    /// What facts are read from: the project's own passages, on a page about
    /// one project all of them.
    fn about(&self) -> Vec<Sentence<'p>> {
        let lead = self.page.passages().filter(|_| self.alone);
        let own = self.told.own.iter();
        let mut passages: Vec<&Passage> = own.collect();
        passages.extend(lead.filter(|passage| !self.told.own.iter().any(|own| own.line == passage.line)));
        sentences(passages)
    }

    /// The lead, then the project's own passages, then those about all projects.
    fn description(&self) -> Option<Fact<String>> {
        let line = self.told.own.first().map_or(self.told.line, |passage| passage.line);
        let is_own = |lead: &Passage| self.told.own.iter().any(|own| own.line == lead.line);
        let lead = self.page.lead().filter(|lead| !is_own(lead) && !self.is_siblings(lead)).or(self
            .page
            .title
            .as_ref()
            .filter(|_| self.told.name.is_some() && !self.page.lead().is_some_and(is_own)));
        let passages: Vec<&str> =
            lead.into_iter().chain(&self.told.own).chain(&self.told.shared).map(|passage| passage.text.as_str()).collect();
        (!passages.is_empty()).then(|| Fact::stated(passages.join("\n\n"), line))
    }

    /// Whether the page's first passage introduces projects, of which this is none.
    fn is_siblings(&self, lead: &Passage) -> bool {
        let heading = self.page.sections.first().is_none_or(|section| section.passages.is_empty());
        heading || lead.sentences().into_iter().any(|sentence| !names::introductions(sentence).is_empty() && owner::told(sentence))
    }

    fn owner(&self, own: &[Sentence<'_>]) -> Option<Fact<String>> {
        owner::find(own, |party| self.is_no_party(party))
    }

    /// Funds, and the project itself, are no party of a project.
    fn is_no_party(&self, party: &str) -> bool {
        let name = self.told.name.as_ref().map(|name| name.text.as_str()).unwrap_or_default();
        let itself = names::same(party, name) || names::same(party, names::short(name));
        let fund = self.vocabulary.funds.mentions(party).first().is_some_and(|mention| mention.start == 0);
        itself || fund || party.to_lowercase().contains("esf-rådet") || party == "EU"
    }

    /// The first amount told as granted, in kronor before others, else the only
    /// one that nothing speaks against.
    fn granted(&self, own: &[Sentence<'_>]) -> Option<Fact<String>> {
        let cut =
            |(line, sentence): &Sentence<'_>, start: usize, end: usize| Some(Fact::stated(sentence.get(start..end)?.to_owned(), *line));
        let told = own.iter().find_map(|sentence| {
            grant::grants(sentence.1, self.vocabulary).first().and_then(|grant| cut(sentence, grant.start, grant.end))
        });
        told.or_else(|| {
            let mut rest = own.iter().filter_map(|sentence| grant::unclear(sentence.1, self.vocabulary).map(|grant| (sentence, grant)));
            let (sentence, grant) = rest.next().filter(|_| rest.next().is_none())?;
            cut(sentence, grant.start, grant.end)
        })
    }

    fn places<'f>(
        &self,
        own: &[Sentence<'_>],
        parties: impl Iterator<Item = &'f Fact<String>>,
    ) -> Vec<Fact<super::super::draft::PlaceText>> {
        let mut found = places::of_passages(own);
        if let Some(name) = &self.told.name {
            found.extend(places::of_passages(&[(name.line, &name.text)]));
        }
        found.extend(parties.map(places::of_party));
        if !places::any(&found, self.vocabulary) {
            let lead = sentences(self.page.title.iter().chain(self.page.lead()));
            found.extend(places::of_lead(&lead, self.vocabulary));
        }
        found
    }
}

#[cfg(test)]
mod tests;
