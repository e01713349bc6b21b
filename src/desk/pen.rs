//! The pen: changes to one file as pieces of text at exact bytes, in the writer's own manner.
//!
//! Single changes are made by [`Pen`]; [`rework`](rework::rework) lets a whole file say something else, with [`parts`] as its
//! eyes and [`lines`] as its hand.

pub mod lines;
pub mod parts;
pub mod rework;

use std::ops::Range;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::day::written_like;
use crate::content::Document;
use crate::content::fields::{FIELDS, Field, Form, find};
use crate::content::front::{Entry, Front, Value};

/// One piece of text in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes.
    pub text: String,
}

/// `text` with all edits made; they do not overlap.
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for edit in sorted {
        out.push_str(&text[at..edit.range.start.max(at)]);
        out.push_str(&edit.text);
        at = edit.range.end.max(at);
    }
    out.push_str(&text[at..]);
    out
}

/// A change of a session, for its list of changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The day it was made.
    pub date: Date,
    /// What was changed.
    pub text: String,
}

/// Writes into one file.
pub struct Pen<'a> {
    document: &'a Document,
    text: &'a str,
    line_end: &'static str,
    indent: String,
    /// Whether the file's keys are written in Japanese.
    pub japanese: bool,
    edits: Vec<Edit>,
    tail: Vec<String>,
}

impl<'a> Pen<'a> {
    /// A pen for `document`; where it has no key yet, the course's file shows in which language keys are written.
    pub fn new(document: &'a Document, course: &Front) -> Self {
        let text = document.source.text.as_str();
        let keys = if document.front.0.is_empty() { course } else { &document.front };
        let first = document.front.0.values().min_by_key(|entry| entry.key.range().start);
        let before =
            first.map_or("", |entry| &text[line_start(text, entry.key.range().start)..entry.key.range().start]);
        let indent = if before.trim().is_empty() { before.to_owned() } else { String::new() };
        Self {
            document,
            text,
            line_end: line_end(text),
            indent,
            japanese: is_japanese(keys),
            edits: Vec::new(),
            tail: Vec::new(),
        }
    }

    /// All edits that were asked for.
    pub fn finish(mut self) -> Vec<Edit> {
        if !self.tail.is_empty() {
            let at = self.document.fields.end;
            let open = at > 0 && !self.text[..at].ends_with('\n');
            let mut text = if open { self.line_end.to_owned() } else { String::new() };
            for line in &self.tail {
                text.push_str(&format!("{}{line}{}", self.indent, self.line_end));
            }
            self.edits.push(Edit { range: at..at, text });
        }
        self.edits
    }

    fn entry(&self, key: &str) -> Option<&'a Entry> {
        self.document.front.0.get(key)
    }

    /// The name a key has in this file.
    fn name(&self, key: &'static str) -> &'static str {
        name_of(FIELDS, key, self.japanese)
    }

    fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.edits.push(Edit { range, text: text.into() });
    }

    /// Puts one of the words of the field table behind a key, in the language of what stood there. Returns the word.
    pub fn choose(&mut self, key: &'static str, word: &'static str) -> String {
        let japanese = self.entry(key).map_or(self.japanese, |entry| {
            if entry.value == Value::Clear { true } else { !entry.place.text().is_ascii() }
        });
        let word = if japanese { super::wish::in_japanese(key, word) } else { word };
        self.put(key, word);
        word.to_owned()
    }

    /// Puts a day behind a key, written the way the old one is. Returns what was written.
    pub fn put_day(&mut self, key: &'static str, day: Date) -> String {
        let old = self.entry(key).and_then(|entry| match &entry.value {
            Value::Words(words) => Some(words.clone()),
            _ => None,
        });
        let written = old.map_or_else(|| day.to_string(), |old| written_like(&old, day));
        self.put(key, &written);
        written
    }

    /// Puts words behind a key: in the place of the old ones, behind a key without any, or on a line of their own.
    pub fn put(&mut self, key: &'static str, words: &str) {
        if let Some(entry) = self.entry(key) {
            let old = entry.place.text();
            self.replace(entry.place.range(), requoted(old, words, self.line_end));
        } else if let Some(at) = self.empty_key(key) {
            self.replace(at..at, format!(" {}", scalar(words, false)));
        } else {
            self.tail.push(format!("{}: {}", self.name(key), scalar(words, false)));
        }
    }

    /// Takes a key away with its line; where the line says more, it says `instead`. Returns what stands there now.
    pub fn take_away(&mut self, key: &'static str, instead: &'static str) -> Option<String> {
        let entry = self.entry(key)?;
        let (start, end) = (entry.key.range().start, entry.place.range().end);
        let (line, after) = (line_start(self.text, start), line_after(self.text, end));
        let alone = self.text[line..start].trim().is_empty() && self.text[end..after].trim().is_empty();
        if !alone || entry.place.text().ends_with('\n') {
            return Some(self.choose(key, instead));
        }
        self.replace(line..after, "");
        None
    }

    /// Adds a day to a list of days.
    pub fn add_day(&mut self, key: &'static str, day: Date) -> String {
        let last = match self.entry(key).map(|entry| &entry.value) {
            Some(Value::List(items)) => items.last(),
            _ => None,
        };
        let written = match last.map(|item| &item.value) {
            Some(Value::Words(words)) => written_like(words, day),
            _ => day.to_string(),
        };
        let (block, flow) = (vec![format!("- {written}")], written.clone());
        self.add(key, &block, &flow);
        written
    }

    /// Adds a change to the list of changes.
    pub fn add_change(&mut self, entered: &Entered) -> String {
        let last = match self.entry("changes").map(|entry| &entry.value) {
            Some(Value::List(items)) => items.last(),
            _ => None,
        };
        let map = match last.map(|item| &item.value) {
            Some(Value::Map(map)) => Some(map),
            _ => None,
        };
        let japanese = map.map_or(self.japanese, is_japanese);
        let (date_key, text_key) = if japanese { ("日付", "内容") } else { ("date", "text") };
        let old = map.and_then(|map| super::shelf::words(map, "date"));
        let date = old.map_or_else(|| entered.date.to_string(), |old| written_like(old, entered.date));
        let block = vec![format!("- {date_key}: {date}"), format!("  {text_key}: {}", scalar(&entered.text, false))];
        let flow = format!("{{{date_key}: {date}, {text_key}: {}}}", scalar(&entered.text, true));
        self.add("changes", &block, &flow);
        date
    }

    /// Adds an item to a list, as lines or between brackets, as the list is written.
    fn add(&mut self, key: &'static str, block: &[String], flow: &str) {
        let Some(entry) = self.entry(key) else {
            match self.empty_key(key) {
                Some(at) => {
                    let at = at + self.text[at..].find(['\r', '\n']).unwrap_or(self.text.len() - at);
                    let indent = format!("{}  ", self.indent);
                    let lines: String = block.iter().map(|line| format!("{}{indent}{line}", self.line_end)).collect();
                    self.replace(at..at, lines);
                }
                None => {
                    self.tail.push(format!("{}:", self.name(key)));
                    self.tail.extend(block.iter().map(|line| format!("  {line}")));
                }
            }
            return;
        };
        let Value::List(items) = &entry.value else {
            self.replace(entry.place.range(), format!("[{flow}]"));
            return;
        };
        let opens = entry.place.text() == "[" || entry.place.text().starts_with('[');
        match items.last() {
            None => {
                let at = entry.place.range().start + usize::from(opens);
                self.replace(at..at, flow);
            }
            Some(last) if last.place == entry.place && last.key == entry.key => self.add_to_words(last, flow),
            Some(last) if opens => {
                let end = end_of(last, self.text);
                self.replace(end..end, format!(", {flow}"));
            }
            Some(last) => self.add_lines(last, block),
        }
    }

    /// `previous_dates: 2026-11-12` becomes `2026-11-12、2026-12-10`.
    fn add_to_words(&mut self, last: &Entry, flow: &str) {
        let old = last.place.text();
        let quotes = old.chars().next().filter(|c| matches!(c, '"' | '\''));
        let at = last.place.range().start + old.trim_end().len() - usize::from(quotes.is_some());
        self.replace(at..at, format!("、{flow}"));
    }

    /// Lines below the last item, with its own indentation.
    fn add_lines(&mut self, last: &Entry, block: &[String]) {
        let start = start_of(last);
        let mut line = line_start(self.text, start);
        while !self.text[line..].trim_start_matches([' ', '\t']).starts_with('-') && line > self.document.fields.start {
            line = line_start(self.text, line - 1);
        }
        let dash = self.text[line..].len() - self.text[line..].trim_start_matches([' ', '\t']).len();
        let indent = self.text[line..line + dash].to_owned();
        let end = end_of(last, self.text);
        let at = if self.text[..end].ends_with('\n') { end } else { line_after(self.text, end) };
        let open = !self.text[..at].ends_with('\n');
        let mut text = if open { self.line_end.to_owned() } else { String::new() };
        for new in block {
            text.push_str(&format!("{indent}{new}{}", self.line_end));
        }
        self.replace(at..at, text);
    }

    /// Takes the last item of a list away.
    pub fn take_last(&mut self, key: &'static str) {
        let Some(Value::List(items)) = self.entry(key).map(|entry| &entry.value) else { return };
        let Some((last, before)) = items.split_last() else { return };
        let (start, end) = (start_of(last), end_of(last, self.text));
        let (line, after) = (line_start(self.text, start), line_after(self.text, end));
        if self.text[line..start].trim() == "-" && !before.is_empty() {
            self.replace(line..after, "");
        } else if let Some(before) = before.last().filter(|before| before.place != last.place) {
            self.replace(end_of(before, self.text)..end, "");
        }
    }

    /// The byte behind the colon of a key behind which nothing is written.
    fn empty_key(&self, key: &str) -> Option<usize> {
        let mut at = self.document.fields.start;
        for line in self.text[self.document.fields.clone()].split_inclusive('\n') {
            let colon =
                line.strip_prefix(&self.indent).and_then(|_| line.char_indices().find(|(_, c)| ":：".contains(*c)));
            if let Some((colon, c)) = colon {
                let name: String = line[..colon].trim().nfkc().collect();
                let rest = line[colon + c.len_utf8()..].trim();
                let empty = rest.is_empty() || rest.starts_with('#');
                if empty && find(FIELDS, &name).is_some_and(|field| field.key == key) {
                    return Some(at + colon + c.len_utf8());
                }
            }
            at += line.len();
        }
        None
    }
}

/// The name of a key in one of the two languages.
pub fn name_of(fields: &'static [Field], key: &'static str, japanese: bool) -> &'static str {
    let also = find(fields, key).and_then(|field| field.also.first());
    also.filter(|_| japanese).copied().unwrap_or(key)
}

/// The name of a key inside a map of the field table.
pub fn name_inside(map: &str, key: &'static str, japanese: bool) -> &'static str {
    match find(FIELDS, map).map(|field| &field.form) {
        Some(Form::Map { fields, .. }) => name_of(fields, key, japanese),
        _ => key,
    }
}

/// Whether the keys of a file are mostly Japanese.
pub fn is_japanese(front: &Front) -> bool {
    is_japanese_among(front.0.values().map(|entry| entry.key.text())).unwrap_or(false)
}

/// The same of some keys. `None`: there are none.
fn is_japanese_among<'k>(keys: impl Iterator<Item = &'k str>) -> Option<bool> {
    let (mut all, mut japanese) = (0, 0);
    for key in keys {
        all += 1;
        japanese += usize::from(!key.is_ascii());
    }
    (all > 0).then_some(japanese * 2 > all)
}

/// How the lines of a text end.
pub fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The first byte of the line that holds byte `at`.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The first byte of the line behind the one that holds byte `at`.
pub fn line_after(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// The first byte of an entry or of what it holds.
pub fn start_of(entry: &Entry) -> usize {
    let inner: Box<dyn Iterator<Item = &Entry>> = match &entry.value {
        Value::Map(map) => Box::new(map.0.values()),
        Value::List(items) => Box::new(items.iter()),
        _ => Box::new(std::iter::empty()),
    };
    inner.map(start_of).chain([entry.key.range().start]).min().unwrap_or(0)
}

/// The byte behind an entry and all it holds, closing brackets included.
pub fn end_of(entry: &Entry, text: &str) -> usize {
    let inner: Box<dyn Iterator<Item = &Entry>> = match &entry.value {
        Value::Map(map) => Box::new(map.0.values()),
        Value::List(items) => Box::new(items.iter()),
        _ => Box::new(std::iter::empty()),
    };
    let end = inner.map(|entry| end_of(entry, text)).chain([entry.place.range().end]).max().unwrap_or(0);
    let closing = match entry.place.text().chars().next() {
        Some('{') if matches!(entry.value, Value::Map(_)) => '}',
        Some('[') if matches!(entry.value, Value::List(_)) => ']',
        _ => return end,
    };
    text[end..].find(closing).map_or(end, |at| end + at + 1)
}

/// `new` in the quotes that `old` has.
fn requoted(old: &str, new: &str, line_end: &str) -> String {
    match old.chars().next() {
        Some('"') => quoted(new),
        Some('\'') => format!("'{}'", new.replace('\'', "''")),
        _ if old.ends_with('\n') => format!("{}{line_end}", new.replace(['\r', '\n'], " ")),
        _ => scalar(new, false),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// Words as a value: in quotes where a reader could take them for anything else.
pub fn scalar(text: &str, inside_brackets: bool) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.trim();
    let first = text.chars().next().is_none_or(|c| "[]{}*&!%@`|>-?:,#\"'~=<＃：".contains(c) || c.is_whitespace());
    let inside = [": ", " #", "：", "\u{3000}", "\t"].iter().any(|sign| text.contains(sign)) || text.ends_with(':');
    let brackets = inside_brackets && text.contains([',', '[', ']', '{', '}']);
    let first = first || text.eq_ignore_ascii_case("null");
    if first || inside || brackets { quoted(text) } else { text.to_owned() }
}
