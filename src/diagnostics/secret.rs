//! What somebody wrote into site.yaml that nobody else may read: it is told of, and never shown.

use std::borrow::Cow;

use super::Source;

/// Keys behind which people write their secrets.
const SECRETS: [&str; 10] = [
    "password",
    "passwd",
    "passphrase",
    "passwort",
    "secret",
    "token",
    "パスワード",
    "パスフレーズ",
    "暗証番号",
    "秘密鍵",
];

/// Whether what stands behind this key is likely to be a secret, also where the key is misspelt.
pub fn is_secret(key: &str) -> bool {
    let key = key.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).to_lowercase();
    SECRETS.iter().any(|secret| strsim::normalized_damerau_levenshtein(&key, secret) >= 0.75)
}

/// The text of a file as it may be shown: of site.yaml without secrets. Every byte stays where it is.
pub(super) fn showable(source: &Source) -> Cow<'_, str> {
    let text = &source.text;
    if !source.path.ends_with("site.yaml") || !text.split_inclusive('\n').any(|line| secret_part(line).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_inclusive('\n').map(without_secret).collect())
}

fn without_secret(line: &str) -> Cow<'_, str> {
    let Some(from) = secret_part(line) else { return Cow::Borrowed(line) };
    let end = line.trim_end_matches(['\r', '\n']).len();
    Cow::Owned(format!("{}{}{}", &line[..from], "*".repeat(end.saturating_sub(from)), &line[end.max(from)..]))
}

/// Where the secret part of a line begins.
fn secret_part(line: &str) -> Option<usize> {
    let colons = line.char_indices().filter(|(_, c)| matches!(c, ':' | '：'));
    let behind = |(at, colon): (usize, char)| {
        let key = line[..at].rsplit(['{', ',', '｛', '，']).next().unwrap_or_default();
        is_secret(key).then(|| at + colon.len_utf8())
    };
    let pasted_key = || line.contains("-----BEGIN").then(|| line.find("-----BEGIN")).flatten();
    // `ftp://user:password@host`
    let in_address = || line.find("://").filter(|at| line[*at..].contains('@')).map(|at| at + "://".len());
    colons.filter_map(behind).next().or_else(pasted_key).or_else(in_address)
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
    }
}
