//! The rounds: after each change what it touches is made anew, pages first, then the pictures that somebody looks at, then all
//! others, then the copy desk's advice. A newer change ends a round early.
//!
//! Plan, keys and makers are the build's own; only what becomes of the files differs.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;
use rayon::{ThreadPool, ThreadPoolBuilder};
use thread_priority::{ThreadPriority, ThreadPriorityValue, set_current_thread_priority};

use super::shown::{Files, Shown, ShownFile, Stage};
use super::state::{State, is_picture};
use crate::advice;
use crate::build::{self, Before, Keeper, Kept, Key, Known, Loaded, Memory, OutputError, Print, Ready};
use crate::channels::Artifact;
use crate::diagnostics::Diagnostic;
use crate::site::Now;

/// Editors write a file in several steps; so long after the last one it is read.
const QUIET: Duration = Duration::from_millis(4);
/// A program that changes files without a pause is not waited for longer.
const LONGEST_QUIET: Duration = Duration::from_millis(80);
/// A file that is half-written or just being replaced looks wrong, or gone. What looks so is believed after this time.
const DOUBT: Duration = Duration::from_millis(150);
/// Behind something new the browser has the machine to itself for so long: what is ready is seen earlier, and what is drawn
/// then hardly later, since the browser could not show it before (docs/decisions.md, "Preview").
const BREATH: Duration = Duration::from_millis(80);
/// Not every disk tells of changes: a shared folder is looked at so often.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// Looking takes at most this part of the time, however large the site.
const LOOKING_SHARE: u32 = 50;

/// The lots in which pictures are drawn, see [`Keeper::lot`].
const OWN_PREVIEW: u8 = 0;
const OWN_CARDS: u8 = 1;
const OWN_SLIDES: u8 = 2;
const OTHERS: u8 = 3;

/// How much drawing counts beside all else that a machine does, of 0 to 99; threads usually have half of it. On Windows
/// below normal, on Linux nice +9.
const BACKSTAGE: u8 = 25;

/// Makes what is shown, again and again.
pub struct Rounds {
    state: Arc<State>,
    known: Known,
    /// The content as it was before the last round; absent where a round was called for, since something may have changed
    /// behind it.
    seen: Option<Print>,
    /// What the last round read, where all of it is shown.
    done: Option<Arc<Loaded>>,
    /// Seconds since 1970 at which something will be another, without any change.
    holds_until: i64,
    /// Who draws, and reads for the copy desk.
    backstage: Option<ThreadPool>,
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
        Self { state, known: Known::default(), seen: None, done: None, holds_until: i64::MAX, backstage: backstage() }
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
                self.done = None;
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
        if self.is_shown(&before, &loaded, at) {
            return Outcome::Done;
        }
        let now = Now::new(at);
        let outcome = self.make(&before, &loaded, &now, rings);
        // A picture that could not be made is tried again: what was in the way may have gone.
        let is_made = self.state.shown().problems == errors(&loaded.diagnostics);
        self.done = (outcome == Outcome::Done && is_made).then_some(loaded);
        self.holds_until = now.holds_until();
        outcome
    }

    /// Whether all of what was read is shown already, and still right. Only when it was built, which the playlist says, may
    /// be earlier than a build would say now.
    fn is_shown(&self, before: &Shown, loaded: &Loaded, at: Timestamp) -> bool {
        let day = |at| loaded.site.offset.to_datetime(at).date();
        self.done.as_ref().is_some_and(|done| done.is_like(loaded))
            && before.now <= at
            && at.as_second() < self.holds_until
            // The copy desk counts days.
            && day(before.now) == day(at)
    }

    /// Makes pages, pictures and advice, and shows each as it is ready.
    fn make(&self, before: &Arc<Shown>, loaded: &Arc<Loaded>, now: &Now, rings: u64) -> Outcome {
        let pictures = Memory::of(self.state.site()).pictures();
        let table = Table { rounds: self, before, loaded, rings, at: now.at(), fresh: Mutex::default() };
        let made = build::make_what_can_be(loaded, now, &table, Some(&pictures), &());
        let (errors, warnings) = match made {
            Ok(_) if !table.goes_on() => return Outcome::Overtaken,
            Ok(made) => (made.errors, made.warnings),
            Err(stop) => {
                let errors = stop.into_diagnostics();
                table.show(None, &errors, Stage::Pictures);
                (errors, Vec::new())
            }
        };
        let found: Vec<Diagnostic> = loaded.diagnostics.iter().cloned().chain(warnings).collect();
        let review = || {
            if errors.is_empty() && !found.iter().any(Diagnostic::is_error) {
                advice::review(&loaded.written, &loaded.site, now.at(), found)
            } else {
                // As long as there are errors there is no advice: they come first.
                advice::settle(&loaded.written, found)
            }
        };
        let advice = match &self.backstage {
            Some(threads) => threads.install(review),
            None => review(),
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

/// As many threads as the machine has, all of which make way for whoever else has something to do: the browser shall show
/// pages while pictures are drawn. `None`: the system gives none; the threads that make pages will do.
fn backstage() -> Option<ThreadPool> {
    // Where a system does not let threads step back, they draw all the same.
    let step_back = |_| {
        if let Ok(value) = ThreadPriorityValue::try_from(BACKSTAGE) {
            drop(set_current_thread_priority(ThreadPriority::Crossplatform(value)));
        }
    };
    ThreadPoolBuilder::new().start_handler(step_back).build().ok()
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
    /// while all others go on. Pictures that are not drawn yet stay, too, until there are others. `None`: all stays.
    fn show(&self, ready: Option<&Ready<'_, '_>>, more: &[Diagnostic], stage: Stage) {
        let mut problems = errors(&self.loaded.diagnostics);
        problems.extend(more.iter().filter(|error| error.is_error()).cloned());
        let is_whole = stage > Stage::Pages && problems.is_empty();
        let stays = |address: &str| self.loaded.keeps(address) || (!is_whole && is_picture(address)) || ready.is_none();
        let kept = self.before.files.iter().filter(|(address, _)| stays(address));
        let mut files: Files = kept.map(|(address, file)| (address.clone(), file.clone())).collect();
        let fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        for file in ready.into_iter().flat_map(Ready::files) {
            let known = self.before.files.get_key_value(&*file.address);
            let address = known.map_or_else(|| Arc::from(&*file.address), |(address, _)| Arc::clone(address));
            let shown = match known {
                Some((_, known)) if known.key == file.key => Arc::clone(known),
                _ => {
                    let known = known.map(|(_, known)| &known.bytes);
                    let Some(bytes) = fresh.get(&file.address).or(known) else { continue };
                    let kept = Kept { digest: file.digest, legibility: file.legibility.clone() };
                    Arc::new(ShownFile { bytes: Arc::clone(bytes), key: file.key, kept })
                }
            };
            files.insert(address, shown);
        }
        drop(fresh);
        let (loaded, made) = (Some(Arc::clone(self.loaded)), ready.map(|ready| Arc::new(ready.before())));
        self.rounds.show(Shown { stage, now: self.at, files, loaded, made, problems, ..self.before.clone() });
    }
}

impl Keeper for Table<'_> {
    fn kept(&self, artifact: &Artifact<'_>, key: &Key) -> Option<Kept> {
        let shown = self.before.files.get(&*artifact.address)?;
        (build::is_named_by_key(artifact) || shown.key == *key).then(|| shown.kept.clone())
    }

    fn take(&self, address: &str, bytes: &[u8], _: &blake3::Hash) -> Result<bool, OutputError> {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).insert(address.to_owned(), bytes.into());
        Ok(true)
    }

    fn comes_again(&self) -> bool {
        true
    }

    fn before(&self) -> Option<&Before> {
        self.before.made.as_deref()
    }

    fn are_ready(&self, ready: &Ready<'_, '_>, is_whole: bool) {
        let errors = ready.errors();
        if is_whole {
            self.show(Some(ready), &errors, Stage::Pictures);
        } else {
            // Where pages have errors of the theme the last good ones stay as they are.
            self.show(Some(ready).filter(|_| errors.is_empty()), &errors, Stage::Pages);
            self.rounds.state.wait(self.rings, BREATH);
        }
    }

    /// The card that previews the session that somebody looks at and its photos, its other cards, its slides, then all else.
    fn lot(&self, artifact: &Artifact<'_>) -> u8 {
        let id = self.rounds.state.looked_at();
        let Some((course, name)) = id.split_once('/') else { return OTHERS };
        let address = &artifact.address;
        let card = address.strip_prefix(course).and_then(|rest| rest.strip_prefix("/cards/"));
        let own_card = card.and_then(|rest| rest.strip_prefix(name)?.strip_prefix('-'));
        // A page is not seen as a whole before its photo is.
        if own_card.is_some_and(|rest| rest.starts_with("ogp.")) || address.starts_with(&format!("{course}/photos/")) {
            OWN_PREVIEW
        } else if own_card.is_some() {
            OWN_CARDS
        } else if address.contains(&format!("/{course}-{name}.")) {
            OWN_SLIDES
        } else {
            OTHERS
        }
    }

    fn draws_on(&self) -> Option<&ThreadPool> {
        self.rounds.backstage.as_ref()
    }

    fn goes_on(&self) -> bool {
        self.rounds.state.rings() == self.rings
    }
}
