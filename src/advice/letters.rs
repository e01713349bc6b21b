//! Letters, sentences, numbers, days and times as they stand in Japanese prose.

use std::ops::Range;

use jiff::civil::Date;

use super::passage::{MASK, Passage};

/// Full-width ASCII as ASCII; everything else as it is.
pub fn fold(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0)
            .filter(|c| c.is_ascii_alphanumeric() || ":/.-".contains(*c))
            .unwrap_or(letter),
        _ => letter,
    }
}

/// Whether a letter can stand in a web address as people paste it.
pub fn is_web_letter(letter: char) -> bool {
    letter.is_ascii_graphic() && !matches!(letter, '<' | '>' | '"' | ')' | '(')
}

/// Whether a letter is a kanji (々 and 〆 included).
pub fn is_kanji(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '々' | '〆')
}

/// Whether a letter is a katakana, the long sound included.
pub fn is_katakana(letter: char) -> bool {
    matches!(letter, '\u{30a1}'..='\u{30fa}' | 'ー')
}

/// The sentences of a passage. 。！？ and line ends end one, but not inside brackets: 「はい。」と言う is one sentence.
pub fn sentences(passage: &Passage) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, letter) in passage.raw.iter().enumerate() {
        match letter {
            '「' | '『' | '（' | '(' | '【' | '［' | '[' => depth += 1,
            '」' | '』' | '）' | ')' | '】' | '］' | ']' => depth = depth.saturating_sub(1),
            '\n' | '\r' => {
                push_trimmed(passage, start..at, &mut sentences);
                (start, depth) = (at + 1, 0);
            }
            '。' | '！' | '？' | '!' | '?' | '．' if depth == 0 => {
                push_trimmed(passage, start..at + 1, &mut sentences);
                start = at + 1;
            }
            _ => {}
        }
    }
    push_trimmed(passage, start..passage.raw.len(), &mut sentences);
    sentences
}

fn push_trimmed(passage: &Passage, mut range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    while range.start < range.end && passage.raw[range.start].is_whitespace() {
        range.start += 1;
    }
    while range.start < range.end && passage.raw[range.end - 1].is_whitespace() {
        range.end -= 1;
    }
    if !range.is_empty() {
        sentences.push(range);
    }
}

/// The sentence a letter belongs to.
pub fn sentence_around(passage: &Passage, at: usize) -> Range<usize> {
    sentences(passage).into_iter().find(|sentence| sentence.contains(&at)).unwrap_or_else(|| passage.all())
}

/// How many letters people read: no addresses, no spaces.
pub fn length(passage: &Passage, range: &Range<usize>) -> usize {
    passage.letters[range.clone()].iter().filter(|letter| **letter != MASK && !letter.is_whitespace()).count()
}

/// A number that begins at `at`, with the place behind it. A number that goes on before `at` is none.
pub fn number(passage: &Passage, at: usize) -> Option<(u32, usize)> {
    if passage.before(at).is_some_and(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let mut end = at;
    while passage.letter(end).is_some_and(|letter| letter.is_ascii_digit()) && end < at + 6 {
        end += 1;
    }
    let digits: String = passage.letters[at..end].iter().collect();
    let goes_on = passage.letter(end).is_some_and(|letter| letter.is_ascii_digit());
    digits.parse().ok().filter(|_| !goes_on).map(|number| (number, end))
}

/// A day named in prose.
#[derive(Debug)]
pub struct NamedDay {
    /// Its letters, the year included.
    pub letters: Range<usize>,
    /// Its year, where it is named.
    pub year: Option<i16>,
    /// The era's letters (「令和8年」), where the year is named by one.
    pub era: Option<Range<usize>>,
    /// Month and day.
    pub month_day: (i8, i8),
}

impl NamedDay {
    /// The day itself: without a year the one nearest to `about`.
    pub fn date(&self, about: Date) -> Option<Date> {
        let (month, day) = self.month_day;
        let years = match self.year {
            Some(year) => year..=year,
            None => about.year() - 1..=about.year() + 1,
        };
        let distance = |date: &Date| about.duration_until(*date).abs();
        years.filter_map(|year| Date::new(year, month, day).ok()).min_by_key(distance)
    }
}

/// The days that are named as 「12月10日」, with or without a year.
pub fn named_days(passage: &Passage) -> Vec<NamedDay> {
    let mut days = Vec::new();
    for at in passage.all() {
        let Some((month @ 1..=12, behind)) = number(passage, at) else { continue };
        if !passage.has_at(behind, "月") {
            continue;
        }
        let Some((day @ 1..=31, behind)) = number(passage, behind + 1) else { continue };
        if !passage.has_at(behind, "日") || passage.has_at(behind, "日間") {
            continue;
        }
        let (start, year, era) = year_before(passage, at);
        let small = |n: u32| i8::try_from(n).unwrap_or(1);
        days.push(NamedDay { letters: start..behind + 1, year, era, month_day: (small(month), small(day)) });
    }
    days
}

/// The year written right before `at`: 「2026年」, 「2026年（令和8年）」, 「令和8年」. Where it starts, which it is, and the
/// era's letters where the era stands alone.
fn year_before(passage: &Passage, at: usize) -> (usize, Option<i16>, Option<Range<usize>>) {
    let mut start = at;
    if passage.before(start) == Some('）') || passage.before(start) == Some(')') {
        start = (0..start).rev().take(12).find(|at| matches!(passage.letters[*at], '（' | '(')).unwrap_or(start);
        let inner = start + 1..at.saturating_sub(1);
        if !passage.says(&inner, &["年"]) {
            return (at, None, None);
        }
    }
    if passage.before(start) != Some('年') {
        return (at, None, None);
    }
    let first =
        (0..start - 1).rev().take_while(|at| passage.letters[*at].is_ascii_digit() || passage.letters[*at] == '元');
    let Some(first) = first.last() else { return (at, None, None) };
    let written = number(passage, first).map_or(1, |(number, _)| number);
    let base = |era: &str| match era {
        "令和" => Some(2018),
        "平成" => Some(1988),
        "昭和" => Some(1925),
        _ => None,
    };
    let era: String = passage.letters[first.saturating_sub(2)..first].iter().collect();
    let year = i16::try_from(written).ok();
    match base(&era) {
        Some(base) => (first - 2, year.map(|year| year + base), (start == at).then_some(first - 2..start)),
        None => (first, year.filter(|year| *year > 1900), None),
    }
}

/// A time of day in figures, `13:30`, and the place behind it.
pub fn figures(passage: &Passage, at: usize) -> Option<((u32, u32), usize)> {
    let (hour @ 0..=23, behind) = number(passage, at)? else { return None };
    if !passage.has_at(behind, ":") || matches!(passage.before(at), Some(':' | '/' | '.')) {
        return None;
    }
    let (minute @ 0..=59, end) = number(passage, behind + 1)? else { return None };
    (end == behind + 3 && passage.letter(end) != Some(':')).then_some(((hour, minute), end))
}

/// 「午後1時30分」, 「正午」.
pub fn spoken_time(hour: u32, minute: u32) -> String {
    let half = if hour < 12 { "午前" } else { "午後" };
    match (hour, minute) {
        (12, 0) => "正午".to_owned(),
        (_, 0) => format!("{half}{}時", hour % 12),
        _ => format!("{half}{}時{minute}分", hour % 12),
    }
}
