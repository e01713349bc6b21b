//! Dates, hours, amounts and their ranges, from the first digit to the last counter: 12月10日(木), 10:00〜11:30, 7か月ごろ.

use super::script::Script;
use super::telephone;

/// Counters and what may follow them. The longest that fits is taken, as often as one fits: か月 + 児, 時 + 半, 回 + 目.
const COUNTERS: &[&str] = &[
    "か月",
    "ヶ月",
    "カ月",
    "ヵ月",
    "ケ月",
    "箇月",
    "か所",
    "ヶ所",
    "カ所",
    "箇所",
    "か国",
    "ヶ国",
    "年",
    "年生",
    "年度",
    "月",
    "月号",
    "日",
    "日間",
    "月曜",
    "火曜",
    "水曜",
    "木曜",
    "金曜",
    "土曜",
    "日曜",
    "時",
    "時間",
    "分",
    "秒",
    "週",
    "週間",
    "回",
    "名",
    "人",
    "組",
    "階",
    "号",
    "号室",
    "室",
    "円",
    "個",
    "本",
    "枚",
    "冊",
    "台",
    "匹",
    "番",
    "番地",
    "丁目",
    "件",
    "点",
    "種類",
    "品",
    "食",
    "杯",
    "歩",
    "割",
    "度",
    "世帯",
    "歳",
    "才",
    "児",
    "つ",
    "部",
    "席",
    "泊",
    "期",
    "代",
    "目",
    "半",
    "間",
    "以上",
    "以下",
    "未満",
    "以内",
    "以降",
    "以前",
    "前後",
    "程度",
    "ごろ",
    "頃",
    "周年",
    "級",
    "位",
    "倍",
    "校",
    "曲",
    "袋",
    "箱",
    "棟",
    "号車",
    "生まれ",
    "健診",
    "健康診査",
];

/// Words that belong to the number after them, whatever their length.
const PREFIXES: &[&str] = &[
    "令和",
    "平成",
    "昭和",
    "西暦",
    "午前",
    "午後",
    "生後",
    "妊娠",
    "産後",
    "第",
    "約",
    "満",
    "全",
    "計",
    "先着",
    "小学",
    "中学",
    "毎月",
    "限定",
    "わずか",
    "あと",
];

/// The hour that has no digit.
const NOON: &str = "正午";

/// Marks inside an amount when a digit follows: 8,000 · 10:00 · 0.5 · 6/12. A long-vowel mark is a mistyped hyphen.
const INSIDE: &str = ",.:：/／-‐−．，－ー";

/// Marks between the two ends of a range.
const RANGE: &str = "〜～~-–—−‐→－ー";

/// What may stand in the brackets after a date.
const WEEKDAYS: &str = "月火水木金土日祝休振替曜・、";

/// The first character after the number that starts at `start` with a digit, a prefix or a telephone's bracket; `None`
/// when there is no number there.
pub(super) fn end(chars: &[char], start: usize) -> Option<usize> {
    let mut at = start + prefix(&chars[start..]);
    if let Some(end) = telephone::end(chars, at) {
        return Some(end);
    }
    let mut seen = false;
    loop {
        let after = amount(chars, at);
        if after == at {
            return seen.then_some(at);
        }
        seen = true;
        let counted = counters(chars, after);
        at = weekday(chars, counted);
        if at == counted && is_next_unit(chars, after, counted) {
            continue;
        }
        let shared = if counted == after { shares_counter(chars, after) } else { None };
        match shared.or_else(|| range(chars, at)) {
            Some(next) => at = next,
            None => return Some(at),
        }
    }
}

/// The length of the longest prefix that the text starts with and a digit follows; 0 without one.
fn prefix(text: &[char]) -> usize {
    let fits = |word: &&str| {
        let length = word.chars().count();
        starts_with(text, word) && text.get(length).is_some_and(|&c| Script::of(c) == Script::Digit)
    };
    PREFIXES.iter().filter(|word| fits(word)).map(|word| word.chars().count()).max().unwrap_or(0)
}

/// Digits with the marks inside them, or noon.
fn amount(chars: &[char], start: usize) -> usize {
    if starts_with(&chars[start..], NOON) {
        return start + NOON.chars().count();
    }
    let digit = |at: usize| chars.get(at).is_some_and(|&c| Script::of(c) == Script::Digit);
    let inside = |at: usize| chars.get(at).is_some_and(|&c| INSIDE.contains(c)) && digit(at + 1);
    let mut at = start;
    while digit(at) || (at > start && inside(at)) {
        at += 1;
    }
    at
}

/// All counters that follow each other.
fn counters(chars: &[char], start: usize) -> usize {
    let mut at = start;
    loop {
        let rest = &chars[at..];
        let fit = COUNTERS.iter().filter(|word| starts_with(rest, word)).map(|word| word.chars().count()).max();
        match fit {
            Some(length) => at += length,
            None => return at,
        }
    }
}

/// Whether a smaller unit follows directly, as in 12月|10日, 10時|30分, 1歳|6か月; 10日|10時 are two things.
fn is_next_unit(chars: &[char], from: usize, to: usize) -> bool {
    let after = amount(chars, to);
    let unit = chars.get(from..to).unwrap_or_default();
    let next = &chars[after..];
    let follows = |larger: &str, smaller: &[&str]| {
        starts_with(unit, larger)
            && unit.len() == larger.chars().count()
            && smaller.iter().any(|word| starts_with(next, word))
    };
    after > to
        && (follows("年", &["月", "か月", "ヶ月", "カ月"])
            || follows("月", &["日"])
            || follows("歳", &["か月", "ヶ月", "カ月"])
            || follows("時", &["分"])
            || follows("時間", &["分"])
            || follows("丁目", &["番"]))
}

/// A weekday in brackets: (木), （土・祝）.
fn weekday(chars: &[char], start: usize) -> usize {
    let Some('(' | '（') = chars.get(start) else { return start };
    let inside = chars[start + 1..].iter().take_while(|&&c| WEEKDAYS.contains(c)).count();
    match chars.get(start + 1 + inside) {
        Some(')' | '）') if inside > 0 => start + inside + 2,
        _ => start,
    }
}

/// Where the other end of a range starts, its prefix passed over. The wave may have a space on each side
/// (10:00 〜 11:30); a slash joins two prices (1,000円/500円) but nothing across spaces.
fn range(chars: &[char], at: usize) -> Option<usize> {
    if chars.get(at) == Some(&'/') {
        return next_amount(chars, at + 1);
    }
    let space = |at: usize| usize::from(chars.get(at).is_some_and(|c| c.is_whitespace()));
    let mark = at + space(at);
    chars.get(mark).filter(|&&c| RANGE.contains(c))?;
    next_amount(chars, mark + 1 + space(mark + 1))
}

/// Where the next of two numbers with one counter starts: 第1・第3木曜, 1・2歳児.
fn shares_counter(chars: &[char], at: usize) -> Option<usize> {
    chars.get(at).filter(|&&c| c == '・')?;
    next_amount(chars, at + 1)
}

/// The first digit of an amount at `start`, its prefix passed over.
fn next_amount(chars: &[char], start: usize) -> Option<usize> {
    let next = start + prefix(chars.get(start..)?);
    let noon = starts_with(&chars[next..], NOON);
    (noon || chars.get(next).is_some_and(|&c| Script::of(c) == Script::Digit)).then_some(next)
}

/// Whether `text` starts with `word`.
pub(super) fn starts_with(text: &[char], word: &str) -> bool {
    let mut rest = text.iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reaches_to_its_last_counter() {
        let cases = [
            ("12月10日(木)|に", 0),
            ("8月2日（土・祝）|", 0),
            ("令和8年12月10日|、", 0),
            ("10:00〜11:30|です", 0),
            ("10時00分|から", 0),
            ("午後2時半|に", 0),
            ("午前10時〜午後2時|まで", 0),
            ("7か月ごろ|から", 0),
            ("1歳6か月児|の", 0),
            ("5〜6か月|の", 0),
            ("第2木曜|", 0),
            ("0197-00-0011|へ", 0),
            ("8,000歩|が", 0),
            ("6/12(金)|と", 0),
            ("12月10日|10時", 0),
            ("3年生|から", 0),
            ("24時間|予約", 0),
            ("午後2時半|から", 0),
            ("午前10時〜正午|まで", 0),
            ("正午|に", 0),
            ("正午〜午後1時|です", 0),
            ("10:00 〜 11:30|", 0),
            ("12月3日(木)〜5日(土)|は", 0),
            ("12月28日〜令和9年1月3日|は", 0),
            ("令和8年4月1日|から", 0),
            ("平成30年4月2日〜平成31年4月1日生まれ|の", 0),
            ("第1・第3木曜|に", 0),
            ("第2・4土曜日|は", 0),
            ("1・2歳児|の", 0),
            ("4か月児健診|の", 0),
            ("10か月児|と", 0),
            ("１歳６か月児健康診査|を", 0),
            ("1,000円/500円|（", 0),
            ("２，５００円|です", 0),
            ("先着20組|まで", 0),
            ("10時ー11時半|", 0),
        ];
        for (text, start) in cases {
            let want = text.chars().position(|c| c == '|');
            let chars: Vec<char> = text.chars().filter(|c| *c != '|').collect();
            assert_eq!(end(&chars, start), want, "{text}");
        }
        assert_eq!(end(&['第', '一'], 0), None);
        assert_eq!(end(&[], 0), None);
    }
}
