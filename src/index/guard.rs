//! The guard: what a new generation would lose of the published one.
//!
//! A source that arrives half, a column that was renamed, a folder that was
//! forgotten: each makes a generation that is sound and wrong. So a
//! [`Census`] is taken of the new projects while they are read, the published
//! ones are held against it, and where a source shrank by more than a tenth or
//! a facet lost a value a person has to say that this is meant.

use std::collections::{BTreeMap, HashSet};

use super::document::field_values;
use super::fields::Fields;
use super::generation::IndexError;
use super::manifest::SourceCount;
use crate::record::Project;

/// The share of a source's records that must be there again, in percent.
const LEAST_KEPT: usize = 90;

/// The facet whose values are keys made of what is known: a key that changes
/// when an organisation number becomes known is no loss.
const KEYED: &str = "owner";

/// The most values that are named of each facet.
const MOST_NAMED: usize = 5;

/// What the new projects have: their ids and the values of each facet.
pub struct Census<'a> {
    fields: &'a Fields,
    /// Ids and former ids, hashed.
    ids: HashSet<u64>,
    values: BTreeMap<&'a str, HashSet<String>>,
}

/// What would be lost.
#[derive(Debug, Default)]
pub struct Losses {
    /// Why the generation is to be held back, for a person; empty where it is not.
    pub reasons: Vec<String>,
    /// How many records each former source had, in the order of the manifest.
    pub former: Vec<SourceCount>,
}

impl<'a> Census<'a> {
    /// One of nothing.
    pub fn new(fields: &'a Fields) -> Self {
        Census { fields, ids: HashSet::new(), values: BTreeMap::new() }
    }

    /// Counts a project in.
    pub fn see(&mut self, project: &Project) {
        self.ids.extend(ids(project));
        for field in self.fields.iter().filter(|field| field.facet && !field.computed) {
            let known = self.values.entry(&field.name).or_default();
            for (value, _) in field_values(field, project).unwrap_or_default().values {
                // Most values are known: no string is made for those.
                if !known.contains(&value) {
                    known.insert(value);
                }
            }
        }
    }

    /// Holds the published projects against what was counted. Of those that
    /// `left_out` holds for nothing is missed; each other one that no source tells
    /// of any more is told to `vanished`.
    ///
    /// # Errors
    ///
    /// Where a published record cannot be read.
    pub fn losses(
        &self,
        published: impl Iterator<Item = Result<Project, IndexError>>,
        before: &[SourceCount],
        now: &[SourceCount],
        left_out: &dyn Fn(&Project) -> bool,
        vanished: &mut dyn FnMut(&Project),
    ) -> Result<Losses, IndexError> {
        let (before, now) = (summed(before), summed(now));
        // Without those that are left out from now on.
        let mut missed = before.clone();
        // Of each former source that was not given: its projects, and those that live on.
        let mut absent: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut lost: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
        for project in published {
            let project = project?;
            if left_out(&project) {
                for source in &project.sources {
                    if let Some(had) = missed.get_mut(source.name.as_str()) {
                        *had = had.saturating_sub(1);
                    }
                }
                continue;
            }
            let lives = ids(&project).any(|id| self.ids.contains(&id));
            for source in project.sources.iter().filter(|source| !now.contains_key(source.name.as_str())) {
                let (all, living) = absent.entry(source.name.clone()).or_default();
                (*all, *living) = (*all + 1, *living + usize::from(lives));
            }
            self.lost_values(&project, lives, &mut lost);
            if !lives {
                vanished(&project);
            }
        }
        let kept = |name: &str, had: usize| match now.get(name) {
            Some(has) => (*has, had),
            None => absent.get(name).map_or((0, 0), |(all, living)| (*living, *all)),
        };
        let shrunk = missed.iter().map(|(name, had)| (name, kept(name, *had))).filter(|(_, (has, had))| has * 100 < had * LEAST_KEPT);
        let mut reasons: Vec<String> =
            shrunk.map(|(name, (has, had))| format!("{name} had {had} records and has {has}, less than {LEAST_KEPT} percent")).collect();
        reasons.extend(lost.iter().map(|(facet, values)| named(facet, values)));
        Ok(Losses { reasons, former: before.into_iter().map(|(name, records)| SourceCount { name: name.to_owned(), records }).collect() })
    }

    fn lost_values(&self, project: &Project, lives: bool, lost: &mut BTreeMap<&'a str, BTreeMap<String, String>>) {
        for field in self.fields.iter().filter(|field| field.facet && !field.computed && !(lives && field.name == KEYED)) {
            for (value, label) in field_values(field, project).unwrap_or_default().values {
                if !self.values.get(field.name.as_str()).is_some_and(|known| known.contains(&value)) {
                    lost.entry(&field.name).or_default().insert(value, label);
                }
            }
        }
    }
}

/// What a project is found by: its ids, hashed.
fn ids(project: &Project) -> impl Iterator<Item = u64> {
    std::iter::once(&project.id).chain(&project.former_ids).map(|id| {
        let hash = blake3::hash(id.as_bytes());
        hash.as_bytes().first_chunk().map(|bytes| u64::from_le_bytes(*bytes)).unwrap_or_default()
    })
}

/// Records by source; files of one name are one.
fn summed(sources: &[SourceCount]) -> BTreeMap<&str, usize> {
    let mut sums = BTreeMap::new();
    sources.iter().for_each(|source| *sums.entry(source.name.as_str()).or_default() += source.records);
    sums
}

fn named(facet: &str, values: &BTreeMap<String, String>) -> String {
    let shown = |(value, label): (&String, &String)| if value == label { value.clone() } else { format!("{value} ({label})") };
    let first: Vec<String> = values.iter().take(MOST_NAMED).map(shown).collect();
    let more = values.len().saturating_sub(MOST_NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("no project has {facet} {}{more} any longer", first.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Coded, Owner, Source};

    fn project(id: &str, source: &str, fund: &str, owner: &str) -> Project {
        let source = Source { name: source.into(), ..Source::default() };
        Project {
            id: id.into(),
            fund: Some(Coded { code: fund.into(), label: None }),
            owner: Some(Owner { key: owner.into(), name: owner.into(), ..Owner::default() }),
            sources: vec![source.clone()],
            source,
            ..Project::default()
        }
    }

    fn counts(projects: &[Project]) -> Vec<SourceCount> {
        projects.iter().map(|project| SourceCount { name: project.source.name.clone(), records: 1 }).collect()
    }

    /// The reasons, and the ids of what vanished.
    fn check(before: &[Project], now: &[Project], left_out: &str) -> (Vec<String>, Vec<String>) {
        let mut census = Census::new(Fields::bundled());
        now.iter().for_each(|project| census.see(project));
        let mut gone = Vec::new();
        let published = before.iter().cloned().map(Ok);
        let (then, now) = (counts(before), counts(now));
        let left_out = |project: &Project| project.id == left_out;
        let losses = census.losses(published, &then, &now, &left_out, &mut |project| gone.push(project.id.clone())).unwrap();
        (losses.reasons, gone)
    }

    fn list(count: usize, source: &str) -> Vec<Project> {
        (0..count).map(|nth| project(&format!("p-{nth}"), source, "ESF+", "bryggan")).collect()
    }

    #[test]
    fn a_tenth_may_go_and_no_more() {
        let none: Vec<String> = Vec::new();
        assert_eq!(check(&list(10, "a.csv"), &list(10, "a.csv"), ""), (none.clone(), none.clone()));
        assert_eq!(check(&list(10, "a.csv"), &list(9, "a.csv"), ""), (none, vec!["p-9".to_owned()]));
        let (reasons, gone) = check(&list(10, "a.csv"), &list(8, "a.csv"), "");
        assert_eq!(reasons, ["a.csv had 10 records and has 8, less than 90 percent"]);
        assert_eq!(gone, ["p-8", "p-9"]);
    }

    #[test]
    fn a_list_under_a_new_name_is_no_loss_and_one_left_out_is() {
        assert_eq!(check(&list(10, "oktober.csv"), &list(10, "november.csv"), "").0, [] as [&str; 0]);
        let (reasons, _) = check(&list(10, "oktober.csv"), &[project("p-0", "november.csv", "ESF+", "bryggan")], "");
        assert_eq!(reasons, ["oktober.csv had 10 records and has 1, less than 90 percent"]);
    }

    #[test]
    fn a_value_that_nobody_has_is_named() {
        let mut before = list(20, "a.csv");
        before[3] = project("p-3", "a.csv", "AMIF", "bryggan");
        let (reasons, _) = check(&before, &list(20, "a.csv"), "");
        assert_eq!(reasons, ["no project has fund AMIF any longer"]);
        // The suppression list asked for it.
        assert_eq!(check(&before, &list(20, "a.csv"), "p-3").0, [] as [&str; 0]);
    }

    #[test]
    fn an_owner_s_new_key_is_no_loss_and_a_gone_owner_is() {
        let mut before = list(20, "a.csv");
        before[3] = project("p-3", "a.csv", "ESF+", "kajen");
        assert_eq!(check(&before, &list(20, "a.csv"), "").0, [] as [&str; 0]);
        let now: Vec<Project> = list(20, "a.csv").into_iter().filter(|project| project.id != "p-3").collect();
        assert_eq!(check(&before, &now, "").0, ["no project has owner kajen any longer"]);
    }

    #[test]
    fn a_former_id_lives_on() {
        let mut renamed = project("esf-1", "a.csv", "ESF+", "bryggan");
        renamed.former_ids.push("p-0".into());
        assert_eq!(check(&list(1, "a.csv"), &[renamed], "").1, [] as [&str; 0]);
    }
}
