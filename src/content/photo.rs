//! Photos as staff hand them in: checked before they are decoded, turned upright, resized, written without EXIF.

mod resize;

use std::fmt;
use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage, Rgba};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use resize::resize;

/// Number of the way photos are made for pages: a change of quality or of the resizing raises it, and every photo gets a
/// new address.
pub const FORMAT: u32 = 1;

/// JPEG quality of photos on pages, 1 to 100.
const QUALITY: u8 = 80;

/// Largest file that is looked at: 40 MB, twice what a phone writes at its best quality.
pub const MAX_BYTES: u64 = 40_000_000;

/// Most pixels that are decoded: 80 megapixels, 240 MB of memory.
pub const MAX_PIXELS: u64 = 80_000_000;

/// Bytes a decoder may hold: eight for each of [`MAX_PIXELS`], as a PNG of 16 bits a channel needs.
const MAX_DECODED_BYTES: u64 = MAX_PIXELS * 8;

/// Brands of the `ftyp` box of HEIC and HEIF files, as iPhones write them (ISO/IEC 23008-12).
const HEIC_BRANDS: [&[u8; 4]; 8] = [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

/// A decoded photo, upright.
#[derive(Clone)]
pub struct Photo(RgbImage);

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
    Ok(Photo(rgb))
}

impl From<RgbImage> for Photo {
    fn from(rgb: RgbImage) -> Self {
        Self(rgb)
    }
}

impl Photo {
    /// Width and height in pixels, as one looks at it.
    pub fn size(&self) -> (u32, u32) {
        self.0.dimensions()
    }

    /// Its pixels.
    pub fn pixels(&self) -> &RgbImage {
        &self.0
    }

    /// The size that [`Photo::covering`] gives: the smallest of the photo's shape that hides a box of `w` × `h` pixels,
    /// never larger than the photo.
    pub fn size_covering(&self, w: u32, h: u32) -> (u32, u32) {
        let (width, height) = self.size();
        let (w, h) = (w.clamp(1, width), h.clamp(1, height));
        let (across, down) = (u64::from(height) * u64::from(w), u64::from(width) * u64::from(h));
        if down > across { (rounded(down, height), h) } else { (w, rounded(across, width)) }
    }

    /// The whole photo in the smallest size that hides a box of `w` × `h` pixels; never enlarged.
    pub fn covering(&self, w: u32, h: u32) -> Self {
        self.resized(self.size_covering(w, h))
    }

    /// The whole photo at most `w` pixels wide; never enlarged.
    pub fn fit_width(&self, w: u32) -> Self {
        let (width, height) = self.size();
        let w = w.clamp(1, width);
        self.resized((w, rounded(u64::from(height) * u64::from(w), width)))
    }

    fn resized(&self, size: (u32, u32)) -> Self {
        if size == self.size() { self.clone() } else { Self(resize(&self.0, size.0, size.1)) }
    }

    /// A JPEG for a page, without any metadata. Colours are stored at half the size, as all photos on the web are.
    ///
    /// # Errors
    /// [`PhotoError::Broken`] with a side above 65,535 pixels.
    pub fn jpeg(&self) -> Result<Vec<u8>, PhotoError> {
        let broken = |why: String| PhotoError::Broken(why);
        let (width, height) = self.size();
        let width = u16::try_from(width).map_err(|error| broken(error.to_string()))?;
        let height = u16::try_from(height).map_err(|error| broken(error.to_string()))?;
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, QUALITY);
        encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
        encoder.encode(self.0.as_raw(), width, height, ColorType::Rgb).map_err(|error| broken(error.to_string()))?;
        Ok(file)
    }
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
    if format == ImageFormat::Jpeg && !is_sound_jpeg(bytes) {
        return Err(PhotoError::Broken("the file ends too early, or keeps its colours apart".into()));
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
/// lacks with grey. Blocks before the data, a preview among them, are stepped over. Baseline files with a scan for each
/// colour, which hardly any program writes, are not sound here: the decoder mixes their colours up.
fn is_sound_jpeg(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(2..).unwrap_or_default();
    let mut colours = 1;
    while let [0xff, marker, after @ ..] = rest {
        if let (0xc0 | 0xc1, Some(number)) = (marker, after.get(7)) {
            colours = *number;
        }
        rest = match (marker, after) {
            (0xff, _) => &rest[1..],
            (0xda, [_, _, in_scan, data @ ..]) => {
                return *in_scan >= colours && data.windows(2).any(|two| two == [0xff, 0xd9]);
            }
            (_, [high, low, ..]) => after.get(usize::from(u16::from_be_bytes([*high, *low]))..).unwrap_or_default(),
            _ => return false,
        };
    }
    false
}

/// Whether the file starts with the box of a HEIC or HEIF file.
pub(super) fn is_heic(bytes: &[u8]) -> bool {
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

#[cfg(test)]
mod tests;
