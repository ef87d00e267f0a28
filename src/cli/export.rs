//! `fondsok export`: every project as JSON Lines, ordered by id.

use std::io::{BufWriter, Write};

use super::{Failure, open, today};
use crate::config::Settings;
use crate::record::json;
use crate::search::facet::status;

/// Writes the served generation's records; the status is seen from today.
pub fn run(settings: &Settings) -> Result<(), Failure> {
    let generation = open(settings)?;
    let today = today(settings)();
    let mut to = BufWriter::new(std::io::stdout().lock());
    for project in generation.records()? {
        let mut project = project?;
        project.status = status(project.start, project.end, today);
        match writeln!(to, "{}", json::to_line(&project)) {
            // A reader that has seen enough, as in `fondsok export | head`.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => return Ok(()),
            written => written?,
        }
    }
    Ok(to.flush()?)
}
