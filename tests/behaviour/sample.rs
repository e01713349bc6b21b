//! The sample site, as `init` writes it and as this repository holds it.

use super::world::World;

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
