//! Splits a file at its `---` lines: front matter above, Markdown below.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Message, Place, Source};

/// Byte ranges of the two halves of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Halves {
    /// The YAML between the lines.
    pub front: Range<usize>,
    /// The Markdown below.
    pub body: Range<usize>,
}

/// Finds the two `---` lines. A comment may follow the dashes.
///
/// # Errors
/// When one of the lines is missing.
pub fn split(source: &Arc<Source>) -> Result<Halves, Diagnostic> {
    let text = &source.text;
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let opening = lines.by_ref().find(|(_, line)| !line.trim().is_empty());
    let Some((at, line)) = opening.filter(|(_, line)| is_fence(line)) else {
        return Err(Diagnostic::error(Message::NoFrontMatter {}, &Place::top(source)));
    };
    let front = at + line.len();
    match lines.find(|(_, line)| is_fence(line)) {
        Some((end, line)) => Ok(Halves { front: front..end, body: end + line.len()..text.len() }),
        None => Err(Diagnostic::error(Message::UnclosedFrontMatter {}, &Place::new(source, at..at + 3))),
    }
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| {
        let comment = rest.trim();
        comment.is_empty() || (comment.starts_with('#') && rest.starts_with(char::is_whitespace))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source { path: "a.md".into(), text: text.into() })
    }

    #[test]
    fn both_line_ends_are_read() {
        let file = source("---  # a note\r\ntitle: あ\r\n---\r\n本文\r\n");
        let halves = split(&file).unwrap();
        assert_eq!(&file.text[halves.front], "title: あ\r\n");
        assert_eq!(&file.text[halves.body], "本文\r\n");
    }

    #[test]
    fn a_missing_line_is_named() {
        assert_eq!(*split(&source("題名だけ")).unwrap_err().message, Message::NoFrontMatter {});
        assert_eq!(*split(&source("---\ntitle: あ\n本文")).unwrap_err().message, Message::UnclosedFrontMatter {});
    }
}
