//! Which records belong together.
//!
//! Two numbers of one series are never one project, and neither are two rows
//! of one file, unless number and name are the same in both or, in rows without
//! a number, organisation, name and start; rows without either number must say
//! the same of name, owner, start and grant. Two organisations never have one project, except where
//! both records have its number in a series that only its bank gives out: then
//! the owner changed, and the other one stays on the record as a difference.
//!
//! What is alike in name only is judged in `alike`(super::alike).

use foldhash::{HashMap, HashMapExt};
use std::num::NonZeroU128;
use std::ops::Range;

use super::alike::{Alike, same_name, same_start, unambiguous};
use super::keys::{Entry, Seen};
use super::trust::is_official;

/// The most records, apart from those already found to be one, whose names are
/// compared with each other; beyond it the name is nobody's own.
const MOST_ALIKE: usize = u64::BITS as usize;

/// For each record the first one of its project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    first: Vec<u32>,
    /// How many records a project has, by its first; only where there are several.
    sizes: HashMap<u32, u32>,
}

impl Groups {
    /// The number of the first record of the project that a record tells of;
    /// the record's own number where it is the first, or not known.
    pub fn first_of(&self, record: usize) -> usize {
        self.first.get(record).map_or(record, |first| *first as usize)
    }

    /// How many records tell of the project that a record tells of.
    pub fn size_of(&self, record: usize) -> usize {
        let first = self.first.get(record);
        first.and_then(|first| self.sizes.get(first)).map_or(1, |size| *size as usize)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.first.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }
}

/// Finds the records that belong together, the surest keys first.
pub(super) fn group(entries: &[Entry]) -> Groups {
    let mut joining = Joining { entries, parent: (0..u32::try_from(entries.len()).unwrap_or(u32::MAX)).collect(), joined: HashMap::new() };
    joining.by_id();
    joining.by_reference();
    joining.by_likeness(|entry| entry.numbered, same_start);
    joining.by_likeness(|entry| entry.named, same_name);
    joining.finish()
}

/// The records while they are joined: a forest whose roots are the groups.
struct Joining<'a> {
    entries: &'a [Entry],
    parent: Vec<u32>,
    /// What is known of the groups that have more than one record, by root.
    joined: HashMap<u32, Group>,
}

/// What the records of one group have, together.
#[derive(Debug, Clone)]
struct Group {
    organisations: Vec<u64>,
    /// The number in each series, and what is the same in each file.
    marks: Vec<(u64, u64)>,
    /// The most trusted record's, filled up from the others.
    seen: Seen,
    /// The place of the most trusted record in the order of records.
    order: Order,
}

/// An order of records that does not depend on which was read first.
type Order = (bool, u64, u32, u64);

fn order(entry: &Entry) -> Order {
    (!is_official(entry.seen.kind), entry.file.0, entry.line, entry.file.1)
}

impl Group {
    fn of(entry: &Entry) -> Group {
        let organisations = if entry.organisation == 0 { Vec::new() } else { vec![entry.organisation] };
        let mut marks: Vec<(u64, u64)> = entry.series.into_iter().chain([entry.file]).collect();
        marks.sort_unstable();
        Group { organisations, marks, seen: entry.seen, order: order(entry) }
    }

    /// Whether nothing forbids that the two are one project; `numbered` where
    /// they share a number that only its bank gives out.
    fn goes_with(&self, other: &Group, numbered: bool) -> bool {
        let (few, many) = if self.marks.len() < other.marks.len() { (self, other) } else { (other, self) };
        let same_mark = |(place, mark): &(u64, u64)| match many.marks.binary_search_by_key(place, |(place, _)| *place) {
            Ok(at) => many.marks.get(at).is_some_and(|(_, other)| other == mark),
            Err(_) => true,
        };
        let unknown = self.organisations.is_empty() || other.organisations.is_empty();
        let shared = || self.organisations.iter().any(|number| other.organisations.contains(number));
        few.marks.iter().all(same_mark) && (numbered || unknown || shared())
    }

    fn with(self, other: Group) -> Group {
        let (first, second) = if self.order <= other.order { (self, other) } else { (other, self) };
        let mut group = first;
        group.organisations.extend(second.organisations);
        group.organisations.sort_unstable();
        group.organisations.dedup();
        group.marks.extend(second.marks);
        group.marks.sort_unstable();
        group.marks.dedup();
        group.seen.start = group.seen.start.or(second.seen.start);
        group.seen.granted = group.seen.granted.or(second.seen.granted);
        group.seen.fund = if group.seen.fund == 0 { second.seen.fund } else { group.seen.fund };
        group
    }
}

impl<'a> Joining<'a> {
    fn entry(&self, record: u32) -> Option<&'a Entry> {
        self.entries.get(record as usize)
    }

    /// The root of a record's group; the way to it gets shorter on the way.
    fn root(&mut self, record: u32) -> u32 {
        let mut at = record;
        while let Some(&up) = self.parent.get(at as usize).filter(|up| **up != at) {
            let above = self.parent.get(up as usize).copied().unwrap_or(up);
            if let Some(slot) = self.parent.get_mut(at as usize) {
                *slot = above;
            }
            at = above;
        }
        at
    }

    fn group_of(&self, root: u32) -> Option<Group> {
        self.joined.get(&root).cloned().or_else(|| self.entry(root).map(Group::of))
    }

    /// Makes the groups of two records one, if nothing forbids it.
    fn join(&mut self, one: u32, two: u32, numbered: bool) {
        let (one, two) = (self.root(one), self.root(two));
        if one == two {
            return;
        }
        let (Some(left), Some(right)) = (self.group_of(one), self.group_of(two)) else { return };
        if left.goes_with(&right, numbered) {
            // The smaller number is the root, so that the first record of a project leads to itself.
            let (root, under) = (one.min(two), one.max(two));
            self.joined.remove(&under);
            self.joined.insert(root, left.with(right));
            if let Some(slot) = self.parent.get_mut(under as usize) {
                *slot = root;
            }
        }
    }

    /// The records that have a key, those with the same one side by side and in
    /// the order of records; and where each run of them lies.
    fn runs(&self, key: impl Fn(&Entry) -> Option<NonZeroU128>) -> (Vec<u32>, Vec<Range<usize>>) {
        let of = |record: &u32| self.entry(*record).and_then(&key);
        let mut records: Vec<u32> = (0..self.parent.len() as u32).filter(|record| of(record).is_some()).collect();
        records.sort_unstable_by_key(|record| (of(record), self.entry(*record).map(|entry| (entry.seen.name, order(entry))), *record));
        let mut runs = Vec::new();
        let mut from = 0;
        for run in records.chunk_by(|a, b| of(a) == of(b)) {
            if run.len() > 1 {
                runs.push(from..from + run.len());
            }
            from += run.len();
        }
        (records, runs)
    }

    /// A record in our own form is the project of its id.
    fn by_id(&mut self) {
        let (records, runs) = self.runs(|entry| entry.id);
        for run in runs.into_iter().filter_map(|run| records.get(run)) {
            let own = run.iter().copied().find(|record| self.entry(*record).is_some_and(|entry| entry.own_form));
            if let Some(own) = own {
                run.iter().for_each(|record| self.join(own, *record, true));
            }
        }
    }

    /// Those of one name first, so that a row whose number is another row's by
    /// mistake takes no other source with it.
    fn by_reference(&mut self) {
        let (records, runs) = self.runs(|entry| entry.reference);
        for run in runs.into_iter().filter_map(|run| records.get(run)) {
            let name = |record: &u32| self.entries.get(*record as usize).map(|entry| entry.seen.name);
            let own = run.first().and_then(|first| self.entry(*first)).is_some_and(|entry| entry.own_series);
            let leaders: Vec<u32> = run.chunk_by(|a, b| name(a) == name(b)).filter_map(|alike| alike.first().copied()).collect();
            for alike in run.chunk_by(|a, b| name(a) == name(b)) {
                alike.windows(2).for_each(|two| {
                    if let [one, two] = two {
                        self.join(*one, *two, own)
                    }
                });
            }
            leaders.windows(2).for_each(|two| {
                if let [one, two] = two {
                    self.join(*one, *two, own)
                }
            });
        }
    }

    /// Those with equal names, where they are alike and no other project is.
    fn by_likeness(&mut self, key: impl Fn(&Entry) -> Option<NonZeroU128>, alike: impl Fn(&Seen, &Seen) -> Alike) {
        let (records, runs) = self.runs(key);
        for run in runs.into_iter().filter_map(|run| records.get(run)) {
            self.same_in_file(run);
            let mut roots: Vec<u32> = run.iter().map(|record| self.root(*record)).collect();
            roots.sort_unstable();
            roots.dedup();
            if (2..=MOST_ALIKE).contains(&roots.len()) {
                let groups: Vec<Group> = roots.iter().filter_map(|root| self.group_of(*root)).collect();
                let judge = |one: &Group, two: &Group| if one.goes_with(two, false) { alike(&one.seen, &two.seen) } else { Alike::No };
                for (one, two) in unambiguous(&groups, judge) {
                    if let (Some(one), Some(two)) = (roots.get(one), roots.get(two)) {
                        self.join(*one, *two, false);
                    }
                }
            }
        }
    }

    /// Rows of one file that say the same, before the others are compared.
    fn same_in_file(&mut self, run: &[u32]) {
        let mut by_mark: Vec<((u64, u64), u32)> = run.iter().filter_map(|record| Some((self.entry(*record)?.file, *record))).collect();
        by_mark.sort_unstable();
        for two in by_mark.windows(2) {
            if let [(one, left), (two, right)] = two
                && one == two
            {
                self.join(*left, *right, false);
            }
        }
    }

    fn finish(mut self) -> Groups {
        let first: Vec<u32> = (0..self.parent.len() as u32).map(|record| self.root(record)).collect();
        let mut sizes: HashMap<u32, u32> = self.joined.keys().map(|root| (*root, 0)).collect();
        for root in &first {
            sizes.entry(*root).and_modify(|size| *size += 1);
        }
        Groups { first, sizes }
    }
}
