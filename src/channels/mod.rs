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
mod rows;
pub mod signage;
mod sitemap;
#[cfg(test)]
mod small_site;
mod structured;
mod words;

use std::collections::HashMap;
use std::sync::OnceLock;

use agenda::Agenda;
use jiff::Timestamp;

pub use artifact::{Artifact, Kind, Order, PageView, PictureRecipe, QrTarget, Reach, Recipe};
pub use words::{moment, one_line};

use crate::site::{Chosen, Course, Now, Session, Site};
use crate::theme::Theme;

/// What every channel plans from: the site, what its addresses and pages need of the theme, and the moment.
pub struct Scope<'s> {
    /// The site.
    pub site: &'s Site,
    /// The moment of the build; only `cli/` reads the clock.
    pub now: &'s Now,
    theme: &'s Theme,
    /// Digest of the theme's parts that pictures use, megabytes of fonts among them: made when the first picture is planned.
    theme_digest: OnceLock<blake3::Hash>,
    /// Names that pictures never break.
    whole_names: Vec<String>,
    /// Digest of the signage player's own files.
    player_digest: String,
    /// The theme's drawings for pages, by name.
    drawings: page::Drawings,
    /// What lies ahead in each course, by its slug.
    agendas: HashMap<&'s str, Agenda<'s>>,
    /// Whether any session is over.
    has_past: bool,
}

impl<'s> Scope<'s> {
    /// Prepares what all channels share.
    pub fn new(site: &'s Site, theme: &'s Theme, now: &'s Now) -> Self {
        let player_digest = theme.digest(&["signage/", "styles/player.css"]).to_hex()[..10].to_owned();
        let (whole_names, drawings) = (site.names_to_keep_whole(), page::drawings(theme));
        let agendas: HashMap<_, _> =
            site.courses.iter().map(|course| (&*course.slug, Agenda::new(course, now))).collect();
        let has_past = site.courses.iter().any(|course| agendas[&*course.slug].ahead.len() < course.sessions.len());
        let theme_digest = OnceLock::new();
        Self { site, now, theme, theme_digest, whole_names, player_digest, drawings, agendas, has_past }
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
        recipe.hash(&self.theme_digest(), &self.whole_names)
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
    /// What the whole site has once: lists, photos, screens.
    Site,
}

/// All parts of a site.
pub fn parts(site: &Site) -> Vec<Part<'_>> {
    let sessions = site.sessions().map(|(course, session)| Part::Session(course, session));
    sessions.chain(site.courses.iter().map(Part::Course)).chain([Part::Site]).collect()
}

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
        Part::Site => {
            if signage {
                artifacts.extend(signage::of_site(scope));
            }
            artifacts.extend(lists(scope));
        }
    }
    artifacts
}

/// What the whole site has once, besides screens.
fn lists<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Artifact<'s>> {
    let pages = page::of_site(scope).chain(calendar::of_site(scope));
    pages.chain(feed::of_site(scope)).chain(sitemap::of_site(scope))
}

/// The artifact at an address, found without planning what can't be it.
pub fn planned_at<'s>(scope: &'s Scope<'s>, address: &str) -> Option<Artifact<'s>> {
    let is_it = |artifact: &Artifact<'_>| artifact.address == address;
    let of_course = address.split_once('/').and_then(|(slug, rest)| {
        let course = scope.site.courses.iter().find(|course| course.slug == slug)?;
        Some((course, rest.strip_prefix("cards/").unwrap_or(rest)))
    });
    let Some((course, file)) = of_course else {
        let screens = address.starts_with("signage/") && scope.site.channels.signage;
        let screens = screens.then(|| signage::of_site(scope)).into_iter().flatten();
        return screens.chain(lists(scope)).find(is_it);
    };
    let owners = course.sessions.iter().filter(|session| file.starts_with(&session.name));
    let parts = owners.map(|session| Part::Session(course, session)).chain([Part::Course(course)]);
    parts.flat_map(|part| plan(scope, part)).find(is_it)
}
