//! Where files wait until all of them are made: a folder inside the output folder, with the same folders below it, so
//! that each takes its place by a rename, and a folder that is new by one for all of its files.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::lock;
use crate::build::memory::Footprint;

/// Its name in the output folder.
const FOLDER: &str = ".oideyo-new";

/// The waiting files.
pub struct Staging {
    folder: PathBuf,
    /// Whether the output folder was made for this build, so that it goes when nothing comes of it.
    made_output: bool,
    folders: Mutex<HashSet<String>>,
    /// How each file was written.
    written: Mutex<HashMap<String, Footprint>>,
}

/// Whether an interrupted build left files waiting in the output folder `out`.
pub fn is_left_behind(out: &Path) -> bool {
    out.join(FOLDER).exists()
}

impl Staging {
    /// An empty waiting room in the output folder `out`, which is made if need be. What an interrupted build left there goes.
    ///
    /// # Errors
    /// The folder can't be written to.
    pub fn new(out: &Path) -> io::Result<Self> {
        let folder = out.join(FOLDER);
        let made_output = !out.exists();
        match fs::remove_dir_all(&folder) {
            Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound) && folder.exists() => return Err(error),
            _ => {}
        }
        fs::create_dir_all(&folder)?;
        Ok(Self { folder, made_output, folders: Mutex::default(), written: Mutex::default() })
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file that waits to be placed at `address`.
    ///
    /// # Errors
    /// What the disk says.
    pub fn write(&self, address: &str, bytes: &[u8]) -> io::Result<()> {
        if let Some((folder, _)) = address.rsplit_once('/') {
            self.make(folder)?;
        }
        let mut file = fs::File::create_new(self.folder.join(address))?;
        file.write_all(bytes)?;
        let footprint = Footprint::of(&file.metadata()?);
        lock(&self.written).insert(address.to_owned(), footprint);
        Ok(())
    }

    fn make(&self, folder: &str) -> io::Result<()> {
        let is_made = lock(&self.folders).contains(folder);
        if !is_made {
            fs::create_dir_all(self.folder.join(folder))?;
            lock(&self.folders).insert(folder.to_owned());
        }
        Ok(())
    }

    /// How the file for `address` was written; `None`: it was not.
    pub fn footprint(&self, address: &str) -> Option<Footprint> {
        lock(&self.written).get(address).copied()
    }

    /// The addresses of all waiting files.
    pub fn addresses(&self) -> Vec<String> {
        lock(&self.written).keys().cloned().collect()
    }

    /// The folders below, each behind the one it lies in.
    pub fn folders(&self) -> Vec<String> {
        let made = lock(&self.folders);
        let mut folders: HashSet<&str> = HashSet::new();
        for folder in made.iter() {
            folders.extend(folder.match_indices('/').map(|(at, _)| &folder[..at]));
            folders.insert(folder);
        }
        let mut folders: Vec<String> = folders.into_iter().map(str::to_owned).collect();
        folders.sort();
        folders
    }
}

/// Whatever comes of a build, nothing waits behind it.
impl Drop for Staging {
    fn drop(&mut self) {
        // What can't be removed does no harm: the next build removes it.
        let _ = fs::remove_dir_all(&self.folder);
        if self.made_output
            && let Some(out) = self.folder.parent()
        {
            // Only where it is still empty.
            let _ = fs::remove_dir(out);
        }
    }
}
