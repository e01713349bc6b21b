//! New values as the lines of a file: one field a line, what belongs to it two columns further in.

use std::collections::BTreeMap;

use super::{name_of, quoted, scalar};
use crate::content::fields::{Field, Form, find};
use crate::desk::plain::Plain;

/// How a file is written: its line ends, and the language of its keys.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// The end of a line.
    pub line_end: &'static str,
    /// Whether keys are written in Japanese.
    pub japanese: bool,
}

/// What stands for 「nothing of what was said above」.
pub const CLEAR: &str = "なし";

impl Manner {
    /// The name of a key.
    pub fn name(self, fields: Option<&'static [Field]>, key: &str) -> String {
        let known = fields.and_then(|fields| find(fields, key).map(|field| name_of(fields, field.key, self.japanese)));
        known.map_or_else(|| scalar(key, false), str::to_owned)
    }

    /// The keys of a map in the order of the field table, then those it does not know.
    pub fn keys<'k>(fields: Option<&'static [Field]>, map: &'k BTreeMap<String, Plain>) -> Vec<&'k String> {
        let at = |key: &str| {
            fields.and_then(|fields| fields.iter().position(|field| field.key == key)).unwrap_or(usize::MAX)
        };
        let mut keys: Vec<&String> = map.keys().collect();
        keys.sort_by_key(|key| at(key));
        keys
    }

    /// `key: value`, as one line or several.
    pub fn field(self, indent: &str, name: &str, form: Option<&'static Form>, value: &Plain) -> String {
        format!("{indent}{name}:{}", self.behind(indent, form, value))
    }

    /// What stands behind a key's colon, down to the end of the last line.
    pub fn behind(self, indent: &str, form: Option<&'static Form>, value: &Plain) -> String {
        let (end, deeper) = (self.line_end, format!("{indent}  "));
        match value {
            Plain::Clear => format!(" {CLEAR}{end}"),
            Plain::Words(text) => self.words(&deeper, text),
            Plain::List(items) if items.is_empty() => format!(" []{end}"),
            Plain::List(items) => {
                let items = items.iter().map(|item| self.item(&deeper, item_form(form), item));
                format!("{end}{}", items.collect::<String>())
            }
            Plain::Map(map) if map.is_empty() => format!(" {{}}{end}"),
            Plain::Map(map) => format!("{end}{}", self.fields(&deeper, fields_of(form), map)),
        }
    }

    fn words(self, deeper: &str, text: &str) -> String {
        let end = self.line_end;
        if text.contains('\n') {
            format!(" |-{end}{}", self.block(deeper, text))
        } else {
            format!(" {}{end}", scalar(text, false))
        }
    }

    /// The lines of a text below its `|`.
    pub fn block(self, indent: &str, text: &str) -> String {
        let line = |line: &str| {
            if line.is_empty() { self.line_end.to_owned() } else { format!("{indent}{line}{}", self.line_end) }
        };
        text.split('\n').map(line).collect()
    }

    /// The lines of a map.
    pub fn fields(self, indent: &str, fields: Option<&'static [Field]>, map: &BTreeMap<String, Plain>) -> String {
        let line = |key: &String| {
            let form = fields.and_then(|fields| find(fields, key)).map(|field| &field.form);
            self.field(indent, &self.name(fields, key), form, &map[key])
        };
        Self::keys(fields, map).into_iter().map(line).collect()
    }

    /// `- value`, as one line or several.
    pub fn item(self, indent: &str, form: Option<&'static Form>, value: &Plain) -> String {
        let deeper = format!("{indent}  ");
        match value {
            Plain::Map(map) if !map.is_empty() => {
                let lines = self.fields(&deeper, fields_of(form), map);
                format!("{indent}- {}", &lines[deeper.len()..])
            }
            Plain::Words(text) => format!("{indent}-{}", self.words(&deeper, text)),
            other => format!("{indent}- {}{}", self.in_brackets(form, other), self.line_end),
        }
    }

    /// A value as it stands between brackets.
    pub fn in_brackets(self, form: Option<&'static Form>, value: &Plain) -> String {
        match value {
            Plain::Clear => CLEAR.to_owned(),
            Plain::Words(text) => one_line(text, true),
            Plain::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.in_brackets(item_form(form), item)).collect();
                format!("[{}]", items.join(", "))
            }
            Plain::Map(map) => {
                let fields = fields_of(form);
                let entry = |key: &String| {
                    let form = fields.and_then(|fields| find(fields, key)).map(|field| &field.form);
                    format!("{}: {}", self.name(fields, key), self.in_brackets(form, &map[key]))
                };
                let entries: Vec<String> = Self::keys(fields, map).into_iter().map(entry).collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }
}

/// Words on one line, whatever is in them.
pub fn one_line(text: &str, in_brackets: bool) -> String {
    if text.contains('\n') { quoted(text) } else { scalar(text, in_brackets) }
}

/// The keys that a form's map has.
pub fn fields_of(form: Option<&'static Form>) -> Option<&'static [Field]> {
    match form {
        Some(Form::Map { fields, .. }) => Some(fields),
        _ => None,
    }
}

/// The form of a list's items.
pub fn item_form(form: Option<&'static Form>) -> Option<&'static Form> {
    match form {
        Some(Form::List(item)) => Some(item),
        _ => None,
    }
}
