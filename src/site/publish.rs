//! Where a site is published (`publish:` in site.yaml): named targets, each a folder, a zip or a server. No secret is
//! among them: those never stand in a file that people share.

use std::num::NonZeroU16;

use crate::diagnostics::Place;

/// A place to which the site can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// What staff call it.
    pub name: String,
    /// What it is.
    pub kind: TargetKind,
    /// The characters that name it.
    pub place: Place,
}

/// What a target is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetKind {
    /// A folder of this machine, also a mounted share. A relative one lies beside `content/`.
    Folder(String),
    /// A zip for whoever puts it online.
    Zip {
        /// The folder it goes into, where that is not `out/`.
        folder: Option<String>,
        /// Which files are in it.
        holds: ZipHolds,
    },
    /// A server that speaks FTP; over TLS unless somebody insists.
    Ftps {
        /// Where it is.
        server: Server,
        /// A file with the certificates it is trusted by, where no public authority vouches for it.
        authority: Option<String>,
    },
    /// A server that speaks SSH.
    Sftp {
        /// Where it is.
        server: Server,
        /// The file of the secret key, where no password is used.
        key: Option<String>,
    },
}

/// Which files a zip holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZipHolds {
    /// All of them.
    All,
    /// Those that are new or changed since the last zip.
    Changes,
}

/// A server, and the way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: NonZeroU16,
    /// The name one logs in with.
    pub user: String,
    /// The folder on it; empty: where one arrives.
    pub folder: String,
    /// How many connections may be open at a time.
    pub connections: u32,
    /// The fingerprint of its certificate or host key, where staff know it beforehand.
    pub fingerprint: Option<String>,
}

impl Server {
    /// Hosts for rent often allow five to ten connections from one address, and one is the browser's.
    pub const USUAL_CONNECTIONS: u32 = 3;
    /// More would not be faster, and looks like an attack.
    pub const MOST_CONNECTIONS: u32 = 8;
}
