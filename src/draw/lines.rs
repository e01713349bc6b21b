//! Sets a headline in lines: of all the ways to divide its phrases into so many lines, the one that reads best.
//!
//! A layout engine fills lines and balances them; it does not know that a line ends better behind 「、」 than behind 「の」, that a
//! quotation should not be cut, or that a last line of two letters looks lost. Here each division has a price for that and
//! for uneven lines, and the cheapest one wins (the idea of Knuth and Plass, on phrases).

use super::canvas::Help;
use super::phrases::{BETWEEN_LETTERS, BETWEEN_PHRASES, BETWEEN_WORDS};

/// A line of this many letters or fewer looks lost.
const ORPHAN: usize = 2;

/// Price of such a line.
const ORPHAN_PRICE: f32 = 0.9;

/// Price of a line with one letter more than that.
const SHORT_PRICE: f32 = 0.25;

/// Price of a break inside quotation marks or brackets, besides its own.
const QUOTED_PRICE: f32 = 0.15;

/// Prices of breaks inside a phrase: between its words, between letters. Any break between phrases is cheaper.
const WORDS_PRICE: f32 = 1.0;
const LETTERS_PRICE: f32 = 3.0;

/// Price of one line more than are needed.
const LINE_PRICE: f32 = 0.3;

/// A piece of text that is not divided, and the price of a line that starts with it.
struct Piece {
    text: String,
    letters: usize,
    width: f32,
    price: f32,
}

/// What lines must keep to.
#[derive(Clone, Copy)]
pub struct Measure<'a> {
    /// Width of a character in em.
    pub advance: &'a dyn Fn(char) -> f32,
    /// Width of the place in em; no line is wider.
    pub width: f32,
    /// Where lines may break.
    pub help: Help,
}

/// Divides a text with its break marks (see [`super::phrases::with_break_marks`], one line of it) into `count` lines, or
/// into one more, up to `most`, where that reads far better. `None` when there is no such division.
pub fn divide(marked: &str, count: usize, most: usize, measure: Measure) -> Option<Vec<String>> {
    let pieces = pieces(marked, measure);
    let division = cheapest(&pieces, count, measure.width);
    let more = if count > 1 && count < most { cheapest(&pieces, count + 1, measure.width) } else { None };
    let (_, best) = match (division, more) {
        (Some(division), Some(more)) if more.0 + LINE_PRICE < division.0 => more,
        (division, _) => division?,
    };
    let ends = best.iter().copied().skip(1).chain([pieces.len()]);
    Some(best.iter().zip(ends).map(|(&start, end)| line(&pieces[start..end])).collect())
}

/// The fewest lines that a text can be set in, one after the other; `None` when a piece of it is wider than a line.
pub fn fewest(marked: &str, measure: Measure) -> Option<usize> {
    let mut lines = 1;
    let mut filled = 0.0;
    for piece in pieces(marked, measure) {
        if piece.width > measure.width {
            return None;
        }
        if filled + piece.width > measure.width {
            lines += 1;
            filled = 0.0;
        }
        filled += piece.width;
    }
    Some(lines)
}

fn line(pieces: &[Piece]) -> String {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{2060}').to_owned()
}

/// Price and first pieces of the lines of the cheapest division into `count` lines, by dynamic programming over (lines, pieces).
fn cheapest(pieces: &[Piece], count: usize, width: f32) -> Option<(f32, Vec<usize>)> {
    let mean = pieces.iter().map(|piece| piece.width).sum::<f32>() / count.max(1) as f32;
    // For each end, the price of the first so many lines up to it and where the last of them starts.
    let mut best: Vec<Option<(f32, usize)>> = vec![None; pieces.len() + 1];
    best[0] = Some((0.0, 0));
    let mut steps = Vec::with_capacity(count);
    for _ in 0..count {
        let mut next = vec![None; pieces.len() + 1];
        for (end, place) in next.iter_mut().enumerate().skip(1) {
            let candidates = (0..end).filter_map(|start| {
                let before = best[start]?.0;
                Some((before + line_price(&pieces[start..end], start > 0, mean, width)?, start))
            });
            *place = candidates.min_by(|a, b| a.0.total_cmp(&b.0));
        }
        steps.push(next.clone());
        best = next;
    }
    let price = best.last().copied().flatten()?.0;
    let mut end = pieces.len();
    let mut starts = Vec::with_capacity(count);
    for step in steps.iter().rev() {
        end = step[end]?.1;
        starts.push(end);
    }
    starts.reverse();
    (end == 0).then_some((price, starts))
}

/// What one line costs; `None` when it is too wide.
fn line_price(line: &[Piece], follows: bool, mean: f32, width: f32) -> Option<f32> {
    let own: f32 = line.iter().map(|piece| piece.width).sum();
    if own > width {
        return None;
    }
    let letters: usize = line.iter().map(|piece| piece.letters).sum();
    let lost = match letters {
        ..=ORPHAN => ORPHAN_PRICE,
        letters if letters == ORPHAN + 1 => SHORT_PRICE,
        _ => 0.0,
    };
    let uneven = if mean > 0.0 { (own / mean - 1.0).powi(2) } else { 0.0 };
    let start = if follows { line.first().map_or(0.0, |piece| piece.price) } else { 0.0 };
    Some(start + uneven + lost)
}

fn pieces(marked: &str, measure: Measure) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut text, mut price, mut depth) = (String::new(), 0.0, 0_usize);
    let mut finish = |text: &mut String, price: f32| {
        if !text.is_empty() {
            pieces.push(piece(std::mem::take(text), price, measure.advance));
        }
    };
    for (at, c) in marked.char_indices() {
        let own = match c {
            BETWEEN_PHRASES => seam_price(&plain(&marked[..at]), &plain(&marked[at..])),
            BETWEEN_WORDS if measure.help >= Help::Words => WORDS_PRICE,
            BETWEEN_LETTERS if measure.help >= Help::Letters => LETTERS_PRICE,
            BETWEEN_WORDS | BETWEEN_LETTERS => continue,
            _ => {
                depth = if opens(c) { depth + 1 } else { depth.saturating_sub(usize::from(closes(c))) };
                text.push(c);
                continue;
            }
        };
        let own = own + if depth > 0 { QUOTED_PRICE } else { 0.0 };
        if text.is_empty() {
            price = own.min(price);
        } else {
            finish(&mut text, price);
            price = own;
        }
    }
    finish(&mut text, price);
    pieces
}

/// The words beside a seam without their marks, as far as they matter.
fn plain(marked: &str) -> String {
    let mark = |c: &char| matches!(*c, BETWEEN_PHRASES | BETWEEN_WORDS | BETWEEN_LETTERS | '\u{2060}');
    marked.chars().filter(|c| !mark(c)).collect()
}

fn piece(text: String, price: f32, advance: &dyn Fn(char) -> f32) -> Piece {
    let seen = |c: &char| *c != '\u{2060}';
    let width = text.chars().filter(seen).map(advance).sum();
    let letters = text.chars().filter(|c| c.is_alphanumeric() || *c == 'ー').count();
    Piece { text, letters, width, price }
}

/// The price of a line that ends between two phrases: how closely `before` and `after` belong together.
fn seam_price(before: &str, after: &str) -> f32 {
    let (Some(last), Some(first)) = (before.chars().last(), after.chars().next()) else { return 0.0 };
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    match last {
        '。' | '！' | '？' | '!' | '?' | '\u{3000}' => 0.0,
        '、' | '，' | ',' => 0.03,
        _ if closes(last) || opens(first) => 0.06,
        _ if starts(FORMAL_NOUNS) => 0.42,
        'て' | 'で' if starts(HELPER_VERBS) => 0.5,
        'と' if starts(&["いう", "いっ", "した", "して"]) => 0.5,
        'に' if starts(&["なる", "なり", "なっ", "よる", "より"]) => 0.42,
        _ if ends(HOUSES) => 0.06,
        _ if starts(HOUSES) => 0.5,
        _ if !is_kana(last) && first.is_ascii_digit() => 0.1,
        ' ' => 0.15,
        '・' => 0.14,
        'は' | 'も' => 0.08,
        'で' | 'て' | 'ら' => 0.11,
        'が' | 'と' | 'に' | 'へ' => 0.17,
        'を' => 0.21,
        'の' | 'な' => 0.19,
        'い' | 'う' | 'く' | 'す' | 'つ' | 'ぬ' | 'ぶ' | 'む' | 'る' | 'た' => 0.16,
        _ if !is_kana(last) && !is_kana(first) => 0.38,
        _ => 0.18,
    }
}

/// Nouns that say little without what stands before them.
const FORMAL_NOUNS: &[&str] = &[
    "ため",
    "こと",
    "とき",
    "もの",
    "ところ",
    "よう",
    "はず",
    "わけ",
    "ほう",
    "方",
    "子",
    "人",
    "前",
    "後",
    "際",
    "時",
];

/// What follows て in one verb: 知って|おきたい, 持って|きて.
const HELPER_VERBS: &[&str] = &[
    "おき", "おく", "おこ", "いる", "いま", "いき", "いく", "いた", "くだ", "くれ", "くる", "きて", "きた", "みる",
    "みま", "みて", "みよ", "みた", "しま", "ほし", "もら", "あげ", "下さ",
];

/// Kinds of house: a line ends well behind one and badly before it.
const HOUSES: &[&str] = &[
    "センター",
    "プラザ",
    "ホール",
    "会館",
    "公民館",
    "図書館",
    "児童館",
    "体育館",
    "保育園",
    "幼稚園",
    "小学校",
    "中学校",
    "庁舎",
    "市役所",
    "アリーナ",
    "コミュニティセンター",
];

fn is_kana(c: char) -> bool {
    ('\u{3041}'..='\u{309f}').contains(&c)
}

fn opens(c: char) -> bool {
    "「『（(【〈《〔［[“".contains(c)
}

fn closes(c: char) -> bool {
    "」』）)】〉》〕］]”".contains(c)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::draw::phrases::with_break_marks;

    /// A character's width without a font: Japanese 1 em, Latin about half of it.
    fn plain(c: char) -> f32 {
        if c.is_ascii() { 0.56 } else { 1.0 }
    }

    /// The lines of a headline in a place of `width` em, `／` between them.
    fn set(text: &str, width: f32) -> String {
        let marked = with_break_marks(text, &["あおばこども健康センター".to_owned()]);
        let lines = marked.split('\n').flat_map(|line| {
            [Help::Lines, Help::Words, Help::Letters]
                .into_iter()
                .find_map(|help| {
                    let measure = Measure { advance: &plain, width, help };
                    divide(line, fewest(line, measure)?, 3, measure)
                })
                .unwrap_or_else(|| vec![format!("({line})")])
        });
        lines.collect::<Vec<_>>().join("／").replace('\u{2060}', "")
    }

    /// Prints the lines that are set otherwise, and how many are met.
    #[test]
    fn golden_lines_are_met() {
        let (mut met, mut all) = (0, 0);
        let golden = include_str!("lines_golden.txt").lines().filter(|line| !line.starts_with('#'));
        for (width, wanted) in golden.filter_map(|line| line.split_once(' ')) {
            let wanted: Vec<&str> = wanted.trim().split(" = ").collect();
            let ours = set(&wanted[0].replace('／', ""), width.parse().unwrap());
            all += 1;
            met += usize::from(wanted.contains(&ours.as_str()));
            if !wanted.contains(&ours.as_str()) {
                println!("{width:>2} {ours}   wanted {}", wanted.join(" = "));
            }
        }
        println!("golden lines met: {met} of {all}");
        assert!(met * 100 >= all * 80);
    }
}
