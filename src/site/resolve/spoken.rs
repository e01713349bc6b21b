//! Short values as people say them: 「先着12組」, 「TEL 0197-00-0011」, 「○」.

use crate::content::tidy::in_usual_width;
use crate::site::{Method, Phone};

/// How many places there are, as one line says it.
#[derive(Debug, PartialEq, Eq)]
pub struct Places {
    pub count: u32,
    pub unit: Option<String>,
    pub method: Option<Method>,
}

/// `12`, 「12組」, 「先着12組」, 「12組（先着順）」, 「定員20人 抽選」.
pub fn places(text: &str) -> Option<Places> {
    let text: String = in_usual_width(text).chars().filter(|c| *c != ',' && !c.is_whitespace()).collect();
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = text.split_at(digits);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let cut =
        rest[end..].find(['(', '、', '・']).or_else(|| rest[end..].find("先着").or_else(|| rest[end..].find("抽選")));
    let (unit, behind) = rest[end..].split_at(cut.unwrap_or(rest.len() - end));
    let known = |words: &str| {
        let bare = words.trim_matches(['(', ')', '、', '・', ':']);
        match bare {
            "" | "定員" | "各" | "各回" => Some(None),
            "先着" | "先着順" | "定員先着" => Some(Some(Method::FirstCome)),
            "抽選" | "抽選制" | "抽選で" | "応募者多数の場合は抽選" | "多数の場合は抽選" => {
                Some(Some(Method::Lottery))
            }
            _ => None,
        }
    };
    let method = known(before)?.or(known(behind)?);
    Some(Places {
        count: rest[..end].parse().ok()?,
        unit: Some(unit.to_owned()).filter(|unit| !unit.is_empty()),
        method,
    })
}

/// A telephone number with what stands in front of it on letterheads.
pub fn phone(text: &str) -> Option<Phone> {
    let text = in_usual_width(text);
    let mut number = text.trim();
    for word in ["電話番号", "電話", "でんわ", "TEL", "Tel", "tel", "T E L", "☎", "📞"] {
        number = number.strip_prefix(word).unwrap_or(number).trim_start_matches([':', '.', ' ', '(', ')', '-']).trim();
    }
    // The bracket of 「(0197)00-0011」 was taken off with the words.
    if text.trim().starts_with('(') { Phone::read(&text) } else { Phone::read(number) }
}

/// はい or いいえ, in usual words.
pub fn flag(text: &str) -> Option<bool> {
    match in_usual_width(text).to_ascii_lowercase().as_str() {
        "はい" | "yes" | "true" | "on" | "ok" | "○" | "〇" | "◯" | "◎" | "あり" | "有" | "有り" | "可" | "可能"
        | "する" | "歓迎" => Some(true),
        "いいえ" | "no" | "false" | "off" | "×" | "✕" | "✖" | "なし" | "無" | "無し" | "不可" | "しない" => {
            Some(false)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_as_people_say_them() {
        let some = |count, unit: &str, method| Some(Places { count, unit: Some(unit.into()), method });
        for text in ["先着12組", "12組（先着順）", "定員 先着 １２組", "12組・先着順"] {
            assert_eq!(places(text), some(12, "組", Some(Method::FirstCome)), "{text}");
        }
        assert_eq!(places("抽選20人"), some(20, "人", Some(Method::Lottery)));
        assert_eq!(places("12"), Some(Places { count: 12, unit: None, method: None }));
        for text in ["", "十二組", "約12組", "12組（親子）"] {
            assert_eq!(places(text), None, "{text}");
        }
    }

    #[test]
    fn telephones_as_on_letterheads() {
        for text in ["TEL 0197-00-0011", "電話：0197-00-0011", "ＴＥＬ．０１９７－００－００１１", "℡0197-00-0011"]
        {
            assert_eq!(phone(text).map(|phone| phone.dial), Some("0197000011".into()), "{text}");
        }
        assert_eq!(phone("(0197)00-0011").map(|phone| phone.dial), Some("0197000011".into()));
        assert_eq!(phone("0197-00-0011 内線12"), None);
    }
}
