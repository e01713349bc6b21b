//! The loop of slides: what each course gives to it, in which order all of it plays, and what players know of each slide.

use serde_json::{Value, json};

use super::orientation::Orientation;
use super::slide::{Slide, SlideKind, others};
use super::{announcement, screens};
use crate::channels::Scope;
use crate::site::{Course, SlideOrder};

/// What a course gives to the loop.
#[derive(Clone, Debug)]
pub struct OfCourse<T> {
    /// What announces its sessions that are not over, soonest first.
    pub announcements: Vec<T>,
    /// What it shows beside them.
    pub others: Vec<T>,
}

/// What players know of a slide.
#[derive(Clone, Debug)]
pub struct Spot {
    /// Times it comes in one round.
    pub share: u32,
    /// What it says, for whoever can't see it.
    pub alt: String,
    /// What stands in the playlist, for each orientation that the city has.
    pub entries: Vec<Value>,
    /// The picture that it shows at the build, for each of them; `None`: it shows none.
    pub shown: Vec<Option<String>>,
}

impl<T> OfCourse<T> {
    /// All of it.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.announcements.iter().chain(&self.others)
    }

    /// The same for something else.
    pub fn map<'a, U>(&'a self, change: impl Fn(&'a T) -> U) -> OfCourse<U> {
        OfCourse {
            announcements: self.announcements.iter().map(&change).collect(),
            others: self.others.iter().map(&change).collect(),
        }
    }
}

/// The slides of a course, also those that have no share in a round.
pub fn slides_of<'s>(scope: &'s Scope<'s>, course: &'s Course) -> OfCourse<Slide<'s>> {
    OfCourse {
        announcements: scope.ahead(course).map(|session| announcement::slide(scope, course, session)).collect(),
        others: others(scope, course),
    }
}

/// What all courses give, in playing order: behind a course's first announcement comes what it shows beside them. What
/// has no share in a round is left out. `of` has an announcement for each session ahead, as [`slides_of`] has.
pub fn in_order<'s, T>(
    scope: &'s Scope<'s>,
    of: impl Fn(&'s Course) -> OfCourse<T>,
    share: impl Fn(&T) -> u32,
) -> Vec<T> {
    let mut announcements = Vec::new();
    let mut others = Vec::new();
    for (place, course) in scope.site.courses.iter().enumerate() {
        let given = of(course);
        let starts = scope.ahead(course).map(|session| session.start);
        announcements.extend(starts.zip(given.announcements).map(|(start, item)| (start, &course.slug, place, item)));
        others.push(given.others);
    }
    match scope.site.signage.order {
        SlideOrder::Course => announcements.sort_by_key(|(.., place, _)| *place),
        SlideOrder::Date => announcements.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1))),
    }
    let mut order = Vec::new();
    for (.., place, announcement) in announcements {
        order.push(announcement);
        order.append(&mut others[place]);
    }
    order.extend(others.into_iter().flatten());
    order.retain(|item| share(item) > 0);
    order
}

impl Spot {
    /// What players know of `slide`.
    pub fn new(scope: &Scope<'_>, slide: &Slide<'_>) -> Self {
        Self {
            share: slide.share(scope),
            alt: slide.alt.clone(),
            entries: screens(scope).map(|orientation| entry(scope, orientation, slide)).collect(),
            shown: screens(scope)
                .map(|orientation| slide.shown(scope, orientation).map(|picture| picture.address))
                .collect(),
        }
    }
}

fn entry(scope: &Scope<'_>, orientation: &Orientation, slide: &Slide<'_>) -> Value {
    let pictures = |step: &super::slide::Step| -> Vec<String> {
        let scene = step.scene.iter();
        scene.flat_map(|scene| slide.layouts(scope, orientation, scene)).map(|picture| picture.address).collect()
    };
    let steps: Vec<Value> = slide
        .steps
        .iter()
        .map(|step| json!([step.from.map_or(0, jiff::Timestamp::as_second), pictures(step)]))
        .collect();
    let mut entry = json!({
        "alt": slide.alt,
        "kind": kind(slide.kind),
        "course": slide.course,
        "seconds": slide.seconds.unwrap_or(scope.site.signage.seconds),
        "steps": steps,
    });
    if slide.film.is_some() {
        entry["film"] = json!(slide.film_address());
    }
    entry
}

fn kind(kind: SlideKind) -> &'static str {
    match kind {
        SlideKind::Announcement => "announcement",
        SlideKind::Further => "further",
        SlideKind::Dates => "dates",
        SlideKind::Survey => "survey",
        SlideKind::Standing => "standing",
    }
}
