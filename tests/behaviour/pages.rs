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
    for claim in ["24時間受付", "キャンセルできます", "ご夫婦での参加歓迎"] {
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
    assert!(!page.contains("キャンセルできます"), "there is nothing to cancel");
    world.run(&["build", "--now", "2026-11-01T09:00"]).ends(0);
    let page = world.read("public/rinyushoku/2026-12-10.html");
    assert!(!page.contains("受付前") && !page.contains("11月20日"), "the course's moments are for its other sessions");
}

#[test]
fn a_recording_needs_no_words_of_its_own() {
    let world = World::new();
    world.write(SESSION, "---\nafter: {url: 'https://www.city.aoba.example.jp/rokuga'}\n---\n");
    let page = page(&world);
    assert!(page.contains("資料や録画を見る") && page.contains("https://www.city.aoba.example.jp/rokuga"));
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
fn a_page_is_one_request_and_names_what_it_needs() {
    let world = World::new();
    world.write("content/rinyushoku/2026-12-24.md", "---\nseats: full\n---\n");
    let page = page(&world);
    for request in ["<img", "<link rel=stylesheet", "@import", "url(", "<script src", "<iframe", "@font-face"] {
        assert!(!page.contains(request), "{request}");
    }
    assert!(page.contains("<svg viewBox=\"0 0 1200 400\"") && page.len() <= 25_600, "{} bytes", page.len());
    assert!(!page.contains(".flow") && !page.contains(".shot"), "rules that nothing on this page uses");
}

#[test]
fn chat_apps_and_search_engines_see_the_facts() {
    let world = World::new();
    let page = page(&world);
    let title = "12月10日（木） 「もぐもぐ」の準備サポートします！｜あおば市 離乳食教室";
    assert_eq!(meta(&page, "og:title"), title);
    assert!(title.chars().count() <= 40);
    let description = meta(&page, "description");
    assert!(description.starts_with("生後5〜6か月のお子さんと保護者。12月10日（木）10:00〜11:30。"), "{description}");
    assert!(description.chars().count() <= 90 && description.ends_with('。'), "{description}");
    assert_eq!(meta(&page, "og:site_name"), "あおば市 健康こども課");
    assert_eq!(meta(&page, "twitter:card"), "summary_large_image");
    let base = "https://www.city.aoba.example.jp/oideyo/";
    let card = meta(&page, "og:image");
    let file = card.strip_prefix(base).unwrap_or_else(|| panic!("{card}"));
    assert!(world.path("public").join(file).is_file(), "{card}");
    assert_eq!(meta(&page, "og:url"), format!("{base}rinyushoku/2026-12-10.html"));
    world.write(SESSION, "---\ntitle: はじめての離乳食からアレルギーの心配まで、管理栄養士と保健師がお答えします\nstanding: cancelled\nchanges: [{date: 2026-12-01, text: 中止します}]\n---\n");
    world.run(&["build", "--now", "2026-12-01T09:00"]);
    let world_page = world.read("public/rinyushoku/2026-12-10.html");
    let title = meta(&world_page, "og:title");
    assert!(title.starts_with("【中止】12月10日（木）") && title.chars().count() <= 40, "{title}");
}

/// The content of a `<meta>` element, by name or property.
fn meta(page: &str, name: &str) -> String {
    let tag = page.split("<meta ").skip(1).find(|tag| {
        let tag = tag.split('>').next().unwrap_or_default().replace('"', "");
        tag.split(' ').any(|part| part == format!("name={name}") || part == format!("property={name}"))
    });
    let content = tag.and_then(|tag| tag.split_once("content=")).unwrap_or_else(|| panic!("no {name}")).1;
    match content.strip_prefix('"') {
        Some(rest) => rest.split('"').next().unwrap_or_default().to_owned(),
        None => content.split([' ', '>']).next().unwrap_or_default().to_owned(),
    }
}

#[test]
fn a_full_session_names_the_others_that_can_be_booked() {
    let world = World::new();
    world.write(SESSION, "---\nseats: full\n---\n");
    world.write("content/rinyushoku/2026-12-17.md", "---\nseats: full\n---\n");
    world.write("content/rinyushoku/2026-12-24.md", "---\n---\n");
    let page = page(&world);
    // Booking for 24 December: from 20 November, 9:00, to 22 December, 17:00, in the city.
    assert!(page.contains(r#"days=[["2026-12-24.html","12月24日（木）",1795132800,1797926400]]"#), "{page}");
    assert!(page.contains("ほかの日程を見る"));
}

#[test]
fn the_hour_tells_two_sessions_of_a_day_apart() {
    let world = World::new();
    world.write(SESSION, "---\nseats: full\n---\n");
    for (name, time) in [("am", "10:00-11:00"), ("pm", "13:30-14:30")] {
        world.write(&format!("content/rinyushoku/2026-12-24-{name}.md"), format!("---\ntime: {time}\n---\n"));
    }
    let page = page(&world);
    assert!(page.contains("12月24日（木）10:00\",") && page.contains("12月24日（木）13:30\","), "{page}");
}

#[test]
fn a_page_that_nobody_built_for_months_does_not_lie() {
    let world = World::new();
    world.write(SESSION, "---\nstanding: 中止\nchanges: [{date: 2026-11-24, text: 講師の都合}]\n---\n");
    for day in 11..=20 {
        world.write(&format!("content/rinyushoku/2026-12-{day}.md"), "---\n---\n");
    }
    world.build().ends(0);
    let home = world.read("public/index.html");
    assert!(home.contains("data-now=\"|cancelled|中止;1796869800|cancelled ended|中止\""), "it is over with its day");
    assert!(home.contains("|次は12月11日（金）;") && home.contains("|次は12月15日（火）;"));
    // Until the tenth session ends there are more dates than the row names.
    assert!(home.contains(";1797733800|日程と内容を見る\""), "{home}");
    assert!(home.contains("data-more="), "with later dates in the list nobody is told that there are none");
}

#[test]
fn what_is_over_already_is_not_carried_along() {
    let world = World::new();
    let at = |now: &str| {
        world.run(&["build", "--now", now]).ends(0);
        world.read("public/rinyushoku/2026-12-10.html")
    };
    assert!(at("2026-11-01T09:00").contains(r#"[0,"before","受付前""#));
    let open = at("2026-12-01T09:00");
    assert!(open.contains(r#"[0,"open","受付中""#) && !open.contains("受付前"));
    let over = at("2026-12-11T09:00");
    assert!(over.contains(r#"phases=[[0,"ended","終了""#) && !over.contains("予約する<"));
    assert!(over.contains("この回は終わりました"), "also without a script");
}

#[test]
fn a_survey_has_its_place_until_it_closes() {
    let world = World::new();
    let survey =
        "survey:\n  title: 3問だけのアンケート\n  url: https://booking.example.jp/f/survey\n  closes: 12月20日\n";
    world.write(SESSION, format!("---\n{survey}---\n"));
    let page = page(&world);
    // It closes at the end of 20 December, in the city.
    assert!(page.contains("data-until=\"1797778800\"") && page.contains("12月20日（日）まで"), "{page}");
    assert!(page.contains(r#"[1796869800,"ended","終了","この回は終わりました","link","アンケートに答える",null,"https://booking.example.jp/f/survey",0],[1797778800,"ended""#));
    let course = world.read("content/rinyushoku/_course.md").replacen(
        "---\n",
        &format!("---\n{}", survey.replace("12月20日", "2026-12-31")),
        1,
    );
    world.write("content/rinyushoku/_course.md", course);
    world.build().ends(0);
    let page = world.read("public/rinyushoku/index.html");
    assert!(page.contains("3問だけのアンケート") && page.contains("12月31日（木）まで"));
}

#[test]
fn a_film_is_a_picture_that_leads_out() {
    let world = World::new();
    std::fs::create_dir_all(world.path("content/rinyushoku/photos")).unwrap();
    image::RgbImage::from_pixel(640, 360, image::Rgb([200, 120, 40]))
        .save(world.path("content/rinyushoku/photos/film.png"))
        .unwrap();
    let video = "video: {title: 教室のようす, url: 'https://video.example.jp/v/1', minutes: 3";
    world.write(SESSION, format!("---\n{video}}}\n---\n"));
    assert!(page(&world).contains("教室のようす（3分）"));
    world.write(SESSION, format!("---\n{video}, picture: photos/film.png}}\n---\n"));
    let page = page(&world);
    assert!(
        page.contains("loading=lazy") && page.contains("width=\"640\"") && page.contains("height=\"360\""),
        "{page}"
    );
    assert!(world.public().iter().any(|file| file.starts_with("rinyushoku/photos/") && file.ends_with("-480.jpg")));
    world.write(SESSION, format!("---\n{video}, picture: photos/none.png}}\n---\n"));
    world.build().ends(1).says("photos/none.png");
}

#[test]
fn parents_find_their_way_in_by_age() {
    let world = World::new();
    world.write(
        "content/papa/_course.md",
        "---\nname: パパママ教室\naudience: 赤ちゃんを迎えるかたとご家族\n---\nいっしょに練習します。\n",
    );
    world.build().ends(0);
    let home = world.read("public/index.html");
    for way in ["href=\"#m5\"", "id=\"m5\"", "5〜6か月", "href=\"#m\"", "妊娠中"] {
        assert!(home.contains(way), "{way}");
    }
    assert!(!home.contains("href=\"#m7\"") && !home.contains("7〜8か月"), "nobody holds a class for that age");
    assert!(home.contains("class=\"row m5\"") && home.contains("class=\"row m\""));
    assert!(home.contains("#m5:target~#all li:not(:has(.m5))"), "it works without a script");
}

#[test]
fn the_word_on_accessibility_takes_the_citys_own_words() {
    let world = World::new();
    world.build().ends(0);
    let page = world.read("public/accessibility.html");
    assert!(page.contains("JIS X 8341-3:2016") && !page.contains("からのお知らせ"));
    world.write("content/accessibility.md", "2027年3月末までに、**すべてのPDF**を見直します。\n<script>x</script>\n");
    world.build().ends(0);
    let page = world.read("public/accessibility.html");
    assert!(page.contains("あおば市からのお知らせ") && page.contains("<strong>すべてのPDF</strong>"));
    assert!(page.contains("&lt;script&gt;"));
    assert!(world.read("public/index.html").contains("accessibility.html"));
}

#[test]
fn the_home_page_groups_by_month() {
    let world = World::new();
    world.write("content/rinyushoku/2027-01-14.md", "---\n---\n");
    world.build().ends(0);
    let home = world.read("public/index.html");
    assert_eq!(home.matches("data-month=\"2026-12\"").count(), 2, "in the list of what can be booked and in the other");
    assert!(home.contains("<h3>2027年1月</h3>"));
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
