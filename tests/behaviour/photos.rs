//! Photos: what of them is published, how, and what is refused.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::codes;
use super::world::World;

const SESSION: &str = "content/rinyushoku/2026-12-10.md";
/// Words that only the hidden parts of [`everything_a_phone_writes`] hold.
const HIDDEN: [&str; 6] = ["Exif", "GPSTAG", "ns.adobe.com", "XMPNAME", "ICC_PROFILE", "THUMBNAIL"];

const RED: Rgb<u8> = Rgb([210, 40, 30]);
const GREEN: Rgb<u8> = Rgb([40, 160, 60]);
const BLUE: Rgb<u8> = Rgb([40, 60, 200]);
const SAND: Rgb<u8> = Rgb([225, 205, 170]);

/// A sand-coloured photo with a coloured square in three corners: red upper left, green upper right, blue lower left.
fn corners(width: u32, height: u32) -> RgbImage {
    let side = width.min(height) / 4;
    RgbImage::from_fn(width, height, |x, y| match (x < side, y < side) {
        (true, true) => RED,
        (_, true) if x >= width - side => GREEN,
        (true, _) if y >= height - side => BLUE,
        _ => SAND,
    })
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.into().write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Pixels without any pattern, the hardest to compress.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 0x9E37_79B9_u32;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 8) as u8
    };
    RgbImage::from_fn(width, height, |_, _| Rgb([next(), next(), next()]))
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], data].concat()
}

/// Puts in front of a JPEG's pixels what phones put there: orientation 6 (the phone was upright), GPS, a preview picture,
/// the name of who took it, a colour profile, a comment.
fn everything_a_phone_writes(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]); // Orientation
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38]); // where the GPS entries are
    exif.extend([0, 0, 0, 56]); // where the preview's entries are
    exif.extend([0, 1, 0, 0x1d, 0, 2, 0, 0, 0, 4, b'G', b'P', b'S', 0, 0, 0, 0, 0]); // GPS date stamp
    exif.extend([0, 2, 0x02, 0x01, 0, 4, 0, 0, 0, 1, 0, 0, 0, 86]); // the preview's place and length
    exif.extend([0x02, 0x02, 0, 4, 0, 0, 0, 1, 0, 0, 0, 13, 0, 0, 0, 0]);
    exif.extend(b"\xff\xd8THUMBNAIL\xff\xd9 GPSTAG 35.6895N 139.6917E");
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><dc:creator>XMPNAME</dc:creator></x:xmpmeta>";
    let parts = [segment(0xe1, &exif), segment(0xe1, xmp), segment(0xe2, b"ICC_PROFILE\0\x01\x01Display P3")];
    [&jpeg[..2], &parts.concat(), &segment(0xfe, b"XMPNAME took this"), &jpeg[2..]].concat()
}

/// A site whose one session shows `photo`, with further keys of `photo:`.
fn with_photo(name: &str, photo: &[u8], more: &str) -> World {
    let world = World::new();
    world.write(&format!("content/rinyushoku/{name}"), photo);
    world.write(SESSION, format!("---\nphoto: {{file: {name}, alt: 親子で味見, consent: 書面で同意{more}}}\n---\n"));
    world
}

/// The one file of the output whose address holds `part`.
#[track_caller]
fn published(world: &World, part: &str) -> RgbImage {
    one(world, world.public().into_iter().map(|file| world.path("public").join(file)).collect(), part)
}

/// The one card, or slide of an invitation, whose address holds `part`.
fn pictured(world: &World, part: &str) -> RgbImage {
    one(world, world.pictures(), part)
}

fn one(world: &World, mut files: Vec<PathBuf>, part: &str) -> RgbImage {
    files.retain(|file| file.to_string_lossy().replace('\\', "/").contains(part));
    assert_eq!(files.len(), 1, "{part}: {:?}", world.public());
    open(&files[0])
}

fn open(path: &Path) -> RgbImage {
    image::open(path).unwrap().into_rgb8()
}

fn near(a: Rgb<u8>, b: Rgb<u8>) -> bool {
    a.0.iter().zip(b.0).all(|(a, b)| a.abs_diff(b) < 30)
}

fn shows(picture: &RgbImage, colour: Rgb<u8>) -> bool {
    picture.pixels().filter(|pixel| near(**pixel, colour)).count() > 200
}

#[test]
fn nothing_but_the_pixels_is_published_and_they_stand_upright() {
    // Lying on its side as the sensor saw it; a quarter turn clockwise brings its lower left corner to the upper left.
    let photo = everything_a_phone_writes(&encoded(corners(1600, 1200), ImageFormat::Jpeg));
    for hidden in HIDDEN {
        assert!(photo.windows(hidden.len()).any(|bytes| bytes == hidden.as_bytes()), "{hidden}");
    }
    let world = with_photo("a.jpg", &photo, "");
    world.build().ends(0);
    for file in world.public().iter().map(String::as_str).chain([".oideyo.json"]) {
        let bytes = std::fs::read(world.path("public").join(file)).unwrap();
        for hidden in HIDDEN {
            assert!(!bytes.windows(hidden.len()).any(|bytes| bytes == hidden.as_bytes()), "{hidden} in {file}");
        }
        if file.ends_with(".jpg") {
            assert!(!bytes.windows(2).any(|two| matches!(two, [0xff, 0xe1..=0xef | 0xfe])), "a hidden block in {file}");
        }
    }
    for (part, width) in [("-480.jpg", 480), ("-960.jpg", 960), ("-1200.jpg", 1200)] {
        let page = published(&world, part);
        assert_eq!(page.dimensions(), (width, width * 4 / 3));
        let (right, lower) = (page.width() - 20, page.height() - 20);
        assert!(near(*page.get_pixel(20, 20), BLUE) && near(*page.get_pixel(right, 20), RED), "{part}");
        assert!(near(*page.get_pixel(right, lower), GREEN) && near(*page.get_pixel(20, lower), SAND), "{part}");
    }
    let slide = pictured(&world, "slides/landscape/");
    assert!(near(*slide.get_pixel(630, 10), RED), "the photo stands on its side: {:?}", slide.get_pixel(630, 10));
    let page = world.read("public/rinyushoku/2026-12-10.html");
    assert!(page.contains(r#"width="960""#) && page.contains(r#"height="1280""#), "{page}");
}

#[test]
fn the_point_of_interest_stays_in_sight() {
    let wide = encoded(corners(2400, 800), ImageFormat::Jpeg);
    for (focus, red, green) in [("0% 0%", true, false), ("100% 0%", false, true), ("50% 50%", false, false)] {
        let world = with_photo("a.jpg", &wide, &format!(", focus: {focus}"));
        world.build().ends(0);
        let slide = pictured(&world, "slides/landscape/");
        let art = image::imageops::crop_imm(&slide, 0, 200, 640, 800).to_image();
        let top = image::imageops::crop_imm(&slide, 0, 0, 640, 200).to_image();
        let sees = |colour| shows(&art, colour) || shows(&top, colour);
        assert_eq!((sees(RED), sees(GREEN)), (red, green), "{focus}");
    }
}

#[test]
fn every_usual_kind_of_file_is_taken() {
    let clear = RgbaImage::from_fn(800, 600, |x, _| if x < 400 { Rgba([200, 60, 60, 255]) } else { Rgba([0; 4]) });
    let deep = image::ImageBuffer::<Rgb<u16>, _>::from_pixel(800, 600, Rgb([0xc8c8, 0x3c3c, 0x3c3c]));
    let files = [
        ("a.png", encoded(clear.clone(), ImageFormat::Png), true),
        ("a.webp", encoded(clear, ImageFormat::WebP), true),
        ("a.png", encoded(DynamicImage::ImageRgb16(deep), ImageFormat::Png), false),
        // The name may lie: content counts.
        ("a.jpg", encoded(RgbImage::from_pixel(800, 600, Rgb([200, 60, 60])), ImageFormat::Png), false),
    ];
    for (name, file, clear) in files {
        let world = with_photo(name, &file, "");
        world.build().ends(0);
        let page = published(&world, "-800.jpg");
        assert!(near(*page.get_pixel(100, 300), Rgb([200, 60, 60])), "{name}");
        let right = if clear { Rgb([255; 3]) } else { Rgb([200, 60, 60]) };
        assert!(near(*page.get_pixel(700, 300), right), "{name}: what is transparent becomes white");
    }
}

#[test]
fn pictures_with_a_photo_are_small_jpegs_whose_codes_can_be_read() {
    for photo in [corners(2000, 1500), noise(2000, 1500)] {
        let world = with_photo("a.png", &encoded(photo, ImageFormat::Png), "");
        world.build().ends(0);
        let mut pictures = world.pictures();
        // The photo is the session's: the course's own cards show a drawing.
        pictures.retain(|picture| !picture.to_string_lossy().contains("/cards/course-"));
        assert_eq!(pictures.len(), 5);
        for picture in pictures {
            let name = picture.to_string_lossy().into_owned();
            let bytes = std::fs::read(&picture).unwrap();
            assert!(name.ends_with(".jpg") && bytes.starts_with(&[0xff, 0xd8]), "{name}");
            assert!(bytes.len() <= 600_000, "{name}: {} bytes", bytes.len());
            let code = if name.contains("-story.") { vec![] } else { vec!["https://booking.example.jp/f/Wuu3y"] };
            assert_eq!(codes::read(&picture), code, "{name}");
        }
        let page = world.read("public/rinyushoku/2026-12-10.html");
        let image = page.split_once(r#"" property=og:image>"#).unwrap().0.rsplit('"').next().unwrap();
        let address = image.strip_prefix("https://www.city.aoba.example.jp/oideyo/").unwrap();
        assert!(world.public().iter().any(|file| file == address) && address.ends_with(".jpg"), "{address}");
        let player = world.read("public/signage/landscape.html");
        let slide =
            world.public().into_iter().find(|file| file.starts_with("signage/slides/landscape/rinyushoku")).unwrap();
        assert!(player.contains(slide.strip_prefix("signage/").unwrap()));
    }
}

#[test]
fn a_photo_that_cannot_be_shown_is_named_with_its_line() {
    let mut broken = encoded(noise(900, 700), ImageFormat::Png);
    let middle = broken.len() / 2;
    broken[middle..middle + 400].fill(0x55);
    let world = with_photo("a.png", &broken, "");
    let found: Vec<_> = world.check().into_iter().map(|found| (found.1, found.2, found.3, found.4)).collect();
    assert_eq!(found, [("photo-not-image".to_owned(), SESSION.to_owned(), 2, 15)], "once, though eight files show it");
    world.build().ends(1).says("写真として開けません").says("JPEG");

    let world = with_photo("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", "");
    world.build().ends(1).says("JPEG で保存し直してください").says("2026-12-10.md:2:15");
    world.write("content/site.yaml", format!("{}language: en\n", super::world::SITE));
    assert_eq!(world.check()[0].1, "photo-heic");
    let english = world.run_in("C.UTF-8", &["build", "--now", "2026-12-01T09:00"]);
    english.ends(1).says("save it as JPEG");
}

#[test]
fn a_small_photo_is_warned_of_once() {
    let world = with_photo("a.jpg", &encoded(corners(599, 800), ImageFormat::Jpeg), "");
    let found: Vec<_> = world.check().into_iter().map(|found| (found.0, found.1, found.3)).collect();
    assert_eq!(found, [("warning".to_owned(), "photo-small".to_owned(), 2)]);
    world.build().ends(0).says("横599ピクセル");
    let world = with_photo("a.jpg", &encoded(corners(600, 400), ImageFormat::Jpeg), "");
    assert_eq!(world.check(), []);
}

#[test]
fn eighty_megapixels_are_taken_by_the_head_of_the_file() {
    // The head says 8,001 × 10,000; behind it a small picture follows, which nobody should get to see.
    let mut photo = encoded(corners(640, 480), ImageFormat::Jpeg);
    let frame = photo.windows(2).position(|two| two == [0xff, 0xc0]).unwrap();
    photo[frame + 5..frame + 9].copy_from_slice(&[0x27, 0x10, 0x1f, 0x41]);
    let world = with_photo("a.jpg", &photo, "");
    world.build().ends(1).says("大きすぎます（8001×10000）").says("4000 ピクセル");
}

#[test]
fn a_photo_of_many_sessions_is_published_once_and_its_pictures_are_all_the_same() {
    let world = with_photo("a.jpg", &encoded(corners(1600, 1200), ImageFormat::Jpeg), "");
    let session = world.read(SESSION);
    for day in 14..24 {
        world.write(&format!("content/rinyushoku/2027-01-{day}.md"), &session);
    }
    world.build().ends(0);
    assert_eq!(world.public().iter().filter(|file| file.contains("/photos/")).count(), 3);
    assert_eq!(world.pictures().len(), 5 * 11 + 2, "two of them are the course's");
    let first = world.pictures().iter().map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>();
    std::fs::remove_dir_all(world.path("public")).unwrap();
    world.build().ends(0);
    let again = world.pictures().iter().map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>();
    assert!(first == again, "the same bytes, whichever picture is drawn first");
}
