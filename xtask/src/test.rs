//! `cargo xtask test`: every test there is, and at the end one line a kind.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::browser::{self, Browser};
use crate::process::{build_debug_binary, cargo, run as run_command};

/// The kinds of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Unit, integration and documentation tests.
    Rust,
    /// The pages of the real binary in Chromium.
    Browser,
}

/// How a kind went.
enum Outcome {
    Passed,
    Failed(String),
    /// It could not run for want of something.
    Skipped(String),
}

impl Kind {
    /// In the order they run: what is quickest to tell a fault first.
    pub const ALL: [Kind; 2] = [Kind::Rust, Kind::Browser];

    /// The kind of a name on the command line.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Rust => "rust",
            Kind::Browser => "browser",
        }
    }

    fn run(self) -> Outcome {
        match self {
            Kind::Rust => finished(run_command(&mut cargo(&["test", "--workspace"]))),
            Kind::Browser => match Browser::prepare() {
                Ok(browser) => finished(browser_tests(&browser)),
                Err(missing) => Outcome::Skipped(missing),
            },
        }
    }
}

/// Runs these kinds, all of them even when one fails, and says how each went.
///
/// Errors: which failed, or with `CI=true` which were skipped.
pub fn run(kinds: &[Kind]) -> Result<(), String> {
    let outcomes: Vec<(Kind, Outcome)> = kinds.iter().map(|&kind| (kind, kind.run())).collect();
    eprintln!();
    for (kind, outcome) in &outcomes {
        match outcome {
            Outcome::Passed => eprintln!("passed   {} tests", kind.name()),
            Outcome::Failed(why) => eprintln!("FAILED   {} tests: {why}", kind.name()),
            Outcome::Skipped(why) => eprintln!("skipped  {} tests: {why}", kind.name()),
        }
    }
    verdict(&outcomes, env::var("CI").is_ok_and(|value| value == "true" || value == "1"))
}

fn verdict(outcomes: &[(Kind, Outcome)], skip_fails: bool) -> Result<(), String> {
    let named = |wanted: fn(&Outcome) -> bool| {
        let names: Vec<_> = outcomes.iter().filter(|(_, outcome)| wanted(outcome)).map(|(kind, _)| kind.name()).collect();
        names.join(", ")
    };
    let failed = named(|outcome| matches!(outcome, Outcome::Failed(_)));
    let skipped = named(|outcome| matches!(outcome, Outcome::Skipped(_)));
    match (failed.is_empty(), skipped.is_empty()) {
        (false, _) => Err(format!("failed: {failed}")),
        (true, false) if skip_fails => Err(format!("skipped, which with CI=true is a failure: {skipped}")),
        _ => Ok(()),
    }
}

fn finished(result: Result<(), String>) -> Outcome {
    result.map_or_else(Outcome::Failed, |()| Outcome::Passed)
}

fn browser_tests(browser: &Browser) -> Result<(), String> {
    let binary = build_debug_binary()?;
    // Named one by one: what `node --test FOLDER` means has changed between releases of Node.
    run_command(browser.node(&binary).args(["--test", "--test-reporter=spec"]).args(test_files()?))
}

fn test_files() -> Result<Vec<PathBuf>, String> {
    let folder = browser::folder();
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| is_test(path)).collect();
    files.sort();
    // Without a file to run, Node would look for tests by itself and pass.
    if files.is_empty() { Err(format!("{} has no tests", folder.display())) } else { Ok(files) }
}

fn is_test(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(".test.mjs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skip_fails_only_where_nobody_reads_the_summary() {
        let outcomes = [(Kind::Rust, Outcome::Passed), (Kind::Browser, Outcome::Skipped("no Chromium".into()))];
        assert_eq!(verdict(&outcomes, false), Ok(()));
        assert!(verdict(&outcomes, true).unwrap_err().contains("browser"));
    }

    #[test]
    fn a_failure_always_fails() {
        let outcomes = [(Kind::Rust, Outcome::Failed("exit 101".into())), (Kind::Browser, Outcome::Passed)];
        assert_eq!(verdict(&outcomes, false), Err("failed: rust".into()));
    }

    #[test]
    fn the_browser_tests_are_found() {
        assert!(test_files().unwrap().iter().any(|path| path.ends_with("search.test.mjs")));
    }
}
