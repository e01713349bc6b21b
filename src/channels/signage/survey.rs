//! The slide of a survey: shown when a class is over, while those who were there still remember it. Behind a class that
//! was not held, nobody was there.

use jiff::{Timestamp, ToSpan};

use super::orientation::Layout;
use super::slide::{Scene, Slide, SlideKind, Step};
use crate::channels::Scope;
use crate::channels::card::surveys;
use crate::site::{Course, Standing};

/// Days that a survey is shown behind a session, where it does not close earlier.
const DAYS: i64 = 7;

/// Slides of the surveys of a course and of those sessions that have their own.
pub fn slides<'s>(scope: &'s Scope<'s>, course: &'s Course) -> Vec<Slide<'s>> {
    let surveys = surveys(course).filter_map(|of| {
        let asked = course.sessions.iter().filter(|session| session.standing == Standing::On && of.asks(session));
        let closes = of.closes().unwrap_or(Timestamp::MAX);
        let spans = merged(asked.map(|session| {
            let until = session.end.checked_add((DAYS * 24).hours()).unwrap_or(session.end);
            (session.end, until.min(closes))
        }));
        let ahead: Vec<_> = spans.into_iter().filter(|(_, until)| !scope.now.has_come(*until)).collect();
        let (view, qr, photo) = of.words(scope, course);
        let mut steps = vec![Step { from: None, scene: None }];
        for (from, until) in &ahead {
            let scene = Scene {
                variant: String::new(),
                layout: Layout::Announcement,
                view: view.clone(),
                qr: Some(qr.clone()),
                photo: photo.cloned(),
                stays: true,
                holds: (*from, *until),
            };
            steps.push(Step { from: Some(*from), scene: Some(scene) });
            steps.push(Step { from: Some(*until), scene: None });
        }
        (!ahead.is_empty()).then(|| Slide {
            name: format!("{}.{}", course.slug, of.name),
            alt: format!("{}に参加された方へのアンケート", course.name),
            course: &course.slug,
            kind: SlideKind::Survey,
            seconds: None,
            film: None,
            steps,
            places: Some(of.places),
        })
    });
    surveys.collect()
}

/// Spans that overlap become one; empty ones go.
fn merged(spans: impl Iterator<Item = (Timestamp, Timestamp)>) -> Vec<(Timestamp, Timestamp)> {
    let mut spans: Vec<_> = spans.filter(|(from, until)| from < until).collect();
    spans.sort_unstable();
    let mut merged: Vec<(Timestamp, Timestamp)> = Vec::new();
    for (from, until) in spans {
        match merged.last_mut() {
            Some((_, last)) if *last >= from => *last = (*last).max(until),
            _ => merged.push((from, until)),
        }
    }
    merged
}
