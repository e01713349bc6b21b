//! What the last build of an output folder saw and made: enough to know that nothing has changed, and else which files need
//! not be made again.
//!
//! One text file: a line of JSON, a line for each file, and a last line with the digest of all others: what is cut off or
//! damaged is not believed.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::build::key::Key;
use crate::content::marks::nanoseconds;

/// The file's name.
const FILE: &str = "notes";
/// Its name until it is whole; always the same, so that builds that are killed leave one at most.
const WAITING: &str = "notes-new";

/// Size in bytes and time of a file: as long as both are the same, nobody has touched it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    size: u64,
    /// Nanoseconds since 1970.
    changed: i128,
}

impl Footprint {
    /// The footprint of what `meta` tells of.
    pub fn of(meta: &fs::Metadata) -> Self {
        Self { size: meta.len(), changed: nanoseconds(meta.modified()) }
    }

    /// The footprint of the file at `path`; `None`: there is no such file.
    pub fn at(path: &Path) -> Option<Self> {
        fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file).map(|meta| Self::of(&meta))
    }
}

/// What is known of a file of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// How the file was left.
    pub footprint: Footprint,
    /// What it was made of.
    pub key: Key,
}

/// What a build saw and came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Which program made it ([`program`]).
    pub program: String,
    /// Print of all it was made from, in hex; empty where that can't be relied on.
    pub print: String,
    /// Moments between which the same content gives the same files, seconds since 1970, the second not included.
    pub holds: (i64, i64),
    /// Announcements, cards, slides.
    pub counts: (usize, usize, usize),
    /// What there was to tell.
    pub told: Vec<crate::diagnostics::Told>,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// What it came to.
    pub summary: Summary,
    /// Every file, by its address.
    pub files: HashMap<String, Note>,
}

impl Notes {
    /// Reads the notes in `folder`. What is missing, damaged or another program's is no notes.
    pub fn read(folder: &Path) -> Option<Self> {
        let text = fs::read_to_string(folder.join(FILE)).ok()?;
        let (noted, digest) = text.trim_end().rsplit_once('\n')?;
        if blake3::hash(noted.as_bytes()).to_hex().as_str() != digest {
            return None;
        }
        let mut lines = noted.lines();
        let summary: Summary = serde_json::from_str(lines.next()?).ok()?;
        if summary.program != program() {
            return None;
        }
        let files = lines.map(note).collect::<Option<_>>()?;
        Some(Self { summary, files })
    }

    /// Writes them, whole. Nothing is lost where that fails but time at the next build.
    pub fn write(summary: &Summary, files: &[(&str, Note)], folder: &Path) {
        use std::fmt::Write;
        let Ok(mut text) = serde_json::to_string(summary) else { return };
        for (address, Note { footprint, key }) in files {
            // Writing to a String never fails.
            let _ = write!(text, "\n{}\t{}\t{key}\t{address}", footprint.size, footprint.changed);
        }
        let digest = blake3::hash(text.as_bytes()).to_hex();
        let _ = writeln!(text, "\n{digest}");
        let waiting = folder.join(WAITING);
        let _ = fs::write(&waiting, text).and_then(|()| fs::rename(&waiting, folder.join(FILE)));
    }
}

fn note(line: &str) -> Option<(String, Note)> {
    let mut parts = line.splitn(4, '\t');
    let (size, changed) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let key = Key::parse(parts.next()?)?;
    Some((parts.next()?.to_owned(), Note { footprint: Footprint { size, changed }, key }))
}

/// Which program this is: another one may make other files of the same content.
pub fn program() -> String {
    let own = std::env::current_exe().ok().and_then(|path| fs::metadata(path).ok());
    let (size, changed) = own.map_or((0, 0), |meta| (meta.len(), nanoseconds(meta.modified())));
    format!("{} {size} {changed}", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes() -> Notes {
        let note = Note { footprint: Footprint { size: 7, changed: -3 }, key: Key::parse("1f---2-").unwrap() };
        let files = [("a/b c.html", note), ("index.html", note)].map(|(address, note)| (address.to_owned(), note));
        Notes { summary: Summary { program: program(), counts: (1, 2, 3), ..Summary::default() }, files: files.into() }
    }

    fn write(notes: &Notes, folder: &Path) {
        let files: Vec<(&str, Note)> = notes.files.iter().map(|(address, note)| (address.as_str(), *note)).collect();
        Notes::write(&notes.summary, &files, folder);
    }

    #[test]
    fn notes_come_back_or_are_none() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Notes::read(folder.path()), None);
        write(&notes(), folder.path());
        assert_eq!(Notes::read(folder.path()), Some(notes()));
        let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
        for cut in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            fs::write(folder.path().join(FILE), &text[..cut]).unwrap();
            assert!(Notes::read(folder.path()).is_none_or(|read| read == notes()), "{cut}");
        }
        for at in 0..text.trim_end().len() {
            let mut damaged = text.clone().into_bytes();
            damaged[at] ^= 1;
            fs::write(folder.path().join(FILE), damaged).unwrap();
            assert_eq!(Notes::read(folder.path()), None, "byte {at}");
        }
        fs::write(folder.path().join(FILE), text.replace(&program(), "another")).unwrap();
        assert_eq!(Notes::read(folder.path()), None);
    }
}
