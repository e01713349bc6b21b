//! YAML → a tree of strings that know where they stand. The only module that knows the YAML library.
//!
//! YAML's own guesses (`0123` → 123, `yes` → true, `~` → nothing) are undone here: a scalar is the text the writer typed.
//! What a text means is decided later, field by field, so that all mistakes of a file are found in one run.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Options, Spanned};

use super::tidy::{Tidied, values::in_quotes};
use crate::diagnostics::{Diagnostic, Message, Place, Source, Sourced};

/// A value and the characters that said it.
pub type Node = Sourced<Tree>;

/// What stands behind a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    /// Nothing was written.
    Empty,
    /// Text, exactly as typed (quotes and escapes undone).
    Scalar(String),
    /// `- a` lines or `[a, b]`.
    List(Vec<Node>),
    /// `key: value` lines, in the writer's order.
    Map(Vec<(Sourced<String>, Node)>),
}

/// Deepest nesting that is read; the field table needs four.
const MAX_DEPTH: usize = 16;
/// Most values in one file: a hundred times the longest front matter we know.
const MAX_NODES: usize = 20_000;

/// How often a text is read again without the lines that could not be read, so that its other mistakes are told too.
const MOST_TRIES: usize = 20;
/// The same for a text too large to be a person's.
const TRIES_OF_LARGE: usize = 2;
/// Longer texts are large, in bytes.
const LARGE: usize = 50_000;

/// Reads `text`, which starts at byte `offset` of `source`, as one YAML map.
///
/// # Errors
/// One diagnostic at the first character that YAML cannot read: after it nothing else in the file can be trusted.
pub fn read(source: &Arc<Source>, text: &str, offset: usize) -> Result<Node, Diagnostic> {
    read_tidied(source, &Tidied::untouched(text, offset))
}

/// The same for a text that was tidied.
///
/// # Errors
/// The first of its mistakes.
pub fn read_tidied(source: &Arc<Source>, tidied: &Tidied) -> Result<Node, Diagnostic> {
    let mut found = Vec::new();
    let node = Reader { source, tidied, found: &mut found }.whole(&tidied.text)?;
    found.into_iter().next().map_or(Ok(node), Err)
}

/// Reads tidied front matter as one YAML map. What cannot be read is reported and left out, with all that hangs on it.
pub fn read_on(source: &Arc<Source>, tidied: &Tidied, found: &mut Vec<Diagnostic>) -> Node {
    let mut text = Cow::Borrowed(tidied.text.as_str());
    let tries = if text.len() > LARGE { TRIES_OF_LARGE } else { MOST_TRIES };
    let mut told = Vec::new();
    for _ in 0..tries {
        let mut inner = Vec::new();
        match (Reader { source, tidied, found: &mut inner }).whole(&text) {
            Ok(node) => {
                found.extend(told);
                found.extend(inner);
                return node;
            }
            Err(diagnostic) => {
                let at = diagnostic.place.as_ref().map_or(0, |place| place.range().start);
                told.push(diagnostic);
                let Some(rest) = without_block(&text, tidied, at) else { break };
                text = Cow::Owned(rest);
            }
        }
    }
    found.extend(told);
    Sourced::new(Tree::Map(Vec::new()), Place::new(source, tidied.raw(0..tidied.text.len())))
}

/// The text with spaces instead of the line that said byte `raw` of the file, and of the deeper lines below it.
/// `None`: nothing is left to leave out.
fn without_block(text: &str, tidied: &Tidied, raw: usize) -> Option<String> {
    let mut start = 0;
    let mut line_start = None;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() && (line_start.is_none() || tidied.raw(start..start).start <= raw) {
            line_start = Some(start);
        }
        start += line.len();
    }
    let start = line_start?;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(&text[start..]);
    let mut lines = text[start..].split_inclusive('\n');
    let mut len = lines.next().map_or(0, str::len);
    len += lines.take_while(|line| line.trim().is_empty() || indent(line) > own).map(str::len).sum::<usize>();
    let blank = |c: char| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) };
    let blanked: String = text[start..start + len].chars().map(blank).collect();
    Some([&text[..start], &blanked, &text[start + len..]].concat())
}

/// Limits far above real files, far below what hurts: an alias bomb cost seconds with the library's own.
fn options() -> Options {
    let mut budget = serde_saphyr::Budget::default();
    budget.max_depth = MAX_DEPTH;
    budget.max_nodes = MAX_NODES;
    budget.max_events = MAX_NODES * 3;
    budget.max_aliases = 0;
    budget.max_anchors = 0;
    let mut options = Options::default();
    options.budget = Some(budget);
    options.with_snippet = false;
    options.merge_keys = serde_saphyr::options::MergeKeyPolicy::Error;
    options
}

/// What the library hands over before places are attached; `Plain` is re-read from the text.
enum Raw {
    Empty,
    Plain,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Empty)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
        Ok(Raw::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Raw, E> {
        Ok(Raw::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Raw::Map(map))
    }
}

/// Attaches places: the library counts in the tidied text, we in the file.
struct Reader<'a> {
    source: &'a Arc<Source>,
    tidied: &'a Tidied,
    found: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// One YAML map out of `text`, which is as long as the tidied one.
    fn whole(mut self, text: &str) -> Result<Node, Diagnostic> {
        if text.trim().is_empty() || text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#')) {
            return Ok(Sourced::new(Tree::Map(Vec::new()), self.place(0..text.len())));
        }
        let raw: Spanned<Raw> =
            serde_saphyr::from_str_with_options(text, options()).map_err(|error| self.explain(&error, text))?;
        let node = self.node(raw, text);
        match node.value {
            Tree::Map(_) => Ok(node),
            _ => Err(Diagnostic::error(Message::NotAMap {}, &node.place)),
        }
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.source, self.tidied.raw(range))
    }

    fn node(&mut self, raw: Spanned<Raw>, text: &str) -> Node {
        let range = bytes(raw.referenced);
        let said = text.get(range.clone()).unwrap_or("");
        let tree = match raw.value {
            Raw::Empty => Tree::Empty,
            Raw::Plain => Tree::Scalar(said.trim().to_owned()),
            Raw::Text(words) => {
                self.refuse_swallowed_hash(&range, text);
                Tree::Scalar(words)
            }
            Raw::List(items) => Tree::List(items.into_iter().map(|item| self.node(item, text)).collect()),
            Raw::Map(entries) => {
                let entries = entries.into_iter().map(|(key, value)| {
                    let place = self.place(bytes(key.referenced));
                    if key.value.starts_with('\u{3000}') {
                        self.found.push(Diagnostic::error(Message::WideIndent {}, &place));
                    }
                    (Sourced::new(key.value.trim().to_owned(), place), self.node(value, text))
                });
                Tree::Map(entries.collect())
            }
        };
        Sourced::new(tree, self.place(range))
    }

    /// `seats: few #1 お知らせ` would silently lose everything from `#` on. A comment has a space behind its `#`, or it
    /// stands behind a quoted text or on a line of its own, where nothing can be lost.
    fn refuse_swallowed_hash(&mut self, range: &Range<usize>, text: &str) {
        let said = text.get(range.clone()).unwrap_or("");
        let rest = text.get(range.end..).unwrap_or("").lines().next().unwrap_or("");
        let comment = rest.trim_start();
        let swallowed = comment.strip_prefix('#').is_some_and(|after| after.starts_with(|c: char| !c.is_whitespace()));
        let complete = said.starts_with(['"', '\'']) || said.ends_with('\n');
        if !swallowed || complete || said.is_empty() {
            return;
        }
        let hash = range.end + (rest.len() - comment.len());
        let words = format!("{said}{rest}").trim_end().to_owned();
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let line = format!("{}{}", text[start..range.start].trim_start(), in_quotes(&words));
        let lost = self.place(hash..range.end + rest.trim_end().len());
        self.found.push(Diagnostic::error(Message::SwallowedHash { line }, &lost));
    }

    /// The library's error as one of ours, at its place.
    fn explain(&self, error: &serde_saphyr::Error, text: &str) -> Diagnostic {
        let error = error.without_snippet();
        let range = error.location().map_or(0..0, |location| {
            let span = location.span();
            let start = span.byte_offset().map_or_else(
                || byte_of(text, location.line() as usize, location.column() as usize),
                |start| start as usize,
            );
            let start = start.min(text.len());
            let end = (start + span.byte_len().unwrap_or(0).max(1) as usize).min(text.len());
            start..text.ceil_char_boundary(end)
        });
        let place = self.place(range);
        let message = match error {
            serde_saphyr::Error::DuplicateMappingKey { key, .. } => {
                Message::DuplicateKey { key: key.clone().unwrap_or_else(|| place.text().to_owned()) }
            }
            other => {
                let detail = other.render().lines().next().unwrap_or_default().to_owned();
                Message::BrokenYaml { detail: detail.split(" at line ").next().unwrap_or_default().to_owned() }
            }
        };
        Diagnostic::error(message, &place)
    }
}

/// Where the library saw something, in bytes.
fn bytes(location: serde_saphyr::Location) -> Range<usize> {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    start..start + span.byte_len().unwrap_or(0) as usize
}

/// Byte offset of a line and column (both from 1, in characters).
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.trim_end().len(), |(at, _)| at)
}
