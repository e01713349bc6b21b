//! Whether a new phrase may start at a place: what must stay together first, then what surely divides, then the model.

use super::compound;
use super::model;
use super::protect::{Kind, Span};
use super::script::{Script, is_wave, never_ends_line, never_starts_line};
use super::words;

use Script::{Close, Digit, Hiragana, Kanji, Katakana, Latin, Open, Space, Stop};

/// First kana of the particles and endings that a phrase in Latin letters, digits or brackets goes on with.
const PARTICLES: &str = "はがをにでとのもへやかまよなどっだしすほくぐずごさせ";

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

/// Where phrases start: one value per character, `true` where a line may break before it. The first is `false`.
pub(super) fn starts(chars: &[char], spans: &[Span]) -> Vec<bool> {
    let line = Line::new(chars, spans);
    (0..chars.len()).map(|at| line.may_start(at)).collect()
}

/// A line and what is known of each place in it; a place is named by the character after it.
struct Line<'a> {
    chars: &'a [char],
    /// Inside a stretch that stays whole.
    inside: Vec<bool>,
    /// The stretches that start at the place, with their lengths.
    starting: Vec<Vec<(Kind, usize)>>,
    /// The stretches that end at the place.
    ending: Vec<Vec<Kind>>,
    /// How many wave dashes stand before the place.
    waves: Vec<usize>,
    /// Spaces that the line starts with.
    indent: usize,
}

impl<'a> Line<'a> {
    fn new(chars: &'a [char], spans: &[Span]) -> Self {
        let mut inside = vec![false; chars.len() + 1];
        let (mut starting, mut ending) = (vec![Vec::new(); chars.len() + 1], vec![Vec::new(); chars.len() + 1]);
        for Span { kind, range } in spans {
            inside[range.start + 1..range.end].fill(true);
            starting[range.start].push((*kind, range.len()));
            ending[range.end].push(*kind);
        }
        let mut seen = 0;
        let mut count = |c: &char| {
            seen += usize::from(is_wave(*c));
            seen
        };
        let waves = std::iter::once(0).chain(chars.iter().map(&mut count)).collect();
        let indent = chars.iter().take_while(|&&c| Script::of(c) == Space).count();
        Self { chars, inside, starting, ending, waves, indent }
    }

    /// Whether a line may break at the place.
    fn may_start(&self, at: usize) -> bool {
        if at <= self.indent || self.inside[at] {
            return false;
        }
        let (before, after) = (self.chars[at - 1], self.chars[at]);
        if never_ends_line(before) || self.wave_holds(at) {
            return false;
        }
        if never_starts_line(after) {
            return self.opens_subtitle(at);
        }
        match (Script::of(before), Script::of(after)) {
            (Space | Stop, _) => true,
            (Close, next) => after_bracket(self.chars, at, next),
            // Before a bracket always, but for the one after a single letter.
            (_, Open) => at >= 2 && Script::of(self.chars[at - 2]) != Space,
            (left, right) => self.beside_span(at).unwrap_or_else(|| between(self.chars, at, left, right)),
        }
    }

    /// The wave dash of a range or of a subtitle (～ゆっくり呼吸～): an odd one, counted from the line's start, holds what
    /// follows it.
    fn wave_holds(&self, at: usize) -> bool {
        is_wave(self.chars[at - 1]) && self.waves[at] % 2 == 1
    }

    /// A wave dash that opens a subtitle, after a space, is the one character that may start a line against the table.
    fn opens_subtitle(&self, at: usize) -> bool {
        let opens = self.waves[at].is_multiple_of(2) && self.waves.last() > Some(&self.waves[at + 1]);
        is_wave(self.chars[at]) && opens && Script::of(self.chars[at - 1]) == Space
    }

    /// At the edge of a stretch that stays whole; `None` leaves it to the letters.
    fn beside_span(&self, at: usize) -> Option<bool> {
        let ends = |kind: Kind| self.ending[at].contains(&kind);
        let starts = |kind: Kind| self.starting[at].iter().any(|start| start.0 == kind);
        let (before, next) = (self.chars[at - 1], Script::of(self.chars[at]));
        let particle = next == Hiragana && PARTICLES.contains(self.chars[at]) && !starts(Kind::Word);
        let lone_kanji = next == Kanji && self.chars.get(at + 1).is_none_or(|&c| Script::of(c) != Kanji);
        if ends(Kind::Facility) {
            Some(!particle && !lone_kanji)
        } else if starts(Kind::Facility) {
            Some(true)
        } else if (ends(Kind::Number) || ends(Kind::Latin)) && particle {
            Some(false)
        } else if starts(Kind::Number) {
            self.before_number(at)
        } else if ends(Kind::Number) && next.is_noun_like() {
            Some(nouns(self.chars[at..].iter()) >= LONG_NOUN)
        } else {
            let word = starts(Kind::Word) && (CASE.contains(before) || VERB_END.contains(before));
            word.then_some(true)
        }
    }

    /// Before a number: its short label stays with it, and so does the お of お1人.
    fn before_number(&self, at: usize) -> Option<bool> {
        let before = self.chars[at - 1];
        let length = self.starting[at].iter().filter(|start| start.0 == Kind::Number).map(|start| start.1).max();
        if self.ending[at].contains(&Kind::Number) {
            Some(true)
        } else if Script::of(before).is_noun_like() {
            let label = nouns(self.chars[..at].iter().rev());
            let alone = label == 1 && at >= 2 && Script::of(self.chars[at - 2]) == Hiragana;
            Some(alone || label > LABEL || length >= Some(PHONE))
        } else {
            (Script::of(before) == Hiragana).then_some(!matches!(before, 'お' | 'ご'))
        }
    }
}

/// After a closing bracket: its particle stays with it, a word does not.
fn after_bracket(chars: &[char], at: usize, next: Script) -> bool {
    match next {
        Hiragana if chars[at - 1] == '】' => true,
        Hiragana => !PARTICLES.contains(chars[at]) && model::score(chars, at) > 0,
        _ => true,
    }
}

/// How many characters of a compound noun come first, as far as it matters.
fn nouns<'a>(chars: impl Iterator<Item = &'a char>) -> usize {
    chars.take(PHONE).take_while(|&&c| Script::of(c).is_noun_like()).count()
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
    let kana = text.iter().take(3).take_while(|&&c| Script::of(c) == Hiragana).count();
    kana >= 3 && !PARTICLES.contains(text[0])
}

/// What speaks for a noun after kana and is too weak in the model: a particle or a verb before it, or a long katakana word.
fn noun_bonus(chars: &[char], at: usize) -> i32 {
    let katakana = chars[at..].iter().take(3).take_while(|&&c| Script::of(c) == Katakana).count();
    let particle = if CASE.contains(chars[at - 1]) { AFTER_PARTICLE } else { 0 };
    let word = if katakana >= 3 { BEFORE_KATAKANA } else { 0 };
    let verb = if VERB_END.contains(chars[at - 1]) { AFTER_VERB } else { 0 };
    particle + verb + word
}
