//! What the preview shows at one moment: the last good files, the site they were made of, and what is wrong meanwhile.
//!
//! A value of it never changes: each round makes a new one, so that a browser never sees half of a change.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::build::{Before, Kept, Key, Loaded};
use crate::diagnostics::Diagnostic;

/// How far a round has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Pages, lists and calendars are those of the latest text; pictures are still being drawn.
    Pages,
    /// Pictures are, too; the copy desk is still reading.
    Pictures,
    /// Nothing is left to do.
    Whole,
}

impl Stage {
    /// Its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Pictures => "pictures",
            Self::Whole => "whole",
        }
    }
}

/// One file of the preview.
#[derive(Clone, Debug)]
pub struct ShownFile {
    /// Its bytes; the same `Arc` as long as they are the same.
    pub bytes: Arc<[u8]>,
    /// What it is made of.
    pub key: Key,
    /// Its digest and, of a slide, its legibility.
    pub kept: Kept,
}

/// Files by address.
pub type Files = HashMap<Arc<str>, Arc<ShownFile>>;

/// Everything that is shown at one moment.
#[derive(Clone)]
pub struct Shown {
    /// Rises with every change of what is shown.
    pub version: u64,
    /// How far the round has come.
    pub stage: Stage,
    /// The moment it was made for.
    pub now: Timestamp,
    /// The files by address, the last good ones where the latest text has mistakes.
    pub files: Files,
    /// The site with everything in it that is right, as it was when something could last be read; `None` before that.
    pub loaded: Option<Arc<Loaded>>,
    /// What the next round need not make again: courses all of whose files are among `files`.
    pub made: Option<Arc<Before>>,
    /// Errors of the latest attempt. While there are some, files may be of an earlier text.
    pub problems: Vec<Diagnostic>,
    /// Warnings and hints of the copy desk, of the latest text that it has read.
    pub advice: Vec<Diagnostic>,
}

impl Shown {
    /// Nothing yet.
    pub fn nothing(now: Timestamp) -> Self {
        Self {
            version: 0,
            stage: Stage::Pages,
            now,
            files: HashMap::new(),
            loaded: None,
            made: None,
            problems: Vec::new(),
            advice: Vec::new(),
        }
    }

    /// Whether it shows the same as another one, however far its round has come.
    pub fn is_like(&self, other: &Self) -> bool {
        let same = |(address, file): (&Arc<str>, &Arc<ShownFile>)| {
            let is = |known: &Arc<ShownFile>| Arc::ptr_eq(known, file) || known.kept.digest == file.kept.digest;
            other.files.get(address).is_some_and(is)
        };
        self.files.len() == other.files.len()
            && self.problems == other.problems
            && self.advice == other.advice
            && self.files.iter().all(same)
    }

    /// The bytes of a file.
    pub fn file(&self, address: &str) -> Option<Arc<[u8]>> {
        self.files.get(address).map(|file| Arc::clone(&file.bytes))
    }
}
