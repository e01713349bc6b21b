//! What lies in `content/`, as far as it can be read: a file full of mistakes hides no other one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use crate::content::front::{Front, Value, inherit};
use crate::content::{self, Document};
use crate::diagnostics::Diagnostic;
use crate::site::dates::{Hours, read_date, read_hours};

/// Everything in `content/`.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The folder that holds `content/`.
    pub site: PathBuf,
    /// `content/site.yaml`.
    pub settings: Document,
    /// The courses, by folder.
    pub courses: Vec<Course>,
    /// Days on which the city hall closes.
    pub closed_days: Vec<Date>,
    /// Where booking forms may lie.
    pub booking_hosts: Vec<String>,
}

/// A course's folder.
#[derive(Clone, Debug)]
pub struct Course {
    /// The folder's name.
    pub folder: String,
    /// Its address, where it has one of its own.
    pub slug: Option<String>,
    /// 「離乳食教室」, else the folder's name.
    pub name: String,
    /// What holds for its sessions, the site's words included.
    pub front: Front,
    /// `_course.md`.
    pub document: Document,
    /// Its sessions, by day.
    pub sessions: Vec<Session>,
}

/// A session's file.
#[derive(Clone, Debug)]
pub struct Session {
    /// The course's folder.
    pub folder: String,
    /// The course's name.
    pub course: String,
    /// The file's name without its ending.
    pub stem: String,
    /// The day it is on now.
    pub date: Option<Date>,
    /// The day in its file's name.
    pub named: Option<Date>,
    /// Days before it was moved.
    pub previous: Vec<Date>,
    /// From–to.
    pub hours: Option<Hours>,
    /// Building and room.
    pub room: Option<String>,
    /// The file.
    pub document: Document,
    /// Mistakes met while reading the file itself.
    pub errors: Vec<Diagnostic>,
}

impl Course {
    /// Building and room where it is usually held.
    pub fn room(&self) -> Option<String> {
        room(&self.front)
    }
}

impl Session {
    /// 「rinyushoku/2026-12-10」: what can be typed for it anywhere.
    pub fn id(&self) -> String {
        format!("{}/{}", self.folder, self.stem)
    }

    /// The file, from the site's folder.
    pub fn shown(&self) -> &str {
        &self.document.source.path
    }

    /// Where the file lies.
    pub fn path(&self, site: &Path) -> PathBuf {
        site.join("content").join(&self.folder).join(format!("{}.md", self.stem))
    }

    /// Whether it was announced for a day from which it was moved since.
    pub fn was_planned_for(&self, day: Date) -> bool {
        self.date != Some(day) && (self.named == Some(day) || self.previous.contains(&day))
    }

    /// Whether its fields could not be read at all.
    pub fn is_unreadable(&self) -> bool {
        self.document.broken && self.document.fields == (0..0) && self.document.front.0.is_empty()
    }
}

/// Reads the shelf. `None`: there is no content, which `found` says.
pub fn read(site: &Path, found: &mut Vec<Diagnostic>) -> Option<Shelf> {
    let written = content::read(site, found)?;
    let front = inherit(&Front::default(), &written.site.front);
    let courses = written.courses.into_iter().map(|course| {
        let front = inherit(&front, &course.document.front);
        let name = words(&front, "name").unwrap_or(&course.folder).to_owned();
        let mut sessions: Vec<Session> = course
            .sessions
            .into_iter()
            .map(|(stem, document)| session(&course.folder, &name, &front, stem, Arc::unwrap_or_clone(document), found))
            .collect();
        sessions.sort_by(|a, b| (a.date, &a.stem).cmp(&(b.date, &b.stem)));
        let slug = course.document.front.0.contains_key("slug").then(|| words(&front, "slug")).flatten();
        let slug = slug.map(str::to_owned);
        Course { folder: course.folder, slug, name, front, document: Arc::unwrap_or_clone(course.document), sessions }
    });
    Some(Shelf {
        site: site.to_owned(),
        settings: Arc::unwrap_or_clone(written.site),
        courses: courses.collect(),
        closed_days: dates(&front, "closed_days"),
        booking_hosts: list(&front, "booking_hosts"),
    })
}

/// One session's file; `found` holds the mistakes of the whole site.
pub(super) fn session(
    folder: &str,
    course: &str,
    above: &Front,
    stem: String,
    document: Document,
    found: &[Diagnostic],
) -> Session {
    let front = inherit(above, &document.front);
    let named = date_of_name(&stem);
    let own = document.front.0.contains_key("date");
    let date = if own { words(&front, "date").and_then(|text| read_date(text).ok()) } else { named };
    let is_here = |diagnostic: &&Diagnostic| {
        let place = diagnostic.place.as_ref().map(|place| &place.source.path);
        diagnostic.is_error() && place == Some(&document.source.path)
    };
    Session {
        folder: folder.to_owned(),
        course: course.to_owned(),
        date,
        named,
        previous: dates(&document.front, "previous_dates"),
        hours: words(&front, "time").and_then(|text| read_hours(text).ok()),
        room: room(&front),
        errors: found.iter().filter(is_here).cloned().collect(),
        stem,
        document,
    }
}

/// The day at the start of a file's name, however it is written there.
pub fn date_of_name(stem: &str) -> Option<Date> {
    let strict = stem.get(..10).filter(|_| stem.len() == 10 || stem[10..].starts_with('-'));
    strict.and_then(|date| read_date(date).ok())
}

/// The words of a field.
pub fn words<'a>(front: &'a Front, key: &str) -> Option<&'a str> {
    match &front.0.get(key)?.value {
        Value::Words(words) => Some(words.trim()).filter(|words| !words.is_empty()),
        _ => None,
    }
}

/// The words of a field inside a map.
pub fn words_inside<'a>(front: &'a Front, key: &str, inner: &str) -> Option<&'a str> {
    match &front.0.get(key)?.value {
        Value::Map(map) => words(map, inner),
        _ => None,
    }
}

/// The words of a list.
pub fn list(front: &Front, key: &str) -> Vec<String> {
    let Some(Value::List(items)) = front.0.get(key).map(|entry| &entry.value) else { return Vec::new() };
    let words = items.iter().filter_map(|item| match &item.value {
        Value::Words(words) => Some(words.trim().to_owned()),
        _ => None,
    });
    words.collect()
}

/// The days of a list that can be read.
pub fn dates(front: &Front, key: &str) -> Vec<Date> {
    list(front, key).iter().filter_map(|text| read_date(text).ok()).collect()
}

fn room(front: &Front) -> Option<String> {
    let name = words(front, "venue").or_else(|| words_inside(front, "venue", "name"))?;
    Some(match words_inside(front, "venue", "room") {
        Some(room) => format!("{name} {room}"),
        None => name.to_owned(),
    })
}
