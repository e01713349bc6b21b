//! Finished files take their places.
//!
//! New files come first: nobody knows their addresses yet. Then those that replace others, pictures before the pages that
//! show them, lists last; then what is no longer wanted goes, pages before the pictures they show.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use jiff::tz::Offset;

use super::{Changes, Output, OutputError};
use crate::build::make_all::File;
use crate::build::manifest::{FILE, Made, Manifest};
use crate::channels::Order;
use crate::site::Now;

impl Output<'_> {
    /// Puts all files in their places, and removes what is ours and not among `files`. Earlier files for which `keeps` is
    /// true stay; a superseded picture stays until its day (at `offset`) is over.
    ///
    /// # Errors
    /// See [`OutputError`]. Foreign files are found before anything is touched; when the disk refuses, every file that was
    /// there is still there, the old one or the new one, whole, and the next build goes on from there.
    pub fn place(
        &self,
        files: &[File],
        now: &Now,
        offset: Offset,
        keeps: impl Fn(&str) -> bool,
    ) -> Result<Changes, OutputError> {
        self.refuse_foreign()?;
        let waiting = self.staging.addresses();
        self.claim(&waiting)?;
        let written = waiting.len();
        let placed = self.place_new_folders()?;
        let order: BTreeMap<&str, Order> = files.iter().map(|file| (file.address.as_str(), file.order)).collect();
        let mut single: Vec<(bool, Order, String)> = waiting
            .into_iter()
            .filter(|address| !is_below_any(address, &placed))
            .map(|address| {
                let replaces = fs::symlink_metadata(self.folder.join(&address)).is_ok();
                (replaces, order.get(address.as_str()).copied().unwrap_or(Order::Index), address)
            })
            .collect();
        single.sort();
        for (_, _, address) in &single {
            let path = self.folder.join(address);
            let rename = || fs::rename(self.staging.folder().join(address), &path);
            patiently(rename, std::thread::sleep).map_err(OutputError::io(&path))?;
        }
        let mut after = manifest_of(files);
        let removed = self.remove(&mut after, now, offset, keeps)?;
        self.save(&after)?;
        Ok(Changes { written, unchanged: files.len() - written.min(files.len()), removed })
    }

    /// The manifest names what is about to be placed: after a crash it is known as ours.
    fn claim(&self, waiting: &[String]) -> Result<(), OutputError> {
        if waiting.iter().all(|address| self.before.files.contains_key(address)) {
            return Ok(());
        }
        let mut claimed = self.before.clone();
        for address in waiting {
            claimed.files.entry(address.clone()).or_default();
        }
        self.save(&claimed)
    }

    /// Folders that the output does not have yet take their place whole. Returns them.
    fn place_new_folders(&self) -> Result<HashSet<String>, OutputError> {
        let mut placed: HashSet<String> = HashSet::new();
        for folder in self.staging.folders() {
            let path = self.folder.join(&folder);
            if is_below_any(&folder, &placed) || path.exists() {
                continue;
            }
            // Where the system won't move it whole (a virus scanner holds a file in it), its files go one by one.
            match patiently(|| fs::rename(self.staging.folder().join(&folder), &path), std::thread::sleep) {
                Ok(()) => {
                    placed.insert(folder);
                }
                Err(_) => fs::create_dir_all(&path).map_err(OutputError::io(&path))?,
            }
        }
        Ok(placed)
    }

    fn save(&self, manifest: &Manifest) -> Result<(), OutputError> {
        let path = self.folder.join(FILE);
        if *manifest == self.before && path.is_file() {
            return Ok(());
        }
        // It waits in the same place as all others, so that nothing is left beside them by a crash.
        let waiting = self.staging.folder().join(FILE);
        let bytes = manifest.bytes().map_err(OutputError::io(&path))?;
        fs::write(&waiting, bytes).and_then(|()| fs::rename(&waiting, &path)).map_err(OutputError::io(&path))
    }

    /// Removes our earlier files that are no longer wanted; those that must stay a while go into `after`.
    fn remove(
        &self,
        after: &mut Manifest,
        now: &Now,
        offset: Offset,
        keeps: impl Fn(&str) -> bool,
    ) -> Result<usize, OutputError> {
        let is_gone = |address: &String| !after.files.contains_key(address) && !self.leaves(address);
        let gone: Vec<(&String, &Made)> = self.before.files.iter().filter(|(address, _)| is_gone(address)).collect();
        let renamed = self.renamed(&gone, after);
        let mut unwanted: Vec<(bool, &String)> = Vec::new();
        for (address, made) in gone.into_iter().filter(|(address, _)| !renamed.contains(*address)) {
            if keeps(address) || made.keep_until.is_some_and(|until| !is_over(until, now, offset)) {
                after.files.insert(address.clone(), made.clone());
            } else {
                let is_picture = [".png", ".jpg", ".mp4"].into_iter().any(|end| address.ends_with(end));
                unwanted.push((is_picture, address));
            }
        }
        unwanted.sort();
        let mut removed = 0;
        for (_, address) in unwanted {
            let path = self.folder.join(address);
            match fs::remove_file(&path) {
                Ok(()) => removed += 1,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(OutputError::Io { file: path, error }),
            }
            remove_empty_folders(self.folder, &path);
        }
        Ok(removed)
    }

    /// Those of `gone` that are a wanted file under a name that differs in case only.
    fn renamed<'m>(&self, gone: &[(&'m String, &Made)], after: &Manifest) -> HashSet<&'m String> {
        let in_lower_case: HashMap<String, &'m String> =
            gone.iter().map(|(address, _)| (address.to_ascii_lowercase(), *address)).collect();
        let renamed = |wanted: &String| {
            let ours = in_lower_case.get(&wanted.to_ascii_lowercase())?;
            self.is_one_file(ours, wanted).then_some(*ours)
        };
        if gone.is_empty() { HashSet::new() } else { after.files.keys().filter_map(renamed).collect() }
    }
}

/// On Windows a file that another program has open for a moment (a virus scanner, a search index) refuses to be moved or
/// replaced; a little later it does not. `wait` sleeps.
fn patiently(mut act: impl FnMut() -> io::Result<()>, mut wait: impl FnMut(Duration)) -> io::Result<()> {
    for milliseconds in [10, 100, 500] {
        match act() {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => wait(Duration::from_millis(milliseconds)),
            done => return done,
        }
    }
    act()
}

/// Whether a day has passed.
fn is_over(day: jiff::civil::Date, now: &Now, offset: Offset) -> bool {
    let end =
        day.tomorrow().ok().and_then(|next| offset.to_timestamp(next.to_datetime(jiff::civil::Time::midnight())).ok());
    end.is_some_and(|end| now.has_come(end))
}

/// Whether an address lies in one of these folders, at any depth.
fn is_below_any(address: &str, folders: &HashSet<String>) -> bool {
    address.match_indices('/').any(|(at, _)| folders.contains(&address[..at]))
}

fn manifest_of(files: &[File]) -> Manifest {
    let made = |file: &File| Made {
        digest: Some(file.digest),
        keep_until: file.keep_until,
        legibility: file.legibility.clone(),
    };
    Manifest { files: files.iter().map(|file| (file.address.clone(), made(file))).collect() }
}

/// Folders that our last file left empty go too; one that holds anything else can't be removed and stays.
fn remove_empty_folders(out: &Path, file: &Path) {
    let mut folder = file.parent();
    while let Some(path) = folder.filter(|path| *path != out && path.starts_with(out)) {
        if fs::remove_dir(path).is_err() {
            return;
        }
        folder = path.parent();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_held_for_a_moment_is_waited_for() {
        let refused = || io::Error::from(io::ErrorKind::PermissionDenied);
        let (mut tries, mut waits) = (0, Vec::new());
        let second_time = || {
            tries += 1;
            if tries < 2 { Err(refused()) } else { Ok(()) }
        };
        assert!(patiently(second_time, |time| waits.push(time.as_millis())).is_ok());
        assert_eq!(waits, [10]);
        let mut waits = 0;
        assert!(patiently(|| Err(refused()), |_| waits += 1).is_err());
        assert_eq!(waits, 3, "whoever keeps it open is told of");
        let mut waits = 0;
        assert!(patiently(|| Err(io::ErrorKind::StorageFull.into()), |_| waits += 1).is_err());
        assert_eq!(waits, 0, "a full disk is not waited for");
    }
}
