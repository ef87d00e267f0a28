//! Settings: what was given where, and what holds.
//!
//! Every setting can be given as a flag, an environment variable or in the
//! configuration file, in that order of strength. What was typed
//! ([`RawSettings`]) and what it means ([`Settings`]) are two types; every
//! fault is told at once.

mod pick;
pub mod source;
pub mod views;

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::http::named_views::NamedView;
use pick::Pick;
pub use source::{Place, RawSource, Source};

/// The configuration file that is read where it lies in the working directory.
pub const DEFAULT_FILE: &str = "fondsok.toml";
/// The data directory where none is named.
pub const DEFAULT_DATA: &str = "./fondsok-data";
/// Where the service listens where nothing is said.
pub const DEFAULT_LISTEN: &str = "127.0.0.1:7700";
/// How many generations are kept where nothing is said.
pub const DEFAULT_KEEP_GENERATIONS: &str = "5";

/// Settings as given in one place, all of them optional.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSettings {
    /// The data directory.
    pub data: Option<String>,
    /// `ADDR:PORT`.
    pub listen: Option<String>,
    /// The address the service is seen at from outside.
    pub public_url: Option<String>,
    /// Whether contact data is kept.
    pub keep_personal_data: Option<bool>,
    /// A file with ids, owner keys and names that no run may bring in.
    pub suppress: Option<String>,
    /// The log's filter.
    pub log: Option<String>,
    /// The day that `status` is seen from, instead of today's.
    pub today: Option<String>,
    /// The named views; in the file alone.
    #[serde(default)]
    pub view: Vec<views::RawView>,
    /// How many generations are kept.
    pub keep_generations: Option<usize>,
    /// What `index` reads where no path is named.
    pub source: Option<Vec<RawSource>>,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag.
    Flag,
    /// An environment variable, by name.
    Environment(&'static str),
    /// The configuration file.
    File(PathBuf),
    /// Nothing was said.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Flag => to.write_str("flag"),
            Origin::Environment(name) => write!(to, "environment {name}"),
            Origin::File(path) => write!(to, "file {}", path.display()),
            Origin::Default => to.write_str("default"),
        }
    }
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// What holds.
    pub value: T,
    /// Where it was said.
    pub origin: Origin,
}

/// The settings that hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The data directory.
    pub data: Setting<PathBuf>,
    /// Where the service listens.
    pub listen: Setting<SocketAddr>,
    /// The address the service is seen at from outside; `None` for the one it listens at.
    pub public_url: Setting<Option<String>>,
    /// Whether contact data is kept.
    pub keep_personal_data: Setting<bool>,
    /// A file with ids, owner keys and names that no run may bring in.
    pub suppress: Setting<Option<PathBuf>>,
    /// The log's filter.
    pub log: Setting<String>,
    /// The day that `status` is seen from, instead of today's.
    pub today: Setting<Option<jiff::civil::Date>>,
    /// The named views of the configuration file.
    pub views: Vec<NamedView>,
    /// How many generations are kept, the served one included; two at least.
    pub keep_generations: Setting<usize>,
    /// What `index` reads where no path is named.
    pub sources: Setting<Vec<Source>>,
}

/// Every fault of the settings, a sentence each.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

/// Looks up an environment variable; an argument, so that tests bring their own.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Settings {
    /// Resolves the settings from flags, the environment, and the configuration
    /// file that `file`, `FONDSOK_CONFIG` or the working directory names.
    pub fn resolve(flags: &RawSettings, file: Option<&Path>, environment: Environment<'_>) -> Result<Settings, ConfigError> {
        let (path, named) = match (file, environment("FONDSOK_CONFIG").filter(|path| !path.is_empty())) {
            (Some(path), _) => (path.to_owned(), true),
            (None, Some(path)) => (PathBuf::from(path), true),
            (None, None) => (PathBuf::from(DEFAULT_FILE), false),
        };
        let (from_file, views) = read_file(&path, named)?;
        let mut faults = Vec::new();
        let pick = Pick { flags, environment, file: &from_file, path: &path };
        let settings = Settings {
            data: pick.or_default("FONDSOK_DATA", |raw| raw.data.clone(), DEFAULT_DATA, &mut faults, |text| Ok(PathBuf::from(text))),
            listen: pick.or_default(
                "FONDSOK_LISTEN",
                |raw| raw.listen.clone(),
                DEFAULT_LISTEN,
                &mut faults,
                |text| text.parse().map_err(|_| format!("listen: `{text}` is no ADDR:PORT such as {DEFAULT_LISTEN}")),
            ),
            public_url: pick.optional("FONDSOK_PUBLIC_URL", |raw| raw.public_url.clone(), &mut faults, public_url),
            keep_personal_data: pick.or_default(
                "FONDSOK_KEEP_PERSONAL_DATA",
                |raw| raw.keep_personal_data.map(|keep| keep.to_string()),
                "false",
                &mut faults,
                |text| match text {
                    "true" | "1" => Ok(true),
                    "false" | "0" => Ok(false),
                    _ => Err(format!("keep_personal_data: `{text}` is neither true nor false")),
                },
            ),
            suppress: pick.optional("FONDSOK_SUPPRESS", |raw| raw.suppress.clone(), &mut faults, |text| Ok(PathBuf::from(text))),
            log: pick.or_default("FONDSOK_LOG", |raw| raw.log.clone(), "info", &mut faults, |text| Ok(text.to_owned())),
            today: pick.optional(
                "FONDSOK_TODAY",
                |raw| raw.today.clone(),
                &mut faults,
                |text| text.parse().map_err(|_| format!("today: `{text}` is no date of the form YYYY-MM-DD")),
            ),
            views,
            keep_generations: pick.or_default(
                "FONDSOK_KEEP_GENERATIONS",
                |raw| raw.keep_generations.map(|number| number.to_string()),
                DEFAULT_KEEP_GENERATIONS,
                &mut faults,
                |text| match text.parse() {
                    Ok(number) if number >= 2 => Ok(number),
                    _ => Err(format!("keep_generations: `{text}` is no number from 2 upwards")),
                },
            ),
            sources: pick.sources(&mut faults),
        };
        if faults.is_empty() { Ok(settings) } else { Err(ConfigError(faults)) }
    }

    /// Every setting as `name = value  (origin)`, for `fondsok config`.
    pub fn lines(&self) -> Vec<String> {
        let sources = self.sources.value.iter().map(|source| format!("source = {{ {source} }}  ({})", self.sources.origin));
        let none = self.sources.value.is_empty().then(|| format!("source = -  ({})", self.sources.origin));
        self.scalars().into_iter().chain(sources).chain(none).collect()
    }

    fn scalars(&self) -> Vec<String> {
        let shown = |value: Option<String>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:?}"));
        [
            ("data", format!("{:?}", self.data.value.display().to_string()), &self.data.origin),
            ("listen", format!("{:?}", self.listen.value.to_string()), &self.listen.origin),
            ("public_url", shown(self.public_url.value.clone()), &self.public_url.origin),
            ("keep_personal_data", self.keep_personal_data.value.to_string(), &self.keep_personal_data.origin),
            ("suppress", shown(self.suppress.value.as_ref().map(|path| path.display().to_string())), &self.suppress.origin),
            ("log", format!("{:?}", self.log.value), &self.log.origin),
            ("today", shown(self.today.value.map(|day| day.to_string())), &self.today.origin),
            ("keep_generations", self.keep_generations.value.to_string(), &self.keep_generations.origin),
        ]
        .into_iter()
        .map(|(name, value, origin)| format!("{name} = {value}  ({origin})"))
        .chain(self.views.iter().map(|view| format!("view = {:?}  (file)", view.name)))
        .collect()
    }
}

fn read_file(path: &Path, named: bool) -> Result<(RawSettings, Vec<NamedView>), ConfigError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if !named && error.kind() == std::io::ErrorKind::NotFound => return Ok(Default::default()),
        Err(error) => return Err(ConfigError(vec![format!("{}: {error}", path.display())])),
    };
    let in_file =
        |faults: Vec<String>| ConfigError(faults.iter().map(|fault| format!("{}: {}", path.display(), fault.trim_end())).collect());
    let raw: RawSettings = toml::from_str(&text).map_err(|error| in_file(vec![error.to_string()]))?;
    let views = views::read(&raw.view, &text).map_err(in_file)?;
    Ok((raw, views))
}

fn public_url(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(['?', '#', '"', '<', '>', ' ']) => Ok(text.trim_end_matches('/').to_owned()),
        _ => Err(format!("public_url: `{text}` is no address such as https://example.se/fondsok")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(flags: RawSettings, environment: &[(&str, &str)]) -> Result<Settings, ConfigError> {
        let look_up = |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Settings::resolve(&flags, None, &look_up)
    }

    #[test]
    fn a_flag_wins_over_the_environment_and_that_over_the_default() {
        let environment = [("FONDSOK_DATA", "/from/environment"), ("FONDSOK_LISTEN", "127.0.0.1:0")];
        let flags = RawSettings { data: Some("/from/flag".into()), ..RawSettings::default() };
        let settings = resolve(flags, &environment).expect("sound");
        assert_eq!((settings.data.value, settings.data.origin), (PathBuf::from("/from/flag"), Origin::Flag));
        assert_eq!(settings.listen.origin, Origin::Environment("FONDSOK_LISTEN"));
        assert_eq!(settings.log.origin, Origin::Default);
    }

    #[test]
    fn every_fault_is_told() {
        let flags = RawSettings { listen: Some("nowhere".into()), public_url: Some("example.se".into()), ..RawSettings::default() };
        let faults = resolve(flags, &[("FONDSOK_TODAY", "i dag")]).expect_err("three faults").0;
        assert_eq!(faults.len(), 3, "{faults:?}");
    }

    #[test]
    fn sources_come_from_the_strongest_place_alone() {
        let line = |name: &str| format!("name = {name:?}, path = \"/srv/{name}\"");
        let flags = RawSettings { source: Some(vec![RawSource::parse(&line("a")).unwrap()]), ..RawSettings::default() };
        let lines = format!("{}\n\n{}\n", line("b"), line("c"));
        let environment = [("FONDSOK_SOURCES", lines.as_str())];
        for (flags, names, origin) in
            [(flags, vec!["a"], Origin::Flag), (RawSettings::default(), vec!["b", "c"], Origin::Environment("FONDSOK_SOURCES"))]
        {
            let sources = resolve(flags, &environment).unwrap().sources;
            assert_eq!(sources.value.iter().map(|source| source.name.as_str()).collect::<Vec<_>>(), names);
            assert_eq!(sources.origin, origin);
        }
        let settings = resolve(RawSettings::default(), &[]).unwrap();
        assert_eq!((settings.sources.value.len(), settings.sources.origin), (0, Origin::Default));
    }

    #[test]
    fn the_file_has_sources_as_tables_and_its_faults_are_told() {
        let text = "keep_generations = 7\n[[source]]\nname = \"a\"\npath = \"/srv/a\"\n";
        let raw: RawSettings = toml::from_str(text).unwrap();
        assert_eq!((raw.keep_generations, raw.source.map(|sources| sources.len())), (Some(7), Some(1)));
        let misspelt: Result<RawSettings, _> = toml::from_str("[[source]]\nname = \"a\"\nadress = \"b\"\n");
        assert!(misspelt.expect_err("an unknown key").to_string().contains("adress"));
        let flags = RawSettings { source: Some(vec![RawSource { name: "a".into(), ..RawSource::default() }]), ..RawSettings::default() };
        let faults = resolve(flags, &[("FONDSOK_KEEP_GENERATIONS", "1")]).expect_err("two faults").0;
        assert!(faults.len() == 2 && faults[1].contains("source `a`") && faults[1].contains("(flag)"), "{faults:?}");
    }
}
