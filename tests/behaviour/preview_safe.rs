//! The preview against everything that is no request of our own page, and how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::json;

use super::served::Served;
use super::world::World;

/// Requests of the long test.
const ODD: usize = 2_000;
/// What no answer may hold.
const SECRET: &str = "himitsu-no-kotoba";
const SESSION: &str = "content/rinyushoku/2026-12-10.md";

/// Numbers that come again with every run (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    fn bytes(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most)).map(|_| self.below(256) as u8).collect()
    }
}

const METHODS: [&str; 14] = [
    "GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "get",
    "GET\0",
];
const STARTS: [&str; 14] = [
    "/",
    "/site/",
    "/site/rinyushoku/",
    "/.oideyo/",
    "/.oideyo/api/edit/",
    "/.oideyo/api/",
    "/.oideyo/edit/",
    "//",
    "/./",
    "\\",
    "http://evil.example/",
    "http://127.0.0.1/site/",
    "*",
    "",
];
const STEPS: [&str; 30] = [
    "../",
    "..\\",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%5c",
    "%c0%ae%c0%ae/",
    "....//",
    "%00",
    "%0d%0aSet-Cookie:x",
    "%ff%fe",
    "あ",
    "\u{0}",
    "secret.txt",
    "content/site.yaml",
    "out/secret.md",
    "etc/passwd",
    ".git/config",
    "read",
    "save",
    "item?id=",
    "item?id=../secret",
    "events?page=../../secret.txt",
    "index.html",
    "?",
    "#",
    ";",
    "%",
    "%zz",
    "rinyushoku/2026-12-10.html?at=9999-99-99T99:99",
    "~",
];
const HOSTS: [&str; 12] = [
    "",
    "127.0.0.1",
    "localhost:1",
    "evil.example",
    "[::1",
    "127.0.0.1:99999999",
    "\u{1}",
    "0x7f000001",
    "127.1",
    "a@b",
    "ＬＯＣＡＬ",
    ":",
];
const ORIGINS: [&str; 6] = ["null", "http://evil.example", "file://", "http://", "http://127.0.0.1:1", "あ"];
const WHATS: [&str; 11] =
    ["read", "found", "draft", "drop", "save", "keep", "earlier", "restore", "courses", "new", "nothing"];

/// A body that our page never sends, and some that nearly are of it.
fn odd_body(dice: &mut Dice) -> Vec<u8> {
    let files =
        ["../secret.txt", SESSION, "content/site.yaml", "/etc/passwd", "content/rinyushoku/\0.md", "content//.md"];
    let file = dice.of(&files);
    match dice.below(14) {
        0 => Vec::new(),
        1 => b"{".to_vec(),
        2 => "[".repeat(20_000).into_bytes(),
        3 => "{\"a\":".repeat(10_000).into_bytes(),
        4 => dice.bytes(400),
        5 => json!({ "file": file }).to_string().into_bytes(),
        6 => json!({ "file": file, "base": "0", "text": "x" }).to_string().into_bytes(),
        7 => json!({ "file": [file], "base": 1e300 }).to_string().into_bytes(),
        8 => json!({ "file": file, "base": "", "changes": [{ "path": [], "to": "clear" }] }).to_string().into_bytes(),
        9 => json!({ "file": file, "id": "../../../secret.txt", "base": "" }).to_string().into_bytes(),
        10 => json!({ "course": "../..", "date": "2027-01-14", "slug": "../../x", "write": true })
            .to_string()
            .into_bytes(),
        11 => json!({ "course": "rinyushoku", "date": "99999999999-99-99", "write": true }).to_string().into_bytes(),
        12 => json!({ "course": "rinyushoku", "date": "2027-01-14", "slug": "a/../../b", "write": true })
            .to_string()
            .into_bytes(),
        _ => b"\"\\ud800\"".to_vec(),
    }
}

/// One odd request.
fn odd_request(dice: &mut Dice, served: &Served) -> Vec<u8> {
    let good_host = served.address.as_str();
    if dice.below(3) == 0 {
        // With the word that only our page knows, and nonsense behind it.
        let body = odd_body(dice);
        let length = if dice.below(8) == 0 { body.len() / 2 } else { body.len() };
        return [served.head(dice.of(&WHATS), length).into_bytes(), body].concat();
    }
    let steps: String = (0..dice.below(5)).map(|_| dice.of(&STEPS)).collect();
    let host = if dice.below(2) == 0 { good_host } else { dice.of(&HOSTS) };
    let version = dice.of(&["HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "", "HTTP/1.1 x"]);
    let mut head = format!("{} {}{steps} {version}\r\n", dice.of(&METHODS), dice.of(&STARTS)).into_bytes();
    head.extend(format!("Host: {host}\r\nConnection: close\r\n").bytes());
    match dice.below(8) {
        0 => head.extend(format!("Origin: {}\r\n", dice.of(&ORIGINS)).bytes()),
        1 => head.extend(format!("X-Long: {}\r\n", "a".repeat(dice.below(200_000))).bytes()),
        2 => (0..dice.below(300)).for_each(|number| head.extend(format!("X-{number}: b\r\n").bytes())),
        3 => head.extend([b"X-Odd: ".as_slice(), &dice.bytes(60), b"\r\n"].concat()),
        4 => {
            head.extend(b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n");
            return head;
        }
        5 => head.extend(format!("Host: {good_host}\r\nSec-Fetch-Site: cross-site\r\n").bytes()),
        6 => head.extend(b"Content-Length: -1\r\nX-Oideyo-Token: a\r\n"),
        _ => {}
    }
    head.extend(b"\r\n");
    if dice.below(6) == 0 {
        head.extend(odd_body(dice));
    }
    head
}

#[test]
fn two_thousand_odd_requests_break_nothing_and_learn_nothing() {
    let world = World::new();
    for file in ["secret.txt", "out/secret.md", ".git/config", "content/rinyushoku/.memo.md", "public/draft.html"] {
        world.write(file, SECRET);
    }
    let before = (world.read(SESSION), super::world::files_below(&world.path("")));
    let served = Served::editing(&world);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (mut answered, mut left) = (0, Vec::new());
    for number in 0..ODD {
        let request = odd_request(&mut dice, &served);
        if dice.below(20) == 0 {
            // Half of it, and then silence.
            let mut socket = TcpStream::connect(&served.address).unwrap();
            let _ = socket.write_all(&request[..request.len() / 2]);
            left.push(socket);
            left.truncate(50);
            continue;
        }
        let shown = String::from_utf8_lossy(&request[..request.len().min(300)]).into_owned();
        let (status, body) = sent(&served, &request);
        assert!(status < 500, "request {number} was answered with {status}:\n{shown}\n{body}");
        assert!(!body.contains(SECRET) && !body.contains("root:x:"), "request {number} learned a secret:\n{shown}");
        answered += usize::from(status > 0);
    }
    assert!(answered > ODD / 2, "only {answered} were answered");
    let huge = 7_000_000;
    let mut request = served.head("draft", huge).into_bytes();
    request.resize(request.len() + huge, b'a');
    assert!([0, 413].contains(&served.send(&request).0), "a huge request is not read to its end");
    drop(left);
    served.shows("/site/rinyushoku/2026-12-10.html", "予約する");
    assert_eq!(served.read(SESSION)["text"], before.0);
    // What is kept beside a file (`keep`) is the one thing that needs nothing but the word.
    let is_ours = |file: &String| file.starts_with(".oideyo/") || file.starts_with("out/earlier/");
    let files = super::world::files_below(&world.path(""));
    let after: Vec<String> = files.into_iter().filter(|file| !is_ours(file)).collect();
    assert_eq!((world.read(SESSION), after), before, "nothing was written");
}

/// Sends a request; gives status and answer. The stream of changes never ends by itself: it is hung up on.
fn sent(served: &Served, request: &[u8]) -> (u16, String) {
    let is_stream = String::from_utf8_lossy(&request[..request.len().min(200)]).contains("/.oideyo/events");
    if !is_stream {
        return served.send(request);
    }
    let mut socket = TcpStream::connect(&served.address).unwrap();
    let _ = socket.write_all(request);
    let mut first = [0; 12];
    socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let _ = socket.read_exact(&mut first);
    let first = String::from_utf8_lossy(&first).into_owned();
    (first.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0), first)
}

#[test]
fn only_our_own_page_can_change_anything() {
    let world = World::new();
    let served = Served::editing(&world);
    let body = json!({ "file": SESSION }).to_string();
    let head = served.head("drop", body.len());
    let good = format!("{head}{body}");
    assert_eq!(served.send(good.as_bytes()).0, 200);
    let address = &served.address;
    for (why, request) in [
        ("another origin", good.replace(&format!("Origin: http://{address}"), "Origin: http://evil.example")),
        ("a sandboxed page", good.replace(&format!("Origin: http://{address}"), "Origin: null")),
        ("another host", good.replace(&format!("Host: {address}"), "Host: evil.example:28800")),
        ("another port", good.replace(&format!("Host: {address}"), "Host: 127.0.0.1:1")),
        ("another site", good.replace("Connection: close", "Connection: close\r\nSec-Fetch-Site: cross-site")),
        ("no token", good.replace("X-Oideyo-Token", "X-Other")),
        ("a wrong token", good.replace("X-Oideyo-Token: ", "X-Oideyo-Token: 0")),
    ] {
        assert_ne!(request, good, "{why}");
        assert_eq!(served.send(request.as_bytes()).0, 403, "{why}");
    }
    let plain = good.replace("Content-Type: application/json", "Content-Type: text/plain");
    assert_eq!(served.send(plain.as_bytes()).0, 415, "a form can send text, but no JSON");
    let events = format!(
        "GET /.oideyo/events HTTP/1.1\r\nHost: {address}\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(served.send(events.as_bytes()).0, 403);
    // Each process has a word of its own.
    let other = Served::editing(&world);
    assert_ne!(other.address, served.address, "a port that is taken is left to whoever has it");
    let theirs = good.replace(address.as_str(), &other.address);
    assert_eq!(other.send(theirs.as_bytes()).0, 403);
}

#[test]
fn whoever_only_looks_can_change_nothing() {
    let world = World::new();
    let served = Served::of(&world, &[]);
    assert_eq!(served.post("read", &json!({ "file": SESSION })).0, 404);
    assert_eq!(served.get("/.oideyo/edit.js").0, 404);
}

#[test]
fn the_network_may_look_where_that_is_said_and_never_edit() {
    let world = World::new();
    let refused = world.run(&["serve", "--no-open", "--edit", "--host", "0.0.0.0"]);
    refused.ends(2).says("--edit は、--host（0.0.0.0）といっしょには使えません");
    let mut child = Command::new(env!("CARGO_BIN_EXE_oideyo"))
        .args(["serve", "--no-open", "--port", "28830", "--host", "0.0.0.0", "--site"])
        .arg(world.path(""))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let _ = child.kill();
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    child.wait().unwrap();
    assert!(line.contains("http://127.0.0.1:"), "{line}");
    assert!(told.contains("同じネットワークの人は、だれでもこの画面を見られます"), "{told}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_at_once_whatever_it_is_doing() {
    let world = World::new();
    for day in 1..=28 {
        world.write(
            &format!("content/rinyushoku/2027-01-{day:02}.md"),
            format!("---\ntitle: {day}つめの教室です\n---\n"),
        );
    }
    let mut served = Served::editing(&world);
    let mut stream = TcpStream::connect(&served.address).unwrap();
    write!(stream, "GET /.oideyo/events HTTP/1.1\r\nHost: {}\r\n\r\n", served.address).unwrap();
    let mut half = TcpStream::connect(&served.address).unwrap();
    half.write_all(served.head("save", 1_000).as_bytes()).unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200", "the stream is open");
    // Over a hundred pictures are being drawn meanwhile.
    let started = std::time::Instant::now();
    let killed = Command::new("sh").args(["-c", &format!("kill -INT {}", served.child.id())]).status().unwrap();
    assert!(killed.success());
    let status = loop {
        if let Some(status) = served.child.try_wait().unwrap() {
            break status;
        }
        assert!(started.elapsed() < Duration::from_secs(10), "it does not end");
        std::thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status.code(), Some(0));
}
