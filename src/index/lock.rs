//! One `index` run at a time for a data directory.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::generation::IndexError;

/// The lock's file name.
pub const FILE: &str = "lock";

/// The right to build and publish; given back when dropped, and by the
/// operating system when the process dies, however it dies.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock of a data directory, or says that another run has it.
    pub fn take(data: &Path) -> Result<Lock, IndexError> {
        let path = data.join(FILE);
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(|error| IndexError::io(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(IndexError::Locked),
            Err(TryLockError::Error(error)) => Err(IndexError::io(&path, error)),
        }
    }
}
