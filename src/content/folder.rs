//! What lies in the content folder and in a course's.

use std::io;
use std::path::{Path, PathBuf};

use super::POLICY;
use crate::diagnostics::{Diagnostic, Message};

/// Names of the folders in `content/`, sorted; a Markdown file lying beside them is in the wrong place.
pub(super) fn folders(content: &Path, found: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut folders = Vec::new();
    for Entry { name, is_dir, .. } in entries(content, "content", found) {
        if is_dir {
            folders.push(name);
        } else if name.ends_with(".md") && name != POLICY {
            found.push(Diagnostic::error_anywhere(Message::FileOutsideCourse { file: format!("content/{name}") }));
        }
    }
    folders
}

/// What lies in a folder; behind a link, what it leads to.
pub(super) struct Entry {
    pub name: String,
    pub path: PathBuf,
    pub is_dir: bool,
    pub is_file: bool,
}

/// Visible entries of a folder, sorted by name so that every machine sees the same order.
pub(super) fn entries(folder: &Path, shown: &str, found: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for entry in walkdir::WalkDir::new(folder).min_depth(1).max_depth(1).sort_by_file_name() {
        match entry {
            Ok(entry) => {
                let name = entry.file_name().to_string_lossy().into_owned();
                if !name.starts_with(['.', '~']) {
                    // The folder says what lies in it; only what is behind a link has to be asked.
                    let kind = entry.file_type();
                    let behind = kind.is_symlink().then(|| std::fs::metadata(entry.path()).ok()).flatten();
                    let kind = behind.map_or(kind, |meta| meta.file_type());
                    let (is_dir, is_file) = (kind.is_dir(), kind.is_file());
                    entries.push(Entry { name, path: entry.into_path(), is_dir, is_file });
                }
            }
            Err(error) => found.push(unreadable(shown, &error.into())),
        }
    }
    entries
}

fn unreadable(file: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::error_anywhere(Message::CannotRead { file: file.to_owned(), reason: error.to_string() })
}
