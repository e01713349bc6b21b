//! What a page template may show: words and addresses, already chosen and worded. Templates place, they never decide.
//!
//! All addresses are relative to the page (so that any sub-folder and `file://` work) but those in [`Meta`].

use serde::Serialize;

/// What every page has.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// BCP 47 language.
    pub lang: String,
    /// From this page to the output's root: `""` or `"../"`.
    pub root: String,
    /// 「あおば市」.
    pub city: String,
    /// 「健康こども課」.
    pub team: String,
    /// For the browser's tab, search engines and chat apps.
    pub meta: Meta,
    /// Whom to ask.
    pub contact: Option<ContactView>,
    /// Further links at the foot (archive, accessibility); the list of classes is there anyway.
    pub links: Vec<LinkView>,
}

/// Title and link preview.
#[derive(Clone, Debug, Serialize)]
pub struct Meta {
    /// Title of the page, ≤ 40 characters where the facts allow.
    pub title: String,
    /// ≤ 90 characters.
    pub description: String,
    /// Absolute address of the page.
    pub canonical: String,
    /// Absolute address of the card, 1200×630; absent = no preview picture.
    pub image: Option<String>,
    /// What the card shows.
    pub image_alt: String,
}

/// Whom to ask.
#[derive(Clone, Debug, Serialize)]
pub struct ContactView {
    /// 「あおば市 健康こども課」.
    pub name: String,
    /// Telephone.
    pub phone: Option<PhoneView>,
    /// E-mail address.
    pub email: Option<String>,
}

/// A telephone number.
#[derive(Clone, Debug, Serialize)]
pub struct PhoneView {
    /// As printed.
    pub printed: String,
    /// Digits, for `tel:`.
    pub dial: String,
    /// 「平日 8時30分〜17時」.
    pub hours: Option<String>,
}

/// A picture on a page.
#[derive(Clone, Debug, Serialize)]
pub struct PictureOnPage {
    /// Its address.
    pub src: String,
    /// Further widths, in `srcset` form; empty for drawings.
    pub srcset: String,
    /// What it shows; empty for the theme's drawings, which say nothing of their own.
    pub alt: String,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Who took it.
    pub credit: Option<String>,
    /// `object-position`, 「50% 30%」.
    pub focus: String,
}

/// What a visitor can do, for a stretch of time.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseView {
    /// Seconds since 1970 from which it holds; absent = from always.
    pub from: Option<i64>,
    /// `before`, `open`, … : a style sheet's class.
    pub id: &'static str,
    /// The mark, 「受付中」.
    pub label: String,
    /// One line below or beside it, 「12月8日 17:00まで受付」; may be empty.
    pub line: String,
    /// The bar's first element.
    pub action: BarAction,
}

/// The bar's first element.
#[derive(Clone, Debug, Serialize)]
pub struct BarAction {
    /// What it is.
    pub kind: BarKind,
    /// 「予約する」.
    pub label: String,
    /// Small words below, 「24時間受付」; may be empty.
    pub sub: String,
    /// Where it leads; empty for [`BarKind::Words`].
    pub href: String,
}

/// The kinds of [`BarAction`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BarKind {
    /// The orange button to the form.
    Book,
    /// A calm button to another page or file (other dates, the calendar file).
    Link,
    /// Telephone is the only way to book: the large button dials.
    Phone,
    /// No button, only words (「予約はいりません」, 「中止になりました」).
    Words,
}

/// Date and hours.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// 2026.
    pub year: i16,
    /// 1–12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
    /// 「木」.
    pub weekday: String,
    /// `2026-12-10`, for `<time datetime>`.
    pub iso: String,
    /// 「2026年（令和8年）12月10日（木曜日）」.
    pub full: String,
    /// 「10:00〜11:30」.
    pub time: String,
    /// `2026-12-10T10:00+09:00`.
    pub start: String,
    /// The same for the end.
    pub end: String,
}

/// A row of facts: label and value.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// 「会場」.
    pub label: &'static str,
    /// Lines of plain words.
    pub lines: Vec<String>,
    /// A link below the words (map).
    pub link: Option<LinkView>,
}

/// A link with its words.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    /// What it leads to.
    pub label: String,
    /// Where.
    pub href: String,
}

/// A question and its answer (safe HTML).
#[derive(Clone, Debug, Serialize)]
pub struct FaqView {
    /// The question.
    pub question: String,
    /// The answer, safe HTML.
    pub answer: String,
}

/// One step of the day.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// 「9:45」; may be empty.
    pub time: String,
    /// What happens.
    pub text: String,
}

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
    /// Days before it was moved, each as 「12月3日（木）」.
    pub previous: Vec<String>,
    /// Phases over time, for the script.
    pub phases: Vec<PhaseView>,
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
    pub body: String,
    /// The flow of the day.
    pub flow: Vec<StepView>,
    /// Questions.
    pub faq: Vec<FaqView>,
    /// A film, leads out.
    pub video: Option<LinkView>,
    /// The soonest other sessions of the course that lie ahead.
    pub others: Vec<RowView>,
    /// What to do afterwards (recording, survey).
    pub after: Vec<LinkView>,
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
    /// The course's calendar file; empty = none.
    pub calendar: String,
    /// Sessions ahead, soonest first; empty = 「次の日程は決まりしだいお知らせします」.
    pub ahead: Vec<RowView>,
    /// What it is, safe HTML.
    pub body: String,
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
    pub picture: Option<PictureOnPage>,
    /// Sessions that can be booked at the build's moment, soonest first.
    pub bookable: Vec<RowView>,
    /// Further sessions ahead (受付前, 満席, 中止 …), soonest first.
    pub later: Vec<RowView>,
    /// All courses.
    pub courses: Vec<CourseRow>,
    /// Whether there is an archive worth a link.
    pub has_archive: bool,
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
    /// 「次は12月10日（木）」 or 「次の日程は決まりしだい」.
    pub next: String,
}

/// The archive: past sessions by year and month, latest first.
#[derive(Clone, Debug, Serialize)]
pub struct ArchivePage {
    /// Common parts.
    pub frame: Frame,
    /// 「2026年11月」 with its sessions.
    pub months: Vec<ArchiveMonth>,
}

/// One month of the archive.
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveMonth {
    /// 「2026年11月」.
    pub name: String,
    /// Its sessions, latest first.
    pub rows: Vec<RowView>,
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
    /// Its slides in playing order.
    pub slides: Vec<PlayerSlide>,
    /// Seconds a slide stays.
    pub seconds: u32,
}

/// One slide of the player.
#[derive(Clone, Debug, Serialize)]
pub struct PlayerSlide {
    /// Address of the picture, relative to the player.
    pub src: String,
    /// What it says, for whoever can't see it.
    pub alt: String,
    /// Seconds since 1970 from which it is no longer shown.
    pub until: i64,
}
