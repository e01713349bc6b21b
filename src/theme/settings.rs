//! Reads `theme.yaml`: colours over the default theme's, fonts instead of its, fallback fonts behind them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::colours::{Colour, Colours, Named, luminance, too_close};
use super::fonts::{self, FontFile};
use super::sources::{Sources, unknown};
use crate::content::yaml::{self, Node, Tree};
use crate::diagnostics::{Diagnostic, Message, Source};

/// The file.
pub const FILE: &str = "theme.yaml";

/// Keys of the file.
const KEYS: [&str; 3] = ["colours", "fonts", "fallback_fonts"];

/// What the two `theme.yaml` say together.
#[derive(Default)]
struct Settings {
    colours: Named,
    fonts: Vec<FontFile>,
    fallback: Vec<FontFile>,
}

/// Reads the default theme's file and, if the site's theme has one, that one over it.
pub fn read(
    files: &BTreeMap<String, Cow<'static, [u8]>>,
    default: &Arc<Source>,
    own: Option<&Arc<Source>>,
    sources: &Sources,
) -> Result<(Colours, Vec<FontFile>), Vec<Diagnostic>> {
    let mut found = Vec::new();
    let mut settings = Settings::default();
    settings.add(default, &mut found);
    let names: Vec<String> = settings.colours.keys().cloned().collect();
    if let Some(own) = own {
        settings.add(own, &mut found);
    }
    let Settings { colours, mut fonts, fallback } = settings;
    if fonts.is_empty() && found.is_empty() {
        found.push(sources.error_in(FILE, Message::ThemeNoFont {}));
    }
    fonts.extend(fallback);
    found.extend(fonts::flaws(&fonts, files));
    found.extend(unused(&colours, &names, files));
    found.extend(too_close(&colours));
    if found.is_empty() { Ok((Colours::of(colours), fonts)) } else { Err(found) }
}

impl Settings {
    fn add(&mut self, source: &Arc<Source>, found: &mut Vec<Diagnostic>) {
        match yaml::read(source, &source.text, 0) {
            Ok(node) => self.collect(node, found),
            Err(diagnostic) => found.push(diagnostic),
        }
    }

    fn collect(&mut self, node: Node, found: &mut Vec<Diagnostic>) {
        let Tree::Map(entries) = node.value else { return };
        for (key, value) in entries {
            match key.value.as_str() {
                "colours" => self.colours(value, found),
                "fonts" => self.fonts = fonts::list(value, found),
                "fallback_fonts" => self.fallback = fonts::list(value, found),
                other => found.push(Diagnostic::error(unknown(("項目", "key"), other, KEYS), &key.place)),
            }
        }
    }

    fn colours(&mut self, node: Node, found: &mut Vec<Diagnostic>) {
        let entries = match node.value {
            Tree::Map(entries) => entries,
            Tree::Empty => return,
            _ => {
                found.push(Diagnostic::error(Message::WantsMap { key: "colours".to_owned() }, &node.place));
                return;
            }
        };
        for (name, value) in entries {
            match value.value {
                Tree::Scalar(text) if luminance(&text).is_some() => {
                    let colour = Colour { value: text.to_ascii_lowercase(), name: name.place, place: value.place };
                    self.colours.insert(name.value, colour);
                }
                _ => {
                    let said = if value.place.text().trim().is_empty() { name.place } else { value.place };
                    let message = Message::ThemeColour { name: name.value, value: said.text().to_owned() };
                    found.push(Diagnostic::error(message, &said));
                }
            }
        }
    }
}

/// Colours that the default theme does not have and no file of the theme uses: misspelt ones, which would change nothing.
fn unused(colours: &Named, defaults: &[String], files: &BTreeMap<String, Cow<'static, [u8]>>) -> Vec<Diagnostic> {
    let used = |name: &str| {
        let call = format!("var(--{})", name.replace('_', "-"));
        let texts = files.iter().filter(|(path, _)| !path.starts_with("fonts/"));
        texts.filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok()).any(|text| text.contains(&call))
    };
    let strange = colours.iter().filter(|(name, _)| !defaults.contains(name) && !used(name));
    let told = |(name, colour): (&String, &Colour)| {
        Diagnostic::error(unknown(("色", "colour"), name, defaults.iter().map(String::as_str)), &colour.name)
    };
    strange.map(told).collect()
}
