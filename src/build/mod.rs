//! Makes the plan come true: content → site → plan → files, kept whole in the output folder.
//!
//! `build`, `check` and the preview share one way: [`load`](fn@load) reads and resolves, [`make_all`](fn@make_all) plans and
//! makes; only what becomes of the files differs.

mod batch;
mod darkroom;
mod explain;
mod keeper;
mod key;
mod legibility;
mod load;
mod make;
mod make_all;
mod make_one;
pub mod manifest;
mod memory;
mod merge;
mod output;
pub mod paths;
mod plain_bytes;
pub mod stick;
mod unchanged;

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;

use crate::advice;
use crate::diagnostics::{Diagnostic, Message, Told};
use crate::site::Now;
pub use batch::{Before, Ready};
pub use explain::Explained;
pub use keeper::{Keeper, Kept, is_named_by_key};
pub use key::Key;
pub use legibility::{Legibility, reading_mm};
pub use load::{Known, Loaded, load, load_again};
pub use make::scanning_mm;
pub use make_all::{File, Made, Stop, make_all, make_what_can_be};
pub use make_one::make_one;
pub use memory::Memory;
pub use memory::Print;
use memory::{Note, Notes, Pictures, Summary};
pub use output::{Changes, OutputError, write_together, write_whole};
use output::{Lock, Output};
pub use unchanged::seen;

/// Why a build did not come to its end.
#[derive(Debug)]
pub enum Failure {
    /// The content or the theme has errors; the old output stays.
    Content(Vec<Diagnostic>),
    /// It was asked for something that makes no sense.
    Usage(Vec<Diagnostic>),
    /// The machine failed: disk, rights.
    Machine(Vec<Diagnostic>),
}

/// What a build is asked to do.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The folder that holds `content/`.
    pub site: &'a Path,
    /// The output folder.
    pub out: &'a Path,
    /// The moment to build for.
    pub now: Timestamp,
    /// Whether sessions with mistakes of their own are left out and all others built.
    pub skip_broken: bool,
    /// Whether to say why each file was made anew.
    pub explain: bool,
}

/// What a build did.
#[derive(Debug, Default)]
pub struct Report {
    /// Sessions announced (お知らせ).
    pub announcements: usize,
    /// Share cards.
    pub cards: usize,
    /// Signage slides.
    pub slides: usize,
    /// What changed in the output folder.
    pub changes: Changes,
    /// Files of sessions that were left out.
    pub skipped: Vec<String>,
    /// Warnings and hints; with `skip_broken` also the errors of what was left out.
    pub diagnostics: Vec<Diagnostic>,
    /// Why each file was made anew, where that was asked for.
    pub explained: Vec<Explained>,
}

/// Told how far a build is.
pub trait Progress: Sync {
    /// There are `total` steps in all; more can turn up.
    fn start(&self, total: usize);
    /// One of them is done.
    fn step(&self);
    /// Another build of the same folder is under way, and is waited for.
    fn waits(&self) {}
}

/// Nobody is watching.
impl Progress for () {
    fn start(&self, _: usize) {}
    fn step(&self) {}
}

/// Builds a site into its output folder.
///
/// # Errors
/// See [`Failure`]. The earlier output stays whole.
pub fn build(request: Request<'_>, progress: &impl Progress) -> Result<Report, Failure> {
    paths::check_output(request.site, request.out).map_err(|diagnostic| Failure::Usage(vec![diagnostic]))?;
    let memory = Memory::of(request.site);
    let known = memory.output(request.out);
    let _alone = Lock::take(&known.join("lock"), || progress.waits());
    let started = memory::stamp(&known);
    let seen = unchanged::seen(request.site);
    let notes = Notes::read(&known);
    if let Some(report) = notes.as_ref().and_then(|notes| unchanged::report(&request, notes, &seen)) {
        return Ok(report);
    }
    let mut loaded = load(request.site).map_err(Failure::Content)?;
    if !loaded.may_go_on(request.skip_broken) {
        return Err(Failure::Content(loaded.settled(Vec::new())));
    }
    // What is left to do with what was written is to heed its `allow:`.
    loaded.written.forget_fields("allow");
    let before = notes.map(|notes| notes.files);
    let pictures = memory.pictures();
    let now = Now::new(request.now);
    let (output, made) = make_output(&request, &mut loaded, before.as_ref(), &now, &pictures, progress)?;
    let keeps = |address: &str| loaded.keeps(address);
    let changes = output.place(&made.files, &now, loaded.site.offset, keeps).map_err(machine_failure)?;
    let explained = if request.explain { explain::explain(&made.files, before.as_ref(), &output) } else { Vec::new() };
    let report = Report {
        announcements: made.counts.0,
        cards: made.counts.1,
        slides: made.counts.2,
        changes,
        skipped: loaded.left_out(),
        diagnostics: loaded.settled(made.warnings),
        explained,
    };
    let seen = started.is_some_and(|at| seen.is_settled(at)).then_some(seen);
    Notes::write(&summary(&report, &now, seen), &output.noted(&made.files), &known);
    Ok(report)
}

/// Makes everything for the output folder; where that is asked for, without the sessions that can't be made. On a full disk
/// it tries once more in the place of the pictures that are remembered.
fn make_output<'a>(
    request: &Request<'a>,
    loaded: &mut Loaded,
    before: Option<&HashMap<String, Note>>,
    now: &Now,
    pictures: &Pictures,
    progress: &impl Progress,
) -> Result<(Output<'a>, Made), Failure> {
    loop {
        // Opened anew each time: what was made with the sessions that are left out now must not take its place.
        let output = Output::open(request.out, before.cloned().unwrap_or_default()).map_err(machine_failure)?;
        match make_all(loaded, now, &output, Some(pictures), progress) {
            Ok(made) => return Ok((output, made)),
            Err(Stop::Output(error)) if error.is_full() && pictures.give_way() => {}
            Err(Stop::Output(error)) => return Err(machine_failure(error)),
            Err(Stop::Content(errors)) if request.skip_broken && loaded.leave_out(&errors) => {
                loaded.diagnostics.extend(errors);
            }
            Err(Stop::Content(errors)) => return Err(Failure::Content(loaded.settled(errors))),
        }
    }
}

/// What the next build may rely on. Where sessions were left out it relies on nothing: they shall be named again.
fn summary(report: &Report, now: &Now, seen: Option<Print>) -> Summary {
    let is_whole = report.skipped.is_empty() && !report.diagnostics.iter().any(Diagnostic::is_error);
    Summary {
        program: memory::program(),
        print: seen.filter(|_| is_whole).map(|seen| seen.hex()).unwrap_or_default(),
        holds: (now.at().as_second(), now.holds_until()),
        counts: (report.announcements, report.cards, report.slides),
        told: report.diagnostics.iter().map(Told::new).collect(),
    }
}

fn machine_failure(error: OutputError) -> Failure {
    Failure::Machine(error.into_diagnostics())
}

fn cannot_write(file: &Path, error: &std::io::Error) -> Failure {
    let message = Message::CannotWrite { file: file.display().to_string(), reason: error.to_string() };
    Failure::Machine(vec![Diagnostic::error_anywhere(message)])
}

/// Reads a site and asks the copy desk, without drawing anything. As long as there are errors there is no advice: they
/// come first.
///
/// # Errors
/// When there is nothing to go on with.
pub fn proofread(site: &Path, now: Timestamp) -> Result<Loaded, Vec<Diagnostic>> {
    let mut loaded = load(site)?;
    let found = std::mem::take(&mut loaded.diagnostics);
    loaded.diagnostics = if found.iter().any(Diagnostic::is_error) {
        advice::settle(&loaded.written, found)
    } else {
        advice::review(&loaded.written, &loaded.site, now, found)
    };
    Ok(loaded)
}

/// Makes everything without writing, to know whether all pictures fit, and asks the copy desk. As long as there are
/// errors it gives no advice: they come first.
///
/// # Errors
/// What [`build`] would stop for.
pub fn check(site: &Path, now: Timestamp) -> Result<Vec<Diagnostic>, Failure> {
    let mut loaded = load(site).map_err(Failure::Content)?;
    if !loaded.may_go_on(false) {
        return Err(Failure::Content(loaded.settled(Vec::new())));
    }
    let pictures = Memory::of(site).pictures();
    let made = make_all(&loaded, &Now::new(now), &(), Some(&pictures), &()).map_err(|stop| match stop {
        Stop::Content(errors) => Failure::Content(loaded.settled(errors)),
        Stop::Output(error) => machine_failure(error),
    })?;
    let found = loaded.diagnostics.into_iter().chain(made.warnings).collect();
    Ok(advice::review(&loaded.written, &loaded.site, now, found))
}
