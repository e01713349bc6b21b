//! The keys of one map in the order of their names, each with what it says.
//!
//! A file has a handful of keys, and a course hands most of its own to every session: a row of shared entries is a tenth of
//! a tree of copies, in memory and in time.

use std::sync::Arc;

use super::Entry;

/// Keys and their entries, sorted by key. Copies share the entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries(Vec<(&'static str, Arc<Entry>)>);

impl Entries {
    /// What `key` says.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|(own, _)| *own == key).map(|(_, entry)| &**entry)
    }

    /// Whether `key` says something.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Lets `key` say `entry`; gives what it said before.
    pub fn insert(&mut self, key: &'static str, entry: Entry) -> Option<Arc<Entry>> {
        self.share(key, Arc::new(entry))
    }

    /// The same for an entry that others hold too.
    pub(super) fn share(&mut self, key: &'static str, entry: Arc<Entry>) -> Option<Arc<Entry>> {
        match self.0.binary_search_by_key(&key, |(own, _)| own) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, entry)),
            Err(at) => {
                self.0.insert(at, (key, entry));
                None
            }
        }
    }

    /// Makes room for so many entries more, and for no others.
    pub(super) fn reserve(&mut self, more: usize) {
        self.0.reserve_exact(more);
    }

    /// Leaves out all other entries than those of `key`, and the room they took.
    pub(in crate::content) fn keep_only(&mut self, key: &str) {
        self.0.retain(|(own, _)| *own == key);
        self.0.shrink_to_fit();
    }

    /// The entry of `key` and no other, shared with this row.
    #[must_use]
    pub fn only(&self, key: &str) -> Self {
        Self(self.0.iter().filter(|(own, _)| *own == key).cloned().collect())
    }

    /// Keys and entries, by key.
    pub fn iter(&self) -> Iter<'_> {
        let pair: Pair = |(key, entry)| (key, entry);
        self.0.iter().map(pair)
    }

    /// The same, to hand them on.
    pub(super) fn shared(&self) -> impl Iterator<Item = &(&'static str, Arc<Entry>)> {
        self.0.iter()
    }

    /// The entries, by key.
    pub fn values(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().map(|(_, entry)| &**entry)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

type Pair = for<'a> fn(&'a (&'static str, Arc<Entry>)) -> (&'a &'static str, &'a Entry);
type Iter<'a> = std::iter::Map<std::slice::Iter<'a, (&'static str, Arc<Entry>)>, Pair>;

impl<'a> IntoIterator for &'a Entries {
    type Item = (&'a &'static str, &'a Entry);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
