//! Calendar files, read back as a phone reads them.

use super::world::{COURSE, World};

const SESSION: &str = "content/rinyushoku/2026-12-10.md";
const MOVED: &str = "---\ndate: 2026-12-17\nprevious_dates: [2026-12-10]\n\
    changes:\n  - {date: 2026-11-30, text: 講師の都合で変わりました}\n---\n";

/// A calendar file: the lines before its events, and each event's, unfolded.
struct Calendar {
    head: Vec<(String, String)>,
    events: Vec<Vec<(String, String)>>,
}

impl Calendar {
    #[track_caller]
    fn of(world: &World, address: &str) -> Self {
        let file = world.read(&format!("public/{address}"));
        assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"), "{file}");
        assert!(!file.replace("\r\n", "").contains(['\r', '\n']), "{address} has another line break");
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{address} has a line of more than 75 octets");
        let unfolded = file.replace("\r\n ", "");
        let pair = |line: &str| line.split_once(':').map(|(key, value)| (key.to_owned(), value.to_owned())).unwrap();
        let mut parts = unfolded.split("BEGIN:VEVENT\r\n");
        let head = parts.next().unwrap().lines().map(pair).collect();
        let event = |part: &str| part.split("END:VEVENT\r\n").next().unwrap().lines().map(pair).collect();
        Self { head, events: parts.map(event).collect() }
    }

    fn all(&self, key: &str) -> Vec<&str> {
        self.events.iter().map(|event| value(event, key)).collect()
    }
}

#[track_caller]
fn value<'a>(lines: &'a [(String, String)], key: &str) -> &'a str {
    let found: Vec<_> = lines.iter().filter(|(name, _)| name == key).collect();
    assert_eq!(found.len(), 1, "{key} in {lines:?}");
    &found[0].1
}

/// The only event of 10 December's file.
#[track_caller]
fn event(world: &World) -> Vec<(String, String)> {
    world.build().ends(0);
    let mut calendar = Calendar::of(world, "rinyushoku/2026-12-10.ics");
    assert_eq!(calendar.events.len(), 1);
    calendar.events.remove(0)
}

#[test]
fn an_everyday_session() {
    let world = World::new();
    world.write(
        SESSION,
        "---\ndoors: 9:45\nbring: [母子健康手帳, バスタオル]\n\
         venue: {address: あおば市中央1丁目, lat: 39.2800, lng: 1.4111e2}\n---\n",
    );
    let event = event(&world);
    for (key, expected) in [
        ("UID", "rinyushoku/2026-12-10@www.city.aoba.example.jp"),
        ("SUMMARY", "離乳食教室（「もぐもぐ」の準備サポートします！）"),
        ("DTSTART", "20261210T010000Z"),
        ("DTEND", "20261210T023000Z"),
        ("DTSTAMP", "20261120T000000Z"),
        ("LAST-MODIFIED", "20261120T000000Z"),
        ("SEQUENCE", "0"),
        ("STATUS", "CONFIRMED"),
        ("GEO", "39.28;141.11"),
        ("LOCATION", "あおばこども健康センター 2階 調理室（あおば市中央1丁目）"),
        ("URL", "https://www.city.aoba.example.jp/oideyo/rinyushoku/2026-12-10.html"),
        (
            "DESCRIPTION",
            "対象: 生後5〜6か月のお子さんと保護者\\n会場受付: 9:45から\\n\
             申込期間: 11月20日（金）9:00から12月8日（火）17:00まで受付\\n予約: https://booking.example.jp/f/Wuu3y\\n\
             電話: 0197-00-0011\\n持ち物: 母子健康手帳、バスタオル\\n\
             https://www.city.aoba.example.jp/oideyo/rinyushoku/2026-12-10.html",
        ),
    ] {
        assert_eq!(value(&event, key), expected);
    }
}

#[test]
fn what_is_not_held_stays_and_outranks_the_invitation() {
    let world = World::new();
    let uid = value(&event(&world), "UID").to_owned();
    for (standing, mark) in [("中止", "【中止】離乳食教室"), ("延期", "【延期】離乳食教室")] {
        world.write(SESSION, format!("---\nstanding: {standing}\n---\n"));
        let silent = event(&world);
        assert_eq!((value(&silent, "STATUS"), value(&silent, "SEQUENCE")), ("CANCELLED", "1"));
        let changes =
            "changes:\n  - {date: 2026-11-25, text: 時間が変わります}\n  - {date: 2026-11-30, text: 大雨のため}";
        world.write(SESSION, format!("---\nstanding: {standing}\n{changes}\n---\n"));
        let event = event(&world);
        assert!(value(&event, "SUMMARY").starts_with(mark));
        assert_eq!((value(&event, "UID"), value(&event, "SEQUENCE")), (uid.as_str(), "2"));
        assert_eq!(value(&event, "LAST-MODIFIED"), "20261129T150000Z");
        assert!(value(&event, "DESCRIPTION").starts_with("11月30日 大雨のため\\n"));
        assert!(!value(&event, "DESCRIPTION").contains("booking.example.jp"), "nothing can be booked");
        assert_eq!(Calendar::of(&world, "calendar.ics").all("STATUS"), ["CANCELLED"]);
    }
}

#[test]
fn a_moved_session_is_the_same_event_on_another_day() {
    let world = World::new();
    world.write(SESSION, MOVED);
    let event = event(&world);
    assert_eq!(value(&event, "UID"), "rinyushoku/2026-12-10@www.city.aoba.example.jp");
    assert_eq!((value(&event, "DTSTART"), value(&event, "SEQUENCE")), ("20261217T010000Z", "1"));
    assert!(value(&event, "SUMMARY").starts_with("離乳食教室"));
}

#[test]
fn a_date_never_lies_in_the_future_and_never_goes_back() {
    let world = World::new();
    let dated = |now: &str| {
        world.run(&["build", "--now", now]).ends(0);
        let calendar = Calendar::of(&world, "rinyushoku/2026-12-10.ics");
        value(&calendar.events[0], "DTSTAMP").to_owned()
    };
    let mut stamps = vec![dated("2026-10-01T09:00"), dated("2026-11-01T09:00"), dated("2026-11-20T09:00")];
    // Two changes on one day, as bad days have them: each must be newer than what was there.
    world.write(SESSION, "---\nchanges: [{date: 2026-11-22, text: 一}]\n---\n");
    stamps.extend([dated("2026-11-21T09:00"), dated("2026-11-22T09:00")]);
    world.write(SESSION, "---\nchanges: [{date: 2026-11-22, text: 一}, {date: 2026-11-22, text: 二}]\n---\n");
    stamps.push(dated("2026-11-22T18:00"));
    assert_eq!(
        stamps,
        [
            "20251209T010000Z",
            "20261020T000000Z",
            "20261120T000000Z",
            "20261120T000000Z",
            "20261121T150000Z",
            "20261121T150001Z"
        ]
    );
}

#[test]
fn calendars_to_subscribe_to() {
    let world = World::new();
    for (name, words) in [("2025-11-20", ""), ("2025-12-11", ""), ("2027-01-14", "standing: 中止")] {
        world.write(&format!("content/rinyushoku/{name}.md"), format!("---\n{words}\n---\n"));
    }
    world.write("content/papa/_course.md", COURSE.replace("離乳食教室", "パパ, ママ; 教室"));
    world.write("content/papa/2026-12-10.md", "---\nseats: full\n---\n");
    world.write("content/sonouchi/_course.md", COURSE.replace("離乳食教室", "そのうち教室"));
    world.write("content/mukashi/_course.md", COURSE.replace("離乳食教室", "むかし教室"));
    world.write("content/mukashi/2025-11-20.md", "---\n---\n");
    world.build().ends(0);
    let course = Calendar::of(&world, "rinyushoku/calendar.ics");
    assert_eq!(course.all("DTSTART"), ["20251211T010000Z", "20261210T010000Z", "20270114T010000Z"]);
    assert_eq!(course.all("STATUS"), ["CONFIRMED", "CONFIRMED", "CANCELLED"]);
    assert_eq!(value(&course.head, "X-WR-CALNAME"), "離乳食教室（あおば市）");
    assert_eq!(value(&course.head, "REFRESH-INTERVAL;VALUE=DURATION"), "PT12H");
    assert_eq!(value(&course.head, "X-PUBLISHED-TTL"), "PT12H");
    let site = Calendar::of(&world, "calendar.ics");
    assert_eq!(value(&site.head, "NAME"), "あおば市 健康こども課の教室");
    let uids = site.all("UID");
    assert_eq!(uids.len(), 4);
    assert!(uids.contains(&"papa/2026-12-10@www.city.aoba.example.jp"));
    assert_eq!(value(&Calendar::of(&world, "papa/calendar.ics").head, "NAME"), "パパ\\, ママ\\; 教室（あおば市）");
    let files = world.public();
    for empty in ["sonouchi/calendar.ics", "mukashi/calendar.ics"] {
        assert!(!files.contains(&empty.to_owned()), "a calendar holds at least one event (RFC 5545 §3.6)");
    }
}

#[test]
fn text_stays_text() {
    let world = World::new();
    world.write(
        SESSION,
        "---\ntitle: \"a, b; c\\\\n d\\r\\nEND:VEVENT\"\nbring: [\"\\u0000一\\r\\nSTATUS:CANCELLED\\r二\", 👨‍👩‍👧の写真]\n\
         booking: {url: なし, phone_hours: \"平日; 9時, \\\\ 10時\"}\n---\n",
    );
    let event = event(&world);
    assert_eq!(value(&event, "STATUS"), "CONFIRMED");
    assert_eq!(value(&event, "SUMMARY"), "離乳食教室（a\\, b\\; c\\\\n d END:VEVENT）");
    let description = value(&event, "DESCRIPTION");
    assert!(description.contains("持ち物: 一\\nSTATUS:CANCELLED\\n二、👨‍👩‍👧の写真\\n"), "{description}");
    assert!(description.contains("電話: 0197-00-0011（平日\\; 9時\\, \\\\ 10時）"), "{description}");
}

#[test]
fn an_online_class_has_no_address() {
    let world = World::new();
    world.write(
        SESSION,
        "---\nvenue: {name: なし, online: 前の日にアドレスを送ります, address: あおば市中央1丁目, lat: 39.2, lng: 141.1}\n---\n",
    );
    let event = event(&world);
    assert_eq!(value(&event, "LOCATION"), "オンライン");
    assert!(event.iter().all(|(key, _)| key != "GEO"));
    assert!(value(&event, "DESCRIPTION").contains("オンライン: 前の日にアドレスを送ります"));
    let page = world.read("public/rinyushoku/2026-12-10.html");
    assert!(!page.contains("地図で見る") && !page.contains("調理室"));
}

#[test]
fn a_change_without_a_date_is_a_warning() {
    let world = World::new();
    let found =
        || world.check().into_iter().map(|(severity, rule, _, line, _)| (severity, rule, line)).collect::<Vec<_>>();
    for fields in ["standing: 中止", "standing: 延期", "date: 2026-12-17\nprevious_dates: [2026-12-10]"] {
        world.write(SESSION, format!("---\n{fields}\n---\n"));
        let line = fields.lines().count() as u64 + 1;
        assert_eq!(found(), [("warning".to_owned(), "change-not-dated".to_owned(), line)], "{fields}");
        world.write(SESSION, format!("---\n{fields}\nchanges: [{{date: 2026-11-30, text: 大雨のため}}]\n---\n"));
        assert_eq!(found(), [], "{fields}");
    }
}
