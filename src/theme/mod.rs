//! Finds templates, styles, fonts and pictures: the default theme lies in the binary, and a site overrides it file by
//! file from `themes/NAME/`.

mod colours;
mod lean;
mod templates;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::diagnostics::{Diagnostic, Message};
use colours::Colours;
pub use templates::Templates;

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme, whole: every file of the default one, with the site's own over it.
pub struct Theme {
    files: BTreeMap<String, Cow<'static, [u8]>>,
    colours: Colours,
    font_files: Vec<FontFile>,
}

/// A font of `theme.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFile {
    /// Family name, as style sheets use it.
    pub family: String,
    /// Weight, 400 or 700.
    pub weight: u16,
    /// Path in the theme.
    pub path: String,
}

impl Theme {
    /// Loads theme `name` for the site in folder `site`.
    ///
    /// # Errors
    /// All mistakes of `theme.yaml`, a missing theme, an unreadable file.
    pub fn load(name: &str, site: &Path) -> Result<Self, Vec<Diagnostic>> {
        let mut files = BTreeMap::new();
        embedded(&DEFAULT, &mut files);
        let folder = site.join("themes").join(name);
        if folder.is_dir() {
            override_from(&folder, &mut files).map_err(|diagnostic| vec![diagnostic])?;
        } else if name != "default" {
            return Err(vec![Diagnostic::error_anywhere(Message::ThemeMissing { theme: name.to_owned() })]);
        }
        let (colours, font_files) = colours::read(&files, name)?;
        Ok(Self { files, colours, font_files })
    }

    /// A file of the theme.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// A text file of the theme.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.bytes(path).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// Paths of all files below `folder`, which ends in `/`.
    pub fn paths(&self, folder: &str) -> Vec<&str> {
        self.files.keys().map(String::as_str).filter(|path| path.starts_with(folder)).collect()
    }

    /// A style sheet with the theme's colours written in the place of their names.
    pub fn coloured(&self, css: &str) -> String {
        self.colours.write_into(css)
    }

    /// The colours as CSS custom properties of `:root`.
    pub fn tokens_css(&self) -> String {
        self.colours.css()
    }

    /// Family, weight and bytes of every font.
    pub fn fonts(&self) -> Vec<(&str, u16, &[u8])> {
        let bytes = |font: &'_ FontFile| self.files.get(&font.path).map(AsRef::as_ref);
        self.font_files.iter().filter_map(|font| Some((font.family.as_str(), font.weight, bytes(font)?))).collect()
    }

    /// A digest of all files below `folders`, of the colours and of the fonts' names: what a picture depends on.
    pub fn digest(&self, folders: &[&str]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        for (path, bytes) in &self.files {
            if path == "theme.yaml" || folders.iter().any(|folder| path.starts_with(folder)) {
                hasher.update(path.as_bytes()).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
            }
        }
        hasher.finalize()
    }
}

fn embedded(folder: &Dir<'static>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
    for file in folder.files() {
        files.insert(file.path().to_string_lossy().replace('\\', "/"), Cow::Borrowed(file.contents()));
    }
    for folder in folder.dirs() {
        embedded(folder, files);
    }
}

fn override_from(folder: &Path, files: &mut BTreeMap<String, Cow<'static, [u8]>>) -> Result<(), Diagnostic> {
    let unreadable = |file: &Path, reason: String| {
        Diagnostic::error_anywhere(Message::CannotRead { file: file.display().to_string(), reason })
    };
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| unreadable(folder, error.to_string()))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let bytes = std::fs::read(entry.path()).map_err(|error| unreadable(entry.path(), error.to_string()))?;
        let Ok(path) = entry.path().strip_prefix(folder) else { continue };
        files.insert(path.to_string_lossy().replace('\\', "/"), Cow::Owned(bytes));
    }
    Ok(())
}

/// The licence texts that travel with the theme's fonts and data, each with the path it lies at.
pub fn licences() -> Vec<(String, &'static str)> {
    let mut files = BTreeMap::new();
    embedded(&DEFAULT, &mut files);
    files
        .into_iter()
        .filter(|(path, _)| path.ends_with("OFL.txt") || path.contains("LICENSE"))
        .filter_map(|(path, bytes)| match bytes {
            Cow::Borrowed(bytes) => Some((path, std::str::from_utf8(bytes).ok()?)),
            Cow::Owned(_) => None,
        })
        .collect()
}
