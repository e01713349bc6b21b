//! What is left of planning a site for planning it again: which courses would be planned as before, and what lists of the
//! whole site show of those.
//!
//! Whatever is planned for a course follows from the course, from [`Common`] and from the moment. A channel that looks at
//! another course belongs to the parts of the whole site ([`super::SITE`]), which are planned anew each time.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use super::page_view::RowView;
use super::signage::{OfCourse, Spot};
use crate::site::{Course, Now, Site};
use crate::theme::Theme;

/// What every course's plan takes from outside the course, besides the moment.
#[derive(Clone)]
pub(super) struct Common {
    /// The site without its courses, and without what no course asks for: the word on accessibility, where it is published.
    site: Site,
    theme: Arc<Theme>,
    /// Names that pictures never break.
    whole_names: Vec<String>,
    /// Whether any session of the site is over.
    has_past: bool,
}

/// What lists of the whole site show of a course, each made when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Whether the course has a feed.
    pub has_feed: OnceLock<bool>,
    /// Each session's event, for the calendars it stands in.
    pub events: Vec<OnceLock<Box<str>>>,
    /// Each session's row in lists of the whole site; none where the site is planned once: of ten thousand sessions they
    /// are 20 MB.
    pub rows: Vec<OnceLock<RowView>>,
    /// Its places in the loop of slides.
    pub spots: OnceLock<OfCourse<Spot>>,
}

/// A site that was planned.
#[derive(Clone)]
pub struct Planned {
    common: Common,
    /// The moment it was planned for, and until when that answers every question the same way, in seconds since 1970.
    holds: (Timestamp, i64),
    courses: HashMap<String, (Arc<Course>, Arc<Sheet>)>,
}

impl Common {
    /// What a site's courses have in common at `now`.
    pub fn of(site: &Site, theme: &Arc<Theme>, now: &Now) -> Self {
        let has_past = site.sessions().any(|(_, session)| !session.is_ahead(now));
        let whole_names = site.names_to_keep_whole();
        let site = Site { courses: Vec::new(), policy: String::new(), targets: Vec::new(), ..site.clone() };
        Self { site, theme: Arc::clone(theme), whole_names, has_past }
    }

    /// Names that pictures never break.
    pub fn whole_names(&self) -> &[String] {
        &self.whole_names
    }

    /// Whether any session of the site is over.
    pub fn has_past(&self) -> bool {
        self.has_past
    }

    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.theme, &other.theme)
            && self.has_past == other.has_past
            && self.whole_names == other.whole_names
            && self.site == other.site
    }
}

impl Sheet {
    /// An empty one for a site that is planned once.
    pub fn of(course: &Course) -> Self {
        Self { events: course.sessions.iter().map(|_| OnceLock::new()).collect(), ..Self::default() }
    }

    /// An empty one that remembers rows.
    pub fn with_rows(course: &Course) -> Self {
        Self { rows: course.sessions.iter().map(|_| OnceLock::new()).collect(), ..Self::of(course) }
    }
}

impl Planned {
    /// What was planned from `common` at `now`, once everything is planned.
    pub(super) fn new<'a>(
        common: Common,
        now: &Now,
        courses: impl Iterator<Item = (&'a Arc<Course>, &'a Arc<Sheet>)>,
    ) -> Self {
        let known = courses.map(|(course, sheet)| (course.slug.clone(), (Arc::clone(course), Arc::clone(sheet))));
        Self { common, holds: (now.at(), now.holds_until()), courses: known.collect() }
    }

    /// Whether the rest of the site, and the moment, would make the same of a course as before.
    pub(super) fn holds(&self, common: &Common, now: &Now) -> bool {
        let (at, until) = self.holds;
        self.common.is(common) && at <= now.at() && now.at().as_second() < until
    }

    /// Until when it holds, in seconds since 1970.
    pub(super) fn until(&self) -> i64 {
        self.holds.1
    }

    /// The sheet of a course of which nothing was touched.
    pub(super) fn sheet(&self, course: &Arc<Course>) -> Option<&Arc<Sheet>> {
        let (known, sheet) = self.courses.get(&course.slug)?;
        Arc::ptr_eq(known, course).then_some(sheet)
    }
}
