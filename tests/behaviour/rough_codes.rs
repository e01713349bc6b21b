//! Codes as the world treats them: made smaller by a chat, blurred by a lens, recompressed, held askew. Every template
//! that has a code, in every state, with URLs of every length that is drawn: two readers, ours (rqrr) and somebody
//! else's (zbar), must read exactly the URL.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage, Rgb, RgbImage};
use oideyo::channels::picture_view::{
    ActionKind, ActionView, BadgeView, DateRow, PictureForm, PictureView, SlideView, WhenView,
};
use oideyo::draw::read_back::read_back;
use oideyo::draw::workshop::{Picture, Workshop};
use oideyo::theme::Theme;

/// Lengths of URLs in bytes: the fullest symbol of each version at M (2 to 12), of versions 2 to 4 at Q, the shortest of
/// some, and lengths between.
const BYTES: [usize; 17] = [20, 26, 27, 32, 42, 46, 62, 63, 84, 106, 122, 152, 153, 180, 213, 251, 287];

/// Each length is drawn in so many states; the next length takes the next ones.
const STATES_A_LENGTH: usize = 4;

/// Recompression of chat apps at its worst.
const JPEG_QUALITY: u8 = 50;

/// How a hand holds a phone.
const DEGREES: f32 = 15.0;

/// A phone's camera looks at a code again and again while the hand moves; a reader gets this many frames of each sight,
/// the first as it is, the others scaled. How many it needs is printed (`--nocapture`).
const FRAMES: [f32; 4] = [1.0, 0.85, 0.7, 0.55];

/// Modules around the symbol that stay in the cut: its quiet zone and as much again of what lies beside it.
const MARGIN_MODULES: f32 = 8.0;

/// One picture with its code.
struct Case {
    name: String,
    url: String,
    /// The code and what is around it.
    cut: RgbImage,
    /// Pixels of one module.
    module_px: f32,
}

type Treatment = (&'static str, fn(&Case) -> RgbImage);

const TREATMENTS: [Treatment; 6] = [
    ("as drawn", |case| case.cut.clone()),
    ("half", |case| half(&case.cut)),
    ("blurred", blurred),
    ("recompressed", |case| recompressed(&case.cut)),
    ("askew", |case| askew(&case.cut)),
    ("half and recompressed", |case| recompressed(&half(&case.cut))),
];

fn workshop() -> Workshop {
    let theme = Theme::load("default", Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the default theme loads");
    Workshop::new(&theme, Vec::new()).expect("the default theme draws")
}

/// Exactly `bytes` long and different for every number below 1,296.
fn url(bytes: usize, number: usize) -> String {
    let digit = |value: usize| char::from(b"0123456789abcdefghijklmnopqrstuvwxyz"[value % 36]);
    let start = format!("https://a.example/{}{}", digit(number / 36), digit(number));
    let filler = "?form=Wuu3y-2026_12&key=aF09xQ".chars().cycle().take(bytes - start.len());
    start.chars().chain(filler).collect()
}

fn view() -> PictureView {
    PictureView {
        lang: "ja".into(),
        brand: "あおば市 離乳食教室".into(),
        audience: "生後5〜6か月のお子さんと保護者".into(),
        headline: "「もぐもぐ・ごっくんの準備」／サポートします！".into(),
        when: Some(WhenView {
            year: 2026,
            month: 12,
            day: 10,
            weekday: "木".into(),
            time: "10:00〜11:30".into(),
            previous: vec![],
        }),
        undated: None,
        venue: vec!["あおばこども健康センター".into(), "2階 調理室".into()],
        badge: None,
        action: ActionView { kind: ActionKind::Book, label: "スマホで予約".into() },
        phone: Some("0197-00-0011".into()),
        cancel_note: Some("オンラインでキャンセルもできます".into()),
        partner_note: Some("ご夫婦での参加も歓迎です".into()),
        photo: None,
        art: "bowl".into(),
        slide: SlideView::default(),
    }
}

/// Every state in which a picture has a code.
fn states() -> Vec<(&'static str, PictureView)> {
    let course = ActionView { kind: ActionKind::Course, label: "ほかの日程".into() };
    let badge = |kind: &str, text: &str| Some(BadgeView { kind: kind.into(), text: text.into() });
    let mut states = vec![("open", view())];
    for (kind, text) in [("few", "残りわずか"), ("waitlist", "キャンセル待ち")] {
        states.push((kind, PictureView { badge: badge(kind, text), ..view() }));
    }
    let off = [
        ("full", "満席"),
        ("closed", "受付終了"),
        ("cancelled", "中止になりました"),
        ("postponed", "延期になりました"),
    ];
    for (kind, text) in off {
        states.push((kind, PictureView { badge: badge(kind, text), action: course.clone(), ..view() }));
    }
    let mut moved =
        PictureView { badge: badge("moved", "日程が変わりました"), art: "family".into(), ..view() };
    moved.when.as_mut().unwrap().previous = vec!["12月3日（木）".into()];
    states.push(("moved", moved));
    states.push(("undated", PictureView { when: None, action: course, art: "plate".into(), ..view() }));
    states
}

/// The cases of one template.
fn cases(template: &str, width: u32, height: u32) -> Vec<Case> {
    let (workshop, states) = (workshop(), states());
    let case = |number: usize| {
        let bytes = BYTES[number / STATES_A_LENGTH];
        let (state, view) = &states[number % states.len()];
        let url = url(bytes, number);
        let name = format!("{template}, {state}, {bytes} bytes");
        let picture = Picture { template, view, qr: Some(&url), width, height, form: PictureForm::Web };
        case(&workshop, name, &picture)
    };
    (0..BYTES.len() * STATES_A_LENGTH).map(case).collect()
}

/// Draws a picture and cuts its code out.
fn case(workshop: &Workshop, name: String, picture: &Picture) -> Case {
    let url = picture.qr.unwrap_or_default().to_owned();
    let drawn = workshop.draw(picture).unwrap_or_else(|error| panic!("{name}: {error}"));
    let whole = image::load_from_memory(&drawn.file).unwrap().to_rgb8();
    let (cut, module_px) = around_the_code(&whole, &url).unwrap_or_else(|| panic!("{name}: not found"));
    Case { name, url, cut, module_px }
}

/// A sample of what else slides come in: layout B, room for the clock, other templates, files for sticks. Every template is
/// drawn in each of them, with addresses of other lengths.
fn other_slides() -> Vec<Case> {
    let workshop = workshop();
    let row = |day| DateRow { month: 12, day, weekday: "木".into(), time: "10:00〜11:30".into(), mark: None };
    let of_course = PictureView {
        headline: "このあとの日程".into(),
        action: ActionView { kind: ActionKind::Course, label: "日程と予約".into() },
        slide: SlideView { rows: vec![row(10), row(17), row(24)], ..SlideView::default() },
        ..view()
    };
    let said = PictureView { headline: "パパの参加も／ふえています".into(), ..of_course.clone() };
    let kinds = [("", view()), ("-dates", of_course), ("-photo", said.clone()), ("-words", said)];
    let forms = [PictureForm::Web, PictureForm::Web, PictureForm::Stick, PictureForm::TurnedStick];
    let mut cases = Vec::new();
    let all =
        ["landscape", "portrait"].into_iter().flat_map(|orientation| kinds.iter().map(move |kind| (orientation, kind)));
    let all = all.flat_map(|(orientation, kind)| forms.iter().enumerate().map(move |form| (orientation, kind, form)));
    for (orientation, kind, (number, &form)) in all {
        let template = format!("slides/{orientation}{}", kind.0);
        let turned = form == PictureForm::TurnedStick && orientation == "portrait";
        let form = if form == PictureForm::TurnedStick && !turned { PictureForm::Stick } else { form };
        let (width, height) = if orientation == "landscape" || turned { (1920, 1080) } else { (1080, 1920) };
        let (mirrored, clock) = (number != 2, number == 1);
        let view = PictureView { slide: SlideView { mirrored, clock, ..kind.1.slide.clone() }, ..kind.1.clone() };
        let count = cases.len();
        let bytes = BYTES[count * 5 % BYTES.len()];
        let url = url(bytes, count);
        let name = format!("{template}, {form:?}, mirrored {mirrored}, clock {clock}, {bytes} bytes");
        cases.push(case(
            &workshop,
            name,
            &Picture { template: &template, view: &view, qr: Some(&url), width, height, form },
        ));
    }
    cases
}

/// Finds and reads the code in the whole picture; gives its surroundings and the pixels of a module.
fn around_the_code(whole: &RgbImage, url: &str) -> Option<(RgbImage, f32)> {
    let grey = imageops::grayscale(whole);
    let pixel = |x: usize, y: usize| grey.get_pixel(x as u32, y as u32)[0];
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(grey.width() as usize, grey.height() as usize, pixel);
    let grids = image.detect_grids();
    let [grid] = grids.as_slice() else { return None };
    let (meta, text) = grid.decode().ok()?;
    let modules = 17.0 + 4.0 * meta.version.0 as f32;
    // The corners begin at the code's own upper left, which lies elsewhere in a turned picture.
    let ends = |of: fn(&rqrr::Point) -> i32| {
        let values = grid.bounds.iter().map(of);
        (values.clone().min().unwrap_or(0), values.max().unwrap_or(0))
    };
    let ((left, right), (top, bottom)) = (ends(|point| point.x), ends(|point| point.y));
    let module_px = (right - left) as f32 / modules;
    let margin = (MARGIN_MODULES * module_px) as i32;
    let (left, top) = ((left - margin).max(0) as u32, (top - margin).max(0) as u32);
    let right = ((right + margin) as u32).min(whole.width());
    let bottom = ((bottom + margin) as u32).min(whole.height());
    let cut = imageops::crop_imm(whole, left, top, right - left, bottom - top).to_image();
    (text == url).then_some((cut, module_px))
}

/// Half as wide and half as high.
fn half(picture: &RgbImage) -> RgbImage {
    imageops::resize(picture, picture.width() / 2, picture.height() / 2, FilterType::Triangle)
}

/// A lens out of focus: σ is a quarter of a module and at least 2 px.
fn blurred(case: &Case) -> RgbImage {
    imageops::blur(&case.cut, (case.module_px / 4.0).max(2.0))
}

fn recompressed(picture: &RgbImage) -> RgbImage {
    let mut file = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY)).unwrap();
    image::load_from_memory(&file).unwrap().to_rgb8()
}

/// Turned about its middle, with nothing cut off; what comes into sight has the colour of the corner.
fn askew(picture: &RgbImage) -> RgbImage {
    let (sin, cos) = DEGREES.to_radians().sin_cos();
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let (wide, high) = (width * cos + height * sin, width * sin + height * cos);
    let ground = *picture.get_pixel(0, 0);
    RgbImage::from_fn(wide as u32, high as u32, |x, y| {
        let (x, y) = (x as f32 + 0.5 - wide / 2.0, y as f32 + 0.5 - high / 2.0);
        let (from_x, from_y) = (cos * x + sin * y + width / 2.0 - 0.5, cos * y - sin * x + height / 2.0 - 0.5);
        imageops::interpolate_bilinear(picture, from_x, from_y).map_or(ground, |Rgb(pixel)| Rgb(pixel))
    })
}

/// What zbar reads from grey pictures.
fn zbar<'a>(pictures: impl Iterator<Item = &'a GrayImage>) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = |(number, grey): (usize, &GrayImage)| {
        let head = format!("P5 {} {} 255\n", grey.width(), grey.height());
        let path = folder.path().join(format!("{number}.pgm"));
        std::fs::write(&path, [head.as_bytes(), grey.as_raw().as_slice()].concat()).unwrap();
        path
    };
    let files: Vec<_> = pictures.enumerate().map(file).collect();
    let output =
        Command::new("zbarimg").args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"]).args(files).output();
    let output = output.expect("zbarimg is installed (Debian: zbar-tools)");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// The same sight from a step farther away.
fn frame(grey: &GrayImage, scale: f32) -> GrayImage {
    let scaled = |pixels: u32| (pixels as f32 * scale).round() as u32;
    if scale == 1.0 {
        return grey.clone();
    }
    imageops::resize(grey, scaled(grey.width()), scaled(grey.height()), FilterType::Triangle)
}

/// What one reader does not read in any of [`FRAMES`], and what it needed a further frame for.
fn unread<'a>(
    seen: &'a [(&'a Case, GrayImage)],
    read: impl Fn(&[(&Case, GrayImage)]) -> BTreeSet<String>,
) -> (Vec<&'a Case>, usize) {
    let mut left: Vec<&(&Case, GrayImage)> = seen.iter().collect();
    let mut again = 0;
    for (number, scale) in FRAMES.into_iter().enumerate() {
        let frames: Vec<_> = left.iter().map(|(case, grey)| (*case, frame(grey, scale))).collect();
        let said = read(&frames);
        let drawn = said.iter().all(|text| frames.iter().any(|(case, _)| case.url == *text));
        assert!(drawn, "{said:?} was not drawn");
        left.retain(|(case, _)| !said.contains(&case.url));
        again += if number == 0 { left.len() } else { 0 };
    }
    (left.into_iter().map(|(case, _)| *case).collect(), again)
}

/// Treats every code of a template in every way and reads it with both readers.
fn read_all(template: &str, width: u32, height: u32) {
    read_every(template, &cases(template, width, height));
}

/// Treats these codes in every way and reads them with both readers.
fn read_every(name: &str, cases: &[Case]) {
    let mut failures = Vec::new();
    for (treatment, treat) in TREATMENTS {
        let seen: Vec<_> = cases.iter().map(|case| (case, DynamicImage::from(treat(case)).into_luma8())).collect();
        let rqrr = |frames: &[(&Case, GrayImage)]| -> BTreeSet<String> {
            let read = |grey: &GrayImage| read_back(grey.as_raw(), grey.width() as usize, grey.height() as usize);
            frames.iter().filter_map(|(_, grey)| read(grey).ok()).collect()
        };
        let (missed, again) = unread(&seen, rqrr);
        failures.extend(missed.iter().map(|case| format!("{} {treatment}: rqrr", case.name)));
        let (missed, zbar_again) = unread(&seen, |frames| zbar(frames.iter().map(|(_, grey)| grey)));
        failures.extend(missed.iter().map(|case| format!("{} {treatment}: zbar", case.name)));
        let codes = cases.len();
        println!("{name}, {treatment}: {codes} codes, a further frame for rqrr {again}, for zbar {zbar_again}");
    }
    assert!(failures.is_empty(), "{} failures, {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn link_cards_are_read_after_rough_treatment() {
    read_all("cards/ogp", 1200, 630);
}

#[test]
fn square_cards_are_read_after_rough_treatment() {
    read_all("cards/line", 1040, 1040);
}

#[test]
fn landscape_slides_are_read_after_rough_treatment() {
    read_all("slides/landscape", 1920, 1080);
}

#[test]
fn portrait_slides_are_read_after_rough_treatment() {
    read_all("slides/portrait", 1080, 1920);
}

#[test]
fn other_slides_are_read_after_rough_treatment() {
    read_every("other slides", &other_slides());
}
