//! Calendar files: one a session, to put the day into a phone's calendar.

use icalendar::{Calendar, Component, Event, EventLike, EventStatus};
use jiff::Timestamp;
use jiff::tz::Offset;

use super::artifact::{Artifact, Kind, Order, Reach, Recipe};
use super::{Scope, rows, words};
use crate::site::{Course, Session, Standing};

/// A calendar file for every session; a cancelled one keeps its file, so that subscribers learn of it.
pub fn plan<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Artifact<'s>> + 's {
    scope.site.sessions().map(move |(course, session)| Artifact {
        address: format!("{}/{}.ics", course.slug, session.name),
        reach: Reach::Public,
        order: Order::Page,
        kind: Kind::Other,
        recipe: Recipe::Bytes(calendar(scope, course, session).into_bytes()),
        keep_until: None,
        places: Some(&session.places),
    })
}

fn calendar(scope: &Scope<'_>, course: &Course, session: &Session) -> String {
    let stamp = last_changed(session, scope.site.offset);
    let page = scope.absolute(&format!("{}/{}.html", course.slug, session.name));
    let host = scope.site.base_url.trim_start_matches("https://").split('/').next().unwrap_or_default();
    let mut event = Event::new();
    event
        .uid(&format!("{}-{}@{host}", course.slug, session.name))
        .summary(&format!("{}（{}）", course.name, words::one_line(&session.headline)))
        .description(&description(session, &page))
        .location(&location(session))
        .url(&page)
        .sequence(session.changes.len() as u32)
        .status(if session.standing == Standing::On { EventStatus::Confirmed } else { EventStatus::Cancelled })
        .add_property("DTSTAMP", utc(stamp))
        .add_property("LAST-MODIFIED", utc(stamp))
        .add_property("DTSTART", utc(session.start))
        .add_property("DTEND", utc(session.end));
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//oideyo//oideyo//JA"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .push(event.done());
    calendar.to_string()
}

/// The newest change, else the day booking opens, else the session's own: never the clock of the build.
fn last_changed(session: &Session, offset: Offset) -> Timestamp {
    let changed = session.changes.iter().map(|change| change.date).max();
    let midnight = |date: jiff::civil::Date| offset.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok();
    changed.and_then(midnight).or(session.booking.opens).unwrap_or(session.start)
}

/// `20261210T010000Z`: UTC needs no time zone table, and Japan has no summer time.
fn utc(at: Timestamp) -> String {
    let utc = Offset::UTC.to_datetime(at);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        utc.year(),
        utc.month(),
        utc.day(),
        utc.hour(),
        utc.minute(),
        utc.second()
    )
}

fn description(session: &Session, page: &str) -> String {
    let mut lines = vec![session.audience.words()];
    if !session.bring.is_empty() {
        lines.push(format!("持ち物: {}", session.bring.join("、")));
    }
    if let Some(phone) = words::booking_phone(session) {
        lines.push(format!("電話: {}", phone.printed));
    }
    lines.push(page.to_owned());
    lines.join("\n")
}

fn location(session: &Session) -> String {
    let venue = rows::venue_line(&session.venue);
    session.venue.address.as_ref().map_or(venue.clone(), |address| format!("{venue}（{address}）"))
}

/// stub
pub fn google(_scope: &Scope<'_>, _course: &Course, _session: &Session) -> String {
    "https://calendar.google.com/calendar/render?action=TEMPLATE".into()
}
/// stub
pub fn course_calendar(_scope: &Scope<'_>, _course: &Course) -> Option<String> {
    Some("calendar.ics".into())
}
/// stub
pub fn site_calendar(_scope: &Scope<'_>) -> Option<&'static str> {
    Some("calendar.ics")
}
