//! Every page template with every view, sparse and full; the pages lie in `target/pages-preview/` for eyes and browsers.
//! It is long because each view is written out whole: a field that a template forgets is seen here.

use std::path::Path;

use super::{Templates, Theme};
use crate::channels::page_view::*;

const HOUR: i64 = 3600;
/// 2026-12-10 10:00 +09:00.
const START: i64 = 1_796_864_400;

fn text(words: &str) -> String {
    words.to_owned()
}

fn frame(root: &str, title: &str) -> Frame {
    Frame {
        lang: text("ja"),
        root: text(root),
        city: text("あおば市"),
        team: text("健康こども課"),
        meta: Meta {
            title: text(title),
            description: text("生後5〜6か月のお子さんと保護者。12月10日（木曜日）10時から。スマホで予約できます。"),
            canonical: text("https://www.city.aoba.example.jp/oideyo/rinyushoku/2026-12-10.html"),
            image: Some(text("https://www.city.aoba.example.jp/oideyo/rinyushoku/cards/2026-12-10-ogp.0a1b2c.png")),
            image_alt: text("「もぐもぐ・ごっくんの準備」サポートします！ 12月10日（木曜日）"),
        },
        contact: Some(ContactView {
            name: text("あおば市 健康こども課"),
            phone: Some(phone()),
            email: Some(text("kenko@city.aoba.example.jp")),
        }),
        links: vec![],
    }
}

fn bare(frame: Frame) -> Frame {
    Frame { contact: None, meta: Meta { image: None, ..frame.meta }, ..frame }
}

fn phone() -> PhoneView {
    PhoneView { printed: text("0197-00-0012"), dial: text("0197000012"), hours: Some(text("平日 8時30分〜17時")) }
}

fn picture(name: &str) -> PictureOnPage {
    PictureOnPage {
        src: text(name),
        srcset: String::new(),
        alt: String::new(),
        width: 1200,
        height: 400,
        credit: None,
        focus: text("50% 50%"),
    }
}

fn action(kind: BarKind, label: &str, sub: &str, href: &str) -> BarAction {
    BarAction { kind, label: text(label), sub: text(sub), href: text(href) }
}

fn phase(from: Option<i64>, id: &'static str, label: &str, line: &str, action: BarAction) -> PhaseView {
    PhaseView { from, id, label: text(label), line: text(line), action }
}

fn book() -> BarAction {
    action(BarKind::Book, "予約する", "24時間受付", "https://form.example.jp/f/abc?x=1&y=2")
}

fn phases() -> Vec<PhaseView> {
    let others = || action(BarKind::Link, "ほかの日程を見る", "", "index.html");
    vec![
        phase(
            None,
            "before",
            "受付前",
            "11月20日 10:00から受付",
            action(BarKind::Link, "受付開始をカレンダーに入れる", "11月20日 10:00から", "2026-12-10.ics"),
        ),
        phase(Some(START - 480 * HOUR), "open", "受付中", "12月8日 17:00まで受付", book()),
        phase(Some(START - 41 * HOUR), "closed", "受付終了", "12月8日に締め切りました", others()),
        phase(Some(START), "running", "開催中", "", others()),
        phase(Some(START + HOUR * 3 / 2), "ended", "終了", "ご参加ありがとうございました", others()),
    ]
}

fn still() -> PhaseView {
    phase(None, "open", "予約受付", "11月20日 10:00〜12月8日 17:00", book())
}

fn date(month: i8, day: i8, weekday: &str) -> DateView {
    DateView {
        year: 2026,
        month,
        day,
        weekday: text(weekday),
        iso: format!("2026-{month:02}-{day:02}"),
        full: format!("2026年（令和8年）{month}月{day}日（{weekday}曜日）"),
        time: text("10:00〜11:30"),
        start: format!("2026-{month:02}-{day:02}T10:00+09:00"),
        end: format!("2026-{month:02}-{day:02}T11:30+09:00"),
    }
}

fn row(href: &str, headline: &str, date: DateView, phases: Vec<PhaseView>, moved: bool) -> RowView {
    let still = if phases.len() > 2 { still() } else { phases[0].clone() };
    RowView {
        href: text(href),
        course: text("離乳食教室"),
        audience: text("生後5〜6か月のお子さんと保護者"),
        headline: headline.split('／').map(text).collect(),
        date,
        venue: text("あおばこども健康センター 2階"),
        phases,
        still,
        moved,
    }
}

fn one(id: &'static str, label: &str) -> Vec<PhaseView> {
    let words = action(BarKind::Words, label, "", "");
    vec![phase(None, id, label, "", words.clone()), phase(Some(START + 48 * HOUR), "ended", "終了", "", words)]
}

fn rows() -> (Vec<RowView>, Vec<RowView>, Vec<RowView>) {
    let bookable = vec![
        row(
            "rinyushoku/2026-12-10.html",
            "「もぐもぐ・ごっくんの準備」／サポートします！",
            date(12, 10, "木"),
            phases(),
            false,
        ),
        row(
            "rinyushoku/2026-12-17.html",
            "手づかみ食べ、きょうからこわくない！",
            date(12, 17, "木"),
            one("few", "残りわずか"),
            true,
        ),
    ];
    let later = vec![
        row("rinyushoku/2026-12-22.html", "はじめての歯みがき", date(12, 22, "火"), one("full", "満席"), false),
        row(
            "rinyushoku/2026-12-24.html",
            "パパといっしょに取り分けごはん",
            date(12, 24, "木"),
            one("cancelled", "中止"),
            false,
        ),
    ];
    let past = vec![row(
        "rinyushoku/2026-11-12.html",
        "「もぐもぐ・ごっくんの準備」／サポートします！",
        date(11, 12, "木"),
        vec![one("ended", "終了").remove(0)],
        false,
    )];
    (bookable, later, past)
}

fn beside(rows: Vec<RowView>) -> Vec<RowView> {
    rows.into_iter().map(|row| RowView { href: row.href.replace("rinyushoku/", ""), ..row }).collect()
}

fn fact(label: &'static str, lines: &[&str]) -> Fact {
    Fact { label, lines: lines.iter().map(|line| text(line)).collect(), link: None }
}

fn faq() -> Vec<FaqView> {
    vec![
        FaqView {
            question: text("きょうだいも連れていけますか？"),
            answer: text("<p>はい。ただし試食は対象のお子さんだけです。</p>"),
        },
        FaqView {
            question: text("当日、子どもの体調がわるくなったらどうすればよいですか？"),
            answer: text("<p>予約メールのリンクから、当日の朝9時までキャンセルできます。</p>"),
        },
    ]
}

fn session() -> SessionPage {
    let (bookable, later, _) = rows();
    let mut venue = fact("会場", &["あおばこども健康センター 2階 調理室", "あおば市緑町1丁目2番3号"]);
    venue.link = Some(LinkView {
        label: text("地図で場所を見る"),
        href: text("https://map.example.jp/?q=39.28,141.11"),
    });
    SessionPage {
        frame: frame("../", "「もぐもぐ・ごっくんの準備」サポートします！｜離乳食教室"),
        course: text("離乳食教室"),
        headline: vec![text("「もぐもぐ・ごっくんの準備」"), text("サポートします！")],
        audience: text("生後5〜6か月のお子さんと保護者"),
        date: date(12, 10, "木"),
        doors: text("9:45"),
        calendar: text("2026-12-10.ics"),
        previous: vec![],
        phases: phases(),
        still: still(),
        phone: Some(phone()),
        picture: picture("../art/bowl-wide.svg"),
        facts: vec![
            venue,
            fact("対象", &["生後5〜6か月のお子さんと保護者", "2026年5月11日〜7月10日生まれのお子さん"]),
            fact("定員", &["12組（先着）"]),
            fact("費用", &["無料"]),
            fact("持ち物", &["母子健康手帳、バスタオル"]),
        ],
        cancel_note: text("お子さんの急な体調不良のときは、オンラインでキャンセルできます。"),
        notes: vec![],
        changes: vec![],
        body: text(
            "<p>離乳食のはじめ方や進め方を、管理栄養士といっしょに体験します。ご夫婦での参加も歓迎です。</p><p>くわしくは<a href=\"https://www.city.aoba.example.jp/food/\">離乳食のすすめ方</a>をご覧ください。</p>",
        ),
        flow: vec![
            StepView { time: text("9:45"), text: text("会場受付") },
            StepView { time: text("10:00"), text: text("管理栄養士のお話と、かたさの見本") },
            StepView { time: text("11:00"), text: text("試食と相談") },
        ],
        faq: faq(),
        video: Some(LinkView {
            label: text("動画で教室のようすを見る（1分）"),
            href: text("https://video.example.jp/v/1"),
        }),
        others: beside(bookable.into_iter().skip(1).chain(later).collect()),
        after: vec![],
    }
}

fn moved_and_long() -> SessionPage {
    SessionPage {
        headline: vec![
            text("はじめての離乳食からアレルギーの心配まで、管理栄養士と保健師がまるごとお答えします！"),
            text("Donaudampfschifffahrtsgesellschaft"),
        ],
        audience: text("生後5か月から1歳3か月までのお子さんと、その保護者・ご家族のみなさん"),
        previous: vec![text("12月3日（木）"), text("12月4日（金）")],
        changes: vec![text("12月1日 会場が2階調理室に変わりました"), text("11月25日 日程が変わりました")],
        notes: vec![
            text("駐車場が少ないため、できるだけバスでお越しください。"),
            text("動きやすい服装でお越しください。"),
        ],
        after: vec![LinkView {
            label: text("アンケートに答える"), href: text("https://form.example.jp/f/after")
        }],
        phases: vec![],
        still: phase(
            None,
            "few",
            "残りわずか",
            "12月8日 17:00まで受付",
            action(
                BarKind::Book,
                "キャンセル待ちに申し込む",
                "空きが出たらメールでお知らせします",
                "https://form.example.jp/f/wait",
            ),
        ),
        picture: PictureOnPage {
            credit: Some(text("あおば市")),
            alt: text("お父さんが赤ちゃんにおかゆを食べさせている"),
            ..picture("../art/family-wide.svg")
        },
        ..session()
    }
}

fn sparse() -> SessionPage {
    SessionPage {
        frame: bare(frame("../", "離乳食教室 12月10日")),
        headline: vec![text("離乳食のはじめ方")],
        doors: String::new(),
        calendar: String::new(),
        phases: vec![],
        still: phase(
            None,
            "open",
            "予約はいりません",
            "",
            action(BarKind::Words, "予約はいりません", "時間までに会場へお越しください", ""),
        ),
        phone: None,
        facts: vec![fact("会場", &["あおば公民館"])],
        cancel_note: String::new(),
        body: String::new(),
        flow: vec![],
        faq: vec![],
        video: None,
        others: vec![],
        ..session()
    }
}

fn by_phone() -> SessionPage {
    SessionPage {
        phases: vec![],
        still: phase(
            None,
            "open",
            "電話で受付",
            "12月8日 17:00まで受付",
            action(BarKind::Phone, "電話で予約する", "0197-00-0012 平日 8時30分〜17時", "tel:0197000012"),
        ),
        picture: picture("../art/talk-wide.svg"),
        ..session()
    }
}

fn cancelled() -> SessionPage {
    SessionPage {
        phases: vec![],
        still: phase(
            None,
            "cancelled",
            "中止",
            "",
            action(BarKind::Words, "中止になりました", "予約した方には電話でお知らせしています", ""),
        ),
        ..session()
    }
}

fn course(ahead: bool) -> CoursePage {
    let (bookable, later, past) = rows();
    CoursePage {
        frame: frame("../", "離乳食教室｜あおば市"),
        course: text("離乳食教室"),
        headline: if ahead { vec![text("はじめての一口を、"), text("いっしょに。")] } else { vec![] },
        audience: text("生後5か月〜1歳3か月"),
        picture: picture("../art/family-wide.svg"),
        calendar: if ahead { text("calendar.ics") } else { String::new() },
        ahead: if ahead { beside(later.into_iter().take(1).chain(bookable).collect()) } else { vec![] },
        body: text("<p>月に1回、管理栄養士と保健師が、月齢に合わせた離乳食の進め方をお伝えする教室です。</p>"),
        faq: faq(),
        past: if ahead { beside(past) } else { vec![] },
    }
}

fn home(full: bool) -> HomePage {
    let (bookable, later, _) = rows();
    let course = |name: &str, next: &str| CourseRow {
        href: text("rinyushoku/index.html"),
        name: text(name),
        audience: text("生後5か月〜1歳3か月のお子さん"),
        next: text(next),
    };
    HomePage {
        frame: frame("", "あおば市の教室"),
        picture: full.then(|| picture("art/family-wide.svg")),
        bookable: if full { bookable } else { vec![] },
        later: if full { later } else { vec![] },
        courses: if full {
            vec![course("離乳食教室", "次は12月10日（木）"), course("歯みがき教室", "次の日程は決まりしだい")]
        } else {
            vec![]
        },
        has_archive: full,
    }
}

fn player(name: &'static str, slides: Vec<PlayerSlide>) -> PlayerPage {
    PlayerPage { frame: frame("../", "あおば市のお知らせ"), orientation: name, slides, seconds: 3 }
}

fn slide(src: &str, until: i64) -> PlayerSlide {
    PlayerSlide { src: text(src), alt: format!("{src} のお知らせ"), until }
}

#[test]
fn every_page_shows_what_its_view_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/pages-preview");
    let theme = Theme::load("default", Path::new("no-such-site")).unwrap();
    let templates = Templates::load(&theme).unwrap();
    for path in theme.paths("art/") {
        write(&folder.join(path), theme.bytes(path).unwrap());
    }
    let page = |template: &str, view: &dyn erased::View, file: &str, words: &[&str]| {
        let html = view.render(&templates, template);
        for word in words {
            assert!(html.contains(word), "{file}: {word} is missing");
        }
        assert!(html.len() < 25 * 1024, "{file}: {} bytes", html.len());
        write(&folder.join(file), html.as_bytes());
    };
    let form = "href=\"https://form.example.jp/f/abc?x=1&amp;y=2\"";
    page("pages/session.html", &session(), "rinyushoku/2026-12-10.html", &[form, "予約する", "tel:0197000012"]);
    page(
        "pages/session.html",
        &moved_and_long(),
        "rinyushoku/2026-12-17.html",
        &["日程が変わりました", "写真：あおば市"],
    );
    page("pages/session.html", &sparse(), "rinyushoku/2026-12-22.html", &["予約はいりません"]);
    page("pages/session.html", &by_phone(), "rinyushoku/2026-12-24.html", &["電話で予約する"]);
    page("pages/session.html", &cancelled(), "rinyushoku/2026-11-12.html", &["中止になりました"]);
    page("pages/course.html", &course(true), "rinyushoku/index.html", &["calendar.ics", "これまでの教室"]);
    page("pages/course.html", &course(false), "hamigaki/index.html", &["決まりしだい"]);
    page("pages/home.html", &home(true), "index.html", &["いま予約できる教室", "|before|受付前;"]);
    page("pages/home.html", &home(false), "empty/index.html", &["予約を受け付けている教室がありません"]);
    let (bookable, _, past) = rows();
    let months = vec![ArchiveMonth { name: text("2026年11月"), rows: past.into_iter().chain(bookable).collect() }];
    page(
        "pages/archive.html",
        &ArchivePage { frame: frame("", "これまでの教室"), months },
        "archive.html",
        &["2026年11月"],
    );
    let root = "https://www.city.aoba.example.jp/oideyo/";
    page(
        "pages/404.html",
        &NotFoundPage { frame: frame(root, "ページが見つかりません") },
        "404.html",
        &["oideyo/index.html"],
    );
    let slides = vec![
        slide("../art/bowl-wide.svg", START),
        slide("../art/family-wide.svg", START + HOUR),
        slide("../art/talk-wide.svg", START + 2 * HOUR),
    ];
    page("signage/player.html", &player("landscape", slides), "signage/landscape.html", &["準備中"]);
    page("signage/player.html", &player("portrait", vec![]), "signage/portrait.html", &["準備中"]);
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Views of different types in one list of pages.
mod erased {
    use super::super::Templates;

    pub trait View {
        fn render(&self, templates: &Templates, template: &str) -> String;
    }

    impl<T: serde::Serialize> View for T {
        fn render(&self, templates: &Templates, template: &str) -> String {
            templates.render(template, self).unwrap_or_else(|error| panic!("{:?}", error.message))
        }
    }
}
