//! Reads a QR code back from finished pixels, so that no picture leaves the house with a code that says something else.

use std::fmt;

use rqrr::{Grid, PreparedImage, SimpleGrid};

use super::qr::QUIET_MODULES;

/// A flawless module is dark up to this luma and light from [`LIGHT_FROM`]: a contrast of 3 : 1 at least.
const DARK_UP_TO: u8 = 110;

/// See [`DARK_UP_TO`].
const LIGHT_FROM: u8 = 200;

/// A finder pattern, the square in a symbol's corner, is this many modules wide (ISO/IEC 18004 §6.3.3).
const FINDER_MODULES: usize = 7;

/// A rectangle in whole pixels, from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Distance from the left edge.
    pub x: u32,
    /// Distance from the upper edge.
    pub y: u32,
    /// Width.
    pub w: u32,
    /// Height.
    pub h: u32,
}

/// Why a picture did not give exactly one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadBackError {
    /// `luma` does not hold width × height pixels, or no pixel at all.
    WrongSize,
    /// No code was found.
    NoCode,
    /// More than one code was found; the number.
    SeveralCodes(usize),
    /// A code was found but cannot be read; the reader's words.
    Unreadable(String),
}

impl fmt::Display for ReadBackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongSize => write!(f, "the picture's pixels do not match its size"),
            Self::NoCode => write!(f, "no QR code was found in the finished picture"),
            Self::SeveralCodes(count) => write!(f, "{count} QR codes were found where one was drawn"),
            Self::Unreadable(why) => write!(f, "the QR code in the finished picture cannot be read: {why}"),
        }
    }
}

impl std::error::Error for ReadBackError {}

/// Reads the one QR code in a grey picture (0 = black) of `width` × `height` pixels.
///
/// A picture that is one flawless symbol is sampled module by module and only decoded, which is many times faster than
/// searching; in every other picture codes are searched for, as a phone does, and only that answer counts as a failure.
///
/// # Errors
/// See [`ReadBackError`].
pub fn read_back(luma: &[u8], width: usize, height: usize) -> Result<String, ReadBackError> {
    if luma.is_empty() || width.checked_mul(height) != Some(luma.len()) {
        return Err(ReadBackError::WrongSize);
    }
    match (Grey { luma, width, height }).read_flawless() {
        Some(text) => Ok(text),
        None => search(luma, width, height),
    }
}

/// Cuts `rect` out of an RGBA picture `width` pixels wide and turns it into luma (Rec. 601, alpha is not looked at).
/// `None` when the rectangle is empty or not wholly inside.
pub fn crop_luma(rgba: &[u8], width: u32, rect: Rect) -> Option<Vec<u8>> {
    let (x, y, w, h) = (rect.x as usize, rect.y as usize, rect.w as usize, rect.h as usize);
    let stride = (width as usize).checked_mul(4)?;
    let height = rgba.len().checked_div(stride)?;
    if w == 0 || h == 0 || x.checked_add(w)? > width as usize || y.checked_add(h)? > height {
        return None;
    }
    let rows = rgba.chunks_exact(stride).skip(y).take(h);
    let pixels = rows.flat_map(|row| row[x * 4..(x + w) * 4].as_chunks::<4>().0);
    Some(pixels.map(|&[red, green, blue, _]| luma_of(red, green, blue)).collect())
}

/// Rec. 601 luma in whole numbers; the weights are 0.299, 0.587 and 0.114 of 2¹⁶ and sum up to it.
fn luma_of(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 19595 * u32::from(red) + 38470 * u32::from(green) + 7471 * u32::from(blue);
    (sum >> 16) as u8
}

/// Searches for exactly one code and decodes it.
fn search(luma: &[u8], width: usize, height: usize) -> Result<String, ReadBackError> {
    let mut image = PreparedImage::prepare_from_greyscale(width, height, |x, y| luma[y * width + x]);
    let grids = image.detect_grids();
    match grids.as_slice() {
        [] => Err(ReadBackError::NoCode),
        [grid] => grid.decode().map(|(_, text)| text).map_err(|error| ReadBackError::Unreadable(error.to_string())),
        several => Err(ReadBackError::SeveralCodes(several.len())),
    }
}

/// A grey picture whose size has been checked.
struct Grey<'a> {
    luma: &'a [u8],
    width: usize,
    height: usize,
}

/// Where a symbol lies in a picture.
#[derive(Clone, Copy)]
struct Place {
    left: usize,
    top: usize,
    module_px: usize,
    modules: usize,
}

impl Grey<'_> {
    /// What the picture says if it is one flawless symbol: whole pixels per module, every module of one shade, three
    /// finder patterns, a quiet zone, and nothing but light around it. `None` is no verdict.
    fn read_flawless(&self) -> Option<String> {
        let place = self.place()?;
        let modules = self.modules(place)?;
        let dark = |x: usize, y: usize| modules[y * place.modules + x];
        let far = place.modules - FINDER_MODULES;
        if ![(0, 0), (far, 0), (0, far)].iter().all(|&(x, y)| is_finder(|dx, dy| dark(x + dx, y + dy))) {
            return None;
        }
        Grid::new(SimpleGrid::from_func(place.modules, dark)).decode().ok().map(|(_, text)| text)
    }

    /// Takes the first row with anything dark for the symbol's upper edge: it starts with the finder pattern, seven modules
    /// wide, and ends with another.
    fn place(&self) -> Option<Place> {
        let is_dark = |pixel: &u8| *pixel <= DARK_UP_TO;
        let (top, row) = self.luma.chunks_exact(self.width).enumerate().find(|(_, row)| row.iter().any(is_dark))?;
        let left = row.iter().position(is_dark)?;
        let right = row.iter().rposition(is_dark)? + 1;
        let finder = row[left..].iter().take_while(|pixel| is_dark(pixel)).count();
        let module_px = finder / FINDER_MODULES;
        if finder % FINDER_MODULES != 0 || (right - left) % module_px.max(1) != 0 {
            return None;
        }
        let modules = (right - left).checked_div(module_px)?;
        let quiet = QUIET_MODULES * module_px;
        let side = modules * module_px;
        let quiet_around =
            left >= quiet && top >= quiet && self.width >= left + side + quiet && self.height >= top + side + quiet;
        let is_size = modules >= 21 && modules % 4 == 1;
        (is_size && quiet_around).then_some(Place { left, top, module_px, modules })
    }

    /// The symbol's modules row by row, `true` = dark; `None` unless each is of one shade and all around is light.
    fn modules(&self, place: Place) -> Option<Vec<bool>> {
        let side = place.modules * place.module_px;
        let light = |pixels: &[u8]| pixels.iter().all(|pixel| *pixel >= LIGHT_FROM);
        let (above, rest) = self.luma.split_at(place.top * self.width);
        let (symbol, below) = rest.split_at(side * self.width);
        if !light(above) || !light(below) {
            return None;
        }
        let mut modules = Vec::with_capacity(place.modules * place.modules);
        for rows in symbol.chunks_exact(place.module_px * self.width) {
            let start = modules.len();
            for (line, row) in rows.chunks_exact(self.width).enumerate() {
                let (before, after) = (&row[..place.left], &row[place.left + side..]);
                if !light(before) || !light(after) {
                    return None;
                }
                for (column, pixels) in row[place.left..place.left + side].chunks_exact(place.module_px).enumerate() {
                    let is_dark = pixels.iter().all(|pixel| *pixel <= DARK_UP_TO);
                    if line == 0 {
                        modules.push(is_dark);
                    }
                    if modules[start + column] != is_dark || !(is_dark || light(pixels)) {
                        return None;
                    }
                }
            }
        }
        Some(modules)
    }
}

/// Whether seven by seven modules are a finder pattern: a dark frame, a light ring, a dark heart.
fn is_finder(dark: impl Fn(usize, usize) -> bool) -> bool {
    let ring = |x: usize, y: usize| x.abs_diff(3).max(y.abs_diff(3));
    (0..FINDER_MODULES).all(|y| (0..FINDER_MODULES).all(|x| dark(x, y) == (ring(x, y) != 2)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::draw::qr::{QUIET_MODULES, Symbol};

    /// A symbol as grey pixels with its quiet zone.
    fn raster(symbol: &Symbol, module_px: usize, dark: u8, light: u8) -> (Vec<u8>, usize) {
        let side = (symbol.modules + 2 * QUIET_MODULES) * module_px;
        let inside = |at: usize| (at / module_px).checked_sub(QUIET_MODULES).filter(|at| *at < symbol.modules);
        let pixel = |at: usize| match (inside(at % side), inside(at / side)) {
            (Some(x), Some(y)) if symbol.dark[y * symbol.modules + x] => dark,
            _ => light,
        };
        ((0..side * side).map(pixel).collect(), side)
    }

    fn url(bytes: usize) -> String {
        let mut seed = bytes as u32;
        let tail = (0..bytes - 18).map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_?=&/%."[(seed >> 26) as usize])
        });
        "https://a.example/".chars().chain(tail).collect()
    }

    #[test]
    fn every_length_and_module_size_reads_back() {
        for bytes in (18..=287).step_by(7) {
            let symbol = Symbol::encode(&url(bytes)).unwrap();
            for module_px in [3, 4, 8, 9, 10, 11, 13, 17] {
                let (luma, side) = raster(&symbol, module_px, 40, 255);
                assert_eq!(read_back(&luma, side, side).as_deref(), Ok(&*symbol.url), "{bytes} bytes, {module_px} px");
            }
        }
    }

    #[test]
    fn both_ways_of_reading_agree() {
        for bytes in (18..=287).step_by(20) {
            let symbol = Symbol::encode(&url(bytes)).unwrap();
            let (luma, side) = raster(&symbol, 8, 40, 255);
            let grey = Grey { luma: &luma, width: side, height: side };
            assert_eq!(grey.read_flawless().as_ref(), Some(&symbol.url));
            assert_eq!(search(&luma, side, side).as_ref(), Ok(&symbol.url));
        }
    }

    #[test]
    fn a_flaw_is_left_to_the_search() {
        let symbol = Symbol::encode("https://yoyaku.example/aoba").unwrap();
        let (clean, side) = raster(&symbol, 8, 0, 255);
        let flawless = |luma: &[u8]| Grey { luma, width: side, height: luma.len() / side }.read_flawless();
        assert!(flawless(&clean).is_some());
        let middle = side * (side / 2) + side / 2;
        for (at, grey) in [(0, 0), (middle, 255 - clean[middle]), (side * side - 1, 120)] {
            let mut luma = clean.clone();
            luma[at] = grey;
            assert_eq!(flawless(&luma), None);
            assert_eq!(read_back(&luma, side, side).as_ref(), Ok(&symbol.url));
        }
        assert_eq!(flawless(&clean[8 * side..]), None, "three quiet modules are too few");
    }

    #[test]
    fn a_code_inside_a_card_is_cut_out_and_read() {
        let symbol = Symbol::encode("https://yoyaku.example/aoba/rinyushoku").unwrap();
        let (luma, side) = raster(&symbol, 8, 60, 255);
        let (width, height, x, y) = (1200usize, 630usize, 700usize, 100usize);
        let mut rgba = [255, 249, 238, 255].repeat(width * height);
        for (at, &grey) in luma.iter().enumerate() {
            let start = ((y + at / side) * width + x + at % side) * 4;
            rgba[start..start + 3].fill(grey);
        }
        let rect = Rect { x: x as u32, y: y as u32, w: side as u32, h: side as u32 };
        let cut = crop_luma(&rgba, width as u32, rect).unwrap();
        assert_eq!(read_back(&cut, side, side).as_deref(), Ok("https://yoyaku.example/aoba/rinyushoku"));
        assert_eq!(crop_luma(&rgba, width as u32, Rect { x: 1100, ..rect }), None);
        assert_eq!(crop_luma(&rgba, width as u32, Rect { y: 600, ..rect }), None);
        assert_eq!(crop_luma(&rgba, width as u32, Rect { w: 0, ..rect }), None);
        assert_eq!(crop_luma(&rgba, 0, rect), None);
    }

    #[test]
    fn nothing_two_codes_and_damage_are_told_apart() {
        assert_eq!(read_back(&[], 0, 0), Err(ReadBackError::WrongSize));
        assert_eq!(read_back(&[0; 10], 3, 3), Err(ReadBackError::WrongSize));
        assert_eq!(read_back(&[255; 10_000], 100, 100), Err(ReadBackError::NoCode));
        assert_eq!(read_back(&[0; 10_000], 100, 100), Err(ReadBackError::NoCode));
        let symbol = Symbol::encode("https://yoyaku.example/aoba").unwrap();
        let (luma, side) = raster(&symbol, 8, 0, 255);
        let twice: Vec<u8> = luma.chunks(side).flat_map(|row| row.iter().chain(row).copied()).collect();
        assert_eq!(read_back(&twice, side * 2, side), Err(ReadBackError::SeveralCodes(2)));
        let mut damaged = luma;
        damaged[side * side / 2..side * side * 3 / 4].fill(255);
        assert!(read_back(&damaged, side, side).is_err());
    }
}
