//! The picture workshop: one place that holds what all pictures share and turns a [`Picture`] into a finished file.
//!
//! The way of one picture: words into the template (`templates`) → sizes at which everything fits (`fit`) → pixels
//! ([`Canvas`]) → PNG, or JPEG with a photo → the QR code read back. `measure` stops before the pixels. A workshop is made
//! once for a build and shared by all threads.

mod blame;
mod code;
mod compose;
mod errors;
mod fields;
mod fit;
mod markup;
mod names;
mod photos;
mod sample;
mod templates;
mod tools;

use std::cell::RefCell;
use std::sync::{Arc, Mutex};

use image::{DynamicImage, RgbaImage};
use takumi::prelude::Node;

use crate::channels::picture_view::{PictureForm, PictureView};
use crate::diagnostics::Diagnostic;
use crate::theme::Theme;

use super::canvas::{Area, Areas, Boxes, Frame, Images, Page, SetLines, Setting, Slot};
use super::qr::Symbol;
use super::{jpeg, png, turn};

pub use code::reach;
use code::{MAX_PLAIN_VERSION, code_area, code_module_px, long_code, on_whole_pixels, paint_code, prove_code};
pub use errors::{DrawError, DrawWarning};
pub use fields::FIELDS;
use fit::{Fitted, Unfit};
use photos::Photos;
pub use photos::{Drawer, Negative};
use templates::{QrWords, Templates};
pub use tools::Tools;

/// Characters of one field that are ever laid out; layout time grows with the length, and nothing longer could fit.
const MAX_FIELD_CHARACTERS: usize = 400;

/// Pixels at each edge of a slide in which nothing that matters may lie: screens cut up to 48 px off, and the player moves
/// slides by up to 8 px so that nothing burns in.
const SLIDE_MARGIN_PX: f32 = 56.0;

/// Width and height of the player's clock in the upper right corner of a slide, inside its margin.
const CLOCK_PX: (f32, f32) = (200.0, 72.0);

/// Everything pictures share: the theme's tools, and photos.
pub struct Workshop {
    tools: Arc<Tools>,
    photos: Photos,
}

/// One picture to draw.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// Template without ending: `cards/ogp`, `cards/line`, `cards/story`, `slides/landscape`, `slides/portrait`, and the
    /// slides' `-dates`, `-photo` and `-words`.
    pub template: &'a str,
    /// The words.
    pub view: &'a PictureView,
    /// What the QR code says, exactly: visible ASCII. `None` draws no code.
    pub qr: Option<&'a str>,
    /// Width of the file in pixels.
    pub width: u32,
    /// Height of the file in pixels.
    pub height: u32,
    /// What kind of file it becomes.
    pub form: PictureForm,
}

/// A finished picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The file: JPEG where the picture shows a photo ([`PictureView::is_jpeg`]) or goes on a stick, else PNG.
    pub file: Vec<u8>,
    /// What the writer may want to know.
    pub warnings: Vec<DrawWarning>,
    /// From how far it can be read, in pixels.
    pub legible: Legible,
}

/// What decides from how far a finished picture can be read and scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Legible {
    /// Font size in pixels of its smallest text; texts whose size is fixed in the style sheet are not among them.
    pub text_px: u32,
    /// The field of that text, one of [`FIELDS`].
    pub text_field: &'static str,
    /// Width in pixels of the code's symbol, without its quiet zone.
    pub code_px: Option<u32>,
}

/// What the writer of a picture may want to know that shows without drawing it.
pub fn foreseen(picture: &Picture) -> Vec<DrawWarning> {
    let (_, emoji) = fields::without_emoji(picture.view);
    let emoji = emoji.into_iter().map(|(field, chars)| DrawWarning::EmojiLeftOut { field, chars });
    emoji.chain(long_code(picture)).collect()
}

/// A picture that fits, not drawn yet.
struct Ready {
    page: Page,
    images: Images,
    settings: Vec<Setting>,
    lines: SetLines,
    boxes: Boxes,
    symbol: Option<Symbol>,
    warnings: Vec<DrawWarning>,
}

impl Picture<'_> {
    /// The picture as it is laid out: upright.
    fn upright(&self) -> Self {
        let (width, height) = if self.is_turned() { (self.height, self.width) } else { (self.width, self.height) };
        Self { width, height, ..*self }
    }

    fn is_turned(&self) -> bool {
        self.form == PictureForm::TurnedStick
    }

    fn is_jpeg(&self) -> bool {
        self.form != PictureForm::Web || self.view.is_jpeg()
    }
}

impl Workshop {
    /// A workshop of its own for a theme, see [`Tools::new`].
    ///
    /// # Errors
    /// Everything wrong with the theme, with file and line where known.
    pub fn new(theme: &Theme, facilities: Vec<String>) -> Result<Self, Vec<Diagnostic>> {
        Tools::new(theme, facilities).map(|tools| Self::with(Arc::new(tools)))
    }

    /// A workshop with these tools, without photos.
    pub fn with(tools: Arc<Tools>) -> Self {
        Self { tools, photos: Photos::default() }
    }

    /// Gives the workshop a photo, which [`PictureView::photo`] names by `key`. `rgba` is upright, 4 bytes a pixel;
    /// `focus` is the point that lies as near to the middle as the photo allows when it is cropped, in percent from the
    /// upper left corner.
    ///
    /// # Errors
    /// [`DrawError::Template`] when the size and the bytes do not agree.
    pub fn add_photo(
        &mut self,
        key: String,
        rgba: &[u8],
        width: u32,
        height: u32,
        focus: (f32, f32),
    ) -> Result<(), DrawError> {
        let rgba = RgbaImage::from_raw(width, height, rgba.to_vec())
            .ok_or_else(|| DrawError::Template("a photo's size and its bytes do not agree".to_owned()))?;
        let negative = Negative::new(DynamicImage::ImageRgba8(rgba).into_rgb8().into());
        self.hang_photo(key, (width, height), focus, Arc::new(Mutex::new(Some(Arc::new(negative)))))
    }

    /// Tells the workshop of a photo of `size` pixels, whose negative must lie in `drawer` when a picture is drawn that
    /// shows it. For `key` and `focus` see [`Workshop::add_photo`].
    ///
    /// # Errors
    /// [`DrawError::Template`] for a size that no picture can have.
    pub fn hang_photo(
        &mut self,
        key: String,
        size: (u32, u32),
        focus: (f32, f32),
        drawer: Arc<Drawer>,
    ) -> Result<(), DrawError> {
        self.photos.add(key, size, focus, drawer)
    }

    /// Draws a picture; its QR code has been read back from the pixels that everybody will see.
    ///
    /// # Errors
    /// See [`DrawError`].
    pub fn draw(&self, picture: &Picture) -> Result<Drawn, DrawError> {
        let (of_file, picture) = (picture, &picture.upright());
        let Ready { page, mut images, settings, lines, boxes, symbol, mut warnings } = self.ready(picture)?;
        let legible = legible(&page, &settings, &boxes, picture, symbol.as_ref());
        let code =
            symbol.map(|symbol| code_area(&page, &boxes).map(|area| (symbol, on_whole_pixels(area)))).transpose()?;
        let mut node = page.to_draw(&settings, &lines);
        self.print_photo(picture, &mut node, &mut images)?;
        let mut rgba = self.tools.canvas.render(node, &images, frame(picture)).map_err(DrawError::Template)?.into_raw();
        if let Some((symbol, rect)) = &code {
            paint_code(symbol, &mut rgba, picture, *rect)?;
        }
        if picture.is_turned() {
            rgba = turn::left(&rgba, picture.width);
        }
        let file = write(of_file, &rgba)?;
        if let Some((symbol, rect)) = code {
            let rect = if picture.is_turned() { turn::rect_left(rect, picture.width) } else { rect };
            prove_code(&symbol.url, of_file, &rgba, &file, rect)?;
        }
        warnings.dedup();
        Ok(Drawn { file, warnings, legible })
    }

    /// Puts the picture's photo in the place of its outline, in the size in which `card` shows it, and shifts it there so
    /// that its focus is in sight.
    fn print_photo(&self, picture: &Picture, card: &mut Node, images: &mut Images) -> Result<(), DrawError> {
        let Some(photo) = picture.view.photo.as_deref().and_then(|key| self.photos.get(key)) else { return Ok(()) };
        if let Some(print) = photo.print(card, |card| self.tools.canvas.measure(card, images, frame(picture)))? {
            images.insert(photo.url.as_str().into(), print);
        }
        Ok(())
    }

    /// Lays a picture out without drawing it: every error of [`Workshop::draw`] but an unreadable code.
    ///
    /// # Errors
    /// See [`DrawError`].
    pub fn measure(&self, picture: &Picture) -> Result<Vec<DrawWarning>, DrawError> {
        let ready = self.ready(&picture.upright())?;
        if picture.qr.is_some() {
            code_area(&ready.page, &ready.boxes)?;
        }
        Ok(ready.warnings)
    }

    fn ready(&self, picture: &Picture) -> Result<Ready, DrawError> {
        let mut warnings = foreseen(picture);
        let (view, _) = fields::without_emoji(picture.view);
        let picture = &Picture { view: &view, ..*picture };
        self.tools.glyphs.check(picture.view)?;
        if let Some((view, field, cut)) = fields::clipped(picture.view, MAX_FIELD_CHARACTERS) {
            return Err(match self.ready(&Picture { view: &view, ..*picture }) {
                Err(DrawError::DoesNotFit { field: known, over }) if known == field => {
                    DrawError::DoesNotFit { field, over: over + cut }
                }
                Err(error) => error,
                Ok(_) => DrawError::DoesNotFit { field, over: cut },
            });
        }
        let symbol = picture.qr.map(Symbol::encode).transpose()?;
        let (page, images) = self.page(picture, symbol.as_ref()).map_err(|flaw| DrawError::Theme(Box::new(flaw)))?;
        match self.fitted(&page, &images, picture)? {
            Ok(Fitted { settings, boxes, split, left_out }) => {
                warnings.extend(split.iter().filter_map(|field| fields::known(field)).map(DrawWarning::SplitPhrase));
                warnings.extend(left_out.iter().filter_map(|field| fields::known(field)).map(DrawWarning::LeftOut));
                let measure =
                    |settings: &[Setting], lines: &SetLines| self.boxes(&page, settings, lines, &images, picture);
                let (lines, boxes) = compose::compose(&page, &settings, boxes, &self.tools.glyphs.advances, &measure)
                    .map_err(DrawError::Template)?;
                Ok(Ready { page, images, settings, lines, boxes, symbol, warnings })
            }
            Err(unfit) => Err(self.does_not_fit(picture, symbol.as_ref(), &page, unfit)),
        }
    }

    fn page(&self, picture: &Picture, symbol: Option<&Symbol>) -> Result<(Page, Images), Diagnostic> {
        page(&self.tools.templates, &self.photos, picture, symbol)
    }

    fn fitted(&self, page: &Page, images: &Images, picture: &Picture) -> Result<Result<Fitted, Unfit>, DrawError> {
        // The search comes back to sizes that it has seen, above all to those that it settles on.
        let seen: RefCell<Vec<(Vec<Setting>, Boxes)>> = RefCell::default();
        let measure = |settings: &[Setting]| {
            if let Some((_, boxes)) = seen.borrow().iter().find(|(known, _)| known == settings) {
                return Ok(boxes.clone());
            }
            let boxes = self.boxes(page, settings, &SetLines::new(), images, picture)?;
            seen.borrow_mut().push((settings.to_vec(), boxes.clone()));
            Ok(boxes)
        };
        fit::fit(page, &measure).map_err(DrawError::Template)
    }

    fn boxes(
        &self,
        page: &Page,
        settings: &[Setting],
        lines: &SetLines,
        images: &Images,
        picture: &Picture,
    ) -> Result<Boxes, String> {
        let measured = self.tools.canvas.measure(page.to_measure(settings, lines), images, frame(picture))?;
        Ok(Boxes::of(page, settings, &measured, areas(picture)))
    }
}

/// Fills a template in: a parsed card with the pictures it shows.
fn page(
    templates: &Templates,
    photos: &Photos,
    picture: &Picture,
    symbol: Option<&Symbol>,
) -> Result<(Page, Images), Diagnostic> {
    let code = symbol
        .map(|symbol| QrWords::new(symbol, code_module_px(picture, symbol), symbol.version() > MAX_PLAIN_VERSION));
    let photo = picture.view.photo.as_deref().and_then(|key| photos.get(key));
    let html = templates.html(picture.template, picture.view, code.as_ref(), photo)?;
    let page = Page::parse(&html).map_err(|what| templates.unparsed(picture.template, what))?;
    let mut images = Images::new();
    for url in page.image_urls() {
        let image = templates.art(url).or_else(|| photos.outline(url));
        images.insert(url.into(), image.ok_or_else(|| templates.no_picture(picture.template, url))?);
    }
    Ok((page, images))
}

fn frame<'a>(picture: &Picture<'a>) -> Frame<'a> {
    Frame { width: picture.width, height: picture.height, lang: &picture.view.lang }
}

/// The whole picture, the part of it in which text may lie ([`SLIDE_MARGIN_PX`]; apps lay their own controls over the upper
/// and lower 250 px of a story), and where the player's clock stands.
fn areas(picture: &Picture) -> Areas {
    let (width, height) = (picture.width as f32, picture.height as f32);
    let is_slide = picture.template.starts_with("slides/");
    let (across, down) = match picture.template {
        _ if is_slide => (SLIDE_MARGIN_PX, SLIDE_MARGIN_PX),
        "cards/story" => (0.0, 250.0),
        _ => (0.0, 0.0),
    };
    let area = |across: f32, down: f32| Area { left: across, top: down, right: width - across, bottom: height - down };
    let safe = area(across, down);
    let clock = (is_slide && picture.view.slide.clock).then_some(Area {
        left: safe.right - CLOCK_PX.0,
        bottom: safe.top + CLOCK_PX.1,
        ..safe
    });
    Areas { card: area(0.0, 0.0), safe, kept_free: clock }
}

/// How large the smallest text of a laid-out picture is, and its code.
fn legible(page: &Page, settings: &[Setting], boxes: &Boxes, picture: &Picture, symbol: Option<&Symbol>) -> Legible {
    let shown = page
        .slots()
        .zip(settings)
        .enumerate()
        .filter(|(number, (_, setting))| !setting.hidden && boxes.lines(*number) > 0);
    let sizes = shown.filter_map(|(_, (slot, setting))| match slot {
        Slot::Text(text) => Some((setting.size, fields::known(&text.field)?)),
        _ => None,
    });
    let smallest = sizes.min_by(|a, b| a.0.total_cmp(&b.0));
    let (text_px, text_field) = smallest.map_or((u32::MAX, "headline"), |(size, field)| (size as u32, field));
    let code_px = symbol.map(|symbol| symbol.modules as u32 * code_module_px(picture, symbol));
    Legible { text_px, text_field, code_px }
}

/// The finished file of a picture.
fn write(picture: &Picture, rgba: &[u8]) -> Result<Vec<u8>, DrawError> {
    let (width, height) = (picture.width, picture.height);
    if picture.is_jpeg() {
        jpeg::encode(rgba, width, height).map_err(|error| DrawError::File(error.to_string()))
    } else {
        png::encode(rgba, width, height).map_err(|error| DrawError::File(error.to_string()))
    }
}

#[cfg(test)]
mod any_words;
#[cfg(test)]
mod tests;
