//! The rounds: after each change what it touches is made anew, pages first, then the pictures that somebody looks at, then all
//! others, then the copy desk's advice. A newer change ends a round early.
//!
//! Plan, keys and makers are the build's own; only what becomes of the files differs.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;

use super::shown::{Shown, ShownFile, Stage};
use super::state::{State, is_picture};
use crate::advice;
use crate::build::{self, File, Keeper, Kept, Key, Known, Loaded, Memory, OutputError, Print};
use crate::channels::Artifact;
use crate::diagnostics::Diagnostic;
use crate::site::Now;

/// Editors write a file in several steps; so long after the last one it is read.
const QUIET: Duration = Duration::from_millis(8);
/// A program that changes files without a pause is not waited for longer.
const LONGEST_QUIET: Duration = Duration::from_millis(80);
/// A file that is half-written or just being replaced looks wrong, or gone. What looks so is believed after this time.
const DOUBT: Duration = Duration::from_millis(150);
/// Not every disk tells of changes: a shared folder is looked at so often.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Looking takes at most this part of the time, however large the site.
const LOOKING_SHARE: u32 = 50;

/// Makes what is shown, again and again.
pub struct Rounds {
    state: Arc<State>,
    known: Known,
    /// The content as it was before the last round; absent where a round was called for, since something may have changed
    /// behind it.
    seen: Option<Print>,
    /// Seconds since 1970 at which something will be another, without any change.
    holds_until: i64,
}

/// What came of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Everything is shown.
    Done,
    /// Another round is called for already.
    Overtaken,
    /// It looks as if a file was not all there yet.
    Doubtful,
}

impl Rounds {
    /// Nothing is known yet.
    pub fn new(state: Arc<State>) -> Self {
        Self { state, known: Known::default(), seen: None, holds_until: i64::MAX }
    }

    /// Makes rounds until the process ends.
    pub fn run(mut self) {
        loop {
            let rings = self.state.rings();
            let mut outcome = self.round(rings, false);
            if outcome == Outcome::Doubtful && !self.state.wait(rings, DOUBT) {
                outcome = self.round(rings, true);
            }
            if outcome == Outcome::Done {
                self.wait(rings);
            }
            self.settle();
        }
    }

    /// Waits for a reason to make another round.
    fn wait(&mut self, rings: u64) {
        let mut every = LOOK_EVERY;
        loop {
            if self.state.wait(rings, every) {
                self.seen = None;
                return;
            }
            if self.state.preview.now.is_none() && (self.state.preview.clock)().as_second() >= self.holds_until {
                return;
            }
            let (started, at) = (Instant::now(), SystemTime::now());
            let print = build::seen(self.state.site());
            every = LOOK_EVERY.max(started.elapsed() * LOOKING_SHARE);
            let is_new = self.seen.as_ref() != Some(&print);
            // What was written just now may be written again without looking touched.
            self.seen = Some(print).filter(|print| print.is_settled(at));
            if is_new {
                return;
            }
        }
    }

    /// Waits until nothing has changed for a moment.
    fn settle(&self) {
        let end = Instant::now() + LONGEST_QUIET;
        while Instant::now() < end && self.state.wait(self.state.rings(), QUIET) {}
    }

    /// One round. `rings` says which calls it answers; `believe`: what looks half-written is told as it is.
    fn round(&mut self, rings: u64, believe: bool) -> Outcome {
        let preview = &self.state.preview;
        let at = preview.now.unwrap_or_else(preview.clock);
        self.known.content.read_drafts(self.state.drafts());
        let before = self.state.shown();
        let loaded = build::load_again(self.state.site(), &self.known);
        self.known.content.forget_the_rest();
        let loaded = match loaded {
            Ok(loaded) => Arc::new(loaded),
            Err(found) => {
                let problems = errors(&found);
                if !believe && problems != before.problems {
                    return Outcome::Doubtful;
                }
                self.show(Shown { problems, stage: Stage::Whole, now: at, ..(*before).clone() });
                return Outcome::Done;
            }
        };
        if !believe && is_doubtful(&before, &loaded) {
            return Outcome::Doubtful;
        }
        let now = Now::new(at);
        let outcome = self.make(&before, &loaded, &now, rings);
        self.holds_until = now.holds_until();
        outcome
    }

    /// Makes pages, pictures and advice, and shows each as it is ready.
    fn make(&self, before: &Arc<Shown>, loaded: &Arc<Loaded>, now: &Now, rings: u64) -> Outcome {
        let pictures = Memory::of(self.state.site()).pictures();
        let table = Table { rounds: self, before, loaded, rings, at: now.at(), fresh: Mutex::default() };
        let made = build::make_what_can_be(loaded, now, &table, Some(&pictures), &());
        let (errors, warnings) = match made {
            Ok(_) if !table.goes_on() => return Outcome::Overtaken,
            Ok(made) => {
                let files: Vec<&File> = made.files.iter().collect();
                table.show(&files, &made.errors, Stage::Pictures);
                (made.errors, made.warnings)
            }
            Err(stop) => {
                let errors = stop.into_diagnostics();
                table.show(&[], &errors, Stage::Pictures);
                (errors, Vec::new())
            }
        };
        let found: Vec<Diagnostic> = loaded.diagnostics.iter().cloned().chain(warnings).collect();
        let advice = if errors.is_empty() && !found.iter().any(Diagnostic::is_error) {
            advice::review(&loaded.written, &loaded.site, now.at(), found)
        } else {
            // As long as there are errors there is no advice: they come first.
            advice::settle(&loaded.written, found)
        };
        let advice = advice.into_iter().filter(|found| !found.is_error()).collect();
        self.show(Shown { advice, stage: Stage::Whole, ..(*self.state.shown()).clone() });
        if table.goes_on() { Outcome::Done } else { Outcome::Overtaken }
    }

    /// Shows something else. Where it looks the same nobody is told, and what was done is not called undone.
    fn show(&self, next: Shown) {
        let before = self.state.shown();
        let is_like = before.version > 0 && next.is_like(&before);
        let stage = if is_like { next.stage.max(before.stage) } else { next.stage };
        let differs = !is_like || stage != before.stage;
        self.state.show(Shown { version: before.version + u64::from(differs), stage, ..next });
    }
}

/// Whether what was read looks as if somebody were still writing: sessions are gone, or something is wrong that was not.
fn is_doubtful(before: &Shown, loaded: &Loaded) -> bool {
    let is_new = |error: &Diagnostic| error.is_error() && !before.problems.contains(error);
    if before.version > 0 && loaded.diagnostics.iter().any(is_new) {
        return true;
    }
    let Some(known) = &before.loaded else { return false };
    let files = |loaded: &Loaded| -> HashSet<String> {
        let documents = loaded.written.courses.iter().flat_map(|course| &course.sessions);
        documents.map(|(_, document)| document.source.path.clone()).collect()
    };
    let now = files(loaded);
    files(known).iter().any(|file| !now.contains(file))
}

fn errors(found: &[Diagnostic]) -> Vec<Diagnostic> {
    found.iter().filter(|found| found.is_error()).cloned().collect()
}

/// What is shown, and what was made to be shown next.
struct Table<'a> {
    rounds: &'a Rounds,
    before: &'a Shown,
    loaded: &'a Arc<Loaded>,
    rings: u64,
    at: Timestamp,
    fresh: Mutex<HashMap<String, Arc<[u8]>>>,
}

impl Table<'_> {
    /// Shows what is ready. Earlier files of what is left out now stay: a session with a mistake keeps its last good page
    /// while all others go on. Pictures that are not drawn yet stay, too, until there are others.
    fn show(&self, ready: &[&File], more: &[Diagnostic], stage: Stage) {
        let mut problems = errors(&self.loaded.diagnostics);
        problems.extend(more.iter().filter(|error| error.is_error()).cloned());
        let is_whole = stage > Stage::Pages && problems.is_empty();
        let stays =
            |address: &str| self.loaded.keeps(address) || (!is_whole && is_picture(address)) || ready.is_empty();
        let kept = self.before.files.iter().filter(|(address, _)| stays(address));
        let mut files: HashMap<String, ShownFile> =
            kept.map(|(address, file)| (address.clone(), file.clone())).collect();
        let fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        for file in ready {
            let bytes = fresh.get(&file.address).cloned().or_else(|| self.before.file(&file.address));
            let Some(bytes) = bytes else { continue };
            let kept = Kept { digest: file.digest, legibility: file.legibility.clone() };
            files.insert(file.address.clone(), ShownFile { bytes, key: file.key, kept });
        }
        drop(fresh);
        let loaded = Some(Arc::clone(self.loaded));
        self.rounds.show(Shown { stage, now: self.at, files, loaded, problems, ..self.before.clone() });
    }
}

impl Keeper for Table<'_> {
    fn kept(&self, artifact: &Artifact<'_>, key: &Key) -> Option<Kept> {
        let shown = self.before.files.get(&artifact.address)?;
        (build::is_named_by_key(artifact) || shown.key == *key).then(|| shown.kept.clone())
    }

    fn take(&self, address: &str, bytes: &[u8], _: &blake3::Hash) -> Result<bool, OutputError> {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).insert(address.to_owned(), bytes.into());
        Ok(true)
    }

    fn are_ready(&self, files: &[&File], errors: &[Diagnostic]) {
        // Where pages have errors of the theme the last good ones stay as they are.
        self.show(if errors.is_empty() { files } else { &[] }, errors, Stage::Pages);
    }

    fn comes_first(&self, artifact: &Artifact<'_>) -> bool {
        let id = self.rounds.state.looked_at();
        let Some((course, name)) = id.split_once('/') else { return false };
        let address = &artifact.address;
        let own_card = address.strip_prefix(course).and_then(|rest| rest.strip_prefix("/cards/"));
        own_card.is_some_and(|rest| rest.starts_with(&format!("{name}-")))
            || address.contains(&format!("/{course}-{name}."))
            || address.starts_with(&format!("{course}/photos/"))
    }

    fn goes_on(&self) -> bool {
        self.rounds.state.rings() == self.rings
    }
}
