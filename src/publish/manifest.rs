//! What lies on a target: its own manifest, a small file beside the pages. A visitor who fetches it learns nothing that
//! the pages do not say: addresses, sizes and digests of public files, and when and where sessions are.
//!
//! A file is named in it before it is written, so that after a cut at any moment the next publish knows it as ours.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::place::{Place, Refusal};
use crate::build::manifest::stays_inside;

/// Its name on the target.
pub const FILE: &str = ".oideyo-online.json";
/// The same, on its way to its place. Where a manifest was lost between the two it is found here.
pub const WAITING: &str = ".oideyo-online.new.json";
/// The number of this form; a newer oideyo's manifest is not guessed at.
pub const FORMAT: u32 = 1;

/// What lies on a target.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// See [`FORMAT`].
    #[serde(default)]
    pub format: u32,
    /// Which upload it is, and before which one it lay: the digest of its files.
    #[serde(default)]
    pub upload: String,
    /// The upload that is on its way, while one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub becoming: Option<String>,
    /// Our files, by address.
    #[serde(default)]
    pub files: BTreeMap<String, Entry>,
    /// What is online of the sessions, by `COURSE/NAME`.
    #[serde(default)]
    pub sessions: BTreeMap<String, Facts>,
}

/// One file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What lies there; absent: nothing, or nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<Stamp>,
    /// What is about to be written there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Stamp>,
    /// Whether it is on its way for the first time: then nobody knows its address yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_new: bool,
    /// Whether something else than `now` may lie there: a cut left no telling.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
}

/// A file's bytes, in short.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// The first half of their blake3 digest, in hex.
    pub digest: String,
    /// How many.
    pub size: u64,
}

impl Stamp {
    /// The stamp of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { digest: short(&blake3::hash(bytes)), size: bytes.len() as u64 }
    }
}

/// The first half of a digest: 128 bits tell files apart, and the manifest stays small.
pub fn short(digest: &blake3::Hash) -> String {
    digest.to_hex()[..32].to_owned()
}

impl Entry {
    /// A file that lies there for certain.
    pub fn settled(stamp: Stamp) -> Self {
        Self { now: Some(stamp), ..Self::default() }
    }
}

/// What was found where a manifest should lie.
pub enum Found {
    /// A manifest.
    Ours(Manifest),
    /// A newer oideyo wrote it.
    Newer,
}

impl Manifest {
    /// The manifest of `files`, all of which lie there.
    pub fn of(files: BTreeMap<String, Entry>, sessions: BTreeMap<String, Facts>) -> Self {
        let upload = id(&files);
        Self { format: FORMAT, upload, becoming: None, files, sessions }
    }

    /// Reads a target's manifest, empty where there is none. Files of a build's manifest that somebody uploaded by hand
    /// beside their pages are ours too, but nobody knows which version of them lies there.
    ///
    /// # Errors
    /// The place refused.
    pub fn read(place: &mut dyn Place) -> Result<Found, Refusal> {
        for name in [FILE, WAITING] {
            let Some(bytes) = place.read(name)? else { continue };
            let Ok(mut manifest) = serde_json::from_slice::<Self>(&bytes) else { continue };
            if manifest.format > FORMAT {
                return Ok(Found::Newer);
            }
            manifest.files.retain(|address, _| stays_inside(address));
            return Ok(Found::Ours(manifest));
        }
        let by_hand = place.read(crate::build::manifest::FILE)?.unwrap_or_default();
        let made: crate::build::manifest::Manifest = serde_json::from_slice(&by_hand).unwrap_or_default();
        let mut files: BTreeMap<String, Entry> = BTreeMap::new();
        for (address, _) in made.files.into_iter().filter(|(address, _)| stays_inside(address)) {
            files.insert(address, Entry::unknown());
        }
        if !files.is_empty() {
            files.insert(crate::build::manifest::FILE.to_owned(), Entry::unknown());
        }
        Ok(Found::Ours(Self { files, ..Self::default() }))
    }

    /// Writes it, so that one manifest or the other can be read at any moment.
    ///
    /// # Errors
    /// The place refused.
    pub fn write(&self, place: &mut dyn Place) -> Result<(), Refusal> {
        let bytes = serde_json::to_vec(self)
            .map_err(|error| Refusal::Other { path: FILE.to_owned(), reason: error.to_string() })?;
        place.write(WAITING, &bytes)?;
        match place.rename(WAITING, FILE) {
            Err(Refusal::Unsupported) => {
                place.write(FILE, &bytes)?;
                place.remove(WAITING)
            }
            done => done,
        }
    }

    /// Finds out what became of files that were on their way when an upload was cut, as far as their sizes tell. Of any other
    /// it is said that nobody knows, and it is sent again.
    ///
    /// # Errors
    /// The place refused.
    pub fn settle(&mut self, place: &mut dyn Place) -> Result<(), Refusal> {
        for (address, entry) in self.files.iter_mut().filter(|(_, entry)| entry.next.is_some()) {
            let size = place.size(address)?;
            entry.settle(size);
        }
        Ok(())
    }
}

impl Entry {
    /// Something of ours lies there, and nobody knows what.
    pub fn unknown() -> Self {
        Self { unsure: true, ..Self::default() }
    }

    /// What became of it, now that so many bytes lie there.
    fn settle(&mut self, size: Option<u64>) {
        let Some(next) = self.next.take() else { return };
        let (is_old, is_next) =
            (size.is_some() && self.now.as_ref().map(|now| now.size) == size, size == Some(next.size));
        match (self.unsure, is_old, is_next) {
            (false, true, false) => {}
            (false, false, true) => *self = Self::settled(next),
            _ if self.is_new && size.is_none() => self.unsure = false,
            _ => self.unsure = true,
        }
    }
}

/// Which upload these files are.
pub fn id(files: &BTreeMap<String, Entry>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (address, entry) in files {
        let digest = entry.now.as_ref().map_or("", |stamp| stamp.digest.as_str());
        hasher.update(address.as_bytes()).update(b"\0").update(digest.as_bytes()).update(b"\0");
    }
    short(&hasher.finalize())[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> Stamp {
        Stamp::of(text.as_bytes())
    }

    #[test]
    fn sizes_tell_what_a_cut_left_or_nobody_knows() {
        let after = |old: Option<&str>, size: Option<u64>| {
            let mut entry =
                Entry { now: old.map(stamp), next: Some(stamp("new")), is_new: old.is_none(), unsure: false };
            entry.settle(size);
            entry
        };
        assert_eq!(after(Some("older"), Some(5)), Entry::settled(stamp("older")));
        assert_eq!(after(Some("older"), Some(3)), Entry::settled(stamp("new")));
        assert_eq!(after(None, Some(3)), Entry::settled(stamp("new")));
        let not_there = after(None, None);
        assert!(not_there.is_new && !not_there.unsure);
        let part = after(None, Some(2));
        assert!(part.is_new && part.unsure, "no page leads to it yet");
        for (old, size) in [(Some("old"), Some(3)), (Some("older"), Some(4)), (Some("older"), None)] {
            let entry = after(old, size);
            assert!(entry.unsure && !entry.is_new);
            // Another cut does not make it any surer.
            let mut again = Entry { next: Some(stamp("longest")), ..entry };
            again.settle(Some(7));
            assert!(again.unsure);
        }
    }
}
