//! Front matter as the field table knows it: canonical keys, forms checked for shape, every value with its place.

mod entries;

use std::sync::Arc;

use super::fields::{FIELDS, Field, Form, Levels, find};
use super::tidy::in_usual_width;
use super::yaml::{Node, Tree};
use crate::diagnostics::{Diagnostic, Message, Place, Sourced, is_secret};
pub use entries::Entries;

/// Longer keys, in characters, are like no field.
const LONGEST_KEY: usize = 40;

/// The keys of one file, or of one map inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front(pub Entries);

/// A key with its value, as written, or as inherited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key's characters.
    pub key: Place,
    /// The value's characters; the key's where the value is empty.
    pub place: Place,
    /// The value.
    pub value: Value,
}

impl Entry {
    /// The same key and characters with another value.
    fn saying(&self, value: Value) -> Self {
        Self { key: self.key.clone(), place: self.place.clone(), value }
    }
}

/// A value whose shape fits its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// 「なし」: forget what was said above.
    Clear,
    /// Words.
    Words(String),
    /// A list.
    List(Vec<Entry>),
    /// A map with keys of its own.
    Map(Front),
    /// Names that staff chose, each with its value.
    Named(Vec<(String, Entry)>),
    /// Rules of the copy desk, each with what is said of it.
    Rules(Vec<(Sourced<String>, Sourced<String>)>),
    /// Left to the feature that owns the key.
    Free(Node),
}

/// Sorts the written keys into the table; whatever does not fit becomes a diagnostic and is left out.
pub fn sort(node: Node, level: Levels, found: &mut Vec<Diagnostic>) -> Front {
    match node.value {
        Tree::Map(entries) => sort_map(entries, FIELDS, Some(level), found),
        _ => Front::default(),
    }
}

fn sort_map(
    entries: Vec<(Sourced<String>, Node)>,
    fields: &'static [Field],
    level: Option<Levels>,
    found: &mut Vec<Diagnostic>,
) -> Front {
    let mut front = Front::default();
    front.0.reserve(entries.len());
    let mut open: Option<&'static Field> = None;
    for (key, node) in entries {
        let name = in_usual_width(&key.value);
        let Some(field) = find(fields, &name) else {
            let message = misplaced(&name, open).unwrap_or_else(|| unknown(&key, fields, level));
            found.push(Diagnostic::error(message, &key.place));
            continue;
        };
        open = matches!(node.value, Tree::Empty).then_some(field);
        if let Some(level) = level
            && !field.levels.allows(level)
        {
            found.push(Diagnostic::error(wrong_level(&key.value, field.levels), &key.place));
            continue;
        }
        let Some(entry) = sort_value(&key.place, node, &field.form, found) else { continue };
        if front.0.insert(field.key, entry).is_some() {
            found.push(Diagnostic::error(Message::DuplicateKey { key: key.value }, &key.place));
        }
    }
    front
}

/// A key that belongs below the one above it, which has no value: its indent was forgotten.
fn misplaced(name: &str, above: Option<&'static Field>) -> Option<Message> {
    match &above?.form {
        Form::Map { fields, .. } if find(fields, name).is_some() => {
            Some(Message::NotIndented { key: name.to_owned(), parent: above?.key.to_owned() })
        }
        _ => None,
    }
}

/// The message for a key the table does not have, with the nearest one it has.
fn unknown(key: &Sourced<String>, fields: &'static [Field], level: Option<Levels>) -> Message {
    let name = key.value.as_str();
    if name == "受付" {
        return Message::BareReception {};
    }
    if is_secret(name) && (level == Some(Levels::SITE) || find(fields, "host").is_some()) {
        return Message::SecretInSite { key: name.to_owned() };
    }
    if name.chars().count() > LONGEST_KEY {
        return Message::UnknownKey { key: name.chars().take(LONGEST_KEY).chain(['…']).collect() };
    }
    let near = fields
        .iter()
        .filter(|field| level.is_none_or(|level| field.levels.allows(level)))
        .flat_map(|field| std::iter::once(&field.key).chain(field.also))
        .map(|known| (strsim::normalized_damerau_levenshtein(name, known), *known))
        .filter(|(likeness, _)| *likeness >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((_, near)) => {
            let line = key.place.line_with(near).unwrap_or_else(|| format!("{near}: …"));
            Message::UnknownKeyNear { key: name.to_owned(), near: near.to_owned(), line }
        }
        None => Message::UnknownKey { key: name.to_owned() },
    }
}

fn wrong_level(name: &str, levels: Levels) -> Message {
    let key = name.to_owned();
    if levels == Levels::SITE {
        Message::SiteOnly { key }
    } else if levels == Levels::COURSE {
        Message::CourseOnly { key }
    } else if levels == Levels::SESSION {
        Message::SessionOnly { key }
    } else {
        Message::NotInSite { key }
    }
}

/// One value against its form. `None`: nothing was written, or it was reported.
fn sort_value(key: &Place, node: Node, form: &'static Form, found: &mut Vec<Diagnostic>) -> Option<Entry> {
    let place = if node.place.range().is_empty() { key.clone() } else { node.place.clone() };
    let entry = |value| Some(Entry { key: key.clone(), place: place.clone(), value });
    if matches!(form, Form::Free) {
        return entry(Value::Free(node));
    }
    match node.value {
        Tree::Empty => None,
        Tree::Scalar(text) if text.trim().is_empty() => None,
        Tree::Scalar(text) if text.trim() == "なし" && !keeps_none(form) => entry(Value::Clear),
        Tree::Scalar(text) => match form {
            Form::Rules => {
                found.push(Diagnostic::error(Message::WantsRules { key: key.text().to_owned() }, &place));
                None
            }
            Form::List(Form::Map { short: None, .. }) => {
                found.push(Diagnostic::error(Message::WantsList { key: key.text().to_owned() }, &place));
                None
            }
            // One sentence, commas and all: half of it must not become an item of its own.
            Form::List(Form::Map { .. }) => {
                let item = Entry { key: key.clone(), place: place.clone(), value: Value::Words(text) };
                entry(Value::List(vec![item]))
            }
            Form::List(_) => entry(Value::List(split_list(&text, key, &place))),
            Form::Named(_) => {
                found.push(Diagnostic::error(Message::WantsMap { key: key.text().to_owned() }, &place));
                None
            }
            Form::Map { fields, short: None } => {
                // A form's address behind 「申込」 can be shown where it belongs.
                let is_address =
                    text.starts_with("http") && find(fields, "url").is_some() && !text.contains(['{', '}', ',']);
                let line = is_address.then(|| place.line_with(&format!("{{url: {text}}}"))).flatten();
                let message = Message::WantsMap { key: key.text().to_owned() };
                found.push(Diagnostic::error(message.corrected(line), &place));
                None
            }
            _ => entry(Value::Words(text)),
        },
        Tree::List(items) => match form {
            Form::List(item) => {
                let list = items.into_iter().filter_map(|node| sort_value(&node.place.clone(), node, item, found));
                let list = list.collect();
                entry(Value::List(list))
            }
            _ => {
                found.push(Diagnostic::error(Message::WantsOne { key: key.text().to_owned() }, &place));
                None
            }
        },
        Tree::Map(entries) => match form {
            Form::Map { fields, .. } => entry(Value::Map(sort_map(entries, fields, None, found))),
            Form::Named(item) => entry(Value::Named(named(entries, item, found))),
            Form::Rules => entry(Value::Rules(rules(entries, found))),
            Form::List(Form::Map { .. }) => {
                found.push(Diagnostic::error(Message::WantsList { key: key.text().to_owned() }, key));
                None
            }
            _ => {
                found.push(Diagnostic::error(Message::WantsWords { key: key.text().to_owned() }, key));
                None
            }
        },
    }
}

/// `name: value` lines with names that staff chose. A name without a value is reported, and one that is there twice.
fn named(
    entries: Vec<(Sourced<String>, Node)>,
    form: &'static Form,
    found: &mut Vec<Diagnostic>,
) -> Vec<(String, Entry)> {
    let mut named: Vec<(String, Entry)> = Vec::new();
    for (name, node) in entries {
        let is_empty = matches!(node.value, Tree::Empty);
        match sort_value(&name.place, node, form, found) {
            None if is_empty => {
                found.push(Diagnostic::error(Message::WantsMap { key: name.value }, &name.place));
            }
            None => {}
            Some(_) if named.iter().any(|(known, _)| *known == name.value) => {
                found.push(Diagnostic::error(Message::DuplicateKey { key: name.value }, &name.place));
            }
            Some(entry) => named.push((name.value, entry)),
        }
    }
    named
}

/// `rule: words` lines. A rule without words is reported.
fn rules(
    entries: Vec<(Sourced<String>, Node)>,
    found: &mut Vec<Diagnostic>,
) -> Vec<(Sourced<String>, Sourced<String>)> {
    let mut rules = Vec::new();
    for (rule, node) in entries {
        match node.value {
            Tree::Scalar(words) if !words.trim().is_empty() => {
                rules.push((rule, Sourced::new(words.trim().to_owned(), node.place)));
            }
            _ => found.push(Diagnostic::error(Message::WantsRules { key: rule.value }, &rule.place)),
        }
    }
    rules
}

/// Whether 「なし」 is something to tell the reader here.
fn keeps_none(form: &Form) -> bool {
    match form {
        Form::Answer => true,
        Form::Choice(choices) => choices.iter().any(|(_, names)| names.contains(&"なし")),
        // 「費用: なし」 says that it is free.
        Form::Map { short: Some("yen"), .. } => true,
        _ => false,
    }
}

/// `持ち物: 母子健康手帳、バスタオル` is a list to everyone but YAML.
fn split_list(text: &str, key: &Place, place: &Place) -> Vec<Entry> {
    let items = text.split(['、', '，', ',']).map(str::trim).filter(|item| !item.is_empty());
    items.map(|item| Entry { key: key.clone(), place: place.clone(), value: Value::Words(item.to_owned()) }).collect()
}

/// What holds for the child when the parent's words are inherited: maps merge key by key, lists and words replace,
/// 「なし」 clears. Plain words stand for the map's short key, but replace the whole map: the address of the usual
/// venue must not stay beside the name of another one.
pub fn inherit(parent: &Front, child: &Front) -> Front {
    inherit_fields(parent, child, FIELDS)
}

fn inherit_fields(parent: &Front, child: &Front, fields: &'static [Field]) -> Front {
    let mut front = Front::default();
    front.0.reserve(parent.0.len() + child.0.len());
    for (key, entry) in parent.0.shared().filter(|(key, _)| !child.0.contains_key(key)) {
        front.0.share(key, Arc::clone(entry));
    }
    for (key, entry) in child.0.shared() {
        let merged = match (&entry.value, parent.0.get(key), find(fields, key).map(|field| &field.form)) {
            // What was said above is forgotten; that 「なし」 was written is not, for what must not be absent.
            (Value::Clear, _, _) => Arc::clone(entry),
            (Value::Map(map), Some(above), Some(Form::Map { fields, short })) => {
                let value = match (&above.value, short) {
                    (Value::Map(above), _) => inherit_fields(above, map, fields),
                    (Value::Clear, _) | (_, None) => map.clone(),
                    (_, Some(short)) => {
                        let mut said = Front::default();
                        said.0.insert(short, above.clone());
                        inherit_fields(&said, map, fields)
                    }
                };
                Arc::new(entry.saying(Value::Map(value)))
            }
            (Value::Rules(rules), Some(Entry { value: Value::Rules(above), .. }), _) => {
                let stays = |(rule, _): &&(Sourced<String>, _)| rules.iter().all(|(own, _)| own.value != rule.value);
                let all = above.iter().filter(stays).chain(rules).cloned().collect();
                Arc::new(entry.saying(Value::Rules(all)))
            }
            _ => Arc::clone(entry),
        };
        front.0.share(key, merged);
    }
    front
}
