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
    assert!(events.any(|line| line.unwrap().contains(": hello")), "the stream is open");
    world.write("content/rinyushoku/2026-12-10.md", "---\ntitle: あたらしい見出し\n---\n");
    assert!(events.any(|line| line.unwrap().starts_with("data: ")), "the browser is told");
    preview.shows("/site/rinyushoku/2026-12-10.html", "あたらしい見出し");
    world.write("content/rinyushoku/2026-12-10.md", "---\ntitle: \"あ\n---\n");
    preview.shows("/site/rinyushoku/2026-12-10.html", "が閉じていません");
    preview.shows("/site/rinyushoku/2026-12-10.html", "あたらしい見出し");
    assert!(!world.path("public").exists(), "a preview never writes");
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
        let (status, body) = preview.ask(path, "localhost");
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
