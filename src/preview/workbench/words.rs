//! The workbench's words, Japanese and English side by side. The page's HTML names them as `{{w:KEY}}`, its scripts ask for
//! them by `say('KEY')`; what stands in braces they put in themselves.

use std::collections::BTreeMap;

use crate::diagnostics::Lang;
use crate::site::Phase;

/// Key, Japanese, English.
const WORDS: &[(&str, &str, &str)] = &[
    ("name", "おいでよ", "oideyo"),
    ("title", "おいでよ 作業台", "oideyo workbench"),
    ("skip", "本文へ進む", "Skip to the preview"),
    ("close", "閉じる", "Close"),
    ("open-site", "サイトを開く", "Open the site"),
    ("open-page", "ページを開く", "Open the page"),
    // How far it has come.
    ("state-loading", "読みこんでいます…", "Loading…"),
    ("state-pages", "絵を描いています…", "Drawing pictures…"),
    ("state-pictures", "助言を読み直しています…", "Reading it over…"),
    ("state-whole", "最新です", "Up to date"),
    (
        "state-off",
        "つながっていません。oideyo を動かしている画面を確かめてください",
        "Not connected. Is oideyo still running?",
    ),
    // The list.
    ("list", "教室と回", "Courses and sessions"),
    ("search", "教室・見出し・日付でさがす", "Find by course, headline, date"),
    ("filter", "しぼりこみ", "Filter"),
    ("filter-all", "すべて", "All"),
    ("filter-bookable", "予約できる", "Bookable"),
    ("filter-marked", "まちがい・助言", "To mend"),
    ("hits", "{count}回が見つかりました", "{count} sessions found"),
    ("general", "サイト全体", "The site"),
    ("home", "トップページ", "Home page"),
    ("screens", "掲示板の画面", "Screens"),
    ("settings", "サイトの設定", "Settings"),
    ("course-page", "教室のページ", "Course page"),
    ("sessions", "{count}回", "{count} ahead"),
    ("past", "終わった回（{count}）", "Past sessions ({count})"),
    ("errors", "まちがい {count}", "Errors: {count}"),
    ("not-read", "読めません", "Not readable"),
    ("advices", "助言 {count}", "Advice: {count}"),
    // Phases that Phase::name does not name.
    ("phase-walkin", "予約不要", "No booking"),
    ("phase-unknown", "不明", "Unknown"),
    // Mistakes and advice.
    ("problems", "まちがいが {count}つあります", "Errors: {count}"),
    (
        "problems-first",
        "まだ一度もできていないので、見えるものがありません。直して保存すると、ここに出ます。",
        "There is nothing to see yet. Mend and save the file, and it appears here.",
    ),
    (
        "problems-here",
        "下に見えているのは、最後にうまくできた版です。直して保存すると、すぐに変わります。",
        "What you see below is the last good version. Mend and save the file, and it changes at once.",
    ),
    (
        "problems-pictures",
        "ページは最新です。描けなかった絵は、最後にうまくできたものです。直して保存すると、すぐに変わります。",
        "The page is up to date; a picture that could not be drawn is the last good one. Mend and save the file.",
    ),
    (
        "problems-elsewhere",
        "ほかのファイルのまちがいです。ここに見えているものは最新です。",
        "These are in other files. What you see here is up to date.",
    ),
    ("place", "{file}　{line}行目 {column}文字目", "{file} line {line}, column {column}"),
    ("help", "直し方", "Way out"),
    ("severity-error", "まちがい", "Error"),
    ("severity-warning", "注意", "Warning"),
    ("severity-hint", "お知らせ", "Hint"),
    ("advice", "助言", "Advice"),
    ("advice-none", "このファイルへの助言はありません。", "Nothing to say about this file."),
    // The moment.
    ("time", "見る日時", "Moment to look at"),
    ("time-exact", "日時を入れる", "Enter a moment"),
    ("time-jump", "受付状況へ移る", "Go to a phase"),
    ("now", "いま", "Now"),
    ("moment-phase", "{moment} ・ {phase}", "{moment}: {phase}"),
    ("now-is", "いま（{moment}）", "Now ({moment})"),
    // Pages.
    ("phone", "スマホのページ", "The page on a phone"),
    ("width", "画面の幅", "Width"),
    ("screen-portrait", "縦向きの画面", "A portrait screen"),
    ("screen-landscape", "横向きの画面", "A landscape screen"),
    ("wide", "パソコンのページ", "The page on a wide screen"),
    ("leads", "行き先", "Leads to"),
    // Pictures.
    ("cards", "カード", "Cards"),
    ("chat", "トークでの見え方", "As a chat shows it"),
    ("chat-picture", "カード", "Card"),
    ("slides", "スライド", "Slides"),
    (
        "slides-none",
        "この日時には、この回のスライドは流れません。",
        "No slide of this session is shown at that moment.",
    ),
    (
        "slides-share",
        "画面に流れるのは、1つの教室につき先の{count}回までです。",
        "Screens show the next {count} sessions of a course.",
    ),
    ("picture-ogp", "SNS用カード", "Link card"),
    ("picture-line", "LINE用カード", "Chat card"),
    ("picture-story", "ストーリー用カード", "Story card"),
    ("picture-survey", "アンケートのカード", "Survey card"),
    ("picture-landscape", "横向きのスライド", "Landscape slide"),
    ("picture-portrait", "縦向きのスライド", "Portrait slide"),
    ("picture-drawing", "新しい絵を描いています…", "Drawing the new picture…"),
    ("picture-last-good", "最後にうまくできた絵です", "The last good picture"),
    ("picture-none", "まだ絵がありません", "No picture yet"),
    ("picture-missing", "この日時の絵は描けませんでした", "There is no picture for that moment"),
    ("zoom", "{name}を実物の大きさで見る", "Look at the {name} in its own size"),
    ("leads-booking", "QRの行き先（申込）", "QR leads to the form"),
    ("leads-page", "QRの行き先（ページ）", "QR leads to the page"),
    ("leads-survey", "QRの行き先（アンケート）", "QR leads to the survey"),
    (
        "leads-sticker",
        "QRはありません。リンクのスタンプを貼る場所があります",
        "No QR code; there is room for a link sticker",
    ),
    ("scan", "読み取れる距離", "Scanned from"),
    ("scan-slide", "{inches}インチの画面で {metres} m まで", "up to {metres} m on a {inches}-inch screen"),
    ("scan-card", "はがきの大きさで {centimetres} cm まで", "up to {centimetres} cm at the size of a postcard"),
    ("read", "文字が読める距離", "Read from"),
    ("read-slide", "{metres} m まで", "up to {metres} m"),
    ("save", "保存", "Save"),
    ("save-file", "{name} を保存", "Save {name}"),
    // Keys.
    ("keys", "キー操作", "Keys"),
    ("keys-on", "1文字のキー操作を使う", "Use keys of one letter"),
    ("key-arrows", "一覧の中を動く", "Move in the list"),
    ("key-search", "さがす", "Search"),
    ("key-next", "次の回・前の回", "Next and previous session"),
    ("key-phase", "前の受付状況・次の受付状況", "Previous and next phase"),
    ("key-now", "いまに戻る", "Back to now"),
    ("key-width", "スマホの幅を変える", "Another phone width"),
    ("key-help", "この説明", "This list"),
    ("key-close", "閉じる", "Close"),
];

/// Every phase in English.
const fn phase_in_english(phase: Phase) -> &'static str {
    match phase {
        Phase::Before => "Opens later",
        Phase::Open => "Open",
        Phase::Few => "Few left",
        Phase::Full => "Full",
        Phase::Waitlist => "Waiting list",
        Phase::Closed => "Closed",
        Phase::Running => "Running",
        Phase::Ended => "Over",
        Phase::Cancelled => "Cancelled",
        Phase::Postponed => "Postponed",
    }
}

/// All words of a language by key.
pub fn words(lang: Lang) -> BTreeMap<String, &'static str> {
    let chosen = |ja, en| if lang == Lang::Ja { ja } else { en };
    let phase = |phase: Phase| (format!("phase-{}", phase.id()), chosen(phase.name(), phase_in_english(phase)));
    let words = WORDS.iter().map(|(key, ja, en)| ((*key).to_owned(), chosen(*ja, *en)));
    words.chain(Phase::ALL.map(phase)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::preview::workbench::FILES;

    /// What page and scripts ask for; a key that ends in `-` is the beginning of several.
    fn asked() -> BTreeSet<String> {
        let mut asked = BTreeSet::new();
        for (_, text) in FILES {
            for (mark, end) in [("{{w:", "}}"), ("say('", "'"), ("say(`", "`")] {
                for part in text.split(mark).skip(1) {
                    let key = part.split(end).next().unwrap();
                    asked.insert(key.split("${").next().unwrap().to_owned());
                }
            }
        }
        asked
    }

    #[test]
    fn every_word_that_is_asked_for_is_there_and_every_other_one_is_gone() {
        let (asked, words) = (asked(), words(Lang::Ja));
        let is_known =
            |key: &&String| !words.keys().any(|word| word == *key || key.ends_with('-') && word.starts_with(*key));
        assert_eq!(asked.iter().filter(is_known).collect::<Vec<_>>(), Vec::<&String>::new(), "not in words.rs");
        let is_asked = |word: &str| asked.iter().any(|key| key == word || key.ends_with('-') && word.starts_with(key));
        assert_eq!(
            words.keys().filter(|word| !is_asked(word)).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "never said"
        );
    }

    #[test]
    fn both_languages_put_the_same_things_in() {
        let places = |text: &str| {
            text.split('{').skip(1).map(|part| part.split('}').next().unwrap().to_owned()).collect::<BTreeSet<_>>()
        };
        for (key, ja, en) in WORDS {
            assert_eq!(places(ja), places(en), "{key}");
            assert!(en.is_ascii() || en.contains('…'), "{key}: {en}");
        }
    }
}
