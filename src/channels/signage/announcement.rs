//! The slide of a session: before booking opens, while one can book, behind the closing moment, until it is over.

use jiff::Timestamp;

use super::orientation::Layout;
use super::slide::{Scene, Slide, SlideKind, Step};
use crate::channels::artifact::QrTarget;
use crate::channels::picture_view::{ActionKind, ActionView, BadgeView, PictureView};
use crate::channels::{Scope, card, words};
use crate::site::dates::{month_day, month_day_weekday};
use crate::site::{Course, Now, Phase, QrChannel, Seats, Session};

/// What a session's slide shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// From when one can book.
    Opening,
    /// The invitation, or what staff say about it.
    Said,
    /// Booking is over.
    Closed,
}

/// The slide of a session.
pub fn slide<'s>(scope: &Scope<'_>, course: &'s Course, session: &'s Session) -> Slide<'s> {
    let mut steps: Vec<(Option<Timestamp>, Option<Shown>)> = Vec::new();
    for (from, phase) in session.timeline.entries_from(scope.now) {
        let shown = shown(session, phase);
        if steps.last().is_none_or(|(_, last)| *last != shown) {
            steps.push((from, shown));
        }
    }
    // What is not held has no moments of its own; its day is its end.
    if steps.last().is_some_and(|(_, last)| last.is_some()) {
        steps.push((Some(session.end), None));
    }
    let scene = |shown| scene(scope, course, session, shown);
    Slide {
        name: format!("{}-{}", course.slug, session.name),
        alt: format!("{} {} {}", month_day_weekday(session.date), course.name, words::one_line(&session.headline)),
        course: &course.slug,
        kind: SlideKind::Announcement,
        seconds: None,
        film: None,
        steps: steps.into_iter().map(|(from, shown)| Step { from, scene: shown.map(scene) }).collect(),
        places: Some(&session.places),
    }
}

fn shown(session: &Session, phase: Phase) -> Option<Shown> {
    match phase {
        Phase::Ended => None,
        Phase::Before => Some(Shown::Opening),
        Phase::Closed | Phase::Running if session.booking.is_needed() && session.seats != Seats::Closed => {
            Some(Shown::Closed)
        }
        _ => Some(Shown::Said),
    }
}

fn scene(scope: &Scope<'_>, course: &Course, session: &Session, shown: Shown) -> Scene {
    let closed = || Session { seats: Seats::Closed, ..session.clone() };
    let said = |session: &Session| {
        let (action, qr) = card::action(scope, course, session, Some(QrChannel::Signage), "スマホで予約");
        (card::view(scope, course, session, action), qr)
    };
    let (view, qr) = match shown {
        Shown::Said => said(session),
        Shown::Closed => said(&closed()),
        Shown::Opening => opening(scope, course, session, said(session)),
    };
    // What is said may be right before booking opens too: a session that is full or cancelled says so at once.
    let waits = session.timeline.phase_at(&Now::new(Timestamp::MIN)) == Phase::Before;
    let opens = session.booking.opens.filter(|_| waits).unwrap_or(Timestamp::MIN);
    let ends = ends(scope, course, session);
    Scene {
        variant: match shown {
            Shown::Opening => "before",
            Shown::Said => "",
            Shown::Closed => "closed",
        }
        .to_owned(),
        layout: Layout::Announcement,
        view,
        qr,
        photo: session.photo.clone(),
        stays: shown != Shown::Closed,
        holds: match shown {
            Shown::Opening => (Timestamp::MIN, ends),
            Shown::Said => (opens, ends),
            Shown::Closed => (ends, session.end),
        },
    }
}

/// When an invitation has said its last: when booking closes; all else when the session ends.
pub fn ends(scope: &Scope<'_>, course: &Course, session: &Session) -> Timestamp {
    let (action, _) = card::action(scope, course, session, None, "");
    match action.kind {
        ActionKind::Book | ActionKind::Phone => session.booking.closes.min(session.end),
        ActionKind::Course | ActionKind::Survey | ActionKind::None => session.end,
    }
}

/// The words before booking opens: from when, and a code that leads to the page, for the form is still shut.
fn opening(
    scope: &Scope<'_>,
    course: &Course,
    session: &Session,
    (view, qr): (PictureView, Option<QrTarget>),
) -> (PictureView, Option<QrTarget>) {
    let Some(opens) = session.booking.opens else { return (view, qr) };
    let day = month_day(scope.site.offset.to_datetime(opens).date());
    let note = Some(format!("{}から予約できます", words::moment(opens, scope.site.offset, false)));
    let badge = Some(BadgeView { kind: "before".into(), text: format!("{day}から予約") });
    if qr.is_none() {
        return (PictureView { badge, cancel_note: note, ..view }, None);
    }
    let page = QrTarget::Page(scope.absolute(&format!("{}/{}.html", course.slug, session.name)));
    let action = ActionView { kind: ActionKind::Course, label: "予約のご案内".to_owned() };
    (PictureView { badge, action, cancel_note: note, ..view }, Some(page))
}
