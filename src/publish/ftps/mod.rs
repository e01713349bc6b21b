//! A server that speaks FTP as a place: explicit TLS, passive mode, data channels protected too. Without TLS only where
//! somebody insists.
//!
//! What servers answer is read by its number (RFC 959 §4.2); their words are passed on.

mod tls;

use std::io::Write;
use std::net::{TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::time::Duration;

use suppaftp::types::FileType;
use suppaftp::{FtpError, RustlsConnector, RustlsFtpStream, Status};

use super::place::{Place, Reach, Refusal};
use super::secret::Secret;
use crate::site::publish::Server;
use tls::{Tls, Trust};

/// Who does not let us in within this time is not there.
const CONNECT: Duration = Duration::from_secs(15);
/// Who says nothing for so long is gone.
const SILENCE: Duration = Duration::from_secs(30);

/// The way to an FTP server.
pub struct FtpsReach {
    server: Server,
    password: Secret,
    /// `None`: without TLS.
    trust: Option<Trust>,
}

impl FtpsReach {
    /// The way to `server`, which is trusted by `authority` or known by its fingerprint; not `secure`: without TLS.
    ///
    /// # Errors
    /// The file of certificates cannot be read.
    pub fn new(
        server: &Server,
        authority: Option<PathBuf>,
        known: Option<String>,
        password: Secret,
        secure: bool,
    ) -> Result<Self, Refusal> {
        let trust = if secure { Some(Trust::new(authority, known, server.fingerprint.clone())?) } else { None };
        Ok(Self { server: server.clone(), password, trust })
    }

    fn greeted(&self) -> Result<RustlsFtpStream, Refusal> {
        let host = self.server.host.trim_start_matches('[').trim_end_matches(']');
        let unreachable = |error: std::io::Error| Refusal::Unreachable(error.to_string());
        let addresses = (host, self.server.port.get()).to_socket_addrs().map_err(unreachable)?;
        let mut last = std::io::Error::from(std::io::ErrorKind::HostUnreachable);
        for address in addresses {
            match dial(address) {
                Ok(stream) => return greet(stream).map_err(lost_or_other),
                Err(error) => last = error,
            }
        }
        Err(unreachable(last))
    }

    fn secured(&self) -> Result<RustlsFtpStream, Refusal> {
        let Some(trust) = &self.trust else { return self.greeted() };
        match trust.secure(self.greeted()?, &self.server.host, Tls::Reusable) {
            // A server that knows only TLS 1.3.
            Err(tls::Failure::Version) => trust.secure(self.greeted()?, &self.server.host, Tls::Newest),
            done => done,
        }
        .map_err(tls::Failure::into_refusal)
    }
}

/// A socket that never waits for ever.
fn dial(address: std::net::SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, CONNECT)?;
    stream.set_read_timeout(Some(SILENCE))?;
    stream.set_write_timeout(Some(SILENCE))?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

fn greet(stream: TcpStream) -> Result<RustlsFtpStream, FtpError> {
    let is_ipv6 = stream.peer_addr().is_ok_and(|peer| peer.is_ipv6());
    let connected = RustlsFtpStream::connect_with_stream(stream)?;
    let mut connected = connected.passive_stream_builder(|address| dial(address).map_err(FtpError::ConnectionError));
    // Servers behind a firewall often name an address of their own network, and nobody else may be named.
    connected.set_passive_nat_workaround(true);
    if is_ipv6 {
        connected.set_mode(suppaftp::Mode::ExtendedPassive);
    }
    Ok(connected)
}

impl Reach for FtpsReach {
    fn connect(&self) -> Result<Box<dyn Place>, Refusal> {
        let mut stream = self.secured()?;
        stream.login(self.server.user.as_str(), self.password.reveal()).map_err(|error| match error {
            FtpError::UnexpectedResponse(reply) if reply.status.code() / 100 == 5 => Refusal::Login(said(&reply)),
            other => lost_or_other(other),
        })?;
        stream.transfer_type(FileType::Binary).map_err(lost_or_other)?;
        let folder = &self.server.folder;
        if !folder.is_empty() {
            stream.cwd(folder).map_err(|error| match error {
                FtpError::UnexpectedResponse(_) => Refusal::NoFolder(folder.clone()),
                other => lost_or_other(other),
            })?;
        }
        let base = stream.pwd().map_err(lost_or_other)?;
        Ok(Box::new(Ftps { stream, base, knows_sizes: true }))
    }

    fn connections(&self) -> usize {
        self.server.connections as usize
    }
}

/// A connection to the server.
struct Ftps {
    stream: RustlsFtpStream,
    /// The target's folder, as the server names it.
    base: String,
    /// Whether it answers how long a file is (`SIZE`, RFC 3659).
    knows_sizes: bool,
}

impl Ftps {
    /// Sends a file. A server that stops taking bytes has said why, and that is what counts.
    fn store(&mut self, path: &str, bytes: &[u8]) -> Result<(), FtpError> {
        let mut transfer = self.stream.put_with_stream(path)?;
        let sent = transfer.write_all(bytes).and_then(|()| transfer.flush());
        let finished = transfer.finish();
        match (sent, finished) {
            (_, Err(error @ FtpError::UnexpectedResponse(_))) => Err(error),
            (Err(error), _) => Err(FtpError::ConnectionError(error)),
            (Ok(()), finished) => finished,
        }
    }
}

impl Place for Ftps {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        // A file that is not there and one that may not be read are refused with one number.
        let is_there = self.size(path)?.is_some();
        if self.knows_sizes && !is_there {
            return Ok(None);
        }
        match self.stream.retr_as_buffer(path) {
            Ok(bytes) => Ok(Some(bytes.into_inner())),
            Err(FtpError::UnexpectedResponse(reply))
                if reply.status == Status::FileUnavailable && !self.knows_sizes =>
            {
                Ok(None)
            }
            Err(error) => Err(refused(path, error)),
        }
    }

    fn size(&mut self, path: &str) -> Result<Option<u64>, Refusal> {
        if !self.knows_sizes {
            return Ok(None);
        }
        match self.stream.size(path) {
            Ok(size) => Ok(Some(size as u64)),
            Err(FtpError::UnexpectedResponse(reply)) => match reply.status.code() {
                500 | 502 | 504 => {
                    self.knows_sizes = false;
                    Ok(None)
                }
                550 => Ok(None),
                _ => Err(refused(path, FtpError::UnexpectedResponse(reply))),
            },
            Err(error) => Err(refused(path, error)),
        }
    }

    fn names(&mut self, folder: &str) -> Result<Vec<String>, Refusal> {
        let folder = Some(folder).filter(|folder| !folder.is_empty());
        match self.stream.nlst(folder) {
            // Some servers say the folder's name, too.
            Ok(names) => Ok(names
                .iter()
                .map(|name| name.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned())
                .filter(|name| !name.is_empty())
                .collect()),
            // No folder, or nothing in it.
            Err(FtpError::UnexpectedResponse(reply)) if matches!(reply.status.code(), 450 | 550) => Ok(Vec::new()),
            Err(error) => Err(refused(folder.unwrap_or_default(), error)),
        }
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), Refusal> {
        self.store(path, bytes).map_err(|error| refused(path, error))?;
        // The end of a cut data connection looks like the end of the file.
        match self.size(path)? {
            Some(size) if size != bytes.len() as u64 => {
                Err(Refusal::Lost(format!("{path}: {size} of {}", bytes.len())))
            }
            _ => Ok(()),
        }
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Refusal> {
        match self.stream.rename(from, to) {
            Ok(()) => return Ok(()),
            Err(FtpError::UnexpectedResponse(reply)) if reply.status.code() / 100 == 5 => {}
            Err(error) => return Err(refused(to, error)),
        }
        // Many servers do not rename over a file. Without it they may: for a moment there is none.
        if self.size(to)?.is_none() && self.knows_sizes {
            return Err(Refusal::Unsupported);
        }
        if self.size(from)?.is_none() && self.knows_sizes {
            return Err(Refusal::Lost(from.to_owned()));
        }
        // One that cannot rename at all must not lose the old file before it has the new one.
        let beside = format!("{from}.to");
        match self.stream.rename(from, beside.as_str()) {
            Ok(()) => {}
            Err(FtpError::UnexpectedResponse(reply)) if reply.status.code() / 100 == 5 => {
                return Err(Refusal::Unsupported);
            }
            Err(error) => return Err(refused(to, error)),
        }
        self.remove(to)?;
        match self.stream.rename(beside.as_str(), to) {
            Ok(()) => Ok(()),
            Err(FtpError::UnexpectedResponse(reply)) if reply.status.code() / 100 == 5 => {
                self.remove(&beside)?;
                Err(Refusal::Unsupported)
            }
            Err(error) => Err(refused(to, error)),
        }
    }

    fn remove(&mut self, path: &str) -> Result<(), Refusal> {
        match self.stream.rm(path) {
            Ok(()) => Ok(()),
            Err(FtpError::UnexpectedResponse(reply)) if reply.status == Status::FileUnavailable => {
                match self.size(path)? {
                    None => Ok(()),
                    Some(_) => Err(refused(path, FtpError::UnexpectedResponse(reply))),
                }
            }
            Err(error) => Err(refused(path, error)),
        }
    }

    fn make_folder(&mut self, path: &str) -> Result<bool, Refusal> {
        let reply = match self.stream.mkdir(path) {
            Ok(()) => return Ok(true),
            Err(FtpError::UnexpectedResponse(reply)) if reply.status.code() / 100 == 5 => reply,
            Err(error) => return Err(refused(path, error)),
        };
        // It is there already, or it may not be made.
        match self.stream.cwd(path) {
            Ok(()) => {
                self.stream.cwd(&self.base).map_err(lost_or_other)?;
                Ok(false)
            }
            Err(FtpError::UnexpectedResponse(_)) => Err(refused(path, FtpError::UnexpectedResponse(reply))),
            Err(error) => Err(refused(path, error)),
        }
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Refusal> {
        match self.stream.rmdir(path) {
            Ok(()) => Ok(()),
            // It is not empty, or not there.
            Err(FtpError::UnexpectedResponse(reply)) if reply.status.code() / 100 == 5 => Ok(()),
            Err(error) => Err(refused(path, error)),
        }
    }
}

/// What a server says to a file.
fn refused(path: &str, error: FtpError) -> Refusal {
    let FtpError::UnexpectedResponse(reply) = error else { return lost_or_other(error) };
    let (path, reason) = (path.to_owned(), said(&reply));
    match reply.status.code() {
        421 | 425 | 426 => Refusal::Lost(reason),
        // 451 is said of any failure of the server's own; while a file is stored that is a full disk or a quota.
        451 | 452 | 552 => Refusal::Full { path, reason },
        530 => Refusal::Login(reason),
        532 | 550 | 553 => Refusal::Denied { path, reason },
        _ => Refusal::Other { path, reason },
    }
}

/// What is no answer is a connection that was cut, if in the middle of one.
fn lost_or_other(error: FtpError) -> Refusal {
    match error {
        FtpError::UnexpectedResponse(reply) if matches!(reply.status.code(), 421 | 425 | 426) => {
            Refusal::Lost(said(&reply))
        }
        FtpError::UnexpectedResponse(reply) => Refusal::Other { path: String::new(), reason: said(&reply) },
        FtpError::ConnectionError(error) => Refusal::Lost(error.to_string()),
        other => Refusal::Lost(other.to_string()),
    }
}

/// A server's answer in one line.
fn said(reply: &suppaftp::types::Response) -> String {
    String::from_utf8_lossy(&reply.body).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The way a secured connection is made.
type Connector = RustlsConnector;
