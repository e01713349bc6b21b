//! Structured data as it stands in the pages of sessions.

use serde_json::Value;

use super::world::World;

const SESSION: &str = "content/rinyushoku/2026-12-10.md";

/// The only JSON-LD of 10 December's page.
#[track_caller]
fn event(world: &World) -> Value {
    world.build().ends(0);
    let page = world.read("public/rinyushoku/2026-12-10.html");
    let mut scripts = page.split("application/ld+json").skip(1);
    let script = scripts.next().expect("the page has structured data");
    assert!(scripts.next().is_none(), "one event a page");
    let json = script.split_once('>').unwrap().1.split("</script>").next().unwrap();
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{error}: {json}"))
}

#[test]
fn a_page_describes_its_session() {
    let event = event(&World::new());
    assert_eq!(event["@type"], "Event");
    assert_eq!(event["name"], "離乳食教室：「もぐもぐ」の準備サポートします！");
    assert_eq!(event["startDate"], "2026-12-10T10:00+09:00");
    assert_eq!(event["offers"]["url"], "https://booking.example.jp/f/Wuu3y");
}

#[test]
fn a_cancelled_session_is_described_as_such() {
    let world = World::new();
    world.write(SESSION, "---\nstanding: 中止\nchanges: [{date: 2026-11-30, text: 大雨のため}]\n---\n");
    let event = event(&world);
    assert_eq!(event["eventStatus"], "https://schema.org/EventCancelled");
    assert!(event.get("offers").is_none());
}

#[test]
fn words_cannot_end_the_script() {
    let world = World::new();
    world.write(SESSION, "---\ntitle: '</script><script>alert(1)</script><!-- & \"x\"'\n---\n");
    assert_eq!(event(&world)["name"], "離乳食教室：</script><script>alert(1)</script><!-- & \"x\"");
}
