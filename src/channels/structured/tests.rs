//! The JSON-LD of whole sessions, each written as staff would.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::channels::small_site;

/// The JSON-LD of 10 December 2026, with `fields` in its file.
fn event_of(fields: &str) -> String {
    small_site::with(&[("2026-12-10", fields)], |scope| {
        let (course, session) = scope.site.sessions().next().unwrap();
        let image = crate::channels::card::preview(scope, course, session);
        event(scope, course, session, image.as_deref())
    })
}

/// The same, read back; it has all that Google's Event guide requires and recommends (a class has no performer), and says
/// nothing empty. `tests/schema` puts the sample's pages before a validator of schema.org's whole vocabulary.
fn valid(fields: &str) -> Value {
    let event: Value = serde_json::from_str(&event_of(fields)).unwrap();
    for key in ["name", "description", "startDate", "endDate", "eventStatus", "image", "organizer", "location"] {
        assert!(event.get(key).is_some(), "{key}\n{event:#}");
    }
    let locations = event["location"].as_array().cloned().unwrap_or_else(|| vec![event["location"].clone()]);
    for location in locations {
        let required = if location["@type"] == "Place" { ["name", "address"] } else { ["@type", "url"] };
        assert!(required.iter().all(|key| location[*key].is_string()), "{location}");
    }
    says_nothing_empty(&event);
    event
}

fn says_nothing_empty(value: &Value) {
    match value {
        Value::Object(map) => map.values().for_each(says_nothing_empty),
        Value::Array(list) => list.iter().for_each(says_nothing_empty),
        value => assert!(!value.is_null() && value != ""),
    }
}

#[test]
fn an_everyday_session() {
    let event = valid("seats: few");
    assert_eq!(event["name"], "離乳食教室：はじめのひとさじ安心して始められます");
    assert_eq!(event["startDate"], "2026-12-10T10:00+09:00");
    assert_eq!(event["endDate"], "2026-12-10T11:30+09:00");
    assert_eq!(event["eventStatus"], "https://schema.org/EventScheduled");
    assert_eq!(event["eventAttendanceMode"], "https://schema.org/OfflineEventAttendanceMode");
    assert_eq!(event["location"]["address"], "あおば市中央1丁目2番3号");
    assert_eq!(event["offers"]["price"], "0");
    assert_eq!(event["offers"]["availability"], "https://schema.org/LimitedAvailability");
    assert_eq!(event["offers"]["url"], "https://booking.example.jp/form/aoba/11210");
    assert_eq!(event["offers"]["validFrom"], "2026-11-10T09:00:00+09:00");
    assert!(event["image"].as_str().unwrap().starts_with("https://www.city.aoba.example.jp/oideyo/rinyushoku/cards/"));
    assert!(event.get("previousStartDate").is_none());
}

#[test]
fn it_is_light() {
    let bytes = event_of("").len();
    assert!(bytes <= 1150, "{bytes} bytes");
}

#[test]
fn a_session_that_is_not_held_offers_nothing() {
    for (standing, status) in [("中止", "EventCancelled"), ("延期", "EventPostponed")] {
        let event = valid(&format!("standing: {standing}"));
        assert_eq!(event["eventStatus"], format!("https://schema.org/{status}"));
        assert_eq!(event["startDate"], "2026-12-10T10:00+09:00");
        assert!(event.get("offers").is_none());
    }
}

#[test]
fn a_moved_session_says_its_old_days() {
    let event = valid("date: 2026-12-17\nprevious_dates: [2026-12-10]");
    assert_eq!(event["eventStatus"], "https://schema.org/EventRescheduled");
    assert_eq!(event["startDate"], "2026-12-17T10:00+09:00");
    assert_eq!(event["previousStartDate"], "2026-12-10");
    let event = valid("date: 2026-12-17\nprevious_dates: [2026-12-03, 2026-12-10]");
    assert_eq!(event["previousStartDate"], json!(["2026-12-03", "2026-12-10"]));
}

#[test]
fn in_a_place_online_or_both() {
    let mixed = valid("venue: {online: 当日の朝にアドレスをお送りします}");
    assert_eq!(mixed["eventAttendanceMode"], "https://schema.org/MixedEventAttendanceMode");
    assert_eq!(mixed["location"][0]["@type"], "Place");
    assert_eq!(mixed["location"][1]["@type"], "VirtualLocation");
    let online = valid("venue: {name: なし, online: 当日の朝にアドレスをお送りします}");
    assert_eq!(online["eventAttendanceMode"], "https://schema.org/OnlineEventAttendanceMode");
    assert_eq!(online["location"]["@type"], "VirtualLocation");
    assert_eq!(valid("venue: 森の図書館")["location"]["address"], "あおば市");
}

#[test]
fn what_it_costs_and_what_is_left() {
    let event = valid("fee: 200円\nseats: full\nbooking: {url: なし, phone: 0197-00-0012, opens: なし}");
    assert_eq!((&event["offers"]["price"], &event["offers"]["priceCurrency"]), (&json!("200"), &json!("JPY")));
    assert_eq!(event["offers"]["availability"], "https://schema.org/SoldOut");
    assert_eq!(event["offers"]["url"], "https://www.city.aoba.example.jp/oideyo/rinyushoku/2026-12-10.html");
    assert!(event["offers"].get("validFrom").is_none());
}

#[test]
fn it_cannot_end_its_script() {
    let json = event_of("title: '</script><script>alert(1)</script><!--'\nsummary: '\"}]]> \\ & ＜'");
    assert!(!json.contains('<'));
    let event: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(event["name"], "離乳食教室：</script><script>alert(1)</script><!--");
    assert_eq!(event["description"], "\"}]]> \\ & ＜");
}
