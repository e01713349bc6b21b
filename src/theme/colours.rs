//! The colours of a theme, checked for contrast (WCAG 2.2, 1.4.3: 4.5:1, large text 3:1).

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Message, Place};

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
    /// The values alone.
    pub fn of(named: Named) -> Self {
        Self(named.into_iter().map(|(name, colour)| (name, colour.value)).collect())
    }

    /// A colour by the name of its custom property, `deep-green`.
    pub fn get(&self, property: &str) -> Option<&str> {
        self.0.get(&property.replace('-', "_")).map(String::as_str)
    }

    /// Names of the custom properties, `deep-green`.
    pub fn properties(&self) -> impl Iterator<Item = String> + '_ {
        self.0.keys().map(|name| name.replace('_', "-"))
    }

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

/// A colour as a `theme.yaml` says it.
#[derive(Clone, Debug)]
pub struct Colour {
    /// `#rrggbb`, in small letters.
    pub value: String,
    /// Where its name stands.
    pub name: Place,
    /// Where its value stands.
    pub place: Place,
}

/// Colours by name.
pub type Named = BTreeMap<String, Colour>;

/// Pairs that are too close to each other, told at the colour of the two that the site's theme changed.
pub fn too_close(colours: &Named) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (front, back, need) in PAIRS {
        let (Some(front_colour), Some(back_colour)) = (colours.get(front), colours.get(back)) else { continue };
        let ratio = contrast(&front_colour.value, &back_colour.value).unwrap_or(1.0);
        if ratio < need {
            let message = Message::ThemeContrast {
                front: front.to_owned(),
                back: back.to_owned(),
                // Rounded down: 4.46 is not yet 4.5.
                ratio: format!("{:.1}", (ratio * 10.0).floor() / 10.0),
                need: format!("{need}"),
            };
            let is_default = front_colour.place.source.path.starts_with("themes/default/");
            let place = if is_default { &back_colour.place } else { &front_colour.place };
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
pub fn luminance(colour: &str) -> Option<f64> {
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
}
