//! `cargo xtask screenshots`: the pages as pictures, for eyes.

use crate::browser::{self, Browser};
use crate::process::{build_debug_binary, root, run as run_command};

/// Pictures every kind of page, the frame, the configurator and a municipality's page
/// with the search in it, at 320 and 1280 pixels, light and dark, into `screenshots/`.
///
/// Errors: a build or a page that fails, or a browser that is missing.
pub fn run() -> Result<(), String> {
    let browser = Browser::prepare()?;
    let binary = build_debug_binary()?;
    let script = browser::folder().join("screenshots.mjs");
    run_command(browser.node(&binary).arg(script).arg(root().join("screenshots")))
}
