//! The writing desk from outside: new files, small changes, new names; and a cancellation that must go out today.

use super::world::{COURSE, World};

const NOW: [&str; 2] = ["--now", "2026-12-01T09:00"];
const SESSION: &str = "content/rinyushoku/2026-12-10.md";

fn run(world: &World, arguments: &[&str]) -> super::world::Outcome {
    world.run(&[arguments, &NOW].concat())
}

#[test]
fn a_cancellation_goes_out_while_another_file_is_broken() {
    let world = World::new();
    world.write("content/rinyushoku/2026-12-17.md", "---\ntitle: 離乳食の17日\n---\n");
    world.build().ends(0);
    let other = world.read("public/rinyushoku/2026-12-17.html");
    let card = |world: &World| {
        let page = world.read("public/rinyushoku/2026-12-10.html");
        let end = page.find("-ogp.").expect("the page names its card");
        page[end..end + 40].to_owned()
    };
    let old_card = card(&world);
    world.write("content/rinyushoku/2026-12-17.md", "---\nseats: たくさん\ntitle: \"あ\n---\n");
    let outcome = run(&world, &["set", "2026-12-10", "cancelled", "--because", "講師の体調不良のため"]);
    outcome.ends(0).says("は中止になりました").says("oideyo build --skip-broken").says("2026-12-17.md");
    world.build().ends(1);
    assert!(!world.read("public/rinyushoku/2026-12-10.html").contains("講師の体調不良"), "the old output stays whole");
    run(&world, &["build", "--skip-broken"]).ends(0);
    let page = world.read("public/rinyushoku/2026-12-10.html");
    assert!(page.contains("講師の体調不良のため、中止になりました。") && page.contains("中止"));
    assert_ne!(card(&world), old_card, "the card is another one, too");
    assert!(world.read("public/rinyushoku/2026-12-10.ics").contains("STATUS:CANCELLED"));
    assert!(world.read("public/feed.xml").contains("中止"));
    assert_eq!(world.read("public/rinyushoku/2026-12-17.html"), other, "the broken session keeps its page");
}

#[test]
fn a_change_that_cannot_be_published_says_so() {
    let world = World::new();
    world.write(SESSION, "---\ntitel: あ\nseats: open\n---\n");
    run(&world, &["set", "12/10", "満席"]).ends(0).says("--skip-broken を付けても、この回は前のまま残ります");
    assert_eq!(world.read(SESSION), "---\ntitel: あ\nseats: full\n---\n");
    world.write(SESSION, "---\nseats: [few]\n---\n");
    run(&world, &["set", "12/10", "満席"]).ends(1).says("seats: full").says("ファイルはそのまま");
    assert_eq!(world.read(SESSION), "---\nseats: [few]\n---\n");
}

#[test]
fn sessions_are_found_as_people_name_them() {
    let world = World::new();
    for name in [
        "2026-12-10",
        "12/10",
        "１２／１０",
        "12月10日",
        "12月10日(木)",
        "令和8年12月10日",
        "rinyushoku/2026-12-10",
        "離乳食教室/12月10日",
        "content/rinyushoku/2026-12-10.md",
        "content\\rinyushoku\\2026-12-10.md",
        "C:\\mihon\\content\\rinyushoku\\2026-12-10.md",
    ] {
        world.write(SESSION, "---\nseats: open\n---\n");
        run(&world, &["set", name, "満席"]).ends(0);
        assert_eq!(world.read(SESSION), "---\nseats: full\n---\n", "{name}");
        run(&world, &["set", name, "seats=full"]).ends(0).says("もうそうなっています");
    }
    run(&world, &["set", "残りわずか", "12/10"]).ends(0);
    assert_eq!(world.read(SESSION), "---\nseats: few\n---\n");
    run(&world, &["set", "12/10", "満席", "--because", "x"]).ends(2).says("notes:");
    run(&world, &["set", "12/11", "満席"]).ends(2).says("oideyo set rinyushoku/2026-12-10 満席");
    run(&world, &["set", "12月10日(水)", "満席"]).ends(2).says("木曜日です");
    run(&world, &["set", "12/10"]).ends(2).says("何を変えるのか");
    run(&world, &["set", "12/10", "まんせき"]).ends(2).says("満席、キャンセル待ち");
    world.write("content/stepup/_course.md", COURSE.replace("離乳食教室", "ステップアップ教室"));
    world.write("content/stepup/2026-12-10.md", "---\n---\n");
    let outcome = run(&world, &["set", "12/10", "中止"]);
    outcome.ends(2).says("oideyo set stepup/2026-12-10 中止").says("oideyo set rinyushoku/2026-12-10 中止");
    run(&world, &["set", "12/10", "満席", "--course", "ステップアップ教室"]).ends(0);
    assert_eq!(world.read("content/stepup/2026-12-10.md"), "---\nseats: full\n---\n");
}

#[test]
fn a_session_is_moved_and_found_by_its_new_day() {
    let world = World::new();
    run(&world, &["set", "12/10", "postponed", "--to", "12/23"]).ends(0).says("12月23日（水）に日程が変わりました");
    run(&world, &["set", "12/23", "few"]).ends(0);
    world.build().ends(0);
    let page = world.read("public/rinyushoku/2026-12-10.html");
    assert!(page.contains("12月23日") && page.contains("日程が変わり"));
    run(&world, &["set", "12/23", "延期", "--to", "2027-01-01"]).ends(0).says("元日");
    run(&world, &["set", "2027-01-01", "延期", "--to", "2026-11-01"]).ends(2).says("もう過ぎています");
    run(&world, &["set", "2027-01-01", "中止", "--to", "2027-01-08"]).ends(2);
    let found: Vec<_> = world.check().into_iter().map(|(severity, rule, ..)| (severity, rule)).collect();
    assert_eq!(found, [("warning".into(), "day-off".into())], "nothing else is odd about it");
}

#[test]
fn a_file_that_may_not_be_written_stays() {
    let world = World::new();
    let path = world.path(SESSION);
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    run(&world, &["set", "12/10", "満席"]).ends(3).says("読み取り専用");
    assert_eq!(world.read(SESSION), "---\nseats: open\n---\n");
}

#[test]
fn a_new_session_says_only_what_differs() {
    let world = World::new();
    let file = "content/rinyushoku/2027-01-14.md";
    run(&world, &["new", "--date", "1/14", "--time", "10時〜11時半"]).ends(0).says("木曜日").says(file);
    assert!(!world.read(file).contains("time:") && world.read(file).lines().count() == 3, "{}", world.read(file));
    run(&world, &["new", "--date", "2027-01-14"]).ends(2).says("もうこの教室の回があります");
    let url = "https://booking.example.jp/f/pm";
    run(&world, &["new", "--date", "1/14", "--time", "13:30-15:00", "--url", url, "--title", "午後: 追加"]).ends(0);
    let pm = world.read("content/rinyushoku/2027-01-14-pm.md");
    assert!(
        pm.contains("title: \"午後: 追加\"\ntime: 13:30-15:00\nbooking:\n  url: https://booking.example.jp/f/pm\n"),
        "{pm}"
    );
    run(&world, &["new", "--date", "1/21", "--url", "https://evil.example/"]).ends(2).says("booking_hosts");
    run(&world, &["new", "--date", "2027-02-30"]).ends(2);
    run(&world, &["new"]).ends(2).says("--date");
    assert_eq!(world.check(), []);
    world.build().ends(0);
}

#[test]
fn a_years_files_skip_what_is_there_and_what_is_closed() {
    let world = World::new();
    world.write(SESSION, "---\r\nseats: open\r\n---\r\n");
    let every = ["new", "--every", "第2木曜", "--until", "2027-03"];
    run(&world, &every).ends(0).says("建国記念の日").says("もうある").says("2個のファイル");
    let files = super::world::files_below(&world.path("content/rinyushoku"));
    assert_eq!(files, ["2026-12-10.md", "2027-01-14.md", "2027-03-11.md", "_course.md"]);
    let text = world.read("content/rinyushoku/2027-03-11.md");
    assert!(
        text.lines().count() > 1 && text.matches('\n').count() == text.matches("\r\n").count(),
        "as its neighbours"
    );
    run(&world, &every).ends(2).says("--keep-holidays");
    run(&world, &[&every[..], &["--keep-holidays"]].concat()).ends(0).says("1個のファイル");
    run(&world, &["new", "--every", "隔週木曜", "--until", "2027-03"]).ends(2).says("第1・第3水曜");
    let found: Vec<_> = world.check().into_iter().map(|(_, rule, file, ..)| (rule, file)).collect();
    assert_eq!(found, [("day-off".into(), "content/rinyushoku/2027-02-11.md".into())], "only what was asked for");
}

#[test]
fn a_session_like_another_has_no_form_yet() {
    let world = World::new();
    let old = "---\ntitle: あ\nseats: full\nstanding: 中止 # x\nchanges:\n  - date: 2026-11-20\n    text: い\nbooking:\n  url: https://booking.example.jp/f/old # 12月分\n  opens: 2026-11-01 9:00\n  phone: 0197-00-0012\nbring: [a, b]\n---\n12月10日の教室です。\n";
    world.write(SESSION, old);
    run(&world, &["new", "--like", "12/10", "--date", "1/21"]).ends(0).says("申込が混ざります").says("12月10日");
    assert_eq!(
        world.read("content/rinyushoku/2027-01-21.md"),
        "---\ntitle: あ\nbooking:\n#   url: https://booking.example.jp/f/old # 12月分\n#   opens: 2026-11-01 9:00\n  phone: 0197-00-0012\nbring: [a, b]\n---\n12月10日の教室です。\n"
    );
    assert_eq!(world.read(SESSION), old);
}

#[test]
fn a_session_like_another_says_all_that_the_other_says() {
    let world = World::new();
    let file = "content/rinyushoku/2027-01-21.md";
    // One line with a field of its day and others: neither is copied half.
    for (old, lost) in [
        ("---\n{title: あ, seats: few, bring: [おむつ]}\n---\n", "おむつ"),
        ("---\nbooking: {url: https://booking.example.jp/f/old, phone: 0197-00-0012}\n---\n", "0197-00-0012"),
    ] {
        world.write(SESSION, old);
        run(&world, &["new", "--like", "12/10", "--date", "1/21"]).ends(1).says(lost);
        assert!(!world.path(file).exists());
    }
}

#[test]
fn a_form_that_was_given_is_written_where_there_was_none() {
    let world = World::new();
    let like = ["new", "--like", "2026-12-10", "--date", "1/21", "--url", "https://booking.example.jp/f/new"];
    for (old, new) in [
        ("title: あ\n", "title: あ\nbooking:\n  url: https://booking.example.jp/f/new\n"),
        (
            "申込:\n  電話: 0197-00-0012\n空き: 満席\n",
            "申込:\n  電話: 0197-00-0012\n  URL: https://booking.example.jp/f/new\n",
        ),
        (
            "booking:\n  opens: 2026-11-01 9:00\nseats: full\n",
            "booking:\n#   opens: 2026-11-01 9:00\n  url: https://booking.example.jp/f/new\n",
        ),
    ] {
        world.write(SESSION, format!("---\n{old}---\n"));
        run(&world, &[&like[..], &["--slug", "b"]].concat()).ends(0);
        let made = world.path("content/rinyushoku/2027-01-21-b.md");
        assert_eq!(std::fs::read_to_string(&made).unwrap(), format!("---\n{new}---\n"));
        std::fs::remove_file(made).unwrap();
    }
}

#[test]
fn a_site_without_courses_says_so() {
    let world = World::new();
    std::fs::remove_dir_all(world.path("content/rinyushoku")).unwrap();
    run(&world, &["set", "12/10", "満席"]).ends(2).says("教室が1つもありません");
    run(&world, &["new", "--course", "a", "--date", "1/21"]).ends(2).says("教室が1つもありません");
}

#[test]
fn names_become_such_as_can_be_published() {
    let world = World::new();
    let photo = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/content/rinyushoku/photos/spoon.jpg")).unwrap();
    let course =
        COURSE.replace("fee: 無料", "photo: {file: \"photos/親子.JPG\", alt: 絵, consent: 絵です} # 写真\nfee: 無料");
    world.write("content/離乳食/_course.md", &course);
    world.write("content/離乳食/photos/親子.JPG", photo);
    world.write("content/離乳食/２０２７年１月１４日（木）.md", "---\n---\n");
    world.write("content/離乳食/追加.md", "---\ndate: 2027-01-14\ntime: 13:30-15:00\n---\n");
    world.write("content/離乳食/いつか.md", "---\n---\n");
    world.write("content/料理/_course.md", COURSE.replace("name: 離", "slug: cooking\nname: 離"));
    let before = super::world::files_below(&world.path("content"));
    run(&world, &["rename"]).ends(0).says("まだ何も書いていません").says("content/cooking");
    assert_eq!(super::world::files_below(&world.path("content")), before);
    run(&world, &["rename", "--yes"]).ends(0).says("いつか.md");
    let after = super::world::files_below(&world.path("content"));
    for file in [
        "cooking/_course.md",
        "rinyushoku/2026-12-10.md",
        "rinyushoku-2/_course.md",
        "rinyushoku-2/2027-01-14.md",
        "rinyushoku-2/2027-01-14-pm.md",
        "rinyushoku-2/photos/oyako.jpg",
        "rinyushoku-2/いつか.md",
    ] {
        assert!(after.iter().any(|name| name == file), "{file}: {after:?}");
    }
    assert_eq!(after.len(), before.len(), "nothing is lost");
    assert_eq!(world.read("content/rinyushoku-2/_course.md"), course.replace("親子.JPG", "oyako.jpg"));
}

#[test]
fn a_room_that_is_taken_is_told() {
    let world = World::new();
    world.write("content/stepup/_course.md", COURSE.replace("離乳食教室", "ステップアップ教室"));
    run(&world, &["new", "--course", "stepup", "--date", "12/10"]).ends(0).says("同じ時間に").says("離乳食教室");
    run(&world, &["new", "--course", "stepup", "--date", "12/10", "--time", "13:00-14:00"])
        .ends(0)
        .says("重なりません");
    run(&world, &["set", "rinyushoku/2026-12-10", "中止"]).ends(0);
    let outcome = run(&world, &["new", "--course", "stepup", "--date", "12/11"]);
    assert!(!outcome.err.contains("離乳食教室"), "{}", outcome.err);
    let outcome = run(&world, &["set", "stepup/2026-12-10", "延期", "--to", "12/10"]);
    outcome.ends(0).says("もうそうなっています");
}

#[test]
fn the_desk_speaks_english_too() {
    let world = World::new();
    world.write("content/site.yaml", format!("{}language: en\n", super::world::SITE));
    let run = |arguments: &[&str]| world.run_in("C", &[arguments, &NOW].concat());
    run(&["set", "2026-12-10", "seats=full"]).ends(0).says("changed").says("next: oideyo build");
    run(&["set", "2026-12-10", "nonsense"]).ends(2).says("is no change that can be made");
    run(&["new", "--date", "2027-01-14"]).ends(0).says("wrote");
    run(&["rename"]).ends(0).says("no name to change");
}
