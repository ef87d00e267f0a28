//! Files of a generation: written through a buffer, and seen on disk.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::generation::IndexError;

/// Writes a file through a buffer.
pub fn write(path: &Path, content: impl FnOnce(&mut BufWriter<fs::File>) -> std::io::Result<()>) -> Result<(), IndexError> {
    let file = fs::File::create(path).map_err(|error| IndexError::io(path, error))?;
    let mut to = BufWriter::new(file);
    content(&mut to).and_then(|()| to.flush()).map_err(|error| IndexError::io(path, error))
}

/// Returns when a file or folder is on disk, not only on its way there.
pub fn sync(path: &Path) -> Result<(), IndexError> {
    fs::File::open(path).and_then(|file| file.sync_all()).map_err(|error| IndexError::io(path, error))
}

/// Syncs every file and folder under a folder, itself last.
pub fn sync_tree(folder: &Path) -> Result<(), IndexError> {
    for entry in fs::read_dir(folder).map_err(|error| IndexError::io(folder, error))?.flatten() {
        let path = entry.path();
        if path.is_dir() { sync_tree(&path)? } else { sync(&path)? }
    }
    sync(folder)
}
