//! The words of a picture by the name of their field: which are too long, which have characters without a glyph.

use crate::channels::picture_view::PictureView;
use crate::theme::Theme;

use super::errors::DrawError;
use crate::draw::glyphs::{self, Advances, BrokenFont, Coverage};

/// Fields that hold words, in the order in which they are read.
pub const FIELDS: [&str; 12] = [
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
    "source",
];

/// Fields whose words staff write and can shorten; all others are ours, or a telephone number.
const WRITTEN: [&str; 5] = ["headline", "audience", "venue", "source", "brand"];

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
        "source" => view.slide.source.iter().map(String::as_str).collect(),
        "badge" => {
            let marks = view.slide.rows.iter().filter_map(|row| row.mark.as_ref());
            view.badge.iter().chain(marks).map(|badge| badge.text.as_str()).collect()
        }
        "when" => {
            let when = view.when.iter();
            let day = when.flat_map(|when| [&when.weekday, &when.time].into_iter().chain(&when.previous));
            let rows = view.slide.rows.iter().flat_map(|row| [&row.weekday, &row.time]);
            day.chain(rows).map(String::as_str).collect()
        }
        _ => Vec::new(),
    }
}

/// The same to be changed; a date's words are not.
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
        "source" => view.slide.source.iter_mut().collect(),
        "badge" => {
            let marks = view.slide.rows.iter_mut().filter_map(|row| row.mark.as_mut());
            view.badge.iter_mut().chain(marks).map(|badge| &mut badge.text).collect()
        }
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
    clean.venue.retain(|line| !line.is_empty());
    clean.slide.source.take_if(|source| source.is_empty());
    (clean, found)
}

/// Characters of a field.
fn length(view: &PictureView, field: &str) -> usize {
    texts(view, field).iter().map(|text| text.chars().count()).sum()
}

/// Characters that can be taken from a field: one of each of its texts stays.
fn spare(view: &PictureView, field: &str) -> usize {
    texts(view, field).iter().map(|text| text.chars().count().saturating_sub(1)).sum()
}

/// Fields that staff can shorten: the one that is blamed first, then by falling length.
pub fn to_shorten(view: &PictureView, blamed: Option<&str>) -> Vec<&'static str> {
    let mut fields: Vec<_> = WRITTEN.into_iter().filter(|field| spare(view, field) > 0).collect();
    fields.sort_by_key(|field| (blamed != Some(*field), std::cmp::Reverse(length(view, field))));
    fields
}

/// The view with at most `most` characters in each field that staff write; which field had more, and how many more.
pub fn clipped(view: &PictureView, most: usize) -> Option<(PictureView, &'static str, usize)> {
    let over = |field: &str| length(view, field).saturating_sub(most);
    let field = WRITTEN.into_iter().find(|field| over(field) > 0)?;
    let clipped = WRITTEN.into_iter().fold(view.clone(), |view, field| shortened(&view, field, over(field)));
    Some((clipped, field, over(field)))
}

/// The view with a single character left in each text of these fields.
pub fn bare(view: &PictureView, fields: &[&'static str]) -> PictureView {
    fields.iter().fold(view.clone(), |bare, field| shortened(&bare, field, spare(view, field)))
}

/// The smallest number of characters to take from a field so that `fits` holds, always from the end of its longest text;
/// `None` if it does not even with a single character left.
pub fn characters_over(view: &PictureView, field: &str, fits: &dyn Fn(&PictureView) -> bool) -> Option<usize> {
    let (mut low, mut high) = (1, spare(view, field));
    if high == 0 || !fits(&shortened(view, field, high)) {
        return None;
    }
    while low < high {
        let middle = low.midpoint(high);
        if fits(&shortened(view, field, middle)) { high = middle } else { low = middle + 1 }
    }
    Some(high)
}

/// The view with `by` characters less in a field: the longest of its texts is cut until the next is as long.
fn shortened(view: &PictureView, field: &str, by: usize) -> PictureView {
    let mut view = view.clone();
    let mut texts = texts_mut(&mut view, field);
    let mut left: Vec<usize> = texts.iter().map(|text| text.chars().count()).collect();
    for _ in 0..by {
        if let Some(longest) = left.iter_mut().max() {
            *longest = longest.saturating_sub(1);
        }
    }
    for (text, left) in texts.iter_mut().zip(left) {
        let end = text.char_indices().nth(left).map_or(text.len(), |(end, _)| end);
        text.truncate(end);
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
