//! Sources behind an address: fetched by HTTPS, kept as a copy, never trusted.
//!
//! The odd word is *kept copy*: the last file that was fetched whole, with what
//! its server said about it. A fetch either replaces it from one moment to the
//! next or leaves it as it was, so that an outage at a source never takes
//! records away.
//!
//! ```text
//! FOLDER/<name>/
//!   <name>.<ext>    the kept copy
//!   copy.json       its address, validators, length and hash
//!   <name>.part     a download under way, or what a dead one left
//!   lock            held while a run fetches this source
//! ```
//!
//! A configured address could lead a program that stands inside a network to
//! places that its operator never meant. Therefore only the configured scheme,
//! host and port are asked ([`location`]), each address that the host's name
//! leads to is judged before a connection is made to exactly that address
//! ([`destination`]), and redirects are followed by hand, three of them at most
//! (`download`).

pub mod destination;
mod download;
mod kept;
pub mod location;
#[cfg(test)]
pub(crate) mod tests;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ureq::unversioned::resolver::{DefaultResolver, Resolver};

use download::Answer;
pub use kept::Kept;
pub use location::Location;

/// A source behind an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteSource {
    /// Its name, a slug: also its folder's and its file's.
    pub name: String,
    /// Where it is.
    pub location: Location,
    /// Most bytes that are taken.
    pub max_bytes: u64,
    /// Whether it may lie at a loopback, private or link-local address.
    pub allow_private: bool,
}

/// How long a fetch may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Looking the host up, and then connecting, TLS included.
    pub connect: Duration,
    /// Waiting for the next bytes.
    pub stall: Duration,
    /// The whole, redirects included.
    pub total: Duration,
}

impl Default for Limits {
    /// Ten minutes carry 512 MiB, the most that is taken, over a line of 8 Mbit/s.
    fn default() -> Self {
        Limits { connect: Duration::from_secs(10), stall: Duration::from_secs(30), total: Duration::from_secs(600) }
    }
}

/// Why nothing was fetched; the kept copy is as it was.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// An address that this source may not be asked at.
    #[error("not connected: {0}")]
    Refused(String),
    /// A redirect that is not followed.
    #[error("a redirect is not followed: {0}")]
    Redirect(String),
    /// No connection, or it broke before the answer.
    #[error("cannot be reached: {0}")]
    Unreachable(String),
    /// One of [`Limits`].
    #[error("timed out while {0}")]
    TimedOut(&'static str),
    /// Another status than 200, or than 304 where that was asked for.
    #[error("answered with status {0}")]
    Status(u16),
    /// More than the source's `max_bytes`.
    #[error("larger than the {0} bytes that max_bytes allows")]
    TooLarge(u64),
    /// The end is missing.
    #[error("truncated: the download ended after {got} bytes{}", declared.map(|all| format!(" of {all}")).unwrap_or_default())]
    Truncated {
        /// Bytes that came.
        got: u64,
        /// Bytes that were announced.
        declared: Option<u64>,
    },
    /// Nothing at all.
    #[error("an empty file")]
    Empty,
    /// A content encoding, although none was asked for.
    #[error("sent with the content encoding `{0}`, which was not asked for")]
    Encoded(String),
    /// No HTTP, or broken HTTP.
    #[error("no sound answer: {0}")]
    Protocol(String),
    /// Another run fetches the same source.
    #[error("another run is fetching it")]
    Busy,
    /// The file system failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What it said.
        source: std::io::Error,
    },
}

impl FetchError {
    fn io(path: &Path, source: std::io::Error) -> Self {
        FetchError::Io { path: path.to_owned(), source }
    }
}

/// What a fetch gave.
#[derive(Debug, PartialEq, Eq)]
pub struct Fetched {
    /// The kept copy's path.
    pub path: PathBuf,
    /// Whether its bytes are other ones than before.
    pub changed: bool,
}

/// The file of a source, whether or not it could be fetched this time.
#[derive(Debug)]
pub struct Obtained {
    /// The kept copy's path.
    pub path: PathBuf,
    /// Whether its bytes are other ones than before.
    pub changed: bool,
    /// Why the former copy stands in, and when that one was fetched.
    pub failure: Option<(FetchError, jiff::Timestamp)>,
}

/// Fetches sources.
#[derive(Debug, Clone)]
pub struct Fetcher {
    limits: Limits,
    resolver: Arc<dyn Resolver>,
}

impl Default for Fetcher {
    fn default() -> Self {
        Fetcher::new(Limits::default(), DefaultResolver::default())
    }
}

impl Fetcher {
    /// A fetcher with its own limits and its own way to look up hosts; what
    /// that gives is judged like any other.
    pub fn new(limits: Limits, resolver: impl Resolver) -> Self {
        Fetcher { limits, resolver: Arc::new(resolver) }
    }

    /// Fetches a source into its folder under `folder`, unless the server says
    /// that the kept copy is still the newest.
    ///
    /// # Errors
    ///
    /// Any [`FetchError`]; the kept copy is then as it was.
    pub fn fetch(&self, source: &RemoteSource, folder: &Path) -> Result<Fetched, FetchError> {
        let own = folder.join(&source.name);
        std::fs::create_dir_all(&own).map_err(|error| FetchError::io(&own, error))?;
        let _lock = lock(&own)?;
        let known = Kept::read(&own);
        let part = own.join(format!("{}.part", source.name));
        let fetched = self.fetch_to(&part, source, &own, known);
        // Gone already where it became the copy; a half one is of no use.
        let _ = std::fs::remove_file(&part);
        fetched
    }

    fn fetch_to(&self, part: &Path, source: &RemoteSource, own: &Path, known: Option<Kept>) -> Result<Fetched, FetchError> {
        // Validators of another address say nothing about this one.
        let asked = known.as_ref().filter(|kept| kept.url == source.location.as_str());
        let mut file = File::create(part).map_err(|error| FetchError::io(part, error))?;
        let answer = download::download(source, asked, (&mut file, part), &self.limits, &self.resolver)?;
        let now = jiff::Timestamp::now();
        match (answer, known) {
            (Answer::Unchanged, Some(kept)) => {
                let kept = Kept { checked_at: now, ..kept };
                kept.write(own)?;
                Ok(Fetched { path: kept.path(own), changed: false })
            }
            (Answer::Unchanged, None) => Err(FetchError::Status(304)),
            (Answer::New(received), known) => {
                file.sync_all().map_err(|error| FetchError::io(part, error))?;
                let kept = Kept::of(source, received, now);
                let changed = known.as_ref().is_none_or(|before| before.blake3 != kept.blake3);
                kept.replace(own, part, known.as_ref())?;
                Ok(Fetched { path: kept.path(own), changed })
            }
        }
    }

    /// The source's file: fetched, or where that fails the kept copy with the reason.
    ///
    /// # Errors
    ///
    /// Any [`FetchError`] where there is no kept copy either.
    pub fn obtain(&self, source: &RemoteSource, folder: &Path) -> Result<Obtained, FetchError> {
        match self.fetch(source, folder) {
            Ok(Fetched { path, changed }) => Ok(Obtained { path, changed, failure: None }),
            Err(error) => match Kept::of_source(source, folder) {
                Some((path, kept)) => Ok(Obtained { path, changed: false, failure: Some((error, kept.fetched_at)) }),
                None => Err(error),
            },
        }
    }
}

/// The lock of a source's folder; the operating system gives it back when the process dies.
fn lock(own: &Path) -> Result<File, FetchError> {
    let path = own.join("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(|error| FetchError::io(&path, error))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(FetchError::Busy),
        Err(TryLockError::Error(error)) => Err(FetchError::io(&path, error)),
    }
}
