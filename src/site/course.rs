//! A course: a class that is held again and again.

use std::sync::Arc;

use super::session::{Contact, Faq, Photo, Survey, Video};
use super::signage::FurtherSlide;
use super::{Audience, Places, Session};

/// A class that is held again and again; what it says holds for all its sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Folder name in the output, ASCII.
    pub slug: String,
    /// Folder below `content/`, as staff named it, with `/` on every system.
    pub folder: String,
    /// 「離乳食教室」, for lists, calendar and CSV.
    pub name: String,
    /// What one gets, where the course says it for all sessions.
    pub headline: Option<String>,
    /// For whom, where the course says it.
    pub audience: Option<Audience>,
    /// One sentence for lists and link previews.
    pub summary: Option<String>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// The course's photo.
    pub photo: Option<Photo>,
    /// Name of the theme's picture for it.
    pub art: Option<String>,
    /// A film of the class.
    pub video: Option<Video>,
    /// A survey about the class, for all who were there.
    pub survey: Option<Survey>,
    /// Its further slides.
    pub slides: Vec<FurtherSlide>,
    /// Questions parents ask.
    pub faq: Vec<Faq>,
    /// What the course is, as safe HTML.
    pub body: Arc<str>,
    /// Its sessions, by day and time.
    pub sessions: Vec<Session>,
    /// The lines that said all this.
    pub places: Places,
}
