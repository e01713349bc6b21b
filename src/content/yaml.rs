//! YAML → a tree of strings that know where they stand. The only module that knows the YAML library.
//!
//! YAML's own guesses (`0123` → 123, `yes` → true, `~` → nothing) are undone here: a scalar is the text the writer typed.
//! What a text means is decided later, field by field, so that all mistakes of a file are found in one run.

mod mistakes;

use std::sync::Arc;

use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Options, Spanned};

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

/// Reads `text`, which starts at byte `offset` of `source`, as one YAML map.
///
/// # Errors
/// One diagnostic at the first character that YAML cannot read: after it nothing else in the file can be trusted.
pub fn read(source: &Arc<Source>, text: &str, offset: usize) -> Result<Node, Diagnostic> {
    let whole = Place::new(source, offset..offset + text.len());
    if text.trim().is_empty() || text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#')) {
        return Ok(Sourced::new(Tree::Map(Vec::new()), whole));
    }
    let raw: Spanned<Raw> =
        serde_saphyr::from_str_with_options(text, options()).map_err(|error| explain(&error, source, text, offset))?;
    let reader = Reader { source, text, offset };
    let node = reader.node(raw)?;
    match node.value {
        Tree::Map(_) => Ok(node),
        _ => Err(mistakes::find(text, text.len()).map_or_else(
            || Diagnostic::error(Message::NotAMap {}, &node.place),
            |(message, range)| {
                Diagnostic::error(message, &Place::new(source, offset + range.start..offset + range.end))
            },
        )),
    }
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

/// Attaches places: the library counts from the start of the YAML, we from the start of the file.
struct Reader<'a> {
    source: &'a Arc<Source>,
    text: &'a str,
    offset: usize,
}

impl Reader<'_> {
    fn place(&self, location: serde_saphyr::Location) -> Place {
        let span = location.span();
        let start = span.byte_offset().unwrap_or(0) as usize;
        let len = span.byte_len().unwrap_or(0) as usize;
        Place::new(self.source, self.offset + start..self.offset + start + len)
    }

    fn node(&self, raw: Spanned<Raw>) -> Result<Node, Diagnostic> {
        let place = self.place(raw.referenced);
        let tree = match raw.value {
            Raw::Empty => Tree::Empty,
            Raw::Plain => Tree::Scalar(place.text().trim().to_owned()),
            Raw::Text(text) => {
                self.refuse_swallowed_hash(&place)?;
                Tree::Scalar(text)
            }
            Raw::List(items) => Tree::List(items.into_iter().map(|item| self.node(item)).collect::<Result<_, _>>()?),
            Raw::Map(entries) => Tree::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| {
                        self.refuse_wide_indent(&key)?;
                        let key = Sourced::new(key.value.trim().to_owned(), self.place(key.referenced));
                        Ok((key, self.node(value)?))
                    })
                    .collect::<Result<_, Diagnostic>>()?,
            ),
        };
        Ok(Sourced::new(tree, place))
    }

    /// Full-width spaces look like an indent and are none: the key would stand at the wrong level.
    fn refuse_wide_indent(&self, key: &Spanned<String>) -> Result<(), Diagnostic> {
        if key.value.starts_with('\u{3000}') {
            return Err(Diagnostic::error(Message::WideIndent {}, &self.place(key.referenced)));
        }
        Ok(())
    }

    /// `title: 教室 #1 お知らせ` would silently lose everything from `#` on. A comment has a space behind its `#`, or it
    /// stands behind a quoted text or on a line of its own, where nothing can be lost.
    fn refuse_swallowed_hash(&self, place: &Place) -> Result<(), Diagnostic> {
        let end = place.range().end - self.offset;
        let rest = self.text[end..].lines().next().unwrap_or("");
        let comment = rest.trim_start();
        let swallowed = comment.strip_prefix('#').is_some_and(|after| after.starts_with(|c: char| !c.is_whitespace()));
        let complete = place.text().starts_with(['"', '\'']) || place.text().ends_with('\n');
        if !swallowed || complete || place.text().is_empty() {
            return Ok(());
        }
        let hash = place.range().end + (rest.len() - comment.len());
        let line = format!("{}{}", place.text(), rest).trim_end().to_owned();
        let lost = Place::new(self.source, hash..place.range().end + rest.trim_end().len());
        Err(Diagnostic::error(Message::SwallowedHash { line }, &lost))
    }
}

/// The library's error as one of ours, at its place.
fn explain(error: &serde_saphyr::Error, source: &Arc<Source>, text: &str, offset: usize) -> Diagnostic {
    let error = error.without_snippet();
    let place = error.location().map_or_else(
        || Place::new(source, offset..offset),
        |location| {
            let span = location.span();
            let start = span.byte_offset().map_or_else(
                || byte_of(text, location.line() as usize, location.column() as usize),
                |start| start as usize,
            );
            let end = start + span.byte_len().unwrap_or(0).max(1) as usize;
            Place::new(source, offset + start..offset + end)
        },
    );
    let message = match error {
        serde_saphyr::Error::DuplicateMappingKey { key, .. } => {
            Message::DuplicateKey { key: key.clone().unwrap_or_else(|| place.text().to_owned()) }
        }
        other => {
            let end = place.range().end.saturating_sub(offset);
            if let Some((message, range)) = mistakes::find(text, end) {
                return Diagnostic::error(message, &Place::new(source, offset + range.start..offset + range.end));
            }
            let detail = other.render().lines().next().unwrap_or_default().to_owned();
            Message::BrokenYaml { detail: detail.split(" at line ").next().unwrap_or_default().to_owned() }
        }
    };
    Diagnostic::error(message, &place)
}

/// Byte offset of a line and column (both from 1, in characters).
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.trim_end().len(), |(at, _)| at)
}
