//! New sessions and copies of old ones, made by the writing desk as with `oideyo new`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::files;
use super::now;
use super::refusal::Refusal;
use crate::content::Document;
use crate::desk::draft::{Draft, Wishes, books_by_own_form, draft};
use crate::desk::shelf::{self, Course, Shelf, words};
use crate::desk::{day, like, save, slot, which};
use crate::diagnostics::{Lang, Message};
use crate::preview::state::State;

/// Nothing is asked.
#[derive(Deserialize)]
pub struct Nothing {}

/// A course, for whoever makes a new session of it.
#[derive(Serialize)]
pub struct CourseView {
    folder: String,
    name: String,
    /// 「第2木曜」, where it is held so.
    usual: Option<String>,
    /// The next such day.
    next: Option<String>,
    /// Its hours.
    time: Option<String>,
    /// Its headline.
    title: Option<String>,
    /// Whether each session has a form of its own.
    own_form: bool,
}

/// The session that is wanted.
#[derive(Deserialize)]
pub struct Wanted {
    course: String,
    date: String,
    time: Option<String>,
    url: Option<String>,
    title: Option<String>,
    slug: Option<String>,
    /// `COURSE/NAME` of the session to copy.
    like: Option<String>,
    /// Whether to write it; else it is only shown.
    write: bool,
}

/// The file of a new session.
#[derive(Serialize)]
pub struct Made {
    file: String,
    id: String,
    text: String,
    written: bool,
    remarks: Vec<Remark>,
}

/// Something to know about it.
#[derive(Serialize)]
pub struct Remark {
    message: String,
    help: String,
}

fn shelf(state: &State) -> Result<Shelf, Refusal> {
    let missing = || Message::NoContent { folder: state.site().join("content").display().to_string() };
    shelf::read(state.site(), &mut Vec::new()).ok_or_else(|| missing().into())
}

/// `courses`: all courses.
pub fn courses(state: &State, _: Nothing) -> Result<Vec<CourseView>, Refusal> {
    let shelf = shelf(state)?;
    let today = now(state).date();
    let view = |course: &Course| {
        let rule = slot::usual_rule(course);
        let year = today.saturating_add(jiff::Span::new().years(1));
        let is_free = |date: &Date| {
            !course.sessions.iter().any(|session| session.was_planned_for(*date) || session.date == Some(*date))
        };
        let next = rule.as_ref().and_then(|rule| rule.days(today, year).find(is_free));
        CourseView {
            folder: course.folder.clone(),
            name: course.name.clone(),
            usual: rule.map(|rule| rule.to_string()),
            next: next.map(|date| date.to_string()),
            time: words(&course.front, "time").map(str::to_owned),
            title: words(&course.front, "title").map(str::to_owned),
            own_form: books_by_own_form(&course.front),
        }
    };
    Ok(shelf.courses.iter().map(view).collect())
}

/// `new`: a new session's file, shown or written.
pub fn new(state: &State, wanted: Wanted) -> Result<Made, Refusal> {
    let shelf = shelf(state)?;
    let today = now(state).date();
    let course = which::course(&shelf, &wanted.course)?;
    files::may_hold(state.site(), &course.folder)?;
    let date = day::ahead(&wanted.date, today)?;
    let said =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let (time, url, title, slug) = (said(&wanted.time), said(&wanted.url), said(&wanted.title), said(&wanted.slug));
    let mut remarks = Vec::new();
    if date < today {
        remarks.push(Message::DeskPast { day: crate::site::dates::month_day_weekday(date), date: date.to_string() });
    }
    let draft = match said(&wanted.like) {
        Some(like) => {
            let session = which::session(&shelf, &like, Some(&course.folder), today, str::to_owned)?;
            let wishes = like::Wishes {
                time: time.as_deref(),
                title: title.as_deref(),
                url: url.as_deref(),
                slug: slug.as_deref(),
            };
            let copy = like::copy(&shelf, course, session, date, &wishes)?;
            write(&wanted, &shelf, course, &copy.draft, |document| copy.is_right(document))?;
            remarks.extend(copy.remarks);
            copy.draft
        }
        None => {
            let draft = draft(&shelf, course, date, &Wishes { time, url, title, slug })?;
            write(&wanted, &shelf, course, &draft, |document| !document.broken)?;
            draft
        }
    };
    if wanted.write {
        state.wake();
    }
    let room = course.room();
    remarks.splice(0..0, slot::remarks(&shelf, course, date, Some(draft.hours), room.as_deref(), Some(&draft.shown)));
    let remark = |message: Message| remark(&message, state.preview.lang);
    Ok(Made {
        id: format!("{}/{}", course.folder, draft.stem),
        file: draft.shown,
        text: draft.text,
        written: wanted.write,
        remarks: remarks.into_iter().map(remark).collect(),
    })
}

fn write(
    wanted: &Wanted,
    shelf: &Shelf,
    course: &Course,
    draft: &Draft,
    is_right: impl FnOnce(&Document) -> bool,
) -> Result<(), Refusal> {
    if !wanted.write {
        return Ok(());
    }
    match save::create(&draft.path(shelf, course), &draft.shown, draft.text.as_bytes(), is_right)? {
        true => Ok(()),
        false => Err(Message::EditByHand { file: draft.shown.clone() }.into()),
    }
}

fn remark(message: &Message, lang: Lang) -> Remark {
    Remark { message: message.text(lang), help: message.help(lang) }
}
