//! Where a Japanese headline or facility name may break: between phrases, never inside a word, a date or a bracket's edge.
//!
//! The words pass four stations, each a file of its own: `protect` finds what stays whole, `rules` decides place by
//! place and asks the `model` where nothing is sure, and here lines that would end with a scrap are healed.

mod compound;
mod inner;
mod kana;
mod model;
mod number;
mod protect;
mod rules;
mod script;
mod telephone;
mod terms;
mod words;

pub use inner::Inner;

/// Between phrases: the only mark that means a break to the layout engine.
pub const BETWEEN_PHRASES: char = '\u{200b}';

/// Inside a phrase, between its words. Private use: [`crate::draw::canvas`] takes it out or turns it into a break.
pub const BETWEEN_WORDS: char = '\u{e001}';

/// Inside a phrase, between letters. See [`BETWEEN_WORDS`].
pub const BETWEEN_LETTERS: char = '\u{e002}';

/// A last phrase of fewer letters stays with the one before it …
const SCRAP: usize = 3;

/// … unless the two together would be longer than this, which a narrow slide could not hold.
const LONGEST_HEALED: usize = 12;

/// A text as lines of phrases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrases {
    /// The lines that the writer wished for, each a list of phrases that do not break. Put together they are the text
    /// without its `／` and line feeds; no phrase and no line is empty.
    pub lines: Vec<Vec<String>>,
}

/// Divides a text into phrases. `／` and line feeds are the writer's own line breaks; `facilities` are names that stay
/// whole (up to 16 characters).
pub fn split(text: &str, facilities: &[String]) -> Phrases {
    let lines = text.split(['／', '\n', '\r']).filter(|line| !line.is_empty());
    Phrases { lines: lines.map(|line| line_phrases(line, facilities)).collect() }
}

/// The text with [`BETWEEN_PHRASES`] between phrases, the two other marks inside them and a line feed between lines, for a
/// style with `word-break: keep-all`. That style keeps letters together, but not a bracket and the letter behind it
/// (`」が`): U+2060 does.
pub fn with_break_marks(text: &str, facilities: &[String]) -> String {
    let text = text.replace([BETWEEN_WORDS, BETWEEN_LETTERS], "");
    let phrase = |phrase: &String| glued(phrase, facilities);
    let between = BETWEEN_PHRASES.to_string();
    let line = |phrases: &Vec<String>| phrases.iter().map(phrase).collect::<Vec<_>>().join(&between);
    split(&text, facilities).lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A phrase with its inner marks and U+2060 (word joiner) behind every other sign that is not a letter; spaces stay places
/// to break.
fn glued(phrase: &str, facilities: &[String]) -> String {
    let chars: Vec<char> = phrase.chars().collect();
    let mut glued = String::with_capacity(phrase.len());
    for (at, (&c, place)) in chars.iter().zip(inner::places(&chars, facilities)).enumerate() {
        let before = at.checked_sub(1).map(|before| chars[before]);
        let joined = |before: char| !before.is_alphanumeric() && !before.is_whitespace() && !c.is_whitespace();
        match place {
            Some(Inner::Words) => glued.push(BETWEEN_WORDS),
            Some(Inner::Letters) => glued.push(BETWEEN_LETTERS),
            None => {}
        }
        if before.is_some_and(joined) {
            glued.push('\u{2060}');
        }
        glued.push(c);
    }
    glued
}

/// The phrases of one line.
fn line_phrases(line: &str, facilities: &[String]) -> Vec<String> {
    let chars: Vec<char> = line.chars().collect();
    let starts = rules::starts(&chars, &protect::spans(&chars, facilities));
    let mut phrases: Vec<Vec<char>> = Vec::new();
    for (&c, &start) in chars.iter().zip(&starts) {
        match phrases.last_mut() {
            Some(phrase) if !start => phrase.push(c),
            _ => phrases.push(vec![c]),
        }
    }
    heal_last(&mut phrases);
    phrases.into_iter().map(|phrase| phrase.into_iter().collect()).collect()
}

/// Joins a last phrase of one or two letters to the one before it.
fn heal_last(phrases: &mut Vec<Vec<char>>) {
    let [.., before, last] = phrases.as_slice() else { return };
    let ends_with_space = before.last().is_some_and(|c| c.is_whitespace());
    let together = script::letters(before) + script::letters(last);
    if script::letters(last) >= SCRAP || together > LONGEST_HEALED || ends_with_space {
        return;
    }
    if let Some(last) = phrases.pop()
        && let Some(before) = phrases.last_mut()
    {
        before.extend(last);
    }
}

#[cfg(test)]
mod tests;
