//! The way to a target: its transport, opened with what is needed to get in.

use std::path::{Path, PathBuf};

use super::folder::FolderReach;
use super::ftps::FtpsReach;
use super::pins::Pins;
use super::place::{Reach, Refusal};
use super::secret::{Opens, Secret};
use crate::site::publish::{Server, Target, TargetKind};

/// The way to a target.
pub struct Way<'a> {
    /// The target.
    pub target: &'a Target,
    /// The folder that holds `content/`.
    pub site: &'a Path,
    /// Whether FTP may go without TLS.
    pub insecure: bool,
}

impl Way<'_> {
    /// The server, by which it is known among pins: `sftp://host:port`. `None`: the target is no server.
    pub fn server(&self) -> Option<String> {
        let name = |way: &str, server: &Server| format!("{way}://{}:{}", server.host, server.port);
        match &self.target.kind {
            TargetKind::Ftps { server, .. } => Some(name("ftps", server)),
            TargetKind::Sftp { server, .. } => Some(name("sftp", server)),
            TargetKind::Folder(_) | TargetKind::Zip { .. } => None,
        }
    }

    /// What has to be opened with a secret, if anything has.
    pub fn needs(&self) -> Option<Opens> {
        match &self.target.kind {
            TargetKind::Folder(_) | TargetKind::Zip { .. } => None,
            TargetKind::Ftps { .. } => Some(Opens::Account),
            TargetKind::Sftp { key: None, .. } => Some(Opens::Account),
            TargetKind::Sftp { key: Some(key), .. } => {
                key_asks_for_passphrase(&self.beside_content(key)).then_some(Opens::Key)
            }
        }
    }

    /// A file or folder that site.yaml names: from where site.yaml lies, `~` is one's own folder.
    fn beside_content(&self, written: &str) -> PathBuf {
        let below = written.strip_prefix("~/").or_else(|| written.strip_prefix("~\\"));
        match (below, std::env::home_dir()) {
            (Some(below), Some(home)) => home.join(below),
            _ => self.site.join("content").join(written),
        }
    }

    /// The folder of a folder target: a relative one lies beside `content/`.
    pub fn folder(&self, written: &str) -> PathBuf {
        self.site.join(written)
    }

    /// Opens the way.
    ///
    /// # Errors
    /// A file that is needed cannot be read; a target that is a zip has no way.
    pub fn reach(&self, secret: Option<Secret>, pins: &Pins) -> Result<Box<dyn Reach>, Refusal> {
        let known = self.server().and_then(|server| pins.of(&server).map(str::to_owned));
        match &self.target.kind {
            TargetKind::Zip { .. } => Err(Refusal::Unsupported),
            TargetKind::Folder(folder) => Ok(Box::new(FolderReach::new(self.folder(folder)))),
            TargetKind::Ftps { server, authority } => {
                let password = secret.ok_or_else(|| Refusal::Login(String::new()))?;
                let authority = authority.as_ref().map(|file| self.beside_content(file));
                Ok(Box::new(FtpsReach::new(server, authority, known, password, !self.insecure)?))
            }
            #[cfg(feature = "sftp")]
            TargetKind::Sftp { server, key } => {
                use super::sftp::{Login, SftpReach};
                let login = match key {
                    Some(file) => Login::Key(super::sftp::key(&self.beside_content(file), secret.as_ref())?),
                    None => Login::Password(secret.ok_or_else(|| Refusal::Login(String::new()))?),
                };
                Ok(Box::new(SftpReach::new(server, login, known)))
            }
            #[cfg(not(feature = "sftp"))]
            TargetKind::Sftp { .. } => Err(Refusal::Unsupported),
        }
    }
}

/// Whether the file of a secret key asks for a passphrase.
#[cfg(feature = "sftp")]
pub fn key_asks_for_passphrase(file: &Path) -> bool {
    super::sftp::is_locked(file)
}

/// Without SFTP no key is read.
#[cfg(not(feature = "sftp"))]
pub fn key_asks_for_passphrase(_: &Path) -> bool {
    false
}
