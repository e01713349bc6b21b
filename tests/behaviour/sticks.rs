//! Sticks: `oideyo signage --zip`, and what a panel and the staff find in its files.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::codes;
use super::world::{COURSE, Outcome, SITE, World, files_below};

const NOW: [&str; 2] = ["--now", "2026-12-01T09:00"];
const BOOKING: &str = "https://booking.example.jp/f/Wuu3y";

/// `oideyo signage --zip landscape` on 1 December 2026, 9:00, with more words behind it.
fn landscape(world: &World, more: &[&str]) -> Outcome {
    signage(world, &[&["--zip", "landscape"], more].concat())
}

fn signage(world: &World, words: &[&str]) -> Outcome {
    world.run(&[&["signage"], words, &NOW].concat())
}

/// Names and bytes of all files in a zip, in its order.
fn unzipped(zip: &Path) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(zip).unwrap()).unwrap();
    let count = zip.len();
    let read = |number| {
        let mut file = zip.by_index(number).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..count).map(read).collect()
}

fn names(world: &World, zip: &str) -> Vec<String> {
    unzipped(&world.path(zip)).into_iter().map(|(name, _)| name).collect()
}

/// Names of the pictures in `out/signage-landscape.zip`.
fn pictures(world: &World) -> Vec<String> {
    names(world, "out/signage-landscape.zip").into_iter().filter(|name| name.ends_with(".jpg")).collect()
}

fn file(world: &World, name: &str) -> String {
    let files = unzipped(&world.path("out/signage-landscape.zip"));
    let found = files.into_iter().find(|(other, _)| other == name);
    String::from_utf8(found.unwrap_or_else(|| panic!("no {name}")).1).unwrap()
}

/// All files of a world, with their bytes.
fn everything(world: &World) -> BTreeMap<String, Vec<u8>> {
    let read = |file: String| (file.clone(), std::fs::read(world.path(&file)).unwrap());
    files_below(&world.path("")).into_iter().map(read).collect()
}

fn jpeg(colour: [u8; 3]) -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let photo = image::RgbImage::from_pixel(640, 480, image::Rgb(colour));
    photo.write_to(&mut file, image::ImageFormat::Jpeg).unwrap();
    file.into_inner()
}

/// The smallest film that says it is one: H.264, five seconds.
fn film() -> Vec<u8> {
    let boxed = |name: &[u8; 4], inside: &[u8]| {
        let size = u32::try_from(inside.len() + 8).unwrap().to_be_bytes();
        [&size[..], &name[..], inside].concat()
    };
    let words = |words: &[u32]| words.iter().flat_map(|word| word.to_be_bytes()).collect::<Vec<u8>>();
    let head = boxed(b"mvhd", &[words(&[0, 0, 0, 1000, 5000]), vec![0; 80]].concat());
    let codec = boxed(b"stsd", &[words(&[0, 1]), boxed(b"avc1", &[0; 78])].concat());
    let kind = boxed(b"hdlr", &[words(&[0, 0]), b"vide".to_vec(), vec![0; 12]].concat());
    let media = boxed(b"mdia", &[kind, boxed(b"minf", &boxed(b"stbl", &codec))].concat());
    [boxed(b"ftyp", b"isom\0\0\0\0isom"), boxed(b"moov", &[head, boxed(b"trak", &media)].concat())].concat()
}

/// A site whose every slide stays right for weeks: two sessions, a list of their dates, words, a photo and a film.
fn rich() -> World {
    let world = World::new();
    world.write("content/rinyushoku/2026-12-17.md", "---\nseats: few\n---\n");
    world.write("content/rinyushoku/photos/oyako.jpg", jpeg([200, 120, 40]));
    world.write("content/rinyushoku/photos/film.mp4", film());
    let slides = "slides:\n  - {text: 参加した93%が「安心した」と回答, source: 2025年度アンケート, seconds: 8}\n  \
                  - {photo: photos/oyako.jpg, alt: 親子, consent: 同意, text: 調理室のようす}\n  \
                  - {film: photos/film.mp4, photo: photos/oyako.jpg, alt: 親子, consent: 同意, text: 動画}\n";
    world.write("content/rinyushoku/_course.md", COURSE.replacen("---\n", &format!("---\n{slides}"), 1));
    world
}

#[test]
fn a_zip_holds_slides_in_playing_order_and_what_panels_read() {
    let world = rich();
    landscape(&world, &[]).ends(0).says("スライド6枚").says("2026年12月1日（火）から12月7日（月）まで");
    let zip = "out/signage-landscape.zip";
    assert_eq!(
        names(&world, zip),
        [
            "filelist.dat",
            "scenario.dat",
            "001-rinyushoku-2026-12-10.jpg",
            "002-rinyushoku-more-1.jpg",
            "003-rinyushoku-more-2.jpg",
            "004-rinyushoku-more-3.jpg",
            "005-rinyushoku-dates.jpg",
            "006-rinyushoku-2026-12-17.jpg",
        ]
    );
    assert_eq!(
        file(&world, "filelist.dat"),
        "PHOTO_001:001-rinyushoku-2026-12-10.jpg\r\nPHOTO_002:002-rinyushoku-more-1.jpg\r\n\
         PHOTO_003:003-rinyushoku-more-2.jpg\r\nPHOTO_004:004-rinyushoku-more-3.jpg\r\n\
         PHOTO_005:005-rinyushoku-dates.jpg\r\nPHOTO_006:006-rinyushoku-2026-12-17.jpg\r\n"
    );
    assert_eq!(
        file(&world, "scenario.dat"),
        "PHOTO_001:12\r\nPHOTO_002:8\r\nPHOTO_003:12\r\nPHOTO_004:12\r\nPHOTO_005:12\r\nPHOTO_006:12\r\n"
    );
    let beside = files_below(&world.path("out"));
    assert_eq!(beside, ["README-JA.txt", "playlist.csv", "signage-landscape.zip"]);
    assert!(!world.path("public").exists(), "nothing of it is published");
}

#[test]
fn every_slide_has_its_own_picture() {
    let world = rich();
    landscape(&world, &[]).ends(0);
    let pictures: Vec<Vec<u8>> = unzipped(&world.path("out/signage-landscape.zip"))
        .into_iter()
        .filter(|(name, _)| name.ends_with(".jpg"))
        .map(|(_, bytes)| bytes)
        .collect();
    for (number, picture) in pictures.iter().enumerate() {
        assert!(!picture.is_empty() && !pictures[..number].contains(picture), "picture {}", number + 1);
    }
}

#[test]
fn other_programs_read_the_zip_too() {
    let world = rich();
    landscape(&world, &[]).ends(0);
    let zip = world.path("out/signage-landscape.zip");
    let output = Command::new("python3").args(["-m", "zipfile", "-t"]).arg(&zip).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let script = "import sys, zipfile\nfor i in zipfile.ZipFile(sys.argv[1]).infolist():\n    \
                  print(i.filename, i.date_time[:3], i.compress_type, i.flag_bits, i.is_dir())";
    let output = Command::new("python3").args(["-c", script]).arg(&zip).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.lines().all(|line| line.ends_with(" (1980, 1, 1) 0 0 False")), "{told}");
}

#[test]
fn panels_know_seconds_of_the_site_and_of_a_slide() {
    let world = rich();
    world.write("content/site.yaml", SITE.replace("mirror: しない", "seconds: 20"));
    landscape(&world, &[]).ends(0);
    let scenario = file(&world, "scenario.dat");
    assert!(scenario.starts_with("PHOTO_001:20\r\nPHOTO_002:8\r\nPHOTO_003:20\r\n"), "{scenario}");
}

#[test]
fn notepad_and_excel_open_what_lies_beside() {
    let world = rich();
    landscape(&world, &[]).ends(0);
    for name in ["README-JA.txt", "playlist.csv"] {
        let text = world.read(&format!("out/{name}"));
        assert!(text.starts_with('\u{feff}'), "{name}: byte order mark");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{name}: CRLF");
    }
    for name in ["filelist.dat", "scenario.dat"] {
        assert!(file(&world, name).is_ascii(), "{name}: no byte order mark");
    }
    let csv = world.read("out/playlist.csv");
    let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "順番,ファイル,秒,内容,いつまで");
    assert_eq!(
        lines[1],
        "1,001-rinyushoku-2026-12-10.jpg,12,12月10日（木） 離乳食教室 「もぐもぐ」の準備サポートします！,\
         2026年12月8日（火）17:00"
    );
    assert_eq!(lines.len(), 7);
    let readme = world.read("out/README-JA.txt");
    for words in ["signage-landscape.zip", "入れかえの期限: 2026年12月8日（火）17:00まで", "FAT32", "試していません"]
    {
        assert!(readme.contains(words), "{words}");
    }
    landscape(&world, &[]).says("2026年12月8日（火）17:00までに、新しいものと入れかえてください");
}

#[test]
fn words_that_excel_would_reckon_with_stay_words() {
    let world = World::new();
    let course = COURSE.replace("name: 離乳食教室", "name: '=1+1,\"x\"'");
    world.write("content/rinyushoku/_course.md", course.replacen("---\n", "---\nslides: [{text: 親子の時間}]\n", 1));
    landscape(&world, &[]).ends(0);
    let csv = world.read("out/playlist.csv");
    assert!(csv.contains(",\"'=1+1,\"\"x\"\" 親子の時間\","), "{csv}");
}

#[test]
fn what_is_right_on_some_days_only_is_left_out_and_named() {
    let world = World::new();
    world.write("content/rinyushoku/2026-12-05.md", "---\n---\n");
    world.write("content/rinyushoku/2026-12-20.md", "---\n---\n");
    landscape(&world, &[])
        .ends(0)
        .says("入れなかったスライド1枚")
        .says("12月5日（土） 離乳食教室 「もぐもぐ」の準備サポートします！（12月3日（木）17:00まで）")
        .says("--until 2026-12-02");
    assert!(!pictures(&world).iter().any(|name| name.contains("2026-12-05")), "{:?}", pictures(&world));
    landscape(&world, &["--until", "2026-12-02"]).ends(0);
    assert_eq!(pictures(&world)[0], "001-rinyushoku-2026-12-05.jpg");
    let english = ["signage", "--zip", "landscape", "--now", "2026-12-01T09:00"];
    world.write("content/site.yaml", format!("{SITE}language: en\n"));
    world
        .run_in("en_US.UTF-8", &english)
        .ends(0)
        .says("(until 2026-12-03 17:00)")
        .says("replace it by 2026-12-08 17:00");
}

#[test]
fn many_that_are_left_out_are_no_wall() {
    let world = World::new();
    for number in 0..12 {
        world.write(&format!("content/rinyushoku/2026-12-05-{number:02}.md"), "---\n---\n");
    }
    let outcome = landscape(&world, &[]);
    outcome.ends(0).says("入れなかったスライド13枚").says("ほか5枚");
    assert_eq!(outcome.out.matches("（12月3日（木）17:00まで）").count(), 8, "{}", outcome.out);
}

#[test]
fn every_state_that_stays_is_shown() {
    let world = World::new();
    world.write("content/site.yaml", SITE.replace("mirror: しない", "per_course: 9, share: {dates: 0}"));
    world.write("content/rinyushoku/2026-11-12.md", "---\n---\n");
    world.write("content/rinyushoku/2026-12-11.md", "---\nstanding: cancelled\n---\n");
    world.write("content/rinyushoku/2026-12-12.md", "---\nseats: full\n---\n");
    world.write("content/rinyushoku/2027-02-18.md", "---\n---\n");
    world.write("content/rinyushoku/2027-03-18.md", "---\nstanding: cancelled\n---\n");
    landscape(&world, &[]).ends(0);
    assert_eq!(
        pictures(&world),
        [
            "001-rinyushoku-2026-12-10.jpg",
            "002-rinyushoku-2026-12-11.jpg",
            "003-rinyushoku-2026-12-12.jpg",
            "004-rinyushoku-2027-02-18.jpg",
            "005-rinyushoku-2027-03-18.jpg",
        ]
    );
}

#[test]
fn the_days_are_those_that_are_asked_for() {
    let world = World::new();
    world.write("content/rinyushoku/2027-01-14.md", "---\n---\n");
    for (from, until, words) in [
        ("2026-12-08", "2026-12-10", "2026年12月8日（火）から12月10日（木）まで"),
        ("令和8年12月9日（水）", "12/10", "2026年12月9日（水）から12月10日（木）まで"),
        ("12月28日", "１月３日", "2026年12月28日（月）から2027年1月3日（日）まで"),
        ("2026-11-20", "2026-12-01", "2026年12月1日（火）の分"),
    ] {
        landscape(&world, &["--from", from, "--until", until]).ends(0).says(words);
    }
    landscape(&world, &["--from", "2026-12-09"]).ends(0);
    assert_eq!(pictures(&world), ["001-rinyushoku-2027-01-14.jpg"], "what closed before the first day");
}

#[test]
fn where_nothing_is_right_the_citys_slide_goes_along() {
    let world = World::new();
    landscape(&world, &["--from", "2027-03-01"]).ends(0).says("市の案内のスライドだけを入れました");
    assert_eq!(pictures(&world), ["001-standing.jpg"]);
    assert!(world.read("out/README-JA.txt").contains("入れかえの期限: ありません"));
}

/// The pictures of a kind of stick, unpacked: name and path.
fn unpacked(world: &World, kind: &str) -> Vec<(String, PathBuf)> {
    signage(world, &["--zip", kind, "--to", kind]).ends(0);
    let files = unzipped(&world.path(&format!("{kind}/signage-{kind}.zip"))).into_iter();
    let unpack = |(name, bytes): (String, Vec<u8>)| {
        let path = format!("{kind}/unpacked/{name}");
        world.write(&path, bytes);
        (name, world.path(&path))
    };
    files.filter(|(name, _)| name.ends_with(".jpg")).map(unpack).collect()
}

#[track_caller]
fn is_baseline_jpeg(kind: &str, width: u32, height: u32) {
    let world = rich();
    let found = unpacked(&world, kind);
    assert_eq!(found.len(), 6);
    for (name, path) in found {
        let bytes = std::fs::read(&path).unwrap();
        assert_eq!(frames(&bytes), [0xC0], "{name}: one frame, baseline");
        let picture = image::load_from_memory_with_format(&bytes, image::ImageFormat::Jpeg).unwrap();
        assert_eq!((picture.width(), picture.height()), (width, height), "{name}");
    }
}

#[test]
fn panels_that_lie_get_baseline_jpegs() {
    is_baseline_jpeg("landscape", 1920, 1080);
}

#[test]
fn panels_that_stand_get_baseline_jpegs() {
    is_baseline_jpeg("portrait", 1080, 1920);
}

#[test]
fn panels_that_were_turned_get_turned_baseline_jpegs() {
    is_baseline_jpeg("portrait-rotated", 1920, 1080);
}

/// The start-of-frame markers of a JPEG: C0 baseline, C2 progressive.
fn frames(jpeg: &[u8]) -> Vec<u8> {
    assert!(jpeg.starts_with(&[0xFF, 0xD8]), "a JPEG");
    let (mut at, mut frames) = (2, Vec::new());
    while jpeg[at] == 0xFF && jpeg[at + 1] != 0xDA {
        let marker = jpeg[at + 1];
        if (0xC0..=0xCF).contains(&marker) && ![0xC4, 0xC8, 0xCC].contains(&marker) {
            frames.push(marker);
        }
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
    frames
}

#[track_caller]
fn leads_to_the_screens_form(kind: &str) {
    let world = rich();
    let form = "https://booking.example.jp/f/sign?key=0aF";
    let course = world.read("content/rinyushoku/_course.md");
    let channels = format!("url: {BOOKING}\n  channels: {{signage: '{form}'}}");
    world.write("content/rinyushoku/_course.md", course.replace(&format!("url: {BOOKING}"), &channels));
    let page = "https://www.city.aoba.example.jp/oideyo/rinyushoku/index.html";
    for (name, path) in unpacked(&world, kind) {
        let wanted = if name.contains("-2026-12-") { form } else { page };
        assert_eq!(codes::read(&path), [wanted], "{name}");
    }
}

#[test]
fn codes_for_panels_that_lie_lead_to_the_screens_form() {
    leads_to_the_screens_form("landscape");
}

#[test]
fn codes_for_panels_that_stand_lead_to_the_screens_form() {
    leads_to_the_screens_form("portrait");
}

#[test]
fn turned_codes_lead_to_the_screens_form() {
    leads_to_the_screens_form("portrait-rotated");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let world = rich();
    landscape(&world, &[]).ends(0);
    let before = everything(&world);
    landscape(&world, &[]).ends(0);
    assert!(everything(&world) == before);
    let twin = rich();
    landscape(&twin, &[]).ends(0);
    assert!(everything(&twin) == before);
}

#[test]
fn an_error_in_the_content_leaves_the_earlier_files() {
    let world = World::new();
    landscape(&world, &[]).ends(0);
    let before = files_below(&world.path("out"));
    let zip = std::fs::read(world.path("out/signage-landscape.zip")).unwrap();
    world.write("content/rinyushoku/2026-12-10.md", "---\nseats: ?\n---\n");
    landscape(&world, &["--from", "2026-12-02"]).ends(1).says("2026-12-10.md:2:8").says("前に作ったものはそのままです");
    world.write("content/rinyushoku/2026-12-10.md", format!("---\ntitle: {}\n---\n", "とても長い見出し".repeat(10)));
    landscape(&world, &[]).ends(1).says("入りきりません");
    assert_eq!(files_below(&world.path("out")), before);
    assert!(std::fs::read(world.path("out/signage-landscape.zip")).unwrap() == zip);
}

#[test]
fn a_build_and_a_stick_do_not_meet() {
    let world = World::new();
    world.build().ends(0);
    let public = everything(&world);
    landscape(&world, &[]).ends(0);
    let after = everything(&world);
    assert!(public.iter().all(|(file, bytes)| after.get(file) == Some(bytes)));
    assert_eq!(after.len(), public.len() + 3);
    world.build().ends(0).says("書きかえたファイル0");
}

#[test]
fn what_is_for_staff_goes_neither_online_nor_among_the_content() {
    let world = World::new();
    world.run(&["build", "--out", "web"]).ends(0);
    let before = everything(&world);
    for folder in ["public", "public/usb", "./out/../public", "web", "web/signage"] {
        landscape(&world, &["--to", folder]).ends(2).says("公開するフォルダーの中です").says("--to");
    }
    landscape(&world, &["--to", "content/rinyushoku"]).ends(2).says("原稿のフォルダー");
    landscape(&world, &["--to", "content/site.yaml"]).ends(2);
    assert!(everything(&world) == before);
    world.write("taken", "a file");
    landscape(&world, &["--to", "taken"]).ends(2).says("フォルダーではありません");
    landscape(&world, &["--to", "掲示板/1階"]).ends(0).says("signage-landscape.zip");
    assert!(world.path("掲示板/1階/signage-landscape.zip").is_file(), "a new folder, in Japanese");
}

#[test]
fn files_of_others_stay() {
    let world = World::new();
    world.write("out/memo.txt", "mine");
    landscape(&world, &[]).ends(0);
    assert_eq!(world.read("out/memo.txt"), "mine");
    for (name, words) in [("README-JA.txt", "別のソフトの説明"), ("playlist.csv", "曲名,歌手\r\n")] {
        let world = World::new();
        world.write(&format!("out/{name}"), words);
        landscape(&world, &[]).ends(3).says(name).says("oideyo が作ったものではない").says("--to");
        assert_eq!(world.read(&format!("out/{name}")), words);
        assert!(!world.path("out/signage-landscape.zip").exists());
    }
}

#[test]
fn two_kinds_in_one_folder_say_whose_readme_it_is() {
    let world = World::new();
    landscape(&world, &[]).ends(0);
    signage(&world, &["--zip", "portrait"]).ends(0).says("signage-landscape.zip もあります").says("--to");
    assert!(world.read("out/README-JA.txt").contains("signage-portrait.zip の使い方"));
    assert!(world.path("out/signage-landscape.zip").is_file());
}

#[test]
fn wrong_usage_says_what_to_write() {
    let world = World::new();
    signage(&world, &[]).ends(2).says("--zip landscape（横向きの画面）").says("portrait-rotated（縦に立てただけで");
    signage(&world, &["--zip"]).ends(2).says("landscape、portrait、portrait-rotated");
    signage(&world, &["--zip", "upright"]).ends(2).says("「upright」は").says("portrait-rotated");
    for (days, words) in [
        (vec!["--from", "あした"], "--from の「あした」は日付として読めません"),
        (vec!["--until", "2026-02-30"], "--until の「2026-02-30」という日はありません"),
        (vec!["--until", "2026-12-10(水)"], "12月10日は木曜日です"),
        (vec!["--from", "2026-12-10", "--until", "2026-12-09"], "終わりの日（2026-12-09）が、始まりの日"),
        (vec!["--from", "2026-11-01", "--until", "2026-11-30"], "もう過ぎています"),
    ] {
        landscape(&world, &days).ends(2).says(words).says("直し方");
    }
    assert!(!world.path("out").exists());
    let english = World::empty();
    english.run_in("en_US.UTF-8", &["signage"]).ends(2).says("choose with --zip which panel");
}

#[test]
fn without_a_site_it_says_so() {
    landscape(&World::empty(), &[]).ends(1).says("content フォルダーがありません");
}

#[test]
fn a_thousand_slides_are_too_many() {
    let world = World::new();
    let slides = "  - {text: 安心しました}\n".repeat(1000);
    let course = COURSE.replacen("---\n", &format!("---\nslides:\n{slides}"), 1);
    world.write("content/rinyushoku/_course.md", course);
    landscape(&world, &[]).ends(1).says("USBメモリーで映せるのは999枚までです").says("per_course");
    assert!(!world.path("out").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_says_so() {
    let world = World::new();
    // /proc takes no files from anybody, root included.
    landscape(&world, &["--to", "/proc/oideyo"]).ends(3).says("書けません");
    std::fs::create_dir_all(world.path("out/playlist.csv")).unwrap();
    landscape(&world, &[]).ends(3).says("playlist.csv");
    assert!(!world.path("out/signage-landscape.zip").exists(), "all three or none");
}

#[cfg(unix)]
#[test]
fn a_full_disk_keeps_the_earlier_files() {
    let world = World::new();
    landscape(&world, &[]).ends(0);
    let before = everything(&world);
    // A limit on the size of any file stops the zip half-way: as a full disk does.
    let binary = env!("CARGO_BIN_EXE_oideyo");
    let script = format!("ulimit -f 20; trap '' XFSZ; exec {binary} signage --zip landscape --now 2026-12-02T09:00");
    let output = Command::new("bash").args(["-c", &script]).current_dir(world.path("")).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stderr).contains("空き容量"));
    assert!(everything(&world) == before);
}
