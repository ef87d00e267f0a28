//! The suppression list: records and owners that no run may bring back, for
//! people and bodies that have asked to be left out.

use std::collections::HashSet;
use std::path::Path;

use crate::record::Project;
use crate::record::owner::{normalised_name, slug};

/// Ids, owner keys and owner names, one a line; `#` begins a comment.
#[derive(Debug, Default)]
pub struct Suppressed {
    entries: HashSet<String>,
}

impl Suppressed {
    /// Reads a list.
    pub fn read(path: &Path) -> anyhow::Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
        Ok(Suppressed::of(&text))
    }

    fn of(text: &str) -> Self {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).filter(|line| !line.is_empty());
        Suppressed { entries: lines.map(|line| slug(&normalised_name(line))).collect() }
    }

    /// Whether a project is on the list, by its id, its owner's key or its owner's name.
    pub fn has(&self, project: &Project) -> bool {
        let on_list = |text: &str| self.entries.contains(&slug(&normalised_name(text)));
        !self.entries.is_empty()
            && (on_list(&project.id) || project.owner.as_ref().is_some_and(|owner| on_list(&owner.key) || on_list(&owner.name)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Owner;

    #[test]
    fn ids_keys_and_names_are_on_the_list() {
        let list = Suppressed::of("esf-23-051-s06\n# a comment\nBJÖRKEN AB  # asked on the phone\n2120000142");
        let owned = |key: &str, name: &str| Project {
            owner: Some(Owner { key: key.into(), name: name.into(), ..Owner::default() }),
            ..Project::default()
        };
        assert!(list.has(&Project { id: "esf-23-051-s06".into(), ..Project::default() }));
        assert!(list.has(&owned("x", "Björken")) && list.has(&owned("2120000142", "Y")));
        assert!(!list.has(&owned("x", "Granen AB")));
    }
}
