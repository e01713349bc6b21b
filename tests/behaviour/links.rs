//! Before going live: `check --links` and `--external`.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use image::{ImageFormat, RgbImage};

use super::world::{COURSE, Outcome, SITE, World, files_below};

const NOW: &str = "2026-12-01T09:00";

/// What is found: severity, rule, file, line, column, message, help.
struct Found(Vec<serde_json::Value>);

impl Found {
    fn of(outcome: &Outcome) -> Self {
        Self(outcome.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
    }

    /// The one finding of a rule: `FILE:LINE:COLUMN MESSAGE → HELP`.
    #[track_caller]
    fn one(&self, rule: &str) -> String {
        let all: Vec<_> = self.0.iter().filter(|found| found["rule"] == rule).collect();
        assert_eq!(all.len(), 1, "{rule}: {:#?}", self.0);
        let text = |key: &str| all[0][key].as_str().unwrap_or("-").to_owned();
        format!("{}:{}:{} {} → {}", text("file"), all[0]["line"], all[0]["column"], text("message"), text("help"))
    }

    fn rules(&self) -> Vec<&str> {
        let mut rules: Vec<&str> = self.0.iter().filter_map(|found| found["rule"].as_str()).collect();
        rules.sort_unstable();
        rules
    }
}

/// Looks at links; no advice in between.
fn look(world: &World, further: &[&str]) -> (Outcome, Found) {
    let arguments = [&["check", "--links", "--format", "json", "--now", NOW], further].concat();
    let outcome = world.run(&arguments);
    let found = Found::of(&outcome);
    (outcome, found)
}

/// A world whose one session says these words. It has neither cards nor slides, which nobody looks at here.
fn saying(body: &str) -> World {
    let world = World::new();
    world.write("content/site.yaml", format!("{SITE}channels: {{card: off, signage: off}}\n"));
    world.write("content/rinyushoku/2026-12-10.md", format!("---\nseats: open\n---\n{body}\n"));
    world
}

#[test]
fn a_good_site_has_nothing_to_mend() {
    let world = saying(
        "[一覧](../index.html)と[教室](./)と[カレンダー](calendar.ics)、[本文の先頭](#main)、[市](https://www.city.aoba.example.jp/oideyo/feed.xml)",
    );
    let (outcome, found) = look(&world, &[]);
    outcome.ends(0);
    assert_eq!(found.rules(), Vec::<&str>::new(), "{:#?}", found.0);
    assert!(!world.path("public").exists(), "nothing is written");
    world.run(&["check", "--links", "--now", NOW]).ends(0).says("エラーはありません");
}

#[test]
fn the_sample_is_clean_before_and_behind_a_build() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let world = World::empty();
    for file in files_below(&content) {
        world.write(&format!("content/{file}"), std::fs::read(content.join(&file)).unwrap());
    }
    for _ in 0..2 {
        let (outcome, found) = look(&world, &[]);
        outcome.ends(0);
        assert_eq!(found.rules(), Vec::<&str>::new(), "{:#?}", found.0);
        world.build().ends(0);
    }
    let a_minute_later = world.run(&["check", "--links", "--format", "json", "--now", "2026-12-01T09:01"]);
    assert_eq!(Found::of(&a_minute_later).rules(), Vec::<&str>::new());
}

#[test]
fn a_link_to_nothing_is_told_where_it_was_written() {
    let world = saying("前の行\n\nくわしくは[次の回](2026-12-1O.html)へ");
    let (outcome, found) = look(&world, &[]);
    outcome.ends(1);
    let told = found.one("broken-link");
    assert!(told.starts_with("content/rinyushoku/2026-12-10.md:6:12 "), "{told}");
    assert!(told.contains("「2026-12-10.html」のことですか"), "{told}");
    assert!(told.contains("rinyushoku/2026-12-10.html のリンク"), "{told}");
    let lines = world.run(&["check", "--links", "--format", "line", "--now", NOW]);
    lines.ends(1).says("content/rinyushoku/2026-12-10.md:6:12-6:27: error: [broken-link] ");
    world.run_in("en_US.UTF-8", &["check", "--links", "--now", NOW]).ends(1);
}

#[test]
fn each_mistake_in_an_address_has_its_own_way_out() {
    for (address, rule, way_out) in [
        ("2026-12-10.md", "broken-link", "「2026-12-10.html」と書いてください"),
        ("_course.md#main", "broken-link", "「index.html#main」と書いてください"),
        ("../rinyushoku", "broken-link", "「index.html」と書いてください"),
        ("chirashi.pdf", "broken-link", "https:// で始まるそのアドレス"),
        ("../Rinyushoku/2026-12-10.html", "link-case", "「2026-12-10.html」と書いてください"),
        ("Index.html#main", "link-case", "「index.html#main」と書いてください"),
        ("https://www.city.aoba.example.jp/oideyo/rinyushoku/nai.html", "broken-link", ""),
        ("2026-12-10.html#yokuaru", "broken-anchor", "「#yokuaru」を消すと"),
        ("#mian", "broken-anchor", "「#main」のことですか"),
        ("../../oideyo/nai.ics", "broken-link", ""),
        ("2026-12-03.html", "broken-link", "「2026-12-17.html」と書いてください"),
    ] {
        let world = saying(&format!("[ここ]({address})"));
        world.write("content/rinyushoku/chirashi.pdf", "%PDF");
        let moved = "---\nprevious_dates: [2026-12-03]\nchanges: [{date: 2026-11-20, text: 変わりました}]\n---\n";
        world.write("content/rinyushoku/2026-12-17.md", moved);
        let (outcome, found) = look(&world, &[]);
        outcome.ends(1);
        let told = found.one(rule);
        assert!(told.contains(way_out) && told.starts_with("content/rinyushoku/2026-12-10.md:4:"), "{address}: {told}");
        assert_eq!(found.0.len(), 1, "{address}: {:#?}", found.0);
    }
}

#[test]
fn what_a_course_says_is_told_once_at_the_course() {
    let world = World::new();
    let course =
        COURSE.replace("cancel: online\n", "cancel: online\nfaq:\n  - q: 何を\n    a: \"[一覧](../Index.html)です\"\n");
    world.write("content/rinyushoku/_course.md", format!("{course}\n[まちがい](nai.html)\n"));
    world.write("content/rinyushoku/2026-12-17.md", "---\nseats: open\n---\n");
    world.write("content/accessibility.md", "[試験の結果](kekka.html)\n");
    let (outcome, found) = look(&world, &[]);
    outcome.ends(1);
    assert!(found.one("link-case").starts_with("content/rinyushoku/_course.md:"), "{:#?}", found.0);
    let mut files: Vec<_> =
        found.0.iter().filter(|found| found["rule"] == "broken-link").map(|found| &found["file"]).collect();
    files.sort_by_key(ToString::to_string);
    assert_eq!(files, ["content/accessibility.md", "content/rinyushoku/_course.md"]);
}

#[test]
fn a_picture_of_the_theme_that_is_not_there_is_named_with_its_page() {
    let world = World::new();
    world.write("content/site.yaml", format!("{}theme: machi\n", SITE));
    world.write("themes/machi/theme.yaml", "colours:\n  cream: \"#f3f9fb\"\n");
    let page = include_str!("../../themes/default/pages/accessibility.html");
    let page = page.replace("<h1>", "<img src=\"art/machi.png\" alt=\"\"><h1>");
    world.write("themes/machi/pages/accessibility.html", page);
    let (outcome, found) = look(&world, &[]);
    outcome.ends(1);
    let told = found.one("missing-picture");
    assert!(
        told.starts_with("-:null:null") && told.contains("art/machi.png") && told.contains("accessibility.html"),
        "{told}"
    );
}

#[test]
fn a_link_to_a_session_that_is_left_out_names_what_to_correct() {
    let world = saying("[次の回](2026-12-17.html)");
    world.write("content/rinyushoku/2026-12-17.md", "---\ntime: 午前\n---\n");
    let (outcome, found) = look(&world, &[]);
    outcome.ends(1);
    let told = found.one("broken-link");
    assert!(told.contains("content/rinyushoku/2026-12-17.md を直すと"), "{told}");
    assert!(found.rules().contains(&"bad-hours"), "{:?}", found.rules());
}

/// A JPEG with coordinates, as phones write them.
fn photo_with_gps() -> Vec<u8> {
    let mut plain = std::io::Cursor::new(Vec::new());
    RgbImage::from_pixel(1400, 1000, image::Rgb([200, 160, 90])).write_to(&mut plain, ImageFormat::Jpeg).unwrap();
    let plain = plain.into_inner();
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0]); // where the GPS entries are
    exif.extend([0, 1, 0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 44, 0, 0, 0, 0]); // latitude, three fractions
    exif.extend([39_u32, 1, 17, 1, 6, 1].into_iter().flat_map(u32::to_be_bytes));
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

#[test]
fn photos_that_tell_their_place_are_warned_of_and_published_without() {
    let world = World::new();
    world.write("content/rinyushoku/photos/oyako.jpg", photo_with_gps());
    world.write("content/rinyushoku/photos/tsukawanai.JPG", photo_with_gps());
    let photo = "---\nphoto: {file: photos/oyako.jpg, alt: 親子, consent: はい}\n---\n";
    world.write("content/rinyushoku/2026-12-10.md", photo);
    let (outcome, found) = look(&world, &[]);
    outcome.ends(0);
    assert_eq!(found.rules(), ["photo-gps", "photo-gps"]);
    let placed = found.0.iter().find(|found| found["line"] == 2).unwrap();
    assert_eq!(placed["severity"], "warning");
    assert!(
        found.0.iter().any(|found| found["message"].as_str().unwrap().contains("tsukawanai.JPG")),
        "{:#?}",
        found.0
    );
    world.build().ends(0);
    let told =
        |file: &String| oideyo::content::location::is_told(&std::fs::read(world.path("public").join(file)).unwrap());
    let public = world.public();
    assert!(public.iter().any(|file| file.contains("/photos/")) && !public.iter().any(told));
}

#[test]
fn a_film_that_would_be_published_with_its_place_is_an_error() {
    let world = World::new();
    let film = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/rinyushoku/films/spoon.mp4")).unwrap();
    world.write("content/rinyushoku/films/a.mp4", located(&film));
    let mut still = std::io::Cursor::new(Vec::new());
    RgbImage::from_pixel(1400, 1000, image::Rgb([200, 160, 90])).write_to(&mut still, ImageFormat::Png).unwrap();
    world.write("content/rinyushoku/photos/a.png", still.into_inner());
    let slides = "---\nslides:\n  - {film: films/a.mp4, photo: photos/a.png, alt: 離乳食のスプーン, text: はじめのひとさじ, consent: はい}\n---\n";
    world.write("content/rinyushoku/2026-12-10.md", slides);
    let (outcome, found) = look(&world, &[]);
    outcome.ends(1);
    let told = found.one("output-gps");
    assert!(told.starts_with("content/rinyushoku/2026-12-10.md:3:") && told.contains("a.mp4"), "{told}");
    assert!(!found.rules().contains(&"photo-gps"), "told once: {:?}", found.rules());
}

/// A film with Apple's box of the place at the end of its `moov`.
fn located(film: &[u8]) -> Vec<u8> {
    let at = film.windows(4).position(|name| name == b"moov").unwrap() - 4;
    let size = u32::from_be_bytes(film[at..at + 4].try_into().unwrap());
    let place = b"+39.28+141.11/";
    let inner = u32::try_from(12 + place.len()).unwrap();
    let user = [&(inner + 8).to_be_bytes()[..], b"udta", &inner.to_be_bytes(), b"\xa9xyz", &[0, 14, 0x15, 0xc7], place]
        .concat();
    let end = at + size as usize;
    let grown = (size + inner + 8).to_be_bytes();
    [&film[..at], &grown, &film[at + 4..end], &user, &film[end..]].concat()
}

#[test]
fn what_should_be_public_by_now_and_is_not_is_told() {
    let world = saying("");
    // Booking opens on 20 December.
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: open\n---\n");
    world.build().ends(0);
    assert_eq!(look(&world, &[]).1.rules(), Vec::<&str>::new(), "just built");

    // Time passes: lists show other sessions.
    let later = world.run(&["check", "--links", "--format", "json", "--now", "2026-12-11T09:00"]);
    let found = Found::of(&later);
    later.ends(0);
    let told = found.one("public-behind");
    assert!(told.contains("public は") && told.contains("oideyo build"), "{told}");

    // A session that can be booked already was never built; the one that opens later is no reason to hurry.
    world.write("content/rinyushoku/2026-12-17.md", "---\nseats: open\n---\n");
    world.write("content/rinyushoku/2027-02-18.md", "---\nseats: open\n---\n");
    let (outcome, found) = look(&world, &[]);
    outcome.ends(0);
    let told = found.one("not-public");
    assert!(told.starts_with("content/rinyushoku/2026-12-17.md:1:1 12月17日（木）の離乳食教室は"), "{told}");
    world.build().ends(0);
    assert_eq!(look(&world, &[]).1.rules(), Vec::<&str>::new(), "built again");

    // Somebody deleted a page.
    std::fs::remove_file(world.path("public/rinyushoku/2026-12-17.html")).unwrap();
    assert_eq!(look(&world, &[]).1.rules(), ["not-public", "public-behind"]);
    // Another folder that was never built has nothing to be old.
    assert_eq!(look(&world, &["--out", "never"]).1.rules(), Vec::<&str>::new());
}

/// A web server of its own, on loopback: answers as paths say, and counts.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
    busiest: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (asked, busiest) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
        let (asked_of, busiest_of) = (Arc::clone(&asked), Arc::clone(&busiest));
        let busy = Arc::new(AtomicUsize::new(0));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (asked, busiest, busy) = (Arc::clone(&asked_of), Arc::clone(&busiest_of), Arc::clone(&busy));
                std::thread::spawn(move || {
                    busiest.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    if let Ok(stream) = stream {
                        answer(stream, &asked);
                    }
                    busy.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { port, asked, busiest }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(mut stream: TcpStream, asked: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap_or_default();
    let mut header = String::new();
    while reader.read_line(&mut header).is_ok_and(|read| read > 2) {
        header.clear();
    }
    let mut words = first.split_whitespace();
    let (method, path) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
    if method.is_empty() {
        return;
    }
    asked.lock().unwrap().push(format!("{method} {path}"));
    let (status, further) = match path.split('?').next().unwrap_or_default() {
        "/gone" => ("404 Not Found", ""),
        "/moved" => ("301 Moved Permanently", "Location: /new\r\n"),
        "/for-now" => ("302 Found", "Location: new\r\n"),
        "/circle" => ("302 Found", "Location: /circle\r\n"),
        "/no-head" if method == "HEAD" => ("405 Method Not Allowed", ""),
        "/members" => ("403 Forbidden", ""),
        "/broken" => ("503 Service Unavailable", ""),
        "/slow" => {
            std::thread::sleep(Duration::from_secs(8));
            ("200 OK", "")
        }
        _ => ("200 OK", ""),
    };
    let _ = write!(stream, "HTTP/1.1 {status}\r\n{further}Content-Length: 0\r\nConnection: close\r\n\r\n");
}

/// Lets the course's form be one of this machine.
fn book_at(world: &World, port: u16, path: &str) {
    let form = format!("http://127.0.0.1:{port}{path}");
    world.write("content/rinyushoku/_course.md", COURSE.replace("https://booking.example.jp/f/Wuu3y", &form));
    world.write("content/site.yaml", SITE.replace("booking.example.jp", &format!("127.0.0.1:{port}")));
}

/// A port nobody listens on.
fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn links_that_lead_away_are_asked_only_when_wanted() {
    let server = Server::start();
    let paths = [
        "/here",
        "/here#part",
        "/gone",
        "/moved",
        "/for-now",
        "/circle",
        "/no-head",
        "/members",
        "/broken",
        "/slow",
        "/日本",
    ];
    let refused = format!("http://127.0.0.1:{}/x", closed_port());
    let links: String =
        paths.iter().map(|path| server.url(path)).chain([refused]).map(|url| format!("- [x]({url})\n")).collect();
    let world = saying(&links);
    // The form itself is one of those that are asked.
    book_at(&world, server.port, "/f/x?key=0aF9SECRET");

    look(&world, &[]).0.ends(0);
    world.run(&["check", "--now", NOW]);
    assert_eq!(server.asked(), Vec::<String>::new(), "no request without --external");

    let (outcome, found) = look(&world, &["--external", "--timeout", "3"]);
    outcome.ends(1);
    let gone = found.one("dead-link");
    assert!(
        gone.starts_with("content/rinyushoku/2026-12-10.md:6:7 ") && gone.contains("/gone") && gone.contains("404"),
        "{gone}"
    );
    let moved = found.one("moved-link");
    assert!(
        moved.contains(&server.url("/new")) && moved.starts_with("content/rinyushoku/2026-12-10.md:7:7 "),
        "{moved}"
    );
    let unsure: Vec<String> = found
        .0
        .iter()
        .filter(|found| found["rule"] == "unsure-link")
        .map(|found| format!("{} {}", found["line"], found["message"].as_str().unwrap()))
        .collect();
    let says = |line: u64, words: &str| {
        unsure.iter().any(|told| told.starts_with(&format!("{line} ")) && told.contains(words))
    };
    assert!(
        says(9, "redirects")
            && says(11, "403")
            && says(12, "503")
            && says(13, "時間のうちに")
            && says(15, "つながりません"),
        "{unsure:#?}"
    );
    assert_eq!(unsure.len(), 5, "{unsure:#?}");
    let asked = server.asked();
    let times = |line: &str| asked.iter().filter(|asked| *asked == line).count();
    assert_eq!((times("HEAD /here"), times("GET /here"), times("GET /no-head")), (1, 0, 1), "{asked:?}");
    assert_eq!(times("HEAD /%E6%97%A5%E6%9C%AC"), 1, "{asked:?}");
    assert_eq!(times("HEAD /f/x?key=0aF9SECRET"), 1, "the form is asked as it is: {asked:?}");
    assert!(server.busiest.load(Ordering::SeqCst) <= 2, "one at a time; a slow answer may still be on its way");
}

#[test]
fn the_secret_of_a_form_is_never_printed() {
    let server = Server::start();
    let world = World::new();
    book_at(&world, server.port, "/gone?key=0aF9SECRET&b=1");
    for format in ["text", "json", "line"] {
        let outcome = world.run(&["check", "--external", "--format", format, "--now", NOW]);
        outcome.ends(1).says("/gone?key=**********&b=1");
        assert!(!format!("{}{}", outcome.out, outcome.err).contains("SECRET"), "{}{}", outcome.out, outcome.err);
    }
    assert!(server.asked().iter().all(|asked| asked.contains("key=0aF9SECRET")), "{:?}", server.asked());
}

#[test]
fn a_machine_without_a_way_out_says_so_once() {
    let world = saying(&format!("[a](http://127.0.0.1:{}/) [b](http://127.0.0.1:{}/)", closed_port(), closed_port()));
    book_at(&world, closed_port(), "/f");
    let outcome = world.run(&["check", "--external", "--now", NOW]);
    outcome.ends(3).says("インターネットに出られないようです");
    assert_eq!(outcome.err.matches("つながりません").count(), 0, "{}", outcome.err);
}
