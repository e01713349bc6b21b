//! The page of a session: booking first, then everything a parent asks.

use super::{contact, faq, film, frame, meta, pictures, survey};
use crate::channels::agenda::Agenda;
use crate::channels::artifact::{Artifact, Kind, Order, PageView};
use crate::channels::page_view::{LinkView, RowView, SessionPage, StepView};
use crate::channels::words::{self, WaysOn};
use crate::channels::{Scope, calendar, card, facts, feed, rows, structured};
use crate::site::dates::{clock, month_day, month_day_weekday};
use crate::site::{Course, Session, Standing};

/// Other sessions that a page shows; each weighs half a kilobyte, and the course's page has all of them.
const OTHERS: usize = 2;
/// Other sessions among which the page's script finds one that can be booked.
const CANDIDATES: usize = 5;

/// The page of a session.
pub fn page<'s>(scope: &'s Scope<'s>, course: &'s Course, session: &'s Session) -> Artifact<'s> {
    let offset = scope.site.offset;
    let address = format!("{}/{}.html", course.slug, session.name);
    let agenda = scope.agenda(course);
    let ways = WaysOn {
        calendar: format!("{}.ics", session.name),
        course: "index.html".into(),
        has_others: agenda.has_others(session),
    };
    let title = meta::session_title(scope.site, course, session);
    let mut frame = frame(scope, "../", &address, title, meta::session_description(session, offset));
    let image = card::preview(scope, course, session);
    frame.meta.image.clone_from(&image);
    frame.meta.image_alt = format!("{} {}", month_day_weekday(session.date), words::one_line(&session.headline));
    frame.contact = Some(contact(&session.contact));
    frame.feed = feed::course_feed(scope, course).map(str::to_owned);
    let view = SessionPage {
        frame,
        course: course.name.clone(),
        headline: words::lines(&session.headline),
        audience: session.audience.words(),
        date: words::date_view(session, offset),
        doors: session.doors.map(clock).unwrap_or_default(),
        calendar: if session.standing == Standing::On { ways.calendar.clone() } else { String::new() },
        google: calendar::google(scope, course, session),
        plus: plus(session),
        previous: words::previous_days(&session.previous_dates),
        phases: words::for_script(&words::phases(session, &ways, offset, scope.now)),
        days: candidates(agenda, session),
        still: words::still(session, &ways, offset, scope.now),
        phone: words::booking_phone(session),
        picture: pictures::on_page(scope, session.photo.as_ref(), session.art.as_deref()),
        facts: facts::of(session, offset),
        cancel_note: words::cancel_note(session),
        notes: session.notes.clone(),
        changes: changes(session),
        body: session.body.clone(),
        flow: flow(session),
        faq: faq(&session.faq),
        film: session.video.as_ref().map(film),
        others: rows_of(scope, course, session),
        after: session
            .after
            .as_ref()
            .map(|after| LinkView { label: after.title.clone(), href: after.url.clone().unwrap_or_default() }),
        survey: session.survey.as_ref().map(|of| survey(scope, of)),
        structured: structured::event(scope, course, session, image.as_deref()),
    };
    Artifact {
        kind: Kind::Announcement,
        places: Some(&session.places),
        ..super::artifact(address, "pages/session.html", Order::Page, PageView::Session(Box::new(view)))
    }
}

/// Good news that shall be seen at a glance.
fn plus(session: &Session) -> Vec<&'static str> {
    let hybrid = session.venue.in_person && session.venue.online.is_some();
    let plus = [(hybrid, "オンラインでも参加できます"), (session.partner_welcome, "ご夫婦での参加歓迎")];
    plus.into_iter().filter(|(holds, _)| *holds).map(|(_, words)| words).collect()
}

/// Sessions that may be booked at some time, soonest first, for the script. Where a day has several, the hour tells them
/// apart.
fn candidates(agenda: &Agenda<'_>, session: &Session) -> String {
    let entry = |session: &Session| {
        let (from, until) = session.timeline.bookable()?;
        let hour = if agenda.is_alone(session) { String::new() } else { clock(session.hours.start) };
        let (file, day) = (format!("{}.html", session.name), month_day_weekday(session.date) + &hour);
        Some(serde_json::json!([file, day, from.as_second(), until.as_second()]))
    };
    words::script_json(&agenda.bookable_others(session).filter_map(entry).take(CANDIDATES).collect())
}

/// The soonest other sessions; one that can't be booked makes room for one that can. What is the same as on this page is
/// not said again.
fn rows_of(scope: &Scope<'_>, course: &Course, session: &Session) -> Vec<RowView> {
    let agenda = scope.agenda(course);
    let mut shown: Vec<&Session> =
        agenda.bookable_others(session).chain(agenda.other_others(session)).take(OTHERS).collect();
    shown.sort_by(|a, b| (a.start, &a.name).cmp(&(b.start, &b.name)));
    let here = (session.audience.words(), rows::venue_line(&session.venue));
    let news = |words: String, here: &str| if words == here { String::new() } else { words };
    let row = |other| {
        let row = rows::row(scope, course, other, "");
        RowView { audience: news(row.audience, &here.0), venue: news(row.venue, &here.1), ..row }
    };
    shown.into_iter().map(row).collect()
}

/// Newest first, 「12月1日 会場が変わりました」.
fn changes(session: &Session) -> Vec<String> {
    let mut changes: Vec<_> = session.changes.iter().collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.date));
    changes.iter().map(|change| format!("{} {}", month_day(change.date), change.text)).collect()
}

fn flow(session: &Session) -> Vec<StepView> {
    let step = |step: &crate::site::FlowStep| StepView {
        time: step.time.clone().unwrap_or_default(),
        text: step.text.clone(),
    };
    session.flow.iter().map(step).collect()
}
