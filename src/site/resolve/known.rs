//! Courses as they were worked out before, for whoever resolves the same site again and again: a course of which nobody
//! touched anything, nor what it takes from the site, is the same `Arc` as before.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
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
        let is_same = self.site.as_ref().is_some_and(|site| is_same(site, &written.site));
        // A photo of site.yaml may lie in any folder.
        let has_photo = written.site.front.0.contains_key("photo");
        if !is_same || (has_photo && self.photos != written.photos) {
            self.courses.clear();
        }
    }

    /// What came of the same files before.
    pub(super) fn get(&self, written: &Written, course: &WrittenCourse) -> Option<Arc<Worked>> {
        let (known, worked) = self.courses.get(&course.folder)?;
        // What a course's files name lies in its own folder.
        let folder = format!("content/{}/", course.folder);
        let is_same = is_same(&known.document, &course.document)
            && known.sessions.len() == course.sessions.len()
            && known.sessions.iter().zip(&course.sessions).all(|(a, b)| a.0 == b.0 && is_same(&a.1, &b.1))
            && below(&folder, &self.photos).eq(below(&folder, &written.photos))
            && below(&folder, &self.films).eq(below(&folder, &written.films));
        is_same.then(|| Arc::clone(worked))
    }

    /// Remembers what came of each of the courses, and of nothing else.
    pub(super) fn keep(&mut self, written: &Written, worked: &[Arc<Worked>]) {
        let mut before = std::mem::take(&mut self.courses);
        let kept = written.courses.iter().zip(worked).map(|(course, worked)| {
            let known = before.remove(&course.folder).filter(|(_, known)| Arc::ptr_eq(known, worked));
            (course.folder.clone(), known.unwrap_or_else(|| (course.clone(), Arc::clone(worked))))
        });
        self.courses = kept.collect();
        self.site = Some(Arc::clone(&written.site));
        self.photos.clone_from(&written.photos);
        self.films.clone_from(&written.films);
    }
}

/// The files of a map that lie below a folder.
fn below<'a, T>(folder: &'a str, files: &'a BTreeMap<String, T>) -> impl Iterator<Item = (&'a String, &'a T)> {
    let from = files.range::<str, _>((Bound::Included(folder), Bound::Unbounded));
    from.take_while(move |(path, _)| path.starts_with(folder))
}

/// Whether two documents say the same: all else of a document follows from its text.
fn is_same(one: &Arc<Document>, other: &Arc<Document>) -> bool {
    Arc::ptr_eq(one, other)
        || (one.source.path == other.source.path && one.broken == other.broken && one.source.text == other.source.text)
}
