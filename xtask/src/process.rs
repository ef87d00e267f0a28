//! Running other programs from the project's root, and where things lie.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The project's root.
pub fn root() -> PathBuf {
    // `cargo run` names the package that runs; the path of the build would be another checkout's where two share a
    // target directory.
    let package = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map_or_else(|| package.clone(), Path::to_path_buf)
}

/// The binary that `cargo build` leaves. It lies beside this program's own, wherever the target directory is.
fn debug_binary() -> Result<PathBuf, String> {
    let own = env::current_exe().map_err(|error| format!("this program's own path is unknown: {error}"))?;
    let target = own.ancestors().nth(2).ok_or("this program lies outside a target directory")?;
    Ok(target.join("debug").join("fondsok"))
}

/// A `cargo` command: the same cargo that started this program.
///
/// What `cargo run` tells this program of itself is taken away. Build scripts look at these variables (that of `ring` does),
/// so whatever depends on such a package would be built anew, here and by the next `cargo build` of a shell.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in env::vars_os().filter(|(name, _)| is_of_this_program(&name.to_string_lossy())) {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

fn is_of_this_program(name: &str) -> bool {
    ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|prefix| name.starts_with(prefix))
}

/// Builds the binary under test as `cargo test` does. `cargo build` would leave out what only tests ask of the dependencies,
/// and build those anew.
pub fn build_debug_binary() -> Result<PathBuf, String> {
    run(&mut cargo(&["test", "--workspace", "--no-run"]))?;
    debug_binary()
}

/// Says what is run, runs it from the project's root (or the directory the command names) and waits.
///
/// Errors: that it could not be started, or ended with another code than 0.
pub fn run(command: &mut Command) -> Result<(), String> {
    let line = written(command);
    eprintln!("\n> {line}");
    if command.get_current_dir().is_none() {
        command.current_dir(root());
    }
    let status = command.status().map_err(|error| format!("{line}: cannot be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{line}: {status}")) }
}

/// The command as one would type it, without the folders of the program.
fn written(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Where a program lies, looked up as the shell would.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_has_the_workspace() {
        assert!(root().join("Cargo.toml").is_file());
        assert!(root().join("xtask").is_dir());
    }

    #[test]
    fn cargo_is_told_nothing_of_this_package() {
        let command = cargo(&["build"]);
        let taken: Vec<_> = command.get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
        assert!(taken.contains(&std::ffi::OsStr::new("CARGO_PKG_NAME")) && taken.contains(&std::ffi::OsStr::new("CARGO_MANIFEST_DIR")));
    }

    #[test]
    fn a_program_is_found_or_not() {
        assert!(find_program("sh").is_some());
        assert!(find_program("no-such-program-anywhere").is_none());
    }

    #[test]
    fn another_exit_code_is_an_error_that_names_the_command() {
        assert_eq!(run(Command::new("sh").args(["-c", "exit 0"])), Ok(()));
        let error = run(Command::new("sh").args(["-c", "exit 3"])).unwrap_err();
        assert!(error.starts_with("sh -c exit 3") && error.contains('3'), "{error}");
    }
}
