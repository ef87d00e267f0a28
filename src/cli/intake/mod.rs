//! Intake: from files to projects with a report, through the rooms `ingest` and `record`.
//!
//! Sources are read one after another, their records normalised on all cores
//! and kept in a [`Spool`]. When all are read, those that mean one project are
//! made one, and [`Projects`] gives them in order of id. What stays in memory
//! grows with the number of records by some 300 bytes each, never with their texts.

mod projects;
mod reading;
mod spool;

use std::path::Path;

use include_dir::{Dir, include_dir};

use super::report::{Report, SourceReport};
use super::suppress::Suppressed;
use crate::index::IndexError;
use crate::index::manifest::SourceCount;
use crate::ingest::{self, IngestError, walk};
use crate::record::Vocabulary;
use crate::record::extract::list::ColumnMap;
use crate::record::merge::Uniter;
pub use projects::Projects;
use spool::Spool;

/// The sample that a first run indexes.
static CORPUS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/corpus/records");

/// What a person says about how sources are read.
#[derive(Default)]
pub struct Wishes {
    /// Whether contact data is kept.
    pub keep_personal_data: bool,
    /// What is left out.
    pub suppressed: Suppressed,
    /// The columns of lists.
    pub columns: ColumnMap,
    /// The day that a list's age is counted to.
    pub today: Option<jiff::civil::Date>,
}

/// The records of all sources while they are read, and what was said on the way.
pub struct Intake {
    wishes: Wishes,
    report: Report,
    uniter: Uniter,
    spool: Spool,
}

/// Why a source was not read.
#[derive(Debug, thiserror::Error)]
enum Unread {
    /// The source's fault.
    #[error(transparent)]
    Source(#[from] IngestError),
    /// The spool's.
    #[error(transparent)]
    Spool(#[from] IndexError),
}

impl Intake {
    /// One that keeps its records in a folder, where that is there.
    pub fn new(wishes: Wishes, folder: &Path) -> anyhow::Result<Self> {
        Ok(Intake { wishes, report: Report::default(), uniter: Uniter::default(), spool: Spool::create(folder)? })
    }

    /// Reads the files of a configured source, or of paths, whose columns are
    /// mapped alike; `progress` is told each file's name. A file named directly that cannot be read is an error, one in a folder a line of the report.
    pub fn read(&mut self, source: Option<&str>, columns: ColumnMap, found: &[walk::Found], progress: &dyn Fn(&str)) -> anyhow::Result<()> {
        self.wishes.columns = columns;
        let first = self.report.sources.len();
        for file in found {
            progress(&file.name);
            match ingest::open(&file.name, &file.path).map_err(Unread::from).and_then(|read| self.take(&file.name, read)) {
                Err(Unread::Source(error)) if !file.direct => self.report.sources.push(SourceReport::unread(&file.name, &error)),
                read => read.map_err(|error| anyhow::Error::from(error).context(format!("{} cannot be read", file.path.display())))?,
            }
        }
        self.report.sources.iter_mut().skip(first).for_each(|report| report.source = source.map(str::to_owned));
        Ok(())
    }

    /// Reads the bundled sample.
    pub fn read_corpus(&mut self) -> anyhow::Result<()> {
        let mut files: Vec<_> = Vec::new();
        collect(&CORPUS, &mut files);
        files.sort_by_key(|file| file.path());
        for file in files {
            let name = file.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
            match ingest::read(&name, file.contents()).map_err(Unread::from).and_then(|read| self.take(&name, read)) {
                Err(Unread::Source(error)) => self.report.sources.push(SourceReport::unread(&name, &error)),
                read => read?,
            }
        }
        Ok(())
    }

    /// One project of all the records that mean it. What the report says of
    /// the sources is complete then.
    pub fn finish(mut self) -> anyhow::Result<(Projects, Report, Suppressed)> {
        let mut united = self.uniter.close(&mut self.spool, Vocabulary::bundled())?;
        for told in std::mem::take(&mut united.notices) {
            self.report.tell(&told.source, told.notice);
        }
        self.report.merged = united.merged;
        self.report.add_up(united.order.len());
        Ok((Projects::new(self.spool, united), self.report, self.wishes.suppressed))
    }
}

/// The sources and how many records came from each.
pub fn source_counts(report: &Report) -> Vec<SourceCount> {
    report.sources.iter().map(|source| SourceCount { name: source.name.clone(), records: source.records }).collect()
}

fn collect<'a>(dir: &'a Dir<'a>, files: &mut Vec<&'a include_dir::File<'a>>) {
    files.extend(dir.files());
    dir.dirs().for_each(|inner| collect(inner, files));
}
