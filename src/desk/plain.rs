//! What a file says, without the places that say it: two readings are compared by it.

use std::collections::BTreeMap;

use crate::content::front::{Front, Value};
use crate::content::yaml::Tree;

/// A value without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Plain {
    /// 「なし」, or nothing.
    Clear,
    /// Words.
    Words(String),
    /// A list.
    List(Vec<Plain>),
    /// A map.
    Map(BTreeMap<String, Plain>),
}

impl Plain {
    /// The same words.
    pub fn words(text: impl Into<String>) -> Self {
        Self::Words(text.into())
    }

    /// The value of a field.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Clear => Self::Clear,
            Value::Words(words) => Self::Words(words.clone()),
            Value::List(items) => Self::List(items.iter().map(|item| Self::of(&item.value)).collect()),
            Value::Map(front) => {
                Self::Map(fields(front).into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }
            Value::Named(entries) => {
                Self::Map(entries.iter().map(|(name, entry)| (name.clone(), Self::of(&entry.value))).collect())
            }
            Value::Rules(rules) => Self::Map(
                rules.iter().map(|(rule, words)| (rule.value.clone(), Self::Words(words.value.clone()))).collect(),
            ),
            Value::Free(node) => Self::of_tree(&node.value),
        }
    }

    fn of_tree(tree: &Tree) -> Self {
        match tree {
            Tree::Empty => Self::Clear,
            Tree::Scalar(text) => Self::Words(text.clone()),
            Tree::List(items) => Self::List(items.iter().map(|item| Self::of_tree(&item.value)).collect()),
            Tree::Map(entries) => {
                Self::Map(entries.iter().map(|(key, node)| (key.value.clone(), Self::of_tree(&node.value))).collect())
            }
        }
    }
}

/// All fields of a file.
pub fn fields(front: &Front) -> BTreeMap<&'static str, Plain> {
    front.0.iter().map(|(key, entry)| (*key, Plain::of(&entry.value))).collect()
}
