//! The record file: normalised projects as gzip-compressed JSON Lines, ordered by id.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

use super::generation::IndexError;
use crate::record::{Project, json};

/// The record file's name in a generation.
pub const FILE: &str = "records.jsonl.gz";

/// Longest line that is read back; ours are far below it, so a longer one is damage.
const LONGEST_LINE: u64 = 4 * 1024 * 1024;

/// How hard the file is compressed: a third of the time of the usual level 6,
/// for a tenth more bytes. Level 1 takes a third more bytes and saves no time that could be measured.
const COMPRESSION: Compression = Compression::new(3);

/// Writes the record file, one record after another.
pub struct Writer {
    to: BufWriter<GzEncoder<File>>,
    path: PathBuf,
}

impl Writer {
    /// Begins the file.
    pub fn create(path: &Path) -> Result<Self, IndexError> {
        let file = File::create(path).map_err(|error| IndexError::io(path, error))?;
        Ok(Writer { to: BufWriter::new(GzEncoder::new(file, COMPRESSION)), path: path.to_owned() })
    }

    /// Adds a record; they come in order of id.
    pub fn add(&mut self, project: &Project) -> Result<(), IndexError> {
        writeln!(self.to, "{}", json::to_line(project)).map_err(|error| IndexError::io(&self.path, error))
    }

    /// Ends the file and sees it on disk.
    pub fn finish(self) -> Result<(), IndexError> {
        let file = self.to.into_inner().map_err(std::io::IntoInnerError::into_error).and_then(GzEncoder::finish);
        file.and_then(|file| file.sync_all()).map_err(|error| IndexError::io(&self.path, error))
    }
}

/// Reads the records one by one, in order.
pub fn read(path: &Path) -> Result<impl Iterator<Item = Result<Project, IndexError>> + use<>, IndexError> {
    Ok(lines(path)?.map(|line| project(&line?)))
}

/// The lines of the file, one a record, for who shares out the reading of them.
pub fn lines(path: &Path) -> Result<impl Iterator<Item = Result<String, IndexError>> + use<>, IndexError> {
    let file = File::open(path).map_err(|error| IndexError::io(path, error))?;
    let mut from = BufReader::new(GzDecoder::new(BufReader::new(file)));
    let path = path.to_owned();
    Ok(std::iter::from_fn(move || {
        let mut line = String::new();
        match std::io::Read::take(&mut from, LONGEST_LINE).read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => {
                line.truncate(line.trim_end_matches('\n').len());
                Some(Ok(line))
            }
            Err(error) => Some(Err(IndexError::io(&path, error))),
        }
    }))
}

/// The project of a line.
pub fn project(line: &str) -> Result<Project, IndexError> {
    serde_json::from_str(line).map_err(|error| IndexError::Damaged(format!("{FILE}: {error}")))
}
