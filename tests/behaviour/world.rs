//! Small worlds: a site in a temporary folder, the real binary, and what it said.

use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub const SITE: &str = "\
city: あおば市
team: 健康こども課
base_url: https://www.city.aoba.example.jp/oideyo/
booking_hosts:
  - booking.example.jp
contact:
  name: あおば市 健康こども課
  phone: 0197-00-0011
signage: {mirror: しない}
";

pub const COURSE: &str = "\
---
name: 離乳食教室
title: 「もぐもぐ」の準備／サポートします！
time: 10:00-11:30
audience: {min_months: 5, max_months: 6}
venue: {name: あおばこども健康センター, room: 2階 調理室}
fee: 無料
booking:
  url: https://booking.example.jp/f/Wuu3y
  opens: 前月20日 9:00
  closes: 2日前 17:00
  phone: 0197-00-0011
  cancel: online
---
離乳食のはじめ方を、いっしょに体験します。
";

pub struct World {
    folder: TempDir,
}

#[derive(Debug)]
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Outcome {
    /// The diagnostics, without the frame that is drawn around them.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        assert!(self.err.contains(words) || self.out.contains(words), "not said: {words}\n{}\n{}", self.err, self.out);
        self
    }

    #[track_caller]
    pub fn ends(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{}\n{}", self.err, self.out);
        self
    }
}

impl World {
    /// A site with one course and one session, on which nothing is wrong.
    pub fn new() -> Self {
        let world = Self::empty();
        world.write("content/site.yaml", SITE);
        world.write("content/rinyushoku/_course.md", COURSE);
        world.write("content/rinyushoku/2026-12-10.md", "---\nseats: open\n---\n");
        world
    }

    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_in("ja_JP.UTF-8", arguments)
    }

    /// The same with another locale.
    pub fn run_in(&self, locale: &str, arguments: &[&str]) -> Outcome {
        let output = Command::new(env!("CARGO_BIN_EXE_oideyo"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("LANG", locale)
            .env_remove("LC_ALL")
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        Outcome {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// A build for 1 December 2026, 9:00 in the city.
    pub fn build(&self) -> Outcome {
        self.run(&["build", "--now", "2026-12-01T09:00"])
    }

    /// What `check` finds: (severity, rule, file, line, column).
    pub fn check(&self) -> Vec<(String, String, String, u64, u64)> {
        let outcome = self.run(&["check", "--format", "json", "--now", "2026-12-01T09:00"]);
        let read = |line: &str| {
            let found: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |key: &str| found[key].as_str().unwrap_or("-").to_owned();
            let number = |key: &str| found[key].as_u64().unwrap_or(0);
            assert!(!text("help").is_empty() && !text("message").is_empty(), "{line}");
            (text("severity"), text("rule"), text("file"), number("line"), number("column"))
        };
        outcome.out.lines().map(read).collect()
    }

    /// Addresses of all files in `public/`, but the manifest.
    pub fn public(&self) -> Vec<String> {
        files_below(&self.path("public")).into_iter().filter(|file| !file.starts_with(".oideyo")).collect()
    }

    /// Cards and slides in `public/`, but of slides only what a session's says as long as one can book.
    pub fn pictures(&self) -> Vec<PathBuf> {
        let is_other = |file: &str| file.matches('.').count() > 2 || file.contains("/standing.");
        let all = self.all_pictures().into_iter();
        all.filter(|path| !is_other(&path.strip_prefix(self.folder.path()).unwrap().to_string_lossy())).collect()
    }

    /// All cards and slides in `public/`.
    pub fn all_pictures(&self) -> Vec<PathBuf> {
        let is_picture = |file: &&String| file.contains("/cards/") || file.contains("/slides/");
        self.public().iter().filter(is_picture).map(|file| self.path("public").join(file)).collect()
    }
}

/// Paths of all files below a folder, sorted, with `/`.
pub fn files_below(folder: &Path) -> Vec<String> {
    let mut files: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"))
        .collect();
    files.sort();
    files
}
