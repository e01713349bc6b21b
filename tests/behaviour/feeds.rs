//! Feeds and the sitemap, read back.

use atom_syndication::{Entry, Feed};

use super::world::{SITE, World};

const SESSION: &str = "content/rinyushoku/2026-12-10.md";

#[track_caller]
fn feed(world: &World, address: &str) -> Feed {
    world.read(&format!("public/{address}")).parse().unwrap()
}

/// The entry of 10 December.
#[track_caller]
fn entry(world: &World) -> Entry {
    world.build().ends(0);
    let feed = feed(world, "rinyushoku/feed.xml");
    assert_eq!(feed.entries.len(), 1);
    assert_eq!(feed.updated, feed.entries[0].updated);
    feed.entries[0].clone()
}

#[test]
fn an_everyday_entry() {
    let world = World::new();
    let entry = entry(&world);
    let page = "https://www.city.aoba.example.jp/oideyo/rinyushoku/2026-12-10.html";
    assert_eq!((entry.id.as_str(), entry.links[0].href.as_str()), (page, page));
    assert_eq!(entry.title.value, "12月10日（木）離乳食教室 「もぐもぐ」の準備サポートします！");
    assert_eq!(
        entry.summary.unwrap().value,
        "生後5〜6か月のお子さんと保護者。12月10日（木）10:00〜11:30、あおばこども健康センター 2階 調理室。無料。\
         11月20日（金）9:00から12月8日（火）17:00まで受付。"
    );
    assert_eq!(entry.updated.to_rfc3339(), "2026-11-20T09:00:00+09:00");
    assert_eq!(entry.categories[0].label.as_deref(), Some("離乳食教室"));
    let site = feed(&world, "feed.xml");
    assert_eq!(site.authors[0].name, "あおば市 健康こども課");
    assert_eq!(site.id, "https://www.city.aoba.example.jp/oideyo/feed.xml");
    assert_eq!(site.lang.as_deref(), Some("ja"));
}

#[test]
fn a_dated_change_is_news() {
    let world = World::new();
    let before = entry(&world);
    for (fields, mark) in [
        ("standing: 中止", "【中止】12月10日"),
        ("standing: 延期", "【延期】12月10日"),
        ("date: 2026-12-17\nprevious_dates: [2026-12-10]", "【日程変更】12月17日"),
        ("seats: few\ndate: 2026-12-17\nprevious_dates: [2026-12-10]", "【日程変更】【残りわずか】12月17日"),
    ] {
        world.write(SESSION, format!("---\n{fields}\nchanges: [{{date: 2026-11-30, text: 大雨のため}}]\n---\n"));
        let after = entry(&world);
        assert_eq!(after.id, before.id);
        assert!(after.updated > before.updated);
        assert!(after.title.value.starts_with(mark), "{}", after.title.value);
        assert!(after.summary.unwrap().value.starts_with("大雨のため。"));
    }
}

#[test]
fn what_staff_said_of_places_stands_in_the_title() {
    let world = World::new();
    for (seats, mark) in [("残りわずか", "【残りわずか】12月"), ("満席", "【満席】12月"), ("締切", "【受付終了】12月")]
    {
        world.write(SESSION, format!("---\nseats: {seats}\n---\n"));
        assert!(entry(&world).title.value.starts_with(mark));
    }
}

#[test]
fn newest_first_and_neither_stale_nor_from_the_future() {
    let world = World::new();
    // The class of April opens in March: its time as news has not come.
    for name in ["2026-09-30", "2026-10-08", "2027-01-14", "2027-04-08"] {
        world.write(&format!("content/rinyushoku/{name}.md"), "---\n---\n");
    }
    world.build().ends(0);
    let feed = feed(&world, "feed.xml");
    let found: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| (entry.id.rsplit('/').next().unwrap().to_owned(), entry.updated.date_naive().to_string()))
        .collect();
    let pair = |name: &str, day: &str| (name.to_owned(), day.to_owned());
    assert_eq!(
        found,
        [
            pair("2026-12-10.html", "2026-11-20"),
            pair("2027-01-14.html", "2026-11-20"),
            pair("2026-10-08.html", "2026-09-20")
        ]
    );
    assert_eq!(feed.updated, feed.entries[0].updated);
}

#[test]
fn text_stays_text() {
    let world = World::new();
    world.write(
        SESSION,
        "---\ntitle: \"<b>&amp;]]>\\u0001 x\"\nchanges: [{date: 2026-11-30, text: \"<script>\\n</entry>\"}]\n---\n",
    );
    let entry = entry(&world);
    assert!(entry.title.value.ends_with("<b>&amp;]]> x"), "{}", entry.title.value);
    assert!(entry.summary.unwrap().value.starts_with("<script> </entry>。"));
}

/// Addresses of the sitemap, each with its day.
fn sitemap(world: &World) -> Vec<(String, String)> {
    let between = |text: &str, start: &str, end: &str| {
        text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map(|(value, _)| value.to_owned())
    };
    let page = |url: &str| {
        (between(url, "<loc>", "</loc>").unwrap(), between(url, "<lastmod>", "</lastmod>").unwrap_or_default())
    };
    world.read("public/sitemap.xml").split("<url>").skip(1).map(page).collect()
}

#[test]
fn the_sitemap_lists_every_page_with_the_day_it_was_changed() {
    let world = World::new();
    world.write(
        "content/rinyushoku/2027-01-14.md",
        "---\nchanges: [{date: 2026-11-30, text: 会場が変わりました}]\n---\n",
    );
    world.write("content/rinyushoku/2027-02-18.md", "---\n---\n");
    world.build().ends(0);
    let base = "https://www.city.aoba.example.jp/oideyo/";
    let expected = [
        ("", "2026-11-30"),
        ("archive.html", ""),
        ("accessibility.html", ""),
        ("rinyushoku/", "2026-11-30"),
        ("rinyushoku/2027-01-14.html", "2026-11-30"),
        ("rinyushoku/2026-12-10.html", "2026-11-20"),
        ("rinyushoku/2027-02-18.html", ""),
    ];
    let expected: Vec<_> = expected.iter().map(|(page, day)| (format!("{base}{page}"), (*day).to_owned())).collect();
    assert_eq!(sitemap(&world), expected);
    assert!(!world.path("public/robots.txt").exists(), "robots.txt counts only at a host's root");
}

#[test]
fn at_a_hosts_root_robots_may_enter_and_find_the_sitemap() {
    let world = World::new();
    world.write("content/site.yaml", SITE.replace("www.city.aoba.example.jp/oideyo/", "oideyo.example.jp/"));
    world.build().ends(0);
    assert_eq!(
        world.read("public/robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://oideyo.example.jp/sitemap.xml\n"
    );
}
