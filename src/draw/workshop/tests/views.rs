//! What the tests draw: words for every state, addresses of every length, a stand-in for a photo.

use std::path::Path;

use super::super::{PictureView, Workshop};
use crate::channels::picture_view::{ActionKind, ActionView, BadgeView, DateRow, SlideView, WhenView};
use crate::theme::Theme;

pub(in super::super) const URL: &str = "https://yoyaku.example.jp/f/rinyushoku-2026-12";
pub(in super::super) const LONG_URL: &str = "https://yoyaku.example.jp/municipality/aoba-city/forms/apply?procedure=rinyushoku-zenki-2026-12-10&channel=line&theme=kosodate";
pub(in super::super) const HUGE_URL: &str = "https://yoyaku.example.jp/municipality/aoba-city/forms/apply?procedure=rinyushoku-zenki-2026-12-10-and-a-very-long-identifier-0123456789-0123456789-0123456789-0123456789&channel=signage&theme=kosodate-shien&utm_source=poster&utm_medium=qr";

pub(in super::super) const TEMPLATES: [(&str, u32, u32); 5] = [
    ("cards/ogp", 1200, 630),
    ("cards/line", 1040, 1040),
    ("cards/story", 1080, 1920),
    ("slides/landscape", 1920, 1080),
    ("slides/portrait", 1080, 1920),
];

/// The slides that show something else than one session.
pub(in super::super) const FURTHER: [(&str, u32, u32); 6] = [
    ("slides/landscape-dates", 1920, 1080),
    ("slides/landscape-photo", 1920, 1080),
    ("slides/landscape-words", 1920, 1080),
    ("slides/portrait-dates", 1080, 1920),
    ("slides/portrait-photo", 1080, 1920),
    ("slides/portrait-words", 1080, 1920),
];

/// One picture to try: name of its state, template with size, words, address of its code.
pub(in super::super) type Trial = (String, (&'static str, u32, u32), PictureView, Option<&'static str>);

/// Every template in every state; slides also in layout B, without and with the room for the clock.
pub(in super::super) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for template in TEMPLATES.into_iter().chain(FURTHER) {
        let states = if FURTHER.contains(&template) { further_states(template.0) } else { states() };
        for (state, view, qr) in states {
            let view = worded(template.0, view);
            let qr = qr.filter(|_| template.0 != "cards/story");
            let mut slide = |suffix: &str, mirrored: bool, clock: bool| {
                let slide = SlideView { mirrored, clock, ..view.slide.clone() };
                let mut view = PictureView { slide, ..view.clone() };
                // Beside the clock there is no room for long words of every kind and the tallest code.
                if clock && state == "long-v8" {
                    view.audience = self::view().audience;
                }
                trials.push((format!("{state}{suffix}"), template, view, qr));
            };
            slide("", false, false);
            if template.0.starts_with("slides/") {
                slide("-b", true, false);
                slide("-clock", false, true);
                slide("-b-clock", true, true);
            }
        }
    }
    trials
}

/// The states of the other slides.
fn further_states(template: &str) -> Vec<(&'static str, PictureView, Option<&'static str>)> {
    let bare = PictureView {
        when: None,
        venue: Vec::new(),
        cancel_note: None,
        partner_note: None,
        phone: None,
        audience: String::new(),
        action: ActionView { kind: ActionKind::Course, label: "日程と予約".into() },
        ..view()
    };
    let phone = ActionView { kind: ActionKind::Phone, label: "電話で予約".into() };
    let none = ActionView { kind: ActionKind::None, label: "予約はいりません".into() };
    let with = |headline: &str| PictureView { headline: headline.into(), ..bare.clone() };
    let mut states = Vec::new();
    if template.ends_with("-dates") {
        let marks = [
            None,
            badge("few", "残りわずか"),
            badge("waitlist", "キャンセル待ち"),
            badge("moved", "日程が変わりました"),
        ];
        let rows: Vec<DateRow> = (marks.into_iter().zip(["木", "水", "金", "土"]).enumerate())
            .map(|(number, (mark, weekday))| DateRow {
                month: 12 - number as i8 % 2 * 11,
                day: 28 - 7 * number as i8,
                weekday: weekday.into(),
                time: "10:00〜11:30".into(),
                mark,
            })
            .collect();
        let with = |count: usize| PictureView {
            audience: view().audience,
            phone: view().phone,
            slide: SlideView { rows: rows[..count].to_vec(), ..SlideView::default() },
            ..with("このあとの日程")
        };
        let long = PictureView {
            audience: "令和8年5月から7月に生まれたお子さんとその保護者".into(),
            brand: "あおば市 はじめてのパパママごはん相談会".into(),
            ..with(4)
        };
        states.extend([("two", with(2), Some(URL)), ("three", with(3), Some(URL)), ("four", with(4), Some(URL))]);
        states.extend([("long", long.clone(), Some(LONG_URL)), ("huge", with(2), Some(HUGE_URL))]);
        states.push(("phone", PictureView { action: phone, ..with(4) }, None));
        return states;
    }
    let (short, long) = if template.ends_with("-photo") {
        ("パパの参加も、ふえています", "はじめてのひとさじを、お父さんもお母さんも、笑顔で見守りました")
    } else {
        (
            "「ひとりで悩んでいたことを、その場で聞けて安心しました」",
            "「なにから始めたらいいか分からず不安でしたが、実際に作って、食べさせて、管理栄養士さんに聞けたので、帰った日からすぐ始められました。夫といっしょに来られたのもよかったです」",
        )
    };
    let source = |view: PictureView, source: &str| {
        let source = template.ends_with("-words").then(|| source.to_owned());
        PictureView { slide: SlideView { source, ..SlideView::default() }, ..view }
    };
    let short = source(with(short), "11月に参加されたお父さん");
    let brand = if template.ends_with("-words") {
        "あおば市 はじめてのパパママごはん相談会"
    } else {
        "あおば市 離乳食教室"
    };
    let long = PictureView {
        brand: brand.into(),
        action: ActionView { kind: ActionKind::Book, label: "キャンセル待ちする".into() },
        ..source(with(long), "市の離乳食教室アンケート（令和8年度、回答42人）から")
    };
    let dialled = PictureView { action: phone, phone: Some("0197-00-0011".into()), ..short.clone() };
    states.push(("claim", PictureView { slide: SlideView::default(), ..with("9割が「また来たい」") }, Some(URL)));
    states.push(("phone", dialled.clone(), None));
    states.push(("none", PictureView { action: none, ..short.clone() }, None));
    states.push(("both", PictureView { phone: dialled.phone, ..short.clone() }, Some(URL)));
    states.push(("photo", PictureView { photo: Some("oyako".into()), ..short.clone() }, Some(URL)));
    states.push(("long-photo", PictureView { photo: Some("oyako".into()), ..long.clone() }, Some(URL)));
    states.push(("huge", short.clone(), Some(HUGE_URL)));
    states.extend([("short", short, Some(URL)), ("long", long, Some(LONG_URL))]);
    states
}

pub(in super::super) fn workshop() -> Workshop {
    let theme = Theme::load("default", Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the default theme loads");
    Workshop::new(&theme, vec!["あおばこども健康センター".into()]).unwrap_or_else(|errors| {
        panic!("{}", crate::diagnostics::print_text(&errors, crate::diagnostics::Lang::En, false))
    })
}

pub(in super::super) fn view() -> PictureView {
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

pub(in super::super) fn badge(kind: &str, text: &str) -> Option<BadgeView> {
    Some(BadgeView { kind: kind.into(), text: text.into() })
}

/// Name, words and URL of every state that a template must cope with.
pub(in super::super) fn states() -> Vec<(&'static str, PictureView, Option<&'static str>)> {
    let course = ActionView { kind: ActionKind::Course, label: "ほかの日程".into() };
    let mut states = vec![("plain", view(), Some(URL))];
    for (name, text) in [("few", "残りわずか"), ("waitlist", "キャンセル待ち")] {
        states.push((name, PictureView { badge: badge(name, text), ..view() }, Some(URL)));
    }
    for (name, text) in [("full", "満席"), ("closed", "受付終了"), ("cancelled", "中止"), ("postponed", "延期")]
    {
        let undated = (name == "postponed").then(|| "次の日程は決まりしだい／お知らせします".to_owned());
        let action = course.clone();
        let view = PictureView { badge: badge(name, text), action, undated, cancel_note: None, ..view() };
        states.push((name, view, Some(URL)));
    }
    let mut moved =
        PictureView { badge: badge("moved", "日程が変わりました"), art: "family".into(), ..view() };
    moved.when.as_mut().unwrap().previous = vec!["12月3日（木）".into()];
    states.push(("moved", moved, Some(URL)));
    let before = PictureView {
        badge: badge("before", "12月1日から予約"),
        action: ActionView { label: "予約のご案内".into(), ..course.clone() },
        cancel_note: Some("12月1日（火）10:00から予約できます".into()),
        ..view()
    };
    states.push(("before", before, Some(URL)));
    let phone = ActionView { kind: ActionKind::Phone, label: "電話で予約".into() };
    states.push(("phone", PictureView { action: phone, art: "talk".into(), ..view() }, None));
    let none = ActionView { kind: ActionKind::None, label: "予約はいりません".into() };
    states.push(("none", PictureView { action: none, cancel_note: None, art: "baby".into(), ..view() }, None));
    let undated = Some("開催日と予約は／ページでご案内しています".to_owned());
    let action = ActionView { label: "日程を見る".into(), ..course };
    let of_course = PictureView { when: None, undated, action, art: "plate".into(), cancel_note: None, ..view() };
    let survey = PictureView {
        audience: "離乳食教室に参加された方へ".into(),
        headline: "きょうの教室は／いかがでしたか？".into(),
        undated: Some("12月20日（日）まで".into()),
        action: ActionView { kind: ActionKind::Survey, label: "アンケートに答える".into() },
        phone: None,
        venue: Vec::new(),
        art: "talk".into(),
        ..of_course.clone()
    };
    states.push(("course", of_course, Some(URL)));
    states.push(("survey", survey, Some(URL)));
    let long = PictureView {
        audience: "令和8年5月から7月に生まれたお子さんとその保護者".into(),
        headline: "はじめての離乳食、なにから始めたらいいかわからない方に管理栄養士が寄り添います".into(),
        venue: vec!["あおば市立総合福祉保健センターふれあいプラザ".into(), "3階 調理実習室および会議室B".into()],
        art: "family".into(),
        ..view()
    };
    states.push(("long", long.clone(), Some(URL)));
    states.push(("long-v8", PictureView { badge: badge("few", "残りわずか"), ..long }, Some(LONG_URL)));
    states.push(("v8", PictureView { badge: badge("few", "残りわずか"), ..view() }, Some(LONG_URL)));
    states.push(("photo", PictureView { photo: Some("oyako".into()), ..view() }, Some(URL)));
    let english = PictureView {
        lang: "en".into(),
        brand: "Aoba City, Baby Food Class".into(),
        audience: "Babies of 5 to 6 months and parents".into(),
        headline: "First spoonfuls: start solid food with our dietitian".into(),
        venue: vec!["Aoba Children's Health Center".into(), "2F Kitchen".into()],
        action: ActionView { kind: ActionKind::Course, label: "Book online".into() },
        cancel_note: Some("You can cancel online".into()),
        partner_note: Some("Both parents are welcome".into()),
        ..view()
    };
    states.push(("english", english, Some(URL)));
    states.push((
        "huge",
        PictureView { badge: badge("few", "残りわずか"), art: "family".into(), ..view() },
        Some(HUGE_URL),
    ));
    states
}

pub(in super::super) fn worded(template: &str, mut view: PictureView) -> PictureView {
    if view.action.kind == ActionKind::Book {
        view.action.label = match template {
            "cards/line" => "タップして予約する",
            "cards/story" => "リンクから予約",
            _ => "スマホで予約",
        }
        .into();
    }
    view
}

/// A stand-in for a photo: noise under soft light, 1200 × 900.
pub(in super::super) fn photo() -> Vec<u8> {
    let mut noise = 1_u32;
    let pixel = |x: u32, y: u32| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let grain = noise >> 29;
        let near = |cx: i64, cy: i64, r: i64| (i64::from(x) - cx).pow(2) + (i64::from(y) - cy).pow(2) < r * r;
        let [red, green, blue] = match () {
            () if near(480, 300, 130) => [244, 200, 165],
            () if near(480, 640, 250) => [60, 120, 150],
            () if near(820, 420, 90) => [250, 210, 180],
            () if near(820, 640, 160) => [230, 170, 70],
            () => [200 + x / 40, 190 + y / 30, 170],
        };
        [(red + grain) as u8, (green + grain) as u8, (blue + grain) as u8, 255]
    };
    let mut pixel = pixel;
    (0..900).flat_map(|y| (0..1200).map(move |x| (x, y))).flat_map(|(x, y)| pixel(x, y)).collect()
}
