//! Where each fact of each project stood and what it was read from, as JSON
//! Lines: for the person who asks why a record says what it says.

use std::io::Write;

use serde::Serialize;

use crate::record::{Confidence, Project};

/// One fact.
#[derive(Debug, Serialize)]
struct Fact<'a> {
    id: &'a str,
    field: &'a str,
    source: &'a str,
    line: usize,
    /// True where it was concluded from another one.
    derived: bool,
    /// The words it was read from; none where a cell or label says it.
    words: Option<&'a str>,
    /// `weak`, `likely` or `certain`, how sure it is that the words mean it.
    confidence: Confidence,
}

/// Writes the facts of a project, one a line.
pub fn write(project: &Project, to: &mut impl Write) -> std::io::Result<()> {
    for (field, origin) in &project.origins {
        let fact = Fact {
            id: &project.id,
            field,
            source: &origin.source,
            line: origin.line,
            derived: origin.derived,
            words: origin.evidence.as_ref().map(|evidence| &*evidence.words),
            // A cell or a labelled value says what it means, what follows from it is as likely as the rule.
            confidence: origin
                .evidence
                .as_ref()
                .map_or(if origin.derived { Confidence::Likely } else { Confidence::Certain }, |e| e.confidence),
        };
        serde_json::to_writer(&mut *to, &fact)?;
        to.write_all(b"\n")?;
    }
    Ok(())
}
