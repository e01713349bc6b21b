//! Splits a file into front matter and Markdown at its `---` lines, or where they were meant to stand.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::fields::is_known;
use super::tidy::marks::{is_bullet, is_code_fence, is_fence, is_strict_fence};
use crate::diagnostics::{Diagnostic, Message, Place, Source};

/// Byte ranges of the two halves of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Halves {
    /// The YAML between the lines.
    pub front: Range<usize>,
    /// The Markdown below.
    pub body: Range<usize>,
}

/// The lines of a file, each with its bytes up to the next.
struct Lines<'a>(Vec<(usize, &'a str)>);

impl<'a> Lines<'a> {
    /// A lone CR ends a line too, as on old Macs.
    fn of(text: &'a str) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let rest = &text[start..];
            let len = rest
                .find(['\r', '\n'])
                .map_or(rest.len(), |at| at + if rest[at..].starts_with("\r\n") { 2 } else { 1 });
            lines.push((start, &rest[..len]));
            start += len;
        }
        Self(lines)
    }

    fn line(&self, index: usize) -> &'a str {
        self.0.get(index).map_or("", |(_, line)| line)
    }

    fn start(&self, index: usize, text: &str) -> usize {
        self.0.get(index).map_or(text.len(), |(start, _)| *start)
    }

    /// The first line from `from` on that says something.
    fn said(&self, from: usize) -> Option<usize> {
        (from..self.0.len()).find(|index| !is_blank(self.line(*index)))
    }

    fn find(&self, range: Range<usize>, is: impl Fn(&str) -> bool) -> Option<usize> {
        range.into_iter().find(|index| is(self.line(*index)))
    }
}

/// Finds the two `---` lines. What is missing is put where it can only stand; else it is reported, and reading goes on
/// with the nearest guess. `None`: there is no front matter at all.
pub fn split(source: &Arc<Source>, found: &mut Vec<Diagnostic>) -> Option<Halves> {
    let text = &source.text;
    let lines = Lines::of(text);
    let mut first = lines.said(0);
    // Copied out of a chat or a wiki, the whole or its front stands inside a block of code.
    let mut coded = first.is_some_and(|index| is_code_fence(lines.line(index)));
    if coded {
        first = first.and_then(|index| lines.said(index + 1));
    }
    let mut front = match first {
        Some(index) if is_fence(lines.line(index)) => index + 1,
        Some(index) if is_field(lines.line(index)) => index,
        _ => {
            found.push(Diagnostic::error(Message::NoFrontMatter {}, &Place::top(source)));
            return None;
        }
    };
    if let Some(inner) = lines.said(front).filter(|index| !coded && is_code_fence(lines.line(*index))) {
        coded = true;
        front = inner + 1;
    }
    let (end, mut body) = closing(source, &lines, front, coded, found);
    let mut last = lines.0.len();
    if coded && end != last {
        // The block of code ends right behind the front, or at the very end of the file.
        match lines.said(body) {
            Some(index) if is_code_fence(lines.line(index)) || (index == body && is_fence(lines.line(index))) => {
                body = index + 1;
            }
            _ => {
                let said = (body..last).rev().find(|index| !is_blank(lines.line(*index)));
                last = said.filter(|index| is_code_fence(lines.line(*index))).unwrap_or(last);
            }
        }
    }
    let start = |index| lines.start(index, text);
    Some(Halves { front: start(front)..start(end), body: start(body)..start(last.max(body)) })
}

/// The line that closes the front, and the first one of the Markdown.
fn closing(
    source: &Arc<Source>,
    lines: &Lines<'_>,
    front: usize,
    coded: bool,
    found: &mut Vec<Diagnostic>,
) -> (usize, usize) {
    let all = lines.0.len();
    let mut open_text = None;
    for index in front..all {
        let line = lines.line(index);
        let indent = indent(line);
        if is_blank(line) {
            continue;
        }
        if open_text.is_some_and(|of| indent > of) {
            continue;
        }
        open_text = begins_text(line).then_some(indent);
        let closes = is_strict_fence(line) || (is_fence(line) && !is_item(line)) || (coded && is_code_fence(line));
        if closes {
            let end = fields_go_on(source, lines, index, found).unwrap_or(index);
            return (end, end + 1);
        }
    }
    let stray = lines.find(front..all, |line| !is_fieldish(line));
    let Some(stray) = stray else { return (all, all) };
    let blank = lines.find(front..stray, is_blank).filter(|_| lines.said(front).is_some_and(|first| first < stray));
    let ends_fields =
        (front..stray).rev().find(|index| !is_blank(lines.line(*index))).is_none_or(|last| last + 1 < stray);
    if blank.is_some() && ends_fields && lines.find(stray..all, is_field).is_none() {
        return (stray, stray);
    }
    found.push(Diagnostic::error(Message::UnclosedFrontMatter {}, &line_at(source, lines, stray)));
    (stray, stray)
}

/// A `---` in the middle: below it only fields follow, down to the real one. Where that closes, after a word about it.
fn fields_go_on(source: &Arc<Source>, lines: &Lines<'_>, fence: usize, found: &mut Vec<Diagnostic>) -> Option<usize> {
    let next = lines.find(fence + 1..lines.0.len(), is_fence)?;
    let between = fence + 1..next;
    let fields = between.clone().filter(|index| is_field(lines.line(*index))).count();
    if fields == 0 || lines.find(between, |line| !is_fieldish(line)).is_some() {
        return None;
    }
    found.push(Diagnostic::error(Message::FenceInFields {}, &line_at(source, lines, fence)));
    Some(next)
}

/// The YAML of a file that is nothing else: without the `---` lines and the block of code that may stand around it.
pub fn whole(source: &Source) -> Range<usize> {
    let text = &source.text;
    let lines = Lines::of(text);
    let (mut first, mut last) = (0, lines.0.len());
    let frames = |line: &str| is_fence(line) || is_code_fence(line);
    while let Some(index) = lines.said(first).filter(|index| frames(lines.line(*index))) {
        first = index + 1;
    }
    while let Some(index) =
        (first..last).rev().find(|index| !is_blank(lines.line(*index))).filter(|index| frames(lines.line(*index)))
    {
        last = index;
    }
    lines.start(first, text)..lines.start(last, text).max(lines.start(first, text))
}

fn line_at(source: &Arc<Source>, lines: &Lines<'_>, index: usize) -> Place {
    let start = lines.start(index, &source.text);
    Place::new(source, start..start + lines.line(index).trim_end().len())
}

fn is_blank(line: &str) -> bool {
    line.trim_matches(super::tidy::is_unseen).trim().is_empty()
}

/// Columns before the first sign; a full-width space counts two.
fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == ' ' { 1 } else { 2 }).sum()
}

/// Whether a text follows on deeper lines: `summary: |`.
fn begins_text(line: &str) -> bool {
    let head = line.trim_end().trim_end_matches(['-', '+']);
    head.strip_suffix(['|', '>']).is_some_and(|key| key.trim_end().ends_with([':', '：']))
}

fn is_item(line: &str) -> bool {
    line.trim_start().starts_with("- ")
}

/// A field that the table knows, with its colon.
fn is_field(line: &str) -> bool {
    let line = line.trim().trim_start_matches(super::tidy::is_unseen);
    line.find([':', '：']).is_some_and(|colon| {
        let name: String = line[..colon].nfkc().filter(|c| !super::tidy::is_unseen(*c)).collect();
        name.len() <= 60 && is_known(name.trim())
    })
}

/// A line that may stand among fields: a field, one like it, a comment, an item, or what is indented below one.
fn is_fieldish(line: &str) -> bool {
    let bare = line.trim();
    let like_one = || {
        bare.find(": ").or_else(|| bare.strip_suffix(':').map(str::len)).is_some_and(|colon| {
            let name = &bare[..colon];
            name.chars().count() <= 12 && !name.contains([' ', '、', '。', '　'])
        })
    };
    is_blank(line)
        || line.starts_with([' ', '\t'])
        || bare.starts_with('#') && !bare.starts_with("##")
        || bare.starts_with(|c| is_bullet(c) && c != '*')
        || is_field(line)
        || like_one()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn halves(text: &str, front: &str, body: &str, rules: &[&str]) {
        let source = Arc::new(Source { path: "a.md".into(), text: text.into() });
        let mut found = Vec::new();
        let halves = split(&source, &mut found).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((&text[halves.front], &text[halves.body]), (front, body), "{text}");
        assert_eq!(found.iter().map(|found| found.message.rule()).collect::<Vec<_>>(), rules, "{text}");
    }

    #[test]
    fn both_lines_are_found_however_they_look() {
        halves("---  # a note\r\ntitle: あ\r\n---\r\n本文\r\n", "title: あ\r\n", "本文\r\n", &[]);
        halves("----\ntitle: あ\n－－－\n本文\n", "title: あ\n", "本文\n", &[]);
        halves("—\rtitle: あ\r—\r本文", "title: あ\r", "本文", &[]);
        halves(" ---\ntitle: あ\n　---\n本文\n", "title: あ\n", "本文\n", &[]);
        halves("---\nsummary: |\n  ---\n  あ\n---\n", "summary: |\n  ---\n  あ\n", "", &[]);
    }

    #[test]
    fn missing_lines_are_put_where_they_can_only_stand() {
        halves("title: あ\n---\n本文\n", "title: あ\n", "本文\n", &[]);
        halves("title: あ\nseats: few\n", "title: あ\nseats: few\n", "", &[]);
        halves("---\ntitle: あ\n\n本文です。\n", "title: あ\n\n", "本文です。\n", &[]);
        halves("---\ntitle: あ\n本文\n", "title: あ\n", "本文\n", &["unclosed-front-matter"]);
        halves("---\ntitle: あ\n\n本文\n会場: い\n", "title: あ\n\n", "本文\n会場: い\n", &["unclosed-front-matter"]);
    }

    #[test]
    fn blocks_of_code_are_taken_off() {
        halves("```yaml\n---\ntitle: あ\n---\n```\n本文\n", "title: あ\n", "本文\n", &[]);
        halves("```\n---\ntitle: あ\n---\n本文\n```\n", "title: あ\n", "本文\n", &[]);
        halves("```yaml\ntitle: あ\n```\n本文\n", "title: あ\n", "本文\n", &[]);
        halves("---\n```yaml\ntitle: あ\n```\n---\n本文\n", "title: あ\n", "本文\n", &[]);
    }

    #[test]
    fn a_line_in_the_middle_is_told() {
        halves(
            "---\ntitle: あ\n---\nseats: few\n---\n本文\n",
            "title: あ\n---\nseats: few\n",
            "本文\n",
            &["fence-in-fields"],
        );
        halves("---\ntitle: あ\n---\n会場：あおば\n\n本文\n", "title: あ\n", "会場：あおば\n\n本文\n", &[]);
    }

    #[test]
    fn a_file_of_fields_may_be_framed() {
        let source = Source { path: "site.yaml".into(), text: "```yaml\n---\ncity: あ\n---\n```\n".into() };
        assert_eq!(&source.text[whole(&source)], "city: あ\n");
    }
}
