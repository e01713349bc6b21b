//! What an upload replaces or removes is fetched first and kept in a zip for staff, so that the upload before can be put
//! back. It is fetched from the target itself: then it is what visitors saw, whichever PC had sent it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::Stop;
use super::crew::Crew;
use super::difference::Difference;
use super::facts::Facts;
use super::manifest::{Manifest, Stamp, id};
use super::upload::{Bytes, settled};

/// The folder below `SITE/out/` in which the zips lie.
const FOLDER: &str = "publish";
/// What the zip says of itself.
const ABOUT: &str = "upload.json";

/// The upload before the one that is online.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Which upload it is.
    pub upload: String,
    /// Which upload came after it.
    pub followed_by: String,
    /// All of its files; those that stayed online are not in the zip.
    pub files: BTreeMap<String, Stamp>,
    /// What was online of the sessions.
    pub sessions: BTreeMap<String, Facts>,
}

/// Where the upload before is kept, for a target of the site in folder `site`.
pub fn file(site: &Path, target: &str) -> PathBuf {
    site.join("out").join(FOLDER).join(format!("{}.zip", file_name(target)))
}

/// A target's name as a file's: Windows forbids some signs.
pub fn file_name(target: &str) -> String {
    target.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' }).collect()
}

/// Fetches what the upload of `wanted` would replace or remove. Returns whether the upload before can be put back by it.
/// What an earlier try of the same upload has fetched is not asked for again: it may lie there no more.
///
/// # Errors
/// The connection was lost, or the disk refused.
pub fn keep(
    crew: &mut Crew<'_>,
    online: &Manifest,
    wanted: &BTreeMap<String, Stamp>,
    file: &Path,
) -> Result<bool, Stop> {
    // What a cut upload has done is no upload; the one before it is in the zip already.
    let before = ZipKept::open(file).filter(|kept| kept.about.upload == online.upload);
    let known: BTreeMap<String, Stamp> =
        online.files.iter().filter_map(|(address, entry)| Some((address.clone(), entry.now.clone()?))).collect();
    let files = before.as_ref().map_or(known, |kept| kept.about.files.clone());
    if online.upload.is_empty() || id(&settled(&files)) != online.upload {
        return Ok(false);
    }
    let about = Kept {
        upload: online.upload.clone(),
        followed_by: id(&settled(wanted)),
        files,
        sessions: online.sessions.clone(),
    };
    let difference = Difference::between(online, wanted);
    let replaced = difference.sending.iter().filter(|file| file.replaces).map(|file| file.address.clone());
    let mut addresses: BTreeSet<String> = replaced.chain(difference.removing.iter().cloned()).collect();
    if let Some(before) = &before {
        addresses.extend(before.addresses());
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| Stop::local(folder, &error))?;
    let waiting = file.with_extension("zip.new");
    let written = write(crew, &about, &addresses, before, &waiting)?;
    fs::rename(&waiting, file).map_err(|error| Stop::local(file, &error))?;
    Ok(written)
}

/// Writes a zip; `false`: something of it could not be had.
fn write(
    crew: &mut Crew<'_>,
    about: &Kept,
    addresses: &BTreeSet<String>,
    before: Option<ZipKept>,
    file: &Path,
) -> Result<bool, Stop> {
    let local = |error: io::Error| Stop::local(file, &error);
    let mut zip = new_zip(file).map_err(local)?;
    let mut is_whole = true;
    add(&mut zip, ABOUT, &serde_json::to_vec(about).map_err(io::Error::other).map_err(local)?).map_err(local)?;
    for address in addresses {
        let Some(stamp) = about.files.get(address) else { continue };
        let again = before.as_ref().and_then(|before| before.bytes(address, stamp).ok());
        let bytes = match again {
            Some(bytes) => Some(bytes),
            None => match crew.alone(|place| Ok(place.read(address)?)) {
                Ok(bytes) => bytes,
                Err(Stop::Refused(refusal)) if !refusal.is_lost() => None,
                Err(stop) => return Err(stop),
            },
        };
        match bytes.filter(|bytes| Stamp::of(bytes) == *stamp) {
            Some(bytes) => add(&mut zip, &format!("files/{address}"), &bytes).map_err(local)?,
            None => is_whole = false,
        }
    }
    zip.finish().map_err(io::Error::other).and_then(|mut out| out.flush()).map_err(local)?;
    Ok(is_whole)
}

/// A zip on the disk that gives the same bytes for the same files.
pub fn new_zip(file: &Path) -> io::Result<ZipWriter<BufWriter<File>>> {
    Ok(ZipWriter::new(BufWriter::new(File::create(file)?)))
}

/// Adds a file, stored as it is: pictures don't get smaller.
pub fn add(zip: &mut ZipWriter<BufWriter<File>>, name: &str, bytes: &[u8]) -> io::Result<()> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    zip.start_file(name, options).map_err(io::Error::other)?;
    zip.write_all(bytes)
}

/// A kept upload, open.
pub struct ZipKept {
    /// What it says of itself.
    pub about: Kept,
    zip: Mutex<ZipArchive<BufReader<File>>>,
}

impl ZipKept {
    /// Opens it; `None`: there is none, or it is damaged.
    pub fn open(file: &Path) -> Option<Self> {
        let mut zip = ZipArchive::new(BufReader::new(File::open(file).ok()?)).ok()?;
        let mut about = Vec::new();
        zip.by_name(ABOUT).ok()?.read_to_end(&mut about).ok()?;
        Some(Self { about: serde_json::from_slice(&about).ok()?, zip: Mutex::new(zip) })
    }

    /// The addresses of the files in it.
    pub fn addresses(&self) -> Vec<String> {
        let zip = self.zip.lock().unwrap_or_else(PoisonError::into_inner);
        zip.file_names().flatten().filter_map(|name| name.strip_prefix("files/").map(str::to_owned)).collect()
    }
}

impl Bytes for ZipKept {
    fn bytes(&self, address: &str, stamp: &Stamp) -> Result<Vec<u8>, Stop> {
        let mut zip = self.zip.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = Vec::new();
        let read = zip
            .by_name(&format!("files/{address}"))
            .map_err(io::Error::other)
            .and_then(|mut file| file.read_to_end(&mut bytes));
        match read {
            Ok(_) if Stamp::of(&bytes) == *stamp => Ok(bytes),
            _ => Err(Stop::NotKept { file: address.to_owned() }),
        }
    }
}
