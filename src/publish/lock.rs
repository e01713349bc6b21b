//! One upload to a target at a time, whoever's PC it comes from.
//!
//! The lock is a folder on the target, since making a folder is the one thing that every server does for one of two who
//! ask at once. In it stands who holds it and since when; the holder signs it anew every minute. One that was not signed
//! for long was left by a PC that was switched off, and is broken.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::place::{Place, Refusal};

/// The lock's folder on the target.
const FOLDER: &str = ".oideyo-lock";
/// Who holds it.
const HOLDER: &str = ".oideyo-lock/holder.json";
/// A holder signs so often, in seconds.
pub const SIGNS_EVERY: i64 = 60;
/// One who has not signed for so long, in seconds, is gone. PCs' clocks differ by minutes.
pub const GONE_AFTER: i64 = 15 * 60;

/// Whoever takes the lock at the same moment has signed after so long.
const MOMENT: Duration = Duration::from_secs(2);

/// Who holds a lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The PC, as its owners named it. It lies on the target only while an upload runs.
    pub pc: String,
    /// Which site folder on it, in short: a PC can have two.
    pub site: String,
    /// What tells one run from another.
    pub run: String,
    /// Since when, in seconds.
    pub since: i64,
    /// When it signed last, in seconds.
    pub signed: i64,
}

impl Holder {
    /// This run of this PC, for the site in folder `site`.
    pub fn here(site: &Path, now: Timestamp) -> Self {
        let pc = ["COMPUTERNAME", "HOSTNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        let pc = pc.or_else(|| std::fs::read_to_string("/etc/hostname").ok());
        let pc = pc.map_or_else(|| "PC".to_owned(), |name| name.trim().to_owned());
        let folder = crate::build::paths::absolute(site).to_string_lossy().into_owned();
        let short = |text: &str| blake3::hash(text.as_bytes()).to_hex()[..16].to_owned();
        let run = short(&format!("{} {} {}", std::process::id(), now.as_nanosecond(), folder));
        Self { site: short(&folder), pc, run, since: now.as_second(), signed: now.as_second() }
    }
}

/// Why the lock could not be had.
#[derive(Debug)]
pub enum NotHeld {
    /// Somebody else holds it; absent where nobody can say who.
    By(Option<Holder>),
    /// The place refused.
    Refused(Refusal),
}

impl From<Refusal> for NotHeld {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The lock, held. It is given back with [`Lock::release`]; whoever does not (the connection is gone) leaves it to be
/// broken by the next run of this PC, or by others after [`GONE_AFTER`].
#[derive(Debug)]
pub struct Lock {
    holder: Holder,
    /// While this is held, no other process of this PC uploads this site to this target.
    _here: Option<File>,
    /// Whose lock was broken to get it.
    pub broken: Option<Holder>,
}

impl Lock {
    /// Takes the lock. `here` is a file of this site by which processes on this PC keep apart.
    ///
    /// # Errors
    /// See [`NotHeld`].
    pub fn take(place: &mut dyn Place, holder: Holder, here: &Path) -> Result<Self, NotHeld> {
        let file = File::options().read(true).write(true).create(true).truncate(false).open(here).ok();
        let alone = match file.as_ref().map(File::try_lock) {
            Some(Err(std::fs::TryLockError::WouldBlock)) => return Err(NotHeld::By(read(place)?)),
            Some(Ok(())) => true,
            _ => false,
        };
        let (mut broken, mut is_contested) = (None, false);
        if !place.make_folder(FOLDER)? {
            let held_by = match read(place)? {
                // Nobody has signed yet: whoever took it has a moment to, unless they were cut before they could.
                None => {
                    std::thread::sleep(MOMENT);
                    read(place)?
                }
                signed => signed,
            };
            let is_own = |other: &Holder| alone && other.pc == holder.pc && other.site == holder.site;
            is_contested = !held_by.as_ref().is_some_and(is_own);
            if let Some(other) = held_by {
                if is_contested && (holder.signed - other.signed).abs() < GONE_AFTER {
                    return Err(NotHeld::By(Some(other)));
                }
                broken = Some(other);
            }
        }
        let lock = Self { holder, _here: file, broken };
        if let Err(refusal) = lock.sign(place) {
            // A lock without a name would keep others waiting.
            let _ = lock.release(place);
            return Err(refusal.into());
        }
        if is_contested {
            // Somebody else may be breaking it at this moment, too: whoever signed last has it.
            std::thread::sleep(MOMENT);
        }
        lock.confirm(place)?;
        Ok(lock)
    }

    fn sign(&self, place: &mut dyn Place) -> Result<(), Refusal> {
        let bytes = serde_json::to_vec(&self.holder)
            .map_err(|error| Refusal::Other { path: HOLDER.to_owned(), reason: error.to_string() })?;
        place.write(HOLDER, &bytes)
    }

    /// Signs anew, where it is time.
    ///
    /// # Errors
    /// Somebody took it for left behind, or the place refused.
    pub fn keep(&mut self, place: &mut dyn Place, now: Timestamp) -> Result<(), NotHeld> {
        if now.as_second() - self.holder.signed < SIGNS_EVERY {
            return Ok(());
        }
        self.confirm(place)?;
        self.holder.signed = now.as_second();
        Ok(self.sign(place)?)
    }

    /// Makes sure that it is still ours.
    ///
    /// # Errors
    /// Somebody took it for left behind, or the place refused.
    pub fn confirm(&self, place: &mut dyn Place) -> Result<(), NotHeld> {
        match read(place)? {
            Some(holder) if holder.run == self.holder.run => Ok(()),
            other => Err(NotHeld::By(other)),
        }
    }

    /// Gives it back.
    ///
    /// # Errors
    /// The place refused; then it is left behind.
    pub fn release(&self, place: &mut dyn Place) -> Result<(), Refusal> {
        place.remove(HOLDER)?;
        place.remove_folder(FOLDER)
    }
}

/// Who holds the target's lock, where anybody does.
///
/// # Errors
/// The place refused.
pub fn read(place: &mut dyn Place) -> Result<Option<Holder>, Refusal> {
    let bytes = place.read(HOLDER)?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}
