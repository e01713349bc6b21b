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
    /// Byte range, always on character boundaries and within the text.
    range: Range<usize>,
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
        Self { source: Arc::clone(source), range: start..end }
    }

    /// The whole first line: for what is missing from a file.
    pub fn top(source: &Arc<Source>) -> Self {
        let end = source.text.find(['\r', '\n']).unwrap_or(source.text.len());
        Self::new(source, 0..end)
    }

    /// The byte range in the file's text.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The characters themselves.
    pub fn text(&self) -> &str {
        &self.source.text[self.range.clone()]
    }

    /// Line and column of the first character, from 1, the column in characters.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.source.text[..self.range.start];
        let line = before.matches('\n').count() + 1;
        let column = before[before.rfind('\n').map_or(0, |at| at + 1)..].chars().count() + 1;
        (line, column)
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
