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
    assert_eq!(code(&world, "-ogp."), ["https://booking.example.jp/f/web"]);
    assert_eq!(code(&world, "-line."), ["https://booking.example.jp/f/line"]);
    assert_eq!(code(&world, "slides/landscape"), ["https://booking.example.jp/f/sign?key=0aF"]);
    assert_eq!(code(&world, "slides/portrait"), ["https://booking.example.jp/f/sign?key=0aF"]);
    assert_eq!(code(&world, "-story."), [""; 0]);
    assert!(world.read("public/rinyushoku/2026-12-10.html").contains("https://booking.example.jp/f/web"));
}

#[test]
fn who_cannot_book_is_led_to_the_course() {
    let course = "https://www.city.aoba.example.jp/oideyo/rinyushoku/index.html";
    for state in ["seats: full", "seats: closed", "standing: cancelled", "standing: postponed"] {
        let world = World::new();
        world.write("content/rinyushoku/2026-12-10.md", format!("---\n{state}\n---\n"));
        world.build().ends(0);
        for picture in ["-ogp.", "-line.", "slides/landscape", "slides/portrait"] {
            assert_eq!(code(&world, picture), [course], "{state} {picture}");
        }
    }
}

#[test]
fn without_a_form_there_is_no_code() {
    for booking in ["{url: なし, phone: 0197-00-0011}", "{need: 不要}"] {
        let world = World::new();
        world.write("content/rinyushoku/2026-12-10.md", format!("---\nbooking: {booking}\n---\n"));
        world.build().ends(0);
        for picture in world.pictures() {
            assert_eq!(read(&picture), [""; 0], "{booking} {}", picture.display());
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
        for picture in ["-ogp.", "-line.", "slides/landscape", "slides/portrait"] {
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
