//! The log: one line an event on stderr, JSON where stderr is no terminal.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

/// Starts the log; `level` is a filter such as `info` or `fondsok=debug`.
pub fn start(level: &str) {
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    // A second start, as in tests, leaves the first in place.
    let _ = if std::io::stderr().is_terminal() { log.compact().try_init() } else { log.json().flatten_event(true).try_init() };
}
