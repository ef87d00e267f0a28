//! From a [`Draft`] to a [`Project`]: codes, dates, amounts, places.
//!
//! Each file here knows one kind of statement. They share a `Work`, which
//! carries what is said on the way (notices, personal data left out, where
//! each fact stood). A statement that cannot be read becomes a notice and an
//! unknown, never a guess.

mod codes;
mod numbers;
mod own_form;
mod owner;
pub mod period;
pub(crate) mod places;
mod texts;

use std::collections::BTreeMap;

use super::draft::{Draft, Fact};
use super::extract::Item;
use super::notice::{Dropped, Notice, NoticeCode};
use super::project::{Origin, Project, Source};
use super::vocabulary::Vocabulary;

pub(crate) use texts::MAX_NAMES;

/// What normalising needs besides the draft.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// Codes and labels.
    pub vocabulary: &'a Vocabulary,
    /// The source's file name without folders.
    pub source_name: &'a str,
    /// True keeps e-mail addresses, telephone and personal numbers in texts.
    pub keep_personal_data: bool,
}

/// A project or why there is none, what was not understood, what was left out.
pub type Normalised = (Result<Project, String>, Vec<Notice>, Vec<Dropped>);

/// Makes any extracted item a project.
pub fn item(item: Item, context: &Context<'_>) -> Normalised {
    match item {
        Item::Draft(draft) => normalise(*draft, context),
        Item::Project { project, line } => own_form::complete(*project, line, context),
        Item::Rejected { reason, .. } => (Err(reason), Vec::new(), Vec::new()),
    }
}

/// Makes a draft a project; the reason where it has no name.
pub fn normalise(mut draft: Draft, context: &Context<'_>) -> Normalised {
    let mut work = Work::new(context);
    work.dropped.append(&mut draft.dropped);
    let project = work.project(&draft);
    (project, work.notices, work.dropped)
}

/// One record while it is normalised.
struct Work<'a> {
    context: &'a Context<'a>,
    notices: Vec<Notice>,
    dropped: Vec<Dropped>,
    origins: BTreeMap<&'static str, Origin>,
}

impl<'a> Work<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Work { context, notices: Vec::new(), dropped: Vec::new(), origins: BTreeMap::new() }
    }

    fn vocabulary(&self) -> &'a Vocabulary {
        self.context.vocabulary
    }

    fn notice(&mut self, code: NoticeCode, line: usize, field: &'static str, message: String) {
        self.notices.push(Notice::field(code, line, field, message));
    }

    /// Remembers where a fact stood and what it was read from.
    fn origin<T>(&mut self, key: &'static str, fact: &Fact<T>) {
        let source = self.context.source_name.to_owned();
        self.origins.insert(key, Origin { source, line: fact.line, derived: fact.derived, evidence: fact.evidence.clone() });
    }

    /// Remembers the line of the fact that this one follows from.
    fn concluded(&mut self, key: &'static str, line: usize) {
        let source = self.context.source_name.to_owned();
        self.origins.insert(key, Origin { source, line, derived: true, evidence: None });
    }

    /// Reads a statement, and says so where it cannot be read.
    fn read<T>(
        &mut self,
        key: &'static str,
        code: NoticeCode,
        fact: &Option<Fact<String>>,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let fact = fact.as_ref().filter(|fact| !fact.value.trim().is_empty())?;
        let parsed = parse(fact.value.trim());
        match parsed {
            Some(_) => self.origin(key, fact),
            None => self.notice(code, fact.line, key, format!("«{}» could not be read", texts::excerpt(&fact.value))),
        }
        parsed
    }

    fn project(&mut self, draft: &Draft) -> Result<Project, String> {
        let name = self.name(draft)?;
        let description = self.description(draft);
        let owner = self.owner(draft);
        let (start, end) = self.dates(draft);
        let programme = self.programme(draft);
        let fund = self.fund(draft, programme.as_ref());
        let period = self.period(draft, programme.as_ref(), fund.as_ref(), start, end);
        let places = self.places(draft, &name);
        let (participants, participants_max) = self.count("participants", &draft.participants);
        let (companies, companies_max) = self.count("companies", &draft.companies);
        let source = self.source(draft);
        let project = Project {
            id: identity(draft, &name, owner.as_ref().map(|owner| owner.key.as_str())),
            reference: self.reference(draft),
            name_en: self.name_en(draft, &name),
            description_en: self.description_en(draft),
            language: Some(crate::analysis::language::detect(description.as_deref().unwrap_or(&name)).to_owned()),
            programme_area: self.programme_area(draft, period.as_deref()),
            specific_objective: self.specific_objective(draft, period.as_deref()),
            intervention_fields: self.intervention_fields(draft, period.as_deref()),
            programme: programme.map(|programme| programme.coded),
            partners: self.partners(draft),
            region: places.region,
            county: places.county,
            municipality: places.municipality,
            total_budget: self.amount("total_budget", &draft.total_budget),
            granted: self.amount("granted", &draft.granted),
            cofinancing_rate: self.rate(draft),
            strategic: self.read("strategic", NoticeCode::UnreadableNumber, &draft.strategic, numbers::yes_or_no),
            secondary_themes: self.themes(draft),
            sources: vec![source.clone()],
            source,
            name,
            description,
            fund,
            period,
            owner,
            start,
            end,
            participants,
            participants_max,
            companies,
            companies_max,
            ..Project::default()
        };
        self.compare_amounts(&project, draft.line);
        Ok(Project { origins: std::mem::take(&mut self.origins), ..project })
    }

    fn source(&mut self, draft: &Draft) -> Source {
        let date = self.read("source", NoticeCode::UnreadableDate, &draft.date, super::date::PartialDate::parse);
        let name = self.context.source_name.to_owned();
        Source { kind: draft.kind, name, line: draft.line, url: draft.url.clone(), date, ..Source::default() }
    }
}

/// `esf-24-101-s02` where a bank numbers its projects, else a slug of the name
/// and the owner's key: never what changes when a file moves.
fn identity(draft: &Draft, name: &str, owner_key: Option<&str>) -> String {
    match (draft.bank, &draft.reference) {
        (Some(bank), Some(reference)) if !reference.value.trim().is_empty() => {
            format!("{bank}-{}", super::owner::slug(&reference.value))
        }
        _ => slug_of_name(name, owner_key),
    }
}

fn slug_of_name(name: &str, owner_key: Option<&str>) -> String {
    super::owner::distinct_slug(&format!("{name}-{}", owner_key.unwrap_or_default()))
}

#[cfg(test)]
mod tests;
