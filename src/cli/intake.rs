//! Intake: from files to projects with a report, through the rooms `ingest` and `record`.

use include_dir::{Dir, include_dir};

use super::report::{Report, SourceReport};
use super::suppress::Suppressed;
use crate::index::manifest::SourceCount;
use crate::ingest::{self, IngestError, walk};
use crate::record::check::{ListAge, check};
use crate::record::extract::list::ColumnMap;
use crate::record::extract::{self, Found, Item, Options};
use crate::record::merge::{self, Read};
use crate::record::normalise::{self, Context};
use crate::record::{Notice, NoticeCode, Project, SourceKind, Vocabulary};

/// The sample that a first run indexes.
static CORPUS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/corpus/records");

/// Projects and what was said on the way.
#[derive(Default)]
pub struct Intake {
    /// The report.
    pub report: Report,
    /// Whether contact data is kept.
    pub keep_personal_data: bool,
    /// What is left out.
    pub suppressed: Suppressed,
    /// What a person says about the columns of lists.
    pub columns: ColumnMap,
    /// The day that a list's age is counted to.
    pub today: Option<jiff::civil::Date>,
    records: Vec<Read>,
}

impl Intake {
    /// Reads files and folders; `progress` is told each file's name. A file
    /// named directly that cannot be read is an error, one in a folder a line of the report.
    pub fn read(&mut self, found: &[walk::Found], progress: &dyn Fn(&str)) -> anyhow::Result<()> {
        for file in found {
            progress(&file.name);
            let read = ingest::open(&file.name, &file.path).and_then(|(content, raw)| self.take(&file.name, content, raw));
            match read {
                Ok(()) => {}
                Err(error) if file.direct => {
                    return Err(anyhow::Error::from(error).context(format!("{} cannot be read", file.path.display())));
                }
                Err(error) => self.report.sources.push(unread(&file.name, &error)),
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
            let read = ingest::read(&name, file.contents()).and_then(|(content, raw)| self.take(&name, content, raw));
            if let Err(error) = read {
                self.report.sources.push(unread(&name, &error));
            }
        }
    }

    /// The sources and how many records came from each.
    pub fn sources(&self) -> Vec<SourceCount> {
        self.report.sources.iter().map(|source| SourceCount { name: source.name.clone(), records: source.records }).collect()
    }

    /// One project of all the records that mean it, in order of id; the report is complete then.
    pub fn finish(&mut self) -> Vec<Project> {
        let united = merge::unite(std::mem::take(&mut self.records), Vocabulary::bundled());
        for told in united.notices {
            if let Some(source) = self.report.sources.iter_mut().find(|source| source.name == told.source) {
                source.notices.push(told.notice);
            }
        }
        self.report.sources.iter_mut().for_each(|source| source.notices.sort_by_key(|notice| notice.line));
        self.report.merged = united.merged;
        self.report.add_up(united.projects.len());
        let mut projects = united.projects;
        projects.sort_by(|a, b| a.id.cmp(&b.id));
        projects
    }

    /// Reads one source. Of one that ends in a fault nothing is kept: what was
    /// read is not the whole of it.
    fn take(&mut self, name: &str, content: ingest::Content, raw: Vec<ingest::RawNotice>) -> Result<(), IngestError> {
        let vocabulary = Vocabulary::bundled();
        let before = self.records.len();
        let columns = std::mem::take(&mut self.columns);
        let mut source = SourceReport { name: name.to_owned(), ..SourceReport::default() };
        source.notices.extend(raw.into_iter().map(Notice::from));
        let mut age = ListAge::default();
        let options = Options { vocabulary, columns: &columns };
        let read = extract::extract(content, options, &mut |found| match found {
            Found::Item(item) => self.take_item(item, &mut source, &mut age),
            Found::Notice(notice) => source.notices.push(notice),
            Found::Dropped(dropped) => source.count_dropped(&[dropped]),
        });
        self.columns = columns;
        let outcome = read.inspect_err(|_| self.records.truncate(before))?;
        source.kind = outcome.kind.map(SourceKind::code);
        source.rejected += outcome.lost;
        age.dated(outcome.date);
        source.notices.extend(self.today.and_then(|today| age.notice(today)));
        self.report.sources.push(source);
        Ok(())
    }

    fn take_item(&mut self, item: Item, source: &mut SourceReport, age: &mut ListAge) {
        let line = match &item {
            Item::Draft(draft) => draft.line,
            Item::Project { line, .. } | Item::Rejected { line, .. } => *line,
        };
        let context = Context { vocabulary: Vocabulary::bundled(), source_name: &source.name, keep_personal_data: self.keep_personal_data };
        let (normalised, notices, dropped) = normalise::item(item, &context);
        source.notices.extend(notices);
        source.count_dropped(&dropped);
        match normalised {
            Err(reason) => {
                source.rejected += 1;
                source.notices.push(Notice::general(NoticeCode::Rejected, line, reason));
            }
            Ok(project) if self.suppressed.has(&project) => self.report.suppressed += 1,
            Ok(project) => {
                source.notices.extend(check(&project));
                age.see(&project);
                source.records += 1;
                self.records.push(Read { file: source.name.clone(), project });
            }
        }
    }
}

fn unread(name: &str, error: &IngestError) -> SourceReport {
    SourceReport { name: name.to_owned(), error: Some(error.to_string()), ..SourceReport::default() }
}

fn collect<'a>(dir: &'a Dir<'a>, files: &mut Vec<&'a include_dir::File<'a>>) {
    files.extend(dir.files());
    dir.dirs().for_each(|inner| collect(inner, files));
}
