//! Digital signage: the slides of all coming sessions in every state they will be in, the players that pick them by their
//! own clock, and the list they look for again and again.
//!
//! A slide here is a place in the loop; what it shows changes at the instants of its [`Step`]s. One picture is drawn for each
//! step, orientation and layout.

mod announcement;
mod dates;
mod further;
mod orientation;
mod playlist;
mod slide;
pub mod stick;
mod survey;

use std::collections::HashSet;

use super::artifact::{Artifact, Kind, Order, PageView, Recipe};
use super::page_view::PlayerPage;
use super::{Scope, page, words};
use crate::site::{Course, Session};
use orientation::{ORIENTATIONS, Orientation};
use slide::{Picture, Slide, slides, standing};

/// Slides, films, players and the playlist.
pub fn of_site<'s>(scope: &'s Scope<'s>) -> Vec<Artifact<'s>> {
    let slides = slides(scope);
    let standing = standing(scope);
    let screens: Vec<&'static Orientation> =
        ORIENTATIONS.iter().filter(|orientation| orientation.is_used(scope)).collect();
    let mut artifacts = Vec::new();
    let mut known = HashSet::new();
    for slide in slides.iter().chain([&standing]) {
        artifacts.extend(slide.film.map(|film| {
            let recipe =
                Recipe::File { file: film.file.clone(), digest: film.digest.clone(), place: film.place.clone() };
            Artifact::new(format!("signage/{}", slide.film_address()), Order::Picture, recipe)
        }));
        for orientation in &screens {
            for picture in slide.pictures(scope, orientation) {
                // Two slides of a course can show the same picture.
                if known.insert(picture.address.clone()) {
                    artifacts.push(artifact(slide, picture));
                }
            }
        }
    }
    artifacts.extend(screens.iter().map(|orientation| player(scope, orientation, &slides, &standing)));
    artifacts.push(playlist::artifact(scope, &screens, &slides, &standing));
    artifacts
}

/// What the screens show of a session at the moment: a picture for each way they stand; none where it is over.
pub fn of_session<'s>(scope: &'s Scope<'s>, course: &'s Course, session: &'s Session) -> Vec<Artifact<'s>> {
    let slide = announcement::slide(scope, course, session);
    if session.is_ahead(scope.now) { shown(scope, &[slide]) } else { Vec::new() }
}

/// What the screens show of a course besides its sessions' announcements.
pub fn of_course<'s>(scope: &'s Scope<'s>, course: &'s Course) -> Vec<Artifact<'s>> {
    shown(scope, &slide::others(scope, course))
}

/// The pictures that slides show at the moment.
fn shown<'s>(scope: &'s Scope<'s>, slides: &[Slide<'s>]) -> Vec<Artifact<'s>> {
    let screens = ORIENTATIONS.iter().filter(|orientation| orientation.is_used(scope));
    let both = screens.flat_map(|orientation| slides.iter().map(move |slide| (slide, orientation)));
    both.filter_map(|(slide, orientation)| Some(artifact(slide, slide.shown(scope, orientation)?))).collect()
}

fn artifact<'s>(slide: &Slide<'s>, picture: Picture) -> Artifact<'s> {
    let address = format!("signage/{}", picture.address);
    Artifact {
        kind: Kind::Slide,
        places: slide.places,
        ..Artifact::new(address, Order::Picture, Recipe::Picture(Box::new(picture.recipe)))
    }
}

fn player<'s>(
    scope: &'s Scope<'s>,
    orientation: &'static Orientation,
    slides: &[Slide<'s>],
    standing: &Slide<'s>,
) -> Artifact<'s> {
    let address = format!("signage/{}.html", orientation.name);
    let title = format!("{}のサイネージ", scope.site.city);
    let view = PlayerPage {
        frame: page::frame(scope, "../", &address, title.clone(), title),
        orientation: orientation.name,
        playlist: words::script_json(&playlist::playlist(scope, orientation, slides, standing)),
        first: first_shown(scope, orientation, slides.iter().chain([standing])),
    };
    page::artifact(address, "signage/player.html", Order::Index, PageView::Player(Box::new(view)))
}

/// The first picture that is shown, and what it says.
fn first_shown<'a, 's: 'a>(
    scope: &Scope<'_>,
    orientation: &Orientation,
    mut slides: impl Iterator<Item = &'a Slide<'s>>,
) -> (String, String) {
    let first = slides.find_map(|slide| Some((slide.shown(scope, orientation)?.address, slide.alt.clone())));
    first.unwrap_or_default()
}
