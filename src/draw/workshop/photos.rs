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

/// Measured boxes carry no names: each place of a photo is skewed by this much more than the one before it, and found by
/// that. Named places are skewed by millionths, and layout is not touched by transforms.
const SKEW: f32 = 2e-3;

/// How near to a multiple of [`SKEW`] a measured skew comes, as a share of it.
const SKEW_TOLERANCE: f32 = 0.05;

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
    /// CSS `object-position` for the layout, where nobody sees it; [`Photo::print`] shifts the photo in earnest.
    pub focus: String,
    /// The point of interest, as shares of width and height.
    point: (f32, f32),
    /// Width and height in pixels.
    size: (u32, u32),
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
        let focus = (focus.0.clamp(0.0, 100.0), focus.1.clamp(0.0, 100.0));
        let photo = Photo {
            url: format!("{SCHEME}{key}"),
            focus: format!("{:.1}% {:.1}%", focus.0, focus.1),
            point: (focus.0 / 100.0, focus.1 / 100.0),
            size,
            outline,
            drawer,
        };
        self.0.insert(key, photo);
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
    /// The photo as large as a card shows it, which is found by `measure`; `None` when the card does not show it. In each of
    /// its places, which it must fill (`object-fit: cover`) and whose `style` holds nothing but `object-position`, the
    /// photo is shifted so that its focus lies in the middle, or as near to it as its edges allow.
    pub fn print(
        &self,
        card: &mut Node,
        measure: impl FnOnce(Node) -> Result<MeasuredNode, String>,
    ) -> Result<Option<ImageSource>, DrawError> {
        let mut marked = card.clone();
        let mark = |place: usize| format!("transform:matrix(1,0,{:e},1,0,0);", SKEW * (place + 1) as f32);
        let mut boxes = vec![(0.0, 0.0); style_places(&mut marked, &self.url, 0, &mark)];
        if boxes.is_empty() {
            return Ok(None);
        }
        find_boxes(&measure(marked).map_err(DrawError::Template)?, &mut boxes);
        let shift = |place: usize| boxes.get(place).map_or_else(String::new, |shown| self.position(*shown));
        style_places(card, &self.url, 0, &shift);
        let (width, height) = boxes.iter().fold((0.0_f32, 0.0_f32), |a, b| (a.0.max(b.0), a.1.max(b.1)));
        let negative = self.drawer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let negative = negative.ok_or_else(|| DrawError::Template("a photo was not decoded".to_owned()))?;
        negative.print(width.round() as u32, height.round() as u32).map(Some)
    }

    /// CSS for the photo in a box that it fills. A percentage there is the share of what is cut off, not of the photo: 80 %
    /// of a very wide photo would be seen far right of the middle.
    fn position(&self, (width, height): (f32, f32)) -> String {
        let (own_width, own_height) = (self.size.0 as f32, self.size.1 as f32);
        let scale = (width / own_width).max(height / own_height);
        let share = |own: f32, shown: f32, point: f32| {
            let cut = own * scale - shown;
            if cut > 0.5 { ((point * own * scale - shown / 2.0) / cut).clamp(0.0, 1.0) } else { 0.5 }
        };
        let (x, y) = (share(own_width, width, self.point.0), share(own_height, height, self.point.1));
        format!("object-position:{:.2}% {:.2}%;", x * 100.0, y * 100.0)
    }
}

/// Gives every place where a card shows the picture at `url` the style for its number, from `next` on; the number behind.
fn style_places(node: &mut Node, url: &str, next: usize, style: &dyn Fn(usize) -> String) -> usize {
    match &mut node.kind {
        NodeKind::Container { children } => {
            children.iter_mut().fold(next, |next, child| style_places(child, url, next, style))
        }
        NodeKind::Image(image) if matches!(&image.src, ImageSourceInput::Url(shown) if **shown == *url) => {
            let style: Style = style(next).parse().unwrap_or_default();
            *node = std::mem::take(node).with_style(style);
            next + 1
        }
        _ => next,
    }
}

/// Writes down width and height of every marked box, in pixels, by its number.
fn find_boxes(node: &MeasuredNode, boxes: &mut [(f32, f32)]) {
    let [_, _, skew, ..] = node.transform;
    let number = (skew / SKEW).round();
    let place = if number >= 1.0 && (skew / SKEW - number).abs() < SKEW_TOLERANCE { number as usize } else { 0 };
    if let Some(shown) = place.checked_sub(1).and_then(|place| boxes.get_mut(place)) {
        *shown = (node.width, node.height);
    }
    node.children.iter().for_each(|child| find_boxes(child, boxes));
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
