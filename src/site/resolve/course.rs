//! A course out of `_course.md` and its sessions.

use super::reader::Reader;
use super::{SiteFacts, parts};
use crate::content::WrittenCourse;
use crate::diagnostics::Message;
use crate::site::{Course, Session};

/// Longest name of a course, in characters: lists, calendars and slides have room for no more.
const LONGEST_NAME: usize = 20;

/// Puts a course together. `None`: it has no name; that is reported.
pub fn course(
    written: &WrittenCourse,
    slug: String,
    reader: &Reader<'_>,
    sessions: Vec<Session>,
    facts: &SiteFacts<'_>,
) -> Option<Course> {
    let name = reader.require("name", reader.words("name"))?;
    let length = name.value.chars().count();
    if length > LONGEST_NAME {
        reader.error(Message::NameTooLong { length, most: LONGEST_NAME }, &name.place);
    }
    let mut places = reader.places();
    // The course's own pictures show the venue that its sessions share, which they may say themselves.
    if let Some(session) = sessions.first() {
        places.say("venue", session.places.of("venue").clone());
    }
    Some(Course {
        slug,
        folder: written.folder.clone(),
        name: name.value,
        headline: reader.text("title"),
        audience: parts::audience(reader),
        summary: reader.text("summary"),
        contact: reader.map("contact").and_then(|contact| parts::contact(&contact)),
        photo: parts::photo(reader, facts),
        art: reader.text("art"),
        video: parts::video(reader, facts),
        survey: super::session::survey(reader, None, facts),
        slides: super::signage::slides(reader, facts),
        faq: parts::faq(reader),
        body: written.document.body.clone(),
        sessions,
        places,
    })
}
