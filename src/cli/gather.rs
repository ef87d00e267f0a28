//! The files that a run reads: those of the paths named, or those of the
//! configured sources, fetched where they lie behind an address.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::Failure;
use super::arguments::IndexArguments;
use crate::config::{Place, Settings, Source};
use crate::index::DataDir;
use crate::ingest::remote::{Fetcher, Kept, RemoteSource};
use crate::ingest::walk::{self, Found};

/// The folder of the kept copies in a data directory.
const SOURCES: &str = "sources";

/// What a run is told to read.
#[derive(Debug, Clone)]
pub enum Reading {
    /// Exactly these paths, and what the columns of their lists are.
    Paths(Vec<PathBuf>, Vec<String>),
    /// The configured sources.
    Sources(Vec<Source>),
}

impl Reading {
    /// The paths where any is named, else the configured sources.
    pub fn of(settings: &Settings, arguments: &IndexArguments) -> Result<Reading, Failure> {
        match (arguments.paths.is_empty(), settings.sources.value.is_empty()) {
            (false, _) => Ok(Reading::Paths(arguments.paths.clone(), arguments.map.clone())),
            (true, false) => {
                let mut sources = settings.sources.value.clone();
                sources.iter_mut().for_each(|source| source.map.extend(arguments.map.iter().cloned()));
                Ok(Reading::Sources(sources))
            }
            (true, true) => Err(Failure::Usage(anyhow::anyhow!(
                "nothing to read: name a file or folder (fondsok index PATH…), or configure a [[source]]"
            ))),
        }
    }
}

/// Files that are read by the same mapping of columns.
#[derive(Debug)]
pub struct Group {
    /// The source's name; `None` for paths named on the command line.
    pub source: Option<String>,
    /// `Column=field`.
    pub map: Vec<String>,
    /// The files, in the order to read them.
    pub files: Vec<Found>,
}

/// How a source's address answered, for the report.
#[derive(Debug, Clone, Serialize)]
pub struct FetchReport {
    /// The source's name.
    pub source: String,
    /// Whether its bytes are other ones than before.
    pub changed: bool,
    /// Why its former copy was read instead, if so.
    pub notice: Option<String>,
}

/// Whether addresses are asked.
pub enum Copies<'a> {
    /// Each is asked; a kept copy stands in where that fails.
    Fetched(&'a Fetcher),
    /// The kept copies are taken as they are.
    Kept,
}

/// The folder of the kept copies.
pub fn folder(data: &DataDir) -> PathBuf {
    data.root().join(SOURCES)
}

/// The files to read now, and how the addresses answered.
pub fn gather(reading: &Reading, data: &DataDir, copies: &Copies<'_>) -> anyhow::Result<(Vec<Group>, Vec<FetchReport>)> {
    let mut fetched = Vec::new();
    let groups = match reading {
        Reading::Paths(paths, map) => vec![Group { source: None, map: map.clone(), files: files(paths, data)? }],
        Reading::Sources(sources) => {
            sources.iter().map(|source| group(source, data, copies, &mut fetched)).collect::<anyhow::Result<_>>()?
        }
    };
    Ok((groups, fetched))
}

fn group(source: &Source, data: &DataDir, copies: &Copies<'_>, fetched: &mut Vec<FetchReport>) -> anyhow::Result<Group> {
    let read = match &source.place {
        Place::Path(path, _) => files(std::slice::from_ref(path), data),
        Place::Remote(remote, _) => copy(remote, data, copies, fetched).map(|path| vec![direct(path)]),
    };
    let files = read.map_err(|error| error.context(format!("source `{}`", source.name)))?;
    Ok(Group { source: Some(source.name.clone()), map: source.map.clone(), files })
}

fn direct(path: PathBuf) -> Found {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Found { path, name, direct: true }
}

/// The path of a remote source's copy.
fn copy(remote: &RemoteSource, data: &DataDir, copies: &Copies<'_>, fetched: &mut Vec<FetchReport>) -> anyhow::Result<PathBuf> {
    let folder = folder(data);
    match copies {
        Copies::Kept => Kept::of_source(remote, &folder)
            .map(|(path, _)| path)
            .ok_or_else(|| anyhow::anyhow!("it has not been fetched yet, so nothing is published without it")),
        Copies::Fetched(fetcher) => {
            let obtained = fetcher.obtain(remote, &folder)?;
            let notice = obtained.failure.map(|(error, fetched_at)| stands_in(&error.to_string(), fetched_at));
            fetched.push(FetchReport { source: remote.name.clone(), changed: obtained.changed, notice });
            Ok(obtained.path)
        }
    }
}

/// The sentence on a copy that stands in.
pub fn stands_in(error: &str, fetched_at: jiff::Timestamp) -> String {
    format!("{error}; the copy of {} stands in", fetched_at.strftime("%Y-%m-%d %H:%M UTC"))
}

/// The files of paths, without those of the data directory where that lies
/// among them: a run would read its own records, and a watch never end.
pub fn files(paths: &[PathBuf], data: &DataDir) -> anyhow::Result<Vec<Found>> {
    let mut found = walk::files(paths)?;
    let own: Vec<PathBuf> = paths.iter().filter_map(|path| data_within(path, data.root())).collect();
    if !own.is_empty() {
        found.retain(|file| !own.iter().any(|own| file.path.starts_with(own)));
    }
    Ok(found)
}

/// The data directory as a walk that begins at `path` would meet it, where it lies below.
fn data_within(path: &Path, data: &Path) -> Option<PathBuf> {
    let (top, data) = (path.canonicalize().ok()?, data.canonicalize().ok()?);
    data.strip_prefix(&top).ok().map(|below| path.join(below))
}

/// What can be seen of files without reading them, as a hash.
pub fn fingerprint(files: &[Found]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for file in files {
        let about = std::fs::metadata(&file.path).ok();
        let changed = about.as_ref().and_then(|about| about.modified().ok());
        hasher.update(format!("{:?} {:?} {:?}\n", file.path, about.map(|about| about.len()), changed).as_bytes());
    }
    hasher.finalize().into()
}

/// The hash of what is read and of the settings it is read by. Two runs with
/// the same one publish the same records.
pub fn inputs(groups: &[Group], settings: &Settings) -> anyhow::Result<String> {
    let mut hasher = blake3::Hasher::new();
    // Each part with its length before it, so that none runs into the next.
    let mut add = |part: &[u8]| {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    };
    add(env!("CARGO_PKG_VERSION").as_bytes());
    add(&[u8::from(settings.keep_personal_data.value)]);
    if let Some(list) = &settings.suppress.value {
        add(&hash(list)?);
    }
    for group in groups {
        add(group.map.join("\n").as_bytes());
        for file in &group.files {
            add(file.name.as_bytes());
            add(&hash(&file.path)?);
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}

fn hash(path: &Path) -> anyhow::Result<[u8; 32]> {
    let mut hasher = blake3::Hasher::new();
    let hashed = std::fs::File::open(path).and_then(|file| hasher.update_reader(file).map(|_| ()));
    hashed.map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    Ok(hasher.finalize().into())
}
