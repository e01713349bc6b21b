//! Makes a whole plan: part by part in parallel, each file handed on as soon as it is made, so that little of it is in
//! memory at a time. Pages come first, since they cost little and need no workshop; pictures that nobody remembers are
//! drawn behind them, those of one photo beside each other.

use jiff::civil::Date;
use rayon::prelude::*;

use super::darkroom;
use super::explain::Why;
use super::key::{Key, Keys};
use super::legibility::{self, Legibility};
use super::make::{self, Maker, Product};
use super::memory::{Found, Pictures, Remembered};
use super::merge;
use super::output::OutputError;
use super::{Loaded, Progress};
use crate::channels::{self, Artifact, Kind, Order, Part, Reach, Recipe, Scope};
use crate::diagnostics::Diagnostic;
use crate::site::Now;
use crate::theme::Templates;

/// What is known of a file that need not be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// blake3 of its bytes.
    pub digest: blake3::Hash,
    /// How large its words and its code are, of a slide.
    pub legibility: Option<Legibility>,
}

/// Who takes finished files, and knows those that are there.
pub trait Keeper: Sync {
    /// What is known of an artifact's file that need not be made again; `key` says what it is made of.
    fn kept(&self, artifact: &Artifact<'_>, key: &Key) -> Option<Kept>;

    /// Takes a finished file. Returns whether it differs from what was there.
    ///
    /// # Errors
    /// The disk refused.
    fn take(&self, address: &str, bytes: &[u8], digest: &blake3::Hash) -> Result<bool, OutputError>;

    /// Told which files are ready before pictures are drawn, and again behind those that came first; `errors` are what is
    /// wrong so far.
    fn are_ready(&self, _files: &[&File], _errors: &[Diagnostic]) {}

    /// Whether a picture is waited for more than others.
    fn comes_first(&self, _artifact: &Artifact<'_>) -> bool {
        false
    }

    /// Whether anybody still wants what is being made. Where nobody does, the pictures that still wait are left.
    fn goes_on(&self) -> bool {
        true
    }
}

impl Stop {
    /// What there is to tell.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        match self {
            Self::Content(found) => found,
            Self::Output(error) => error.into_diagnostics(),
        }
    }
}

/// Whether a file's address says all it is made of, so that its key need not be compared.
pub fn is_named_by_key(artifact: &Artifact<'_>) -> bool {
    matches!(artifact.recipe, Recipe::Picture(_) | Recipe::Photo { .. } | Recipe::File { .. })
}

/// Nobody keeps anything: only what is wrong counts.
impl Keeper for () {
    fn kept(&self, _: &Artifact<'_>, _: &Key) -> Option<Kept> {
        None
    }

    fn take(&self, _: &str, _: &[u8], _: &blake3::Hash) -> Result<bool, OutputError> {
        Ok(true)
    }
}

/// A file that has been made, or need not be.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path below the output folder, with `/`.
    pub address: String,
    /// What it is to the staff.
    pub kind: Kind,
    /// When it takes its place.
    pub order: Order,
    /// A superseded picture stays until this day.
    pub keep_until: Option<Date>,
    /// blake3 of its bytes.
    pub digest: blake3::Hash,
    /// How large its words and its code are, of a slide.
    pub legibility: Option<Legibility>,
    /// What it is made of.
    pub key: Key,
    /// Where it came from.
    pub why: Why,
}

/// Every file of a plan, made.
pub struct Made {
    /// The files, without their bytes.
    pub files: Vec<File>,
    /// Warnings met while making them.
    pub warnings: Vec<Diagnostic>,
    /// Announcements, cards, slides.
    pub counts: (usize, usize, usize),
    /// Everything that is wrong with artifacts, at the lines that said it; those artifacts are not among the files.
    pub errors: Vec<Diagnostic>,
}

/// Why not all files were made.
#[derive(Debug)]
pub enum Stop {
    /// Everything that is wrong with artifacts, at the lines that said it.
    Content(Vec<Diagnostic>),
    /// The disk refused.
    Output(OutputError),
}

/// One file with its warnings.
pub(super) type MadeOne = Result<(File, Vec<Diagnostic>), Stop>;

/// What became of an artifact, at its place in the plan.
pub(super) enum Outcome<'s> {
    Done(MadeOne),
    /// A picture that has to be drawn.
    Waits(Artifact<'s>, Key),
}

/// Plans and makes everything, in parallel. `pictures` are those that were drawn before, `keeper` takes what is made.
///
/// # Errors
/// See [`Stop`]; what was handed to `keeper` by then is of no use.
pub fn make_all(
    loaded: &Loaded,
    now: &Now,
    keeper: &impl Keeper,
    pictures: Option<&Pictures>,
    progress: &impl Progress,
) -> Result<Made, Stop> {
    let made = make_what_can_be(loaded, now, keeper, pictures, progress)?;
    if made.errors.is_empty() { Ok(made) } else { Err(Stop::Content(made.errors)) }
}

/// [`make_all`] for whoever has a use for a part: what is wrong with some artifacts is told beside the others.
///
/// # Errors
/// The theme can't be used, or the disk refused.
pub fn make_what_can_be(
    loaded: &Loaded,
    now: &Now,
    keeper: &impl Keeper,
    pictures: Option<&Pictures>,
    progress: &impl Progress,
) -> Result<Made, Stop> {
    let scope = Scope::new(&loaded.site, &loaded.theme, now);
    let keys = Keys::new(&scope, &loaded.theme);
    let templates = loaded.theme.templates();
    let parts = channels::parts(&loaded.site);
    progress.start(parts.len());
    let line = Line { templates: templates.as_ref().ok(), keys, keeper, pictures };
    // The site's own lists take longest and nothing waits for them, so they begin with the first sessions, not behind the
    // last.
    let (of_site, others): (Vec<Part<'_>>, Vec<Part<'_>>) =
        parts.into_iter().partition(|part| matches!(part, Part::Site));
    let (of_site, mut outcomes) =
        rayon::join(|| line.parts(&scope, of_site, progress), || line.parts(&scope, others, progress));
    outcomes.extend(of_site);
    line.tell_what_is_ready(&outcomes);
    let flaws = templates.as_ref().err();
    let is_first = |artifact: &Artifact<'_>| keeper.comes_first(artifact);
    let waits = |outcome: &Outcome<'_>| matches!(outcome, Outcome::Waits(artifact, _) if is_first(artifact));
    if outcomes.iter().flatten().any(waits) {
        line.draw(loaded, &mut outcomes, flaws, progress, is_first)?;
        line.tell_what_is_ready(&outcomes);
    }
    line.draw(loaded, &mut outcomes, flaws, progress, |_| true)?;
    let mut made = collect(outcomes)?;
    let slides = made.files.iter().filter_map(|file| Some((file.address.as_str(), file.legibility.as_ref()?)));
    let small = legibility::warnings(&loaded.site.signage.panel, slides);
    made.warnings.extend(small);
    Ok(made)
}

/// What all files go through.
pub(super) struct Line<'a, K> {
    /// `None`: the theme's templates can't be used, and pages are passed over.
    pub templates: Option<&'a Templates>,
    /// Says what files are made of.
    pub keys: Keys<'a>,
    /// Takes them.
    pub keeper: &'a K,
    /// Pictures that were drawn before.
    pub pictures: Option<&'a Pictures>,
}

impl<K: Keeper> Line<'_, K> {
    /// Parts side by side.
    fn parts<'s>(&self, scope: &'s Scope<'s>, parts: Vec<Part<'s>>, progress: &impl Progress) -> Vec<Vec<Outcome<'s>>> {
        let make = |part| {
            let outcomes = self.part(scope, part);
            progress.step();
            outcomes
        };
        parts.into_par_iter().map(make).collect()
    }

    /// A part's pages and all else that needs no workshop.
    fn part<'s>(&self, scope: &'s Scope<'s>, part: Part<'s>) -> Vec<Outcome<'s>> {
        let artifacts = channels::plan(scope, part);
        let public = |artifact: &Artifact<'_>| artifact.reach == Reach::Public;
        match part {
            // The site's lists are long, and there are few of them.
            Part::Site => artifacts.into_par_iter().filter(public).map(|artifact| self.first(artifact)).collect(),
            _ => artifacts.into_iter().filter(public).map(|artifact| self.first(artifact)).collect(),
        }
    }

    /// What needs no workshop is made; what does, waits.
    pub fn first<'s>(&self, artifact: Artifact<'s>) -> Outcome<'s> {
        let key = self.keys.key(&artifact);
        if let Some(kept) = self.keeper.kept(&artifact, &key) {
            let warnings = make::warnings(&artifact);
            return Outcome::Done(Ok((file(&artifact, key, kept, Why::Kept), warnings)));
        }
        match (&artifact.recipe, self.templates) {
            (Recipe::Bytes(bytes), _) => Outcome::Done(self.finish(&artifact, key, bytes, None, Why::Made)),
            (Recipe::Page { template, view }, Some(templates)) => {
                Outcome::Done(match templates.render(template, view) {
                    Ok(html) => self.finish(&artifact, key, html.as_bytes(), None, Why::Made),
                    Err(error) => Err(Stop::Content(vec![error])),
                })
            }
            (Recipe::Page { .. }, None) => Outcome::Done(Err(Stop::Content(Vec::new()))),
            _ => match self.remembered(&artifact, key) {
                Some(done) => Outcome::Done(done),
                None => Outcome::Waits(artifact, key),
            },
        }
    }

    /// A picture that was drawn before.
    fn remembered(&self, artifact: &Artifact<'_>, key: Key) -> Option<MadeOne> {
        let Remembered { bytes, found } = self.pictures?.get(&self.keys.long(artifact)?)?;
        let hints = make::torn_hints(artifact, &found.torn);
        let done = self.finish(artifact, key, &bytes, found.legibility, Why::Remembered);
        Some(done.map(|(file, warnings)| (file, [warnings, hints].concat())))
    }

    fn tell_what_is_ready(&self, outcomes: &[Vec<Outcome<'_>>]) {
        let (mut files, mut errors) = (Vec::new(), Vec::new());
        for outcome in outcomes.iter().flatten() {
            match outcome {
                Outcome::Done(Ok((file, _))) => files.push(file),
                Outcome::Done(Err(Stop::Content(found))) => errors.extend(found.iter().cloned()),
                Outcome::Done(Err(Stop::Output(_))) | Outcome::Waits(..) => {}
            }
        }
        self.keeper.are_ready(&files, &merge::merged(errors));
    }

    /// Draws what waits and is `wanted`.
    fn draw<'s>(
        &self,
        loaded: &Loaded,
        outcomes: &mut [Vec<Outcome<'s>>],
        flaws: Option<&Vec<Diagnostic>>,
        progress: &impl Progress,
        wanted: impl Fn(&Artifact<'_>) -> bool,
    ) -> Result<(), Stop> {
        let parts = outcomes.len();
        let mut waiting: Vec<(&mut Outcome<'s>, Artifact<'s>, Key)> = Vec::new();
        for outcome in outcomes.iter_mut().flatten() {
            if let Outcome::Waits(artifact, key) = outcome
                && wanted(artifact)
            {
                let (artifact, key) = (artifact.clone(), *key);
                waiting.push((outcome, artifact, key));
            }
        }
        // Files of one photo lie beside each other, so that it is in memory only while they are made.
        waiting.sort_by(|(_, a, _), (_, b, _)| darkroom::photo_digest(a).cmp(&darkroom::photo_digest(b)));
        let artifacts: Vec<&Artifact<'_>> = waiting.iter().map(|(_, artifact, _)| artifact).collect();
        let maker = Maker::new(&loaded.theme, &loaded.site.names_to_keep_whole(), &artifacts);
        // Templates and workshop are both asked before either stops the build, so that all mistakes of a theme come in one run.
        let maker = match (maker, flaws) {
            (Ok(maker), None) => maker,
            (maker, flaws) => {
                return Err(Stop::Content(
                    flaws.into_iter().flatten().cloned().chain(maker.err().into_iter().flatten()).collect(),
                ));
            }
        };
        progress.start(parts + waiting.len());
        waiting.into_par_iter().for_each(|(outcome, artifact, key)| {
            if self.keeper.goes_on() {
                *outcome = Outcome::Done(self.make(&maker, &artifact, key));
            }
            progress.step();
        });
        Ok(())
    }

    /// Draws.
    pub fn make(&self, maker: &Maker, artifact: &Artifact<'_>, key: Key) -> MadeOne {
        let Product { bytes, torn, legibility } = maker.make(artifact).map_err(Stop::Content)?;
        let (file, mut warnings) = self.finish(artifact, key, &bytes, legibility.clone(), Why::Made)?;
        if let (Some(pictures), Some(key)) = (self.pictures, self.keys.long(artifact)) {
            pictures.put(&key, &Remembered { bytes, found: Found { legibility, torn: torn.clone() } });
        }
        warnings.extend(make::torn_hints(artifact, &torn));
        Ok((file, warnings))
    }

    /// Hands a finished file on.
    fn finish(
        &self,
        artifact: &Artifact<'_>,
        key: Key,
        bytes: &[u8],
        legibility: Option<Legibility>,
        why: Why,
    ) -> MadeOne {
        let digest = blake3::hash(bytes);
        let differs = self.keeper.take(&artifact.address, bytes, &digest).map_err(Stop::Output)?;
        let why = if differs { why } else { Why::Same };
        Ok((file(artifact, key, Kept { digest, legibility }, why), make::warnings(artifact)))
    }
}

fn file(artifact: &Artifact<'_>, key: Key, kept: Kept, why: Why) -> File {
    File {
        address: artifact.address.clone(),
        kind: artifact.kind,
        order: artifact.order,
        keep_until: artifact.keep_until,
        digest: kept.digest,
        legibility: kept.legibility,
        key,
        why,
    }
}

/// All files in the order of the plan, or all that is wrong.
fn collect(outcomes: Vec<Vec<Outcome<'_>>>) -> Result<Made, Stop> {
    let (mut files, mut warnings, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for outcome in outcomes.into_iter().flatten() {
        match outcome {
            Outcome::Done(Ok((file, found))) => {
                files.push(file);
                warnings.extend(found);
            }
            Outcome::Done(Err(Stop::Content(found))) => errors.extend(found),
            Outcome::Done(Err(Stop::Output(error))) => return Err(Stop::Output(error)),
            // A picture that nobody wants any more, or the way ended there.
            Outcome::Waits(..) => {}
        }
    }
    let (warnings, errors) = (merge::merged(warnings), merge::merged(errors));
    let count = |kind| files.iter().filter(|file: &&File| file.kind == kind).count();
    let counts = (count(Kind::Announcement), count(Kind::Card), count(Kind::Slide));
    Ok(Made { files, warnings, counts, errors })
}
