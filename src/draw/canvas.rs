//! The canvas: HTML and CSS in, boxes or pixels out. The only place that knows the layout engine (takumi).
//!
//! One [`Canvas`] holds the parsed fonts and style sheets and is shared by all threads; a [`Page`] is one parsed card.

mod art;
mod boxes;
mod page;
mod strict;

use std::collections::HashMap;
use std::sync::Arc;

use takumi::prelude::{
    Bitmap, FontOverride, FontResource, FontSource, Fonts, GenericFamily, ImageSource, Lang, MeasuredNode, Node,
    RenderOptions, StyleSheet, Viewport,
};

pub use art::Art;
pub use boxes::{Area, Areas, Boxes, Fault};
pub use page::{Help, Page, SetLines, Setting, Slot, TextSlot, with_marks};
pub use strict::{FILLED_IN, Vocabulary, inline_flaws, sheet_flaws};

/// Decoded pictures by the address that a template writes in `src`.
pub type Images = HashMap<Arc<str>, ImageSource>;

/// Fonts and style sheets, parsed once.
pub struct Canvas {
    fonts: Fonts,
    sheet: Arc<StyleSheet>,
}

/// One picture's size and language.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// BCP 47 language of the words; it steers line breaking and glyph forms.
    pub lang: &'a str,
}

impl Canvas {
    /// Parses `fonts` (family, weight 1–1000, font file) and `css`, tokens first.
    ///
    /// # Errors
    /// The engine's words, without a place: run [`sheet_flaws`] first, which knows lines.
    pub fn new(fonts: &[(&str, u16, &[u8])], css: &[&str]) -> Result<Self, String> {
        let mut registered = Fonts::default();
        for (family, weight, bytes) in fonts {
            let source = FontSource::from_shared(Arc::new(bytes.to_vec()));
            let overrides = FontOverride {
                family_name: Some((*family).to_owned().into()),
                weight: Some(f32::from(*weight)),
                ..FontOverride::default()
            };
            let font = FontResource::new(source).override_info(overrides).generic_family(GenericFamily::SANS_SERIF);
            registered.register(font).map_err(|error| format!("{family} {weight}: {error}"))?;
        }
        let sheet = StyleSheet::parse_list(css).map_err(|error| error.to_string())?;
        Ok(Self { fonts: registered, sheet: Arc::new(sheet) })
    }

    /// Lays `node` out without drawing it.
    ///
    /// # Errors
    /// The engine's words.
    pub fn measure(&self, node: Node, images: &Images, frame: Frame) -> Result<MeasuredNode, String> {
        takumi::measure(self.options(node, images, frame)?).map_err(|error| error.to_string())
    }

    /// Draws `node`.
    ///
    /// # Errors
    /// The engine's words.
    pub fn render(&self, node: Node, images: &Images, frame: Frame) -> Result<Bitmap, String> {
        takumi::render(self.options(node, images, frame)?).map_err(|error| error.to_string())
    }

    fn options(&self, node: Node, images: &Images, frame: Frame) -> Result<RenderOptions<'_>, String> {
        let lang = Lang::parse(frame.lang).map_err(|error| error.to_string())?;
        Ok(RenderOptions::builder()
            .viewport(Viewport::new((frame.width, frame.height)))
            .node(node)
            .fonts(&self.fonts)
            .images(images.clone())
            .stylesheet(Arc::clone(&self.sheet))
            .lang(Some(lang))
            .build())
    }
}
