//! Intake: from files to projects with a report, through the rooms `ingest` and `record`.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::report::{Report, SourceReport};
use super::suppress::Suppressed;
use crate::index::manifest::SourceCount;
use crate::ingest::{self, IngestError, walk};
use crate::record::extract::{self, Item};
use crate::record::normalise::{self, Context};
use crate::record::{Notice, NoticeCode, Project, Vocabulary};

/// The sample that a first run indexes.
static CORPUS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/corpus/records");

/// Longest file that is read; more is an error, not memory.
const LONGEST_FILE: u64 = 256 * 1024 * 1024;

/// Projects and what was said on the way.
#[derive(Default)]
pub struct Intake {
    /// The projects, each id once.
    pub projects: Vec<Project>,
    /// The report.
    pub report: Report,
    /// Whether contact data is kept.
    pub keep_personal_data: bool,
    /// What is left out.
    pub suppressed: Suppressed,
    ids: HashMap<String, String>,
}

impl Intake {
    /// Reads files and folders; `progress` is told each file's name. A file
    /// named directly that cannot be read is an error, one in a folder a line of the report.
    pub fn read(&mut self, found: &[walk::Found], progress: &dyn Fn(&str)) -> anyhow::Result<()> {
        for file in found {
            progress(&file.name);
            let read = bytes(&file.path).map_err(anyhow::Error::from).and_then(|bytes| Ok(ingest::read(&file.name, &bytes)?));
            match read {
                Ok((content, raw)) => self.take(&file.name, &content, raw),
                Err(error) if file.direct => return Err(error.context(format!("{} cannot be read", file.path.display()))),
                Err(error) => self.report.add(unread(&file.name, &error)),
            }
        }
        Ok(())
    }

    /// Reads the bundled sample.
    pub fn read_corpus(&mut self) {
        let mut files: Vec<_> = Vec::new();
        collect(&CORPUS, &mut files);
        files.sort_by_key(|file| file.path());
        for file in files {
            let name = file.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
            match ingest::read(&name, file.contents()) {
                Ok((content, raw)) => self.take(&name, &content, raw),
                Err(error) => self.report.add(unread(&name, &error.into())),
            }
        }
    }

    /// The sources and how many records came from each.
    pub fn sources(&self) -> Vec<SourceCount> {
        self.report.sources.iter().map(|source| SourceCount { name: source.name.clone(), records: source.records }).collect()
    }

    fn take(&mut self, name: &str, content: &ingest::Content, raw: Vec<ingest::format::RawNotice>) {
        let vocabulary = Vocabulary::bundled();
        let extraction = extract::extract(content, vocabulary);
        let context = Context { vocabulary, source_name: name, keep_personal_data: self.keep_personal_data };
        let mut source = SourceReport { name: name.to_owned(), kind: extraction.kind.map(|kind| kind.code()), ..SourceReport::default() };
        source.notices.extend(raw.into_iter().map(|raw| Notice::general(NoticeCode::Encoding, raw.line, raw.message)));
        source.notices.extend(extraction.notices);
        source.count_dropped(&extraction.dropped);
        for item in extraction.items {
            self.take_item(item, &context, &mut source);
        }
        source.notices.sort_by_key(|notice| notice.line);
        self.report.add(source);
    }

    fn take_item(&mut self, item: Item, context: &Context<'_>, source: &mut SourceReport) {
        let line = match &item {
            Item::Draft(draft) => draft.line,
            Item::Project { line, .. } | Item::Rejected { line, .. } => *line,
        };
        let (normalised, notices, dropped) = normalise::item(item, context);
        source.notices.extend(notices);
        source.count_dropped(&dropped);
        match normalised {
            Err(reason) => {
                source.rejected += 1;
                source.notices.push(Notice::general(NoticeCode::Rejected, line, reason));
            }
            Ok(project) if self.suppressed.has(&project) => self.report.suppressed += 1,
            Ok(project) => match self.ids.get(&project.id) {
                // Merging the sources of one project is the intake's next step; until then the first one stands.
                Some(first) => {
                    self.report.duplicates += 1;
                    let message = format!("`{}` was read from {first} already; this record is left out", project.id);
                    source.notices.push(Notice::field(NoticeCode::DuplicateId, line, "id", message));
                }
                None => {
                    self.ids.insert(project.id.clone(), format!("{}:{line}", source.name));
                    source.records += 1;
                    self.projects.push(project);
                }
            },
        }
    }
}

fn unread(name: &str, error: &anyhow::Error) -> SourceReport {
    SourceReport { name: name.to_owned(), error: Some(format!("{error:#}")), ..SourceReport::default() }
}

fn collect<'a>(dir: &'a Dir<'a>, files: &mut Vec<&'a include_dir::File<'a>>) {
    files.extend(dir.files());
    dir.dirs().for_each(|inner| collect(inner, files));
}

/// The bytes of a file, at most as many as are read.
fn bytes(path: &Path) -> Result<Vec<u8>, IngestError> {
    let unreadable = |source| IngestError::Unreadable { path: path.to_owned(), source };
    let file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // One byte more than is allowed, so that the format's own limit speaks.
    file.take(LONGEST_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}
