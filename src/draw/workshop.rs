//! The picture workshop: one place that holds what all pictures share and turns a [`Picture`] into a finished PNG.
//!
//! The way of one picture: words into the template (`templates`) → sizes at which everything fits (`fit`) → pixels
//! ([`Canvas`]) → the QR code read back from these pixels → PNG. `measure` stops before the pixels. A workshop is made
//! once for a build and shared by all threads.

mod compose;
mod errors;
mod fields;
mod fit;
mod markup;
mod names;
mod photos;
mod sample;
mod templates;

use std::fmt;

use crate::channels::picture_view::PictureView;
use crate::diagnostics::{Diagnostic, Message};
use crate::theme::Theme;

use super::canvas::{Area, Boxes, Canvas, Frame, Images, Page, SetLines, Setting, Slot};
use super::qr::Symbol;
use super::read_back::{Rect, crop_luma, read_back};

pub use errors::{DrawError, DrawWarning};
use fit::{Fitted, Unfit};
use photos::Photos;
use templates::{QrWords, Templates};

/// Characters of one field that are ever laid out; layout time grows with the length, and nothing longer could fit.
const MAX_FIELD_CHARACTERS: usize = 400;

/// The largest QR version that layouts plan for (49 modules, 152 bytes at M); larger ones get the layout for long codes.
const MAX_PLAIN_VERSION: usize = 8;

/// Bytes that a code of that version holds at error correction M (ISO/IEC 18004, table 7).
const MAX_PLAIN_BYTES: usize = 152;

/// Colour of the dark modules.
const QR_DARK: &str = "#111111";

/// Everything pictures share: fonts, parsed sheets, templates, art, photos.
pub struct Workshop {
    canvas: Canvas,
    templates: Templates,
    photos: Photos,
    glyphs: fields::Glyphs,
}

/// One picture to draw.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// Template without ending: `cards/ogp`, `cards/line`, `cards/story`, `slides/landscape`, `slides/portrait`.
    pub template: &'a str,
    /// The words.
    pub view: &'a PictureView,
    /// What the QR code says, exactly: visible ASCII. `None` draws no code.
    pub qr: Option<&'a str>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A finished picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The PNG file.
    pub png: Vec<u8>,
    /// What the writer may want to know.
    pub warnings: Vec<DrawWarning>,
}

/// What the writer of a picture may want to know that shows without drawing it.
pub fn foreseen(picture: &Picture) -> Vec<DrawWarning> {
    let (_, emoji) = fields::without_emoji(picture.view);
    let emoji = emoji.into_iter().map(|(field, chars)| DrawWarning::EmojiLeftOut { field, chars });
    let long =
        picture.qr.map(str::len).filter(|bytes| *bytes > MAX_PLAIN_BYTES).map(|bytes| DrawWarning::LongQr { bytes });
    emoji.chain(long).collect()
}

/// A picture that fits, not drawn yet.
struct Ready {
    page: Page,
    images: Images,
    settings: Vec<Setting>,
    lines: SetLines,
    boxes: Boxes,
    warnings: Vec<DrawWarning>,
}

impl Workshop {
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
        let glyphs = fields::Glyphs::new(theme).map_err(|font| flaws.push(broken(&font))).ok();
        if let Some(templates) = &templates {
            let found = sample::rehearse(templates, &flaws);
            flaws.extend(found);
        }
        match (canvas, templates, glyphs) {
            (Some(canvas), Some(templates), Some(glyphs)) if flaws.is_empty() => {
                Ok(Self { canvas, templates, photos: Photos::default(), glyphs })
            }
            _ => Err(flaws),
        }
    }

    /// Gives the workshop a photo, which [`PictureView::photo`] names by `key`. `rgba` is upright, 4 bytes a pixel;
    /// `focus` is the point that stays in sight when the photo is cropped, in percent from the upper left corner.
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
        self.photos.add(key, rgba, width, height, focus)
    }

    /// Draws a picture; its QR code has been read back from the pixels that are in the PNG.
    ///
    /// # Errors
    /// See [`DrawError`].
    pub fn draw(&self, picture: &Picture) -> Result<Drawn, DrawError> {
        let Ready { page, images, settings, lines, boxes, mut warnings } = self.ready(picture)?;
        let code =
            picture.qr.map(|url| code_area(&page, &boxes).map(|area| (url, on_whole_pixels(area)))).transpose()?;
        let nudge = code.map_or((0.0, 0.0), |(_, (_, nudge))| nudge);
        let node = page.to_draw(&settings, &lines, nudge);
        let bitmap = self.canvas.render(node, &images, frame(picture)).map_err(DrawError::Template)?;
        if let Some((url, (rect, _))) = code {
            prove_code(url, bitmap.as_raw(), picture.width, rect)?;
        }
        let png = super::png::encode(bitmap.as_raw(), bitmap.width(), bitmap.height())
            .map_err(|error| DrawError::Png(error.to_string()))?;
        warnings.dedup();
        Ok(Drawn { png, warnings })
    }

    /// Lays a picture out without drawing it: every error of [`Workshop::draw`] but an unreadable code.
    ///
    /// # Errors
    /// See [`DrawError`].
    pub fn measure(&self, picture: &Picture) -> Result<Vec<DrawWarning>, DrawError> {
        let ready = self.ready(picture)?;
        if picture.qr.is_some() {
            code_area(&ready.page, &ready.boxes)?;
        }
        Ok(ready.warnings)
    }

    fn ready(&self, picture: &Picture) -> Result<Ready, DrawError> {
        let mut warnings = foreseen(picture);
        let (view, _) = fields::without_emoji(picture.view);
        let picture = &Picture { view: &view, ..*picture };
        self.glyphs.check(picture.view)?;
        if let Some((field, over)) = fields::overlong(picture.view, MAX_FIELD_CHARACTERS) {
            return Err(DrawError::DoesNotFit { field, over });
        }
        let symbol = picture.qr.map(Symbol::encode).transpose()?;
        let (page, images) = self.page(picture, symbol.as_ref()).map_err(|flaw| DrawError::Theme(Box::new(flaw)))?;
        match self.fitted(&page, &images, frame(picture))? {
            Ok(Fitted { settings, boxes, split, left_out }) => {
                warnings.extend(split.iter().filter_map(|field| fields::known(field)).map(DrawWarning::SplitPhrase));
                warnings.extend(left_out.iter().filter_map(|field| fields::known(field)).map(DrawWarning::LeftOut));
                let measure = |settings: &[Setting], lines: &SetLines| {
                    self.boxes(&page, settings, lines, &images, frame(picture))
                };
                let (lines, boxes) = compose::compose(&page, &settings, boxes, &self.glyphs.advances, &measure)
                    .map_err(DrawError::Template)?;
                Ok(Ready { page, images, settings, lines, boxes, warnings })
            }
            Err(unfit) => Err(self.does_not_fit(picture, symbol.as_ref(), &page, unfit)),
        }
    }

    fn page(&self, picture: &Picture, symbol: Option<&Symbol>) -> Result<(Page, Images), Diagnostic> {
        page(&self.templates, &self.photos, picture, symbol)
    }

    fn fitted(&self, page: &Page, images: &Images, frame: Frame) -> Result<Result<Fitted, Unfit>, DrawError> {
        let measure = |settings: &[Setting]| self.boxes(page, settings, &SetLines::new(), images, frame);
        fit::fit(page, &measure).map_err(DrawError::Template)
    }

    fn boxes(
        &self,
        page: &Page,
        settings: &[Setting],
        lines: &SetLines,
        images: &Images,
        frame: Frame,
    ) -> Result<Boxes, String> {
        let measured = self.canvas.measure(page.to_measure(settings, lines), images, frame)?;
        Ok(Boxes::of(page, settings, &measured, frame.width, frame.height))
    }

    /// Finds the words to shorten, and by how many characters, by shortening them until all fits.
    fn does_not_fit(&self, picture: &Picture, symbol: Option<&Symbol>, page: &Page, unfit: Unfit) -> DrawError {
        let blamed = match unfit {
            Unfit::Slot(number) => match page.slots().nth(number) {
                Some(Slot::Text(text)) => fields::known(&text.field).into_iter().collect(),
                _ => Vec::new(),
            },
            Unfit::Card => fields::longest_first(picture.view),
        };
        let fits = |view: &PictureView| {
            let shorter = Picture { view, ..*picture };
            self.page(&shorter, symbol)
                .is_ok_and(|(page, images)| matches!(self.fitted(&page, &images, frame(picture)), Ok(Ok(_))))
        };
        for field in &blamed {
            if let Some(over) = fields::characters_over(picture.view, field, &fits) {
                return DrawError::DoesNotFit { field, over };
            }
        }
        let field = blamed.first().copied().unwrap_or("headline");
        DrawError::DoesNotFit { field, over: fields::length(picture.view, field) }
    }
}

/// Fills a template in: a parsed card with the pictures it shows.
fn page(
    templates: &Templates,
    photos: &Photos,
    picture: &Picture,
    symbol: Option<&Symbol>,
) -> Result<(Page, Images), Diagnostic> {
    let code = symbol.map(|symbol| {
        let (symbol_px, module_px) = code_floor(picture);
        QrWords::new(symbol, symbol.module_px(symbol_px, module_px), symbol.version() > MAX_PLAIN_VERSION)
    });
    let photo = picture.view.photo.as_deref().and_then(|key| photos.get(key));
    let html = templates.html(picture.template, picture.view, code.as_ref(), photo)?;
    let page = Page::parse(&html).map_err(|what| templates.unparsed(picture.template, what))?;
    let mut images = Images::new();
    for url in page.image_urls() {
        let image = templates.art(url).or_else(|| photos.image(url));
        images.insert(url.into(), image.ok_or_else(|| templates.no_picture(picture.template, url))?);
    }
    Ok((page, images))
}

fn frame<'a>(picture: &Picture<'a>) -> Frame<'a> {
    Frame { width: picture.width, height: picture.height, lang: &picture.view.lang }
}

/// Smallest symbol without quiet zone and smallest module, both in pixels. Slides: 37.5 % of the short side (200 mm on
/// a 43-inch panel, scannable at 2 m) and 10 px; square cards: 33 % of the width; other cards: 50 % of the height, as
/// chats show them 320 px wide; 8 px.
fn code_floor(picture: &Picture) -> (u32, u32) {
    let (width, height) = (picture.width, picture.height);
    match picture.template.split('/').next() {
        Some("slides") => ((width.min(height) * 375).div_ceil(1000), 10),
        _ if width == height => ((width * 33).div_ceil(100), 8),
        _ => ((height * 50).div_ceil(100), 8),
    }
}

/// Where the code lies in the layout.
fn code_area(page: &Page, boxes: &Boxes) -> Result<Area, DrawError> {
    let number = page.slots().position(|slot| matches!(slot, Slot::Qr));
    let area = number.and_then(|number| boxes.slot(number));
    area.ok_or_else(|| DrawError::Template("the template has no place with id=\"qr\"".into()))
}

/// The whole pixels that a code is drawn on: between pixels its modules would differ in width. Also how far it moves.
fn on_whole_pixels(area: Area) -> (Rect, (f32, f32)) {
    let (left, top) = (area.left.round().max(0.0), area.top.round().max(0.0));
    let (width, height) = ((area.right - area.left).round(), (area.bottom - area.top).round());
    let rect = Rect { x: left as u32, y: top as u32, w: width as u32, h: height as u32 };
    (rect, (left - area.left, top - area.top))
}

fn prove_code(url: &str, rgba: &[u8], width: u32, area: Rect) -> Result<(), DrawError> {
    let unreadable = |got: String| DrawError::QrUnreadable { want: url.to_owned(), got };
    let luma = crop_luma(rgba, width, area).ok_or_else(|| unreadable(String::new()))?;
    match read_back(&luma, area.w as usize, area.h as usize) {
        Ok(got) if got == url => Ok(()),
        Ok(got) => Err(unreadable(got)),
        Err(error) => Err(unreadable(error.to_string())),
    }
}

#[cfg(test)]
mod tests;
