//! What no line may tear, in many surroundings: the list that peers fail, a table of writings, and any words around them.

use super::*;

/// Facilities of the site, which stay whole.
const FACILITIES: &[&str] = &["ひだまりプラザ", "あおば市保健センター", "みどりの丘児童館"];

/// Words and numbers that stay whole wherever they stand.
const WHOLE: &[&str] = &[
    "教室",
    "講座",
    "両親学級",
    "会議室",
    "大会議室",
    "研修室",
    "調理実習室",
    "保健センター",
    "支援センター",
    "子育て支援センター",
    "児童館",
    "図書館",
    "公民館",
    "体育館",
    "市役所",
    "小学校",
    "保育園",
    "予防接種",
    "乳幼児健診",
    "健康診査",
    "母子健康手帳",
    "確定申告",
    "防災訓練",
    "マイナンバーカード",
    "離乳食",
    "赤ちゃん",
    "お子さん",
    "保護者",
    "もぐもぐ",
    "ごっくん",
    "にほんご",
    "骨粗しょう症",
    "障がい",
    "道の駅",
    "ひだまりプラザ",
    "みどりの丘児童館",
    "あおば市保健センター",
    // months, ages, counters
    "4か月児",
    "10か月児",
    "7か月ごろから",
    "1歳6か月児健診",
    "３歳児健康診査",
    "12組",
    "先着20組",
    "2階",
    "第2木曜",
    "第3木曜日",
    "第1・第3木曜",
    "1・2歳児",
    "2,500円",
    "1,000円/500円",
    // days and hours
    "12月10日(木)",
    "8月2日（土）",
    "１２月１０日（木・祝）",
    "12月3日(木)〜5日(土)",
    "12月28日〜1月3日",
    "令和8年12月10日(木)",
    "昭和36年4月1日以前",
    "10時00分",
    "10時半",
    "午前10時30分",
    "午後2時半",
    "正午",
    "午前10時〜正午",
    "正午〜午後1時",
    "10:00〜11:30",
    "１０：００〜１１：３０",
    // telephones
    "0197-00-0011",
    "(0197)00-0011",
    "（0197）00-0011",
    "（０１９７）００－００１１",
    "０１９７（００）００１１",
    "0197ー00ー0011",
    "090-0000-0000",
    "0120-000-000",
    // Latin letters and marks
    "A4",
    "Wi-Fi",
    "Zoom",
    "LINE",
    "3D",
    "3Dプリンター",
    "https://www.city.aoba.example/kosodate?m=12",
    "kosodate@city.aoba.example",
    "①10時",
    "②13:30",
    // short brackets and quotes
    "（要予約）",
    "(先着12組)",
    "（生後3か月〜）",
    "（先着10人、要予約）",
    "「困った」",
    "『絵本の森』",
];

fn facilities() -> Vec<String> {
    FACILITIES.iter().map(|&name| name.to_owned()).collect()
}

/// The phrases of the text when none of them holds the word.
fn torn(word: &str, text: &str) -> Option<Vec<String>> {
    let phrases = split(text, &facilities()).lines.concat();
    (!phrases.iter().any(|phrase| phrase.contains(word))).then_some(phrases)
}

#[test]
fn nothing_is_torn() {
    let frames = [
        "",
        "はじめての",
        "あおば市",
        "親子で",
        "「",
        "生後すぐの",
        "秋の",
        "毎月",
        "市民",
        "ベビー",
        "ママ・",
        "から",
        "会場：",
        "　",
        "、",
    ];
    for word in WHOLE {
        for (front, back) in frames.iter().flat_map(|front| frames.iter().map(move |back| (front, back))) {
            for text in [format!("{front}{word}{back}"), format!("{front}{word}を{back}体験しましょう")] {
                assert_eq!(torn(word, &text), None, "{word}");
            }
        }
    }
}

/// A room's number, a size, a letter: too short to stand apart from its noun.
#[test]
fn short_latin_words_stay_with_their_noun() {
    for (text, word) in [
        ("保健センター分館2階会議室Aに集合してください", "会議室A"),
        ("ミーティングルームBで開きます", "ルームB"),
        ("3Dプリンターでキーホルダーを作ります", "3Dプリンター"),
        ("A4用紙に書いて郵送もできます", "A4用紙"),
    ] {
        assert_eq!(torn(word, text), None, "{text}");
    }
}

/// A name of more than 16 characters does not stay whole; the pieces are short enough for a narrow slide.
#[test]
fn long_names_of_houses_have_good_places_to_break() {
    let cases = [
        ("あおば市男女共同参画推進センターふらっと大会議室", "あおば市男女共同|参画|推進|センター|ふらっと|大会議室"),
        ("港南地区コミュニティ防災センター多目的ホール", "港南地区|コミュニティ防災|センター|多目的|ホール"),
        ("あおば市つつじ台総合福祉会館西ホール", "あおば市つつじ台総合|福祉|会館|西ホール"),
        ("あおば市子育て世代包括支援センターひまわり", "あおば市子育て|世代包括|支援センター|ひまわり"),
    ];
    for (text, want) in cases {
        let lines = split(text, &[text.to_owned()]).lines;
        assert_eq!(lines.concat().join("|"), want);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn no_words_around_it_tear_a_protected_token(
        word in proptest::sample::select(WHOLE),
        front in "[ぁ-んァ-ンー]{0,5}|[一-龠]{0,4}|[一-龠]{1,2}[ぁ-ん]{1,3}|[ァ-ンー]{1,4}",
        back in "[ぁ-んァ-ンー]{0,5}|[一-龠]{0,4}|[一-龠]{1,2}[ぁ-ん]{1,3}|[ァ-ンー]{1,4}",
    ) {
        prop_assert_eq!(torn(word, &format!("{front}{word}{back}")), None);
    }
}
