//! The projects of a run, in order of id.

use super::spool::Spool;
use crate::index::IndexError;
use crate::record::Project;
use crate::record::merge::United;

/// The projects, each read when its turn comes.
pub struct Projects {
    spool: Spool,
    united: United,
    next: usize,
    origins: bool,
}

impl Projects {
    pub(super) fn new(spool: Spool, united: United) -> Self {
        Projects { spool, united, next: 0, origins: false }
    }

    /// The same, each with the origins of its facts.
    pub fn with_origins(self) -> Self {
        Projects { origins: true, ..self }
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.united.order.len()
    }
}

impl Iterator for Projects {
    type Item = Result<Project, IndexError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (id, nth) = self.united.order.get(self.next)?;
        self.next += 1;
        Some(self.spool.read(*nth, self.origins).map(|mut project| {
            project.id.clone_from(id);
            self.united.finish(&mut project);
            project
        }))
    }
}
