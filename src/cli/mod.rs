//! The command line: glues the rooms together.
//!
//! Results go to stdout; progress, reports and the log to stderr. Exit codes: 0
//! done, 1 nothing published or the thing asked for is absent or damaged, 2
//! wrong usage or configuration.

mod analyze;
mod arguments;
mod check;
mod evaluate;
mod evidence;
mod export;
mod gather;
mod history;
mod index;
mod intake;
mod report;
mod search;
mod serve;
mod suppress;
mod watch;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use crate::config::Settings;
use crate::index::fields::Fields;
use crate::index::{DataDir, Generation, IndexError};
use crate::telemetry;
use arguments::{Arguments, Command};

/// How a command ended, when not well.
#[derive(Debug)]
enum Failure {
    /// Exit 1: nothing was published, or what was asked for is absent or damaged.
    Absent(anyhow::Error),
    /// Exit 2: wrong usage or configuration.
    Usage(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Failure::Absent(error.into())
    }
}

/// Runs the command line; the exit code.
pub fn run() -> ExitCode {
    // clap ends the process itself on --help (0) and wrong usage (2).
    let arguments = Arguments::parse();
    match dispatch(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Absent(error)) => fail(&error, 1),
        Err(Failure::Usage(error)) => fail(&error, 2),
    }
}

fn fail(error: &anyhow::Error, code: u8) -> ExitCode {
    eprintln!("fondsok: {error:#}");
    ExitCode::from(code)
}

fn dispatch(arguments: Arguments) -> Result<(), Failure> {
    let environment = |name: &str| std::env::var(name).ok();
    let settings = Settings::resolve(&arguments.settings.raw(&arguments.command), arguments.settings.config.as_deref(), &environment)
        .map_err(|error| Failure::Usage(error.into()))?;
    match arguments.command.unwrap_or_default() {
        Command::Serve => {
            telemetry::start(&settings.log.value);
            serve::run(&settings)
        }
        Command::Index(index) => index::run(&settings, &index),
        Command::History(arguments) => history::history(&settings, &arguments),
        Command::Rollback(arguments) => history::rollback(&settings, &arguments),
        Command::Search(search) => search::search(&settings, &search),
        Command::Get(get) => search::get(&settings, &get),
        Command::Analyze(analyze) => analyze::run(&settings, &analyze),
        Command::Evaluate(evaluate) => evaluate::run(&settings, &evaluate),
        Command::Export => export::run(&settings),
        Command::Check => check::run(&settings),
        Command::Schema => print(&format!("{:#}", crate::record::json::schema())),
        Command::Config => settings.lines().iter().try_for_each(|line| print(line)),
    }
}

/// Prints a line on stdout. A reader that has gone away (`fondsok export |
/// head`) ends the run quietly instead of with a panic.
fn print(line: &str) -> Result<(), Failure> {
    use std::io::Write;
    match writeln!(std::io::stdout().lock(), "{line}") {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        other => Ok(other?),
    }
}

/// The data directory, with as many generations kept as the settings say.
fn data_dir(settings: &Settings) -> DataDir {
    DataDir::at(&settings.data.value).keeping(settings.keep_generations.value)
}

/// Opens the generation that serves, and tells which were refused.
fn open(settings: &Settings) -> Result<Generation, Failure> {
    let data = data_dir(settings);
    let opened = match data.open(Fields::bundled()) {
        Err(IndexError::OtherVersion(why)) => {
            eprintln!("fondsok: the generation was built by another version ({why}); rebuilding it from its own records");
            data.begin()?.rebuild(Fields::bundled(), &|_| {})?;
            data.open(Fields::bundled())
        }
        opened => opened,
    };
    match opened {
        Ok((generation, refused)) => {
            for refusal in refused {
                eprintln!("fondsok: generation {} is refused: {}", refusal.id, refusal.error);
            }
            Ok(generation)
        }
        Err(error @ IndexError::Nothing(_)) => Err(Failure::Absent(anyhow::anyhow!("{error}; run: fondsok index PATH…"))),
        Err(error) => Err(error.into()),
    }
}

/// The day that `status` is seen from.
fn today(settings: &Settings) -> Arc<dyn Fn() -> jiff::civil::Date + Send + Sync> {
    match settings.today.value {
        Some(day) => Arc::new(move || day),
        None => Arc::new(|| {
            // A Swedish service's day, wherever its machine stands.
            let zone = jiff::tz::TimeZone::get("Europe/Stockholm").unwrap_or(jiff::tz::TimeZone::UTC);
            zone.to_datetime(jiff::Timestamp::now()).date()
        }),
    }
}
