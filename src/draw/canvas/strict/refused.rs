//! What the engine knows by name and does not do, or does wrong; each with what to write instead.

use std::ops::Range;

use crate::diagnostics::Message;

use super::{Flaw, one_line, trimmed};

/// A property (`*` at the end: all that begin so; empty: any) with a word of its value (empty: any value), and what to
/// write instead, in Japanese and English.
type Refused = (&'static str, &'static str, &'static str, &'static str);

const SIZE: (&str, &str) = (
    "画像の大きさは決まっているので、72px のように数を1つ書いてください",
    "a picture has one size: write one number, such as 72px",
);
const PHRASES: (&str, &str) = (
    "「word-break: keep-all」にしてください。文節の切れ目は、部品の fitted が入れます",
    "write `word-break: keep-all`; the component `fitted` marks where phrases end",
);
const KINSOKU: (&str, &str) = (
    "行を消してください。行の頭に「。」や「っ」が来てしまいます",
    "remove the line: it would put 。 or っ at the start of a line",
);
const UPRIGHT: (&str, &str) =
    ("縦書きはできません。行を消してください", "there is no vertical writing; remove the line");
const STILL: (&str, &str) = ("画像は動きません。行を消してください", "pictures stand still; remove the line");
const OUTLINE: (&str, &str) = (
    "文字の中までぬられてしまいます。text-shadow を四方に重ねてください",
    "it would cover the letters; use several text-shadows",
);
const PLACED: (&str, &str) = ("「position: absolute」にしてください", "write `position: absolute`");

const DECLARATIONS: [Refused; 23] = [
    ("", "clamp(", SIZE.0, SIZE.1),
    ("", "min(", SIZE.0, SIZE.1),
    ("", "max(", SIZE.0, SIZE.1),
    ("", "url(", "絵は <img src=\"art/名前.svg\"> で置いてください", "place pictures with <img src=\"art/NAME.svg\">"),
    ("", "attr(", "内容をそのまま書いてください", "write the value itself"),
    ("", "env(", "内容をそのまま書いてください", "write the value itself"),
    ("word-break", "auto-phrase", PHRASES.0, PHRASES.1),
    ("word-break", "break-all", PHRASES.0, PHRASES.1),
    ("line-break", "anywhere", KINSOKU.0, KINSOKU.1),
    ("line-break", "loose", KINSOKU.0, KINSOKU.1),
    ("line-break", "normal", KINSOKU.0, KINSOKU.1),
    ("writing-mode", "vertical-rl", UPRIGHT.0, UPRIGHT.1),
    ("writing-mode", "vertical-lr", UPRIGHT.0, UPRIGHT.1),
    ("writing-mode", "sideways-rl", UPRIGHT.0, UPRIGHT.1),
    ("writing-mode", "sideways-lr", UPRIGHT.0, UPRIGHT.1),
    ("text-orientation", "", UPRIGHT.0, UPRIGHT.1),
    ("ruby-*", "", "ふりがなは出せません。行を消してください", "there is no ruby; remove the line"),
    (
        "display",
        "contents",
        "間の <div> を消すか、「display: flex」にしてください",
        "remove the <div> between, or write `display: flex`",
    ),
    ("position", "fixed", PLACED.0, PLACED.1),
    ("position", "sticky", PLACED.0, PLACED.1),
    ("-webkit-text-stroke*", "", OUTLINE.0, OUTLINE.1),
    ("animation*", "", STILL.0, STILL.1),
    ("transition*", "", STILL.0, STILL.1),
];

/// At-rules by name, and what to do instead.
const AT_RULES: [(&str, &str, &str); 7] = [
    ("@font-face", "フォントは theme.yaml の fonts: に書いてください", "name fonts in theme.yaml, below fonts:"),
    ("@import", "内容をこのファイルに写してください", "copy its rules into this file"),
    (
        "@media",
        "画像ごとの違いは「.ogp .headline」のように、画像の名前を前に付けて書いてください",
        "write rules for one kind of picture with its name in front: `.ogp .headline`",
    ),
    (
        "@container",
        "画像ごとの違いは「.ogp .headline」のように、画像の名前を前に付けて書いてください",
        "write rules for one kind of picture with its name in front: `.ogp .headline`",
    ),
    ("@keyframes", STILL.0, STILL.1),
    ("@page", "行を消してください", "remove it"),
    ("@property", "色は theme.yaml の colours: に書いてください", "name colours in theme.yaml, below colours:"),
];

/// At-rules that do what they should.
const WORKING: [&str; 3] = ["@layer", "@supports", "@charset"];

/// Parts of selectors that never match in a picture.
const SELECTORS: [&str; 11] = [
    ":has(",
    ":hover",
    ":focus",
    ":active",
    ":visited",
    ":link",
    ":target",
    "::first-letter",
    "::first-line",
    "::marker",
    "::selection",
];

/// What stands before a `{`, or an at-rule that ends in `;`.
pub fn prelude(css: &str, range: Range<usize>) -> Option<Flaw> {
    let range = trimmed(css, range)?;
    let text = css.get(range.clone())?;
    let told = |what: &str, instead: &str, english: &str| {
        let at = range.start + text.find(what).unwrap_or_default();
        Some(unsupported(what.trim_end_matches('('), instead, english, at..at + what.len()))
    };
    if text.starts_with('@') {
        let name = text.split([' ', '\n', '\t', '(', '"', ';']).next().unwrap_or(text);
        let known = AT_RULES.into_iter().find(|(rule, ..)| rule.eq_ignore_ascii_case(name));
        return match known {
            Some((_, instead, english)) => told(name, instead, english),
            None if WORKING.contains(&name) => None,
            None => told(name, "行を消してください", "remove it"),
        };
    }
    let part = SELECTORS.into_iter().find(|part| text.contains(part))?;
    told(
        part,
        "テンプレートで class を付けて、その名前で書いてください",
        "give the element a class in the template and use that",
    )
}

/// Whether an at-rule holds no ordinary rules.
pub fn is_descriptor(prelude: &str) -> bool {
    let prelude = prelude.trim_start();
    prelude.starts_with('@') && !prelude.starts_with("@media") && !prelude.starts_with("@container")
}

/// A declaration that would be ignored or do something else.
pub fn declaration(name: &str, value: &str, range: Range<usize>) -> Option<Flaw> {
    let lower = value.to_ascii_lowercase();
    let shown = || one_line(&format!("{name}: {value}"));
    let found = DECLARATIONS.into_iter().find(|(property, word, ..)| {
        let is_it = match property.strip_suffix('*') {
            Some(start) => name.to_ascii_lowercase().starts_with(start),
            None => property.is_empty() || name.eq_ignore_ascii_case(property),
        };
        is_it && has_word(&lower, word)
    });
    if let Some((_, _, instead, english)) = found {
        return Some(unsupported(&shown(), instead, english, range));
    }
    let one_argument =
        lower.split("translate(").skip(1).any(|rest| !rest.split(')').next().unwrap_or("").contains(','));
    one_argument.then(|| {
        let (ja, en) =
            ("「translate(20px, 0px)」のように、横と縦の2つを書いてください", "give both: `translate(20px, 0px)`");
        unsupported(&shown(), ja, en, range)
    })
}

fn unsupported(what: &str, instead: &str, english: &str, range: Range<usize>) -> Flaw {
    let (what, instead, english) = (what.to_owned(), instead.to_owned(), english.to_owned());
    Flaw { range, message: Message::ThemeUnsupported { what, instead, english } }
}

/// Whether a value holds `word` by itself and not inside a longer one; `minmax(` holds no `max(`.
fn has_word(value: &str, word: &str) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    value.match_indices(word).any(|(at, _)| {
        let starts = !value[..at].ends_with(joins);
        let ends = word.ends_with('(') || !value[at + word.len()..].starts_with(joins);
        word.is_empty() || starts && ends
    })
}
