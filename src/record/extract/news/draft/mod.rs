//! The draft of a project: what its layout states, filled with what its
//! sentences and its surroundings say.

mod ownership;

use super::fact::{counts, dates, fund, grant, owner, partners, places};
use super::page::{Page, Passage};
use super::surroundings::Surroundings;
use super::told::Told;
use super::{Sentence, names, party, sentences};
use crate::record::date::PartialDate;
use crate::record::draft::{Confidence, Draft, Fact, PlaceText};
use crate::record::project::SourceKind;
use crate::record::vocabulary::Vocabulary;

/// The projects of a page while their drafts are written.
pub(super) struct Reader<'p> {
    page: &'p Page,
    vocabulary: &'p Vocabulary,
    told: &'p [Told],
    around: Surroundings<'p>,
    /// All passages of the page, its title first.
    passages: Vec<Passage>,
    /// Labelled facts of the page's only project.
    loose: Draft,
    /// The parties that the page names, in its order.
    parties: Vec<String>,
    /// Who the title or the lead says got all of the page's projects.
    common_owner: Option<Fact<String>>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(page: &'p Page, vocabulary: &'p Vocabulary, told: &'p [Told], loose: Draft) -> Self {
        let around = Surroundings::of(page, vocabulary, &claimed(page, told));
        let passages: Vec<Passage> = page.publisher.iter().chain(&page.title).cloned().chain(page.passages()).collect();
        let parties = parties(&passages);
        let mut reader = Reader { page, vocabulary, told, around, passages, loose, parties, common_owner: None };
        reader.common_owner = reader.common_owner();
        reader
    }

    pub(super) fn drafts(&self) -> Vec<Draft> {
        let page = sentences(&self.passages);
        self.told.iter().map(|told| self.draft(told, &page)).collect()
    }

    fn alone(&self) -> bool {
        self.told.len() == 1
    }

    fn draft(&self, told: &Told, page: &[Sentence<'_>]) -> Draft {
        let own = sentences(&told.own);
        let shared = sentences(&told.shared);
        let about = self.about(told);
        let loose = if self.alone() { self.loose.clone() } else { Draft::default() };
        let stated = &told.stated;
        let owner = stated.owner.clone().or(loose.owner.clone()).map(|owner| self.whole(owner)).or_else(|| self.owner(told, &own));
        let date = self.page.date.as_ref().and_then(|date| PartialDate::parse(&date.value));
        let span = dates::find(&own, page, date).or(dates::find(&shared, page, date));
        let span = if self.alone() { span.or(dates::find(&about, page, date)) } else { span };
        Draft {
            kind: SourceKind::News,
            line: told.line,
            name: self.name(told),
            description: self.description(told),
            fund: self.fund(told, &loose, &own),
            places: self.places(told, &loose, &own),
            start: stated.start.clone().or(loose.start).or(span.start),
            end: stated.end.clone().or(loose.end).or(span.end),
            granted: stated.granted.clone().or(loose.granted).or_else(|| self.granted(told, &own)),
            participants: stated.participants.clone().or(loose.participants).or_else(|| counts::find(&about, counts::PARTICIPANTS)),
            companies: stated.companies.clone().or(loose.companies).or_else(|| counts::find(&about, counts::COMPANIES)),
            partners: self.partners(told, loose.partners, &own, owner.as_ref()),
            reference: stated.reference.clone().or(loose.reference),
            owner,
            date: self.page.date.clone(),
            ..Draft::default()
        }
    }

    fn name(&self, told: &Told) -> Option<Fact<String>> {
        match &told.name {
            Some(name) => Some(Fact::stated(name.text.clone(), name.line).read_from(&name.text, Confidence::Likely)),
            None => {
                self.page.title.as_ref().map(|title| Fact::derived(title.text.clone(), title.line).read_from(&title.text, Confidence::Weak))
            }
        }
    }

    /// What facts are read from: the project's own passages, on a page about
    /// one project all of them.
    fn about(&self, told: &'p Told) -> Vec<Sentence<'_>> {
        let others = self.passages.iter().filter(|_| self.alone());
        let own = told.own.iter();
        let mut passages: Vec<&Passage> = own.collect();
        passages.extend(others.filter(|passage| !told.own.iter().any(|own| own.line == passage.line)));
        sentences(passages)
    }

    /// The lead, then the project's own passages, then those about all projects.
    fn description(&self, told: &Told) -> Option<Fact<String>> {
        let line = told.own.first().map_or(told.line, |passage| passage.line);
        let is_own = |lead: &Passage| told.own.iter().any(|own| own.line == lead.line);
        let lead = self.page.lead();
        let title = self.page.title.clone().filter(|_| told.name.is_some() && !lead.as_ref().is_some_and(is_own));
        let lead = lead.clone().filter(|lead| !is_own(lead) && !self.is_siblings(lead)).or(title);
        let passages: Vec<&str> = lead.iter().chain(&told.own).chain(&told.shared).map(|passage| passage.text.as_str()).collect();
        let first = passages.first().copied().unwrap_or_default();
        (!passages.is_empty()).then(|| Fact::stated(passages.join("\n\n"), line).read_from(first, Confidence::Likely))
    }

    /// Whether the page's first passage introduces projects, or is one's own.
    fn is_siblings(&self, lead: &Passage) -> bool {
        let others = self.told.iter().any(|told| told.own.iter().any(|own| own.line == lead.line));
        others || lead.sentences().into_iter().any(|sentence| !names::introductions(sentence).is_empty() && owner::told(sentence))
    }

    fn fund(&self, told: &Told, loose: &Draft, own: &[Sentence<'_>]) -> Option<Fact<String>> {
        let stated = |fact: &Option<Fact<String>>| fact.as_ref().and_then(|fact| self.fund_in(fact));
        let found = stated(&told.stated.fund)
            .or_else(|| stated(&loose.fund))
            .or_else(|| fund::find(own, told.at, &self.around, self.vocabulary))?;
        // A page that writes *Europeiska socialfonden (ESF+)* once means it throughout.
        let plus = found.value == "ESF" && self.around.all().any(|line| line.funds.iter().any(|fund| fund.code == "ESF+"));
        Some(if plus { Fact { value: "ESF+".to_owned(), ..found } } else { found })
    }

    /// The fund that a label or its value names.
    fn fund_in(&self, fact: &Fact<String>) -> Option<Fact<String>> {
        let funds = &self.vocabulary.funds;
        let named = funds.resolve(&fact.value).or_else(|| funds.mentions(&fact.value).first().map(|mention| mention.fund));
        let known = named.filter(|fund| fund.level != crate::record::vocabulary::FundLevel::Group)?;
        Some(Fact { value: known.code.clone(), ..fact.clone() })
    }

    fn places(&self, told: &Told, loose: &Draft, own: &[Sentence<'_>]) -> Vec<Fact<PlaceText>> {
        if !told.stated.places.is_empty() {
            return told.stated.places.clone();
        }
        if !loose.places.is_empty() {
            return loose.places.clone();
        }
        let name = told.name.as_ref().map(|name| (name.line, name.text.as_str()));
        let passages: Vec<Passage> = if self.alone() { self.page.passages().collect() } else { Vec::new() };
        let about = sentences(&passages);
        // A row or label block holds nothing but its facts: only what stands around it tells a place.
        let listed = told.stated.owner.is_some() || told.stated.granted.is_some();
        let own: Vec<Sentence<'_>> = own.iter().filter(|(line, _)| !listed || *line != told.line).copied().collect();
        places::find(&own, name, told.at, &about, &self.around, self.vocabulary)
    }

    /// The first amount told as granted, in kronor before others, else the only
    /// one that nothing speaks against.
    fn granted(&self, told: &Told, own: &[Sentence<'_>]) -> Option<Fact<String>> {
        let cut = |(line, sentence): &Sentence<'_>, start: usize, end: usize| {
            Some(Fact::stated(sentence.get(start..end)?.to_owned(), *line).read_from(sentence, Confidence::Likely))
        };
        let first = own.iter().find_map(|sentence| {
            grant::grants(sentence.1, self.vocabulary).first().and_then(|grant| cut(sentence, grant.start, grant.end))
        });
        let unclear = || {
            let mut rest = own.iter().filter_map(|sentence| grant::unclear(sentence.1, self.vocabulary).map(|grant| (sentence, grant)));
            let (sentence, grant) = rest.next().filter(|_| rest.next().is_none())?;
            cut(sentence, grant.start, grant.end)
        };
        let of_page = || {
            let page = sentences(&self.passages);
            page.iter().find_map(|sentence| {
                grant::grants(sentence.1, self.vocabulary).first().and_then(|grant| cut(sentence, grant.start, grant.end))
            })
        };
        let of_page = || (self.alone() && told.name.is_some()).then(of_page).flatten();
        first.or_else(of_page).or_else(unclear)
    }

    fn partners(&self, told: &Told, loose: Vec<Fact<String>>, own: &[Sentence<'_>], owner: Option<&Fact<String>>) -> Vec<Fact<String>> {
        let mut found = told.stated.partners.clone();
        found.extend(loose);
        let unlike = |party: &str| self.is_no_party(told, party);
        let told_of = partners::find(own, owner.map(|owner| owner.value.as_str()), unlike);
        found.extend(told_of.into_iter().filter(|new| !told.stated.partners.iter().any(|known| names::same(&known.value, &new.value))));
        found
    }
}

/// Which lines of the page are a project's own.
fn claimed(page: &Page, told: &[Told]) -> Vec<bool> {
    let own: std::collections::HashSet<usize> =
        told.iter().flat_map(|told| told.own.iter().map(|passage| passage.line).chain([told.line])).collect();
    page.lines.iter().map(|line| own.contains(&line.line)).collect()
}

/// The parties that the passages name, each once.
fn parties(passages: &[Passage]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for passage in passages {
        for party in party::all(&passage.text) {
            if seen.insert(party) {
                found.push(party.to_owned());
            }
        }
    }
    found
}
