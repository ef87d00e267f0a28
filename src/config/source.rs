//! `[[source]]`: what `index` reads where no path is named.

use std::collections::HashSet;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use crate::ingest::remote::{Location, RemoteSource};

/// Most bytes that are taken from an address where nothing is said: 64 MiB, ten
/// times the longest list that a Swedish authority publishes.
const MAX_BYTES: u64 = 64 << 20;
/// Most bytes that may be allowed.
const MOST_BYTES: u64 = 512 << 20;
/// How often an address is asked where nothing is said.
const INTERVAL: Duration = Duration::from_secs(24 * 60 * 60);
/// The shortest interval; a shorter one is no politeness to those who publish.
const SHORTEST: Duration = Duration::from_secs(60);
/// The longest interval.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);
/// Longest name.
const LONGEST_NAME: usize = 64;

/// A source as given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSource {
    /// Its name, a slug.
    pub name: String,
    /// A file or a folder.
    pub path: Option<String>,
    /// An address.
    pub url: Option<String>,
    /// `30m`, `6h`, `1d`.
    pub interval: Option<String>,
    /// Most bytes that are taken from the address.
    pub max_bytes: Option<u64>,
    /// Whether the address may lie inside a network.
    #[serde(default)]
    pub allow_private: bool,
    /// `Column=field`, for the columns of a list.
    #[serde(default)]
    pub map: Vec<String>,
}

/// A source that `index` reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name, a slug, shown in reports; no two sources have the same.
    pub name: String,
    /// Where it is.
    pub place: Place,
    /// `Column=field`, for the columns of a list.
    pub map: Vec<String>,
}

/// Where a source is, and how often `index --watch` looks there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file or a folder; without an interval it is looked at all the time.
    Path(PathBuf, Option<Duration>),
    /// An address.
    Remote(RemoteSource, Duration),
}

impl RawSource {
    /// Reads a source on one line, as a flag and the environment variable give
    /// it: `name = "esf", url = "https://example.se/list.csv"`.
    pub fn parse(line: &str) -> Result<RawSource, String> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Line {
            source: RawSource,
        }
        let told = |error: toml::de::Error| format!("source: `{line}`: {}", error.message().trim_end());
        toml::from_str(&format!("source = {{ {line} }}")).map(|line: Line| line.source).map_err(told)
    }
}

/// Reads sources and tells every fault with the name of the source that has it.
pub fn sources(raw: &[RawSource]) -> Result<Vec<Source>, Vec<String>> {
    let mut faults = Vec::new();
    let mut names = HashSet::new();
    let mut sources = Vec::new();
    for (nth, raw) in raw.iter().enumerate() {
        match source(raw) {
            Ok(source) => sources.push(source),
            Err(own) => faults.extend(own.into_iter().map(|fault| told(raw, nth, &fault))),
        }
        if !names.insert(raw.name.as_str()) {
            faults.push(told(raw, nth, "another source has the same name"));
        }
    }
    if faults.is_empty() { Ok(sources) } else { Err(faults) }
}

fn told(raw: &RawSource, nth: usize, fault: &str) -> String {
    if raw.name.is_empty() { format!("source number {}: {fault}", nth + 1) } else { format!("source `{}`: {fault}", raw.name) }
}

fn source(raw: &RawSource) -> Result<Source, Vec<String>> {
    let mut faults = Vec::new();
    if !is_slug(&raw.name) {
        faults.push(format!("name: lower-case letters a to z, digits and hyphens, at most {LONGEST_NAME}, such as esf-2021"));
    }
    faults.extend(raw.map.iter().filter(|entry| !is_mapping(entry)).map(|entry| format!("map: `{entry}` is no Column=field")));
    let interval = raw.interval.as_deref().map(interval).transpose().unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    let place = place(raw, interval).map_err(|fault| faults.push(fault));
    match place {
        Ok(place) if faults.is_empty() => Ok(Source { name: raw.name.clone(), place, map: raw.map.clone() }),
        _ => Err(faults),
    }
}

fn place(raw: &RawSource, interval: Option<Duration>) -> Result<Place, String> {
    match (given(raw.path.as_deref()), given(raw.url.as_deref())) {
        (Some(path), None) if raw.max_bytes.is_none() && !raw.allow_private => Ok(Place::Path(PathBuf::from(path), interval)),
        (Some(_), None) => Err("max_bytes and allow_private belong to a url".to_owned()),
        (None, Some(url)) => {
            let location = Location::parse(url, raw.allow_private).map_err(|fault| format!("url: {fault}"))?;
            let max_bytes = raw.max_bytes.unwrap_or(MAX_BYTES);
            if !(1..=MOST_BYTES).contains(&max_bytes) {
                return Err(format!("max_bytes: between 1 and {MOST_BYTES}"));
            }
            let remote = RemoteSource { name: raw.name.clone(), location, max_bytes, allow_private: raw.allow_private };
            Ok(Place::Remote(remote, interval.unwrap_or(INTERVAL)))
        }
        _ => Err("either a path or a url, and one of them".to_owned()),
    }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

/// Also a folder's and a file's name, so that nothing but these may stand in it.
fn is_slug(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(allowed) && !name.starts_with('-') && !name.ends_with('-')
}

fn is_mapping(entry: &str) -> bool {
    entry.rsplit_once('=').is_some_and(|(column, field)| !column.trim().is_empty() && !field.trim().is_empty())
}

/// The units of an interval, in seconds.
const UNITS: [(char, u64); 3] = [('m', 60), ('h', 60 * 60), ('d', 24 * 60 * 60)];

/// `30m`, `6h`, `1d`.
fn interval(text: &str) -> Result<Duration, String> {
    let counted = UNITS.iter().find_map(|(unit, seconds)| Some((text.trim().strip_suffix(*unit)?.trim_end(), seconds)));
    let plain = counted.filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit()));
    let seconds = plain.and_then(|(number, seconds)| number.parse::<u64>().ok()?.checked_mul(*seconds));
    match seconds.map(Duration::from_secs) {
        Some(read) if (SHORTEST..=LONGEST).contains(&read) => Ok(read),
        Some(_) => Err(format!("interval: `{text}` is not between 1m and 366d")),
        None => Err(format!("interval: `{text}` is no time such as 30m, 6h or 1d")),
    }
}

/// An interval as it is given.
fn shown(interval: Duration) -> String {
    let minutes = interval.as_secs() / 60;
    match (minutes % 60, minutes / 60 % 24) {
        (0, 0) => format!("{}d", minutes / 60 / 24),
        (0, _) => format!("{}h", minutes / 60),
        _ => format!("{minutes}m"),
    }
}

impl fmt::Display for Source {
    /// The source on one line, in the form that [`RawSource::parse`] reads, with everything that holds.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "name = {:?}", self.name)?;
        match &self.place {
            Place::Path(path, interval) => {
                write!(to, ", path = {:?}", path.display().to_string())?;
                if let Some(interval) = interval {
                    write!(to, ", interval = {:?}", shown(*interval))?;
                }
            }
            Place::Remote(remote, interval) => {
                write!(to, ", url = {:?}, interval = {:?}", remote.location.as_str(), shown(*interval))?;
                write!(to, ", max_bytes = {}, allow_private = {}", remote.max_bytes, remote.allow_private)?;
            }
        }
        if self.map.is_empty() { Ok(()) } else { write!(to, ", map = {:?}", self.map) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(lines: &[&str], expected: Result<&str, &[&str]>) {
        let raw: Vec<RawSource> = lines.iter().map(|line| RawSource::parse(line).unwrap()).collect();
        match (sources(&raw), expected) {
            (Ok(sources), Ok(shown)) => assert_eq!(sources[0].to_string(), shown),
            (Err(faults), Err(parts)) => {
                assert_eq!(faults.len(), parts.len(), "{faults:?}");
                faults.iter().zip(parts).for_each(|(fault, part)| assert!(fault.contains(part), "{fault}: not {part}"));
            }
            (got, _) => panic!("{lines:?}: {got:?}"),
        }
    }

    #[test]
    fn a_source_is_shown_with_what_holds() {
        check(
            &[r#"name = "esf", url = "https://exempel.se/lista.csv""#],
            Ok(r#"name = "esf", url = "https://exempel.se/lista.csv", interval = "1d", max_bytes = 67108864, allow_private = false"#),
        );
        check(
            &[r#"name = "intern", url = "http://10.0.0.1/a", allow_private = true, interval = "90m", max_bytes = 1"#],
            Ok(r#"name = "intern", url = "http://10.0.0.1/a", interval = "90m", max_bytes = 1, allow_private = true"#),
        );
        check(
            &[r#"name = "listor", path = "/srv/listor", interval = "6h", map = ["Sökande=owner"]"#],
            Ok(r#"name = "listor", path = "/srv/listor", interval = "6h", map = ["Sökande=owner"]"#),
        );
        check(&[r#"name = "a", path = "b", url = """#], Ok(r#"name = "a", path = "b""#));
    }

    #[test]
    fn every_fault_is_told_with_the_source_that_has_it() {
        check(&[r#"name = "a""#], Err(&["source `a`: either a path or a url"]));
        check(&[r#"name = "a", path = "b", url = "https://exempel.se/""#], Err(&["either a path or a url"]));
        check(&[r#"name = "", path = "b""#], Err(&["source number 1: name:"]));
        check(
            &[r#"name = "Å/..", path = "b", interval = "often", map = ["=owner"]"#],
            Err(&["name:", "map: `=owner`", "`often` is no time"]),
        );
        check(&[r#"name = "a", path = "b""#, r#"name = "a", path = "c""#], Err(&["the same name"]));
        check(&[r#"name = "a", path = "b", allow_private = true"#], Err(&["belong to a url"]));
        check(&[r#"name = "a", url = "https://exempel.se/", max_bytes = 536870913"#], Err(&["max_bytes: between"]));
        check(&[r#"name = "a", url = "http://exempel.se/""#], Err(&["source `a`: url: http is not protected"]));
        check(&[r#"name = "a", url = "https://127.0.0.1/""#], Err(&["needs allow_private"]));
    }

    #[test]
    fn unknown_keys_and_missing_names_are_faults_of_the_line() {
        for (line, part) in [(r#"name = "a", adress = "b""#, "adress"), (r#"path = "b""#, "name"), ("name", "source: `name`")] {
            let fault = RawSource::parse(line).expect_err("a fault");
            assert!(fault.contains(part), "{fault}");
        }
    }

    #[test]
    fn intervals() {
        for (text, minutes) in [("1m", 1), ("30m", 30), (" 6h ", 360), ("1 d", 1440), ("366d", 366 * 1440)] {
            assert_eq!(interval(text), Ok(Duration::from_secs(minutes * 60)), "{text}");
        }
        for text in ["0m", "367d", "99999999999999999999d", "18446744073709551615d", "", "m", "1", "1s", "-1h", "+1h", "1.5h", "1hm", "å"]
        {
            assert!(interval(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_is_shown_is_read_again(text in "\\PC{0,30}", minutes in 1u64..527_040) {
            let _ = (interval(&text), RawSource::parse(&text));
            let read = Duration::from_secs(minutes * 60);
            prop_assert_eq!(interval(&shown(read)), Ok(read));
            let raw = RawSource { name: "a".into(), path: Some(text.clone()), ..RawSource::default() };
            if let Ok(sources) = sources(&[raw]) {
                let again = RawSource::parse(&sources[0].to_string()).map(|raw| raw.path);
                // Rust and TOML write rare characters in different ways.
                if text.chars().all(|c| !c.is_control() && (c as u32) < 0x250) {
                    prop_assert_eq!(again, Ok(Some(text)));
                }
            }
        }
    }
}
