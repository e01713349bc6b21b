//! Says what shall exist: one file a channel. A channel plans artifacts and makes none of them.
//!
//! A new channel is one new file here and a line in [`plan`] for each kind of part that it is for.

mod agenda;
mod artifact;
mod calendar;
mod card;
mod changed;
mod facts;
mod feed;
mod links;
mod page;
pub mod page_view;
pub mod picture_view;
mod plain;
mod planned;
mod rows;
pub mod signage;
mod sitemap;
#[cfg(test)]
mod small_site;
mod structured;
mod words;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use agenda::Agenda;
use jiff::Timestamp;
use planned::{Common, Sheet};

pub use artifact::{Artifact, Kind, Order, PageView, PictureRecipe, QrTarget, Reach, Recipe};
pub use planned::Planned;
pub use words::{moment, one_line};

use crate::site::{Chosen, Course, Now, Session, Site};
use crate::theme::Theme;

/// What every channel plans from: the site, what its addresses and pages need of the theme, and the moment.
pub struct Scope<'s> {
    /// The site.
    pub site: &'s Site,
    /// The moment of the build; only `cli/` reads the clock.
    pub now: &'s Now,
    theme: &'s Arc<Theme>,
    /// Digest of the theme's parts that pictures use, megabytes of fonts among them: made when the first picture is planned.
    theme_digest: OnceLock<blake3::Hash>,
    /// What every course's plan takes from outside the course.
    common: Common,
    /// Digest of the signage player's own files.
    player_digest: String,
    /// The theme's drawings for pages, by name.
    drawings: page::Drawings,
    /// What lies ahead in each course, by its slug.
    agendas: HashMap<&'s str, Agenda<'s>>,
}

impl<'s> Scope<'s> {
    /// Prepares what all channels share.
    pub fn new(site: &'s Site, theme: &'s Arc<Theme>, now: &'s Now) -> Self {
        let common = Common::of(site, theme, now);
        Self::with(site, theme, now, common, |course| Agenda::new(course, now, Arc::new(Sheet::of(course)), false))
    }

    /// [`Scope::new`] for a site that will be planned again, and may have been planned before.
    pub fn again(site: &'s Site, theme: &'s Arc<Theme>, now: &'s Now, before: Option<&Planned>) -> Self {
        let common = Common::of(site, theme, now);
        let before = before.filter(|before| before.holds(&common, now));
        // What was answered before for this moment too, nobody asks again.
        before.inspect(|before| now.ends_by(before.until()));
        let agenda = |course: &'s Arc<Course>| match before.and_then(|before| before.sheet(course)) {
            Some(sheet) => Agenda::new(course, now, Arc::clone(sheet), true),
            None => Agenda::new(course, now, Arc::new(Sheet::with_rows(course)), false),
        };
        Self::with(site, theme, now, common, agenda)
    }

    fn with(
        site: &'s Site,
        theme: &'s Arc<Theme>,
        now: &'s Now,
        common: Common,
        agenda: impl Fn(&'s Arc<Course>) -> Agenda<'s>,
    ) -> Self {
        let player_digest = theme.digest(&["signage/", "styles/player.css"]).to_hex()[..10].to_owned();
        let drawings = page::drawings(theme);
        let agendas = site.courses.iter().map(|course| (&*course.slug, agenda(course))).collect();
        let theme_digest = OnceLock::new();
        Self { site, now, theme, theme_digest, common, player_digest, drawings, agendas }
    }

    /// Whether everything of a course would be planned as before.
    pub fn is_as_before(&self, course: &Course) -> bool {
        self.agenda(course).is_as_before
    }

    /// What to know when the site is planned again. To be asked when everything is planned.
    pub fn planned(&self) -> Planned {
        let courses = self.site.courses.iter().map(|course| (course, &self.agenda(course).sheet));
        Planned::new(self.common.clone(), self.now, courses)
    }

    /// Sessions of a course that still lie ahead.
    fn ahead(&self, course: &Course) -> impl Iterator<Item = &'s Session> {
        self.agenda(course).ahead.iter().copied()
    }

    /// Whether more than so many days have passed since a session's end.
    fn has_been_over_for(&self, session: &Session, days: i64) -> bool {
        let after = Timestamp::from_second(session.end.as_second() + days * 24 * 3600 + 1);
        after.is_ok_and(|after| self.now.has_come(after))
    }

    /// Digest of everything of the theme that a picture depends on.
    pub fn theme_digest(&self) -> blake3::Hash {
        let folders = ["cards/", "slides/", "art/", "fonts/", "styles/picture.css"];
        *self.theme_digest.get_or_init(|| self.theme.digest(&folders))
    }

    /// The HASH in a picture's name.
    fn picture_hash(&self, recipe: &PictureRecipe) -> String {
        recipe.hash(&self.theme_digest(), self.common.whole_names())
    }

    /// Absolute address of a file of the output.
    fn absolute(&self, address: &str) -> String {
        format!("{}{address}", self.site.base_url)
    }
}

/// A part of a site that is planned by itself: parts can be planned side by side, and one after another they need little
/// memory.
#[derive(Clone, Copy, Debug)]
pub enum Part<'s> {
    /// What a session is announced by.
    Session(&'s Course, &'s Session),
    /// What a course has of its own.
    Course(&'s Course),
    /// What a course has on screens.
    Slides(&'s Course),
    /// The city's slide, players and playlist.
    Screens,
    /// Pages of the whole site: home, archive …
    Pages,
    /// Calendar, feed and sitemap of the whole site.
    Lists,
}

/// All parts of a course.
pub fn parts(course: &Course) -> Vec<Part<'_>> {
    let sessions = course.sessions.iter().map(|session| Part::Session(course, session));
    sessions.chain([Part::Course(course), Part::Slides(course)]).collect()
}

/// What the whole site has once.
pub const SITE: [Part<'static>; 3] = [Part::Screens, Part::Pages, Part::Lists];

/// Everything that shall exist of a part, in no particular order.
pub fn plan<'s>(scope: &'s Scope<'s>, part: Part<'s>) -> Vec<Artifact<'s>> {
    let Chosen { card, signage } = scope.site.channels;
    let mut artifacts = Vec::new();
    match part {
        Part::Session(course, session) => {
            if card {
                artifacts.extend(card::of_session(scope, course, session));
            }
            artifacts.push(page::of_session(scope, course, session));
            artifacts.push(calendar::of_session(scope, course, session));
        }
        Part::Course(course) => {
            if card {
                artifacts.extend(card::of_course(scope, course));
            }
            artifacts.push(page::of_course(scope, course));
            artifacts.extend(page::photos(course));
            artifacts.extend(calendar::of_course(scope, course));
            artifacts.extend(feed::of_course(scope, course));
        }
        Part::Slides(course) => {
            if signage {
                artifacts.extend(signage::of_course(scope, course));
            }
        }
        Part::Screens => {
            if signage {
                artifacts.extend(signage::of_site(scope));
            }
        }
        Part::Pages => artifacts.extend(page::of_site(scope)),
        Part::Lists => artifacts.extend(lists(scope)),
    }
    artifacts
}

/// Calendar, feed and sitemap of the whole site.
fn lists<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Artifact<'s>> {
    calendar::of_site(scope).into_iter().chain(feed::of_site(scope)).chain(sitemap::of_site(scope))
}

/// The artifact at an address, found without planning what can't be it.
pub fn planned_at<'s>(scope: &'s Scope<'s>, address: &str) -> Option<Artifact<'s>> {
    let is_it = |artifact: &Artifact<'_>| artifact.address == address;
    let of_course = address.split_once('/').and_then(|(slug, rest)| {
        let course = scope.site.courses.iter().find(|course| course.slug == slug)?;
        Some((course, rest.strip_prefix("cards/").unwrap_or(rest)))
    });
    let Some((course, file)) = of_course else {
        if address.starts_with("signage/") {
            let slides = scope.site.courses.iter().map(|course| Part::Slides(course));
            return slides.chain([Part::Screens]).flat_map(|part| plan(scope, part)).find(is_it);
        }
        return page::of_site(scope).chain(lists(scope)).find(is_it);
    };
    let owners = course.sessions.iter().filter(|session| file.starts_with(&session.name));
    let parts = owners.map(|session| Part::Session(course, session)).chain([Part::Course(course)]);
    parts.flat_map(|part| plan(scope, part)).find(is_it)
}
