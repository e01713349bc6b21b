//! Whether a new phrase may start at a place: what must stay together first, then what surely divides, then the model.

use super::compound;
use super::kana;
use super::model;
use super::protect::{Kind, Span};
use super::script::{Script, is_wave, never_ends_line, never_starts_line};
use super::words;

use Script::{Close, Digit, Hiragana, Kanji, Katakana, Latin, Open, Space, Stop};

/// First kana of the particles and endings that a phrase in Latin letters, digits or brackets goes on with.
const PARTICLES: &str = "はがをにでとのもへやかまよなどっだしすほくぐずごさせ";

/// First kana of what goes on behind センター or 館 and is no name.
const AFTER_HOUSE: &str = "はがをにでとのもへやかまよなどだごほ";

/// A noun of this many characters stands apart from the number before it (1階|総合案内).
const LONG_NOUN: usize = 4;

/// A number of this many characters is a telephone number or a date with its hours, and stands apart from its label.
const PHONE: usize = 9;

/// A run of this many characters before a number is its label (参加費500円); a longer one is a word of its own.
const LABEL: usize = 3;

/// Where phrases start: one value per character, `true` where a line may break before it. The first is `false`.
pub(super) fn starts(chars: &[char], spans: &[Span]) -> Vec<bool> {
    let line = Line::new(chars, spans);
    let mut starts: Vec<bool> = (0..chars.len()).map(|at| line.may_start(at)).collect();
    join_lone_kana(chars, &mut starts);
    starts
}

/// No word is a single hiragana: one that stands alone goes with what follows (あ|そぼう), or with what precedes when it is
/// a particle.
fn join_lone_kana(chars: &[char], starts: &mut [bool]) {
    for at in 1..chars.len() {
        let alone = Script::of(chars[at - 1]) == Hiragana && (at == 1 || starts[at - 1]);
        if alone && starts[at] && Script::of(chars[at]) == Hiragana {
            let particle = at >= 2 && kana::CASE.contains(chars[at - 1]);
            starts[if particle { at - 1 } else { at }] = false;
        }
    }
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
        let next = Script::of(self.chars[at]);
        let word = starts(Kind::Word) && !matches!(self.chars[at..], ['か', 'ら', ..]);
        let particle = next == Hiragana && PARTICLES.contains(self.chars[at]) && !word;
        let lone_kanji = next == Kanji && self.chars.get(at + 1).is_none_or(|&c| Script::of(c) != Kanji);
        if ends(Kind::Facility) {
            Some(!particle && !lone_kanji)
        } else if starts(Kind::Facility) {
            Some(true)
        } else if ((ends(Kind::Number) || ends(Kind::Latin)) && particle) || self.short_latin(at) {
            Some(false)
        } else if starts(Kind::Number) {
            self.before_number(at)
        } else if ends(Kind::Number) && word {
            Some(true)
        } else if ends(Kind::Number) && next.is_noun_like() {
            Some(nouns(self.chars[at..].iter()) >= LONG_NOUN)
        } else {
            self.beside_word(at)
        }
    }

    /// Between a noun and a Latin word that is too short to stand apart from it: 会議室A, 3Dプリンター, A4用紙.
    fn short_latin(&self, at: usize) -> bool {
        let noun = |at: usize| self.chars.get(at).is_some_and(|&c| Script::of(c).is_noun_like());
        let letter = noun(at - 1) && self.starting[at].contains(&(Kind::Latin, 1));
        let before = |length: usize| at >= length && self.starting[at - length].contains(&(Kind::Latin, length));
        letter || (noun(at) && (before(1) || before(2)))
    }

    /// A known word surely starts behind a particle or a verb, and one kanji behind it belongs to it: 子ども服, もぐもぐ期.
    fn beside_word(&self, at: usize) -> Option<bool> {
        let front = &self.chars[..at];
        if self.starting[at].iter().any(|start| start.0 == Kind::Word) && kana::ends_phrase(front) {
            return Some(true);
        }
        let bends = words::ends_with_adverb(front)
            || matches!(front, [.., 'に' | 'く' | 'い' | 'て' | 'ら'] | [.., 'で', 'も']);
        let joined = self.ending[at].contains(&Kind::Word) && !bends && kana::is_single_noun(self.chars, at);
        joined.then_some(false)
    }

    /// Before a number: its short label stays with it, and so does the お of お1人.
    fn before_number(&self, at: usize) -> Option<bool> {
        let before = self.chars[at - 1];
        let length = self.starting[at].iter().filter(|start| start.0 == Kind::Number).map(|start| start.1).max();
        if self.ending[at].contains(&Kind::Number) {
            Some(true)
        } else if Script::of(before).is_noun_like() {
            let label = nouns(self.chars[..at].iter().rev());
            let ordinal = label == LABEL && self.chars[at] == '第';
            let alone = label == 1 && at >= 2 && Script::of(self.chars[at - 2]) == Hiragana;
            Some(alone || ordinal || label > LABEL || length >= Some(PHONE))
        } else {
            (Script::of(before) == Hiragana).then_some(!matches!(before, 'お' | 'ご'))
        }
    }
}

/// After a closing bracket: its particle stays with it and so does 展 or 会, a word does not.
fn after_bracket(chars: &[char], at: usize, next: Script) -> bool {
    match next {
        Hiragana if chars[at - 1] == '】' => true,
        Hiragana => !PARTICLES.contains(chars[at]) && model::score(chars, at) > 0,
        Kanji => !kana::is_single_suffix(chars, at),
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
        (Hiragana, _) if chars[at - 1] == 'を' => true,
        (Hiragana, _) if words::ends_with_adverb(&chars[..at]) => right != Hiragana || !PARTICLES.contains(chars[at]),
        (Hiragana, Kanji | Katakana) => kana::noun_starts(chars, at),
        (Hiragana, Hiragana) => kana::divides(chars, at),
        _ => "・＆&：".contains(chars[at - 1]) || model::score(chars, at) > 0,
    }
}

/// Whether kana after センター or 館 are a name (子育て支援センター|ひまわり) and not a particle with a word.
fn is_name(text: &[char]) -> bool {
    let kana = text.iter().take(3).take_while(|&&c| Script::of(c) == Hiragana).count();
    words::whole(text).is_some() || (kana >= 3 && !AFTER_HOUSE.contains(text[0]))
}
