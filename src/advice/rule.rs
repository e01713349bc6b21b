//! What a rule of the copy desk is: how grave, why, and by whose word, with examples that tests try.

use super::{audience, booking, calendar, dates, forms, headline, numbers, sentence, wording};
use crate::diagnostics::Severity;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its id, for `allow:` and `levels:`.
    pub id: &'static str,
    /// How grave it is where site.yaml says nothing. `None`: it is off.
    pub level: Option<Severity>,
    /// What it is about, as a heading for staff.
    pub name: &'static str,
    /// Why readers are better off, in Japanese.
    pub reason: &'static str,
    /// The same in English.
    pub reason_en: &'static str,
    /// Who says so.
    pub source: &'static str,
    /// Before and after, as staff read it in the guide.
    pub shown: (&'static str, &'static str),
    /// Files it must speak about, in the form that `tests.rs` describes.
    pub bad: &'static [&'static str],
    /// Files about which it must be silent.
    pub good: &'static [&'static str],
}

/// Off, hint and warning, as rules write them.
pub const OFF: Option<Severity> = None;
/// Nice to know.
pub const HINT: Option<Severity> = Some(Severity::Hint);
/// Readers may come in vain, or not at all.
pub const WARNING: Option<Severity> = Some(Severity::Warning);

/// Every rule, family by family, in the order of the guide.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    [
        headline::RULES,
        audience::RULES,
        booking::RULES,
        forms::RULES,
        calendar::RULES,
        numbers::RULES,
        dates::RULES,
        sentence::RULES,
        wording::RULES,
    ]
    .into_iter()
    .flatten()
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}
