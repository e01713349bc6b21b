//! Puts files into the output folder: each whole (temporary file, then rename), in the order that never shows a visitor
//! a link to nothing, removals last, and only of files that are ours.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use tempfile::NamedTempFile;

use super::Kept;
use super::legibility::Legibility;
use super::manifest::{FILE, Made, Manifest};
use crate::channels::Order;

/// How temporary files begin; what an interrupted build left behind is known by it.
const TEMPORARY: &str = ".oideyo-tmp-";

/// How often a file is written while other builds of the same folder get in the way.
const MOST_TRIES: u32 = 5;

/// One file, made and ready to be written.
#[derive(Debug)]
pub struct File {
    /// Its path below the output folder, with `/`.
    pub address: String,
    /// When it is written.
    pub order: Order,
    /// A superseded picture stays until this day.
    pub keep_until: Option<Date>,
    /// Its bytes; `None`: the file that lies there is right already.
    pub bytes: Option<Vec<u8>>,
    /// blake3 of its bytes, in hex.
    pub digest: String,
    /// How large its words and its code are, of a slide.
    pub legibility: Option<Legibility>,
}

/// What a build changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files written.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files removed.
    pub removed: usize,
}

/// Why the output could not be written.
#[derive(Debug)]
pub enum OutputError {
    /// Files that oideyo did not make lie where ours belong.
    Foreign {
        /// The first of them.
        file: String,
        /// How many.
        count: usize,
    },
    /// The disk refused.
    Io {
        /// The file.
        file: PathBuf,
        /// What it said.
        error: io::Error,
    },
}

/// An output folder and what is known of it.
pub struct Output<'a> {
    folder: &'a Path,
    before: Manifest,
}

impl<'a> Output<'a> {
    /// Opens an output folder; it need not exist yet.
    ///
    /// # Errors
    /// Its manifest is there and can't be read.
    pub fn open(folder: &'a Path) -> Result<Self, OutputError> {
        let before = Manifest::read(folder).map_err(|error| OutputError::Io { file: folder.join(FILE), error })?;
        Ok(Self { folder, before })
    }

    /// What is known of the file at `address`, where it is ours and still as we made it.
    pub fn unchanged(&self, address: &str) -> Option<Kept> {
        let made = self.before.files.get(address)?;
        let digest = made.digest.clone()?;
        let bytes = fs::read(self.folder.join(address)).ok()?;
        let legibility = made.legibility.clone();
        (blake3::hash(&bytes).to_hex().as_str() == digest).then_some(Kept { digest, legibility })
    }

    /// Writes `files` and removes what is ours and not among them. Earlier files for which `keeps` is true stay.
    ///
    /// # Errors
    /// See [`OutputError`]. Foreign files are found before anything is written; when the disk refuses, everything
    /// that was there before is still there.
    pub fn write(
        self,
        mut files: Vec<File>,
        today: Date,
        keeps: impl Fn(&str) -> bool,
        progress: impl Fn(),
    ) -> Result<Changes, OutputError> {
        files.sort_by(|a, b| (a.order, &a.address).cmp(&(b.order, &b.address)));
        self.refuse_foreign(&files)?;
        self.prepare(&files)?;
        let mut changes = Changes::default();
        for file in &files {
            match &file.bytes {
                Some(bytes) if !self.is_same(file) => {
                    let path = self.folder.join(&file.address);
                    write_whole(&path, bytes).map_err(|error| OutputError::Io { file: path, error })?;
                    changes.written += 1;
                }
                _ => changes.unchanged += 1,
            }
            progress();
        }
        let mut after = manifest_of(&files);
        self.remove(&mut after, today, keeps, &mut changes)?;
        self.save(&after)?;
        Ok(changes)
    }

    fn is_same(&self, file: &File) -> bool {
        let path = self.folder.join(&file.address);
        let size = file.bytes.as_ref().map(|bytes| bytes.len() as u64);
        fs::metadata(&path).is_ok_and(|meta| meta.is_file() && Some(meta.len()) == size)
            && fs::read(&path).is_ok_and(|bytes| blake3::hash(&bytes).to_hex().as_str() == file.digest)
    }

    /// Whether two addresses that differ in case only are one file, as on Windows: when `A` became `a`, removing `A` would
    /// remove what has just been written.
    fn is_one_file(&self, one: &str, other: &str) -> bool {
        let real = |address: &str| self.folder.join(address).canonicalize();
        one.eq_ignore_ascii_case(other) && real(one).is_ok_and(|one| real(other).is_ok_and(|other| one == other))
    }

    /// A file that lies where ours belongs and is not ours stops the build, unless it is the very same.
    fn refuse_foreign(&self, files: &[File]) -> Result<(), OutputError> {
        let foreign = |file: &&File| {
            self.leaves(&file.address)
                || !self.before.files.contains_key(&file.address)
                    && !self.before.files.keys().any(|ours| self.is_one_file(ours, &file.address))
                    && fs::symlink_metadata(self.folder.join(&file.address)).is_ok()
                    && !self.is_same(file)
        };
        let foreign: Vec<&File> = files.iter().filter(foreign).collect();
        match foreign.first() {
            None => Ok(()),
            Some(first) => Err(OutputError::Foreign { file: first.address.clone(), count: foreign.len() }),
        }
    }

    /// Whether a link inside the output folder leads elsewhere: what lies there is not ours.
    fn leaves(&self, address: &str) -> bool {
        let folders = Path::new(address).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        folders.map(|folder| self.folder.join(folder)).any(|folder| folder.is_symlink())
    }

    /// Folders, and a manifest that already claims what is about to be written: after a crash it is known as ours.
    fn prepare(&self, files: &[File]) -> Result<(), OutputError> {
        let mut folders: Vec<&Path> = files.iter().filter_map(|file| Path::new(&file.address).parent()).collect();
        folders.sort();
        folders.dedup();
        for folder in folders {
            let path = self.folder.join(folder);
            fs::create_dir_all(&path).map_err(|error| OutputError::Io { file: path.clone(), error })?;
            sweep(&path);
        }
        let mut claimed = self.before.clone();
        for file in files {
            claimed.files.entry(file.address.clone()).or_default();
        }
        if claimed == self.before { Ok(()) } else { self.save(&claimed) }
    }

    fn save(&self, manifest: &Manifest) -> Result<(), OutputError> {
        if *manifest == self.before && self.folder.join(FILE).is_file() {
            return Ok(());
        }
        manifest.write(self.folder).map_err(|error| OutputError::Io { file: self.folder.join(FILE), error })
    }

    /// Removes our earlier files that are no longer wanted; those that must stay a while go into `after`.
    fn remove(
        &self,
        after: &mut Manifest,
        today: Date,
        keeps: impl Fn(&str) -> bool,
        changes: &mut Changes,
    ) -> Result<(), OutputError> {
        for (address, made) in &self.before.files {
            if self.leaves(address) {
                continue;
            }
            if after.files.contains_key(address) || after.files.keys().any(|wanted| self.is_one_file(address, wanted)) {
                continue;
            }
            if keeps(address) || made.keep_until.is_some_and(|until| today <= until) {
                after.files.insert(address.clone(), made.clone());
                continue;
            }
            let path = self.folder.join(address);
            match fs::remove_file(&path) {
                Ok(()) => changes.removed += 1,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(OutputError::Io { file: path, error }),
            }
            remove_empty_folders(self.folder, &path);
        }
        Ok(())
    }
}

fn manifest_of(files: &[File]) -> Manifest {
    let made = |file: &File| Made {
        digest: Some(file.digest.clone()),
        keep_until: file.keep_until,
        legibility: file.legibility.clone(),
    };
    Manifest { files: files.iter().map(|file| (file.address.clone(), made(file))).collect::<BTreeMap<_, _>>() }
}

/// Removes what an interrupted build left in a folder. What can't be removed does no harm.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Folders that our last file left empty go too; one that holds anything else can't be removed and stays.
fn remove_empty_folders(out: &Path, file: &Path) {
    let mut folder = file.parent();
    while let Some(path) = folder.filter(|path| *path != out && path.starts_with(out)) {
        if fs::remove_dir(path).is_err() {
            return;
        }
        folder = path.parent();
    }
}

/// Writes a file so that a reader sees the old one or the new one, never a part.
///
/// # Errors
/// What the disk says; the file that was there before is still there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut tries = 1;
    loop {
        match try_write_whole(path, bytes) {
            // Another build swept our temporary file away, taking it for one that was left behind.
            Err(error) if error.kind() == io::ErrorKind::NotFound && tries < MOST_TRIES => tries += 1,
            result => return result,
        }
    }
}

fn try_write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    staged(path, bytes)?.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes files that belong together: nothing is replaced before all of them are on the disk.
///
/// # Errors
/// What the disk says, and of which file.
pub fn write_together<'a>(files: &'a [(PathBuf, &[u8])]) -> Result<(), (&'a Path, io::Error)> {
    let mut ready = Vec::new();
    for (path, bytes) in files {
        ready.push((path, staged(path, bytes).map_err(|error| (path.as_path(), error))?));
    }
    for (path, file) in ready {
        file.persist(path).map_err(|error| (path.as_path(), error.error))?;
    }
    Ok(())
}

/// A file's bytes beside the place where it will lie; they go if it never gets there.
fn staged(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    use std::io::Write;
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)?;
    file.write_all(bytes)?;
    readable_by_all(file.as_file())?;
    Ok(file)
}

/// Temporary files are private; a web server must be able to read what is published.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A link stands for a file system that takes `A.html` and `a.html` for one file.
    #[cfg(unix)]
    #[test]
    fn a_name_that_changes_its_case_only_is_not_removed() {
        let folder = tempfile::tempdir().unwrap();
        let file = |address: &str| File {
            address: address.to_owned(),
            order: Order::Page,
            keep_until: None,
            bytes: Some(b"new".to_vec()),
            digest: blake3::hash(b"new").to_hex().to_string(),
            legibility: None,
        };
        let write = |address| {
            Output::open(folder.path())
                .unwrap()
                .write(vec![file(address)], Date::constant(2026, 12, 1), |_| false, || ())
                .unwrap()
        };
        write("A.html");
        fs::rename(folder.path().join("A.html"), folder.path().join("a.html")).unwrap();
        std::os::unix::fs::symlink("a.html", folder.path().join("A.html")).unwrap();
        assert_eq!(write("a.html").removed, 0);
        assert_eq!(write("b.html").removed, 1);
    }
}
