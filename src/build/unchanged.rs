//! The short way: nothing has changed, so nothing is read, planned or made.
//!
//! It is taken where the last build's notes still hold: the same program, no content file touched, no moment passed at which
//! a page or slide would be another, and every file of the output as it was left.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::memory::{Footprint, Note, Notes, Print, print_of};
use super::output::{Changes, is_left_behind};
use super::{Report, Request};
use crate::content;
use crate::diagnostics::{Diagnostic, Message, Place, Source, Told};

/// The content and all themes as they are now: whatever a build reads.
pub fn seen(site: &Path) -> Print {
    print_of(site, &[site.join("content"), site.join("themes")])
}

/// What the last build said, where building again would change nothing.
pub fn report(request: &Request<'_>, notes: &Notes, seen: &Print) -> Option<Report> {
    let summary = &notes.summary;
    let now = request.now.as_second();
    let holds = summary.holds.0 <= now && now < summary.holds.1;
    if !holds || summary.print != seen.hex() || is_left_behind(request.out) {
        return None;
    }
    let is_untouched =
        |(address, note): (&String, &Note)| Footprint::at(&request.out.join(address)) == Some(note.footprint);
    if !notes.files.par_iter().all(is_untouched) {
        return None;
    }
    let diagnostics = summary.told.iter().map(|told| retold(request.site, told)).collect::<Option<_>>()?;
    let (announcements, cards, slides) = summary.counts;
    // The manifest is noted too, and is no file of the site.
    let changes = Changes { unchanged: notes.files.len().saturating_sub(1), ..Changes::default() };
    Some(Report { announcements, cards, slides, changes, diagnostics, ..Report::default() })
}

/// A diagnostic as it was told; its place is looked up in the file, which is the same as then.
fn retold(site: &Path, told: &Told) -> Option<Diagnostic> {
    let place = match &told.place {
        None => None,
        Some((path, range)) => {
            let (text, _) = content::decode(&std::fs::read(site.join(path)).ok()?)?;
            let source = Arc::new(Source { path: path.clone(), text });
            Some(Place::new(&source, range.clone()))
        }
    };
    Some(Diagnostic { severity: told.severity, message: Box::new(Message::Told(Box::new(told.clone()))), place })
}
