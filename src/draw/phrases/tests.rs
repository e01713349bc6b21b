//! The golden breaks, the forbidden ones, and what holds for any text.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use proptest::prelude::*;

mod whole;

/// One golden line: the text and, for each of its characters, the mark before it.
struct Golden {
    text: String,
    marks: Vec<Option<char>>,
}

fn golden(file: &str) -> (Vec<String>, Vec<Golden>) {
    let lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (names, lines): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with('@'));
    (names.iter().map(|name| name[1..].to_owned()).collect(), lines.into_iter().map(read).collect())
}

fn read(line: &str) -> Golden {
    let mut golden = Golden { text: String::new(), marks: Vec::new() };
    let mut mark = None;
    for c in line.chars() {
        match c {
            '|' | '+' => mark = Some(c),
            _ => {
                golden.text.push(c);
                golden.marks.push(mark.take());
            }
        }
    }
    golden
}

/// The places, in characters of the text, where a break is offered; wished breaks are not among them.
fn offered(text: &str, facilities: &[String]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut at = 0;
    for line in split(text, facilities).lines {
        for phrase in &line {
            places.push(at);
            at += phrase.chars().count();
        }
        places.retain(|&place| place != at - line.iter().map(|phrase| phrase.chars().count()).sum::<usize>());
        at += 1;
    }
    places
}

/// The share of lines that are met wholly, in percent. Prints it, and the lines that are not, if they may be looked at.
fn share_met(file: &str, to_be_seen: bool) -> usize {
    let (facilities, lines) = golden(file);
    let (mut met, mut wanted, mut lost, mut torn) = (0, 0, 0, 0);
    for Golden { text, marks } in &lines {
        let offered = offered(text, &facilities);
        let missing = (0..marks.len()).filter(|at| marks[*at] == Some('|') && !offered.contains(at)).count();
        let wrong = offered.iter().filter(|&&at| marks[at].is_none()).count();
        wanted += marks.iter().filter(|mark| **mark == Some('|')).count();
        lost += missing;
        torn += wrong;
        met += usize::from(missing + wrong == 0);
        if to_be_seen && missing + wrong > 0 {
            println!("{missing} missing, {wrong} wrong: {}", split(text, &facilities).lines.concat().join("|"));
        }
    }
    println!("golden lines met: {met} of {}; of {wanted} wanted breaks {lost} missing; {torn} wrong", lines.len());
    met * 100 / lines.len()
}

/// The floors are what the rules reached when they were last tuned. The lines of the
/// fifth set are not printed, so that nobody tunes on them.
#[test]
fn golden_breaks_are_met() {
    let tuned = [
        (include_str!("golden.txt"), 100),
        (include_str!("golden_2.txt"), 100),
        (include_str!("golden_3.txt"), 95),
        (include_str!("golden_4.txt"), 100),
        (include_str!("golden_6.txt"), 97),
    ];
    for (file, floor) in tuned {
        assert!(share_met(file, true) >= floor);
    }
    assert!(share_met(include_str!("golden_5.txt"), false) >= 89);
}

#[test]
fn wished_breaks_make_lines_and_leave_no_mark() {
    let phrases = split("おかゆを知ろう／はじめての離乳食\n2階", &[]);
    assert_eq!(
        phrases.lines.iter().map(|line| line.concat()).collect::<Vec<_>>(),
        ["おかゆを知ろう", "はじめての離乳食", "2階"]
    );
    let marked = with_break_marks("はじめての離乳食／2階", &[]).replace([BETWEEN_WORDS, BETWEEN_LETTERS], "");
    assert_eq!(marked, "はじめての\u{200b}離乳食\n2階");
    assert!(split("", &[]).lines.is_empty());
    assert!(split("／\n／", &[]).lines.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_comes_back_whole(text in "[\u{3041}-\u{3096}ァ-ヶーあいうえお教室予防接種月日時分か〜0-9（）「」、。！・ 　／\na-zA-Z:@./🍼\u{fe0f}]{0,40}|\\PC{0,40}") {
        let phrases = split(&text, &["教室".to_owned(), String::new()]);
        prop_assert_eq!(phrases.lines.concat().concat(), text.replace(['／', '\n', '\r'], ""));
        for line in &phrases.lines {
            prop_assert!(!line.is_empty() && line.iter().all(|phrase| !phrase.is_empty()));
            for pair in line.windows(2) {
                let subtitle = pair[0].ends_with(char::is_whitespace) && pair[1].starts_with(script::is_wave);
                prop_assert!(subtitle || !pair[1].starts_with(script::never_starts_line), "{:?}", line);
                prop_assert!(!pair[0].ends_with(script::never_ends_line), "{:?}", line);
            }
        }
    }
}
