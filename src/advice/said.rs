//! Which file said a field of a session: its own, its course's or the site's. Advice points there, so that an inherited
//! word is told once.

use crate::content::Document;
use crate::content::front::{Entry, Front, Value};
use crate::diagnostics::Place;

/// The files that speak for one session, nearest first: its own, its course's, the site's.
pub struct Said<'a>([&'a Document; 3]);

impl<'a> Said<'a> {
    /// The session's, the course's and the site's file.
    pub fn new(files: [&'a Document; 3]) -> Self {
        Self(files)
    }

    /// The session's own file.
    pub fn own(&self) -> &'a Document {
        self.0[0]
    }

    /// What holds for the field at `path` (`["booking", "url"]`), as it was written.
    pub fn entry(&self, path: &[&str]) -> Option<&'a Entry> {
        self.0.iter().find_map(|file| entry(&file.front, path))
    }

    /// The characters that said the field, else where it would belong.
    pub fn place(&self, path: &[&str]) -> Place {
        self.entry(path).map_or_else(|| self.home(path[0]), |entry| entry.place.clone())
    }

    /// Where something that nobody said belongs: where the course speaks of `key`, so that it is told once; else where
    /// the session does, else the course's first line.
    pub fn home(&self, key: &str) -> Place {
        let [own, course, site] = self.0;
        let spoken = [course, own, site].into_iter().find_map(|file| file.front.0.get(key));
        spoken.map_or_else(|| Place::top(&course.source), |entry| entry.key.clone())
    }
}

/// A field of one file.
pub fn entry<'a>(front: &'a Front, path: &[&str]) -> Option<&'a Entry> {
    let (key, rest) = path.split_first()?;
    let found = front.0.get(key).filter(|entry| entry.value != Value::Clear)?;
    match (&found.value, rest) {
        (_, []) => Some(found),
        (Value::Map(inner), rest) => entry(inner, rest),
        // `audience: お子さん` stands for its short key.
        (Value::Words(_), _) => Some(found),
        _ => None,
    }
}

/// The words of a file's own field.
pub fn words(document: &Document, key: &str) -> Option<String> {
    match &entry(&document.front, &[key])?.value {
        Value::Words(words) => Some(words.trim().to_owned()),
        _ => None,
    }
}
