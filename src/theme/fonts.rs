//! The fonts of `theme.yaml`: main ones, and those that lend characters the main ones lack.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::content::yaml::{Node, Tree};
use crate::diagnostics::{Diagnostic, Message, Place};

/// A font of `theme.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FontFile {
    /// Family name, as style sheets use it.
    pub family: String,
    /// Weight, 100 to 900.
    pub weight: u16,
    /// Path in the theme.
    pub path: String,
    /// The line that says it.
    pub place: Place,
}

/// The list behind `fonts:` or `fallback_fonts:`.
pub fn list(node: Node, found: &mut Vec<Diagnostic>) -> Vec<FontFile> {
    let Tree::List(items) = node.value else {
        found.push(Diagnostic::error(Message::ThemeFontEntry {}, &node.place));
        return Vec::new();
    };
    items.into_iter().filter_map(|item| entry(item, found)).collect()
}

fn entry(node: Node, found: &mut Vec<Diagnostic>) -> Option<FontFile> {
    let place = node.place;
    let mut wrong = |place: &Place| found.push(Diagnostic::error(Message::ThemeFontEntry {}, place));
    let Tree::Map(entries) = node.value else {
        wrong(&place);
        return None;
    };
    let (mut family, mut path, mut weight) = (None, None, 400);
    for (key, value) in entries {
        match (key.value.as_str(), value.value) {
            ("family", Tree::Scalar(text)) => family = Some(text),
            ("file", Tree::Scalar(text)) => path = Some((text, value.place)),
            ("weight", Tree::Scalar(text)) if text.parse().is_ok_and(|weight| (100..=900).contains(&weight)) => {
                weight = text.parse().unwrap_or(weight);
            }
            _ => {
                wrong(&key.place);
                return None;
            }
        }
    }
    let (Some(family), Some((path, place))) = (family, path) else {
        wrong(&place);
        return None;
    };
    Some(FontFile { family, weight, path, place })
}

/// Font files that are missing or cannot be read.
pub fn flaws(fonts: &[FontFile], files: &BTreeMap<String, Cow<'static, [u8]>>) -> Vec<Diagnostic> {
    let flaw = |font: &FontFile| {
        let file = font.path.clone();
        match files.get(&font.path) {
            None => Some(Diagnostic::error(Message::ThemeFileMissing { file }, &font.place)),
            Some(bytes) => ttf_parser::Face::parse(bytes, 0)
                .is_err()
                .then(|| Diagnostic::error(Message::ThemeFont { file }, &font.place)),
        }
    };
    fonts.iter().filter_map(flaw).collect()
}
