//! A session: one day and one time slot, the smallest thing that is announced and booked.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::dates::Hours;
use super::signage::FurtherSlide;
use super::{Audience, Booking, Now, Phone, Places, Seats, Standing, Timeline};
use crate::diagnostics::Place;

/// One day and one time slot, whole and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// File name without its ending, ASCII: the name of its page.
    pub name: String,
    /// What one gets; `／` is a wished line break.
    pub headline: String,
    /// One sentence for lists and link previews.
    pub summary: Option<String>,
    /// The day.
    pub date: Date,
    /// From–to.
    pub hours: Hours,
    /// When the doors open.
    pub doors: Option<Time>,
    /// The instant it starts.
    pub start: Timestamp,
    /// The instant it ends.
    pub end: Timestamp,
    /// What staff say about places.
    pub seats: Seats,
    /// Whether it is held.
    pub standing: Standing,
    /// Days before it was moved, oldest first.
    pub previous_dates: Vec<Date>,
    /// What was changed since it was announced.
    pub changes: Vec<Change>,
    /// What a visitor can do, and from when.
    pub timeline: Timeline,
    /// For whom.
    pub audience: Audience,
    /// Where.
    pub venue: Venue,
    /// For how many.
    pub capacity: Option<Capacity>,
    /// What it costs.
    pub fee: Fee,
    /// What to bring.
    pub bring: Vec<String>,
    /// What the venue has (授乳室, おむつ替え …).
    pub support: Vec<String>,
    /// 「ごきょうだいもいっしょにどうぞ」.
    pub siblings: Option<String>,
    /// 「託児はありません」.
    pub childcare: Option<String>,
    /// Whether couples are welcome.
    pub partner_welcome: bool,
    /// Tasting and allergies.
    pub allergy: Allergy,
    /// How to book.
    pub booking: Booking,
    /// Whom to ask.
    pub contact: Contact,
    /// Its photo, else the course's.
    pub photo: Option<Photo>,
    /// A film of the class.
    pub video: Option<Video>,
    /// Questions parents ask.
    pub faq: Vec<Faq>,
    /// The flow of the day.
    pub flow: Vec<FlowStep>,
    /// What is said once it is over.
    pub after: Option<Link>,
    /// A survey.
    pub survey: Option<Survey>,
    /// Its further slides, else the course's.
    pub slides: Vec<FurtherSlide>,
    /// Notices for this session.
    pub notes: Vec<String>,
    /// What the class is, as safe HTML; the course's where the session says nothing.
    pub body: Arc<str>,
    /// Name of the theme's picture for it.
    pub art: Option<String>,
    /// The lines that said all this.
    pub places: Places,
}

impl Session {
    /// Whether it was moved to another day.
    pub fn is_moved(&self) -> bool {
        self.standing == Standing::On && !self.previous_dates.is_empty()
    }

    /// Whether it still lies ahead (or runs) at `now`.
    pub fn is_ahead(&self, now: &Now) -> bool {
        !now.has_come(self.end)
    }
}

/// A change since the announcement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The day it was made.
    pub date: Date,
    /// What was changed.
    pub text: String,
}

/// Where a session is held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Venue {
    /// 「あおばこども健康センター」; 「オンライン」 where it is held in no place.
    pub name: String,
    /// Whether one can come to a place; if not, the place's own words (room, address …) are absent.
    pub in_person: bool,
    /// 「2階 調理室」.
    pub room: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Degrees north and east (WGS 84), exactly as typed.
    pub position: Option<(String, String)>,
    /// How to get there.
    pub access: Option<String>,
    /// Where to park.
    pub parking: Option<String>,
    /// How to join from home.
    pub online: Option<String>,
}

/// For how many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// How many.
    pub count: u32,
    /// 「組」, 「人」.
    pub unit: String,
    /// How places are given.
    pub method: Option<Method>,
}

/// How places are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// 先着.
    FirstCome,
    /// 抽選.
    Lottery,
}

impl std::fmt::Display for Capacity {
    /// 「12組（先着）」.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let method = match self.method {
            Some(Method::FirstCome) => "（先着）",
            Some(Method::Lottery) => "（抽選）",
            None => "",
        };
        write!(f, "{}{}{method}", self.count, self.unit)
    }
}

/// What it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fee {
    /// Yen; 0 = free.
    pub yen: u32,
    /// 「組」, 「人」: for whom one pays.
    pub unit: Option<String>,
    /// 「材料費として」.
    pub note: Option<String>,
}

impl std::fmt::Display for Fee {
    /// 「無料」, 「1組 200円（材料費）」.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let note = self.note.as_ref().map_or_else(String::new, |note| format!("（{note}）"));
        match (&self.unit, self.yen) {
            (_, 0) => write!(f, "無料{note}"),
            (Some(unit), yen) => write!(f, "1{unit} {}円{note}", thousands(yen)),
            (None, yen) => write!(f, "{}円{note}", thousands(yen)),
        }
    }
}

/// 「1,200」.
fn thousands(yen: u32) -> String {
    if yen < 1000 { yen.to_string() } else { format!("{},{:03}", thousands(yen / 1000), yen % 1000) }
}

/// Tasting and allergies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allergy {
    /// 「試食はありません」.
    pub tasting: Option<String>,
    /// What people with allergies should know.
    pub note: Option<String>,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// 「あおば市 健康こども課」.
    pub name: String,
    /// Telephone.
    pub phone: Option<Phone>,
    /// E-mail address.
    pub email: Option<String>,
}

/// A photo that may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The file, below the content folder.
    pub file: PathBuf,
    /// What it shows.
    pub alt: String,
    /// The point that must stay visible, as shares of width and height in percent.
    pub focus: (u8, u8),
    /// Who took it.
    pub credit: Option<String>,
    /// Width and height in pixels, upright.
    pub size: (u32, u32),
    /// blake3 of the file's bytes, in hex.
    pub digest: String,
    /// The characters that name the file.
    pub place: Place,
}

impl Photo {
    /// Tells photos in pictures apart: the same file with another focus is another photo.
    pub fn key(&self) -> String {
        format!("{}-{}-{}", self.digest, self.focus.0, self.focus.1)
    }
}

/// A film, on a page of its own elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Video {
    /// What it shows.
    pub title: String,
    /// Where it plays.
    pub url: String,
    /// How long it is, in minutes.
    pub minutes: Option<u32>,
    /// A still of it.
    pub picture: Option<Photo>,
}

/// A link with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What it leads to.
    pub title: String,
    /// Where; absent where only words are shown.
    pub url: Option<String>,
}

/// A question parents ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faq {
    /// The question.
    pub question: String,
    /// The answer, as safe HTML.
    pub answer: String,
}

/// One step of the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowStep {
    /// 「9:45」, where a time is given.
    pub time: Option<String>,
    /// What happens.
    pub text: String,
}

/// A survey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Until when.
    pub closes: Option<Timestamp>,
}
