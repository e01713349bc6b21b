//! The sample site, as `init` writes it and as this repository holds it.

use std::path::Path;

use super::codes;
use super::world::{World, files_below};

#[test]
fn init_writes_a_site_that_lives_today() {
    let world = World::empty();
    world.run(&["init", "あおば"]).ends(0).says("oideyo serve --site あおば");
    world.run(&["build", "--site", "あおば"]).ends(0).says("お知らせ");
    let home = world.read("あおば/public/index.html");
    assert!(home.contains("予約する") || home.contains("受付中"), "something can be booked today");
    world.run(&["init", "あおば"]).ends(2).says("もうファイルがあります");
}

#[test]
fn alone_it_tells_three_next_steps() {
    let world = World::empty();
    let outcome = world.run(&[]);
    outcome.ends(0);
    assert!(["1. ", "2. ", "3. "].iter().all(|step| outcome.out.contains(step)), "{}", outcome.out);
}

#[test]
fn licences_are_all_there() {
    let outcome = World::empty().run(&["licenses"]);
    outcome.ends(0);
    for words in ["SIL OPEN FONT LICENSE", "Apache License", "MIT", "takumi", "BudouX"] {
        assert!(outcome.out.contains(words), "{words}");
    }
}

/// The repository's own sample: every code of every picture, read by zbar, leads to the form its files name or to the
/// page of its course.
#[test]
fn every_code_of_the_sample_leads_where_it_should() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let world = World::empty();
    for file in files_below(&content) {
        world.write(&format!("content/{file}"), std::fs::read(content.join(&file)).unwrap());
    }
    let outcome = world.build();
    outcome.ends(0);
    assert_eq!(outcome.err, "", "the sample gives no cause for advice");
    let mut read = 0;
    for picture in world.all_pictures().iter().filter(|picture| !picture.to_string_lossy().contains("-story.")) {
        let path = picture.to_string_lossy().replace('\\', "/");
        if path.contains("/standing.") {
            assert_eq!(codes::read(picture), ["https://www.city.aoba.example.jp/oideyo/index.html"]);
            continue;
        }
        let course = ["papamama", "rinyushoku", "stepup", "soudan", "sokutei", "youjishoku"]
            .into_iter()
            .find(|course| path.contains(course));
        let course = course.unwrap_or_else(|| panic!("{path} belongs to no course"));
        let codes = codes::read(picture);
        // One books by telephone, or need not book: where such a session is held there is no code.
        if codes.is_empty() && matches!(course, "soudan" | "sokutei") {
            continue;
        }
        let [code] = &codes[..] else { panic!("{path}: {codes:?}") };
        let page = format!("https://www.city.aoba.example.jp/oideyo/{course}/index.html");
        let session = path.rsplit_once('/').unwrap().1.trim_start_matches(&format!("{course}-"));
        let session = session.split('.').next().unwrap();
        let opening = format!("https://www.city.aoba.example.jp/oideyo/{course}/{session}.html");
        let is_opening = path.contains(".before.") && *code == opening;
        let named = || {
            let files = files_below(&content.join(course));
            files.iter().any(|file| world.read(&format!("content/{course}/{file}")).contains(code.as_str()))
        };
        assert!(
            is_opening || *code == page || (code.starts_with("https://booking.example.jp/") && named()),
            "{path}: {code}"
        );
        read += 1;
    }
    assert!(read > 50, "{read} codes were read");
}
