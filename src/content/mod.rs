//! Reads: bytes → text → front matter with places → Markdown as safe HTML; looks at the photos that are named.
//!
//! Nothing here knows what a field means. Every mistake becomes a diagnostic; reading goes on behind it.

pub(crate) mod emphasis;
pub mod fields;
pub mod film;
mod folder;
pub mod front;
mod front_matter;
mod known;
pub mod links;
pub mod location;
pub mod markdown;
pub mod marks;
mod named;
pub mod photo;
mod text;
pub mod tidy;
pub mod yaml;

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostics::{Diagnostic, Message, Place, Source, Sourced};
use fields::Levels;
use folder::{Entry, entries, folders};
use front::Front;
pub use known::{Drafts, Known};
pub use named::{FilmFile, FilmProblem, PhotoFile, PhotoProblem, beside};
pub use text::{Encoding, begins_with, decode, encode};

/// Largest text file that is read, in bytes; the longest real announcement is a thousandth of it.
const MAX_TEXT_BYTES: u64 = 2_000_000;
/// Most mistakes that are told of one file.
const MOST_MISTAKES: usize = 200;
/// The city's own words on accessibility, the one Markdown file outside a course.
const POLICY: &str = "accessibility.md";

/// A file as it was written.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub source: Arc<Source>,
    /// Its fields.
    pub front: Front,
    /// Bytes of the source that hold its fields, without the lines around them.
    pub fields: Range<usize>,
    /// The Markdown below the fields.
    pub markdown: Place,
    /// The same as safe HTML.
    pub body: Arc<str>,
    /// Whether the file itself could not be read right (its errors are known already).
    pub broken: bool,
}

/// A course's folder as it was written.
#[derive(Clone, Debug)]
pub struct WrittenCourse {
    /// The folder's name.
    pub folder: String,
    /// `_course.md`.
    pub document: Arc<Document>,
    /// Its sessions: file name without `.md`, and the file.
    pub sessions: Vec<(String, Arc<Document>)>,
}

/// Everything under `content/`, as written.
#[derive(Clone, Debug)]
pub struct Written {
    /// `content/site.yaml`.
    pub site: Arc<Document>,
    /// `content/accessibility.md`, what the city adds to its word on accessibility, as safe HTML, and its Markdown.
    pub policy: Option<Sourced<String>>,
    /// The courses, by folder name.
    pub courses: Vec<WrittenCourse>,
    /// The photos that files name, by the path below the site folder.
    pub photos: BTreeMap<String, Result<PhotoFile, PhotoProblem>>,
    /// The films that files name for screens, by the path below the site folder.
    pub films: BTreeMap<String, Result<FilmFile, FilmProblem>>,
}

impl Written {
    /// Forgets the fields of all sessions but `kept`: once a site is resolved only the copy desk reads them again, and in
    /// memory they weigh more than what they became.
    pub fn forget_fields(&mut self, kept: &str) {
        let documents = self.courses.iter_mut().flat_map(|course| &mut course.sessions);
        documents.for_each(|(_, document)| Arc::make_mut(document).front.0.keep_only(kept));
    }
}

/// What to say when there is no `SITE/content/`.
pub fn missing(site: &Path) -> Option<Diagnostic> {
    let content = site.join("content");
    if content.is_dir() {
        return None;
    }
    Some(Diagnostic::error_anywhere(if site.join("site.yaml").is_file() {
        Message::SiteIsContent { folder: site.display().to_string() }
    } else {
        Message::NoContent { folder: content.display().to_string() }
    }))
}

/// Reads `SITE/content/`. `None`: there is nothing to go on with.
pub fn read(site: &Path, found: &mut Vec<Diagnostic>) -> Option<Written> {
    read_again(site, &Known::default(), found)
}

/// Reads `SITE/content/` where much of it may be known from before. `None`: there is nothing to go on with.
pub fn read_again(site: &Path, known: &Known, found: &mut Vec<Diagnostic>) -> Option<Written> {
    let content = site.join("content");
    if let Some(missing) = missing(site) {
        found.push(missing);
        return None;
    }
    let settings = content.join("site.yaml");
    if !settings.is_file() {
        found.push(Diagnostic::error_anywhere(Message::NoSiteFile { file: "content/site.yaml".into() }));
        return None;
    }
    let site_document = known.document(&settings, "content/site.yaml", Levels::SITE, found);
    let folders = folders(&content, found);
    let read: Vec<_> = folders
        .par_iter()
        .map(|folder| {
            let mut found = Vec::new();
            (read_course(&content, folder, known, &mut found), found)
        })
        .collect();
    let mut courses = Vec::new();
    for (course, problems) in read {
        courses.extend(course);
        found.extend(problems);
    }
    let photos = named::photos(site, &site_document, &courses, known);
    let films = named::films(site, &site_document, &courses, known);
    let policy = read_policy(&content, found);
    Some(Written { site: site_document, policy, courses, photos, films })
}

/// Reads the city's own words on accessibility: plain Markdown without fields.
fn read_policy(content: &Path, found: &mut Vec<Diagnostic>) -> Option<Sourced<String>> {
    let (path, shown) = (content.join(POLICY), format!("content/{POLICY}"));
    if !path.is_file() {
        return None;
    }
    let text = match read_text(&path, &shown, found) {
        Ok(text) => text,
        Err(message) => {
            found.push(Diagnostic::error_anywhere(message));
            return None;
        }
    };
    let source = Arc::new(Source { path: shown, text });
    let html = body(&source, 0..source.text.len(), found);
    Some(Sourced::new(html, Place::new(&source, 0..source.text.len())))
}

/// Reads one course; `None` where the folder holds no Markdown at all (photos shared by courses, say).
fn read_course(content: &Path, folder: &str, known: &Known, found: &mut Vec<Diagnostic>) -> Option<WrittenCourse> {
    let shown = format!("content/{folder}");
    let (files, others): (Vec<_>, Vec<_>) = entries(&content.join(folder), &shown, found)
        .into_iter()
        .partition(|entry| entry.name.ends_with(".md") && entry.is_file);
    found.extend(others.iter().filter_map(|entry| not_read(&shown, &entry.name)));
    if files.is_empty() {
        return None;
    }
    let Some(course_file) = files.iter().find(|entry| entry.name == "_course.md") else {
        found.push(Diagnostic::error_anywhere(Message::NoCourseFile { file: format!("{shown}/_course.md") }));
        return None;
    };
    let document = known.document(&course_file.path, &format!("{shown}/_course.md"), Levels::COURSE, found);
    let read: Vec<_> = files
        .par_iter()
        .filter(|entry| !entry.name.starts_with('_'))
        .map(|Entry { name, path, .. }| {
            let mut found = Vec::new();
            let stem = name.trim_end_matches(".md");
            let file = format!("{shown}/{name}");
            if is_translation(stem) {
                found.push(Diagnostic::warning_anywhere(Message::TranslationIgnored { file }));
                return (None, found);
            }
            let document = known.document(path, &file, Levels::SESSION, &mut found);
            (Some((stem.to_owned(), document)), found)
        })
        .collect();
    let mut sessions = Vec::new();
    for (session, problems) in read {
        sessions.extend(session);
        found.extend(problems);
    }
    Some(WrittenCourse { folder: folder.to_owned(), document, sessions })
}

/// A file that was surely meant to be read: Windows hides that 「2026-12-10.md」 is really called 2026-12-10.md.txt.
fn not_read(folder: &str, name: &str) -> Option<Diagnostic> {
    let lower = name.to_ascii_lowercase();
    let stem = [".md.txt", ".markdown", ".md", ".txt"].into_iter().find_map(|ending| lower.strip_suffix(ending))?;
    let proposal = format!("{}.md", name.get(..stem.len())?);
    Some(Diagnostic::warning_anywhere(Message::NotRead { file: format!("{folder}/{name}"), proposal }))
}

/// `2026-12-10.en`: the words of a session in another language.
pub(crate) fn is_translation(stem: &str) -> bool {
    stem.rsplit_once('.').is_some_and(|(_, language)| {
        (2..=8).contains(&language.len()) && language.chars().all(|c| c.is_ascii_lowercase() || c == '-')
    })
}

/// Reads one file. What can't be read is reported, and the document is broken.
pub fn read_document(path: &Path, shown: &str, level: Levels, found: &mut Vec<Diagnostic>) -> Document {
    let text = read_text(path, shown, found);
    read_decoded(text, shown, level, found)
}

/// Reads a file's bytes as if they lay on the disk.
fn read_bytes(bytes: &[u8], shown: &str, level: Levels, found: &mut Vec<Diagnostic>) -> Document {
    let text = decoded(bytes, shown, found);
    read_decoded(text, shown, level, found)
}

fn read_decoded(text: Result<String, Message>, shown: &str, level: Levels, found: &mut Vec<Diagnostic>) -> Document {
    let (text, problem) = match text {
        Ok(text) => (text, None),
        Err(message) => (String::new(), Some(message)),
    };
    let source = Arc::new(Source { path: shown.to_owned(), text });
    if let Some(message) = problem {
        found.push(Diagnostic::error(message, &Place::top(&source)));
        return nothing(&source);
    }
    read_source(&source, level, found)
}

/// A document that could not be read.
fn nothing(source: &Arc<Source>) -> Document {
    Document {
        front: Front::default(),
        fields: 0..0,
        markdown: Place::new(source, 0..0),
        body: Arc::default(),
        broken: true,
        source: Arc::clone(source),
    }
}

/// Reads a decoded file. All of its mistakes are reported, at their places.
pub fn read_source(source: &Arc<Source>, level: Levels, found: &mut Vec<Diagnostic>) -> Document {
    let mut own = Vec::new();
    let document = document_parts(source, level, &mut own).unwrap_or_else(|| nothing(source));
    // No person makes more mistakes in one file; whoever reads them has stopped long before.
    own.truncate(MOST_MISTAKES);
    let broken = document.broken || own.iter().any(Diagnostic::is_error);
    found.extend(own);
    Document { broken, ..document }
}

fn document_parts(source: &Arc<Source>, level: Levels, found: &mut Vec<Diagnostic>) -> Option<Document> {
    let halves = if level == Levels::SITE {
        front_matter::Halves { front: front_matter::whole(source), body: source.text.len()..source.text.len() }
    } else {
        front_matter::split(source, found)?
    };
    Some(Document {
        front: fields(source, halves.front.clone(), level, found),
        fields: halves.front,
        markdown: Place::new(source, halves.body.clone()),
        body: body(source, halves.body, found).into(),
        broken: false,
        source: Arc::clone(source),
    })
}

/// The fields at `range`: tidied, what is still wrong reported, the rest read. Whatever YAML reads as it stands and the
/// table knows is no mistake, even where it looks like one.
fn fields(source: &Arc<Source>, range: Range<usize>, level: Levels, found: &mut Vec<Diagnostic>) -> Front {
    let characters = tidy::characters(&source.text[range.clone()], range.start);
    let mut mistakes = Vec::new();
    let node = tidied_fields(source, &characters, &mut mistakes);
    let mut front = front::sort(node, level, &mut mistakes);
    // Words below a list's key, or in full-width brackets, YAML reads as one long item: that was never meant.
    let misread = |mistake: &Diagnostic| matches!(mistake.message.rule(), "no-list-mark" | "full-width-sign");
    if mistakes.iter().any(Diagnostic::is_error)
        && !mistakes.iter().any(misread)
        && let Some(sound) = sound_fields(source, &characters, level)
    {
        front = sound;
        mistakes.clear();
    }
    found.extend(mistakes);
    front
}

/// The fields as YAML reads them; `None`: not without a mistake.
fn sound_fields(source: &Arc<Source>, characters: &tidy::Tidied, level: Levels) -> Option<Front> {
    let node = yaml::read_tidied(source, characters).ok()?;
    let mut found = Vec::new();
    let front = front::sort(node, level, &mut found);
    found.is_empty().then_some(front)
}

/// The fields with every line as it was meant. A line is complained of once.
fn tidied_fields(source: &Arc<Source>, characters: &tidy::Tidied, found: &mut Vec<Diagnostic>) -> yaml::Node {
    let (lines, slips) = tidy::lines::tidy(&characters.text, fields::FIELDS);
    let mut told = Vec::new();
    for slip in slips {
        let place = Place::new(source, characters.raw(slip.range));
        told.push(place.line_column().0);
        found.push(Diagnostic::error(slip.message.corrected(slip.line), &place));
    }
    let tidied = characters.clone().then(lines);
    let mut further = Vec::new();
    let node = yaml::read_on(source, &tidied, &mut further);
    let new =
        |diagnostic: &Diagnostic| !diagnostic.place.as_ref().is_some_and(|place| told.contains(&place.line_column().0));
    found.extend(further.into_iter().take(MOST_MISTAKES).filter(new));
    node
}

/// The Markdown at `range`, as safe HTML.
fn body(source: &Arc<Source>, range: Range<usize>, found: &mut Vec<Diagnostic>) -> String {
    let tidied = tidy::characters(&source.text[range.clone()], range.start);
    let rendered = markdown::render(&tidied.text);
    let at = |range: Range<usize>| Place::new(source, tidied.raw(range));
    for picture in rendered.pictures {
        found.push(Diagnostic::warning(Message::PictureInText {}, &at(picture)));
    }
    for link in rendered.bad_links {
        found.push(Diagnostic::error(Message::UnsafeLink {}, &at(link)));
    }
    rendered.html
}

fn read_text(path: &Path, shown: &str, found: &mut Vec<Diagnostic>) -> Result<String, Message> {
    let file = || shown.to_owned();
    let bytes = std::fs::metadata(path).and_then(|meta| {
        if meta.len() > MAX_TEXT_BYTES {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "over 2 MB"));
        }
        std::fs::read(path)
    });
    let bytes = bytes.map_err(|error| match error.kind() {
        io::ErrorKind::FileTooLarge => Message::TextTooLarge { file: file() },
        _ => Message::CannotRead { file: file(), reason: error.to_string() },
    })?;
    decoded(&bytes, shown, found)
}

fn decoded(bytes: &[u8], shown: &str, found: &mut Vec<Diagnostic>) -> Result<String, Message> {
    let file = || shown.to_owned();
    let (text, encoding) = decode(bytes).ok_or_else(|| Message::UnknownEncoding { file: file() })?;
    if encoding == Encoding::Cp932 {
        found.push(Diagnostic::hint_anywhere(Message::ReadAsCp932 { file: file() }));
    }
    Ok(text)
}

#[cfg(test)]
mod tests;
