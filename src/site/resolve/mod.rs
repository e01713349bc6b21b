//! Raw → resolved: inheritance, then types. What comes out is whole; every mistake on the way is a diagnostic.

mod address;
mod booking;
mod course;
mod known;
mod parts;
mod proposals;
mod publish;
mod reader;
mod session;
mod signage;
mod spoken;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::Offset;
use rayon::prelude::*;

use super::{Chosen, Course, Session, Site};
use crate::content::front::{Front, inherit};
use crate::content::{Document, FilmFile, FilmProblem, PhotoFile, PhotoProblem, Written, WrittenCourse};
use crate::diagnostics::{Diagnostic, Message, Place};
pub use address::{is_course_address, is_session_address};
pub use known::Known;
use known::Worked;
use reader::{Found, Reader};
pub use spoken::flag;

/// A site, and what could not become part of it.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The site with everything that is right.
    pub site: Site,
    /// What is left out because of mistakes in its own file.
    pub broken: Vec<LeftOut>,
}

/// A session with mistakes of its own, or a whole course with mistakes in `_course.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its file, as staff know it.
    pub file: String,
    /// The course's folder in the output.
    pub course: String,
    /// The name the session's page would have; `None`: the whole course.
    pub name: Option<String>,
}

/// What all sessions of a site share.
pub(crate) struct SiteFacts<'a> {
    pub booking_hosts: Vec<String>,
    pub closed_days: Vec<jiff::civil::Date>,
    pub offset: Offset,
    pub photos: &'a BTreeMap<String, Result<PhotoFile, PhotoProblem>>,
    pub films: &'a BTreeMap<String, Result<FilmFile, FilmProblem>>,
    /// site.yaml's path, as staff know it.
    pub file: &'a str,
    /// Whether site.yaml has mistakes of its shape: what seems to be missing may stand there.
    pub broken: bool,
}

/// Works out what was written. `None`: the site's own settings are not whole.
pub fn resolve(written: &Written, diagnostics: &mut Vec<Diagnostic>) -> Option<Resolved> {
    resolve_again(written, &mut Known::default(), diagnostics)
}

/// [`resolve`] where courses may be known from before.
pub fn resolve_again(written: &Written, known: &mut Known, diagnostics: &mut Vec<Diagnostic>) -> Option<Resolved> {
    let found = Found::default();
    let resolved = resolve_site(written, known, &found);
    diagnostics.extend(found.into_inner());
    resolved
}

fn resolve_site(written: &Written, known: &mut Known, found: &Found) -> Option<Resolved> {
    let front = inherit(&Front::default(), &written.site.front);
    let reader = Reader::new(&front, &written.site, found);
    let facts = SiteFacts {
        booking_hosts: reader
            .require("booking_hosts", Some(reader.list("booking_hosts")).filter(|hosts| !hosts.is_empty()))
            .unwrap_or_default(),
        closed_days: reader.dates("closed_days"),
        offset: offset(&reader).unwrap_or(Offset::constant(9)),
        photos: &written.photos,
        films: &written.films,
        file: &written.site.source.path,
        broken: written.site.broken,
    };
    let city = reader.require("city", reader.text("city"));
    let team = reader.require("team", reader.text("team"));
    let base_url = base_url(&reader);
    let contact = reader.map("contact").and_then(|contact| parts::contact(&contact));
    let (courses, broken) = courses(written, &front, &facts, known, found);
    let site = Site {
        city: city?,
        team: team?,
        base_url: base_url?,
        language: language(&reader).unwrap_or_else(|| "ja".into()),
        offset: facts.offset,
        theme: reader.text("theme").unwrap_or_else(|| "default".into()),
        facilities: reader.list("facilities"),
        closed_days: facts.closed_days,
        contact,
        channels: chosen(&reader),
        signage: signage::settings(&reader),
        policy: written.policy.as_ref().map(|policy| policy.value.clone()).unwrap_or_default(),
        targets: publish::targets(&reader),
        courses,
    };
    hint_at_computed_holidays(&site, found);
    never_without_a_word(written, &broken, found);
    Some(Resolved { site, broken })
}

/// All courses, those that are known already as they were.
fn courses(
    written: &Written,
    site_front: &Front,
    facts: &SiteFacts<'_>,
    known: &mut Known,
    found: &Found,
) -> (Vec<Arc<Course>>, Vec<LeftOut>) {
    known.meet(written);
    let again = |course| known.get(written, course).unwrap_or_else(|| Arc::new(work_out(course, site_front, facts)));
    let worked: Vec<Arc<Worked>> = written.courses.par_iter().map(again).collect();
    known.keep(written, &worked);
    let (mut courses, mut broken) = (Vec::new(), Vec::new());
    let mut folders: HashMap<String, &str> = HashMap::new();
    for (course, worked) in written.courses.iter().zip(worked) {
        if let Some(slug) = &worked.slug
            && let Some(other) = folders.insert(slug.to_lowercase(), &course.folder)
        {
            broken.push(left_out(course, slug));
            let message = Message::SameCourseAddress { slug: slug.clone(), other: other.to_owned() };
            tell_once(found, [Diagnostic::error(message, &Place::top(&course.document.source))]);
            continue;
        }
        tell_once(found, worked.found.iter().cloned());
        broken.extend(worked.broken.iter().cloned());
        courses.extend(worked.course.clone());
    }
    (courses, broken)
}

/// One course out of its files and what it takes from the site.
fn work_out(course: &WrittenCourse, site_front: &Front, facts: &SiteFacts<'_>) -> Worked {
    let found = Found::default();
    let front = inherit(site_front, &course.document.front);
    let reader = Reader::new(&front, &course.document, &found).beneath(facts.broken);
    let Some(slug) = address::course_slug(course, &reader) else {
        let broken = vec![left_out(course, &course.folder)];
        return Worked { slug: None, course: None, broken, found: found.into_inner() };
    };
    let (sessions, mut broken) = sessions(course, &slug, &front, facts, &found);
    let whole = course::course(course, slug.clone(), &reader, sessions, facts);
    // What its sessions inherit from it is reported at its lines, too.
    let file = &course.document.source.path;
    let is_own =
        |error: &Diagnostic| error.is_error() && error.place.as_ref().is_some_and(|at| at.source.path == *file);
    let whole = whole.filter(|_| !course.document.broken && !found.borrow().iter().any(is_own));
    if whole.is_none() {
        broken.push(left_out(course, &slug));
    }
    Worked { slug: Some(slug), course: whole.map(Arc::new), broken, found: found.into_inner() }
}

/// A whole course that is left out.
fn left_out(course: &WrittenCourse, slug: &str) -> LeftOut {
    LeftOut { file: course.document.source.path.clone(), course: slug.to_owned(), name: None }
}

/// A session's file with all it inherits, on its way to a session.
struct Pending<'a> {
    stem: &'a str,
    document: &'a Document,
    front: Front,
    found: Found,
    name: Option<String>,
}

/// All sessions of a course, by day and time, and those with mistakes of their own.
fn sessions(
    course: &WrittenCourse,
    slug: &str,
    course_front: &Front,
    facts: &SiteFacts<'_>,
    found: &Found,
) -> (Vec<Session>, Vec<LeftOut>) {
    let above_broken = facts.broken || course.document.broken;
    let likely = course.sessions.iter().filter_map(|(stem, _)| address::date_of_name(stem)).max();
    let named = course.sessions.par_iter().map(|(stem, document)| {
        let (front, found) = (inherit(course_front, &document.front), Found::default());
        let reader = reader_of(stem, document, &front, &found, above_broken, likely);
        let name = address::session_name(stem, &document.front, &reader);
        Pending { stem, document, front, found, name }
    });
    let mut pending: Vec<Pending<'_>> = named.collect();
    let above = Arc::new(Reader::new(course_front, &course.document, found).places());
    want_names_of_their_own(&pending);
    let resolved: Vec<Option<Session>> = pending
        .par_iter_mut()
        .map(|Pending { stem, document, front, found, name }| {
            let reader = reader_of(stem, document, front, found, above_broken, likely);
            session::session(name.clone()?, stem, document, &course.document, &reader, &above, facts)
        })
        .collect();
    let (mut sessions, mut broken) = (Vec::new(), Vec::new());
    for (Pending { stem, document, found: own, name, .. }, session) in pending.into_iter().zip(resolved) {
        // What several inherit is told once, and counts for the first of them; what site.yaml says wrong for none.
        let before = found.borrow().len();
        tell_once(found, own.into_inner());
        let is_of_site = |error: &Diagnostic| error.place.as_ref().is_some_and(|at| at.source.path == facts.file);
        let is_own = |error: &Diagnostic| error.is_error() && !is_of_site(error);
        let own_errors = document.broken || found.borrow()[before..].iter().any(is_own);
        match session.filter(|_| !own_errors) {
            Some(session) => sessions.push(session),
            None => broken.push(LeftOut {
                file: document.source.path.clone(),
                course: slug.to_owned(),
                name: Some(name.unwrap_or_else(|| stem.to_owned())),
            }),
        }
    }
    sessions.sort_by(|a, b| (a.start, &a.name).cmp(&(b.start, &b.name)));
    (sessions, broken)
}

fn reader_of<'a>(
    stem: &str,
    document: &Document,
    front: &'a Front,
    found: &'a Found,
    above_broken: bool,
    likely: Option<Date>,
) -> Reader<'a> {
    Reader::new(front, document, found).beneath(above_broken).near(address::date_of_name(stem), likely)
}

/// Two files whose pages would have one address: the later one is wrong.
fn want_names_of_their_own(pending: &[Pending<'_>]) {
    let mut names: HashMap<String, &str> = HashMap::new();
    for Pending { document, found, name, .. } in pending {
        let Some(name) = name else { continue };
        if let Some(other) = names.insert(name.to_lowercase(), &document.source.path) {
            let message = Message::SameSessionAddress { name: name.clone(), other: other.to_owned() };
            tell_once(found, [Diagnostic::error(message, &Place::top(&document.source))]);
        }
    }
}

/// Adds what is not told yet.
fn tell_once(found: &Found, more: impl IntoIterator<Item = Diagnostic>) {
    let mut found = found.borrow_mut();
    for diagnostic in more {
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }
}

/// Reads `channels`; what is absent is wanted.
fn chosen(site: &Reader<'_>) -> Chosen {
    let usual = Chosen::default();
    let Some(reader) = site.map("channels") else { return usual };
    Chosen { card: reader.flag("card").unwrap_or(usual.card), signage: reader.flag("signage").unwrap_or(usual.signage) }
}

/// A session must not vanish without a word, whatever made it so.
fn never_without_a_word(written: &Written, broken: &[LeftOut], found: &Found) {
    if found.borrow().iter().any(Diagnostic::is_error) {
        return;
    }
    // Where a file above could not be read, that was said, and what its sessions lack may stand in it.
    let read = written.courses.iter().filter(|course| !course.document.broken && !written.site.broken);
    let documents = read.flat_map(|course| &course.sessions).map(|(_, document)| document);
    for document in documents.filter(|document| !document.broken) {
        if broken.iter().any(|session| session.file == document.source.path) {
            found.borrow_mut().push(Diagnostic::error(Message::Unusable {}, &Place::top(&document.source)));
        }
    }
}

/// `https://…/`: everything absolute hangs on it.
fn base_url(reader: &Reader<'_>) -> Option<String> {
    let url = reader.require("base_url", reader.url("base_url"))?;
    let is_folder = url.value.starts_with("https://") && url.value.ends_with('/') && !url.value.contains(['?', '#']);
    if !is_folder {
        reader.error(Message::BadBaseUrl { url: url.value }, &url.place);
        return None;
    }
    Some(url.value)
}

/// A language tag like `ja` or `pt-BR` (BCP 47).
fn language(reader: &Reader<'_>) -> Option<String> {
    let words = reader.words("language")?;
    let mut parts = words.value.split('-');
    let primary = |part: &str| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let further = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !parts.next().is_some_and(primary) || !parts.all(further) {
        reader.error(Message::BadLanguage { text: words.value }, &words.place);
        return None;
    }
    Some(words.value)
}

fn offset(reader: &Reader<'_>) -> Option<Offset> {
    let words = reader.words("timezone")?;
    let offset = super::dates::read_offset(&words.value);
    if offset.is_none() {
        reader.error(Message::BadTimezone { text: words.value }, &words.place);
    }
    offset
}

/// Holidays of later years are computed; one hint says so.
fn hint_at_computed_holidays(site: &Site, found: &Found) {
    let later = site.sessions().find(|(_, session)| !super::holidays::is_published(session.date.year()));
    if let Some((_, session)) = later {
        let message = Message::HolidaysComputed { year: session.date.year() };
        found.borrow_mut().push(Diagnostic::hint(message, session.places.of("date")));
    }
}
