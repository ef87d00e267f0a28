//! The program `fondsok`.

use std::process::ExitCode;

fn main() -> ExitCode {
    fondsok::cli::run()
}
