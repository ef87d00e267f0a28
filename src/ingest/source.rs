//! A source's bytes, in a file or in memory, before anyone knows their format.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

use super::error::Refusal;

/// The largest file: 1 GiB. Lists are streamed, so that this bounds time and
/// not memory; the largest list that an authority publishes is a few MiB.
pub const MAX_BYTES: u64 = 1 << 30;

/// Bytes that can be read from any place, as archives need.
pub(super) trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// A source that has been opened.
pub(super) struct Source {
    /// Its name, whose ending may only break a tie between formats.
    pub(super) name: String,
    /// How many bytes it has.
    pub(super) len: u64,
    pub(super) bytes: Box<dyn ReadSeek>,
}

impl Source {
    /// Opens a file. Only a regular one has a size that can be judged.
    pub(super) fn file(name: &str, path: &Path) -> Result<Source, Refusal> {
        let file = File::open(path)?;
        let facts = file.metadata()?;
        if !facts.is_file() {
            return Err(Refusal::Io(io::ErrorKind::InvalidInput, "not a regular file".into()));
        }
        Source { name: name.to_owned(), len: facts.len(), bytes: Box::new(file) }.within_limit()
    }

    pub(super) fn memory(name: &str, bytes: &[u8]) -> Result<Source, Refusal> {
        let len = bytes.len() as u64;
        Source { name: name.to_owned(), len, bytes: Box::new(Cursor::new(bytes.to_vec())) }.within_limit()
    }

    fn within_limit(self) -> Result<Source, Refusal> {
        if self.len > MAX_BYTES {
            return Err(Refusal::TooLarge { bytes: self.len, limit: MAX_BYTES });
        }
        Ok(self)
    }

    /// The first bytes; the source stands at its start again.
    pub(super) fn head(&mut self, count: u64) -> Result<Vec<u8>, Refusal> {
        let mut head = Vec::new();
        self.bytes.by_ref().take(count).read_to_end(&mut head)?;
        self.bytes.seek(SeekFrom::Start(0))?;
        Ok(head)
    }

    /// True where the name ends in one of these, whatever its case.
    pub(super) fn is_named(&self, endings: &[&str]) -> bool {
        let name = self.name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").unwrap_or(&name);
        endings.iter().any(|ending| name.ends_with(ending))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_read_and_the_source_starts_anew() {
        let mut source = Source::memory("Lista.CSV.gz", b"abcdef").expect("it is small");
        assert_eq!(source.head(3).expect("memory"), b"abc");
        assert_eq!(source.head(9).expect("memory"), b"abcdef");
        assert!(source.is_named(&[".tsv", ".csv"]) && !source.is_named(&[".txt"]));
    }

    #[test]
    fn a_folder_is_no_source() {
        assert!(matches!(Source::file("tmp", &std::env::temp_dir()), Err(Refusal::Io(..))));
    }
}
