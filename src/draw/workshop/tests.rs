//! Pictures of every template in every state, proved and, on request, written to `target/pictures` to be looked at.
#![allow(clippy::unwrap_used, clippy::expect_used)]

pub(super) mod views;

use std::path::Path;
use std::time::Instant;

use super::super::canvas::Slot;
use super::code::SHORT_BYTES;
use super::*;
use crate::channels::picture_view::{ActionKind, ActionView, PictureForm};

use views::{FURTHER, LONG_URL, TEMPLATES, URL, badge, photo, trials, view, worded, workshop};

#[test]
#[ignore = "writes pictures to look at"]
fn gallery() {
    let mut workshop = workshop();
    workshop.add_photo("oyako".into(), &photo(), 1200, 900, (40.0, 30.0)).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    std::fs::create_dir_all(&folder).unwrap();
    let only = std::env::var("ONLY").unwrap_or_default();
    for (state, (template, width, height), view, qr) in trials() {
        let name = format!("{}-{state}", template.replace('/', "-"));
        if !only.split(' ').any(|only| name.contains(only)) {
            continue;
        }
        let start = Instant::now();
        match workshop.draw(&Picture { template, view: &view, qr, width, height, form: PictureForm::Web }) {
            Ok(Drawn { file, warnings, legible }) => {
                let Legible { text_px, text_field, .. } = legible;
                println!("{name}: {} KB {:?} {text_field} {text_px} {warnings:?}", file.len() / 1024, start.elapsed());
                let ending = if view.is_jpeg() { "jpg" } else { "png" };
                std::fs::write(folder.join(format!("{name}.{ending}")), file).unwrap();
            }
            Err(error) => println!("{name}: {error}"),
        }
    }
}

/// The most that a picture without a photo may weigh, in bytes.
fn most_bytes(template: &str) -> usize {
    match template {
        "cards/ogp" => 60_000,
        "cards/line" => 90_000,
        _ => 150_000,
    }
}

#[test]
fn every_state_of_every_template_is_drawn() {
    let workshop = workshop();
    for (state, (template, width, height), view, qr) in trials() {
        let view = PictureView { photo: None, ..view };
        let drawn = workshop.draw(&Picture { template, view: &view, qr, width, height, form: PictureForm::Web });
        let bytes = drawn.as_ref().map(|drawn| drawn.file.len());
        assert!(bytes.as_ref().is_ok_and(|bytes| *bytes <= most_bytes(template)), "{template} {state}: {bytes:?}");
    }
}

#[test]
fn codes_keep_their_share_and_text_its_smallest_size() {
    let workshop = workshop();
    for (template, width, height) in TEMPLATES.into_iter().chain(FURTHER) {
        let (view, qr) = (worded(template, view()), (template != "cards/story").then_some(URL));
        let picture = Picture { template, view: &view, qr, width, height, form: PictureForm::Web };
        let ready = workshop.ready(&picture).unwrap();
        let slide = template.starts_with("slides/");
        for (slot, setting) in ready.page.slots().zip(&ready.settings) {
            let Slot::Text(text) = slot else { continue };
            assert!(!slide || text.smallest >= 42.0, "{template}: {text:?}");
            let caption = template.ends_with("-photo");
            assert!(text.field != "headline" || caption || text.smallest >= 48.0, "{template}: {text:?}");
            assert!(setting.size >= text.smallest);
        }
        let Some(url) = qr else { continue };
        let side = on_whole_pixels(code_area(&ready.page, &ready.boxes).unwrap()).w;
        let symbol = Symbol::encode(url).unwrap();
        let module = side as usize / (symbol.modules + 2 * crate::draw::qr::QUIET_MODULES);
        let wanted = match template {
            "cards/ogp" => 630 / 2,
            "cards/line" => 344,
            _ => 405,
        };
        assert!(module >= if slide { 10 } else { 8 } && module * symbol.modules >= wanted, "{template}: {module}");
    }
}

#[test]
fn codes_are_in_the_file_exactly_as_they_were_drawn() {
    let workshop = workshop();
    for (template, width, height) in TEMPLATES.into_iter().filter(|(template, ..)| *template != "cards/story") {
        let view = worded(template, view());
        let picture = Picture { template, view: &view, qr: Some(LONG_URL), width, height, form: PictureForm::Web };
        let ready = workshop.ready(&picture).unwrap();
        let area = on_whole_pixels(code_area(&ready.page, &ready.boxes).unwrap());
        let file = workshop.draw(&picture).unwrap().file;
        // The quiet zone may share its corners with the rounded panel.
        let quiet = 4 * area.w / (Symbol::encode(LONG_URL).unwrap().modules as u32 + 8);
        let (x, y, w, h) = (area.x + quiet, area.y + quiet, area.w - 2 * quiet, area.h - 2 * quiet);
        let seen = image::load_from_memory(&file).unwrap().crop_imm(x, y, w, h).into_rgb8();
        let exact = |pixel: &image::Rgb<u8>| [[0x11; 3], [0xff; 3]].contains(&pixel.0);
        assert!(seen.pixels().all(exact), "{template}");
    }
}

#[test]
fn a_stick_gets_plain_jpeg_turned_where_its_panel_turns_nothing() {
    let (workshop, view) = (workshop(), view());
    let draw = |form, width, height| {
        let picture = Picture { template: "slides/portrait", view: &view, qr: Some(LONG_URL), width, height, form };
        assert_eq!(workshop.measure(&picture), Ok(Vec::new()));
        workshop.draw(&picture).unwrap()
    };
    let web = image::load_from_memory(&draw(PictureForm::Web, 1080, 1920).file).unwrap().into_rgb8();
    for (form, width, height) in [(PictureForm::Stick, 1080, 1920), (PictureForm::TurnedStick, 1920, 1080)] {
        let file = draw(form, width, height).file;
        // Start of frame 0 is baseline, 2 is progressive (ITU-T T.81, table B.1).
        let has_frame = |kind: u8| file.windows(4).any(|bytes| bytes[..3] == [0xff, 0xc0 + kind, 0]);
        assert!(file.starts_with(&[0xff, 0xd8]) && has_frame(0) && !has_frame(2), "{form:?}");
        let seen = image::load_from_memory(&file).unwrap().into_rgb8();
        assert_eq!(seen.dimensions(), (width, height));
        let upright = if width > height { image::imageops::rotate90(&seen) } else { seen };
        let far = web.pixels().zip(upright.pixels()).filter(|(a, b)| a.0[1].abs_diff(b.0[1]) > 40).count();
        assert!(far < 500, "{form:?}: {far}");
        for turn in [upright.clone(), image::imageops::rotate270(&upright)] {
            let grey = image::DynamicImage::from(turn).into_luma8();
            let (width, height) = (grey.width() as usize, grey.height() as usize);
            assert_eq!(crate::draw::read_back::read_back(grey.as_raw(), width, height).as_deref(), Ok(LONG_URL));
        }
    }
}

#[test]
fn a_picture_tells_how_legible_it_is() {
    let workshop = workshop();
    let draw = |template, view: &PictureView, qr, width, height| {
        let form = PictureForm::Web;
        workshop.draw(&Picture { template, view, qr, width, height, form }).unwrap().legible
    };
    let short = PictureView { cancel_note: None, partner_note: None, phone: None, venue: Vec::new(), ..view() };
    // 33 modules of 13 px; nothing shrinks, the brand is the smallest.
    let expected = Legible { text_px: 44, text_field: "brand", code_px: Some(429) };
    assert_eq!(draw("slides/landscape", &short, Some(URL), 1920, 1080), expected);
    let phone = ActionView { kind: ActionKind::Phone, label: "電話で予約".into() };
    let without = PictureView { action: phone, phone: Some("0197-00-0011".into()), ..short };
    assert_eq!(draw("slides/landscape", &without, None, 1920, 1080).code_px, None);
    let noted = PictureView { cancel_note: view().cancel_note, ..view() };
    let Legible { text_px, text_field, .. } = draw("slides/landscape", &noted, Some(URL), 1920, 1080);
    assert!(text_px == 42 && ["cancel_note", "partner_note"].contains(&text_field), "{text_field}");
    assert_eq!(draw("slides/landscape-photo", &noted, Some(&"x".repeat(287)), 1920, 1080).code_px, Some(65 * 8));
}

#[test]
fn same_picture_same_bytes() {
    let (workshop, view) = (workshop(), view());
    let picture =
        Picture { template: "cards/ogp", view: &view, qr: Some(URL), width: 1200, height: 630, form: PictureForm::Web };
    assert_eq!(workshop.draw(&picture).unwrap().file, workshop.draw(&picture).unwrap().file);
    assert_eq!(workshop.measure(&picture).unwrap(), workshop.draw(&picture).unwrap().warnings);
}

#[test]
fn words_that_do_not_fit_are_named_with_how_much_to_cut() {
    let workshop = workshop();
    let headline: String = "離乳食のはじめかたを管理栄養士といっしょに体験します".chars().cycle().take(70).collect();
    let view = PictureView { headline: headline.clone(), ..view() };
    let picture =
        Picture { template: "cards/ogp", view: &view, qr: Some(URL), width: 1200, height: 630, form: PictureForm::Web };
    let Err(DrawError::DoesNotFit { field: "headline", over }) = workshop.draw(&picture) else { panic!("it fits") };
    let shortened = |by: usize| PictureView { headline: headline.chars().take(70 - by).collect(), ..view.clone() };
    assert!(workshop.measure(&Picture { view: &shortened(over), ..picture }).is_ok());
    assert!(workshop.measure(&Picture { view: &shortened(over - 1), ..picture }).is_err());
    assert!((10..50).contains(&over), "{over}");

    let endless = PictureView { headline: "長".repeat(100_000), ..view.clone() };
    let start = Instant::now();
    let error = workshop.draw(&Picture { view: &endless, ..picture }).unwrap_err();
    let elapsed = start.elapsed();
    let DrawError::DoesNotFit { field: "headline", over } = error else { panic!("{error:?}") };
    let left = PictureView { headline: "長".repeat(100_000 - over), ..view.clone() };
    assert!(workshop.measure(&Picture { view: &left, ..picture }).is_ok(), "{over}");
    assert!(elapsed.as_millis() < 2000, "{elapsed:?}");
}

#[test]
fn only_what_staff_can_shorten_is_blamed() {
    let workshop = workshop();
    let (endless, picture) = ("字".repeat(90), |view, url| Picture {
        template: "cards/ogp",
        view,
        qr: Some(url),
        width: 1200,
        height: 630,
        form: PictureForm::Web,
    });
    // Two lines of one field, and two fields: each alone would not do.
    let venue = PictureView { venue: vec![endless.clone(), endless.clone()], ..view() };
    let both = PictureView { headline: endless.clone(), venue: vec![endless.clone()], ..view() };
    for view in [&venue, &both] {
        let error = workshop.measure(&picture(view, URL)).unwrap_err();
        assert!(matches!(error, DrawError::DoesNotFit { field: "venue" | "headline", over: 1.. }), "{error:?}");
    }
    // Words of ours, and a number, that have no room: the theme is to blame.
    let label = PictureView { action: ActionView { label: endless.clone(), ..view().action }, ..view() };
    let phone = PictureView { phone: Some("0".repeat(60)), ..view() };
    for view in [&label, &phone] {
        let error = workshop.measure(&picture(view, URL)).unwrap_err();
        assert!(matches!(error, DrawError::Template(_)), "{error:?}");
    }
    // Words that only a long code leaves no room for.
    let long = PictureView {
        headline: "ことばとからだをたのしくそだてる親子のじかんを、ゆっくりすごしませんか".into(),
        ..view()
    };
    let moved = PictureView { badge: badge("moved", "日程が変わりました"), ..long };
    let url = format!("https://a.example/{}", "x".repeat(269));
    assert!(workshop.measure(&picture(&moved, URL)).is_ok());
    assert_eq!(workshop.measure(&picture(&moved, &url)), Err(DrawError::QrTooLong { bytes: 287 }));
}

#[test]
fn a_long_telephone_number_has_room_beside_every_code() {
    let workshop = workshop();
    let phone = Some("0120-123-4567".to_owned());
    let mut moved = PictureView { phone, badge: badge("moved", "日程が変わりました"), ..view() };
    let action = ActionView { label: "キャンセル待ちする".into(), ..view().action };
    let waitlist = PictureView { badge: badge("waitlist", "キャンセル待ち"), action, ..moved.clone() };
    moved.when.as_mut().unwrap().previous = vec!["11月26日（木）".into(), "12月3日（木）".into()];
    for (template, width, height) in TEMPLATES.into_iter().filter(|(template, ..)| *template != "cards/story") {
        for bytes in [26, 62, 84, 106, 122, 152, 153, 213, 287] {
            let url = format!("https://a.example/{}", "x".repeat(bytes - 18));
            for view in [&moved, &waitlist] {
                let measured = workshop.measure(&Picture {
                    template,
                    view,
                    qr: Some(&url),
                    width,
                    height,
                    form: PictureForm::Web,
                });
                assert!(measured.is_ok(), "{template} {bytes}: {measured:?}");
            }
        }
    }
}

#[test]
fn the_focus_of_a_photo_lies_in_the_middle() {
    let mut workshop = workshop();
    // A wide photo and a tall one, with a red line through the focus at 40 %.
    for (key, width, height) in [("wide", 3000_u32, 600_u32), ("tall", 600, 3000)] {
        let red = |x: u32, y: u32| if width > height { x.abs_diff(1200) < 30 } else { y.abs_diff(1200) < 30 };
        let pixel = |x, y| if red(x, y) { [220, 0, 0, 255] } else { [40, 90, 160, 255] };
        let rgba: Vec<u8> =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect();
        workshop.add_photo(key.into(), &rgba, width, height, (40.0, 40.0)).unwrap();
        let view = PictureView { photo: Some(key.into()), ..view() };
        let (template, wide, high) = if key == "wide" { TEMPLATES[1] } else { TEMPLATES[3] };
        let file = workshop
            .draw(&Picture { template, view: &view, qr: Some(URL), width: wide, height: high, form: PictureForm::Web })
            .unwrap()
            .file;
        let drawn = image::load_from_memory(&file).unwrap().into_rgb8();
        let is_red = |pixel: &image::Rgb<u8>| pixel[0] > 200 && pixel[1] < 40 && pixel[2] < 40;
        let reds = drawn.enumerate_pixels().filter(|(.., pixel)| is_red(pixel));
        let mut along: Vec<u32> = reds.map(|(x, y, _)| if key == "wide" { x } else { y }).collect();
        along.sort_unstable();
        let (line, middle) = (along[along.len() / 2], if key == "wide" { wide / 2 } else { high / 2 });
        assert!(line.abs_diff(middle) < 12, "{key}: {line}");
    }
}

#[test]
fn a_long_address_costs_distance() {
    let (view, base) = (view(), "https://a.example/");
    let warned = |template: &str, bytes: usize| {
        let (_, width, height) = TEMPLATES.into_iter().find(|(name, ..)| *name == template).unwrap();
        let url = format!("{base}{}", "x".repeat(bytes - base.len()));
        let warnings =
            foreseen(&Picture { template, view: &view, qr: Some(&url), width, height, form: PictureForm::Web });
        let reach = |warning: &DrawWarning| match warning {
            DrawWarning::LongQr { reach_mm, short_reach_mm, .. } => (*reach_mm, *short_reach_mm),
            other => panic!("{other:?}"),
        };
        warnings.iter().map(reach).next()
    };
    // Modules of 10 px against 405 / 33 → 13 px, of 0.4958 mm; on cards of 8 px against 10 or 11.
    for (template, expected) in [
        ("slides/landscape", (1983, 2578)),
        ("slides/portrait", (1983, 2578)),
        ("cards/ogp", (267, 333)),
        ("cards/line", (308, 423)),
    ] {
        assert_eq!(warned(template, 152), None, "{template}");
        assert_eq!(warned(template, 153), Some(expected), "{template}");
        assert_eq!(warned(template, 287), Some(expected), "{template}");
        assert_eq!(warned(template, 288), None, "{template}: that is an error");
    }
    assert_eq!(Symbol::encode(&format!("{base}{}", "x".repeat(SHORT_BYTES - base.len()))).unwrap().modules, 33);
}

#[test]
fn a_writers_markup_stays_text() {
    let workshop = workshop();
    let hostile = "<img src=x>\" id=\"qr\"&{{ brand }}";
    let view = PictureView { headline: hostile.into(), audience: "</div>".into(), ..view() };
    let picture =
        Picture { template: "cards/ogp", view: &view, qr: Some(URL), width: 1200, height: 630, form: PictureForm::Web };
    let ready = workshop.ready(&picture).unwrap();
    assert_eq!(ready.page.slots().filter(|slot| matches!(slot, Slot::Qr)).count(), 1);
    assert_eq!(ready.page.image_urls().collect::<Vec<_>>(), ["art/backdrop.svg"]);
    assert!(workshop.draw(&picture).is_ok());
}

#[test]
fn what_cannot_be_drawn_is_an_error() {
    let workshop = workshop();
    let view = PictureView { venue: vec!["𠮷野会館".into()], ..view() };
    let picture = Picture {
        template: "cards/line",
        view: &view,
        qr: Some(URL),
        width: 1040,
        height: 1040,
        form: PictureForm::Web,
    };
    let missing = DrawError::MissingGlyphs { field: "venue", chars: "𠮷".into() };
    assert_eq!(workshop.measure(&picture), Err(missing));
    let plain = self::view();
    let picture = Picture { view: &plain, ..picture };
    let with = |qr: &str| workshop.measure(&Picture { qr: Some(qr), ..picture }).unwrap_err();
    assert_eq!(with("https://例え.jp/"), DrawError::QrNotAscii);
    assert_eq!(with(&format!("https://example.jp/{}", "a".repeat(600))), DrawError::QrTooLong { bytes: 619 });
    let nameless = Picture { template: "cards/none", ..picture };
    assert!(matches!(workshop.measure(&nameless), Err(DrawError::Theme(_))));
}

/// CPU time that this thread has used, in ms.
fn cpu_ms() -> f64 {
    let used = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    used.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}

#[test]
#[ignore = "prints what a picture costs"]
fn cost() {
    let start = Instant::now();
    let mut workshop = workshop();
    println!("workshop: {:?}", start.elapsed());
    workshop.add_photo("oyako".into(), &photo(), 1200, 900, (40.0, 30.0)).unwrap();
    for (template, width, height) in TEMPLATES.into_iter().chain(FURTHER) {
        for (photo, code) in [(false, true), (true, true), (false, false), (true, false)] {
            let mut view = PictureView { photo: photo.then(|| "oyako".to_owned()), ..worded(template, view()) };
            if !code {
                view.action = ActionView { kind: ActionKind::None, label: "予約はいりません".into() };
            }
            let qr = (code && template != "cards/story").then_some(URL);
            let picture = Picture { template, view: &view, qr, width, height, form: PictureForm::Web };
            workshop.draw(&picture).unwrap();
            let time = |work: &dyn Fn()| {
                let start = cpu_ms();
                (0..40).for_each(|_| work());
                (cpu_ms() - start) / 40.0
            };
            let measure = time(&|| drop(workshop.measure(&picture).unwrap()));
            let draw = time(&|| drop(workshop.draw(&picture).unwrap()));
            let bytes = workshop.draw(&picture).unwrap().file.len();
            println!("{template} photo {photo} code {code}: measure {measure:.1}, all {draw:.1} CPU-ms, {bytes} bytes");
        }
    }
}
