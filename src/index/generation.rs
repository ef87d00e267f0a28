//! A generation that has been proved and opened.

use std::fs;
use std::path::{Path, PathBuf};

use super::facets::FacetDictionary;
use super::fields::Fields;
use super::kinship::Kinship;
use super::learnt::Learnt;
use super::manifest::Manifest;
use super::{records, tantivy};
use crate::record::Project;

/// The facet dictionary's file name.
pub const FACETS: &str = "facets.json";
/// The engine's folder.
pub const INDEX: &str = "index";

/// Why a generation was not built, published or opened.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// Nothing has been published.
    #[error("no generation has been published in {0}")]
    Nothing(PathBuf),
    /// Another run builds in the same data directory.
    #[error("another `fondsok index` run is working in this data directory")]
    Locked,
    /// A file is not what its manifest says.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The generation was built by another layout, schema or analysis.
    #[error("built by another version: {0}")]
    OtherVersion(String),
    /// No generation of that id is kept.
    #[error("no generation `{0}` is kept; `fondsok history` lists those that are")]
    Unknown(String),
    /// No sound generation was served before the one that is served.
    #[error("no sound generation is kept that was served before; `fondsok history` lists those that are kept")]
    NothingBefore,
    /// No record at all.
    #[error("no record was found in the sources, so nothing was published")]
    Empty,
    /// What is published has what the new generation lacks.
    #[error("held back, and what is published goes on: {0}; --force publishes it all the same")]
    HeldBack(String),
    /// The file system failed.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
    /// The engine failed.
    #[error("the engine failed: {0}")]
    Internal(String),
}

impl IndexError {
    /// A failure of the file system at a path.
    pub fn io(path: &Path, source: std::io::Error) -> Self {
        IndexError::Io { path: path.to_owned(), source }
    }
}

/// A generation whose every file has been proved.
pub struct Generation {
    /// What it is.
    pub manifest: Manifest,
    /// The values of its facets.
    pub facets: FacetDictionary,
    /// What it has learnt of its language.
    pub learnt: Learnt,
    /// What its projects have in common.
    pub kinship: Kinship,
    /// The engine's index.
    pub index: tantivy::OpenIndex,
    folder: PathBuf,
}

impl Generation {
    /// Proves every file of the generation in `folder` and opens it.
    ///
    /// Errors: [`IndexError::Damaged`] where a file is not what the manifest
    /// says, [`IndexError::OtherVersion`] where it must be rebuilt first.
    pub fn open(folder: &Path, fields: &Fields) -> Result<Generation, IndexError> {
        let manifest = prove(folder)?;
        if manifest.fingerprint != fields.fingerprint() {
            return Err(IndexError::OtherVersion(format!(
                "fingerprint {} of the generation, {} of this program",
                manifest.fingerprint,
                fields.fingerprint()
            )));
        }
        let path = folder.join(FACETS);
        let text = fs::read(&path).map_err(|error| IndexError::io(&path, error))?;
        let facets = serde_json::from_slice(&text).map_err(|error| IndexError::Damaged(format!("{FACETS}: {error}")))?;
        let index = tantivy::OpenIndex::open(&folder.join(INDEX), fields)?;
        let (learnt, kinship) = (Learnt::read(folder)?, Kinship::read(folder)?);
        Ok(Generation { manifest, facets, learnt, kinship, index, folder: folder.to_owned() })
    }

    /// Its records, ordered by id.
    pub fn records(&self) -> Result<impl Iterator<Item = Result<Project, IndexError>> + use<>, IndexError> {
        records::read(&self.folder.join(records::FILE))
    }
}

/// Reads the manifest and proves every file by it.
pub fn prove(folder: &Path) -> Result<Manifest, IndexError> {
    let manifest = Manifest::read(folder)?;
    let differences = manifest.differences(folder)?;
    if differences.is_empty() { Ok(manifest) } else { Err(IndexError::Damaged(differences.join("; "))) }
}
