//! A file as the page shows it: its text, its form, what is wrong with it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::files::{self, Editable, Kind};
use super::refusal::Refusal;
use super::{digest, now};
use crate::content::{Document, Encoding, decode, read_source};
use crate::desk::form::{self, Sheet};
use crate::diagnostics::{Diagnostic, Lang, Severity, Source};
use crate::preview::state::State;

/// Which file.
#[derive(Deserialize)]
pub struct Asked {
    /// Its path from the site's folder, `content/…`.
    pub file: String,
}

/// A file.
#[derive(Serialize)]
pub struct View {
    /// Its path.
    pub file: String,
    /// What kind it is.
    pub kind: Kind,
    /// What its bytes on the disk are told apart by.
    pub digest: String,
    /// How its characters are stored.
    pub encoding: &'static str,
    /// Its whole text.
    pub text: String,
    /// The Markdown below the fields; absent where it cannot be told apart from them.
    pub body: Option<String>,
    /// Its fields; absent where they cannot be read.
    pub form: Option<Sheet>,
    /// What is wrong with its shape.
    pub found: Vec<Finding>,
    /// The day it is today.
    pub today: String,
}

/// One thing that is wrong or could be better, at its field.
#[derive(Serialize)]
pub struct Finding {
    severity: &'static str,
    rule: &'static str,
    message: String,
    help: String,
    line: Option<usize>,
    path: Vec<&'static str>,
}

/// A text that was read, with what is wrong with it.
pub struct Read {
    /// The document.
    pub document: Document,
    /// What was found.
    pub found: Vec<Diagnostic>,
}

impl Read {
    /// Reads a text of a file.
    pub fn of(file: &Editable, text: &str) -> Self {
        let source = Arc::new(Source { path: file.shown.clone(), text: text.to_owned() });
        let mut found = Vec::new();
        let document = read_source(&source, file.kind.level(), &mut found);
        Self { document, found }
    }

    /// Whether its fields could be told apart from the rest at all.
    pub fn has_fields(&self) -> bool {
        let front = &self.document.front;
        let broken = self.found.iter().any(Diagnostic::is_error);
        !(broken && front.0.is_empty())
    }
}

/// `read`: a file as it is saved.
pub fn read(state: &State, asked: Asked) -> Result<View, Refusal> {
    let file = files::find(state.site(), &asked.file)?;
    let bytes = file.bytes()?;
    saved(state, &file, &bytes)
}

/// A file as its bytes say it.
pub fn saved(state: &State, file: &Editable, bytes: &[u8]) -> Result<View, Refusal> {
    let unknown = || crate::diagnostics::Message::UnknownEncoding { file: file.shown.clone() };
    let (text, encoding) = decode(bytes).ok_or_else(unknown)?;
    let read = Read::of(file, &text);
    Ok(view(state, file, &read, digest(bytes), encoding))
}

/// A file as it was read.
pub fn view(state: &State, file: &Editable, read: &Read, digest: String, encoding: Encoding) -> View {
    let lang = state.preview.lang;
    let document = &read.document;
    let above = file.above(state.site());
    // The words of a translation have a table of their own to come.
    let has_form = file.kind != Kind::Translation && read.has_fields();
    let has_body = file.kind != Kind::Site && read.has_fields();
    View {
        file: file.shown.clone(),
        kind: file.kind,
        digest,
        encoding: match encoding {
            Encoding::Utf8 | Encoding::Utf8Marked => "UTF-8",
            Encoding::Cp932 => "Shift_JIS",
            _ => "UTF-16",
        },
        text: document.source.text.clone(),
        body: has_body.then(|| document.markdown.text().to_owned()),
        form: has_form.then(|| form::sheet(document, file.kind.level(), &above)),
        found: read.found.iter().map(|found| finding(found, document, lang)).collect(),
        today: now(state).date().to_string(),
    }
}

/// `found`: what the latest round found in a file, the copy desk's advice too.
pub fn found(state: &State, asked: Asked) -> Result<Vec<Finding>, Refusal> {
    let file = files::find(state.site(), &asked.file)?;
    let shown = state.shown();
    let all = shown.problems.iter().chain(&shown.advice);
    let here = all.filter(|found| found.place.as_ref().is_some_and(|place| place.source.path == file.shown));
    let finding = |found: &Diagnostic| {
        let text = found.place.as_ref().map_or("", |place| place.source.text.as_str());
        let read = Read::of(&file, text);
        self::finding(found, &read.document, state.preview.lang)
    };
    Ok(here.map(finding).collect())
}

fn finding(found: &Diagnostic, document: &Document, lang: Lang) -> Finding {
    Finding {
        severity: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        },
        rule: found.message.rule(),
        message: found.text(lang),
        help: found.help(lang),
        line: found.place.as_ref().map(|place| place.line_column().0),
        path: found.place.as_ref().map_or_else(Vec::new, |place| form::field_at(&document.front, place.range().start)),
    }
}
