//! When a session was last changed, for calendars, feeds and the sitemap. Only what staff dated counts, and only once it
//! lies behind `now`: a value never comes from the build's clock, never lies in the future and never goes back.

use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use super::Scope;
use crate::site::{Change, Session};

/// Seconds from a session's start back to a moment before all news of it: a year.
const BEFORE_ALL_NEWS: i64 = 366 * 24 * 3600;

/// The newest change that staff dated, else the opening of booking. `None`: neither has come yet.
pub fn changed(scope: &Scope<'_>, session: &Session) -> Option<Timestamp> {
    let is_past = |at: &Timestamp| scope.now.has_come(*at);
    let changes = (0..session.changes.len()).filter_map(|index| moment(session, index, scope.site.offset));
    changes.filter(is_past).max().or(session.booking.opens.filter(is_past))
}

/// The same, else the day on which it becomes news: a month before booking opens, or two before its own day where no
/// opening is stated. `None`: that has not come yet.
pub fn news(scope: &Scope<'_>, session: &Session) -> Option<Timestamp> {
    let offset = scope.site.offset;
    let opens = session.booking.opens.or_else(|| month_before(session.start, offset));
    let announced = opens.and_then(|opens| month_before(opens, offset));
    changed(scope, session).or(announced.filter(|at| scope.now.has_come(*at)))
}

/// The same, else a moment before all news: a calendar entry must have one.
pub fn stamp(scope: &Scope<'_>, session: &Session) -> Timestamp {
    let earlier = Timestamp::from_second(session.start.as_second() - BEFORE_ALL_NEWS);
    news(scope, session).or(earlier.ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The newest change in the writer's words; of several on one day the last that is written.
pub fn newest(session: &Session) -> Option<&Change> {
    session.changes.iter().max_by_key(|change| change.date)
}

/// Midnight of a change's day, and a second for each earlier change of that day: two changes of one day differ.
fn moment(session: &Session, index: usize, offset: Offset) -> Option<Timestamp> {
    let date = session.changes.get(index)?.date;
    let midnight = offset.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok()?;
    let earlier = session.changes[..index].iter().filter(|change| change.date == date).count();
    Timestamp::from_second(midnight.as_second() + earlier as i64).ok()
}

fn month_before(at: Timestamp, offset: Offset) -> Option<Timestamp> {
    offset.to_timestamp(offset.to_datetime(at).saturating_sub(1.month())).ok()
}
