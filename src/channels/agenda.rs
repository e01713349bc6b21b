//! What lies ahead in a course, worked out once a build: every session's page asks for it.

use std::sync::Arc;

use super::Scope;
use super::page_view::RowView;
use super::planned::Sheet;
use crate::site::{Course, Now, Session};

/// A course's sessions as its pages need them.
pub struct Agenda<'s> {
    course: &'s Course,
    /// Sessions that still lie ahead, soonest first.
    pub ahead: Vec<&'s Session>,
    /// Those of them that can be booked at some time.
    bookable: Vec<&'s Session>,
    /// All others of them.
    rest: Vec<&'s Session>,
    /// What lists of the whole site show of it.
    pub sheet: Arc<Sheet>,
    /// Whether everything of the course would be planned as before.
    pub is_as_before: bool,
}

impl<'s> Agenda<'s> {
    /// The agenda of a course at `now`. `is_as_before`: `sheet` is the course's from before.
    pub fn new(course: &'s Course, now: &Now, sheet: Arc<Sheet>, is_as_before: bool) -> Self {
        let ahead: Vec<&Session> = course.sessions.iter().filter(|session| session.is_ahead(now)).collect();
        let (bookable, rest) = ahead.iter().partition(|session| session.timeline.bookable().is_some());
        Self { course, ahead, bookable, rest, sheet, is_as_before }
    }

    /// Whether others than `session` lie ahead.
    pub fn has_others(&self, session: &Session) -> bool {
        self.ahead.iter().any(|other| other.name != session.name)
    }

    /// Others than `session` that can be booked at some time, soonest first.
    pub fn bookable_others<'a>(&'a self, session: &'a Session) -> impl Iterator<Item = &'s Session> + 'a {
        self.bookable.iter().copied().filter(|other| other.name != session.name)
    }

    /// Others than `session` that can't be booked at any time.
    pub fn other_others<'a>(&'a self, session: &'a Session) -> impl Iterator<Item = &'s Session> + 'a {
        self.rest.iter().copied().filter(|other| other.name != session.name)
    }

    /// Whether a session is the only one on its day.
    pub fn is_alone(&self, session: &Session) -> bool {
        // Sessions are sorted by their start, so those of a day lie beside each other.
        let first = self.course.sessions.partition_point(|other| other.date < session.date);
        self.course.sessions[first..].iter().take_while(|other| other.date == session.date).count() == 1
    }

    /// The text of a session's event, made by `make` where nobody has asked for it yet.
    pub fn event(&self, session: &Session, make: impl FnOnce() -> String) -> Box<str> {
        match self.sheet.events.get(self.place(session)) {
            Some(event) => event.get_or_init(|| make().into()).clone(),
            None => make().into(),
        }
    }

    /// A session's row in lists of the whole site, made by `make` where nobody has asked for it yet.
    pub fn row(&self, session: &Session, make: impl FnOnce() -> RowView) -> RowView {
        match self.sheet.rows.get(self.place(session)) {
            Some(row) => row.get_or_init(make).clone(),
            None => make(),
        }
    }

    /// The number of a session of this course.
    fn place(&self, session: &Session) -> usize {
        let comes_before = |other: &Session| (other.start, &*other.name) < (session.start, &*session.name);
        self.course.sessions.partition_point(comes_before)
    }
}

impl<'s> Scope<'s> {
    /// The agenda of a course of this site.
    pub(super) fn agenda(&self, course: &Course) -> &Agenda<'s> {
        &self.agendas[&*course.slug]
    }
}
