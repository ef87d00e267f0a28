//! The files that a list of paths names.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::IngestError;

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its name without folders.
    pub name: String,
    /// True where it was named itself, false where it was found in a folder.
    pub direct: bool,
}

/// The files named by `paths`, in their order; a folder gives what it holds,
/// recursively and in name order, without hidden files.
///
/// A folder that links lead back to is entered once.
///
/// # Errors
///
/// A path that does not exist, and a folder that cannot be listed.
pub fn files(paths: &[PathBuf]) -> Result<Vec<Found>, IngestError> {
    let mut walk = Walk { found: Vec::new(), entered: HashSet::new() };
    for path in paths {
        let kind = fs::metadata(path).map_err(|source| unreadable(path, source))?;
        if kind.is_dir() {
            walk.folder(path)?;
        } else {
            walk.file(path.clone(), true);
        }
    }
    Ok(walk.found)
}

struct Walk {
    found: Vec<Found>,
    entered: HashSet<PathBuf>,
}

impl Walk {
    /// Lists a folder and those in it. The folders still to list are kept in a
    /// stack of our own, so that no depth of folders exhausts the thread's.
    fn folder(&mut self, folder: &Path) -> Result<(), IngestError> {
        let mut waiting = vec![folder.to_owned()];
        while let Some(path) = waiting.pop() {
            match fs::metadata(&path) {
                Ok(kind) if kind.is_dir() && self.enters(&path)? => waiting.extend(entries(&path)?.into_iter().rev()),
                Ok(kind) if kind.is_file() => self.file(path, false),
                // A link that leads nowhere, a socket, a folder seen before.
                _ => {}
            }
        }
        Ok(())
    }

    fn enters(&mut self, folder: &Path) -> Result<bool, IngestError> {
        let real = fs::canonicalize(folder).map_err(|source| unreadable(folder, source))?;
        Ok(self.entered.insert(real))
    }

    fn file(&mut self, path: PathBuf, direct: bool) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.found.push(Found { path, name, direct });
    }
}

/// What a folder holds in name order, hidden entries left out.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, IngestError> {
    let list = |source| unreadable(folder, source);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(list)? {
        let entry = entry.map_err(list)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn unreadable(path: &Path, source: std::io::Error) -> IngestError {
    IngestError::Unreadable { path: path.to_owned(), source }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    /// A folder of its own for one test, removed when it ends.
    struct Room(PathBuf);

    impl Room {
        fn new(name: &str) -> Room {
            let path = std::env::temp_dir().join(format!("fondsok-walk-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(&path).unwrap();
            Room(path)
        }

        fn write(&self, name: &str) {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
    }

    impl Drop for Room {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn names(paths: &[PathBuf]) -> Vec<String> {
        files(paths).unwrap().into_iter().map(|f| format!("{}{}", f.name, if f.direct { "!" } else { "" })).collect()
    }

    #[test]
    fn folders_are_walked_in_name_order() {
        let room = Room::new("order");
        for name in ["b.txt", "a/2.txt", "a/1.txt", ".hidden", ".git/x", "c.json"] {
            room.write(name);
        }
        assert_eq!(names(std::slice::from_ref(&room.0)), ["1.txt", "2.txt", "b.txt", "c.json"]);
        assert_eq!(names(&[room.0.join("c.json"), room.0.join("a")]), ["c.json!", "1.txt", "2.txt"]);
    }

    #[test]
    fn a_missing_path_is_named() {
        let missing = PathBuf::from("/nowhere/at-all.txt");
        let error = files(std::slice::from_ref(&missing)).expect_err("it is missing");
        assert!(error.to_string().contains("at-all.txt"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn links_in_a_ring_end() {
        let room = Room::new("ring");
        room.write("a/1.txt");
        std::os::unix::fs::symlink(&room.0, room.0.join("a/up")).unwrap();
        std::os::unix::fs::symlink("/nowhere", room.0.join("a/none")).unwrap();
        assert_eq!(names(std::slice::from_ref(&room.0)), ["1.txt"]);
    }
}
