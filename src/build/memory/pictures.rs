//! Pictures that were drawn before, by the digest of everything they depend on.
//!
//! An entry's name is its key in hex and never depends on the machine, so the folder can be shared. An entry begins with
//! the digest of the rest: one that is damaged is found and drawn anew. Entries appear whole, so that builds at the same
//! time do not disturb each other.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use crate::build::Legibility;
use crate::build::output::write_whole;

/// All entries together, in bytes: about 15,000 cards and slides.
const MOST_BYTES: u64 = 1 << 30;
/// What is left when that is passed, so that it is not passed again at once.
const LEFT_BYTES: u64 = MOST_BYTES / 4 * 3;
/// An entry that was used is marked so once in this time.
const MARKED_EVERY: Duration = Duration::from_secs(24 * 3600);

/// A picture out of the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// The file.
    pub bytes: Vec<u8>,
    /// What was found when it was drawn.
    pub found: Found,
}

/// What was found when a picture was drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// How large its words and its code are, of a slide.
    pub legibility: Option<Legibility>,
    /// Fields with a phrase that had to be torn.
    pub torn: Vec<String>,
}

/// The pictures of a site.
#[derive(Debug)]
pub struct Pictures {
    folder: PathBuf,
    /// Whether the disk takes no more, so that nobody tries again and again.
    is_full: AtomicBool,
    has_grown: AtomicBool,
}

impl Pictures {
    /// The pictures in `folder`, which need not exist.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, is_full: AtomicBool::new(false), has_grown: AtomicBool::new(false) }
    }

    fn path(&self, key: &blake3::Hash) -> PathBuf {
        let name = key.to_hex();
        self.folder.join(&name[..2]).join(&name[2..])
    }

    /// The picture with this key; `None`: it is not there, or damaged, and then it is gone.
    pub fn get(&self, key: &blake3::Hash) -> Option<Remembered> {
        let path = self.path(key);
        let bytes = fs::read(&path).ok()?;
        let remembered = parse(&bytes);
        if remembered.is_none() {
            let _ = fs::remove_file(&path);
        } else {
            mark_used(&path);
        }
        remembered
    }

    /// Remembers a picture. Where that fails it is drawn again the next time.
    pub fn put(&self, key: &blake3::Hash, picture: &Remembered) {
        if self.is_full.load(Ordering::Relaxed) {
            return;
        }
        let path = self.path(key);
        let folder = path.parent().unwrap_or(&self.folder);
        let written = fs::create_dir_all(folder).and_then(|()| write_whole(&path, &written(picture)));
        let is_written = written.is_ok();
        self.has_grown.fetch_or(is_written, Ordering::Relaxed);
        self.is_full.fetch_or(!is_written, Ordering::Relaxed);
    }

    /// Makes room on a full disk: what is published comes before what is remembered. From here on nothing is remembered.
    /// Returns whether there was anything to forget.
    pub fn give_way(&self) -> bool {
        self.is_full.store(true, Ordering::Relaxed);
        fs::remove_dir_all(&self.folder).is_ok()
    }
}

/// However a build ends, what was not used for longest goes where all together are too large.
impl Drop for Pictures {
    fn drop(&mut self) {
        if self.has_grown.load(Ordering::Relaxed) {
            shrink(&self.folder, MOST_BYTES, LEFT_BYTES);
            self.folder.parent().map(super::ignore);
        }
    }
}

/// An entry's bytes: digest of the rest, a line of JSON, the file.
fn written(picture: &Remembered) -> Vec<u8> {
    let mut rest = serde_json::to_vec(&picture.found).unwrap_or_default();
    rest.push(b'\n');
    rest.extend_from_slice(&picture.bytes);
    [blake3::hash(&rest).as_bytes(), &*rest].concat()
}

fn parse(entry: &[u8]) -> Option<Remembered> {
    let (digest, rest) = entry.split_at_checked(blake3::OUT_LEN)?;
    if blake3::hash(rest).as_bytes() != digest {
        return None;
    }
    let line = rest.iter().position(|byte| *byte == b'\n')?;
    let found = serde_json::from_slice(&rest[..line]).ok()?;
    Some(Remembered { bytes: rest[line + 1..].to_vec(), found })
}

/// A file's time says when it was last of use; what can't be marked goes sooner.
fn mark_used(path: &Path) {
    let now = SystemTime::now();
    let is_old = |time: SystemTime| now.duration_since(time).is_ok_and(|age| age > MARKED_EVERY);
    if fs::metadata(path).and_then(|meta| meta.modified()).is_ok_and(is_old)
        && let Ok(file) = fs::File::options().write(true).open(path)
    {
        let _ = file.set_modified(now);
    }
}

/// Removes the oldest files below `folder` until `left` bytes are left, if there are more than `most`.
fn shrink(folder: &Path, most: u64, left: u64) {
    let mut entries: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let Ok(meta) = entry.metadata() else { continue };
        entries.push((meta.modified().unwrap_or(SystemTime::UNIX_EPOCH), meta.len(), entry.into_path()));
    }
    let mut total: u64 = entries.iter().map(|(_, size, _)| size).sum();
    if total <= most {
        return;
    }
    entries.sort();
    for (_, size, path) in entries {
        if total <= left {
            return;
        }
        // One that another build removed first is gone as well.
        let _ = fs::remove_file(path);
        total -= size;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(bytes: &[u8]) -> Remembered {
        let legibility = Some(Legibility { text_px: 42, code_px: None });
        Remembered { bytes: bytes.to_vec(), found: Found { legibility, torn: vec!["headline".to_owned()] } }
    }

    #[test]
    fn what_is_put_comes_back_and_what_is_damaged_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = Pictures::new(folder.path().join("deep/pictures"));
        let key = blake3::hash(b"key");
        assert_eq!(pictures.get(&key), None);
        pictures.put(&key, &picture(b"a\nb\0"));
        assert_eq!(pictures.get(&key), Some(picture(b"a\nb\0")));
        let whole = fs::read(pictures.path(&key)).unwrap();
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 4;
            fs::write(pictures.path(&key), &damaged).unwrap();
            assert_eq!(pictures.get(&key), None, "byte {at}");
            assert!(!pictures.path(&key).exists(), "it is gone");
            fs::write(pictures.path(&key), &whole[..at]).unwrap();
            assert_eq!(pictures.get(&key), None, "cut at {at}");
        }
    }

    #[test]
    fn pictures_give_way_once_on_a_full_disk() {
        let folder = tempfile::tempdir().unwrap();
        let pictures = Pictures::new(folder.path().join("pictures"));
        let key = blake3::hash(b"key");
        pictures.put(&key, &picture(b"x"));
        assert!(pictures.give_way(), "there was something");
        pictures.put(&key, &picture(b"x"));
        assert_eq!(pictures.get(&key), None);
        assert!(!pictures.give_way(), "whoever tries once more gains nothing");
    }

    #[test]
    fn the_oldest_go_first() {
        let folder = tempfile::tempdir().unwrap();
        for age in 1..=5u64 {
            let path = folder.path().join(age.to_string());
            fs::write(&path, [0; 100]).unwrap();
            let used = SystemTime::now() - Duration::from_secs(age * 3600);
            fs::File::options().write(true).open(path).unwrap().set_modified(used).unwrap();
        }
        shrink(folder.path(), 500, 250);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 5, "not too large");
        shrink(folder.path(), 499, 250);
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["1", "2"]);
    }
}
