//! A theme's tools, which all pictures share.

use std::fmt;

use super::fields::Glyphs;
use super::sample;
use super::templates::{self, Templates};
use crate::diagnostics::{Diagnostic, Message};
use crate::draw::canvas::Canvas;
use crate::theme::Theme;

/// What a theme gives to every workshop: fonts, parsed sheets, templates, art. To read it takes longer than to draw a
/// picture, so whoever draws again and again keeps it.
pub struct Tools {
    pub(super) canvas: Canvas,
    pub(super) templates: Templates,
    pub(super) glyphs: Glyphs,
}

impl Tools {
    /// Reads and checks the theme's picture templates, style sheets, art and fonts. `facilities` are names of places
    /// that a line never breaks inside.
    ///
    /// # Errors
    /// Everything wrong with the theme, with file and line where known.
    pub fn new(theme: &Theme, facilities: Vec<String>) -> Result<Self, Vec<Diagnostic>> {
        let words = templates::vocabulary(theme);
        let (templates, mut flaws) = Templates::new(theme, facilities, &words);
        let canvas = templates::canvas(theme, &words).map_err(|found| flaws.extend(found)).ok();
        let broken = |font: &dyn fmt::Display| {
            let file = theme.sources().shown("theme.yaml");
            theme.sources().error_in("theme.yaml", Message::ThemeBroken { file, detail: font.to_string() })
        };
        let glyphs = Glyphs::new(theme).map_err(|font| flaws.push(broken(&font))).ok();
        if let Some(templates) = &templates {
            let found = sample::rehearse(templates, &flaws);
            flaws.extend(found);
        }
        match (canvas, templates, glyphs) {
            (Some(canvas), Some(templates), Some(glyphs)) if flaws.is_empty() => Ok(Self { canvas, templates, glyphs }),
            _ => Err(flaws),
        }
    }
}
