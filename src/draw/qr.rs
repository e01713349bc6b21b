//! QR symbols: a booking URL becomes modules, and modules become whole pixels of a finished picture.

use std::fmt;

use qrcode::bits::Bits;
use qrcode::types::{Color, QrResult};
use qrcode::{EcLevel, QrCode, Version};

/// The largest version we print. Version 8 (49 modules) is the largest that layouts plan for, up to 12 (65 modules)
/// there is a layout for long codes; beyond, phones at two metres fail and a shorter URL is the cure.
pub const MAX_VERSION: usize = 12;

/// White modules on each side that readers need around a symbol (ISO/IEC 18004 §6.3.8).
pub const QUIET_MODULES: usize = 4;

/// The dark modules, opaque: nearly black on every theme, since readers want contrast.
const DARK: [u8; 4] = [0x11, 0x11, 0x11, 255];

/// The light modules.
const LIGHT: [u8; 4] = [255; 4];

/// A QR symbol, without its quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Modules on one side: 17 + 4 × version.
    pub modules: usize,
    /// `modules` × `modules` values row by row, `true` where the module is dark.
    pub dark: Vec<bool>,
    /// What the symbol says, byte for byte.
    pub url: String,
}

/// Why a URL cannot become a QR symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QrError {
    /// The text is empty or holds something else than visible ASCII (U+0021 to U+007E). Other bytes are read differently
    /// by different phones: the path must be percent-encoded and the host written in punycode.
    NotAscii,
    /// The text needs more than [`MAX_VERSION`]. `bytes` is its length.
    TooLong {
        /// Length of the text in bytes.
        bytes: usize,
    },
}

impl fmt::Display for QrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAscii => {
                write!(f, "a QR code holds visible ASCII only: percent-encode the path, punycode the host")
            }
            Self::TooLong { bytes } => write!(f, "{bytes} bytes are too long for a QR code that phones can read"),
        }
    }
}

impl std::error::Error for QrError {}

impl Symbol {
    /// Encodes `url` with error correction M, or Q where that costs no larger version.
    ///
    /// # Errors
    /// [`QrError::NotAscii`] for anything but visible ASCII, [`QrError::TooLong`] beyond [`MAX_VERSION`].
    pub fn encode(url: &str) -> Result<Self, QrError> {
        if url.is_empty() || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(QrError::NotAscii);
        }
        let encoded = (1..=MAX_VERSION as i16).map(Version::Normal).find_map(|version| {
            let medium = bits(url, version, EcLevel::M)?;
            let (bits, correction) =
                bits(url, version, EcLevel::Q).map_or((medium, EcLevel::M), |bits| (bits, EcLevel::Q));
            QrCode::with_bits(bits, correction).ok()
        });
        let code = encoded.ok_or(QrError::TooLong { bytes: url.len() })?;
        Ok(Self {
            modules: code.width(),
            dark: code.to_colors().into_iter().map(|color| color == Color::Dark).collect(),
            url: url.to_owned(),
        })
    }

    /// The symbol's version, 1 to [`MAX_VERSION`].
    pub fn version(&self) -> usize {
        self.modules.saturating_sub(17) / 4
    }

    /// The smallest whole number of pixels per module with which the symbol, without its quiet zone, is at least
    /// `min_symbol_px` wide and a module at least `min_module_px`. Never 0.
    pub fn module_px(&self, min_symbol_px: u32, min_module_px: u32) -> u32 {
        let modules = u32::try_from(self.modules).unwrap_or(u32::MAX).max(1);
        min_symbol_px.div_ceil(modules).max(min_module_px).max(1)
    }

    /// The side in pixels, quiet zone included.
    pub fn side_px(&self, module_px: u32) -> u32 {
        u32::try_from(self.modules + 2 * QUIET_MODULES).unwrap_or(u32::MAX).saturating_mul(module_px)
    }

    /// Draws the symbol into an RGBA picture `width` pixels wide, opaque: one module is exactly `module_px` pixels, so
    /// that the edges stay sharp. (`left`, `top`) is the corner of its quiet zone, which is left as it is. `false`, with
    /// nothing drawn, where the picture does not hold it all.
    #[must_use]
    pub fn paint(&self, rgba: &mut [u8], width: u32, (left, top): (u32, u32), module_px: u32) -> bool {
        let side = self.side_px(module_px) as usize;
        let (width, left, top, module_px) = (width as usize, left as usize, top as usize, module_px as usize);
        let pixels = rgba.as_chunks_mut::<4>().0;
        if module_px == 0 || left + side > width || (top + side).saturating_mul(width) > pixels.len() {
            return false;
        }
        let (quiet, symbol) = (QUIET_MODULES * module_px, self.modules * module_px);
        let mut line = vec![LIGHT; symbol];
        let rows = pixels.chunks_exact_mut(width).skip(top + quiet).take(symbol);
        for (number, row) in rows.enumerate() {
            if number % module_px == 0 {
                let cells = self.dark.chunks_exact(self.modules).nth(number / module_px).unwrap_or_default();
                for (pixels, dark) in line.chunks_exact_mut(module_px).zip(cells) {
                    pixels.fill(if *dark { DARK } else { LIGHT });
                }
            }
            row[left + quiet..left + quiet + symbol].copy_from_slice(&line);
        }
        true
    }
}

/// The content of a symbol, if it fits: in the modes that the encoder thinks best, else all in bytes, since each change
/// of mode has a price and an URL with many short numbers would come out longer than its bytes.
fn bits(url: &str, version: Version, correction: EcLevel) -> Option<Bits> {
    let pushes = [Bits::push_optimal_data, Bits::push_byte_data];
    pushes.into_iter().find_map(|push: fn(&mut Bits, &[u8]) -> QrResult<()>| {
        let mut bits = Bits::new(version);
        push(&mut bits, url.as_bytes()).and_then(|()| bits.push_terminator(correction)).ok()?;
        Some(bits)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn only_visible_ascii_is_encoded() {
        for text in ["", "https://例え.jp/", "https://a.example/ b", "https://a.example/\n", "https://a.example/\u{7f}"]
        {
            assert_eq!(Symbol::encode(text), Err(QrError::NotAscii), "{text:?}");
        }
    }

    #[test]
    fn version_grows_with_length_and_stops_at_twelve() {
        let url = |bytes: usize| format!("https://a.example/{}", "x".repeat(bytes - 18));
        // Byte capacities at level M, ISO/IEC 18004 table 7: version 8 holds 152 bytes, version 12 holds 287.
        assert_eq!(Symbol::encode(&url(152)).unwrap().version(), 8);
        assert_eq!(Symbol::encode(&url(153)).unwrap().version(), 9);
        assert_eq!(Symbol::encode(&url(287)).unwrap().version(), 12);
        assert_eq!(Symbol::encode(&url(288)), Err(QrError::TooLong { bytes: 288 }));
        let mixed: String = "https://a.example/f?a=2026-12&k=07b9".chars().cycle().take(287).collect();
        assert_eq!(Symbol::encode(&mixed).unwrap().version(), 12);
        assert_eq!(Symbol::encode(&mixed[..152]).unwrap().version(), 8);
        assert_eq!(Symbol::encode(&url(9000)), Err(QrError::TooLong { bytes: 9000 }));
    }

    #[test]
    fn better_correction_is_used_where_it_is_free() {
        // 20 bytes fit version 2 at level Q (20 bytes) as well as at level M (26 bytes).
        let url = "https://a.example/ab";
        let symbol = Symbol::encode(url).unwrap();
        let quartile = QrCode::with_version(url, Version::Normal(2), EcLevel::Q).unwrap();
        assert_eq!(symbol.version(), 2);
        assert_eq!(symbol.dark, quartile.to_colors().iter().map(|c| *c == Color::Dark).collect::<Vec<_>>());
    }

    #[test]
    fn a_module_is_the_smallest_whole_pixel_that_is_large_enough() {
        let symbol = Symbol::encode("https://yoyaku.example/aoba/rinyushoku?d=20261210").unwrap();
        assert_eq!(symbol.modules, 33);
        assert_eq!(symbol.module_px(315, 8), 10); // 33 × 10 = 330 ≥ 315 > 33 × 9
        assert_eq!(symbol.module_px(330, 8), 10);
        assert_eq!(symbol.module_px(331, 8), 11);
        assert_eq!(symbol.module_px(100, 8), 8);
        assert_eq!(symbol.module_px(0, 0), 1);
    }

    #[test]
    fn every_module_is_painted_with_whole_pixels() {
        let symbol = Symbol::encode("https://yoyaku.example/aoba").unwrap();
        let (px, left, top) = (3_usize, 5_usize, 2_usize);
        let side = symbol.side_px(px as u32) as usize;
        let (width, height) = (left + side + 1, top + side);
        let ground = [9, 8, 7, 0];
        let mut rgba = ground.repeat(width * height);
        assert!(symbol.paint(&mut rgba, width as u32, (left as u32, top as u32), px as u32));
        for (at, pixel) in rgba.as_chunks::<4>().0.iter().enumerate() {
            let module = |at: usize, from: usize| at.checked_sub(from + QUIET_MODULES * px).map(|at| at / px);
            let cell = |(x, y): (usize, usize)| symbol.dark.chunks(symbol.modules).nth(y)?.get(x).copied();
            let place = module(at % width, left).zip(module(at / width, top));
            let expected = place.and_then(cell).map_or(ground, |dark| if dark { DARK } else { LIGHT });
            assert_eq!(*pixel, expected, "{} {}", at % width, at / width);
        }
        let before = rgba.clone();
        for (left, top) in [(left + 2, top), (left, top + 1), (usize::MAX >> 33, 0)] {
            assert!(!symbol.paint(&mut rgba, width as u32, (left as u32, top as u32), px as u32));
        }
        assert!(!symbol.paint(&mut rgba, width as u32, (0, 0), 0) && rgba == before);
    }
}
