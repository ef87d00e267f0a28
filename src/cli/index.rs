//! `fondsok index`: gather, read, report, hold against what is published, build, publish.

use std::io::{BufWriter, IsTerminal, Write};
use std::sync::Mutex;

use indicatif::{ProgressBar, ProgressStyle};

use super::arguments::IndexArguments;
use super::gather::{self, Copies, FetchReport, Group, Reading};
use super::intake::{Intake, Projects, Wishes, source_counts};
use super::report::Report;
use super::suppress::Suppressed;
use super::{Failure, data_dir, evidence, watch};
use crate::config::Settings;
use crate::index::fields::Fields;
use crate::index::guard::Census;
use crate::index::publish::Run;
use crate::index::{DataDir, IndexError, Manifest, Provenance, records};
use crate::ingest::remote::Fetcher;
use crate::record::extract::list::ColumnMap;
use crate::record::{Notice, NoticeCode, Project};

/// Indexes exactly these paths or the configured sources, or with `--dry-run` only reports.
pub fn run(settings: &Settings, arguments: &IndexArguments) -> Result<(), Failure> {
    let reading = Reading::of(settings, arguments)?;
    if arguments.watch {
        return watch::run(settings, arguments, reading);
    }
    let data = data_dir(settings);
    // The lock is taken before anything is read, so that a second run says so at once.
    let run = if arguments.dry_run { None } else { Some(data.begin()?) };
    let (groups, fetched) = gather::gather(&reading, &data, &Copies::Fetched(&Fetcher::default()))?;
    let read = Read::files(settings, arguments, &data, &groups, fetched)?;
    let Some(run) = run else { return read.judge() };
    let manifest = read.publish(&run, gather::inputs(&groups, settings)?)?;
    eprintln!("published generation {} with {} records in {}", manifest.id, manifest.records, data.root().display());
    Ok(())
}

/// What a run has read of its sources, before it is held against what is published.
pub struct Read<'a> {
    projects: Projects,
    judgement: Judgement<'a>,
}

impl<'a> Read<'a> {
    /// Reads the files of every group.
    pub fn files(
        settings: &Settings,
        arguments: &'a IndexArguments,
        data: &'a DataDir,
        groups: &[Group],
        fetched: Vec<FetchReport>,
    ) -> Result<Self, Failure> {
        let columns = groups.iter().map(|group| ColumnMap::parse(&group.map)).collect::<Result<Vec<_>, _>>();
        let columns = columns.map_err(|error| Failure::Usage(error.into()))?;
        let mut intake = Intake::new(wishes(settings)?, data.root())?;
        let reading = bar(groups.iter().map(|group| group.files.len()).sum(), "reading");
        let read = groups.iter().zip(columns).try_for_each(|(group, columns)| {
            intake.read(group.source.as_deref(), columns, &group.files, &|name| {
                reading.set_message(name.to_owned());
                reading.inc(1);
            })
        });
        reading.finish_and_clear();
        read?;
        let (projects, mut report, suppressed) = intake.finish()?;
        report.fetched = fetched;
        Ok(Read { projects, judgement: Judgement { data, arguments, suppressed, report: Some(report) } })
    }

    /// Reports, and fails where the guard would hold the run back.
    fn judge(mut self) -> Result<(), Failure> {
        let census = Mutex::new(Census::new(Fields::bundled()));
        counted(self.projects, &census, self.judgement.arguments)?.try_for_each(|project| project.map(drop))?;
        Ok(self.judgement.pass(&census)?)
    }

    /// Reports and publishes; `inputs` is the hash of what was read.
    pub fn publish(mut self, run: &Run<'_>, inputs: String) -> Result<Manifest, Failure> {
        let sources = self.judgement.report.as_ref().map(source_counts).unwrap_or_default();
        let provenance = Provenance { sources, sample: false, inputs: Some(inputs) };
        let indexing = bar(self.projects.total(), "indexing");
        let census = Mutex::new(Census::new(Fields::bundled()));
        let projects = counted(self.projects, &census, self.judgement.arguments)?;
        let judgement = &mut self.judgement;
        let progress = |done| indexing.set_position(done as u64);
        let published = run.publish(projects, provenance, Fields::bundled(), &mut || judgement.pass(&census), &progress);
        indexing.finish_and_clear();
        judgement.tell()?;
        Ok(published?)
    }
}

fn wishes(settings: &Settings) -> Result<Wishes, Failure> {
    let suppressed = settings.suppress.value.as_ref().map(|list| Suppressed::read(list)).transpose();
    Ok(Wishes {
        keep_personal_data: settings.keep_personal_data.value,
        suppressed: suppressed.map_err(Failure::Usage)?.unwrap_or_default(),
        columns: ColumnMap::default(),
        today: Some(super::today(settings)()),
    })
}

/// The projects, each counted and, where that is asked for, its evidence written on the way.
fn counted<'a>(
    projects: Projects,
    census: &'a Mutex<Census<'a>>,
    arguments: &IndexArguments,
) -> anyhow::Result<impl Iterator<Item = Result<Project, IndexError>> + Send + use<'a>> {
    let mut file = match &arguments.evidence {
        Some(path) => {
            let file = std::fs::File::create(path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
            Some((BufWriter::new(file), path.clone()))
        }
        None => None,
    };
    let projects = if file.is_some() { projects.with_origins() } else { projects };
    Ok(projects.map(move |project| {
        let project = project?;
        if let Ok(mut census) = census.lock() {
            census.see(&project);
        }
        if let Some((file, path)) = &mut file {
            evidence::write(&project, file).and_then(|()| file.flush()).map_err(|error| IndexError::io(path, error))?;
        }
        Ok(project)
    }))
}

/// The guard's judgement of a run, and the report that tells it.
struct Judgement<'a> {
    data: &'a DataDir,
    arguments: &'a IndexArguments,
    suppressed: Suppressed,
    /// None once it is told.
    report: Option<Report>,
}

impl Judgement<'_> {
    /// Tells the report, and holds the run back where the guard does.
    fn pass(&mut self, census: &Mutex<Census<'_>>) -> Result<(), IndexError> {
        self.compare(census)?;
        let held_back = self.report.as_ref().map(|report| report.held_back.join("; ")).unwrap_or_default();
        self.tell().map_err(|error| IndexError::Internal(error.to_string()))?;
        if held_back.is_empty() || self.arguments.force { Ok(()) } else { Err(IndexError::HeldBack(held_back)) }
    }

    /// Holds the projects against the published ones, where those are no sample.
    fn compare(&mut self, census: &Mutex<Census<'_>>) -> Result<(), IndexError> {
        let Some((folder, before)) = self.data.soundest() else { return Ok(()) };
        let (Some(report), Ok(census)) = (&mut self.report, census.lock()) else { return Ok(()) };
        if before.sample {
            return Ok(());
        }
        let published = records::read(&folder.join(records::FILE))?;
        let now = source_counts(report);
        let mut vanished = 0;
        let losses = census.losses(published, &before.sources, &now, &|project| self.suppressed.has(project), &mut |project| {
            vanished += 1;
            report.tell(&project.source.name, gone(project));
        })?;
        report.vanished = vanished;
        report.compare_sources(&losses.former);
        report.held_back = losses.reasons;
        let records = report.records;
        report.add_up(records);
        Ok(())
    }

    /// Tells the report once.
    fn tell(&mut self) -> anyhow::Result<()> {
        let Some(report) = self.report.take() else { return Ok(()) };
        // A watch is read in its log.
        if self.arguments.watch {
            report.log()
        } else {
            eprint!("{}", report.summary())
        }
        self.arguments.report.as_ref().map_or(Ok(()), |path| report.save(path))
    }
}

fn gone(project: &Project) -> Notice {
    let number = project.reference.as_deref().map(|number| format!(" ({number})")).unwrap_or_default();
    let message = format!("«{}»{number}, `{}`, was in the last generation and is in no source now", project.name, project.id);
    Notice::general(NoticeCode::Vanished, project.source.line, message)
}

/// Indexes the bundled sample into a data directory.
pub fn run_corpus(data: &DataDir) -> Result<(), Failure> {
    let run = data.begin()?;
    let mut intake = Intake::new(Wishes::default(), data.root())?;
    intake.read_corpus()?;
    let (projects, report, _) = intake.finish()?;
    let provenance = Provenance { sources: source_counts(&report), sample: true, inputs: None };
    let manifest = run.publish(projects, provenance, Fields::bundled(), &mut || Ok(()), &|_| {})?;
    tracing::info!(records = manifest.records, data = %data.root().display(), "no index yet: the bundled sample is indexed");
    Ok(())
}

/// A bar on a terminal; elsewhere nothing is drawn.
fn bar(length: usize, doing: &'static str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{prefix:>9} {bar:30} {human_pos}/{human_len} {eta} {wide_msg}");
    ProgressBar::new(length as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())).with_prefix(doing)
}
