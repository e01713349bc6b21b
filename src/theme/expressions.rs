//! What stands between the braces of a template: `{{ … }}` and `{% … %}`.

use std::ops::Range;

use crate::diagnostics::{Diagnostic, Message};

use super::sources::Sources;

/// Something between braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// Its bytes, braces and all.
    pub whole: Range<usize>,
    /// The bytes between the braces.
    pub code: Range<usize>,
    /// Whether it is a comment, `{# … #}`.
    pub is_comment: bool,
}

/// Names of the components that templates define.
pub fn components<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let name = |code: &str| {
        let code = code.trim_start_matches('-').trim_start().strip_prefix("component ")?;
        Some(code.trim_start().chars().take_while(|c| is_word(*c)).collect::<String>())
    };
    texts.flat_map(|text| codes(text).filter_map(move |(_, code)| name(code))).collect()
}

/// Words that a template shows without escaping them, though `allowed` does not hold for their name.
pub fn unescaped(sources: &Sources, path: &str, allowed: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let text = sources.text(path).unwrap_or_default();
    for (range, code) in codes(text) {
        for (at, _) in code.match_indices('|') {
            let after = code[at + 1..].trim_start();
            let is_safe = after.strip_prefix("safe").is_some_and(|rest| !rest.starts_with(is_word));
            let before = code[..at].trim_end();
            let name = before.rsplit(|c: char| !(is_word(c) || c == '.')).next().unwrap_or_default();
            if is_safe && !allowed(name) {
                let start = range.start + before.len() - name.len();
                let end = range.start + at + 1 + (code.len() - at - 1 - after.len()) + "safe".len();
                found.push(sources.error(path, start..end, Message::ThemeUnescaped { name: name.to_owned() }));
            }
        }
    }
    found
}

/// A letter of a name.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The code between braces with its bytes, without comments.
pub fn codes(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    expressions(text)
        .filter(|expression| !expression.is_comment)
        .filter_map(|expression| Some((expression.code.clone(), text.get(expression.code)?)))
}

/// Everything between braces, in order.
pub fn expressions(text: &str) -> impl Iterator<Item = Expression> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = ["{{", "{%", "{#"].into_iter().filter_map(|open| rest.find(open)).min()? + at;
        let close = match text.get(start..start + 2)? {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        let inner = start + 2;
        let end = end_of(text.get(inner..)?, close).map_or(text.len(), |end| inner + end);
        at = (end + 2).min(text.len());
        Some(Expression { whole: start..at, code: inner..end, is_comment: close == "#}" })
    })
}

/// Where `close` stands first outside quotes and, for `}}`, outside the braces of an argument.
fn end_of(code: &str, close: &str) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, letter) in code.char_indices() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') if close != "#}" => quote = Some(letter),
            (None, '{') if close != "#}" => depth += 1,
            (None, '}') if depth > 0 => depth -= 1,
            (None, _) if code[at..].starts_with(close) => return Some(at),
            (None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_and_quotes_inside_do_not_end_it() {
        let text = "a{# {{ x }} #}{{ <fitted text={headline} from={72} /> }}b{% if x == \"%}\" %}{{ open";
        let codes: Vec<&str> = codes(text).map(|(_, code)| code.trim()).collect();
        assert_eq!(codes, ["<fitted text={headline} from={72} />", "if x == \"%}\"", "open"]);
    }

    #[test]
    fn components_are_found_by_their_definition() {
        let texts = ["{%- component a(x: string) -%}{% endcomponent a %}{% component b() %}", "{{ <c /> }}"];
        assert_eq!(components(texts.into_iter()), ["a", "b"]);
    }
}
