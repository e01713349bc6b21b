//! Courses as they were worked out before, for whoever resolves the same site again and again: a course of which nobody
//! touched anything, nor what it takes from the site, is the same `Arc` as before.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::LeftOut;
use crate::content::{Document, FilmFile, FilmProblem, PhotoFile, PhotoProblem, Written, WrittenCourse};
use crate::diagnostics::Diagnostic;
use crate::site::Course;

/// What came of one course's files.
#[derive(Debug)]
pub(super) struct Worked {
    /// Its folder in the output; `None`: there can be none, which is reported.
    pub slug: Option<String>,
    /// The course, where it is right.
    pub course: Option<Arc<Course>>,
    /// What is left out of it.
    pub broken: Vec<LeftOut>,
    /// What is wrong with it.
    pub found: Vec<Diagnostic>,
}

/// The courses of a site that was resolved before.
#[derive(Debug, Default)]
pub struct Known {
    site: Option<Arc<Document>>,
    photos: BTreeMap<String, Result<PhotoFile, PhotoProblem>>,
    films: BTreeMap<String, Result<FilmFile, FilmProblem>>,
    courses: HashMap<String, (WrittenCourse, Arc<Worked>)>,
}

impl Known {
    /// Forgets everything where what all courses take from the site is another now.
    pub(super) fn meet(&mut self, written: &Written) {
        let is_same = self.site.as_ref().is_some_and(|site| is_same(site, &written.site))
            && self.photos == written.photos
            && self.films == written.films;
        if !is_same {
            *self = Self {
                site: Some(Arc::clone(&written.site)),
                photos: written.photos.clone(),
                films: written.films.clone(),
                courses: HashMap::new(),
            };
        }
    }

    /// What came of the same files before.
    pub(super) fn get(&self, written: &WrittenCourse) -> Option<Arc<Worked>> {
        let (known, worked) = self.courses.get(&written.folder)?;
        let is_same = is_same(&known.document, &written.document)
            && known.sessions.len() == written.sessions.len()
            && known.sessions.iter().zip(&written.sessions).all(|(a, b)| a.0 == b.0 && is_same(&a.1, &b.1));
        is_same.then(|| Arc::clone(worked))
    }

    /// Remembers what came of each of the courses, and of nothing else.
    pub(super) fn keep(&mut self, written: &[WrittenCourse], worked: &[Arc<Worked>]) {
        let mut before = std::mem::take(&mut self.courses);
        let kept = written.iter().zip(worked).map(|(written, worked)| {
            let known = before.remove(&written.folder).filter(|(_, known)| Arc::ptr_eq(known, worked));
            (written.folder.clone(), known.unwrap_or_else(|| (written.clone(), Arc::clone(worked))))
        });
        self.courses = kept.collect();
    }
}

/// Whether two documents say the same: all else of a document follows from its text.
fn is_same(one: &Arc<Document>, other: &Arc<Document>) -> bool {
    Arc::ptr_eq(one, other)
        || (one.source.path == other.source.path && one.broken == other.broken && one.source.text == other.source.text)
}
