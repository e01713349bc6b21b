//! VS Code: what `init` sets up for it, and the check that gives it its red lines.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::world::World;

const SESSION: &str = "content/rinyushoku/2026-12-10.md";

#[test]
fn init_sets_up_the_editor_and_leaves_settings_of_one_s_own() {
    let world = World::empty();
    world.run(&["init", "あおば"]).ends(0).says("VS Code");
    let tasks: serde_json::Value = serde_json::from_str(&world.read("あおば/.vscode/tasks.json")).unwrap();
    assert_eq!(tasks["tasks"][0]["args"], serde_json::json!(["check", "--watch", "--format", "line"]));
    assert!(!tasks["tasks"][0]["command"].as_str().unwrap().contains("\\"));
    let snippets: serde_json::Value = serde_json::from_str(&world.read("あおば/.vscode/oideyo.code-snippets")).unwrap();
    assert!(snippets["空き"]["body"].as_str().unwrap().contains("残りわずか"));
    world.write("あおば/.vscode/settings.json", "{ \"editor.fontSize\": 18 }");
    world.write("あおば/.vscode/oideyo.code-snippets", "{}");
    world.run(&["init", "--vscode", "あおば"]).ends(0).says(".vscode/settings.json は、すでにあるので");
    assert_eq!(world.read("あおば/.vscode/settings.json"), "{ \"editor.fontSize\": 18 }");
    assert_ne!(world.read("あおば/.vscode/oideyo.code-snippets"), "{}");
    world.run(&["init", "--vscode", "どこにもない"]).ends(1).says("content フォルダーがありません");
}

#[test]
fn lines_for_the_editor_are_those_its_pattern_reads() {
    let world = World::new();
    world.write(SESSION, "---\nseats: たくさん\n---\n");
    let outcome = world.run(&["check", "--format", "line", "--now", "2026-12-01T09:00"]);
    outcome.ends(1);
    let line = outcome.out.lines().next().unwrap();
    assert!(line.starts_with(&format!("{SESSION}:2:8-2:12: error: [bad-choice] ")), "{line}");
    assert_eq!(outcome.out.lines().count(), 1);
}

/// A live check and the rounds it tells.
struct Live {
    process: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Live {
    fn start(world: &World) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_oideyo"))
            .args(["check", "--watch", "--format", "line", "--now", "2026-12-01T09:00"])
            .current_dir(world.path(""))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, lines }
    }

    /// The results of the next round.
    fn round(&mut self) -> Vec<String> {
        let lines = self.lines.by_ref().map(Result::unwrap);
        let round: Vec<String> = lines.take_while(|line| line != "oideyo: done").collect();
        assert_eq!(round.first().map(String::as_str), Some("oideyo: check"), "{round:?}");
        round[1..].to_vec()
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn red_lines_come_and_go_as_files_are_saved() {
    let world = World::new();
    let mut live = Live::start(&world);
    assert_eq!(live.round(), Vec::<String>::new());
    world.write(SESSION, "---\nseats: たくさん\n---\n");
    let found = live.round();
    assert!(found.len() == 1 && found[0].contains("[bad-choice]"), "{found:?}");
    world.write(SESSION, format!("---\ntitle: {}\n---\n", "離乳食の教室を開きます".repeat(6)));
    let rounds = [live.round(), live.round()].concat();
    assert!(rounds.iter().any(|line| line.contains("[does-not-fit]")), "the pictures follow: {rounds:?}");
    world.write(SESSION, "---\nseats: few\n---\n");
    assert_eq!(live.round(), Vec::<String>::new());
}
