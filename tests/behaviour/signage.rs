//! What screens show and from when: read from the playlist, as the player reads it.

use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use super::codes;
use super::world::{COURSE, SITE, World};

const SESSION: &str = "content/rinyushoku/2026-12-10.md";
const COURSE_FILE: &str = "content/rinyushoku/_course.md";

/// The playlist of the last build, of screens that lie.
fn playlist(world: &World) -> Value {
    let all: Value = serde_json::from_str(&world.read("public/signage/playlist.json")).unwrap();
    all["landscape"].clone()
}

fn at(city: &str) -> i64 {
    jiff::tz::Offset::constant(9).to_timestamp(city.parse().unwrap()).unwrap().as_second()
}

/// Names of the pictures that a player shows at an instant, in the order of the list, without folder and hash.
fn shown(playlist: &Value, at: i64) -> Vec<String> {
    let slides = playlist["slides"].as_array().unwrap().iter();
    slides
        .filter_map(|slide| {
            let steps = slide["steps"].as_array().unwrap();
            let step = steps.iter().rfind(|step| step[0].as_i64().unwrap() <= at).unwrap();
            step[1][0].as_str().map(name)
        })
        .collect()
}

fn name(address: &str) -> String {
    let file = address.rsplit('/').next().unwrap();
    file.rsplitn(3, '.').last().unwrap().to_owned()
}

fn course_with(fields: &str) -> String {
    COURSE.replacen("---\n", &format!("---\n{fields}\n"), 1)
}

#[test]
fn a_slide_changes_when_booking_opens_closes_and_the_class_ends() {
    let world = World::new();
    world.run(&["build", "--now", "2026-11-01T09:00"]).ends(0);
    let list = playlist(&world);
    for (moment, expected) in [
        ("2026-11-20T08:59:59", Some("rinyushoku-2026-12-10.before")),
        ("2026-11-20T09:00:00", Some("rinyushoku-2026-12-10")),
        ("2026-12-08T16:59:59", Some("rinyushoku-2026-12-10")),
        ("2026-12-08T17:00:00", Some("rinyushoku-2026-12-10.closed")),
        ("2026-12-10T11:29:59", Some("rinyushoku-2026-12-10.closed")),
        ("2026-12-10T11:30:00", None),
    ] {
        assert_eq!(shown(&list, at(moment)).first().map(String::as_str), expected, "{moment}");
    }
    assert_eq!(list["built"], at("2026-11-01T09:00:00"));
}

#[test]
fn what_staff_say_stays_until_the_class_would_end() {
    for state in ["seats: full", "seats: closed", "standing: cancelled\nchanges: [{date: 2026-12-01, text: 中止}]"] {
        let world = World::new();
        world.write(SESSION, format!("---\n{state}\n---\n"));
        world.build().ends(0);
        let list = playlist(&world);
        let last = shown(&list, at("2026-12-10T11:29:59"));
        assert_eq!(last.len(), 1, "{state}");
        assert!(shown(&list, at("2026-12-10T11:30:00")).is_empty(), "{state}");
        if state.starts_with("standing") {
            assert_eq!(last, ["rinyushoku-2026-12-10"], "nothing else is ever said of it");
        }
    }
    let world = World::new();
    world.write(SESSION, "---\nbooking: {need: 不要}\n---\n");
    world.build().ends(0);
    assert_eq!(shown(&playlist(&world), at("2026-12-10T11:00:00")), ["rinyushoku-2026-12-10"], "walk in while it runs");
}

#[test]
fn codes_of_every_moment_lead_where_something_can_be_done() {
    let world = World::new();
    world.write(COURSE_FILE, course_with("survey: {url: 'https://enq.example.jp/a'}\nslides: [お試しください]"));
    world.write("content/rinyushoku/2027-01-14.md", "---\n---\n");
    world.run(&["build", "--now", "2026-11-10T09:00"]).ends(0);
    let page = |file: &str| format!("https://www.city.aoba.example.jp/oideyo/{file}");
    let mut kinds = std::collections::BTreeSet::new();
    for picture in world.all_pictures().iter().filter(|path| path.to_string_lossy().contains("/slides/")) {
        let name = name(&picture.to_string_lossy().replace('\\', "/"));
        let (stem, variant) = name.split_once('.').unwrap_or((&name, ""));
        let kind = variant.split(['.', '-']).next().unwrap();
        let expected = match (stem, kind) {
            ("standing", _) => page("index.html"),
            (_, "before") => page(&format!("rinyushoku/{}.html", stem.trim_start_matches("rinyushoku-"))),
            (_, "closed" | "dates" | "more") => page("rinyushoku/index.html"),
            (_, "survey") => "https://enq.example.jp/a".to_owned(),
            (_, "") => "https://booking.example.jp/f/Wuu3y".to_owned(),
            other => panic!("{other:?}"),
        };
        assert_eq!(codes::read(picture), [expected], "{name}");
        kinds.insert(kind.to_owned());
    }
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), ["", "before", "closed", "dates", "more", "survey"]);
}

#[test]
fn the_next_dates_lose_what_has_passed() {
    let world = World::new();
    for day in ["2026-12-17", "2027-01-14", "2027-01-21", "2027-02-18"] {
        world.write(&format!("content/rinyushoku/{day}.md"), "---\n---\n");
    }
    world.write(
        "content/rinyushoku/2027-02-04.md",
        "---\nstanding: cancelled\nchanges: [{date: 2026-12-01, text: 中止}]\n---\n",
    );
    world.build().ends(0);
    let list = playlist(&world);
    let dates = |moment: &str| shown(&list, at(moment)).into_iter().find(|name| name.contains(".dates."));
    for (moment, first) in [
        ("2026-12-01T09:00:00", Some("rinyushoku.dates.2026-12-10")),
        ("2026-12-08T17:00:00", Some("rinyushoku.dates.2026-12-17")),
        ("2027-01-12T17:00:00", Some("rinyushoku.dates.2027-01-21")),
        ("2027-01-19T17:00:00", None),
    ] {
        assert_eq!(dates(moment).as_deref(), first, "{moment}: one date alone is on its own slide already");
    }
}

#[test]
fn a_survey_is_shown_when_a_class_is_over() {
    let world = World::new();
    world.write(COURSE_FILE, course_with("survey: {url: 'https://enq.example.jp/a'}"));
    world.write(
        "content/rinyushoku/2026-12-14.md",
        "---\nsurvey: {url: 'https://enq.example.jp/b', closes: 12月15日}\n---\n",
    );
    world.build().ends(0);
    let list = playlist(&world);
    let surveys = |moment: &str| {
        let names = shown(&list, at(moment)).into_iter().filter(|name| name.ends_with("survey"));
        names.collect::<Vec<_>>()
    };
    assert!(surveys("2026-12-10T11:29:59").is_empty());
    assert_eq!(surveys("2026-12-10T11:30:00"), ["rinyushoku.survey"]);
    assert_eq!(surveys("2026-12-14T12:00:00"), ["rinyushoku.survey", "rinyushoku.2026-12-14-survey"]);
    assert_eq!(surveys("2026-12-16T00:00:00"), ["rinyushoku.survey"], "closed at the end of 15 December");
    assert_eq!(surveys("2026-12-17T11:29:59"), ["rinyushoku.survey"], "seven days");
    assert!(surveys("2026-12-17T11:30:00").is_empty(), "the second class has a survey of its own");
}

#[test]
fn order_and_share_are_the_citys_choice() {
    let papa = COURSE.replace("離乳食教室", "パパ教室");
    let world = World::new();
    world.write("content/papa/_course.md", papa);
    for file in ["papa/2026-12-09", "papa/2026-12-16", "rinyushoku/2026-12-17"] {
        world.write(&format!("content/{file}.md"), "---\n---\n");
    }
    let order = |signage: &str| -> Vec<String> {
        world.write(
            "content/site.yaml",
            SITE.replace("signage: {mirror: しない}", &format!("signage: {{mirror: しない, {signage}}}")),
        );
        world.build().ends(0);
        let list = playlist(&world);
        let names = shown(&list, at("2026-12-01T09:00:00"));
        let round = list["round"].as_array().unwrap();
        round.iter().map(|number| names[number.as_u64().unwrap() as usize].replace("2026-12-", "")).collect()
    };
    let dates = ["papa.dates.09", "rinyushoku.dates.10"];
    assert_eq!(order("order: 日付順"), ["papa-09", dates[0], "rinyushoku-10", dates[1], "papa-16", "rinyushoku-17"]);
    assert_eq!(order("順番: 教室順"), ["papa-09", dates[0], "papa-16", "rinyushoku-10", dates[1], "rinyushoku-17"]);
    assert_eq!(
        order("割合: {お知らせ: 2, 日程: 0}"),
        [
            "papa-09",
            "rinyushoku-10",
            "papa-16",
            "rinyushoku-17",
            "papa-09",
            "rinyushoku-10",
            "papa-16",
            "rinyushoku-17"
        ]
    );
    order("秒: 20秒, 教室ごとの回数: 1, 時計: あり");
    let list = playlist(&world);
    assert_eq!(
        (&list["perCourse"], &list["clock"], &list["slides"][0]["seconds"]),
        (&1.into(), &true.into(), &20.into())
    );
    world.write("content/site.yaml", SITE.replace("{mirror: しない}", "{画面の向き: 縦}"));
    world.build().ends(0);
    assert!(world.public().iter().all(|file| !file.contains("landscape")), "no screen lies");
    assert!(playlist(&world).is_null());
}

#[test]
fn the_mirrored_layout_is_drawn_where_a_slide_stays() {
    let world = World::new();
    world.write("content/site.yaml", SITE.replace("signage: {mirror: しない}\n", ""));
    world.build().ends(0);
    let list = playlist(&world);
    let steps = list["slides"][0]["steps"].as_array().unwrap();
    let layouts: Vec<usize> = steps.iter().map(|step| step[1].as_array().unwrap().len()).collect();
    assert_eq!(layouts, [2, 1, 0], "one can book for days, it is closed for a few hours");
    assert_eq!(list["standing"].as_array().unwrap().len(), 2);
    for pictures in steps.iter().map(|step| &step[1]).filter(|pictures| pictures[1].is_string()) {
        let open =
            |number: usize| image::open(world.path("public/signage").join(pictures[number].as_str().unwrap())).unwrap();
        assert!(open(0) != open(1));
    }
}

#[test]
fn further_slides_leave_with_the_last_class() {
    let world = World::new();
    let slides = "slides:\n  - 5組に1組が／ご夫婦で参加しています\n  - ことば: 「来てよかったです」\n    だれの: 11月に参加されたお父さん\n    秒: 8";
    world.write(COURSE_FILE, course_with(slides));
    world.write(SESSION, "---\nslides: [この回だけのひとこと]\n---\n");
    world.write("content/rinyushoku/2027-01-14.md", "---\n---\n");
    world.build().ends(0);
    let list = playlist(&world);
    let further = |moment: &str| {
        let names = shown(&list, at(moment)).into_iter().filter(|name| name.contains(".more-"));
        names.collect::<Vec<_>>()
    };
    let of_course = ["rinyushoku.more-1", "rinyushoku.more-2"];
    assert_eq!(further("2026-12-01T09:00:00"), [of_course[0], of_course[1], "rinyushoku-2026-12-10.more-1"]);
    assert_eq!(further("2026-12-08T17:00:00"), of_course, "the session's own goes when its booking closes");
    assert!(further("2027-01-12T17:00:00").is_empty());
    let seconds: Vec<_> = list["slides"].as_array().unwrap().iter().filter(|slide| slide["seconds"] == 8).collect();
    assert_eq!(seconds.len(), 1);
}

#[test]
fn further_slides_of_a_session_never_lead_to_a_form_that_is_shut() {
    let world = World::new();
    world.write(SESSION, "---\nslides: 5組に1組が、ご夫婦で参加しています\n---\n");
    world.run(&["build", "--now", "2026-11-01T09:00"]).ends(0);
    let list = playlist(&world);
    let further = |moment: &str| -> Vec<String> {
        shown(&list, at(moment)).into_iter().filter(|name| name.contains("more-")).collect()
    };
    assert_eq!(further("2026-11-20T08:59:59"), ["rinyushoku-2026-12-10.more-1.before"], "one slide, comma and all");
    assert_eq!(further("2026-11-20T09:00:00"), ["rinyushoku-2026-12-10.more-1"]);
    assert_eq!(further("2026-12-08T16:59:59"), ["rinyushoku-2026-12-10.more-1"]);
    assert!(further("2026-12-08T17:00:00").is_empty());
    let code = |name: &str| {
        let is_it = |path: &&std::path::PathBuf| path.to_string_lossy().contains(&format!("/landscape/{name}."));
        let all = world.all_pictures();
        codes::read(all.iter().filter(is_it).min_by_key(|path| path.as_os_str().len()).unwrap())
    };
    let (before, open) = (code("rinyushoku-2026-12-10.more-1.before"), code("rinyushoku-2026-12-10.more-1"));
    assert_eq!(before, ["https://www.city.aoba.example.jp/oideyo/rinyushoku/2026-12-10.html"]);
    assert_eq!(open, ["https://booking.example.jp/f/Wuu3y"]);
}

#[test]
fn a_survey_asks_only_those_who_came() {
    for state in ["standing: cancelled\nchanges: [{date: 2026-12-01, text: 中止}]", "survey: なし"] {
        let world = World::new();
        world.write(COURSE_FILE, course_with("survey: {url: 'https://booking.example.jp/a'}"));
        world.write(SESSION, format!("---\n{state}\n---\n"));
        world.build().ends(0);
        assert!(shown(&playlist(&world), at("2026-12-10T12:00:00")).is_empty(), "{state}");
    }
}

#[test]
fn too_many_words_are_told_at_the_slide_that_has_them() {
    let world = World::new();
    let long = "とてもながいことばです".repeat(40);
    world.write(SESSION, format!("---\nslides:\n  - みじかい\n  - ことば: {long}\n---\n"));
    let found = world.check();
    let places: Vec<_> = found.iter().map(|(_, rule, _, line, column)| (rule.as_str(), *line, *column)).collect();
    assert_eq!(places, [("does-not-fit", 4, 10)]);
    world.write(SESSION, "---\nslides:\n  ことば: ひとつだけ\n---\n");
    assert_eq!(world.check()[0].1, "wants-list");
}

#[test]
fn mistakes_in_slides_are_told_at_their_place() {
    let found = |slides: &str, more: &[(&str, &[u8])]| -> Vec<(String, u64, u64)> {
        let world = World::new();
        for (path, bytes) in more {
            world.write(&format!("content/rinyushoku/{path}"), bytes);
        }
        world.write(SESSION, format!("---\nslides:\n  - {slides}\n---\n"));
        world.check().into_iter().map(|(_, rule, _, line, column)| (rule, line, column)).collect()
    };
    let one = |rule: &str, column: u64| vec![(rule.to_owned(), 3, column)];
    assert_eq!(found("{秒: 2, text: あ}", &[]), one("number-outside", 9));
    assert_eq!(found("{film: a.mp4, photo: b.jpg, alt: あ, consent: あ, text: あ}", &[]).len(), 2, "both are missing");
    assert_eq!(found("{photo: b.jpg, text: あ}", &[])[0].0, "missing");
    let film: &[(&str, &[u8])] = &[("a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom")];
    assert!(found("{film: a.mp4, text: あ}", film).iter().any(|found| found.0 == "film-not-mp4"));
    assert!(found("{film: ../a.mp4, text: あ}", &[]).iter().any(|found| found.0 == "film-outside"));
    assert_eq!(found("{ことは: あ}", &[])[0].0, "unknown-key");
    let world = World::new();
    world.write("content/site.yaml", SITE.replace("{mirror: しない}", "{panel: {inches: 43型, read_m: 0.1}}"));
    let rules: Vec<_> = world.check().into_iter().map(|found| (found.1, found.3)).collect();
    assert_eq!(rules, [("number-outside".to_owned(), 9)]);
}

#[test]
fn every_list_of_dates_is_right_at_its_edges() {
    let world = World::new();
    for day in ["2026-12-14", "2026-12-18", "2026-12-21"] {
        world.write(&format!("content/rinyushoku/{day}.md"), "---\n---\n");
    }
    world.build().ends(0);
    let list = playlist(&world);
    let slides = list["slides"].as_array().unwrap();
    for slide in slides {
        let instants: Vec<i64> =
            slide["steps"].as_array().unwrap().iter().map(|step| step[0].as_i64().unwrap()).collect();
        assert!(instants.windows(2).all(|pair| pair[0] < pair[1]), "{slide}");
        let last = Timestamp::from_second(*instants.last().unwrap()).unwrap() + 1.second();
        let end = shown(&serde_json::json!({"slides": [slide]}), last.as_second());
        assert!(end.is_empty(), "{slide} never ends");
    }
}

#[test]
fn slides_of_a_session_that_is_left_out_stay() {
    let world = World::new();
    world.write("content/rinyushoku/2027-01-14.md", "---\n---\n");
    world.build().ends(0);
    let slides = |world: &World| -> Vec<String> {
        let files = world.public().into_iter();
        files.filter(|file| file.contains("/slides/") && file.contains("/rinyushoku-2026-12-10.")).collect()
    };
    let before = slides(&world);
    assert_eq!(before.len(), 4);
    world.write(SESSION, "---\nseats: ?\n---\n");
    world.run(&["build", "--now", "2026-12-01T09:00", "--skip-broken"]).ends(0);
    assert_eq!(slides(&world), before);
}

#[test]
fn a_panel_that_is_too_small_is_told_with_numbers_whenever_it_is_set() {
    let world = World::new();
    world.build().ends(0);
    assert_eq!(world.check(), []);
    let panel = |panel: &str| {
        world.write(
            "content/site.yaml",
            SITE.replace("{mirror: しない}", &format!("{{mirror: しない, panel: {panel}}}")),
        )
    };
    panel("{inches: 32}");
    let outcome = world.build();
    outcome
        .ends(0)
        .says("5 m はなれて読むには 20 mm 要ります")
        .says("2 m はなれて読み取るには 200 mm 要ります")
        .says("content/site.yaml:9");
    outcome.says("書きかえたファイル0").says("（rinyushoku-2026-12-10）");
    world.build().says("20 mm 要ります");
    panel("{型: 32, 読む距離: 3 m, 読み取る距離: '1,4'}");
    assert_eq!(world.check(), [], "nearer, it is enough");
}
