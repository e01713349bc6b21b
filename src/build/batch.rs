//! What became of the artifacts of a course, or of the site's own: made now, or known from before, since a course of which
//! nothing was touched is not even planned again.

use std::collections::HashMap;
use std::sync::Arc;

use super::key::Key;
use super::make_all::{File, Made, MadeOne, Stop};
use super::merge;
use crate::channels::{Artifact, Kind, Planned, Scope};
use crate::diagnostics::Diagnostic;
use crate::site::Course;

/// A file, with what there is to tell of it.
pub(super) type Done = (File, Vec<Diagnostic>);

/// What became of an artifact, at its place in the plan.
pub(super) enum Outcome<'s> {
    Done(MadeOne),
    /// A picture that has to be drawn, and in which lot.
    Waits(Artifact<'s>, Key, u8),
}

/// What became of a course's artifacts, or of the site's own.
pub(super) enum Batch<'s> {
    /// All of a course was made before.
    Earlier(&'s Course, Arc<[Done]>),
    /// What is made now; without a course, the site's own.
    Now(Option<&'s Course>, Vec<Outcome<'s>>),
}

/// What was made of a site, for whoever makes it again.
pub struct Before {
    pub(super) planned: Planned,
    courses: HashMap<String, Arc<[Done]>>,
}

/// Where a site's files stand before pictures are drawn, and again behind each lot of them.
pub struct Ready<'a, 's> {
    pub(super) scope: &'a Scope<'s>,
    pub(super) batches: &'a [Batch<'s>],
}

impl<'s> Batch<'s> {
    /// What is made now; nothing of what was known before.
    pub fn outcomes(&self) -> &[Outcome<'s>] {
        match self {
            Self::Earlier(..) => &[],
            Self::Now(_, outcomes) => outcomes,
        }
    }

    /// The same, to be changed.
    pub fn outcomes_mut(&mut self) -> &mut [Outcome<'s>] {
        match self {
            Self::Earlier(..) => &mut [],
            Self::Now(_, outcomes) => outcomes,
        }
    }

    /// All of a course, if all of it could be made.
    fn whole(&self) -> Option<(&'s Course, Arc<[Done]>)> {
        match self {
            Self::Earlier(course, done) => Some((course, Arc::clone(done))),
            Self::Now(course, outcomes) => {
                let done = |outcome: &Outcome<'_>| match outcome {
                    Outcome::Done(Ok(done)) => Some(done.clone()),
                    _ => None,
                };
                Some(((*course)?, outcomes.iter().map(done).collect::<Option<_>>()?))
            }
        }
    }
}

impl Before {
    /// All that was made of a course.
    pub(super) fn of(&self, course: &Course) -> Option<&Arc<[Done]>> {
        self.courses.get(&course.slug)
    }
}

impl Ready<'_, '_> {
    /// The files that are there.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.batches.iter().flat_map(|batch| {
            let (earlier, now) = match batch {
                Batch::Earlier(_, done) => (&done[..], &[][..]),
                Batch::Now(_, outcomes) => (&[][..], &outcomes[..]),
            };
            let made = now.iter().filter_map(|outcome| match outcome {
                Outcome::Done(Ok((file, _))) => Some(file),
                _ => None,
            });
            earlier.iter().map(|(file, _)| file).chain(made)
        })
    }

    /// What is wrong so far.
    pub fn errors(&self) -> Vec<Diagnostic> {
        let outcomes = self.batches.iter().flat_map(Batch::outcomes);
        let found = outcomes.filter_map(|outcome| match outcome {
            Outcome::Done(Err(Stop::Content(found))) => Some(found),
            _ => None,
        });
        merge::merged(found.flatten().cloned().collect())
    }

    /// What to know when the site is made again.
    pub fn before(&self) -> Before {
        let courses = self.batches.iter().filter_map(Batch::whole);
        Before {
            planned: self.scope.planned(),
            courses: courses.map(|(course, done)| (course.slug.clone(), done)).collect(),
        }
    }
}

/// All files in the order of the plan, or all that is wrong.
pub(super) fn collect(batches: Vec<Batch<'_>>) -> Result<Made, Stop> {
    let (mut files, mut warnings, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for batch in batches {
        let outcomes = match batch {
            Batch::Earlier(_, done) => {
                files.extend(done.iter().map(|(file, _)| file.clone()));
                warnings.extend(done.iter().flat_map(|(_, found)| found).cloned());
                continue;
            }
            Batch::Now(_, outcomes) => outcomes,
        };
        for outcome in outcomes {
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
    }
    let (warnings, errors) = (merge::merged(warnings), merge::merged(errors));
    let count = |kind| files.iter().filter(|file: &&File| file.kind == kind).count();
    let counts = (count(Kind::Announcement), count(Kind::Card), count(Kind::Slide));
    Ok(Made { files, warnings, counts, errors })
}
