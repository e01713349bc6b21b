//! What becomes of the output folder: equal files stay, foreign ones too, and a failure leaves the earlier site whole.

use std::collections::BTreeMap;
use std::time::SystemTime;

use super::world::{COURSE, World};

fn times(world: &World) -> BTreeMap<String, SystemTime> {
    let time = |file: &String| std::fs::metadata(world.path("public").join(file)).unwrap().modified().unwrap();
    world.public().iter().map(|file| (file.clone(), time(file))).collect()
}

fn bytes(world: &World) -> BTreeMap<String, Vec<u8>> {
    world.public().iter().map(|file| (file.clone(), std::fs::read(world.path("public").join(file)).unwrap())).collect()
}

#[test]
fn one_session_becomes_pages_cards_and_slides() {
    let world = World::new();
    world.build().ends(0).says("お知らせ1件、カード5枚、スライド6枚を作りました");
    let mut files: Vec<String> = world.public().into_iter().map(without_hash).collect();
    files.sort();
    assert_eq!(
        files,
        [
            "404.html",
            "accessibility.html",
            "archive.html",
            "calendar.ics",
            "feed.xml",
            "index.html",
            "rinyushoku/2026-12-10.html",
            "rinyushoku/2026-12-10.ics",
            "rinyushoku/calendar.ics",
            "rinyushoku/cards/2026-12-10-line.png",
            "rinyushoku/cards/2026-12-10-ogp.png",
            "rinyushoku/cards/2026-12-10-story.png",
            "rinyushoku/cards/course-line.png",
            "rinyushoku/cards/course-ogp.png",
            "rinyushoku/feed.xml",
            "rinyushoku/index.html",
            "signage/landscape.html",
            "signage/playlist.json",
            "signage/portrait.html",
            "signage/slides/landscape/rinyushoku-2026-12-10.closed.png",
            "signage/slides/landscape/rinyushoku-2026-12-10.png",
            "signage/slides/landscape/standing.png",
            "signage/slides/portrait/rinyushoku-2026-12-10.closed.png",
            "signage/slides/portrait/rinyushoku-2026-12-10.png",
            "signage/slides/portrait/standing.png",
            "sitemap.xml",
        ]
    );
}

fn without_hash(file: String) -> String {
    match file.strip_suffix(".png").and_then(|stem| stem.rsplit_once('.')) {
        Some((stem, _)) => format!("{stem}.png"),
        None => file,
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_and_touches_nothing() {
    let world = World::new();
    world.build().ends(0);
    let (before, written) = (times(&world), bytes(&world));
    world.build().ends(0).says("書きかえたファイル0");
    assert_eq!(times(&world), before);
    let twin = World::new();
    twin.build().ends(0);
    assert_eq!(bytes(&twin), written);
}

#[test]
fn a_failed_build_leaves_the_earlier_site() {
    let world = World::new();
    world.build().ends(0);
    let before = bytes(&world);
    world.write("content/rinyushoku/2026-12-10.md", "---\nseats: ?\n---\n");
    world.build().ends(1).says("前に作ったものはそのままです");
    assert_eq!(bytes(&world), before);
}

#[test]
fn a_picture_that_changes_gets_a_new_address_and_the_old_one_stays() {
    let world = World::new();
    world.build().ends(0);
    let before = world.public();
    world.write("content/rinyushoku/2026-12-10.md", "---\nseats: full\n---\n");
    world.build().ends(0);
    let after = world.public();
    let old_cards: Vec<_> = before.iter().filter(|file| file.contains("/cards/2026")).collect();
    assert!(old_cards.iter().all(|card| after.contains(card)), "chat apps still show them");
    let old_slides: Vec<_> = before
        .iter()
        .filter(|file| {
            file.contains("/rinyushoku-2026-12-10.") && file.contains("/slides/") && !file.contains(".closed.")
        })
        .collect();
    assert!(old_slides.iter().all(|slide| !after.contains(slide)));
    world.run(&["build", "--now", "2027-01-09T00:00"]).ends(0);
    assert!(old_cards.iter().all(|card| world.public().contains(card)), "30 days after the session");
    world.run(&["build", "--now", "2027-01-10T00:00"]).ends(0);
    assert!(old_cards.iter().all(|card| !world.public().contains(card)), "31 days after the session");
}

#[test]
fn only_our_own_files_are_removed() {
    let world = World::new();
    world.write("public/keep.txt", "ours? no");
    world.write("public/rinyushoku/keep.txt", "no");
    world.build().ends(0);
    std::fs::remove_dir_all(world.path("content/rinyushoku")).unwrap();
    world.write("content/papa/_course.md", "---\nname: パパ教室\n---\n");
    world.build().ends(0);
    let files = world.public();
    assert!(files.contains(&"keep.txt".to_owned()) && files.contains(&"rinyushoku/keep.txt".to_owned()), "{files:?}");
    let ours = files.iter().filter(|file| file.contains("2026-12-10"));
    assert!(
        ours.clone().all(|file| file.contains("/cards/")),
        "only shared pictures stay: {:?}",
        ours.collect::<Vec<_>>()
    );
}

#[test]
fn a_forged_manifest_removes_nothing_outside() {
    let world = World::new();
    world.build().ends(0);
    world.write("diary.txt", "mine");
    let outside = world.path("diary.txt");
    let manifest = world.read("public/.oideyo.json").replacen(
        "\"files\": {",
        &format!("\"files\": {{\"../diary.txt\": {{}}, {:?}: {{}},", outside.to_string_lossy()),
        1,
    );
    world.write("public/.oideyo.json", manifest);
    world.build().ends(0);
    assert_eq!(world.read("diary.txt"), "mine");
}

#[test]
fn a_foreign_file_in_our_place_stops_the_build_and_stays() {
    let world = World::new();
    world.write("public/index.html", "<p>手で作ったページ");
    world.build().ends(3).says("index.html").says("消さずに残しました");
    assert_eq!(world.read("public/index.html"), "<p>手で作ったページ");
    assert_eq!(world.public(), ["index.html"]);
}

#[test]
fn an_interrupted_build_is_completed_by_the_next() {
    let world = World::new();
    world.build().ends(0);
    let whole = bytes(&world);
    // As after a kill: some files missing, a half-written temporary one, the claim in the manifest still open.
    std::fs::remove_file(world.path("public/index.html")).unwrap();
    world.write("public/.oideyo-new/rinyushoku/2026-12-10.html", "half");
    let manifest = world.read("public/.oideyo.json");
    let claimed = manifest.replacen("\"digest\"", "\"digest_of_old\"", 2);
    world.write("public/.oideyo.json", claimed);
    world.build().ends(0);
    assert_eq!(bytes(&world), whole);
    assert!(!world.path("public/.oideyo-new").exists());
}

#[test]
fn a_damaged_picture_is_made_again() {
    let world = World::new();
    world.build().ends(0);
    let whole = bytes(&world);
    let card = world.pictures()[0].clone();
    std::fs::write(&card, "broken").unwrap();
    world.build().ends(0);
    assert_eq!(bytes(&world), whole);
}

#[test]
fn broken_sessions_are_left_out_on_demand() {
    let world = World::new();
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: few\n---\n");
    world.build().ends(0);
    let before = bytes(&world);
    world.write("content/rinyushoku/2026-12-10.md", "---\nstanding: cancelled\n---\n");
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: fev\n---\n");
    world.build().ends(1);
    let build = ["build", "--skip-broken", "--now", "2026-12-01T09:00"];
    world.run(&build).ends(0).says("除いたもの: content/rinyushoku/2027-01-14.md");
    let after = bytes(&world);
    assert_eq!(after["rinyushoku/2027-01-14.html"], before["rinyushoku/2027-01-14.html"], "what was there stays");
    assert!(world.read("public/rinyushoku/2026-12-10.html").contains("中止"));
    world.write("content/rinyushoku/_course.md", "---\nname: [\n---\n");
    world.run(&build).ends(1);
}

#[test]
fn a_session_that_cannot_be_drawn_is_left_out_too() {
    let world = World::new();
    let long = "たいへんながいことばがつづいてどのカードにもはいりきらないみだしをかいてしまったひとのためのしけんのことばをならべてみました";
    world.write("content/rinyushoku/2027-01-14.md", format!("---\ntitle: {long}\n---\n"));
    world.build().ends(1).says("2027-01-14.md");
    assert!(!world.path("public").exists(), "nothing is left of it");
    world.run(&["build", "--skip-broken", "--now", "2026-12-01T09:00"]).ends(0).says("除いたもの");
    let files = world.public();
    assert!(files.contains(&"rinyushoku/2026-12-10.html".to_owned()), "{files:?}");
    assert!(!files.iter().any(|file| file.contains("2027-01-14")), "{files:?}");
}

#[test]
fn the_page_of_a_session_that_is_left_out_keeps_its_photo() {
    let world = World::new();
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(64, 48).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    world.write("content/rinyushoku/a.jpg", jpeg.into_inner());
    world.write("content/rinyushoku/2027-01-14.md", "---\nphoto: {file: a.jpg, alt: 親子, consent: 同意}\n---\n");
    world.build().ends(0);
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: fev\n---\n");
    world.run(&["build", "--skip-broken", "--now", "2026-12-01T09:00"]).ends(0);
    assert!(world.public().iter().any(|file| file.starts_with("rinyushoku/photos/")), "{:?}", world.public());
}

#[test]
fn an_unreadable_session_can_be_left_out_too() {
    let world = World::new();
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: few\n---\n");
    world.build().ends(0);
    world.write("content/rinyushoku/2027-01-14.md", b"\xFF\xD8\xFF\xE0");
    world.build().ends(1).says("文字コード");
    world.run(&["build", "--skip-broken", "--now", "2026-12-01T09:00"]).ends(0).says("2027-01-14.md");
    assert!(world.public().contains(&"rinyushoku/2027-01-14.html".to_owned()));
}

#[test]
fn a_broken_course_holds_up_no_other() {
    let world = World::new();
    world.write("content/sodan/_course.md", COURSE.replace("離乳食教室", "相談日"));
    world.write("content/sodan/2026-12-15.md", "---\nseats: few\n---\n");
    world.build().ends(0);
    let earlier = world.read("public/sodan/2026-12-15.html");
    world.write("content/sodan/_course.md", COURSE.replace("time: 10:00-11:30", "time: いつも"));
    world.write("content/rinyushoku/2026-12-10.md", "---\nseats: full\n---\n");
    world.build().ends(1);
    world
        .run(&["build", "--skip-broken", "--now", "2026-12-01T09:00"])
        .ends(0)
        .says("除いたもの: content/sodan/_course.md");
    assert_eq!(world.read("public/sodan/2026-12-15.html"), earlier);
    assert!(world.public().contains(&"sodan/index.html".to_owned()), "{:?}", world.public());
    assert!(world.read("public/rinyushoku/2026-12-10.html").contains("満席"));
}

#[test]
fn warnings_come_again_with_every_build() {
    let world = World::new();
    world.write("content/rinyushoku/2026-12-10.md", "---\ntitle: もぐもぐ🍚教室\n---\n");
    world.build().ends(0).says("絵文字（🍚）");
    world.build().ends(0).says("絵文字（🍚）").says("書きかえたファイル0");
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    world.write("public", "a file, not a folder");
    world.build().ends(2).says("フォルダーではありません");
    // /proc takes no files from anybody, root included, which mode bits would not stop.
    world.run(&["build", "--out", "/proc/oideyo"]).ends(3).says("書けません");
    let locked = world.path("locked");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    let outcome = world.run(&["build", "--out", "locked"]);
    if std::fs::write(locked.join("probe"), "").is_err() {
        outcome.ends(3).says("書けません");
        assert_eq!(std::fs::read_dir(&locked).unwrap().count(), 0);
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_says_so_and_keeps_the_earlier_site() {
    let world = World::new();
    world.build().ends(0);
    let before = bytes(&world);
    world.write("content/rinyushoku/2026-12-10.md", "---\ntitle: 新しい見出し\n---\n");
    // A limit on the size of any file stops the largest one, a picture, half-way: as a full disk does.
    let script =
        format!("ulimit -f 40; trap '' XFSZ; exec {} build --now 2026-12-01T09:00", env!("CARGO_BIN_EXE_oideyo"));
    let output = std::process::Command::new("bash").args(["-c", &script]).current_dir(world.path("")).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("空き容量"));
    let after = bytes(&world);
    assert!(before.iter().all(|(file, bytes)| after.get(file) == Some(bytes)), "the earlier site is whole");
    world.build().ends(0);
    assert!(!world.path("public/.oideyo-new").exists(), "nothing half-written is left");
}

#[test]
fn one_photo_with_two_centres_is_two_photos() {
    let mut jpeg = std::io::Cursor::new(Vec::new());
    let photo = image::RgbImage::from_fn(900, 300, |x, _| image::Rgb([(x / 4) as u8, 90, 120]));
    photo.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let session =
        |focus: &str| format!("---\nphoto: {{file: a.jpg, alt: 親子, consent: 書面で同意, focus: {focus}}}\n---\n");
    let both = World::new();
    both.write("content/rinyushoku/a.jpg", jpeg.get_ref());
    both.write("content/rinyushoku/2026-12-10.md", session("0% 50%"));
    both.write("content/rinyushoku/2027-01-14.md", session("100% 50%"));
    both.build().ends(0);
    let alone = World::new();
    alone.write("content/rinyushoku/a.jpg", jpeg.get_ref());
    alone.write("content/rinyushoku/2026-12-10.md", session("0% 50%"));
    alone.build().ends(0);
    let (both, alone) = (bytes(&both), bytes(&alone));
    for card in alone.keys().filter(|file| file.contains("/cards/") || file.contains("/slides/")) {
        assert!(both.get(card) == alone.get(card), "{card} shows the other session's part of the photo");
    }
}
