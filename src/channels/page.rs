//! Pages: each session, each course, home, archive, 404.

use std::collections::BTreeMap;

use super::artifact::{Artifact, Kind, Order, PageView, Reach, Recipe};
use super::page_view::{
    ArchiveMonth, ArchivePage, ContactView, CoursePage, CourseRow, FaqView, Frame, HomePage, LinkView, Meta,
    NotFoundPage, PhoneView, PictureOnPage, RowView, SessionPage, StepView,
};
use super::words::{self, WaysOn};
use super::{Scope, card, facts, rows};
use crate::site::dates::{clock, month_day, month_day_weekday};
use crate::site::{Contact, Course, Faq, Photo, Session};
use crate::theme::Theme;

/// Longest description for link previews, in characters: chat apps show no more.
const DESCRIPTION: usize = 90;
/// Longest title, in characters.
const TITLE: usize = 40;
/// Widths a photo is published in, px: phones, large phones at 2×, wide screens.
const PHOTO_WIDTHS: [u32; 3] = [480, 960, 1600];

/// Other sessions that a session's page gets: it lists three, and a fourth says that there are more. With all of them a
/// year of weekly classes would weigh on every page.
const OTHERS: usize = 4;

/// The drawing on the home page.
const HOME_ART: &str = "family";
/// What the archive is called.
const ARCHIVE: &str = "これまでの教室";

/// Every page.
pub fn plan<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Artifact<'s>> + 's {
    let sessions = scope.site.sessions().map(move |(course, session)| session_page(scope, course, session));
    let courses = scope.site.courses.iter().map(move |course| course_page(scope, course));
    let lists = [home, archive, not_found].into_iter().map(move |page| page(scope));
    sessions.chain(courses).chain(lists).chain(photos(scope)).chain(drawing_files(scope))
}

/// A page's artifact.
pub fn artifact<'s>(address: String, template: &'static str, order: Order, view: PageView) -> Artifact<'s> {
    Artifact {
        address,
        reach: Reach::Public,
        order,
        kind: Kind::Other,
        recipe: Recipe::Page { template, view },
        keep_until: None,
        places: None,
    }
}

/// What every page has. `address` is the page's own, `root` leads from it to the output's root.
pub fn frame(scope: &Scope<'_>, root: &str, address: &str, title: String, description: String) -> Frame {
    let canonical = scope.absolute(address.strip_suffix("index.html").unwrap_or(address));
    let meta = Meta {
        title: shorten(title, TITLE),
        description: shorten(description, DESCRIPTION),
        canonical,
        image: None,
        image_alt: String::new(),
    };
    Frame {
        lang: scope.site.language.clone(),
        root: root.to_owned(),
        city: scope.site.city.clone(),
        team: scope.site.team.clone(),
        meta,
        contact: scope.site.contact.as_ref().map(contact_view),
        links: if has_archive(scope) {
            vec![LinkView { label: ARCHIVE.into(), href: format!("{root}archive.html") }]
        } else {
            Vec::new()
        },
    }
}

fn has_archive(scope: &Scope<'_>) -> bool {
    scope.site.sessions().any(|(_, session)| !session.is_ahead(scope.now))
}

/// Cuts at `most` characters, with 「…」 where something is lost.
fn shorten(text: String, most: usize) -> String {
    if text.chars().count() <= most { text } else { text.chars().take(most - 1).chain(['…']).collect() }
}

fn contact_view(contact: &Contact) -> ContactView {
    let phone = |phone: &crate::site::Phone| PhoneView {
        printed: phone.printed.clone(),
        dial: phone.dial.clone(),
        hours: None,
    };
    ContactView { name: contact.name.clone(), phone: contact.phone.as_ref().map(phone), email: contact.email.clone() }
}

fn session_page<'s>(scope: &'s Scope<'s>, course: &'s Course, session: &'s Session) -> Artifact<'s> {
    let offset = scope.site.offset;
    let address = format!("{}/{}.html", course.slug, session.name);
    let ways = WaysOn {
        calendar: format!("{}.ics", session.name),
        next: next_session(scope, course, session),
        course: "index.html".into(),
    };
    let mut frame = frame(scope, "../", &address, session_title(session), session_description(course, session));
    frame.meta.image = Some(scope.absolute(&card::preview_address(scope, course, session)));
    frame.meta.image_alt = frame.meta.description.clone();
    frame.contact = Some(contact_view(&session.contact));
    let view = SessionPage {
        frame,
        course: course.name.clone(),
        headline: words::lines(&session.headline),
        audience: session.audience.words(),
        date: words::date_view(session, offset),
        doors: session.doors.map(clock).unwrap_or_default(),
        calendar: ways.calendar.clone(),
        previous: words::previous_days(&session.previous_dates),
        phases: words::phases(session, &ways, offset),
        still: words::still(session, &ways, offset),
        phone: words::booking_phone(session),
        picture: picture(scope, "../", session.photo.as_ref(), session.art.as_deref()),
        facts: facts::of(session, offset),
        cancel_note: words::cancel_note(session),
        notes: session.notes.clone(),
        changes: changes(session),
        body: session.body.clone(),
        flow: session
            .flow
            .iter()
            .map(|step| StepView { time: step.time.clone().unwrap_or_default(), text: step.text.clone() })
            .collect(),
        faq: faq(&session.faq),
        video: session.video.as_ref().and_then(|video| link(&video.title, video.url.as_deref())),
        others: other_sessions(scope, course, session),
        after: after(session),
    };
    Artifact {
        kind: Kind::Announcement,
        places: Some(&session.places),
        ..artifact(address, "pages/session.html", Order::Page, PageView::Session(Box::new(view)))
    }
}

/// 「12月10日（木）もぐもぐの準備、サポートします！」.
fn session_title(session: &Session) -> String {
    format!("{} {}", month_day_weekday(session.date), words::one_line(&session.headline))
}

/// For whom, when, where: what a parent needs to see in a chat.
fn session_description(course: &Course, session: &Session) -> String {
    session.summary.clone().unwrap_or_else(|| {
        format!(
            "{}。{}{} {}、{}で。{}",
            session.audience.words(),
            month_day_weekday(session.date),
            session.hours,
            course.name,
            rows::venue_line(&session.venue),
            if session.fee.yen == 0 { "無料です。" } else { "" }
        )
    })
}

/// The soonest other session of the course that one can book at the build's moment.
fn next_session(scope: &Scope<'_>, course: &Course, session: &Session) -> Option<(String, String)> {
    let next = scope
        .ahead(course)
        .find(|other| other.name != session.name && other.timeline.phase_at(scope.now).is_bookable())?;
    Some((format!("{}の回を見る", month_day_weekday(next.date)), format!("{}.html", next.name)))
}

/// The soonest other sessions of the course; its page has them all.
fn other_sessions(scope: &Scope<'_>, course: &Course, session: &Session) -> Vec<RowView> {
    scope
        .ahead(course)
        .filter(|other| other.name != session.name)
        .take(OTHERS)
        .map(|other| rows::row(scope, course, other, ""))
        .collect()
}

/// Newest first, 「12月1日 会場が変わりました」.
fn changes(session: &Session) -> Vec<String> {
    let mut changes: Vec<_> = session.changes.iter().collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.date));
    changes.iter().map(|change| format!("{} {}", month_day(change.date), change.text)).collect()
}

fn faq(faq: &[Faq]) -> Vec<FaqView> {
    faq.iter().map(|faq| FaqView { question: faq.question.clone(), answer: faq.answer.clone() }).collect()
}

fn link(label: &str, href: Option<&str>) -> Option<LinkView> {
    href.map(|href| LinkView { label: label.to_owned(), href: href.to_owned() })
}

fn after(session: &Session) -> Vec<LinkView> {
    let after = session.after.as_ref().and_then(|after| link(&after.title, after.url.as_deref()));
    let survey = session.survey.as_ref().and_then(|survey| link(&survey.title, Some(&survey.url)));
    after.into_iter().chain(survey).collect()
}

fn course_page<'s>(scope: &'s Scope<'s>, course: &'s Course) -> Artifact<'s> {
    let address = format!("{}/index.html", course.slug);
    let audience = course.audience.as_ref().map(|audience| audience.words()).unwrap_or_default();
    let title = format!("{} {}", scope.site.city, course.name);
    let description = course.summary.clone().unwrap_or_else(|| format!("{title}。{audience}"));
    let mut frame = frame(scope, "../", &address, title, description);
    if let Some(next) = scope.ahead(course).next() {
        frame.meta.image = Some(scope.absolute(&card::preview_address(scope, course, next)));
        frame.meta.image_alt = session_title(next);
    }
    frame.contact = course.contact.as_ref().map(contact_view).or(frame.contact);
    let past = course.sessions.iter().rev().filter(|session| !session.is_ahead(scope.now));
    let view = CoursePage {
        frame,
        course: course.name.clone(),
        headline: words::lines(course.headline.as_deref().unwrap_or_default()),
        audience,
        picture: picture(scope, "../", course.photo.as_ref(), course.art.as_deref()),
        calendar: String::new(),
        ahead: scope.ahead(course).map(|session| rows::row(scope, course, session, "")).collect(),
        body: course.body.clone(),
        faq: faq(&course.faq),
        past: past.map(|session| rows::row(scope, course, session, "")).collect(),
    };
    artifact(address, "pages/course.html", Order::Index, PageView::Course(Box::new(view)))
}

fn home<'s>(scope: &'s Scope<'s>) -> Artifact<'s> {
    let mut ahead: Vec<_> = scope.site.sessions().filter(|(_, session)| session.is_ahead(scope.now)).collect();
    ahead.sort_by_key(|(course, session)| (session.start, &course.slug, &session.name));
    let (bookable, later): (Vec<_>, Vec<_>) =
        ahead.into_iter().partition(|(_, session)| session.timeline.phase_at(scope.now).is_bookable());
    let to_rows = |sessions: Vec<(&Course, &Session)>| {
        sessions
            .into_iter()
            .map(|(course, session)| rows::row(scope, course, session, &format!("{}/", course.slug)))
            .collect()
    };
    let title = format!("いま予約できる教室｜{} {}", scope.site.city, scope.site.team);
    let description = format!("{}の教室。月齢と日程がひと目でわかり、そのまま予約できます。", scope.site.city);
    let view = HomePage {
        frame: frame(scope, "", "index.html", title, description),
        picture: Some(picture(scope, "", None, Some(HOME_ART))),
        bookable: to_rows(bookable),
        later: to_rows(later),
        courses: scope.site.courses.iter().map(|course| course_row(scope, course)).collect(),
        has_archive: has_archive(scope),
    };
    artifact("index.html".into(), "pages/home.html", Order::Index, PageView::Home(Box::new(view)))
}

fn course_row(scope: &Scope<'_>, course: &Course) -> CourseRow {
    let next = scope.ahead(course).find(|session| session.standing == crate::site::Standing::On);
    CourseRow {
        href: format!("{}/index.html", course.slug),
        name: course.name.clone(),
        audience: course.audience.as_ref().map(|audience| audience.words()).unwrap_or_default(),
        next: next.map_or_else(
            || "次の日程は決まりしだいお知らせします".to_owned(),
            |session| format!("次は{}", month_day_weekday(session.date)),
        ),
    }
}

fn archive<'s>(scope: &'s Scope<'s>) -> Artifact<'s> {
    let mut past: Vec<_> = scope.site.sessions().filter(|(_, session)| !session.is_ahead(scope.now)).collect();
    past.sort_by_key(|(course, session)| (std::cmp::Reverse(session.start), &course.slug, &session.name));
    let mut months: Vec<ArchiveMonth> = Vec::new();
    for (course, session) in past {
        let name = format!("{}年{}月", session.date.year(), session.date.month());
        let row = rows::row(scope, course, session, &format!("{}/", course.slug));
        match months.last_mut().filter(|month| month.name == name) {
            Some(month) => month.rows.push(row),
            None => months.push(ArchiveMonth { name, rows: vec![row] }),
        }
    }
    let title = format!("{ARCHIVE}｜{}", scope.site.city);
    let frame = frame(scope, "", "archive.html", title, format!("{}でこれまでに開いた教室です。", scope.site.city));
    artifact(
        "archive.html".into(),
        "pages/archive.html",
        Order::Index,
        PageView::Archive(Box::new(ArchivePage { frame, months })),
    )
}

fn not_found<'s>(scope: &'s Scope<'s>) -> Artifact<'s> {
    let title = format!("ページが見つかりません｜{}", scope.site.city);
    let frame = frame(scope, &scope.site.base_url, "404.html", title.clone(), title);
    artifact("404.html".into(), "pages/404.html", Order::Index, PageView::NotFound(Box::new(NotFoundPage { frame })))
}

/// A photo where there is one, else the theme's drawing. `root` leads from the page to the output's root.
fn picture(scope: &Scope<'_>, root: &str, photo: Option<&Photo>, art: Option<&str>) -> PictureOnPage {
    let Some(photo) = photo else {
        let drawing = |name: &str| scope.drawings.get(name).map(|drawing| format!("{root}{}", drawing.address));
        let src = art.and_then(drawing).or_else(|| drawing(card::DEFAULT_ART)).unwrap_or_default();
        return PictureOnPage {
            src,
            srcset: String::new(),
            alt: String::new(),
            width: 1200,
            height: 400,
            credit: None,
            focus: "50% 50%".into(),
        };
    };
    let (width, height) = photo.size;
    let shown = PHOTO_WIDTHS[1].min(width);
    let files = photo_widths(photo).map(|wide| format!("{} {wide}w", photo_name(photo, wide)));
    PictureOnPage {
        src: photo_name(photo, shown),
        srcset: files.collect::<Vec<_>>().join(", "),
        alt: photo.alt.clone(),
        width: shown,
        height: (u64::from(height) * u64::from(shown) / u64::from(width.max(1))) as u32,
        credit: photo.credit.clone(),
        focus: format!("{}% {}%", photo.focus.0, photo.focus.1),
    }
}

/// The widths a photo is worth publishing in: never more than it has.
fn photo_widths(photo: &Photo) -> impl Iterator<Item = u32> {
    let own = photo.size.0;
    let mut widths: Vec<u32> = PHOTO_WIDTHS.iter().map(|width| (*width).min(own)).collect();
    widths.dedup();
    widths.into_iter()
}

/// Address of a photo, relative to its course's folder.
fn photo_name(photo: &Photo, width: u32) -> String {
    format!("photos/{}-{width}.jpg", &photo.digest[..10])
}

/// The files of all photos; a photo that sessions share is published once a course.
fn photos<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Artifact<'s>> + 's {
    scope.site.courses.iter().flat_map(|course| {
        let mut seen = BTreeMap::new();
        for photo in course.photo.iter().chain(course.sessions.iter().filter_map(|session| session.photo.as_ref())) {
            for width in photo_widths(photo) {
                seen.insert(format!("{}/{}", course.slug, photo_name(photo, width)), (photo.clone(), width));
            }
        }
        seen.into_iter().map(|(address, (photo, width))| Artifact {
            address,
            reach: Reach::Public,
            order: Order::Picture,
            kind: Kind::Other,
            recipe: Recipe::Photo { photo, width },
            keep_until: None,
            places: None,
        })
    })
}

/// A drawing of the theme. All pages share its file, so a phone that has seen one page has it already.
pub struct Drawing {
    /// Its address below the output's root.
    address: String,
    svg: Vec<u8>,
}

/// The theme's wide drawings by name.
pub fn drawings(theme: &Theme) -> BTreeMap<String, Drawing> {
    let drawing = |path: &str| {
        let name = path.strip_prefix("art/")?.strip_suffix("-wide.svg")?;
        let svg = theme.bytes(path)?.to_vec();
        let address = format!("art/{name}.{}.svg", &blake3::hash(&svg).to_hex()[..10]);
        Some((name.to_owned(), Drawing { address, svg }))
    };
    theme.paths("art/").into_iter().filter_map(drawing).collect()
}

/// The files of all drawings.
fn drawing_files<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Artifact<'s>> + 's {
    scope.drawings.values().map(|drawing| Artifact {
        address: drawing.address.clone(),
        reach: Reach::Public,
        order: Order::Picture,
        kind: Kind::Other,
        recipe: Recipe::Bytes(drawing.svg.clone()),
        keep_until: None,
        places: None,
    })
}
