//! The reader against everything a disk can hold: no panic, no pause, and every mistake at a place in its file.

use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::fields::Levels;
use super::{Document, decode, front, read_source};
use crate::diagnostics::{Diagnostic, Lang, Source, print_json, print_text};

/// Reads a text as a file of that level; checks what must hold for any text.
fn read(text: &str, level: Levels) -> (Document, Vec<Diagnostic>) {
    let source = Arc::new(Source { path: "content/a/2026-12-10.md".into(), text: text.to_owned() });
    let mut found = Vec::new();
    let document = read_source(&source, level, &mut found);
    for diagnostic in &found {
        let place = diagnostic.place.as_ref().unwrap_or_else(|| panic!("no place: {text:?}"));
        let (range, (line, column)) = (place.range(), place.line_column());
        assert!(range.end <= text.len() && text.is_char_boundary(range.start), "{text:?}");
        assert!(line <= text.split(['\r', '\n']).count() && column >= 1, "{text:?}");
    }
    assert!(document.fields.end <= text.len() && text.get(document.fields.clone()).is_some());
    inside(&document.front, text);
    (document, found)
}

/// Every entry stands inside the file: `oideyo set` writes at these bytes.
fn inside(fields: &front::Front, text: &str) {
    for entry in fields.0.values() {
        assert!(text.get(entry.place.range()).is_some() && text.get(entry.key.range()).is_some());
        match &entry.value {
            front::Value::Map(map) => inside(map, text),
            front::Value::List(items) => {
                items.iter().for_each(|item| assert!(text.get(item.place.range()).is_some()));
            }
            _ => {}
        }
    }
}

/// What files are made of, and what they are broken with.
fn fragments() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "  ",
        "　",
        "\t",
        "title",
        "date",
        "booking",
        "url",
        "faq",
        "q",
        "a",
        "bring",
        "持ち物",
        "会場",
        "audience",
        ":",
        ": ",
        "：",
        "- ",
        "-",
        "・",
        "\"",
        "'",
        "“",
        "”",
        "[",
        "]",
        "{",
        "}",
        "｛",
        "｝",
        "#",
        " #",
        "|",
        ">",
        "&a",
        "*a",
        "!x",
        "\\",
        "もぐもぐ",
        "ﾓｸﾞ",
        "か\u{3099}",
        "\u{200b}",
        "\u{a0}",
        "2026-12-10",
        "12/10",
        "https://booking.example.jp/",
        "```",
        "ーーー",
        "—",
        ",",
        "、",
        "1",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        if let Some((text, _)) = decode(&bytes) {
            read(&text, Levels::SESSION);
        }
    }

    #[test]
    fn any_words_are_read_or_refused(text: String) {
        read(&text, Levels::SITE);
    }

    #[test]
    fn broken_files_are_read_or_told_at_their_place(text in fragments()) {
        for level in [Levels::SITE, Levels::COURSE, Levels::SESSION] {
            let (_, found) = read(&text, level);
            for lang in [Lang::Ja, Lang::En] {
                let _ = (print_text(&found, lang, false), print_json(&found, lang));
            }
        }
        let (_, found) = read(&format!("---\n{text}\n---\n"), Levels::SESSION);
        prop_assert!(found.len() <= 200);
    }
}

/// How long this thread has been on a processor, where the system tells (Linux).
fn on_processor() -> Option<Duration> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(line.split(' ').next()?.parse().ok()?))
}

/// A megabyte that makes a careless reader think for minutes.
#[test]
fn a_megabyte_of_anything_takes_no_second() {
    let fill = |unit: &str| unit.repeat(1_000_000 / unit.len());
    let many = |line: fn(usize) -> String| (0..1_000_000 / line(1000).len()).map(line).collect::<String>();
    let deep: String = (0..1400).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let fronts = [
        ("one line", fill("あ")),
        ("one value", format!("title: {}", fill("a: "))),
        ("colons", fill(":")),
        ("full-width colons", fill("：\n")),
        ("quotes", fill("\"")),
        ("open quotes", fill("title: \"\n")),
        ("open brackets", fill("bring: [\n")),
        ("brackets", format!("bring: {}", fill("["))),
        ("braces", format!("fee: {}", fill("{a: "))),
        ("keys", many(|n| format!("key{n}: 1\n"))),
        ("known keys", fill("title: a\n")),
        ("words", fill("これは項目ではありません\n")),
        ("items", format!("bring:\n{}", fill("・あ\n"))),
        ("unmarked items", format!("bring:\n{}", fill("  あ\n"))),
        ("deep", deep),
        ("tabs", fill("\t")),
        ("tabbed keys", format!("booking:\n{}", fill("\tphone: 1\n"))),
        ("marks", fill("か\u{3099}\u{300}")),
        ("unseen", fill("\u{200b}")),
        ("long key", format!("{}: 1", fill("k"))),
        ("hashes", fill("seats: few #a\n")),
        ("fences", fill("---\n")),
        ("loose fences", fill("ーーー\ntitle: a\n")),
        ("anchors", fill("a: &a *a\n")),
        ("comments", fill("# a\n")),
        ("block", format!("summary: |\n{}", fill("  あ\n"))),
    ];
    let bodies = [
        ("emphasis", fill("*あ「")),
        ("strong", fill("**「あ」**")),
        ("links", fill("[a](javascript:a)")),
        ("pictures", fill("![](a)")),
        ("breaks", fill("あ\n")),
    ];
    let mut slow = Vec::new();
    let mut time = |name: &str, text: &str| {
        let (start, before) = (Instant::now(), on_processor());
        read(text, Levels::SESSION);
        // What else the machine does is not the reader's fault.
        let took = on_processor().zip(before).map_or_else(|| start.elapsed(), |(after, before)| after - before);
        if took > Duration::from_millis(if cfg!(debug_assertions) { 30_000 } else { 1000 }) {
            slow.push(format!("{name}: {took:?}"));
        }
    };
    for (name, front) in &fronts {
        time(name, &format!("---\n{front}\n---\n"));
        time(name, &format!("---\ntitle: a\n{front}"));
    }
    for (name, body) in &bodies {
        time(name, &format!("---\ntitle: a\n---\n{body}"));
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

/// Fields in every style of YAML, none of which is a mistake.
const SOUND: &[&str] = &[
    "title: 「もぐもぐ」の準備／サポートします！\n",
    "summary: >-\n  離乳食の始め方を、\n  いっしょに体験できます。\n",
    "notes: [雨の日は、2階で開きます。, 'お知らせ: 駐車場が狭いです']\n",
    "seats: \"few\"   # メモ\n",
    "time: 10:00-11:30\n",
    "changes:\n  - {date: 2026-12-01, text: 講師の都合で変わりました}\n  - date: 2026-12-02\n    text: 時間は 13:30 からです\n",
    "previous_dates:\n- 2026-12-03\n- 2026-12-04\n",
    "venue:\n    name: あおば会館\n    room: 2階：調理室\n    access: >\n      駅から歩いて8分です。\n      バスもあります。\n",
    "audience: {min_months: 5, max_months: 6,\n  residents_only: はい}\n",
    "capacity: {count: 12, unit: 組}\n",
    "fee: {yen: 200, note: \"材料費: おやつ\"}\n",
    "bring:\n  - 母子健康手帳\n\n  # タオルはいりません\n  - \"エプロン: 1枚\"\n",
    "support: 授乳室、おむつ替え台\n",
    "booking:\n  url: https://booking.example.jp/f?a=1#top\n  channels: {line: 'https://booking.example.jp/l'}\n  closes: 2日前 17:00\n",
    "faq:\n  - q: 父親だけでも\n    a: |\n      はい。\n      title: ではありません\n\n      - どうぞ\n  -\n    q: 泣いたら\n    a: あやしてください\n",
    "flow:\n- 9時45分に開きます\n- {time: 10:00, text: 始まります}\n- time: '10:30'\n  text: 作ります\n",
    "slides:\n  - quote: 「作り方を2人で／そろえられました」\n    source: お父さん\n  - 5組に1組が、ご夫婦です\n",
    "contact: {name: あおば市 健康こども課, phone: 0197-00-0011}\n",
    "\"survey\": https://a.example.jp/s\n",
    "after:\n  text: ありがとうございました\n  url: https://a.example.jp/x\n",
    "allow: {kanji-run: 正式な名前です}\n",
    "doors: 9:45 # 会場\n",
    "# 見出し：メモ\n\n",
];

/// The fields of a session as plain YAML reads them.
fn plainly(text: &str) -> front::Front {
    let source = Arc::new(Source { path: "content/a/2026-12-10.md".into(), text: text.to_owned() });
    let start = text.find('\n').map_or(0, |at| at + 1);
    let end = text.rfind("---\n").unwrap_or(text.len());
    let mut found = Vec::new();
    let node = super::yaml::read(&source, &text[start..end], start).expect("sound YAML");
    let front = front::sort(node, Levels::SESSION, &mut found);
    assert!(found.iter().all(|diagnostic| !diagnostic.is_error()), "{found:?}");
    front
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn sound_yaml_stays_what_it_is(
        fields in proptest::sample::subsequence(SOUND.to_vec(), 1..SOUND.len()).prop_shuffle(),
    ) {
        let text = format!("---\n{}---\n", fields.concat());
        let (document, found) = read(&text, Levels::SESSION);
        prop_assert!(found.is_empty(), "{found:?}\n{text}");
        prop_assert_eq!(document.front, plainly(&text));
    }
}
