//! Sends the site to where visitors read it: a folder, a zip, a server that speaks FTP over TLS or SSH.
//!
//! What a [`Place`](place::Place) is, each transport knows (`folder`, `ftps`, `sftp`); all else is said once. [`plan`]
//! compares the build's files with the target's own [`manifest`] and looks for what must not go on: foreign files in the
//! way, days that changed without a word ([`facts`]). [`carry_out`] takes the [`lock`], keeps what it replaces
//! ([`kept`]), and sends the [`difference`] in an order that is safe to be cut at any byte ([`mod@upload`]).
//!
//! Only `cli` calls this room: it asks people, reads the clock and shows what is told.

pub mod archive;
mod crew;
pub mod difference;
pub mod facts;
mod folder;
mod ftps;
pub mod kept;
pub mod lock;
pub mod manifest;
pub mod pins;
pub mod place;
pub mod secret;
#[cfg(feature = "sftp")]
mod sftp;
pub mod upload;
mod verify;
mod way;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

pub use crew::Crew;
use difference::Difference;
use facts::{Facts, Unsaid};
use kept::ZipKept;
use lock::{Holder, Lock, NotHeld};
use manifest::{Found, Manifest, Stamp, id};
use place::Refusal;
use upload::{Bytes, Wanted, settled, upload};
pub use way::{Way, key_asks_for_passphrase};

/// Told how far an upload is.
pub trait Watch: Sync {
    /// There are so many bytes to move.
    fn start(&self, bytes: u64);
    /// So many of them are done.
    fn sent(&self, bytes: u64);
    /// The connection was cut, and is opened again.
    fn cut(&self) {}
}

/// Nobody is watching.
impl Watch for () {
    fn start(&self, _: u64) {}
    fn sent(&self, _: u64) {}
}

/// Why an upload did not come to its end.
#[derive(Debug)]
pub enum Stop {
    /// The place refused.
    Refused(Refusal),
    /// Somebody else is sending to the same target.
    Locked(Option<Holder>),
    /// Files that oideyo did not put there lie in the way.
    Foreign {
        /// The first of them.
        file: String,
        /// How many.
        count: usize,
    },
    /// A newer oideyo has sent there.
    Newer,
    /// Somebody has sent something else since the plan was made.
    Moved,
    /// A file of this machine.
    Local {
        /// Which.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The upload before is not kept, or this file of it is not.
    NotKept {
        /// The file; empty: all of it.
        file: String,
    },
}

impl Stop {
    /// What the disk said.
    pub fn local(file: &Path, error: &io::Error) -> Self {
        Self::Local { file: file.to_owned(), reason: error.to_string() }
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<NotHeld> for Stop {
    fn from(not_held: NotHeld) -> Self {
        match not_held {
            NotHeld::By(holder) => Self::Locked(holder),
            NotHeld::Refused(refusal) => Self::Refused(refusal),
        }
    }
}

/// What an upload would do, for whoever has to say yes to it.
#[derive(Debug)]
pub struct Plan {
    /// What lies there.
    online: Manifest,
    /// The manifest as it was read.
    seen: Manifest,
    /// What shall lie there.
    pub wanted: BTreeMap<String, Stamp>,
    /// What is online of the sessions then.
    pub sessions: BTreeMap<String, Facts>,
    /// What differs.
    pub difference: Difference,
    /// Sessions that changed without a word.
    pub unsaid: Vec<Unsaid>,
    /// Sessions ahead that would vanish.
    pub vanishing: Vec<String>,
    /// Whether an earlier upload was cut.
    pub was_cut: bool,
}

/// The build's files in `public`, checked again when they are read.
pub struct Built<'a> {
    /// The output folder.
    pub public: &'a Path,
}

impl Bytes for Built<'_> {
    fn bytes(&self, address: &str, stamp: &Stamp) -> Result<Vec<u8>, Stop> {
        let file = self.public.join(address);
        let bytes = std::fs::read(&file).map_err(|error| Stop::local(&file, &error))?;
        if Stamp::of(&bytes) == *stamp {
            Ok(bytes)
        } else {
            Err(Stop::Local { file, reason: "it changed since it was built".to_owned() })
        }
    }
}

/// Compares what was built with what is online.
///
/// # Errors
/// See [`Stop`].
pub fn plan(
    crew: &mut Crew<'_>,
    wanted: BTreeMap<String, Stamp>,
    sessions: BTreeMap<String, Facts>,
    now: Timestamp,
) -> Result<Plan, Stop> {
    let seen = read(crew)?;
    let mut online = seen.clone();
    crew.alone(|place| Ok(online.settle(place)?))?;
    let foreign = crew.alone(|place| Ok(difference::foreign(place, &mut online, &wanted)?))?;
    if let Some(file) = foreign.first() {
        return Err(Stop::Foreign { file: file.clone(), count: foreign.len() });
    }
    let difference = Difference::between(&online, &wanted);
    let unsaid = facts::changed_without_word(&online.sessions, &sessions, now);
    let vanishing = facts::vanishing(&online.sessions, &sessions, now).into_iter().map(str::to_owned).collect();
    let was_cut = seen.becoming.is_some();
    Ok(Plan { online, seen, wanted, sessions, difference, unsaid, vanishing, was_cut })
}

impl Plan {
    /// Whether nothing was ever sent there.
    pub fn is_first(&self) -> bool {
        self.seen.upload.is_empty()
    }

    /// Whether everything is online already, and the manifest says so.
    pub fn is_done(&self) -> bool {
        self.difference.is_empty() && !self.was_cut && self.online == self.seen && self.online.sessions == self.sessions
    }
}

/// Where the upload before the one that is online is kept, and what putting it back would do.
///
/// # Errors
/// It is not kept, or not the one before; see [`Stop`].
pub fn plan_rollback(crew: &mut Crew<'_>, file: &Path) -> Result<(Plan, ZipKept), Stop> {
    let seen = read(crew)?;
    let kept = ZipKept::open(file).ok_or(Stop::NotKept { file: String::new() })?;
    let becoming = seen.becoming.as_ref();
    // Also where a rollback was cut: it goes on.
    let is_before =
        seen.upload == kept.about.followed_by && becoming.is_none_or(|becoming| *becoming == kept.about.upload);
    // An upload that was cut, or a rollback that was cut among its removals.
    let is_the_same = seen.upload == kept.about.upload;
    if !is_before && !is_the_same {
        return Err(Stop::NotKept { file: String::new() });
    }
    let was_cut = becoming.is_some();
    let mut online = seen.clone();
    crew.alone(|place| Ok(online.settle(place)?))?;
    let (wanted, sessions) = (kept.about.files.clone(), kept.about.sessions.clone());
    let difference = Difference::between(&online, &wanted);
    if is_the_same && !was_cut && difference.is_empty() {
        return Err(Stop::NotKept { file: String::new() });
    }
    for file in &difference.sending {
        kept.bytes(&file.address, &file.stamp)?;
    }
    let plan = Plan { online, seen, wanted, sessions, difference, unsaid: Vec::new(), vanishing: Vec::new(), was_cut };
    Ok((plan, kept))
}

fn read(crew: &mut Crew<'_>) -> Result<Manifest, Stop> {
    match crew.alone(|place| Ok(Manifest::read(place)?))? {
        Found::Ours(manifest) => Ok(manifest),
        Found::Newer => Err(Stop::Newer),
    }
}

/// What an upload did beside sending.
#[derive(Debug, Default)]
pub struct Done {
    /// Whose lock it found left behind, and broke.
    pub broken: Option<Holder>,
    /// Whether the upload before can be put back.
    pub is_kept: bool,
}

/// Does what was planned. `keep`: the zip for what is replaced; `None`: it is not kept.
///
/// # Errors
/// See [`Stop`]. What is online is whole at every moment; the next upload goes on from there.
pub fn carry_out(
    crew: &mut Crew<'_>,
    plan: Plan,
    bytes: &dyn Bytes,
    (holder, here): (Holder, &Path),
    keep: Option<&Path>,
    watch: &dyn Watch,
) -> Result<Done, Stop> {
    let mut lock = crew.alone(|place| Ok(Lock::take(place, holder.clone(), here)?))?;
    let mut done = Done { broken: lock.broken.take(), is_kept: false };
    let result = locked(crew, &mut lock, plan, bytes, keep, &mut done, watch);
    let released = match &result {
        // There is nobody to give it back to.
        Err(Stop::Refused(refusal)) if refusal.is_lost() => Ok(()),
        Err(Stop::Locked(_)) => Ok(()),
        _ => crew.alone(|place| Ok(lock.release(place)?)),
    };
    result.and(released).map(|()| done)
}

fn locked(
    crew: &mut Crew<'_>,
    lock: &mut Lock,
    plan: Plan,
    bytes: &dyn Bytes,
    keep: Option<&Path>,
    done: &mut Done,
    watch: &dyn Watch,
) -> Result<(), Stop> {
    if read(crew)? != plan.seen {
        return Err(Stop::Moved);
    }
    if let Some(file) = keep {
        done.is_kept = kept::keep(crew, &plan.online, &plan.wanted, file)?;
    }
    upload(crew, lock, plan.online, &Wanted { files: &plan.wanted, sessions: &plan.sessions }, bytes, watch)
}

/// Reads everything back. Returns the addresses at which something else lies; the next upload sends them.
///
/// # Errors
/// See [`Stop`].
pub fn verify_all(
    crew: &mut Crew<'_>,
    wanted: &BTreeMap<String, Stamp>,
    watch: &dyn Watch,
) -> Result<Vec<String>, Stop> {
    let wrong = verify::verify(crew, wanted, watch)?;
    if !wrong.is_empty() {
        let manifest = read(crew)?;
        if manifest.upload == id(&settled(wanted)) {
            verify::forget(crew, manifest, &wrong)?;
        }
    }
    Ok(wrong)
}
