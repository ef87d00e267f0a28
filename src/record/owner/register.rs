//! The names that each owner has had, over all records.
//!
//! Two passes: [`OwnerRegister::observe`] sees every record, then
//! [`Owners::apply`] gives each record its owner's one key, newest name and
//! other names. What is kept grows with the number of owners and their names,
//! not with the number of records.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::date::PartialDate;
use super::super::project::{Owner, Project, SourceKind};
use super::renamed::is_former;
use super::{comparison_key, normalised_name, number_of_key};

/// The most other names that are kept of one owner.
const MOST_NAMES: usize = 20;

/// The names of owners while records are read.
#[derive(Debug, Default)]
pub struct OwnerRegister {
    by_key: HashMap<String, BTreeMap<String, Seen>>,
}

/// When and where a name was used; the greater is shown rather.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    /// False where it stands among the former names of a record.
    current: bool,
    /// False for the name of a body before it was renamed.
    of_today: bool,
    /// True where a bank or list has it, not only a news page.
    official: bool,
    /// The latest start of a project with it, else the latest date of its data.
    latest: Option<PartialDate>,
}

impl OwnerRegister {
    /// Takes the names that one record has for its owner.
    pub fn observe(&mut self, project: &Project) {
        let Some(owner) = &project.owner else { return };
        let official = project.source.kind != SourceKind::News;
        let seen = Seen {
            current: true,
            of_today: !is_former(&normalised_name(&owner.name)),
            official,
            latest: project.start.or(project.source.date),
        };
        self.name(&owner.key, &owner.name, seen);
        for name in &owner.former_names {
            self.name(&owner.key, name, Seen { current: false, official: false, latest: None, ..seen });
        }
    }

    /// Takes the names that another one has taken.
    pub fn join(&mut self, other: OwnerRegister) {
        if self.by_key.is_empty() {
            self.by_key = other.by_key;
            return;
        }
        for (key, names) in other.by_key {
            names.into_iter().for_each(|(name, seen)| self.name(&key, &name, seen));
        }
    }

    fn name(&mut self, key: &str, name: &str, seen: Seen) {
        let names = match self.by_key.get_mut(key) {
            Some(names) => names,
            None => self.by_key.entry(key.to_owned()).or_default(),
        };
        match names.get_mut(name) {
            Some(known) => *known = seen.max(*known),
            None => drop(names.insert(name.to_owned(), seen)),
        }
    }

    /// Decides which owners are one, and which name each is shown by.
    ///
    /// An owner known by name alone is the numbered owner that one of its names
    /// compares equal to; where two numbered owners share a name, it is neither.
    pub fn close(mut self) -> Owners {
        let joined = self.joined();
        for (key, number) in &joined {
            for (name, seen) in self.by_key.remove(key).unwrap_or_default() {
                self.name(number, &name, seen);
            }
        }
        let names = self.by_key.into_iter().map(|(key, names)| (key, Names::of(names))).collect();
        Owners { joined, names }
    }

    /// The keys made of a name and the number that each of them means.
    fn joined(&self) -> HashMap<String, String> {
        let mut by_name: HashMap<String, BTreeSet<&str>> = HashMap::new();
        for (key, names) in self.by_key.iter().filter(|(key, _)| number_of_key(key).is_some()) {
            for name in names.keys() {
                by_name.entry(comparison_key(name)).or_default().insert(key);
            }
        }
        let unnumbered = self.by_key.iter().filter(|(key, _)| number_of_key(key).is_none());
        let meant = unnumbered.filter_map(|(key, names)| {
            let numbers: BTreeSet<&str> = names.keys().filter_map(|name| by_name.get(&comparison_key(name))).flatten().copied().collect();
            let mut numbers = numbers.into_iter();
            numbers.next().filter(|_| numbers.next().is_none()).map(|number| (key.clone(), number.to_owned()))
        });
        meant.collect()
    }
}

/// The owners of all records, each with one key and one name to show.
#[derive(Debug, Default)]
pub struct Owners {
    joined: HashMap<String, String>,
    names: HashMap<String, Names>,
}

#[derive(Debug)]
struct Names {
    shown: String,
    others: Vec<String>,
}

impl Names {
    fn of(names: BTreeMap<String, Seen>) -> Names {
        // The best first; of equally good ones the first in the order of letters.
        let mut best: Vec<(Reverse<Seen>, String)> = names.into_iter().map(|(name, seen)| (Reverse(seen), name)).collect();
        best.sort();
        let mut told = HashSet::new();
        let mut names = best.into_iter().map(|(_, name)| name).filter(|name| told.insert(normalised_name(name)));
        let shown = names.next().unwrap_or_default();
        let mut others: Vec<String> = names.take(MOST_NAMES).collect();
        others.sort();
        Names { shown, others }
    }
}

impl Owners {
    /// Gives a record its owner's key, the name to show and the other names.
    pub fn apply(&self, project: &mut Project) {
        if let Some(owner) = &mut project.owner {
            self.apply_to(owner);
        }
    }

    fn apply_to(&self, owner: &mut Owner) {
        if let Some(number) = self.joined.get(&owner.key) {
            owner.key = number.clone();
        }
        if let Some(names) = self.names.get(&owner.key) {
            owner.name = names.shown.clone();
            owner.former_names = names.others.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::key;
    use super::*;

    const NUMBER: &str = "212000-0142";

    fn project(name: &str, number: Option<&str>, start: &str) -> Project {
        let owner = Owner { key: key(name, number), name: name.into(), org_number: number.map(str::to_owned), ..Owner::default() };
        Project { owner: Some(owner), start: PartialDate::parse(start), ..Project::default() }
    }

    /// Each record's key, name and former names, after both passes.
    fn shown(mut projects: Vec<Project>) -> Vec<String> {
        let mut register = OwnerRegister::default();
        projects.iter().for_each(|project| register.observe(project));
        let owners = register.close();
        projects.iter_mut().for_each(|project| owners.apply(project));
        let line = |owner: Owner| format!("{} {} [{}]", owner.key, owner.name, owner.former_names.join("; "));
        projects.into_iter().filter_map(|project| project.owner.map(line)).collect()
    }

    #[test]
    fn one_number_has_one_name_and_remembers_the_others() {
        let got = shown(vec![
            project("Bryggans Redskap AB", Some(NUMBER), "2016"),
            project("Bryggan Teknik AB", Some(NUMBER), "2023-05"),
            project("BRYGGANS REDSKAP AKTIEBOLAG", None, "2018"),
        ]);
        assert_eq!(got, ["2120000142 Bryggan Teknik AB [BRYGGANS REDSKAP AKTIEBOLAG]"; 3]);
    }

    #[test]
    fn the_order_of_records_does_not_matter() {
        let mut projects = vec![
            project("Bryggans Redskap AB", Some(NUMBER), "2016"),
            project("Bryggans Redskap", None, "2024"),
            project("Bryggan Teknik AB", Some(NUMBER), "2016"),
        ];
        let mut forth = shown(projects.clone());
        projects.reverse();
        let mut back = shown(projects);
        forth.sort();
        back.sort();
        assert_eq!(forth, back);
    }

    #[test]
    fn a_region_is_never_shown_by_the_council_s_name() {
        let got = shown(vec![project("Region Skåne", None, "2015"), project("Skåne Läns Landsting", None, "2017")]);
        assert_eq!(got, ["region-skane Region Skåne [Skåne Läns Landsting]"; 2]);
        assert_eq!(shown(vec![project("Skåne Läns Landsting", None, "2017")]), ["region-skane Skåne Läns Landsting []"]);
    }

    #[test]
    fn a_name_of_two_numbers_joins_neither() {
        let got = shown(vec![
            project("Norrfyren AB", Some(NUMBER), "2016"),
            project("Norrfyren ekonomisk förening", Some("202100-6883"), "2016"),
            project("Norrfyren", None, "2020"),
        ]);
        assert_eq!(got, ["2120000142 Norrfyren AB []", "2021006883 Norrfyren ekonomisk förening []", "norrfyren Norrfyren []"]);
    }

    #[test]
    fn what_was_applied_once_is_found_again() {
        let mut projects = vec![
            project("Bryggans Redskap AB", Some(NUMBER), "2016"),
            project("Bryggan Teknik AB", Some(NUMBER), "2023-05"),
            project("Bryggans redskap", None, "2024"),
            project("Region Gotland", None, ""),
        ];
        let pass = |projects: &mut Vec<Project>| {
            let mut register = OwnerRegister::default();
            projects.iter().for_each(|project| register.observe(project));
            let owners = register.close();
            projects.iter_mut().for_each(|project| owners.apply(project));
        };
        pass(&mut projects);
        let once = projects.clone();
        pass(&mut projects);
        assert_eq!(projects, once);
    }
}
