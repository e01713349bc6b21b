//! Where something was written: a file's text, a range of its bytes, and values that remember both.

use std::ops::Range;
use std::sync::Arc;

/// The text of one file as it was decoded, under the name staff know it by.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Path below the site folder, with `/` on every system.
    pub path: String,
    /// The whole decoded text.
    pub text: String,
}

/// A range of bytes in a [`Source`]; line and column are worked out only when they are shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Byte range, always on character boundaries and within the text. Every value of a site knows its place, and no file
    /// of 4 GB is read.
    range: Range<u32>,
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (line, column) = self.line_column();
        write!(f, "{}:{line}:{column}", self.source.path)
    }
}

impl Place {
    /// The bytes `range` of `source`, moved onto character boundaries and into the text where they are not.
    pub fn new(source: &Arc<Source>, range: Range<usize>) -> Self {
        let text = &source.text;
        let start = text.floor_char_boundary(range.start.min(text.len()));
        let end = text.ceil_char_boundary(range.end.clamp(start, text.len()));
        let short = |at: usize| u32::try_from(at).unwrap_or(0);
        Self { source: Arc::clone(source), range: short(start)..short(end) }
    }

    /// The whole first line: for what is missing from a file.
    pub fn top(source: &Arc<Source>) -> Self {
        let end = source.text.find(['\r', '\n']).unwrap_or(source.text.len());
        Self::new(source, 0..end)
    }

    /// The byte range in the file's text.
    pub fn range(&self) -> Range<usize> {
        self.range.start as usize..self.range.end as usize
    }

    /// The characters themselves.
    pub fn text(&self) -> &str {
        &self.source.text[self.range()]
    }

    /// Line and column of the first character, from 1, the column in characters. A lone CR ends a line too.
    pub fn line_column(&self) -> (usize, usize) {
        let text = &self.source.text;
        let before = &text[..self.range().start];
        let mut line = before.matches('\n').count() + 1;
        if before.contains('\r') {
            line += before.match_indices('\r').filter(|(at, _)| !text[at + 1..].starts_with('\n')).count();
        }
        let column = text[self.line_start()..self.range().start].chars().count() + 1;
        (line, column)
    }

    fn line_start(&self) -> usize {
        let text = &self.source.text;
        let start = self.range().start;
        let mut end = start;
        while let Some(at) = text[..end].rfind(['\r', '\n']) {
            // The CR of a CRLF that the place itself begins with ends no line yet.
            if text[at..].starts_with("\r\n") && at + 1 == start {
                end = at;
                continue;
            }
            return at + 1;
        }
        0
    }

    /// The bytes of the line on which it begins, without the line's end.
    pub fn line(&self) -> Range<usize> {
        let start = self.line_start();
        let end = self.source.text[start..].find(['\r', '\n']).map_or(self.source.text.len(), |at| start + at);
        start..end
    }

    /// The line with `words` in place of what stands here, as one would copy it. `None`: it goes over several lines.
    pub fn line_with(&self, words: &str) -> Option<String> {
        let (line, range) = (self.line(), self.range());
        let text = &self.source.text;
        (range.end <= line.end)
            .then(|| format!("{}{words}{}", &text[line.start..range.start], &text[range.end..line.end]))
            .map(|line| line.trim().to_owned())
    }
}

/// A value that still knows the characters that said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// The characters that said it.
    pub place: Place,
}

impl<T> Sourced<T> {
    /// `value`, said at `place`.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}
