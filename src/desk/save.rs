//! Puts a file down safely: beside the old one first, read back, then in its place; nothing is ever half-written.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::content::fields::Levels;
use crate::content::{Document, Encoding, encode, read_document};
use crate::diagnostics::{Diagnostic, Message};

/// How temporary files begin; readers of the content skip what begins with a dot.
const TEMPORARY: &str = ".oideyo-tmp-";

/// A file's bytes in its own encoding.
///
/// # Errors
/// CP932 lacks a character of it.
pub fn bytes(shown: &str, text: &str, encoding: Encoding) -> Result<Vec<u8>, Message> {
    encode(text, encoding).ok_or_else(|| {
        let mut missing: Vec<char> = text.chars().filter(|c| encode(&c.to_string(), encoding).is_none()).collect();
        missing.sort_unstable();
        missing.dedup();
        Message::DeskEncoding { file: shown.to_owned(), chars: missing.into_iter().collect() }
    })
}

/// Replaces the file at `path`, if what was written reads back as `is_right` wants it.
///
/// # Errors
/// Why the file stays as it was. `Ok(false)`: it does not read back right, and stays too.
pub fn replace(
    path: &Path,
    shown: &str,
    level: Levels,
    bytes: &[u8],
    is_right: impl FnOnce(&Document, &[Diagnostic]) -> bool,
) -> Result<bool, Message> {
    let refused = |error: io::Error| held(shown, &error);
    // A link stays a link: the file it leads to is the one that changes.
    let path = &path.canonicalize().map_err(refused)?;
    let permissions = fs::metadata(path).map_err(refused)?.permissions();
    if permissions.readonly() {
        return Err(Message::DeskReadOnly { file: shown.to_owned() });
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(refused)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(refused)?;
    file.as_file().set_permissions(permissions).map_err(refused)?;
    let mut found = Vec::new();
    let document = read_document(file.path(), shown, level, &mut found);
    if !is_right(&document, &found) {
        return Ok(false);
    }
    file.persist(path).map_err(|error| held(shown, &error.error))?;
    Ok(true)
}

/// Makes a new file; one that is there is never touched.
///
/// # Errors
/// There is one, or the disk refused. `Ok(false)`: it does not read back as `is_right` wants it; nothing was made.
pub fn create(
    path: &Path,
    shown: &str,
    bytes: &[u8],
    is_right: impl FnOnce(&Document) -> bool,
) -> Result<bool, Message> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let refused = |error: io::Error| held(shown, &error);
    let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder).map_err(refused)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(refused)?;
    readable_by_all(file.as_file()).map_err(refused)?;
    if !is_right(&read_document(file.path(), shown, Levels::SESSION, &mut Vec::new())) {
        return Ok(false);
    }
    match file.persist_noclobber(path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Message::DeskExists { file: shown.to_owned() })
        }
        Err(error) => Err(held(shown, &error.error)),
    }
}

/// Temporary files are private; colleagues on a shared folder must be able to read a new one.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> io::Result<()> {
    Ok(())
}

/// What to say when the disk refuses: on Windows nearly always another program that holds the file.
pub fn held(shown: &str, error: &io::Error) -> Message {
    /// ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows.
    const HELD: [i32; 2] = [32, 33];
    let by_code = cfg!(windows) && error.raw_os_error().is_some_and(|code| HELD.contains(&code));
    if by_code || error.kind() == io::ErrorKind::PermissionDenied {
        Message::DeskHeld { file: shown.to_owned(), reason: error.to_string() }
    } else {
        Message::CannotWrite { file: shown.to_owned(), reason: error.to_string() }
    }
}
