//! Places inside a phrase where a line may break when the phrase is longer than a line: first those that tear no word, and
//! only where even they do not do, others that tear no number and no everyday word.

use super::compound::HEADS;
use super::model;
use super::number::starts_with;
use super::protect::{self, Kind, Span};
use super::script::{Script, never_ends_line, never_starts_line};

/// How likely the model must at least find a new phrase, in its own unit: far below the 0 of a phrase that it is sure of.
const PERHAPS: i32 = -1500;

/// A word in Latin letters up to this many characters is never torn; a longer one is an address.
const LONGEST_WHOLE_LATIN: usize = 14;

/// How bad a break inside a phrase is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inner {
    /// Between two words of the phrase: わからない方に → わからない|方に.
    Words,
    /// Between any two letters that are not a number and not an everyday word.
    Letters,
}

/// For each character of a phrase how bad a break before it is; `None` = never.
pub(super) fn places(phrase: &[char], facilities: &[String]) -> Vec<Option<Inner>> {
    let spans = protect::spans(phrase, facilities);
    (0..phrase.len()).map(|at| place(phrase, at, &spans)).collect()
}

fn place(phrase: &[char], at: usize, spans: &[Span]) -> Option<Inner> {
    let (before, after) = (*phrase.get(at.checked_sub(1)?)?, phrase[at]);
    if never_ends_line(before) || never_starts_line(after) || spans.iter().any(|span| holds(span, at)) {
        return None;
    }
    let whole = phrase.len() <= 2 || at == 1 || tears_word(phrase, at);
    match (Script::of(before), Script::of(after)) {
        (Script::Hiragana, Script::Kanji | Script::Katakana) if !whole && !"おご".contains(before) => {
            Some(Inner::Words)
        }
        (Script::Close, _) | (_, Script::Open) => Some(Inner::Words),
        (Script::Kanji, Script::Katakana) | (Script::Katakana, Script::Kanji) if !whole && at + 1 < phrase.len() => {
            Some(Inner::Words)
        }
        _ if !whole && model::score(phrase, at) > PERHAPS => Some(Inner::Words),
        _ if tears_word(phrase, at) => None,
        _ => Some(Inner::Letters),
    }
}

/// Whether no line breaks at `at` for the sake of this stretch. A facility and a bracket that do not fit a line break like
/// other words do, and so does an address.
fn holds(span: &Span, at: usize) -> bool {
    let breaks = match span.kind {
        Kind::Facility | Kind::Bracket => true,
        Kind::Latin => span.range.len() > LONGEST_WHOLE_LATIN,
        Kind::Number | Kind::Word | Kind::Term | Kind::City => false,
    };
    !breaks && span.range.start < at && at < span.range.end
}

/// Whether a break at `at` would tear a word that announcements use every day.
fn tears_word(phrase: &[char], at: usize) -> bool {
    HEADS.iter().any(|head| {
        let length = head.chars().count();
        (at.saturating_sub(length - 1)..at).any(|start| starts_with(&phrase[start..], head))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(phrase: &str) -> String {
        let chars: Vec<char> = phrase.chars().collect();
        let mark = |place: &Option<Inner>| match place {
            None => "",
            Some(Inner::Words) => "|",
            Some(Inner::Letters) => "'",
        };
        places(&chars, &[]).iter().zip(&chars).map(|(place, c)| format!("{}{c}", mark(place))).collect()
    }

    #[test]
    fn words_come_before_letters_and_numbers_stay_whole() {
        assert_eq!(marked("わからない方に"), "わ'か'ら'な'い|方'に");
        assert_eq!(marked("予防接種教室"), "予防接種'教室");
        assert_eq!(marked("10:00〜11:30"), "10:00〜11:30");
        assert_eq!(marked("0197-00-0011"), "0197-00-0011");
    }
}
