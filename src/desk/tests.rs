//! The pen on files as people write them: only the lines that must change do, and what was wanted is what is read.

mod fill;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::save;
use super::set::{Orders, days_of, rewrite};
use super::shelf::{self, Session, words};
use super::wish::{Wish, choice};
use crate::content::fields::Levels;
use crate::content::front::{Front, Value};
use crate::content::{Document, Encoding, decode, encode, read_document};

const TODAY: Date = Date::constant(2026, 12, 1);
const SHOWN: &str = "content/a/2026-12-10.md";

fn read(path: &std::path::Path) -> Session {
    let mut found = Vec::new();
    let document = read_document(path, SHOWN, Levels::SESSION, &mut found);
    shelf::session("a", "教室", &Front::default(), "2026-12-10".into(), document, &found)
}

/// Makes the change to a file's bytes. `Err`: it was not believed, and the file is as it was.
fn set(bytes: &[u8], wishes: &[Wish], to: Option<Date>) -> Result<(Vec<u8>, Document), ()> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("2026-12-10.md");
    std::fs::write(&path, bytes).unwrap();
    let session = read(&path);
    let orders = Orders { wishes: wishes.to_vec(), to, because: None, today: TODAY };
    let rewrite = rewrite(&session, &Front::default(), &orders).map_err(|_| ())?;
    let (_, encoding) = decode(bytes).unwrap();
    let new = save::bytes(SHOWN, &rewrite.text, encoding).map_err(|_| ())?;
    let right = |after: &Document, found: &[_]| rewrite.is_right(&session, after, found);
    if !rewrite.is_nothing() && !save::replace(&path, SHOWN, Levels::SESSION, &new, right).unwrap() {
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "a change that is not believed changes nothing");
        return Err(());
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left lying about");
    Ok((std::fs::read(&path).unwrap(), read(&path).document))
}

#[track_caller]
fn becomes(before: &str, wishes: &[Wish], to: Option<Date>, after: &str) {
    let (bytes, _) = set(before.as_bytes(), wishes, to).expect("the change is believed");
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), after);
    assert_eq!(set(&bytes, wishes, to).expect("a second time").0, bytes, "a second time changes nothing");
}

const FULL: Wish = Wish::Seats("full");
const CANCELLED: Wish = Wish::Standing("cancelled");
const POSTPONED: Wish = Wish::Standing("postponed");
const ON: Wish = Wish::Standing("on");

#[test]
fn a_word_is_replaced_in_its_own_manner() {
    becomes(
        "---\nseats: open   # メモ\ntitle: あ\n---\n本文\n",
        &[FULL],
        None,
        "---\nseats: full   # メモ\ntitle: あ\n---\n本文\n",
    );
    becomes("---\r\n空き: あり\r\n---\r\n", &[FULL], None, "---\r\n空き: 満席\r\n---\r\n");
    becomes("---\nseats: \"few\" # a\n---\n", &[FULL], None, "---\nseats: \"full\" # a\n---\n");
    becomes("---\nseats: '残りわずか'\n---\n", &[FULL], None, "---\nseats: '満席'\n---\n");
    becomes("---\n  seats  :  few\n---\n", &[FULL], None, "---\n  seats  :  full\n---\n");
    becomes("---\n{title: あ, seats: few}\n---\n", &[FULL], None, "---\n{title: あ, seats: full}\n---\n");
    becomes("---\nseats: # まだ\ntitle: あ\n---\n", &[FULL], None, "---\nseats: full # まだ\ntitle: あ\n---\n");
    becomes("---\nseats: なし\n---\n", &[FULL], None, "---\nseats: 満席\n---\n");
}

#[test]
fn absent_keys_come_at_the_end_in_the_files_language() {
    becomes("---\n---\n", &[FULL], None, "---\nseats: full\n---\n");
    becomes("---\r\n見出し: あ\r\n---\r\n本文", &[FULL], None, "---\r\n見出し: あ\r\n空き: 満席\r\n---\r\n本文");
    becomes("---\ntitle: |\n  あ\n\n---\n", &[FULL], None, "---\ntitle: |\n  あ\n\nseats: full\n---\n");
}

#[test]
fn a_cancellation_is_dated() {
    becomes(
        "---\nseats: few\n---\n",
        &[CANCELLED],
        None,
        "---\nseats: few\nstanding: cancelled\nchanges:\n  - date: 2026-12-01\n    text: 中止になりました。\n---\n",
    );
    becomes(
        "---\n開催: 予定 # a\n変更履歴:\n- 日付: 2026年11月20日(金)\n  内容: あ # b\n見出し: い\n---\n",
        &[CANCELLED],
        None,
        "---\n開催: 中止 # a\n変更履歴:\n- 日付: 2026年11月20日(金)\n  内容: あ # b\n- 日付: 2026年12月1日(火)\n  内容: 中止になりました。\n見出し: い\n---\n",
    );
    becomes(
        "---\nchanges: [{date: 2026-11-20, text: \"あ\"}] # c\n---\n",
        &[CANCELLED],
        None,
        "---\nchanges: [{date: 2026-11-20, text: \"あ\"}, {date: 2026-12-01, text: 中止になりました。}] # c\nstanding: cancelled\n---\n",
    );
}

#[test]
fn a_move_keeps_the_day_it_leaves() {
    let to = Some(date(2026, 12, 17));
    let told = "    text: 12月10日（木）から12月17日（木）に日程が変わりました。\n";
    becomes(
        "---\nseats: full\nstanding: 延期\n---\n",
        &[POSTPONED],
        to,
        &format!(
            "---\nseats: full\ndate: 2026-12-17\nprevious_dates:\n  - 2026-12-10\nchanges:\n  - date: 2026-12-01\n{told}---\n"
        ),
    );
    let twice = "---\ndate: 令和8年12月17日(木)\nprevious_dates: [2026-12-10]\nchanges: []\n---\n";
    let (bytes, document) = set(twice.as_bytes(), &[POSTPONED], Some(date(2027, 1, 14))).unwrap();
    assert_eq!(days_of(&document), (Some(date(2027, 1, 14)), vec![date(2026, 12, 10), date(2026, 12, 17)]));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains("date: 令和9年1月14日(木)\n"), "{text}");
    assert!(text.contains("previous_dates: [2026-12-10, 2026-12-17]\n"), "{text}");
}

#[test]
fn what_was_moved_and_postponed_again_can_be_taken_back() {
    let moved =
        "---\ndate: 2026-12-17\nprevious_dates:\n  - 2026-12-10\nchanges:\n  - date: 2026-11-20\n    text: あ\n---\n";
    let (postponed, document) = set(moved.as_bytes(), &[POSTPONED], None).unwrap();
    assert_eq!(days_of(&document).1, [date(2026, 12, 10), date(2026, 12, 17)], "or it would not count as postponed");
    let (_, document) = set(&postponed, &[ON], None).unwrap();
    assert_eq!(days_of(&document), (Some(date(2026, 12, 17)), vec![date(2026, 12, 10)]));
    assert_eq!(words(&document.front, "standing"), Some("on"));
}

#[test]
fn what_cannot_be_changed_alone_is_left_alone() {
    for text in ["---\nseats: [few]\n---\n", "---\nseats:\n  - few\n---\n"] {
        assert!(set(text.as_bytes(), &[FULL], None).is_err(), "{text}");
    }
}

#[test]
fn a_character_that_the_encoding_lacks_is_named() {
    let error = save::bytes("a.md", "髙い😀😀", Encoding::Cp932).unwrap_err();
    assert!(error.text(crate::diagnostics::Lang::Ja).contains("「😀」"));
}

/// Lines that say something else, in many manners; none of them may change.
const OTHERS: [&str; 14] = [
    "title: 「もぐもぐ」／サポート # メモ\n",
    "見出し: あ\n",
    "# seats: full と書くと満席\n",
    "\n",
    "booking:\n  url: https://booking.example.jp/f#seats:few\n  phone: 0197-00-0011\n",
    "summary: |\n  seats: few\n  standing: 中止\n",
    "bring: [母子健康手帳, \"タオル\"]\n",
    "notes:\n- 一つめ # a\n- '二つめ'\n",
    "faq: [{q: あ, a: 'い'}]\n",
    "fee: {yen: 100, note: 材料費}\n",
    "flow:\n  - 受付\n  - 話\n",
    "unknown: 値\n",
    "allow: {kanji-run: 正式な名前}\n",
    "doors: 9:45   \n",
];
const SEATS: [&str; 7] =
    ["", "seats: open\n", "空き: あり # あ\n", "seats: \"few\"\n", "seats:\n", "空き:   '満席'\n", "seats: なし\n"];
const STANDINGS: [&str; 5] = ["", "standing: on\n", "開催: 延期\n", "standing: cancelled # x\n", "開催: \"中止\"\n"];
const CHANGES: [&str; 6] = [
    "",
    "changes:\n  - date: 2026-11-20\n    text: 直しました # b\n",
    "変更履歴:\n- {日付: 2026-11-20, 内容: あ}\n",
    "changes: [{date: 2026-11-20, text: あ}]\n",
    "changes: []\n",
    "changes:\n    -\n      text: あ\n      date: 2026/11/20\n",
];
const DAYS: [&str; 5] = [
    "",
    "date: 2026-12-10\n",
    "開催日: 2026年12月15日(火)\nprevious_dates: 2026-12-10\n",
    "date: '2026-12-15' # y\nprevious_dates: [2026-12-10]\n",
    "date: 2026-12-15\n変更前の日:\n  - 2026-12-10 # z\n",
];

fn fragments() -> impl Strategy<Value = Vec<&'static str>> {
    let own = (0..SEATS.len(), 0..STANDINGS.len(), 0..CHANGES.len(), 0..DAYS.len());
    let others = proptest::sample::subsequence(OTHERS.to_vec(), 0..=8);
    (own, others).prop_flat_map(|((seats, standing, changes, days), others)| {
        let mut all = others;
        all.extend([SEATS[seats], STANDINGS[standing], CHANGES[changes], DAYS[days]]);
        // Two headlines would be a mistake of the test.
        if all.contains(&OTHERS[0]) {
            all.retain(|line| *line != OTHERS[1]);
        }
        Just(all).prop_shuffle()
    })
}

fn wishes() -> impl Strategy<Value = (Vec<Wish>, Option<Date>)> {
    let seats = proptest::option::of(proptest::sample::select(vec!["open", "few", "full", "waitlist", "closed"]));
    let standing = proptest::option::of(proptest::sample::select(vec!["on", "cancelled", "postponed", "moved"]));
    (seats, standing).prop_map(|(seats, standing)| {
        let mut wishes: Vec<Wish> = seats.map(Wish::Seats).into_iter().collect();
        let moved = standing == Some("moved");
        wishes.extend(standing.map(|word| if moved { POSTPONED } else { Wish::Standing(word) }));
        (wishes, moved.then_some(date(2027, 1, 14)))
    })
}

fn says(document: &Document, key: &str, default: &'static str) -> Option<&'static str> {
    match document.front.0.get(key).map(|entry| &entry.value) {
        None | Some(Value::Clear) => Some(default),
        _ => words(&document.front, key).and_then(|text| choice(key, text)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn only_the_lines_that_must_change_do(
        fragments in fragments(),
        (wishes, to) in wishes(),
        encoding in proptest::sample::select(vec![
            Encoding::Utf8, Encoding::Utf8Marked, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Cp932,
        ]),
        crlf: bool,
    ) {
        let ends = |text: &str| if crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
        let body = ends("本文です。\n\nseats: few\n");
        let text = format!("{}{}{}{body}", ends("---\n"), ends(&fragments.concat()), ends("---\n"));
        let bytes = encode(&text, encoding).unwrap();
        let (after, document) = set(&bytes, &wishes, to).expect("these files can be changed");
        let (new, same) = decode(&after).unwrap();
        prop_assert_eq!(same, encoding);
        prop_assert!(new.ends_with(&body));
        prop_assert_eq!(new.contains("\r\n"), crlf);
        prop_assert_eq!(new.matches('\n').count() == new.matches("\r\n").count(), crlf);
        for other in fragments.iter().filter(|fragment| OTHERS.contains(fragment)) {
            prop_assert!(new.contains(&ends(other)), "{new}");
        }
        for wish in &wishes {
            match wish {
                Wish::Seats(word) => prop_assert_eq!(says(&document, "seats", "open"), Some(*word)),
                Wish::Standing(_) if to.is_some() => prop_assert_eq!(says(&document, "standing", "on"), Some("on")),
                Wish::Standing(word) => prop_assert_eq!(says(&document, "standing", "on"), Some(*word)),
            }
        }
        if let Some(to) = to {
            let (day, previous) = days_of(&document);
            prop_assert_eq!(day, Some(to));
            prop_assert_eq!(previous.first(), Some(&date(2026, 12, 10)));
        }
        let again = set(&after, &wishes, to).expect("a second time");
        prop_assert_eq!(decode(&again.0).unwrap().0, new, "a second time changes nothing");
    }
}
