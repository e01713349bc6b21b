//! A running `oideyo serve`, asked over a socket on this machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::world::World;

/// An answer may take so long on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running preview; it ends with the test.
pub struct Served {
    pub child: Child,
    pub address: String,
    token: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    /// The preview of a world, with more arguments.
    pub fn of(world: &World, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_oideyo"))
            .args(["serve", "--no-open", "--port", "28800", "--now", "2026-12-01T09:00"])
            .args(more)
            .current_dir(world.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or_default();
        let mut served = Self { child, address: address.to_owned(), token: String::new() };
        let page = served.get("/").1;
        let token = page.split("name=\"oideyo-token\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        served.token = token.unwrap().to_owned();
        served
    }

    /// The editor of a world.
    pub fn editing(world: &World) -> Self {
        Self::of(world, &["--edit"])
    }

    /// Status and body of what is answered to these bytes; 0: nothing was.
    pub fn send(&self, bytes: &[u8]) -> (u16, String) {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        socket.set_write_timeout(Some(PATIENCE)).unwrap();
        // Who is refused early does not hear the rest; what was answered before counts.
        let _ = socket.write_all(bytes);
        let mut answer = Vec::new();
        let _ = socket.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body).to_owned();
        (status, body)
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        self.send(format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).as_bytes())
    }

    /// The head of a request that the editor's own page would make.
    pub fn head(&self, what: &str, length: usize) -> String {
        let Self { address, token, .. } = self;
        format!(
            "POST /.oideyo/api/edit/{what} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nOrigin: http://{address}\r\n\
             X-Oideyo-Token: {token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
        )
    }

    /// Asks as the editor's own page does.
    pub fn post(&self, what: &str, body: &Value) -> (u16, Value) {
        let body = body.to_string();
        let (status, answer) = self.send(format!("{}{body}", self.head(what, body.len())).as_bytes());
        (status, serde_json::from_str(&answer).unwrap_or(Value::String(answer)))
    }

    /// The same where it must be done.
    #[track_caller]
    pub fn does(&self, what: &str, body: &Value) -> Value {
        let (status, answer) = self.post(what, body);
        assert_eq!(status, 200, "{what} {body}: {answer}");
        answer
    }

    /// A file as the editor reads it.
    #[track_caller]
    pub fn read(&self, file: &str) -> Value {
        self.does("read", &json!({ "file": file }))
    }

    /// Asks until a page holds `words`.
    #[track_caller]
    pub fn shows(&self, path: &str, words: &str) {
        let started = Instant::now();
        while !self.get(path).1.contains(words) {
            assert!(started.elapsed() < PATIENCE, "{path} never showed {words}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}
