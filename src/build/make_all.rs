//! Makes a whole plan: part by part in parallel, each file handed on as soon as it is made, so that little of it is in
//! memory at a time. Pages come first, since they cost little and need no workshop; pictures that nobody remembers are
//! drawn behind them, those of one photo beside each other. A course that was made before, and of which nothing was
//! touched, is passed over.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::prelude::*;

use super::batch::{Batch, Before, Outcome, Ready, collect};
use super::darkroom;
use super::explain::Why;
use super::keeper::{Keeper, Kept};
use super::key::{Key, Keys};
use super::legibility::{self, Legibility};
use super::make::{self, Maker, Product};
use super::memory::{Found, Pictures, Remembered};
use super::output::OutputError;
use super::{Loaded, Progress};
use crate::channels::{self, Artifact, Kind, Order, Part, Reach, Recipe, Scope};
use crate::diagnostics::Diagnostic;
use crate::site::{Course, Now};
use crate::theme::Templates;

impl Stop {
    /// What there is to tell.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        match self {
            Self::Content(found) => found,
            Self::Output(error) => error.into_diagnostics(),
        }
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
    let before = keeper.before();
    let (site, theme) = (&loaded.site, &loaded.theme);
    let scope = match keeper.comes_again() {
        true => Scope::again(site, theme, now, before.map(|before| &before.planned)),
        false => Scope::new(site, theme, now),
    };
    let keys = Keys::new(&scope, &loaded.theme);
    let templates = loaded.theme.templates();
    progress.start(parts(loaded));
    let line = Line { templates: templates.as_ref().ok(), keys, keeper, pictures };
    let mut batches = line.batches(&scope, before, progress);
    let is_whole = lots(&batches).is_empty();
    match &templates {
        Ok(_) => keeper.are_ready(&Ready { scope: &scope, batches: &batches }, is_whole),
        Err(flaws) if is_whole => return Err(Stop::Content(flaws.clone())),
        // The workshop is asked for its mistakes, too.
        Err(_) => {}
    }
    line.draw_lots(&scope, loaded, &mut batches, templates.as_ref().err(), progress)?;
    let mut made = collect(batches)?;
    let slides = made.files.iter().filter_map(|file| Some((file.address.as_str(), file.legibility.as_ref()?)));
    let small = legibility::warnings(&loaded.site.signage.panel, slides);
    made.warnings.extend(small);
    Ok(made)
}

/// How many parts a site has.
fn parts(loaded: &Loaded) -> usize {
    loaded.site.sessions().count() + 2 * loaded.site.courses.len() + channels::SITE.len()
}

/// The lots that have to be drawn.
fn lots(batches: &[Batch<'_>]) -> BTreeSet<u8> {
    let outcomes = batches.iter().flat_map(Batch::outcomes);
    let lot = |outcome: &Outcome<'_>| if let Outcome::Waits(.., lot) = outcome { Some(*lot) } else { None };
    outcomes.filter_map(lot).collect()
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
    /// Everything of a site that needs no workshop, course by course, the site's own last; of a course that is as before,
    /// all that was made then.
    fn batches<'s>(&self, scope: &'s Scope<'s>, before: Option<&Before>, progress: &impl Progress) -> Vec<Batch<'s>> {
        let batch = |course| {
            let known = before.filter(|_| scope.is_as_before(course)).and_then(|before| before.of(course));
            known.map_or_else(|| self.course(scope, course, progress), |done| Batch::Earlier(course, done.clone()))
        };
        // The site's own lists take longest and nothing waits for them, so they begin with the first sessions, not behind
        // the last.
        let (of_site, mut batches) = rayon::join(
            || channels::SITE.into_par_iter().map(|part| self.part(scope, part, progress)).collect::<Vec<_>>(),
            || scope.site.courses.par_iter().map(|course| batch(&**course)).collect::<Vec<_>>(),
        );
        batches.push(Batch::Now(None, of_site.into_iter().flatten().collect()));
        batches
    }

    /// Draws what waits, lot by lot, and tells behind each what is ready.
    fn draw_lots<'s>(
        &self,
        scope: &'s Scope<'s>,
        loaded: &Loaded,
        batches: &mut [Batch<'s>],
        flaws: Option<&Vec<Diagnostic>>,
        progress: &impl Progress,
    ) -> Result<(), Stop> {
        // Who waits for which may have changed since the beginning, and may change again.
        for outcome in batches.iter_mut().flat_map(Batch::outcomes_mut) {
            if let Outcome::Waits(artifact, _, lot) = outcome {
                *lot = self.keeper.lot(artifact);
            }
        }
        let lots = lots(batches);
        for lot in &lots {
            // Once nobody wants what is made, what is ready is not told either.
            if self.keeper.goes_on() {
                self.draw(loaded, batches, flaws, progress, *lot)?;
            }
            if self.keeper.goes_on() {
                self.keeper.are_ready(&Ready { scope, batches }, Some(lot) == lots.last());
            }
        }
        Ok(())
    }

    /// Everything of a course.
    fn course<'s>(&self, scope: &'s Scope<'s>, course: &'s Course, progress: &impl Progress) -> Batch<'s> {
        let parts = channels::parts(course).into_par_iter().map(|part| self.part(scope, part, progress));
        Batch::Now(Some(course), parts.collect::<Vec<_>>().into_iter().flatten().collect())
    }

    /// A part's pages and all else that needs no workshop.
    fn part<'s>(&self, scope: &'s Scope<'s>, part: Part<'s>, progress: &impl Progress) -> Vec<Outcome<'s>> {
        let artifacts = channels::plan(scope, part);
        let public = |artifact: &Artifact<'_>| artifact.reach == Reach::Public;
        let outcomes = match part {
            // They are long, and there are few of them.
            Part::Screens | Part::Pages | Part::Lists => {
                artifacts.into_par_iter().filter(public).map(|artifact| self.first(artifact)).collect()
            }
            _ => artifacts.into_iter().filter(public).map(|artifact| self.first(artifact)).collect(),
        };
        progress.step();
        outcomes
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
                None => Outcome::Waits(artifact, key, 0),
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

    /// Draws the lot that is `wanted`.
    fn draw<'s>(
        &self,
        loaded: &Loaded,
        batches: &mut [Batch<'s>],
        flaws: Option<&Vec<Diagnostic>>,
        progress: &impl Progress,
        wanted: u8,
    ) -> Result<(), Stop> {
        let parts = parts(loaded);
        let mut waiting: Vec<(&mut Outcome<'s>, Artifact<'s>, Key)> = Vec::new();
        for outcome in batches.iter_mut().flat_map(Batch::outcomes_mut) {
            if let Outcome::Waits(artifact, key, lot) = outcome
                && *lot == wanted
            {
                let (artifact, key) = (artifact.clone(), *key);
                waiting.push((outcome, artifact, key));
            }
        }
        // Files of one photo lie beside each other, so that it is in memory only while they are made.
        waiting.sort_by(|(_, a, _), (_, b, _)| darkroom::photo_digest(a).cmp(&darkroom::photo_digest(b)));
        let artifacts: Vec<&Artifact<'_>> = waiting.iter().map(|(_, artifact, _)| artifact).collect();
        let maker = Maker::new(loaded, &artifacts);
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
        let draw = |(outcome, artifact, key): (&mut Outcome<'s>, Artifact<'s>, Key)| {
            if self.keeper.goes_on() {
                *outcome = Outcome::Done(self.make(&maker, &artifact, key));
            }
            progress.step();
        };
        match self.keeper.draws_on() {
            Some(threads) => threads.install(|| waiting.into_par_iter().for_each(draw)),
            None => waiting.into_par_iter().for_each(draw),
        }
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
