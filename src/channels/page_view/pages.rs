//! The words of each page, one struct a template.

use std::sync::Arc;

use serde::Serialize;

use super::{
    DateView, Fact, FaqView, FilmView, Frame, LinkView, PhaseView, PhoneView, PictureOnPage, StepView, SubscribeView,
    SurveyView,
};

/// One session as a tappable row of a list.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// Its page.
    pub href: String,
    /// Course name.
    pub course: String,
    /// For whom.
    pub audience: String,
    /// What one gets: the headline's wished lines.
    pub headline: Vec<String>,
    /// When.
    pub date: DateView,
    /// Venue in one line.
    pub venue: String,
    /// Phases over time; the first entry holds where no script runs and words nothing that a clock could refute.
    pub phases: Vec<PhaseView>,
    /// What the mark says without a script.
    pub still: PhaseView,
    /// Whether it was moved to this day.
    pub moved: bool,
    /// Ids of the stages of childhood it is for, each behind a space, ` m5 m7`.
    pub stages: String,
}

/// The page of a session.
#[derive(Clone, Debug, Serialize)]
pub struct SessionPage {
    /// Common parts.
    pub frame: Frame,
    /// 「離乳食教室」.
    pub course: String,
    /// The headline's wished lines.
    pub headline: Vec<String>,
    /// For whom.
    pub audience: String,
    /// When.
    pub date: DateView,
    /// 「9:45」, when the doors open; may be empty.
    pub doors: String,
    /// The session's calendar file; empty = none.
    pub calendar: String,
    /// Puts it into Google's calendar; empty = none.
    pub google: String,
    /// Further good news in a few words, 「ご夫婦での参加歓迎」.
    pub plus: Vec<&'static str>,
    /// Days before it was moved, each as 「12月3日（木）」.
    pub previous: Vec<String>,
    /// Phases over time, for the script: JSON, safe inside `<script>`; an array for each, soonest first:
    /// `[from, id, mark, line, kind, label, sub, href, next]`, `from` in seconds since 1970, 0 = from always; `sub` is null
    /// where it is the same as `line`.
    pub phases: String,
    /// Other sessions one may book instead, for the script: JSON as above, `[href, day, from, until]`.
    pub days: String,
    /// What is shown without a script: staff's words and dates only.
    pub still: PhaseView,
    /// The telephone for bookings, beside the button.
    pub phone: Option<PhoneView>,
    /// The picture on top.
    pub picture: PictureOnPage,
    /// Label and value rows.
    pub facts: Vec<Fact>,
    /// 「お子さんの急な体調不良のときは、オンラインでキャンセルできます」; may be empty.
    pub cancel_note: String,
    /// Notices.
    pub notes: Vec<String>,
    /// Changes since the announcement, newest first, 「12月1日 会場が変わりました」.
    pub changes: Vec<String>,
    /// What the class is, safe HTML; may be empty.
    pub body: Arc<str>,
    /// The flow of the day.
    pub flow: Vec<StepView>,
    /// Questions.
    pub faq: Vec<FaqView>,
    /// A film.
    pub film: Option<FilmView>,
    /// The soonest other sessions of the course that lie ahead.
    pub others: Vec<RowView>,
    /// What stays afterwards (a recording, a leaflet); without an address it is words.
    pub after: Option<LinkView>,
    /// A survey.
    pub survey: Option<SurveyView>,
    /// JSON-LD for search engines.
    pub structured: String,
}

/// The page of a course.
#[derive(Clone, Debug, Serialize)]
pub struct CoursePage {
    /// Common parts.
    pub frame: Frame,
    /// 「離乳食教室」.
    pub course: String,
    /// Lines of the course's headline, else empty.
    pub headline: Vec<String>,
    /// For whom; may be empty.
    pub audience: String,
    /// The picture on top.
    pub picture: PictureOnPage,
    /// Its dates for one's own calendar.
    pub subscribe: Option<SubscribeView>,
    /// A film.
    pub film: Option<FilmView>,
    /// A survey.
    pub survey: Option<SurveyView>,
    /// Sessions ahead, soonest first; empty = 「次の日程は決まりしだいお知らせします」.
    pub ahead: Vec<RowView>,
    /// What it is, safe HTML.
    pub body: Arc<str>,
    /// Questions.
    pub faq: Vec<FaqView>,
    /// Past sessions, latest first.
    pub past: Vec<RowView>,
}

/// The home page: what one can book now.
#[derive(Clone, Debug, Serialize)]
pub struct HomePage {
    /// Common parts.
    pub frame: Frame,
    /// The picture on top.
    pub picture: PictureOnPage,
    /// Stages of childhood one can choose by.
    pub stages: Vec<StageView>,
    /// Sessions that can be booked at the build's moment, by month, soonest first.
    pub bookable: Vec<MonthView>,
    /// Further sessions ahead (受付前, 満席, 中止 …). Both lists have every month, so that the script can move a row.
    pub later: Vec<MonthView>,
    /// Whether any session can be booked at the build's moment.
    pub has_bookable: bool,
    /// Whether there are further ones.
    pub has_later: bool,
    /// What a course's row says without a script.
    pub course_link: &'static str,
    /// All courses.
    pub courses: Vec<CourseRow>,
    /// All dates for one's own calendar.
    pub subscribe: Option<SubscribeView>,
    /// Whether there is an archive worth a link.
    pub has_archive: bool,
}

/// A stage of childhood as a way in.
#[derive(Clone, Debug, Serialize)]
pub struct StageView {
    /// `m5`, the end of its address.
    pub id: &'static str,
    /// 「5〜6か月」.
    pub name: &'static str,
}

/// The sessions of one month.
#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// `2026-12`.
    pub id: String,
    /// 「2026年12月」.
    pub name: String,
    /// Its sessions; may be none.
    pub rows: Vec<RowView>,
}

/// A course as a tappable row.
#[derive(Clone, Debug, Serialize)]
pub struct CourseRow {
    /// Its page.
    pub href: String,
    /// 「離乳食教室」.
    pub name: String,
    /// For whom; may be empty.
    pub audience: String,
    /// Its dates ahead for the script: `UNTIL|次は12月10日（木）;…`, seconds since 1970.
    pub dates: String,
    /// Ids of the stages of childhood it is for, each behind a space, ` m5 m7`.
    pub stages: String,
}

/// The archive: past sessions by year and month, latest first.
#[derive(Clone, Debug, Serialize)]
pub struct ArchivePage {
    /// Common parts.
    pub frame: Frame,
    /// Months with their sessions, latest first.
    pub months: Vec<MonthView>,
}

/// The site's word on accessibility.
#[derive(Clone, Debug, Serialize)]
pub struct PolicyPage {
    /// Common parts.
    pub frame: Frame,
    /// Absolute address of the site.
    pub site: String,
    /// What the city adds in its own words, safe HTML; may be empty.
    pub body: String,
}

/// The page for what is not there; its links are absolute, since it is served from any depth.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundPage {
    /// Common parts; `root` is the site's absolute address.
    pub frame: Frame,
}

/// The offline signage player.
#[derive(Clone, Debug, Serialize)]
pub struct PlayerPage {
    /// Common parts.
    pub frame: Frame,
    /// `landscape` or `portrait`.
    pub orientation: &'static str,
    /// What it plays, see `channels/signage/playlist.rs`: JSON that can stand in a `<script>` element.
    pub playlist: String,
    /// Address and words of the picture that is shown where no script runs.
    pub first: (String, String),
}
