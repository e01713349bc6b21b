//! Photos that pictures show, decoded once for all of them.

use std::collections::HashMap;

use takumi::prelude::ImageSource;

use super::errors::DrawError;

/// What a photo's address in a template begins with; its key follows.
const SCHEME: &str = "photo:";

/// Photos by key.
#[derive(Default)]
pub struct Photos(HashMap<String, Photo>);

/// One photo.
pub struct Photo {
    /// Its address in a template.
    pub url: String,
    /// CSS `object-position` that keeps the point of interest in sight.
    pub focus: String,
    image: ImageSource,
}

impl Photos {
    /// Adds a photo of `width` × `height` pixels; `focus` in percent from the upper left corner.
    pub fn add(
        &mut self,
        key: String,
        rgba: &[u8],
        width: u32,
        height: u32,
        focus: (f32, f32),
    ) -> Result<(), DrawError> {
        let image = decoded(rgba, width, height)?;
        let focus = format!("{:.1}% {:.1}%", focus.0.clamp(0.0, 100.0), focus.1.clamp(0.0, 100.0));
        self.0.insert(key.clone(), Photo { url: format!("{SCHEME}{key}"), focus, image });
        Ok(())
    }

    /// The photo of this key.
    pub fn get(&self, key: &str) -> Option<&Photo> {
        self.0.get(key)
    }

    /// The photo at an address that a template wrote.
    pub fn image(&self, url: &str) -> Option<ImageSource> {
        self.0.get(url.strip_prefix(SCHEME)?).map(|photo| photo.image.clone())
    }
}

/// The engine takes pictures as files only: the pixels go through an uncompressed one.
fn decoded(rgba: &[u8], width: u32, height: u32) -> Result<ImageSource, DrawError> {
    let wrong = |error: png::EncodingError| DrawError::Template(format!("a photo's pixels cannot be used: {error}"));
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::NoCompression);
    let mut writer = encoder.write_header().map_err(wrong)?;
    writer.write_image_data(rgba).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    ImageSource::from_bytes(&file).map_err(|error| DrawError::Template(error.to_string()))
}
