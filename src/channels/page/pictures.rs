//! Photos and drawings on pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::channels::artifact::{Artifact, Order, Recipe};
use crate::channels::page_view::{PhotoView, PictureOnPage};
use crate::channels::{Scope, card};
use crate::content::photo::FORMAT;
use crate::site::{Course, Photo, Video};
use crate::theme::Theme;

/// Widths a photo is published in, px: phones, large phones at 2×, wide screens.
const WIDTHS: [u32; 3] = [480, 960, 1600];

/// The theme's wide drawings by name, each as an `<svg>` element.
pub type Drawings = BTreeMap<String, Arc<str>>;

/// Reads the wide drawings of a theme.
pub fn drawings(theme: &Theme) -> Drawings {
    let drawing = |path: &str| {
        let name = path.strip_prefix("art/")?.strip_suffix("-wide.svg")?;
        Some((name.to_owned(), element(theme.text(path)?)?.into()))
    };
    theme.paths("art/").into_iter().filter_map(drawing).collect()
}

/// The `<svg>` element of a file, as a part of an HTML page: its size comes from the style sheet, it fills its box as
/// `object-fit: cover` does, and it is not read out.
fn element(file: &str) -> Option<String> {
    let (_, rest) = file.split_once("<svg")?;
    let (attributes, rest) = rest.split_once('>')?;
    let (inside, _) = rest.rsplit_once("</svg>")?;
    let view_box = attributes.split_once("viewBox=")?.1;
    let quote = view_box.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let view_box = view_box[1..].split(quote).next()?;
    let inside = inside.trim();
    Some(format!(r#"<svg viewBox="{view_box}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">{inside}</svg>"#))
}

/// The photo where there is one, else the theme's drawing.
pub fn on_page(scope: &Scope<'_>, of: Option<&Photo>, art: Option<&str>) -> PictureOnPage {
    if let Some(of) = of {
        return PictureOnPage::Photo(photo(of));
    }
    let drawing = |name: &str| scope.drawings.get(name).cloned();
    PictureOnPage::Drawing { svg: art.and_then(drawing).or_else(|| drawing(card::DEFAULT_ART)).unwrap_or_default() }
}

/// A photo in all its widths, for a page of its course's folder.
pub fn photo(photo: &Photo) -> PhotoView {
    let (width, height) = photo.size;
    let shown = WIDTHS[1].min(width);
    let files = widths(photo).map(|wide| format!("{} {wide}w", name(photo, wide)));
    PhotoView {
        src: name(photo, shown),
        srcset: files.collect::<Vec<_>>().join(", "),
        alt: photo.alt.clone(),
        width: shown,
        height: (u64::from(height) * u64::from(shown) / u64::from(width.max(1))) as u32,
        credit: photo.credit.clone(),
        focus: format!("{}% {}%", photo.focus.0, photo.focus.1),
    }
}

/// The widths a photo is worth publishing in: never more than it has.
fn widths(photo: &Photo) -> impl Iterator<Item = u32> {
    let own = photo.size.0;
    let mut widths: Vec<u32> = WIDTHS.iter().map(|width| (*width).min(own)).collect();
    widths.dedup();
    widths.into_iter()
}

/// Address of a photo, relative to its course's folder: it changes with the photo and with the way photos are made.
fn name(photo: &Photo, width: u32) -> String {
    let made = blake3::hash(format!("{FORMAT} {}", photo.digest).as_bytes()).to_hex();
    format!("photos/{}-{width}.jpg", &made[..10])
}

/// The files of a course's photos; a photo that its sessions share is published once.
pub fn photos<'s>(course: &Course) -> impl Iterator<Item = Artifact<'s>> {
    let mut files = BTreeMap::new();
    for photo in photos_of(course) {
        for width in widths(photo) {
            files.insert(format!("{}/{}", course.slug, name(photo, width)), (photo.clone(), width));
        }
    }
    files
        .into_iter()
        .map(|(address, (photo, width))| Artifact::new(address, Order::Picture, Recipe::Photo { photo, width }))
}

/// Every photo of a course and its sessions, stills of films too.
fn photos_of(course: &Course) -> impl Iterator<Item = &Photo> {
    let own = course.photo.iter().chain(still(&course.video));
    own.chain(course.sessions.iter().flat_map(move |session| session.photo.iter().chain(still(&session.video))))
}

fn still(video: &Option<Video>) -> Option<&Photo> {
    video.as_ref().and_then(|video| video.picture.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_becomes_part_of_the_page() {
        let file =
            "<?xml version=\"1.0\"?>\n<svg xmlns=\"x\" viewBox='0 0 12 4' width=\"12\">\n<path d=\"M0 0\"/>\n</svg>\n";
        let svg = "<svg viewBox=\"0 0 12 4\" preserveAspectRatio=\"xMidYMid slice\" aria-hidden=\"true\"><path d=\"M0 0\"/></svg>";
        assert_eq!(element(file).as_deref(), Some(svg));
        assert_eq!(element("<svg width=1></svg>"), None);
    }
}
