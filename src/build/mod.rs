//! Makes the plan come true: content → site → plan → files, kept whole in the output folder.
//!
//! `build`, `check` and the preview share one way: [`load`] reads and resolves, [`make_all`] plans and makes; only what
//! becomes of the files differs.

mod darkroom;
mod legibility;
mod make;
mod manifest;
mod merge;
mod output;
pub mod paths;
pub mod stick;

use std::path::Path;

use jiff::Timestamp;
use rayon::prelude::*;

use crate::advice;
use crate::channels::{self, Artifact, Kind, Reach, Recipe, Scope};
use crate::content::{self, Written};
use crate::diagnostics::{Diagnostic, Message};
use crate::site::resolve::{LeftOut, resolve};
use crate::site::{Now, Site};
use crate::theme::Theme;
pub use legibility::Legibility;
use make::{Maker, Product};
pub use output::{Changes, File};
use output::{Output, OutputError};

/// A site that is ready to be planned.
pub struct Loaded {
    /// What was written, for the copy desk.
    pub written: Written,
    /// The site, with everything that is right.
    pub site: Site,
    /// Its theme.
    pub theme: Theme,
    /// Sessions and courses left out because of mistakes in their own files.
    pub broken: Vec<LeftOut>,
    /// Errors, warnings and hints met on the way.
    pub diagnostics: Vec<Diagnostic>,
}

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
}

/// Told how far a build is.
pub trait Progress: Sync {
    /// `total` steps lie ahead.
    fn start(&self, total: usize);
    /// One of them is done.
    fn step(&self);
}

/// Nobody is watching.
impl Progress for () {
    fn start(&self, _: usize) {}
    fn step(&self) {}
}

/// Reads and resolves a site and its theme. The diagnostics may hold errors; the caller decides what they stop.
///
/// # Errors
/// When there is nothing to go on with.
pub fn load(site: &Path) -> Result<Loaded, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let Some(written) = content::read(site, &mut diagnostics) else { return Err(diagnostics) };
    let Some(resolved) = resolve(&written, &mut diagnostics) else { return Err(diagnostics) };
    let theme = match Theme::load(&resolved.site.theme, site) {
        Ok(theme) => theme,
        Err(errors) => {
            diagnostics.extend(errors);
            return Err(diagnostics);
        }
    };
    if resolved.site.courses.is_empty() && !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.push(Diagnostic::error_anywhere(Message::NothingToShow {}));
    }
    let misspelt = advice::misspelt(&written);
    let mut loaded = Loaded { written, site: resolved.site, theme, broken: resolved.broken, diagnostics };
    loaded.leave_out(&misspelt);
    loaded.diagnostics.extend(misspelt);
    Ok(loaded)
}

impl Loaded {
    /// Whether a file of the output shows a session that is left out now: what is there of it stays.
    pub fn keeps(&self, address: &str) -> bool {
        self.broken.iter().any(|broken| belongs_to(address, broken))
    }

    /// What there is to tell, as `allow:` and `levels:` want it.
    fn settled(&mut self, more: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let all = std::mem::take(&mut self.diagnostics).into_iter().chain(more).collect();
        advice::settle(&self.written, all)
    }

    /// Whether the errors leave anything to build. A site without any course is not what staff want to publish.
    fn may_go_on(&self, skip_broken: bool) -> bool {
        let mut errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).peekable();
        errors.peek().is_none()
            || (skip_broken && !self.site.courses.is_empty() && errors.all(|error| self.is_own(error)))
    }

    /// The files of what is left out; a course stands for all its sessions.
    fn left_out(&self) -> Vec<String> {
        let whole: Vec<&str> =
            self.broken.iter().filter(|broken| broken.name.is_none()).map(|broken| broken.course.as_str()).collect();
        let named =
            self.broken.iter().filter(|broken| broken.name.is_none() || !whole.contains(&broken.course.as_str()));
        named.map(|broken| broken.file.clone()).collect()
    }

    /// Whether an error lies in the file of a session or a course, so that leaving it out cures it.
    fn is_own(&self, error: &Diagnostic) -> bool {
        let Some(place) = &error.place else { return false };
        self.broken.iter().any(|broken| broken.file == place.source.path)
    }

    /// Takes the sessions out whose files `errors` point at. Returns whether that cures all of them.
    fn leave_out(&mut self, errors: &[Diagnostic]) -> bool {
        let files: Vec<&str> =
            errors.iter().filter_map(|error| error.place.as_ref()).map(|place| place.source.path.as_str()).collect();
        let mut cured = 0;
        for course in &mut self.site.courses {
            let (out, stay): (Vec<_>, Vec<_>) = std::mem::take(&mut course.sessions)
                .into_iter()
                .partition(|session| files.contains(&session.places.file.source.path.as_str()));
            course.sessions = stay;
            for session in out {
                let file = session.places.file.source.path.clone();
                cured += files.iter().filter(|named| **named == file).count();
                self.broken.push(LeftOut { file, course: course.slug.clone(), name: Some(session.name) });
            }
        }
        cured == errors.len()
    }
}

/// Builds a site into its output folder.
///
/// # Errors
/// See [`Failure`]. The earlier output stays whole.
pub fn build(request: Request<'_>, progress: &impl Progress) -> Result<Report, Failure> {
    paths::check_output(request.site, request.out).map_err(|diagnostic| Failure::Usage(vec![diagnostic]))?;
    let mut loaded = load(request.site).map_err(Failure::Content)?;
    if !loaded.may_go_on(request.skip_broken) {
        return Err(Failure::Content(loaded.settled(Vec::new())));
    }
    let output = Output::open(request.out).map_err(machine_failure)?;
    let lies_there = |address: &str| output.unchanged(address);
    let made = match make_all(&loaded, request.now, &lies_there, progress) {
        Err(errors) if request.skip_broken && loaded.leave_out(&errors) => {
            loaded.diagnostics.extend(errors);
            make_all(&loaded, request.now, &lies_there, progress)
        }
        made => made,
    };
    let made = made.map_err(|errors| Failure::Content(loaded.settled(errors)))?;
    let today = loaded.site.offset.to_datetime(request.now).date();
    let keeps = |address: &str| loaded.keeps(address);
    let changes = output.write(made.files, today, keeps, || progress.step()).map_err(machine_failure)?;
    let diagnostics = loaded.settled(made.warnings);
    Ok(Report {
        announcements: made.counts.0,
        cards: made.counts.1,
        slides: made.counts.2,
        changes,
        skipped: loaded.left_out(),
        diagnostics,
    })
}

/// Whether a file of the output belongs to a session, or to a course.
fn belongs_to(address: &str, broken: &LeftOut) -> bool {
    let rest = address.strip_prefix(broken.course.as_str()).and_then(|rest| rest.strip_prefix('/'));
    let on_screens = address.starts_with("signage/slides/") || address.starts_with("signage/films/");
    let course = &broken.course;
    let Some(name) = &broken.name else {
        return rest.is_some()
            || (on_screens && [".", "-"].iter().any(|end| address.contains(&format!("/{course}{end}"))));
    };
    let own_page = rest.is_some_and(|rest| rest.starts_with(&format!("{name}.")));
    let own_card = rest.is_some_and(|rest| rest.starts_with(&format!("cards/{name}-")));
    // A photo's address does not tell whose it is; the page that stays may show it.
    let photo = rest.is_some_and(|rest| rest.starts_with("photos/"));
    own_page || own_card || photo || (on_screens && address.contains(&format!("/{course}-{name}.")))
}

fn machine_failure(error: OutputError) -> Failure {
    let message = match error {
        OutputError::Foreign { file, count } => Message::ForeignFile { file, count },
        OutputError::Io { file, error } => return cannot_write(&file, &error),
    };
    Failure::Machine(vec![Diagnostic::error_anywhere(message)])
}

fn cannot_write(file: &Path, error: &std::io::Error) -> Failure {
    let message = Message::CannotWrite { file: file.display().to_string(), reason: error.to_string() };
    Failure::Machine(vec![Diagnostic::error_anywhere(message)])
}

/// Every file of a plan, made.
pub struct Made {
    /// The files.
    pub files: Vec<File>,
    /// Warnings met while making them.
    pub warnings: Vec<Diagnostic>,
    /// Announcements, cards, slides.
    counts: (usize, usize, usize),
}

/// What is known of a file that need not be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// blake3 of its bytes, in hex.
    pub digest: String,
    /// How large its words and its code are, of a slide.
    pub legibility: Option<Legibility>,
}

/// Plans and makes everything, in parallel. `have` gives what is known of a picture that need not be drawn again: its
/// address says all it depends on.
///
/// # Errors
/// Everything that is wrong with an artifact, at the lines that said it.
pub fn make_all(
    loaded: &Loaded,
    now: Timestamp,
    have: &(impl Fn(&str) -> Option<Kept> + Sync),
    progress: &impl Progress,
) -> Result<Made, Vec<Diagnostic>> {
    let now = Now::new(now);
    let scope = Scope::new(&loaded.site, &loaded.theme, &now);
    let mut artifacts: Vec<Artifact<'_>> = channels::parts(&loaded.site)
        .into_par_iter()
        .flat_map_iter(|part| channels::plan(&scope, part))
        .filter(|artifact| artifact.reach == Reach::Public)
        .collect();
    // Files of one photo lie beside each other, so that it is in memory only while they are made.
    artifacts.sort_by(|a, b| photo_digest(a).cmp(&photo_digest(b)));
    let count = |kind| artifacts.iter().filter(|artifact| artifact.kind == kind).count();
    let counts = (count(Kind::Announcement), count(Kind::Card), count(Kind::Slide));
    progress.start(artifacts.len() * 2);
    let kept: Vec<Option<Kept>> = artifacts.par_iter().map(|artifact| kept(artifact, have)).collect();
    let to_make = artifacts.iter().zip(&kept).filter(|(_, kept)| kept.is_none());
    let to_make: Vec<&Artifact<'_>> = to_make.map(|(artifact, _)| artifact).collect();
    let names = loaded.site.names_to_keep_whole();
    let maker = Maker::new(&loaded.theme, &names, &to_make)?;
    let results: Vec<MadeOne> = artifacts
        .par_iter()
        .zip(kept)
        .map(|(artifact, kept)| {
            let file = file(artifact, kept, &maker);
            progress.step();
            file
        })
        .collect();
    let mut made = collect(results, counts)?;
    let slides = made.files.iter().filter_map(|file| Some((file.address.as_str(), file.legibility.as_ref()?)));
    let small = legibility::warnings(&loaded.site.signage.panel, slides);
    made.warnings.extend(small);
    Ok(made)
}

/// One file with its warnings, or its errors.
type MadeOne = Result<(File, Vec<Diagnostic>), Vec<Diagnostic>>;

/// All files, or all errors.
fn collect(results: Vec<MadeOne>, counts: (usize, usize, usize)) -> Result<Made, Vec<Diagnostic>> {
    let (mut files, mut warnings, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok((file, found)) => {
                files.push(file);
                warnings.extend(found);
            }
            Err(found) => errors.extend(found),
        }
    }
    let (warnings, errors) = (merge::merged(warnings), merge::merged(errors));
    if errors.is_empty() { Ok(Made { files, warnings, counts }) } else { Err(errors) }
}

fn photo_digest<'a>(artifact: &'a Artifact<'_>) -> Option<&'a str> {
    darkroom::photo_of(artifact).map(|photo| photo.digest.as_str())
}

fn kept(artifact: &Artifact<'_>, have: impl Fn(&str) -> Option<Kept>) -> Option<Kept> {
    match artifact.recipe {
        Recipe::Picture(_) | Recipe::Photo { .. } | Recipe::File { .. } => have(&artifact.address),
        Recipe::Page { .. } | Recipe::Bytes(_) => None,
    }
}

fn file(artifact: &Artifact<'_>, kept: Option<Kept>, maker: &Maker) -> MadeOne {
    let mut warnings = make::warnings(artifact);
    let (bytes, Kept { digest, legibility }) = match kept {
        Some(kept) => (None, kept),
        None => {
            let Product { bytes, hints, legibility } = maker.make(artifact)?;
            warnings.extend(hints);
            let digest = blake3::hash(&bytes).to_hex().to_string();
            (Some(bytes), Kept { digest, legibility })
        }
    };
    let file = File {
        address: artifact.address.clone(),
        order: artifact.order,
        keep_until: artifact.keep_until,
        bytes,
        digest,
        legibility,
    };
    Ok((file, warnings))
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
    let made = make_all(&loaded, now, &|_| None, &()).map_err(|errors| Failure::Content(loaded.settled(errors)))?;
    let found = loaded.diagnostics.into_iter().chain(made.warnings).collect();
    Ok(advice::review(&loaded.written, &loaded.site, now, found))
}
