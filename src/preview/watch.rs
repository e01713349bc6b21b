//! Watches content and themes; a burst of changes becomes one rebuild.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use super::State;
use crate::diagnostics::{Diagnostic, Message};

/// Editors write a file in several steps; this long after the last one it is read.
const QUIET: Duration = Duration::from_millis(80);

/// Watches as long as the returned value lives.
///
/// # Errors
/// The system can't watch files.
pub fn watch(state: &Arc<State>) -> Result<Debouncer<RecommendedWatcher, RecommendedCache>, Diagnostic> {
    let failed = |error: notify::Error| Diagnostic::error_anywhere(Message::CannotServe { reason: error.to_string() });
    // The folders may not exist yet; events tell whole paths.
    let site = absolute(&state.preview.site);
    let (content, themes) = (site.join("content"), site.join("themes"));
    let watched = (content.clone(), themes.clone());
    let state = Arc::clone(state);
    let handler = move |result: DebounceEventResult| {
        let ours = |path: &Path| path.starts_with(&watched.0) || path.starts_with(&watched.1);
        let changed = match &result {
            Ok(events) => events
                .iter()
                .filter(|event| !event.kind.is_access())
                .any(|event| event.paths.iter().any(|path| ours(path))),
            Err(_) => true,
        };
        if changed {
            state.rebuild();
        }
    };
    let mut debouncer = new_debouncer(QUIET, None, handler).map_err(failed)?;
    // The folders themselves may be deleted and come back: their parent sees it.
    debouncer.watch(&site, RecursiveMode::NonRecursive).map_err(failed)?;
    for folder in [content, themes] {
        if folder.is_dir() {
            debouncer.watch(&folder, RecursiveMode::Recursive).map_err(failed)?;
        }
    }
    Ok(debouncer)
}

fn absolute(path: &Path) -> std::path::PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
