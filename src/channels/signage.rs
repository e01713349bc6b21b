//! Digital signage: two slides for each coming session, and a player that shows them without a network.

use jiff::Timestamp;

use super::artifact::{Artifact, Kind, Order, PageView, PictureRecipe, Recipe};
use super::page_view::{PlayerPage, PlayerSlide};
use super::picture_view::ActionKind;
use super::{Scope, card, page, words};
use crate::site::dates::month_day_weekday;
use crate::site::{Course, QrChannel, Session};

/// Seconds a slide stays, where site.yaml says nothing.
const SECONDS: u32 = 12;

/// A screen's orientation: folder, template, size in px.
struct Orientation {
    name: &'static str,
    template: &'static str,
    shown: &'static str,
    size: (u32, u32),
}

const ORIENTATIONS: [Orientation; 2] = [
    Orientation {
        name: "landscape", template: "slides/landscape", shown: "横向きのスライド", size: (1920, 1080)
    },
    Orientation {
        name: "portrait", template: "slides/portrait", shown: "縦向きのスライド", size: (1080, 1920)
    },
];

/// Slides of every coming session, and the players.
pub fn plan<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Artifact<'s>> + 's {
    let slides = coming(scope).flat_map(move |(course, session)| {
        ORIENTATIONS.iter().map(move |orientation| {
            let recipe = recipe(scope, course, session, orientation);
            let address = format!("signage/{}", address(scope, course, session, orientation, &recipe));
            Artifact {
                kind: Kind::Slide,
                places: Some(&session.places),
                ..Artifact::new(address, Order::Picture, Recipe::Picture(Box::new(recipe)))
            }
        })
    });
    slides.chain(ORIENTATIONS.iter().map(move |orientation| player(scope, orientation)))
}

/// Sessions worth a slide now: those that lie ahead and, where one must book, can still be booked.
fn coming<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = (&'s Course, &'s Session)> + 's {
    let mut coming: Vec<_> =
        scope.site.sessions().filter(|(course, session)| shown_until(scope, course, session) > scope.now).collect();
    coming.sort_by_key(|(course, session)| (session.start, &course.slug, &session.name));
    coming.into_iter()
}

/// When a slide has said its last: an invitation to book when booking closes, all else when the session ends.
fn shown_until(scope: &Scope<'_>, course: &Course, session: &Session) -> Timestamp {
    let (action, _) = card::action(scope, course, session, None, "");
    match action.kind {
        ActionKind::Book | ActionKind::Phone => session.booking.closes.min(session.end),
        ActionKind::Course | ActionKind::Survey | ActionKind::None => session.end,
    }
}

/// Address of a slide, relative to the player. Two courses may have sessions of the same name.
fn address(
    scope: &Scope<'_>,
    course: &Course,
    session: &Session,
    orientation: &Orientation,
    recipe: &PictureRecipe,
) -> String {
    let (hash, ending) = (scope.picture_hash(recipe), recipe.ending());
    format!("slides/{}/{}-{}.{hash}.{ending}", orientation.name, course.slug, session.name)
}

fn recipe(scope: &Scope<'_>, course: &Course, session: &Session, orientation: &Orientation) -> PictureRecipe {
    let (action, qr) = card::action(scope, course, session, Some(QrChannel::Signage), "スマホで予約");
    PictureRecipe {
        template: orientation.template,
        name: orientation.shown,
        view: card::view(scope, course, session, action),
        qr,
        size: orientation.size,
        photo: session.photo.clone(),
    }
}

fn player<'s>(scope: &'s Scope<'s>, orientation: &'static Orientation) -> Artifact<'s> {
    let slides = coming(scope)
        .map(|(course, session)| PlayerSlide {
            src: address(scope, course, session, orientation, &recipe(scope, course, session, orientation)),
            alt: format!("{} {} {}", month_day_weekday(session.date), course.name, words::one_line(&session.headline)),
            until: shown_until(scope, course, session).as_second(),
        })
        .collect();
    let address = format!("signage/{}.html", orientation.name);
    let title = format!("{}のサイネージ", scope.site.city);
    let view = PlayerPage {
        frame: page::frame(scope, "../", &address, title.clone(), title),
        orientation: orientation.name,
        slides,
        seconds: SECONDS,
    };
    page::artifact(address, "signage/player.html", Order::Index, PageView::Player(Box::new(view)))
}
