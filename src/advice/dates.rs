//! Days and times in prose: with weekday, in words, in the calendar and the clock that readers live by.

use std::ops::Range;

use jiff::civil::Date;

use super::letters::{NamedDay, figures, named_days, number, sentence_around, spoken_time};
use super::passage::{Kind, Passage};
use super::rule::{HINT, Rule, WARNING};
use super::{Found, Sheet};
use crate::diagnostics::Remark;
use crate::site::dates::{month_day, month_day_weekday, weekday};

/// The rules of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "weekday-missing",
        level: WARNING,
        name: "日にちに曜日をつける",
        reason: "仕事や上の子の予定は、曜日で決まります。曜日があると、日にちの書きまちがいにも気づけます。",
        reason_en: "Families plan by weekdays, and a weekday shows a mistyped date.",
        source: "textlint-rule-date-weekday-mismatch、在留支援のためのやさしい日本語ガイドライン 2020",
        shown: ("12月17日に変わりました。", "12月17日（木）に変わりました。"),
        bad: &[
            "notes: [次の回は12月17日です。]",
            "---\n申込は**12月3日**まで受け付けます。",
            "notes:\n  - 2027年1月14日にも同じ教室があります。",
        ],
        good: &[
            "notes: [次の回は12月17日（木）です。]",
            "---\n2026年11月12日に配った冊子を使います。",
            "notes: [2026年5月11日から7月10日までに生まれたお子さんが対象です。]",
            "---\n12月17日木曜日にもあります。毎年3月3日は「耳の日」です。",
        ],
    },
    Rule {
        id: "date-shape",
        level: WARNING,
        name: "日にちは「1月5日（火）」と書く",
        reason: "「1/5」は、読み上げソフトが「5分の1」と読みます。外国の人は5月1日と読むこともあります。",
        reason_en: "Screen readers read 1/5 as a fraction, and some readers as 1 May.",
        source: "「公用文作成の考え方」文化審議会 2022、SHIRASAGI アクセシビリティチェック",
        shown: ("12/17から受け付けます。", "12月17日（木）から受け付けます。"),
        bad: &[
            "notes: [12/17から受け付けます。]",
            "---\n次の回は 2027/1/14 です。",
            "notes: [2027-01-14 にも開きます。]",
            "---\n1/5(火)にお待ちしています。",
        ],
        good: &[
            "notes: [12月17日（木）から受け付けます。]",
            "---\n小さじ1/2の油と、1/4に切ったりんごを使います。",
            "---\nhttps://www.city.aoba.example.jp/2027/1/14/ に写真があります。5組のうち4/5が初参加でした。",
        ],
    },
    Rule {
        id: "year",
        level: HINT,
        name: "年は西暦でも書く",
        reason: "和暦だけだと、外国の人や、ふだん西暦を使う人がすぐに計算できません。",
        reason_en: "Many readers do not count in eras.",
        source: "データセットの機械可読ルール デジタル庁（L3-05）、在留支援のためのやさしい日本語ガイドライン 2020",
        shown: ("令和9年1月14日（木）", "2027年（令和9年）1月14日（木）"),
        bad: &[
            "notes: [次の回は令和9年1月14日（木）です。]",
            "---\n令和8年4月2日から2026年6月1日までに生まれたお子さんへ。",
            "audience: {text: 平成30年4月2日から2021年4月1日生まれのお子さん}",
        ],
        good: &[
            "notes: [次の回は2027年（令和9年）1月14日（木）です。]",
            "notes: [次の回は令和9年（2027年）1月14日（木）です。]",
            "---\n令和8年度から、毎月1回になりました。",
        ],
    },
    Rule {
        id: "time-shape",
        level: HINT,
        name: "文の中の時刻は「午後1時30分」と書く",
        reason: "24時間の書き方は、表では便利ですが、文の中では読みまちがえます。項目の time: などは 13:30 のままでかまいません。",
        reason_en: "24 hours suit tables; in a sentence people misread them. Fields such as `time:` stay as they are.",
        source: "在留支援のためのやさしい日本語ガイドライン 2020（時刻は午前・午後で）",
        shown: ("13:30から受け付けます。", "午後1時30分から受け付けます。"),
        bad: &[
            "notes: [13:30から受け付けます。]",
            "booking: {phone_hours: 平日 8:30〜17:15}",
            "---\n15時ごろに終わります。受付は14:45~です。",
            "---\n13時半に始まります。",
        ],
        good: &[
            "notes: [午後1時30分から受け付けます。]",
            "time: 13:30-15:00\nflow: [{time: 13:30, text: 話を聞きます。}]",
            "---\n13時間ほど冷やした、午前10時の味見です。割合は1:3です。",
        ],
    },
    Rule {
        id: "noon",
        level: WARNING,
        name: "お昼は「正午」「午後0時30分」と書く",
        reason: "「午後12時30分」は、昼とも夜中とも読めます。",
        reason_en: "午後12時30分 can mean noon or midnight.",
        source: "国立天文台「よくある質問」（正午は午前12時または午後0時）",
        shown: ("午後12時30分に終わります。", "午後0時30分に終わります。"),
        bad: &[
            "notes: [午後12時30分に終わります。]",
            "---\n受付は午後12時からです。",
            "notes: [午前12時15分に閉めます。]",
        ],
        good: &["notes: [午後0時30分に終わります。]", "---\n正午に終わります。", "---\n午後1時12分のバスが便利です。"],
    },
];

/// Days and times of a passage.
pub fn check(sheet: &Sheet<'_>, passage: &Passage, found: &mut Found) {
    if passage.kind == Kind::Name {
        return;
    }
    for day in named_days(passage) {
        check_weekday(sheet, passage, &day, found);
        check_era(passage, &day, found);
    }
    check_shapes(sheet, passage, found);
    check_times(passage, found);
    check_noon(passage, found);
}

/// Days nobody plans for: birthdays, days gone by, days of every year.
const NOT_PLANNED: [&str; 8] = ["生まれ", "誕生", "生年月日", "毎年", "現在", "時点", "出産予定", "就学"];

fn check_weekday(sheet: &Sheet<'_>, passage: &Passage, day: &NamedDay, found: &mut Found) {
    let Some(date) = day.date(sheet.about).filter(|date| *date >= sheet.today) else { return };
    let sentence = sentence_around(passage, day.letters.start);
    if has_weekday(passage, day.letters.end) || passage.says(&sentence, &NOT_PLANNED) {
        return;
    }
    let words = passage.words(day.letters.clone());
    found.tell(Remark::NoWeekday { date: words, weekday: weekday(date) }, &passage.place(day.letters.clone()));
}

/// 「（木）」, 「(木・祝)」, 「木曜日」, 「【木】」.
fn has_weekday(passage: &Passage, mut at: usize) -> bool {
    let is_space = |at| passage.letter(at).is_some_and(char::is_whitespace);
    while is_space(at) {
        at += 1;
    }
    let bracket = matches!(passage.letter(at), Some('（' | '(' | '【' | '［' | '[' | '〈' | '<'));
    let at = at + usize::from(bracket);
    let is_day = passage.letter(at).is_some_and(|letter| "月火水木金土日祝".contains(letter));
    is_day && (bracket || passage.has_at(at + 1, "曜"))
}

fn check_era(passage: &Passage, day: &NamedDay, found: &mut Found) {
    let (Some(era), Some(year)) = (&day.era, day.year) else { return };
    // 「2026年（令和8年）」, 「令和8年（2026年）」: the Gregorian year stands beside it.
    let beside = era.start.saturating_sub(6)..(era.end + 7).min(passage.letters.len());
    if passage.says(&beside, &[&format!("{year}年"), &format!("{year}(")]) {
        return;
    }
    let words = passage.words(era.clone());
    found.tell(Remark::EraAlone { both: format!("{year}年（{words}）") }, &passage.place(era.clone()));
}

/// A fraction of food and of people, not a day.
const OF_A_WHOLE: [&str; 16] = [
    "カップ",
    "個",
    "量",
    "本",
    "程度",
    "ほど",
    "くらい",
    "ぐらい",
    "以上",
    "以下",
    "に切",
    "が初",
    "の量",
    "枚",
    "丁",
    "切",
];

fn check_shapes(sheet: &Sheet<'_>, passage: &Passage, found: &mut Found) {
    let mut at = 0;
    while at < passage.letters.len() {
        let Some((date, end)) = shape(sheet, passage, at) else {
            at += 1;
            continue;
        };
        found.tell(Remark::DateShape { text: passage.words(at..end), words: date }, &passage.place(at..end));
        at = end;
    }
}

/// `12/17`, `2027/1/14`, `2027-01-14` at `at`: as it should read, and the place behind it.
fn shape(sheet: &Sheet<'_>, passage: &Passage, at: usize) -> Option<(String, usize)> {
    let is_sign = |letter: Option<char>| matches!(letter, Some('/' | '-' | '.'));
    if is_sign(passage.before(at)) || passage.before(at).is_some_and(|letter| letter.is_ascii_alphanumeric()) {
        return None;
    }
    let (first, behind) = number(passage, at)?;
    let sign = passage.letter(behind).filter(|sign| matches!(sign, '/' | '-' | '.'))?;
    let (second, after) = number(passage, behind + 1)?;
    let (year, month, day, end) = if (2000..2100).contains(&first) && passage.letter(after) == Some(sign) {
        let (day, end) = number(passage, after + 1)?;
        (Some(first), second, day, end)
    } else if sign == '/' {
        (None, first, second, after)
    } else {
        return None;
    };
    if is_sign(passage.letter(end)) || passage.letter(end).is_some_and(|letter| letter.is_ascii_alphanumeric()) {
        return None;
    }
    let small = |n: u32| i8::try_from(n).ok();
    let (month, day) =
        (small(month).filter(|month| (1..=12).contains(month))?, small(day).filter(|day| (1..=31).contains(day))?);
    if year.is_none() && !has_weekday(passage, end) && is_fraction(passage, month, day, end) {
        return None;
    }
    let named = NamedDay {
        letters: at..end,
        year: year.and_then(|year| i16::try_from(year).ok()),
        era: None,
        month_day: (month, day),
    };
    let date = named.date(sheet.about)?;
    Some((worded(date, year.is_some(), has_weekday(passage, end)), end))
}

fn worded(date: Date, with_year: bool, has_weekday: bool) -> String {
    let year = if with_year { format!("{}年", date.year()) } else { String::new() };
    let rest = if has_weekday { month_day(date) } else { month_day_weekday(date) };
    format!("{year}{rest}")
}

/// Whether `1/2` is a half: a fraction is smaller than one, and words of measure stand behind it or before.
fn is_fraction(passage: &Passage, upper: i8, lower: i8, end: usize) -> bool {
    let measured = OF_A_WHOLE.iter().any(|word| passage.has_at(end, word));
    let start = end.saturating_sub(9);
    let before = ["さじ", "うち", "約", "カップ", "大人の", "の"];
    measured || upper < lower && lower <= 10 && passage.says(&(start..end), &before)
}

fn check_times(passage: &Passage, found: &mut Found) {
    let mut at = 0;
    while at < passage.letters.len() {
        let Some((range, words)) = time(passage, at) else {
            at += 1;
            continue;
        };
        at = range.end;
        found.tell(Remark::TimeShape { text: passage.words(range.clone()), words }, &passage.place(range));
    }
}

/// A time in 24 hours at `at`, or a span of two, and how it is spoken.
fn time(passage: &Passage, at: usize) -> Option<(Range<usize>, String)> {
    if passage.says(&(at.saturating_sub(2)..at), &["午前", "午後", "前", "後"]) {
        return None;
    }
    let (start, mut end) = figures(passage, at).or_else(|| hours(passage, at))?;
    let mut words = spoken_time(start.0, start.1);
    let joint = ["〜", "～", "~", "-", "−", "–", "から", "ー"].into_iter().find(|joint| passage.has_at(end, joint));
    if let Some(joint) = joint {
        let mut next = end + joint.chars().count();
        // A line of the file may end between them.
        next += usize::from(passage.letter(next).is_some_and(char::is_whitespace));
        if let Some((until, behind)) = figures(passage, next).or_else(|| hours(passage, next)) {
            words = format!("{words}から{}まで", spoken_time(until.0, until.1));
            end = behind + if passage.has_at(behind, "まで") { 2 } else { 0 };
        } else if joint != "から" {
            words.push_str("から");
            end += 1;
        }
    }
    Some((at..end, words))
}

/// 「13時」, 「13時30分」, 「13時半」: hours that only a day of 24 has.
fn hours(passage: &Passage, at: usize) -> Option<((u32, u32), usize)> {
    let (hour @ 13..=23, behind) = number(passage, at)? else { return None };
    if !passage.has_at(behind, "時") || passage.has_at(behind, "時間") {
        return None;
    }
    let end = behind + 1;
    if passage.has_at(end, "半") {
        return Some(((hour, 30), end + 1));
    }
    match number(passage, end) {
        Some((minute @ 0..=59, behind)) if passage.has_at(behind, "分") => Some(((hour, minute), behind + 1)),
        _ => Some(((hour, 0), end)),
    }
}

fn check_noon(passage: &Passage, found: &mut Found) {
    for half in ["午前12時", "午後12時"] {
        for range in passage.find(half) {
            let minutes = number(passage, range.end).filter(|(_, behind)| passage.has_at(*behind, "分"));
            let (end, minute) = match minutes {
                Some((minute, behind)) => (behind + 1, minute),
                None if passage.has_at(range.end, "半") => (range.end + 1, 30),
                None => (range.end, 0),
            };
            let words = spoken_time(12, minute);
            found.tell(Remark::Noon { text: passage.words(range.start..end), words }, &passage.place(range.start..end));
        }
    }
}
