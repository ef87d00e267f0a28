//! The project's own tasks, `cargo xtask NAME`: what a shell script would do,
//! in the language that everyone here has installed.
//!
//! Exit codes: 0 done, 1 something failed, 2 wrong usage.

mod bench;
mod browser;
mod process;
mod screenshots;
mod test;

use std::env;
use std::process::ExitCode;

const HELP: &str = "\
Fondsök's own tasks.

  cargo xtask test [rust|browser]   run every test, or one of the two kinds
                                      rust     cargo test --workspace
                                      browser  the pages in Chromium, driven from tests/browser
                                    What they need and this machine lacks is installed: npm packages, and as root on
                                    Debian also chromium, nodejs and npm. What cannot be installed is named as
                                    skipped; with CI=true a skip is a failure.
  cargo xtask bench [NAME]          build with optimisation and run the benches, or one of them (hostile, intake, relevance, search)
  cargo xtask screenshots           picture the pages over the bundled corpus, narrow and wide, into screenshots/
  cargo xtask help                  this text

Environment: CHROMIUM (the browser, default /usr/bin/chromium), CI.
Exit codes: 0 done, 1 something failed, 2 wrong usage.";

/// Why a task did not end well.
enum Failure {
    /// Something it ran or needed failed; what and why.
    Task(String),
    /// It was called wrongly.
    Usage(String),
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Task(why)) => {
            eprintln!("xtask: {why}");
            ExitCode::from(1)
        }
        Err(Failure::Usage(why)) => {
            eprintln!("xtask: {why}\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: &[&str]) -> Result<(), Failure> {
    match arguments {
        // Whoever gives no name asks what there is: that is no mistake.
        [] | ["help" | "--help" | "-h"] | [_, "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        ["test"] => test::run(&test::Kind::ALL).map_err(Failure::Task),
        ["test", kind] => match test::Kind::named(kind) {
            Some(kind) => test::run(&[kind]).map_err(Failure::Task),
            None => Err(Failure::Usage(format!("no tests of the kind {kind:?}"))),
        },
        ["bench"] => bench::run(None).map_err(Failure::Task),
        ["bench", name] => bench::run(Some(name)).map_err(Failure::Task),
        ["screenshots"] => screenshots::run().map_err(Failure::Task),
        [task @ ("test" | "bench" | "screenshots"), ..] => Err(Failure::Usage(format!("too many arguments for {task}"))),
        [other, ..] => Err(Failure::Usage(format!("no task is named {other:?}"))),
    }
}
