//! The playlist: what a player knows. It stands inside each player and, for all of them, in `playlist.json`.
//!
//! ```json
//! {"built": 1796083200,          the build's moment, seconds since 1970; an earlier clock is wrong
//!  "player": "1f2e3d4c5b",       digest of the player's own files: another one calls for a fresh page
//!  "clock": false,               whether a clock is shown
//!  "perCourse": 3,               announcements of one course shown at a time
//!  "standing": ["slides/landscape/standing.x.png", "slides/landscape/standing.b.y.png"],
//!  "slides": [{"alt": "…", "kind": "announcement", "course": "rinyushoku", "seconds": 12, "film": "films/….mp4",
//!              "steps": [[0, ["A.png", "B.png"]], [1796300000, ["closed.png"]], [1796400000, []]]}],
//!  "round": [0, 1, 2, 0]}        numbers of slides, in the order of one round
//! ```
//! A step holds from its instant until the next one's; its pictures are layout A and, where there is one, layout B; none:
//! nothing is shown. `playlist.json` has such an object for each orientation, by name.

use serde_json::{Value, json};

use super::orientation::Orientation;
use super::slide::{Slide, SlideKind};
use crate::channels::Scope;
use crate::channels::artifact::{Artifact, Order, Recipe};

/// What the player of one orientation knows.
pub fn playlist(scope: &Scope<'_>, orientation: &Orientation, slides: &[Slide<'_>], standing: &Slide<'_>) -> Value {
    let signage = &scope.site.signage;
    let standing = standing.steps.iter().find_map(|step| step.scene.as_ref().map(|scene| (standing, scene)));
    let standing: Vec<String> = standing
        .map(|(slide, scene)| {
            slide.layouts(scope, orientation, scene).into_iter().map(|picture| picture.address).collect()
        })
        .unwrap_or_default();
    json!({
        "built": scope.now.at().as_second(),
        "player": &scope.player_digest,
        "clock": signage.clock,
        "perCourse": signage.per_course,
        "standing": standing,
        "slides": slides.iter().map(|slide| entry(scope, orientation, slide)).collect::<Vec<_>>(),
        "round": round(scope, slides),
    })
}

/// `signage/playlist.json`, which players look for.
pub fn artifact<'s>(
    scope: &Scope<'_>,
    screens: &[&Orientation],
    slides: &[Slide<'_>],
    standing: &Slide<'_>,
) -> Artifact<'s> {
    let all: serde_json::Map<String, Value> = screens
        .iter()
        .map(|orientation| (orientation.name.to_owned(), playlist(scope, orientation, slides, standing)))
        .collect();
    let bytes = Value::Object(all).to_string().into_bytes();
    Artifact::new("signage/playlist.json".to_owned(), Order::Index, Recipe::Bytes(bytes))
}

fn entry(scope: &Scope<'_>, orientation: &Orientation, slide: &Slide<'_>) -> Value {
    let pictures = |step: &super::slide::Step| -> Vec<String> {
        let scene = step.scene.iter();
        scene.flat_map(|scene| slide.layouts(scope, orientation, scene)).map(|picture| picture.address).collect()
    };
    let steps: Vec<Value> = slide
        .steps
        .iter()
        .map(|step| json!([step.from.map_or(0, jiff::Timestamp::as_second), pictures(step)]))
        .collect();
    let mut entry = json!({
        "alt": slide.alt,
        "kind": kind(slide.kind),
        "course": slide.course,
        "seconds": slide.seconds.unwrap_or(scope.site.signage.seconds),
        "steps": steps,
    });
    if slide.film.is_some() {
        entry["film"] = json!(slide.film_address());
    }
    entry
}

fn kind(kind: SlideKind) -> &'static str {
    match kind {
        SlideKind::Announcement => "announcement",
        SlideKind::Further => "further",
        SlideKind::Dates => "dates",
        SlideKind::Survey => "survey",
        SlideKind::Standing => "standing",
    }
}

/// Every slide once, then again those with a greater share.
fn round(scope: &Scope<'_>, slides: &[Slide<'_>]) -> Vec<usize> {
    let most = slides.iter().map(|slide| slide.share(scope)).max().unwrap_or(0);
    let turn = |turn| slides.iter().enumerate().filter(move |(_, slide)| slide.share(scope) > turn);
    (0..most).flat_map(turn).map(|(number, _)| number).collect()
}
