//! Reading one source: extracted on one thread, normalised on several, taken in the source's order.

use super::super::report::SourceReport;
use super::spool::{Line, Spool};
use super::{Intake, Unread, Wishes};
use crate::index::IndexError;
use crate::index::in_order::in_order;
use crate::ingest::{Content, RawNotice};
use crate::record::check::{Codes, ListAge, check};
use crate::record::extract::{self, Found, Item, Options};
use crate::record::merge::Uniter;
use crate::record::normalise::{self, Context};
use crate::record::{Dropped, Notice, NoticeCode, Project, SourceKind, Vocabulary};

/// A record that was normalised.
struct Normalised {
    line: usize,
    /// The project in the form that is kept, or why there is none.
    project: Result<(Box<Project>, Line), String>,
    notices: Vec<Notice>,
    dropped: Vec<Dropped>,
}

/// What takes the records of one source.
struct Taking<'a> {
    wishes: &'a Wishes,
    spool: &'a mut Spool,
    source: SourceReport,
    uniter: Uniter,
    codes: Codes,
    age: ListAge,
    suppressed: usize,
    failed: Option<IndexError>,
}

impl Intake {
    /// Reads one source. Of one that ends in a fault nothing is kept: what was
    /// read is not the whole of it.
    pub(super) fn take(&mut self, name: &str, (content, raw): (Content, Vec<RawNotice>)) -> Result<(), Unread> {
        let before = self.spool.len();
        let source = SourceReport::of(name, raw.into_iter().map(Notice::from));
        let mut taking = Taking {
            wishes: &self.wishes,
            spool: &mut self.spool,
            source,
            uniter: Uniter::default(),
            codes: Codes::default(),
            age: ListAge::default(),
            suppressed: 0,
            failed: None,
        };
        // What is told beside the records is told on another thread than theirs.
        let mut beside = SourceReport::default();
        let options = Options { vocabulary: Vocabulary::bundled(), columns: &self.wishes.columns };
        let keep_personal_data = self.wishes.keep_personal_data;
        let (read, _) = in_order(
            |tell| {
                extract::extract(content, options, &mut |found| match found {
                    Found::Item(item) => tell(item),
                    Found::Notice(notice) => beside.notice(notice),
                    Found::Dropped(dropped) => beside.count_dropped(&[dropped]),
                })
            },
            || (),
            |(), item| normalised(item, name, keep_personal_data),
            |record| taking.record(record),
        );
        let Taking { mut source, uniter, mut age, suppressed, failed, .. } = taking;
        if read.is_err() || failed.is_some() {
            self.spool.truncate(before)?;
        }
        failed.map_or(Ok(()), Err)?;
        let outcome = read?;
        source.take_up(beside);
        source.kind = outcome.kind.map(SourceKind::code);
        source.rejected += outcome.lost;
        age.dated(outcome.date);
        self.wishes.today.and_then(|today| age.notice(today)).into_iter().for_each(|notice| source.notice(notice));
        self.uniter.append(uniter);
        self.report.suppressed += suppressed;
        self.report.sources.push(source);
        Ok(())
    }
}

fn normalised(item: Item, source_name: &str, keep_personal_data: bool) -> Normalised {
    let line = match &item {
        Item::Draft(draft) => draft.line,
        Item::Project { line, .. } | Item::Rejected { line, .. } => *line,
    };
    let context = Context { vocabulary: Vocabulary::bundled(), source_name, keep_personal_data };
    let (project, mut notices, dropped) = normalise::item(item, &context);
    let project = project.map(|project| {
        notices.extend(check(&project));
        let line = Line::of(&project);
        (Box::new(project), line)
    });
    Normalised { line, project, notices, dropped }
}

impl Taking<'_> {
    fn record(&mut self, record: Normalised) {
        self.source.count_dropped(&record.dropped);
        match record.project {
            Err(reason) => {
                self.source.rejected += 1;
                self.source.notice(Notice::general(NoticeCode::Rejected, record.line, reason));
            }
            Ok((project, _)) if self.wishes.suppressed.has(&project) => {
                // Not even a notice may repeat what it says.
                self.suppressed += 1;
                return;
            }
            Ok((project, line)) => self.project(&project, &line),
        }
        record.notices.into_iter().for_each(|notice| self.source.notice(notice));
    }

    fn project(&mut self, project: &Project, line: &Line) {
        self.codes.see(project).into_iter().for_each(|notice| self.source.notice(notice));
        self.age.see(project);
        self.source.records += 1;
        self.uniter.add(project, &self.source.name);
        if let Err(error) = self.spool.push(line) {
            self.failed.get_or_insert(error);
        }
    }
}
