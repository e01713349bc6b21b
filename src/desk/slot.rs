//! The day and the hours of a session that is to be: what is usual, what speaks against them.

use jiff::civil::Date;

use super::every::{Rule, usual, week_of_month};
use super::shelf::{Course, Session, Shelf, words};
use super::which::label;
use super::wish::choice;
use crate::diagnostics::Message;
use crate::site::dates::{Hours, month_day_weekday};
use crate::site::holidays;

/// When a course is usually held: 「第2木曜」, by the days for which its sessions were planned.
pub fn usual_rule(course: &Course) -> Option<Rule> {
    let planned = |session: &Session| session.previous.first().copied().or(session.date);
    let mut days: Vec<Date> = course.sessions.iter().filter_map(planned).collect();
    days.sort_unstable();
    days.dedup();
    usual(&days)
}

/// Why the city hall is closed on a day, in Japanese and English; a weekend counts where nobody chose it.
pub fn day_off(shelf: &Shelf, date: Date, weekend_counts: bool) -> Option<(String, String)> {
    if let Some(name) = holidays::name(date) {
        return Some((format!("祝日（{name}）"), format!("a national holiday ({name})")));
    }
    if shelf.closed_days.contains(&date) {
        return Some(("閉庁日".to_owned(), "a day on which the city hall is closed".to_owned()));
    }
    let new_year = (date.month() == 12 && date.day() >= 29) || (date.month() == 1 && date.day() <= 3);
    if new_year {
        return Some(("年末年始".to_owned(), "in the New Year holidays".to_owned()));
    }
    let weekend = weekend_counts && holidays::is_day_off(date);
    weekend.then(|| ("土日".to_owned(), "on a weekend".to_owned()))
}

/// What somebody should know before choosing this day: nothing of it is an error.
pub fn remarks(
    shelf: &Shelf,
    course: &Course,
    date: Date,
    hours: Option<Hours>,
    room: Option<&str>,
    except: Option<&str>,
) -> Vec<Message> {
    let mut remarks = Vec::new();
    let day = month_day_weekday(date);
    let rule = usual_rule(course);
    let usual_day = rule.as_ref().is_some_and(|rule| rule.holds(date));
    let same_weekday = rule.as_ref().is_some_and(|rule| match rule {
        Rule::Nth(_, weekday) | Rule::Last(weekday) | Rule::Weekly(weekday) => *weekday == date.weekday(),
        Rule::MonthDay(_) => true,
    });
    if let Some((why, english)) = day_off(shelf, date, !same_weekday) {
        remarks.push(Message::DeskDayOff { day: day.clone(), date: date.to_string(), why, english });
    }
    if let Some(rule) = rule.filter(|_| !usual_day) {
        remarks.push(Message::DeskUnusual {
            day: day.clone(),
            date: date.to_string(),
            week: week_of_month(date),
            usual: rule.to_string(),
        });
    }
    remarks.extend(same_room(shelf, date, hours, room, except));
    remarks
}

/// Sessions that want the same room on that day.
fn same_room(
    shelf: &Shelf,
    date: Date,
    hours: Option<Hours>,
    room: Option<&str>,
    except: Option<&str>,
) -> Vec<Message> {
    let Some(room) = room else { return Vec::new() };
    let sessions = shelf.courses.iter().flat_map(|course| &course.sessions);
    let there = sessions.filter(|session| {
        session.date == Some(date)
            && session.room.as_deref() == Some(room)
            && Some(session.shown()) != except
            && !is_cancelled(session)
    });
    there
        .map(|session| {
            let (room, other) = (room.to_owned(), label(session));
            let overlap = hours.zip(session.hours).is_none_or(|(a, b)| a.start < b.end && b.start < a.end);
            if overlap { Message::DeskRoomTaken { room, other } } else { Message::DeskRoomShared { room, other } }
        })
        .collect()
}

/// Whether the session is cancelled: its room is free.
fn is_cancelled(session: &Session) -> bool {
    words(&session.document.front, "standing").and_then(|word| choice("standing", word)) == Some("cancelled")
}
