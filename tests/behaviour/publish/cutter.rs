//! A network that is cut: a relay that lets so many bytes through, then closes every connection in the middle of whatever
//! they carry, and lets nobody in until it is mended.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The relay's address: the server's ports, at another address of the same machine.
pub const ADDRESS: &str = "127.0.0.2";

/// The relay.
pub struct Cutter {
    state: Arc<State>,
}

struct State {
    /// Bytes that still get through; both directions count.
    left: AtomicI64,
    /// Whether it is cut.
    cut: AtomicBool,
    /// Whether it mends itself at once, as Wi-Fi does.
    mends: AtomicBool,
    ended: AtomicBool,
    open: Mutex<Vec<TcpStream>>,
}

impl Cutter {
    /// A relay for these ports of 127.0.0.1.
    pub fn new(ports: impl IntoIterator<Item = u16>) -> Self {
        let state = Arc::new(State {
            left: AtomicI64::new(i64::MAX),
            cut: AtomicBool::new(false),
            mends: AtomicBool::new(false),
            ended: AtomicBool::new(false),
            open: Mutex::default(),
        });
        for port in ports {
            let listener = TcpListener::bind((ADDRESS, port)).unwrap();
            listener.set_nonblocking(true).unwrap();
            let state = Arc::clone(&state);
            thread::spawn(move || listen(&listener, port, &state));
        }
        Self { state }
    }

    /// Cuts after so many bytes; `mends`: one can come in again at once.
    pub fn cut_after(&self, bytes: u64, mends: bool) {
        self.state.mends.store(mends, Ordering::SeqCst);
        self.state.cut.store(false, Ordering::SeqCst);
        self.state.left.store(bytes as i64, Ordering::SeqCst);
    }

    /// Lets everything through. Returns whether it had been cut.
    pub fn mend(&self) -> bool {
        self.state.left.store(i64::MAX, Ordering::SeqCst);
        self.state.cut.swap(false, Ordering::SeqCst) || self.state.mends.swap(false, Ordering::SeqCst)
    }

    /// How many bytes went through since [`Cutter::mend`].
    pub fn passed(&self) -> u64 {
        (i64::MAX - self.state.left.load(Ordering::SeqCst)) as u64
    }
}

impl Drop for Cutter {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::SeqCst);
        self.state.close_all();
    }
}

impl State {
    /// Takes `wanted` bytes from what is left; fewer: the cut is now.
    fn take(&self, wanted: usize) -> usize {
        let before = self.left.fetch_sub(wanted as i64, Ordering::SeqCst);
        usize::try_from(before.clamp(0, wanted as i64)).unwrap()
    }

    fn close_all(&self) {
        for stream in self.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    fn cut(&self) {
        if self.mends.load(Ordering::SeqCst) {
            self.left.store(i64::MAX, Ordering::SeqCst);
        } else {
            self.cut.store(true, Ordering::SeqCst);
        }
        self.close_all();
    }
}

fn listen(listener: &TcpListener, port: u16, state: &Arc<State>) {
    while !state.ended.load(Ordering::SeqCst) {
        let Ok((client, _)) = listener.accept() else {
            thread::sleep(Duration::from_millis(2));
            continue;
        };
        client.set_nonblocking(false).unwrap();
        if state.cut.load(Ordering::SeqCst) {
            continue;
        }
        let Ok(server) = TcpStream::connect(("127.0.0.1", port)) else { continue };
        for stream in [&client, &server] {
            stream.set_nodelay(true).unwrap();
            state.open.lock().unwrap().push(stream.try_clone().unwrap());
        }
        let (client_again, server_again) = (client.try_clone().unwrap(), server.try_clone().unwrap());
        for (from, to) in [(client, server), (server_again, client_again)] {
            let state = Arc::clone(state);
            thread::spawn(move || relay(from, to, &state));
        }
    }
}

fn relay(mut from: TcpStream, mut to: TcpStream, state: &State) {
    let mut buffer = [0; 4096];
    loop {
        let Ok(read) = from.read(&mut buffer) else { break };
        if read == 0 {
            break;
        }
        let through = state.take(read);
        if to.write_all(&buffer[..through]).is_err() {
            break;
        }
        if through < read {
            state.cut();
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}
