//! Reads back what lies on a target, and compares it with what shall lie there.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::crew::Crew;
use super::manifest::{Entry, Manifest, Stamp};
use super::{Stop, Watch};

/// Reads every file back. Returns the addresses at which something else lies, or nothing.
///
/// # Errors
/// The place refused.
pub fn verify(crew: &mut Crew<'_>, wanted: &BTreeMap<String, Stamp>, watch: &dyn Watch) -> Result<Vec<String>, Stop> {
    watch.start(wanted.values().map(|stamp| stamp.size).sum());
    let files: Vec<(&String, &Stamp)> = wanted.iter().collect();
    let wrong = Mutex::new(Vec::new());
    crew.each(&files, None, |place, (address, stamp)| {
        if place.read(address)?.is_none_or(|bytes| Stamp::of(&bytes) != **stamp) {
            wrong.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((*address).clone());
        }
        watch.sent(stamp.size);
        Ok(())
    })?;
    let mut wrong = wrong.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    wrong.sort();
    Ok(wrong)
}

/// The manifest forgets what it knew of these files, so that the next upload sends them.
///
/// # Errors
/// The place refused.
pub fn forget(crew: &mut Crew<'_>, mut manifest: Manifest, wrong: &[String]) -> Result<(), Stop> {
    for address in wrong {
        if let Some(entry) = manifest.files.get_mut(address) {
            *entry = Entry::unknown();
        }
    }
    crew.alone(|place| Ok(manifest.write(place)?))
}
