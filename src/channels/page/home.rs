//! The home page: what one can book now, by month and by course, and ways in by age.

use super::{artifact, frame, pictures, subscribe};
use crate::channels::artifact::{Artifact, Order, PageView};
use crate::channels::page_view::{CourseRow, HomePage, MonthView, RowView, StageView};
use crate::channels::{Scope, calendar, feed, rows};
use crate::site::audience::{STAGES, Stage, Suits};
use crate::site::dates::month_day_weekday;
use crate::site::{Audience, Course, Session, Standing};

/// The drawing on the home page.
const ART: &str = "family";
/// Dates ahead that a course's row knows by name.
const DATES: usize = 5;
/// What a course's row says where no date is named.
const COURSE_LINK: &str = "日程と内容を見る";

/// The home page.
pub fn page<'s>(scope: &'s Scope<'s>) -> Artifact<'s> {
    let mut ahead: Vec<_> = scope.site.sessions().filter(|(_, session)| session.is_ahead(scope.now)).collect();
    ahead.sort_by_key(|(course, session)| (session.start, &course.slug, &session.name));
    let is_bookable = |session: &Session| session.timeline.phase_at(scope.now).is_bookable();
    let title = format!("いま予約できる教室｜{} {}", scope.site.city, scope.site.team);
    let description = format!("{}の教室。月齢と日程がひと目でわかり、そのまま予約できます。", scope.site.city);
    let mut frame = frame(scope, "", "index.html", title, description);
    frame.feed = feed::site_feed(scope).map(str::to_owned);
    let view = HomePage {
        frame,
        picture: pictures::on_page(scope, None, Some(ART)),
        stages: stages(scope),
        bookable: months(scope, &ahead, is_bookable),
        later: months(scope, &ahead, |session| !is_bookable(session)),
        has_bookable: ahead.iter().any(|(_, session)| is_bookable(session)),
        has_later: !ahead.iter().all(|(_, session)| is_bookable(session)),
        course_link: COURSE_LINK,
        courses: scope.site.courses.iter().map(|course| course_row(scope, course)).collect(),
        subscribe: calendar::site_calendar(scope).map(|file| subscribe(scope, "", file)),
        has_archive: ahead.len() < scope.site.sessions().count(),
    };
    artifact("index.html".into(), "pages/home.html", Order::Index, PageView::Home(Box::new(view)))
}

/// Every month in which a session lies ahead, with those sessions that `belongs` picks.
fn months(scope: &Scope<'_>, ahead: &[(&Course, &Session)], belongs: impl Fn(&Session) -> bool) -> Vec<MonthView> {
    let mut months: Vec<MonthView> = Vec::new();
    for (course, session) in ahead {
        let month = month(session);
        if months.last().is_none_or(|last| last.id != month.id) {
            months.push(month);
        }
        if belongs(session)
            && let Some(month) = months.last_mut()
        {
            let row = rows::row_of_site(scope, course, session);
            month.rows.push(RowView { stages: rows::stages([&session.audience]), ..row });
        }
    }
    months
}

/// The month of a session, without rows.
pub fn month(session: &Session) -> MonthView {
    let (year, month) = (session.date.year(), session.date.month());
    MonthView { id: format!("{year}-{month:02}"), name: format!("{year}年{month}月"), rows: Vec::new() }
}

/// The audiences of a course: its sessions' ahead, else its own.
fn audiences<'a>(scope: &Scope<'a>, course: &'a Course) -> Vec<&'a Audience> {
    let ahead: Vec<_> = scope.ahead(course).map(|session| &session.audience).collect();
    if ahead.is_empty() { course.audience.iter().collect() } else { ahead }
}

/// The stages for which some class is surely meant.
fn stages(scope: &Scope<'_>) -> Vec<StageView> {
    let audiences: Vec<_> = scope.site.courses.iter().flat_map(|course| audiences(scope, course)).collect();
    let wanted = |stage: &&Stage| audiences.iter().any(|audience| audience.suits(stage) == Suits::Surely);
    STAGES.iter().filter(wanted).map(|stage| StageView { id: stage.id, name: stage.name }).collect()
}

fn course_row(scope: &Scope<'_>, course: &Course) -> CourseRow {
    CourseRow {
        href: format!("{}/index.html", course.slug),
        name: course.name.clone(),
        audience: course.audience.as_ref().map(|audience| audience.words()).unwrap_or_default(),
        dates: dates(scope, course),
        stages: rows::stages(audiences(scope, course)),
    }
}

/// The next dates of a course for the script. Behind the last that it knows by name stands until when there are more.
fn dates(scope: &Scope<'_>, course: &Course) -> String {
    let held: Vec<_> = scope.ahead(course).filter(|session| session.standing == Standing::On).collect();
    let entry = |session: &Session, words: &str| format!("{}|{words}", session.end.as_second());
    let known = held.iter().take(DATES).map(|at| entry(at, &format!("次は{}", month_day_weekday(at.date))));
    let more = held.iter().skip(DATES).last().map(|last| entry(last, COURSE_LINK));
    known.chain(more).collect::<Vec<_>>().join(";")
}
