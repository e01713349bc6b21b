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
    /// Whether it was new in an upload that was cut: then nobody knows its address yet.
    #[serde(skip)]
    pub is_new: bool,
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
            files.insert(address, Entry::default());
        }
        if !files.is_empty() {
            files.insert(crate::build::manifest::FILE.to_owned(), Entry::default());
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

    /// Finds out what became of files that were on their way when an upload was cut. A file whose old and new bytes are
    /// equally many is taken for unknown, and sent again.
    ///
    /// # Errors
    /// The place refused.
    pub fn settle(&mut self, place: &mut dyn Place) -> Result<(), Refusal> {
        let open: Vec<String> =
            self.files.iter().filter(|(_, entry)| entry.next.is_some()).map(|(address, _)| address.clone()).collect();
        for address in open {
            let size = place.size(&address)?;
            let Some(entry) = self.files.get_mut(&address) else { continue };
            let (now, next) = (entry.now.take(), entry.next.take());
            let was_new = now.is_none();
            let is = |stamp: &Option<Stamp>| stamp.as_ref().map(|stamp| stamp.size) == size;
            entry.now = match (is(&now), is(&next)) {
                (true, false) => now,
                (false, true) => next,
                _ => None,
            };
            entry.is_new = was_new && entry.now.is_none();
        }
        Ok(())
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
