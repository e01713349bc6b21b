//! What somebody wrote into site.yaml that nobody else may read: it is told of, and never shown.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::Source;

/// Words in keys behind which people write their secrets.
const SECRETS: [&str; 12] = [
    "password",
    "passwd",
    "passphrase",
    "passwort",
    "secret",
    "token",
    "パスワード",
    "パスフレーズ",
    "暗証",
    "合言葉",
    "合い言葉",
    "秘密鍵",
];
/// The same, of which nothing is told by likeness: `pass` is as like `path` as it is like itself misspelt.
const SHORT_SECRETS: [&str; 3] = ["pass", "pwd", "pw"];
/// Shorter ones would be found in any sentence.
const LEAST_LETTERS: usize = 3;

/// Whether what stands behind this key is likely to be a secret, also where the key is misspelt or is one of a longer name
/// (`ftp_password`).
pub fn is_secret(key: &str) -> bool {
    // Full-width letters are those of a keyboard that was not switched back.
    let key: String = key.nfkc().flat_map(char::to_lowercase).collect();
    let key = key.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '-'));
    let is_like = |secret: &&str| strsim::normalized_damerau_levenshtein(key, secret) >= 0.75;
    let holds = |secret: &&str| secret.chars().count() >= LEAST_LETTERS && key.contains(*secret);
    let mut words = key.split(|c: char| !c.is_alphanumeric());
    SECRETS.iter().any(|secret| is_like(secret) || holds(secret)) || words.any(|word| SHORT_SECRETS.contains(&word))
}

/// The text of a file as it may be shown: of site.yaml without secrets. Every byte stays where it is.
pub(super) fn showable(source: &Source) -> Cow<'_, str> {
    let parts = secret_parts(source);
    if parts.is_empty() {
        return Cow::Borrowed(&source.text);
    }
    let (mut shown, mut from) = (String::new(), 0);
    for part in parts {
        shown.push_str(&source.text[from..part.start]);
        shown.push_str(&"*".repeat(part.len()));
        from = part.end;
    }
    Cow::Owned(shown + &source.text[from..])
}

/// What a message says of a file, without the secrets that stand in it.
pub(super) fn without_secrets(words: String, source: &Source) -> String {
    let wraps = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '[' | ']' | '{' | '}' | '|' | '>');
    let mut words = words;
    for part in secret_parts(source) {
        let secret = source.text[part].trim_matches(wraps);
        if secret.chars().count() >= LEAST_LETTERS {
            words = words.replace(secret, "****");
        }
    }
    words
}

/// Where the secrets of site.yaml stand, one range of a line each.
fn secret_parts(source: &Source) -> Vec<Range<usize>> {
    let (mut parts, mut at) = (Vec::new(), 0);
    if !source.path.ends_with("site.yaml") {
        return parts;
    }
    // How far the line is indented whose secret goes on in the lines below it.
    let mut above = None;
    for line in source.text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let end = line.trim_end().len();
        above = above.filter(|above| end == 0 || indent > *above);
        let from = if above.is_some() { Some(indent) } else { behind_key(line) };
        if above.is_none() && from.is_some() {
            above = Some(indent);
        }
        if let Some(from) = from.or_else(|| pasted(line)).filter(|from| *from < end) {
            parts.push(at + from..at + end);
        }
        at += line.len();
    }
    parts
}

/// Where the value of a secret key begins.
fn behind_key(line: &str) -> Option<usize> {
    let signs = line.char_indices().filter(|(_, c)| matches!(c, ':' | '：' | '=' | '＝'));
    let behind = |(at, sign): (usize, char)| {
        let key = line[..at].rsplit(['{', ',', '｛', '，', ':']).next().unwrap_or_default();
        is_secret(key).then(|| at + sign.len_utf8())
    };
    signs.filter_map(behind).next()
}

/// Where a secret begins that stands behind another key: a pasted key, or `user:password@host` with or without `ftp://`.
fn pasted(line: &str) -> Option<usize> {
    line.find("-----BEGIN").or_else(|| {
        let before = &line[..line.find('@')?];
        let word = before.rfind(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '{' | ','));
        let word = word.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
        let login = before[word..].find("://").map_or(word, |at| word + at + "://".len());
        before[login..].contains(':').then_some(login)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_shown() {
        let show = |line: &str| showable(&Source { path: "content/site.yaml".into(), text: line.into() }).into_owned();
        for line in [
            "    password: hunter2\n",
            "  本番: {host: a.example.jp, パスワード: hunter2}\r\n",
            "password：hunter2",
            "pasword: hunter2\nhost: a\n",
            "host: ftp://aoba:hunter2@ftp.example.jp/",
            "\"passphrase\" : 'hunter2'",
            "pw: hunter2",
            "    pass: hunter2 # mine\n",
            "ＰＡＳＳＷＯＲＤ： hunter2",
            "合言葉: hunter2",
            "ftp_password: hunter2",
            "password = hunter2",
            "host: aoba:hunter2@ftp.example.jp",
            "  password:\n    hunter2\n  user: u\n",
            "  password: |\r\n\r\n    hunter2\r\n",
        ] {
            let shown = show(line);
            assert!(!shown.contains("hunter2"), "{shown}");
            assert_eq!(shown.len(), line.len());
        }
        for line in
            ["host: ftp.example.jp\n", "path: /public_html\n", "base_url: https://a.example.jp/\n", "user: aoba"]
        {
            assert_eq!(show(line), line);
        }
        assert_eq!(show("email: aoba@example.jp\n"), "email: aoba@example.jp\n");
        assert!(show("  password:\n    hunter2\n  user: aoba\n").ends_with("  user: aoba\n"));
    }

    #[test]
    fn no_message_repeats_a_secret() {
        let source = Source { path: "content/site.yaml".into(), text: "pw: \"hunter2\nuser: aoba\n".into() };
        let words = without_secrets("write this: pw: hunter2, user: aoba".into(), &source);
        assert_eq!(words, "write this: pw: ****, user: aoba");
    }
}
