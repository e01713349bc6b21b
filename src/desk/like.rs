//! A session like another one, on another day (追加開催): its words and settings, without what belonged to its day.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::draft::{self, Draft};
use super::pen::{Edit, Pen, apply, end_of, line_after, line_end, line_start, name_inside, scalar, start_of};
use super::plain::{Plain, fields};
use super::shelf::{Course, Session, Shelf, words};
use crate::content::Document;
use crate::content::front::{Entry, Value};
use crate::diagnostics::Message;
use crate::site::dates::month_day;
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
    /// What follows the day in its name.
    pub slug: Option<&'a str>,
}

/// The copy, and what is left to do in it.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The file.
    pub draft: Draft,
    /// What to look after.
    pub remarks: Vec<Message>,
    wanted: BTreeMap<&'static str, Plain>,
}

impl Copy {
    /// Whether the file that was written says what the old one says, but for its day.
    pub fn is_right(&self, after: &Document) -> bool {
        fields(&after.front) == self.wanted
    }
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
    let stem = draft::stem(course, date, hours, wishes.slug)?;
    let mut pen = Pen::new(document, &course.front);
    let mut edits: Vec<Edit> = Vec::new();
    for key in OF_ITS_DAY {
        edits.extend(
            document.front.0.get(key).map(|entry| Edit { range: lines_of(entry, source), text: String::new() }),
        );
    }
    let mut wanted = fields(&document.front);
    wanted.retain(|key, _| !OF_ITS_DAY.contains(key));
    let (form, wants_url) = form(document, wishes.url, pen.japanese, &mut wanted);
    edits.extend(form);
    let title = wishes.title.map(str::trim).filter(|title| !title.is_empty());
    for (key, words) in [("time", wishes.time.map(str::trim)), ("title", title)] {
        if let Some(words) = words {
            pen.put(key, words);
            wanted.insert(key, Plain::words(words));
        }
    }
    edits.extend(pen.finish());
    let text = apply(source, &without_overlaps(edits));
    let shown = format!("content/{}/{stem}.md", course.folder);
    let remarks = remarks(session, &text, &shown, wants_url);
    Ok(Copy { draft: Draft { date, hours, stem, shown, text, wants_url }, remarks, wanted })
}

/// The form of the old session goes, and a new one may come. Returns the changes, and whether the new one is still to be
/// written; `wanted` learns what the booking says afterwards.
fn form(
    document: &Document,
    url: Option<&str>,
    japanese: bool,
    wanted: &mut BTreeMap<&'static str, Plain>,
) -> (Vec<Edit>, bool) {
    let source = document.source.text.as_str();
    let (mut edits, mut said) = (Vec::new(), BTreeMap::new());
    let key = name_inside("booking", "url", japanese);
    let entry = document.front.0.get("booking");
    let booking = entry.and_then(|entry| match &entry.value {
        Value::Map(map) => Some(map),
        _ => None,
    });
    for (key, entry) in booking.iter().flat_map(|booking| &booking.0) {
        match url {
            Some(url) if *key == "url" => {
                edits.push(Edit { range: entry.place.range(), text: scalar(url, true) });
            }
            _ if matches!(*key, "url" | "channels") || is_of_a_day(entry) => {
                let range = lines_of(entry, source);
                edits.push(Edit { text: commented(&source[range.clone()]), range });
            }
            _ => {
                said.insert((*key).to_owned(), Plain::of(&entry.value));
            }
        }
    }
    let has_url = booking.is_some_and(|booking| booking.0.contains_key("url"));
    if let Some(url) = url {
        said.insert("url".to_owned(), Plain::words(url));
        if !has_url {
            edits.push(new_form(document, entry, &format!("{key}: {}", scalar(url, true)), japanese));
        }
    }
    if booking.is_some() || url.is_some() {
        wanted.remove("booking");
    }
    if !said.is_empty() {
        wanted.insert("booking", Plain::Map(said));
    }
    (edits, has_url && url.is_none())
}

/// A line for a form where there was none: below what the booking says, else with a booking of its own.
fn new_form(document: &Document, booking: Option<&Entry>, line: &str, japanese: bool) -> Edit {
    let source = document.source.text.as_str();
    let end = line_end(source);
    let inner = booking.and_then(|entry| match &entry.value {
        Value::Map(map) => map.0.values().next(),
        _ => None,
    });
    let (at, text) = match (booking, inner) {
        (Some(booking), Some(inner)) => {
            let key = inner.key.range().start;
            (lines_of(booking, source).end, format!("{}{line}{end}", &source[line_start(source, key)..key]))
        }
        _ => {
            let booking = super::pen::name_of(crate::content::fields::FIELDS, "booking", japanese);
            (document.fields.end, format!("{booking}:{end}  {line}{end}"))
        }
    };
    Edit { range: at..at, text }
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

/// Two fields on one line are taken once; what comes before a line does not go with it.
fn without_overlaps(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.range.start, !edit.range.is_empty(), std::cmp::Reverse(edit.range.end)));
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
