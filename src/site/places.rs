//! Which characters said a field; a channel that can't show a value points there.

use std::sync::Arc;

use crate::content::front::{Entry, Value};
use crate::diagnostics::Place;

/// Where the fields of a session or a course were said.
///
/// A session tells of its own few fields and of what stands above them: all sessions of a course share the latter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The file itself, for fields that are absent.
    pub file: Place,
    /// By field key; `None`: it was cleared, whatever stands above.
    own: Vec<(&'static str, Option<Place>)>,
    above: Option<Arc<Places>>,
}

impl Places {
    /// Of a file that says nothing yet.
    pub fn new(file: Place) -> Self {
        Self { file, own: Vec::new(), above: None }
    }

    /// The same for a file that will say so many fields, and inherits the others.
    pub fn beneath(file: Place, above: &Arc<Self>, fields: usize) -> Self {
        Self { file, own: Vec::with_capacity(fields), above: Some(Arc::clone(above)) }
    }

    /// Where `field` was said, else the file.
    pub fn of(&self, field: &str) -> &Place {
        self.said(field).unwrap_or(&self.file)
    }

    fn said(&self, field: &str) -> Option<&Place> {
        match self.own.iter().find(|(own, _)| *own == field) {
            Some((_, place)) => place.as_ref(),
            None => self.above.as_ref().and_then(|above| above.said(field)),
        }
    }

    /// `field` was said by `entry`. Each field of a file is added once.
    pub(super) fn add(&mut self, field: &'static str, entry: &Entry) {
        self.own.push((field, Some(&entry.place).filter(|_| entry.value != Value::Clear).cloned()));
    }

    /// `field` was said at `place`, whatever was known of it.
    pub(super) fn say(&mut self, field: &'static str, place: Place) {
        self.own.retain(|(own, _)| *own != field);
        self.own.push((field, Some(place)));
    }
}
