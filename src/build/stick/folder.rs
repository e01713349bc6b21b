//! The folder for staff into which a stick's files go. Other files may lie in it; they stay.

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::files::{FILE_LIST, PLAYLIST, PLAYLIST_BEGINS, README, README_BEGINS, zip_name};
use crate::build::{Failure, cannot_write, output};
use crate::channels::signage::stick::StickKind;
use crate::content;
use crate::diagnostics::{Diagnostic, Message};

/// Bytes at the start of a file by which we know our own.
const HEAD: u64 = 256;
/// Where the name of a zip's first file stands.
const FIRST_NAME: usize = 30;
/// All kinds of sticks.
const KINDS: [StickKind; 3] = [StickKind::Landscape, StickKind::Portrait, StickKind::PortraitRotated];

/// Where one zip and the files beside it belong.
pub struct Folder<'a> {
    folder: &'a Path,
    kind: StickKind,
}

impl<'a> Folder<'a> {
    /// A folder; it need not exist yet.
    pub fn new(folder: &'a Path, kind: StickKind) -> Self {
        Self { folder, kind }
    }

    /// The zip's path.
    pub fn zip(&self) -> PathBuf {
        self.folder.join(zip_name(self.kind))
    }

    /// The README's path.
    pub fn readme(&self) -> PathBuf {
        self.folder.join(README)
    }

    /// The playlist's path.
    pub fn playlist(&self) -> PathBuf {
        self.folder.join(PLAYLIST)
    }

    /// Zips of other kinds that lie here too: the README and the playlist are not theirs any more.
    pub fn others(&self) -> Vec<&'static str> {
        let others = KINDS.into_iter().filter(|kind| *kind != self.kind).map(zip_name);
        others.filter(|name| self.folder.join(name).is_file()).collect()
    }

    /// Whether everything may be written here, found out before anything is drawn.
    ///
    /// # Errors
    /// A file that somebody else made has one of our names, or one of ours is open in another program.
    pub fn check(&self) -> Result<(), Failure> {
        for path in [self.zip(), self.readme(), self.playlist()] {
            let head = head(&path).map_err(|error| cannot_write(&path, &error))?;
            if head.is_some_and(|head| !is_ours(&path, &head)) {
                let file = path.display().to_string();
                return Err(Failure::Machine(vec![Diagnostic::error_anywhere(Message::StickForeign { file })]));
            }
        }
        self.can_replace().map_err(|(path, error)| cannot_write(&path, &error))
    }

    /// Writes all three, or none of them.
    ///
    /// # Errors
    /// What the disk says; the files that were there before are still there.
    pub fn write(&self, zip: &[u8], playlist: &str, readme: &str) -> Result<(), Failure> {
        let files = [(self.zip(), zip), (self.playlist(), playlist.as_bytes()), (self.readme(), readme.as_bytes())];
        std::fs::create_dir_all(self.folder).map_err(|error| cannot_write(self.folder, &error))?;
        output::write_together(&files).map_err(|(path, error)| cannot_write(path, &error))
    }

    /// Windows lets nobody replace what is open in Excel: that must be known before the first of three is replaced.
    fn can_replace(&self) -> Result<(), (PathBuf, io::Error)> {
        for path in [self.zip(), self.readme(), self.playlist()] {
            match OpenOptions::new().write(true).open(&path) {
                Ok(_) => {}
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err((path, error)),
            }
        }
        Ok(())
    }
}

/// The first bytes of a file; `None`: there is none.
fn head(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head)?;
    Ok(Some(head))
}

/// Whether we wrote a file of one of our names, also where Excel has saved it since.
fn is_ours(path: &Path, head: &[u8]) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let begins = match name {
        README => README_BEGINS,
        PLAYLIST => PLAYLIST_BEGINS,
        _ => {
            return head.starts_with(b"PK")
                && head.get(FIRST_NAME..).is_some_and(|rest| rest.starts_with(FILE_LIST.as_bytes()));
        }
    };
    content::begins_with(head, begins)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn our_files_are_known_also_behind_excel() {
        let is_list = |head: &[u8]| is_ours(Path::new("out/playlist.csv"), head);
        assert!(is_list("\u{feff}順番,ファイル,秒,内容,いつまで\r\n1,001-a".as_bytes()));
        let (saved, _, _) = encoding_rs::SHIFT_JIS.encode("順番,ファイル,秒,内容,いつまで\r\n1,001-a.jpg,12,離乳食");
        assert!(is_list(&saved));
        assert!(is_list(&saved[..saved.len() - 1]), "cut off inside a character");
        assert!(!is_list("曲名,歌手".as_bytes()) && !is_list(b""));
        let zip = super::super::zip::zip([(FILE_LIST, &b""[..])]).unwrap();
        assert!(is_ours(Path::new("signage-portrait.zip"), &zip));
        assert!(!is_ours(Path::new("signage-portrait.zip"), b"PK\x03\x04"));
    }
}
