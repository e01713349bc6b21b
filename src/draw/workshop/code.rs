//! The code of a picture: how large it must be, where it lies, painting it on whole pixels, and reading it back from the file.

use super::super::canvas::{Area, Boxes, Page, Slot};
use super::super::jpeg;
use super::super::qr::Symbol;
use super::super::reach::{card_px_mm, reach_mm, slide_px_mm};
use super::super::read_back::{Rect, crop_luma, read_back};
use super::{DrawError, DrawWarning, Picture};

/// The largest QR version that layouts plan for (49 modules, 152 bytes at M); larger ones get the layout for long codes.
pub const MAX_PLAIN_VERSION: usize = 8;

/// Bytes that a code of that version holds at error correction M (ISO/IEC 18004, table 7).
pub const MAX_PLAIN_BYTES: usize = 152;

/// An address as forms usually have it, for comparison: what version 4 (33 modules) holds at M.
pub const SHORT_BYTES: usize = 62;

/// Side of the largest code, quiet zone included, that has room beside the photo of a photo slide, in pixels.
const BESIDE_PHOTO_PX: u32 = 592;

/// Modules of that code.
const SHORT_MODULES: u32 = 33;

/// What a code too large for the plain layouts costs: how near a phone must come, and how near for a short address.
pub fn long_code(picture: &Picture) -> Option<DrawWarning> {
    // Shorter ones always fit; encoding every picture's code only to count its modules would take most of a rebuild.
    let url = picture.qr.filter(|url| url.len() > MAX_PLAIN_BYTES)?;
    let symbol = Symbol::encode(url).ok().filter(|symbol| symbol.version() > MAX_PLAIN_VERSION)?;
    let px_mm = if is_slide(picture) { slide_px_mm() } else { card_px_mm(picture.width) };
    let (symbol_px, module_px) = code_floor(picture);
    Some(DrawWarning::LongQr {
        bytes: url.len(),
        reach_mm: reach_mm(code_module_px(picture, &symbol), px_mm),
        short_bytes: SHORT_BYTES,
        short_reach_mm: reach_mm(symbol_px.div_ceil(SHORT_MODULES).max(module_px), px_mm),
    })
}

/// From how far a phone reads the picture's code, where it has one, in mm; `px_mm` is the size of a pixel where it is shown.
pub fn reach(picture: &Picture, px_mm: f32) -> Option<u32> {
    let symbol = Symbol::encode(picture.qr?).ok()?;
    Some(reach_mm(code_module_px(picture, &symbol), px_mm))
}

fn is_slide(picture: &Picture) -> bool {
    picture.template.starts_with("slides/")
}

/// Smallest symbol without quiet zone and smallest module, both in pixels. Slides: 37.5 % of the short side (200 mm on
/// a 43-inch panel, scannable at 2 m) and 10 px; square cards: 33 % of the width; other cards: 50 % of the height, as
/// chats show them 320 px wide; 8 px.
fn code_floor(picture: &Picture) -> (u32, u32) {
    let (width, height) = (picture.width, picture.height);
    if is_slide(picture) {
        ((width.min(height) * 375).div_ceil(1000), 10)
    } else if width == height {
        ((width * 33).div_ceil(100), 8)
    } else {
        ((height * 50).div_ceil(100), 8)
    }
}

/// Pixels of one module of this picture's code.
pub fn code_module_px(picture: &Picture, symbol: &Symbol) -> u32 {
    if symbol.version() > MAX_PLAIN_VERSION && is_photo_slide(picture) {
        let all = symbol.side_px(1);
        return (BESIDE_PHOTO_PX / all).clamp(8, 10);
    }
    let (symbol_px, module_px) = code_floor(picture);
    symbol.module_px(symbol_px, module_px)
}

/// Whether the picture is a slide most of which is a photo of a fixed size.
fn is_photo_slide(picture: &Picture) -> bool {
    is_slide(picture) && picture.template.ends_with("-photo")
}

/// Where the code lies in the layout.
pub fn code_area(page: &Page, boxes: &Boxes) -> Result<Area, DrawError> {
    let number = page.slots().position(|slot| matches!(slot, Slot::Qr));
    let area = number.and_then(|number| boxes.slot(number));
    area.ok_or_else(|| DrawError::Template("the template has no place with id=\"qr\"".into()))
}

/// The whole pixels that a code is drawn on: between pixels its modules would differ in width.
pub fn on_whole_pixels(area: Area) -> Rect {
    let (left, top) = (area.left.round().max(0.0), area.top.round().max(0.0));
    let (width, height) = ((area.right - area.left).round(), (area.bottom - area.top).round());
    Rect { x: left as u32, y: top as u32, w: width as u32, h: height as u32 }
}

/// Paints the code over the place that the layout kept for it, which must be exactly as large.
pub fn paint_code(symbol: &Symbol, rgba: &mut [u8], picture: &Picture, rect: Rect) -> Result<(), DrawError> {
    let module_px = code_module_px(picture, symbol);
    let side = symbol.side_px(module_px);
    if (rect.w, rect.h) != (side, side) || !symbol.paint(rgba, picture.width, (rect.x, rect.y), module_px) {
        let what = format!("the place with id=\"qr\" is {} × {} pixels where the code has {side}", rect.w, rect.h);
        return Err(DrawError::Template(what));
    }
    Ok(())
}

/// Reads the code back from what everybody will see: the pixels drawn, which a PNG keeps exactly wherever they are black or
/// an area, or those of the JPEG `file`.
pub fn prove_code(url: &str, picture: &Picture, rgba: &[u8], file: &[u8], area: Rect) -> Result<(), DrawError> {
    let unreadable = |got: String| DrawError::QrUnreadable { want: url.to_owned(), got };
    let luma = if picture.is_jpeg() {
        let seen = jpeg::look_at(file, area).map_err(|error| unreadable(error.to_string()))?;
        seen.and_then(|seen| crop_luma(&seen, area.w, Rect { x: 0, y: 0, ..area }))
    } else {
        crop_luma(rgba, picture.width, area)
    };
    let luma = luma.ok_or_else(|| unreadable(String::new()))?;
    match read_back(&luma, area.w as usize, area.h as usize) {
        Ok(got) if got == url => Ok(()),
        Ok(got) => Err(unreadable(got)),
        Err(error) => Err(unreadable(error.to_string())),
    }
}
