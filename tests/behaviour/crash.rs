//! A build that is killed at any moment leaves a site: every file whole, old or new, no link and no picture that a visitor
//! can come to missing; the next build completes it. `OIDEYO_LONG=1` kills 300 times instead of 30.

use std::collections::{BTreeMap, BTreeSet};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::world::{COURSE, SITE, World};

pub type Files = BTreeMap<String, Vec<u8>>;

fn files_of(world: &World) -> Files {
    let read = |file: String| Some((file.clone(), std::fs::read(world.path("public").join(file)).ok()?));
    world.public().into_iter().filter_map(read).collect()
}

/// Writes one of three versions of a site: sessions come, go, change and move between them, a course too, and an edit of
/// the course changes all pages at once.
fn write_version(world: &World, version: usize) {
    let _ = std::fs::remove_dir_all(world.path("content"));
    world.write("content/site.yaml", SITE);
    for course in 0..3 {
        if course == 2 && version == 0 {
            continue;
        }
        let folder = format!("content/kyoshitsu-{course}");
        let name = format!("name: 離乳食教室{course}");
        let mut text = COURSE.replace("name: 離乳食教室", &name);
        if version == 2 {
            text = text.replace("fee: 無料", "fee: 500円");
        }
        world.write(&format!("{folder}/_course.md"), text);
        for number in 0..6 {
            if (number + course + version).is_multiple_of(3) {
                continue;
            }
            let seats = ["open", "few", "full"][(number + version) % 3];
            let day = number * 4 + 2;
            world.write(&format!("{folder}/2026-12-{day:02}.md"), format!("---\nseats: {seats}\n---\n"));
        }
    }
}

/// Addresses inside the site that a page names, as they are below the output folder.
fn links(address: &str, html: &str) -> BTreeSet<String> {
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = BTreeSet::new();
    // What a player shows stands in its playlist.
    for rest in html.split("\"slides/").skip(1) {
        found.extend(rest.split('"').next().and_then(|file| inside(folder, &format!("slides/{file}"))));
    }
    let html: String =
        html.split("<script").map(|part| part.split_once("</script>").map_or(part, |(_, rest)| rest)).collect();
    for attribute in ["href=", "src=", "srcset="] {
        for rest in html.split(attribute).skip(1) {
            let value = match rest.chars().next() {
                Some(quote @ ('"' | '\'')) => rest[1..].split(quote).next(),
                _ => rest.split([' ', '>']).next(),
            };
            let parts = value.unwrap_or_default().split(", ").filter_map(|part| part.split(' ').next());
            found.extend(parts.filter_map(|link| inside(folder, link)));
        }
    }
    found
}

/// The file that a relative address leads to; `None`: it leads elsewhere.
fn inside(folder: &str, link: &str) -> Option<String> {
    let link = link.split(['#', '?']).next()?;
    if link.is_empty() || link.contains(':') || link.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/') {
        match part {
            ".." => {
                parts.pop()?;
            }
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Follows every link from `entries`; what is missing on the way, as `page → file`.
pub fn missing(files: &Files, entries: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut missing = Vec::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut open: Vec<String> = entries.into_iter().filter(|entry| files.contains_key(entry)).collect();
    while let Some(page) = open.pop() {
        if !page.ends_with(".html") || !known.insert(page.clone()) {
            continue;
        }
        for link in links(&page, &String::from_utf8_lossy(&files[&page])) {
            if files.contains_key(&link) {
                open.push(link);
            } else {
                missing.push(format!("{page} → {link}"));
            }
        }
    }
    missing
}

/// When a build is killed.
enum Moment {
    /// So long after its start.
    After(Duration),
    /// So long after the manifest named what is about to be placed: while files take their places.
    Placing(Duration),
}

/// Starts a build and kills it. Returns whether it was still at work.
fn killed_build(world: &World, moment: &Moment) -> bool {
    let manifest = || std::fs::metadata(world.path("public/.oideyo.json")).and_then(|meta| meta.modified()).ok();
    let before = manifest();
    let mut build = Command::new(env!("CARGO_BIN_EXE_oideyo"))
        .args(["build", "--now", "2026-12-01T09:00"])
        .current_dir(world.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    match moment {
        Moment::After(delay) => std::thread::sleep(*delay),
        Moment::Placing(delay) => {
            while manifest() == before && build.try_wait().unwrap().is_none() {
                std::hint::spin_loop();
            }
            let begun = Instant::now();
            while begun.elapsed() < *delay {
                std::hint::spin_loop();
            }
        }
    }
    let was_at_work = build.try_wait().unwrap().is_none();
    build.kill().unwrap();
    build.wait().unwrap();
    was_at_work
}

/// A number below one that differs at every call: any spread will do.
fn spread(step: &mut u64) -> f64 {
    *step = step.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*step >> 11) as f64 / (1u64 << 53) as f64
}

#[test]
fn a_build_killed_at_any_moment_leaves_a_whole_site() {
    let kills = if std::env::var_os("OIDEYO_LONG").is_some() { 300 } else { 30 };
    let world = World::empty();
    // What each version looks like when nothing disturbs it, and how long that takes once its pictures are known.
    let mut whole: Vec<Files> = Vec::new();
    let mut took = Duration::ZERO;
    for version in [0, 1, 2, 0, 1, 2] {
        write_version(&world, version);
        let _ = std::fs::remove_dir_all(world.path("public"));
        let started = Instant::now();
        world.build().ends(0);
        took = started.elapsed();
        whole.push(files_of(&world));
    }
    assert_eq!(whole[..3], whole[3..], "the same content gives the same files");
    let (mut at_work, mut half_done, mut seed) = (0, 0, 20_261_201);
    let mut before = 2;
    for round in 0..kills {
        let version = (before + 1 + round % 2) % 3;
        write_version(&world, version);
        if round % 5 == 4 {
            let _ = std::fs::remove_dir_all(world.path("public"));
        }
        if round % 11 == 10 {
            let _ = std::fs::remove_dir_all(world.path(".oideyo"));
        }
        let earlier = files_of(&world);
        let moment = match round % 3 {
            0 => Moment::After(took.mul_f64(spread(&mut seed))),
            _ => Moment::Placing(Duration::from_micros((4000.0 * spread(&mut seed)) as u64)),
        };
        at_work += usize::from(killed_build(&world, &moment));
        let now = files_of(&world);
        for (address, bytes) in &now {
            let is_old = earlier.get(address) == Some(bytes);
            assert!(
                is_old || whole[version].get(address) == Some(bytes),
                "round {round}: {address} is neither old nor new"
            );
        }
        let known = earlier.keys().filter(|file| whole[version].contains_key(*file)).cloned();
        let gaps = missing(&now, known.chain(["index.html".to_owned()]));
        assert!(gaps.is_empty(), "round {round}: {gaps:?}");
        half_done +=
            usize::from(now != earlier && whole[version].iter().any(|(file, bytes)| now.get(file) != Some(bytes)));
        world.build().ends(0);
        let done = files_of(&world);
        for (address, bytes) in &whole[version] {
            assert!(done.get(address) == Some(bytes), "round {round}: {address} is not completed");
        }
        let extra: Vec<_> = done.keys().filter(|file| !whole[version].contains_key(*file)).collect();
        assert!(extra.iter().all(|file| file.contains("/cards/")), "round {round}: {extra:?}");
        let waiting = std::fs::read_dir(world.path("public")).unwrap().map(|entry| entry.unwrap().file_name());
        let waiting: Vec<_> = waiting.filter(|name| name.to_string_lossy().starts_with(".oideyo-")).collect();
        assert!(waiting.is_empty(), "round {round}: {waiting:?}");
        before = version;
    }
    println!("{kills} kills: {at_work} while at work, {half_done} between the first file placed and the last");
    assert!(
        at_work * 2 > kills,
        "{at_work} of {kills} builds were still at work: the moments are not spread over a build"
    );
}

#[test]
fn two_builds_at_once_leave_one_whole_site() {
    let world = World::empty();
    write_version(&world, 1);
    world.build().ends(0);
    let whole = files_of(&world);
    for round in 0..4 {
        let _ = std::fs::remove_dir_all(world.path("public"));
        if round > 1 {
            let _ = std::fs::remove_dir_all(world.path(".oideyo"));
        }
        let start = || {
            Command::new(env!("CARGO_BIN_EXE_oideyo"))
                .args(["build", "--now", "2026-12-01T09:00"])
                .current_dir(world.path(""))
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        };
        let builds = [start(), start(), start()];
        for mut build in builds {
            assert!(build.wait().unwrap().success(), "round {round}");
        }
        assert_eq!(files_of(&world), whole, "round {round}");
    }
}

#[test]
fn the_way_links_are_read_finds_what_is_missing() {
    let files: Files = [
        (
            "index.html",
            "<a href=\"a/1.html\"><img src=b.png srcset='c.png 1x, d.png 2x'><a href=https://x.example.jp/>",
        ),
        (
            "a/1.html",
            "<script>href=to</script><a href=\"../index.html#x\"><a href='2.html'><script>[\"slides/x.png\"]</script>",
        ),
        ("b.png", ""),
        ("c.png", ""),
    ]
    .map(|(file, text)| (file.to_owned(), text.as_bytes().to_vec()))
    .into();
    assert_eq!(
        missing(&files, ["index.html".to_owned()]),
        ["index.html → d.png", "a/1.html → a/2.html", "a/1.html → a/slides/x.png"]
    );
}
