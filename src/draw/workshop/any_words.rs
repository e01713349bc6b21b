//! For any words that somebody may type: everything lies on its card, nothing covers anything, nothing is missing, or the
//! error names the words. The layout is looked at here with other eyes than those of the fit.

#![allow(clippy::unwrap_used)]

use std::sync::OnceLock;

use proptest::prelude::*;

use super::super::canvas::Slot;
use super::code::MAX_PLAIN_BYTES;
use super::tests::views::{FURTHER, HUGE_URL, LONG_URL, TEMPLATES, URL, view, workshop};
use super::*;
use crate::channels::picture_view::{ActionKind, ActionView, BadgeView, DateRow, PictureForm, SlideView};

/// Views that are tried; `tests/long` tries more.
fn cases() -> u32 {
    if std::env::var_os("OIDEYO_LONG").is_some() { 3000 } else { 160 }
}

/// What the eye does not see, in pixels.
const UNSEEN: f32 = 1.5;

/// Share of a line's height, above and below, that holds no ink.
const LEADING: f32 = 0.16;

/// Pixels at the edge of each picture, left, top, right, bottom, that no text may lie in: look.md's rules for stories and
/// slides.
fn margins(template: &str) -> [f32; 4] {
    match template {
        "cards/story" => [0.0, 250.0, 0.0, 250.0],
        name if name.starts_with("slides/") => [56.0; 4],
        _ => [0.0; 4],
    }
}

/// Japanese, wide and narrow, emoji and long Latin words, in the mixtures that people type.
fn words(most: usize) -> impl Strategy<Value = String> {
    let mixed = prop_oneof![
        5 => "[あ-んっゃゅょー]{1,6}",
        4 => "[一二三四五六日月火水木金土人子女男市町村教室健康相談予防接種離乳食講座会館中央青葉福祉]{1,6}",
        3 => "[ァ-ヶー]{1,9}",
        1 => "[ｱ-ﾝﾞﾟｰ]{1,6}",
        2 => "[、。！？・「」『』（）〜／ 　]{1,2}",
        1 => "[0-9０-９]{1,4}(か月|時|分|日|階|組|%|％)?",
        1 => "[A-Za-z0-9._/:@-]{1,40}",
        1 => "[🍼👶🎉👨‍👩‍👧☎♪①㈱髙﨑]{1,2}",
    ];
    (1..=most, prop::collection::vec(mixed, 1..40))
        .prop_map(|(most, parts)| parts.concat().chars().take(most).collect::<String>())
}

/// Where nothing may stand for another reason than the margin: a slide's photo, and the room for the player's clock.
fn kept_free(picture: &Picture) -> Vec<Area> {
    let (width, height) = (picture.width as f32, picture.height as f32);
    let SlideView { mirrored, clock, .. } = picture.view.slide;
    let photo = match picture.template {
        "slides/landscape-photo" if mirrored => Some(Area { left: 680.0, top: 0.0, right: width, bottom: height }),
        "slides/landscape-photo" => Some(Area { left: 0.0, top: 0.0, right: 1240.0, bottom: height }),
        "slides/portrait-photo" if mirrored => Some(Area { left: 0.0, top: 790.0, right: width, bottom: height }),
        "slides/portrait-photo" => Some(Area { left: 0.0, top: 0.0, right: width, bottom: 1130.0 }),
        _ => None,
    };
    let corner = Area { left: width - 256.0, top: 56.0, right: width - 56.0, bottom: 128.0 };
    let clock = (clock && picture.template.starts_with("slides/")).then_some(corner);
    photo.into_iter().chain(clock).collect()
}

fn any_slide() -> impl Strategy<Value = SlideView> {
    let marks = vec![
        None,
        Some(("few", "残りわずか")),
        Some(("waitlist", "キャンセル待ち")),
        Some(("moved", "日程が変わりました")),
    ];
    let row = (1..=12_i8, 1..=31_i8, prop::sample::select(marks)).prop_map(|(month, day, mark)| DateRow {
        month,
        day,
        weekday: "水".into(),
        time: "10:00〜11:30".into(),
        mark: mark.map(|(kind, text)| BadgeView { kind: kind.into(), text: text.into() }),
    });
    let rows = prop::collection::vec(row, 2..=4);
    (any::<bool>(), any::<bool>(), rows, prop::option::of(words(40)))
        .prop_map(|(mirrored, clock, rows, source)| SlideView { mirrored, clock, rows, source })
}

fn any_view() -> impl Strategy<Value = PictureView> {
    let venue = prop::collection::vec(words(40), 0..3);
    let badge = prop::option::of(prop_oneof![Just(("few", "残りわずか")), Just(("moved", "日程が変わりました"))]);
    let kind = prop_oneof![Just(ActionKind::Book), Just(ActionKind::Phone), Just(ActionKind::None)];
    let words = (words(200), words(60), words(27), venue);
    let slide = any_slide();
    (words, badge, kind, any::<bool>(), slide).prop_map(
        |((headline, audience, brand, venue), badge, kind, dated, slide)| PictureView {
            slide,
            headline,
            audience,
            brand,
            venue,
            badge: badge.map(|(kind, text)| BadgeView { kind: kind.into(), text: text.into() }),
            action: ActionView { kind, ..view().action },
            when: view().when.filter(|_| dated),
            undated: (!dated).then(|| "次の日程は決まりしだい／お知らせします".to_owned()),
            ..view()
        },
    )
}

/// What is wrong with a layout, seen from outside.
fn wrongs(ready: &Ready, picture: &Picture) -> Vec<String> {
    let [left, top, right, bottom] = margins(picture.template);
    let (width, height) = (picture.width as f32, picture.height as f32);
    let runs: Vec<_> = ready.boxes.runs().collect();
    let mut wrongs = Vec::new();
    for (slot, _, area) in &runs {
        let inside = area.left >= left - UNSEEN
            && area.right <= width - right + UNSEEN
            && ink(*area).top >= top - UNSEEN
            && ink(*area).bottom <= height - bottom + UNSEEN;
        if !inside {
            wrongs.push(format!("{slot:?} lies at {area:?}"));
        }
    }
    let code = picture.qr.map(|_| code_area(&ready.page, &ready.boxes).unwrap());
    let free = kept_free(picture);
    if let Some(code) = code {
        let inside = code.left >= left - UNSEEN
            && code.top >= top - UNSEEN
            && code.right <= width - right + UNSEEN
            && code.bottom <= height - bottom + UNSEEN;
        if !inside || free.iter().any(|free| overlap(code, *free)) {
            wrongs.push(format!("the code lies at {code:?}"));
        }
    }
    for (number, (slot, node, area)) in runs.iter().enumerate() {
        if free.iter().any(|free| overlap(ink(*area), *free)) {
            wrongs.push(format!("{slot:?} at {area:?} lies where nothing may"));
        }
        if code.is_some_and(|code| overlap(ink(*area), code)) {
            wrongs.push(format!("{slot:?} covers the code"));
        }
        for (other_slot, other, other_area) in &runs[number + 1..] {
            if node != other && overlap(ink(*area), ink(*other_area)) {
                wrongs.push(format!("{slot:?} at {area:?} covers {other_slot:?} at {other_area:?}"));
            }
        }
    }
    wrongs
}

/// Texts of which something is not laid out.
fn missing(ready: &Ready) -> Vec<String> {
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric() && !('\u{e000}'..'\u{f8ff}').contains(c)).collect();
    let slots = ready.page.slots().enumerate().zip(&ready.settings).filter(|(_, setting)| !setting.hidden);
    let pairs = slots.map(|((slot, _), _)| -> (String, String) {
        let wanted: Vec<String> = ready.page.texts(slot).map(plain).collect();
        let laid: Vec<String> = ready.boxes.texts(slot).concat().iter().map(|line| plain(line)).collect();
        (wanted.concat(), laid.concat())
    });
    pairs.filter(|(wanted, laid)| !wanted.is_empty() && wanted != laid).map(|(wanted, _)| wanted).collect()
}

fn ink(area: Area) -> Area {
    let leading = (area.bottom - area.top) * LEADING;
    Area { top: area.top + leading, bottom: area.bottom - leading, ..area }
}

fn overlap(a: Area, b: Area) -> bool {
    a.right.min(b.right) - a.left.max(b.left) > UNSEEN && a.bottom.min(b.bottom) - a.top.max(b.top) > UNSEEN
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..Default::default() })]
    #[test]
    fn any_words_fit_or_are_named(
        view in any_view(),
        (template, width, height) in prop::sample::select([&TEMPLATES[..], &FURTHER].concat()),
        url in prop::sample::select(vec![URL, LONG_URL, HUGE_URL]),
    ) {
        static WORKSHOP: OnceLock<Workshop> = OnceLock::new();
        let code = view.action.kind == ActionKind::Book && template != "cards/story";
        let picture = Picture { template, view: &view, qr: code.then_some(url), width, height, form: PictureForm::Web };
        match WORKSHOP.get_or_init(workshop).ready(&picture) {
            Ok(ready) => {
                prop_assert_eq!(wrongs(&ready, &picture), Vec::<String>::new(), "{}", template);
                prop_assert_eq!(missing(&ready), Vec::<String>::new(), "{}", template);
                for (slot, setting) in ready.page.slots().zip(&ready.settings) {
                    if let Slot::Text(text) = slot {
                        prop_assert!(setting.size >= text.smallest);
                    }
                }
            }
            Err(DrawError::DoesNotFit { over, .. }) => prop_assert!(over > 0),
            Err(DrawError::QrTooLong { bytes }) => prop_assert!(bytes > MAX_PLAIN_BYTES),
            Err(DrawError::MissingGlyphs { .. }) => {}
            Err(error) => prop_assert!(false, "{template}: {error}"),
        }
    }
}
