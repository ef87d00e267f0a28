//! The data directory: building aside, publishing by one rename, and choosing
//! the generation that serves.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::build::{BuildInfo, Provenance, build};
use super::fields::Fields;
use super::files::{sync, sync_tree};
use super::generation::{Generation, IndexError, prove};
use super::lock::Lock;
use super::manifest::Manifest;
use super::records;
use crate::record::Project;

const GENERATIONS: &str = "generations";
const STAGING: &str = "staging";
const CURRENT: &str = "current";
const CURRENT_NEW: &str = "current.new";

/// A data directory.
#[derive(Debug, Clone)]
pub struct DataDir {
    root: PathBuf,
    keep: usize,
}

/// Generations that are kept where nothing is said.
const KEEP: usize = 5;
/// The published one and one that can serve in its place: fewer are never kept.
const KEEP_AT_LEAST: usize = 2;

/// A generation that was not opened, and why.
#[derive(Debug)]
pub struct Refusal {
    /// Its id.
    pub id: String,
    /// Why.
    pub error: IndexError,
}

impl DataDir {
    /// The data directory at a path; nothing is read or made yet.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        DataDir { root: root.into(), keep: KEEP }
    }

    /// The same, with so many generations kept by whoever publishes in it.
    pub fn keeping(self, generations: usize) -> Self {
        DataDir { keep: generations.max(KEEP_AT_LEAST), ..self }
    }

    /// Its path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The id that `current` points at, whether or not it is sound.
    pub fn published(&self) -> Option<String> {
        let target = fs::read_link(self.root.join(CURRENT)).ok()?;
        Some(target.file_name()?.to_string_lossy().into_owned())
    }

    /// The kept generations: the published one first, then those published
    /// before it, the last one first, then those that were rolled back from.
    pub fn kept(&self) -> Vec<String> {
        let mut ids = self.served();
        let mut others = self.all();
        others.sort_by(|a, b| b.cmp(a));
        others.retain(|id| !ids.contains(id));
        ids.extend(others);
        ids
    }

    pub(super) fn all(&self) -> Vec<String> {
        ids_in(&self.root.join(GENERATIONS))
    }

    /// The folder of a generation.
    pub fn folder(&self, id: &str) -> PathBuf {
        self.root.join(GENERATIONS).join(id)
    }

    /// Opens the generation that serves: the published one, or where that is
    /// damaged the newest sound one. Returns those refused on the way.
    ///
    /// Errors: [`IndexError::Nothing`] where there is none,
    /// [`IndexError::OtherVersion`] where the first sound one must be rebuilt,
    /// else the published one's fault.
    pub fn open(&self, fields: &Fields) -> Result<(Generation, Vec<Refusal>), IndexError> {
        let mut refused: Vec<Refusal> = Vec::new();
        for id in self.kept() {
            match Generation::open(&self.folder(&id), fields) {
                Ok(generation) => return Ok((generation, refused)),
                // Sound, only old: its records are what is to be served.
                Err(error @ IndexError::OtherVersion(_)) => return Err(error),
                Err(error) => refused.push(Refusal { id, error }),
            }
        }
        match refused.into_iter().next() {
            Some(first) => Err(first.error),
            None => Err(IndexError::Nothing(self.root.clone())),
        }
    }

    /// Proves a generation's files without opening it.
    pub fn prove(&self, id: &str) -> Result<Manifest, IndexError> {
        prove(&self.folder(id))
    }

    /// The folder and manifest of the published generation or, where that is
    /// damaged, of the newest sound one; none where there is none.
    pub fn soundest(&self) -> Option<(PathBuf, Manifest)> {
        self.kept().into_iter().find_map(|id| self.prove(&id).ok().map(|manifest| (self.folder(&id), manifest)))
    }

    /// Takes the lock for a run that publishes, and removes what dead runs left.
    pub fn begin(&self) -> Result<Run<'_>, IndexError> {
        for folder in [self.root.clone(), self.root.join(GENERATIONS), self.root.join(STAGING)] {
            fs::create_dir_all(&folder).map_err(|error| IndexError::io(&folder, error))?;
        }
        let lock = Lock::take(&self.root)?;
        let run = Run { data: self, _lock: lock };
        run.clean_staging()?;
        Ok(run)
    }
}

/// The right to build and publish in a data directory.
#[derive(Debug)]
pub struct Run<'a> {
    pub(super) data: &'a DataDir,
    _lock: Lock,
}

impl Run<'_> {
    /// Builds a generation of exactly these records, which come in order of id, and publishes it.
    /// When all are read, before anything is indexed, `approve` may end the run by its error.
    pub fn publish(
        &self,
        records: impl Iterator<Item = Result<Project, IndexError>> + Send,
        provenance: Provenance,
        fields: &Fields,
        approve: &mut dyn FnMut() -> Result<(), IndexError>,
        progress: &dyn Fn(usize),
    ) -> Result<Manifest, IndexError> {
        let now = jiff::Timestamp::now();
        let before = self.data.published();
        let created = now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let info = BuildInfo { id: self.new_id(now), created, previous: before.clone(), provenance };
        let staging = self.data.root.join(STAGING).join(&info.id);
        fs::create_dir(&staging).map_err(|error| IndexError::io(&staging, error))?;
        let sealed = build(&staging, records, &info, fields, approve, progress)
            .and_then(|manifest| prove(&staging).map(|_| manifest))
            .and_then(|manifest| self.seal(&staging, &manifest.id).map(|()| manifest));
        let manifest = sealed.inspect_err(|_| {
            // What cannot be removed now the next run removes.
            let _ = fs::remove_dir_all(&staging);
        })?;
        self.point_at(&manifest.id)?;
        self.clean_generations(&manifest.id, before)?;
        Ok(manifest)
    }

    /// Builds the published generation anew from its own records, for a schema
    /// or an analysis that is another one now.
    pub fn rebuild(&self, fields: &Fields, progress: &dyn Fn(usize)) -> Result<Manifest, IndexError> {
        let (folder, old) = self.data.soundest().ok_or_else(|| IndexError::Nothing(self.data.root.clone()))?;
        let records = records::read(&folder.join(records::FILE))?;
        // The hash of what was read is not passed on: it was read by another version.
        let provenance = Provenance { sources: old.sources, sample: old.sample, inputs: None };
        self.publish(records, provenance, fields, &mut || Ok(()), progress)
    }

    /// An id that sorts after every other: the time, to the millisecond.
    fn new_id(&self, now: jiff::Timestamp) -> String {
        let id = now.strftime("%Y%m%dT%H%M%S%3fZ").to_string();
        let newest = self.data.all().into_iter().max().unwrap_or_default();
        // A clock set back must not make a new generation look old.
        if id > newest { id } else { format!("{newest}a") }
    }

    /// Makes the built folder a generation: everything on disk, then one rename.
    fn seal(&self, staging: &Path, id: &str) -> Result<(), IndexError> {
        sync_tree(staging)?;
        let sealed = self.data.folder(id);
        fs::rename(staging, &sealed).map_err(|error| IndexError::io(&sealed, error))?;
        sync(&self.data.root.join(GENERATIONS))
    }

    /// Publishes: `current` points at the generation from one moment to the next.
    pub(super) fn point_at(&self, id: &str) -> Result<(), IndexError> {
        let (new, current) = (self.data.root.join(CURRENT_NEW), self.data.root.join(CURRENT));
        let _ = fs::remove_file(&new);
        symlink(Path::new(GENERATIONS).join(id), &new).map_err(|error| IndexError::io(&new, error))?;
        fs::rename(&new, &current).map_err(|error| IndexError::io(&current, error))?;
        sync(&self.data.root)
    }

    /// Removes what runs that died while building left behind. Only folders named
    /// as generations are ours to remove: a data directory may lie among other things.
    fn clean_staging(&self) -> Result<(), IndexError> {
        let staging = self.data.root.join(STAGING);
        ids_in(&staging).iter().try_for_each(|id| remove(&staging.join(id)))
    }

    /// Keeps the new generation, the one published before it and the newest others,
    /// as many as the data directory keeps and only sound ones. Only called once the
    /// new one is published, so that no run ends with fewer than it found.
    fn clean_generations(&self, new: &str, before: Option<String>) -> Result<(), IndexError> {
        let mut others = self.data.all();
        others.retain(|id| id != new);
        others.sort_by(|a, b| b.cmp(a));
        others.sort_by_key(|id| Some(id) != before.as_ref());
        let mut room = self.data.keep.saturating_sub(1);
        for id in others {
            if room > 0 && self.data.prove(&id).is_ok() {
                room -= 1;
            } else {
                remove(&self.data.folder(&id))?;
            }
        }
        Ok(())
    }
}

/// The folders in a folder that are named as generations are.
fn ids_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(|name| is_id(name)).collect()
}

/// Whether a name is one that `new_id` gives: `20261124T223000123Z`, perhaps with letters a after it.
pub(super) fn is_id(name: &str) -> bool {
    let form = |(nth, byte): (usize, u8)| match nth {
        8 => byte == b'T',
        18 => byte == b'Z',
        0..=17 => byte.is_ascii_digit(),
        _ => byte == b'a',
    };
    name.len() >= 19 && name.bytes().enumerate().all(form)
}

fn remove(path: &Path) -> Result<(), IndexError> {
    fs::remove_dir_all(path).map_err(|error| IndexError::io(path, error))
}
