//! A place where files can be put, whatever way leads there, and why it may refuse.

use std::fmt;

/// One connection to a place. Paths are relative to the target's folder, with `/`.
pub trait Place: Send {
    /// A file's bytes; `None`: there is none.
    ///
    /// # Errors
    /// See [`Refusal`].
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal>;

    /// How long a file is, in bytes; `None`: there is none.
    ///
    /// # Errors
    /// See [`Refusal`].
    fn size(&mut self, path: &str) -> Result<Option<u64>, Refusal>;

    /// The names of what lies in a folder, those that begin with a dot perhaps not; empty where there is no such folder.
    ///
    /// # Errors
    /// See [`Refusal`].
    fn names(&mut self, folder: &str) -> Result<Vec<String>, Refusal>;

    /// Writes a file under this very name, over one that is there. Whoever reads it meanwhile may see a part.
    ///
    /// # Errors
    /// See [`Refusal`].
    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), Refusal>;

    /// Gives a file another name, over a file that is there, as seamlessly as the place can.
    ///
    /// # Errors
    /// See [`Refusal`]; [`Refusal::Unsupported`]: nothing can be renamed here.
    fn rename(&mut self, from: &str, to: &str) -> Result<(), Refusal>;

    /// Removes a file; one that is not there is removed already.
    ///
    /// # Errors
    /// See [`Refusal`].
    fn remove(&mut self, path: &str) -> Result<(), Refusal>;

    /// Makes a folder whose parent is there. Returns whether it is new: of two who ask at once, only one is told so.
    ///
    /// # Errors
    /// See [`Refusal`].
    fn make_folder(&mut self, path: &str) -> Result<bool, Refusal>;

    /// Removes a folder that is empty; one that is not stays.
    ///
    /// # Errors
    /// See [`Refusal`].
    fn remove_folder(&mut self, path: &str) -> Result<(), Refusal>;
}

/// The way to a place: each call opens a connection of its own.
pub trait Reach: Sync {
    /// Opens a connection.
    ///
    /// # Errors
    /// See [`Refusal`].
    fn connect(&self) -> Result<Box<dyn Place>, Refusal>;

    /// How many connections may be open at a time.
    fn connections(&self) -> usize {
        1
    }
}

/// Why a place did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The connection was cut, or nobody answered in time.
    Lost(String),
    /// There is no way to the server.
    Unreachable(String),
    /// The name or the password is wrong, or the key is not known there.
    Login(String),
    /// Nobody vouches for the server, and it was never seen before.
    Stranger {
        /// The fingerprint of its certificate or host key.
        fingerprint: String,
    },
    /// It is not the server that was known by this name.
    Changed {
        /// The fingerprint that is known.
        known: String,
        /// The one it shows now.
        fingerprint: String,
    },
    /// It does not speak TLS.
    NoTls(String),
    /// Not allowed.
    Denied {
        /// The file or folder.
        path: String,
        /// What the server said.
        reason: String,
    },
    /// There is no room left.
    Full {
        /// The file.
        path: String,
        /// What the server said.
        reason: String,
    },
    /// The target's own folder is not there.
    NoFolder(String),
    /// A link leads out of the target's folder.
    Leaves(String),
    /// The place cannot do that at all.
    Unsupported,
    /// The secret key cannot be read.
    Key {
        /// Its file.
        file: String,
        /// Why not.
        reason: String,
    },
    /// A file of certificates cannot be read.
    Authority {
        /// The file.
        file: String,
        /// Why not.
        reason: String,
    },
    /// Anything else.
    Other {
        /// The file or folder.
        path: String,
        /// What the server said.
        reason: String,
    },
}

impl Refusal {
    /// Whether it may go better on a new connection.
    pub fn is_lost(&self) -> bool {
        matches!(self, Self::Lost(_))
    }
}

/// What the server said, for messages.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lost(reason) | Self::Unreachable(reason) | Self::Login(reason) | Self::NoTls(reason) => {
                f.write_str(reason)
            }
            Self::Denied { reason, .. }
            | Self::Full { reason, .. }
            | Self::Key { reason, .. }
            | Self::Authority { reason, .. }
            | Self::Other { reason, .. } => f.write_str(reason),
            Self::Stranger { fingerprint } | Self::Changed { fingerprint, .. } => f.write_str(fingerprint),
            Self::NoFolder(path) | Self::Leaves(path) => f.write_str(path),
            Self::Unsupported => f.write_str("not supported"),
        }
    }
}

/// The folder a path lies in, and its name there.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
