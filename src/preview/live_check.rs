//! Checks a site whenever a file is saved, for an editor's red lines: the words at once, the pictures behind them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::Duration;

use jiff::Timestamp;

use super::watch;
use crate::build::{self, File, Keeper, Kept, Key, OutputError};
use crate::channels::Artifact;
use crate::diagnostics::{Diagnostic, Message};
use crate::site::Now;

/// Editors write a file in several steps; so long after the last one it is read.
const QUIET: Duration = Duration::from_millis(80);

/// What was drawn before, by address.
struct Drawn<'a>(&'a HashMap<String, Kept>);

impl Keeper for Drawn<'_> {
    fn kept(&self, artifact: &Artifact<'_>, _: &Key) -> Option<Kept> {
        self.0.get(&artifact.address).filter(|_| build::is_named_by_key(artifact)).cloned()
    }

    fn take(&self, _: &str, _: &[u8], _: &blake3::Hash) -> Result<bool, OutputError> {
        Ok(true)
    }
}

/// What a live check needs to know.
pub struct LiveCheck {
    /// The folder that holds `content/`.
    pub site: PathBuf,
    /// Gives the moment to check for; handed in so that only the command line knows a clock.
    pub clock: Box<dyn Fn() -> Timestamp>,
}

impl LiveCheck {
    /// Checks now and after every change, and tells each result, until the process ends.
    ///
    /// Pictures are drawn only where they changed, so only their errors are told: a hint about a picture that is still
    /// the same would come and go.
    ///
    /// # Errors
    /// Files can't be watched.
    pub fn run(&self, mut tell: impl FnMut(&[Diagnostic])) -> Result<(), Diagnostic> {
        let (change, changes) = mpsc::channel();
        // A receiver that is gone means that the process ends.
        watch::watch(&self.site, move || {
            let _ = change.send(());
        })?;
        let mut drawn = HashMap::new();
        loop {
            self.check(&mut drawn, &mut tell);
            if changes.recv().is_err() {
                let reason = "the watcher stopped".to_owned();
                return Err(Diagnostic::error_anywhere(Message::CannotServe { reason }));
            }
            while changes.recv_timeout(QUIET).is_ok() {}
        }
    }

    /// One round: what is wrong with the words, then whether all pictures can be drawn.
    fn check(&self, drawn: &mut HashMap<String, Kept>, tell: &mut impl FnMut(&[Diagnostic])) {
        let now = (self.clock)();
        let loaded = match build::proofread(&self.site, now) {
            Ok(loaded) => loaded,
            Err(found) => return tell(&found),
        };
        tell(&loaded.diagnostics);
        let pictures = build::Memory::of(&self.site).pictures();
        match build::make_all(&loaded, &Now::new(now), &Drawn(drawn), Some(&pictures), &()) {
            Ok(made) => {
                let kept = |file: File| (file.address, Kept { digest: file.digest, legibility: file.legibility });
                *drawn = made.files.into_iter().map(kept).collect();
            }
            Err(stop) => {
                let mut all = loaded.diagnostics;
                all.extend(
                    stop.into_diagnostics().into_iter().filter(|error| !all.contains(error)).collect::<Vec<_>>(),
                );
                tell(&all);
            }
        }
    }
}
