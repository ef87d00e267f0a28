//! `fondsok index`: read, report, build, publish.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressStyle};

use super::Failure;
use super::arguments::IndexArguments;
use super::intake::Intake;
use super::suppress::Suppressed;
use crate::config::Settings;
use crate::index::DataDir;
use crate::index::fields::Fields;
use crate::ingest::walk;
use crate::record::extract::list::ColumnMap;

/// Indexes exactly these paths, or with `--dry-run` only reports.
pub fn run(settings: &Settings, arguments: &IndexArguments) -> Result<(), Failure> {
    let data = DataDir::at(&settings.data.value);
    let columns = ColumnMap::parse(&arguments.map).map_err(|error| Failure::Usage(error.into()))?;
    // The lock is taken before anything is read, so that a second run says so at once.
    let run = if arguments.dry_run { None } else { Some(data.begin()?) };
    let found = walk::files(&arguments.paths)?;
    let mut intake = Intake::default();
    intake.columns = columns;
    intake.today = Some(super::today(settings)());
    intake.keep_personal_data = settings.keep_personal_data.value;
    if let Some(list) = &settings.suppress.value {
        intake.suppressed = Suppressed::read(list).map_err(Failure::Usage)?;
    }
    let reading = bar(found.len(), "reading");
    let read = intake.read(&found, &|name| {
        reading.set_message(name.to_owned());
        reading.inc(1);
    });
    reading.finish_and_clear();
    read?;
    let projects = intake.finish();
    intake.report.write(&mut std::io::stderr())?;
    if let Some(path) = &arguments.report {
        let json = serde_json::to_string_pretty(&intake.report)?;
        std::fs::write(path, json).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    }
    let Some(run) = run else { return Ok(()) };
    let sources = intake.sources();
    let indexing = bar(projects.len(), "indexing");
    let published =
        run.publish(projects.into_iter().map(Ok), sources, false, Fields::bundled(), &|done| indexing.set_position(done as u64));
    indexing.finish_and_clear();
    let manifest = published?;
    eprintln!("published generation {} with {} records in {}", manifest.id, manifest.records, data.root().display());
    Ok(())
}

/// Indexes the bundled sample into a data directory.
pub fn run_corpus(data: &DataDir) -> Result<(), Failure> {
    let run = data.begin()?;
    let mut intake = Intake::default();
    intake.read_corpus();
    let (projects, sources) = (intake.finish(), intake.sources());
    let manifest = run.publish(projects.into_iter().map(Ok), sources, true, Fields::bundled(), &|_| {})?;
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
