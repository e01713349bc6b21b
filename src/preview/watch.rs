//! Watches content and themes; a burst of changes becomes one rebuild.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use crate::diagnostics::{Diagnostic, Message};

/// Editors write a file in several steps; this long after the last one it is read.
const QUIET: Duration = Duration::from_millis(80);

type Eyes = Debouncer<RecommendedWatcher, RecommendedCache>;

/// Watches as long as it lives.
pub struct Watcher {
    _eyes: Arc<Mutex<Option<Eyes>>>,
}

/// Starts to watch a site's folder; every burst of changes calls `changed`.
///
/// # Errors
/// The system can't watch files.
pub fn watch(site: &Path, changed: impl Fn() + Send + 'static) -> Result<Watcher, Diagnostic> {
    let failed = |error: notify::Error| Diagnostic::error_anywhere(Message::CannotServe { reason: error.to_string() });
    // The folders may not exist yet; events tell whole paths.
    let site = absolute(site);
    let folders = [site.join("content"), site.join("themes")];
    let eyes = Arc::new(Mutex::new(None::<Eyes>));
    let (watched, back) = (folders.clone(), Arc::downgrade(&eyes));
    let handler = move |result: DebounceEventResult| {
        let Some(change) = change(&result, &watched) else { return };
        if change == Change::Folder
            && let Some(eyes) = back.upgrade()
            && let Some(eyes) = eyes.lock().unwrap_or_else(PoisonError::into_inner).as_mut()
        {
            look_again(eyes, &watched);
        }
        changed();
    };
    let mut debouncer = new_debouncer(QUIET, None, handler).map_err(failed)?;
    // The folders themselves may be deleted and come back: their parent sees it.
    debouncer.watch(&site, RecursiveMode::NonRecursive).map_err(failed)?;
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        debouncer.watch(folder, RecursiveMode::Recursive).map_err(failed)?;
    }
    *eyes.lock().unwrap_or_else(PoisonError::into_inner) = Some(debouncer);
    Ok(Watcher { _eyes: eyes })
}

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// To a file inside a watched folder.
    File,
    /// To a watched folder itself: it went or came back, and the system no longer looks into it.
    Folder,
}

fn change(result: &DebounceEventResult, watched: &[PathBuf]) -> Option<Change> {
    let Ok(events) = result else { return Some(Change::Folder) };
    let paths = events.iter().filter(|event| !event.kind.is_access()).flat_map(|event| &event.paths);
    let of = |path: &PathBuf| {
        let folder = watched.iter().find(|folder| path.starts_with(folder))?;
        Some(if path == folder { Change::Folder } else { Change::File })
    };
    paths.filter_map(of).max()
}

/// Watches folders anew. One that is gone is seen by its parent when it comes back.
fn look_again(eyes: &mut Eyes, folders: &[PathBuf]) {
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
