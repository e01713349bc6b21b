//! Headlines: what the reader gets, not what the office does.

use super::passage::{Kind, Passage};
use super::rule::{Rule, WARNING};
use super::{Found, Sheet};
use crate::diagnostics::Remark;

/// The rules of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "title-nitsuite",
    level: WARNING,
    name: "見出しに、得られることを書く",
    reason: "「〜について」「〜のお知らせ」「〜を開催します」は、役所が何をするかの言葉です。読む人が知りたいのは、行くと何が得られるかです。",
    reason_en: "“About …” and “… will be held” say what the office does; readers ask what they get.",
    source: "「公用文作成の考え方」文化審議会 2022（標題は主題と文書の性格が伝わるように）",
    shown: ("title: 離乳食教室の開催について", "title: はじめのひとさじ／安心して始められます"),
    bad: &[
        "title: 離乳食教室について",
        "title: 令和8年度／離乳食教室のお知らせ",
        "title: 離乳食教室を開催します！",
        "title: 離乳食教室",
        "title: 離乳食教室参加者募集",
    ],
    good: &[
        "title: 「もぐもぐ」の準備／サポートします！",
        "title: はじめのひとさじ／安心して始められます",
        "title: 離乳食の「困った」を／その場で解決",
    ],
}];

/// Endings that say only that something is held.
const EMPTY_ENDINGS: [&str; 19] = [
    "について",
    "のお知らせ",
    "お知らせ",
    "のご案内",
    "の御案内",
    "の案内",
    "を開催します",
    "を開催いたします",
    "を開催しました",
    "を実施します",
    "を実施いたします",
    "を行います",
    "を開きます",
    "の開催",
    "の実施",
    "開催のお知らせ",
    "参加者募集",
    "を募集します",
    "募集",
];

/// Headlines that promise nothing.
pub fn check(sheet: &Sheet<'_>, passage: &Passage, found: &mut Found) {
    if passage.kind != Kind::Headline {
        return;
    }
    let end = passage.raw.iter().rposition(|letter| letter.is_alphanumeric()).map_or(0, |last| last + 1);
    let ending = EMPTY_ENDINGS
        .iter()
        .filter(|ending| {
            let length = ending.chars().count();
            end >= length && passage.has_at(end - length, ending)
        })
        .max_by_key(|ending| ending.chars().count());
    if let Some(ending) = ending {
        let start = end - ending.chars().count();
        found.tell(Remark::TitleNitsuite { ending: (*ending).to_owned() }, &passage.place(start..end));
        return;
    }
    let words: String = passage.raw[..end].iter().filter(|letter| letter.is_alphanumeric()).collect();
    let is_name = |name: &str| name.chars().filter(|letter| letter.is_alphanumeric()).eq(words.chars());
    if sheet.course_name.is_some_and(is_name) {
        found.tell(Remark::TitleOnlyName {}, &passage.place(0..end));
    }
}
