//! `fondsok index --watch`: look, fetch and publish until told to stop.
//!
//! One thread does one thing after another, so that no two runs meet. The lock
//! of the data directory is held during a run only: `rollback` and a run by
//! hand find their turn in between. A generation that was rolled back from is
//! not published again before what was read for it has changed.

mod schedule;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use tokio::signal::unix::{SignalKind, signal};

use super::arguments::IndexArguments;
use super::gather::{self, Copies, Reading};
use super::index::Read;
use super::{Failure, data_dir};
use crate::config::{Place, Settings};
use crate::index::{DataDir, IndexError, Manifest};
use crate::ingest::remote::{Fetcher, Kept, RemoteSource};
use crate::telemetry;
use schedule::{Due, LOOK, Ran, Seen, Watch};

/// How long a step under way may take once the end is asked for. What is cut
/// off then leaves the published generation as it is.
const GRACE: Duration = Duration::from_secs(10);

/// Watches until SIGTERM or SIGINT.
pub fn run(settings: &Settings, arguments: &IndexArguments, reading: Reading) -> Result<(), Failure> {
    telemetry::start(&settings.log.value);
    let mut watcher = Watcher::new(settings, arguments, reading);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async move {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let (stop, stopped) = channel();
        let mut watching = tokio::task::spawn_blocking(move || watcher.keep(&stopped));
        tokio::select! {
            _ = terminate.recv() => {},
            _ = interrupt.recv() => {},
            // Only a panic inside the engine ends up here; whoever supervises starts it again.
            ended = &mut watching => return Ok(ended?),
        }
        tracing::info!("stopping");
        drop(stop);
        if tokio::time::timeout(GRACE, watching).await.is_err() {
            tracing::warn!("stopped in the midst of a step; nothing half-made was published");
            // The runtime would wait for the step.
            std::process::exit(0);
        }
        Ok(())
    })
}

/// A place that is watched.
enum Spot {
    /// Files and folders, by the name that is told.
    Files(String, Vec<PathBuf>),
    /// An address.
    Remote(RemoteSource),
}

/// Does what the schedule says.
struct Watcher {
    settings: Settings,
    reading: Reading,
    arguments: IndexArguments,
    /// The hash of what was read for the last generation that was held back.
    held_back: Option<String>,
    data: DataDir,
    fetcher: Fetcher,
    spots: Vec<Spot>,
    watch: Watch,
    /// The last failure told of each place, so that a lasting one is told once.
    told: HashMap<usize, String>,
}

impl Watcher {
    fn new(settings: &Settings, arguments: &IndexArguments, reading: Reading) -> Self {
        let now = Instant::now();
        let mut watcher = Watcher {
            settings: settings.clone(),
            arguments: arguments.clone(),
            held_back: None,
            data: data_dir(settings),
            fetcher: Fetcher::default(),
            spots: Vec::new(),
            watch: Watch::new(now),
            told: HashMap::new(),
            reading: reading.clone(),
        };
        match reading {
            Reading::Paths(paths, _) => watcher.add_files("paths", paths, None, now),
            Reading::Sources(sources) => sources.into_iter().for_each(|source| match source.place {
                Place::Path(path, every) => watcher.add_files(&source.name, vec![path], every, now),
                Place::Remote(remote, every) => watcher.add_remote(remote, every, now),
            }),
        }
        if let Some(list) = settings.suppress.value.clone() {
            watcher.add_files("suppress", vec![list], None, now);
        }
        watcher
    }

    fn add_files(&mut self, name: &str, paths: Vec<PathBuf>, every: Option<Duration>, now: Instant) {
        self.spots.push(Spot::Files(name.to_owned(), paths));
        self.watch.files(now, every.unwrap_or(LOOK));
    }

    /// A copy that was checked not long ago is not asked for again at each start.
    fn add_remote(&mut self, remote: RemoteSource, every: Duration, now: Instant) {
        let kept = Kept::of_source(&remote, &gather::folder(&self.data)).map(|(_, kept)| kept);
        let current = kept.filter(|kept| kept.url == remote.location.as_str());
        let since = current.map(|kept| Duration::try_from(kept.checked_at.until(jiff::Timestamp::now()).unwrap_or_default()));
        let left = since.and_then(Result::ok).map_or(Duration::ZERO, |since| every.saturating_sub(since));
        self.spots.push(Spot::Remote(remote));
        self.watch.remote(now + left, every);
    }

    fn keep(&mut self, stopped: &Receiver<()>) {
        tracing::info!(places = self.spots.len(), data = %self.data.root().display(), "watching");
        loop {
            let wait = self.step(Instant::now());
            match stopped.recv_timeout(wait) {
                Err(RecvTimeoutError::Timeout) => {}
                _ => return,
            }
        }
    }

    /// Does the one thing that is due; how long there is nothing to do after it.
    fn step(&mut self, now: Instant) -> Duration {
        let began = Instant::now();
        match self.watch.due(now) {
            Due::Wait(wait) => return wait,
            Due::Visit(nth) => {
                let seen = self.visit(nth);
                let took = began.elapsed();
                self.watch.visited(nth, now + took, took, seen);
                if let Some(Spot::Files(name, _)) = self.watch.restless(now).and_then(|nth| self.spots.get(nth)) {
                    tracing::warn!(source = name, "files keep changing; nothing is published before they rest");
                }
            }
            Due::Run => {
                let ran = self.run();
                self.watch.ran(now + began.elapsed(), ran);
            }
        }
        Duration::ZERO
    }

    fn visit(&mut self, nth: usize) -> Seen {
        let seen = match self.spots.get(nth) {
            Some(Spot::Files(_, paths)) => {
                let files = gather::files(paths, &self.data).map_err(|error| error.to_string());
                files.map(|files| Seen::Files(gather::fingerprint(&files)))
            }
            Some(Spot::Remote(remote)) => {
                let fetched = self.fetcher.fetch(remote, &gather::folder(&self.data)).map_err(|error| error.to_string());
                fetched.map(|fetched| if fetched.changed { Seen::New } else { Seen::Same })
            }
            None => return Seen::Failed,
        };
        self.tell(nth, &seen);
        seen.unwrap_or(Seen::Failed)
    }

    /// Tells what a visit gave, a lasting failure once.
    fn tell(&mut self, nth: usize, seen: &Result<Seen, String>) {
        let (name, remote) = match self.spots.get(nth) {
            Some(Spot::Files(name, _)) => (name, None),
            Some(Spot::Remote(remote)) => (&remote.name, Some(remote)),
            None => return,
        };
        match seen {
            Err(error) if self.told.get(&nth) == Some(error) => {}
            Err(error) => {
                let kept = remote.and_then(|remote| Kept::of_source(remote, &gather::folder(&self.data)));
                let notice = kept.map_or_else(|| error.clone(), |(_, kept)| gather::stands_in(error, kept.fetched_at));
                tracing::warn!(source = name, error = notice, "a source cannot be read");
                self.told.insert(nth, error.clone());
            }
            Ok(seen) => {
                if self.told.remove(&nth).is_some() {
                    tracing::info!(source = name, "a source can be read again");
                }
                if *seen == Seen::New {
                    tracing::info!(source = name, "fetched");
                }
            }
        }
    }

    fn run(&mut self) -> Ran {
        match self.publish() {
            Ok(Outcome::Published(manifest)) => {
                tracing::info!(generation = manifest.id, records = manifest.records, "published");
                Ran::Done
            }
            Ok(Outcome::Unchanged) => {
                tracing::info!("nothing is published: all is as it was read last");
                Ran::Done
            }
            Ok(Outcome::HeldBack) => Ran::Done,
            Ok(Outcome::Moved) => {
                tracing::info!("files changed while they were read; they are read again once they rest");
                Ran::Moved
            }
            Err(Failure::Absent(error) | Failure::Usage(error)) => {
                tracing::error!(error = format!("{error:#}"), "a run failed; what was published stays");
                Ran::Failed
            }
        }
    }

    /// Reads all and publishes it, unless it is what the last run read.
    fn publish(&mut self) -> Result<Outcome, Failure> {
        let run = self.data.begin()?;
        let (groups, fetched) = gather::gather(&self.reading, &self.data, &Copies::Kept)?;
        let inputs = gather::inputs(&groups, &self.settings)?;
        // A damaged generation is replaced, whatever it was made of.
        let sound = self.data.published().is_some_and(|id| self.data.prove(&id).is_ok());
        if sound && self.data.last_inputs().as_ref() == Some(&inputs) {
            return Ok(Outcome::Unchanged);
        }
        if self.held_back.as_ref() == Some(&inputs) {
            return Ok(Outcome::HeldBack);
        }
        let read = Read::files(&self.settings, &self.arguments, &self.data, &groups, fetched)?;
        // Hashed again: what was read in between is what the hash stands for.
        let (groups, _) = gather::gather(&self.reading, &self.data, &Copies::Kept)?;
        if gather::inputs(&groups, &self.settings)? != inputs {
            return Ok(Outcome::Moved);
        }
        match read.publish(&run, inputs.clone()) {
            Ok(manifest) => Ok(Outcome::Published(Box::new(manifest))),
            Err(Failure::Absent(error)) if matches!(error.downcast_ref(), Some(IndexError::HeldBack(_))) => {
                tracing::error!(error = format!("{error:#}"), "a generation is held back; the published one stays");
                // The same sources would be held back again: nothing is read before they change.
                self.held_back = Some(inputs);
                Ok(Outcome::HeldBack)
            }
            Err(failure) => Err(failure),
        }
    }
}

/// How a run ended that did not fail.
enum Outcome {
    Published(Box<Manifest>),
    Unchanged,
    /// By the guard, now or before; told once.
    HeldBack,
    Moved,
}
