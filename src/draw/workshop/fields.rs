//! The words of a picture by the name of their field: which are too long, which have characters without a glyph.

use crate::channels::picture_view::PictureView;
use crate::theme::Theme;

use super::errors::DrawError;
use crate::draw::glyphs::{self, Advances, BrokenFont, Coverage};

/// Fields that hold words, in the order in which they are read.
pub const FIELDS: [&str; 11] = [
    "headline",
    "audience",
    "venue",
    "when",
    "undated",
    "partner_note",
    "cancel_note",
    "brand",
    "badge",
    "action",
    "phone",
];

/// The field of this name, if it is one of [`FIELDS`].
pub fn known(name: &str) -> Option<&'static str> {
    FIELDS.into_iter().find(|field| *field == name)
}

/// The texts of a field.
fn texts<'a>(view: &'a PictureView, field: &str) -> Vec<&'a str> {
    match field {
        "headline" => vec![&view.headline],
        "audience" => vec![&view.audience],
        "brand" => vec![&view.brand],
        "action" => vec![&view.action.label],
        "venue" => view.venue.iter().map(String::as_str).collect(),
        "partner_note" => view.partner_note.iter().map(String::as_str).collect(),
        "cancel_note" => view.cancel_note.iter().map(String::as_str).collect(),
        "phone" => view.phone.iter().map(String::as_str).collect(),
        "undated" => view.undated.iter().map(String::as_str).collect(),
        "badge" => view.badge.iter().map(|badge| badge.text.as_str()).collect(),
        "when" => {
            let when = view.when.iter();
            when.flat_map(|when| [&when.weekday, &when.time].into_iter().chain(&when.previous))
                .map(String::as_str)
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The texts of a field that a writer can shorten.
fn texts_mut<'a>(view: &'a mut PictureView, field: &str) -> Vec<&'a mut String> {
    match field {
        "headline" => vec![&mut view.headline],
        "audience" => vec![&mut view.audience],
        "brand" => vec![&mut view.brand],
        "action" => vec![&mut view.action.label],
        "venue" => view.venue.iter_mut().collect(),
        "partner_note" => view.partner_note.iter_mut().collect(),
        "cancel_note" => view.cancel_note.iter_mut().collect(),
        "phone" => view.phone.iter_mut().collect(),
        "undated" => view.undated.iter_mut().collect(),
        "badge" => view.badge.iter_mut().map(|badge| &mut badge.text).collect(),
        _ => Vec::new(),
    }
}

/// The view without its emoji, and which were taken out of which field.
pub fn without_emoji(view: &PictureView) -> (PictureView, Vec<(&'static str, String)>) {
    let mut clean = view.clone();
    let mut found = Vec::new();
    for field in FIELDS {
        let mut chars = String::new();
        for text in texts_mut(&mut clean, field) {
            let (without, emoji) = glyphs::without_emoji(text);
            *text = without;
            chars.extend(emoji);
        }
        if !chars.is_empty() {
            found.push((field, chars));
        }
    }
    (clean, found)
}

/// Characters in the longest text of a field.
pub fn length(view: &PictureView, field: &str) -> usize {
    texts(view, field).iter().map(|text| text.chars().count()).max().unwrap_or(0)
}

/// Fields by falling length, those that a writer can shorten.
pub fn longest_first(view: &PictureView) -> Vec<&'static str> {
    let mut fields: Vec<_> = FIELDS.into_iter().filter(|field| *field != "when" && length(view, field) > 0).collect();
    fields.sort_by_key(|field| std::cmp::Reverse(length(view, field)));
    fields
}

/// The first field with more than `most` characters, and how many more.
pub fn overlong(view: &PictureView, most: usize) -> Option<(&'static str, usize)> {
    let over = |field: &'static str| Some((field, length(view, field).checked_sub(most).filter(|over| *over > 0)?));
    FIELDS.into_iter().find_map(over)
}

/// The smallest number of characters to take from the end of a field's longest text so that `fits` holds; `None` if
/// not even a single character left fits.
pub fn characters_over(view: &PictureView, field: &str, fits: &dyn Fn(&PictureView) -> bool) -> Option<usize> {
    let (mut low, mut high) = (1, length(view, field).saturating_sub(1));
    if high == 0 || !fits(&shortened(view, field, high)) {
        return None;
    }
    while low < high {
        let middle = low.midpoint(high);
        if fits(&shortened(view, field, middle)) { high = middle } else { low = middle + 1 }
    }
    Some(high)
}

fn shortened(view: &PictureView, field: &str, by: usize) -> PictureView {
    let mut view = view.clone();
    if let Some(text) = texts_mut(&mut view, field).into_iter().max_by_key(|text| text.chars().count()) {
        let keep = text.chars().count().saturating_sub(by);
        *text = text.chars().take(keep).collect();
    }
    view
}

/// Which characters the theme's picture fonts can draw.
pub struct Glyphs {
    coverage: Coverage,
    /// Of the heaviest font, the headline's.
    pub advances: Advances,
}

impl Glyphs {
    /// Reads the character maps of the theme's fonts.
    pub fn new(theme: &Theme) -> Result<Self, BrokenFont> {
        let fonts = theme.fonts();
        let coverage = Coverage::of_fonts(fonts.iter().map(|(_, _, bytes)| *bytes))?;
        let main = fonts.first().map_or("", |font| font.0);
        let heaviest =
            fonts.iter().filter(|font| font.0 == main).max_by_key(|font| font.1).map_or(&[][..], |font| font.2);
        Ok(Self { coverage, advances: Advances::of_font(heaviest)? })
    }

    /// Names the first field with characters that have no glyph.
    pub fn check(&self, view: &PictureView) -> Result<(), DrawError> {
        for field in FIELDS {
            let chars: String = self.coverage.missing(&texts(view, field).concat()).into_iter().collect();
            if !chars.is_empty() {
                return Err(DrawError::MissingGlyphs { field, chars });
            }
        }
        Ok(())
    }
}
