//! The page of a course: what one can book, what it is, what was.

use super::{artifact, contact, faq, film, frame, pictures, subscribe, survey};
use crate::channels::artifact::{Artifact, Order, PageView};
use crate::channels::page_view::CoursePage;
use crate::channels::{Scope, calendar, card, feed, rows, words};
use crate::site::Course;

/// The page of a course.
pub fn page<'s>(scope: &'s Scope<'s>, course: &'s Course) -> Artifact<'s> {
    let address = format!("{}/index.html", course.slug);
    let audience = course.audience.as_ref().map(|audience| audience.words()).unwrap_or_default();
    let title = format!("{}｜{}", course.name, scope.site.city);
    let description = course.summary.clone().unwrap_or_else(|| {
        let what = words::one_line(course.headline.as_deref().unwrap_or_default());
        format!("{}の{}。{what}{audience}", scope.site.city, course.name)
    });
    let mut frame = frame(scope, "../", &address, title, description);
    frame.meta.image = card::course_preview(scope, course);
    frame.meta.image_alt = format!("{} {}", scope.site.city, course.name);
    frame.contact = course.contact.as_ref().map(contact).or(frame.contact);
    frame.feed = feed::course_feed(scope, course).map(str::to_owned);
    let past = course.sessions.iter().rev().filter(|session| !session.is_ahead(scope.now));
    let view = CoursePage {
        frame,
        course: course.name.clone(),
        headline: words::lines(course.headline.as_deref().unwrap_or_default()),
        audience,
        picture: pictures::on_page(scope, course.photo.as_ref(), course.art.as_deref()),
        subscribe: calendar::course_calendar(scope, course)
            .map(|file| subscribe(scope, "../", &format!("{}/{file}", course.slug))),
        film: course.video.as_ref().map(film),
        survey: course.survey.as_ref().map(|of| survey(scope, of)),
        ahead: scope.ahead(course).map(|session| rows::row(scope, course, session, "")).collect(),
        body: course.body.clone(),
        faq: faq(&course.faq),
        past: past.map(|session| rows::row(scope, course, session, "")).collect(),
    };
    artifact(address, "pages/course.html", Order::Index, PageView::Course(Box::new(view)))
}
