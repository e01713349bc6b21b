//! A folder of this machine as a place, also a mounted share.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::place::{Place, Reach, Refusal};

/// The way to a folder. It must be there: a share that is not mounted must not become a folder on the disk.
pub struct FolderReach {
    folder: PathBuf,
}

impl FolderReach {
    /// The way to `folder`.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }
}

impl Reach for FolderReach {
    fn connect(&self) -> Result<Box<dyn Place>, Refusal> {
        if self.folder.is_dir() {
            Ok(Box::new(Folder { folder: self.folder.clone() }))
        } else {
            Err(Refusal::NoFolder(self.folder.display().to_string()))
        }
    }
}

/// The folder.
struct Folder {
    folder: PathBuf,
}

impl Folder {
    /// Where a path lies; a link on the way would lead to what is not ours.
    fn at(&self, path: &str) -> Result<PathBuf, Refusal> {
        let mut folders = Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        if folders.any(|folder| self.folder.join(folder).is_symlink()) {
            return Err(Refusal::Leaves(path.to_owned()));
        }
        Ok(self.folder.join(path))
    }

    fn refused(path: &str) -> impl Fn(io::Error) -> Refusal {
        move |error| {
            let (path, reason) = (path.to_owned(), error.to_string());
            match error.kind() {
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Refusal::Denied { path, reason },
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Refusal::Full { path, reason },
                // What a share says when the network is gone.
                io::ErrorKind::HostUnreachable
                | io::ErrorKind::NetworkUnreachable
                | io::ErrorKind::NetworkDown
                | io::ErrorKind::TimedOut
                | io::ErrorKind::StaleNetworkFileHandle
                | io::ErrorKind::ConnectionReset => Refusal::Lost(reason),
                _ => Refusal::Other { path, reason },
            }
        }
    }
}

impl Place for Folder {
    fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        match fs::read(self.at(path)?) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(Self::refused(path)(error)),
        }
    }

    fn size(&mut self, path: &str) -> Result<Option<u64>, Refusal> {
        match fs::symlink_metadata(self.at(path)?) {
            Ok(meta) => Ok(Some(meta.len())),
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(Self::refused(path)(error)),
        }
    }

    fn names(&mut self, folder: &str) -> Result<Vec<String>, Refusal> {
        // Its own name, too, may be a link.
        self.at(format!("{folder}/name").trim_start_matches('/'))?;
        let entries = match fs::read_dir(self.folder.join(folder)) {
            Ok(entries) => entries,
            Err(error) if is_absent(&error) => return Ok(Vec::new()),
            Err(error) => return Err(Self::refused(folder)(error)),
        };
        let names = entries.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()));
        names.collect::<io::Result<_>>().map_err(Self::refused(folder))
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let at = self.at(path)?;
        // What is written through a link lies where the link leads.
        if at.is_symlink() {
            return Err(Refusal::Leaves(path.to_owned()));
        }
        let write = || {
            let mut file = File::create(&at)?;
            file.write_all(bytes)?;
            // Many shares tell of a full disk only now.
            file.sync_all()
        };
        write().map_err(Self::refused(path))
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Refusal> {
        let (old, new) = (self.at(from)?, self.at(to)?);
        // On Windows a virus scanner or a search index may hold a file for a moment.
        for milliseconds in [10, 100, 500] {
            match fs::rename(&old, &new) {
                Err(error) if cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied => {
                    std::thread::sleep(Duration::from_millis(milliseconds));
                }
                done => return done.map_err(Self::refused(to)),
            }
        }
        fs::rename(&old, &new).map_err(Self::refused(to))
    }

    fn remove(&mut self, path: &str) -> Result<(), Refusal> {
        match fs::remove_file(self.at(path)?) {
            Err(error) if !is_absent(&error) => Err(Self::refused(path)(error)),
            _ => Ok(()),
        }
    }

    fn make_folder(&mut self, path: &str) -> Result<bool, Refusal> {
        match fs::create_dir(self.at(path)?) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && self.at(path)?.is_dir() => Ok(false),
            Err(error) => Err(Self::refused(path)(error)),
        }
    }

    fn remove_folder(&mut self, path: &str) -> Result<(), Refusal> {
        match fs::remove_dir(self.at(path)?) {
            Err(error) if !is_absent(&error) && error.kind() != io::ErrorKind::DirectoryNotEmpty => {
                Err(Self::refused(path)(error))
            }
            _ => Ok(()),
        }
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
