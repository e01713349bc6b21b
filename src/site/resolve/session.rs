//! A session out of its file and all it inherits.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::address::date_of_name;
use super::booking::{SessionTimes, booking, closing, instant, until_start};
use super::reader::Reader;
use super::{SiteFacts, parts};
use crate::content::Document;
use crate::diagnostics::{Diagnostic, Message};
use crate::site::moment::Day;
use crate::site::timeline::Moments;
use crate::site::{Change, Places, Seats, Session, Standing, Survey, Timeline};

/// Longest headline, in characters; no picture has room for more.
const LONGEST_HEADLINE: usize = 80;

/// Puts a session together. `None`: a required field is missing or wrong; that is reported.
pub fn session(
    name: String,
    stem: &str,
    document: &Document,
    course: &Document,
    reader: &Reader<'_>,
    above: &Arc<Places>,
    facts: &SiteFacts<'_>,
) -> Option<Session> {
    let previous_dates = reader.dates("previous_dates");
    let date = day(stem, reader, &previous_dates);
    let hours = reader.require("time", reader.hours("time")).map(|hours| hours.value);
    let headline = reader.require("title", headline(reader));
    let audience = reader.require("audience", parts::audience(reader));
    let venue = reader.require("venue", parts::venue(reader));
    let fee = reader.require("fee", parts::fee(reader));
    let contact = reader.require("contact", reader.map("contact").and_then(|contact| parts::contact(&contact)));
    let standing = standing(reader, date, &previous_dates);
    want_another_day(reader, standing, date, &previous_dates);
    let seats = seats(reader);
    let times = date.zip(hours).and_then(|(date, hours)| {
        Some((date, hours, instant(date, hours.start, facts.offset)?, instant(date, hours.end, facts.offset)?))
    });
    // Without a day there is nothing to count moments from, but its other mistakes shall be told in the same run.
    let anchor = times.map_or((Date::constant(2026, 1, 1), Timestamp::UNIX_EPOCH), |(date, _, start, _)| (date, start));
    let booking = booking(reader, &SessionTimes { date: anchor.0, start: anchor.1 }, facts);
    let photo = parts::photo(reader, facts);
    let (faq, flow, changes) = (parts::faq(reader), parts::flow(reader), changes(reader));
    want_dated_change(reader, standing, &previous_dates);
    let (video, after) = (parts::video(reader, facts), parts::after(reader));
    let survey = survey(reader, times.map(|(date, _, _, end)| (date, end)), facts);
    let slides = super::signage::slides(reader, facts);
    let capacity = parts::capacity(reader);
    let companions = reader.map("companions");
    let doors = reader.clock("doors");
    let (date, hours, start, end) = times?;
    let booking = until_start(reader, booking?, start, closing(date, None, facts.offset)?);
    let moments = Moments { opens: booking.opens, closes: booking.is_needed().then_some(booking.closes), start, end };
    Some(Session {
        name,
        headline: headline?,
        summary: reader.text("summary"),
        date,
        hours,
        doors,
        start,
        end,
        seats,
        standing,
        previous_dates,
        changes,
        timeline: Timeline::new(standing, seats, moments),
        audience: audience?,
        venue: venue?,
        capacity,
        fee: fee?,
        bring: reader.list("bring"),
        support: reader.list("support"),
        siblings: companions.as_ref().and_then(|companions| companions.text("siblings")),
        childcare: companions.as_ref().and_then(|companions| companions.text("childcare")),
        partner_welcome: companions.and_then(|companions| companions.flag("partner_welcome")).unwrap_or(false),
        allergy: parts::allergy(reader),
        booking,
        contact: contact?,
        photo,
        video,
        faq,
        flow,
        after,
        survey,
        slides,
        notes: reader.list("notes"),
        body: if document.body.is_empty() { course.body.clone() } else { document.body.clone() },
        art: reader.text("art"),
        places: places(document, reader, above),
    })
}

/// What the file says itself, beneath what it inherits.
fn places(document: &Document, reader: &Reader<'_>, above: &Arc<Places>) -> Places {
    let mut places = Places::beneath(reader.here(), above, document.front.0.len());
    document.front.0.iter().for_each(|(key, entry)| places.add(key, entry));
    places
}

/// The day: `date`, else the file's name; where both say one they must agree, or the name's is the day before a move.
fn day(stem: &str, reader: &Reader<'_>, previous_dates: &[Date]) -> Option<Date> {
    let named = date_of_name(stem);
    let Some(written) = reader.date("date") else {
        if reader.has("date") {
            return None;
        }
        return reader.require("date", named);
    };
    if let Some(named) = named
        && named != written.value
        && !previous_dates.contains(&named)
    {
        let message = Message::FileNameDate { name: stem.to_owned(), date: written.value.to_string() };
        reader.error(message, &written.place);
        return None;
    }
    Some(written.value)
}

fn headline(reader: &Reader<'_>) -> Option<String> {
    let title = reader.words("title")?;
    let length = title.value.chars().count();
    if length > LONGEST_HEADLINE {
        reader.error(Message::HeadlineTooLong { length, most: LONGEST_HEADLINE }, &title.place);
        return None;
    }
    if !title.value.chars().any(char::is_alphanumeric) {
        reader.error(Message::HeadlineEmpty {}, &title.place);
        return None;
    }
    Some(title.value)
}

fn seats(reader: &Reader<'_>) -> Seats {
    match reader.choice("seats") {
        Some("few") => Seats::Few,
        Some("full") => Seats::Full,
        Some("waitlist") => Seats::Waitlist,
        Some("closed") => Seats::Closed,
        _ => Seats::Open,
    }
}

/// 延期 with a new day is simply on again, on that day.
fn standing(reader: &Reader<'_>, date: Option<Date>, previous_dates: &[Date]) -> Standing {
    let moved = !previous_dates.is_empty() && date.is_some_and(|date| !previous_dates.contains(&date));
    match reader.choice("standing") {
        Some("cancelled") => Standing::Cancelled,
        Some("postponed") if !moved => Standing::Postponed,
        _ => Standing::On,
    }
}

/// A move leads from one day to another.
fn want_another_day(reader: &Reader<'_>, standing: Standing, date: Option<Date>, previous_dates: &[Date]) {
    if standing == Standing::On && date.is_some() && previous_dates.last().copied() == date {
        let message = Message::WrongOrder {
            what: "変更前の日が、いまの開催日と同じです。「date:」に新しい日を書きます".into(),
            english: "the last of previous_dates is the day itself; `date` is the new day".into(),
        };
        reader.error(message, &reader.place("previous_dates"));
    }
}

fn changes(reader: &Reader<'_>) -> Vec<Change> {
    let change = |reader: &Reader<'_>| {
        let date = reader.require("date", reader.date("date"))?.value;
        Some(Change { date, text: reader.require("text", reader.text("text"))? })
    };
    reader.maps("changes").iter().filter_map(change).collect()
}

/// Who subscribed to a calendar or a feed learns of a change by its date.
fn want_dated_change(reader: &Reader<'_>, standing: Standing, previous_dates: &[Date]) {
    let (key, what, english) = match standing {
        Standing::Cancelled => ("standing", "中止", "cancellation"),
        Standing::Postponed => ("standing", "延期", "postponement"),
        Standing::On if !previous_dates.is_empty() => ("previous_dates", "日程の変更", "change of day"),
        Standing::On => return,
    };
    if !reader.has("changes") {
        let message = Message::ChangeNotDated { what: what.to_owned(), english: english.to_owned() };
        reader.report(Diagnostic::warning(message, &reader.place(key)));
    }
}

/// Reads `survey`. `session` is the day that a relative closing moment counts from and the end of the session; a course
/// has neither.
pub fn survey(file: &Reader<'_>, session: Option<(Date, Timestamp)>, facts: &SiteFacts<'_>) -> Option<Survey> {
    let reader = file.map("survey")?;
    let url = reader.require("url", reader.url("url"))?.value;
    let odd = |what: &str, english: &str| {
        let message = Message::WrongOrder { what: what.into(), english: english.into() };
        reader.report(Diagnostic::warning(message, &reader.place("closes")));
    };
    let closes = reader.moment("closes").and_then(|moment| {
        let day = match (moment.value.day, session) {
            (Day::On(day), _) => day,
            (day, Some((date, _))) => day.resolve_after(date, &facts.closed_days),
            (_, None) => {
                odd(
                    "教室のアンケートの締切には、年からの日にちが要ります",
                    "a course's survey needs a whole date to close at",
                );
                return None;
            }
        };
        closing(day, moment.value.time, facts.offset)
    });
    if closes.zip(session).is_some_and(|(closes, (_, end))| closes <= end) {
        odd("アンケートの締切が、教室の終わりより前です", "the survey closes before the session ends");
    }
    Some(Survey { title: reader.text("title").unwrap_or_else(|| "アンケートに答える".into()), url, closes })
}
