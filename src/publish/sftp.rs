//! A server that speaks SSH as a place (SFTP, draft-ietf-secsh-filexfer-02, and what OpenSSH adds to it).

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::stream::{StreamExt, TryStreamExt, iter};
use russh::MethodKind;
use russh::client::{AuthResult, Config, Handle, KeyboardInteractiveAuthResponse, connect};
use russh::keys::{HashAlg, PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate, decode_secret_key};
use russh_sftp::client::RawSftpSession;
use russh_sftp::client::error::Error as SftpError;
use russh_sftp::protocol::{FileAttributes, OpenFlags, Packet, StatusCode};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::pins::is_same;
use super::place::{Place, Reach, Refusal};
use super::secret::Secret;
use crate::site::publish::Server;

/// Who does not let us in within this time is not there.
const CONNECT: Duration = Duration::from_secs(15);
/// Who says nothing for so long is gone.
const SILENCE: Duration = Duration::from_secs(30);
/// Bytes of one packet: every server takes so many.
const CHUNK: usize = 32 * 1024;
/// Packets under way at a time.
const UNDER_WAY: usize = 16;
/// Replaces a file in one step, which plain SFTP refuses to do.
const POSIX_RENAME: &str = "posix-rename@openssh.com";

/// By what one is let in.
pub enum Login {
    /// A password.
    Password(Secret),
    /// A secret key.
    Key(Arc<PrivateKey>),
}

/// Reads the file of a secret key.
///
/// # Errors
/// It cannot be read, or the passphrase is wrong.
pub fn key(file: &std::path::Path, passphrase: Option<&Secret>) -> Result<Arc<PrivateKey>, Refusal> {
    let unreadable = |reason: String| Refusal::Key { file: file.display().to_string(), reason };
    let text = std::fs::read_to_string(file).map_err(|error| unreadable(error.to_string()))?;
    let key = decode_secret_key(&text, passphrase.map(Secret::reveal));
    key.map(Arc::new).map_err(|error| unreadable(error.to_string()))
}

/// Whether the file of a secret key asks for a passphrase.
pub fn is_locked(file: &std::path::Path) -> bool {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    match decode_secret_key(&text, None) {
        Ok(_) => false,
        Err(russh::keys::Error::KeyIsEncrypted) => true,
        Err(_) => text.contains("ENCRYPTED") || text.contains("Encryption: aes"),
    }
}

/// The way to an SSH server.
pub struct SftpReach {
    server: Server,
    login: Login,
    known: Option<String>,
}

impl SftpReach {
    /// The way to `server`; `known`: the fingerprint of its host key, where somebody has looked at it.
    pub fn new(server: &Server, login: Login, known: Option<String>) -> Self {
        let known = server.fingerprint.clone().or(known);
        Self { server: server.clone(), login, known }
    }

    async fn session(&self) -> Result<Handle<Judge>, Refusal> {
        let refused = Arc::new(Mutex::new(None));
        let judge = Judge { known: self.known.clone(), refused: Arc::clone(&refused) };
        let config = Config {
            inactivity_timeout: None,
            keepalive_interval: Some(SILENCE / 2),
            keepalive_max: 2,
            nodelay: true,
            ..Config::default()
        };
        let host = self.server.host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let connected = timeout(CONNECT, connect(Arc::new(config), (host, self.server.port.get()), judge)).await;
        match connected {
            Ok(Ok(handle)) => Ok(handle),
            Ok(Err(error)) => Err(match refused.lock().unwrap_or_else(PoisonError::into_inner).take() {
                Some(refusal) => refusal,
                None => ssh(error),
            }),
            Err(_) => Err(Refusal::Unreachable(format!("{} s", CONNECT.as_secs()))),
        }
    }

    async fn log_in(&self, handle: &mut Handle<Judge>) -> Result<(), Refusal> {
        let user = self.server.user.clone();
        let result = match &self.login {
            Login::Key(key) => {
                let hash = handle.best_supported_rsa_hash().await.map_err(ssh)?.flatten();
                handle.authenticate_publickey(user, PrivateKeyWithHashAlg::new(Arc::clone(key), hash)).await
            }
            Login::Password(password) => handle.authenticate_password(user, password.reveal()).await,
        };
        match (result.map_err(ssh)?, &self.login) {
            (AuthResult::Success, _) => Ok(()),
            (AuthResult::Failure { remaining_methods, .. }, Login::Password(password))
                if remaining_methods.contains(&MethodKind::KeyboardInteractive)
                    && !remaining_methods.contains(&MethodKind::Password) =>
            {
                self.answer(handle, password).await
            }
            (AuthResult::Failure { remaining_methods, .. }, _) => {
                let names: Vec<String> = remaining_methods.iter().map(|method| format!("{method:?}")).collect();
                Err(Refusal::Login(names.join(", ")))
            }
        }
    }

    /// Servers that ask in words (`keyboard-interactive`) ask for the same password.
    async fn answer(&self, handle: &mut Handle<Judge>, password: &Secret) -> Result<(), Refusal> {
        let user = self.server.user.clone();
        let mut asked = handle.authenticate_keyboard_interactive_start(user, None).await.map_err(ssh)?;
        for _ in 0..3 {
            match asked {
                KeyboardInteractiveAuthResponse::Success => return Ok(()),
                KeyboardInteractiveAuthResponse::Failure { .. } => break,
                KeyboardInteractiveAuthResponse::InfoRequest { prompts, .. } => {
                    let answers = prompts.iter().map(|_| password.reveal().to_owned()).collect();
                    asked = handle.authenticate_keyboard_interactive_respond(answers).await.map_err(ssh)?;
                }
            }
        }
        Err(Refusal::Login("KeyboardInteractive".to_owned()))
    }

    async fn open(&self) -> Result<(Handle<Judge>, RawSftpSession, String, bool), Refusal> {
        let mut handle = self.session().await?;
        self.log_in(&mut handle).await?;
        let channel = handle.channel_open_session().await.map_err(ssh)?;
        channel.request_subsystem(true, "sftp").await.map_err(ssh)?;
        let sftp = RawSftpSession::new(channel.into_stream());
        sftp.set_timeout(SILENCE.as_secs());
        let version = sftp.init().await.map_err(|error| refused("", error))?;
        let replaces = version.extensions.contains_key(POSIX_RENAME);
        let folder = if self.server.folder.is_empty() { "." } else { &self.server.folder };
        let absent = || Refusal::NoFolder(self.server.folder.clone());
        let names = sftp.realpath(folder).await.map_err(|error| match refused(folder, error) {
            lost @ Refusal::Lost(_) => lost,
            _ => absent(),
        })?;
        let base = names.files.into_iter().next().ok_or_else(absent)?.filename;
        match sftp.stat(base.as_str()).await {
            Ok(attrs) if attrs.attrs.is_dir() => Ok((handle, sftp, base, replaces)),
            Ok(_) => Err(absent()),
            Err(error) => Err(match refused(folder, error) {
                lost @ Refusal::Lost(_) => lost,
                _ => absent(),
            }),
        }
    }
}

impl Reach for SftpReach {
    fn connect(&self) -> Result<Box<dyn Place>, Refusal> {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.map_err(|error| Refusal::Unreachable(error.to_string()))?;
        let opened = runtime.block_on(async { timeout(CONNECT * 2, self.open()).await });
        let (handle, sftp, base, replaces) =
            opened.unwrap_or_else(|_| Err(Refusal::Lost(format!("{} s", (CONNECT * 2).as_secs()))))?;
        Ok(Box::new(Sftp { sftp, base, replaces, _handle: handle, runtime }))
    }

    fn connections(&self) -> usize {
        self.server.connections as usize
    }
}

/// Looks at the host key, and remembers why it was refused.
struct Judge {
    known: Option<String>,
    refused: Arc<Mutex<Option<Refusal>>>,
}

impl russh::client::Handler for Judge {
    type Error = russh::Error;

    async fn check_server_key(&mut self, shown: &PublicKeyOrCertificate) -> Result<bool, Self::Error> {
        let PublicKeyOrCertificate::PublicKey { key, .. } = shown else { return Ok(false) };
        let fingerprint = key.fingerprint(HashAlg::Sha256).to_string();
        let refusal = match &self.known {
            Some(known) if is_same(known, &fingerprint) => return Ok(true),
            Some(known) => Refusal::Changed { known: known.clone(), fingerprint },
            None => Refusal::Stranger { fingerprint },
        };
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = Some(refusal);
        Ok(false)
    }
}

/// A connection to the server.
struct Sftp {
    sftp: RawSftpSession,
    /// The target's folder, from the root.
    base: String,
    /// Whether it can rename over a file.
    replaces: bool,
    _handle: Handle<Judge>,
    /// Drives the connection; dropped last.
    runtime: Runtime,
}

impl Sftp {
    fn at(&self, path: &str) -> String {
        match path {
            "" => self.base.clone(),
            path => format!("{}/{path}", self.base.trim_end_matches('/')),
        }
    }

    async fn attributes(&self, path: &str) -> Result<Option<FileAttributes>, SftpError> {
        match self.sftp.lstat(self.at(path)).await {
            Ok(attrs) => Ok(Some(attrs.attrs)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn fetch(&self, path: &str) -> Result<Option<Vec<u8>>, SftpError> {
        let handle = match self.sftp.open(self.at(path), OpenFlags::READ, FileAttributes::empty()).await {
            Ok(handle) => handle.handle,
            Err(error) if is_absent(&error) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::new();
        loop {
            match self.sftp.read(handle.as_str(), bytes.len() as u64, CHUNK as u32).await {
                Ok(data) if data.data.is_empty() => break,
                Ok(data) => bytes.extend(data.data),
                Err(SftpError::Status(status)) if status.status_code == StatusCode::Eof => break,
                Err(error) => return Err(error),
            }
        }
        self.sftp.close(handle).await?;
        Ok(Some(bytes))
    }

    async fn store(&self, path: &str, bytes: &[u8]) -> Result<(), SftpError> {
        let flags = OpenFlags::CREATE | OpenFlags::TRUNCATE | OpenFlags::WRITE;
        // The web server is somebody else, and has to read it.
        let readable = FileAttributes { permissions: Some(0o644), ..FileAttributes::empty() };
        let handle = self.sftp.open(self.at(path), flags, readable).await?.handle;
        let chunks = bytes.chunks(CHUNK).enumerate();
        let writes =
            chunks.map(|(number, chunk)| self.sftp.write(handle.as_str(), (number * CHUNK) as u64, chunk.to_vec()));
        let written: Result<Vec<_>, _> = iter(writes).buffer_unordered(UNDER_WAY).try_collect().await;
        let closed = self.sftp.close(handle.as_str()).await;
        written.and(closed).map(|_| ())
    }

    async fn list(&self, folder: &str) -> Result<Vec<String>, SftpError> {
        let handle = match self.sftp.opendir(self.at(folder)).await {
            Ok(handle) => handle.handle,
            Err(error) if is_absent(&error) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        loop {
            match self.sftp.readdir(handle.as_str()).await {
                Ok(some) => names.extend(some.files.into_iter().map(|file| file.filename)),
                Err(SftpError::Status(status)) if status.status_code == StatusCode::Eof => break,
                Err(error) => return Err(error),
            }
        }
        self.sftp.close(handle).await?;
        Ok(names)
    }

    /// Renames over a file in one step where the server can.
    async fn replace(&self, from: &str, to: &str) -> Result<(), SftpError> {
        let (from, to) = (self.at(from), self.at(to));
        if self.replaces {
            let mut data = Vec::new();
            for path in [&from, &to] {
                data.extend((path.len() as u32).to_be_bytes());
                data.extend(path.as_bytes());
            }
            return match self.sftp.extended(POSIX_RENAME, data).await? {
                Packet::Status(status) if status.status_code == StatusCode::Ok => Ok(()),
                Packet::Status(status) => Err(status.into()),
                _ => Err(SftpError::UnexpectedPacket),
            };
        }
        match self.sftp.rename(from.as_str(), to.as_str()).await {
            // Plain SFTP does not rename over a file. For a moment there is none.
            Err(SftpError::Status(status)) if status.status_code == StatusCode::Failure => {
                self.sftp.remove(to.as_str()).await?;
                self.sftp.rename(from, to).await.map(|_| ())
            }
            done => done.map(|_| ()),
        }
    }

    /// A server that says no more than 「failure」 when it has no room left can be asked how much it has.
    async fn is_full(&self) -> bool {
        self.sftp.statvfs(self.base.as_str()).await.is_ok_and(|room| room.blocks_avail == 0 || room.inodes_avail == 0)
    }
}

impl Place for Sftp {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        self.runtime.block_on(self.fetch(path)).map_err(|error| refused(path, error))
    }

    fn size(&mut self, path: &str) -> Result<Option<u64>, Refusal> {
        let attributes = self.runtime.block_on(self.attributes(path)).map_err(|error| refused(path, error))?;
        Ok(attributes.map(|attributes| attributes.size.unwrap_or(0)))
    }

    fn names(&mut self, folder: &str) -> Result<Vec<String>, Refusal> {
        self.runtime.block_on(self.list(folder)).map_err(|error| refused(folder, error))
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let written = self.runtime.block_on(self.store(path, bytes));
        written.map_err(|error| match refused(path, error) {
            Refusal::Other { path, reason } if self.runtime.block_on(self.is_full()) => Refusal::Full { path, reason },
            other => other,
        })
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Refusal> {
        self.runtime.block_on(self.replace(from, to)).map_err(|error| match error {
            SftpError::Status(status) if status.status_code == StatusCode::OpUnsupported => Refusal::Unsupported,
            error => refused(to, error),
        })
    }

    fn remove(&mut self, path: &str) -> Result<(), Refusal> {
        match self.runtime.block_on(self.sftp.remove(self.at(path))) {
            Err(error) if !is_absent(&error) => Err(refused(path, error)),
            _ => Ok(()),
        }
    }

    fn make_folder(&mut self, path: &str) -> Result<bool, Refusal> {
        let readable = FileAttributes { permissions: Some(0o755), ..FileAttributes::empty() };
        let error = match self.runtime.block_on(self.sftp.mkdir(self.at(path), readable)) {
            Ok(_) => return Ok(true),
            Err(error) => error,
        };
        let is_folder = self.runtime.block_on(self.sftp.stat(self.at(path))).is_ok_and(|attrs| attrs.attrs.is_dir());
        if is_folder { Ok(false) } else { Err(refused(path, error)) }
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Refusal> {
        match self.runtime.block_on(self.sftp.rmdir(self.at(path))) {
            // It is not empty, or not there.
            Err(SftpError::Status(_)) | Ok(_) => Ok(()),
            Err(error) => Err(refused(path, error)),
        }
    }
}

fn is_absent(error: &SftpError) -> bool {
    matches!(error, SftpError::Status(status) if status.status_code == StatusCode::NoSuchFile)
}

/// What a server says to a file.
fn refused(path: &str, error: SftpError) -> Refusal {
    let path = path.to_owned();
    match error {
        SftpError::Status(status) => {
            let reason =
                if status.error_message.is_empty() { status.status_code.to_string() } else { status.error_message };
            match status.status_code {
                StatusCode::PermissionDenied => Refusal::Denied { path, reason },
                StatusCode::NoConnection | StatusCode::ConnectionLost => Refusal::Lost(reason),
                _ => Refusal::Other { path, reason },
            }
        }
        other => Refusal::Lost(other.to_string()),
    }
}

/// What happens to the connection itself.
fn ssh(error: russh::Error) -> Refusal {
    match error {
        russh::Error::IO(error) => match error.kind() {
            std::io::ErrorKind::ConnectionReset
            | std::io::ErrorKind::BrokenPipe
            | std::io::ErrorKind::UnexpectedEof
            | std::io::ErrorKind::ConnectionAborted => Refusal::Lost(error.to_string()),
            _ => Refusal::Unreachable(error.to_string()),
        },
        other => Refusal::Lost(other.to_string()),
    }
}
