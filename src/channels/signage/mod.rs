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
mod spot;
pub mod stick;
mod survey;

use std::collections::HashSet;

use super::artifact::{Artifact, Kind, Order, PageView, Recipe};
use super::page_view::PlayerPage;
use super::{Scope, page, words};
use crate::site::{Course, Session};
use orientation::{ORIENTATIONS, Orientation};
use slide::{Picture, Slide, standing};
pub use spot::{OfCourse, Spot};
use spot::{in_order, slides_of};

/// The city's slide, players and the playlist: what there is once.
pub fn of_site<'s>(scope: &'s Scope<'s>) -> Vec<Artifact<'s>> {
    let standing = standing(scope);
    let mut artifacts = pictures(scope, [&standing]);
    let slides = in_order(scope, |course| spots(scope, course).clone(), |spot| spot.share);
    let standing = Spot::new(scope, &standing);
    let screens: Vec<&'static Orientation> = screens(scope).collect();
    let players = screens.iter().enumerate();
    artifacts.extend(players.map(|(number, screen)| player(scope, screen, number, &slides, &standing)));
    artifacts.push(playlist::artifact(scope, &screens, &slides, &standing));
    artifacts
}

/// Everything that a course has on screens: its slides in every state they will be in, and its films.
pub fn of_course<'s>(scope: &'s Scope<'s>, course: &'s Course) -> Vec<Artifact<'s>> {
    let slides = slides_of(scope, course);
    scope.agenda(course).sheet.spots.get_or_init(|| slides.map(|slide| Spot::new(scope, slide)));
    pictures(scope, slides.iter().filter(|slide| slide.share(scope) > 0))
}

/// What players know of a course's slides.
fn spots<'a>(scope: &'a Scope<'a>, course: &'a Course) -> &'a OfCourse<Spot> {
    let spots = &scope.agenda(course).sheet.spots;
    spots.get_or_init(|| slides_of(scope, course).map(|slide| Spot::new(scope, slide)))
}

/// The pictures and films of slides.
fn pictures<'a, 's: 'a>(scope: &'s Scope<'s>, slides: impl IntoIterator<Item = &'a Slide<'s>>) -> Vec<Artifact<'s>> {
    let mut artifacts = Vec::new();
    let mut known = HashSet::new();
    for slide in slides {
        artifacts.extend(slide.film.map(|film| {
            let recipe =
                Recipe::File { file: film.file.clone(), digest: film.digest.clone(), place: film.place.clone() };
            Artifact::new(format!("signage/{}", slide.film_address()), Order::Picture, recipe)
        }));
        for picture in screens(scope).flat_map(|orientation| slide.pictures(scope, orientation)) {
            // Two slides of a course can show the same picture.
            if known.insert(picture.address.clone()) {
                artifacts.push(artifact(slide, picture));
            }
        }
    }
    artifacts
}

/// The ways in which the city's screens stand.
fn screens(scope: &Scope<'_>) -> impl Iterator<Item = &'static Orientation> {
    ORIENTATIONS.iter().filter(|orientation| orientation.is_used(scope))
}

/// What the screens show of a session at the moment: a picture for each way they stand; none where it is over.
pub fn shown_of_session<'s>(scope: &'s Scope<'s>, course: &'s Course, session: &'s Session) -> Vec<Artifact<'s>> {
    let slide = announcement::slide(scope, course, session);
    if session.is_ahead(scope.now) { shown(scope, &[slide]) } else { Vec::new() }
}

/// What the screens show of a course besides its sessions' announcements.
pub fn shown_of_course<'s>(scope: &'s Scope<'s>, course: &'s Course) -> Vec<Artifact<'s>> {
    shown(scope, &slide::others(scope, course))
}

/// The pictures that slides show at the moment.
fn shown<'s>(scope: &'s Scope<'s>, slides: &[Slide<'s>]) -> Vec<Artifact<'s>> {
    let both = screens(scope).flat_map(|orientation| slides.iter().map(move |slide| (slide, orientation)));
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
    number: usize,
    slides: &[Spot],
    standing: &Spot,
) -> Artifact<'s> {
    let address = format!("signage/{}.html", orientation.name);
    let title = format!("{}のサイネージ", scope.site.city);
    let first = |slide: &Spot| Some((slide.shown[number].clone()?, slide.alt.clone()));
    let view = PlayerPage {
        frame: page::frame(scope, "../", &address, title.clone(), title),
        orientation: orientation.name,
        playlist: words::script_json(&playlist::playlist(scope, number, slides, standing)),
        first: slides.iter().chain([standing]).find_map(first).unwrap_or_default(),
    };
    page::artifact(address, "signage/player.html", Order::Index, PageView::Player(Box::new(view)))
}
