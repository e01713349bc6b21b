//! 「このあとの日程」: the next dates of a course on one slide. A date that has passed leaves it without a rebuild, since
//! there is a picture for every list that will ever be shown.

use jiff::Timestamp;

use super::orientation::Layout;
use super::slide::{Scene, Slide, SlideKind, Step};
use crate::channels::artifact::QrTarget;
use crate::channels::card::DEFAULT_ART;
use crate::channels::picture_view::{ActionKind, ActionView, DateRow, PictureView, SlideView};
use crate::channels::{Scope, card};
use crate::site::dates::weekday;
use crate::site::{Course, Session, Standing};

/// Dates on one slide: more would be smaller than one reads from five metres.
const MOST_ROWS: usize = 4;
/// Fewer are on their own slides already.
const LEAST_ROWS: usize = 2;

/// The slide of a course with at least two dates ahead.
pub fn slide<'s>(scope: &'s Scope<'s>, course: &'s Course) -> Option<Slide<'s>> {
    let mut ahead: Vec<&Session> = course
        .sessions
        .iter()
        .filter(|session| session.standing == Standing::On && !scope.now.has_come(listed_until(session)))
        .collect();
    ahead.sort_by_key(|session| (session.start, &session.name));
    let mut instants: Vec<Timestamp> = ahead.iter().map(|session| listed_until(session)).collect();
    instants.sort_unstable();
    instants.dedup();
    let starts = std::iter::once(None).chain(instants.iter().copied().map(Some));
    let steps: Vec<Step> = starts
        .zip(instants.iter().copied().chain([Timestamp::MAX]))
        .map(|(from, until)| {
            let listed = ahead.iter().filter(|session| from.is_none_or(|from| listed_until(session) > from));
            let listed: Vec<&Session> = listed.copied().collect();
            Step { from, scene: (listed.len() >= LEAST_ROWS).then(|| scene(scope, course, &listed, until)) }
        })
        .collect();
    let steps = up_to_the_last(steps);
    (steps.len() > 1).then(|| Slide {
        name: format!("{}.dates", course.slug),
        alt: format!("{}のこのあとの日程", course.name),
        course: &course.slug,
        kind: SlideKind::Dates,
        seconds: None,
        film: None,
        steps,
        places: Some(&course.places),
    })
}

/// A date is listed as long as one can do something about it.
fn listed_until(session: &Session) -> Timestamp {
    if session.booking.is_needed() { session.booking.closes.min(session.start) } else { session.start }
}

/// Without the steps that only repeat that nothing is shown.
fn up_to_the_last(mut steps: Vec<Step>) -> Vec<Step> {
    let last = steps.iter().rposition(|step| step.scene.is_some());
    steps.truncate(last.map_or(0, |last| last + 2));
    steps
}

fn scene(scope: &Scope<'_>, course: &Course, listed: &[&Session], until: Timestamp) -> Scene {
    let rows = listed.iter().take(MOST_ROWS).map(|session| DateRow {
        month: session.date.month(),
        day: session.date.day(),
        weekday: weekday(session.date).to_owned(),
        time: session.hours.to_string(),
        mark: card::badge(session),
    });
    let phone = course.contact.as_ref().and_then(|contact| contact.phone.as_ref());
    let view = PictureView {
        brand: format!("{} {}", scope.site.city, course.name),
        audience: course.audience.as_ref().map(|audience| audience.words()).unwrap_or_default(),
        headline: "このあとの日程".to_owned(),
        action: ActionView { kind: ActionKind::Course, label: "日程と予約".to_owned() },
        phone: phone.map(|phone| phone.printed.clone()),
        slide: SlideView { rows: rows.collect(), ..SlideView::default() },
        ..PictureView::bare(&scope.site.language, course.art.as_deref().unwrap_or(DEFAULT_ART))
    };
    Scene {
        variant: listed.first().map(|session| session.name.clone()).unwrap_or_default(),
        layout: Layout::Dates,
        view,
        qr: Some(QrTarget::Page(scope.absolute(&format!("{}/index.html", course.slug)))),
        photo: None,
        stays: true,
        holds: (Timestamp::MIN, until),
    }
}
