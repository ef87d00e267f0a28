//! One download: the exchange with the server, redirects by hand, a bounded body.

use std::fs::File;
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use ureq::http::{HeaderMap, Response, Uri, header};
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Timeout, config::Config};

use super::destination::Destination;
use super::{FetchError, Kept, Limits, Location, RemoteSource};

/// Most redirects that are followed.
const REDIRECTS: usize = 3;
/// Most bytes of an answer's head.
const LONGEST_HEAD: usize = 64 * 1024;
/// Longest validator that is kept; no real one comes near it.
const LONGEST_VALIDATOR: usize = 1024;

/// What a server answered.
#[derive(Debug)]
pub enum Answer {
    /// The kept copy is the newest.
    Unchanged,
    /// A whole file, written to the file given.
    New(Received),
}

/// What is known about a file that was just received.
#[derive(Debug)]
pub struct Received {
    /// Its length.
    pub bytes: u64,
    /// Its BLAKE3 hash in hex.
    pub blake3: String,
    /// The server's `ETag`.
    pub etag: Option<String>,
    /// The server's `Last-Modified`.
    pub last_modified: Option<String>,
    /// The server's `Content-Type`, without parameters, in lower case.
    pub content_type: Option<String>,
}

/// Asks for a source and writes what comes into `to`, an empty file with its path.
pub fn download(
    source: &RemoteSource,
    known: Option<&Kept>,
    to: (&mut File, &Path),
    limits: &Limits,
    resolver: &Arc<dyn Resolver>,
) -> Result<Answer, FetchError> {
    let destination = Destination { allow_private: source.allow_private, plain: source.location.is_plain() };
    let guard = Guard { inner: resolver.clone(), destination };
    let agent = Agent::with_parts(configuration(limits), DefaultConnector::new(), guard);
    let deadline = Instant::now() + limits.total;
    let mut location = source.location.clone();
    for _ in 0..=REDIRECTS {
        let response = ask(&agent, &location, known, remaining(deadline)?)?;
        match response.status().as_u16() {
            200 => return receive(response, source.max_bytes, to).map(Answer::New),
            304 if known.is_some() => return Ok(Answer::Unchanged),
            301 | 302 | 303 | 307 | 308 => location = location.redirected(target(response.headers())?)?,
            other => return Err(FetchError::Status(other)),
        }
    }
    Err(FetchError::Redirect(format!("it is one of more than {REDIRECTS}")))
}

/// Nothing is left to the environment: no proxy, no redirect, no cookie, no compression.
fn configuration(limits: &Limits) -> Config {
    Agent::config_builder()
        .proxy(None)
        .max_redirects(0)
        .http_status_as_error(false)
        .user_agent(concat!("fondsok/", env!("CARGO_PKG_VERSION")))
        .accept_encoding("identity")
        .max_response_header_size(LONGEST_HEAD)
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_per_read(Some(limits.stall))
        .timeout_per_write(Some(limits.stall))
        .build()
}

fn remaining(deadline: Instant) -> Result<Duration, FetchError> {
    match deadline.saturating_duration_since(Instant::now()) {
        Duration::ZERO => Err(FetchError::TimedOut("downloading")),
        left => Ok(left),
    }
}

fn ask(agent: &Agent, location: &Location, known: Option<&Kept>, within: Duration) -> Result<Response<Body>, FetchError> {
    let mut request = agent.get(location.as_str());
    if let Some(etag) = known.and_then(|kept| kept.etag.as_deref()) {
        request = request.header(header::IF_NONE_MATCH, etag);
    }
    if let Some(date) = known.and_then(|kept| kept.last_modified.as_deref()) {
        request = request.header(header::IF_MODIFIED_SINCE, date);
    }
    request.config().timeout_global(Some(within)).build().call().map_err(fault)
}

fn target(headers: &HeaderMap) -> Result<&str, FetchError> {
    let location = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    location.ok_or_else(|| FetchError::Redirect("it has no target".to_owned()))
}

fn receive(mut response: Response<Body>, max_bytes: u64, to: (&mut File, &Path)) -> Result<Received, FetchError> {
    let headers = response.headers();
    if let Some(encoding) = text(headers, header::CONTENT_ENCODING).filter(|encoding| !encoding.eq_ignore_ascii_case("identity")) {
        return Err(FetchError::Encoded(encoding));
    }
    let (etag, last_modified) = (text(headers, header::ETAG), text(headers, header::LAST_MODIFIED));
    let content_type =
        text(headers, header::CONTENT_TYPE).map(|full| full.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
    let declared = response.body().content_length();
    if declared.is_some_and(|bytes| bytes > max_bytes) {
        return Err(FetchError::TooLarge(max_bytes));
    }
    let (bytes, blake3) = copy(response.body_mut().as_reader(), declared, max_bytes, to)?;
    Ok(Received { bytes, blake3, etag, last_modified, content_type })
}

/// A header's value where it is text of a sensible length.
fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (1..=LONGEST_VALIDATOR).contains(&value.len()).then(|| value.to_owned())
}

/// Copies the body, counted and hashed on the way, and stops at the first byte too many.
fn copy(mut body: impl Read, declared: Option<u64>, max_bytes: u64, (to, path): (&mut File, &Path)) -> Result<(u64, String), FetchError> {
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes: u64 = 0;
    loop {
        let read = match body.read(&mut buffer) {
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                return Err(FetchError::Truncated { got: bytes, declared });
            }
            Err(error) => return Err(fault(error.into())),
        };
        let chunk = buffer.get(..read).unwrap_or_default();
        bytes = bytes.saturating_add(chunk.len() as u64);
        if bytes > max_bytes {
            return Err(FetchError::TooLarge(max_bytes));
        }
        if chunk.is_empty() {
            break;
        }
        hasher.update(chunk);
        to.write_all(chunk).map_err(|error| FetchError::io(path, error))?;
    }
    if declared.is_some_and(|all| all != bytes) {
        return Err(FetchError::Truncated { got: bytes, declared });
    }
    if bytes == 0 { Err(FetchError::Empty) } else { Ok((bytes, hasher.finalize().to_hex().to_string())) }
}

/// The resolver that looks at every address before the client connects to exactly those.
#[derive(Debug)]
struct Guard {
    inner: Arc<dyn Resolver>,
    destination: Destination,
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let addresses = self.inner.resolve(uri, config, timeout)?;
        // One that must not be asked spoils them all: its name server is not to be trusted with the rest.
        let judge =
            |address: &SocketAddr| self.destination.admits(address.ip()).map_err(|why| ureq::Error::Other(Box::new(Forbidden(why))));
        addresses.iter().try_for_each(judge)?;
        Ok(addresses)
    }
}

/// An address that the guard refused, on its way through the client.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Forbidden(String);

/// What the client says, in our words.
fn fault(error: ureq::Error) -> FetchError {
    match error {
        ureq::Error::Other(error) => match error.downcast::<Forbidden>() {
            Ok(forbidden) => FetchError::Refused(forbidden.0),
            Err(other) => FetchError::Protocol(other.to_string()),
        },
        ureq::Error::Timeout(Timeout::Resolve) => FetchError::TimedOut("looking up the host"),
        ureq::Error::Timeout(Timeout::Connect) => FetchError::TimedOut("connecting"),
        ureq::Error::Timeout(Timeout::PerRead | Timeout::PerWrite) => FetchError::TimedOut("waiting for the server"),
        ureq::Error::Timeout(_) => FetchError::TimedOut("downloading"),
        ureq::Error::HostNotFound => FetchError::Unreachable("the host is not known".to_owned()),
        ureq::Error::Io(error) => FetchError::Unreachable(error.to_string()),
        other => FetchError::Protocol(other.to_string()),
    }
}
