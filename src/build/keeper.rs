//! Who takes what is made: the output folder, the preview, or nobody.

use super::batch::{Before, Ready};
use super::key::Key;
use super::legibility::Legibility;
use super::output::OutputError;
use crate::channels::{Artifact, Recipe};

/// What is known of a file that need not be made again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// blake3 of its bytes.
    pub digest: blake3::Hash,
    /// How large its words and its code are, of a slide.
    pub legibility: Option<Legibility>,
}

/// Who takes finished files, and knows those that are there.
pub trait Keeper: Sync {
    /// What is known of an artifact's file that need not be made again; `key` says what it is made of.
    fn kept(&self, artifact: &Artifact<'_>, key: &Key) -> Option<Kept>;

    /// Takes a finished file. Returns whether it differs from what was there.
    ///
    /// # Errors
    /// The disk refused.
    fn take(&self, address: &str, bytes: &[u8], digest: &blake3::Hash) -> Result<bool, OutputError>;

    /// Whether the same site will be made again soon: what helps then is kept in memory.
    fn comes_again(&self) -> bool {
        false
    }

    /// What was made of the site before; the keeper has all of its files still.
    fn before(&self) -> Option<&Before> {
        None
    }

    /// Told what is ready before pictures are drawn, and again behind each lot of them. `is_whole`: nothing is left.
    fn are_ready(&self, _ready: &Ready<'_, '_>, _is_whole: bool) {}

    /// In which lot a picture is drawn, 0 first: how much it is waited for.
    fn lot(&self, _artifact: &Artifact<'_>) -> u8 {
        0
    }

    /// Whose threads draw; `None`: all that there are.
    fn draws_on(&self) -> Option<&rayon::ThreadPool> {
        None
    }

    /// Whether anybody still wants what is being made. Where nobody does, the pictures that still wait are left.
    fn goes_on(&self) -> bool {
        true
    }
}

/// Whether a file's address says all it is made of, so that its key need not be compared.
pub fn is_named_by_key(artifact: &Artifact<'_>) -> bool {
    matches!(artifact.recipe, Recipe::Picture(_) | Recipe::Photo { .. } | Recipe::File { .. })
}

/// Nobody keeps anything: only what is wrong counts.
impl Keeper for () {
    fn kept(&self, _: &Artifact<'_>, _: &Key) -> Option<Kept> {
        None
    }

    fn take(&self, _: &str, _: &[u8], _: &blake3::Hash) -> Result<bool, OutputError> {
        Ok(true)
    }
}
