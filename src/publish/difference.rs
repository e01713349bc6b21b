//! What an upload would change: our files on this machine against the target's own manifest.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::manifest::{Entry, Manifest, Stamp, short};
use super::place::{Place, Refusal, split};
use crate::build::manifest as build;

/// When a file takes its place, so that whoever follows a link finds what it leads to. Files under new addresses, which
/// nobody knows yet, come before all that replace others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Cards, slides, photos, films.
    Picture,
    /// Pages of sessions.
    Page,
    /// Lists that lead to them.
    Index,
}

/// Endings of what pages show.
const PICTURES: [&str; 8] = [".png", ".jpg", ".jpeg", ".webp", ".svg", ".gif", ".mp4", ".woff2"];
/// What leads to other files, whatever folder it lies in.
const LISTS: [&str; 12] = [
    "index.html",
    "archive.html",
    "accessibility.html",
    "404.html",
    "calendar.ics",
    "feed.xml",
    "sitemap.xml",
    "events.csv",
    "playlist.json",
    "robots.txt",
    "landscape.html",
    "portrait.html",
];

impl Stage {
    /// The stage of an address.
    pub fn of(address: &str) -> Self {
        if PICTURES.iter().any(|end| address.ends_with(end)) {
            Self::Picture
        } else if LISTS.contains(&split(address).1) {
            Self::Index
        } else {
            Self::Page
        }
    }
}

/// A file that has to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// Where it goes.
    pub address: String,
    /// Its bytes, in short.
    pub stamp: Stamp,
    /// Whether something of ours lies there, or may.
    pub replaces: bool,
    /// When.
    pub stage: Stage,
}

/// What an upload would do.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// Files that lie there already.
    pub unchanged: usize,
    /// Files to send, in the order in which they take their places.
    pub sending: Vec<Sending>,
    /// Our files that are no longer wanted, pages before the pictures they show.
    pub removing: Vec<String>,
}

impl Difference {
    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.sending.is_empty() && self.removing.is_empty()
    }

    /// Bytes to send.
    pub fn bytes(&self) -> u64 {
        self.sending.iter().map(|file| file.stamp.size).sum()
    }

    /// How many files are new, and how many replace others.
    pub fn counts(&self) -> (usize, usize) {
        let changed = self.sending.iter().filter(|file| file.replaces).count();
        (self.sending.len() - changed, changed)
    }

    /// Compares what shall lie there with what does.
    pub fn between(online: &Manifest, wanted: &BTreeMap<String, Stamp>) -> Self {
        let mut difference = Self::default();
        for (address, stamp) in wanted {
            let there = online.files.get(address);
            if there.is_some_and(|entry| entry.next.is_none() && !entry.unsure && entry.now.as_ref() == Some(stamp)) {
                difference.unchanged += 1;
                continue;
            }
            let stage = Stage::of(address);
            let replaces = there.is_some_and(|entry| !entry.is_new);
            let (address, stamp) = (address.clone(), stamp.clone());
            difference.sending.push(Sending { address, stamp, replaces, stage });
        }
        difference.sending.sort_by(|a, b| (a.replaces, a.stage, &a.address).cmp(&(b.replaces, b.stage, &b.address)));
        let gone = online.files.keys().filter(|address| !wanted.contains_key(*address));
        difference.removing = gone.cloned().collect();
        difference.removing.sort_by_key(|address| (std::cmp::Reverse(Stage::of(address)), address.clone()));
        difference
    }
}

/// The files that a build made, as they lie in its output folder.
///
/// # Errors
/// A file, or what is wrong with it: it is gone, or not as it was built.
pub fn wanted(public: &Path) -> Result<BTreeMap<String, Stamp>, (String, String)> {
    let manifest = build::Manifest::read(public).map_err(|error| (build::FILE.to_owned(), error.to_string()))?;
    let mut wanted = BTreeMap::new();
    for (address, made) in manifest.files {
        let size =
            std::fs::metadata(public.join(&address)).map_err(|error| (address.clone(), error.to_string()))?.len();
        let Some(digest) = made.digest else { return Err((address, "an unfinished build".to_owned())) };
        wanted.insert(address, Stamp { digest: short(&digest), size });
    }
    Ok(wanted)
}

/// Files at new addresses that lie there already and are not ours. One with exactly our bytes is as good as ours, and
/// joins `online`.
///
/// # Errors
/// The place refused.
pub fn foreign(
    place: &mut dyn Place,
    online: &mut Manifest,
    wanted: &BTreeMap<String, Stamp>,
) -> Result<Vec<String>, Refusal> {
    let new: Vec<(&String, &Stamp)> =
        wanted.iter().filter(|(address, _)| !online.files.contains_key(*address)).collect();
    let mut names: HashMap<&str, HashSet<String>> = HashMap::new();
    let mut absent: BTreeSet<&str> = BTreeSet::new();
    let mut foreign = Vec::new();
    for (address, stamp) in new {
        let (folder, name) = split(address);
        // A folder of a folder that is not there is not there either.
        if absent.iter().any(|above| folder.strip_prefix(above).is_some_and(|rest| rest.starts_with('/'))) {
            continue;
        }
        if !names.contains_key(folder) {
            let listed: HashSet<String> = place.names(folder)?.into_iter().collect();
            if listed.is_empty() && !folder.is_empty() {
                absent.insert(folder);
            }
            names.insert(folder, listed);
        }
        if !names[folder].contains(name) && !is_there_in_other_letters(place, online, address, &names[folder])? {
            continue;
        }
        let is_same = place.size(address)? == Some(stamp.size)
            && place.read(address)?.is_some_and(|bytes| Stamp::of(&bytes) == *stamp);
        if is_same {
            online.files.insert(address.clone(), Entry::settled(stamp.clone()));
        } else {
            foreign.push(address.clone());
        }
    }
    Ok(foreign)
}

/// Whether a place that does not tell capital letters apart (a share of Windows, IIS) has another's file by this name: then
/// it answers to ours. What is ours already is replaced by itself.
fn is_there_in_other_letters(
    place: &mut dyn Place,
    online: &Manifest,
    address: &str,
    names: &HashSet<String>,
) -> Result<bool, Refusal> {
    let (folder, name) = split(address);
    let Some(twin) = names.iter().find(|there| there.to_lowercase() == name.to_lowercase()) else { return Ok(false) };
    let twin = if folder.is_empty() { twin.clone() } else { format!("{folder}/{twin}") };
    Ok(!online.files.contains_key(&twin) && place.size(address)?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> Stamp {
        Stamp::of(text.as_bytes())
    }

    #[test]
    fn what_is_linked_to_comes_before_what_links_to_it() {
        let files = ["index.html", "a/index.html", "a/1.html", "a/cards/1-ogp.x.png", "a/2.html", "a/1.ics"];
        let wanted: BTreeMap<String, Stamp> = files.iter().map(|file| ((*file).to_owned(), stamp(file))).collect();
        let old = ["index.html", "a/1.html", "a/0.html", "a/cards/0.png", "a/2.html"];
        let mut online = Manifest::default();
        for file in old {
            online.files.insert(file.to_owned(), Entry::settled(stamp(if file == "a/2.html" { file } else { "old" })));
        }
        let difference = Difference::between(&online, &wanted);
        let order: Vec<&str> = difference.sending.iter().map(|file| file.address.as_str()).collect();
        assert_eq!(order, ["a/cards/1-ogp.x.png", "a/1.ics", "a/index.html", "a/1.html", "index.html"]);
        assert_eq!(difference.removing, ["a/0.html", "a/cards/0.png"]);
        assert_eq!((difference.unchanged, difference.counts()), (1, (3, 2)));
    }

    #[test]
    fn a_file_on_its_way_is_not_believed_to_be_there() {
        let wanted = BTreeMap::from([("a.html".to_owned(), stamp("a"))]);
        let entry = Entry { now: Some(stamp("a")), next: Some(stamp("b")), ..Entry::default() };
        let online = Manifest { files: BTreeMap::from([("a.html".to_owned(), entry)]), ..Manifest::default() };
        assert_eq!(Difference::between(&online, &wanted).sending.len(), 1);
    }
}
