//! What a file says, with the bytes that say it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{end_of, start_of};
use crate::content::front::{Entry, Front, Value};
use crate::desk::plain::Plain;

/// A value in a file.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its key's bytes; an item of a list has none.
    pub key: Option<Range<usize>>,
    /// The value's own bytes, of what is written over several lines only the first.
    pub place: Range<usize>,
    /// The first byte of all of it.
    pub start: usize,
    /// The byte behind all of it, closing brackets included.
    pub end: usize,
    /// What it says.
    pub is: Is,
}

/// What a part says.
#[derive(Clone, Debug)]
pub enum Is {
    /// 「なし」.
    Clear,
    /// Words.
    Words(String),
    /// A list.
    List(Vec<Part>),
    /// A map, in the order of its lines.
    Map(Vec<(String, Part)>),
    /// What only its own feature reads.
    Other(Plain),
}

impl Part {
    /// The fields of a file in the order of its lines.
    pub fn of_front(front: &Front, text: &str) -> Vec<(String, Self)> {
        let mut parts: Vec<(String, Self)> =
            front.0.iter().map(|(key, entry)| ((*key).to_owned(), Self::of(entry, text, true))).collect();
        parts.sort_by_key(|(_, part)| part.start);
        parts
    }

    fn of(entry: &Entry, text: &str, keyed: bool) -> Self {
        let is = match &entry.value {
            Value::Clear => Is::Clear,
            Value::Words(words) => Is::Words(words.clone()),
            Value::List(items) => Is::List(items.iter().map(|item| Self::of(item, text, false)).collect()),
            Value::Map(front) => Is::Map(Self::of_front(front, text)),
            Value::Rules(rules) => {
                let rule =
                    |(rule, words): &(crate::diagnostics::Sourced<String>, crate::diagnostics::Sourced<String>)| {
                        let (key, place) = (rule.place.range(), words.place.range());
                        let (start, end) = (key.start, place.end);
                        let part = Self { key: Some(key), place, start, end, is: Is::Words(words.value.clone()) };
                        (rule.value.clone(), part)
                    };
                Is::Map(rules.iter().map(rule).collect())
            }
            value @ (Value::Named(_) | Value::Free(_)) => Is::Other(Plain::of(value)),
        };
        let (mut start, mut end) = (start_of(entry), end_of(entry, text));
        if let (Value::Rules(_), Is::Map(parts)) = (&entry.value, &is) {
            start = parts.iter().map(|(_, part)| part.start).chain([start]).min().unwrap_or(start);
            end = parts.iter().map(|(_, part)| part.end).chain([end]).max().unwrap_or(end);
            if entry.place.text().starts_with('{') {
                end = text[end..].find('}').map_or(end, |at| end + at + 1);
            }
        }
        Self { key: keyed.then(|| entry.key.range()), place: entry.place.range(), start, end, is }
    }

    /// What it says, without its place.
    pub fn plain(&self) -> Plain {
        match &self.is {
            Is::Clear => Plain::Clear,
            Is::Words(words) => Plain::Words(words.clone()),
            Is::List(items) => Plain::List(items.iter().map(Self::plain).collect()),
            Is::Map(parts) => {
                let parts: BTreeMap<String, Plain> =
                    parts.iter().map(|(key, part)| (key.clone(), part.plain())).collect();
                Plain::Map(parts)
            }
            Is::Other(plain) => plain.clone(),
        }
    }

    /// Whether it stands in brackets.
    pub fn is_flow(&self, text: &str) -> bool {
        text[self.place.clone()].starts_with(['[', '{'])
    }

    /// Whether its items are words on one line, `a、b`.
    pub fn is_one_line_of(&self, items: &[Self]) -> bool {
        items.first().is_some_and(|item| item.place == self.place)
    }

    /// The first byte of the value, the `|` before a text of several lines included.
    pub fn value_start(&self, text: &str) -> usize {
        let Some(key) = &self.key else { return self.place.start };
        if self.place.start <= key.end {
            return self.place.start;
        }
        let between = &text[key.end..self.place.start];
        let head =
            between.find([':', '：']).map(|at| key.end + at + between[at..].chars().next().map_or(1, char::len_utf8));
        let head = head.map(|at| at + text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len());
        head.filter(|at| text[*at..].starts_with(['|', '>'])).unwrap_or(self.place.start)
    }
}
