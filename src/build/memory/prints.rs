//! The print of a folder: a digest of the names, sizes and times of all files in it. As long as it is the same, nobody has
//! touched a file.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

/// A file system may keep times to two seconds only (FAT, as on USB sticks): a file that was written twice within that
/// looks untouched.
const COARSEST_TIME: Duration = Duration::from_secs(2);

/// A print, and when the newest of its files was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// The digest.
    pub digest: blake3::Hash,
    /// When the newest file was written.
    pub newest: Option<SystemTime>,
}

impl Print {
    /// The print of both.
    pub fn and(&self, other: &Self) -> Self {
        let both = [self.digest.as_bytes().as_slice(), other.digest.as_bytes()].concat();
        Self { digest: blake3::hash(&both), newest: self.newest.max(other.newest) }
    }
}

/// Nanoseconds since 1970 of a file's last change; 0 where the system does not say.
pub fn nanoseconds(time: std::io::Result<SystemTime>) -> i128 {
    let Ok(time) = time else { return 0 };
    match time.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => since.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    }
}

/// The print of files and of everything below folders; what is missing has its place in it, too. Names are taken relative to
/// `base`, so that a site may move.
pub fn print_of(base: &Path, roots: &[PathBuf]) -> Print {
    let folders: Vec<PathBuf> = roots.iter().flat_map(|root| first_level(root)).collect();
    let mut lines: Vec<(String, Option<SystemTime>)> =
        folders.par_iter().flat_map_iter(|root| lines(base, root)).collect();
    lines.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    for (line, _) in &lines {
        hasher.update(line.as_bytes());
    }
    Print { digest: hasher.finalize(), newest: lines.into_iter().filter_map(|(_, time)| time).max() }
}

/// Whether a print that was taken before `written` can be relied on: its newest file is older than any two moments that a
/// file system may take for one.
pub fn is_settled(print: &Print, written: SystemTime) -> bool {
    print.newest.is_none_or(|newest| newest.checked_add(COARSEST_TIME).is_some_and(|settled| settled < written))
}

/// A folder's entries, so that its sub-folders can be walked side by side; a file itself.
fn first_level(root: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(root) else { return vec![root.to_owned()] };
    entries.flatten().map(|entry| entry.path()).collect()
}

/// A line for every file at or below `root`.
fn lines(base: &Path, root: &Path) -> Vec<(String, Option<SystemTime>)> {
    let walk = walkdir::WalkDir::new(root).follow_links(true);
    let mut lines = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => {
                let path = entry.path().strip_prefix(base).unwrap_or(entry.path()).to_string_lossy().into_owned();
                let meta = entry.metadata().ok();
                let (size, time) = (meta.as_ref().map(std::fs::Metadata::len), meta.map(|meta| meta.modified()));
                let changed = time.as_ref().map_or(0, |time| time.as_ref().map_or(0, |time| nanoseconds(Ok(*time))));
                lines.push((format!("{path}\0{size:?}\0{changed}\n"), time.and_then(Result::ok)));
            }
            Err(error) => lines.push((format!("{}\0missing\n", error.path().unwrap_or(root).display()), None)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn whatever_is_done_to_a_file_shows() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path();
        fs::create_dir_all(base.join("content/a")).unwrap();
        fs::write(base.join("content/a/1.md"), "one").unwrap();
        let roots = [base.join("content"), base.join("themes/x")];
        let print = || print_of(base, &roots).digest;
        let mut seen = vec![print()];
        assert_eq!(print(), seen[0]);
        fs::write(base.join("content/a/2.md"), "two").unwrap();
        seen.push(print());
        let file = fs::File::options().write(true).open(base.join("content/a/2.md")).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1)).unwrap();
        seen.push(print());
        fs::rename(base.join("content/a/2.md"), base.join("content/a/3.md")).unwrap();
        seen.push(print());
        fs::create_dir_all(base.join("themes/x")).unwrap();
        fs::write(base.join("themes/x/theme.yaml"), "").unwrap();
        seen.push(print());
        fs::remove_file(base.join("content/a/3.md")).unwrap();
        seen.push(print());
        let mut distinct = seen.clone();
        distinct.sort_by_key(|hash| *hash.as_bytes());
        distinct.dedup();
        assert_eq!(distinct.len(), seen.len());
    }

    #[test]
    fn a_file_that_was_just_written_is_not_relied_on() {
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        let print = |newest| Print { digest: blake3::hash(b""), newest };
        assert!(is_settled(&print(Some(at(10))), at(13)) && is_settled(&print(None), at(0)));
        assert!(!is_settled(&print(Some(at(10))), at(12)) && !is_settled(&print(Some(at(10))), at(9)));
    }
}
