//! What oideyo remembers from one build to the next, in `SITE/.oideyo/`: pictures that were drawn, and what the last build
//! of an output folder saw and made. All of it may be deleted at any time: then it is worked out again.

mod notes;
mod pictures;
mod prints;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::paths::absolute;

pub use notes::{Footprint, Note, Notes, Summary, program};
pub use pictures::{Found, Pictures, Remembered};
pub use prints::{Print, print_of};

/// The folder below the site's.
pub const FOLDER: &str = ".oideyo";

/// Its `.gitignore`.
const IGNORED: &str = "# Made by oideyo; may be deleted at any time.\n*\n";

/// So many output folders are remembered; who builds into ever new ones shall not fill the disk.
const MOST_OUTPUTS: usize = 32;

/// The memory of a site.
#[derive(Clone, Debug)]
pub struct Memory {
    folder: PathBuf,
}

impl Memory {
    /// The memory of the site in folder `site`; nothing is read or made yet.
    pub fn of(site: &Path) -> Self {
        Self { folder: site.join(FOLDER) }
    }

    /// The pictures that were drawn before.
    pub fn pictures(&self) -> Pictures {
        Pictures::new(self.folder.join("pictures"))
    }

    /// The folder of what is known of one output folder, made if need be. A site that cannot be written to has no memory:
    /// the folder is missing then.
    pub fn output(&self, out: &Path) -> PathBuf {
        // The same before the folder is made and after, and by whichever way one comes to it: builds that wait for each
        // other have to meet.
        let name = blake3::hash(absolute(out).to_string_lossy().as_bytes()).to_hex();
        let outputs = self.folder.join("outputs");
        let folder = outputs.join(&name[..16]);
        // What can't be made is missing, and missed nowhere.
        if !folder.exists() && fs::create_dir_all(&folder).is_ok() {
            ignore(&self.folder);
            forget_oldest(&outputs);
        }
        folder
    }
}

/// Keeps the memory out of version control.
fn ignore(memory: &Path) {
    let file = memory.join(".gitignore");
    if !file.exists() {
        let _ = fs::write(file, IGNORED);
    }
}

/// Forgets the output folders that were built longest ago, where there are more than [`MOST_OUTPUTS`].
fn forget_oldest(outputs: &Path) {
    let folders = fs::read_dir(outputs).into_iter().flatten().flatten().map(|entry| entry.path());
    let built = |folder: &Path| fs::metadata(folder).and_then(|meta| meta.modified()).ok();
    let mut folders: Vec<_> = folders.map(|folder| (built(&folder), folder)).collect();
    folders.sort();
    let too_many = folders.len().saturating_sub(MOST_OUTPUTS);
    for (_, folder) in folders.into_iter().take(too_many) {
        let _ = fs::remove_dir_all(folder);
    }
}

/// The moment by the clock of the file system that `folder` lies in, which is the one that files' times are of. `None`: it
/// can't be written to.
pub fn stamp(folder: &Path) -> Option<SystemTime> {
    let file = folder.join("started");
    fs::write(&file, "").and_then(|()| fs::metadata(&file)).and_then(|meta| meta.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_output_folder_is_known_before_it_is_there() {
        let site = tempfile::tempdir().unwrap();
        let memory = Memory::of(site.path());
        let out = site.path().join("x/../deep/public");
        let known = memory.output(&out);
        fs::create_dir_all(site.path().join("x")).unwrap();
        fs::create_dir_all(&out).unwrap();
        assert_eq!(memory.output(&out), known);
        assert_eq!(memory.output(&out.canonicalize().unwrap()), known);
        assert_ne!(memory.output(site.path()), known);
    }

    #[test]
    fn few_output_folders_are_remembered() {
        let site = tempfile::tempdir().unwrap();
        let memory = Memory::of(site.path());
        for number in 0..MOST_OUTPUTS + 9 {
            memory.output(&site.path().join(number.to_string()));
        }
        assert_eq!(fs::read_dir(site.path().join(FOLDER).join("outputs")).unwrap().count(), MOST_OUTPUTS);
    }
}
