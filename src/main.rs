//! The program `fondsok`.

use std::process::ExitCode;

/// A run that indexes makes and drops a hundred million small strings, which
/// the system's own allocator takes twice as long over.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    fondsok::cli::run()
}
