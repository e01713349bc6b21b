//! QR codes, read back by somebody else's reader (zbar) from the finished files.

use std::path::Path;
use std::process::Command;

use super::world::World;

/// What zbarimg reads from a picture; empty where it finds no code.
pub fn read(picture: &Path) -> Vec<String> {
    let output = Command::new("zbarimg").args(["--quiet", "--raw", "-Sbinary=0"]).arg(picture).output();
    let output = output.expect("zbarimg is installed (Debian: zbar-tools)");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// The code of the one picture whose address holds `part`.
#[track_caller]
fn code(world: &World, part: &str) -> Vec<String> {
    let pictures = world.pictures();
    let found: Vec<_> = pictures.iter().filter(|path| path.to_string_lossy().contains(part)).collect();
    assert_eq!(found.len(), 1, "{part}: {pictures:?}");
    read(found[0])
}

#[test]
fn every_channel_leads_to_its_own_form() {
    let world = World::new();
    world.write(
        "content/rinyushoku/2026-12-10.md",
        "---\nbooking:\n  url: https://booking.example.jp/f/web\n  channels:\n    \
         line: https://booking.example.jp/f/line\n    signage: https://booking.example.jp/f/sign?key=0aF\n---\n",
    );
    world.build().ends(0);
    assert_eq!(code(&world, "10-ogp."), ["https://booking.example.jp/f/web"]);
    assert_eq!(code(&world, "10-line."), ["https://booking.example.jp/f/line"]);
    assert_eq!(code(&world, "slides/landscape"), ["https://booking.example.jp/f/sign?key=0aF"]);
    assert_eq!(code(&world, "slides/portrait"), ["https://booking.example.jp/f/sign?key=0aF"]);
    assert_eq!(code(&world, "10-story."), [""; 0]);
    assert!(world.read("public/rinyushoku/2026-12-10.html").contains("https://booking.example.jp/f/web"));
}

#[test]
fn who_cannot_book_is_led_to_the_course() {
    let course = "https://www.city.aoba.example.jp/oideyo/rinyushoku/index.html";
    for state in ["seats: full", "seats: closed", "standing: cancelled", "standing: postponed"] {
        let world = World::new();
        world.write("content/rinyushoku/2026-12-10.md", format!("---\n{state}\n---\n"));
        world.build().ends(0);
        for picture in ["10-ogp.", "10-line.", "slides/landscape", "slides/portrait"] {
            assert_eq!(code(&world, picture), [course], "{state} {picture}");
        }
    }
}

#[test]
fn a_course_and_its_surveys_have_cards_of_their_own() {
    let world = World::new();
    let survey = |name: &str, closes: &str| format!("survey: {{url: 'https://enq.example.jp/{name}'{closes}}}\n");
    let course = world.read("content/rinyushoku/_course.md");
    world.write("content/rinyushoku/_course.md", course.replacen("---\n", &format!("---\n{}", survey("all", "")), 1));
    world.write("content/rinyushoku/2026-12-10.md", "---\n---\n");
    world.write("content/rinyushoku/2026-12-17.md", format!("---\n{}---\n", survey("own", ", closes: 2026-12-20")));
    world.build().ends(0);
    let page = "https://www.city.aoba.example.jp/oideyo/rinyushoku/index.html";
    assert_eq!(code(&world, "cards/course-ogp."), [page]);
    assert_eq!(code(&world, "cards/course-line."), [page]);
    assert_eq!(code(&world, "cards/survey."), ["https://enq.example.jp/all"]);
    assert_eq!(code(&world, "17-survey."), ["https://enq.example.jp/own"]);
    assert!(!world.public().iter().any(|file| file.contains("10-survey")), "an inherited survey has one card");
    assert!(world.read("public/rinyushoku/index.html").contains("/rinyushoku/cards/course-ogp."), "link preview");
    world.run(&["build", "--now", "2026-12-21T00:00"]).ends(0);
    assert!(!world.public().iter().any(|file| file.contains("17-survey")), "a survey that is closed asks nobody");
}

#[test]
fn without_a_form_there_is_no_code() {
    for booking in ["{url: なし, phone: 0197-00-0011}", "{need: 不要}"] {
        let world = World::new();
        world.write("content/rinyushoku/2026-12-10.md", format!("---\nbooking: {booking}\n---\n"));
        world.build().ends(0);
        for picture in world.pictures().iter().filter(|path| !path.to_string_lossy().contains("/cards/course-")) {
            assert_eq!(read(picture), [""; 0], "{booking} {}", picture.display());
        }
    }
}

#[test]
fn long_addresses_are_drawn_too_and_overlong_ones_refused() {
    for bytes in [26, 60, 100, 152, 200, 280] {
        let url = format!("https://booking.example.jp/{}", "x".repeat(bytes - 27 + usize::from(bytes == 26)));
        let world = World::new();
        world.write("content/rinyushoku/2026-12-10.md", format!("---\nbooking: {{url: '{url}'}}\n---\n"));
        world.build().ends(0);
        for picture in ["10-ogp.", "10-line.", "slides/landscape", "slides/portrait"] {
            assert_eq!(code(&world, picture), [url.as_str()], "{bytes} {picture}");
        }
    }
    let world = World::new();
    let url = format!("https://booking.example.jp/{}", "x".repeat(200));
    world.write("content/rinyushoku/2026-12-10.md", format!("---\nbooking: {{url: '{url}'}}\n---\n"));
    world
        .build()
        .ends(0)
        .says("43インチの画面では約2.0mまで近づかないと")
        .says("62文字以下なら約2.6m")
        .says("約27cmまで");
    let world = World::new();
    let url = format!("https://booking.example.jp/{}", "x".repeat(400));
    world.write("content/rinyushoku/2026-12-10.md", format!("---\nbooking: {{url: '{url}'}}\n---\n"));
    world.build().ends(1).says("短い申込URLを使ってください");
}

#[test]
fn the_longest_address_leaves_room_for_every_state() {
    let url = format!("https://booking.example.jp/{}", "x".repeat(287 - 27));
    let states = ["seats: open", "seats: few", "seats: full", "seats: waitlist", "seats: closed"];
    let standings = ["standing: cancelled", "standing: postponed", "previous_dates: [2026-12-03]"];
    let world = World::new();
    for (number, state) in states.into_iter().chain(standings).enumerate() {
        let session = format!("---\n{state}\nbooking: {{url: '{url}'}}\n---\n");
        world.write(&format!("content/rinyushoku/2026-12-1{number}.md"), session);
    }
    world.build().ends(0);
    // Without a moved session's words the same address is all right; with a very long headline it is what must go.
    let long = "title: ことばとからだをたのしくそだてる親子のじかんを、ゆっくりすごしませんか";
    let moved = "previous_dates: [2026-12-03]";
    world.write("content/rinyushoku/2026-12-17.md", format!("---\n{long}\n{moved}\nbooking: {{url: '{url}'}}\n---\n"));
    world.build().ends(1).says("申込URLが長すぎて（287文字）、SNS用カード").says("2026-12-17.md:4:10");
}

#[test]
fn a_surveys_address_is_called_so() {
    let world = World::new();
    let survey =
        |bytes: usize| format!("---\nsurvey: {{url: 'https://enq.example.jp/{}'}}\n---\n", "x".repeat(bytes - 23));
    world.write("content/rinyushoku/2026-12-10.md", survey(400));
    world.build().ends(1).says("アンケートのURLが長すぎて（400文字）、LINE用カード").says("2026-12-10.md:2:9");
    world.write("content/rinyushoku/2026-12-10.md", survey(200));
    world.build().ends(0).says("アンケートのURLが長い（200文字）").says("2026-12-10.md:2:9");
}
