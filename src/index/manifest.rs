//! The manifest of a generation: what it is, and the hash of every file in it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::generation::IndexError;

/// The manifest's file name.
pub const FILE: &str = "manifest.json";
/// The file with the manifest's own hash.
pub const SEAL: &str = "manifest.blake3";
/// The layout of a generation; another number is not read.
pub const FORMAT: u32 = 1;

/// What a generation is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout, [`FORMAT`].
    pub format: u32,
    /// The generation's id, also its folder's name.
    pub id: String,
    /// When it was built, RFC 3339 in UTC.
    pub created: String,
    /// The version of the program that built it.
    pub program: String,
    /// The fingerprint of the declared index.
    pub fingerprint: String,
    /// The version of the analysis.
    pub analysis: u32,
    /// Records in it.
    pub records: usize,
    /// Whether it is the bundled sample.
    pub sample: bool,
    /// The newest date that its sources give.
    pub data_date: Option<String>,
    /// The generation that was published before it.
    #[serde(default)]
    pub previous: Option<String>,
    /// The hash of what an `index` run read and of the settings it read it by;
    /// `None` where it was rebuilt from records.
    #[serde(default)]
    pub inputs: Option<String>,
    /// What was read, in the order read.
    pub sources: Vec<SourceCount>,
    /// Every file but the manifest and its seal, by path.
    pub files: Vec<FileHash>,
}

/// A source and how many records came from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCount {
    /// The file's name without folders.
    pub name: String,
    /// Records read from it.
    pub records: usize,
}

/// A file and its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileHash {
    /// The path inside the generation, with `/`.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// Its BLAKE3 hash in hex.
    pub blake3: String,
}

/// Files that a reader or writer of the engine may leave beside sealed ones.
const IGNORED: [&str; 2] = [".tantivy-meta.lock", ".tantivy-writer.lock"];

/// The hash of every file under `folder` but the manifest and its seal, ordered by path.
pub fn hash_files(folder: &Path) -> Result<Vec<FileHash>, IndexError> {
    let mut paths = Vec::new();
    list(folder, &mut paths)?;
    let mut files: Vec<FileHash> = paths.iter().map(|path| hash_file(folder, path)).collect::<Result<_, _>>()?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn list(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), IndexError> {
    let entries = fs::read_dir(folder).map_err(|error| IndexError::io(folder, error))?;
    for entry in entries {
        let path = entry.map_err(|error| IndexError::io(folder, error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            list(&path, paths)?;
        } else if name != FILE && name != SEAL && !IGNORED.contains(&name.as_str()) {
            paths.push(path);
        }
    }
    Ok(())
}

fn hash_file(folder: &Path, path: &Path) -> Result<FileHash, IndexError> {
    let mut file = fs::File::open(path).map_err(|error| IndexError::io(path, error))?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer).map_err(|error| IndexError::io(path, error))?;
        if read == 0 {
            break;
        }
        bytes += read as u64;
        hasher.update(buffer.get(..read).unwrap_or_default());
    }
    let relative = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
    Ok(FileHash { path: relative, bytes, blake3: hasher.finalize().to_hex().to_string() })
}

impl Manifest {
    /// Writes the manifest and its seal into the generation's folder.
    pub fn write(&self, folder: &Path) -> Result<(), IndexError> {
        let text = serde_json::to_string_pretty(self).map_err(|error| IndexError::Internal(error.to_string()))?;
        let seal = blake3::hash(text.as_bytes()).to_hex().to_string();
        for (name, content) in [(FILE, text), (SEAL, seal)] {
            let path = folder.join(name);
            fs::write(&path, content).map_err(|error| IndexError::io(&path, error))?;
        }
        Ok(())
    }

    /// Reads the manifest and proves it by its seal.
    pub fn read(folder: &Path) -> Result<Manifest, IndexError> {
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).map_err(|error| IndexError::Damaged(format!("{name}: {error}")))
        };
        let (text, seal) = (read(FILE)?, read(SEAL)?);
        if blake3::hash(&text).to_hex().as_bytes() != seal.as_slice() {
            return Err(IndexError::Damaged(format!("{FILE} does not have the hash in {SEAL}")));
        }
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| IndexError::Damaged(format!("{FILE}: {error}")))?;
        if manifest.format != FORMAT {
            return Err(IndexError::OtherVersion(format!("layout {} of the generation, {FORMAT} of this program", manifest.format)));
        }
        Ok(manifest)
    }

    /// Proves every file against its hash; tells every difference.
    pub fn differences(&self, folder: &Path) -> Result<Vec<String>, IndexError> {
        let found = hash_files(folder)?;
        let mut differences = Vec::new();
        for declared in &self.files {
            match found.iter().find(|file| file.path == declared.path) {
                None => differences.push(format!("{} is missing", declared.path)),
                Some(file) if file.bytes != declared.bytes => {
                    differences.push(format!("{} has {} bytes, not {}", declared.path, file.bytes, declared.bytes));
                }
                Some(file) if file.blake3 != declared.blake3 => differences.push(format!("{} has been altered", declared.path)),
                Some(_) => {}
            }
        }
        let undeclared = |file: &&FileHash| !self.files.iter().any(|declared| declared.path == file.path);
        differences.extend(found.iter().filter(undeclared).map(|file| format!("{} does not belong here", file.path)));
        Ok(differences)
    }
}
