//! Into a folder, also one that somebody else uses, or that a killed publish left.

use std::fs;
use std::time::Duration;

use super::{PASSWORD, Published, public_files, random, walk};

fn site() -> Published {
    let site = Published::new("  本番:\n    方法: フォルダー\n    場所: web\n");
    fs::create_dir(site.world.path("web")).unwrap();
    site
}

#[test]
fn what_was_built_lies_there_and_only_what_changed_is_sent_again() {
    let site = site();
    let web = site.world.path("web");
    let dry = site.publish(&["--dry-run"]);
    dry.ends(0).says("新しいファイル").says("+ rinyushoku/2026-12-10.html");
    assert!(public_files(&web).is_empty(), "nothing was sent");
    site.publish(&[]).ends(2).says("--yes");
    assert!(public_files(&web).is_empty(), "nothing was sent without a yes");
    site.publish(&["--yes", "--verify"]).ends(0).says("送りました").says("読み返しました");
    site.is_online(&web);
    let manifest = fs::read_to_string(web.join(".oideyo-online.json")).unwrap();
    for word in [PASSWORD, "/tmp", "content/"] {
        assert!(!manifest.contains(word), "the manifest says {word}");
    }
    let untouched = fs::metadata(web.join("accessibility.html")).unwrap().modified().unwrap();
    site.publish(&["本番"]).ends(0).says("新しいファイル0、変わるファイル0、消すファイル0");
    site.version(2);
    site.publish(&["--yes"]).ends(0).says("- rinyushoku/2026-12-17.html");
    site.is_online(&web);
    assert_eq!(fs::metadata(web.join("accessibility.html")).unwrap().modified().unwrap(), untouched);
}

#[test]
fn mistakes_in_the_content_and_unknown_targets_stop_it() {
    let site = site();
    site.publish(&["どこか", "--yes"]).ends(2).says("「どこか」という送り先はありません").says("本番");
    site.world.write("content/rinyushoku/2026-12-10.md", "---\nseats: たくさん\n---\n");
    site.publish(&["--yes"]).ends(1).says("seats");
    assert!(public_files(&site.world.path("web")).is_empty());
    fs::remove_dir(site.world.path("web")).unwrap();
    site.version(1);
    site.publish(&["--yes"]).ends(3).says("がありません").says("path:");
    assert!(!site.world.path("web").exists(), "a share that is not there is not made");
}

#[test]
fn foreign_files_stay_and_stop_it_where_they_are_in_the_way() {
    let site = site();
    let web = site.world.path("web");
    fs::create_dir_all(web.join("rinyushoku")).unwrap();
    fs::write(web.join("kouhou.html"), "広報").unwrap();
    fs::write(web.join("rinyushoku/index.html"), "前の教室").unwrap();
    site.publish(&["--yes"]).ends(3).says("rinyushoku/index.html").says("全部で1件");
    assert_eq!(public_files(&web).len(), 2, "nothing was sent");
    fs::remove_file(web.join("rinyushoku/index.html")).unwrap();
    fs::write(web.join("rinyushoku/tayori.pdf"), "pdf").unwrap();
    site.publish(&["--yes"]).ends(0);
    site.version(2);
    site.publish(&["--yes"]).ends(0);
    assert_eq!(fs::read_to_string(web.join("kouhou.html")).unwrap(), "広報");
    assert!(web.join("rinyushoku/tayori.pdf").exists());
    // A link to elsewhere is not followed.
    let elsewhere = site.world.path("elsewhere");
    fs::rename(web.join("rinyushoku"), &elsewhere).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&elsewhere, web.join("rinyushoku")).unwrap();
        site.version(1);
        let before = public_files(&elsewhere);
        site.publish(&["--yes"]).ends(3).says("リンク");
        assert_eq!(public_files(&elsewhere), before);
    }
}

#[test]
fn pages_that_were_copied_by_hand_are_taken_over() {
    let site = site();
    let (web, public) = (site.world.path("web"), site.world.path("public"));
    site.built(1);
    let copied = std::process::Command::new("cp").arg("-r").arg(format!("{}/.", public.display())).arg(&web).status();
    assert!(copied.unwrap().success());
    site.version(2);
    site.publish(&["--yes"]).ends(0);
    site.is_online(&web);
}

#[test]
fn killed_half_way_it_leaves_a_whole_site_and_goes_on() {
    let site = site();
    let web = site.world.path("web");
    let versions = [site.built(1), site.built(2)];
    let (mut seed, mut half_way) = (7, 0);
    site.version(1);
    site.publish(&["--yes"]).ends(0);
    for round in 0..10 {
        let (before, after) = (&versions[round % 2], &versions[(round + 1) % 2]);
        site.version((round + 1) % 2 + 1);
        site.world.build().ends(0);
        let mut publish = site.command(&["--yes"], &[]).stdout(std::process::Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(20 + random(&mut seed, 60)));
        let _ = publish.kill();
        publish.wait().unwrap();
        half_way += usize::from(public_files(&web) != *before && public_files(&web) != *after);
        walk(&web, &[before, after]);
        site.publish(&["--yes"]).ends(0);
        site.is_online(&web);
    }
    println!("{half_way} of 10 were killed half-way");
}

#[test]
fn of_two_at_once_one_waits_for_another_day() {
    let site = site();
    let web = site.world.path("web");
    site.publish(&["--yes"]).ends(0);
    site.version(2);
    // Another PC holds the lock, and signed a minute ago.
    let holder = |minutes: i64| {
        let at =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() as i64 - minutes * 60;
        fs::create_dir_all(web.join(".oideyo-lock")).unwrap();
        let holder = format!(r#"{{"pc":"KENKO-03","site":"x","run":"y","since":{at},"signed":{at}}}"#);
        fs::write(web.join(".oideyo-lock/holder.json"), holder).unwrap();
    };
    holder(1);
    site.publish(&["--yes"]).ends(3).says("KENKO-03").says("同じ送り先に送っています");
    holder(60);
    site.publish(&["--yes"]).ends(0).says("KENKO-03").says("途中で止まっていました");
    site.is_online(&web);
    // Two of one PC, at the same moment: one of them sends, the other one says who does, or finds it done.
    site.version(1);
    let two = [site.command(&["--yes"], &[]), site.command(&["--yes"], &[])].map(|mut one| one.spawn().unwrap());
    let codes = two.map(|one| one.wait_with_output().unwrap().status.code().unwrap());
    assert!(codes.contains(&0) && codes.iter().all(|code| [0, 3].contains(code)), "{codes:?}");
    site.publish(&["--yes"]).ends(0);
    site.is_online(&web);
}

#[test]
fn a_day_that_changed_without_a_word_stops_it() {
    let site = site();
    let web = site.world.path("web");
    site.publish(&["--yes"]).ends(0);
    let before = public_files(&web);
    let file = "content/rinyushoku/2026-12-10.md";
    for (change, word) in [
        ("time: 13:30-15:00", "時間（10:00〜11:30 → 13:30〜15:00）"),
        ("venue: {name: 本庁舎}", "会場"),
        ("standing: 中止", "開催（予定 → 中止）"),
        ("date: 2026-12-11\nprevious_dates: [2026-12-10]", "開催日（2026-12-10 → 2026-12-11）"),
    ] {
        site.world.write(file, format!("---\n{change}\n---\n"));
        site.publish(&["--yes"]).ends(1).says("rinyushoku/2026-12-10").says(word).says("changes:");
    }
    assert!(public_files(&web) == before, "nothing was sent");
    site.world
        .write(file, "---\nstanding: 中止\nchanges:\n  - {date: 2026-12-01, text: 講師の都合で中止します}\n---\n");
    site.publish(&["--yes"]).ends(0);
    // One that is gone altogether is asked about, and not stopped.
    fs::remove_file(site.world.path(file)).unwrap();
    site.publish(&["--dry-run"]).ends(0).says("これからの回 rinyushoku/2026-12-10 が消えます");
}

#[test]
fn the_upload_before_is_put_back() {
    let site = site();
    let web = site.world.path("web");
    site.publish(&["--rollback", "--yes"]).ends(2).says("残っていません");
    site.publish(&["--yes"]).ends(0);
    let first = public_files(&web);
    site.version(2);
    site.publish(&["--yes"]).ends(0);
    // The memory may be deleted at any time.
    fs::remove_dir_all(site.world.path(".oideyo")).unwrap();
    site.publish(&["--rollback", "--yes"]).ends(0).says("前に公開したものに戻しました");
    assert!(public_files(&web) == first);
    site.publish(&["--rollback", "--yes"]).ends(2).says("残っていません");
    site.publish(&["--yes"]).ends(0);
    site.is_online(&web);
    assert!(public_files(&web) != first);
}

#[test]
fn a_rollback_that_was_cut_goes_on() {
    let site = site();
    let (web, manifest) = (site.world.path("web"), site.world.path("web/.oideyo-online.json"));
    let read = || serde_json::from_slice::<serde_json::Value>(&fs::read(&manifest).unwrap()).unwrap();
    site.publish(&["--yes"]).ends(0);
    let (first, upload) = (public_files(&web), read()["upload"].clone());
    site.version(2);
    site.publish(&["--yes"]).ends(0);
    // As it is when the rollback has said what it will do, and is killed.
    let mut cut = read();
    cut["becoming"] = upload;
    cut["files"]["index.html"]["next"] = cut["files"]["404.html"]["now"].clone();
    fs::write(&manifest, cut.to_string()).unwrap();
    site.publish(&["--rollback", "--yes"]).ends(0).says("前に公開したものに戻しました");
    assert!(public_files(&web) == first);
    site.publish(&["--rollback", "--yes"]).ends(2).says("残っていません");
}

#[cfg(unix)]
#[test]
fn a_manifest_or_link_by_an_enemy_reaches_nothing_outside() {
    let site = site();
    let (web, outside) = (site.world.path("web"), site.world.path("outside.txt"));
    let manifest = web.join(".oideyo-online.json");
    site.publish(&["--yes"]).ends(0);
    fs::write(&outside, "市の文書").unwrap();
    let mut enemy: serde_json::Value = serde_json::from_slice(&fs::read(&manifest).unwrap()).unwrap();
    for address in
        ["../outside.txt", "a/../../outside.txt", "..\\outside.txt", ".. /outside.txt", "a\r\nDELE b", "\u{1b}[31m"]
    {
        enemy["files"][address] = serde_json::json!({"now": {"digest": "0", "size": 1}});
    }
    fs::write(&manifest, enemy.to_string()).unwrap();
    site.publish(&["--yes"]).ends(0).says("消すファイル0");
    std::os::unix::fs::symlink(&outside, web.join(".oideyo-online.new.json")).unwrap();
    site.version(2);
    site.publish(&["--yes"]).ends(3).says("リンク");
    assert_eq!(fs::read_to_string(&outside).unwrap(), "市の文書");
    fs::remove_file(web.join(".oideyo-online.new.json")).unwrap();
    site.publish(&["--yes"]).ends(0);
    site.is_online(&web);
}

#[test]
fn a_file_where_a_folder_should_be_is_named() {
    let site = site();
    fs::write(site.world.path("web/rinyushoku"), "前の教室").unwrap();
    site.publish(&["--yes"]).ends(3).says("oideyo が置いたものではないファイル").says("rinyushoku");
}

#[test]
fn the_sites_own_folders_are_no_targets() {
    for (kind, path) in [("folder", "public"), ("folder", "content/web"), ("zip", "./public/zip")] {
        let site = Published::new(&format!("  a: {{kind: {kind}, path: {path}}}\n"));
        site.publish(&["--yes"]).ends(2).says("content と public の外");
    }
}

#[test]
fn a_file_that_somebody_changed_there_is_found_and_mended() {
    let site = site();
    let web = site.world.path("web");
    site.publish(&["--yes"]).ends(0);
    fs::write(web.join("rinyushoku/2026-12-10.html"), "<p>ひらけ").unwrap();
    site.publish(&["--yes", "--verify"]).ends(3).says("rinyushoku/2026-12-10.html");
    site.publish(&["--yes", "--verify"]).ends(0);
    site.is_online(&web);
}
