//! Words of the field in Latin letters, for names of folders and files.

use unicode_normalization::UnicodeNormalization;

use super::romaji::{hepburn, is_kana};

/// Words that kanji alone do not tell how to read.
const TERMS: &[(&str, &str)] = &[
    ("離乳食", "rinyushoku"),
    ("幼児食", "youjishoku"),
    ("教室", "kyoshitsu"),
    ("講座", "koza"),
    ("講習会", "koshukai"),
    ("相談会", "sodankai"),
    ("相談", "sodan"),
    ("栄養", "eiyo"),
    ("健康", "kenko"),
    ("健診", "kenshin"),
    ("計測", "sokutei"),
    ("測定", "sokutei"),
    ("身体", "shintai"),
    ("育児", "ikuji"),
    ("子育て", "kosodate"),
    ("親子", "oyako"),
    ("赤ちゃん", "akachan"),
    ("妊婦", "ninpu"),
    ("母親", "hahaoya"),
    ("父親", "chichioya"),
    ("両親", "ryoshin"),
    ("家族", "kazoku"),
    ("学級", "gakkyu"),
    ("料理", "ryori"),
    ("調理", "chori"),
    ("試食", "shishoku"),
    ("歯科", "shika"),
    ("歯みがき", "hamigaki"),
    ("運動", "undo"),
    ("体操", "taiso"),
    ("介護", "kaigo"),
    ("予防", "yobo"),
    ("認知症", "ninchisho"),
    ("読書", "dokusho"),
    ("絵本", "ehon"),
    ("写真", "shashin"),
    ("動画", "doga"),
    ("会場", "kaijo"),
    ("午前", "am"),
    ("午後", "pm"),
    ("追加", "tsuika"),
    ("初級", "shokyu"),
    ("中級", "chukyu"),
    ("上級", "jokyu"),
    ("日", "bi"),
    ("会", "kai"),
];

/// A name in Latin letters, and whether all of it could be read.
pub fn latin(name: &str) -> (String, bool) {
    let name: String = name.nfkc().collect();
    let mut parts: Vec<String> = Vec::new();
    let mut whole = true;
    let mut rest = name.as_str();
    while let Some(first) = rest.chars().next() {
        if let Some((term, latin)) =
            TERMS.iter().filter(|(term, _)| rest.starts_with(term)).max_by_key(|(term, _)| term.len())
        {
            parts.push((*latin).to_owned());
            rest = &rest[term.len()..];
            continue;
        }
        let kind = |c: char| (c.is_ascii_alphanumeric(), is_kana(c));
        let length = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        // Kana may end where a term begins that holds kana itself.
        let (part, after) = rest.split_at(if kind(first) == (false, false) { first.len_utf8() } else { length });
        match kind(first) {
            (true, _) => parts.push(part.to_ascii_lowercase()),
            (_, true) => parts.push(hepburn(part)),
            _ => whole &= first.is_whitespace() || first.is_ascii_punctuation() || "・、。「」（）〜〇".contains(first),
        }
        rest = after;
    }
    parts.retain(|part| !part.is_empty());
    (parts.join("-"), whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_field_are_read() {
        for (name, read) in [
            ("離乳食教室", ("rinyushoku-kyoshitsu", true)),
            ("ステップアップ教室", ("suteppuappu-kyoshitsu", true)),
            ("ＡＢＣ 料理 教室２", ("abc-ryori-kyoshitsu-2", true)),
            ("親子(１).JPG", ("oyako-1-jpg", true)),
            ("茶道教室", ("kyoshitsu", false)),
            ("茶道", ("", false)),
        ] {
            assert_eq!(latin(name), (read.0.to_owned(), read.1), "{name}");
        }
    }
}
