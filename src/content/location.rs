//! Whether a photo or a film tells where it was taken: phones write it into EXIF, XMP or a box of the film.
//!
//! Only whether; the place itself is never read out or kept.

use std::io::Cursor;

use image::{ImageDecoder, ImageFormat, ImageReader};

use super::film::boxes;
use super::photo::is_heic;

/// Endings of files that may hold such a record, in lower case.
pub const ENDINGS: [&str; 12] =
    ["jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "tif", "tiff", "mp4", "mov", "m4v"];

/// Pointer to the block of GPS fields (EXIF 2.32, 4.6.3).
const GPS_BLOCK: u16 = 0x8825;
/// GPSLatitude and GPSLongitude (EXIF 2.32, 4.6.6).
const COORDINATES: [u16; 2] = [2, 4];
/// What Apple's cameras call the place in a film's list of keys (QuickTime File Format, metadata keys).
const APPLE_KEY: &[u8] = b"com.apple.quicktime.location.ISO6709";

/// Whether the file tells where it was taken, judged by its content. What is no photo and no film tells nothing.
pub fn is_told(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return exif_tells(bytes);
    }
    if bytes.get(4..8) == Some(b"ftyp".as_slice()) {
        return if is_heic(bytes) { heif_tells(bytes) } else { film_tells(bytes) };
    }
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => picture_tells(bytes, format),
        Ok(ImageFormat::Avif) => heif_tells(bytes),
        _ => false,
    }
}

fn picture_tells(bytes: &[u8], format: ImageFormat) -> bool {
    let Ok(mut decoder) = ImageReader::with_format(Cursor::new(bytes), format).into_decoder() else { return false };
    let exif = decoder.exif_metadata().ok().flatten();
    let xmp = decoder.xmp_metadata().ok().flatten();
    exif.is_some_and(|exif| exif_tells(exif.strip_prefix(b"Exif\0\0").unwrap_or(&exif)))
        || xmp.is_some_and(|xmp| xmp_tells(&xmp))
}

/// The numbers of an EXIF block, in its own order of bytes.
struct Exif<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

impl Exif<'_> {
    fn short(&self, at: usize) -> Option<u16> {
        let two = self.bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let four = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let number = if self.is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
        usize::try_from(number).ok()
    }

    /// Where the entry of `tag` keeps its value, in the block at `block`.
    fn entry(&self, block: usize, tag: u16) -> Option<usize> {
        let count = usize::from(self.short(block)?);
        let entries = (0..count).map(|index| block + 2 + index * 12);
        entries.into_iter().find(|at| self.short(*at) == Some(tag)).map(|at| at + 8)
    }
}

/// Whether the EXIF block (a TIFF of its own) holds coordinates. Cameras without reception write the fields with zeros.
fn exif_tells(bytes: &[u8]) -> bool {
    let exif = Exif { bytes, is_little: bytes.starts_with(b"II") };
    let told = || {
        let gps = exif.long(exif.entry(exif.long(4)?, GPS_BLOCK)?)?;
        let is_set = |tag| {
            // Three fractions: degrees, minutes, seconds.
            let at = exif.long(exif.entry(gps, tag)?)?;
            Some((0..3).any(|part| exif.long(at + part * 8).is_some_and(|upper| upper != 0)))
        };
        Some(COORDINATES.into_iter().any(|tag| is_set(tag) == Some(true)))
    };
    told() == Some(true)
}

/// Whether an XMP packet holds a latitude, as attribute or as element (XMP part 2, 2.6, `exif:GPSLatitude`).
fn xmp_tells(xmp: &[u8]) -> bool {
    let name = b"GPSLatitude";
    let is_value = |at: usize| {
        let rest = &xmp[at + name.len()..];
        let value = rest.strip_prefix(b"=\"").or(rest.strip_prefix(b"='")).or(rest.strip_prefix(b">"));
        value.and_then(<[u8]>::first).is_some_and(u8::is_ascii_digit)
    };
    find(xmp, name).any(is_value)
}

/// HEIF keeps its EXIF block anywhere in the file; it begins with its name.
fn heif_tells(bytes: &[u8]) -> bool {
    let name = b"Exif\0\0";
    find(bytes, name).any(|at| exif_tells(&bytes[at + name.len()..])) || xmp_tells(bytes)
}

/// A film keeps the place in a box of its own (`©xyz`; 3GPP TS 26.244, 8.8: `loci`) or in Apple's list of keys.
fn film_tells(bytes: &[u8]) -> bool {
    let movies = boxes(bytes).filter(|(name, _)| name == b"moov");
    movies.map(|(_, movie)| movie).any(|movie| {
        let of_user = boxes(movie).filter(|(name, _)| name == b"udta").flat_map(|(_, inside)| boxes(inside));
        of_user.map(|(name, _)| name).any(|name| name == *b"\xa9xyz" || name == *b"loci")
            || find(movie, APPLE_KEY).next().is_some()
    })
}

/// Where `wanted` begins in `bytes`.
fn find<'a>(bytes: &'a [u8], wanted: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let first = wanted.first().copied().unwrap_or_default();
    let starts = bytes.iter().enumerate().filter(move |(_, byte)| **byte == first).map(|(at, _)| at);
    starts.filter(move |at| bytes[*at..].starts_with(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An EXIF block with a GPS block, both in the order of bytes of `order`.
    fn exif(order: &[u8; 2], degrees: u32) -> Vec<u8> {
        let is_little = order == b"II";
        let short = |n: u16| if is_little { n.to_le_bytes() } else { n.to_be_bytes() };
        let long = |n: u32| if is_little { n.to_le_bytes() } else { n.to_be_bytes() };
        let mut bytes = [&order[..], &short(42), &long(8)].concat();
        // The first block: one entry, then no further block.
        bytes.extend([&short(1)[..], &short(GPS_BLOCK), &short(4), &long(1), &long(26), &long(0)].concat());
        // The GPS block: the latitude's three fractions lie behind it.
        bytes.extend([&short(1)[..], &short(2), &short(5), &long(3), &long(44), &long(0)].concat());
        bytes.extend([degrees, 1, 0, 1, 0, 1].into_iter().flat_map(long));
        bytes
    }

    fn jpeg(exif: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let encoder = jpeg_encoder::Encoder::new(&mut file, 80);
        encoder.encode(&[120; 8 * 8 * 3], 8, 8, jpeg_encoder::ColorType::Rgb).unwrap();
        let block = [b"Exif\0\0", exif].concat();
        let length = u16::try_from(block.len() + 2).unwrap().to_be_bytes();
        [&file[..2], &[0xff, 0xe1], &length, &block, &file[2..]].concat()
    }

    #[test]
    fn coordinates_in_exif_are_seen_in_both_orders_of_bytes() {
        for order in [b"II", b"MM"] {
            assert!(is_told(&jpeg(&exif(order, 39))), "{order:?}");
            assert!(!is_told(&jpeg(&exif(order, 0))), "no reception");
            assert!(is_told(&exif(order, 39)), "a TIFF");
        }
        assert!(!is_told(&jpeg(b"II*\0\x08\0\0\0\0\0\0\0\0\0")));
        assert!(!is_told(b"not a picture"));
    }

    #[test]
    fn coordinates_in_xmp_are_seen() {
        assert!(xmp_tells(b"<rdf:Description exif:GPSLatitude=\"39,17.1N\"/>"));
        assert!(xmp_tells(b"<exif:GPSLatitude>39,17.1N</exif:GPSLatitude>"));
        assert!(!xmp_tells(b"<rdf:Description exif:GPSLatitude=\"\" exif:GPSVersionID=\"2.3.0.0\"/>"));
    }

    #[test]
    fn a_film_that_tells_its_place_is_seen() {
        let a_box = |name: &[u8; 4], inside: &[u8]| {
            [&u32::try_from(inside.len() + 8).unwrap().to_be_bytes()[..], name, inside].concat()
        };
        let film = |movie: &[u8]| [a_box(b"ftyp", b"isom\0\0\0\0mp42"), a_box(b"moov", movie)].concat();
        assert!(is_told(&film(&a_box(b"udta", &a_box(b"\xa9xyz", b"\0\x12\x15\xc7+39.28+141.11/")))));
        assert!(is_told(&film(&a_box(b"meta", &[b"mdta", APPLE_KEY].concat()))));
        assert!(!is_told(&film(&a_box(b"udta", &a_box(b"\xa9nam", b"x")))));
        let heic =
            [a_box(b"ftyp", b"heic\0\0\0\0"), a_box(b"mdat", &[b"\0\0\0\x06Exif\0\0", &exif(b"MM", 39)[..]].concat())];
        assert!(is_told(&heic.concat()));
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_answer(at in 0_usize..400, by in any::<u8>(), length in 0_usize..400) {
            let mut bytes = jpeg(&exif(b"MM", 39));
            let at = at % bytes.len();
            bytes[at] = by;
            bytes.truncate(length);
            let _ = is_told(&bytes);
            let _ = exif_tells(&bytes);
        }
    }
}
