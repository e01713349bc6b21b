//! What all requests and the rounds share: what is shown now, drafts that are not saved yet, whose pictures are looked at, and
//! the bell that calls for another round.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::Preview;
use super::shown::{Shown, Stage};
use super::workbench::model::{Model, Seen};
use crate::content::Drafts;

/// A picture that is being drawn is waited for so long, ms.
const PATIENCE: Duration = Duration::from_secs(20);

/// The preview's memory, shared by all requests.
pub struct State {
    /// What to show.
    pub preview: Preview,
    /// What a request that changes files must say; only the workbench's own page knows it.
    pub token: String,
    shown: RwLock<Arc<Shown>>,
    /// The workbench's list of what was last shown to anybody.
    seen: Mutex<Option<Seen>>,
    drafts: Mutex<Drafts>,
    /// `COURSE/NAME` of the session whose pictures somebody looks at.
    looked_at: Mutex<String>,
    /// How often the bell rang.
    rings: Mutex<u64>,
    rang: Condvar,
    version: watch::Sender<u64>,
}

impl State {
    /// An empty memory. `token` is what a request that changes files must say.
    pub fn new(preview: Preview, token: String) -> Self {
        let now = preview.now.unwrap_or_else(preview.clock);
        Self {
            preview,
            token,
            shown: RwLock::new(Arc::new(Shown::nothing(now))),
            seen: Mutex::default(),
            drafts: Mutex::default(),
            looked_at: Mutex::default(),
            rings: Mutex::default(),
            rang: Condvar::new(),
            version: watch::Sender::new(0),
        }
    }

    /// What is shown now.
    pub fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is shown now, with its list.
    pub fn seen(&self) -> Seen {
        let mut seen = lock(&self.seen);
        let shown = self.shown();
        match &*seen {
            Some(seen) if seen.shown.version == shown.version => seen.clone(),
            before => {
                let model = Arc::new(Model::of(&shown, before.as_ref().map(|seen| &*seen.model)));
                seen.insert(Seen { shown, model }).clone()
            }
        }
    }

    /// A number that rises with every change of what is shown.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }

    /// The folder that holds `content/`.
    pub fn site(&self) -> &Path {
        &self.preview.site
    }

    /// The bytes of a file. A picture that is not there yet may be on its way, as is everything at the very beginning.
    pub async fn file_soon(&self, address: &str) -> Option<Arc<[u8]>> {
        let mut changes = self.changes();
        let found = async {
            loop {
                let shown = self.shown();
                let bytes = shown.file(address);
                let may_come = shown.version == 0 || shown.stage == Stage::Pages && is_picture(address);
                if bytes.is_some() || !may_come || changes.changed().await.is_err() {
                    return bytes;
                }
            }
        };
        tokio::time::timeout(PATIENCE, found).await.ok().flatten()
    }

    /// Shows a file as if it were saved, or as it is saved again. `file` is its path from the site's folder, with `/`.
    /// Returns at once; the next round shows it.
    pub fn draft(&self, file: &str, bytes: Option<Arc<[u8]>>) {
        let mut drafts = lock(&self.drafts);
        let differs = match bytes {
            Some(bytes) => drafts.insert(file.to_owned(), Arc::clone(&bytes)).is_none_or(|before| before != bytes),
            None => drafts.remove(file).is_some(),
        };
        drop(drafts);
        if differs {
            self.wake();
        }
    }

    /// All drafts.
    pub fn drafts(&self) -> Drafts {
        lock(&self.drafts).clone()
    }

    /// Says whose pictures are looked at, `COURSE/NAME`: they are drawn before all others.
    pub fn look_at(&self, id: &str) {
        let mut looked_at = lock(&self.looked_at);
        let is_new = *looked_at != id;
        if is_new {
            id.clone_into(&mut looked_at);
        }
        drop(looked_at);
        if is_new && self.shown().stage == Stage::Pages {
            self.wake();
        }
    }

    /// Whose pictures are looked at.
    pub fn looked_at(&self) -> String {
        lock(&self.looked_at).clone()
    }

    /// Calls for another round; returns at once.
    pub fn wake(&self) {
        *lock(&self.rings) += 1;
        self.rang.notify_all();
    }

    /// How often the bell rang.
    pub(super) fn rings(&self) -> u64 {
        *lock(&self.rings)
    }

    /// Waits until the bell has rung more often than `known`, at most so long. Returns whether it has.
    pub(super) fn wait(&self, known: u64, most: Duration) -> bool {
        let end = Instant::now() + most;
        let mut rings = lock(&self.rings);
        while *rings == known {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            rings = self.rang.wait_timeout(rings, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Shows something else from now on.
    pub(super) fn show(&self, next: Shown) {
        let version = next.version;
        let before =
            std::mem::replace(&mut *self.shown.write().unwrap_or_else(PoisonError::into_inner), Arc::new(next));
        self.version.send_if_modified(|known| std::mem::replace(known, version) != version);
        // Thousands of files and sessions: nobody shall wait for them to be given back.
        drop(before);
    }
}

/// Whether a file of the output has to be drawn.
pub(super) fn is_picture(address: &str) -> bool {
    [".png", ".jpg", ".mp4"].iter().any(|ending| address.ends_with(ending))
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
