//! `theme.yaml`: colours and fonts, checked for contrast (WCAG 2.2, 1.4.3: 4.5:1, large text 3:1).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::FontFile;
use crate::content::yaml::{self, Node, Tree};
use crate::diagnostics::{Diagnostic, Message, Place, Source};

/// Contrast that text needs against what is behind it.
const TEXT: f64 = 4.5;
/// Contrast that large text (24 px and more) needs.
const LARGE_TEXT: f64 = 3.0;

/// Which colours our templates put on which: front, back, contrast needed.
const PAIRS: [(&str, &str, f64); 21] = [
    ("ink", "cream", TEXT),
    ("ink", "paper", TEXT),
    ("soft_ink", "paper", TEXT),
    ("soft_ink", "cream", TEXT),
    ("green", "paper", TEXT),
    ("deep_green", "cream", TEXT),
    ("deep_green", "mint", TEXT),
    ("paper", "green", TEXT),
    ("paper", "booking", TEXT),
    ("deep_green", "sun", LARGE_TEXT),
    ("visited", "paper", TEXT),
    ("dark_ink", "dark_cream", TEXT),
    ("dark_ink", "dark_paper", TEXT),
    ("dark_ink", "dark_mint", TEXT),
    ("dark_soft_ink", "dark_paper", TEXT),
    ("dark_soft_ink", "dark_cream", TEXT),
    ("dark_green", "dark_paper", TEXT),
    ("dark_green", "dark_cream", TEXT),
    ("dark_green", "dark_mint", TEXT),
    ("dark_visited", "dark_cream", TEXT),
    ("paper", "deep_green", TEXT),
];

/// Named colours, `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colours(BTreeMap<String, String>);

impl Colours {
    /// `css` with `var(--deep-green)` … replaced by the colours themselves: a page carries no colour it does not use.
    pub fn write_into(&self, css: &str) -> String {
        let named = |css: String, (name, value): (&String, &String)| {
            css.replace(&format!("var(--{})", name.replace('_', "-")), value)
        };
        self.0.iter().fold(css.to_owned(), named)
    }

    /// `:root{--deep-green:#084c3f;…}`.
    pub fn css(&self) -> String {
        let tokens: String =
            self.0.iter().map(|(name, value)| format!("--{}:{value};", name.replace('_', "-"))).collect();
        format!(":root{{{tokens}}}")
    }
}

/// Reads `theme.yaml`; colours the site's theme does not name are the default theme's.
pub(super) fn read(
    files: &BTreeMap<String, Cow<'static, [u8]>>,
    theme: &str,
) -> Result<(Colours, Vec<FontFile>), Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut colours = BTreeMap::new();
    let mut fonts = Vec::new();
    let own = files.get("theme.yaml").map(AsRef::as_ref);
    let default = super::DEFAULT.get_file("theme.yaml").map(include_dir::File::contents);
    for (path, bytes) in
        [("themes/default/theme.yaml".to_owned(), default), (format!("themes/{theme}/theme.yaml"), own)]
    {
        let Some(text) = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()) else { continue };
        let source = Arc::new(Source { path, text: text.to_owned() });
        match yaml::read(&source, &source.text, 0) {
            Ok(node) => collect(node, &mut colours, &mut fonts, &mut found),
            Err(diagnostic) => found.push(diagnostic),
        }
    }
    for font in &fonts {
        if !files.contains_key(&font.path) {
            found.push(Diagnostic::error_anywhere(Message::ThemeFileMissing { file: font.path.clone() }));
        }
    }
    found.extend(too_close(&colours));
    let values = colours.into_iter().map(|(name, (value, _))| (name, value)).collect();
    if found.is_empty() { Ok((Colours(values), fonts)) } else { Err(found) }
}

type Named = BTreeMap<String, (String, Place)>;

fn collect(node: Node, colours: &mut Named, fonts: &mut Vec<FontFile>, found: &mut Vec<Diagnostic>) {
    let Tree::Map(entries) = node.value else { return };
    for (key, value) in entries {
        match (key.value.as_str(), value.value) {
            ("colours", Tree::Map(entries)) => {
                for (name, value) in entries {
                    match value.value {
                        Tree::Scalar(text) if luminance(&text).is_some() => {
                            colours.insert(name.value, (text.to_ascii_lowercase(), value.place));
                        }
                        _ => {
                            let message =
                                Message::ThemeColour { name: name.value, value: value.place.text().to_owned() };
                            found.push(Diagnostic::error(message, &value.place));
                        }
                    }
                }
            }
            ("fonts", Tree::List(items)) => *fonts = items.into_iter().filter_map(font).collect(),
            _ => found.push(Diagnostic::error(Message::UnknownKey { key: key.value.clone() }, &key.place)),
        }
    }
}

fn font(node: Node) -> Option<FontFile> {
    let Tree::Map(entries) = node.value else { return None };
    let text = |name: &str| {
        entries.iter().find(|(key, _)| key.value == name).and_then(|(_, value)| match &value.value {
            Tree::Scalar(text) => Some(text.clone()),
            _ => None,
        })
    };
    let weight = text("weight").and_then(|weight| weight.parse().ok()).unwrap_or(400);
    Some(FontFile { family: text("family")?, weight, path: text("file")? })
}

fn too_close(colours: &Named) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (front, back, need) in PAIRS {
        let (Some((front_value, place)), Some((back_value, _))) = (colours.get(front), colours.get(back)) else {
            continue;
        };
        let ratio = contrast(front_value, back_value).unwrap_or(1.0);
        if ratio < need {
            let message = Message::ThemeContrast {
                front: front.to_owned(),
                back: back.to_owned(),
                ratio: format!("{ratio:.1}"),
                need: format!("{need}"),
            };
            found.push(Diagnostic::error(message, place));
        }
    }
    found
}

/// Contrast of two colours, 1–21 (WCAG 2.2, "contrast ratio").
fn contrast(a: &str, b: &str) -> Option<f64> {
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

/// Relative luminance of `#rrggbb`, 0–1 (WCAG 2.2).
fn luminance(colour: &str) -> Option<f64> {
    let hex = colour.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).ok()?) / 255.0;
        Some(if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_of_known_pairs() {
        assert!((contrast("#000000", "#ffffff").unwrap() - 21.0).abs() < 0.01);
        assert!((contrast("#767676", "#ffffff").unwrap() - 4.54).abs() < 0.01);
        assert_eq!(contrast("green", "#ffffff"), None);
    }

    #[test]
    fn a_theme_that_cannot_be_read_is_refused() {
        let yaml = b"colours:\n  ink: \"#cccccc\"\n  green: green\n";
        let files = BTreeMap::from([
            ("theme.yaml".to_owned(), Cow::Borrowed(&yaml[..])),
            ("fonts/BIZUDPGothic-Regular.ttf".to_owned(), Cow::Borrowed(&b""[..])),
            ("fonts/BIZUDPGothic-Bold.ttf".to_owned(), Cow::Borrowed(&b""[..])),
        ]);
        let found = read(&files, "pale").unwrap_err();
        let rules: Vec<_> = found.iter().map(|diagnostic| diagnostic.message.rule()).collect();
        assert_eq!(rules, ["theme-colour", "theme-contrast", "theme-contrast"]);
    }
}
