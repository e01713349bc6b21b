//! What people type where YAML wants something else. The library only says that it cannot read on; here the line is
//! found that made it stumble.

use std::ops::Range;

use crate::content::fields::is_known;
use crate::diagnostics::Message;

/// Signs that YAML takes for itself at the start of a value.
const SYMBOLS: &str = "[]{}*&!%@`|>";

/// The first known mistake in the lines that begin before byte `end`, and the characters it is about.
pub(super) fn find(text: &str, end: usize) -> Option<(Message, Range<usize>)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start > end {
            return None;
        }
        if let Some((message, range)) = mistake(line.trim_end()) {
            return Some((message, start + range.start..start + range.end));
        }
        start += line.len();
    }
    None
}

/// The mistake of one line, with its bytes.
fn mistake(line: &str) -> Option<(Message, Range<usize>)> {
    let bare = line.trim_start();
    let indent = line.len() - bare.len();
    if bare.is_empty() || bare.starts_with('#') {
        return None;
    }
    if let Some(tab) = line[..indent].find('\t') {
        return Some((Message::TabIndent {}, tab..tab + 1));
    }
    let start = indent + bare.len() - bare.trim_start_matches("- ").len();
    let entry = &line[start..];
    let colon = entry.find([':', '：'])?;
    let key = entry[..colon].trim_end();
    if !is_known(key) {
        return None;
    }
    let rest = &entry[colon..];
    if rest.starts_with('：') {
        let at = start + colon;
        return Some((Message::FullWidthColon { key: key.to_owned() }, at..at + '：'.len_utf8()));
    }
    let value = &rest[1..];
    if !value.is_empty() && !value.starts_with([' ', '\t']) {
        return Some((Message::NoSpaceBehindColon { key: key.to_owned() }, start + colon..start + colon + 1));
    }
    let value = value.trim();
    let at = line.len() - value.len();
    let quoted = || format!("{key}: \"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""));
    if value.starts_with(|c| SYMBOLS.contains(c)) && !is_flow(value) && !matches!(value, "|" | ">" | "|-" | ">-") {
        return Some((Message::SymbolFirst { line: quoted() }, at..line.len()));
    }
    let colon = value.find(": ").filter(|_| !value.starts_with(['"', '\'', '[', '{']))?;
    Some((Message::ColonInValue { line: quoted() }, at + colon..at + colon + 1))
}

/// `[a, b]` or `{a: b}`, closed on its line or going on below.
fn is_flow(value: &str) -> bool {
    let closes = |open: char, close: char| {
        value.starts_with(open) && (value.ends_with(close) || value.ends_with([',', open]) || !value.contains(close))
    };
    closes('[', ']') || closes('{', '}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_rule(text: &str, rule: Option<&str>, marked: &str) {
        let found = find(text, text.len());
        assert_eq!(found.as_ref().map(|(message, _)| message.rule()), rule, "{text}");
        assert_eq!(found.map_or("", |(_, range)| &text[range]), marked, "{text}");
    }

    #[test]
    fn typical_slips_are_known() {
        assert_rule("seats: few\n見出し：もぐもぐ\n", Some("full-width-colon"), "：");
        assert_rule("booking:\n  url：https://a.example/\n", Some("full-width-colon"), "：");
        assert_rule("title:もぐもぐ", Some("no-space-behind-colon"), ":");
        assert_rule("booking:\n\tphone: 1", Some("tab-indent"), "\t");
        assert_rule("title: お知らせ: もぐもぐ", Some("colon-in-value"), ":");
        assert_rule("title: [重要] もぐもぐ", Some("symbol-first"), "[重要] もぐもぐ");
        assert_rule("title: @もぐもぐ", Some("symbol-first"), "@もぐもぐ");
    }

    #[test]
    fn sound_lines_are_left_alone() {
        for line in [
            "title: もぐもぐ",
            "bring: [母子健康手帳, タオル]",
            "audience: {min_months: 5, max_months: 6}",
            "fee: {yen: 100,",
            "booking:",
            "  url: https://booking.example.jp/f",
            "# 見出し：メモ",
            "title: \"お知らせ: もぐもぐ\"",
            "本文：これは項目ではありません",
        ] {
            assert_rule(line, None, "");
        }
    }
}
