//! Where kana end a phrase. The model learnt from newspapers and tears words that they write in kanji (にほんご, ゆりかご)
//! and invented names (すてっぷあっぷ), so what a phrase can end with is asked before the model is.

use super::model;
use super::number::starts_with;
use super::script::Script;

/// Particles that a noun or a verb of its own may follow.
pub(super) const CASE: &str = "はがをにでとのもへやな";

/// Last kana of a verb that stands before its noun (なくす薬); inside compounds verbs end otherwise (過ごし方).
pub(super) const VERB_END: &str = "うくすつむるぐぶ";

/// What bent verbs and から end with: 食べて, 話した, なれば, なったら, これから.
const BENT: &str = "てたばら";

/// What phrases and words in kana both end with: 正しい, それより, たのしみ.
const OTHER_ENDS: &str = "いりずしけえ";

/// The first sound of a compound's second word: きょうだいげんか, やさいばたけ. Few phrases start with one.
const VOICED: &str = "がぎぐげざじずぞづばびぶべぼ";

/// Behind any other kana the model, whose scores reach from -15000 to 15000, must be as sure as this.
const SURE: i32 = 5000;

/// Added after a verb, in the same unit as [`AFTER_PARTICLE`]; nothing but a model that is sure outweighs it.
const AFTER_VERB: i32 = 5000;

/// Added to the model's doubled score between a particle and a noun in kanji or katakana.
const AFTER_PARTICLE: i32 = 1500;

/// Added between が, は or へ behind a noun, which no word goes on with, and another noun; also で and に behind katakana.
const AFTER_SURE_PARTICLE: i32 = 4000;

/// Added between kana and a katakana word of three or more characters.
const BEFORE_KATAKANA: i32 = 3200;

/// Particles of two kana or more, which belong to what is before them.
const LONG_PARTICLES: &[&str] = &[
    "でも",
    "では",
    "でのみ",
    "とは",
    "とも",
    "には",
    "にも",
    "にて",
    "へは",
    "へも",
    "から",
    "からは",
    "からの",
    "まで",
    "までに",
    "までの",
    "までは",
    "より",
    "だけ",
    "だけで",
    "だけの",
    "など",
    "などの",
    "などを",
    "ほど",
    "しか",
    "さえ",
    "こそ",
    "のみ",
    "ずつ",
    "ながら",
    "ので",
    "のに",
    "のは",
    "のか",
];

/// Kanji that are adjectives when い follows (古い|家), where a verb would make a compound (買い物, 使い方).
const ADJECTIVES: &str =
    "古強高早速遅長短深浅広狭重軽暑寒熱安良善悪若白黒赤青甘辛苦渋太細低近遠多弱怖痛固硬堅濃薄暗丸鋭厚緩淡眠憎清尊";

/// What a noun of one character goes on with.
const AFTER_NOUN: &str = "のをはがにでともへや";

/// Kanji that stand behind a name or a noun and never before one: ひよこ組, もぐもぐ期, おはなし会.
const SUFFIXES: &str = "期会組塾隊祭展園部科係課室号館店町村市区型式風流版派病症証券帳所員";

/// Whether a phrase may start between two kana.
pub(super) fn divides(chars: &[char], at: usize) -> bool {
    let before = chars[at - 1];
    let one_kana_noun = chars.get(at + 1) == Some(&'を');
    if is_pointer(&chars[..at]) || one_kana_noun || is_particle(&chars[at..]) {
        return false;
    }
    let free = [CASE, VERB_END, BENT].iter().any(|ends| ends.contains(before));
    let may_end = free || (OTHER_ENDS.contains(before) && !VOICED.contains(chars[at]));
    model::score(chars, at) > if may_end { 0 } else { SURE }
}

/// Whether nothing but a particle stands here, up to the next word (から|でも|入れます).
fn is_particle(text: &[char]) -> bool {
    LONG_PARTICLES.iter().any(|particle| {
        let behind = text.get(particle.chars().count());
        starts_with(text, particle) && behind.is_none_or(|&c| Script::of(c) != Script::Hiragana)
    })
}

/// Whether a noun in kanji or katakana behind kana starts a phrase.
pub(super) fn noun_starts(chars: &[char], at: usize) -> bool {
    if is_pointer(&chars[..at]) || is_one(chars, at) || is_suffix(chars, at) {
        return false;
    }
    model::score(chars, at) + noun_bonus(chars, at) > 0
}

/// この, その, あの, どの: too short to stand alone before a noun. No kana is before it but a particle (きのこの is none).
fn is_pointer(text: &[char]) -> bool {
    let alone = |&c: &char| Script::of(c) != Script::Hiragana || (CASE.contains(c) && c != 'の');
    match text {
        [front @ .., 'こ' | 'そ' | 'あ' | 'ど', 'の'] => front.last().is_none_or(alone),
        _ => false,
    }
}

/// The ひと of ひと息, ひと手間: a number in kana, with its counter behind it.
fn is_one(chars: &[char], at: usize) -> bool {
    let alone = |c: &char| Script::of(*c) != Script::Hiragana || CASE.contains(*c);
    let one = match &chars[..at] {
        [front @ .., 'ひ', 'と'] => front.last().is_none_or(alone),
        _ => false,
    };
    one && Script::of(chars[at]) == Script::Kanji
}

/// Whether one of the [`SUFFIXES`] stands here, behind no particle and no verb (みんなの|会, つくる|町の, 強い|町を).
fn is_suffix(chars: &[char], at: usize) -> bool {
    let front = &chars[..at];
    let free = CASE.contains(chars[at - 1]) || ends_with_verb(front) || ends_with_adjective(front);
    is_single_suffix(chars, at) && !free
}

/// Whether one of them stands here and no compound begins with it: 「はじめて」展を, but not 「はじめて」展示.
pub(super) fn is_single_suffix(chars: &[char], at: usize) -> bool {
    SUFFIXES.contains(chars[at]) && is_single_noun(chars, at)
}

/// Whether a noun of a single kanji stands here: 服の, but neither 服装の nor 来ます.
pub(super) fn is_single_noun(chars: &[char], at: usize) -> bool {
    let goes_on = |&c: &char| match Script::of(c) {
        Script::Kanji | Script::Katakana => true,
        Script::Hiragana => !AFTER_NOUN.contains(c),
        _ => false,
    };
    Script::of(chars[at]) == Script::Kanji && !chars.get(at + 1).is_some_and(goes_on)
}

/// Whether the text ends with a particle, a verb or から, before which a known word surely starts a phrase.
pub(super) fn ends_phrase(text: &[char]) -> bool {
    let last = text.last().is_some_and(|&c| CASE.contains(c) || VERB_END.contains(c) || matches!(c, 'て' | 'た'));
    last || matches!(text, [.., 'か', 'ら'] | [.., 'ま', 'で'] | [.., 'よ', 'り'])
}

/// What speaks for a noun after kana and is too weak in the model: a particle or a verb before it, or a long katakana word.
fn noun_bonus(chars: &[char], at: usize) -> i32 {
    let katakana = chars[at..].iter().take(3).take_while(|&&c| Script::of(c) == Script::Katakana).count();
    let particle = match chars[at - 1] {
        'が' | 'は' | 'へ' if at >= 2 && Script::of(chars[at - 2]).is_noun_like() => AFTER_SURE_PARTICLE,
        'で' | 'に' if at >= 2 && Script::of(chars[at - 2]) == Script::Katakana => AFTER_SURE_PARTICLE,
        before if CASE.contains(before) => AFTER_PARTICLE,
        _ => 0,
    };
    let word = if katakana >= 3 { BEFORE_KATAKANA } else { 0 };
    let verb = if ends_with_verb(&chars[..at]) || ends_with_adjective(&chars[..at]) { AFTER_VERB } else { 0 };
    particle + verb + word
}

/// Whether an adjective or a clause's end that no compound holds ends the text: 古い, 楽しい, しやすい, したい, 見ながら.
fn ends_with_adjective(text: &[char]) -> bool {
    match text {
        [.., kanji, 'い'] if ADJECTIVES.contains(*kanji) => true,
        [.., 'や' | 'づ', 'す' | 'ら', 'い'] | [.., 'に', 'く', 'い'] => true,
        [.., stem, 'し' | 'た' | 'な', 'い'] => {
            Script::of(*stem) == Script::Kanji || Script::of(*stem) == Script::Hiragana
        }
        [.., 'な', 'が', 'ら'] => true,
        _ => false,
    }
}

/// Whether a verb in its plain form ends the text: kanji with the kana that bend it (動かす, but not 三つ), or three kana
/// (つくる).
fn ends_with_verb(text: &[char]) -> bool {
    let counts = matches!(text, [.., count, 'つ'] if "一二三四五六七八九".contains(*count));
    let kana = text.iter().rev().take(3).take_while(|&&c| Script::of(c) == Script::Hiragana).count();
    let behind = text.iter().rev().nth(kana).is_some_and(|&c| Script::of(c) == Script::Kanji);
    text.last().is_some_and(|&c| VERB_END.contains(c)) && (kana >= 3 || behind) && !counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> (Vec<char>, usize) {
        let at = text.chars().position(|c| c == '|').unwrap_or_default();
        (text.chars().filter(|c| *c != '|').collect(), at)
    }

    #[test]
    fn kana_divide_only_where_a_phrase_can_end() {
        for text in ["家で|とって出す", "おかゆの|かたさを", "世代をこえて|つながる"] {
            let (chars, at) = chars(text);
            assert!(divides(&chars, at), "{text}");
        }
        for text in
            ["すてっぷ|あっぷ講座", "ゆりか|ご面接", "途中から|でも入れます", "この|くらいで", "きょうだい|げんか"]
        {
            let (chars, at) = chars(text);
            assert!(!divides(&chars, at), "{text}");
        }
    }

    #[test]
    fn a_noun_starts_behind_a_verb_an_adjective_or_a_particle() {
        for text in ["動かす|脳トレ", "なくす|薬の", "古い|家を", "見ながら|港を", "強い|町を", "パパが|絵本を"]
        {
            let (chars, at) = chars(text);
            assert!(noun_starts(&chars, at), "{text}");
        }
        for text in ["ひと|息つく", "この|町を", "ねんね|期の", "使い|方を", "買い|物に", "三つ|子の"]
        {
            let (chars, at) = chars(text);
            assert!(!noun_starts(&chars, at), "{text}");
        }
    }
}
