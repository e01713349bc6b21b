//! The names that a picture template asks for: a misspelt one would be an error where it is shown, and silence where it is
//! only asked for (`{% if badg %}`).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostics::Diagnostic;
use crate::theme::{Sources, codes, is_word, unknown};

/// Words of Tera itself.
const KEYWORDS: [&str; 43] = [
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "in",
    "and",
    "or",
    "not",
    "is",
    "set",
    "set_global",
    "endset",
    "filter",
    "endfilter",
    "block",
    "endblock",
    "include",
    "extends",
    "import",
    "component",
    "endcomponent",
    "loop",
    "body",
    "rest",
    "super",
    "break",
    "continue",
    "raw",
    "endraw",
    "true",
    "false",
    "none",
    "True",
    "False",
    "None",
    "ignore",
    "missing",
    "as",
    "self",
    "__tera_context",
    "where",
];

/// What a template may name: names, and for a map the names in it.
pub struct Names(BTreeMap<String, Vec<String>>);

/// A piece of code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token<'a> {
    Word(&'a str, Range<usize>),
    Sign(char),
    Text,
}

impl Names {
    /// The names of a context.
    pub fn of(context: &serde_json::Value) -> Self {
        let keys = |value: &serde_json::Value| {
            value.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>()).unwrap_or_default()
        };
        let entries = context.as_object().into_iter().flatten();
        Self(entries.map(|(name, value)| (name.clone(), keys(value))).collect())
    }

    /// Names in a template that nothing gives.
    pub fn flaws(&self, sources: &Sources, path: &str) -> Vec<Diagnostic> {
        let text = sources.text(path).unwrap_or_default();
        let all: Vec<Vec<Token<'_>>> = codes(text).map(|(range, code)| tokens(code, range.start)).collect();
        let declared: BTreeSet<&str> = all.iter().flat_map(|tokens| declared(tokens)).collect();
        let mut found = Vec::new();
        for tokens in all.iter().filter(|tokens| !is_definition(tokens)) {
            for (at, token) in tokens.iter().enumerate() {
                let Token::Word(word, range) = token else { continue };
                let message = match role(tokens, at) {
                    Role::Name if !self.0.contains_key(*word) && !declared.contains(word) => {
                        let known = self.0.keys().map(String::as_str).chain(declared.iter().copied());
                        unknown(("名前", "name"), word, known)
                    }
                    Role::Field(parent) => match self.0.get(parent) {
                        Some(fields) if !fields.is_empty() && !fields.iter().any(|field| field == word) => {
                            let known: Vec<String> = fields.iter().map(|field| format!("{parent}.{field}")).collect();
                            unknown(("名前", "name"), &format!("{parent}.{word}"), known.iter().map(String::as_str))
                        }
                        _ => continue,
                    },
                    _ => continue,
                };
                found.push(sources.error(path, range.clone(), message));
            }
        }
        found
    }
}

/// What a word is where it stands.
enum Role<'a> {
    /// A name that must exist.
    Name,
    /// A name in a map.
    Field(&'a str),
    /// Something that is not looked up: a keyword, a filter, the name of an argument.
    Other,
}

fn role<'a>(tokens: &[Token<'a>], at: usize) -> Role<'a> {
    let before = |back: usize| at.checked_sub(back).and_then(|at| tokens.get(at));
    let Some(Token::Word(word, _)) = tokens.get(at) else { return Role::Other };
    let next = tokens.get(at + 1);
    let is_argument = next == Some(&Token::Sign('=')) && tokens.get(at + 2) != Some(&Token::Sign('='));
    match before(1) {
        Some(Token::Sign('.')) => {
            let parent = match (before(2), before(3)) {
                (Some(Token::Word(parent, _)), other) if other != Some(&Token::Sign('.')) => Some(*parent),
                _ => None,
            };
            return parent.map_or(Role::Other, Role::Field);
        }
        Some(Token::Sign('|')) => return Role::Other,
        Some(Token::Sign('<')) if at == 1 => return Role::Other,
        Some(Token::Sign('/')) if at == 2 && before(2) == Some(&Token::Sign('<')) => return Role::Other,
        Some(Token::Word("is" | "block" | "endblock" | "endcomponent" | "filter", _)) => return Role::Other,
        Some(Token::Word("not", _)) if matches!(before(2), Some(Token::Word("is", _))) => return Role::Other,
        _ => {}
    }
    let is_number = word.starts_with(|c: char| c.is_ascii_digit());
    if is_argument || is_number || next == Some(&Token::Sign('(')) || KEYWORDS.contains(word) {
        Role::Other
    } else {
        Role::Name
    }
}

/// Names that a piece of code gives: `set a = …`, `for a, b in …`, the arguments of a component.
fn declared<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    let words = |tokens: &[Token<'a>]| -> Vec<&'a str> {
        tokens.iter().filter_map(|token| if let Token::Word(word, _) = token { Some(*word) } else { None }).collect()
    };
    match tokens {
        [Token::Word("set" | "set_global", _), Token::Word(name, _), ..] => vec![name],
        [Token::Word("for", _), rest @ ..] => {
            let end = rest.iter().position(|token| matches!(token, Token::Word("in", _))).unwrap_or(rest.len());
            words(&rest[..end])
        }
        [Token::Word("component", _), rest @ ..] => words(rest),
        _ => Vec::new(),
    }
}

/// Whether a piece of code only says what a component takes.
fn is_definition(tokens: &[Token]) -> bool {
    matches!(tokens.first(), Some(Token::Word("component" | "include" | "extends", _)))
}

/// The code in pieces; `offset` is where it stands in the file. The dash of `{{-` and `-}}` is none.
fn tokens(code: &str, offset: usize) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = code.len() - code.strip_prefix('-').unwrap_or(code).len();
    let end = code.len() - usize::from(code.len() > at && code.ends_with('-'));
    while let Some(letter) = code.get(at..end).and_then(|rest| rest.chars().next()) {
        let rest = &code[at..end];
        let length = match letter {
            '"' | '\'' | '`' => {
                found.push(Token::Text);
                rest[1..].find(letter).map_or(rest.len(), |end| end + 2)
            }
            _ if is_word(letter) => {
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                found.push(Token::Word(&rest[..length], offset + at..offset + at + length));
                length
            }
            _ => {
                if !letter.is_whitespace() {
                    found.push(Token::Sign(letter));
                }
                letter.len_utf8()
            }
        };
        at += length;
    }
    found
}
