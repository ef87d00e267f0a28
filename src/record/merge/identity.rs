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

/// The ids of all projects, and the former ids that they state.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    /// How many projects state each former id.
    former: HashMap<String, usize>,
}

impl Ids {
    /// Sees a project's id and former ids.
    pub(super) fn see(&mut self, id: &str, former_ids: &[String]) {
        self.taken.insert(id.to_owned());
        for id in former_ids {
            *self.former.entry(id.clone()).or_default() += 1;
        }
    }

    /// Gives projects that share an id one each: the most trusted keeps it, the
    /// others get what tells them apart.
    pub(super) fn tell_apart(&mut self, projects: &mut [Project]) -> Vec<SourceNotice> {
        projects.sort_by_cached_key(to_line);
        projects.sort_by(|a, b| best(a).cmp(&best(b)));
        let mut notices = Vec::new();
        for project in projects.iter_mut().skip(1) {
            let id = another(&project.id, project, &self.taken);
            let message = format!("another project has the id `{}`; this one has `{id}`", project.id);
            self.taken.insert(id.clone());
            project.id = id;
            let notice = Notice::field(NoticeCode::DuplicateId, project.source.line, "id", message);
            notices.push(SourceNotice { source: project.source.name.clone(), notice });
        }
        notices
    }

    /// A former id leads to one record: to the living one that has it, and to
    /// none where two had it.
    pub(super) fn tidy(&self, project: &mut Project) {
        project.former_ids.retain(|id| !self.taken.contains(id) && self.former.get(id) == Some(&1));
    }
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
        let mut projects =
            [project("bryggan", 3, "2021-02"), project("bryggan", 1, "2019"), project("bryggan", 9, "2021"), project("kajen", 5, "2021")];
        let mut ids = Ids::default();
        projects.iter().for_each(|project| ids.see(&project.id, &project.former_ids));
        let notices = ids.tell_apart(&mut projects[..3]);
        projects.iter_mut().for_each(|project| ids.tidy(project));
        let ids: Vec<&str> = projects.iter().map(|project| project.id.as_str()).collect();
        assert_eq!(ids[..2], ["bryggan", "bryggan-2021"]);
        assert!(ids[2].starts_with("bryggan-") && ids[2].len() == "bryggan-".len() + 8, "{}", ids[2]);
        assert_eq!(notices.iter().map(|told| told.notice.line).collect::<Vec<_>>(), [3, 9]);
        assert_eq!(projects[3].former_ids, ["bron-5"]);
    }
}
