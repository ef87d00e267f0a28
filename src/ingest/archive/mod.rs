//! ZIP archives, which spreadsheets are, read as if each were an attack.
//!
//! The directory is read here and not by a library for what a library hides:
//! two entries of one name, entries that share their bytes, more entries than
//! memory. Nothing is written to disk and nothing inflated that is not asked
//! for; what is asked for ends at the size the directory declares, at
//! [`credible`] and at the archive's whole allowance, whichever comes first.

mod directory;
mod entry;

use std::io::{Read, Seek};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::error::Refusal;
use super::source::Source;
use directory::Entry;
pub(super) use entry::Inflated;

/// The most entries: 1 000. A workbook of twenty sheets has some fifty.
const MAX_ENTRIES: usize = 1_000;
/// The most that is inflated of one archive: 1 GiB, in all its entries.
const MAX_INFLATED: u64 = 1 << 30;
/// The most an inflated byte may stand for; spreadsheets reach 30.
const MAX_RATIO: u64 = 200;
/// What may always be inflated: small entries compress as they like.
const ALWAYS: u64 = 1 << 20;

/// How many bytes may come of so many compressed ones.
pub(super) fn credible(compressed: u64) -> u64 {
    compressed.saturating_mul(MAX_RATIO).max(ALWAYS)
}

/// An archive whose directory has been read and believed.
pub(super) struct Archive<S> {
    source: S,
    entries: Vec<Entry>,
    inflated: Arc<AtomicU64>,
}

impl Archive<Box<dyn super::source::ReadSeek>> {
    pub(super) fn open(source: Source) -> Result<Self, Refusal> {
        Archive::over(source.bytes, source.len)
    }
}

impl<S: Read + Seek> Archive<S> {
    fn over(mut source: S, len: u64) -> Result<Self, Refusal> {
        let entries = directory::read(&mut source, len)?;
        Ok(Archive { source, entries, inflated: Arc::default() })
    }

    /// Whether it has an entry of this name, whatever its case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    fn existing(&self, name: &str) -> Result<Entry, Refusal> {
        self.find(name).cloned().ok_or_else(|| Refusal::damaged(format!("the archive lacks {name}")))
    }

    /// Inflates an entry of at most `limit` bytes.
    pub(super) fn entry(&mut self, name: &str, limit: u64) -> Result<Inflated<&mut S>, Refusal> {
        let entry = self.existing(name)?;
        entry::open(&mut self.source, &entry, limit, Arc::clone(&self.inflated))
    }

    /// Inflates an entry, the last that is read of this archive.
    pub(super) fn into_entry(self, name: &str, limit: u64) -> Result<Inflated<S>, Refusal> {
        let entry = self.existing(name)?;
        entry::open(self.source, &entry, limit, self.inflated)
    }

    /// The whole of a small entry.
    pub(super) fn bytes(&mut self, name: &str, limit: u64) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        self.entry(name, limit)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests;
