//! The texts of a theme as they were written, so that a mistake is told at its line.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Message, Place, Source};

/// Endings of files that are text.
const TEXTS: [&str; 5] = [".html", ".css", ".js", ".svg", ".yaml"];

/// Text files by their path in the theme; a copy shares them.
#[derive(Clone, Debug, Default)]
pub struct Sources(Arc<BTreeMap<String, Arc<Source>>>);

impl Sources {
    /// The text files among `files`; those named in `own` lie in the folder of theme `name`, the others in the default one.
    pub(super) fn new(
        files: &BTreeMap<String, Cow<'static, [u8]>>,
        name: &str,
        own: &BTreeSet<String>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let (mut sources, mut flaws) = (BTreeMap::new(), Vec::new());
        for (path, bytes) in files.iter().filter(|(path, _)| TEXTS.into_iter().any(|ending| path.ends_with(ending))) {
            let shown = format!("themes/{}/{path}", if own.contains(path) { name } else { "default" });
            match std::str::from_utf8(bytes) {
                Ok(text) => {
                    let source = Source { path: shown, text: text.trim_start_matches('\u{feff}').to_owned() };
                    drop(sources.insert(path.clone(), Arc::new(source)));
                }
                Err(_) => flaws.push(Diagnostic::error_anywhere(Message::ThemeText { file: shown })),
            }
        }
        if flaws.is_empty() { Ok(Self(Arc::new(sources))) } else { Err(flaws) }
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(|source| source.text.as_str())
    }

    /// The file itself.
    pub fn source(&self, path: &str) -> Option<&Arc<Source>> {
        self.0.get(path)
    }

    /// An error about the bytes `range` of a file.
    pub fn error(&self, path: &str, range: Range<usize>, message: Message) -> Diagnostic {
        match self.0.get(path) {
            Some(source) => Diagnostic::error(message, &Place::new(source, range)),
            None => Diagnostic::error_anywhere(message),
        }
    }

    /// An error about a file as a whole.
    pub fn error_in(&self, path: &str, message: Message) -> Diagnostic {
        match self.0.get(path) {
            Some(source) => Diagnostic::error(message, &Place::top(source)),
            None => Diagnostic::error_anywhere(message),
        }
    }

    /// How the file is called in a sentence, `themes/umi/cards/ogp.html`.
    pub fn shown(&self, path: &str) -> String {
        self.0.get(path).map_or_else(|| path.to_owned(), |source| source.path.clone())
    }
}

/// The known name that a misspelt one most resembles, if any does.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let close = |known: &&str| strsim::damerau_levenshtein(name, known) <= 1.max(name.chars().count() / 3);
    known.into_iter().filter(close).min_by_key(|known| strsim::damerau_levenshtein(name, known))
}

/// Something that does not exist, with the name that was probably meant. `kind` in Japanese and English.
pub fn unknown<'a>(kind: (&str, &str), name: &str, known: impl IntoIterator<Item = &'a str>) -> Message {
    let (kind, english, name) = (kind.0.to_owned(), kind.1.to_owned(), name.to_owned());
    match nearest(&name, known).map(str::to_owned) {
        Some(near) => Message::ThemeUnknownNear { kind, english, name, near },
        None => Message::ThemeUnknown { kind, english, name },
    }
}
