//! A session as search engines read it: a schema.org Event in JSON-LD, for a `<script type="application/ld+json">`.
//!
//! Required and recommended properties are those of Google's Event guide. It stands in every session's page, so it says
//! nothing twice and leaves out what has no reader.

use serde_json::{Map, Value, json};

use super::{Scope, links, plain::one_line, rows, words};
use crate::site::{Course, QrChannel, Seats, Session, Standing};

/// The event's JSON, safe inside a script element as it is. `image` is the absolute address of its card.
pub fn event(scope: &Scope<'_>, course: &Course, session: &Session, image: Option<&str>) -> String {
    let site = scope.site;
    let dates = words::date_view(session, site.offset);
    let mut event = Map::new();
    let mut say = |key: &str, value: Value| {
        event.insert(key.to_owned(), value);
    };
    say("@context", json!("https://schema.org"));
    say("@type", json!("Event"));
    say("name", json!(one_line(&format!("{}：{}", course.name, words::one_line(&session.headline)))));
    say("description", json!(one_line(&session.summary.clone().unwrap_or_else(|| session.audience.words()))));
    say("startDate", json!(dates.start));
    say("endDate", json!(dates.end));
    say("eventStatus", schema(status(session)));
    if session.is_moved() {
        say("previousStartDate", previous(session));
    }
    say("eventAttendanceMode", schema(attendance(session)));
    say("location", location(scope, course, session));
    if let Some(image) = image {
        say("image", json!(image));
    }
    say(
        "organizer",
        json!({
            "@type": "GovernmentOrganization",
            "name": one_line(&format!("{} {}", site.city, site.team)),
        }),
    );
    if session.standing == Standing::On {
        say("offers", offer(scope, course, session));
    }
    words::script_json(&Value::Object(event))
}

/// A term of schema.org's own.
fn schema(term: &str) -> Value {
    json!(format!("https://schema.org/{term}"))
}

fn status(session: &Session) -> &'static str {
    match session.standing {
        Standing::Cancelled => "EventCancelled",
        Standing::Postponed => "EventPostponed",
        Standing::On if session.is_moved() => "EventRescheduled",
        Standing::On => "EventScheduled",
    }
}

/// The days before a move. Their hours are not known, so they are days.
fn previous(session: &Session) -> Value {
    let mut days = session.previous_dates.iter().map(|day| json!(day.to_string()));
    match session.previous_dates.len() {
        1 => days.next().unwrap_or_default(),
        _ => Value::Array(days.collect()),
    }
}

fn attendance(session: &Session) -> &'static str {
    match (session.venue.in_person, session.venue.online.is_some()) {
        (true, true) => "MixedEventAttendanceMode",
        (true, false) => "OfflineEventAttendanceMode",
        (false, _) => "OnlineEventAttendanceMode",
    }
}

/// The place, the page for who takes part from home, or both.
fn location(scope: &Scope<'_>, course: &Course, session: &Session) -> Value {
    let venue = &session.venue;
    let place = venue.in_person.then(|| {
        let address = venue.address.as_ref().unwrap_or(&scope.site.city);
        json!({ "@type": "Place", "name": one_line(&rows::venue_line(venue)), "address": one_line(address) })
    });
    let online = (venue.online.is_some() || !venue.in_person)
        .then(|| json!({ "@type": "VirtualLocation", "url": links::session_page(scope, course, session) }));
    match (place, online) {
        (Some(place), Some(online)) => json!([place, online]),
        (place, online) => place.or(online).unwrap_or_default(),
    }
}

/// What it costs and where one books. Places as staff said them: no clock's phase.
fn offer(scope: &Scope<'_>, course: &Course, session: &Session) -> Value {
    let availability = match session.seats {
        Seats::Open => "InStock",
        Seats::Few => "LimitedAvailability",
        Seats::Full | Seats::Waitlist | Seats::Closed => "SoldOut",
    };
    let form = session.booking.url(QrChannel::Web).map(|url| url.as_str().to_owned());
    let mut offer = json!({
        "@type": "Offer",
        "price": session.fee.yen.to_string(),
        "priceCurrency": "JPY",
        "url": form.unwrap_or_else(|| links::session_page(scope, course, session)),
        "availability": schema(availability),
    });
    if let Some(opens) = session.booking.opens {
        offer["validFrom"] = json!(opens.display_with_offset(scope.site.offset).to_string());
    }
    offer
}

#[cfg(test)]
mod tests;
