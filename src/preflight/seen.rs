//! What the finished files are seen to hold: taken one by one as they are made, and let go at once.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

use super::lists;
use super::page::{self, Tie};
use crate::build::{Keeper, Kept, Key, OutputError, is_named_by_key};
use crate::channels::{Artifact, QrTarget, Recipe};
use crate::content::location;
use crate::diagnostics::Place;

/// A finished file that leads somewhere.
#[derive(Debug)]
pub struct Leads {
    /// Its address.
    pub address: String,
    /// Where to.
    pub ties: Vec<Tie>,
}

/// A code in a picture that leads away from the site.
#[derive(Clone, Debug)]
pub struct Code {
    /// The picture's address.
    pub picture: String,
    /// What the code says.
    pub url: String,
    /// The field that said it.
    pub place: Option<Place>,
}

/// Everything that was seen.
#[derive(Debug, Default)]
pub struct Seen {
    /// Addresses of all files that shall exist, made or not; a file that staff handed in with the characters that name it.
    pub planned: BTreeMap<String, Option<Place>>,
    /// Pages and lists, in no order.
    pub leads: Vec<Leads>,
    /// Ids of the pages that were made, by their address.
    pub ids: BTreeMap<String, HashSet<String>>,
    /// Codes that lead away.
    pub codes: Vec<Code>,
    /// Addresses of files that tell where they were taken.
    pub located: Vec<String>,
}

/// Takes finished files and keeps what is seen in them.
pub struct Looking {
    seen: Mutex<Seen>,
    /// Whether pictures are made too, to look into them.
    pictures: bool,
}

impl Looking {
    /// At pages, and at pictures where that is wanted.
    pub fn new(pictures: bool) -> Self {
        Self { seen: Mutex::default(), pictures }
    }

    /// What was seen, in the order of addresses.
    pub fn done(self) -> Seen {
        let mut seen = self.seen.into_inner().unwrap_or_else(PoisonError::into_inner);
        seen.leads.sort_by(|a, b| a.address.cmp(&b.address));
        seen.codes.sort_by(|a, b| a.picture.cmp(&b.picture));
        seen.located.sort();
        seen
    }

    fn with(&self, change: impl FnOnce(&mut Seen)) {
        change(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Keeper for Looking {
    fn kept(&self, artifact: &Artifact<'_>, _: &Key) -> Option<Kept> {
        let handed_in = match &artifact.recipe {
            Recipe::File { place, .. } => Some(place.clone()),
            _ => None,
        };
        self.with(|seen| {
            seen.planned.insert(artifact.address.clone(), handed_in);
            seen.codes.extend(code(artifact));
        });
        let passed_over = !self.pictures && is_named_by_key(artifact);
        passed_over.then(|| Kept { digest: blake3::hash(b""), legibility: None })
    }

    fn take(&self, address: &str, bytes: &[u8], _: &blake3::Hash) -> Result<bool, OutputError> {
        let ending = address.rsplit('.').next().unwrap_or_default();
        if ending == "html" {
            let page = page::read(&String::from_utf8_lossy(bytes));
            self.with(|seen| {
                seen.ids.insert(address.to_owned(), page.ids.into_iter().collect());
                seen.leads.push(Leads { address: address.to_owned(), ties: page.ties });
            });
        } else if location::ENDINGS.contains(&ending) {
            if location::is_told(bytes) {
                self.with(|seen| seen.located.push(address.to_owned()));
            }
        } else {
            let ties = lists::read(address, bytes);
            if !ties.is_empty() {
                self.with(|seen| seen.leads.push(Leads { address: address.to_owned(), ties }));
            }
        }
        Ok(true)
    }
}

fn code(artifact: &Artifact<'_>) -> Option<Code> {
    let Recipe::Picture(recipe) = &artifact.recipe else { return None };
    let target = recipe.qr.as_ref().filter(|target| !matches!(target, QrTarget::Page(_)))?;
    let place = artifact.places.map(|places| places.of(target.field()).clone());
    Some(Code { picture: artifact.address.clone(), url: target.as_str().to_owned(), place })
}
