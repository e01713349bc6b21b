//! A small FTP server that can be as odd as some are: without renaming, without renaming over a file, without room.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use tempfile::TempDir;

use super::PASSWORD;

/// What it can rename.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Renames {
    /// Nothing.
    Nothing,
    /// What does not lie there yet.
    New,
    /// Anything.
    All,
}

/// The server; it ends with the test.
pub struct Tiny {
    folder: TempDir,
    pub port: u16,
    state: Arc<State>,
}

struct State {
    renames: Renames,
    /// Bytes it still takes.
    room: AtomicU64,
    /// Whether it knows `SIZE`.
    sizes: bool,
    ended: AtomicBool,
}

impl Tiny {
    pub fn new(renames: Renames, sizes: bool) -> Self {
        let (folder, listener) = (tempfile::tempdir().unwrap(), TcpListener::bind(("127.0.0.1", 0)).unwrap());
        let port = listener.local_addr().unwrap().port();
        let state = Arc::new(State { renames, room: AtomicU64::new(u64::MAX), sizes, ended: AtomicBool::new(false) });
        let (shared, root) = (Arc::clone(&state), folder.path().to_owned());
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if shared.ended.load(Ordering::SeqCst) {
                    return;
                }
                let (shared, root) = (Arc::clone(&shared), root.clone());
                thread::spawn(move || Session { state: &shared, root, passive: None, from: None }.run(client));
            }
        });
        Self { folder, port, state }
    }

    pub fn web(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// Takes no more than so many bytes from now on.
    pub fn room(&self, bytes: u64) {
        self.state.room.store(bytes, Ordering::SeqCst);
    }
}

impl Drop for Tiny {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

struct Session<'a> {
    state: &'a State,
    root: PathBuf,
    passive: Option<TcpListener>,
    from: Option<PathBuf>,
}

impl Session<'_> {
    fn run(mut self, mut control: TcpStream) {
        let mut lines = BufReader::new(control.try_clone().unwrap()).lines();
        let mut answer = "220 tiny".to_owned();
        loop {
            if control.write_all(format!("{answer}\r\n").as_bytes()).is_err() {
                return;
            }
            let Some(Ok(line)) = lines.next() else { return };
            let (command, argument) = line.split_once(' ').unwrap_or((&line, ""));
            answer = self.answer(command, argument, &mut control);
        }
    }

    fn at(&self, argument: &str) -> PathBuf {
        self.root.join(argument.trim_start_matches('/'))
    }

    fn answer(&mut self, command: &str, argument: &str, control: &mut TcpStream) -> String {
        let path = self.at(argument);
        let done = |result: std::io::Result<()>| if result.is_ok() { "250 done" } else { "550 no" }.to_owned();
        match command {
            "USER" => "331 password".to_owned(),
            "PASS" => if argument == PASSWORD { "230 in" } else { "530 Login incorrect." }.to_owned(),
            "TYPE" => "200 binary".to_owned(),
            "PWD" => "257 \"/\"".to_owned(),
            "CWD" => if path.is_dir() { "250 there" } else { "550 no" }.to_owned(),
            "MKD" => if std::fs::create_dir(&path).is_ok() { "257 made" } else { "550 no" }.to_owned(),
            "RMD" => done(std::fs::remove_dir(&path)),
            "DELE" => done(std::fs::remove_file(&path)),
            "SIZE" if !self.state.sizes => "502 what?".to_owned(),
            "SIZE" => match std::fs::metadata(&path) {
                Ok(meta) if meta.is_file() => format!("213 {}", meta.len()),
                _ => "550 no".to_owned(),
            },
            "RNFR" if self.state.renames == Renames::Nothing => "502 never".to_owned(),
            "RNFR" if path.exists() => {
                self.from = Some(path);
                "350 to what?".to_owned()
            }
            "RNFR" => "550 no".to_owned(),
            "RNTO" if self.state.renames == Renames::New && path.exists() => "553 exists".to_owned(),
            "RNTO" => done(self.from.take().map_or(Ok(()), |from| std::fs::rename(from, &path))),
            "PASV" => {
                let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
                let port = listener.local_addr().unwrap().port();
                self.passive = Some(listener);
                // Behind a firewall such servers name an address of their own network.
                format!("227 passive (10,0,0,1,{},{})", port / 256, port % 256)
            }
            "STOR" | "RETR" | "NLST" => self.transfer(command, &path, control),
            "QUIT" => "221 bye".to_owned(),
            _ => "502 what?".to_owned(),
        }
    }

    fn transfer(&mut self, command: &str, path: &Path, control: &mut TcpStream) -> String {
        if command == "RETR" && !path.is_file() {
            return "550 no".to_owned();
        }
        if control.write_all(b"150 here\r\n").is_err() {
            return String::new();
        }
        let Some(Ok((mut data, _))) = self.passive.take().map(|listener| listener.accept()) else {
            return "425 no connection".to_owned();
        };
        match command {
            "STOR" => self.store(path, &mut data),
            "RETR" => {
                let _ = data.write_all(&std::fs::read(path).unwrap());
                "226 done".to_owned()
            }
            _ => {
                let names = std::fs::read_dir(path).into_iter().flatten().flatten();
                let names: HashMap<String, ()> =
                    names.map(|entry| (entry.file_name().to_string_lossy().into_owned(), ())).collect();
                for name in names.keys() {
                    let _ = data.write_all(format!("{name}\r\n").as_bytes());
                }
                "226 done".to_owned()
            }
        }
    }

    fn store(&self, path: &Path, data: &mut TcpStream) -> String {
        let mut bytes = Vec::new();
        let _ = data.read_to_end(&mut bytes);
        let room = self.state.room.load(Ordering::SeqCst);
        let taken = (bytes.len() as u64).min(room) as usize;
        self.state.room.fetch_sub(taken as u64, Ordering::SeqCst);
        match std::fs::write(path, &bytes[..taken]) {
            Ok(()) if taken < bytes.len() => "452 Insufficient storage space.".to_owned(),
            Ok(()) => "226 done".to_owned(),
            Err(_) => "553 no".to_owned(),
        }
    }
}
