//! What goes on a stick for panels that play files and know no time: only slides that are right over all its days.

use jiff::Timestamp;

use super::orientation::{ORIENTATIONS, Orientation};
use super::slide::{Scene, Slide, slides, standing};
use crate::channels::Scope;
use crate::channels::artifact::{Artifact, Kind, Order, Reach, Recipe};
use crate::channels::picture_view::PictureForm;

/// Which panel a stick is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StickKind {
    /// A panel that lies.
    Landscape,
    /// A panel that stands and turns its pictures itself.
    Portrait,
    /// A panel that stands and does not: the pictures lie on their side.
    PortraitRotated,
}

/// Everything on a stick, in playing order.
pub struct Stick<'s> {
    /// The slides.
    pub slides: Vec<StickSlide<'s>>,
    /// Slides that are right only on some of the days: what they say, and until when they are right.
    pub left_out: Vec<(String, Timestamp)>,
}

/// One slide on a stick.
pub struct StickSlide<'s> {
    /// What it says.
    pub alt: String,
    /// Seconds it stays.
    pub seconds: u32,
    /// From when it says something wrong.
    pub until: Timestamp,
    /// The picture, for staff only; its address is the file's name on the stick.
    pub artifact: Artifact<'s>,
}

/// Plans a stick for the time from `from` until `until`.
pub fn stick<'s>(scope: &'s Scope<'s>, kind: StickKind, from: Timestamp, until: Timestamp) -> Stick<'s> {
    let (orientation, form) = match kind {
        StickKind::Landscape => (&ORIENTATIONS[0], PictureForm::Stick),
        StickKind::Portrait => (&ORIENTATIONS[1], PictureForm::Stick),
        StickKind::PortraitRotated => (&ORIENTATIONS[1], PictureForm::TurnedStick),
    };
    let (mut chosen, mut left_out) = (Vec::new(), Vec::new());
    let slides = slides(scope);
    for slide in &slides {
        let scenes = || slide.steps.iter().filter_map(|step| step.scene.as_ref()).filter(|scene| scene.stays);
        let holds = |scene: &&Scene| scene.holds.0 <= from && scene.holds.1 >= until;
        match scenes().rfind(holds) {
            Some(scene) => chosen.push((slide, scene)),
            None => {
                let partly = scenes().map(|scene| scene.holds).find(|holds| holds.0 < until && holds.1 > from);
                left_out.extend(partly.map(|holds| (slide.alt.clone(), holds.1)));
            }
        }
    }
    let standing = standing(scope);
    if chosen.is_empty() {
        chosen.extend(standing.steps.iter().filter_map(|step| step.scene.as_ref()).map(|scene| (&standing, scene)));
    }
    let slides = chosen
        .into_iter()
        .enumerate()
        .map(|(number, (slide, scene))| on_stick(scope, orientation, form, number + 1, slide, scene));
    Stick { slides: slides.collect(), left_out }
}

fn on_stick<'s>(
    scope: &Scope<'_>,
    orientation: &'static Orientation,
    form: PictureForm,
    number: usize,
    slide: &Slide<'s>,
    scene: &Scene,
) -> StickSlide<'s> {
    let name = format!("{number:03}-{}.jpg", slide.name.replace('.', "-"));
    let recipe = scene.recipe(orientation, form, false, false);
    StickSlide {
        alt: slide.alt.clone(),
        seconds: slide.seconds.unwrap_or(scope.site.signage.seconds),
        until: scene.holds.1,
        artifact: Artifact {
            reach: Reach::Staff,
            kind: Kind::Slide,
            places: slide.places,
            ..Artifact::new(name, Order::Picture, Recipe::Picture(Box::new(recipe)))
        },
    }
}
