//! Text for files that other programs read: no control characters, one kind of line break.

/// The text without control characters and noncharacters, which XML 1.0 (§2.2) and RFC 5545 (§3.1) forbid. Line breaks
/// of any system become `\n`, tabs a space.
pub fn plain(text: &str) -> String {
    let stays =
        |c: char| c == '\n' || !(c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}'));
    if text.chars().all(stays) {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    let kept = |c: char| match c {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        '\n' => Some('\n'),
        '\u{fffe}' | '\u{ffff}' => None,
        c if c.is_control() => None,
        c => Some(c),
    };
    text.chars().filter_map(kept).collect()
}

/// The same in one line.
pub fn one_line(text: &str) -> String {
    // Most texts have no space at all.
    if !text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return plain(text);
    }
    plain(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_are_of_one_kind_and_control_characters_go() {
        assert_eq!(plain("一\r\n二\r三\t四\u{0}\u{7f}\u{ffff}"), "一\n二\n三 四");
        assert_eq!(one_line(" 一\n二 "), "一 二");
        assert_eq!(one_line("一\u{ffff}二"), "一二");
    }
}
