//! Photos that pictures show. A photo is made as large as a picture shows it, and pictures of one size share it: then the
//! engine lays pixel on pixel and need not resize, which took a third of a picture's time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use image::RgbImage;
use takumi::prelude::{ImageSource, ImageSourceInput, MeasuredNode, Node, NodeKind, Style};

use super::errors::DrawError;
use crate::content::photo;

/// What a photo's address in a template begins with; its key follows.
const SCHEME: &str = "photo:";

/// A style that moves nothing and marks a photo, so that it is found among the measured boxes: they carry no names.
const MARK: &str = "transform:matrix(1,0,2e-3,1,0,0);";

/// The skew of [`MARK`], as it is found again, and how near it comes. Named places are skewed by millionths.
const SKEW: (f32, f32) = (2e-3, 1e-4);

/// A decoded photo and the prints that were made of it.
pub struct Negative {
    photo: photo::Photo,
    prints: Mutex<HashMap<(u32, u32), ImageSource>>,
}

/// Where a photo's negative lies as long as pictures are made that show it.
pub type Drawer = Mutex<Option<Arc<Negative>>>;

/// Photos by key.
#[derive(Default)]
pub struct Photos(HashMap<String, Photo>);

/// One photo.
pub struct Photo {
    /// Its address in a template.
    pub url: String,
    /// CSS `object-position` that keeps the point of interest in sight.
    pub focus: String,
    /// Of the photo's size, without any pixels: enough to lay a card out.
    outline: ImageSource,
    drawer: Arc<Drawer>,
}

impl Negative {
    /// A photo of which nothing was printed yet.
    pub fn new(photo: photo::Photo) -> Self {
        Self { photo, prints: Mutex::default() }
    }

    /// The photo itself.
    pub fn photo(&self) -> &photo::Photo {
        &self.photo
    }

    /// The photo in the smallest size that hides a box of `width` × `height` pixels. Pictures of one size share a print.
    fn print(&self, width: u32, height: u32) -> Result<ImageSource, DrawError> {
        let size = self.photo.size_covering(width, height);
        let mut prints = self.prints.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(print) = prints.get(&size) {
            return Ok(print.clone());
        }
        let print = printed(self.photo.covering(width, height).pixels())?;
        prints.insert(size, print.clone());
        Ok(print)
    }
}

impl Photos {
    /// Adds a photo of `size` pixels, whose negative will lie in `drawer`; `focus` in percent from the upper left corner.
    pub fn add(
        &mut self,
        key: String,
        size: (u32, u32),
        focus: (f32, f32),
        drawer: Arc<Drawer>,
    ) -> Result<(), DrawError> {
        let (width, height) = size;
        let svg = format!(r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"></svg>"#);
        let outline =
            ImageSource::from_bytes(svg.as_bytes()).map_err(|error| DrawError::Template(error.to_string()))?;
        let focus = format!("{:.1}% {:.1}%", focus.0.clamp(0.0, 100.0), focus.1.clamp(0.0, 100.0));
        self.0.insert(key.clone(), Photo { url: format!("{SCHEME}{key}"), focus, outline, drawer });
        Ok(())
    }

    /// The photo of this key.
    pub fn get(&self, key: &str) -> Option<&Photo> {
        self.0.get(key)
    }

    /// The outline of the photo at an address that a template wrote.
    pub fn outline(&self, url: &str) -> Option<ImageSource> {
        self.0.get(url.strip_prefix(SCHEME)?).map(|photo| photo.outline.clone())
    }
}

impl Photo {
    /// The photo as large as a card shows it, which is found by `measure`; `None` when the card does not show it.
    pub fn print(
        &self,
        mut card: Node,
        measure: impl FnOnce(Node) -> Result<MeasuredNode, String>,
    ) -> Result<Option<ImageSource>, DrawError> {
        if !mark(&mut card, &self.url) {
            return Ok(None);
        }
        let measured = measure(card).map_err(DrawError::Template)?;
        let (width, height) = largest(&measured);
        let negative = self.drawer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let negative = negative.ok_or_else(|| DrawError::Template("a photo was not decoded".to_owned()))?;
        negative.print(width.round() as u32, height.round() as u32).map(Some)
    }
}

/// Marks every place where a card shows the picture at `url`; `false` when there is none.
fn mark(node: &mut Node, url: &str) -> bool {
    match &mut node.kind {
        NodeKind::Container { children } => {
            children.iter_mut().filter_map(|child| mark(child, url).then_some(())).count() > 0
        }
        NodeKind::Image(image) if matches!(&image.src, ImageSourceInput::Url(shown) if **shown == *url) => {
            let style: Style = MARK.parse().unwrap_or_default();
            *node = std::mem::take(node).with_style(style);
            true
        }
        _ => false,
    }
}

/// Width and height that hide every marked box, in pixels; nothing where none is marked.
fn largest(node: &MeasuredNode) -> (f32, f32) {
    let [_, _, skew, ..] = node.transform;
    let own = if (skew - SKEW.0).abs() < SKEW.1 { (node.width, node.height) } else { (0.0, 0.0) };
    node.children.iter().map(largest).fold(own, |a, b| (a.0.max(b.0), a.1.max(b.1)))
}

/// The engine takes pictures as files only: the pixels go through an uncompressed one.
fn printed(pixels: &RgbImage) -> Result<ImageSource, DrawError> {
    let wrong = |error: png::EncodingError| DrawError::Template(format!("a photo's pixels cannot be used: {error}"));
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::NoCompression);
    let mut writer = encoder.write_header().map_err(wrong)?;
    writer.write_image_data(pixels.as_raw()).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    ImageSource::from_bytes(&file).map_err(|error| DrawError::Template(error.to_string()))
}
