//! A project in our own form: checked, its labels refreshed, its places
//! completed upwards. An exported project comes back as it was.

use super::super::merge::{FACTS, MOST_DIFFERENCES, MOST_IDS, MOST_SOURCES};
use super::super::notice::{Dropped, NoticeCode};
use super::super::owner::{OrganisationNumber, key, number_of_key, organisation_number};
use super::super::project::{Amount, Owner, Place, Project, Source};
use super::places::{MAX_PLACES, Places, upwards};
use super::texts::{DESCRIPTION_BYTES, NAME_CHARS, excerpt};
use super::{Context, Normalised, Work, slug_of_name};

/// The longest id.
const ID_BYTES: usize = 200;

/// Completes a project in our own form; the reason names the key at fault.
pub(super) fn complete(mut project: Project, line: usize, context: &Context<'_>) -> Normalised {
    let mut work = Work::new(context);
    let result = check(&project, context).and_then(|()| {
        work.own_short_texts(&mut project, line);
        work.own_texts(&mut project, line);
        if project.name.is_empty() {
            return Err("name: nothing but personal data".to_owned());
        }
        work.own_owner(&mut project, line);
        work.own_codes(&mut project, line);
        work.own_places(&mut project, line);
        work.compare_dates(project.start, project.end, line);
        work.compare_amounts(&project, line);
        work.own_differences(&mut project, line);
        work.own_source(&mut project, line);
        Ok(project)
    });
    (result, work.notices, work.dropped)
}

/// The values that no other value could mean.
fn check(project: &Project, context: &Context<'_>) -> Result<(), String> {
    let vocabulary = context.vocabulary;
    if project.name.trim().is_empty() {
        return Err("name: missing".into());
    }
    if let Some(period) = project.period.as_deref().filter(|period| vocabulary.periods.label(period, false).is_none()) {
        return Err(format!("period: «{}» is no programming period", excerpt(period)));
    }
    if project.cofinancing_rate.is_some_and(|rate| !(0.0..=100.0).contains(&rate)) {
        return Err("cofinancing_rate: not between 0 and 100".into());
    }
    for (key, amount) in [("total_budget", &project.total_budget), ("granted", &project.granted)] {
        check_amount(key, amount.as_ref())?;
    }
    check_language(project.language.as_deref())
}

fn check_amount(key: &str, amount: Option<&Amount>) -> Result<(), String> {
    match amount {
        Some(amount) if amount.amount_ore < 0 => Err(format!("{key}: below 0")),
        Some(amount) if amount.currency.len() != 3 || !amount.currency.bytes().all(|b| b.is_ascii_uppercase()) => {
            Err(format!("{key}: «{}» is no currency of ISO 4217", excerpt(&amount.currency)))
        }
        _ => Ok(()),
    }
}

fn check_language(language: Option<&str>) -> Result<(), String> {
    match language {
        Some(code) if code.len() != 2 || !code.bytes().all(|b| b.is_ascii_lowercase()) => {
            Err(format!("language: «{}» is no code of ISO 639-1", excerpt(code)))
        }
        _ => Ok(()),
    }
}

/// The most intervention fields of one project.
const MAX_FIELDS: usize = 100;

impl Work<'_> {
    /// Every short text that a person could have written an address or a number
    /// into, before any notice repeats it.
    fn own_short_texts(&mut self, project: &mut Project, line: usize) {
        project.sources = self.within("sources", std::mem::take(&mut project.sources), MOST_SOURCES, line);
        project.intervention_fields =
            self.within("intervention_fields", std::mem::take(&mut project.intervention_fields), MAX_FIELDS, line);
        project.secondary_themes = self.names("secondary_themes", project.secondary_themes.iter().map(String::as_str), line);
        let codes = project.fund.iter_mut().chain(&mut project.programme).chain(&mut project.intervention_fields);
        let coded: Vec<&mut String> = codes.flat_map(|coded| std::iter::once(&mut coded.code).chain(&mut coded.label)).collect();
        let places = project.region.iter_mut().chain(&mut project.county).chain(&mut project.municipality);
        let placed = places.flat_map(|place| [&mut place.code, &mut place.label]);
        let owned = project.owner.iter_mut().flat_map(|owner| owner.place.iter_mut());
        let named = std::iter::once(&mut project.source).chain(&mut project.sources).map(|source| &mut source.name);
        let areas = project.programme_area.iter_mut().chain(&mut project.specific_objective);
        for text in coded.into_iter().chain(placed).chain(owned).chain(named).chain(areas) {
            let clean = self.scrubbed(text.trim());
            *text = self.limited("name", clean, NAME_CHARS, line);
        }
        for source in std::iter::once(&mut project.source).chain(&mut project.sources) {
            source.url = source.url.take().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        }
    }

    fn own_texts(&mut self, project: &mut Project, line: usize) {
        let name = self.scrubbed(project.name.trim());
        project.name = self.limited("name", name, NAME_CHARS, line);
        for (key, text) in [("description", &mut project.description), ("description_en", &mut project.description_en)] {
            let Some(body) = text.take() else { continue };
            let body = self.scrubbed(&body);
            *text = Some(self.limited_bytes(key, body, DESCRIPTION_BYTES, line));
        }
        if let Some(name) = project.name_en.take() {
            let name = self.scrubbed(&name);
            project.name_en = Some(self.limited("name_en", name, NAME_CHARS, line));
        }
        project.partners = self.names("partners", project.partners.iter().map(String::as_str), line);
        if project.language.is_none() {
            let body = project.description.as_deref().unwrap_or(&project.name);
            project.language = Some(crate::analysis::language::detect(body).to_owned());
        }
    }

    fn own_owner(&mut self, project: &mut Project, line: usize) {
        let Some(owner) = &mut project.owner else { return };
        owner.name = self.scrubbed(owner.name.trim());
        let number = owner.org_number.take();
        match number.as_deref().map(organisation_number) {
            Some(OrganisationNumber::Valid(number)) => owner.org_number = Some(number),
            Some(OrganisationNumber::Personal) => {
                self.dropped.push(Dropped::PersonalNumber);
                *owner = Owner { key: String::new(), place: None, ..std::mem::take(owner) };
            }
            Some(OrganisationNumber::Invalid) => {
                let message = "the organisation number's check digit is wrong; it was left out";
                self.notice(NoticeCode::OrganisationNumber, line, "owner", message.into());
            }
            None => {}
        }
        // A number that only another record of the owner states stands in the key alone.
        if owner.org_number.is_some() || number_of_key(&owner.key).is_none() {
            owner.key = key(&owner.name, owner.org_number.as_deref());
        }
        owner.former_names = self.names("owner", owner.former_names.iter().map(String::as_str), line);
    }

    fn own_codes(&mut self, project: &mut Project, line: usize) {
        if let Some(fund) = project.fund.take() {
            project.fund = Some(self.fund_by_text(fund.code.trim(), line));
        }
        if let Some(programme) = &mut project.programme {
            let known = self.vocabulary().programmes.resolve(&programme.code);
            // An unknown code is kept and shown bare.
            programme.label = known.map(|known| known.label_sv.clone());
            if known.is_none() {
                let message = format!("«{}» is no programme that is known", excerpt(&programme.code));
                self.notice(NoticeCode::UnknownCode, line, "programme", message);
            }
        }
        let fields = std::mem::take(&mut project.intervention_fields);
        for field in fields {
            let known = self.intervention_field(&field.code, project.period.as_deref(), line);
            project.intervention_fields.push(known);
        }
    }

    fn own_places(&mut self, project: &mut Project, line: usize) {
        let vocabulary = self.vocabulary();
        let places = Places {
            region: self.own_level("region", &mut project.region, line, |code| vocabulary.places.region(code).map(|p| p.label_sv.as_str())),
            county: self.own_level("county", &mut project.county, line, |code| vocabulary.places.county(code).map(|p| p.label_sv.as_str())),
            municipality: self.own_level("municipality", &mut project.municipality, line, |code| {
                vocabulary.places.municipality(code).map(|p| p.label.as_str())
            }),
        };
        let places = upwards(vocabulary, places);
        (project.region, project.county, project.municipality) = (places.region, places.county, places.municipality);
    }

    /// Known codes get the vocabulary's label; unknown ones stay and are told.
    fn own_level<'v>(
        &mut self,
        key: &'static str,
        places: &mut Vec<Place>,
        line: usize,
        label: impl Fn(&str) -> Option<&'v str>,
    ) -> Vec<Place> {
        let mut places = self.within(key, std::mem::take(places), MAX_PLACES, line);
        for place in &mut places {
            match label(&place.code) {
                Some(known) => place.label = known.to_owned(),
                None => {
                    let message = format!("«{}» is no code of a {key}", excerpt(&place.code));
                    self.notice(NoticeCode::UnknownPlace, line, key, message);
                }
            }
        }
        places
    }

    /// What each source states and what does not stand of it.
    fn own_differences(&mut self, project: &mut Project, line: usize) {
        project.former_ids.retain(|id| is_slug(id) && *id != project.id);
        project.former_ids = self.within("former_ids", std::mem::take(&mut project.former_ids), MOST_IDS, line);
        let only = project.sources.is_empty().then_some(&mut project.source);
        for source in project.sources.iter_mut().chain(only) {
            source.facts.retain(|fact| FACTS.contains(&fact.as_str()));
            source.differs.retain(|difference| FACTS.contains(&difference.field.as_str()));
            source.differs = self.within("sources", std::mem::take(&mut source.differs), MOST_DIFFERENCES, line);
            for difference in &mut source.differs {
                let value = self.scrubbed(&difference.value);
                difference.value = self.limited_bytes("sources", value, DESCRIPTION_BYTES, line);
            }
        }
    }

    /// The sources stay as they stand: they tell where the project was first
    /// read, which is not the file that carried it here.
    fn own_source(&mut self, project: &mut Project, line: usize) {
        let named = std::mem::take(&mut project.source);
        if project.sources.is_empty() {
            project.sources.push(if named.name.is_empty() {
                Source { name: self.context.source_name.to_owned(), line, ..named }
            } else {
                named
            });
        }
        project.source = project.sources.first().cloned().unwrap_or_default();
        project.status = None;
        if !is_slug(&project.id) {
            project.id = match project.id.trim() {
                "" => slug_of_name(&project.name, project.owner.as_ref().map(|owner| owner.key.as_str())),
                id => super::super::owner::slug(id),
            };
        }
    }
}

/// `[a-z0-9]+(-[a-z0-9]+)*`.
fn is_slug(id: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    id.len() <= ID_BYTES && id.split('-').all(part)
}
