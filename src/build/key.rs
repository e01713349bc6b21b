//! What a file depends on: a digest for each of its ingredients. Equal keys give equal files; where they differ, the
//! ingredient that differs says why a file is made anew.
//!
//! No key depends on the machine, on paths or on the clock.

use std::fmt::{self, Write};

use super::plain_bytes::plain_bytes;
use crate::channels::{Artifact, PictureRecipe, QrTarget, Recipe, Scope};
use crate::theme::Theme;

/// What files are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ingredient {
    /// The words and addresses it shows.
    Words,
    /// Where its QR code leads.
    Code,
    /// The photo or the file that staff handed in.
    Photo,
    /// Templates, styles, drawings, fonts.
    Theme,
    /// Size and kind of file.
    Form,
}

impl Ingredient {
    /// All of them, in the order of a key's parts.
    pub const ALL: [Self; 5] = [Self::Words, Self::Code, Self::Photo, Self::Theme, Self::Form];
}

/// A digest for each ingredient, shortened to 64 bits: two versions of one file that agree by chance are one in 10¹⁹.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key([u64; 5]);

impl Key {
    /// The ingredients by which two keys differ.
    pub fn differing(&self, other: &Self) -> impl Iterator<Item = Ingredient> {
        let parts = self.0.into_iter().zip(other.0).zip(Ingredient::ALL);
        parts.filter(|((one, other), _)| one != other).map(|(_, ingredient)| ingredient)
    }

    /// As [`Key`]'s `Display` writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = Self::default();
        let mut parts = text.split('-');
        for part in &mut key.0 {
            *part = match parts.next()? {
                "" => 0,
                hex => u64::from_str_radix(hex, 16).ok()?,
            };
        }
        parts.next().is_none().then_some(key)
    }
}

/// Hexadecimal, an absent ingredient empty: `1f2e-0a--77-`.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_char('-')?;
            }
            if *part != 0 {
                write!(f, "{part:x}")?;
            }
        }
        Ok(())
    }
}

/// Makes the keys of a build.
pub struct Keys<'a> {
    scope: &'a Scope<'a>,
    pages: u64,
}

impl<'a> Keys<'a> {
    /// Digests the pages' part of the theme once.
    pub fn new(scope: &'a Scope<'a>, theme: &Theme) -> Self {
        Self { scope, pages: short(&theme.digest(&["pages/", "signage/", "styles/", "art/"])) }
    }

    /// The key of an artifact.
    pub fn key(&self, artifact: &Artifact<'_>) -> Key {
        match &artifact.recipe {
            Recipe::Page { template, view } => Key([words(view), 0, 0, self.pages, text(template)]),
            Recipe::Picture(recipe) => self.of_picture(recipe),
            Recipe::Photo { photo, width } => Key([0, 0, text(&photo.digest), 0, u64::from(*width)]),
            Recipe::File { digest, .. } => Key([0, 0, text(digest), 0, 0]),
            Recipe::Bytes(bytes) => Key([short(&blake3::hash(bytes)), 0, 0, 0, 0]),
        }
    }

    /// The whole digest by which a picture is remembered; nothing else is. Another release of oideyo may draw otherwise.
    pub fn long(&self, artifact: &Artifact<'_>) -> Option<blake3::Hash> {
        matches!(artifact.recipe, Recipe::Picture(_) | Recipe::Photo { .. }).then(|| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
            for part in [artifact.address.as_str(), &self.key(artifact).to_string()] {
                hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
            }
            hasher.finalize()
        })
    }

    fn of_picture(&self, recipe: &PictureRecipe) -> Key {
        let form = format!("{} {}x{} {:?}", recipe.template, recipe.size.0, recipe.size.1, recipe.form);
        Key([
            words(&recipe.view),
            recipe.qr.as_ref().map_or(0, |target| text(QrTarget::as_str(target))),
            recipe.photo.as_ref().map_or(0, |photo| text(&photo.key())),
            short(&self.scope.theme_digest()),
            text(&form),
        ])
    }
}

/// Digest of a view.
fn words(view: &impl serde::Serialize) -> u64 {
    short(&blake3::hash(&plain_bytes(view)))
}

fn text(text: &str) -> u64 {
    short(&blake3::hash(text.as_bytes()))
}

fn short(hash: &blake3::Hash) -> u64 {
    let bytes = hash.as_bytes();
    u64::from_le_bytes(std::array::from_fn(|index| bytes[index]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_comes_back_from_its_text(parts: [u64; 5], gaps: [bool; 5]) {
            let key = Key(std::array::from_fn(|index| if gaps[index] { 0 } else { parts[index] }));
            prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
    }

    #[test]
    fn a_key_says_what_differs() {
        let differing: Vec<_> = Key([1, 2, 3, 4, 5]).differing(&Key([1, 0, 3, 9, 5])).collect();
        assert_eq!(differing, [Ingredient::Code, Ingredient::Theme]);
        assert!(Key::parse("1-2-3").is_none() && Key::parse("1-2-3-4-5-6").is_none() && Key::parse("x----").is_none());
    }
}
