//! Files that appear whole: written under another name beside their place, then renamed.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// How temporary files begin.
const TEMPORARY: &str = ".oideyo-tmp-";

/// Writes a file so that a reader sees the old one or the new one, never a part.
///
/// # Errors
/// What the disk says; the file that was there before is still there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
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
