//! Makes one file of the plan for any moment, as a build at that moment would: the preview shows with it what a visitor
//! sees on a day to come.

use std::sync::{Mutex, PoisonError};

use super::Loaded;
use super::batch::Outcome;
use super::keeper::{Keeper, Kept};
use super::key::{Key, Keys};
use super::make::Maker;
use super::make_all::{Line, Stop};
use super::memory::Pictures;
use super::output::OutputError;
use crate::channels::{self, Artifact, Scope};
use crate::diagnostics::Diagnostic;
use crate::site::Now;

/// Holds the one file.
#[derive(Default)]
struct Hand(Mutex<Vec<u8>>);

impl Keeper for Hand {
    fn kept(&self, _: &Artifact<'_>, _: &Key) -> Option<Kept> {
        None
    }

    fn take(&self, _: &str, bytes: &[u8], _: &blake3::Hash) -> Result<bool, OutputError> {
        bytes.clone_into(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(true)
    }
}

/// The bytes of the file at `address` of a build at `now`; `None`: such a build makes no such file. `pictures` are those
/// that were drawn before.
///
/// # Errors
/// Everything that is wrong with it.
pub fn make_one(
    loaded: &Loaded,
    address: &str,
    now: &Now,
    pictures: Option<&Pictures>,
) -> Result<Option<Vec<u8>>, Vec<Diagnostic>> {
    let scope = Scope::new(&loaded.site, &loaded.theme, now);
    let Some(artifact) = channels::planned_at(&scope, address) else { return Ok(None) };
    let templates = loaded.theme.templates();
    let hand = Hand::default();
    let keys = Keys::new(&scope, &loaded.theme);
    let line = Line { templates: templates.as_ref().ok(), keys, keeper: &hand, pictures };
    let made = match line.first(artifact) {
        Outcome::Done(made) => made,
        Outcome::Waits(artifact, key, _) => {
            let maker = Maker::new(loaded, &[&artifact])?;
            line.make(&maker, &artifact, key)
        }
    };
    match made {
        Ok(_) => Ok(Some(hand.0.into_inner().unwrap_or_else(PoisonError::into_inner))),
        // What is wrong with the theme itself was not told with the page.
        Err(Stop::Content(found)) if found.is_empty() => Err(templates.as_ref().err().cloned().unwrap_or_default()),
        Err(stop) => Err(stop.into_diagnostics()),
    }
}
