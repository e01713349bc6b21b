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
pub use prints::{Print, is_settled, print_of};

/// The folder below the site's.
pub const FOLDER: &str = ".oideyo";

/// Keeps the folder out of version control.
const IGNORED: &str = "# Made by oideyo; may be deleted at any time.\n*\n";

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
        // The same name before the folder exists and after, whatever way leads to it.
        let name = blake3::hash(absolute(out).to_string_lossy().as_bytes()).to_hex();
        let folder = self.folder.join("outputs").join(&name[..16]);
        // What can't be made is missing, and missed nowhere.
        let _ = fs::create_dir_all(&folder);
        let ignore = self.folder.join(".gitignore");
        if !ignore.exists() {
            let _ = fs::write(ignore, IGNORED);
        }
        folder
    }
}

/// The moment by the clock of the file system that `folder` lies in, which is the one that files' times are of. `None`: it
/// can't be written to.
pub fn stamp(folder: &Path) -> Option<SystemTime> {
    let file = folder.join("started");
    fs::write(&file, "").and_then(|()| fs::metadata(&file)).and_then(|meta| meta.modified()).ok()
}
