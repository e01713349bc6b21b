//! Addresses as they may stand on a screen or in a log: some forms open with a secret in their address (`?key=…`).

use std::borrow::Cow;

/// Names of query parameters whose value opens a door. LoGoフォーム's limited forms have `key`.
const SECRETS: [&str; 3] = ["key", "token", "password"];

/// `text` with a `*` in the place of each character of a secret, so that columns stay what they are.
pub fn masked(text: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(at) = next_secret(rest) {
        let end = rest[at..].find(|c: char| !is_of_value(c)).map_or(rest.len(), |length| at + length);
        shown.push_str(&rest[..at]);
        shown.extend(std::iter::repeat_n('*', end - at));
        rest = &rest[end..];
    }
    if shown.is_empty() {
        return Cow::Borrowed(text);
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// Where the value of the next secret begins; a value is not empty.
fn next_secret(text: &str) -> Option<usize> {
    text.match_indices('=').map(|(at, _)| at).find_map(|equals| {
        // No further back than the longest name and the mark before it.
        let before = &text[text.floor_char_boundary(equals.saturating_sub(10))..equals];
        let start = before.rfind(['?', '&', ';'])?;
        let name = &before[start + 1..];
        let is_secret = SECRETS.iter().any(|secret| name.eq_ignore_ascii_case(secret));
        (is_secret && text[equals + 1..].starts_with(is_of_value)).then_some(equals + 1)
    })
}

/// Letters of a query's value (RFC 3986, 3.4). A value that was masked is no secret any more.
fn is_of_value(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~%+/:@!$'(),".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_secrets_are_masked_and_columns_stay() {
        assert_eq!(masked("url: https://a.example/f/x?key=0aFb&b=1#c"), "url: https://a.example/f/x?key=****&b=1#c");
        assert_eq!(masked("https://a.example/?b=1&TOKEN=xy 「あ」"), "https://a.example/?b=1&TOKEN=** 「あ」");
        for plain in ["key=value", "https://a.example/?key=&monkey=1", "title: あ？key=は", ""] {
            assert_eq!(masked(plain), plain);
        }
    }
}
