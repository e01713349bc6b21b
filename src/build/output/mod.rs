//! The output folder: every file is written beside it first, and nothing is touched before all of them are there. Then
//! they take their places in an order in which a visitor who comes in by an address that was there before never meets a
//! link to nothing; removals come last, and only of files that are ours.

mod lock;
mod place;
mod staging;
mod whole;

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use super::keeper::{Keeper, Kept, is_named_by_key};
use super::key::Key;
use super::make_all::File;
use super::manifest::{FILE, Made, Manifest, stays_inside};
use super::memory::{Footprint, Note};
use crate::channels::Artifact;
use crate::diagnostics::{Diagnostic, Message};
pub use lock::Lock;
use staging::Staging;
pub use staging::is_left_behind;
pub use whole::{write_together, write_whole};

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

impl OutputError {
    fn io(file: &Path) -> impl FnOnce(io::Error) -> Self {
        let file = file.to_owned();
        |error| Self::Io { file, error }
    }

    /// Whether there is no room left.
    pub fn is_full(&self) -> bool {
        use io::ErrorKind::{QuotaExceeded, StorageFull};
        matches!(self, Self::Io { error, .. } if matches!(error.kind(), StorageFull | QuotaExceeded))
    }

    /// What there is to tell.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let message = match self {
            Self::Foreign { file, count } => Message::ForeignFile { file, count },
            Self::Io { file, error } => {
                Message::CannotWrite { file: file.display().to_string(), reason: error.to_string() }
            }
        };
        vec![Diagnostic::error_anywhere(message)]
    }
}

/// An output folder, what is known of it, and what shall become of it.
pub struct Output<'a> {
    folder: &'a Path,
    before: Manifest,
    notes: HashMap<String, Note>,
    staging: Staging,
    foreign: Mutex<Vec<String>>,
    /// Whether a folder of the output leads elsewhere by a link, by its address.
    links: Mutex<HashMap<String, bool>>,
}

impl<'a> Output<'a> {
    /// Opens an output folder; it need not exist yet. `notes` is what the last build left to know of its files.
    ///
    /// # Errors
    /// Its manifest is there and can't be read, or the folder can't be written to.
    pub fn open(folder: &'a Path, notes: HashMap<String, Note>) -> Result<Self, OutputError> {
        let mut before = Manifest::read(folder).map_err(OutputError::io(&folder.join(FILE)))?;
        if before.files.is_empty() {
            before = adopted(folder, &notes);
        }
        // Notes and manifest are two halves of one record. Where another manifest lies there than the last build left (an older
        // one was put back, a build was killed), every file is looked at anew.
        let are_of_one_build =
            notes.get(FILE).is_some_and(|note| Footprint::at(&folder.join(FILE)) == Some(note.footprint));
        let notes = if are_of_one_build { notes } else { HashMap::new() };
        let staging = Staging::new(folder).map_err(OutputError::io(folder))?;
        Ok(Self { folder, before, notes, staging, foreign: Mutex::default(), links: Mutex::default() })
    }

    /// The note on a file that nobody has touched since.
    fn note(&self, address: &str) -> Option<Note> {
        let note = *self.notes.get(address)?;
        (Footprint::at(&self.folder.join(address))? == note.footprint).then_some(note)
    }

    /// What is known of the file at `address`, where it is ours and still as we made it.
    fn known(&self, address: &str) -> Option<(Kept, Option<Note>)> {
        let made = self.before.files.get(address)?;
        let kept = Kept { digest: made.digest?, legibility: made.legibility.clone() };
        if let Some(note) = self.note(address) {
            return Some((kept, Some(note)));
        }
        let bytes = fs::read(self.folder.join(address)).ok()?;
        (blake3::hash(&bytes) == kept.digest).then_some((kept, None))
    }

    /// Whether exactly these bytes lie at `address`.
    fn is_there(&self, address: &str, bytes: &[u8], digest: &blake3::Hash) -> bool {
        let path = self.folder.join(address);
        let Ok(meta) = fs::symlink_metadata(&path) else { return false };
        if !meta.is_file() || meta.len() != bytes.len() as u64 {
            return false;
        }
        let is_known = self.notes.get(address).is_some_and(|note| note.footprint == Footprint::of(&meta))
            && self.before.files.get(address).is_some_and(|made| made.digest.as_ref() == Some(digest));
        is_known || fs::read(&path).is_ok_and(|there| there == bytes)
    }

    /// Whether something lies at `address` that we did not make, or a link on the way to it leads elsewhere.
    fn is_foreign(&self, address: &str) -> bool {
        self.leaves(address)
            || !self.before.files.contains_key(address)
                && fs::symlink_metadata(self.folder.join(address)).is_ok()
                && !self.before.files.keys().any(|ours| self.is_one_file(ours, address))
    }

    /// Whether two addresses that differ in case only are one file, as on Windows: when `A` became `a`, removing `A` would
    /// remove what has just been written.
    fn is_one_file(&self, one: &str, other: &str) -> bool {
        let real = |address: &str| self.folder.join(address).canonicalize();
        one.eq_ignore_ascii_case(other) && real(one).is_ok_and(|one| real(other).is_ok_and(|other| one == other))
    }

    /// Whether a link inside the output folder leads elsewhere: what lies there is not ours.
    fn leaves(&self, address: &str) -> bool {
        let Some((folder, _)) = address.rsplit_once('/') else { return false };
        if let Some(known) = lock(&self.links).get(folder) {
            return *known;
        }
        let folders = Path::new(folder).ancestors().filter(|folder| !folder.as_os_str().is_empty());
        let leaves = folders.map(|folder| self.folder.join(folder)).any(|folder| folder.is_symlink());
        lock(&self.links).insert(folder.to_owned(), leaves);
        leaves
    }

    /// The first of the files in our way, and how many there are.
    fn refuse_foreign(&self) -> Result<(), OutputError> {
        let mut foreign = std::mem::take(&mut *lock(&self.foreign));
        foreign.sort();
        match foreign.first() {
            None => Ok(()),
            Some(first) => Err(OutputError::Foreign { file: first.clone(), count: foreign.len() }),
        }
    }

    /// Whether an earlier build made a file at `address`.
    pub fn had(&self, address: &str) -> bool {
        self.before.files.contains_key(address)
    }

    /// How every file lies there now, for the next build.
    pub fn noted<'f>(&self, files: &'f [File]) -> Vec<(&'f str, Note)> {
        let footprint =
            |address: &str| self.staging.footprint(address).or_else(|| Footprint::at(&self.folder.join(address)));
        let note =
            |file: &'f File| Some((&*file.address, Note { footprint: footprint(&file.address)?, key: file.key }));
        let manifest =
            Footprint::at(&self.folder.join(FILE)).map(|footprint| (FILE, Note { footprint, key: Key::default() }));
        files.par_iter().filter_map(note).chain(manifest).collect()
    }
}

impl Keeper for Output<'_> {
    fn kept(&self, artifact: &Artifact<'_>, key: &Key) -> Option<Kept> {
        if is_named_by_key(artifact) {
            return self.known(&artifact.address).map(|(kept, _)| kept);
        }
        let note = self.notes.get(&artifact.address).filter(|note| note.key == *key)?;
        let made = self.before.files.get(&artifact.address)?;
        let is_untouched = Footprint::at(&self.folder.join(&artifact.address)) == Some(note.footprint);
        Some(Kept { digest: made.digest.filter(|_| is_untouched)?, legibility: made.legibility.clone() })
    }

    fn take(&self, address: &str, bytes: &[u8], digest: &blake3::Hash) -> Result<bool, OutputError> {
        if self.is_there(address, bytes, digest) && !self.leaves(address) {
            return Ok(false);
        }
        if self.is_foreign(address) {
            lock(&self.foreign).push(address.to_owned());
            return Ok(true);
        }
        self.staging.write(address, bytes).map_err(OutputError::io(&self.folder.join(address)))?;
        Ok(true)
    }
}

/// What is ours in an output folder whose manifest is gone or damaged: every file that lies there as the last build left it.
fn adopted(folder: &Path, notes: &HashMap<String, Note>) -> Manifest {
    let is_ours = |(address, note): &(&String, &Note)| {
        stays_inside(address) && Footprint::at(&folder.join(address)) == Some(note.footprint)
    };
    let ours = notes.iter().filter(|(address, _)| *address != FILE).filter(is_ours);
    Manifest { files: ours.map(|(address, _)| (address.clone(), Made::default())).collect() }
}

/// A mutex whose holder cannot have left it half-changed.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
