//! A tidied copy of what was written, and the way back: what Word, input methods, old Macs and old Windows leave in a text
//! is put right before it is read, while every place still points at the bytes in the file.

mod keys;
mod line;
pub mod lines;
pub mod marks;
pub mod values;

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::compose;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// A stretch of tidied text: where it begins, where it comes from, and whether it is the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    tidied: usize,
    raw: usize,
    same: bool,
}

/// A tidied text that knows where each of its bytes was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tidied {
    /// The text to read.
    pub text: String,
    /// One map for each time it was tidied, the last on top. Each ends in a piece that marks its end.
    maps: Vec<Vec<Piece>>,
}

impl Tidied {
    /// A text that is read as it stands, from byte `base` of its file.
    pub fn untouched(text: &str, base: usize) -> Self {
        let mut tidier = Tidier::new(base);
        tidier.keep(text);
        tidier.finish()
    }

    /// The bytes of the file that said `range`.
    pub fn raw(&self, range: Range<usize>) -> Range<usize> {
        self.maps.iter().rev().fold(range, |range, map| back(map, range))
    }

    /// This text tidied once more by `later`, which was made from it.
    pub fn then(mut self, later: Self) -> Self {
        self.maps.extend(later.maps);
        Self { text: later.text, maps: self.maps }
    }
}

/// One map's way back.
fn back(map: &[Piece], range: Range<usize>) -> Range<usize> {
    let holding = |at: usize| map.partition_point(|piece| piece.tidied <= at).saturating_sub(1);
    let piece = |index: usize| map.get(index).copied().unwrap_or(Piece { tidied: 0, raw: 0, same: true });
    let first = piece(holding(range.start));
    let start = if first.same { first.raw + (range.start - first.tidied) } else { first.raw };
    if range.is_empty() {
        return start..start;
    }
    let index = holding(range.end - 1);
    let last = piece(index);
    let end = if last.same { last.raw + (range.end - last.tidied) } else { piece(index + 1).raw };
    start..end.max(start)
}

/// Writes a tidied text beside its map.
pub struct Tidier {
    text: String,
    raw: usize,
    pieces: Vec<Piece>,
}

impl Tidier {
    /// Begins at byte `base` of what is tidied.
    pub fn new(base: usize) -> Self {
        Self { text: String::new(), raw: base, pieces: Vec::new() }
    }

    /// Goes on with the same bytes.
    pub fn keep(&mut self, text: &str) {
        if !text.is_empty() {
            if !self.pieces.last().is_some_and(|piece| piece.same) {
                self.pieces.push(Piece { tidied: self.text.len(), raw: self.raw, same: true });
            }
            self.text.push_str(text);
            self.raw += text.len();
        }
    }

    /// Goes on with `new` for the next `raw` bytes. Nothing for something leaves it out; something for nothing adds it.
    pub fn replace(&mut self, raw: usize, new: &str) {
        if raw > 0 || !new.is_empty() {
            self.pieces.push(Piece { tidied: self.text.len(), raw: self.raw, same: false });
            self.text.push_str(new);
            self.raw += raw;
        }
    }

    /// The text and its map.
    pub fn finish(mut self) -> Tidied {
        self.pieces.push(Piece { tidied: self.text.len(), raw: self.raw, same: true });
        Tidied { text: self.text, maps: vec![self.pieces] }
    }
}

/// The text with the characters that were meant. What cannot be seen is left out, odd spaces become plain ones, half-width
/// kana and letters in two parts (a Mac's file names) become whole. Addresses keep their bytes but for the unseen.
pub fn characters(raw: &str, base: usize) -> Tidied {
    if is_clean(raw) {
        return Tidied::untouched(raw, base);
    }
    tidied_characters(raw, base)
}

/// Whether every character can stay: nothing unseen or odd, no half-width kana, no mark that belongs to the letter before
/// it. Nearly every text is so.
fn is_clean(raw: &str) -> bool {
    let stays = |c: char| match c {
        ' '..='~' | '\n' | '\t' | '\r' => true,
        '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{ff61}'..='\u{ff9f}' | '\u{2028}' | '\u{2029}' => false,
        // The blocks that Japanese is written in hold nothing else of the kind.
        '\u{3000}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}' => true,
        _ => !is_unseen(c) && !is_odd_space(c) && !c.is_control(),
    };
    raw.chars().all(stays) && raw.split('\r').skip(1).all(|behind| behind.starts_with('\n'))
}

fn tidied_characters(raw: &str, base: usize) -> Tidied {
    let mut tidier = Tidier::new(base);
    let mut rest = raw;
    let mut in_link = false;
    while let Some(c) = rest.chars().next() {
        in_link = match c {
            'h' | 'H' if !in_link => begins_link(rest),
            _ => in_link && !ends_link(c),
        };
        match meant(rest, c, in_link) {
            None => {
                let len = if rest.starts_with("\r\n") { 2 } else { c.len_utf8() };
                tidier.keep(&rest[..len]);
                rest = &rest[len..];
            }
            Some((len, new)) => {
                let mut bytes = [0; 4];
                tidier.replace(len, new.map_or("", |new| new.encode_utf8(&mut bytes)));
                rest = &rest[len..];
            }
        }
    }
    tidier.finish()
}

/// What the first characters of `rest` mean: how many bytes they take, and the character they are, if any. `None`: `c`.
fn meant(rest: &str, c: char, in_link: bool) -> Option<(usize, Option<char>)> {
    let len = c.len_utf8();
    match c {
        ' '..='~' | '\n' | '\t' if rest.as_bytes().get(1).is_none_or(u8::is_ascii) => None,
        '\r' => (!rest.starts_with("\r\n")).then_some((1, Some('\n'))),
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some((len, Some('\n'))),
        _ if is_unseen(c) => Some((len, None)),
        _ if is_odd_space(c) => Some((len, Some(' '))),
        _ if in_link => None,
        '\u{ff61}'..='\u{ff9f}' => Some(whole_kana(rest, c)),
        _ => composed(rest, c),
    }
}

/// Characters that nobody sees and Word, mail and web pages leave behind. The joiner of emoji is none of them.
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

/// Spaces of other widths than the plain and the full-width one.
pub fn is_odd_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}')
}

/// `ｶﾞ` → ガ.
fn whole_kana(rest: &str, c: char) -> (usize, Option<char>) {
    let wide = match c {
        '\u{ff9e}' => '゛',
        '\u{ff9f}' => '゜',
        _ => c.nfkc().next().unwrap_or(c),
    };
    let mark = match rest[c.len_utf8()..].chars().next() {
        Some('\u{ff9e}') => '\u{3099}',
        Some('\u{ff9f}') => '\u{309a}',
        _ => return (c.len_utf8(), Some(wide)),
    };
    compose(wide, mark).map_or((c.len_utf8(), Some(wide)), |whole| (c.len_utf8() * 2, Some(whole)))
}

/// か and its ゛ apart → が; other characters, 神 among them, are not touched.
fn composed(rest: &str, c: char) -> Option<(usize, Option<char>)> {
    let is_mark = |c: &char| matches!(c, '\u{3099}' | '\u{309a}' | '\u{300}'..='\u{36f}');
    let mut whole = c;
    let mut len = c.len_utf8();
    for mark in rest[len..].chars().take_while(is_mark) {
        match compose(whole, mark) {
            Some(both) => whole = both,
            None => break,
        }
        len += mark.len_utf8();
    }
    (whole != c).then_some((len, Some(whole)))
}

/// The text in letters of the usual width (NFKC): `２` → 2. Hardly any text holds others, so most are not copied.
pub fn in_usual_width(text: &str) -> Cow<'_, str> {
    match text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfkc().collect()),
    }
}

fn begins_link(rest: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

fn ends_link(c: char) -> bool {
    c.is_whitespace() || matches!(c, '<' | '>' | '"' | '「' | '」' | '『' | '』' | '（' | '）' | '、' | '。')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn tidied(raw: &str, wanted: &str) {
        assert_eq!(characters(raw, 0).text, wanted);
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        tidied("離\u{ad}乳\u{200b}食\u{feff}\u{202e}", "離乳食");
        tidied("10:00\u{a0}-\u{2009}11:30", "10:00 - 11:30");
        tidied("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧");
        tidied("あ\rい\r\nう\u{b}え", "あ\nい\r\nう\nえ");
    }

    #[test]
    fn letters_become_whole_and_no_others_change() {
        tidied("ﾓｸﾞﾓｸﾞﾊﾟﾊﾟ･ﾏﾏ｡", "モグモグパパ・ママ。");
        tidied("か\u{3099}は\u{309a}e\u{301}", "がぱé");
        tidied("神\u{fa19}①㈱２", "神\u{fa19}①㈱２");
        tidied("https://a.example/ｶﾞか\u{3099} ｶﾞ", "https://a.example/ｶﾞか\u{3099} ガ");
    }

    #[test]
    fn places_lead_back() {
        let text = characters("ﾓｸﾞ\u{200b}: が", 10);
        assert_eq!(text.text, "モグ: が");
        assert_eq!(text.raw(0..3), 10..13);
        assert_eq!(text.raw(3..6), 13..19);
        assert_eq!(text.raw(6..7), 22..23);
        assert_eq!(text.raw(8..11), 24..27);
    }

    proptest! {
        #[test]
        fn usual_width_is_that_of_the_standard(text in "(.|\\PC|[Ａ２ﾓか\u{3099}e\u{301}㈱神 　～：]){0,12}") {
            prop_assert_eq!(in_usual_width(&text), text.nfkc().collect::<String>());
        }

        #[test]
        fn a_clean_text_is_one_that_tidying_leaves(raw in "(.|\\PC|[aか゛ﾞ\u{3099}\u{301}ｶ\u{200b}\u{a0}\u{b}\u{2028}\r\n]|\r\n|https://a){0,12}", base in 0usize..9) {
            let slow = tidied_characters(&raw, base);
            if is_clean(&raw) {
                prop_assert_eq!(&slow, &Tidied::untouched(&raw, base));
            }
            prop_assert_eq!(slow, characters(&raw, base));
        }

        #[test]
        fn every_way_back_stays_in_order(raw in "[aか\u{3099}ｶﾞ\u{200b}\r\n\u{a0}:]{0,40}", from in 0usize..60, len in 0usize..20) {
            let text = characters(&raw, 0);
            let from = text.text.floor_char_boundary(from.min(text.text.len()));
            let to = text.text.ceil_char_boundary((from + len).min(text.text.len()));
            let back = text.raw(from..to);
            prop_assert!(back.start <= back.end && back.end <= raw.len());
            prop_assert!(raw.is_char_boundary(back.start) && raw.is_char_boundary(back.end));
            prop_assert_eq!(text.raw(0..text.text.len()).end <= raw.len(), true);
        }
    }
}
