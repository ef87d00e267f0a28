//! The kept copy of a source and what is known about it.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::download::Received;
use super::{FetchError, RemoteSource};

/// The file beside the copy that tells about it.
const FILE: &str = "copy.json";
const FILE_NEW: &str = "copy.json.new";

/// The endings that content types give, where the address has none.
const ENDINGS: &[(&str, &str)] = &[
    ("application/json", "json"),
    ("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    ("application/x-ndjson", "jsonl"),
    ("text/csv", "csv"),
    ("text/html", "html"),
    ("text/plain", "txt"),
];

/// What is known about a kept copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The address it came from.
    pub url: String,
    /// Its file's name.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// Its BLAKE3 hash in hex.
    pub blake3: String,
    /// The server's `ETag`.
    pub etag: Option<String>,
    /// The server's `Last-Modified`.
    pub last_modified: Option<String>,
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// When the server last said that it is the newest.
    pub checked_at: Timestamp,
}

impl Kept {
    /// What is known about what was just received.
    pub(super) fn of(source: &RemoteSource, received: Received, now: Timestamp) -> Kept {
        let by_type = |kind: &str| ENDINGS.iter().find(|(known, _)| *known == kind).map(|(_, ending)| (*ending).to_owned());
        let ending = source.location.extension().or_else(|| received.content_type.as_deref().and_then(by_type));
        let file = match ending {
            Some(ending) => format!("{}.{ending}", source.name),
            None => source.name.clone(),
        };
        Kept {
            url: source.location.as_str().to_owned(),
            file,
            bytes: received.bytes,
            blake3: received.blake3,
            etag: received.etag,
            last_modified: received.last_modified,
            fetched_at: now,
            checked_at: now,
        }
    }

    /// What is known about the copy in a source's own folder; `None` where there
    /// is none or its file is not the one that was fetched.
    pub fn read(own: &Path) -> Option<Kept> {
        let text = fs::read(own.join(FILE)).ok()?;
        let kept: Kept = serde_json::from_slice(&text).ok()?;
        // A name with folders in it would lead out of this one.
        let plain = Path::new(&kept.file).file_name().is_some_and(|name| name == kept.file.as_str());
        let (bytes, blake3) = if plain { hash(&kept.path(own)).ok()? } else { return None };
        (bytes == kept.bytes && blake3 == kept.blake3).then_some(kept)
    }

    /// The same by the source and the folder that all sources share, with the copy's path.
    pub fn of_source(source: &RemoteSource, folder: &Path) -> Option<(PathBuf, Kept)> {
        let own = folder.join(&source.name);
        let kept = Kept::read(&own)?;
        Some((kept.path(&own), kept))
    }

    /// The copy's path.
    pub fn path(&self, own: &Path) -> PathBuf {
        own.join(&self.file)
    }

    /// Puts the downloaded file, which is on disk, in the former copy's place.
    pub(super) fn replace(&self, own: &Path, part: &Path, before: Option<&Kept>) -> Result<(), FetchError> {
        let path = self.path(own);
        fs::rename(part, &path).map_err(|error| FetchError::io(&path, error))?;
        self.write(own)?;
        match before.filter(|before| before.file != self.file) {
            Some(before) => fs::remove_file(before.path(own)).map_err(|error| FetchError::io(&before.path(own), error)),
            None => Ok(()),
        }
    }

    /// Writes what is known, from one moment to the next.
    pub(super) fn write(&self, own: &Path) -> Result<(), FetchError> {
        let (new, path) = (own.join(FILE_NEW), own.join(FILE));
        let written = serde_json::to_vec_pretty(self).map_err(std::io::Error::from).and_then(|text| {
            fs::write(&new, text)?;
            File::open(&new)?.sync_all()?;
            fs::rename(&new, &path)?;
            File::open(own)?.sync_all()
        });
        written.map_err(|error| FetchError::io(&path, error))
    }
}

fn hash(path: &Path) -> std::io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hasher.finalize().to_hex().to_string()));
        }
        bytes += read as u64;
        hasher.update(buffer.get(..read).unwrap_or_default());
    }
}
