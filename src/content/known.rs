//! Files as they were read before, for whoever reads the same folder again and again: what nobody touched since is not read
//! again. And drafts, which are read in the place of files that are not saved yet.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::fields::Levels;
use super::marks::Marks;
use super::named::{FilmFile, FilmProblem, PhotoFile, PhotoProblem};
use super::{Document, read_bytes, read_document};
use crate::diagnostics::Diagnostic;

/// Texts that are read in the place of files: by the file's path from the site's folder, with `/`.
pub type Drafts = HashMap<String, Arc<[u8]>>;

/// What is known of files from reading them before.
#[derive(Debug, Default)]
pub struct Known {
    drafts: Drafts,
    documents: Remembered<(Arc<Document>, Vec<Diagnostic>)>,
    /// The photos that files name.
    pub(super) photos: Remembered<Result<PhotoFile, PhotoProblem>>,
    /// The films that files name.
    pub(super) films: Remembered<Result<FilmFile, FilmProblem>>,
}

impl Known {
    /// Says what to read in the place of files from now on.
    pub fn read_drafts(&mut self, drafts: Drafts) {
        self.drafts = drafts;
    }

    /// Forgets what was not asked for since this was called last: files that are gone.
    pub fn forget_the_rest(&mut self) {
        self.documents.forget_the_rest();
        self.photos.forget_the_rest();
        self.films.forget_the_rest();
    }

    /// Reads a file, or remembers how it was read. What is wrong with it is told each time.
    pub(super) fn document(
        &self,
        path: &Path,
        shown: &str,
        level: Levels,
        found: &mut Vec<Diagnostic>,
    ) -> Arc<Document> {
        if let Some(draft) = self.drafts.get(shown) {
            return Arc::new(read_bytes(draft, shown, level, found));
        }
        let read = || {
            let mut found = Vec::new();
            let document = read_document(path, shown, level, &mut found);
            (Arc::new(document), found)
        };
        let (document, told) = self.documents.get(path, read);
        found.extend(told);
        document
    }
}

/// What was found in files, by their path.
#[derive(Debug)]
pub(super) struct Remembered<T> {
    files: Mutex<HashMap<PathBuf, Entry<T>>>,
}

#[derive(Debug)]
struct Entry<T> {
    marks: Marks,
    value: T,
    was_asked_for: bool,
}

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Self { files: Mutex::default() }
    }
}

impl<T: Clone> Remembered<T> {
    /// What `look` finds in a file, or found when it was last touched.
    pub(super) fn get(&self, path: &Path, look: impl FnOnce() -> T) -> T {
        let started = SystemTime::now();
        // Taken before looking: what is written meanwhile will show as a change.
        let marks = std::fs::metadata(path).ok().map(|meta| Marks::of(&meta));
        if let Some(marks) = marks
            && let Some(entry) = self.files.lock().unwrap_or_else(PoisonError::into_inner).get_mut(path)
            && entry.marks == marks
        {
            entry.was_asked_for = true;
            return entry.value.clone();
        }
        let value = look();
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        match marks.filter(|marks| marks.are_settled(started)) {
            Some(marks) => files.insert(path.to_owned(), Entry { marks, value: value.clone(), was_asked_for: true }),
            None => files.remove(path),
        };
        value
    }

    fn forget_the_rest(&mut self) {
        let files = self.files.get_mut().unwrap_or_else(PoisonError::into_inner);
        files.retain(|_, entry| std::mem::take(&mut entry.was_asked_for));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::fs;
    use std::time::Duration;

    #[test]
    fn a_file_is_looked_at_again_only_when_it_was_touched() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let (mut remembered, looks) = (Remembered::default(), Cell::new(0));
        let look = |remembered: &Remembered<Option<String>>| {
            remembered.get(&path, || {
                looks.set(looks.get() + 1);
                fs::read_to_string(&path).ok()
            })
        };
        assert_eq!(look(&remembered), None);
        fs::write(&path, "one").unwrap();
        assert_eq!(look(&remembered).as_deref(), Some("one"));
        assert_eq!((look(&remembered).as_deref(), looks.get()), (Some("one"), 3), "it was just written: not relied on");
        let long_ago = |seconds| SystemTime::now() - Duration::from_secs(seconds);
        let set = |seconds| fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago(seconds));
        set(60).unwrap();
        look(&remembered);
        assert_eq!((look(&remembered).as_deref(), looks.get()), (Some("one"), 4));
        fs::write(&path, "two").unwrap();
        set(30).unwrap();
        assert_eq!((look(&remembered).as_deref(), looks.get()), (Some("two"), 5), "of the same size");
        remembered.forget_the_rest();
        remembered.forget_the_rest();
        assert_eq!((look(&remembered).as_deref(), looks.get()), (Some("two"), 6), "nobody had asked for it");
        fs::remove_file(&path).unwrap();
        assert_eq!(look(&remembered), None);
    }
}
