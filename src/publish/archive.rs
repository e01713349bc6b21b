//! A zip for whoever puts the site online by hand, and the list of what they have to delete. The same site and the same
//! moment give the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::Stop;
use super::difference::Difference;
use super::facts::Facts;
use super::kept::{add, file_name, new_zip};
use super::manifest::{Manifest, Stamp};
use super::upload::{Bytes, settled};
use crate::build::{write_together, write_whole};
use crate::site::publish::ZipHolds;

/// What was made.
#[derive(Debug)]
pub struct Packed {
    /// The zip.
    pub zip: PathBuf,
    /// How many files are in it.
    pub files: usize,
    /// The list of what has to be deleted; `None`: nothing has.
    pub deletions: Option<PathBuf>,
}

/// What the last zip for a target held, with which the next one is compared.
pub fn last(folder: &Path, target: &str) -> Manifest {
    let bytes = fs::read(last_file(folder, target)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

fn last_file(folder: &Path, target: &str) -> PathBuf {
    folder.join("publish").join(format!("{}.json", file_name(target)))
}

/// Packs the zip that is called `name`, and remembers what it held.
///
/// # Errors
/// A file is gone, or the disk refused.
pub fn pack(
    folder: &Path,
    (target, name): (&str, &str),
    holds: ZipHolds,
    (files, sessions): (&BTreeMap<String, Stamp>, BTreeMap<String, Facts>),
    bytes: &dyn Bytes,
) -> Result<Packed, Stop> {
    let memory = last_file(folder, target);
    let parent = memory.parent().unwrap_or(folder);
    fs::create_dir_all(parent).map_err(|error| Stop::local(parent, &error))?;
    let difference = Difference::between(&last(folder, target), files);
    let held: Vec<(&String, &Stamp)> = match holds {
        ZipHolds::All => files.iter().collect(),
        ZipHolds::Changes => difference.sending.iter().map(|file| (&file.address, &file.stamp)).collect(),
    };
    let zip = folder.join(format!("{name}.zip"));
    let waiting = folder.join(format!("{name}.zip.new"));
    let local = |error: std::io::Error| Stop::local(&zip, &error);
    let mut writer = new_zip(&waiting).map_err(local)?;
    for (address, stamp) in &held {
        add(&mut writer, address, &bytes.bytes(address, stamp)?).map_err(local)?;
    }
    let finished = writer.finish().map_err(std::io::Error::other).and_then(|mut out| std::io::Write::flush(&mut out));
    finished.and_then(|()| fs::rename(&waiting, &zip)).map_err(local)?;
    let list = folder.join(format!("{name}-delete.txt"));
    let manifest = serde_json::to_vec(&Manifest::of(settled(files), sessions)).map_err(std::io::Error::other);
    let manifest = manifest.map_err(|error| Stop::local(&memory, &error))?;
    let lines = difference.removing.iter().map(|address| format!("{address}\r\n")).collect::<String>();
    // Notepad and Excel know the mark.
    let lines = format!("\u{feff}{lines}");
    let deletions = (!difference.removing.is_empty()).then_some(list);
    match &deletions {
        Some(list) => {
            let together = [(list.clone(), lines.as_bytes()), (memory.clone(), manifest.as_slice())];
            write_together(&together).map_err(|(file, error)| Stop::local(file, &error))?;
        }
        None => write_whole(&memory, &manifest).map_err(|error| Stop::local(&memory, &error))?,
    }
    Ok(Packed { zip, files: held.len(), deletions })
}
