//! `cargo xtask bench`: the benches, on an optimised build.

use crate::process::{cargo, run as run_command};

/// Builds with optimisation and runs the benches, or those with `name` in their name.
///
/// Errors: a build or a bench that fails, such as one over its bound.
pub fn run(name: Option<&str>) -> Result<(), String> {
    // The binary too, because a bench may start it.
    run_command(&mut cargo(&["build", "--release"]))?;
    let mut benches = cargo(&["bench"]);
    if let Some(name) = name {
        benches.args(["--bench", name]);
    }
    run_command(&mut benches)
}
