//! What lies ahead in a course, worked out once a build: every session's page asks for it.

use std::sync::OnceLock;

use super::Scope;
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
    /// Whether the course has a feed.
    pub has_feed: OnceLock<bool>,
    /// Each session's event, for the calendars it stands in.
    events: Vec<OnceLock<Box<str>>>,
}

impl<'s> Agenda<'s> {
    /// The agenda of a course at `now`.
    pub fn new(course: &'s Course, now: &Now) -> Self {
        let ahead: Vec<&Session> = course.sessions.iter().filter(|session| session.is_ahead(now)).collect();
        let (bookable, rest) = ahead.iter().partition(|session| session.timeline.bookable().is_some());
        let events = course.sessions.iter().map(|_| OnceLock::new()).collect();
        Self { course, ahead, bookable, rest, has_feed: OnceLock::new(), events }
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
        let key = |other: &Session| (other.start, &*other.name) < (session.start, &*session.name);
        let place = self.course.sessions.partition_point(key);
        match self.events.get(place) {
            Some(event) => event.get_or_init(|| make().into()).clone(),
            None => make().into(),
        }
    }
}

impl<'s> Scope<'s> {
    /// The agenda of a course of this site.
    pub(super) fn agenda(&self, course: &Course) -> &Agenda<'s> {
        &self.agendas[&*course.slug]
    }
}
