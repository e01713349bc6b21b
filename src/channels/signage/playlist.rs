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
use super::spot::Spot;
use crate::channels::Scope;
use crate::channels::artifact::{Artifact, Order, Recipe};

/// What the player of one orientation knows, which is the city's `number`th.
pub fn playlist(scope: &Scope<'_>, number: usize, slides: &[Spot], standing: &Spot) -> Value {
    let signage = &scope.site.signage;
    json!({
        "built": scope.now.at().as_second(),
        "player": &scope.player_digest,
        "clock": signage.clock,
        "perCourse": signage.per_course,
        "standing": standing.entries[number]["steps"][0][1],
        "slides": slides.iter().map(|slide| &slide.entries[number]).collect::<Vec<_>>(),
        "round": round(slides),
    })
}

/// `signage/playlist.json`, which players look for.
pub fn artifact<'s>(scope: &Scope<'_>, screens: &[&Orientation], slides: &[Spot], standing: &Spot) -> Artifact<'s> {
    let of = |(number, orientation): (usize, &&Orientation)| {
        (orientation.name.to_owned(), playlist(scope, number, slides, standing))
    };
    let all: serde_json::Map<String, Value> = screens.iter().enumerate().map(of).collect();
    let bytes = Value::Object(all).to_string().into_bytes();
    Artifact::new("signage/playlist.json".to_owned(), Order::Index, Recipe::Bytes(bytes))
}

/// Every slide once, then again those with a greater share.
fn round(slides: &[Spot]) -> Vec<usize> {
    let most = slides.iter().map(|slide| slide.share).max().unwrap_or(0);
    let turn = |turn| slides.iter().enumerate().filter(move |(_, slide)| slide.share > turn);
    (0..most).flat_map(turn).map(|(number, _)| number).collect()
}
