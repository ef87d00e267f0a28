//! All records at once: one a project, its owner under one key and name.

use std::collections::HashMap;

use super::super::json::to_line;
use super::super::owner::OwnerRegister;
use super::super::project::Project;
use super::super::vocabulary::Vocabulary;
use super::SourceNotice;
use super::identity::distinct_ids;
use super::keys::Merger;
use super::pair::merge;
use super::trust::best;

/// A record and the name of the file that it was read from, which for a record
/// in our own form is not the source that it names.
#[derive(Debug, Clone)]
pub struct Read {
    /// The file's name without folders.
    pub file: String,
    /// The record.
    pub project: Project,
}

/// The projects of all sources.
#[derive(Debug, Default)]
pub struct United {
    /// One record a project, in the order in which the last of its records was read.
    pub projects: Vec<Project>,
    /// What the sources state differently, and ids that two projects share.
    pub notices: Vec<SourceNotice>,
    /// How many records went into another one.
    pub merged: usize,
}

/// Makes one record of all that mean one project, and brings the names of
/// owners together.
pub fn unite(records: Vec<Read>, vocabulary: &Vocabulary) -> United {
    let (mut merger, mut register) = (Merger::default(), OwnerRegister::default());
    for Read { file, project } in &records {
        merger.add(project, file);
        register.observe(project);
    }
    let (groups, owners) = (merger.groups(), register.close());
    let mut united = United::default();
    let mut waiting: HashMap<usize, Vec<Project>> = HashMap::new();
    for (nth, Read { project, .. }) in records.into_iter().enumerate() {
        let first = groups.first_of(nth);
        let size = groups.size_of(nth);
        let mut together = if size > 1 { waiting.remove(&first).unwrap_or_default() } else { Vec::new() };
        together.push(project);
        if together.len() < size {
            waiting.insert(first, together);
        } else if let Some((mut project, told)) = merge_all(together, vocabulary) {
            owners.apply(&mut project);
            united.merged += size.saturating_sub(1);
            united.notices.extend(told);
            united.projects.push(project);
        }
    }
    united.notices.append(&mut distinct_ids(&mut united.projects));
    united
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
