//! Calendar files: one a session, to put the day into a phone's calendar, and one a course and one for the site, to
//! subscribe to. A cancelled session stays in all of them, so that subscribers learn of it.

mod event;
mod google;
mod text;

use icalendar::{Calendar, Property};

use super::artifact::{Artifact, Order, Recipe};
use super::{Scope, plain};
use crate::site::{Course, Places, Session};
pub use google::google;

/// Name of a calendar to subscribe to, at the root and in each course's folder.
const ADDRESS: &str = "calendar.ics";
/// Days that a session stays in them after its end.
const KEPT_DAYS: i64 = 366;
/// How often a subscriber's program should look again (RFC 7986 §5.7): twice a day.
const REFRESH: &str = "PT12H";

/// A session's calendar file.
pub fn of_session<'s>(scope: &Scope<'s>, course: &Course, session: &'s Session) -> Artifact<'s> {
    let address = format!("{}/{}.ics", course.slug, session.name);
    artifact(address, Order::Page, one(scope, course, session), Some(&session.places))
}

/// A course's calendar, to subscribe to.
pub fn of_course<'s>(scope: &Scope<'s>, course: &'s Course) -> Option<Artifact<'s>> {
    let address = format!("{}/{}", course.slug, course_calendar(scope, course)?);
    let name = format!("{}（{}）", course.name, scope.site.city);
    let sessions = course.sessions.iter().map(|session| (course, session));
    Some(artifact(address, Order::Index, to_subscribe(scope, &name, sessions), None))
}

/// The site's calendar, to subscribe to.
pub fn of_site<'s>(scope: &Scope<'s>) -> Option<Artifact<'s>> {
    let address = site_calendar(scope)?.to_owned();
    let name = format!("{} {}の教室", scope.site.city, scope.site.team);
    Some(artifact(address, Order::Index, to_subscribe(scope, &name, scope.site.sessions()), None))
}

/// Address of a course's calendar, relative to its folder. `None`: no session is in it, and a calendar must hold at
/// least one (RFC 5545 §3.6), so there is no file.
pub fn course_calendar(scope: &Scope<'_>, course: &Course) -> Option<String> {
    course.sessions.iter().any(|session| is_kept(scope, session)).then(|| ADDRESS.to_owned())
}

/// Address of the site's calendar, relative to the root. `None`: no session is in it, so there is no file.
pub fn site_calendar(scope: &Scope<'_>) -> Option<&'static str> {
    scope.site.sessions().any(|(_, session)| is_kept(scope, session)).then_some(ADDRESS)
}

/// Whether a session lies ahead, or ended not long ago.
fn is_kept(scope: &Scope<'_>, session: &Session) -> bool {
    !scope.has_been_over_for(session, KEPT_DAYS)
}

fn artifact<'s>(address: String, order: Order, text: String, places: Option<&'s Places>) -> Artifact<'s> {
    Artifact { places, ..Artifact::new(address, order, Recipe::Bytes(text.into_bytes())) }
}

fn one(scope: &Scope<'_>, course: &Course, session: &Session) -> String {
    text::calendar(&empty(), [event(scope, course, session)])
}

/// A session's event as it stands in every calendar file.
fn event(scope: &Scope<'_>, course: &Course, session: &Session) -> Box<str> {
    scope.agenda(course).event(session, || text::folded(&event::event(scope, course, session)))
}

fn to_subscribe<'s>(
    scope: &Scope<'_>,
    name: &str,
    sessions: impl Iterator<Item = (&'s Course, &'s Session)>,
) -> String {
    let mut kept: Vec<_> = sessions.filter(|(_, session)| is_kept(scope, session)).collect();
    kept.sort_by_key(|(course, session)| (session.start, &course.slug, &session.name));
    let name = plain::one_line(name);
    let mut calendar = empty();
    calendar
        .append_property(Property::new("NAME", text::escaped(&name)))
        .append_property(Property::new("X-WR-CALNAME", &*name))
        .append_property(Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION").done())
        .append_property(Property::new("X-PUBLISHED-TTL", REFRESH));
    text::calendar(&calendar, kept.into_iter().map(|(course, session)| event(scope, course, session)))
}

fn empty() -> Calendar {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//oideyo//oideyo//JA"))
        .append_property(("CALSCALE", "GREGORIAN"));
    calendar
}
