//! Hears from the system that content or themes have changed.

use std::path::{Path, PathBuf};
use std::sync::mpsc;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::diagnostics::{Diagnostic, Message};

/// Starts to watch a site's folder until the process ends; whenever something changes in it, `changed` is called, often
/// several times for one file.
///
/// # Errors
/// The system can't watch files.
pub fn watch(site: &Path, changed: impl Fn() + Send + 'static) -> Result<(), Diagnostic> {
    let failed = |error: notify::Error| Diagnostic::error_anywhere(Message::CannotServe { reason: error.to_string() });
    // The folders may not exist yet; events tell whole paths.
    let site = absolute(site);
    let folders = [site.join("content"), site.join("themes")];
    let (told, events) = mpsc::channel();
    // The receiver lives as long as the process.
    let mut eyes = notify::recommended_watcher(move |event| drop(told.send(event))).map_err(failed)?;
    // The folders themselves may be deleted and come back: their parent sees it.
    eyes.watch(&site, RecursiveMode::NonRecursive).map_err(failed)?;
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        eyes.watch(folder, RecursiveMode::Recursive).map_err(failed)?;
    }
    // Folders can't be watched anew from where events are told.
    std::thread::spawn(move || {
        for event in events {
            let Some(change) = change(&event, &folders) else { continue };
            if change == Change::Folder {
                look_again(&mut eyes, &folders);
            }
            changed();
        }
    });
    Ok(())
}

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// To a file inside a watched folder.
    File,
    /// To a watched folder itself: it went or came back, and the system no longer looks into it.
    Folder,
}

fn change(event: &notify::Result<Event>, watched: &[PathBuf]) -> Option<Change> {
    let Ok(event) = event else { return Some(Change::Folder) };
    if event.kind.is_access() {
        return None;
    }
    if event.need_rescan() {
        return Some(Change::Folder);
    }
    let of = |path: &PathBuf| {
        let folder = watched.iter().find(|folder| path.starts_with(folder))?;
        Some(if path == folder { Change::Folder } else { Change::File })
    };
    event.paths.iter().filter_map(of).max()
}

/// Watches folders anew. One that is gone is seen by its parent when it comes back.
fn look_again(eyes: &mut RecommendedWatcher, folders: &[PathBuf]) {
    for folder in folders {
        let _ = eyes.unwatch(folder);
        if folder.is_dir() {
            let _ = eyes.watch(folder, RecursiveMode::Recursive);
        }
    }
}

fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
