//! What the preview shows: the last good files, and the mistakes of the latest attempt.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::watch;

use super::Preview;
use crate::build::{self, Kept, Loaded, Made};
use crate::diagnostics::{Diagnostic, print_text};

/// A file in memory.
#[derive(Clone)]
struct Shown {
    kept: Kept,
    bytes: Arc<[u8]>,
}

/// The preview's memory, shared by all requests.
pub struct State {
    /// What to show.
    pub preview: Preview,
    files: RwLock<HashMap<String, Shown>>,
    problems: RwLock<String>,
    /// Only one rebuild at a time.
    at_work: Mutex<()>,
    version: watch::Sender<u64>,
}

impl State {
    /// An empty memory.
    pub fn new(preview: Preview) -> Self {
        Self {
            preview,
            files: RwLock::default(),
            problems: RwLock::default(),
            at_work: Mutex::default(),
            version: watch::Sender::new(0),
        }
    }

    /// The bytes of a file.
    pub fn file(&self, address: &str) -> Option<Arc<[u8]>> {
        self.files.read().unwrap_or_else(PoisonError::into_inner).get(address).map(|shown| Arc::clone(&shown.bytes))
    }

    /// What is wrong at present, as text; empty when all is well.
    pub fn problems(&self) -> String {
        self.problems.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A number that rises with every change of what is shown.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// Reads everything anew. Where that fails the last good files stay, and the mistakes are shown over them.
    pub fn rebuild(&self) {
        let _alone = self.at_work.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.preview.now.unwrap_or_else(self.preview.clock);
        let found = match self.attempt(now) {
            Ok((made, loaded)) => {
                self.show(made, |address| loaded.keeps(address));
                loaded.diagnostics
            }
            Err(found) => found,
        };
        let errors: Vec<Diagnostic> = found.into_iter().filter(Diagnostic::is_error).collect();
        let text = print_text(&errors, self.preview.lang, false);
        *self.problems.write().unwrap_or_else(PoisonError::into_inner) = text;
        self.version.send_modify(|version| *version += 1);
    }

    fn attempt(&self, now: jiff::Timestamp) -> Result<(Made, Loaded), Vec<Diagnostic>> {
        let loaded = build::load(&self.preview.site)?;
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        let have = |address: &str| files.get(address).map(|shown| shown.kept.clone());
        match build::make_all(&loaded, now, &have, &()) {
            Ok(made) => Ok((made, loaded)),
            Err(errors) => Err(loaded.diagnostics.into_iter().chain(errors).collect()),
        }
    }

    /// Shows what was made. Earlier files for which `keeps` is true stay: a session with a mistake keeps its last good
    /// page while all others go on.
    fn show(&self, made: Made, keeps: impl Fn(&str) -> bool) {
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        let kept = files.iter().filter(|(address, _)| keeps(address));
        let mut fresh: HashMap<String, Shown> = kept.map(|(address, shown)| (address.clone(), shown.clone())).collect();
        for file in made.files {
            let bytes = match file.bytes {
                Some(bytes) => Some(Arc::from(bytes)),
                None => files.get(&file.address).map(|shown| Arc::clone(&shown.bytes)),
            };
            if let Some(bytes) = bytes {
                let kept = Kept { digest: file.digest, legibility: file.legibility };
                fresh.insert(file.address, Shown { kept, bytes });
            }
        }
        *files = fresh;
    }
}
