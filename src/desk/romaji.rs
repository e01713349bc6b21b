//! Kana in Latin letters, as passports write them: キョウシツ → kyoshitsu.

/// Two kana that are one sound.
#[rustfmt::skip]
const PAIRS: [(&str, &str); 47] = [
    ("キャ", "kya"), ("キュ", "kyu"), ("キョ", "kyo"), ("シャ", "sha"), ("シュ", "shu"), ("ショ", "sho"),
    ("チャ", "cha"), ("チュ", "chu"), ("チョ", "cho"), ("ニャ", "nya"), ("ニュ", "nyu"), ("ニョ", "nyo"),
    ("ヒャ", "hya"), ("ヒュ", "hyu"), ("ヒョ", "hyo"), ("ミャ", "mya"), ("ミュ", "myu"), ("ミョ", "myo"),
    ("リャ", "rya"), ("リュ", "ryu"), ("リョ", "ryo"), ("ギャ", "gya"), ("ギュ", "gyu"), ("ギョ", "gyo"),
    ("ジャ", "ja"), ("ジュ", "ju"), ("ジョ", "jo"), ("ビャ", "bya"), ("ビュ", "byu"), ("ビョ", "byo"),
    ("ピャ", "pya"), ("ピュ", "pyu"), ("ピョ", "pyo"), ("ファ", "fa"), ("フィ", "fi"), ("フェ", "fe"),
    ("フォ", "fo"), ("ティ", "ti"), ("ディ", "di"), ("チェ", "che"), ("シェ", "she"), ("ジェ", "je"),
    ("ウィ", "wi"), ("ウェ", "we"), ("ウォ", "wo"), ("デュ", "dyu"), ("トゥ", "tu"),
];

/// One kana, one sound.
#[rustfmt::skip]
const SINGLES: &[(char, &str)] = &[
    ('ア', "a"), ('イ', "i"), ('ウ', "u"), ('エ', "e"), ('オ', "o"), ('カ', "ka"), ('キ', "ki"), ('ク', "ku"),
    ('ケ', "ke"), ('コ', "ko"), ('サ', "sa"), ('シ', "shi"), ('ス', "su"), ('セ', "se"), ('ソ', "so"), ('タ', "ta"),
    ('チ', "chi"), ('ツ', "tsu"), ('テ', "te"), ('ト', "to"), ('ナ', "na"), ('ニ', "ni"), ('ヌ', "nu"), ('ネ', "ne"),
    ('ノ', "no"), ('ハ', "ha"), ('ヒ', "hi"), ('フ', "fu"), ('ヘ', "he"), ('ホ', "ho"), ('マ', "ma"), ('ミ', "mi"),
    ('ム', "mu"), ('メ', "me"), ('モ', "mo"), ('ヤ', "ya"), ('ユ', "yu"), ('ヨ', "yo"), ('ラ', "ra"), ('リ', "ri"),
    ('ル', "ru"), ('レ', "re"), ('ロ', "ro"), ('ワ', "wa"), ('ヲ', "o"), ('ガ', "ga"), ('ギ', "gi"), ('グ', "gu"),
    ('ゲ', "ge"), ('ゴ', "go"), ('ザ', "za"), ('ジ', "ji"), ('ズ', "zu"), ('ゼ', "ze"), ('ゾ', "zo"), ('ダ', "da"),
    ('ヂ', "ji"), ('ヅ', "zu"), ('デ', "de"), ('ド', "do"), ('バ', "ba"), ('ビ', "bi"), ('ブ', "bu"), ('ベ', "be"),
    ('ボ', "bo"), ('パ', "pa"), ('ピ', "pi"), ('プ', "pu"), ('ペ', "pe"), ('ポ', "po"), ('ヴ', "vu"), ('ン', "n"),
    ('ァ', "a"), ('ィ', "i"), ('ゥ', "u"), ('ェ', "e"), ('ォ', "o"), ('ャ', "ya"), ('ュ', "yu"), ('ョ', "yo"),
];

/// The sound at the start of `kana`, and its length in bytes; ー and ッ have none of their own.
fn sound(kana: &str) -> Option<(&'static str, usize)> {
    let pair = PAIRS.iter().find(|(pair, _)| kana.starts_with(pair));
    pair.map(|(pair, sound)| (*sound, pair.len())).or_else(|| {
        let first = kana.chars().next()?;
        SINGLES.iter().find(|(single, _)| *single == first).map(|(_, sound)| (*sound, first.len_utf8()))
    })
}

/// Whether a character is kana.
pub fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー')
}

/// Kana in Latin letters; long vowels are not written, as in passports.
pub fn hepburn(kana: &str) -> String {
    let kana: String = kana.chars().map(katakana).collect();
    let mut out = String::new();
    let mut rest = kana.as_str();
    let mut doubled = false;
    while let Some(first) = rest.chars().next() {
        let Some((sound, length)) = sound(rest) else {
            doubled = first == 'ッ';
            rest = &rest[first.len_utf8()..];
            continue;
        };
        if doubled {
            // ッチ is written tch.
            out.push(if sound.starts_with("ch") { 't' } else { sound.chars().next().unwrap_or('t') });
            doubled = false;
        }
        let long = (sound == "u" && out.ends_with(['u', 'o'])) || (sound == "o" && out.ends_with('o') && first == 'オ');
        if !long {
            out.push_str(sound);
        }
        rest = &rest[length..];
    }
    out
}

fn katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_are_written_as_in_passports() {
        for (kana, latin) in [
            ("リニュウショクキョウシツ", "rinyushokukyoshitsu"),
            ("ステップアップ", "suteppuappu"),
            ("すくすく", "sukusuku"),
            ("マッチ", "matchi"),
            ("パパママ", "papamama"),
            ("コーヒー", "kohi"),
            ("ファミリー", "famiri"),
            ("おおさか", "osaka"),
            ("", ""),
        ] {
            assert_eq!(hepburn(kana), latin, "{kana}");
        }
    }
}
