//! New files for sessions: their names, and the few lines in which they differ from their course.

use std::path::PathBuf;

use jiff::civil::Date;

use super::pen::{is_japanese, line_end, name_inside, name_of, scalar};
use super::shelf::{Course, Session, Shelf, words, words_inside};
use crate::content::fields::FIELDS;
use crate::content::front::{Front, Value};
use crate::diagnostics::Message;
use crate::site::booking::{BookingUrl, BookingUrlError};
use crate::site::dates::{Hours, clock, month_day_weekday, read_hours};

/// What a new session says for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Its hours as typed, where they are not the course's.
    pub time: Option<String>,
    /// Its form.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// What follows the day in its name.
    pub slug: Option<String>,
}

/// A file that may be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its day.
    pub date: Date,
    /// Its hours.
    pub hours: Hours,
    /// Its name without `.md`.
    pub stem: String,
    /// Its path as staff know it.
    pub shown: String,
    /// Its text, with the line ends of its neighbours.
    pub text: String,
    /// Whether its form's address is still to be written.
    pub wants_url: bool,
}

impl Draft {
    /// Where it will lie.
    pub fn path(&self, shelf: &Shelf, course: &Course) -> PathBuf {
        shelf.site.join("content").join(&course.folder).join(format!("{}.md", self.stem))
    }
}

/// The hours of a new session: its own, else the course's.
///
/// # Errors
/// They cannot be read, or nobody says any.
pub fn hours(course: &Course, own: Option<&str>) -> Result<Hours, Message> {
    let text = own.or_else(|| words(&course.front, "time"));
    let text = text.ok_or_else(|| Message::DeskNeeds {
        what: "時間".to_owned(),
        english: "hours".to_owned(),
        flag: "--time 10:00-11:30".to_owned(),
    })?;
    read_hours(text).map_err(|_| Message::BadHours { text: text.to_owned() })
}

/// Checks a form's address as the build will.
///
/// # Errors
/// What is wrong with it.
pub fn check_url(shelf: &Shelf, url: &str) -> Result<(), Message> {
    BookingUrl::parse(url, &shelf.booking_hosts).map(|_| ()).map_err(|error| {
        let url = url.to_owned();
        match error {
            BookingUrlError::NotHttp => Message::UrlNotHttp { url },
            BookingUrlError::Space => Message::UrlWithSpace { url },
            BookingUrlError::JapaneseHost => Message::UrlJapaneseHost { url },
            BookingUrlError::BadHost => Message::UrlBadHost { url },
            BookingUrlError::HostNotAllowed { host } => Message::HostNotAllowed { host },
        }
    })
}

/// The file of a new session.
///
/// # Errors
/// There is one already, its name can't be used, or something it needs is said nowhere.
pub fn draft(shelf: &Shelf, course: &Course, date: Date, wishes: &Wishes) -> Result<Draft, Message> {
    let hours = hours(course, wishes.time.as_deref())?;
    if let Some(url) = &wishes.url {
        check_url(shelf, url)?;
    }
    if wishes.title.as_deref().is_none_or(str::is_empty) && words(&course.front, "title").is_none() {
        return Err(Message::DeskNeeds {
            what: "見出し".to_owned(),
            english: "headline".to_owned(),
            flag: "--title \"「もぐもぐ」の準備／サポートします！\"".to_owned(),
        });
    }
    let stem = stem(course, date, hours, wishes.slug.as_deref())?;
    let neighbour = neighbour(course);
    let (text, wants_url) = lines(course, date, hours, wishes);
    let text = text.replace('\n', line_end(neighbour));
    Ok(Draft { date, hours, shown: format!("content/{}/{stem}.md", course.folder), stem, text, wants_url })
}

/// The text of the course's newest session, else of the course: its manner is the house's.
fn neighbour(course: &Course) -> &str {
    let newest = course.sessions.iter().rev().find(|session| !session.is_unreadable());
    &newest.map_or(&course.document, |session| &session.document).source.text
}

/// `2026-12-10`, with `-am` or `-pm` for a second session of the day.
///
/// # Errors
/// There is such a session already, or the slug is no part of an address.
pub fn stem(course: &Course, date: Date, hours: Hours, slug: Option<&str>) -> Result<String, Message> {
    let taken = |stem: &str| {
        let same = |session: &&Session| session.stem.eq_ignore_ascii_case(stem);
        course.sessions.iter().find(same).map(|session| Message::DeskExists { file: session.shown().to_owned() })
    };
    if let Some(slug) = slug {
        let slug = slug.trim().trim_start_matches('-');
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if slug.is_empty() || !slug.chars().all(plain) {
            return Err(Message::DeskSlug { slug: slug.to_owned() });
        }
        let stem = format!("{date}-{slug}");
        return taken(&stem).map_or(Ok(stem), Err);
    }
    let there: Vec<&Session> =
        course.sessions.iter().filter(|session| session.date == Some(date) || session.named == Some(date)).collect();
    let overlaps = |session: &&&Session| {
        session.date == Some(date)
            && session.hours.is_none_or(|other| hours.start < other.end && other.start < hours.end)
    };
    if let Some(other) = there.iter().find(overlaps) {
        return Err(Message::DeskHeldAlready { file: other.shown().to_owned(), hours: hours.to_string() });
    }
    if there.is_empty() {
        let stem = date.to_string();
        return taken(&stem).map_or(Ok(stem), Err);
    }
    let stem = format!("{date}-{}", if hours.start.hour() < 12 { "am" } else { "pm" });
    taken(&stem).map_or(Ok(stem), Err)
}

/// The lines of the file, and whether its form's address is still to be written.
fn lines(course: &Course, date: Date, hours: Hours, wishes: &Wishes) -> (String, bool) {
    let japanese = course.sessions.last().map_or_else(
        || is_japanese(&course.document.front),
        |session| {
            is_japanese(if session.document.front.0.is_empty() {
                &course.document.front
            } else {
                &session.document.front
            })
        },
    );
    let name = |key| name_of(FIELDS, key, japanese);
    let mut text =
        format!("---\n# {}の回です。ここに書かないことは、_course.md と同じになります\n", month_day_weekday(date));
    if let Some(title) = wishes.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) {
        text.push_str(&format!("{}: {}\n", name("title"), scalar(title, false)));
    }
    let usual = words(&course.front, "time").and_then(|time| read_hours(time).ok());
    if usual != Some(hours) {
        text.push_str(&format!("{}: {}-{}\n", name("time"), clock(hours.start), clock(hours.end)));
    }
    let (booking, url) = (name("booking"), name_inside("booking", "url", japanese));
    let mut wants_url = false;
    if let Some(address) = &wishes.url {
        text.push_str(&format!("{booking}:\n  {url}: {}\n", scalar(address, false)));
    } else if books_by_own_form(&course.front) {
        wants_url = true;
        text.push_str(&format!(
            "# この回の申込フォームができたら、次の2行の「# 」を消して、URLを書きます\n# {booking}:\n#   {url}: https://\n"
        ));
    }
    text.push_str("---\n");
    (text, wants_url)
}

/// Whether each session of the course has a form of its own: the course names none, and booking is needed.
pub fn books_by_own_form(front: &Front) -> bool {
    let need = words_inside(front, "booking", "need").map(|need| need == "不要" || need.eq_ignore_ascii_case("none"));
    let booking = front.0.get("booking").map(|entry| &entry.value);
    words_inside(front, "booking", "url").is_none() && need != Some(true) && !matches!(booking, Some(Value::Clear))
}

/// A number as it is typed, full-width digits too.
pub fn number(text: &str) -> Option<usize> {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().collect::<String>().trim().trim_end_matches('.').parse().ok()
}
