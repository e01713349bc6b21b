//! Photos while they are needed: each is decoded once a build, when the first file wants it, shrunk at once to what the
//! largest of them needs, and forgotten behind the last. Files of one photo are made one after the other, so that only a
//! few photos are in memory at a time, however many a site has.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::channels::{Artifact, Recipe};
use crate::content::photo;
use crate::diagnostics::{Diagnostic, Message};
use crate::draw::workshop::{Drawer, Negative};
use crate::site::Photo;

/// Width and height in px that a photo still hides when it is kept: the largest slides'. Pages show no more than that.
const LARGEST: (u32, u32) = (1920, 1080);

/// Photos of more pixels than this are decoded one at a time: each may need a quarter of a gigabyte meanwhile.
const LARGE_PIXELS: u64 = 24_000_000;

/// All photos of a build, by their digest.
#[derive(Default)]
pub struct Darkroom {
    shelves: HashMap<String, Shelf>,
    large: Mutex<()>,
}

/// One photo's place.
#[derive(Default)]
struct Shelf {
    /// Files that have yet to be made from it.
    left: AtomicUsize,
    /// Held while the photo is decoded, so that nobody decodes it twice; keeps why that failed.
    trouble: Mutex<Option<Message>>,
    drawer: Arc<Drawer>,
}

/// A decoded photo, lent for one file.
pub struct Lent<'a> {
    shelf: &'a Shelf,
    negative: Arc<Negative>,
}

impl Darkroom {
    /// A room for the photos of the files that are to be made; nothing is decoded yet.
    pub fn new(artifacts: &[&Artifact<'_>]) -> Self {
        let mut room = Self::default();
        for photo in artifacts.iter().filter_map(|artifact| photo_of(artifact)) {
            let shelf = room.shelves.entry(photo.digest.clone()).or_default();
            *shelf.left.get_mut() += 1;
        }
        room
    }

    /// Where the workshop finds a photo that is lent.
    pub fn drawer(&self, photo: &Photo) -> Arc<Drawer> {
        self.shelves.get(&photo.digest).map(|shelf| Arc::clone(&shelf.drawer)).unwrap_or_default()
    }

    /// Lends a photo for the making of one file.
    ///
    /// # Errors
    /// A photo that cannot be read, at the line that names it.
    pub fn lend(&self, photo: &Photo) -> Result<Lent<'_>, Diagnostic> {
        let unknown = || Message::PhotoNotImage { file: photo.file.display().to_string() };
        let shelf = self.shelves.get(&photo.digest).ok_or_else(|| Diagnostic::error(unknown(), &photo.place))?;
        let mut trouble = shelf.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(message) = &*trouble {
            return Err(Diagnostic::error(message.clone(), &photo.place));
        }
        let held = shelf.drawer.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let negative = match held {
            Some(negative) => negative,
            None => match self.develop(photo) {
                Ok(negative) => shelf.put(Arc::new(negative)),
                Err(message) => return Err(Diagnostic::error(trouble.insert(message).clone(), &photo.place)),
            },
        };
        Ok(Lent { shelf, negative })
    }

    fn develop(&self, photo: &Photo) -> Result<Negative, Message> {
        let file = || photo.file.display().to_string();
        let cannot_read = |error: std::io::Error| Message::CannotRead { file: file(), reason: error.to_string() };
        let bytes = std::fs::read(&photo.file).map_err(cannot_read)?;
        if !is_as_planned(&bytes, &photo.digest) {
            return Err(Message::FileChanging { file: file() });
        }
        let is_large = u64::from(photo.size.0) * u64::from(photo.size.1) > LARGE_PIXELS;
        let _alone = is_large.then(|| self.large.lock().unwrap_or_else(PoisonError::into_inner));
        let whole = photo::open(&bytes).map_err(|_| Message::PhotoNotImage { file: file() })?;
        Ok(Negative::new(whole.covering(LARGEST.0, LARGEST.1)))
    }
}

impl Shelf {
    fn put(&self, negative: Arc<Negative>) -> Arc<Negative> {
        *self.drawer.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&negative));
        negative
    }
}

impl Lent<'_> {
    /// The photo.
    pub fn photo(&self) -> &photo::Photo {
        self.negative.photo()
    }
}

/// Behind the last file the photo leaves the memory.
impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if self.shelf.left.fetch_sub(1, Ordering::AcqRel) == 1 {
            *self.shelf.drawer.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }
}

/// Whether a file still holds what it held when it was read for the plan. What is made of it is named and remembered by that
/// digest, and must not show anything else.
pub fn is_as_planned(bytes: &[u8], digest: &str) -> bool {
    blake3::hash(bytes).to_hex().as_str() == digest
}

/// Digest of the photo that a file is made from.
pub fn photo_digest<'a>(artifact: &'a Artifact<'_>) -> Option<&'a str> {
    photo_of(artifact).map(|photo| photo.digest.as_str())
}

/// The photo that a file is made from.
pub fn photo_of<'a>(artifact: &'a Artifact<'_>) -> Option<&'a Photo> {
    match &artifact.recipe {
        Recipe::Picture(recipe) => recipe.photo.as_ref(),
        Recipe::Photo { photo, .. } => Some(photo),
        Recipe::Page { .. } | Recipe::File { .. } | Recipe::Bytes(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Place, Source};

    #[test]
    fn a_photo_that_was_replaced_meanwhile_is_not_shown_under_the_earlier_ones_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.png");
        image::RgbImage::new(4, 4).save(&file).unwrap();
        let digest = blake3::hash(&std::fs::read(&file).unwrap()).to_hex().to_string();
        let source = Arc::new(Source { path: "content/a.md".to_owned(), text: "photo".to_owned() });
        let place = Place::new(&source, 0..5);
        let photo = Photo { file, alt: String::new(), focus: (50, 50), credit: None, size: (4, 4), digest, place };
        let lends = |photo: &Photo| {
            let room = Darkroom { shelves: [(photo.digest.clone(), Shelf::default())].into(), ..Darkroom::default() };
            room.lend(photo).map(|_| ())
        };
        assert!(lends(&photo).is_ok());
        image::RgbImage::new(4, 5).save(&photo.file).unwrap();
        assert!(matches!(lends(&photo), Err(error) if matches!(*error.message, Message::FileChanging { .. })));
    }
}
