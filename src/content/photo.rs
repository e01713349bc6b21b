//! Photos as staff hand them in: checked before they are decoded, turned upright, cut and resized, written without EXIF.

mod resize;

use std::fmt;
use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage, Rgba,
};
use resize::{Cut, resize};

/// Largest file that is looked at: 40 MB, twice what a phone writes at its best quality.
pub const MAX_BYTES: u64 = 40_000_000;

/// Most pixels that are decoded: 80 megapixels, 240 MB of memory.
pub const MAX_PIXELS: u64 = 80_000_000;

/// Longest side that is made, far above any screen's.
const MAX_SIDE: u32 = 10_000;

/// Bytes a decoder may hold: eight for each of [`MAX_PIXELS`], as a PNG of 16 bits a channel needs.
const MAX_DECODED_BYTES: u64 = MAX_PIXELS * 8;

/// Brands of the `ftyp` box of HEIC and HEIF files, as iPhones write them (ISO/IEC 23008-12).
const HEIC_BRANDS: [&[u8; 4]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

/// A decoded photo, upright.
#[derive(Clone)]
pub struct Photo {
    /// Width in pixels, as one looks at it.
    pub width: u32,
    /// Height in pixels, as one looks at it.
    pub height: u32,
    rgb: RgbImage,
}

/// Why a photo cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhotoError {
    /// Neither JPEG nor PNG nor WebP, judged by its content.
    NotAnImage,
    /// A HEIC or HEIF file from a phone: it must be saved as JPEG.
    Heic,
    /// More than [`MAX_PIXELS`], by its own header.
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// More than [`MAX_BYTES`].
    TooLarge {
        /// Size of the file.
        bytes: u64,
    },
    /// It starts like a photo but cannot be read, or could not be written; the codec's own words.
    Broken(String),
}

impl fmt::Display for PhotoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnImage => write!(f, "this file is no JPEG, PNG or WebP picture"),
            Self::Heic => write!(f, "this is a HEIC file of a phone: save it as JPEG"),
            Self::TooManyPixels { width, height } => {
                write!(
                    f,
                    "{width} × {height} pixels are too many: up to {} million can be used",
                    MAX_PIXELS / 1_000_000
                )
            }
            Self::TooLarge { bytes } => {
                write!(f, "{bytes} bytes are too many: up to {} MB can be used", MAX_BYTES / 1_000_000)
            }
            Self::Broken(why) => write!(f, "the photo cannot be read: {why}"),
        }
    }
}

impl std::error::Error for PhotoError {}

impl From<ImageError> for PhotoError {
    fn from(error: ImageError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// Looks at the header only. Gives width and height as one will see them, after the EXIF orientation.
///
/// # Errors
/// Every error of [`open()`] that does not need the pixels.
pub fn check(bytes: &[u8]) -> Result<(u32, u32), PhotoError> {
    let mut decoder = decoder(bytes)?;
    let (width, height) = decoder.dimensions();
    Ok(if swaps_sides(decoder.orientation()?) { (height, width) } else { (width, height) })
}

/// Decodes a photo and turns it upright. Transparent parts become white.
///
/// # Errors
/// See [`PhotoError`]. Files and pictures that are too large are refused before anything is decoded.
pub fn open(bytes: &[u8]) -> Result<Photo, PhotoError> {
    let mut decoder = decoder(bytes)?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    let rgb = if image.color().has_alpha() { on_white(&image) } else { image.into_rgb8() };
    Ok(Photo { width: rgb.width(), height: rgb.height(), rgb })
}

impl Photo {
    /// Cuts the photo to the shape of `w` × `h` and resizes it to that. `focus` is the point that should be in the middle
    /// (0, 0 = upper left, 1, 1 = lower right); the cut never leaves the photo. Small photos are enlarged.
    pub fn cover(&self, w: u32, h: u32, focus: (f32, f32)) -> RgbImage {
        let (w, h) = (w.clamp(1, MAX_SIDE), h.clamp(1, MAX_SIDE));
        let (width, height) = (u64::from(self.width), u64::from(self.height));
        let wide = width * u64::from(h) > height * u64::from(w);
        let (cut_w, cut_h) = if wide {
            (rounded(height * u64::from(w), h), self.height)
        } else {
            (self.width, rounded(width * u64::from(h), w))
        };
        let (x, y) = (cut_from(self.width, cut_w, focus.0), cut_from(self.height, cut_h, focus.1));
        resize(&self.rgb, Cut { x, y, w: cut_w, h: cut_h }, w, h)
    }

    /// The whole photo at most `w` pixels wide; never enlarged.
    pub fn fit_width(&self, w: u32) -> RgbImage {
        let w = w.clamp(1, MAX_SIDE);
        if w >= self.width {
            return self.rgb.clone();
        }
        let whole = Cut { x: 0, y: 0, w: self.width, h: self.height };
        resize(&self.rgb, whole, w, rounded(u64::from(self.height) * u64::from(w), self.width))
    }
}

/// Writes a JPEG without any metadata. `quality` is 1 to 100.
///
/// # Errors
/// [`PhotoError::Broken`] for a picture without pixels or with a side above 65,535.
pub fn jpeg(img: &RgbImage, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, quality.clamp(1, 100));
    encoder.encode(img, img.width(), img.height(), ExtendedColorType::Rgb8)?;
    Ok(file)
}

/// A decoder that has read the header of an acceptable photo and nothing more.
fn decoder(bytes: &[u8]) -> Result<impl ImageDecoder + '_, PhotoError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(PhotoError::TooLarge { bytes: bytes.len() as u64 });
    }
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => format,
        _ if is_heic(bytes) => return Err(PhotoError::Heic),
        _ => return Err(PhotoError::NotAnImage),
    };
    if format == ImageFormat::Jpeg && !is_whole_jpeg(bytes) {
        return Err(PhotoError::Broken("the file ends too early".into()));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(PhotoError::TooManyPixels { width, height });
    }
    Ok(decoder)
}

/// Whether the end mark stands behind the picture's data (ITU-T T.81, B.1): the decoder would fill what a broken copy
/// lacks with grey. Blocks before the data, a preview among them, are stepped over.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xff, marker, after @ ..] = rest {
        rest = match (marker, after) {
            (0xff, _) => &rest[1..],
            (0xda, data) => return data.windows(2).any(|two| two == [0xff, 0xd9]),
            (_, [high, low, ..]) => after.get(usize::from(u16::from_be_bytes([*high, *low]))..).unwrap_or_default(),
            _ => return false,
        };
    }
    false
}

/// Whether the file starts with the box of a HEIC or HEIF file.
fn is_heic(bytes: &[u8]) -> bool {
    bytes.get(4..8) == Some(b"ftyp".as_slice())
        && bytes.get(8..12).is_some_and(|brand| HEIC_BRANDS.iter().any(|heic| heic.as_slice() == brand))
}

/// Whether width and height change places.
fn swaps_sides(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}

/// The picture laid on white paper.
fn on_white(image: &DynamicImage) -> RgbImage {
    let rgba = image.to_rgba8();
    let mix = |Rgba([red, green, blue, alpha]): Rgba<u8>| {
        let over = |channel: u8| {
            let (channel, alpha) = (u32::from(channel), u32::from(alpha));
            ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        Rgb([over(red), over(green), over(blue)])
    };
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| mix(*rgba.get_pixel(x, y)))
}

/// `dividend` / `divisor`, rounded, at least 1.
fn rounded(dividend: u64, divisor: u32) -> u32 {
    let divisor = u64::from(divisor.max(1));
    u32::try_from((dividend + divisor / 2) / divisor).unwrap_or(u32::MAX).max(1)
}

/// Where a cut of `cut` out of `length` pixels starts, so that `focus` (0 to 1) is as near to its middle as can be.
fn cut_from(length: u32, cut: u32, focus: f32) -> u32 {
    let focus = if focus.is_finite() { focus.clamp(0.0, 1.0) } else { 0.5 };
    let middle = (focus * length as f32) as u32;
    middle.saturating_sub(cut / 2).min(length.saturating_sub(cut))
}

#[cfg(test)]
mod tests;
