//! What oideyo remembers in `.oideyo/`: it may be gone, damaged or unwritable, and nothing in the output is ever another for it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use super::world::World;

const NOW: &str = "2026-12-01T09:00";

fn bytes(world: &World) -> BTreeMap<String, Vec<u8>> {
    world.public().iter().map(|file| (file.clone(), std::fs::read(world.path("public").join(file)).unwrap())).collect()
}

/// Everything that was written looks as if it lay there for a minute: what is younger than two seconds is not relied on.
fn let_rest(world: &World) {
    for entry in walkdir::WalkDir::new(world.path("content")).into_iter().flatten().filter(|e| e.file_type().is_file())
    {
        let file = std::fs::File::options().write(true).open(entry.path()).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(60)).unwrap();
    }
}

fn explain(world: &World) -> String {
    world.run(&["build", "--explain", "--now", NOW]).ends(0).out.clone()
}

/// A site whose last build can be relied on.
fn settled() -> World {
    let world = World::new();
    let_rest(&world);
    world.build().ends(0);
    assert!(explain(&world).contains("作り直したファイルはありません"));
    world
}

fn remembered(world: &World) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(world.path(".oideyo/pictures")).into_iter().flatten();
    files.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect()
}

#[test]
fn pictures_come_back_from_memory_whole() {
    let world = settled();
    let whole = bytes(&world);
    assert_eq!(remembered(&world).len(), world.all_pictures().len());
    std::fs::remove_dir_all(world.path("public")).unwrap();
    let said = explain(&world);
    assert!(said.contains("前に描いたものを使いました"), "{said}");
    assert_eq!(bytes(&world), whole);
}

#[test]
fn a_damaged_memory_is_found_and_mended() {
    let world = settled();
    let whole = bytes(&world);
    for (index, file) in remembered(&world).into_iter().enumerate() {
        let mut entry = std::fs::read(&file).unwrap();
        match index % 3 {
            0 => entry.truncate(entry.len() / 2),
            1 => entry.clear(),
            _ => {
                let last = entry.len() - 1;
                entry[last] ^= 1;
            }
        }
        std::fs::write(&file, entry).unwrap();
    }
    std::fs::remove_dir_all(world.path("public")).unwrap();
    world.build().ends(0);
    assert_eq!(bytes(&world), whole);
    std::fs::remove_dir_all(world.path("public")).unwrap();
    assert!(explain(&world).contains("前に描いたものを使いました"), "it was mended");
    for entry in walkdir::WalkDir::new(world.path(".oideyo/outputs")).into_iter().flatten() {
        if entry.file_type().is_file() {
            std::fs::write(entry.path(), "{\"program\":\"x\"}\n1\t2\n").unwrap();
        }
    }
    world.write("content/rinyushoku/2026-12-10.md", "---\nseats: full\n---\n");
    world.build().ends(0);
    assert!(world.read("public/rinyushoku/2026-12-10.html").contains("満席"));
}

#[test]
fn the_memory_may_be_gone_or_in_the_way() {
    let world = settled();
    let whole = bytes(&world);
    std::fs::remove_dir_all(world.path(".oideyo")).unwrap();
    let said = explain(&world);
    assert!(said.contains("控えがありません") && said.contains("書きかえたファイル0"), "{said}");
    assert_eq!(bytes(&world), whole);
    std::fs::remove_dir_all(world.path(".oideyo")).unwrap();
    world.write(".oideyo", "a file where the folder should be");
    std::fs::remove_dir_all(world.path("public")).unwrap();
    world.build().ends(0);
    world.build().ends(0).says("書きかえたファイル0");
    assert_eq!(bytes(&world), whole);
}

#[test]
fn files_are_known_as_ours_without_their_manifest() {
    for damage in ["", "{", "{\"files\": {}}"] {
        let world = settled();
        world.write("public/.oideyo.json", damage);
        world.write("public/mine.txt", "not ours");
        std::fs::remove_file(world.path("content/rinyushoku/2026-12-10.md")).unwrap();
        world.write("content/rinyushoku/2027-01-14.md", "---\nseats: few\n---\n");
        world.build().ends(0);
        let files = world.public();
        assert!(!files.iter().any(|file| file.ends_with("2026-12-10.html")), "{files:?}");
        assert_eq!(world.read("public/mine.txt"), "not ours");
    }
}

/// As when a backup of one file is put back: size and time of the pages are those that were noted, the digests are not theirs.
#[test]
fn an_older_manifest_does_not_make_pages_older() {
    let world = settled();
    let page = "public/rinyushoku/2026-12-10.html";
    let say = |half: &str| {
        let text = format!("---\nseats: open\nsummary: 午{half}に始めます。\n---\n");
        world.write("content/rinyushoku/2026-12-10.md", text);
        world.build().ends(0);
        world.read(page)
    };
    let morning = say("前");
    let manifest = world.read("public/.oideyo.json");
    let afternoon = say("後");
    assert!(morning != afternoon && morning.len() == afternoon.len());
    world.write("public/.oideyo.json", manifest);
    assert_eq!(say("前"), morning);
}

#[test]
fn what_was_left_out_and_came_back_is_not_called_new() {
    let world = settled();
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: open\n---\n");
    world.build().ends(0);
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: many\n---\n");
    world.run(&["build", "--skip-broken", "--now", NOW]).ends(0);
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: open\n---\n");
    let said = explain(&world);
    let page = said.lines().find(|line| line.starts_with("rinyushoku/2027-01-14.html")).unwrap_or_default();
    assert!(page.contains("控えがありません（作りましたが、前と同じでした）"), "{said}");
}

#[test]
fn the_same_folder_by_another_way_is_the_same_folder() {
    let world = World::new();
    let_rest(&world);
    world.write("a/b/x", "");
    world.run(&["build", "--now", NOW, "--out", "a/b/../out"]).ends(0);
    world.run(&["build", "--now", NOW, "--out", "a/out", "--explain"]).ends(0).says("作り直したファイルはありません");
    assert_eq!(std::fs::read_dir(world.path(".oideyo/outputs")).unwrap().count(), 1);
}

#[test]
fn every_reason_is_told() {
    let world = settled();
    let page = "rinyushoku/2026-12-10.html";
    let line = |said: &str, file: &str| said.lines().find(|line| line.starts_with(file)).unwrap_or_default().to_owned();
    world.write("content/rinyushoku/2026-12-10.md", "---\nseats: few\n---\n");
    let said = explain(&world);
    assert!(line(&said, page).contains("言葉や日付が変わりました"), "{said}");
    let card = line(&said, "rinyushoku/cards/2026-12-10-ogp.");
    assert!(card.contains("言葉や日付が変わりました"), "{said}");
    assert!(line(&said, "404.html").is_empty(), "{said}");
    let url = "---\nseats: few\nbooking: {url: https://booking.example.jp/f/other}\n---\n";
    world.write("content/rinyushoku/2026-12-10.md", url);
    let said = explain(&world);
    assert!(line(&said, "rinyushoku/cards/2026-12-10-ogp.").contains("QRコードの行き先が変わりました"), "{said}");
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: open\n---\n");
    let said = explain(&world);
    assert!(line(&said, "rinyushoku/2027-01-14.html").contains("新しいファイルです"), "{said}");
    world.write("themes/default/pages/404.html", "<title>{{ frame.city }}</title>");
    let said = explain(&world);
    assert!(line(&said, "404.html").contains("テーマが変わりました"), "{said}");
    std::fs::remove_file(world.path("public").join(page)).unwrap();
    let said = explain(&world);
    assert!(line(&said, page).contains("ファイルがないか、書きかえられていました"), "{said}");
}

#[test]
fn an_unchanged_build_says_what_the_last_one_said() {
    let world = World::new();
    world.write("content/rinyushoku/2026-12-10.md", "---\ntitle: もぐもぐ🍚教室\n---\n");
    let_rest(&world);
    world.build().ends(0);
    let first = world.build();
    assert!(first.err.contains("絵文字（🍚）"), "{first:?}");
    assert!(explain(&world).contains("何も変わっていません"), "nothing was read");
    let again = world.build();
    assert_eq!(again.err, first.err);
    let english = world.run_in("en_US.UTF-8", &["build", "--now", NOW, "--ascii"]);
    std::fs::remove_dir_all(world.path(".oideyo")).unwrap();
    assert_eq!(english.err, world.run_in("en_US.UTF-8", &["build", "--now", NOW, "--ascii"]).err);
}

/// Whatever moment passes, the site is the one that a build into an empty folder would make.
#[test]
fn no_moment_passes_unseen() {
    let world = World::new();
    world.write(
        "content/rinyushoku/2026-12-10.md",
        "---\nsurvey: {url: https://booking.example.jp/q, closes: 2026-12-17 17:00}\n---\n",
    );
    world.write(
        "content/rinyushoku/2026-11-12.md",
        "---\nchanges: [{date: 2026-11-05, text: 会場が変わりました}]\n---\n",
    );
    let_rest(&world);
    let moments = [
        "2026-10-01T00:00",
        "2026-11-19T23:59",
        "2026-11-20T09:00",
        "2026-12-08T16:59",
        "2026-12-08T17:00",
        "2026-12-10T10:00",
        "2026-12-10T11:30",
        "2026-12-12T12:00",
        "2026-12-12T12:01",
        "2026-12-17T17:00",
        "2027-01-09T23:59",
        "2027-01-10T00:00",
        "2027-02-09T00:00",
        "2027-12-12T00:00",
        "2026-12-01T09:00",
    ];
    for moment in moments {
        world.run(&["build", "--now", moment]).ends(0);
        let fresh = format!("fresh-{}", moment.replace(':', ""));
        world.run(&["build", "--now", moment, "--out", &fresh]).ends(0);
        for (file, there) in bytes(&world) {
            let Ok(wanted) = std::fs::read(world.path(&fresh).join(&file)) else {
                assert!(file.contains("/cards/"), "{moment}: {file} is left over");
                continue;
            };
            // The playlist names the moment of its build, which may be an earlier one as long as nothing else is another.
            let is_playlist =
                file == "signage/playlist.json" || file.starts_with("signage/") && file.ends_with(".html");
            assert!(there == wanted || is_playlist, "{moment}: {file} is stale");
        }
    }
}

#[test]
fn cards_and_slides_go_and_come_back() {
    let world = settled();
    let whole = bytes(&world);
    let site = world.read("content/site.yaml");
    world.write("content/site.yaml", format!("{site}channels: {{カード: しない, サイネージ: しない}}\n"));
    world.build().ends(0).says("カード0枚、スライド0枚");
    let files = world.public();
    assert!(!files.iter().any(|file| file.starts_with("signage/")), "{files:?}");
    let page = world.read("public/rinyushoku/2026-12-10.html");
    assert!(!page.contains("og:image") && !page.contains("/cards/") && page.contains("予約"), "no page names a card");
    assert!(files.iter().all(|file| !file.contains("/cards/course-") || whole.contains_key(file)));
    world.write("content/site.yaml", site);
    world.build().ends(0);
    assert_eq!(bytes(&world), whole);
}
