//! The record file: normalised projects as gzip-compressed JSON Lines, ordered by id.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;

use super::generation::IndexError;
use crate::record::{Project, json};

/// The record file's name in a generation.
pub const FILE: &str = "records.jsonl.gz";

/// Longest line that is read back; ours are far below it, so a longer one is damage.
const LONGEST_LINE: u64 = 4 * 1024 * 1024;

/// Writes the records in the order given.
pub fn write(path: &Path, projects: &[Project]) -> Result<(), IndexError> {
    let file = File::create(path).map_err(|error| IndexError::io(path, error))?;
    let mut to = BufWriter::new(GzEncoder::new(file, Compression::default()));
    let written = projects.iter().try_for_each(|project| writeln!(to, "{}", json::to_line(project)));
    written
        .and_then(|()| to.into_inner().map_err(std::io::IntoInnerError::into_error))
        .and_then(GzEncoder::finish)
        .and_then(|file| file.sync_all())
        .map_err(|error| IndexError::io(path, error))
}

/// Reads the records one by one, in order.
pub fn read(path: &Path) -> Result<impl Iterator<Item = Result<Project, IndexError>> + use<>, IndexError> {
    let file = File::open(path).map_err(|error| IndexError::io(path, error))?;
    let mut from = BufReader::new(GzDecoder::new(BufReader::new(file)));
    let path = path.to_owned();
    let mut line = String::new();
    Ok(std::iter::from_fn(move || {
        line.clear();
        match std::io::Read::take(&mut from, LONGEST_LINE).read_line(&mut line) {
            Ok(0) => None,
            Ok(_) => Some(project(&line)),
            Err(error) => Some(Err(IndexError::io(&path, error))),
        }
    }))
}

fn project(line: &str) -> Result<Project, IndexError> {
    serde_json::from_str(line).map_err(|error| IndexError::Damaged(format!("{FILE}: {error}")))
}
