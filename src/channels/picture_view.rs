//! What a picture template may show: the words of one card or slide, already chosen and worded, without any markup.
//!
//! Templates never decide what is true; they only place what is here. Text may hold `／`, the writer's wished line break.

use serde::Serialize;

/// Everything a card, story or slide template can place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PictureView {
    /// BCP 47 language of the words, `ja` by default.
    pub lang: String,
    /// City and course, 「あおば市 離乳食教室」.
    pub brand: String,
    /// For whom, 「生後5〜6か月のお子さんと保護者」.
    pub audience: String,
    /// What one gets. `／` is a wished line break.
    pub headline: String,
    /// The day, absent on pictures of a course.
    pub when: Option<WhenView>,
    /// What is said where the date would stand, or beside one that no longer holds: 「次の日程は決まりしだいお知らせします」.
    pub undated: Option<String>,
    /// Venue, then room: one line each, the room may be absent.
    pub venue: Vec<String>,
    /// A state worth a mark of its own (残りわずか, 満席, 中止 …).
    pub badge: Option<BadgeView>,
    /// What the reader can do.
    pub action: ActionView,
    /// Telephone number as it is printed, 「0197-00-0011」.
    pub phone: Option<String>,
    /// One calm line below the action, 「オンラインでキャンセルもできます」.
    pub cancel_note: Option<String>,
    /// One warm line, 「ご夫婦での参加も歓迎です」.
    pub partner_note: Option<String>,
    /// Key of the session's photo in the workshop's picture map, absent = the theme's art.
    pub photo: Option<String>,
    /// Name of the theme's art without folder and ending, `bowl`; always set.
    pub art: String,
    /// What only slides show.
    pub slide: SlideView,
}

/// What only slides show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SlideView {
    /// Layout B: left and right change places, so that no spot of a screen shows the same all day.
    pub mirrored: bool,
    /// Whether the upper right corner stays free for the player's clock: 200 × 72 px inside the margin of 56 px.
    pub clock: bool,
    /// Coming dates, soonest first.
    pub rows: Vec<DateRow>,
    /// Whose words the headline is, or what it rests on: 「11月に参加されたお父さん」.
    pub source: Option<String>,
}

/// One of several dates on a slide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateRow {
    /// Month, 1–12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
    /// 「木」.
    pub weekday: String,
    /// 「10:00〜11:30」.
    pub time: String,
    /// What staff say about its places, where that is worth a mark.
    pub mark: Option<BadgeView>,
}

impl PictureView {
    /// A picture without any words.
    pub fn bare(lang: &str, art: &str) -> Self {
        Self {
            lang: lang.to_owned(),
            brand: String::new(),
            audience: String::new(),
            headline: String::new(),
            when: None,
            undated: None,
            venue: Vec::new(),
            badge: None,
            action: ActionView { kind: ActionKind::Course, label: String::new() },
            phone: None,
            cancel_note: None,
            partner_note: None,
            photo: None,
            art: art.to_owned(),
            slide: SlideView::default(),
        }
    }

    /// Whether the picture is written as JPEG: a photo has too many colours for a small PNG.
    pub fn is_jpeg(&self) -> bool {
        self.photo.is_some()
    }
}

/// The file that a picture becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PictureForm {
    /// For browsers: PNG, or JPEG where it shows a photo.
    #[default]
    Web,
    /// For panels that play files from a stick: always baseline JPEG.
    Stick,
    /// The same, turned a quarter to the left: for a panel that is turned a quarter to the right and turns nothing itself.
    TurnedStick,
}

/// Date and hours as a picture shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhenView {
    /// Year, 2026.
    pub year: i16,
    /// Month, 1–12.
    pub month: i8,
    /// Day of the month.
    pub day: i8,
    /// 「木」.
    pub weekday: String,
    /// 「10:00〜11:30」.
    pub time: String,
    /// Days before it was moved, each as 「12月3日（木）」; struck out on pictures.
    pub previous: Vec<String>,
}

/// A mark for a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadgeView {
    /// `before`, `few`, `full`, `waitlist`, `closed`, `cancelled`, `postponed`, `moved`: a style sheet's class.
    pub kind: String,
    /// 「残りわずか」.
    pub text: String,
}

/// What the reader can do, and what stands in the QR's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActionView {
    /// What it is.
    pub kind: ActionKind,
    /// The words on the button, 「スマホで予約」; on a card for chat apps 「タップして予約する」.
    pub label: String,
}

/// The kinds of [`ActionView`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ActionKind {
    /// A QR code leads to the booking form.
    Book,
    /// A QR code leads to the course page (full, cancelled).
    Course,
    /// A QR code leads to a survey.
    Survey,
    /// No form: a large telephone number stands in the QR's place.
    Phone,
    /// No booking needed.
    None,
}
