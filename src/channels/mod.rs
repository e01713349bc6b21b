//! Says what shall exist: one file a channel. A channel plans artifacts and makes none of them.
//!
//! A new channel is one new file here and one line in [`plan`].

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

use jiff::Timestamp;

pub use artifact::{Artifact, Kind, Order, PageView, PictureRecipe, QrTarget, Reach, Recipe};
pub use words::moment;

use crate::site::{Course, Session, Site};
use crate::theme::Theme;

/// What every channel plans from: the site, what its addresses and pages need of the theme, and the moment.
pub struct Scope<'s> {
    /// The site.
    pub site: &'s Site,
    /// The moment of the build; only `cli/` reads the clock.
    pub now: Timestamp,
    /// Digest of the theme's parts that pictures use.
    theme_digest: blake3::Hash,
    /// Names that pictures never break.
    whole_names: Vec<String>,
    /// Digest of the signage player's own files.
    player_digest: String,
    /// The theme's drawings for pages, by name.
    drawings: page::Drawings,
}

impl<'s> Scope<'s> {
    /// Prepares what all channels share.
    pub fn new(site: &'s Site, theme: &Theme, now: Timestamp) -> Self {
        let theme_digest = theme.digest(&["cards/", "slides/", "art/", "fonts/", "styles/picture.css"]);
        let player_digest = theme.digest(&["signage/", "styles/player.css"]).to_hex()[..10].to_owned();
        let (whole_names, drawings) = (site.names_to_keep_whole(), page::drawings(theme));
        Self { site, now, theme_digest, whole_names, player_digest, drawings }
    }

    /// Sessions of a course that still lie ahead.
    fn ahead(&self, course: &'s Course) -> impl Iterator<Item = &'s Session> {
        let now = self.now;
        course.sessions.iter().filter(move |session| session.is_ahead(now))
    }

    /// The HASH in a picture's name.
    fn picture_hash(&self, recipe: &PictureRecipe) -> String {
        recipe.hash(&self.theme_digest, &self.whole_names)
    }

    /// Absolute address of a file of the output.
    fn absolute(&self, address: &str) -> String {
        format!("{}{address}", self.site.base_url)
    }
}

/// Everything that shall exist, lazily, in no particular order.
pub fn plan<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Artifact<'s>> + 's {
    let chosen = scope.site.channels;
    let cards = chosen.card.then(|| card::plan(scope));
    let signage = chosen.signage.then(|| signage::plan(scope));
    let pictures = cards.into_iter().flatten().chain(signage.into_iter().flatten());
    pictures
        .chain(page::plan(scope))
        .chain(calendar::plan(scope))
        .chain(feed::plan(scope))
        .chain(sitemap::plan(scope))
}
