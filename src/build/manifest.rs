//! The manifest: which files in the output folder are ours. It lies in the output itself, as a dot file, and holds
//! nothing but public addresses and digests.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::legibility::Legibility;

/// Its name in the output folder.
pub const FILE: &str = ".oideyo.json";

/// The files that oideyo made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// By address, with `/` on every system.
    pub files: BTreeMap<String, Made>,
}

/// What is known of a file that oideyo made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// blake3 of its bytes, in hex; absent while a build is under way: the file may be there or not.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "hex")]
    pub digest: Option<blake3::Hash>,
    /// A superseded picture stays until this day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_until: Option<Date>,
    /// How large its words and its code are, of a slide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legibility: Option<Legibility>,
}

/// Whether an address names a file below the output folder, on every system.
pub fn stays_inside(address: &str) -> bool {
    // Windows takes `.. ` for `..`; a line's end would be the end of an FTP command.
    let is_name = |part: &str| !part.trim_end_matches(['.', ' ']).is_empty();
    !address.contains(|c: char| matches!(c, '\\' | ':') || c.is_control()) && address.split('/').all(is_name)
}

impl Manifest {
    /// Reads the manifest of an output folder. One that is missing or broken is empty: then nothing is ours, and
    /// nothing is removed. An address that leaves the folder was not written by us and is not believed.
    ///
    /// # Errors
    /// It is there and can't be read just now: to believe that nothing is ours would lose track of our files.
    pub fn read(out: &Path) -> io::Result<Self> {
        let bytes = match std::fs::read(out.join(FILE)) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Vec::new(),
            Err(error) => return Err(error),
        };
        let mut manifest: Self = serde_json::from_slice(&bytes).unwrap_or_default();
        manifest.files.retain(|address, _| stays_inside(address));
        Ok(manifest)
    }

    /// As it lies in the output folder.
    ///
    /// # Errors
    /// None that can happen to plain data.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(io::Error::other)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// A digest as people and other programs read it.
mod hex {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(digest: &Option<blake3::Hash>, serializer: S) -> Result<S::Ok, S::Error> {
        match digest {
            Some(digest) => serializer.serialize_str(&digest.to_hex()),
            None => serializer.serialize_none(),
        }
    }

    /// What is no digest is as good as none.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<blake3::Hash>, D::Error> {
        let text = Option::<std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        Ok(text.and_then(|hex| blake3::Hash::from_hex(hex.as_bytes()).ok()))
    }
}
