//! What the preview shows: the last good files, and the mistakes of the latest attempt.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::watch;

use super::Preview;
use crate::build::{self, File, Keeper, Kept, Key, Loaded, Made, Memory, OutputError};
use crate::channels::Artifact;
use crate::diagnostics::{Diagnostic, print_text};
use crate::site::Now;

/// A file in memory.
#[derive(Clone)]
struct Shown {
    kept: Kept,
    key: Key,
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
            Ok((made, fresh, loaded)) => {
                self.show(made, fresh, |address| loaded.keeps(address));
                loaded.diagnostics
            }
            Err(found) => found,
        };
        let errors: Vec<Diagnostic> = found.into_iter().filter(Diagnostic::is_error).collect();
        let text = print_text(&errors, self.preview.lang, false);
        *self.problems.write().unwrap_or_else(PoisonError::into_inner) = text;
        self.version.send_modify(|version| *version += 1);
    }

    fn attempt(&self, now: jiff::Timestamp) -> Result<(Made, Fresh, Loaded), Vec<Diagnostic>> {
        let loaded = build::load(&self.preview.site)?;
        let pictures = Memory::of(&self.preview.site).pictures();
        let files = self.files.read().unwrap_or_else(PoisonError::into_inner);
        let table = Table { shown: &files, fresh: Mutex::default() };
        match build::make_all(&loaded, &Now::new(now), &table, Some(&pictures), &()) {
            Ok(made) => Ok((made, table.fresh.into_inner().unwrap_or_else(PoisonError::into_inner), loaded)),
            Err(stop) => Err(loaded.diagnostics.into_iter().chain(stop.into_diagnostics()).collect()),
        }
    }

    /// Shows what was made. Earlier files for which `keeps` is true stay: a session with a mistake keeps its last good
    /// page while all others go on.
    fn show(&self, made: Made, mut fresh: Fresh, keeps: impl Fn(&str) -> bool) {
        let mut files = self.files.write().unwrap_or_else(PoisonError::into_inner);
        let kept = files.iter().filter(|(address, _)| keeps(address));
        let mut shown: HashMap<String, Shown> = kept.map(|(address, shown)| (address.clone(), shown.clone())).collect();
        for File { address, digest, legibility, key, .. } in made.files {
            let bytes = fresh.remove(&address).or_else(|| files.get(&address).map(|shown| Arc::clone(&shown.bytes)));
            if let Some(bytes) = bytes {
                shown.insert(address, Shown { kept: Kept { digest, legibility }, key, bytes });
            }
        }
        *files = shown;
    }
}

/// Files that were just made, by address.
type Fresh = HashMap<String, Arc<[u8]>>;

/// What is shown, and what was made to be shown next.
struct Table<'a> {
    shown: &'a HashMap<String, Shown>,
    fresh: Mutex<Fresh>,
}

impl Keeper for Table<'_> {
    fn kept(&self, artifact: &Artifact<'_>, key: &Key) -> Option<Kept> {
        let shown = self.shown.get(&artifact.address)?;
        (build::is_named_by_key(artifact) || shown.key == *key).then(|| shown.kept.clone())
    }

    fn take(&self, address: &str, bytes: &[u8], _: &blake3::Hash) -> Result<bool, OutputError> {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).insert(address.to_owned(), bytes.into());
        Ok(true)
    }
}
