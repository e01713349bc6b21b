//! Mistakes of tired people: each gives one clear message at its place, the right exit code, and nothing half-written.

use super::world::{COURSE, SITE, World};

const SESSION: &str = "content/rinyushoku/2026-12-10.md";

/// One mistake in the session's file: the only error is `rule` at line and column.
#[track_caller]
fn session_error(text: &str, rule: &str, line: u64, column: u64) {
    let world = World::new();
    world.write(SESSION, text);
    assert_eq!(world.check(), [("error".into(), rule.into(), SESSION.into(), line, column)], "{text}");
    world.build().ends(1);
    assert!(world.public().is_empty());
}

#[test]
fn mistakes_in_a_session_are_told_at_their_place() {
    session_error("---\ntitel: あ\n---\n", "unknown-key", 2, 1);
    session_error("---\nseats: open\nseats: few\n---\n", "duplicate-key", 3, 1);
    session_error("---\nseats: たくさん\n---\n", "bad-choice", 2, 8);
    session_error("---\ndate: 2026-02-30\n---\n", "impossible-date", 2, 7);
    session_error("---\ndate: 2026年12月10日(水)\n---\n", "weekday", 2, 7);
    session_error("---\ndate: 2026-12-11\n---\n", "file-name-date", 2, 7);
    session_error("---\ntime: 11:30-10:00\n---\n", "end-before-start", 2, 7);
    session_error("---\ntime: 午前\n---\n", "bad-hours", 2, 7);
    session_error("---\n受付: 9:45\n---\n", "bare-reception", 2, 1);
    session_error("---\nname: 教室\n---\n", "wrong-place", 2, 1);
    session_error("---\nbooking: https://booking.example.jp/\n---\n", "wants-map", 2, 10);
    session_error("---\ntitle: [あ, い]\n---\n", "wants-one", 2, 8);
    session_error("---\nseats: few #メモ\n---\n", "swallowed-hash", 2, 12);
    session_error("---\nbooking: {phone: 内線12}\n---\n", "bad-phone", 2, 18);
    session_error("---\nbooking: {opens: そのうち}\n---\n", "bad-moment", 2, 18);
    session_error("---\nbooking: {opens: 当日 9:00, closes: 前日 9:00}\n---\n", "closes-before-opens", 2, 35);
    session_error("---\nfaq: [{q: あ, a: '[い](javascript:う)'}]\n---\n", "unsafe-link", 2, 17);
    session_error("---\naudience: {min_months: 8, max_months: 6}\n---\n", "months-reversed", 2, 39);
}

#[test]
fn broken_shapes_are_told_without_cascades() {
    session_error("本文\n", "no-front-matter", 1, 1);
    session_error("---\ntitle: あ\n本文\n", "unclosed-front-matter", 3, 1);
    session_error("---\ntitle: \"あ\n---\n", "unclosed-quote", 2, 8);
    session_error("---\ntitle: あ\n見出しだけの行\n---\n", "no-key", 3, 1);
}

#[test]
fn comments_that_lose_nothing_are_comments() {
    let world = World::new();
    for text in [
        "seats: \"few\" #メモ",
        "seats: 'few' #メモ",
        "summary: |\n  一行\n#メモ\nseats: few",
        "#メモ\nseats: few # メモ",
    ] {
        world.write(SESSION, format!("---\n{text}\n---\n"));
        assert_eq!(world.check(), [], "{text}");
    }
}

#[test]
fn booking_addresses_that_cannot_be_used() {
    for (url, rule) in [
        ("booking.example.jp/f", "url-not-http"),
        ("ftp://booking.example.jp/f", "url-not-http"),
        ("javascript:alert(1)", "url-not-http"),
        ("https://booking.example.jp/a b", "url-with-space"),
        ("https://予約.example.jp/", "url-japanese-host"),
        ("https://evil.example/", "booking-host"),
        ("https://booking.example.jp@evil.example/", "url-bad-host"),
    ] {
        let world = World::new();
        world.write(SESSION, format!("---\nbooking:\n  url: {url}\n---\n"));
        let found = world.check();
        assert_eq!(found, [("error".into(), rule.into(), SESSION.into(), 3, 8)], "{url}");
    }
}

#[test]
fn a_host_that_is_not_allowed_shows_the_line_to_add() {
    let world = World::new();
    world.write(SESSION, "---\nbooking: {url: https://forms.example.jp/x}\n---\n");
    world.build().ends(1).says("  - forms.example.jp").says("booking_hosts");
}

#[test]
fn japanese_in_an_address_is_encoded_with_a_notice() {
    let world = World::new();
    world.write(SESSION, "---\nbooking: {url: https://booking.example.jp/申込}\n---\n");
    world.build().ends(0).says("https://booking.example.jp/%E7%94%B3%E8%BE%BC");
    assert!(world.read("public/rinyushoku/2026-12-10.html").contains("/%E7%94%B3%E8%BE%BC"));
}

#[test]
fn an_inherited_mistake_is_told_once_where_it_was_made() {
    let world = World::new();
    world.write("content/rinyushoku/_course.md", COURSE.replace("booking.example.jp", "other.example.jp"));
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: few\n---\n");
    let course = "content/rinyushoku/_course.md".to_owned();
    assert_eq!(world.check(), [("error".into(), "booking-host".into(), course, 9, 8)]);
}

#[test]
fn all_mistakes_of_all_files_come_in_one_run() {
    let world = World::new();
    world.write(SESSION, "---\nseats: たくさん\ndoors: 25:00\n---\n");
    world.write("content/rinyushoku/2027-01-14.md", "---\nstanding: たぶん\n---\n");
    let rules: Vec<String> = world.check().into_iter().map(|found| found.1).collect();
    assert_eq!(rules.len(), 3, "{rules:?}");
}

#[test]
fn what_is_missing_is_named() {
    let world = World::new();
    world.write("content/rinyushoku/_course.md", "---\nname: 離乳食教室\n---\n");
    let missing: Vec<_> = world.check().into_iter().map(|found| (found.1, found.2)).collect();
    assert_eq!(missing, vec![("missing".to_owned(), SESSION.to_owned()); 6]);
    world.build().ends(1).says("見出し").says("title").says("費用");
}

#[test]
fn folders_and_settings() {
    let world = World::empty();
    world.build().ends(1).says("content フォルダーがありません").says("oideyo init");
    world.write("content/readme.txt", "");
    world.build().ends(1).says("site.yaml");
    world.write("content/site.yaml", SITE);
    world.build().ends(1).says("教室が1つもありません");
    world.write("content/a.md", "---\n---\n");
    world.build().ends(1).says("教室のフォルダーの外");
    world.write("content/kyoshitsu/2026-12-10.md", "---\n---\n");
    world.build().ends(1).says("content/kyoshitsu/_course.md がありません");
    world.write("content/site.yaml", "");
    world.build().ends(1).says("「市」（city）").says("公開先URL");
}

#[test]
fn settings_that_cannot_be_meant() {
    for (setting, rule, column) in [
        ("language: 日本語", "bad-language", 11),
        ("timezone: JST", "bad-timezone", 11),
        ("base_url: https://a.example/x", "bad-base-url", 11),
    ] {
        let world = World::new();
        let base = SITE.replace("base_url", if setting.starts_with("base_url") { "#" } else { "base_url" });
        world.write("content/site.yaml", format!("{setting}\n{base}"));
        assert_eq!(world.check(), [("error".into(), rule.into(), "content/site.yaml".into(), 1, column)], "{setting}");
    }
}

#[test]
fn names_that_cannot_be_addresses() {
    let world = World::new();
    world.write("content/rinyushoku/1月の回.md", "---\ndate: 2027-01-14\n---\n");
    world.build().ends(1).says("slug: 2027-01-14");
    world.write("content/rinyushoku/1月の回.md", "---\ndate: 2027-01-14\nslug: 2027-01-14\n---\n");
    world.build().ends(0);
    assert!(world.public().contains(&"rinyushoku/2027-01-14.html".to_owned()));
    world.write("content/rinyushoku/2027-01-14.md", "---\nseats: few\n---\n");
    world.build().ends(1).says("content/rinyushoku/1月の回.md と同じです");
    for folder in ["signage", "con", "Archive", "index.html"] {
        let world = World::new();
        world.write(&format!("content/{folder}/_course.md"), COURSE);
        world.build().ends(1).says("選べません");
    }
}

#[test]
fn encodings_of_windows() {
    let (cp932, _, _) = encoding_rs::SHIFT_JIS.encode("---\r\ntitle: 髙橋先生の教室\r\n---\r\n");
    let world = World::new();
    world.write(SESSION, &cp932);
    world.build().ends(0).says("Shift_JIS");
    assert!(world.read("public/rinyushoku/2026-12-10.html").contains("髙橋先生の教室"));
    world.write(SESSION, "\u{feff}---\r\ntitle: BOM と CRLF\r\n---\r\n");
    assert_eq!(world.check(), []);
    world.write(SESSION, b"---\ntitle: \xFF\xFE\x00\n---\n");
    world.build().ends(1).says("文字コード");
}

#[test]
fn photos_that_cannot_be_shown() {
    let photo = |file: &str| format!("---\nphoto: {{file: {file}, alt: 親子, consent: 書面で同意}}\n---\n");
    let world = World::new();
    world.write(SESSION, photo("photos/nai.jpg"));
    assert_eq!(world.check(), [("error".into(), "photo-missing".into(), SESSION.into(), 2, 15)]);
    world.write("content/rinyushoku/a.jpg", "これは写真ではありません");
    world.write(SESSION, photo("a.jpg"));
    assert_eq!(world.check()[0].1, "photo-not-image");
    world.write("content/rinyushoku/a.jpg", huge_png());
    assert_eq!(world.check()[0].1, "photo-too-large");
    world.write("content/rinyushoku/a.heic", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1");
    world.write(SESSION, photo("a.heic"));
    assert_eq!(world.check()[0].1, "photo-heic");
    world.write("secret.jpg", "");
    world.write(SESSION, photo("../../secret.jpg"));
    assert_eq!(world.check()[0].1, "photo-outside");
}

/// The head of a PNG of 20,000 × 10,000 pixels: 200 megapixels that nobody should try to unpack.
fn huge_png() -> Vec<u8> {
    let mut bytes = Vec::new();
    {
        let mut encoder = png::Encoder::new(&mut bytes, 20_000, 10_000);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().unwrap();
        writer.write_chunk(png::chunk::IDAT, &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]).unwrap();
    }
    bytes
}

#[test]
fn a_photo_needs_words_and_consent() {
    let world = World::new();
    let mut jpeg = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(64, 48, image::Rgb([200, 120, 80]))
        .write_to(&mut jpeg, image::ImageFormat::Jpeg)
        .unwrap();
    world.write("content/rinyushoku/a.jpg", jpeg.into_inner());
    world.write(SESSION, "---\nphoto:\n  file: a.jpg\n---\n");
    let found: Vec<_> = world.check().into_iter().map(|found| (found.1, found.3)).collect();
    assert_eq!(found, [("missing".to_owned(), 2), ("missing".to_owned(), 2)]);
    world.write(SESSION, "---\nphoto: {file: a.jpg, alt: 親子で味見, consent: 書面で同意}\n---\n");
    world.build().ends(0);
    assert!(world.public().iter().any(|file| file.starts_with("rinyushoku/photos/")));
}

#[test]
fn wrong_usage_ends_with_two() {
    let world = World::new();
    world.run(&["bild"]).ends(2);
    world.run(&["build", "--now", "きのう"]).ends(2).says("2026-12-01T09:00");
    world.run(&["build", "--out", "content/public"]).ends(2).says("重なっています");
}

#[test]
fn english_where_neither_site_nor_locale_is_japanese() {
    let world = World::new();
    world.write("content/site.yaml", format!("{SITE}language: en\n"));
    world.write(SESSION, "---\ntitel: a\n---\n");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_oideyo"))
        .args(["build", "--site"])
        .arg(world.path(""))
        .env("LANG", "C.UTF-8")
        .env_remove("LC_ALL")
        .output()
        .unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("did you mean “title”?"), "{words}");
}

#[test]
fn words_that_pictures_cannot_show_are_told_once_and_where_they_stand() {
    let world = World::new();
    let session = "content/rinyushoku/2026-12-10.md";
    let places = |world: &World| -> Vec<(String, String, u64)> {
        world.check().into_iter().filter(|found| found.0 == "error").map(|found| (found.1, found.2, found.3)).collect()
    };
    // The course's card shows the venue too, which only the session says.
    world.write(session, "---\ntitle: 𠮷野さんと\nvenue: 𠮷会館\n---\n");
    let missing = |line| ("missing-glyphs".to_owned(), session.to_owned(), line);
    assert_eq!(places(&world), [missing(2), missing(3)]);
    world.write(session, format!("---\nvenue: {}\n---\n", "字".repeat(90)));
    assert_eq!(places(&world), [("does-not-fit".to_owned(), session.to_owned(), 2)]);
    // The number is that of the characters which must go, however many there are.
    for length in [300, 1000] {
        world.write(session, format!("---\naudience: {}\n---\n", "字".repeat(length)));
        let outcome = world.build();
        let over = outcome.err.split_once("あと").unwrap().1.split_once("文字").unwrap().0.parse::<usize>().unwrap();
        world.write(session, format!("---\naudience: {}\n---\n", "字".repeat(length - over)));
        world.build().ends(0);
    }
    // A session that was moved many times shows its last days.
    world.write(session, "---\nprevious_dates: [2026-10-01, 2026-10-08, 2026-11-05, 2026-11-12, 2026-12-03]\n---\n");
    world.build().ends(0);
}
