//! Long compound nouns: where 離乳食スタート講座 or 総合福祉会館大ホール may be divided without tearing a word.

use super::script::Script;

/// A compound of fewer characters stays whole.
const LONG: usize = 7;

/// Characters that each side of a division has at least.
const SIDE: usize = 2;

/// Houses that often have a name in kana behind them.
const HOUSES: &[&str] = &[
    "センター",
    "プラザ",
    "ホール",
    "ルーム",
    "児童館",
    "公民館",
    "図書館",
    "体育館",
    "会館",
    "交流館",
    "博物館",
    "美術館",
    "資料館",
    "保育園",
    "幼稚園",
    "研修室",
    "会議室",
];

/// Characters that belong to the word after them: 大ホール, 新講座.
const PREFIXES: &str = "大小中新旧全高副総初第東西南北";

/// Such characters that tell rooms and halls apart …
const SIDES: &str = "大中小東西南北新";

/// … and what they stand before, where the two together are a head: 展示館|西ホール.
const ROOMS: &[&str] = &["ホール", "アリーナ", "ロビー", "グラウンド", "ギャラリー", "会議室", "体育館", "研修室"];

/// Words that a long compound may be divided before. No word of one character, and none that is itself the tail of a
/// longer common word (接種 of 予防接種).
pub(super) const HEADS: &[&str] = &[
    "教室",
    "講座",
    "講習会",
    "相談",
    "説明会",
    "体験",
    "交流会",
    "懇談会",
    "体操",
    "健診",
    "検診",
    "予防接種",
    "センター",
    "プラザ",
    "ホール",
    "会館",
    "公民館",
    "図書館",
    "体育館",
    "児童館",
    "小学校",
    "中学校",
    "保育園",
    "幼稚園",
    "会議室",
    "調理室",
    "研修室",
    "指導室",
    "栄養指導室",
    "多目的",
    "アリーナ",
    "コーナー",
    "セミナー",
    "フェア",
    "ワークショップ",
    "クッキング",
    "マラソン",
    "ウォーキング",
    "フェスティバル",
    "コンサート",
    "レシピ",
    "マッサージ",
    "ストレッチ",
    "トレーニング",
    "オンライン",
    "スタート",
    "サポート",
    "ボランティア",
    "運動会",
    "発表会",
    "募集",
    "活動",
    "支援",
    "福祉",
    "中央",
    "本庁舎",
    "両親学級",
    "参加者",
    "利用者",
    "委員会",
    "協議会",
    "懇話会",
    "講演会",
    "作品展",
    "窓口",
    "学習",
    "訓練",
    "推進",
    "参画",
    "コミュニティ",
    "クラブ",
    "サロン",
    "ルーム",
    "キャンプ",
    "スポーツ",
    "プログラム",
    "プロジェクト",
    "キャンペーン",
    "イベント",
    "ガイド",
    "カウンター",
    "ステーション",
    "ステージ",
    "ギャラリー",
    "ラウンジ",
    "スタジオ",
    "保護者",
];

/// Whether the compound noun around `at` is long and may be divided before `chars[at]`.
pub(super) fn divides(chars: &[char], at: usize) -> bool {
    let noun = |c: &char| Script::of(*c).is_noun_like();
    let left = chars[..at].iter().rev().take(LONG).take_while(|&c| noun(c)).count();
    let right = chars[at..].iter().take(LONG).take_while(|&c| noun(c)).count();
    let long = left >= SIDE && right >= SIDE && left + right >= LONG;
    let room = || SIDES.contains(chars[at]) && ROOMS.iter().any(|room| is_head(chars, at + 1, room));
    let whole_word = || room() || HEADS.iter().any(|head| is_head(chars, at, head));
    long && !PREFIXES.contains(chars[at - 1]) && (whole_word() || changes_script(chars, at))
}

/// Whether a word in kanji meets one in katakana, both of three characters or more: つつじ台小学校|ランチルーム.
fn changes_script(chars: &[char], at: usize) -> bool {
    let (left, right) = (Script::of(chars[at - 1]), Script::of(chars[at]));
    let before = chars[..at].iter().rev().take(3).take_while(|&&c| Script::of(c) == left).count();
    let after = chars[at..].iter().take(3).take_while(|&&c| Script::of(c) == right).count();
    left != right && before >= 3 && after >= 3
}

/// Whether the text ends with a kind of house, after which its name may follow.
pub(super) fn ends_with_house(text: &[char]) -> bool {
    HOUSES.iter().any(|house| {
        let start = text.len().checked_sub(house.chars().count());
        start.is_some_and(|start| super::number::starts_with(&text[start..], house))
    })
}

/// Whether `head` stands at `at` as a word of its own: a katakana word neither goes on after it nor has only one
/// character before it (リスタート is no リ|スタート).
fn is_head(chars: &[char], at: usize, head: &str) -> bool {
    let katakana = |c: &char| Script::of(*c) == Script::Katakana;
    if !super::number::starts_with(&chars[at..], head) {
        return false;
    }
    let end = at + head.chars().count();
    let goes_on = katakana(&chars[end - 1]) && chars.get(end).is_some_and(katakana);
    let before = chars[..at].iter().rev().take(SIDE).take_while(|&c| katakana(c)).count();
    let tail = katakana(&chars[at]) && before == 1;
    !goes_on && !tail
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mark = |at: usize| if at > 0 && divides(&chars, at) { "|" } else { "" };
        chars.iter().enumerate().map(|(at, c)| format!("{}{c}", mark(at))).collect()
    }

    #[test]
    fn only_long_compounds_are_divided_and_only_before_whole_words() {
        assert_eq!(divided("総合福祉会館大ホール"), "総合|福祉|会館|大ホール");
        assert_eq!(divided("予防接種教室"), "予防接種教室");
        assert_eq!(divided("季節性予防接種相談会"), "季節性|予防接種|相談会");
        assert_eq!(divided("離乳食スタート講座"), "離乳食|スタート|講座");
        assert_eq!(divided("就労リスタート講座"), "就労リスタート|講座");
        assert_eq!(divided("産業展示館西ホール"), "産業展示館|西ホール");
    }
}
