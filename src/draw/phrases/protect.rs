//! Stretches of a line that stay whole: facility names, short brackets, numbers with all that belongs to them, words and
//! addresses in Latin letters, doubled sounds like もぐもぐ.

use std::ops::Range;

use super::number;
use super::script::{PAIRS, Script};
use super::{terms, words};

/// Quoted text up to this many characters stays whole …
const SHORT_QUOTE: usize = 8;

/// … and a note in round brackets up to this many, for it has fewer good places to break.
const SHORT_NOTE: usize = 10;

/// Facility names up to this many characters stay whole; a longer one would force small type on a narrow slide.
const WHOLE_FACILITY: usize = 16;

/// A run of Latin letters and signs is looked at no further than this, so that a hostile text costs no time.
const LONGEST_LATIN: usize = 300;

/// What kind of stretch it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Facility,
    Bracket,
    Number,
    /// In Latin letters.
    Latin,
    /// Of everyday Japanese, also もぐもぐ and its like.
    Word,
    /// Of a city hall, a compound that reads as one word.
    Term,
    /// The name of a city, town or village in kana: あおば市.
    City,
}

/// A stretch in which no line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// All such stretches; they may overlap.
pub(super) fn spans(chars: &[char], facilities: &[String]) -> Vec<Span> {
    let mut spans: Vec<Span> = facilities.iter().flat_map(|name| places(chars, name)).collect();
    spans.extend((0..chars.len()).filter_map(|start| bracket(chars, start)));
    spans.extend(tokens(chars));
    spans.extend((0..chars.len()).filter_map(|start| word(chars, start).or_else(|| repeat(chars, start))));
    spans.extend((0..chars.len()).filter_map(|start| term(chars, start)));
    let after_number = spans.iter().filter(|span| span.kind == Kind::Number).map(|span| span.range.end);
    let city_starts: Vec<usize> = after_number.chain(after_marks(chars)).collect();
    spans.extend(city_starts.into_iter().filter_map(|start| city(chars, start)));
    spans
}

/// Where a facility is named.
fn places<'a>(chars: &'a [char], name: &'a str) -> impl Iterator<Item = Span> + 'a {
    let length = name.chars().count();
    let whole = (2..=WHOLE_FACILITY).contains(&length);
    let starts = (0..chars.len()).filter(move |&start| whole && number::starts_with(&chars[start..], name));
    starts.map(move |start| Span { kind: Kind::Facility, range: start..start + length })
}

/// A short bracket that opens at `start`.
fn bracket(chars: &[char], start: usize) -> Option<Span> {
    let close = PAIRS.iter().find(|pair| pair.0 == chars[start])?.1;
    let short = if matches!(close, ')' | '）') { SHORT_NOTE } else { SHORT_QUOTE };
    let inside = chars[start + 1..].iter().take(short + 1).position(|&c| c == close)?;
    Some(Span { kind: Kind::Bracket, range: start..start + inside + 2 })
}

/// Numbers and Latin words, from left to right without overlap.
fn tokens(chars: &[char]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let found = [(Kind::Latin, latin(chars, at)), (Kind::Number, number::end(chars, at))];
        let longest =
            found.into_iter().filter_map(|(kind, end)| end.map(|end| (kind, end))).max_by_key(|found| found.1);
        let Some((kind, end)) = longest.filter(|&(_, end)| end > at) else {
            at += 1;
            continue;
        };
        spans.push(Span { kind, range: at..end });
        at = end;
    }
    spans
}

/// The end of a Latin word, a URL or a mail address: it holds a Latin letter or is a sign with digits, and nothing but
/// visible ASCII without brackets and quotes. A stop at its end does not belong to it.
fn latin(chars: &[char], start: usize) -> Option<usize> {
    let belongs =
        |c: &char| matches!(Script::of(*c), Script::Latin | Script::Digit) || "-_./:@?=&%#+~'!*$,;".contains(*c);
    let run = &chars[start..start + chars[start..].iter().take(LONGEST_LATIN).take_while(|&c| belongs(c)).count()];
    let end =
        run.iter().rposition(|&c| matches!(Script::of(c), Script::Latin | Script::Digit) || "/%#+".contains(c))?;
    let run = &run[..=end];
    let has_letter = run.iter().any(|&c| Script::of(c) == Script::Latin);
    let starts_well = run.first().is_some_and(|&c| !matches!(Script::of(c), Script::Stop));
    (has_letter && starts_well).then_some(start + run.len())
}

/// An everyday word.
fn word(chars: &[char], start: usize) -> Option<Span> {
    let length = words::whole(&chars[start..])?;
    Some(Span { kind: Kind::Word, range: start..start + length })
}

/// A term of a city hall.
fn term(chars: &[char], start: usize) -> Option<Span> {
    let length = terms::whole(&chars[start..])?;
    Some(Span { kind: Kind::Term, range: start..start + length })
}

/// Where a city's name may start, beside after a number: at the line's start and where no letter is before it.
fn after_marks(chars: &[char]) -> impl Iterator<Item = usize> {
    let is_mark = |c: char| matches!(Script::of(c), Script::Space | Script::Stop | Script::Open | Script::Close);
    (0..chars.len()).filter(move |&at| at == 0 || is_mark(chars[at - 1]))
}

/// Two to four hiragana and 市, 町, 村 or 区.
fn city(chars: &[char], start: usize) -> Option<Span> {
    let kana = chars[start..].iter().take(5).take_while(|&&c| Script::of(c) == Script::Hiragana).count();
    let ends = chars.get(start + kana).is_some_and(|c| "市町村区".contains(*c));
    ((2..=4).contains(&kana) && ends).then_some(Span { kind: Kind::City, range: start..start + kana + 1 })
}

/// Two or three kana that are said twice.
fn repeat(chars: &[char], start: usize) -> Option<Span> {
    let kana = |c: &char| matches!(Script::of(*c), Script::Hiragana | Script::Katakana);
    let length = (2..=3).find(|&length| {
        let once = chars.get(start..start + length);
        once.is_some() && once == chars.get(start + length..start + 2 * length)
    })?;
    let range = start..start + 2 * length;
    chars[range.clone()].iter().all(kana).then_some(Span { kind: Kind::Word, range })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, kind: Kind) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let facilities = ["ひだまりプラザ".to_owned()];
        let spans = spans(&chars, &facilities).into_iter().filter(|span| span.kind == kind);
        spans.map(|span| chars[span.range].iter().collect()).collect()
    }

    #[test]
    fn each_kind_is_found() {
        assert_eq!(found("会場はひだまりプラザ2階", Kind::Facility), ["ひだまりプラザ"]);
        assert_eq!(found("（要予約）と「とても長い言葉の入った括弧」", Kind::Bracket), ["（要予約）"]);
        assert_eq!(found("12月10日(木)10:00〜11:30、2階", Kind::Number), ["12月10日(木)", "10:00〜11:30", "2階"]);
        assert_eq!(found("Wi-Fiとhttps://a.example/x?y=1。", Kind::Latin), ["Wi-Fi", "https://a.example/x?y=1"]);
        assert_eq!(found("kosodate@city.aoba.exampleまで", Kind::Latin), ["kosodate@city.aoba.example"]);
        assert_eq!(found("わくわく・ごっくん", Kind::Word), ["わくわく", "ごっくん"]);
    }
}
