//! For whom: parents look for their child's age first.

use super::rule::{Rule, WARNING};
use super::{Case, Found};
use crate::diagnostics::Remark;

/// The rules of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "audience-age",
    level: WARNING,
    name: "対象を月齢か生まれた日で書く",
    reason: "「乳児」「お子さん」だけでは、うちの子が行ってよいのかわかりません。月齢を書くと、生まれた日の範囲も自動で出ます。",
    reason_en: "“Infants” leaves parents guessing whether their child is meant; with months the birth dates are shown too.",
    source: "在留支援のためのやさしい日本語ガイドライン 2020（あいまいな言葉を使わない）",
    shown: ("audience: 乳児と保護者", "audience: {min_months: 5, max_months: 6}"),
    bad: &[
        "audience: 乳児と保護者",
        "audience: {text: 離乳食を始めるお子さんと保護者, min_months: なし, max_months: なし}",
        "audience: 市内在住の親子",
    ],
    good: &[
        "audience: {min_months: 7, max_months: 8}",
        "audience: 3歳児と保護者",
        "audience: 赤ちゃんを迎えるかたとご家族",
        "audience: お子さんの食事が気になる保護者",
        "audience: 就学前のお子さんと保護者",
    ],
}];

/// Words that name children without saying how old.
const VAGUE: [&str; 6] = ["乳児", "乳幼児", "幼児", "親子", "ベビー", "子育て中"];
/// Names of children that are vague only where they are meant to come: 「お子さんの食事が気になる保護者」 may have any age.
const CHILDREN: [&str; 6] = ["お子さん", "お子様", "お子さま", "子ども", "こども", "赤ちゃん"];
/// What follows where they are meant to come.
const TOGETHER: [&str; 8] = ["と", "・", "、", "及び", "および", "とその", "（", "("];
/// Words that say an age.
const AGES: [&str; 14] =
    ["か月", "ヶ月", "カ月", "ケ月", "ヵ月", "箇月", "歳", "才", "週", "年生", "就学", "入学", "生まれ", "小学"];
/// For those who expect a child, or anyone at all.
const BEFORE_BIRTH: [&str; 8] = ["妊娠", "妊婦", "出産", "迎える", "プレママ", "プレパパ", "どなたでも", "だれでも"];

/// Ages that are missing.
pub fn check(case: &Case<'_>, found: &mut Found) {
    let audience = &case.session.audience;
    if audience.min_months.is_some() || audience.max_months.is_some() || audience.born.is_some() {
        return;
    }
    let Some(text) = &audience.text else { return };
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&AGES) || says(&BEFORE_BIRTH) {
        return;
    }
    let comes = |child: &str| {
        let mut behind = text.match_indices(child).map(|(at, _)| &text[at + child.len()..]);
        behind.any(|behind| behind.is_empty() || TOGETHER.iter().any(|word| behind.starts_with(word)))
    };
    let vague = VAGUE.iter().find(|word| text.contains(**word)).or_else(|| CHILDREN.iter().find(|child| comes(child)));
    if let Some(vague) = vague {
        let place = case.said.place(&["audience", "text"]);
        found.tell(Remark::NoAge { vague: (*vague).to_owned() }, &place);
    }
}
