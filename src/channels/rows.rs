//! One session as a row of a list: home, course page, archive and 「ほかの日程」 show the same.

use super::Scope;
use super::page_view::{PhaseView, RowView};
use super::words::{self, WaysOn};
use crate::site::audience::{STAGES, Stage, Suits};
use crate::site::{Audience, Course, Session, Standing, Venue};

/// The row of a session on a page that lies `to_course` away from the course's folder (`""`, `"rinyushoku/"`).
pub fn row(scope: &Scope<'_>, course: &Course, session: &Session, to_course: &str) -> RowView {
    let offset = scope.site.offset;
    let ways = WaysOn {
        calendar: format!("{to_course}{}.ics", session.name),
        course: format!("{to_course}index.html"),
        has_others: true,
    };
    RowView {
        href: format!("{to_course}{}.html", session.name),
        course: course.name.clone(),
        audience: session.audience.words(),
        headline: words::lines(&session.headline),
        date: words::date_view(session, offset),
        venue: venue_line(&session.venue),
        phases: phases(session, words::phases(session, &ways, offset, scope.now)),
        still: words::still(session, &ways, offset, scope.now),
        moved: session.is_moved(),
        stages: String::new(),
    }
}

/// The row of a session on a page at the output's root.
pub fn row_of_site(scope: &Scope<'_>, course: &Course, session: &Session) -> RowView {
    scope.agenda(course).row(session, || row(scope, course, session, &format!("{}/", course.slug)))
}

/// What the mark can say, once each. A session that is not held is over with its day too, and keeps its word.
fn phases(session: &Session, mut phases: Vec<PhaseView>) -> Vec<PhaseView> {
    phases.dedup_by_key(|phase| phase.id);
    let id = match session.standing {
        Standing::On => return phases,
        Standing::Cancelled => "cancelled ended",
        Standing::Postponed => "postponed ended",
    };
    let over = phases.last().map(|phase| PhaseView { from: Some(session.end.as_second()), id, ..phase.clone() });
    phases.extend(over);
    phases
}

/// Ids of the stages of childhood that any of `audiences` is for, or may be for, each behind a space: ` m5 m7`.
pub fn stages<'a>(audiences: impl IntoIterator<Item = &'a Audience> + Clone) -> String {
    let suits = |stage: &&Stage| audiences.clone().into_iter().any(|audience| audience.suits(stage) != Suits::No);
    STAGES.iter().filter(suits).map(|stage| format!(" {}", stage.id)).collect()
}

/// 「あおばこども健康センター 2階 調理室」.
pub fn venue_line(venue: &Venue) -> String {
    match &venue.room {
        Some(room) => format!("{} {room}", venue.name),
        None => venue.name.clone(),
    }
}

/// What stands before the name of a session that is not held, where only a line of text tells of it.
pub fn standing_mark(session: &Session) -> &'static str {
    match session.standing {
        Standing::On => "",
        Standing::Cancelled => "【中止】",
        Standing::Postponed => "【延期】",
    }
}
