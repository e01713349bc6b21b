//! One build of an output folder at a time: a second one waits for the first.
//!
//! The lock is the system's own, on an empty file that stays; it ends with the process that holds it, however that ends.

use std::fs::{File, TryLockError};
use std::path::Path;

/// Held as long as this lives.
#[derive(Debug)]
pub struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Takes the lock that `file` stands for; `waits` is called before waiting for another build. Where files can't be
    /// locked or written (some network folders) there is no lock: what two builds at once then harm, the next one mends.
    pub fn take(file: &Path, waits: impl FnOnce()) -> Self {
        let options = File::options().read(true).write(true).create(true).truncate(false).open(file);
        let Ok(file) = options else { return Self { _file: None } };
        let held = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => {
                waits();
                file.lock().is_ok()
            }
            Err(TryLockError::Error(_)) => false,
        };
        Self { _file: held.then_some(file) }
    }
}
