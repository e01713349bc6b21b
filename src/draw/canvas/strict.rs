//! A strict look at a theme's CSS: the engine drops what it does not know without a word, we do not.

mod refused;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use takumi::prelude::{StyleDeclarationBlock, StyleSheet};

use crate::diagnostics::Message;
use crate::theme::unknown;

/// Stands in a template's style for what an expression will write.
pub const FILLED_IN: char = '\u{1}';

/// Something the engine would not do as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The bytes it is about.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: Message,
}

/// What a declaration may name.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Custom properties without their dashes, with their values: the theme's colours, and what the sheet declares.
    pub properties: BTreeMap<String, String>,
    /// Families of the theme's fonts.
    pub families: Vec<String>,
}

impl Vocabulary {
    /// Adds the custom properties that a sheet declares.
    pub fn learn(&mut self, css: &str) {
        let css = without_comments(css);
        for piece in css.split([';', '{', '}']) {
            if let Some((name, value)) = piece.split_once(':').filter(|(name, _)| name.trim().starts_with("--")) {
                self.properties.insert(name.trim()[2..].to_owned(), value.trim().to_owned());
            }
        }
    }
}

/// Everything in a style sheet that pictures would not show as written.
pub fn sheet_flaws(css: &str, words: &Vocabulary) -> Vec<Flaw> {
    let css = without_comments(css);
    let mut flaws = Vec::new();
    let (mut start, mut rule, mut depth, mut parens) = (0, 0, 0_usize, 0_usize);
    let (mut quote, mut refused) = (None, None);
    for (at, letter) in css.char_indices() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => parens += 1,
            (None, ')') => parens = parens.saturating_sub(1),
            (None, '{') => {
                let flaw = refused::prelude(&css, start..at);
                // What stands in 「@font-face」 is of no use to look at; what stands in 「@media」 is worth keeping.
                if refused.is_none() && flaw.is_some() && refused::is_descriptor(&css[start..at]) {
                    refused = Some(depth);
                }
                flaws.extend(flaw);
                (start, depth) = (at + 1, depth + 1);
            }
            (None, ';' | '}') if parens == 0 => {
                if depth > 0 {
                    flaws.extend(declaration_flaw(&css, start..at, words).filter(|_| refused.is_none()));
                } else {
                    flaws.extend(refused::prelude(&css, start..at));
                }
                start = at + 1;
                depth = if letter == '}' { depth.saturating_sub(1) } else { depth };
                refused = refused.filter(|outside| depth > *outside);
                if depth == 0 {
                    flaws.extend(rule_flaw(&css, rule..at + 1, &flaws));
                    rule = at + 1;
                }
            }
            _ => {}
        }
    }
    if depth > 0 || parens > 0 || quote.is_some() || !css[start..].trim().is_empty() {
        flaws.extend(rule_flaw(&css, rule..css.len(), &flaws).or_else(|| left_open(&css, rule..css.len())));
    }
    flaws
}

/// The same for the declarations of a `style="…"` attribute.
pub fn inline_flaws(style: &str, words: &Vocabulary) -> Vec<Flaw> {
    let mut at = 0;
    let mut flaws = Vec::new();
    for declaration in style.split(';') {
        flaws.extend(declaration_flaw(style, at..at + declaration.len(), words));
        at += declaration.len() + 1;
    }
    flaws
}

/// A rule that the engine does not take, though nothing in it was found wrong.
fn rule_flaw(css: &str, range: Range<usize>, known: &[Flaw]) -> Option<Flaw> {
    let text = css.get(range.clone())?;
    let is_told = known.iter().any(|flaw| range.contains(&flaw.range.start));
    let is_taken = text.trim().is_empty() || StyleSheet::parse_list([text]).is_ok();
    if is_told || is_taken { None } else { left_open(css, range) }
}

fn left_open(css: &str, range: Range<usize>) -> Option<Flaw> {
    let range = trimmed(css, range)?;
    let text = css.get(range.clone())?.lines().next()?.trim_end();
    let message = Message::ThemeCss { text: text.to_owned() };
    Some(Flaw { range: range.start..range.start + text.len(), message })
}

fn declaration_flaw(css: &str, range: Range<usize>, words: &Vocabulary) -> Option<Flaw> {
    let range = trimmed(css, range)?;
    let declaration = css.get(range.clone())?;
    let Some((name, value)) = declaration.split_once(':') else {
        return (!declaration.contains(FILLED_IN))
            .then(|| Flaw { range, message: Message::ThemeCss { text: one_line(declaration) } });
    };
    let (name, value) = (name.trim(), value.trim());
    if name.contains(FILLED_IN) || name.starts_with("--") {
        return None;
    }
    if let Some(flaw) = refused::declaration(name, value, range.clone()) {
        return Some(flaw);
    }
    if !is_known(name) {
        let message = unknown(("CSSの指定", "CSS property for pictures"), name, words::PROPERTIES);
        return Some(Flaw { range: range.start..range.start + name.len(), message });
    }
    value_message(name, value, words).map(|message| Flaw { range, message })
}

/// What is wrong with a value.
fn value_message(name: &str, value: &str, words: &Vocabulary) -> Option<Message> {
    let filled = match without_variables(value, words) {
        Ok(filled) => filled,
        Err(variable) => {
            let known: Vec<&str> = words.properties.keys().map(String::as_str).collect();
            return Some(unknown(("色", "colour or custom property"), &variable, known));
        }
    };
    if filled.contains(FILLED_IN) {
        return None;
    }
    if name.eq_ignore_ascii_case("font-family")
        && let Some(family) = words::strange_family(&filled, &words.families)
    {
        return Some(unknown(("フォント", "font of the theme"), &family, words.families.iter().map(String::as_str)));
    }
    match format!("{name}:{filled}").parse::<StyleDeclarationBlock>() {
        Ok(_) => None,
        Err(_) => Some(Message::ThemeValue { declaration: one_line(&format!("{name}: {value}")) }),
    }
}

/// A value with `var(--green)` replaced by the colour, else the engine would not look at it before it draws. The error
/// is a variable that does not exist.
fn without_variables(value: &str, words: &Vocabulary) -> Result<String, String> {
    let mut value = value.to_owned();
    // A variable may hold another one; two that hold each other end somewhere.
    for _ in 0..20 {
        let Some(start) = value.find("var(") else { break };
        let Some(end) = closing(&value[start..]).map(|end| start + end) else { break };
        let inner = &value[start + "var(".len()..end];
        let (name, fallback) = inner.split_once(',').map_or((inner, None), |(name, fallback)| (name, Some(fallback)));
        let name = name.trim().trim_start_matches("--");
        let known = words.properties.get(name).map(String::as_str).or(fallback.map(str::trim));
        let Some(known) = known else { return Err(name.to_owned()) };
        value = format!("{}{known}{}", &value[..start], &value[end + 1..]);
    }
    Ok(value)
}

/// Where the bracket closes that `text` opens first.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(at),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// A property the engine does not know gives an empty block, whatever its value.
fn is_known(name: &str) -> bool {
    let probe = format!("{name}:inherit");
    probe.parse::<StyleDeclarationBlock>().is_ok_and(|block| !block.is_empty())
}

/// The range without white space at its ends; `None` when nothing is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(range.clone())?;
    let start = range.start + part.len() - part.trim_start().len();
    let end = start + part.trim().len();
    (start < end).then_some(start..end)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Blanks comments out; lengths and line ends stay.
fn without_comments(css: &str) -> String {
    let mut clean = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, next) = after.split_once("*/").map_or((after, ""), |(comment, next)| (comment, next));
        clean.push_str(before);
        let length = rest.len() - before.len() - next.len();
        let kept = "/*".len() + comment.len();
        clean.push_str("  ");
        clean.extend(comment.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        clean.extend(std::iter::repeat_n(' ', length - kept));
        rest = next;
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests;
