//! The report of an `index` run: what was read, left out and not understood.
//!
//! The same report in three forms: for a person ([`text`]), as JSON for a
//! program, and as CSV, one notice a row, for a spreadsheet ([`table`]).

mod table;
mod text;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::gather::FetchReport;
use crate::index::manifest::SourceCount;
use crate::ingest::IngestError;
use crate::record::{Dropped, Notice};

/// The most notices of one source that are told one by one; all are counted.
const MOST_NOTICES: usize = 50_000;

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
    /// Projects of the last generation that no source tells of any more.
    pub vanished: usize,
    /// Why the guard holds the run's projects back; empty where it does not.
    pub held_back: Vec<String>,
    /// Personal data left out, by kind.
    pub dropped: BTreeMap<&'static str, usize>,
    /// Notices by code.
    pub codes: BTreeMap<&'static str, usize>,
    /// How the addresses of configured sources answered.
    pub fetched: Vec<FetchReport>,
    /// Each source in the order read, then those that are read no more.
    pub sources: Vec<SourceReport>,
}

/// What was read from one source.
#[derive(Debug, Default, Serialize)]
pub struct SourceReport {
    /// The file's name without folders.
    pub name: String,
    /// The configured source that it is of; none for a path of the command line.
    pub source: Option<String>,
    /// The layout it was read by.
    pub kind: Option<&'static str>,
    /// Records to publish.
    pub records: usize,
    /// Records that the last generation had from it; none where it had no such source.
    pub former_records: Option<usize>,
    /// Records rejected.
    pub rejected: usize,
    /// Personal data left out, by kind.
    pub dropped: BTreeMap<&'static str, usize>,
    /// Notices by code.
    pub codes: BTreeMap<&'static str, usize>,
    /// What was not understood, by line.
    pub notices: Vec<Notice>,
    /// Notices that are counted but not told, since there are too many.
    pub notices_left_out: usize,
    /// Why the file was not read at all.
    pub error: Option<String>,
    /// True for a source of the last generation that this run was not given.
    pub absent: bool,
}

impl SourceReport {
    /// A source and what was said of it as a whole.
    pub fn of(name: &str, notices: impl Iterator<Item = Notice>) -> Self {
        let mut source = SourceReport { name: name.to_owned(), ..SourceReport::default() };
        notices.for_each(|notice| source.notice(notice));
        source
    }

    /// A source that could not be read.
    pub fn unread(name: &str, error: &IngestError) -> Self {
        SourceReport { name: name.to_owned(), error: Some(error.to_string()), ..SourceReport::default() }
    }

    /// Counts a notice, and keeps it where there is room.
    pub fn notice(&mut self, notice: Notice) {
        *self.codes.entry(notice.code.code()).or_default() += 1;
        if self.notices.len() < MOST_NOTICES {
            self.notices.push(notice);
        } else {
            self.notices_left_out += 1;
        }
    }

    /// Counts personal data that was left out.
    pub fn count_dropped(&mut self, dropped: &[Dropped]) {
        for kind in dropped {
            *self.dropped.entry(kind.code()).or_default() += 1;
        }
    }

    /// Takes up what another report has told of the same source.
    pub fn take_up(&mut self, other: SourceReport) {
        add(&mut self.dropped, &other.dropped);
        let left_out = other.notices_left_out;
        let told: Vec<Notice> = other.notices;
        let mut codes = other.codes;
        for notice in told {
            if let Some(count) = codes.get_mut(notice.code.code()) {
                *count -= 1;
            }
            self.notice(notice);
        }
        add(&mut self.codes, &codes);
        self.notices_left_out += left_out;
    }
}

impl Report {
    /// Tells a notice at its source.
    pub fn tell(&mut self, source: &str, notice: Notice) {
        match self.sources.iter_mut().find(|known| known.name == source) {
            Some(known) => known.notice(notice),
            None => {
                let absent = SourceReport { absent: true, ..SourceReport::of(source, std::iter::once(notice)) };
                self.sources.push(absent);
            }
        }
    }

    /// Notes how many records each source had in the last generation.
    pub fn compare_sources(&mut self, former: &[SourceCount]) {
        for SourceCount { name, records } in former {
            match self.sources.iter_mut().find(|known| known.name == *name) {
                Some(known) => known.former_records = Some(*records),
                None => {
                    let absent =
                        SourceReport { absent: true, former_records: Some(*records), ..SourceReport::of(name, std::iter::empty()) };
                    self.sources.push(absent);
                }
            }
        }
    }

    /// Adds up the sources' numbers; `records` are to be published.
    pub fn add_up(&mut self, records: usize) {
        self.records = records;
        self.rejected = self.sources.iter().map(|source| source.rejected).sum();
        self.dropped.clear();
        self.codes.clear();
        for source in &mut self.sources {
            source.notices.sort_by_key(|notice| notice.line);
            add(&mut self.dropped, &source.dropped);
            add(&mut self.codes, &source.codes);
        }
    }

    /// Writes the report into a file: CSV or text by the name's ending, else JSON.
    pub fn save(&self, path: &Path) -> anyhow::Result<()> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let content = match ending.as_deref() {
            Some("csv") => table::write(self)?,
            Some("txt") => text::whole(self).into_bytes(),
            _ => serde_json::to_vec_pretty(self)?,
        };
        std::fs::write(path, content).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))
    }

    /// The report in the log: the sums, and what could not be read.
    pub fn log(&self) {
        let notices: usize = self.codes.values().sum();
        tracing::info!(records = self.records, rejected = self.rejected, notices, files = self.sources.len(), "read");
        for source in self.sources.iter().filter(|source| source.error.is_some()) {
            tracing::warn!(file = source.name, error = source.error, "a file cannot be read");
        }
    }

    /// The report for a person at a terminal: the first notices, and the sums.
    pub fn summary(&self) -> String {
        text::summary(self)
    }
}

fn add(sums: &mut BTreeMap<&'static str, usize>, counts: &BTreeMap<&'static str, usize>) {
    for (code, count) in counts.iter().filter(|(_, count)| **count > 0) {
        *sums.entry(code).or_default() += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::NoticeCode;

    /// A report with a source that was read, one that was not, and one that is gone.
    pub(super) fn sample() -> Report {
        let mut report = Report::default();
        let notice = |line, message: &str| Notice::field(NoticeCode::UnknownPlace, line, "county", message);
        report.sources.push(SourceReport::of("lista.csv", [notice(9, "«Ö»; \"län\""), notice(2, "okänt")].into_iter()));
        report.sources[0].records = 3;
        report.sources.push(SourceReport { name: "bild.png".into(), error: Some("unknown format".into()), ..SourceReport::default() });
        report.tell("gammal.csv", Notice::general(NoticeCode::Vanished, 4, "gone"));
        report.tell("lista.csv", Notice::general(NoticeCode::Vanished, 1, "gone too"));
        report.add_up(3);
        report
    }

    #[test]
    fn sums_and_order() {
        let report = sample();
        assert_eq!(report.codes, [("unknown_place", 2), ("vanished", 2)].into());
        assert_eq!(report.sources[0].notices.iter().map(|notice| notice.line).collect::<Vec<_>>(), [1, 2, 9]);
        assert!(report.sources[2].absent && !report.sources[0].absent);
    }

    #[test]
    fn too_many_notices_are_counted() {
        let notice = |line| Notice::general(NoticeCode::Rejected, line, "x");
        let mut source = SourceReport::of("a.csv", (0..MOST_NOTICES + 3).map(notice));
        source.take_up(SourceReport::of("", (0..5).map(notice)));
        assert_eq!((source.notices.len(), source.notices_left_out, source.codes["rejected"]), (MOST_NOTICES, 8, MOST_NOTICES + 8));
    }
}
