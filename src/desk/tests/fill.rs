//! Forms filled in on files as people write them: the field that was meant changes, and no other byte.

use std::sync::Arc;

use jiff::civil::Date;
use proptest::prelude::*;

use crate::content::fields::Levels;
use crate::content::front::{Front, inherit};
use crate::content::{Document, Encoding, decode, encode, read_source};
use crate::desk::fill::{Change, Refused, Sheet, To, Wanted, fill, with_lines};
use crate::desk::form::{self, Control};
use crate::desk::plain::Plain;
use crate::diagnostics::{Diagnostic, Source};

const TODAY: Date = Date::constant(2026, 12, 1);

fn read(text: &str, file: &str, level: Levels) -> (Document, Vec<Diagnostic>) {
    let source = Arc::new(Source { path: file.into(), text: text.into() });
    let mut found = Vec::new();
    (read_source(&source, level, &mut found), found)
}

/// What a course says above its sessions.
fn above() -> Front {
    let course = "---\nname: 教室\ntime: 10:00-11:30\nvenue: {name: センター, room: 2階, address: 中央1丁目}\n\
        booking:\n  url: https://booking.example.jp/f/a\n  phone: 0197-00-0011\n---\n";
    inherit(&Front::default(), &read(course, "content/a/_course.md", Levels::COURSE).0.front)
}

fn filled(text: &str, wanted: &Wanted<'_>) -> Result<String, Refused> {
    let (document, found) = read(text, "content/a/2026-12-10.md", Levels::SESSION);
    let above = above();
    let sheet = Sheet {
        document: &document,
        found: &found,
        level: Levels::SESSION,
        above: &above,
        name: ("a", "2026-12-10"),
        today: TODAY,
    };
    fill(&sheet, wanted)
}

/// `booking.url` and what it shall say, as the page sends it.
fn change(path: &str, to: &str) -> Change {
    let path = path.split('.').map(str::to_owned).collect();
    Change { path, to: serde_json::from_str(to).unwrap() }
}

#[track_caller]
fn becomes(before: &str, changes: &[(&str, &str)], after: &str) {
    let changes: Vec<Change> = changes.iter().map(|(path, to)| change(path, to)).collect();
    for line_end in ["\n", "\r\n"] {
        let (before, after) = (before.replace('\n', line_end), after.replace('\n', line_end));
        let wanted = Wanted { changes: &changes, ..Wanted::default() };
        assert_eq!(filled(&before, &wanted).as_deref(), Ok(after.as_str()), "{before}");
        let changes: Vec<Change> = changes.iter().filter(|change| change.path != ["changes"]).cloned().collect();
        let wanted = Wanted { changes: &changes, ..Wanted::default() };
        assert_eq!(filled(&after, &wanted).as_deref(), Ok(after.as_str()), "a second time changes nothing");
    }
}

#[track_caller]
fn is_refused(before: &str, path: &str, to: &str) {
    let changes = [change(path, to)];
    assert!(filled(before, &Wanted { changes: &changes, ..Wanted::default() }).is_err(), "{before}");
}

#[test]
fn words_take_the_place_of_others() {
    becomes(
        "---\ntitle: あ   # メモ\n---\n本文\n",
        &[("title", r#"{"value":"い: う"}"#)],
        "---\ntitle: \"い: う\"   # メモ\n---\n本文\n",
    );
    becomes("---\ntitle: 'あ'\n---\n", &[("title", r#"{"value":"it's"}"#)], "---\ntitle: 'it''s'\n---\n");
    becomes(
        "---\ntitle:\n  長い\n  見出し\nfee: 無料\n---\n",
        &[("title", r#"{"value":"短い"}"#)],
        "---\ntitle:\n  短い\nfee: 無料\n---\n",
    );
    becomes("---\n見出し: あ\n---\n", &[("seats", r#"{"value":"few"}"#)], "---\n見出し: あ\n空き: 残りわずか\n---\n");
    becomes("---\nseats: open\n---\n", &[("seats", r#"{"value":"full"}"#)], "---\nseats: full\n---\n");
    becomes(
        "---\n空き: # まだ\n見出し: あ\n---\n",
        &[("seats", r#"{"value":"full"}"#)],
        "---\n空き: 満席 # まだ\n見出し: あ\n---\n",
    );
    becomes("---\ntitle: あ\n---\n", &[("title", r#"{"value":"null"}"#)], "---\ntitle: \"null\"\n---\n");
}

#[test]
fn texts_of_several_lines_stay_what_they_are() {
    becomes(
        "---\nsummary: |\n  一行め\n  二行め\n\n# メモ\nfee: 無料\n---\n",
        &[("summary", r#"{"value":"あ\n\nい: う"}"#)],
        "---\nsummary: |\n  あ\n\n  い: う\n\n# メモ\nfee: 無料\n---\n",
    );
    becomes(
        "---\nsummary: 一行め\nfee: 無料\n---\n",
        &[("summary", r#"{"value":"あ\nい"}"#)],
        "---\nsummary: |-\n  あ\n  い\nfee: 無料\n---\n",
    );
    becomes(
        "---\nfaq:\n  - q: あ\n    a: い # メモ\n---\n",
        &[("faq", r#"{"value":[{"q":"あ","a":"う\nえ"}]}"#)],
        "---\nfaq:\n  - q: あ\n    a: \"う\\nえ\" # メモ\n---\n",
    );
}

#[test]
fn keys_inside_maps_come_change_and_go() {
    let before = "---\nbooking:\n  # フォーム\n  url: https://booking.example.jp/f/b # b\n  phone: 0197-00-0022\ntitle: あ\n---\n";
    becomes(
        before,
        &[
            ("booking.url", r#"{"value":"https://booking.example.jp/f/c#a"}"#),
            ("booking.cancel", r#"{"value":"online"}"#),
        ],
        "---\nbooking:\n  # フォーム\n  url: https://booking.example.jp/f/c#a # b\n  phone: 0197-00-0022\n  cancel: online\ntitle: あ\n---\n",
    );
    becomes(
        before,
        &[("booking.url", r#""inherit""#)],
        "---\nbooking:\n  # フォーム\n  # b\n  phone: 0197-00-0022\ntitle: あ\n---\n",
    );
    becomes(
        before,
        &[("booking.phone", r#""clear""#)],
        "---\nbooking:\n  # フォーム\n  url: https://booking.example.jp/f/b # b\n  phone: なし\ntitle: あ\n---\n",
    );
    becomes(
        "---\nbooking:\n  url: https://booking.example.jp/f/b\ntitle: あ\n---\n",
        &[("booking.url", r#""inherit""#)],
        "---\ntitle: あ\n---\n",
    );
    becomes(
        "---\ntitle: あ\n---\n",
        &[
            ("booking.channels.line", r#"{"value":"https://booking.example.jp/f/l"}"#),
            ("booking.url", r#"{"value":"https://booking.example.jp/f/w"}"#),
        ],
        "---\ntitle: あ\nbooking:\n  url: https://booking.example.jp/f/w\n  channels:\n    line: https://booking.example.jp/f/l\n---\n",
    );
    becomes(
        "---\nfee: {yen: 100, note: 材料費} # c\n---\n",
        &[("fee.yen", r#"{"value":"200"}"#), ("fee.unit", r#"{"value":"組"}"#)],
        "---\nfee: {yen: 200, note: 材料費, unit: 組} # c\n---\n",
    );
    becomes(
        "---\nfee: { yen: 100, note: 材料費 }\n---\n",
        &[("fee.note", r#"{"value":"材料、茶菓"}"#)],
        "---\nfee: { yen: 100, note: 材料、茶菓 }\n---\n",
    );
    becomes(
        "---\nbooking:\n  url:\n  phone: 0197-00-0022\n---\n",
        &[("booking.url", r#"{"value":"https://booking.example.jp/f/c"}"#)],
        "---\nbooking:\n  url: https://booking.example.jp/f/c\n  phone: 0197-00-0022\n---\n",
    );
}

#[test]
fn what_plain_words_had_replaced_stays_away() {
    becomes(
        "---\nvenue: 市役所\n---\n",
        &[("venue.room", r#"{"value":"3階"}"#)],
        "---\nvenue:\n  name: 市役所\n  room: 3階\n  address: なし\n---\n",
    );
    becomes("---\nvenue: 市役所\n---\n", &[("venue", r#""inherit""#)], "---\n---\n");
    becomes(
        "---\nvenue: 市役所 # a\n---\n",
        &[("venue.name", r#"{"value":"市民会館"}"#)],
        "---\nvenue: 市民会館 # a\n---\n",
    );
}

#[test]
fn lists_change_item_by_item() {
    let before = "---\nbring:\n  - 母子健康手帳 # a\n  # b\n  - \"タオル\"\n  - 飲み物\ntitle: あ\n---\n";
    becomes(
        before,
        &[("bring", r#"{"value":["母子健康手帳","バスタオル","飲み物"]}"#)],
        "---\nbring:\n  - 母子健康手帳 # a\n  # b\n  - \"バスタオル\"\n  - 飲み物\ntitle: あ\n---\n",
    );
    becomes(
        before,
        &[("bring", r#"{"value":["母子健康手帳","飲み物"]}"#)],
        "---\nbring:\n  - 母子健康手帳 # a\n  # b\n  - 飲み物\ntitle: あ\n---\n",
    );
    becomes(
        before,
        &[("bring", r#"{"value":["母子健康手帳","タオル","飲み物","おむつ","着替え"]}"#)],
        "---\nbring:\n  - 母子健康手帳 # a\n  # b\n  - \"タオル\"\n  - 飲み物\n  - おむつ\n  - 着替え\ntitle: あ\n---\n",
    );
    becomes(
        "---\n持ち物: 手帳、タオル # a\n---\n",
        &[("bring", r#"{"value":["手帳","おむつ"]}"#)],
        "---\n持ち物: 手帳、おむつ # a\n---\n",
    );
    becomes(
        "---\n持ち物: 手帳\n---\n",
        &[("bring", r#"{"value":["手帳","1,000円"]}"#)],
        "---\n持ち物:\n  - 手帳\n  - 1,000円\n---\n",
    );
    becomes(
        "---\nbring: [手帳, \"タオル\"] # a\n---\n",
        &[("bring", r#"{"value":["手帳","タオル","a, b"]}"#)],
        "---\nbring: [手帳, \"タオル\", \"a, b\"] # a\n---\n",
    );
    becomes("---\nbring: [手帳]\n---\n", &[("bring", r#"{"value":[]}"#)], "---\n---\n");
}

#[test]
fn items_with_keys_change_key_by_key() {
    let before = "---\nfaq:\n- q: 一 # x\n  a: い\n# y\n- a: ろ\n  q: 二\n---\n";
    becomes(
        before,
        &[("faq", r#"{"value":[{"q":"一","a":"は"},{"q":"二","a":"ろ"},{"q":"三","a":"に"}]}"#)],
        "---\nfaq:\n- q: 一 # x\n  a: は\n# y\n- a: ろ\n  q: 二\n- q: 三\n  a: に\n---\n",
    );
    becomes(before, &[("faq", r#"{"value":[{"q":"一","a":"い"}]}"#)], "---\nfaq:\n- q: 一 # x\n  a: い\n# y\n---\n");
    becomes(
        "---\nflow:\n  - 受付\n  - time: 10:00\n    text: 話\n---\n",
        &[("flow", r#"{"value":[{"text":"受付です"},{"text":"話"},{"time":"11:00","text":"終わり"}]}"#)],
        "---\nflow:\n  - 受付です\n  - text: 話\n  - time: 11:00\n    text: 終わり\n---\n",
    );
}

#[test]
fn a_flag_and_a_day_keep_the_way_they_are_written() {
    becomes(
        "---\ncompanions: {partner_welcome: する}\n---\n",
        &[("companions.partner_welcome", r#"{"value":"no"}"#)],
        "---\ncompanions: {partner_welcome: しない}\n---\n",
    );
    becomes(
        "---\n対象:\n  何か月から: 5\n---\n",
        &[("audience.residents_only", r#"{"value":"yes"}"#)],
        "---\n対象:\n  何か月から: 5\n  市民のみ: はい\n---\n",
    );
    becomes(
        "---\nprevious_dates: [2026-12-10]\n開催日: 令和8年12月17日（木）\n---\n",
        &[("date", r#"{"value":"2026-12-17"}"#)],
        "---\nprevious_dates: [2026-12-10]\n開催日: 令和8年12月17日（木）\n---\n",
    );
}

#[test]
fn a_session_that_is_not_held_tells_calendars() {
    let changes = [change("standing", r#"{"value":"cancelled"}"#), change("seats", r#"{"value":"closed"}"#)];
    let wanted = Wanted { changes: &changes, because: Some("講師の体調不良"), ..Wanted::default() };
    assert_eq!(
        filled("---\ntitle: あ\n---\n本文\n", &wanted).unwrap(),
        "---\ntitle: あ\nstanding: cancelled\nchanges:\n  - date: 2026-12-01\n    text: 講師の体調不良のため、中止になりました。\nseats: closed\n---\n本文\n"
    );
    let changes = [change("date", r#"{"value":"2026-12-17"}"#)];
    let text = filled("---\ntitle: あ\n---\n", &Wanted { changes: &changes, ..Wanted::default() }).unwrap();
    assert_eq!(
        text,
        "---\ntitle: あ\ndate: 2026-12-17\nprevious_dates:\n  - 2026-12-10\nchanges:\n  - date: 2026-12-01\n    text: 12月10日（木）から12月17日（木）に日程が変わりました。\n---\n"
    );
}

#[test]
fn the_markdown_is_replaced_and_nothing_else() {
    let before = "---\r\ntitle: あ # a\r\n---\r\n一\r\n二\n三\r\n";
    let wanted = Wanted { body: Some("一\n二\n四\n五\n"), ..Wanted::default() };
    assert_eq!(filled(before, &wanted).unwrap(), "---\r\ntitle: あ # a\r\n---\r\n一\r\n二\n四\r\n五\r\n");
    let same = Wanted { body: Some("一\n二\n三\n"), ..Wanted::default() };
    assert_eq!(filled(before, &same).unwrap(), before);
    let first = Wanted { body: Some("本文"), ..Wanted::default() };
    assert_eq!(filled("---\ntitle: あ\n---", &first).unwrap(), "---\ntitle: あ\n---\n本文");
    let emptied = Wanted { body: Some(""), ..Wanted::default() };
    assert_eq!(filled("---\ntitle: あ\n---\n本文\n", &emptied).unwrap(), "---\ntitle: あ\n---\n");
    // Without a closing line these words would become fields.
    let field = Wanted { body: Some("会場: い\n---\n"), ..Wanted::default() };
    assert!(filled("---\ntitle: あ\n\n本文です。\n", &field).is_err());
}

#[test]
fn strange_writing_is_left_alone() {
    is_refused("---\nbring: [手帳, # a\n  タオル]\n---\n", "bring", r#"{"value":["手帳"]}"#);
    is_refused("---\nseats: [few]\n---\n", "seats", r#"{"value":"full"}"#);
    is_refused("---\rtitle: あ\rseats: few\r---\r", "seats", r#"{"value":"full"}"#);
    for path in ["nothing", "booking.nothing", "city", "title.url", "見出し"] {
        let changes = [change(path, r#"{"value":"い"}"#)];
        let refused = filled("---\n---\n", &Wanted { changes: &changes, ..Wanted::default() });
        assert!(matches!(refused, Err(Refused::NoSuchField(_))), "{path}");
    }
}

#[test]
fn a_form_shows_what_is_said_here_and_above() {
    let text =
        "---\n空き: 残りわずか\nvenue: {room: 3階}\nbooking: なし\ntime: 10時〜11時半\ndate: 令和8年12月10日\n---\n";
    let (document, _) = read(text, "content/a/2026-12-10.md", Levels::SESSION);
    let sheet = form::sheet(&document, Levels::SESSION, &above());
    let all: Vec<Control> = sheet.groups.iter().flat_map(|group| group.fields.clone()).flat_map(with_inner).collect();
    let field = |path: &str| all.iter().find(|field| field.path.join(".") == path).unwrap();
    let said = |path: &str| field(path).said.as_ref().map(|said| (said.value.clone(), said.written.clone(), said.line));
    assert_eq!(said("seats"), Some(("few".into(), Some("残りわずか".into()), 2)));
    assert_eq!(said("time"), Some(("10:00-11:30".into(), Some("10時〜11時半".into()), 5)));
    assert_eq!(said("date"), Some(("2026-12-10".into(), Some("令和8年12月10日".into()), 6)));
    assert_eq!(said("venue.room"), Some(("3階".into(), None, 3)));
    assert_eq!(said("venue.address"), None);
    let above = field("venue.address").above.clone().unwrap();
    assert_eq!((above.value, above.file), ("中央1丁目".into(), "content/a/_course.md".to_owned()));
    assert_eq!(field("booking").said.as_ref().map(|said| said.value.is_null()), Some(true));
    assert_eq!(field("booking.phone").above, None, "「なし」 forgets all of it");
    assert_eq!(sheet.groups[0].fields[0].path, ["seats"]);
    assert!(
        sheet.groups[0].fields.iter().any(|field| field.path == ["booking", "url"]),
        "what is changed often comes first"
    );
    assert!(!all.iter().any(|field| field.path == ["city"]), "only what may stand in such a file");
    let at = text.find("3階").unwrap();
    assert_eq!(form::field_at(&document.front, at), ["venue", "room"]);
}

fn with_inner(control: Control) -> Vec<Control> {
    let inner: Vec<Control> = control.shape.fields.iter().cloned().flat_map(with_inner).collect();
    [vec![control], inner].concat()
}

/// Fields in many manners, one of each key at a time.
const FIELDS: [(&str, &[&str]); 12] = [
    ("title", &["title: あ # メモ\n", "見出し: \"い\"\n", "title:\n  う\n  え\n", ""]),
    ("seats", &["seats: few\n", "空き: '満席' # あ\n", "空き:\n", ""]),
    ("summary", &["summary: |\n  seats: few\n  二行め\n", "要約: >-\n  あ\n  い\n", "summary: あ\n", ""]),
    ("bring", &["bring: [手帳, \"タオル\"]\n", "bring:\n- 手帳 # a\n# b\n- 'タオル'\n", "持ち物: 手帳、タオル\n", ""]),
    ("notes", &["notes:\n    - 一つめ # a\n    -   二つめ\n", "お知らせ: 一つめ\n", ""]),
    ("venue", &["venue: センター\n", "会場: {名前: センター, 部屋: 2階}\n", "venue:\n  # c\n  room: 2階 # d\n", ""]),
    ("fee", &["fee: 無料\n", "fee: {yen: 100, note: 材料費}\n", "費用: なし\n", ""]),
    (
        "booking",
        &[
            "booking:\n  url: https://booking.example.jp/f#a\n  channels:\n    line: https://booking.example.jp/l # e\n",
            "申込:\n  電話: 0197-00-0011\n\n",
            "",
        ],
    ),
    (
        "faq",
        &[
            "faq: [{q: あ, a: 'い'}]\n",
            "faq:\n  - q: あ\n    a: |\n      い\n      う\n  -\n    q: え\n    a: お\n",
            "",
        ],
    ),
    ("flow", &["flow:\n  - 受付\n  - {time: 10:00, text: 話}\n", "当日の流れ: 受付\n", ""]),
    ("companions", &["companions: {partner_welcome: はい}\n", "同伴:\n  託児: なし\n  夫婦歓迎: する\n", ""]),
    ("allow", &["allow: {kanji-run: 正式な名前}\n", "allow:\n  kanji-run: 正式な名前 # f\n", ""]),
];
/// What stands between them.
const BETWEEN: [&str; 4] = ["", "# seats: full と書くと満席\n", "\n", "# 「メモ」: あ\n\n"];

fn words() -> impl Strategy<Value = String> {
    let odd = [
        "なしで",
        "a: b",
        "# あ",
        "「い」",
        "12/10",
        "[あ]",
        "{い}",
        "'う'",
        "\"え\"",
        "- お",
        "か、き",
        "yes",
        "null",
        "10:00",
        "𠮷野",
        "｜",
        "〜",
        "a #b",
        "&c",
        "*d",
        "!e",
        "%f",
        "@g",
        "`h",
        "|",
        ">",
    ];
    prop_oneof![proptest::sample::select(odd.to_vec()).prop_map(str::to_owned), "[あ-んa-z0-9 :#、,\"'\\-]{1,12}"]
}

/// A change of any kind, of a key and perhaps one inside it.
fn any_change() -> impl Strategy<Value = Change> {
    let value = || words().prop_map(|text| To::Value(Plain::Words(text)));
    let list = || {
        proptest::collection::vec(words().prop_map(Plain::Words), 0..4).prop_map(|items| To::Value(Plain::List(items)))
    };
    let pairs = |a: &'static str, b: &'static str| {
        let map = move |(one, two): (String, String)| {
            Plain::Map([(a.to_owned(), Plain::Words(one)), (b.to_owned(), Plain::Words(two))].into())
        };
        proptest::collection::vec((words(), words()).prop_map(map), 0..3)
            .prop_map(|items| To::Value(Plain::List(items)))
    };
    let away = prop_oneof![Just(To::Clear), Just(To::Inherit)];
    let at = |path: &'static [&'static str], to: BoxedStrategy<To>| {
        to.prop_map(move |to| Change { path: path.iter().map(|key| (*key).to_owned()).collect(), to })
    };
    let or_away = move |to: BoxedStrategy<To>| prop_oneof![3 => to, 1 => away.clone()].boxed();
    let choice = |words: &'static [&'static str]| {
        proptest::sample::select(words.to_vec()).prop_map(|word| To::Value(Plain::words(word))).boxed()
    };
    prop_oneof![
        at(&["title"], or_away(value().boxed())),
        at(&["seats"], choice(&["open", "few", "full", "waitlist"])),
        at(
            &["summary"],
            or_away(
                prop_oneof![
                    value(),
                    (words(), words()).prop_map(|(a, b)| To::Value(Plain::Words(format!("{a}\n{b}"))))
                ]
                .boxed()
            )
        ),
        at(&["bring"], or_away(list().boxed())),
        at(&["notes"], or_away(list().boxed())),
        at(&["venue"], or_away(value().boxed())),
        at(&["venue", "room"], or_away(value().boxed())),
        at(&["venue", "name"], value().boxed()),
        at(&["fee", "note"], or_away(value().boxed())),
        at(&["booking", "url"], or_away(value().boxed())),
        at(&["booking", "channels", "line"], or_away(value().boxed())),
        at(&["booking", "cancel"], choice(&["online", "phone", "both"])),
        at(&["faq"], pairs("q", "a").boxed()),
        at(&["flow"], pairs("time", "text").boxed()),
        at(&["companions", "partner_welcome"], choice(&["yes", "no"])),
        at(&["allow"], Just(To::Inherit).boxed()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn only_the_field_that_was_meant_changes(
        ways in proptest::collection::vec(0usize..8, FIELDS.len()),
        between in proptest::collection::vec(0usize..BETWEEN.len(), FIELDS.len()),
        change in any_change(),
        crlf: bool,
        encoding in proptest::sample::select(vec![Encoding::Utf8, Encoding::Utf8Marked, Encoding::Utf16Le, Encoding::Cp932]),
    ) {
        let ends = |text: &str| if crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
        let fragments: Vec<(&str, String, String)> = FIELDS.iter().zip(ways.iter().zip(&between)).map(|((key, manners), (way, gap))| {
            (*key, ends(BETWEEN[*gap]), ends(manners[way % manners.len()]))
        }).collect();
        let all: String = fragments.iter().map(|(_, gap, text)| format!("{gap}{text}")).collect();
        let text = format!("{}{all}{}{}", ends("---\n"), ends("---\n"), ends("本文です。\n\nseats: few\n"));
        let Some(bytes) = encode(&text, encoding) else { return Ok(()) };
        let (text, _) = decode(&bytes).unwrap();
        let wanted = Wanted { changes: std::slice::from_ref(&change), ..Wanted::default() };
        let after = match filled(&text, &wanted) {
            Ok(after) => after,
            // What the pen must not do is offered as the whole text: a value with notes in it that takes another shape, an item
            // below a dash of its own.
            Err(Refused::Told(_)) => {
                let (.., manner) = fragments.iter().find(|(key, ..)| *key == change.path[0]).unwrap();
                prop_assert!(manner.contains('#') || manner.contains(&ends("-\n")), "{change:?} was refused in {text}");
                return Ok(());
            }
            Err(Refused::NoSuchField(_)) => return Ok(()),
        };
        prop_assert_eq!(after.contains("\r\n"), crlf);
        prop_assert_eq!(after.matches('\n').count() == after.matches("\r\n").count(), crlf);
        for (key, gap, other) in &fragments {
            prop_assert!(after.contains(gap), "{gap} is lost in {after}");
            prop_assert!(*key == change.path[0] || after.contains(other), "{key} is not as it was in {after}");
        }
        prop_assert!(after.ends_with(&ends("本文です。\n\nseats: few\n")));
        let again = filled(&after, &wanted);
        prop_assert_eq!(again, Ok(after), "a second time changes nothing");
    }

    #[test]
    fn lines_that_both_have_keep_their_ends(
        old in "([あa]{0,2}(\n|\r\n)){0,6}[あa]{0,2}",
        new in "([あa]{0,2}\n){0,6}[あa]{0,2}",
    ) {
        let text = with_lines(&old, &new, "\r\n");
        prop_assert_eq!(text.replace("\r\n", "\n"), new);
        prop_assert_eq!(with_lines(&old, &old.replace("\r\n", "\n"), "\n"), old);
    }
}

#[test]
fn a_day_may_be_typed_where_none_was() {
    let changes = [change("date", r#"{"value":"2026-12-10"}"#)];
    let text = filled("---\ntitle: あ\n---\n", &Wanted { changes: &changes, ..Wanted::default() }).unwrap();
    assert_eq!(text, "---\ntitle: あ\ndate: 2026-12-10\n---\n");
}
