//! What the copy desk says from outside: on the sample, on texts an editor has read before it, and where it was silenced.

use std::collections::BTreeMap;
use std::path::Path;

use super::world::{COURSE, SITE, World, files_below};

const SESSION: &str = "content/rinyushoku/2026-12-10.md";

/// A world with the content of a folder of this repository.
fn world_of(folder: &str) -> World {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let world = World::empty();
    for file in files_below(&content) {
        world.write(&format!("content/{file}"), std::fs::read(content.join(&file)).unwrap());
    }
    world
}

#[test]
fn the_sample_gives_no_cause_for_advice() {
    assert_eq!(world_of("content").check(), []);
}

/// Twelve announcements after the patterns of real ones, some good, some bureaucratic. `labels.txt` says what a good
/// editor would mark in them; it was written before any rule had read them.
#[test]
fn advice_agrees_with_an_editor() {
    let labels = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/advice/labels.txt");
    let labels = std::fs::read_to_string(labels).unwrap();
    let mut marked: BTreeMap<String, i32> = BTreeMap::new();
    for label in labels.lines().filter(|line| !line.starts_with('#')) {
        *marked.entry(label.to_owned()).or_default() += 1;
    }
    let all: i32 = marked.values().sum();
    let (mut right, mut wrong) = (0, Vec::new());
    let told = world_of("tests/advice/content").check().into_iter();
    // A count of further places marks none by itself.
    for (_, rule, file, line, _) in told.filter(|found| found.1 != "and-more") {
        let finding = format!("{}:{line} {rule}", file.rsplit('/').next().unwrap());
        match marked.get_mut(&finding) {
            Some(left) if *left > 0 => {
                *left -= 1;
                right += 1;
            }
            _ => wrong.push(finding),
        }
    }
    let missed: Vec<&String> = marked.iter().filter(|(_, left)| **left > 0).map(|(label, _)| label).collect();
    let precision = f64::from(right) / (f64::from(right) + wrong.len() as f64);
    let recall = f64::from(right) / f64::from(all);
    println!("precision {precision:.3}, recall {recall:.3}\nwrong: {wrong:#?}\nmissed: {missed:#?}");
    assert!(all >= 40, "{all} labels");
    assert!(precision >= 0.9 && recall >= 0.9, "precision {precision:.3}, recall {recall:.3}, {wrong:#?}, {missed:#?}");
}

fn rules(world: &World) -> Vec<String> {
    world.check().into_iter().map(|(severity, rule, _, line, _)| format!("{severity} {rule} {line}")).collect()
}

#[test]
fn allow_silences_where_it_stands_and_below() {
    let world = World::new();
    world.write(SESSION, "---\ntitle: 離乳食教室について\n---\n");
    assert_eq!(rules(&world), ["warning title-nitsuite 2"]);
    let allow = "allow: {title-nitsuite: 正式な名前です}\n";
    world.write(SESSION, format!("---\ntitle: 離乳食教室について\n{allow}---\n"));
    assert_eq!(rules(&world), [""; 0]);
    world.write(SESSION, "---\ntitle: 離乳食教室について\n---\n");
    world.write("content/rinyushoku/_course.md", COURSE.replacen("---\n", &format!("---\n{allow}"), 1));
    assert_eq!(rules(&world), [""; 0]);
    world.write("content/rinyushoku/_course.md", COURSE);
    world.write("content/site.yaml", format!("{SITE}{allow}"));
    assert_eq!(rules(&world), [""; 0]);
    // A session may want to hear it again.
    world.write(SESSION, "---\ntitle: 離乳食教室について\nallow: なし\n---\n");
    assert!(rules(&world).contains(&"warning title-nitsuite 2".to_owned()));
}

#[test]
fn allow_silences_what_other_rooms_say_but_never_an_error() {
    let world = World::new();
    let fields = "---\nbooking: {closes: 2026-12-10 10:30}\n";
    world.write(SESSION, format!("{fields}---\n"));
    assert_eq!(rules(&world), ["warning wrong-order 2"]);
    world.run(&["build", "--now", "2026-12-01T09:00"]).ends(0).says("[wrong-order]");
    world.write(SESSION, format!("{fields}allow:\n  wrong-order: 終わるまで受け付けます\n---\n"));
    assert_eq!(rules(&world), [""; 0]);
    assert_eq!(world.build().err, "");
    world.write(SESSION, "---\ntitle: あ\ndate: 2026-12-11\nallow: {file-name-date: 直しません}\n---\n");
    assert_eq!(rules(&world), ["error file-name-date 3"]);
    world.build().ends(1);
}

#[test]
fn a_misspelt_rule_is_an_error_and_an_idle_one_a_hint() {
    let world = World::new();
    world.write(SESSION, "---\nallow:\n  kanji-ran: 正式な名前です\n---\n");
    assert_eq!(rules(&world), ["error unknown-rule 3"]);
    world.build().ends(1).says("「kanji-run」のことですか");
    let skipping = ["build", "--now", "2026-12-01T09:00", "--skip-broken"];
    world.run(&skipping).ends(0).says("除いたもの: content/rinyushoku/2026-12-10.md");
    world.write(SESSION, "---\nallow:\n  kanji-run: 正式な名前です\n---\n");
    assert_eq!(rules(&world), ["hint allow-unused 3"]);
    assert_eq!(world.build().err, "", "a build cannot know");
    // Of what is over nothing is said, and no `allow:` in it is called idle.
    world.write("content/rinyushoku/2026-11-12.md", "---\nallow: {kanji-run: 正式な名前です}\n---\n");
    world.write(SESSION, "---\nseats: few\n---\n");
    assert_eq!(rules(&world), [""; 0]);
}

#[test]
fn levels_are_the_site_s_to_choose() {
    let world = World::new();
    world.write(SESSION, "---\nnotes:\n  - エントリーは、タオル等を持ってどうぞ。\n---\n");
    assert_eq!(rules(&world), ["hint tou 3"]);
    let with = |levels: &str| {
        world.write("content/site.yaml", format!("{SITE}levels:\n  {levels}\n"));
        rules(&world)
    };
    assert_eq!(with("tou: なし"), [""; 0]);
    assert_eq!(with("tou: 注意"), ["warning tou 3"]);
    assert_eq!(with("katakana: お知らせ"), ["hint katakana 3", "hint tou 3"]);
    let line = SITE.lines().count() + 2;
    assert_eq!(with("tou: エラー"), [format!("error bad-level {line}")]);
    world.build().ends(1).says("助言をエラーにすることはできません");
    assert_eq!(with("tou: つよめ"), [format!("error bad-level {line}")]);
    assert_eq!(with("toh: 注意"), [format!("error unknown-rule {line}")]);
}

#[test]
fn people_read_it_file_by_file_with_the_names_of_the_rules() {
    let world = World::new();
    world.write(SESSION, "---\nbring: [タオル等]\ntitle: 離乳食教室について\n---\n");
    world.write("content/rinyushoku/2026-12-03.md", "---\ntitle: 離乳食教室のお知らせ\n---\n");
    let outcome = world.run(&["check", "--now", "2026-12-01T09:00"]);
    outcome.ends(0).says("エラーはありません（注意2件、お知らせ1件）");
    let told = ["注意[title-nitsuite]: 2行目", "お知らせ[tou]: 2行目", "注意[title-nitsuite]: 3行目"];
    let at: Vec<Option<usize>> = told.iter().map(|words| outcome.err.find(words)).collect();
    assert!(at.iter().all(Option::is_some) && at.is_sorted(), "{at:?}\n{}", outcome.err);
    assert_eq!(world.run(&["build", "--now", "2026-12-01T09:00"]).err, "", "a build gives no advice");
    // Errors come first, and nothing else then.
    world.write("content/rinyushoku/2026-12-03.md", "---\ntitle: 離乳食教室のお知らせ\nseats: 少し\n---\n");
    let outcome = world.run(&["check", "--now", "2026-12-01T09:00"]);
    outcome.ends(1).says("エラーが1件あります（ほかに注意0件、お知らせ0件）");
    assert!(!outcome.err.contains("title-nitsuite"), "{}", outcome.err);
}
