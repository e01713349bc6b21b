//! Finds templates, styles, fonts and pictures: the default theme lies in the binary, and a site overrides it file by
//! file from `themes/NAME/`.

mod colours;
mod explain;
mod expressions;
mod fonts;
mod lean;
mod mentioned;
mod settings;
mod sources;
mod templates;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use include_dir::{Dir, include_dir};

use crate::diagnostics::{Diagnostic, Message, Source};
pub use colours::Colours;
pub use explain::{Known, syntax_errors, template_errors};
pub use expressions::{codes, components, expressions, is_word, unescaped};
use fonts::FontFile;
pub use sources::{Sources, unknown};
pub use templates::Templates;

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme, whole: every file of the default one, with the site's own over it.
pub struct Theme {
    files: BTreeMap<String, Cow<'static, [u8]>>,
    sources: Sources,
    colours: Colours,
    font_files: Vec<FontFile>,
    templates: OnceLock<Result<Templates, Vec<Diagnostic>>>,
    /// Digests that were asked for, by the folders they are of.
    digests: Mutex<HashMap<Vec<&'static str>, blake3::Hash>>,
}

impl Theme {
    /// Loads theme `name` for the site in folder `site`.
    ///
    /// # Errors
    /// All mistakes of `theme.yaml`, a missing theme, an unreadable file.
    pub fn load(name: &str, site: &Path) -> Result<Self, Vec<Diagnostic>> {
        let mut files = BTreeMap::new();
        embedded(&DEFAULT, &mut files);
        let default = Arc::new(default_settings(&files));
        let mut own = BTreeSet::new();
        let folder = site.join("themes").join(name);
        if folder.is_dir() {
            own = override_from(&folder, &mut files).map_err(|diagnostic| vec![diagnostic])?;
        } else if name != "default" {
            return Err(vec![Diagnostic::error_anywhere(Message::ThemeMissing { theme: name.to_owned() })]);
        }
        let sources = Sources::new(&files, name, &own)?;
        let own_settings = sources.source(settings::FILE).filter(|_| own.contains(settings::FILE));
        let (colours, font_files) = settings::read(&files, &default, own_settings, &sources)?;
        Ok(Self { files, sources, colours, font_files, templates: OnceLock::new(), digests: Mutex::default() })
    }

    /// A file of the theme.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(AsRef::as_ref)
    }

    /// A text file of the theme.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.sources.text(path)
    }

    /// The text files, for what is wrong in one of them.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The colours.
    pub fn colours(&self) -> &Colours {
        &self.colours
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

    /// The templates of pages and player, made ready when somebody first asks.
    ///
    /// # Errors
    /// All templates that can't be read, each at its line.
    pub fn templates(&self) -> &Result<Templates, Vec<Diagnostic>> {
        self.templates.get_or_init(|| Templates::load(self))
    }

    /// A digest of all files below `folders`, of the colours and of the fonts' names: what a picture depends on.
    pub fn digest(&self, folders: &[&'static str]) -> blake3::Hash {
        let mut digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        *digests.entry(folders.to_vec()).or_insert_with(|| self.digest_anew(folders))
    }

    fn digest_anew(&self, folders: &[&'static str]) -> blake3::Hash {
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

/// The default theme's `theme.yaml`.
fn default_settings(files: &BTreeMap<String, Cow<'static, [u8]>>) -> Source {
    let text = files.get(settings::FILE).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
    Source { path: format!("themes/default/{}", settings::FILE), text: text.to_owned() }
}

/// Puts a folder's files over those of the default theme, and gives their paths.
fn override_from(
    folder: &Path,
    files: &mut BTreeMap<String, Cow<'static, [u8]>>,
) -> Result<BTreeSet<String>, Diagnostic> {
    let mut own = BTreeSet::new();
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
        let path = path.to_string_lossy().replace('\\', "/");
        own.insert(path.clone());
        files.insert(path, Cow::Owned(bytes));
    }
    Ok(own)
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
