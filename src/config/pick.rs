//! Which of its places a setting is taken from: the flag, the environment, the file.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use super::source::{self, RawSource, Source};
use super::{Environment, Origin, RawSettings, Setting};

/// The environment variable with sources.
const SOURCES: &str = "FONDSOK_SOURCES";

/// One setting's places, strongest first.
pub(super) struct Pick<'a> {
    pub(super) flags: &'a RawSettings,
    pub(super) environment: Environment<'a>,
    pub(super) file: &'a RawSettings,
    pub(super) path: &'a Path,
}

impl Pick<'_> {
    /// The strongest text that is given; an empty one is as if absent.
    fn text(&self, variable: &'static str, of: impl Fn(&RawSettings) -> Option<String>) -> Option<(String, Origin)> {
        let flag = of(self.flags).map(|text| (text, Origin::Flag));
        let variable = || (self.environment)(variable).map(|text| (text, Origin::Environment(variable)));
        let file = || of(self.file).map(|text| (text, Origin::File(self.path.to_owned())));
        let given = |found: &(String, Origin)| !found.0.is_empty();
        flag.filter(given).or_else(|| variable().filter(given)).or_else(|| file().filter(given))
    }

    pub(super) fn optional<T>(
        &self,
        variable: &'static str,
        of: impl Fn(&RawSettings) -> Option<String>,
        faults: &mut Vec<String>,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Setting<Option<T>> {
        let Some((text, origin)) = self.text(variable, of) else { return Setting { value: None, origin: Origin::Default } };
        match parse(&text) {
            Ok(value) => Setting { value: Some(value), origin },
            Err(fault) => {
                faults.push(format!("{fault} ({origin})"));
                Setting { value: None, origin }
            }
        }
    }

    pub(super) fn or_default<T>(
        &self,
        variable: &'static str,
        of: impl Fn(&RawSettings) -> Option<String>,
        default: &str,
        faults: &mut Vec<String>,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Setting<T>
    where
        T: Placeholder,
    {
        let Setting { value, origin } = self.optional(variable, of, faults, &parse);
        // A default that does not parse is a bug that the tests find; a fault above ends the run anyway.
        let value = value.or_else(|| parse(default).ok()).unwrap_or_else(T::placeholder);
        Setting { value, origin }
    }

    /// The sources of the strongest place that has any; those of several places are never mixed.
    pub(super) fn sources(&self, faults: &mut Vec<String>) -> Setting<Vec<Source>> {
        let (raw, origin) = match (self.flags.source.clone(), (self.environment)(SOURCES), self.file.source.clone()) {
            (Some(raw), _, _) => (Ok(raw), Origin::Flag),
            // One source a line, since a variable has no tables.
            (None, Some(lines), _) if !lines.trim().is_empty() => {
                let raw = lines.lines().filter(|line| !line.trim().is_empty()).map(RawSource::parse).collect();
                (raw, Origin::Environment(SOURCES))
            }
            (None, _, Some(raw)) => (Ok(raw), Origin::File(self.path.to_owned())),
            (None, _, None) => (Ok(Vec::new()), Origin::Default),
        };
        let read = raw.map_err(|fault: String| vec![fault]).and_then(|raw| source::sources(&raw));
        let value = read.unwrap_or_else(|own| {
            faults.extend(own.into_iter().map(|fault| format!("{fault} ({origin})")));
            Vec::new()
        });
        Setting { value, origin }
    }
}

/// A value to go on with while the remaining faults are collected; never used.
pub(super) trait Placeholder {
    fn placeholder() -> Self;
}

impl Placeholder for PathBuf {
    fn placeholder() -> Self {
        PathBuf::new()
    }
}

impl Placeholder for SocketAddr {
    fn placeholder() -> Self {
        SocketAddr::from(([127, 0, 0, 1], 0))
    }
}

impl Placeholder for usize {
    fn placeholder() -> Self {
        0
    }
}

impl Placeholder for bool {
    fn placeholder() -> Self {
        false
    }
}

impl Placeholder for String {
    fn placeholder() -> Self {
        String::new()
    }
}
