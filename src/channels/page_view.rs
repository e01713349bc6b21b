//! What a page template may show: words and addresses, already chosen and worded. Templates place, they never decide.
//!
//! All addresses are relative to the page (so that any sub-folder and `file://` work) but those in [`Meta`].

mod pages;

use std::sync::Arc;

use serde::Serialize;

pub use pages::*;

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
    /// The feed that the page belongs to; absent = there is none.
    pub feed: Option<String>,
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
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum PictureOnPage {
    /// A photo.
    Photo(PhotoView),
    /// A drawing of the theme; it says nothing of its own.
    Drawing {
        /// An `<svg>` element: part of the page, so that it costs no request.
        svg: Arc<str>,
    },
}

/// A photo on a page.
#[derive(Clone, Debug, Serialize)]
pub struct PhotoView {
    /// Its address.
    pub src: String,
    /// Further widths, in `srcset` form.
    pub srcset: String,
    /// What it shows; empty where the words beside it say so.
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
    /// Whether the clock's script may lead to the course's next open session instead.
    pub next: bool,
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

/// A film: a still with a play mark that leads out.
#[derive(Clone, Debug, Serialize)]
pub struct FilmView {
    /// What it shows, 「教室のようす（3分）」.
    pub label: String,
    /// Where it plays.
    pub href: String,
    /// Its still.
    pub picture: Option<PhotoView>,
}

/// A survey.
#[derive(Clone, Debug, Serialize)]
pub struct SurveyView {
    /// Its title.
    pub label: String,
    /// Its address.
    pub href: String,
    /// 「12月11日（金）まで」; may be empty.
    pub line: String,
    /// Seconds since 1970 from which it is no longer shown; absent = it stays.
    pub until: Option<i64>,
}

/// Ways to have all dates in one's own calendar, new ones too.
#[derive(Clone, Debug, Serialize)]
pub struct SubscribeView {
    /// The calendar file.
    pub file: String,
    /// `webcal://…`: phones and desktop calendars subscribe to it.
    pub webcal: String,
    /// The same for Google's calendar.
    pub google: String,
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
