//! Words on pages: what a reader of the HTML finds, and what never gets there.

use super::world::World;

const SESSION: &str = "content/rinyushoku/2026-12-10.md";

fn page(world: &World) -> String {
    world.build().ends(0);
    world.read("public/rinyushoku/2026-12-10.html")
}

#[test]
fn untrusted_words_stay_words() {
    let world = World::new();
    world.write(
        SESSION,
        "---\ntitle: '<b onclick=x>{{ 7*7 }}</b>'\nnotes: ['</script><script>alert(1)</script>']\n\
         bring: ['\"><img src=x>']\n---\n<script>alert(2)</script>\n\n[x](javascript:alert(3))\n",
    );
    world.build().ends(1).says("リンクの行き先");
    world.write(
        SESSION,
        "---\ntitle: '<b onclick=x>{{ 7*7 }}</b>'\nnotes: ['</script><script>alert(1)</script>']\n\
         bring: ['\"><img src=x>']\n---\n<script>alert(2)</script>\n",
    );
    let page = page(&world);
    for evil in ["<b onclick", "<script>alert", "<img src=x", ">49<"] {
        assert!(!page.contains(evil), "{evil}");
    }
    assert!(page.contains("alert(2)"));
}

#[test]
fn the_facts_a_parent_asks_for() {
    let page = page(&World::new());
    for words in [
        "生後5〜6か月のお子さんと保護者",
        "2026年5月11日〜7月10日生まれのお子さん",
        "「もぐもぐ」の準備",
        "サポートします！",
        "あおばこども健康センター 2階 調理室",
        "無料",
        "予約する",
        "tel:0197000011",
        "オンラインでキャンセルできます",
        "いっしょに体験します",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn claims_come_only_from_what_staff_typed() {
    let world = World::new();
    world.write(SESSION, "---\nbooking: {url: なし, cancel: なし}\n---\n");
    let page = page(&world);
    for claim in ["24時間受付", "キャンセルできます", "ご夫婦での参加も歓迎"] {
        assert!(!page.contains(claim), "{claim}");
    }
    assert!(page.contains("電話で予約"));
}

#[test]
fn a_session_without_booking_says_so() {
    let world = World::new();
    world.write(SESSION, "---\nbooking: {need: 不要}\n---\n");
    let page = page(&world);
    assert!(page.contains("予約はいりません") && !page.contains("予約する<"));
}

#[test]
fn a_moved_session_shows_its_old_day_and_keeps_its_address() {
    let world = World::new();
    world.write(
        SESSION,
        "---\ndate: 2026-12-17\nprevious_dates: [2026-12-10]\nchanges:\n  - {date: 2026-12-01, text: 日程が変わりました}\n---\n",
    );
    let page = page(&world);
    assert!(page.contains("日程が変わりました") && page.contains("12月10日（木）") && page.contains("12月17日"));
    assert!(world.read("public/rinyushoku/2026-12-10.ics").contains("SEQUENCE:1"));
}

#[test]
fn plain_words_replace_the_whole_map_and_maps_merge() {
    let world = World::new();
    world.write(SESSION, "---\nvenue: 森の図書館\n---\n");
    assert!(!page(&world).contains("調理室"), "the usual room must not stay beside another venue");
    world.write(SESSION, "---\nvenue: {room: 3階 和室}\n---\n");
    assert!(page(&world).contains("あおばこども健康センター 3階 和室"));
}

#[test]
fn a_course_without_a_date_is_announced_too() {
    let world = World::new();
    world.write(
        "content/papa/_course.md",
        "---\nname: パパ教室\naudience: お父さんとお子さん\n---\nいっしょに遊びます。\n",
    );
    world.build().ends(0);
    assert!(world.read("public/papa/index.html").contains("次の日程は、決まりしだい"));
    assert!(world.read("public/index.html").contains("パパ教室"));
}

#[test]
fn every_link_and_picture_of_every_page_is_there() {
    let world = World::new();
    world.write("content/rinyushoku/2026-11-12.md", "---\nseats: few\n---\n");
    world.write("content/rinyushoku/2027-01-14-am.md", "---\nseats: full\n---\n");
    world.build().ends(0);
    let files = world.public();
    let mut followed = 0;
    for file in files.iter().filter(|file| file.ends_with(".html") && *file != "404.html") {
        let html = world.read(&format!("public/{file}"));
        for link in links(&html) {
            if link.contains(':') || link.starts_with('#') || link.is_empty() {
                continue;
            }
            let target = resolve(file, &link);
            assert!(files.contains(&target), "{file} leads to {link} ({target})");
            followed += 1;
        }
    }
    assert!(followed > 20, "{followed}");
}

/// Values of all `href` and `src` attributes, quoted or not.
fn links(html: &str) -> Vec<String> {
    let mut links = Vec::new();
    for attribute in [" href=", " src="] {
        for rest in html.split(attribute).skip(1) {
            let link = match rest.strip_prefix('"') {
                Some(rest) => rest.split('"').next(),
                None => rest.split([' ', '>']).next(),
            };
            links.push(link.unwrap_or_default().split('#').next().unwrap_or_default().to_owned());
        }
    }
    links
}

fn resolve(file: &str, link: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
