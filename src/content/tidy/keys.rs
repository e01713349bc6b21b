//! Keys and list marks at the start of a line, also as people type them without YAML in mind.

use std::borrow::Cow;
use std::ops::Range;

use super::in_usual_width;
use super::marks::{is_bullet, is_dash};
use crate::content::fields::{Field, find, is_known};

/// Longest word that may be a key nobody knows, in characters.
const LONGEST_KEY: usize = 12;

/// A key on its line.
pub struct Key<'a> {
    /// Its name.
    pub name: &'a str,
    /// Byte where its value begins, and the colon's bytes.
    pub value: usize,
    /// Bytes of the colon.
    pub colon: Range<usize>,
}

/// The key at the start of an entry: any word before `: `, a known one before any colon, a short one before `：`.
pub fn key<'t>(entry: &'t str, fields: &'static [Field]) -> Option<Key<'t>> {
    if entry.starts_with(['"', '\'', '[', '{', '#']) {
        let colon = entry.find(": ").or_else(|| entry.strip_suffix(':').map(str::len))?;
        let quoted = entry.starts_with(['"', '\'']);
        return quoted.then(|| Key { name: &entry[..colon], value: after(entry, colon + 1), colon: colon..colon + 1 });
    }
    let (colon, sign) = entry.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let end = colon + sign.len_utf8();
    let name = entry[..colon].trim_end();
    let spaced = entry[end..].is_empty() || entry[end..].starts_with(char::is_whitespace);
    let word = name.chars().count() <= LONGEST_KEY && !name.contains(['、', '。', ' ', '\u{3000}', '「']);
    let is_key = !name.is_empty() && ((sign == ':' && spaced) || is_name(name, fields) || (sign == '：' && word));
    is_key.then(|| Key { name, value: after(entry, end), colon: colon..end })
}

/// Where the value begins.
fn after(entry: &str, colon: usize) -> usize {
    entry.len() - entry[colon..].trim_start().len()
}

/// The field of that name, in whatever width it was typed.
pub fn look_up(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    find(fields, name).or_else(|| match in_usual_width(name) {
        Cow::Borrowed(_) => None,
        Cow::Owned(name) => find(fields, &name),
    })
}

/// Whether a word is the name of a field, here or anywhere.
pub fn is_name(name: &str, fields: &'static [Field]) -> bool {
    name.len() <= 60 && (look_up(fields, name).is_some() || is_known(name))
}

/// Bytes of the mark in front of an item, its spaces included.
pub fn mark(bare: &str) -> Option<usize> {
    let first = bare.chars().next().filter(|c| is_bullet(*c))?;
    let rest = &bare[first.len_utf8()..];
    if rest.starts_with(is_dash) || (matches!(first, '*' | '＊') && !rest.starts_with(char::is_whitespace)) {
        return None;
    }
    Some(bare.len() - rest.trim_start().len())
}
