//! Sends what differs, in an order in which a visitor who comes in by an address that was there before never meets a page
//! whose picture is missing: the manifest claims every name first; then new files, which nobody knows yet, and those that
//! replace others, pictures before pages before lists; then the manifest says what is there; removals come last.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

use super::crew::Crew;
use super::difference::{Difference, Sending, Stage};
use super::facts::Facts;
use super::lock::Lock;
use super::manifest::{Entry, Manifest, Stamp, id};
use super::place::{Place, Refusal, split};
use super::{Stop, Watch};

/// Where files wait on the target until they are whole.
const STAGING: &str = ".oideyo-new";

/// Where the bytes come from.
pub trait Bytes: Sync {
    /// The file for an address.
    ///
    /// # Errors
    /// It is gone, or not what was planned.
    fn bytes(&self, address: &str, stamp: &Stamp) -> Result<Vec<u8>, Stop>;
}

/// What shall lie on the target.
pub struct Wanted<'a> {
    /// Its files.
    pub files: &'a BTreeMap<String, Stamp>,
    /// What is online of the sessions then.
    pub sessions: &'a BTreeMap<String, Facts>,
}

/// Sends the difference between `online` and `wanted`. Cut at any moment, the next upload goes on from there.
///
/// # Errors
/// See [`Stop`].
pub fn upload(
    crew: &mut Crew<'_>,
    lock: &mut Lock,
    online: Manifest,
    wanted: &Wanted<'_>,
    bytes: &dyn Bytes,
    watch: &dyn Watch,
) -> Result<(), Stop> {
    let difference = Difference::between(&online, wanted.files);
    watch.start(difference.bytes());
    let mut manifest = claim(online, &difference, wanted);
    crew.alone(|place| {
        lock.confirm(place)?;
        Ok(manifest.write(place)?)
    })?;
    crew.alone(|place| make_folders(place, &difference))?;
    crew.alone(|place| Ok(clear(place)?))?;
    let can_rename = AtomicBool::new(true);
    for group in difference.sending.chunk_by(|a, b| (a.replaces, a.stage) == (b.replaces, b.stage)) {
        crew.each(group, Some(lock), |place, file| {
            send(place, file, &can_rename, bytes)?;
            watch.sent(file.stamp.size);
            Ok(())
        })?;
        for file in group {
            manifest.files.insert(file.address.clone(), Entry::settled(file.stamp.clone()));
        }
        // What a cut from here on leaves need not be sent again.
        crew.alone(|place| Ok(manifest.write(place)?))?;
    }
    manifest.upload = id(&settled(wanted.files));
    manifest.becoming = None;
    manifest.sessions = wanted.sessions.clone();
    crew.alone(|place| {
        lock.confirm(place)?;
        Ok(manifest.write(place)?)
    })?;
    remove(crew, lock, &difference, wanted.files)?;
    manifest.files.retain(|address, _| wanted.files.contains_key(address));
    crew.alone(|place| {
        manifest.write(place)?;
        Ok(place.remove_folder(STAGING)?)
    })
}

/// These files, all of which lie there.
pub fn settled(files: &BTreeMap<String, Stamp>) -> BTreeMap<String, Entry> {
    files.iter().map(|(address, stamp)| (address.clone(), Entry::settled(stamp.clone()))).collect()
}

/// The manifest names what is about to be written: after a cut it is known as ours.
fn claim(mut manifest: Manifest, difference: &Difference, wanted: &Wanted<'_>) -> Manifest {
    manifest.format = super::manifest::FORMAT;
    manifest.becoming = Some(id(&settled(wanted.files)));
    for file in &difference.sending {
        let new = || Entry { is_new: true, ..Entry::default() };
        manifest.files.entry(file.address.clone()).or_insert_with(new).next = Some(file.stamp.clone());
    }
    manifest
}

fn make_folders(place: &mut dyn Place, difference: &Difference) -> Result<(), Stop> {
    let mut folders: BTreeSet<&str> = BTreeSet::from([STAGING]);
    for file in &difference.sending {
        let folder = split(&file.address).0;
        folders.extend(folder.match_indices('/').map(|(at, _)| &folder[..at]));
        folders.insert(folder);
    }
    for folder in folders.into_iter().filter(|folder| !folder.is_empty()) {
        match place.make_folder(folder) {
            Ok(_) => {}
            Err(Refusal::Lost(reason)) => return Err(Refusal::Lost(reason).into()),
            // Somebody's file lies where the folder should.
            Err(_) if place.size(folder)?.is_some() => {
                return Err(Stop::Foreign { file: folder.to_owned(), count: 1 });
            }
            Err(refusal) => return Err(refusal.into()),
        }
    }
    Ok(())
}

/// What an upload that was cut left waiting goes: at most one file for each connection. That one of them is as long as it
/// should be does not make it whole, since a server that was full for a moment may have left a gap in it.
fn clear(place: &mut dyn Place) -> Result<(), Refusal> {
    for name in place.names(STAGING)?.into_iter().filter(|name| !matches!(name.as_str(), "." | "..")) {
        place.remove(&format!("{STAGING}/{name}"))?;
    }
    Ok(())
}

/// The name under which a file waits: two places may get the same bytes.
fn waiting_name(file: &Sending) -> String {
    format!("{}-{}", file.stamp.digest, &blake3::hash(file.address.as_bytes()).to_hex()[..8])
}

/// One file: under another name first where it can take its own by a rename, so that it appears whole.
fn send(place: &mut dyn Place, file: &Sending, can_rename: &AtomicBool, bytes: &dyn Bytes) -> Result<(), Stop> {
    let content = || bytes.bytes(&file.address, &file.stamp);
    if can_rename.load(Ordering::Relaxed) {
        let path = format!("{STAGING}/{}", waiting_name(file));
        write_or_tidy(place, &path, &content()?)?;
        match place.rename(&path, &file.address) {
            Err(Refusal::Unsupported) => {
                can_rename.store(false, Ordering::Relaxed);
                place.remove(&path)?;
            }
            done => return Ok(done?),
        }
    }
    Ok(place.write(&file.address, &content()?)?)
}

/// A part of a file is of no use where there is no room for the whole.
fn write_or_tidy(place: &mut dyn Place, path: &str, bytes: &[u8]) -> Result<(), Refusal> {
    let written = place.write(path, bytes);
    if let Err(Refusal::Full { .. }) = &written {
        // What is left behind does no harm, and goes with the next upload.
        let _ = place.remove(path);
    }
    written
}

/// Removes what is no longer wanted, pages before the pictures they show, and the folders that become empty by it.
fn remove(
    crew: &mut Crew<'_>,
    lock: &mut Lock,
    difference: &Difference,
    wanted: &BTreeMap<String, Stamp>,
) -> Result<(), Stop> {
    let by_stage = difference.removing.chunk_by(|a, b| Stage::of(a) == Stage::of(b));
    for group in by_stage {
        crew.each(group, Some(lock), |place, address| Ok(remove_one(place, address, wanted)?))?;
    }
    let mut folders: BTreeSet<&str> = BTreeSet::new();
    for address in &difference.removing {
        let folder = split(address).0;
        folders.extend(folder.match_indices('/').map(|(at, _)| &folder[..at]));
        folders.insert(folder);
    }
    let is_wanted = |folder: &str| {
        wanted.keys().any(|address| address.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    };
    for folder in folders.into_iter().rev().filter(|folder| !folder.is_empty() && !is_wanted(folder)) {
        crew.alone(|place| Ok(place.remove_folder(folder)?))?;
    }
    Ok(())
}

/// Where names that differ in case only are one file, removing `A.html` would remove the `a.html` that has just been sent.
fn remove_one(place: &mut dyn Place, address: &str, wanted: &BTreeMap<String, Stamp>) -> Result<(), Refusal> {
    if let Some(twin) = wanted.keys().find(|wanted| wanted.eq_ignore_ascii_case(address)) {
        let (folder, name) = split(address);
        let names = place.names(folder)?;
        if !(names.iter().any(|there| there == name) && names.iter().any(|there| there == split(twin).1)) {
            return Ok(());
        }
    }
    place.remove(address)
}
