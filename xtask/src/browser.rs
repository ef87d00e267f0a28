//! What the browser tests need: Chromium, Node and two npm packages, installed
//! where that is possible.

use std::env;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{find_program, root, run};

/// Where Debian's package puts it.
const CHROMIUM: &str = "/usr/bin/chromium";

/// The programs, found, with the npm packages in place.
pub struct Browser {
    node: PathBuf,
    chromium: PathBuf,
}

impl Browser {
    /// Finds everything, and installs what is missing.
    ///
    /// Errors: what is missing and could not be installed. That is no failed test: the caller decides.
    pub fn prepare() -> Result<Browser, String> {
        install_from_debian(&missing_packages());
        let node = find_program("node").ok_or("node is missing (Debian: apt-get install nodejs)")?;
        let npm = find_program("npm").ok_or("npm is missing (Debian: apt-get install npm)")?;
        let chromium = chromium().ok_or("Chromium is missing (Debian: apt-get install chromium; elsewhere name it in CHROMIUM)")?;
        install_npm_packages(&npm)?;
        Ok(Browser { node, chromium })
    }

    /// A `node` command that knows the browser and the binary under test.
    pub fn node(&self, binary: &Path) -> Command {
        let mut command = Command::new(&self.node);
        command.env("CHROMIUM", &self.chromium).env("FONDSOK_BIN", binary);
        command
    }
}

/// The folder of the browser tests.
pub fn folder() -> PathBuf {
    root().join("tests").join("browser")
}

fn chromium() -> Option<PathBuf> {
    let path = env::var_os("CHROMIUM").map_or_else(|| PathBuf::from(CHROMIUM), PathBuf::from);
    path.is_file().then_some(path)
}

/// The Debian packages of what is not there.
fn missing_packages() -> Vec<&'static str> {
    let mut packages = Vec::new();
    if find_program("node").is_none() {
        packages.push("nodejs");
    }
    if find_program("npm").is_none() {
        packages.push("npm");
    }
    // A browser that somebody named is theirs to install.
    if chromium().is_none() && env::var_os("CHROMIUM").is_none() {
        packages.push("chromium");
    }
    packages
}

/// Tries; whether it helped shows when the programs are looked for.
fn install_from_debian(packages: &[&str]) {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if packages.is_empty() || !is_root || find_program("apt-get").is_none() {
        return;
    }
    let apt = |arguments: &[&str]| run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(arguments));
    let installed =
        apt(&["update", "--quiet"]).and_then(|()| apt(&[&["install", "--yes", "--quiet", "--no-install-recommends"], packages].concat()));
    if let Err(why) = installed {
        eprintln!("xtask: {why}");
    }
}

/// Installs what `package-lock.json` pins, unless that has been done since it was last changed.
fn install_npm_packages(npm: &Path) -> Result<(), String> {
    let changed = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    let installed = changed(&folder().join("node_modules").join(".package-lock.json"));
    if installed.is_some() && installed >= changed(&folder().join("package-lock.json")) {
        return Ok(());
    }
    run(Command::new(npm).current_dir(folder()).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
        .map_err(|why| format!("the npm packages cannot be installed: {why}"))
}
