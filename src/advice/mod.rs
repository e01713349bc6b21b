//! The copy desk: reads what was written and what it means, and tells the writer what would serve the reader better.
//!
//! Style is never an error. One file a rule family; each rule says its level, its reason and its source.

use jiff::Timestamp;

use crate::content::Written;
use crate::diagnostics::Diagnostic;
use crate::site::Site;

/// Everything the copy desk has to say about what still lies ahead at `now`.
pub fn advise(_written: &Written, _site: &Site, _now: Timestamp) -> Vec<Diagnostic> {
    Vec::new()
}
