//! What stands behind a key on its line: whether YAML would read it as meant, and what to do where not.

use std::ops::Range;

use super::line::Line;
use super::marks::{ascii, without_smart_quotes};
use crate::content::fields::Form;
use crate::diagnostics::Message;

/// Signs that YAML takes for itself at the start of a value.
const SYMBOLS: &str = "[]{}*&!%@`|>,";
/// How far the end of a quotation or of brackets is looked for, in lines.
const LOOK_AHEAD: usize = 200;

/// What to do with a value.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// YAML reads it as meant.
    Sound,
    /// It goes on over so many further lines, which are left alone.
    Several(usize),
    /// A text follows on deeper lines, which are left alone.
    Block,
    /// These bytes are words and nothing else: quote them.
    Words(Range<usize>),
    /// These bytes are the words inside quotes that Word made curly.
    Curly(Range<usize>),
    /// A mistake: what is wrong, where, and what the whole value should be.
    Wrong(Message, Range<usize>, String),
}

/// Judges a value that is not empty. `below`: the lines after it; `known`: whether a line begins with a known key.
pub fn judge(
    key: &str,
    value: &str,
    form: Option<&'static Form>,
    below: &[Line<'_>],
    indent: usize,
    known: &dyn Fn(&Line<'_>) -> bool,
) -> Verdict {
    let below = &below[..below.len().min(LOOK_AHEAD)];
    let until_key = || below.iter().take_while(|line| !known(line));
    if is_block(value) {
        return Verdict::Block;
    }
    if is_flow(before_comment(value).0) && is_text(form) && !matches!(form, Some(Form::Map { .. } | Form::List(_))) {
        return Verdict::Wrong(Message::WantsOne { key: key.to_owned() }, 0..value.len(), in_quotes(value));
    }
    if begins_flow(value, form) {
        return brackets(key, value, form, until_key());
    }
    if let Some(inner) = without_smart_quotes(value).filter(|_| takes_words(form)) {
        let start = value.len() - value.trim_start_matches(|c| inner.is_empty() || !inner.starts_with(c)).len();
        let start = if inner.is_empty() { value.len() } else { start.min(value.len() - inner.len()) };
        return Verdict::Curly(start..start + inner.len());
    }
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        return quoted(value, quote, form, until_key());
    }
    plain(key, value, form, below.iter().find(|line| !line.bare.is_empty()), indent, known)
}

/// Words without quotes.
fn plain(
    key: &str,
    value: &str,
    form: Option<&'static Form>,
    next: Option<&Line<'_>>,
    indent: usize,
    known: &dyn Fn(&Line<'_>) -> bool,
) -> Verdict {
    let (words, lost) = before_comment(value);
    let symbol = words.starts_with(|c| SYMBOLS.contains(c)) || words.starts_with("- ") || words.starts_with("? ");
    let colon = words.find(": ").or_else(|| words.ends_with(':').then(|| words.len() - 1));
    let takes_hash = lost && is_text(form);
    if lost && takes_words(form) && !takes_hash {
        let at = value.len() - value[words.len()..].trim_start().len();
        let memo = format!("{words} # {}", &value[at + 1..]);
        return Verdict::Wrong(Message::HashWithoutSpace {}, at..value.len(), memo);
    }
    if !takes_words(form) || !(symbol || colon.is_some() || takes_hash) {
        return Verdict::Sound;
    }
    let all = if takes_hash { value } else { words };
    let goes_on = next.is_some_and(|line| line.indent > indent && !known(line) && !line.bare.starts_with("- "));
    if !goes_on {
        return Verdict::Words(0..all.len());
    }
    let line = format!("{key}: {}", in_quotes(all));
    let (message, at) = if symbol {
        (Message::SymbolFirst { line }, 0..words.len())
    } else if let Some(colon) = colon {
        (Message::ColonInValue { line }, colon..colon + 1)
    } else {
        (Message::SwallowedHash { line }, words.len()..all.len())
    };
    Verdict::Wrong(message, at, in_quotes(all))
}

/// A value that begins with a straight quote.
fn quoted<'t>(
    value: &str,
    quote: char,
    form: Option<&'static Form>,
    mut below: impl Iterator<Item = &'t Line<'t>>,
) -> Verdict {
    if let Some(end) = closing(&value[1..], quote).map(|at| at + 2) {
        let rest = value[end..].trim_start();
        let sound = rest.is_empty() || (rest.starts_with('#') && value[end..].starts_with([' ', '\t']));
        return if sound || !takes_words(form) { Verdict::Sound } else { Verdict::Words(0..value.len()) };
    }
    if let Some(further) = below.position(|line| closing(line.bare, quote).is_some()) {
        return Verdict::Several(further + 1);
    }
    Verdict::Wrong(Message::UnclosedQuote { quote }, 0..value.len(), written(value[1..].trim()))
}

/// Byte of the quote that closes a text; doubled or escaped ones do not.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        if c == '\\' && quote == '"' {
            characters.next();
        } else if c == quote {
            if quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote) {
                characters.next();
            } else {
                return Some(at);
            }
        }
    }
    None
}

/// `[…]` and `{…}`, also in full width, where YAML does not know them.
fn brackets<'t>(
    key: &str,
    value: &str,
    form: Option<&'static Form>,
    below: impl Iterator<Item = &'t Line<'t>>,
) -> Verdict {
    let half = to_ascii(value);
    let known_form = matches!(form, Some(Form::Map { .. } | Form::List(_)));
    if half != value && known_form {
        let at = value.find(|c| ascii(c).is_some()).unwrap_or(0);
        let open = depth(&half).max(0) as usize;
        let len = value[at..].chars().next().map_or(1, char::len_utf8);
        return Verdict::Wrong(Message::FullWidthSign { key: key.to_owned() }, at..at + len, close(&half, open));
    }
    let mut open = depth(value);
    if open <= 0 {
        return Verdict::Sound;
    }
    for (further, line) in below.enumerate() {
        open += depth(line.bare);
        if open <= 0 {
            return Verdict::Several(further + 1);
        }
    }
    let wanted = close(value, depth(value).max(0) as usize);
    Verdict::Wrong(Message::UnclosedBracket { key: key.to_owned() }, 0..value.len(), wanted)
}

/// The value with its open brackets closed, the innermost first.
fn close(value: &str, open: usize) -> String {
    let mut stack = Vec::new();
    outside_quotes(value, |c| match c {
        '[' => stack.push(']'),
        '{' => stack.push('}'),
        ']' | '}' => drop(stack.pop()),
        _ => {}
    });
    let tail: String = stack.iter().rev().take(open).collect();
    format!("{}{tail}", value.trim_end().trim_end_matches(','))
}

/// How many brackets are open at the end of a line.
fn depth(line: &str) -> i32 {
    let mut depth = 0;
    outside_quotes(line, |c| match c {
        '[' | '{' => depth += 1,
        ']' | '}' => depth -= 1,
        _ => {}
    });
    depth
}

fn outside_quotes(line: &str, mut each: impl FnMut(char)) {
    let mut inside = None;
    let mut before = ' ';
    for c in line.chars() {
        match inside {
            Some(quote) if c == quote => inside = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') && matches!(before, ' ' | '[' | '{' | ',' | ':') => inside = Some(c),
            None => each(c),
        }
        before = c;
    }
}

/// Full-width brackets, colons and commas as ASCII, a space behind each. 「、」 separates only behind a full-width bracket:
/// behind YAML's own it may belong to a sentence.
fn to_ascii(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut inside = None;
    let mut characters = value.chars().peekable();
    while let Some(c) = characters.next() {
        match inside {
            Some(quote) if c == quote => inside = None,
            None if matches!(c, '"' | '\'') => inside = Some(c),
            _ => {}
        }
        let separates = matches!(c, '：' | '，') || (c == '、' && value.starts_with(['｛', '［']));
        let sign = ascii(c).filter(|_| inside.is_none() && (separates || !matches!(c, '：' | '，' | '、')));
        out.push(sign.unwrap_or(c));
        let spaced = characters.peek().is_some_and(|next| *next == ' ');
        if sign.is_some_and(|sign| matches!(sign, ':' | ',')) && !spaced {
            out.push(' ');
        }
    }
    out
}

/// The value up to its comment, and whether the comment is none: a `#` with a letter right behind it belongs to the words.
fn before_comment(value: &str) -> (&str, bool) {
    if value.starts_with('#') {
        return ("", true);
    }
    let hash = value.match_indices('#').find(|(at, _)| value[..*at].ends_with([' ', '\t']));
    match hash {
        None => (value, false),
        Some((at, _)) => {
            let lost = value[at + 1..].chars().next().is_some_and(|c| !c.is_whitespace());
            (value[..at].trim_end(), lost)
        }
    }
}

/// `|` or `>`, with its modifiers.
fn is_block(value: &str) -> bool {
    let head = value.split(" #").next().unwrap_or(value).trim_end();
    head.strip_prefix(['|', '>'])
        .is_some_and(|rest| rest.len() <= 2 && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+')))
}

/// `[a, b]` or `{a: b}`, closed on its line or going on below.
fn is_flow(value: &str) -> bool {
    let closes = |open: char, close: char| {
        value.starts_with(open) && (value.ends_with(close) || value.ends_with([',', open]) || !value.contains(close))
    };
    closes('[', ']') || closes('{', '}')
}

/// Whether a field takes words on its line.
fn takes_words(form: Option<&'static Form>) -> bool {
    match form {
        None | Some(Form::Free | Form::Named(_) | Form::Rules | Form::Map { short: None, .. }) => false,
        Some(Form::List(item)) => takes_words(Some(item)),
        Some(_) => true,
    }
}

/// Whether a value's first bracket is YAML's, or was meant to be.
fn begins_flow(value: &str, form: Option<&'static Form>) -> bool {
    let (map, list) = (matches!(form, Some(Form::Map { .. })), matches!(form, Some(Form::List(_))));
    match value.chars().next() {
        Some('｛') => map,
        Some('［') => list,
        Some('{') if map => true,
        Some('{' | '[') => !takes_words(form) || is_flow(before_comment(value).0),
        _ => false,
    }
}

/// Whether any words will do, so that a `#` can be one of them.
fn is_text(form: Option<&'static Form>) -> bool {
    match form {
        Some(Form::Text | Form::Answer | Form::Map { short: Some(_), .. }) => true,
        Some(Form::List(item)) => is_text(Some(item)),
        _ => false,
    }
}

/// Words in quotes, as YAML wants them.
pub fn in_quotes(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Words as one would write them: quoted only where they must be.
pub fn written(words: &str) -> String {
    let (before, _) = before_comment(words);
    let needs = before.len() < words.len()
        || words.is_empty()
        || words.contains(": ")
        || words.ends_with(':')
        || words.starts_with(|c| SYMBOLS.contains(c) || matches!(c, '"' | '\''));
    if needs { in_quotes(words) } else { words.to_owned() }
}
