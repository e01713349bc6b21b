//! The facts of a session as rows of label and value: everything a parent asks before coming.

use jiff::tz::Offset;

use super::page_view::{Fact, LinkView};
use super::{rows, words};
use crate::site::{Session, Standing, Venue};

/// The rows, in the order parents ask: where, for whom, how many, how much, what to bring, with whom.
pub fn of(session: &Session, offset: Offset) -> Vec<Fact> {
    let mut facts = vec![venue(&session.venue), audience(session)];
    let mut row = |label, lines: Vec<String>| {
        if !lines.is_empty() {
            facts.push(Fact { label, lines, link: None });
        }
    };
    let can_be_booked = session.standing == Standing::On;
    row("定員", session.capacity.iter().map(ToString::to_string).collect());
    row("費用", vec![session.fee.to_string()]);
    let period = words::booking_period(session, offset);
    row("申込期間", Some(period).filter(|period| !period.is_empty() && can_be_booked).into_iter().collect());
    facts.extend(phone(session));
    let mut row = |label, lines: Vec<String>| {
        if !lines.is_empty() {
            facts.push(Fact { label, lines, link: None });
        }
    };
    row("抽選結果", session.booking.result_notice.iter().cloned().collect());
    row("持ち物", joined(&session.bring));
    row("きょうだい", session.siblings.iter().cloned().collect());
    row("託児", session.childcare.iter().cloned().collect());
    row("試食", session.allergy.tasting.iter().cloned().collect());
    row("アレルギー", session.allergy.note.iter().cloned().collect());
    row("会場の設備", joined(&session.support));
    row("行き方", session.venue.access.iter().cloned().collect());
    row("駐車場", session.venue.parking.iter().cloned().collect());
    row("オンライン", session.venue.online.iter().cloned().collect());
    facts
}

/// The telephone for bookings with its hours; the bar has no room for them on a phone.
fn phone(session: &Session) -> Option<Fact> {
    let phone = session.booking.phone.as_ref()?;
    let label = format!("電話 {}", phone.printed);
    Some(Fact {
        label: if session.booking.is_needed() && session.standing == Standing::On {
            "電話で予約"
        } else {
            "電話"
        },
        lines: session.booking.phone_hours.iter().cloned().collect(),
        link: Some(LinkView { label, href: format!("tel:{}", phone.dial) }),
    })
}

/// 「母子健康手帳、バスタオル」.
fn joined(items: &[String]) -> Vec<String> {
    if items.is_empty() { Vec::new() } else { vec![items.join("、")] }
}

fn venue(venue: &Venue) -> Fact {
    let mut lines = vec![rows::venue_line(venue)];
    lines.extend(venue.address.clone());
    Fact { label: "会場", lines, link: map_link(venue) }
}

/// Opens the phone's map: by coordinates where staff gave them, else by address.
fn map_link(venue: &Venue) -> Option<LinkView> {
    let place = match (&venue.position, &venue.address) {
        (Some((lat, lng)), _) => format!("{lat},{lng}"),
        (None, Some(address)) => format!("{address} {}", venue.name),
        (None, None) => return None,
    };
    Some(LinkView {
        label: "地図で見る".into(),
        href: format!("https://www.google.com/maps/search/?api=1&query={}", encoded(&place)),
    })
}

/// Words as a value of a query.
pub fn encoded(words: &str) -> String {
    words.bytes().map(percent).collect()
}

/// One byte of a query (RFC 3986: everything but the unreserved characters is encoded).
fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        (byte as char).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

fn audience(session: &Session) -> Fact {
    let mut lines = vec![session.audience.words()];
    lines.extend(session.audience.born(session.date).map(|born| born.words()).filter(|words| *words != lines[0]));
    if session.audience.residents_only {
        lines.push("市内にお住まいの方".into());
    }
    Fact { label: "対象", lines, link: None }
}
