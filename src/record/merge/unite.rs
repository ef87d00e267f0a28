//! All records together: one a project, its owner under one key and name.
//!
//! The records themselves are kept elsewhere, by their numbers in the order
//! read: a [`Uniter`] remembers some 300 bytes of each, and when it closes
//! loads only those that have to become one.

use std::collections::HashMap;

use super::super::json::to_line;
use super::super::owner::{OwnerRegister, Owners};
use super::super::project::Project;
use super::super::vocabulary::Vocabulary;
use super::SourceNotice;
use super::identity::Ids;
use super::keys::Merger;
use super::pair::merge;
use super::trust::best;

/// What is remembered of the records while they are read.
#[derive(Debug, Default)]
pub struct Uniter {
    merger: Merger,
    owners: OwnerRegister,
    ids: Vec<Box<str>>,
    /// The former ids of the records that state some, by the record's number.
    former: HashMap<usize, Vec<String>>,
}

/// Where the records are kept while they are united.
pub trait Store {
    /// Why a record could not be kept or loaded.
    type Error;

    /// The record of a number.
    fn load(&mut self, nth: usize) -> Result<Project, Self::Error>;

    /// Keeps a record after all the others; gives its number.
    fn keep(&mut self, project: &Project) -> Result<usize, Self::Error>;
}

/// The projects of all sources, by where they are kept.
#[derive(Debug, Default)]
pub struct United {
    /// Each project's id and the number of its record, in order of id.
    pub order: Vec<(String, usize)>,
    /// What the sources state differently, and ids that two projects share.
    pub notices: Vec<SourceNotice>,
    /// How many records went into another one.
    pub merged: usize,
    owners: Owners,
    ids: Ids,
}

impl Uniter {
    /// Takes the next record, read from a file of this name.
    pub fn add(&mut self, project: &Project, file: &str) {
        let nth = self.merger.add(project, file);
        self.owners.observe(project);
        self.ids.push(project.id.as_str().into());
        if !project.former_ids.is_empty() {
            self.former.insert(nth, project.former_ids.clone());
        }
    }

    /// How many records were taken.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether none was taken.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Takes what another one has taken, after its own.
    pub fn append(&mut self, other: Uniter) {
        let before = self.len();
        self.merger.append(other.merger);
        self.owners.join(other.owners);
        self.ids.extend(other.ids);
        self.former.extend(other.former.into_iter().map(|(nth, ids)| (before + nth, ids)));
    }

    /// Makes one record of all that mean one project, and gives each project an
    /// id of its own. [`United::finish`] completes a record that is loaded then.
    ///
    /// # Errors
    ///
    /// The store's.
    pub fn close<S: Store>(mut self, store: &mut S, vocabulary: &Vocabulary) -> Result<United, S::Error> {
        let groups = std::mem::take(&mut self.merger).groups();
        let mut united = United { owners: std::mem::take(&mut self.owners).close(), ..United::default() };
        let mut waiting: HashMap<usize, Vec<usize>> = HashMap::new();
        for (nth, id) in self.ids.into_iter().enumerate() {
            let size = groups.size_of(nth);
            if size == 1 {
                united.ids.see(&id, self.former.get(&nth).map(Vec::as_slice).unwrap_or_default());
                united.order.push((id.into(), nth));
                continue;
            }
            let first = groups.first_of(nth);
            let together = waiting.entry(first).or_default();
            together.push(nth);
            if together.len() == size {
                united.merge(&waiting.remove(&first).unwrap_or_default(), store, vocabulary)?;
            }
        }
        united.order.sort_unstable();
        united.tell_apart(store)?;
        Ok(united)
    }
}

impl United {
    fn merge<S: Store>(&mut self, together: &[usize], store: &mut S, vocabulary: &Vocabulary) -> Result<(), S::Error> {
        let projects = together.iter().map(|nth| store.load(*nth)).collect::<Result<Vec<Project>, _>>()?;
        let Some((project, told)) = merge_all(projects, vocabulary) else { return Ok(()) };
        self.merged += together.len().saturating_sub(1);
        self.notices.extend(told);
        self.ids.see(&project.id, &project.former_ids);
        let nth = store.keep(&project)?;
        self.order.push((project.id, nth));
        Ok(())
    }

    /// Two projects may have one id where it is made of names, or where a
    /// source gives one number twice: all but one get another.
    fn tell_apart<S: Store>(&mut self, store: &mut S) -> Result<(), S::Error> {
        let mut told_apart = Vec::new();
        for shared in self.order.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
            let mut projects = shared.iter().map(|(_, nth)| store.load(*nth)).collect::<Result<Vec<Project>, _>>()?;
            projects.iter_mut().for_each(|project| self.owners.apply(project));
            self.notices.extend(self.ids.tell_apart(&mut projects));
            for project in projects {
                let nth = store.keep(&project)?;
                told_apart.push((project.id, nth));
            }
        }
        if !told_apart.is_empty() {
            let mut held: HashMap<String, usize> = HashMap::new();
            self.order.iter().for_each(|(id, _)| *held.entry(id.clone()).or_default() += 1);
            self.order.retain(|(id, _)| held.get(id) == Some(&1));
            self.order.append(&mut told_apart);
            self.order.sort_unstable();
        }
        Ok(())
    }

    /// Completes a project that was loaded by its number in [`United::order`]:
    /// the owner's one key and name, and no former id that leads elsewhere.
    pub fn finish(&self, project: &mut Project) {
        self.owners.apply(project);
        self.ids.tidy(project);
    }
}

/// One record of several that mean one project, merged from the most trusted
/// down, so that their order does not matter; none of none.
pub fn merge_all(mut projects: Vec<Project>, vocabulary: &Vocabulary) -> Option<(Project, Vec<SourceNotice>)> {
    if projects.len() > 1 {
        projects.sort_by_cached_key(to_line);
        projects.sort_by(|a, b| best(a).cmp(&best(b)));
    }
    let mut notices = Vec::new();
    let project = projects.into_iter().reduce(|into, other| {
        let (project, told) = merge(into, other, vocabulary);
        notices.extend(told);
        project
    })?;
    Some((project, notices))
}
