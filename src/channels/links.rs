//! Absolute addresses of pages, as other programs need them: calendars, feeds, search engines.

use super::Scope;
use crate::site::{Course, Session};

/// A session's page.
pub fn session_page(scope: &Scope<'_>, course: &Course, session: &Session) -> String {
    scope.absolute(&format!("{}/{}.html", course.slug, session.name))
}

/// A course's page, as its canonical address has it.
pub fn course_page(scope: &Scope<'_>, course: &Course) -> String {
    scope.absolute(&format!("{}/", course.slug))
}

/// The host the site stands on, `www.city.aoba.example.jp`.
pub fn host<'s>(scope: &Scope<'s>) -> &'s str {
    scope.site.base_url.trim_start_matches("https://").split('/').next().unwrap_or_default()
}
