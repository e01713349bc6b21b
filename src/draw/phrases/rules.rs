//! Whether a new phrase may start at a place: what must stay together first, then what surely divides, then the model.

use super::compound;
use super::model;
use super::protect::{Kind, Span};
use super::script::{Script, is_wave, never_ends_line, never_starts_line};
use super::words;

use Script::{Close, Digit, Hiragana, Kanji, Katakana, Latin, Open, Space, Stop};

/// Particles and endings that a phrase in Latin letters, digits or brackets goes on with.
const PARTICLES: &str = "はがをにでとのもへやからまでよりならなどってだけしかほどくらいぐらいずつごろですださせし";

/// Particles that a noun or a verb of its own may follow.
const CASE: &str = "はがをにでとのもへやな";

/// Last kana of a verb that stands before its noun (なくす薬); inside compounds verbs end otherwise (過ごし方).
const VERB_END: &str = "うくすつぬむるぐぶ";

/// Added after such a verb, in the same unit as [`AFTER_PARTICLE`].
const AFTER_VERB: i32 = 1500;

/// Added to the model's doubled score between a particle and a noun in kanji or katakana.
const AFTER_PARTICLE: i32 = 1500;

/// Added between kana and a katakana word of three or more characters.
const BEFORE_KATAKANA: i32 = 3200;

/// A noun of this many characters stands apart from the number before it (1階|総合案内).
const LONG_NOUN: usize = 4;

/// A number of this many characters is a telephone number or a date with its hours, and stands apart from its label.
const PHONE: usize = 9;

/// A run of this many characters before a number is its label (参加費500円); a longer one is a word of its own.
const LABEL: usize = 3;

/// Where phrases start, `starts[0]` excepted: one value per character, `true` where a line may break before it.
pub(super) fn starts(chars: &[char], spans: &[Span]) -> Vec<bool> {
    (0..chars.len()).map(|at| at > 0 && may_start(chars, at, spans)).collect()
}

/// Whether a line may break before `chars[at]`.
fn may_start(chars: &[char], at: usize, spans: &[Span]) -> bool {
    let (before, after) = (chars[at - 1], chars[at]);
    let inside = spans.iter().any(|span| span.range.start < at && at < span.range.end);
    let only_space = chars[..at].iter().all(|&c| Script::of(c) == Space);
    if inside || only_space || never_ends_line(before) || wave_holds(chars, at) {
        return false;
    }
    if never_starts_line(after) {
        return opens_subtitle(chars, at);
    }
    match (Script::of(before), Script::of(after)) {
        (Space | Stop, _) => true,
        (Close, next) => after_bracket(chars, at, next),
        (_, Open) => before_bracket(chars, at),
        (left, right) => match beside_span(chars, at, spans) {
            Some(verdict) => verdict,
            None => between(chars, at, left, right),
        },
    }
}

/// A wave dash that opens a subtitle, after a space, is the one character that may start a line against the table.
fn opens_subtitle(chars: &[char], at: usize) -> bool {
    let even = chars[..at].iter().filter(|&&c| is_wave(c)).count() % 2 == 0;
    is_wave(chars[at]) && Script::of(chars[at - 1]) == Space && even && chars[at + 1..].iter().any(|&c| is_wave(c))
}

/// After a closing bracket: its particle stays with it, a word does not.
fn after_bracket(chars: &[char], at: usize, next: Script) -> bool {
    match next {
        Hiragana if chars[at - 1] == '】' => true,
        Hiragana => !PARTICLES.contains(chars[at]) && model::score(chars, at) > 0,
        _ => true,
    }
}

/// Before an opening bracket: always, but for a bracket after a single letter.
fn before_bracket(chars: &[char], at: usize) -> bool {
    at >= 2 && Script::of(chars[at - 2]) != Space
}

/// The wave dash of a range or of a subtitle (～ゆっくり呼吸～): an odd one, counted from the line's start, holds what
/// follows it.
fn wave_holds(chars: &[char], at: usize) -> bool {
    let waves = chars[..at].iter().filter(|&&c| is_wave(c)).count();
    is_wave(chars[at - 1]) && waves % 2 == 1
}

/// At the edge of a stretch that stays whole; `None` leaves it to the letters.
fn beside_span(chars: &[char], at: usize, spans: &[Span]) -> Option<bool> {
    let ends = |kind: Kind| spans.iter().any(|span| span.kind == kind && span.range.end == at);
    let starts = |kind: Kind| spans.iter().any(|span| span.kind == kind && span.range.start == at);
    let (before, next) = (chars[at - 1], Script::of(chars[at]));
    let particle = next == Hiragana && PARTICLES.contains(chars[at]) && !starts(Kind::Word);
    let lone_kanji = next == Kanji && chars.get(at + 1).is_none_or(|&c| Script::of(c) != Kanji);
    if ends(Kind::Facility) {
        return Some(!particle && !lone_kanji);
    }
    if starts(Kind::Facility) || (ends(Kind::Number) && starts(Kind::Number)) {
        return Some(true);
    }
    if (ends(Kind::Number) || ends(Kind::Latin)) && particle {
        return Some(false);
    }
    if ends(Kind::Number) && next.is_noun_like() {
        return Some(nouns(chars[at..].iter()) >= LONG_NOUN);
    }
    if starts(Kind::Number) && Script::of(before).is_noun_like() {
        let label = nouns(chars[..at].iter().rev());
        let alone = label == 1 && chars.get(at.wrapping_sub(2)).is_some_and(|&c| Script::of(c) == Hiragana);
        let number = spans
            .iter()
            .filter(|span| span.kind == Kind::Number && span.range.start == at)
            .map(|span| span.range.len());
        return Some(alone || label > LABEL || number.max() >= Some(PHONE));
    }
    if starts(Kind::Number) && Script::of(before) == Hiragana {
        return Some(!matches!(before, 'お' | 'ご'));
    }
    if starts(Kind::Word) && (CASE.contains(before) || VERB_END.contains(before)) {
        return Some(true);
    }
    None
}

/// How many characters of a compound noun come first.
fn nouns<'a>(chars: impl Iterator<Item = &'a char>) -> usize {
    chars.take_while(|&&c| Script::of(c).is_noun_like()).count()
}

/// Between two letters.
fn between(chars: &[char], at: usize, left: Script, right: Script) -> bool {
    match (left, right) {
        (Kanji | Katakana, Kanji | Katakana) => compound::divides(chars, at),
        (Latin | Digit, Latin | Digit) | (Digit, _) => false,
        (Kanji | Katakana, Hiragana) if compound::ends_with_house(&chars[..at]) => is_name(&chars[at..]),
        (Hiragana, Kanji) if is_pointer(&chars[..at]) => false,
        (Hiragana, _) if chars[at - 1] == 'を' => true,
        (Hiragana, _) if words::ends_with_adverb(&chars[..at]) => right != Hiragana || !PARTICLES.contains(chars[at]),
        (Hiragana, Kanji | Katakana) => model::score(chars, at) + noun_bonus(chars, at) > 0,
        _ => chars[at - 1] == '・' || model::score(chars, at) > 0,
    }
}

/// この, その, あの, どの: too short to stand alone before a noun.
fn is_pointer(text: &[char]) -> bool {
    matches!(text, [.., 'こ' | 'そ' | 'あ' | 'ど', 'の'])
}

/// Whether kana after センター or 館 are a name (子育て支援センター|ひまわり) and not a particle with a word.
fn is_name(text: &[char]) -> bool {
    let kana = text.iter().take_while(|&&c| Script::of(c) == Hiragana).count();
    kana >= 3 && !PARTICLES.contains(text[0])
}

/// What speaks for a noun after kana and is too weak in the model: a particle or a verb before it, or a long katakana word.
fn noun_bonus(chars: &[char], at: usize) -> i32 {
    let katakana = chars[at..].iter().take_while(|&&c| Script::of(c) == Katakana).count();
    let particle = if CASE.contains(chars[at - 1]) { AFTER_PARTICLE } else { 0 };
    let word = if katakana >= 3 { BEFORE_KATAKANA } else { 0 };
    let verb = if VERB_END.contains(chars[at - 1]) { AFTER_VERB } else { 0 };
    particle + verb + word
}
