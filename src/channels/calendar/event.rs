//! One session as an event of a calendar (RFC 5545 VEVENT). Times are UTC: they need no time zone table, and Japan has no
//! summer time.

use icalendar::{Component, Event, EventLike, EventStatus};
use jiff::Timestamp;
use jiff::tz::Offset;

use crate::channels::plain::{one_line, plain};
use crate::channels::{Scope, changed, links, rows, words};
use crate::site::dates::{clock, month_day};
use crate::site::{BookingWay, Course, QrChannel, Seats, Session, Standing};

/// The event. Its UID never changes, whatever becomes of the session. `/` is in no name: 「a」「b-c」 and 「a-b」「c」 differ.
pub fn event(scope: &Scope<'_>, course: &Course, session: &Session) -> Event {
    let stamp = utc(changed::stamp(scope, session));
    let page = links::session_page(scope, course, session);
    let mut event = Event::new();
    event
        .uid(&format!("{}/{}@{}", course.slug, session.name, links::host(scope)))
        .summary(&one_line(&summary(course, session)))
        .description(&plain(&description(scope, session, &page)))
        .location(&one_line(&location(session)))
        .url(&page)
        .sequence(sequence(session))
        .status(if session.standing == Standing::On { EventStatus::Confirmed } else { EventStatus::Cancelled })
        .add_property("DTSTAMP", &stamp)
        .add_property("LAST-MODIFIED", &stamp)
        .add_property("DTSTART", utc(session.start))
        .add_property("DTEND", utc(session.end));
    if let Some(position) = position(session) {
        event.add_property("GEO", position);
    }
    event.done()
}

/// `20261210T010000Z`.
pub fn utc(at: Timestamp) -> String {
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

/// 「【中止】離乳食教室（はじめのひとさじ安心して始められます）」.
fn summary(course: &Course, session: &Session) -> String {
    format!("{}{}（{}）", rows::standing_mark(session), course.name, words::one_line(&session.headline))
}

/// How often it was changed. A cancellation or a move must outrank the invitation (RFC 5546 §2.1.4), also where staff
/// did not write it into `changes`.
fn sequence(session: &Session) -> u32 {
    let is_changed = session.standing != Standing::On || session.is_moved();
    u32::try_from(session.changes.len()).unwrap_or(u32::MAX).max(u32::from(is_changed))
}

fn description(scope: &Scope<'_>, session: &Session, page: &str) -> String {
    let mut lines = Vec::new();
    if let Some(change) = changed::newest(session) {
        lines.push(format!("{} {}", month_day(change.date), change.text));
    }
    lines.push(format!("対象: {}", session.audience.words()));
    lines.extend(session.doors.map(|doors| format!("会場受付: {}から", clock(doors))));
    lines.extend(session.venue.online.as_ref().map(|online| format!("オンライン: {online}")));
    lines.extend(booking(scope, session));
    if !session.bring.is_empty() {
        lines.push(format!("持ち物: {}", session.bring.join("、")));
    }
    lines.push(page.to_owned());
    lines.join("\n")
}

/// How one books, only where one still can; the telephone always, for who must cancel.
fn booking(scope: &Scope<'_>, session: &Session) -> Vec<String> {
    let mut lines = Vec::new();
    if session.standing == Standing::On && !matches!(session.seats, Seats::Full | Seats::Closed) {
        let period = words::booking_period(session, scope.site.offset);
        lines.extend((!period.is_empty()).then(|| format!("申込期間: {period}")));
        if session.booking.way == BookingWay::NotNeeded {
            lines.push("予約はいりません".to_owned());
        }
        lines.extend(session.booking.url(QrChannel::Web).map(|url| format!("予約: {}", url.as_str())));
    }
    if let Some(phone) = words::booking_phone(session) {
        let hours = phone.hours.map_or_else(String::new, |hours| format!("（{hours}）"));
        lines.push(format!("電話: {}{hours}", phone.printed));
    }
    lines
}

fn location(session: &Session) -> String {
    let venue = rows::venue_line(&session.venue);
    session.venue.address.as_ref().map_or(venue.clone(), |address| format!("{venue}（{address}）"))
}

/// `39.28;141.11`: plain decimals, also where staff typed `1e2` (RFC 5545 §3.8.1.6).
fn position(session: &Session) -> Option<String> {
    let (lat, lng) = session.venue.position.as_ref()?;
    let (lat, lng): (f64, f64) = (lat.parse().ok()?, lng.parse().ok()?);
    Some(format!("{lat};{lng}"))
}
