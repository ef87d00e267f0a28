//! The report of an `index` run: what was read, left out and not understood.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;

use crate::record::{Dropped, Notice};

/// Notices told one by one on the terminal; the JSON report has all of them.
const TOLD: usize = 40;

/// What a run read.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Records to publish.
    pub records: usize,
    /// Records rejected.
    pub rejected: usize,
    /// Records left out by the suppression list.
    pub suppressed: usize,
    /// Records that went into another one, which means the same project.
    pub merged: usize,
    /// Personal data left out, by kind.
    pub dropped: BTreeMap<&'static str, usize>,
    /// Each source in the order read.
    pub sources: Vec<SourceReport>,
}

/// What was read from one source.
#[derive(Debug, Default, Serialize)]
pub struct SourceReport {
    /// The file's name without folders.
    pub name: String,
    /// The layout it was read by.
    pub kind: Option<&'static str>,
    /// Records to publish.
    pub records: usize,
    /// Records rejected.
    pub rejected: usize,
    /// Personal data left out, by kind.
    pub dropped: BTreeMap<&'static str, usize>,
    /// What was not understood.
    pub notices: Vec<Notice>,
    /// Why the file was not read at all.
    pub error: Option<String>,
}

impl SourceReport {
    /// Counts personal data that was left out.
    pub fn count_dropped(&mut self, dropped: &[Dropped]) {
        for kind in dropped {
            *self.dropped.entry(kind.code()).or_default() += 1;
        }
    }
}

impl Report {
    /// Adds up the sources' numbers; `records` are to be published.
    pub fn add_up(&mut self, records: usize) {
        self.records = records;
        self.rejected = self.sources.iter().map(|source| source.rejected).sum();
        for (kind, count) in self.sources.iter().flat_map(|source| &source.dropped) {
            *self.dropped.entry(kind).or_default() += count;
        }
    }

    /// Writes the report for a person.
    pub fn write(&self, to: &mut impl Write) -> std::io::Result<()> {
        let mut told = 0;
        for source in &self.sources {
            if let Some(error) = &source.error {
                writeln!(to, "{}: {error}", source.name)?;
            }
            for notice in source.notices.iter().take(TOLD.saturating_sub(told)) {
                let field = notice.field.map(|field| format!(" {field}:")).unwrap_or_default();
                writeln!(to, "{}:{}: {}:{field} {}", source.name, notice.line, notice.code.code(), notice.message)?;
                told += 1;
            }
        }
        let notices: usize = self.sources.iter().map(|source| source.notices.len()).sum();
        if notices > told {
            writeln!(to, "… and {} more notices; --report FILE has all of them", notices - told)?;
        }
        let read = self.sources.iter().filter(|source| source.records > 0).count();
        writeln!(
            to,
            "{} records from {read} of {} files; {} rejected, {} merged, {} suppressed, {notices} notices",
            self.records,
            self.sources.len(),
            self.rejected,
            self.merged,
            self.suppressed
        )?;
        if !self.dropped.is_empty() {
            let kinds: Vec<String> = self.dropped.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
            writeln!(to, "personal data left out: {}", kinds.join(", "))?;
        }
        Ok(())
    }
}
