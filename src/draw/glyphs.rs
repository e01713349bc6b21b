//! Which characters the theme's fonts cannot draw, so that no card shows an empty box, and a text without its emoji.

use std::fmt;

use ttf_parser::Face;

/// Code points of Unicode.
const CODE_POINTS: usize = 0x11_0000;

/// The characters that at least one of the theme's fonts can draw.
#[derive(Clone, PartialEq, Eq)]
pub struct Coverage {
    /// One bit per code point.
    bits: Vec<u64>,
}

/// The font, counted from 0 in the order given, that is no readable TrueType or OpenType font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenFont(
    /// Its place in the list.
    pub usize,
);

impl fmt::Display for BrokenFont {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "font {} is no readable TrueType or OpenType font", self.0 + 1)
    }
}

impl std::error::Error for BrokenFont {}

impl Coverage {
    /// Reads the character tables of font files. A character counts as covered when one of them has a glyph for it.
    ///
    /// # Errors
    /// [`BrokenFont`] for the first file that is no font.
    pub fn of_fonts<'a>(fonts: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, BrokenFont> {
        let mut coverage = Self { bits: vec![0; CODE_POINTS / 64] };
        for (place, font) in fonts.into_iter().enumerate() {
            let face = Face::parse(font, 0).map_err(|_| BrokenFont(place))?;
            coverage.add(&face);
        }
        Ok(coverage)
    }

    /// Marks every character of a font.
    fn add(&mut self, face: &Face<'_>) {
        let tables = face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
        for table in tables.filter(|table| table.is_unicode()) {
            table.codepoints(|code| {
                let has_glyph = table.glyph_index(code).is_some_and(|glyph| glyph.0 != 0);
                if has_glyph && let Some(word) = self.bits.get_mut(code as usize / 64) {
                    *word |= 1 << (code % 64);
                }
            });
        }
    }

    /// Whether a font has a glyph for this character.
    pub fn has(&self, c: char) -> bool {
        let code = c as usize;
        self.bits.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// The characters of `text` that would be drawn as an empty box, each once, in their order. Characters that draw
    /// nothing are not among them: break marks, line feeds, joiners, variation selectors.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for c in text.chars().filter(|&c| !draws_nothing(c) && !self.has(c)) {
            if !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }
}

/// How wide the characters of a font are.
#[derive(Clone)]
pub struct Advances {
    /// By code point of the basic plane, in 1/1000 em; 0 = not in the font.
    widths: Vec<u16>,
}

impl Advances {
    /// Reads a font file.
    ///
    /// # Errors
    /// [`BrokenFont`] 0 for what is no font.
    pub fn of_font(font: &[u8]) -> Result<Self, BrokenFont> {
        let face = Face::parse(font, 0).map_err(|_| BrokenFont(0))?;
        let em = u32::from(face.units_per_em()).max(1);
        let width = |code: u32| {
            let glyph = char::from_u32(code).and_then(|c| face.glyph_index(c))?;
            u16::try_from(u32::from(face.glyph_hor_advance(glyph)?) * 1000 / em).ok()
        };
        Ok(Self { widths: (0..=0xFFFF).map(|code| width(code).unwrap_or(0)).collect() })
    }

    /// Width of a character in em; one that the font lacks counts as a full one.
    pub fn of(&self, c: char) -> f32 {
        let width = self.widths.get(c as usize).copied().filter(|width| *width > 0);
        f32::from(width.unwrap_or(1000)) / 1000.0
    }
}

/// Characters that steer the text and have no picture of their own.
fn draws_nothing(c: char) -> bool {
    let steers = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    c.is_control() || steers || is_variation_selector(c)
}

/// Selectors of a variant of the character before them, also of a kanji's (IVS).
fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a character is a coloured emoji by itself (Unicode's `Emoji_Presentation`, and all blocks of pictographs).
/// Signs that are text unless U+FE0F follows (☎ ♪ ☆ ☀) are none.
pub fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{231a}' | '\u{231b}' | '\u{23e9}'..='\u{23ec}' | '\u{23f0}' | '\u{23f3}' | '\u{25fd}' | '\u{25fe}'
        | '\u{2614}' | '\u{2615}' | '\u{2648}'..='\u{2653}' | '\u{267f}' | '\u{2693}' | '\u{26a1}' | '\u{26aa}'
        | '\u{26ab}' | '\u{26bd}' | '\u{26be}' | '\u{26c4}' | '\u{26c5}' | '\u{26ce}' | '\u{26d4}' | '\u{26ea}'
        | '\u{26f2}' | '\u{26f3}' | '\u{26f5}' | '\u{26fa}' | '\u{26fd}' | '\u{2705}' | '\u{270a}' | '\u{270b}'
        | '\u{2728}' | '\u{274c}' | '\u{274e}' | '\u{2753}'..='\u{2755}' | '\u{2757}' | '\u{2795}'..='\u{2797}'
        | '\u{27b0}' | '\u{27bf}' | '\u{2b1b}' | '\u{2b1c}' | '\u{2b50}' | '\u{2b55}'
        | '\u{1f004}' | '\u{1f0cf}' | '\u{1f18e}' | '\u{1f191}'..='\u{1f19a}' | '\u{1f1e6}'..='\u{1f1ff}'
        | '\u{1f201}' | '\u{1f21a}' | '\u{1f22f}' | '\u{1f232}'..='\u{1f236}' | '\u{1f238}'..='\u{1f23a}'
        | '\u{1f250}' | '\u{1f251}' | '\u{1f300}'..='\u{1f64f}' | '\u{1f680}'..='\u{1f6ff}'
        | '\u{1f7e0}'..='\u{1f7ff}' | '\u{1f900}'..='\u{1f9ff}' | '\u{1fa70}'..='\u{1faff}')
}

/// The text without its emoji, and which ones were taken out, in their order. A space that would be left doubled or at the
/// start goes too. Of a keycap (1️⃣) the digit stays.
pub fn without_emoji(text: &str) -> (String, Vec<char>) {
    let (mut kept, mut taken) = (String::with_capacity(text.len()), Vec::new());
    let mut after_emoji = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let turned = chars.peek() == Some(&'\u{fe0f}') && !c.is_alphanumeric() && !matches!(c, '#' | '*');
        if is_emoji(c) || turned || c == '\u{20e3}' {
            taken.push(c);
            after_emoji = true;
        } else if c == '\u{fe0f}' || after_emoji && (belongs_to_emoji(c) || is_spare_space(c, &kept)) {
            continue;
        } else {
            after_emoji = false;
            kept.push(c);
        }
    }
    if !taken.is_empty() {
        kept.truncate(kept.trim_end_matches([' ', '\u{3000}']).len());
    }
    (kept, taken)
}

/// Joiners, selectors and tags that follow an emoji.
fn belongs_to_emoji(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{e0020}'..='\u{e007f}')
}

/// Whether `c` is a space that would be the first of its line or the second in a row.
fn is_spare_space(c: char, before: &str) -> bool {
    c.is_whitespace() && c != '\n' && before.chars().next_back().is_none_or(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    fn theme() -> Coverage {
        let fonts: [&[u8]; 2] = [
            include_bytes!("../../themes/default/fonts/BIZUDPGothic-Regular.ttf"),
            include_bytes!("../../themes/default/fonts/BIZUDPGothic-Bold.ttf"),
        ];
        Coverage::of_fonts(fonts).unwrap()
    }

    #[test]
    fn the_theme_draws_announcements_and_names_what_it_cannot() {
        let (theme, none) = (theme(), Vec::<char>::new());
        assert_eq!(theme.missing("「もぐもぐ・ごっくん」12月10日（木）10:00〜11:30 髙﨑さん①㈱№☎♪"), none);
        assert_eq!(theme.missing("\u{200b}離乳食\n　教室\u{fe0f}\u{e0100}"), none);
        assert_eq!(theme.missing("𠮷野さん⚠☐🍼⚠"), ['𠮷', '⚠', '☐', '🍼']);
        assert_eq!(Coverage::of_fonts([b"no font".as_slice()]).err(), Some(BrokenFont(0)));
    }

    #[test]
    fn emoji_go_and_text_stays() {
        let cases = [
            ("離乳食教室🍼", "離乳食教室", "🍼"),
            ("🍼 離乳食 🎉 教室 ✨", "離乳食 教室", "🍼🎉✨"),
            ("家族👨‍👩‍👧で☎予約☆♪", "家族で☎予約☆♪", "👨👩👧"),
            ("☀️晴れ、1️⃣番", "晴れ、1番", "☀\u{20e3}"),
            ("👍🏽OK❤", "OK❤", "👍🏽"),
            ("文だけ ", "文だけ ", ""),
        ];
        for (text, kept, taken) in cases {
            assert_eq!(without_emoji(text), (kept.to_owned(), taken.chars().collect()), "{text}");
        }
    }
}
