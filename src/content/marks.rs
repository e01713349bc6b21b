//! What the system says of a file without opening it: as long as it says the same, nobody has touched the file.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// A file system may keep times to two seconds only (FAT, as on USB sticks): a file that was written twice within that
/// looks untouched.
const COARSEST_TIME: Duration = Duration::from_secs(2);

/// Size and times of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    len: u64,
    modified: Option<SystemTime>,
    /// What the system itself notes of the last change, where it does: a file's time can be set back.
    changed: Option<(i64, i64)>,
}

impl Marks {
    /// The marks of a file.
    pub fn of(meta: &Metadata) -> Self {
        Self { len: meta.len(), modified: meta.modified().ok(), changed: changed(meta) }
    }

    /// When it was written.
    pub fn modified(&self) -> Option<SystemTime> {
        self.modified
    }

    /// Whether they can be relied on, when reading began at `started`.
    pub fn are_settled(&self, started: SystemTime) -> bool {
        self.modified.is_some_and(|modified| is_settled(modified, started))
    }
}

/// Whether a time of writing is older than any two moments that a file system may take for one, when reading began at
/// `started`.
pub fn is_settled(modified: SystemTime, started: SystemTime) -> bool {
    modified.checked_add(COARSEST_TIME).is_some_and(|settled| settled < started)
}

/// Nanoseconds since 1970 of a file's last change; 0 where the system does not say.
pub fn nanoseconds(time: std::io::Result<SystemTime>) -> i128 {
    let Ok(time) = time else { return 0 };
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => since.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    }
}

#[cfg(unix)]
fn changed(meta: &Metadata) -> Option<(i64, i64)> {
    use std::os::unix::fs::MetadataExt;
    Some((meta.ctime(), meta.ctime_nsec()))
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Option<(i64, i64)> {
    None
}
