//! The print of a folder: a digest of the names, sizes and times of all files in it. As long as it is the same, nobody has
//! touched a file.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;

use crate::content::marks::{Marks, is_settled};

/// A print, and when the newest of its files was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// The digest.
    pub digest: blake3::Hash,
    /// When the newest file was written.
    pub newest: Option<SystemTime>,
}

impl Print {
    /// The digest in hex.
    pub fn hex(&self) -> String {
        self.digest.to_hex().to_string()
    }

    /// Whether it can be relied on, when reading began at `started`: its newest file is older than any two moments that a
    /// file system may take for one.
    pub fn is_settled(&self, started: SystemTime) -> bool {
        self.newest.is_none_or(|newest| is_settled(newest, started))
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
                let marks = entry.metadata().ok().map(|meta| Marks::of(&meta));
                lines.push((format!("{path}\0{marks:?}\n"), marks.and_then(|marks| marks.modified())));
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
    use std::time::Duration;

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
        #[cfg(unix)]
        {
            fs::write(base.join("content/a/2.md"), "owt").unwrap();
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1)).unwrap();
            seen.push(print());
        }
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
        assert!(print(Some(at(10))).is_settled(at(13)) && print(None).is_settled(at(0)));
        assert!(!print(Some(at(10))).is_settled(at(12)) && !print(Some(at(10))).is_settled(at(9)));
    }
}
