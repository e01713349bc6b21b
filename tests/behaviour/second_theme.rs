//! The second theme, 「海」: a settings file and two templates, as sound as the first in every state.

use super::codes;
use super::world::{SITE, World, files_below};

const SESSION: &str = "content/rinyushoku/2026-12-10.md";

/// The repository's sample site, with a theme of the repository or the default one.
fn sample(theme: Option<&str>) -> World {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let world = World::empty();
    for file in files_below(&root.join("content")) {
        world.write(&format!("content/{file}"), std::fs::read(root.join("content").join(file)).unwrap());
    }
    if let Some(theme) = theme {
        let folder = root.join("themes").join(theme);
        for file in files_below(&folder) {
            world.write(&format!("themes/{theme}/{file}"), std::fs::read(folder.join(&file)).unwrap());
        }
        let site = world.read("content/site.yaml");
        world.write("content/site.yaml", format!("{site}\ntheme: {theme}\n"));
    }
    let outcome = world.build();
    outcome.ends(0);
    assert_eq!(outcome.err, "", "no advice, no warning");
    world
}

/// A page without its styles and without the digests in the names of pictures.
fn bare(page: &str) -> String {
    let (head, body) = page.split_once("<style>").unwrap();
    let text = format!("{head}{}", body.split_once("</style>").unwrap().1);
    // The player's own files hold the theme's colours.
    let text = text.split_once(r#""player":""#).map_or(text.clone(), |(head, rest)| format!("{head}{}", &rest[10..]));
    let is_digest = |part: &str| part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split('.').filter(|part| !is_digest(part)).collect::<Vec<_>>().join(".")
}

#[test]
fn the_second_theme_is_a_settings_file_and_two_templates() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/umi");
    assert_eq!(files_below(&folder), ["cards/line.html", "cards/ogp.html", "theme.yaml"]);
    let (umi, default) = (sample(Some("umi")), sample(None));
    for file in default.public().iter().filter(|file| file.ends_with(".html")) {
        let read = |world: &World| bare(&world.read(&format!("public/{file}")));
        assert_eq!(read(&umi), read(&default), "{file}");
    }
    let page = umi.read("public/rinyushoku/2026-12-10.html");
    assert!(page.contains("#0e6a72") && !page.contains("fill:#0b6b58"), "the theme's colours");
    let codes_of = |world: &World| {
        let pictures = world.pictures().into_iter().filter(|path| !path.to_string_lossy().contains("-story."));
        let wanted = pictures.filter(|path| path.to_string_lossy().contains("/cards/"));
        wanted.map(|path| codes::read(&path)).collect::<Vec<_>>()
    };
    let (ours, theirs) = (codes_of(&umi), codes_of(&default));
    assert_eq!(ours.len(), theirs.len());
    let sorted = |mut codes: Vec<Vec<String>>| {
        codes.sort();
        codes
    };
    assert_eq!(sorted(ours), sorted(theirs));
}

#[test]
fn the_second_theme_copes_with_every_state() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for content in ["tests/browser/states/content", "tests/golden/content"] {
        let world = World::empty();
        for (from, to) in [(content, "content"), ("themes/umi", "themes/umi")] {
            for file in files_below(&root.join(from)) {
                world.write(&format!("{to}/{file}"), std::fs::read(root.join(from).join(&file)).unwrap());
            }
        }
        let site = world.read("content/site.yaml");
        world.write("content/site.yaml", format!("{site}\ntheme: umi\n"));
        world.build().ends(0);
    }
    let world = World::new();
    let root = root.join("themes/umi");
    for file in files_below(&root) {
        world.write(&format!("themes/umi/{file}"), std::fs::read(root.join(&file)).unwrap());
    }
    world.write("content/site.yaml", format!("{SITE}theme: umi\n"));
    for bytes in [60, 150, 280] {
        let url = format!("https://booking.example.jp/{}", "x".repeat(bytes - 27));
        world.write(SESSION, format!("---\nbooking: {{url: '{url}'}}\n---\n"));
        world.build().ends(0);
        let cards = world.pictures().into_iter().filter(|path| path.to_string_lossy().contains("2026-12-10"));
        let read: Vec<_> = cards.flat_map(|path| codes::read(&path)).filter(|code| *code == url).collect();
        assert_eq!(read.len(), 4, "{bytes}: two cards and two slides");
    }
}
