//! The id of a record of several sources, and the ids that lead to it.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::json::to_line;
use super::super::notice::{Notice, NoticeCode};
use super::super::owner::slug;
use super::super::project::Project;
use super::agreement::Agreement;
use super::keys::number;
use super::pair::{Pair, Side};
use super::trust::best;
use super::{MOST_IDS, SourceNotice};

impl Pair {
    /// A bank's id, which has its number in it, goes before one made of names;
    /// of two such the one whose number is believed. A number of another series
    /// stays as a difference.
    pub(super) fn identity(&mut self) {
        let of_banks = (has_bank_id(&self.left), has_bank_id(&self.right));
        let agreement = |a: &String, b: &String| if number(a) == number(b) { Agreement::Same } else { Agreement::Worded };
        let believed = self.one("reference", |p| &mut p.reference, agreement, Clone::clone);
        let side = match of_banks {
            (false, true) => Side::Right,
            (true, true) => believed.unwrap_or(Side::Left),
            (_, false) => Side::Left,
        };
        let (left, right) = (std::mem::take(&mut self.left.id), std::mem::take(&mut self.right.id));
        let (id, former) = if side == Side::Left { (left, right) } else { (right, left) };
        let mut ids = std::mem::take(&mut self.right.former_ids);
        self.left.former_ids.append(&mut ids);
        self.left.former_ids.push(former);
        self.left.id = id;
    }
}

/// Whether the id ends in the record's number.
fn has_bank_id(project: &Project) -> bool {
    let Some(number) = project.reference.as_deref().map(slug) else { return false };
    project.id.strip_suffix(&number).is_some_and(|bank| bank.ends_with('-'))
}

/// Each former id once, none that is the record's own.
pub(super) fn tidy(project: &mut Project) {
    let ids: BTreeSet<String> = project.former_ids.drain(..).filter(|id| !id.is_empty() && *id != project.id).collect();
    project.former_ids = ids.into_iter().take(MOST_IDS).collect();
}

/// Gives each record an id of its own. Two projects may have one id where it
/// is made of names, or where a source gives one number twice: the most
/// trusted keeps it, the others get what tells them apart.
pub fn distinct_ids(projects: &mut [Project]) -> Vec<SourceNotice> {
    let mut by_id: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, project) in projects.iter().enumerate() {
        by_id.entry(project.id.clone()).or_default().push(at);
    }
    let mut taken: HashSet<String> = by_id.keys().cloned().collect();
    let mut shared: Vec<(String, Vec<usize>)> = by_id.into_iter().filter(|(_, records)| records.len() > 1).collect();
    shared.sort();
    let mut notices = Vec::new();
    for (id, mut records) in shared {
        records.sort_by_cached_key(|at| projects.get(*at).map(to_line));
        records.sort_by(|a, b| projects.get(*a).map(best).cmp(&projects.get(*b).map(best)));
        for at in records.into_iter().skip(1) {
            let Some(project) = projects.get_mut(at) else { continue };
            project.id = another(&id, project, &taken);
            taken.insert(project.id.clone());
            let message = format!("another project has the id `{id}`; this one has `{}`", project.id);
            let notice = Notice::field(NoticeCode::DuplicateId, project.source.line, "id", message);
            notices.push(SourceNotice { source: project.source.name.clone(), notice });
        }
    }
    without_ids_of_others(projects, &taken);
    notices
}

/// An id that ends in the name, where it has not got it, else in the year it
/// begins, else in a hash of what the record says; only where all that is
/// another record's too, in the place it stands.
fn another(id: &str, project: &Project, taken: &HashSet<String>) -> String {
    let name = slug(&project.name);
    let year = project.start.map(|start| format!("{id}-{}", start.year()));
    let named = (!id.contains(&name)).then(|| slug(&format!("{id} {name}")));
    let said = format!("{} {:?} {:?} {:?}", project.name, project.start, project.granted, project.description);
    let hash = blake3::hash(said.as_bytes()).to_hex();
    let hashed = (8..hash.len()).step_by(8).filter_map(|length| Some(format!("{id}-{}", hash.get(..length)?)));
    let line = || format!("{id}-{}", slug(&format!("{} {}", project.source.name, project.source.line)));
    named.into_iter().chain(year).chain(hashed).find(|id| !taken.contains(id)).unwrap_or_else(line)
}

/// An id leads to one record: to the living one that has it, and to none where
/// two had it.
fn without_ids_of_others(projects: &mut [Project], taken: &HashSet<String>) {
    let mut held: HashMap<String, usize> = HashMap::new();
    for id in projects.iter().flat_map(|project| &project.former_ids) {
        *held.entry(id.clone()).or_default() += 1;
    }
    for project in projects {
        project.former_ids.retain(|id| !taken.contains(id) && held.get(id) == Some(&1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Source;
    use crate::record::date::PartialDate;

    #[test]
    fn a_bank_s_id_has_its_number() {
        let check = |id: &str, reference: Option<&str>, expected: bool| {
            let project = Project { id: id.into(), reference: reference.map(str::to_owned), ..Project::default() };
            assert_eq!(has_bank_id(&project), expected, "{id}");
        };
        check("esf-24-101-s02", Some("24-101-S02"), true);
        check("bryggan-at-alla", Some("24-101-S02"), false);
        check("bryggan-at-alla", None, false);
        check("1", Some("1"), false);
    }

    #[test]
    fn every_record_has_an_id_of_its_own() {
        let project = |id: &str, line: usize, start: &str| Project {
            id: id.into(),
            name: "Bryggan".into(),
            start: PartialDate::parse(start),
            source: Source { name: "nyhet.txt".into(), line, ..Source::default() },
            former_ids: vec!["bryggan-2021".into(), "bron".into(), format!("bron-{line}")],
            ..Project::default()
        };
        let mut projects = vec![
            project("bryggan", 3, "2021-02"),
            project("bryggan", 1, "2019"),
            project("bryggan", 9, "2021"),
            project("kajen", 5, "2021"),
        ];
        let notices = distinct_ids(&mut projects);
        let ids: Vec<&str> = projects.iter().map(|project| project.id.as_str()).collect();
        assert_eq!(ids[..2], ["bryggan-2021", "bryggan"]);
        assert!(ids[2].starts_with("bryggan-") && ids[2].len() == "bryggan-".len() + 8, "{}", ids[2]);
        assert_eq!(notices.iter().map(|told| told.notice.line).collect::<Vec<_>>(), [3, 9]);
        assert_eq!(projects[3].former_ids, ["bron-5"]);
    }
}
