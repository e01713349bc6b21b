//! What the content means: the domain, pure and whole.
//!
//! No file is read here and no clock: `now` comes as an argument. [`resolve`] turns what staff wrote into these types;
//! after it no half-checked value travels further.

pub mod audience;
pub mod booking;
pub mod course;
pub mod dates;
pub mod holidays;
pub mod moment;
pub mod now;
pub mod places;
pub mod publish;
pub mod resolve;
pub mod session;
pub mod signage;
pub mod timeline;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::Offset;

pub use audience::Audience;
pub use booking::{Booking, BookingUrl, BookingWay, Cancel, Phone, QrChannel};
pub use course::Course;
pub use now::Now;
pub use places::Places;
pub use session::{
    Allergy, Capacity, Change, Contact, Faq, Fee, FlowStep, Link, Method, Photo, Session, Survey, Venue, Video,
};
pub use signage::{Film, Further, FurtherSlide, Panel, Screens, Share, Signage, SlideOrder};
pub use timeline::{Phase, Seats, Standing, Timeline};

/// Everything under `content/`, whole and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// 「あおば市」.
    pub city: String,
    /// 「健康こども課」.
    pub team: String,
    /// Where `public/` will stand, ending in `/`.
    pub base_url: String,
    /// BCP 47 language of the content, `ja`.
    pub language: String,
    /// The city's offset from UTC, +09:00.
    pub offset: Offset,
    /// Name of the theme.
    pub theme: String,
    /// Names that no line break may split.
    pub facilities: Vec<String>,
    /// Days on which the city hall closes besides weekends and holidays.
    pub closed_days: Vec<Date>,
    /// Whom to ask about the site itself, where site.yaml names one.
    pub contact: Option<Contact>,
    /// Which of the channels that a city can do without it wants.
    pub channels: Chosen,
    /// How slides are shown on the city's screens.
    pub signage: Signage,
    /// Where the site is published.
    pub targets: Vec<publish::Target>,
    /// What the city adds to its word on accessibility, as safe HTML; may be empty.
    pub policy: String,
    /// Courses in the order of their folders' names; the same `Arc` as before as long as nothing that they are made of was
    /// touched.
    pub courses: Vec<Arc<Course>>,
}

/// The channels that a city can do without (`channels:` in site.yaml). Pages, calendars and feeds are always made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Share cards.
    pub card: bool,
    /// Slides and players.
    pub signage: bool,
}

impl Default for Chosen {
    fn default() -> Self {
        Self { card: true, signage: true }
    }
}

impl Site {
    /// Names that no line break may split: the facilities, the city, the courses, the venues.
    pub fn names_to_keep_whole(&self) -> Vec<String> {
        let courses = self.courses.iter().map(|course| &course.name);
        let venues = self.sessions().map(|(_, session)| &session.venue.name);
        let names: BTreeSet<&String> =
            self.facilities.iter().chain([&self.city]).chain(courses).chain(venues).collect();
        names.into_iter().cloned().collect()
    }

    /// Every session of every course.
    pub fn sessions(&self) -> impl Iterator<Item = (&Course, &Session)> {
        self.courses.iter().flat_map(|course| course.sessions.iter().map(move |session| (&**course, session)))
    }
}
