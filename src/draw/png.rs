//! Finished pixels become a small PNG file: a palette where the picture has few colours, full colour for photos.
//!
//! Flat cards with anti-aliased text have some hundred to some thousand colours, nearly all of them rare steps along an
//! edge. `palette` lets such steps share an entry as long as no pixel changes by more than [`MAX_DIFFERENCE`]: about a
//! third of the bytes of full colour, in the same time. Same pixels, same bytes.

mod palette;

use std::fmt;

use png::{BitDepth, ColorType, Compression, DeflateCompression, Encoder, Filter};

pub use palette::MAX_DIFFERENCE;
use palette::Palette;

/// Deflate level of pictures with a palette. Measured on cards: one of level 6 is a seventh smaller and costs an eighth more of
/// the whole card's time.
const LEVEL: u8 = 4;

/// Why a picture could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PngError {
    /// The pixels are not `width` × `height` × 4 bytes, or there are none.
    WrongSize {
        /// Width asked for, in pixels.
        width: u32,
        /// Height asked for, in pixels.
        height: u32,
        /// Bytes given.
        bytes: usize,
    },
    /// The encoder's own words.
    Encoder(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongSize { width, height, bytes } => {
                write!(f, "{bytes} bytes are not a picture of {width} × {height} RGBA pixels")
            }
            Self::Encoder(why) => write!(f, "the picture could not be written as PNG: {why}"),
        }
    }
}

impl std::error::Error for PngError {}

/// Writes an opaque RGBA picture; alpha is not looked at.
///
/// With up to 256 colours every pixel is exact. With more, colours may share a palette entry: no channel of any pixel then
/// differs by more than [`MAX_DIFFERENCE`], and black, white and every colour of a whole area stay exact. Where that cannot
/// be kept, the picture is written in full colour, exactly.
///
/// # Errors
/// [`PngError::WrongSize`] when `rgba` does not fit the size.
pub fn encode(rgba: &[u8], width: u32, height: u32) -> Result<Vec<u8>, PngError> {
    let expected = (width as usize).checked_mul(height as usize).and_then(|pixels| pixels.checked_mul(4));
    if rgba.is_empty() || expected != Some(rgba.len()) {
        return Err(PngError::WrongSize { width, height, bytes: rgba.len() });
    }
    let pixels = rgba.as_chunks::<4>().0;
    let written = match Palette::of(pixels) {
        Some(palette) => write_indexed(&palette, width, height),
        None => write_rgb(pixels, width, height),
    };
    written.map_err(|error| PngError::Encoder(error.to_string()))
}

/// One byte a pixel. Indices of a palette are no amounts, so filters would only disturb them. Of deflate's levels the
/// usual one, 6, is kept: 4 makes 16 % and 2 makes 30 % more bytes for 1.5 and 3 ms less of a 1200×630 card, 7 costs
/// 2 ms more and saves nothing. `benches/cards.rs` measures it.
fn write_indexed(palette: &Palette, width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::with_capacity(palette.indices.len() / 16);
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.rgb());
    encoder.set_deflate_compression(DeflateCompression::Level(LEVEL));
    encoder.set_filter(Filter::NoFilter);
    finish(encoder, &palette.indices)?;
    Ok(file)
}

/// Three bytes a pixel, filtered line by line.
fn write_rgb(pixels: &[[u8; 4]], width: u32, height: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::with_capacity(pixels.len());
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::Adaptive);
    let rgb: Vec<u8> = pixels.iter().flat_map(|&[red, green, blue, _]| [red, green, blue]).collect();
    finish(encoder, &rgb)?;
    Ok(file)
}

/// Header, pixels and end of the file.
fn finish(encoder: Encoder<'_, &mut Vec<u8>>, data: &[u8]) -> Result<(), png::EncodingError> {
    let mut writer = encoder.write_header()?;
    writer.write_image_data(data)?;
    writer.finish()
}

#[cfg(test)]
mod tests;
