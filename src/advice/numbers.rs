//! Numbers that a spreadsheet spoilt, and telephone numbers that cannot be dialled.

use super::passage::{Kind, Passage};
use super::rule::{Rule, WARNING};
use super::{Case, Found};
use crate::content::front::Value;
use crate::diagnostics::Remark;

/// The rules of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "odd-number",
        level: WARNING,
        name: "定員や費用が、日付に化けていないか",
        reason: "表計算ソフトから写すと、「200円」が「1900/7/18」に、「1-2人」が「1月2日」になることがあります。",
        reason_en: "Spreadsheets turn 200 yen into 1900/7/18 and “1-2” into 2 January.",
        source: "データセットの機械可読ルール デジタル庁（L2-01 数値に単位や記号を入れない）",
        shown: ("fee: 1900/7/18", "fee: 200円"),
        bad: &[
            "fee: 1900/7/18",
            "capacity: 1月2日",
            "capacity: {count: 1900, unit: 人}",
            "fee: {yen: 45000, note: 材料費}",
        ],
        good: &["fee: 200円", "capacity: 300人", "fee: {yen: 5000, unit: 組}", "capacity: 12組"],
    },
    Rule {
        id: "phone-not-dialable",
        level: WARNING,
        name: "文中の電話番号が、そのままかけられるか",
        reason: "市外局番のない番号や、桁の足りない番号には、スマートフォンからかけられません。里帰り中の人もいます。",
        reason_en: "A number without its area code, or with a digit too few, cannot be dialled from a mobile.",
        source: "電気通信番号規則（0 から始まる10桁か11桁）",
        shown: ("電話 00-0012 へ", "電話 0197-00-0012 へ"),
        bad: &[
            "notes: [電話 00-0012 へご連絡ください。]",
            "---\n欠席のときは 0197-00-012 へお知らせください。",
            "notes: [「お問い合わせ TEL（00）0012」]",
            "---\nくわしくは **☎ 00-0012** の担当まで。",
        ],
        good: &[
            "notes: [電話 0197-00-0012 へご連絡ください。]",
            "---\n郵便番号 024-0000 の封筒でお送りします。",
            "notes: [電話 0197-00-0012（内線 12-3456）へどうぞ。]",
            "---\n1回に2-3組ずつ、5-6か月のお子さんから始めます。電話は 0120-000-000 です。",
        ],
    },
];

/// Largest capacity that passes. Classes in published event lists take 8 to 20; a lecture in a hall may take ten times
/// that, and a spoilt cell says 1900.
const LARGEST_CAPACITY: u32 = 300;
/// Largest fee that passes, in yen. Those in the same lists are free or cost up to 200.
const LARGEST_FEE: u32 = 5_000;

/// Capacities and fees that look like a day, or like a slip.
pub fn check(case: &Case<'_>, found: &mut Found) {
    let words = |path: &[&str]| {
        let entry = case.said.entry(path)?;
        match &entry.value {
            Value::Words(words) => Some((words.trim().to_owned(), entry.place.clone())),
            _ => None,
        }
    };
    let session = case.session;
    let count = session.capacity.as_ref().map_or(0, |capacity| capacity.count);
    if let Some((text, place)) = words(&["capacity", "count"])
        && (is_like_a_day(&text) || count > LARGEST_CAPACITY)
    {
        found.tell(Remark::OddCapacity { text }, &place);
    }
    if let Some((text, place)) = words(&["fee", "yen"])
        && (is_like_a_day(&text) || session.fee.yen > LARGEST_FEE)
    {
        found.tell(Remark::OddFee { text }, &place);
    }
}

/// 「1月2日」, 「1900/7/18」, 「2026-01-02」.
fn is_like_a_day(text: &str) -> bool {
    let between_digits = |sign: char| {
        text.match_indices(sign).any(|(at, _)| {
            text[..at].ends_with(|c: char| c.is_ascii_digit())
                && text[at + sign.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
        })
    };
    between_digits('月') || between_digits('/') || text.matches('-').count() == 2 && between_digits('-')
}

/// Words before a number that say it is a telephone's.
const CALLS: [&str; 6] = ["電話", "TEL", "Tel", "tel", "☎", "℡"];
/// Words before a number that say it is none, or only part of one.
const OTHERS: [&str; 5] = ["内線", "〒", "郵便", "FAX", "ファクス"];

/// Telephone numbers in prose.
pub fn check_phone(passage: &Passage, found: &mut Found) {
    if passage.kind == Kind::Name {
        return;
    }
    let mut at = 0;
    while at < passage.letters.len() {
        let Some((end, groups)) = groups(passage, at) else {
            at += 1;
            continue;
        };
        let near = at.saturating_sub(8)..at;
        let digits: usize = groups.iter().sum();
        let starts_with_zero = (at..end).find_map(|at| passage.letter(at).filter(char::is_ascii_digit)) == Some('0');
        let is_whole = starts_with_zero && (10..=11).contains(&digits);
        let is_call = passage.says(&near, &CALLS);
        // 00-0012 begins with a zero as well, so the number of groups decides.
        let lacks_area = groups.len() == 2 && is_call && (5..=8).contains(&digits);
        let lacks_digits = groups.len() == 3 && starts_with_zero && (8..=12).contains(&digits);
        if !is_whole && (lacks_area || lacks_digits) && !passage.says(&near, &OTHERS) {
            let text = passage.words(at..end);
            let remark = if lacks_area { Remark::NoAreaCode { text } } else { Remark::PhoneDigits { text, digits } };
            found.tell(remark, &passage.place(at..end));
        }
        at = end;
    }
}

/// Groups of digits with hyphens or brackets between them that begin at `at`: where they end, and how long each is.
fn groups(passage: &Passage, at: usize) -> Option<(usize, Vec<usize>)> {
    let is_digit = |at: usize| passage.letter(at).is_some_and(|letter| letter.is_ascii_digit());
    let opens = matches!(passage.letter(at), Some('(' | '（')) && is_digit(at + 1);
    if !(is_digit(at) || opens) || passage.before(at).is_some_and(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let (mut end, mut groups) = (at + usize::from(opens), Vec::new());
    loop {
        let start = end;
        while is_digit(end) {
            end += 1;
        }
        groups.push(end - start);
        let joins = passage.letter(end).is_some_and(is_joint) && is_digit(end + 1);
        if !joins {
            break;
        }
        end += 1;
    }
    (groups.len() >= 2).then_some((end, groups))
}

fn is_joint(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' | '(' | ')' | '（' | '）' | '・')
}
