//! Slips of the hand that YAML, Windows and cameras make grave: each is told in words that lead out, none is silent.

use super::world::{SITE, World};

const SESSION: &str = "content/rinyushoku/2026-12-10.md";

/// The only finding is `rule`, at line and column.
#[track_caller]
fn slip(text: &str, severity: &str, rule: &str, line: u64, column: u64) {
    let world = World::new();
    world.write(SESSION, text);
    assert_eq!(world.check(), [(severity.into(), rule.into(), SESSION.into(), line, column)], "{text}");
}

#[test]
fn a_headline_needs_words() {
    slip("---\ntitle: ／\n---\n", "error", "headline-empty", 2, 8);
    slip("---\ntitle: 🍚👶\n---\n", "error", "headline-empty", 2, 8);
}

#[test]
fn moments_that_cannot_be_meant_are_told() {
    let odd = |fields: &str, severity: &str, column: u64| {
        slip(&format!("---\n{fields}\n---\n"), severity, "wrong-order", 2, column);
    };
    odd("booking: {opens: 2026-12-12 9:00, closes: なし}", "error", 18);
    odd("booking: {closes: 2026-12-12 17:00}", "warning", 19);
    odd("booking: {closes: 当日 17:00}", "warning", 19);
    odd("survey: {url: 'https://a.example.jp/s', closes: 2日前}", "warning", 49);
    odd("previous_dates: [2026-12-10]\nchanges: [{date: 2026-12-01, text: x}]", "error", 17);
    slip("---\naudience: {born: 2026-07-10..2026-05-11}\n---\n", "error", "bad-born", 2, 18);
    let world = World::new();
    world.write(SESSION, "---\nbooking: {closes: 当日}\n---\n");
    assert_eq!(world.check(), [], "a usual word for: until it starts");
    world.build().ends(0);
    let page = world.read("public/rinyushoku/2026-12-10.html");
    assert!(page.contains("12月10日（木）10:00まで受付") && !page.contains("12月10日（木）まで"));
}

#[test]
fn a_course_cannot_close_its_survey_by_counting_days() {
    let world = World::new();
    let file = "content/rinyushoku/_course.md";
    let survey = "---\nsurvey: {url: 'https://a.example.jp/s', closes: 12月20日}\n";
    world.write(file, world.read(file).replacen("---\n", survey, 1));
    let rule = |(severity, rule, file, line, _): (String, String, String, u64, u64)| (severity, rule, file, line);
    let found: Vec<_> = world.check().into_iter().map(rule).collect();
    assert_eq!(found, [("warning".into(), "wrong-order".into(), file.into(), 2)]);
}

#[test]
fn no_session_vanishes_without_a_word() {
    slip("---\naudience: {min_months: 300}\n---\n", "error", "bad-number", 2, 24);
    let world = World::new();
    world.build().ends(0);
    let before = world.public();
    world.write(SESSION, "---\naudience: {min_months: 300}\n---\n");
    world.build().ends(1).says("「300」は数として読めません");
    assert_eq!(world.public(), before);
}

#[test]
fn files_that_windows_renamed_are_named() {
    for (name, proposal) in [
        ("2026-12-17.md.txt", "2026-12-17.md"),
        ("2026-12-17.MD", "2026-12-17.md"),
        ("2026-12-17.txt", "2026-12-17.md"),
    ] {
        let world = World::new();
        world.write(&format!("content/rinyushoku/{name}"), "---\nseats: open\n---\n");
        world.build().ends(0).says(&format!("content/rinyushoku/{name} は読まれません")).says(proposal);
    }
}

#[test]
fn a_word_that_no_line_can_hold_is_a_hint() {
    let world = World::new();
    world.write(
        "content/rinyushoku/2026-12-10.md",
        "---\ntitle: スーパーウルトラハイパーミラクルロマンチック離乳食\n---\n",
    );
    let outcome = world.run(&["check"]);
    outcome
        .ends(0)
        .says("お知らせ[split-phrase]: 2行目: 見出しが長いので、")
        .says("言葉の途中で行が変わります")
        .says("「／」を入れると");
    assert_eq!(outcome.err.matches("言葉の途中で").count() + outcome.out.matches("言葉の途中で").count(), 1);
    world.build().ends(0).says("言葉の途中で");
}

#[test]
fn a_long_headline_is_told_once_for_all_pictures() {
    let world = World::new();
    world.write(SESSION, format!("---\ntitle: {}\n---\n", "離乳食の教室を開きます".repeat(6)));
    let found = world.check();
    assert_eq!(found, [("error".into(), "does-not-fit".into(), SESSION.into(), 2, 8)]);
    world.build().ends(1).says("SNS用カード、LINE用カード").says("見出しには要りません");
}

#[test]
fn long_places_of_real_cities_fit() {
    let world = World::new();
    for (name, place) in [
        ("2026-12-10", "ひだまり市民総合センター2階　子ども・子育て応援センター"),
        ("2026-12-17", "ひだまり市立北部すこやかプラザ　3階　会議室"),
    ] {
        world.write(
            &format!("content/rinyushoku/{name}.md"),
            format!("---\n会場: {place}\nbooking: {{url: なし, channels: なし, phone: 0197-00-0011}}\n---\n"),
        );
    }
    world.build().ends(0);
}

#[test]
fn a_photo_that_was_copied_half_is_refused() {
    let world = World::new();
    let mut jpeg = Vec::new();
    let picture = image::RgbImage::from_fn(320, 240, |x, y| image::Rgb([x as u8, y as u8, 90]));
    picture.write_to(&mut std::io::Cursor::new(&mut jpeg), image::ImageFormat::Jpeg).unwrap();
    world.write(SESSION, "---\nphoto: {file: photos/oyako.jpg, alt: 親子, consent: あり}\n---\n");
    world.write("content/rinyushoku/photos/oyako.jpg", &jpeg);
    world.build().ends(0);
    world.write("content/rinyushoku/photos/oyako.jpg", &jpeg[..jpeg.len() / 2]);
    world.build().ends(1).says("写真として開けません");
}

#[test]
fn a_wrong_site_folder_and_wrong_arguments_lead_out() {
    let world = World::new();
    world.run(&["build", "--site", "content"]).ends(1).says("--site には、content フォルダーが入っているフォルダーを");
    world.run(&["serve", "--site", "content", "--no-open"]).ends(1).says("原稿のフォルダーそのものです");
    world.run(&["serve", "--site", "nowhere", "--no-open"]).ends(1).says("content フォルダーがありません");
    world.run(&["build", "--sit", "."]).ends(2).says("「--sit」という指定はありません").says("「--site」のことですか");
    world.run(&["bild"]).ends(2).says("「bild」という命令はありません").says("「build」のことですか");
    world.run(&["build", "--site"]).ends(2).says("の内容がありません");
    world.run(&["check", "--format", "xml"]).ends(2).says("「xml」は").says("text、json");
    world.run(&["--help"]).ends(0).says("Usage");
}

#[test]
fn missing_fields_are_asked_for_where_they_belong() {
    let world = World::new();
    world.write("content/site.yaml", SITE.replace("city: あおば市\n", ""));
    world.build().ends(1).says("content/site.yaml に「city: …」の行を足してください");
    let world = World::new();
    world.write(SESSION, "---\nphoto:\n  file: photos/a.jpg\n---\n");
    world.build().ends(1).says("この項目の下に、字下げをそろえて「alt: …」の行を");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_output_folder_leads_to_nothing_of_ours() {
    let world = World::new();
    world.build().ends(0);
    world.write("elsewhere/index.html", "keep");
    std::fs::remove_dir_all(world.path("public/rinyushoku")).unwrap();
    std::os::unix::fs::symlink(world.path("elsewhere"), world.path("public/rinyushoku")).unwrap();
    world.build().ends(3).says("oideyo が作ったのではないファイル");
    assert_eq!(world.read("elsewhere/index.html"), "keep");
}

#[test]
fn builds_at_the_same_time_do_not_trip_each_other() {
    let world = World::new();
    for day in 11..=20 {
        world.write(&format!("content/rinyushoku/2026-12-{day}.md"), "---\nseats: open\n---\n");
    }
    std::thread::scope(|scope| {
        let builds: Vec<_> = (0..4).map(|_| scope.spawn(|| world.build())).collect();
        for build in builds {
            build.join().unwrap().ends(0);
        }
    });
    assert!(world.public().iter().all(|file| !file.contains(".oideyo-tmp")));
}

#[test]
fn pictures_are_drawn_anew_when_a_name_must_stay_whole() {
    let world = World::new();
    world.write(SESSION, "---\ntitle: ひだまり中央保健センターで／もぐもぐ\n---\n");
    world.build().ends(0);
    let cards = |world: &World| world.public().into_iter().filter(|file| file.contains("-ogp.")).collect::<Vec<_>>();
    let before = cards(&world);
    world.write("content/site.yaml", format!("{SITE}facilities: [どこかの会館]\n"));
    world.build().ends(0);
    assert_eq!(cards(&world), before, "a name that the card does not show changes nothing");
    world.write("content/site.yaml", format!("{SITE}facilities: [ひだまり中央保健センター]\n"));
    world.build().ends(0);
    assert_ne!(cards(&world), before);
}
