//! The theme's drawings, parsed once and turned into pixels once for each size and colour that cards show them in.

use std::collections::HashMap;

use takumi::prelude::{ImageCacheMode, ImageSource};
use takumi::unstable::base::resources::image::ResourceCache;

/// Bytes of finished drawings that are kept: about eight of the largest slide's size.
const KEPT_BYTES: u64 = 64 << 20;

/// Drawings by their path in the theme. A card of many words costs less than one drawing's curves, and a site's cards
/// show the same few: their pixels are kept as long as this is.
pub struct Art {
    sources: HashMap<String, ImageSource>,
    pixels: ResourceCache,
}

impl Default for Art {
    fn default() -> Self {
        Self { sources: HashMap::new(), pixels: ResourceCache::new(KEPT_BYTES) }
    }
}

impl Art {
    /// Adds a drawing, an SVG or a bitmap.
    ///
    /// # Errors
    /// The engine's words where `bytes` are neither.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        let image = self.pixels.get_or_decode(bytes, ImageCacheMode::Auto).map_err(|error| error.to_string())?;
        self.sources.insert(path.to_owned(), image);
        Ok(())
    }

    /// The drawing at a path.
    pub fn get(&self, path: &str) -> Option<ImageSource> {
        self.sources.get(path).cloned()
    }

    /// Whether there is a drawing at a path.
    pub fn holds(&self, path: &str) -> bool {
        self.sources.contains_key(path)
    }
}
