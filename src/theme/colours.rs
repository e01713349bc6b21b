//! The colours of a theme, checked for contrast (WCAG 2.2, 1.4.3: 4.5:1, large text 3:1).

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Message, Place};

/// Contrast that text needs against what is behind it.
const TEXT: f64 = 4.5;
/// Contrast that large text (24 px and more) needs.
const LARGE_TEXT: f64 = 3.0;

/// Which colours our templates put on which: front, back, contrast needed.
const PAIRS: [(&str, &str, f64); 28] = [
    ("ink", "cream", TEXT),
    ("ink", "paper", TEXT),
    ("soft_ink", "paper", TEXT),
    ("soft_ink", "cream", TEXT),
    ("green", "paper", TEXT),
    ("deep_green", "cream", TEXT),
    ("deep_green", "mint", TEXT),
    ("paper", "green", TEXT),
    ("paper", "booking", TEXT),
    ("deep_green", "sun", TEXT),
    ("ink", "sun", TEXT),
    ("ink", "mint", TEXT),
    ("soft_ink", "mint", TEXT),
    ("green", "cream", TEXT),
    ("deep_green", "paper", TEXT),
    ("green", "peach", LARGE_TEXT),
    ("booking", "peach", LARGE_TEXT),
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

    /// A sheet's rules: selector, colour of its letters, colour behind them; variables by the theme's names, in `dark` too.
    fn rules(css: &str, aliases: &BTreeMap<String, String>) -> Vec<(String, Option<String>, Option<String>)> {
        let css = css.split("*/").map(|part| part.split("/*").next().unwrap()).collect::<String>();
        let value = |body: &str, names: &[&str]| {
            let mut declarations = body.split(';').rev().filter_map(|declaration| declaration.split_once(':'));
            let found = declarations.find(|(name, _)| names.contains(&name.trim()))?;
            let name = found.1.trim().strip_prefix("var(--")?.strip_suffix(')')?;
            Some(aliases.get(name).map_or(name, String::as_str).replace('-', "_"))
        };
        let blocks = css.split('}').filter_map(|rule| rule.rsplit_once('{'));
        let rule = |(selector, body): (&str, &str)| {
            (selector.trim().to_owned(), value(body, &["color"]), value(body, &["background", "background-color"]))
        };
        blocks.map(rule).collect()
    }

    #[test]
    fn every_pair_of_the_sheets_is_checked() {
        let theme = super::super::Theme::load("default", std::path::Path::new("nowhere")).unwrap();
        let page = theme.text("styles/page.css").unwrap();
        let roots: Vec<BTreeMap<String, String>> = page
            .split(":root{")
            .skip(1)
            .map(|root| {
                let declarations =
                    root.split('}').next().unwrap().split(';').filter_map(|text| text.split_once(":var(--"));
                declarations
                    .map(|(name, value)| (name[2..].to_owned(), value.trim_end_matches(')').to_owned()))
                    .collect()
            })
            .collect();
        let checked = |a: &str, b: &str| {
            PAIRS.iter().any(|(front, back, _)| (*front, *back) == (a, b) || (*front, *back) == (b, a))
        };
        for (file, aliases) in [
            ("styles/page.css", &roots[0]),
            ("styles/page.css", &roots[1]),
            ("styles/session.css", &roots[0]),
            ("styles/session.css", &roots[1]),
            ("styles/lists.css", &roots[0]),
            ("styles/lists.css", &roots[1]),
            ("styles/player.css", &BTreeMap::new()),
            ("styles/picture.css", &BTreeMap::new()),
        ] {
            for (selector, front, back) in rules(theme.text(file).unwrap(), aliases) {
                if let (Some(front), Some(back)) = (&front, &back) {
                    assert!(checked(front, back), "{file} {selector}: {front} on {back}");
                }
                // Letters in paper stand on a dark ground of their parent's; peach paints the backdrop.
                let Some(front) = front.filter(|front| {
                    back.is_none() && file.ends_with("picture.css") && !["paper", "peach"].contains(&front.as_str())
                }) else {
                    continue;
                };
                assert!(
                    ["cream", "paper", "peach"].iter().any(|back| checked(&front, back)),
                    "{file} {selector}: {front}"
                );
            }
        }
    }

    #[test]
    fn no_colour_of_a_picture_stands_outside_the_theme() {
        let theme = super::super::Theme::load("default", std::path::Path::new("nowhere")).unwrap();
        let files = theme.paths("cards/").into_iter().chain(theme.paths("slides/")).chain(["styles/picture.css"]);
        for file in files {
            let text = theme.text(file).unwrap();
            let is_colour = |at: usize| text[at + 1..].chars().take(3).filter(char::is_ascii_hexdigit).count() == 3;
            assert!(!text.match_indices('#').any(|(at, _)| is_colour(at)), "{file}");
        }
    }
}
