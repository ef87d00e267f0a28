//! The history of a data directory: what is kept, what was served, and the way back.
//!
//! Each manifest names the generation that was published before it. Followed
//! from the published one, these names give the generations that were served in
//! turn. A kept one that none of them leads to was rolled back from (or its run
//! died just before publishing it).

use std::collections::BTreeMap;

use serde::Serialize;

use super::generation::IndexError;
use super::manifest::{Manifest, SourceCount};
use super::publish::{DataDir, Run, is_id};
use super::records;
use crate::record::Project;

/// A kept generation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// When it was built, RFC 3339 in UTC; `None` where its manifest is damaged.
    pub created: Option<String>,
    /// Records in it.
    pub records: Option<usize>,
    /// Whether it is the bundled sample.
    pub sample: bool,
    /// Whether `current` points at it.
    pub served: bool,
    /// `rolled back`, or what is wrong with its manifest.
    pub note: Option<String>,
    /// What was read for it, in the order read.
    pub sources: Vec<SourceCount>,
}

impl DataDir {
    /// The kept generations, the newest first. Only manifests are proved; [`DataDir::prove`] proves the rest.
    pub fn history(&self) -> Vec<Entry> {
        let (served, published) = (self.served(), self.published());
        let mut ids = self.all();
        ids.sort_by(|a, b| b.cmp(a));
        let entry = |id: String| {
            let rolled_back = !served.contains(&id);
            let mut entry = match Manifest::read(&self.folder(&id)) {
                Ok(manifest) => described(manifest),
                Err(error) => damaged(id, &error),
            };
            entry.served = published.as_ref() == Some(&entry.id);
            entry.note = entry.note.or_else(|| rolled_back.then(|| "rolled back".to_owned()));
            entry
        };
        ids.into_iter().map(entry).collect()
    }

    /// The kept generations that were served in turn, the published one first.
    pub(super) fn served(&self) -> Vec<String> {
        let kept = self.previous_by_id();
        let mut served = Vec::new();
        // Where `current` points at nothing, the newest one is taken for the published.
        let mut next = match self.published().filter(|id| kept.contains_key(id)) {
            Some(id) => Some(id),
            None => kept.keys().next_back().cloned(),
        };
        while let Some(id) = next {
            let named = kept.get(&id).cloned().flatten().filter(|previous| *previous < id);
            // One that is kept no longer, or a manifest that names none: the newest that is older.
            let older = |than: &String| kept.range(..than.clone()).next_back().map(|(id, _)| id.clone());
            next = match named {
                Some(previous) if kept.contains_key(&previous) => Some(previous),
                Some(previous) => older(&previous),
                None => older(&id),
            };
            served.push(id);
        }
        served
    }

    fn previous_by_id(&self) -> BTreeMap<String, Option<String>> {
        let previous = |id: &String| Manifest::read(&self.folder(id)).ok().and_then(|manifest| manifest.previous);
        self.all().into_iter().map(|id| (id.clone(), previous(&id))).collect()
    }

    /// The hash of what the last `index` run read, of those whose generation is kept, published or not.
    pub fn last_inputs(&self) -> Option<String> {
        let mut ids = self.all();
        ids.sort_by(|a, b| b.cmp(a));
        ids.iter().find_map(|id| Manifest::read(&self.folder(id)).ok()?.inputs)
    }

    /// The records of a kept generation, ordered by id.
    pub fn records(&self, id: &str) -> Result<impl Iterator<Item = Result<Project, IndexError>> + use<>, IndexError> {
        records::read(&self.folder(id).join(records::FILE))
    }
}

impl Run<'_> {
    /// The generation that a rollback leads to, proved file by file: `id`, or
    /// the last sound one that was served before the published one.
    ///
    /// Errors: [`IndexError::Unknown`], [`IndexError::NothingBefore`], or what is wrong with it.
    pub fn former(&self, id: Option<&str>) -> Result<Manifest, IndexError> {
        let Some(id) = id else {
            let published = self.data.published();
            let mut before = self.data.served().into_iter().filter(|id| Some(id) != published.as_ref());
            return before.find_map(|id| self.data.prove(&id).ok()).ok_or(IndexError::NothingBefore);
        };
        // A name that is no id could lead out of the folder.
        if !is_id(id) || !self.data.folder(id).is_dir() {
            return Err(IndexError::Unknown(id.to_owned()));
        }
        self.data.prove(id)
    }

    /// Publishes a kept generation again. Those that were published after it stay, as rolled back.
    pub fn serve_again(&self, former: &Manifest) -> Result<(), IndexError> {
        self.point_at(&former.id)
    }
}

fn described(manifest: Manifest) -> Entry {
    Entry {
        id: manifest.id,
        created: Some(manifest.created),
        records: Some(manifest.records),
        sample: manifest.sample,
        served: false,
        note: None,
        sources: manifest.sources,
    }
}

fn damaged(id: String, error: &IndexError) -> Entry {
    Entry { id, created: None, records: None, sample: false, served: false, note: Some(error.to_string()), sources: Vec::new() }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::index::build::Provenance;
    use crate::index::fields::Fields;

    /// A data directory of its own for one test, removed when it ends.
    struct Room(DataDir);

    impl Room {
        fn keeping(generations: usize) -> Room {
            static NEXT: AtomicU32 = AtomicU32::new(0);
            let name = format!("fondsok-history-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
            Room(DataDir::at(std::env::temp_dir().join(name)).keeping(generations))
        }

        /// Publishes a generation; its name in the tests is the hash of its inputs.
        fn publish(&self, name: &str) -> String {
            let project = Project { id: "tvv-1".into(), name: "Lärande skärgård".into(), ..Project::default() };
            let provenance = Provenance { inputs: Some(name.to_owned()), ..Provenance::default() };
            self.0
                .begin()
                .unwrap()
                .publish(std::iter::once(Ok(project)), provenance, Fields::bundled(), &mut || Ok(()), &|_| {})
                .unwrap()
                .id
        }

        fn rebuild(&self) -> String {
            self.0.begin().unwrap().rebuild(Fields::bundled(), &|_| {}).unwrap().id
        }

        fn roll_back(&self, id: Option<&str>) -> Result<String, IndexError> {
            let run = self.0.begin()?;
            let former = run.former(id)?;
            run.serve_again(&former)?;
            Ok(former.id)
        }

        fn damage(&self, id: &str) {
            fs::write(self.0.folder(id).join(records::FILE), "skadad").unwrap();
        }

        /// Ids, newest first, `*` at the served one, `-` at one rolled back.
        fn shown(&self) -> Vec<String> {
            let mark = |entry: &Entry| match (&entry.note, entry.served) {
                (Some(note), false) if note == "rolled back" => "-",
                (None, true) => "*",
                (None, false) => "",
                _ => "?",
            };
            self.0.history().iter().map(|entry| format!("{}{}", entry.id, mark(entry))).collect()
        }
    }

    impl Drop for Room {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(self.0.root());
        }
    }

    #[test]
    fn as_many_generations_are_kept_as_are_asked_for() {
        for (keep, expected) in [(0, 2), (2, 2), (3, 3)] {
            let room = Room::keeping(keep);
            let ids: Vec<String> = ["a", "b", "c", "d"].map(|name| room.publish(name)).to_vec();
            let mut kept: Vec<PathBuf> = room.0.all().iter().map(|id| room.0.folder(id)).collect();
            kept.sort();
            let newest: Vec<PathBuf> = ids[4 - expected..].iter().map(|id| room.0.folder(id)).collect();
            assert_eq!(kept, newest, "keeping {keep}");
        }
    }

    #[test]
    fn only_sound_ones_take_up_room_and_the_one_before_stays() {
        let room = Room::keeping(3);
        let [a, b, c] = ["a", "b", "c"].map(|name| room.publish(name));
        room.damage(&b);
        let d = room.publish("d");
        assert_eq!(room.0.kept(), [d.clone(), c.clone(), a.clone()]);
        room.roll_back(Some(&a)).unwrap();
        let (e, f) = (room.publish("e"), room.publish("f"));
        // `a` was served before `e`, and `d` is newer than `c`.
        assert_eq!(room.0.kept(), [f, e, d]);
    }

    #[test]
    fn a_rollback_leads_to_the_one_served_before_and_on_from_there() {
        let room = Room::keeping(5);
        let [a, b, c] = ["a", "b", "c"].map(|name| room.publish(name));
        assert_eq!(room.roll_back(None).unwrap(), b);
        assert_eq!(room.0.published().as_ref(), Some(&b));
        assert_eq!(room.shown(), [format!("{c}-"), format!("{b}*"), a.clone()]);
        assert_eq!(room.roll_back(None).unwrap(), a);
        assert!(matches!(room.roll_back(None), Err(IndexError::NothingBefore)));
        // What follows goes back to `a`, not to what was rolled back from.
        let d = room.publish("d");
        assert_eq!(room.shown(), [format!("{d}*"), format!("{c}-"), format!("{b}-"), a.clone()]);
        assert_eq!(room.0.kept(), [d.clone(), a.clone(), c.clone(), b.clone()]);
        assert_eq!(room.roll_back(None).unwrap(), a);
        assert_eq!(room.roll_back(Some(&d)).unwrap(), d, "and forward again");
    }

    #[test]
    fn only_a_sound_kept_generation_is_served_again() {
        let room = Room::keeping(5);
        let [a, b, c] = ["a", "b", "c"].map(|name| room.publish(name));
        room.damage(&b);
        assert!(matches!(room.roll_back(Some(&b)), Err(IndexError::Damaged(_))));
        assert_eq!(room.0.published().as_ref(), Some(&c));
        for unknown in ["20200101T000000000Z", "..", "../staging", "", "zzz"] {
            assert!(matches!(room.roll_back(Some(unknown)), Err(IndexError::Unknown(_))), "{unknown}");
        }
        assert_eq!(room.roll_back(None).unwrap(), a, "the damaged one is passed over");
    }

    #[test]
    fn nothing_is_rolled_back_while_another_run_works() {
        let room = Room::keeping(5);
        ["a", "b"].iter().for_each(|name| drop(room.publish(name)));
        let held = room.0.begin().unwrap();
        assert!(matches!(room.roll_back(None), Err(IndexError::Locked)));
        drop(held);
        assert!(room.roll_back(None).is_ok());
    }

    #[test]
    fn a_damaged_manifest_is_listed_with_what_is_wrong() {
        let room = Room::keeping(5);
        let [a, b, c] = ["a", "b", "c"].map(|name| room.publish(name));
        fs::write(room.0.folder(&b).join("manifest.json"), "{}").unwrap();
        let history = room.0.history();
        assert_eq!(history.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>(), [c, b, a.clone()]);
        assert!(history[1].created.is_none() && history[1].note.as_ref().unwrap().contains("damaged"));
        assert_eq!(room.roll_back(None).unwrap(), a);
    }

    #[test]
    fn the_last_inputs_are_those_of_the_newest_run_whatever_is_served() {
        let room = Room::keeping(5);
        assert_eq!(room.0.last_inputs(), None);
        ["a", "b"].iter().for_each(|name| drop(room.publish(name)));
        room.roll_back(None).unwrap();
        assert_eq!(room.0.last_inputs().as_deref(), Some("b"));
        let rebuilt = room.rebuild();
        assert_eq!(room.0.published(), Some(rebuilt));
        assert_eq!(room.0.last_inputs().as_deref(), Some("b"), "a rebuild is no run");
    }

    #[test]
    fn where_current_points_nowhere_the_newest_sound_one_is_served_again() {
        let room = Room::keeping(5);
        let [_, b, c] = ["a", "b", "c"].map(|name| room.publish(name));
        fs::remove_file(room.0.root().join("current")).unwrap();
        room.damage(&c);
        assert_eq!(room.roll_back(None).unwrap(), b);
    }
}
