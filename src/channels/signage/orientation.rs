//! The two ways a screen can stand, each with templates of its own.

use crate::channels::Scope;
use crate::channels::picture_view::PictureForm;
use crate::site::Screens;

/// What a slide's template lays out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One session, a survey or the city's standing slide.
    Announcement,
    /// The next dates of a course.
    Dates,
    /// A photo with a caption.
    Photo,
    /// Somebody's words, or a claim.
    Words,
}

/// A screen's orientation: folder, size in px, templates.
#[derive(Debug, PartialEq, Eq)]
pub struct Orientation {
    /// Folder of its slides, and name of its player.
    pub name: &'static str,
    /// What staff call its slides.
    pub shown: &'static str,
    /// Width and height in px.
    pub size: (u32, u32),
    used_by: Screens,
    templates: [&'static str; 4],
}

/// Lying, standing.
pub const ORIENTATIONS: [Orientation; 2] = [
    Orientation {
        name: "landscape",
        shown: "横向きのスライド",
        size: (1920, 1080),
        used_by: Screens::Landscape,
        templates: ["slides/landscape", "slides/landscape-dates", "slides/landscape-photo", "slides/landscape-words"],
    },
    Orientation {
        name: "portrait",
        shown: "縦向きのスライド",
        size: (1080, 1920),
        used_by: Screens::Portrait,
        templates: ["slides/portrait", "slides/portrait-dates", "slides/portrait-photo", "slides/portrait-words"],
    },
];

impl Orientation {
    /// The template of a layout.
    pub fn template(&self, layout: Layout) -> &'static str {
        self.templates[layout as usize]
    }

    /// Whether the city has screens that stand this way.
    pub fn is_used(&self, scope: &Scope<'_>) -> bool {
        let screens = scope.site.signage.screens;
        screens == Screens::Both || screens == self.used_by
    }

    /// The size of the file that a picture becomes: a turned one has its sides swapped.
    pub fn file_size(&self, form: PictureForm) -> (u32, u32) {
        let (width, height) = self.size;
        if form == PictureForm::TurnedStick { (height, width) } else { (width, height) }
    }
}
