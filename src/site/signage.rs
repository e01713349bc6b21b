//! What a city sets for its screens, and the further slides of a course or session.

use std::path::PathBuf;

use super::{Photo, Places};
use crate::diagnostics::Place;

/// How slides are shown on the city's screens (`signage:` in site.yaml).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signage {
    /// Seconds a slide stays, at least [`Signage::LEAST_SECONDS`].
    pub seconds: u32,
    /// Which slide follows which.
    pub order: SlideOrder,
    /// How many announcements of one course are shown at a time, the next ones.
    pub per_course: u32,
    /// How often the kinds of slides come in one round.
    pub share: Share,
    /// Whether the player shows a clock.
    pub clock: bool,
    /// Whether left and right change places every hour.
    pub mirror: bool,
    /// Which way the screens stand.
    pub screens: Screens,
    /// The panel, and from where people look at it.
    pub panel: Panel,
}

impl Signage {
    /// Panels that play files show nothing for less, and nobody reads faster.
    pub const LEAST_SECONDS: u32 = 3;
    /// Nobody waits longer for the next slide.
    pub const MOST_SECONDS: u32 = 600;
}

impl Default for Signage {
    fn default() -> Self {
        Self {
            seconds: 12,
            order: SlideOrder::Date,
            per_course: 3,
            share: Share::default(),
            clock: false,
            mirror: true,
            screens: Screens::Both,
            panel: Panel::default(),
        }
    }
}

/// Which slide follows which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlideOrder {
    /// Soonest first, whatever the course.
    Date,
    /// Course by course.
    Course,
}

/// How often a slide of each kind comes in one round; 0 = never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Announcements of sessions.
    pub announcement: u32,
    /// What staff wrote under `slides:`.
    pub further: u32,
    /// The next dates of a course.
    pub dates: u32,
    /// Surveys.
    pub survey: u32,
}

impl Share {
    /// More would only make a round longer.
    pub const MOST: u32 = 9;
}

impl Default for Share {
    fn default() -> Self {
        Self { announcement: 1, further: 1, dates: 1, survey: 1 }
    }
}

/// Which way the screens stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screens {
    /// Some lie, some stand.
    Both,
    /// All lie.
    Landscape,
    /// All stand.
    Portrait,
}

/// A panel and where people stand before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// Its diagonal, in tenths of an inch.
    pub tenth_inches: u32,
    /// From how far its words must be read, in mm.
    pub read_mm: u32,
    /// From how far its codes must be scanned, in mm.
    pub scan_mm: u32,
    /// The lines that said so; absent where nothing was said.
    pub place: Option<Place>,
}

impl Default for Panel {
    /// The panel of most city halls: 43 inches, read from 5 m, scanned from 2 m.
    fn default() -> Self {
        Self { tenth_inches: 430, read_mm: 5000, scan_mm: 2000, place: None }
    }
}

impl Panel {
    /// Width of one of 1920 (or, upright, height of one of 1920) pixels in µm: panels are 16:9.
    pub fn pixel_um(&self) -> u32 {
        let diagonal_um = f64::from(self.tenth_inches) * 2540.0;
        (diagonal_um * 16.0 / 16_f64.hypot(9.0) / 1920.0).round() as u32
    }
}

/// A further slide, beside the announcement itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FurtherSlide {
    /// What it shows.
    pub content: Further,
    /// Seconds it stays, where it says so.
    pub seconds: Option<u32>,
    /// Where it stands; a session that says nothing of its own has its course's slides, from the same place.
    pub place: Place,
    /// The lines of its file; `slides` are its own words.
    pub places: Places,
}

/// What a further slide shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Further {
    /// A photo with a caption.
    Photo {
        /// The photo.
        photo: Photo,
        /// What is said about it.
        caption: String,
    },
    /// Words: somebody's, or a claim.
    Words {
        /// The words; `／` is a wished line break.
        words: String,
        /// Who said them, or what the claim rests on.
        source: Option<String>,
    },
    /// A short silent film; its still is shown where it cannot play.
    Film {
        /// The film.
        film: Film,
        /// A picture of it.
        still: Photo,
        /// What is said about it.
        caption: String,
    },
}

/// A film that lies in the content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Film {
    /// The file.
    pub file: PathBuf,
    /// blake3 of its bytes, in hex.
    pub digest: String,
    /// The characters that name it.
    pub place: Place,
}
