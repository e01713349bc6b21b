//! Single words: links that say where they lead, invitations that say how, signs everyone's software reads.

use std::ops::Range;

use super::Found;
use super::letters::{is_kanji, is_katakana, sentence_around};
use super::passage::{Kind, Passage};
use super::rule::{HINT, OFF, Rule, WARNING};
use crate::diagnostics::Remark;

/// The rules of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "link-text",
        level: WARNING,
        name: "リンクに行き先の名前をつける",
        reason: "画面を読み上げて使う人は、リンクの言葉だけを順に聞きます。「こちら」が並ぶと、どこへ行くのかわかりません。",
        reason_en: "Screen readers list links by their words; “here” leads nowhere.",
        source: "WCAG 2.2 達成基準 2.4.4（リンクの目的）、JIS X 8341-3:2016",
        shown: ("くわしくは[こちら](https://…)", "[離乳食の冊子（PDF）](https://…)をご覧ください"),
        bad: &[
            "---\nくわしくは[こちら](https://www.city.aoba.example.jp/a.html)をご覧ください。",
            "---\n[詳細](https://www.city.aoba.example.jp/a.html)",
            "notes: [申込はこちらをクリックしてください。]",
            "faq: [{q: 冊子はありますか？, a: \"あります。[ここ](https://www.city.aoba.example.jp/a.pdf)から見られます。\"}]",
        ],
        good: &[
            "---\n[離乳食の冊子（PDF）](https://www.city.aoba.example.jp/a.pdf)をご覧ください。",
            "notes: [結果は、こちらからお電話します。]",
            "---\nここでしか聞けない話があります。",
        ],
    },
    Rule {
        id: "consult",
        level: HINT,
        name: "「ご相談ください」に、どこへどうやってを添える",
        reason: "「ご相談ください」だけでは、電話なのか窓口なのかわからず、結局あきらめてしまいます。",
        reason_en: "“Please consult us” without a way makes people give up.",
        source: "在留支援のためのやさしい日本語ガイドライン 2020（してほしいことを具体的に）",
        shown: ("アレルギーのあるかたはご相談ください。", "アレルギーのあるかたは、申込のときに教えてください。"),
        bad: &[
            "notes: [アレルギーのあるかたはご相談ください。]",
            "---\n不明な点はお問い合わせください。",
            "allergy: {note: 心配なかたは、事前にご相談下さい。}",
        ],
        good: &[
            "notes: [アレルギーのあるかたは、電話でご相談ください。]",
            "---\n不明な点は 0197-00-0012 へお問い合わせください。",
            "---\n心配なことは、当日、保健師にご相談ください。",
        ],
    },
    Rule {
        id: "tou",
        level: HINT,
        name: "「等」より、「など」か例をもう1つ",
        reason: "「等」は何が入るのかわかりません。持ち物の「タオル等」は、結局何を持っていけばよいのか迷います。",
        reason_en: "等 leaves open what belongs to it.",
        source: "「公用文作成の考え方」文化審議会 2022（「等」「など」の類は慎重に使う）",
        shown: ("タオル等", "タオル、着替え"),
        bad: &["bring: [タオル等]", "---\n調理実習等を行います。", "notes: [発熱等の症状があるときは休んでください。]"],
        good: &[
            "bring: [タオル、着替え]",
            "---\nうどんなど、やわらかいものを食べます。",
            "---\n3等分して、平等に分けます。1等はりんごです。",
        ],
    },
    Rule {
        id: "count-unit",
        level: HINT,
        name: "「か月」「か所」と書く",
        reason: "「ヶ月」「カ月」「ケ月」が混ざると、ページの中を探しても見つかりません。公用文では「か」と書きます。",
        reason_en: "Mixed spellings cannot be found; official texts write か.",
        source: "「公用文における漢字使用等について」2010、「公用文作成の考え方」文化審議会 2022",
        shown: ("生後5ヶ月", "生後5か月"),
        bad: &[
            "audience: {text: 生後5ヶ月のお子さん}",
            "---\n会場は2カ所あります。",
            "notes: [3ヵ月ごろの話も聞けます。]",
        ],
        good: &[
            "audience: {text: 生後5か月のお子さん}",
            "---\n会場は2か所あります。",
            "---\n関ヶ原や八ヶ岳のほうから来るかたもいます。",
        ],
    },
    Rule {
        id: "zenkaku",
        level: HINT,
        name: "数字とアルファベットは半角で書く",
        reason: "全角の数字は、電話番号として押せなかったり、検索に出なかったりします。",
        reason_en: "Full-width digits cannot be dialled or found.",
        source: "データセットの機械可読ルール デジタル庁（L1-08）、SHIRASAGI アクセシビリティチェック",
        shown: ("１２組までです。", "12組までです。"),
        bad: &["---\n１２組までです。", "notes: [ＬＩＮＥでもお知らせします。]", "bring: [Ａ４のファイル]"],
        good: &[
            "---\n12組までです。",
            "notes: [LINEでもお知らせします。]",
            "bring: [A4のファイル]",
            "---\n楽しみにしています！",
        ],
    },
    Rule {
        id: "katakana",
        level: OFF,
        name: "外来語を、だれにでもわかる言葉に（ふだんは出ません）",
        reason: "外来語は、おじいさん、おばあさんや、外国の人に伝わらないことがあります。",
        reason_en: "Loan words do not reach everyone. Off unless `levels:` turns it on.",
        source: "国立国語研究所「外来語」言い換え提案、在留支援のためのやさしい日本語ガイドライン 2020",
        shown: ("デモンストレーションを見ます。", "作り方の実演を見ます。"),
        bad: &[
            "=== site.yaml\nlevels: {katakana: お知らせ}\n=== 2026-12-10.md\nnotes: [スケジュールはあとで決まります。]",
            "=== site.yaml\nlevels: {katakana: 注意}\n=== 2026-12-10.md\nnotes: [エントリーを受け付けます。]",
            "=== site.yaml\nlevels: {katakana: hint}\n=== 2026-12-10.md\nnotes: [デモンストレーションを見ます。]",
        ],
        good: &[
            "notes: [スケジュールはあとで決まります。]",
            "=== site.yaml\nlevels: {katakana: お知らせ}\n=== 2026-12-10.md\nnotes: [予定はあとで決まります。]",
            "=== site.yaml\nlevels: {katakana: お知らせ}\n=== 2026-12-10.md\nnotes: [スプーンとエプロンを使います。]",
        ],
    },
];

/// Words of a passage.
pub fn check(passage: &Passage, found: &mut Found) {
    check_width(passage, found);
    if passage.kind == Kind::Name {
        return;
    }
    check_links(passage, found);
    check_invitations(passage, found);
    check_tou(passage, found);
    check_units(passage, found);
    check_loans(passage, found);
}

/// Links whose words say nothing of where they lead.
const EMPTY_LINKS: [&str; 12] = [
    "こちら",
    "こちらから",
    "詳しくはこちら",
    "くわしくはこちら",
    "ここ",
    "ここから",
    "詳細",
    "詳細はこちら",
    "リンク",
    "クリック",
    "続きを読む",
    "もっと見る",
];
/// The same in plain words, where somebody had a link in mind.
const EMPTY_POINTERS: [&str; 9] = [
    "はこちら",
    "こちらをクリック",
    "ここをクリック",
    "こちらをご覧",
    "こちらをタップ",
    "こちらのフォーム",
    "こちらのページ",
    "こちらのリンク",
    "こちらからお申",
];

fn check_links(passage: &Passage, found: &mut Found) {
    for (range, _) in &passage.links {
        let words = passage.words(range.clone());
        let bare = words.trim_matches(|c: char| c.is_whitespace() || "＞>»→▶。（）()".contains(c));
        if EMPTY_LINKS.contains(&bare) {
            found.tell(Remark::EmptyLink { text: words }, &passage.place(range.clone()));
        }
    }
    let in_link = |at: &Range<usize>| passage.links.iter().any(|(link, _)| link.start < at.end && at.start < link.end);
    let mut told: Option<usize> = None;
    for pointer in EMPTY_POINTERS {
        for range in passage.find(pointer) {
            let start = if pointer.starts_with('は') { range.start + 1 } else { range.start };
            if !in_link(&range) && told != Some(start) {
                told = Some(start);
                found.tell(Remark::EmptyPointer {}, &passage.place(start..range.end));
            }
        }
    }
}

/// Invitations that need a way.
const INVITATIONS: [&str; 8] = [
    "ご相談ください",
    "ご相談下さい",
    "御相談ください",
    "御相談下さい",
    "お問い合わせください",
    "お問合せください",
    "お問い合わせ下さい",
    "お問合せ下さい",
];
/// Ways: by what, where, when or to whom.
const WAYS: [&str; 26] = [
    "電話",
    "メール",
    "窓口",
    "フォーム",
    "オンライン",
    "LINE",
    "FAX",
    "ファクス",
    "当日",
    "申込",
    "申し込み",
    "会場",
    "教室",
    "課",
    "センター",
    "係",
    "保健師",
    "栄養士",
    "助産師",
    "保育士",
    "スタッフ",
    "職員",
    "先生",
    "医師",
    "主治医",
    "まで",
];

fn check_invitations(passage: &Passage, found: &mut Found) {
    for words in INVITATIONS {
        for range in passage.find(words) {
            let sentence = sentence_around(passage, range.start);
            let dialled = sentence.clone().filter(|at| passage.letters[*at].is_ascii_digit()).count() >= 9;
            if !dialled && !passage.says(&sentence, &WAYS) {
                found.tell(Remark::ConsultHow { text: passage.words(range.clone()) }, &passage.place(range));
            }
        }
    }
}

/// Words in which 等 does not mean 「など」.
const OTHER_TOU: [&str; 13] =
    ["平等", "均等", "同等", "対等", "高等", "中等", "初等", "上等", "優等", "等分", "等身", "等級", "等し"];

fn check_tou(passage: &Passage, found: &mut Found) {
    for range in passage.find("等") {
        let at = range.start;
        let around = at.saturating_sub(1)..(at + 2).min(passage.letters.len());
        // 「1等」 is a prize, a 等 without a word before it is none of ours.
        let counted = passage.before(at).is_none_or(|letter| !letter.is_alphanumeric() || letter.is_ascii_digit());
        if counted || passage.says(&around, &OTHER_TOU) {
            continue;
        }
        let mut start = at;
        while start > 0 && at - start < 6 && word_goes_on(passage, start) {
            start -= 1;
        }
        let word = passage.words(start..at);
        found.tell(Remark::Tou { word }, &passage.place(start..at + 1));
    }
}

/// Whether the letter before `at` belongs to the same word as the one at `at - 1`.
fn word_goes_on(passage: &Passage, at: usize) -> bool {
    passage.before(at).is_some_and(|letter| is_kanji(letter) || is_katakana(letter))
}

fn check_units(passage: &Passage, found: &mut Found) {
    for at in passage.all() {
        let is_small = matches!(passage.letter(at), Some('ヶ' | 'ヵ' | 'カ' | 'ケ' | 'ｹ' | 'ｶ' | '箇'));
        let counted = passage.before(at).is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十数何".contains(c));
        let unit = passage.letter(at + 1).filter(|unit| matches!(unit, '月' | '所' | '国' | '年'));
        if let (true, true, Some(unit)) = (is_small, counted, unit) {
            let start = (0..at).rev().take_while(|at| passage.letters[*at].is_ascii_digit()).last().unwrap_or(at - 1);
            let number: String = passage.letters[start..at].iter().collect();
            let remark = Remark::CountUnit { text: passage.words(start..at + 2), right: format!("{number}か{unit}") };
            found.tell(remark, &passage.place(start..at + 2));
        }
    }
}

fn is_wide(letter: char) -> bool {
    matches!(letter, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

fn check_width(passage: &Passage, found: &mut Found) {
    let mut at = 0;
    while at < passage.raw.len() {
        let end = (at..passage.raw.len()).find(|at| !is_wide(passage.raw[*at])).unwrap_or(passage.raw.len());
        if end == at {
            at += 1;
            continue;
        }
        let text = passage.words(at..end);
        let right: String = unicode_normalization::UnicodeNormalization::nfkc(text.chars()).collect();
        found.tell(Remark::Width { text, right }, &passage.place(at..end));
        at = end;
    }
}

/// Loan words with a plain one (国立国語研究所「外来語」言い換え提案, and words of announcements).
const LOANS: [(&str, &str); 13] = [
    ("キャンセル", "取り消し"),
    ("エントリー", "申し込み"),
    ("スケジュール", "予定"),
    ("デモンストレーション", "実演"),
    ("カンファレンス", "会議"),
    ("ワークショップ", "体験の会"),
    ("コーディネーター", "調整する人"),
    ("アセスメント", "確認"),
    ("フォローアップ", "その後の相談"),
    ("オリエンテーション", "はじめの説明"),
    ("レクチャー", "話"),
    ("ヒアリング", "聞き取り"),
    ("インフォメーション", "お知らせ"),
];

fn check_loans(passage: &Passage, found: &mut Found) {
    for (loan, plain) in LOANS {
        for range in passage.find(loan) {
            let inside = passage.before(range.start).is_some_and(is_katakana)
                || passage.letter(range.end).is_some_and(is_katakana);
            if !inside {
                found.tell(Remark::Loan { loan, plain }, &passage.place(range));
            }
        }
    }
}
