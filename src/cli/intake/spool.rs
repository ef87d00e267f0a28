//! The records on disk while all are read: memory holds eight bytes of each.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::index::IndexError;
use crate::record::merge::{FACTS, Store};
use crate::record::project::Origin;
use crate::record::{Confidence, Evidence, Project, json};

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 20;

/// A file without a name, which is gone when the run is, however it ends.
#[derive(Debug)]
pub struct Spool {
    file: File,
    /// What is not in the file yet.
    buffer: Vec<u8>,
    /// The end of each record, counted from the beginning of the file.
    ends: Vec<u64>,
}

/// A record as it is kept: two lines of JSON, of which the second has the
/// origins, which no form of a project shows.
#[derive(Debug)]
pub struct Line(Vec<u8>);

impl Line {
    /// The form of a record.
    pub fn of(project: &Project) -> Line {
        let mut line = json::to_line(project).into_bytes();
        line.push(b'\n');
        let origins: Vec<KeptOrigin<'_>> = project.origins.iter().map(|(key, origin)| KeptOrigin::of(key, origin, project)).collect();
        // Nothing in an origin can fail to be written.
        line.extend(serde_json::to_vec(&origins).unwrap_or_default());
        Line(line)
    }
}

impl Spool {
    /// An empty one in a folder, or where that is not there, in the system's own for such files.
    pub fn create(folder: &Path) -> Result<Spool, IndexError> {
        let file = tempfile::tempfile_in(folder).or_else(|_| tempfile::tempfile());
        let file = file.map_err(|error| IndexError::io(folder, error))?;
        Ok(Spool { file, buffer: Vec::new(), ends: Vec::new() })
    }

    /// Keeps a record; gives its number.
    pub fn push(&mut self, line: &Line) -> Result<usize, IndexError> {
        self.buffer.extend(&line.0);
        self.ends.push(self.end(self.ends.len()) + line.0.len() as u64);
        if self.buffer.len() >= BUFFER {
            self.flush()?;
        }
        Ok(self.ends.len() - 1)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Forgets all records but the first ones.
    pub fn truncate(&mut self, len: usize) -> Result<(), IndexError> {
        self.flush()?;
        self.ends.truncate(len);
        self.file.set_len(self.end(len)).map_err(failed)
    }

    /// The record of a number, with its origins where they are wanted.
    pub fn read(&mut self, nth: usize, origins: bool) -> Result<Project, IndexError> {
        self.flush()?;
        let (start, end) = (self.end(nth), self.end(nth + 1));
        let mut bytes = vec![0; end.saturating_sub(start) as usize];
        self.file.read_exact_at(&mut bytes, start).map_err(failed)?;
        let text = String::from_utf8(bytes).map_err(unreadable)?;
        let (project, kept) = text.split_once('\n').unwrap_or((&text, ""));
        let mut project: Project = serde_json::from_str(project).map_err(unreadable)?;
        if origins {
            let kept: Vec<KeptOrigin<'_>> = serde_json::from_str(kept).map_err(unreadable)?;
            project.origins = kept.into_iter().filter_map(|origin| origin.restore(&project)).collect::<BTreeMap<_, _>>();
        }
        Ok(project)
    }

    /// The end of the first `count` records.
    fn end(&self, count: usize) -> u64 {
        count.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or_default()
    }

    fn flush(&mut self) -> Result<(), IndexError> {
        if !self.buffer.is_empty() {
            let start = self.end(self.ends.len()) - self.buffer.len() as u64;
            self.file.write_all_at(&self.buffer, start).and_then(|()| self.file.flush()).map_err(failed)?;
            self.buffer.clear();
        }
        Ok(())
    }
}

impl Store for Spool {
    type Error = IndexError;

    fn load(&mut self, nth: usize) -> Result<Project, IndexError> {
        self.read(nth, true)
    }

    fn keep(&mut self, project: &Project) -> Result<usize, IndexError> {
        self.push(&Line::of(project))
    }
}

fn failed(error: std::io::Error) -> IndexError {
    IndexError::io(Path::new("the file for records that are being read"), error)
}

fn unreadable(error: impl std::fmt::Display) -> IndexError {
    IndexError::Internal(format!("a record that was read is not to be read again: {error}"))
}

/// An origin: key, source where it is not the record's own, line, derived, evidence.
#[derive(Debug, Serialize, Deserialize)]
struct KeptOrigin<'a>(
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Option<Cow<'a, str>>,
    usize,
    bool,
    #[serde(borrow)] Option<(Cow<'a, str>, Confidence)>,
);

impl<'a> KeptOrigin<'a> {
    fn of(key: &'a str, origin: &'a Origin, project: &Project) -> Self {
        let source = (origin.source != project.source.name).then(|| origin.source.as_str().into());
        let evidence = origin.evidence.as_ref().map(|evidence| ((&*evidence.words).into(), evidence.confidence));
        KeptOrigin(key.into(), source, origin.line, origin.derived, evidence)
    }

    fn restore(self, project: &Project) -> Option<(&'static str, Origin)> {
        let KeptOrigin(key, source, line, derived, evidence) = self;
        let key = FACTS.into_iter().chain(["period", "language", "source"]).find(|fact| *fact == key)?;
        let source = source.map_or_else(|| project.source.name.clone(), Cow::into_owned);
        let evidence = evidence.map(|(words, confidence)| Evidence { words: words.into(), confidence });
        Some((key, Origin { source, line, derived, evidence }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Source;

    fn project(nth: usize) -> Project {
        let source = Source { name: "lista.csv".into(), line: nth, ..Source::default() };
        let evidence = Evidence { words: "drivs av \"Dorotea\" kommun".into(), confidence: Confidence::Likely };
        let origin = |source: &str, evidence| Origin { source: source.into(), line: nth, derived: nth.is_multiple_of(2), evidence };
        let origins = [("owner", origin("nyhet.txt", Some(evidence))), ("name", origin("lista.csv", None))];
        Project { id: format!("p-{nth}"), name: "Å ä\nö".into(), origins: origins.into(), source, ..Project::default() }
    }

    #[test]
    fn records_come_back_with_their_origins() {
        let mut spool = Spool::create(Path::new("/there/is/no/such/folder")).unwrap();
        for nth in 0..3_000 {
            assert_eq!(spool.keep(&project(nth)).unwrap(), nth);
        }
        for nth in [2_999, 0, 1_500] {
            assert_eq!(spool.load(nth).unwrap(), project(nth));
        }
        assert!(spool.read(0, false).unwrap().origins.is_empty());
    }

    #[test]
    fn what_is_forgotten_is_written_over() {
        let mut spool = Spool::create(&std::env::temp_dir()).unwrap();
        for nth in 0..10 {
            spool.keep(&project(nth)).unwrap();
        }
        spool.truncate(4).unwrap();
        assert_eq!(spool.keep(&project(77)).unwrap(), 4);
        assert_eq!((spool.load(3).unwrap().id, spool.load(4).unwrap().id), ("p-3".into(), "p-77".into()));
        assert!(spool.load(5).is_err());
        spool.truncate(0).unwrap();
        assert_eq!((spool.len(), spool.keep(&project(1)).unwrap()), (0, 0));
    }
}
