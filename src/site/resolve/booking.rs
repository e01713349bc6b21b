//! Booking out of the written fields: form, moments, telephone.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use super::SiteFacts;
use super::proposals::{url_message, web_addresses};
use super::reader::Reader;
use crate::diagnostics::{Diagnostic, Message};
use crate::site::booking::{Booking, BookingUrl, BookingWay, Cancel, QrChannel};
use crate::site::moment::Moment;

/// The instants a booking is counted from.
pub struct SessionTimes {
    /// The day of the session.
    pub date: Date,
    /// Its start.
    pub start: Timestamp,
}

/// Reads `booking`, a required field.
pub fn booking(session: &Reader<'_>, times: &SessionTimes, facts: &SiteFacts<'_>) -> Option<Booking> {
    let reader = session.require("booking", session.map("booking"))?;
    let way = way(&reader, facts)?;
    // Who may simply come has no use for the moments that a course states for its other sessions.
    let moment = |key, edge| moment(&reader, key, times, facts, edge).filter(|_| way != BookingWay::NotNeeded);
    let (opens, closes) = (moment("opens", Edge::Start), moment("closes", Edge::End));
    if let (Some(opens), Some(closes)) = (opens, closes)
        && closes <= opens
    {
        reader.error(Message::ClosesBeforeOpens {}, &reader.place("closes"));
    }
    Some(Booking {
        way,
        opens,
        closes: closes.unwrap_or(times.start),
        closes_stated: closes.is_some(),
        phone: reader.phone("phone"),
        phone_hours: reader.text("phone_hours"),
        cancel: reader.choice("cancel").map(|way| match way {
            "online" => Cancel::Online,
            "phone" => Cancel::Phone,
            _ => Cancel::Both,
        }),
        cancel_note: reader.text("cancel_note"),
        result_notice: reader.text("result_notice"),
        leftover: reader.text("leftover"),
    })
}

/// Booking ends when the session starts, whatever was written; what can't be meant is reported. `end_of_day`: what
/// 「当日」 without a time says, which is a usual word for it.
pub fn until_start(session: &Reader<'_>, booking: Booking, start: Timestamp, end_of_day: Timestamp) -> Booking {
    let place = |key| session.map("booking").map_or_else(|| session.place("booking"), |reader| reader.place(key));
    let wrong = |what: &str, english: &str| Message::WrongOrder { what: what.into(), english: english.into() };
    if booking.opens.is_some_and(|opens| opens >= start) {
        session.error(
            wrong("申込開始が、教室の始まりより後です", "booking opens after the session starts"),
            &place("opens"),
        );
    }
    if booking.closes > start && booking.closes != end_of_day {
        let message = wrong(
            "申込締切が、教室の始まりより後です。始まったら締め切ります",
            "booking closes after the session starts; it ends then",
        );
        session.report(Diagnostic::warning(message, &place("closes")));
    }
    Booking { closes: booking.closes.min(start), ..booking }
}

fn way(reader: &Reader<'_>, facts: &SiteFacts<'_>) -> Option<BookingWay> {
    if reader.choice("need") == Some("none") {
        return Some(BookingWay::NotNeeded);
    }
    if reader.has("url") {
        let url = form(reader, "url", facts)?;
        return Some(BookingWay::Form { url, channels: channels(reader, facts) });
    }
    if reader.phone("phone").is_some() {
        return Some(BookingWay::Phone);
    }
    if !reader.has("phone") {
        let absent: Option<()> = None;
        reader.require("url", absent);
    }
    None
}

fn channels(reader: &Reader<'_>, facts: &SiteFacts<'_>) -> Vec<(QrChannel, BookingUrl)> {
    let Some(channels) = reader.map("channels") else { return Vec::new() };
    let keys = [
        ("web", QrChannel::Web),
        ("line", QrChannel::Line),
        ("signage", QrChannel::Signage),
        ("flyer", QrChannel::Flyer),
    ];
    keys.into_iter().filter_map(|(key, channel)| Some((channel, form(&channels, key, facts)?))).collect()
}

fn form(reader: &Reader<'_>, key: &str, facts: &SiteFacts<'_>) -> Option<BookingUrl> {
    let words = reader.words(key)?;
    match BookingUrl::parse(&words.value, &facts.booking_hosts) {
        Ok(url) => {
            if url.as_str() != words.value {
                let encoded = url.as_str().to_owned();
                reader.report(Diagnostic::warning(Message::UrlEncoded { url: encoded }, &words.place));
            }
            Some(url)
        }
        Err(error) => {
            let lines = web_addresses(&words.value).into_iter().filter_map(|url| words.place.line_with(&url));
            reader.error(url_message(error, &words.value).corrected(lines), &words.place);
            None
        }
    }
}

/// Which edge of a day a moment without a time means.
#[derive(Clone, Copy)]
enum Edge {
    Start,
    End,
}

fn moment(
    reader: &Reader<'_>,
    key: &str,
    times: &SessionTimes,
    facts: &SiteFacts<'_>,
    edge: Edge,
) -> Option<Timestamp> {
    let Moment { day, time } = reader.moment(key)?.value;
    let date = day.resolve(times.date, &facts.closed_days);
    match edge {
        Edge::Start => instant(date, time.unwrap_or(Time::midnight()), facts.offset),
        Edge::End => closing(date, time, facts.offset),
    }
}

/// The instant at which something closes on a day: without a time, at that day's end.
pub fn closing(date: Date, time: Option<Time>, offset: Offset) -> Option<Timestamp> {
    match time {
        Some(time) => instant(date, time, offset),
        None => instant(date.saturating_add(1.day()), Time::midnight(), offset),
    }
}

/// The instant of a day and time in the city. `None` only beyond the year 9999.
pub fn instant(date: Date, time: Time, offset: Offset) -> Option<Timestamp> {
    offset.to_timestamp(date.to_datetime(time)).ok()
}
