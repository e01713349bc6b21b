//! Which session somebody means: `12/10`, `rinyushoku/2026-12-10`, or the path that a click copied.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::shelf::{Course, Session, Shelf};
use crate::diagnostics::Message;
use crate::site::dates::{DateError, month_day_weekday, read_date};

/// How many sessions are named where none matches.
const NEAREST: usize = 3;

/// Finds the one session that is meant. `again` says how to ask for one by its name: the command to type.
///
/// # Errors
/// None matches, or several do; the message says what to type.
pub fn session<'a>(
    shelf: &'a Shelf,
    asked: &str,
    course: Option<&str>,
    today: Date,
    again: impl Fn(&str) -> String,
) -> Result<&'a Session, Message> {
    if shelf.courses.is_empty() {
        return Err(Message::NothingToShow {});
    }
    let named = course.map(|course| self::course(shelf, course)).transpose()?;
    let asked_for = Asked::read(asked, shelf);
    let course = named.or(asked_for.course);
    let among: Vec<&Session> = match course {
        Some(course) => course.sessions.iter().collect(),
        None => shelf.courses.iter().flat_map(|course| &course.sessions).collect(),
    };
    let day = Day::read(&asked_for.name);
    let name = asked_for.name.to_lowercase();
    // A file's whole name is exact where its course is known; else it is a day like any other.
    let exact: Vec<&Session> = among.iter().copied().filter(|session| session.stem.to_lowercase() == name).collect();
    if exact.len() == 1 && (course.is_some() || read_date(&name).is_err()) {
        return Ok(exact[0]);
    }
    let mut matching = exact;
    for session in among.iter().copied().filter(|session| day.as_ref().is_some_and(|day| day.means(session))) {
        if !matching.iter().any(|other| std::ptr::eq(*other, session)) {
            matching.push(session);
        }
    }
    if day.as_ref().is_some_and(|day| !day.has_year) {
        matching = nearest_year(matching, today);
    }
    match matching[..] {
        [session] => Ok(session),
        [] => Err(day.and_then(|day| day.wrong_weekday(&among)).unwrap_or_else(|| {
            let near = nearest(&among, &asked_for.name, today);
            let near: Vec<String> =
                near.iter().map(|session| format!("{}:\n    {}", label(session), again(&session.id()))).collect();
            Message::DeskNoSession { asked: asked.to_owned(), near: lines(&near) }
        })),
        _ => {
            let commands: Vec<String> =
                matching.iter().map(|session| format!("{}:\n    {}", label(session), again(&session.id()))).collect();
            Err(Message::DeskSeveral { asked: asked.to_owned(), commands: lines(&commands) })
        }
    }
}

/// Finds a course by its folder, address or name.
///
/// # Errors
/// There is none; the message names all.
pub fn course<'a>(shelf: &'a Shelf, asked: &str) -> Result<&'a Course, Message> {
    find_course(shelf, asked).ok_or_else(|| {
        if shelf.courses.is_empty() {
            return Message::NothingToShow {};
        }
        let names: Vec<String> =
            shelf.courses.iter().map(|course| format!("{}（{}）", course.folder, course.name)).collect();
        Message::DeskNoCourse { asked: asked.to_owned(), names: names.join("、") }
    })
}

fn find_course<'a>(shelf: &'a Shelf, asked: &str) -> Option<&'a Course> {
    let same = |name: &str| folded(name) == folded(asked);
    let is = |course: &&Course| same(&course.folder) || course.slug.as_deref().is_some_and(same) || same(&course.name);
    shelf.courses.iter().find(is)
}

fn folded(name: &str) -> String {
    name.trim().trim_end_matches('/').nfkc().collect::<String>().to_lowercase()
}

/// 「離乳食教室 12月10日（木）10:00〜11:30」.
pub fn label(session: &Session) -> String {
    let day = session.date.map_or_else(|| session.stem.clone(), month_day_weekday);
    let hours = session.hours.map(|hours| format!(" {hours}")).unwrap_or_default();
    format!("{} {day}{hours}", session.course)
}

fn lines(items: &[String]) -> String {
    items.iter().map(|item| format!("\n  {item}")).collect()
}

/// What was typed: perhaps a course, and the name or the day of a session.
struct Asked<'a> {
    course: Option<&'a Course>,
    name: String,
}

impl<'a> Asked<'a> {
    fn read(asked: &str, shelf: &'a Shelf) -> Self {
        let path = asked.trim().trim_matches(['"', '\'']).replace('\\', "/");
        let path = path.trim_start_matches("./");
        let below = path.rsplit_once("content/").map_or(path, |(_, below)| below);
        let name = below.strip_suffix(".md").unwrap_or(below);
        let split = name.split_once('/').and_then(|(course, rest)| Some((find_course(shelf, course)?, rest)));
        match split {
            Some((course, rest)) => Self { course: Some(course), name: rest.to_owned() },
            None => Self { course: None, name: name.to_owned() },
        }
    }
}

/// A day as it was typed, perhaps of one half.
struct Day {
    text: String,
    has_year: bool,
    afternoon: Option<bool>,
}

impl Day {
    fn read(name: &str) -> Option<Self> {
        let name: String = name.nfkc().collect::<String>().trim().to_lowercase();
        let halves = [("午前", false), ("午後", true), ("am", false), ("pm", true)];
        let half = halves.iter().find_map(|(word, half)| Some((name.strip_suffix(word)?, *half)));
        let text = half.map_or(name.as_str(), |(text, _)| text.trim_end_matches(['-', ' ', '_', 'の'])).to_owned();
        let has_year = match read_date(&text) {
            Err(DateError::Unreadable | DateError::Impossible) => return None,
            Err(DateError::NoYear) => false,
            Ok(_) | Err(DateError::WrongWeekday { .. }) => true,
        };
        Some(Self { text, has_year, afternoon: half.map(|(_, afternoon)| afternoon) })
    }

    fn against(&self, day: Date) -> Result<Date, DateError> {
        if self.has_year { read_date(&self.text) } else { read_date(&format!("{}-{}", day.year(), self.text)) }
    }

    /// A session is meant by the day it is on, and by the day in its file's name.
    fn means(&self, session: &Session) -> bool {
        let days = session.date.into_iter().chain(session.named);
        let half = |afternoon: bool| match session.hours {
            _ if session.stem.to_lowercase().ends_with(if afternoon { "-pm" } else { "-am" }) => true,
            Some(hours) => (hours.start.hour() >= 12) == afternoon,
            None => false,
        };
        let mut days = days.filter(|day| self.against(*day) == Ok(*day));
        days.next().is_some() && self.afternoon.is_none_or(half)
    }

    /// Whether only the weekday keeps it from meaning a session.
    fn wrong_weekday(&self, among: &[&Session]) -> Option<Message> {
        let wrong = |day: Date| matches!(self.against(day), Err(DateError::WrongWeekday { date }) if date == day);
        let days = among.iter().flat_map(|session| session.date.into_iter().chain(session.named));
        let date = days.into_iter().find(|day| wrong(*day))?;
        Some(super::day::explain(DateError::WrongWeekday { date }, &self.text))
    }
}

/// Of days in several years those that come next, else those that were last.
fn nearest_year(sessions: Vec<&Session>, today: Date) -> Vec<&Session> {
    let next = sessions.iter().filter_map(|session| session.date).filter(|date| *date >= today).min();
    let last = sessions.iter().filter_map(|session| session.date).max();
    let Some(year) = next.or(last).map(|date| date.year()) else { return sessions };
    let of_year = |session: &&Session| session.date.or(session.named).is_some_and(|date| date.year() == year);
    sessions.into_iter().filter(of_year).collect()
}

/// The sessions nearest to what was typed: by day, else by name.
fn nearest<'a>(among: &[&'a Session], name: &str, today: Date) -> Vec<&'a Session> {
    let day = read_date(name).ok().or_else(|| super::day::ahead(name, today).ok());
    let mut sorted = among.to_vec();
    match day {
        Some(day) => {
            sorted.sort_by_key(|session| session.date.map_or(i32::MAX, |date| days_between(date, day)));
        }
        None => sorted.sort_by_key(|session| {
            let likeness = strsim::normalized_damerau_levenshtein(&session.stem, name);
            let away = session.date.map_or(i32::MAX, |date| days_between(date, today));
            ((-likeness * 10.0).round() as i32, away)
        }),
    }
    sorted.truncate(NEAREST);
    sorted
}

fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}
