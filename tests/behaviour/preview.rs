//! The live preview, asked as a browser asks: over a socket on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::world::World;

/// A running preview; it ends with the test.
struct Preview {
    child: Child,
    address: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    fn of(world: &World) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_oideyo"))
            .args(["serve", "--no-open", "--port", "28700", "--now", "2026-12-01T09:00"])
            .current_dir(world.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
        Self { child, address: address.to_owned() }
    }

    /// Status and body of an answer to `path`, asked under the name `host`.
    fn ask(&self, path: &str, host: &str) -> (u16, String) {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(socket, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        socket.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        (status, answer)
    }

    fn page(&self, path: &str) -> String {
        let (status, body) = self.ask(path, &self.address);
        assert_eq!(status, 200, "{path}");
        body
    }

    /// Asks until the page holds `words`.
    #[track_caller]
    fn shows(&self, path: &str, words: &str) {
        let started = Instant::now();
        while !self.page(path).contains(words) {
            assert!(started.elapsed() < Duration::from_secs(20), "{path} never showed {words}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[test]
fn what_is_saved_is_shown() {
    let world = World::new();
    let preview = Preview::of(&world);
    preview.shows("/site/", "いま予約できる教室");
    preview.shows("/site/rinyushoku/2026-12-10.html", "「もぐもぐ」の準備");
    let mut stream = TcpStream::connect(&preview.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "GET /.oideyo/events HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address).unwrap();
    let mut events = BufReader::new(stream).lines();
    assert!(events.any(|line| line.unwrap() == "event: whole"), "the stream begins with the whole list");
    world.write("content/rinyushoku/2026-12-10.md", "---\ntitle: あたらしい見出し\n---\n");
    let is_it = |line: &str| {
        line.starts_with("data: ") && line.contains("あたらしい見出し") && line.contains("rinyushoku/2026-12-10.html")
    };
    assert!(events.any(|line| is_it(&line.unwrap())), "the browser is told what has changed");
    preview.shows("/site/rinyushoku/2026-12-10.html", "あたらしい見出し");
    world.write("content/rinyushoku/2026-12-10.md", "---\ntitle: \"あ\n---\n");
    preview.shows("/site/rinyushoku/2026-12-10.html", "が閉じていません");
    preview.shows("/site/rinyushoku/2026-12-10.html", "あたらしい見出し");
    assert!(!world.path("public").exists(), "a preview never writes");
}

/// What a frame of the workbench is given for `path`.
fn framed(preview: &Preview, path: &str) -> String {
    let mut socket = TcpStream::connect(&preview.address).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let host = &preview.address;
    write!(socket, "GET {path} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Dest: iframe\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    answer.split_once("\r\n\r\n").unwrap().1.to_owned()
}

/// A page without the script that sets its clock.
fn without_clock(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<script>(() => {\n  const Real = Date;") else {
        return page.to_owned();
    };
    format!("{before}{}", rest.split_once("</script>").unwrap().1)
}

#[test]
fn a_page_at_another_moment_is_what_a_build_at_that_moment_makes() {
    let world = World::new();
    let preview = Preview::of(&world);
    preview.shows("/site/", "いま予約できる教室");
    let pages = ["index.html", "rinyushoku/index.html", "rinyushoku/2026-12-10.html"];
    for at in ["2026-11-01T09:00", "2026-12-01T09:00", "2026-12-09T17:00", "2026-12-10T10:30", "2027-01-01T00:00"] {
        world.run(&["build", "--now", at]).ends(0);
        for page in pages {
            let shown = framed(&preview, &format!("/site/{page}?at={at}"));
            assert!(shown.contains("const Real = Date"), "{page} has its clock set");
            let built = std::fs::read_to_string(world.path("public").join(page)).unwrap();
            assert!(without_clock(&shown) == built, "{page} at {at}");
        }
    }
    for page in pages {
        let built = std::fs::read_to_string(world.path("public").join(page)).unwrap();
        assert!(!framed(&preview, &format!("/site/{page}")).contains("oideyoProblems"), "frames show it unchanged");
        assert!(!built.contains("const Real = Date"), "what is built knows nothing of it");
    }
    for bad in ["x", "2026-13-01T09:00", "%00", ""] {
        assert_eq!(preview.ask(&format!("/site/index.html?at={bad}"), &preview.address).0, 400, "{bad}");
    }
}

#[test]
fn the_workbench_is_told_what_something_makes() {
    let world = World::new();
    let preview = Preview::of(&world);
    preview.shows("/site/", "いま予約できる教室");
    let item = |query: &str| {
        let body = preview.page(&format!("/.oideyo/api/item?id={query}"));
        serde_json::from_str::<serde_json::Value>(body.split_once("\r\n\r\n").unwrap().1).unwrap()
    };
    let session = item("rinyushoku/2026-12-10");
    assert_eq!(session["file"], "content/rinyushoku/2026-12-10.md");
    assert_eq!(session["pages"][0], "rinyushoku/2026-12-10.html");
    let kinds = |value: &serde_json::Value| -> Vec<String> {
        value.as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(kinds(&session["cards"]), ["ogp", "line", "story"]);
    assert_eq!(kinds(&session["slides"]), ["landscape", "portrait"]);
    for card in session["cards"].as_array().unwrap().iter().filter(|card| card["kind"] != "story") {
        assert!(card["target"].as_str().unwrap().starts_with("https://booking.example.jp/"), "{card}");
        assert!(card["scan_mm"].as_u64().unwrap() > 200, "{card}");
    }
    for slide in session["slides"].as_array().unwrap() {
        let reach = slide["scan_mm"].as_u64().unwrap();
        assert!((1900..6000).contains(&reach), "a slide is scanned from 2 m: {slide}");
    }
    let ended = item("rinyushoku/2026-12-10&at=2026-12-11T09:00");
    assert_eq!((ended["phase"].as_str(), kinds(&ended["slides"]).len()), (Some("ended"), 0));
    for odd in ["", "nothing", "rinyushoku/nothing", "../secret", "%00"] {
        assert_eq!(preview.ask(&format!("/.oideyo/api/item?id={odd}"), &preview.address).0, 404, "{odd}");
    }
    let page = preview.page("/");
    assert!(page.contains("default-src 'none'") && !page.contains("{{"), "every place of the page is filled");
}

#[test]
fn without_arguments_the_workbench_opens_for_the_folder() {
    let world = World::new();
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_oideyo"))
            .current_dir(world.path(""))
            // No browser is found.
            .env("PATH", "")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    let mut child = start();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let address = lines.find_map(|line| Some(line.split_once("http://")?.1.split_once('/')?.0.to_owned()));
    let mut preview = Preview { child, address: address.unwrap() };
    assert!(preview.page("/").contains("おいでよ 作業台"));
    preview.child.kill().unwrap();
    std::fs::rename(world.path("content"), world.path("away")).unwrap();
    let output = start().wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && said.contains("oideyo init"), "{said}");
    assert!(!world.path("content").exists(), "nothing is made unasked");
}

#[test]
fn only_this_machine_and_only_our_files() {
    let world = World::new();
    world.write("secret.txt", "himitsu");
    let preview = Preview::of(&world);
    for host in ["evil.example", "127.0.0.1.evil.example", "", "192.0.2.1:28700"] {
        assert_eq!(preview.ask("/", host).0, 403, "{host}");
    }
    for path in [
        "/../secret.txt",
        "/site/../secret.txt",
        "/site/%2e%2e/secret.txt",
        "/site/..%2fsecret.txt",
        "/content/site.yaml",
        "/site/content/site.yaml",
        "//etc/passwd",
        "/site//etc/passwd",
        "/site/%00",
        "/%00",
    ] {
        let (status, body) = preview.ask(path, &preview.address);
        assert!((400..500).contains(&status) && !body.contains("himitsu"), "{path}: {status}");
    }
}

#[test]
fn a_content_folder_that_went_away_and_came_back_is_watched_again() {
    let world = World::new();
    let preview = Preview::of(&world);
    preview.shows("/site/rinyushoku/2026-12-10.html", "予約する");
    std::fs::rename(world.path("content"), world.path("away")).unwrap();
    preview.shows("/site/index.html", "content フォルダーがありません");
    std::fs::rename(world.path("away"), world.path("content")).unwrap();
    preview.shows("/site/index.html", "oideyoProblems=\"\"");
    world.write("content/rinyushoku/2026-12-10.md", "---\nseats: full\n---\n");
    preview.shows("/site/rinyushoku/2026-12-10.html", "満席");
}
