//! What kind of character it is, and which ones may not start or end a line (kinsoku, JIS X 4051).

/// The kind of a character, as far as line breaks care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Kanji,
    Hiragana,
    /// With the long-vowel mark, which only katakana words use in earnest.
    Katakana,
    /// Latin letters, also full-width ones.
    Latin,
    /// Also full-width digits.
    Digit,
    Space,
    /// Opening brackets and quotes.
    Open,
    /// Closing brackets and quotes.
    Close,
    /// 、。，．！？ and their half-width forms.
    Stop,
    Other,
}

use Script::{Close, Digit, Hiragana, Kanji, Katakana, Latin, Open, Other, Space, Stop};

/// Brackets and quotes that belong together.
pub(super) const PAIRS: [(char, char); 17] = [
    ('（', '）'),
    ('(', ')'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('〔', '〕'),
    ('［', '］'),
    ('[', ']'),
    ('｛', '｝'),
    ('{', '}'),
    ('〈', '〉'),
    ('《', '》'),
    ('≪', '≫'),
    ('«', '»'),
    ('＜', '＞'),
    ('“', '”'),
    ('‘', '’'),
];

/// Characters that JIS X 4051 keeps off the start of a line, besides closing brackets and stops.
const NOT_AT_START: &str =
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーゝゞヽヾ々〻・：；:;/／…‥〜～–—-‐＆％%℃‼⁇⁈⁉゛゜";

/// Characters that JIS X 4051 keeps off the end of a line, besides opening brackets.
const NOT_AT_END: &str = "＃#￥¥$＄№〒℡☎☏📞";

impl Script {
    pub(super) fn of(c: char) -> Self {
        match c {
            '0'..='9' | '０'..='９' => Digit,
            'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '\u{c0}'..='\u{24f}' => Latin,
            '\u{3041}'..='\u{309f}' => Hiragana,
            '・' => Other,
            '\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}' => Katakana,
            '々' | '〆' | '〇' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                Kanji
            }
            '、' | '。' | '，' | '．' | '！' | '？' | '!' | '?' | ',' | '.' | '､' | '｡' => Stop,
            '\u{200b}' => Space,
            _ if c.is_whitespace() => Space,
            _ if PAIRS.iter().any(|pair| pair.0 == c) => Open,
            _ if PAIRS.iter().any(|pair| pair.1 == c) => Close,
            _ => Other,
        }
    }

    /// Whether words of this script take particles: what a compound noun is made of.
    pub(super) fn is_noun_like(self) -> bool {
        matches!(self, Kanji | Katakana)
    }
}

/// Whether no line may start with this character. Combining marks and joiners belong to the character before them.
pub(super) fn never_starts_line(c: char) -> bool {
    matches!(Script::of(c), Close | Stop | Space)
        || NOT_AT_START.contains(c)
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{200d}' | '\u{20e3}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether no line may end with this character.
pub(super) fn never_ends_line(c: char) -> bool {
    let circled_number = matches!(c, '①'..='⑳' | '❶'..='❿');
    Script::of(c) == Open || circled_number || NOT_AT_END.contains(c) || c == '\u{200d}'
}

/// The wave dash of ranges and subtitles, in its three forms.
pub(super) fn is_wave(c: char) -> bool {
    matches!(c, '〜' | '～' | '~')
}

/// Letters of a phrase: everything but spaces, stops, brackets and marks.
pub(super) fn letters(chars: &[char]) -> usize {
    chars.iter().filter(|&&c| !matches!(Script::of(c), Space | Stop | Open | Close | Other)).count()
}
