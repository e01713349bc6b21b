//! Signs that stand for others: what an input method or Word writes where YAML wants `-`, `:` or `"`.

/// Dashes that a hyphen becomes under an input method or Word's corrections.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '―' | '–' | '─' | 'ー' | '‐' | '‑' | '−' | '━')
}

/// What people put in front of a list's item.
pub fn is_bullet(c: char) -> bool {
    is_dash(c) || matches!(c, '・' | '•' | '●' | '■' | '◆' | '*' | '＊')
}

/// Whether a line is meant as `---`: dashes of any kind, one of Word's being enough, or a row of other signs.
pub fn is_fence(line: &str) -> bool {
    // Asked of every line of a file, of which hardly any begins with such a sign.
    let first = line.chars().find(|c| !c.is_whitespace() && !super::is_unseen(*c));
    if !first.is_some_and(|c| is_dash(c) || matches!(c, '*' | '=' | '＝' | '_' | '＿')) {
        return false;
    }
    let bare: String = line.chars().filter(|c| !super::is_unseen(*c)).collect();
    let bare = bare.trim();
    let row = |sign: fn(char) -> bool| bare.chars().count() >= 3 && bare.chars().all(sign);
    is_strict_fence(bare)
        || row(is_dash)
        || matches!(bare, "—" | "——" | "―" | "――" | "–" | "––" | "－－" | "ーー")
        || row(|c| c == '*')
        || row(|c| matches!(c, '=' | '＝'))
        || row(|c| matches!(c, '_' | '＿'))
}

/// `---`, with or without a comment behind it.
pub fn is_strict_fence(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| {
        let comment = rest.trim();
        comment.is_empty() || (comment.starts_with('#') && rest.starts_with(char::is_whitespace))
    })
}

/// Whether a line opens or closes a block of code, as chat assistants and wikis wrap what they show.
pub fn is_code_fence(line: &str) -> bool {
    let bare = line.trim().trim_matches(super::is_unseen);
    let language = bare.trim_start_matches(['`', '｀', '~']);
    let ticks = bare[..bare.len() - language.len()].chars().count();
    ticks >= 3 && matches!(language.trim(), "" | "yaml" | "yml" | "md" | "markdown" | "text" | "txt")
}

/// The words inside quotes that Word made curly, where they stand around the whole.
pub fn without_smart_quotes(value: &str) -> Option<&str> {
    let double = |c: char| matches!(c, '“' | '”' | '„' | '‟' | '＂' | '"');
    let single = |c: char| matches!(c, '‘' | '’' | '‚' | '＇' | '\'');
    let first = value.chars().next()?;
    let quote: &dyn Fn(char) -> bool = if double(first) { &double } else { &single };
    let inner = value.strip_prefix(quote)?.strip_suffix(quote)?;
    let curly = !value.starts_with(['"', '\'']) || !value.ends_with(first);
    (curly && !inner.contains(quote)).then_some(inner)
}

/// Full-width brackets, colons and commas as YAML knows them.
pub fn ascii(c: char) -> Option<char> {
    Some(match c {
        '｛' => '{',
        '｝' => '}',
        '［' => '[',
        '］' => ']',
        '：' => ':',
        '，' | '、' => ',',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_of_all_hands() {
        for line in
            ["---", "----", "－－－", "ーーー", "—", "———", " --- ", "　---", "\u{200b}---", "***", "--- # 項目"]
        {
            assert!(is_fence(line), "{line}");
        }
        for line in ["", "-", "- あ", "ー", "--- あ", "あ---", "--"] {
            assert!(!is_fence(line), "{line}");
        }
        assert!(is_code_fence("```yaml") && is_code_fence("```") && !is_code_fence("```rust") && !is_code_fence("あ"));
    }

    #[test]
    fn smart_quotes_around_the_whole() {
        assert_eq!(without_smart_quotes("“もぐもぐ”"), Some("もぐもぐ"));
        assert_eq!(without_smart_quotes("\"もぐもぐ”"), Some("もぐもぐ"));
        for value in ["“あ”と“い”", "\"あ\"", "'あ'", "“あ", "あ", "”"] {
            assert_eq!(without_smart_quotes(value), None, "{value}");
        }
    }
}
