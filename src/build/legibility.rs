//! Whether slides can be read and scanned where people stand: their smallest words and their codes in mm on the city's
//! panel, against the distances of site.yaml.
//!
//! A letter is read from 250 times its height (14 minutes of arc, the least that sign makers plan with), a code is scanned
//! from ten times its width (its makers' rule of thumb, DENSO WAVE).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::diagnostics::{Diagnostic, Message, Tenths};
use crate::site::Panel;

/// A letter of one mm is read from this many mm.
const READ: u32 = 250;
/// A code of one mm is scanned from this many mm.
const SCAN: u32 = 10;
/// Slides that a warning names; more are counted.
const MOST_NAMED: usize = 5;

/// What of a slide must be read and scanned; kept in the manifest, so that an unchanged slide need not be drawn again to be
/// judged for another panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Legibility {
    /// Height of its smallest letters in px, rounded down.
    pub text_px: u32,
    /// Width of its code without the quiet zone, in px.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code_px: Option<u32>,
}

/// What falls short: slides of one kind with letters, or a code, of one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Short {
    Text(u32),
    Code(u32),
}

/// Warnings about slides (their address and what of them must be legible) that are too small for the panel.
pub fn warnings<'a>(panel: &Panel, slides: impl Iterator<Item = (&'a str, &'a Legibility)>) -> Vec<Diagnostic> {
    let mut found: BTreeMap<(&str, Short), Vec<&str>> = BTreeMap::new();
    for (address, legibility) in slides {
        let Some((folder, file)) = address.strip_prefix("signage/slides/").and_then(|rest| rest.split_once('/')) else {
            continue;
        };
        // `NAME.HASH.png` and `NAME.b.HASH.png` are the same slide to staff.
        let name = file.rsplitn(3, '.').last().unwrap_or(file);
        let name = name.strip_suffix(".b").unwrap_or(name);
        let mut note = |short| {
            let names = found.entry((folder, short)).or_default();
            if names.last() != Some(&name) {
                names.push(name);
            }
        };
        if microns(panel, legibility.text_px) < panel.read_mm * 1000 / READ {
            note(Short::Text(legibility.text_px));
        }
        if let Some(code_px) = legibility.code_px
            && microns(panel, code_px) < panel.scan_mm * 1000 / SCAN
        {
            note(Short::Code(code_px));
        }
    }
    found.into_iter().map(|((folder, short), names)| warning(panel, folder, short, &names)).collect()
}

/// From how far letters of so many px can be read on the panel, in mm.
pub fn reading_mm(panel: &Panel, text_px: u32) -> u32 {
    microns(panel, text_px).saturating_mul(READ) / 1000
}

/// Length of so many px on the panel, in µm.
fn microns(panel: &Panel, px: u32) -> u32 {
    px.saturating_mul(panel.pixel_um())
}

fn warning(panel: &Panel, folder: &str, short: Short, names: &[&str]) -> Diagnostic {
    let (px, distance_mm, factor) = match short {
        Short::Text(px) => (px, panel.read_mm, READ),
        Short::Code(px) => (px, panel.scan_mm, SCAN),
    };
    let is_microns = microns(panel, px);
    let wanted_microns = distance_mm * 1000 / factor;
    let wanted_inches =
        (u64::from(panel.tenth_inches) * u64::from(wanted_microns)).div_ceil(u64::from(is_microns.max(1)));
    let (slides, screen) = match folder {
        "portrait" => ("縦向き", "portrait"),
        _ => ("横向き", "landscape"),
    };
    let mut named = names.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join("、");
    if names.len() > MOST_NAMED {
        named.push_str(" …");
    }
    // Rounded apart, so that no warning says that 20 mm are needed and 20 mm are there.
    let (is_mm, wanted_mm) = (Tenths(is_microns / 100), Tenths(wanted_microns.div_ceil(100)));
    let [distance, reach] = [distance_mm, is_microns / 1000 * factor].map(|mm| Tenths(mm / 100));
    let (count, inches) = (names.len(), Tenths(u32::try_from(wanted_inches).unwrap_or(u32::MAX)));
    let message = match short {
        Short::Text(_) => {
            Message::SmallOnPanel { slides, screen, count, named, is_mm, wanted_mm, distance, reach, inches }
        }
        Short::Code(_) => {
            Message::CodeSmallOnPanel { slides, screen, count, named, is_mm, wanted_mm, distance, reach, inches }
        }
    };
    match &panel.place {
        Some(place) => Diagnostic::warning(message, place),
        None => Diagnostic::warning_anywhere(message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Lang;

    fn said(panel: &Panel, text_px: u32, code_px: Option<u32>) -> Vec<String> {
        let legibility = Legibility { text_px, code_px };
        let slides = ["signage/slides/landscape/a-1.0123456789.png", "signage/slides/landscape/a-1.b.0123456789.png"];
        let found = warnings(panel, slides.into_iter().map(|slide| (slide, &legibility)));
        found.iter().map(|diagnostic| diagnostic.message.text(Lang::Ja)).collect()
    }

    #[test]
    fn the_usual_panel_suits_the_smallest_words_and_codes() {
        assert_eq!(Panel::default().pixel_um(), 496);
        assert!(said(&Panel::default(), 42, Some(405)).is_empty());
        assert_eq!(said(&Panel::default(), 40, None).len(), 1);
        assert_eq!(said(&Panel::default(), 42, Some(400)).len(), 1);
    }

    #[test]
    fn a_small_panel_is_warned_of_with_numbers() {
        let small = Panel { tenth_inches: 320, ..Panel::default() };
        let found = said(&small, 42, Some(410));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("15.4 mm") && found[0].contains("20 mm") && found[0].contains("a-1）"), "{found:?}");
        assert!(found[1].contains("151.2 mm") && found[1].contains("200 mm"), "{found:?}");
    }
}
