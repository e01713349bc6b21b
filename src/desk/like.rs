//! A session like another one, on another day (追加開催): its words and settings, without what belonged to its day.

use jiff::civil::Date;

use super::draft::{self, Draft};
use super::pen::{Edit, Pen, apply, end_of, line_after, line_start, start_of};
use super::shelf::{Course, Session, Shelf, words};
use crate::content::front::{Entry, Value};
use crate::diagnostics::Message;
use crate::site::dates::{month_day, read_hours};
use crate::site::moment::{Day, read_moment};

/// Fields that belong to a day and go with it.
const OF_ITS_DAY: [&str; 7] = ["date", "seats", "standing", "previous_dates", "changes", "slug", "survey"];

/// What the new session says for itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'a> {
    /// Its hours, where they differ.
    pub time: Option<&'a str>,
    /// Its headline, where it differs.
    pub title: Option<&'a str>,
    /// Its form.
    pub url: Option<&'a str>,
}

/// The copy, and what is left to do in it.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The file.
    pub draft: Draft,
    /// What to look after.
    pub remarks: Vec<Message>,
}

/// Copies `session` to `date`.
///
/// # Errors
/// There is a session already, or something it needs can't be read.
pub fn copy(
    shelf: &Shelf,
    course: &Course,
    session: &Session,
    date: Date,
    wishes: &Wishes<'_>,
) -> Result<Copy, Message> {
    let document = &session.document;
    let source = document.source.text.as_str();
    let own_time = wishes.time.or_else(|| words(&document.front, "time"));
    let hours = draft::hours(course, own_time)?;
    if let Some(url) = wishes.url {
        draft::check_url(shelf, url)?;
    }
    let stem = draft::stem(course, date, hours, None)?;
    let mut pen = Pen::new(document, &course.front);
    let mut edits: Vec<Edit> = Vec::new();
    for key in OF_ITS_DAY {
        edits.extend(
            document.front.0.get(key).map(|entry| Edit { range: lines_of(entry, source), text: String::new() }),
        );
    }
    let mut wants_url = false;
    if let Some(Value::Map(booking)) = document.front.0.get("booking").map(|entry| &entry.value) {
        for (key, entry) in &booking.0 {
            let old_form = matches!(*key, "url" | "channels");
            if *key == "url"
                && let Some(url) = wishes.url
            {
                edits.push(Edit { range: entry.place.range(), text: super::pen::scalar(url, true) });
                continue;
            }
            wants_url |= *key == "url";
            if old_form || is_of_a_day(entry) {
                let range = lines_of(entry, source);
                edits.push(Edit { text: commented(&source[range.clone()]), range });
            }
        }
    }
    if wishes.time.is_some_and(|time| read_hours(time).is_ok()) {
        pen.put("time", wishes.time.unwrap_or_default());
    }
    if let Some(title) = wishes.title {
        pen.put("title", title);
    }
    edits.extend(pen.finish());
    let text = apply(source, &without_overlaps(edits));
    let shown = format!("content/{}/{stem}.md", course.folder);
    let remarks = remarks(session, &text, &shown, wants_url);
    Ok(Copy { draft: Draft { date, hours, stem, shown, text, wants_url }, remarks })
}

/// Opening and closing moments on days of the calendar are those of the old session.
fn is_of_a_day(entry: &Entry) -> bool {
    let Value::Words(text) = &entry.value else { return false };
    read_moment(text).is_ok_and(|moment| matches!(moment.day, Day::On(_)))
}

/// The whole lines of a field.
fn lines_of(entry: &Entry, text: &str) -> std::ops::Range<usize> {
    let (start, end) = (start_of(entry), end_of(entry, text));
    let after = if text[..end].ends_with('\n') { end } else { line_after(text, end) };
    line_start(text, start)..after
}

fn commented(lines: &str) -> String {
    lines.split_inclusive('\n').map(|line| format!("# {line}")).collect()
}

/// Two fields on one line are taken once.
fn without_overlaps(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.range.start, std::cmp::Reverse(edit.range.end)));
    let mut end = 0;
    edits.retain(|edit| {
        let free = edit.range.start >= end;
        end = end.max(edit.range.end);
        free
    });
    edits
}

fn remarks(session: &Session, text: &str, shown: &str, wants_url: bool) -> Vec<Message> {
    let mut remarks = Vec::new();
    if wants_url {
        remarks.push(Message::DeskOldForm { file: shown.to_owned() });
    }
    let old = session.date.map(|date| [month_day(date), format!("{}/{}", date.month(), date.day())]);
    let told = |line: &&str| !line.trim_start().starts_with('#');
    if let Some(day) = old.into_iter().flatten().find(|day| text.lines().filter(told).any(|line| line.contains(day))) {
        remarks.push(Message::DeskOldDate { file: shown.to_owned(), day });
    }
    remarks
}
