//! Finished pixels with a photo among them become a JPEG file of a bounded size, and can be looked at again.
//!
//! Colour is stored as finely as brightness (4:4:4), so that small coloured letters stay crisp. Same pixels, same bytes.

use std::fmt;
use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::{DynamicImage, RgbaImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::read_back::Rect;

/// Largest file in bytes: more is slow to load in a chat.
pub const MAX_BYTES: usize = 600_000;

/// Qualities (1 to 100) that are tried in turn until the file is small enough. Smooth photos take the first, grainy ones the
/// second or third; only noise takes the last.
const QUALITIES: [u8; 7] = [92, 85, 75, 60, 40, 25, 10];

/// Why a picture could not be written or looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JpegError {
    /// Even the lowest quality needs more than [`MAX_BYTES`].
    TooLarge {
        /// Bytes at the lowest quality.
        bytes: usize,
    },
    /// The codec's own words.
    Codec(String),
}

impl fmt::Display for JpegError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => write!(f, "{bytes} bytes at the lowest quality are more than {MAX_BYTES}"),
            Self::Codec(why) => write!(f, "the picture could not be written as JPEG: {why}"),
        }
    }
}

impl std::error::Error for JpegError {}

/// Writes an opaque RGBA picture in the best quality that needs at most [`MAX_BYTES`]; alpha is not looked at.
///
/// # Errors
/// See [`JpegError`].
pub fn encode(rgba: &[u8], width: u32, height: u32) -> Result<Vec<u8>, JpegError> {
    let mut bytes = 0;
    for quality in QUALITIES {
        let file = write(rgba, width, height, quality)?;
        if file.len() <= MAX_BYTES {
            return Ok(file);
        }
        bytes = file.len();
    }
    Err(JpegError::TooLarge { bytes })
}

fn write(rgba: &[u8], width: u32, height: u32, quality: u8) -> Result<Vec<u8>, JpegError> {
    let side = |side: u32| u16::try_from(side).map_err(codec);
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, quality);
    encoder.set_sampling_factor(SamplingFactor::R_4_4_4);
    encoder.encode(rgba, side(width)?, side(height)?, ColorType::Rgba).map_err(codec)?;
    Ok(file)
}

/// A part of a JPEG file as everybody will see it, as RGBA; `None` when it is not wholly inside.
///
/// # Errors
/// [`JpegError::Codec`] when the file cannot be read.
pub fn look_at(file: &[u8], part: Rect) -> Result<Option<RgbaImage>, JpegError> {
    let picture = JpegDecoder::new(Cursor::new(file)).and_then(DynamicImage::from_decoder).map_err(codec)?;
    let inside = part.x.checked_add(part.w).is_some_and(|right| right <= picture.width())
        && part.y.checked_add(part.h).is_some_and(|lower| lower <= picture.height());
    Ok(inside.then(|| picture.crop_imm(part.x, part.y, part.w, part.h).into_rgba8()))
}

fn codec(error: impl fmt::Display) -> JpegError {
    JpegError::Codec(error.to_string())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// Pixels of `width` × `height`, each channel by `next`.
    fn pixels(width: u32, height: u32, mut next: impl FnMut() -> u8) -> Vec<u8> {
        (0..width * height).flat_map(|_| [next(), next(), next(), 255]).collect()
    }

    /// Numbers without a pattern.
    fn random() -> impl FnMut() -> u32 {
        let mut state = 0x9E37_79B9_u32;
        move || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state >> 8
        }
    }

    #[test]
    fn noise_stays_below_the_limit() {
        for (width, height) in [(1200, 630), (1040, 1040), (1920, 1080), (1080, 1920)] {
            let mut next = random();
            let grain = pixels(width, height, || next() as u8);
            // Half of the picture black, white and pure colours by chance, which no photo is.
            let mut hard: Vec<u8> = grain.iter().map(|value| if value % 2 == 0 { 0 } else { 255 }).collect();
            let half = hard.len() / 2;
            hard[half..].fill(255);
            for rgba in [grain, hard] {
                let file = encode(&rgba, width, height);
                assert!(file.as_ref().is_ok_and(|file| file.len() <= MAX_BYTES), "{width} × {height}: {file:?}");
            }
        }
    }

    #[test]
    fn colours_of_neighbours_do_not_mix() {
        let red_on_white = |x: u32| if x % 4 < 2 { [200, 30, 20, 255] } else { [255; 4] };
        let rgba: Vec<u8> = (0..64).flat_map(|_| (0..64).flat_map(red_on_white)).collect();
        let file = encode(&rgba, 64, 64).unwrap();
        let seen = look_at(&file, Rect { x: 0, y: 0, w: 64, h: 64 }).unwrap().unwrap();
        let worst = rgba.iter().zip(seen.as_raw()).map(|(drawn, seen)| drawn.abs_diff(*seen)).max().unwrap();
        assert!(worst <= 24, "{worst}");
    }

    #[test]
    fn only_what_lies_inside_is_looked_at() {
        let file = encode(&[90; 4 * 20 * 10], 20, 10).unwrap();
        let look = |x, y, w, h| look_at(&file, Rect { x, y, w, h }).unwrap().map(|part| part.dimensions());
        assert_eq!(look(15, 5, 5, 5), Some((5, 5)));
        assert_eq!(look(16, 5, 5, 5), None);
        assert_eq!(look(u32::MAX, 0, 2, 2), None);
        assert!(look_at(&file[..30], Rect { x: 0, y: 0, w: 1, h: 1 }).is_err());
        assert!(encode(&[0; 16], 2, 3).is_err() && encode(&[], 70_000, 1).is_err());
    }
}
