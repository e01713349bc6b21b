//! Editing in the browser, as the page asks for it: nothing is lost, nothing is overwritten unseen, nothing else is touched.

use std::fs;

use serde_json::{Value, json};

use super::served::Served;
use super::world::{World, files_below};

const SESSION: &str = "content/rinyushoku/2026-12-10.md";
const PAGE: &str = "/site/rinyushoku/2026-12-10.html";

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value}"))
}

fn full() -> Value {
    json!([{ "path": ["seats"], "to": { "value": "full" } }])
}

/// The fields of a form, by path.
fn fields(view: &Value) -> Vec<&Value> {
    fn inner<'a>(field: &'a Value, all: &mut Vec<&'a Value>) {
        all.push(field);
        field["fields"].as_array().into_iter().flatten().for_each(|field| inner(field, all));
    }
    let mut all = Vec::new();
    for group in view["form"]["groups"].as_array().unwrap() {
        group["fields"].as_array().unwrap().iter().for_each(|field| inner(field, &mut all));
    }
    all
}

fn field<'a>(view: &'a Value, path: &[&str]) -> &'a Value {
    fields(view).into_iter().find(|field| field["path"] == json!(path)).unwrap()
}

#[test]
fn what_is_typed_is_shown_at_once_and_saved_when_that_is_asked_for() {
    let world = World::new();
    let before = "---\r\nseats: open   # 電話で確かめた\r\ntitle: \"あ\"\r\n---\r\n本文です。\r\n";
    world.write(SESSION, before);
    let served = Served::editing(&world);
    let view = served.read(SESSION);
    assert_eq!((text(&view["text"]), text(&view["body"]), text(&view["kind"])), (before, "本文です。\r\n", "session"));
    assert_eq!(field(&view, &["seats"])["said"]["value"], "open");
    assert_eq!(
        field(&view, &["venue", "room"])["above"],
        json!({ "value": "2階 調理室", "file": "content/rinyushoku/_course.md" })
    );
    let base = text(&view["digest"]);
    let wish =
        json!({ "file": SESSION, "base": base, "changes": full(), "body": "本文です。\n\n持ち物をお忘れなく。\n" });
    let draft = served.does("draft", &wish);
    let after =
        "---\r\nseats: full   # 電話で確かめた\r\ntitle: \"あ\"\r\n---\r\n本文です。\r\n\r\n持ち物をお忘れなく。\r\n";
    assert_eq!(text(&draft["text"]), after);
    served.shows(PAGE, "満席");
    served.shows(PAGE, "持ち物をお忘れなく");
    assert_eq!(world.read(SESSION), before, "nothing is saved yet");
    let saved = served.does("save", &json!({ "file": SESSION, "base": base, "text": draft["text"] }));
    assert_eq!(world.read(SESSION), after);
    let earlier = format!("out/earlier/rinyushoku/2026-12-10.md/{}", text(&saved["earlier"]));
    assert_eq!(world.read(&earlier), before, "the earlier text is kept, byte for byte");
    let back = json!({ "file": SESSION, "base": saved["digest"], "id": saved["earlier"] });
    let restored = served.does("restore", &back);
    assert_eq!(world.read(SESSION), before);
    served.shows(PAGE, "予約する");
    let texts = served.does("earlier", &json!({ "file": SESSION }));
    assert_eq!(texts["texts"].as_array().map(Vec::len), Some(2), "what was restored over is kept, too");
    let shown = served.does("earlier", &json!({ "file": SESSION, "id": restored["earlier"] }));
    assert_eq!(text(&shown["text"]), after);
    assert!(!world.path("public").exists(), "a preview never writes there");
}

#[test]
fn a_draft_can_be_given_up() {
    let world = World::new();
    let served = Served::editing(&world);
    let view = served.read(SESSION);
    served.does("draft", &json!({ "file": SESSION, "base": view["digest"], "changes": full() }));
    served.shows(PAGE, "満席");
    served.does("drop", &json!({ "file": SESSION }));
    served.shows(PAGE, "予約する");
    assert_eq!(files_below(&world.path("content/rinyushoku")), ["2026-12-10.md", "_course.md"]);
}

#[test]
fn a_file_that_somebody_else_changed_is_not_overwritten() {
    let world = World::new();
    let served = Served::editing(&world);
    let view = served.read(SESSION);
    let draft = served.does("draft", &json!({ "file": SESSION, "base": view["digest"], "changes": full() }));
    let theirs = "---\nseats: few\n---\nほかの人の文\n";
    world.write(SESSION, theirs);
    let mine = json!({ "file": SESSION, "base": view["digest"], "text": draft["text"] });
    let (status, conflict) = served.post("save", &mine);
    assert_eq!((status, text(&conflict["theirs"]["text"])), (409, theirs));
    assert_eq!(world.read(SESSION), theirs);
    assert_eq!(served.post("draft", &json!({ "file": SESSION, "base": view["digest"], "changes": full() })).0, 409);
    // Kept as a copy: the file stays as it is.
    let kept = served.does("keep", &json!({ "file": SESSION, "text": draft["text"] }));
    let copy = served.does("earlier", &json!({ "file": SESSION, "id": kept["id"] }));
    assert_eq!((copy["text"].clone(), world.read(SESSION).as_str()), (draft["text"].clone(), theirs));
    // Put in its place deliberately: theirs is kept.
    let again = json!({ "file": SESSION, "base": conflict["theirs"]["digest"], "text": draft["text"] });
    let saved = served.does("save", &again);
    assert_eq!(world.read(SESSION), text(&draft["text"]));
    let old = served.does("earlier", &json!({ "file": SESSION, "id": saved["earlier"] }));
    assert_eq!(text(&old["text"]), theirs);
    // A file that is gone is no file to write.
    fs::remove_file(world.path(SESSION)).unwrap();
    assert_eq!(served.post("save", &again).0, 404);
    assert!(!world.path(SESSION).exists());
}

#[test]
fn every_file_keeps_its_encoding_and_says_what_it_cannot_hold() {
    let world = World::new();
    let (before, _, _) =
        encoding_rs::SHIFT_JIS.encode("---\r\n空き: あり\r\n見出し: 髙橋さんの教室\r\n---\r\n本文\r\n");
    world.write(SESSION, &before);
    let served = Served::editing(&world);
    let view = served.read(SESSION);
    assert_eq!(view["encoding"], "Shift_JIS");
    let wish = |body: &str| json!({ "file": SESSION, "base": view["digest"], "changes": full(), "body": body });
    let (status, refused) = served.post("draft", &wish("絵文字👶\n"));
    assert!(status == 422 && text(&refused["message"]).contains('👶'), "{refused}");
    let draft = served.does("draft", &wish("本文です\n"));
    served.does("save", &json!({ "file": SESSION, "base": view["digest"], "text": draft["text"] }));
    let (after, _, _) =
        encoding_rs::SHIFT_JIS.encode("---\r\n空き: 満席\r\n見出し: 髙橋さんの教室\r\n---\r\n本文です\r\n");
    assert_eq!(fs::read(world.path(SESSION)).unwrap(), after.as_ref());
}

#[test]
fn mistakes_are_told_at_their_fields() {
    let world = World::new();
    let served = Served::editing(&world);
    let view = served.read(SESSION);
    let changes = json!([{ "path": ["time"], "to": { "value": "25:00-26:00" } }]);
    served.does("draft", &json!({ "file": SESSION, "base": view["digest"], "changes": changes }));
    let started = std::time::Instant::now();
    let found = loop {
        let found = served.does("found", &json!({ "file": SESSION }));
        if found.as_array().is_some_and(|found| !found.is_empty()) || started.elapsed().as_secs() > 60 {
            break found;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    };
    assert_eq!((&found[0]["severity"], &found[0]["path"]), (&json!("error"), &json!(["time"])), "{found}");
    // What the form cannot change alone is left to the whole text, which can hold anything.
    let raw = "お知らせの文だけ\n";
    let draft = served.does("draft", &json!({ "file": SESSION, "base": view["digest"], "raw": raw }));
    assert_eq!((text(&draft["text"]), draft["form"].is_null()), (raw, true));
    assert!(!draft["found"].as_array().unwrap().is_empty());
}

#[test]
fn all_kinds_of_files_of_the_site_and_no_others() {
    let world = World::new();
    world.write("content/rinyushoku/2026-12-10.en.md", "---\ntitle: Ready\n---\n");
    world.write("content/rinyushoku/.hidden.md", "himitsu");
    world.write("secret.md", "himitsu");
    let served = Served::editing(&world);
    let course = served.read("content/rinyushoku/_course.md");
    assert_eq!(field(&course, &["contact", "phone"])["above"]["file"], "content/site.yaml");
    assert!(served.read("content/site.yaml")["body"].is_null());
    assert!(served.read("content/rinyushoku/2026-12-10.en.md")["form"].is_null());
    let changes = json!([{ "path": ["booking", "url"], "to": { "value": "https://booking.example.jp/f/new" } }]);
    let file = "content/rinyushoku/_course.md";
    let draft = served.does("draft", &json!({ "file": file, "base": course["digest"], "changes": changes }));
    served.does("save", &json!({ "file": file, "base": course["digest"], "text": draft["text"] }));
    assert_eq!(world.read(file), super::world::COURSE.replace("Wuu3y", "new"));
    for file in [
        "secret.md",
        "../secret.md",
        "content/../secret.md",
        "content/rinyushoku/../../secret.md",
        "content/rinyushoku/.hidden.md",
        "content/rinyushoku/none.md",
        "content\\rinyushoku\\2026-12-10.md",
        "content/rinyushoku/2026-12-10.md/",
        "/etc/passwd",
        "content/rinyushoku/2026-12-10.md\0",
        "",
    ] {
        let asked = json!({ "file": file, "base": "", "text": "x", "id": "x", "changes": [] });
        for what in ["read", "found", "draft", "drop", "save", "keep", "earlier", "restore"] {
            let (status, answer) = served.post(what, &asked);
            assert_eq!(status, 404, "{what} {file}: {answer}");
            assert!(!answer.to_string().contains("himitsu"));
        }
    }
    for id in ["../../../../secret.md", "..", "/etc/passwd", "2026-12-01_090000.md/../../x"] {
        assert_eq!(served.post("earlier", &json!({ "file": SESSION, "id": id })).0, 404, "{id}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let (world, elsewhere) = (World::new(), World::new());
    std::os::unix::fs::symlink(elsewhere.path("content/rinyushoku"), world.path("content/ehon")).unwrap();
    let served = Served::editing(&world);
    served.shows("/site/ehon/2026-12-10.html", "予約する");
    let file = "content/ehon/2026-12-10.md";
    let before = files_below(&elsewhere.path(""));
    let asked = json!({ "file": file, "base": "", "text": "x", "changes": [] });
    for what in ["read", "draft", "save", "keep"] {
        let (status, answer) = served.post(what, &asked);
        assert_eq!((status, text(&answer["rule"])), (403, "edit-leads-away"), "{what}");
    }
    let new = json!({ "course": "ehon", "date": "2027-01-14", "write": true });
    assert_eq!(served.post("new", &new).0, 403);
    assert_eq!(files_below(&elsewhere.path("")), before);
    assert_eq!(elsewhere.read(SESSION), "---\nseats: open\n---\n");
}

#[test]
fn new_sessions_and_copies_are_made_as_on_the_command_line() {
    let world = World::new();
    world.write(SESSION, "---\nseats: full\nnotes:\n  - 父親の会もあります\n---\nいつもの本文\n");
    let served = Served::editing(&world);
    let courses = served.does("courses", &json!({}));
    assert_eq!((text(&courses[0]["folder"]), text(&courses[0]["name"])), ("rinyushoku", "離乳食教室"));
    let wanted = |more: Value| {
        let mut wanted = json!({ "course": "rinyushoku", "date": "2027-01-14", "write": false });
        wanted.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        wanted
    };
    let shown = served.does("new", &wanted(json!({})));
    let file = "content/rinyushoku/2027-01-14.md";
    assert_eq!((text(&shown["file"]), world.path(file).exists()), (file, false));
    let made = served.does("new", &wanted(json!({ "write": true, "title": "父親の会" })));
    assert!(made["written"] == true && world.read(file).contains("title: 父親の会"), "{made}");
    served.shows("/site/rinyushoku/2027-01-14.html", "父親の会");
    let (status, refused) = served.post("new", &wanted(json!({ "write": true })));
    assert!(status == 422 && text(&refused["rule"]) == "desk-exists", "{refused}");
    let copy = json!({ "date": "2027-02-18", "like": "rinyushoku/2026-12-10", "write": true });
    served.does("new", &wanted(copy));
    assert_eq!(
        world.read("content/rinyushoku/2027-02-18.md"),
        "---\nnotes:\n  - 父親の会もあります\n---\nいつもの本文\n"
    );
}
