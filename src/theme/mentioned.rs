//! What a template can ask for: the names that stand anywhere in it, in what it extends and includes, and in the components
//! it shows. A page's words have many parts, and a theme that shows few of them need not be handed the rest.
//!
//! Rather a name too many: every word of the files counts, not only those between `{{ }}`.

use std::collections::{BTreeSet, HashSet};

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};

/// Tera's name for all that there is: a template that says it can ask for anything.
const EVERYTHING: &str = "__tera_context";

/// The names a template can ask for; `None`: it can ask for anything.
pub type Mentioned = Option<HashSet<String>>;

/// What `template` can ask for; `text` gives the files of the theme, `paths` are all of them.
pub fn mentioned<'t>(template: &str, paths: &[String], text: impl Fn(&str) -> Option<&'t str>) -> Mentioned {
    let components: Vec<(&str, &str)> = paths.iter().filter_map(|path| text(path)).flat_map(components).collect();
    let (mut names, mut known) = (HashSet::new(), BTreeSet::new());
    let mut open: Vec<&str> = text(template).into_iter().collect();
    while let Some(part) = open.pop() {
        if !known.insert(part) {
            continue;
        }
        if goes_through_names(part) {
            return None;
        }
        names.extend(words(part).map(str::to_owned));
        // A path stands in quotes, a component behind `<`.
        open.extend(part.split(['"', '\'']).filter_map(&text));
        open.extend(components.iter().filter(|(name, _)| shows(part, name)).map(|(_, body)| *body));
    }
    (!names.contains(EVERYTHING)).then_some(names)
}

/// Whether a text has a loop over names and values, `{% for name, value in frame %}`: it shows what nobody names.
fn goes_through_names(text: &str) -> bool {
    text.split("{%").any(|tag| {
        let names =
            tag.trim_start_matches('-').trim_start().strip_prefix("for ").and_then(|tag| tag.split(" in ").next());
        names.is_some_and(|names| names.contains(','))
    })
}

/// The components of a file: name and body.
fn components(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices("component").filter_map(|(at, word)| {
        let before = text[..at].trim_end().trim_end_matches('-');
        let rest = &text[at + word.len()..];
        let name = words(rest).next().filter(|_| before.ends_with("{%") && rest.starts_with(char::is_whitespace))?;
        Some((name, rest.split("endcomponent").next()?))
    })
}

/// Whether a text shows a component: `<name`.
fn shows(text: &str, component: &str) -> bool {
    text.match_indices('<').any(|(at, _)| words(&text[at + 1..]).next() == Some(component))
}

/// Every run of letters, digits and `_`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// A value of which only the fields that `names` has are serialised, at every depth.
pub struct Only<'a, T: ?Sized>(pub &'a T, pub &'a HashSet<String>);

impl<T: ?Sized + Serialize> Serialize for Only<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Filter(serializer, self.1))
    }
}

struct Filter<'a, S>(S, &'a HashSet<String>);

/// Scalars pass as they are.
macro_rules! scalars {
    ($($name:ident: $kind:ty),*) => {
        $(fn $name(self, value: $kind) -> Result<S::Ok, S::Error> {
            self.0.$name(value)
        })*
    };
}

impl<'a, S: Serializer> Serializer for Filter<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Filter<'a, S::SerializeSeq>;
    type SerializeTuple = Filter<'a, S::SerializeTuple>;
    type SerializeTupleStruct = Filter<'a, S::SerializeTupleStruct>;
    type SerializeTupleVariant = Filter<'a, S::SerializeTupleVariant>;
    type SerializeMap = Filter<'a, S::SerializeMap>;
    type SerializeStruct = Filter<'a, S::SerializeStruct>;
    type SerializeStructVariant = Filter<'a, S::SerializeStructVariant>;

    scalars! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64, serialize_char: char, serialize_str: &str, serialize_bytes: &[u8],
        serialize_unit_struct: &'static str
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_none()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_some(&Only(value, self.1))
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit()
    }

    fn serialize_unit_variant(self, name: &'static str, index: u32, of: &'static str) -> Result<S::Ok, S::Error> {
        self.0.serialize_unit_variant(name, index, of)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, name: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        self.0.serialize_newtype_struct(name, &Only(value, self.1))
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        name: &'static str,
        index: u32,
        of: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        self.0.serialize_newtype_variant(name, index, of, &Only(value, self.1))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Ok(Filter(self.0.serialize_seq(length)?, self.1))
    }

    fn serialize_tuple(self, length: usize) -> Result<Self::SerializeTuple, S::Error> {
        Ok(Filter(self.0.serialize_tuple(length)?, self.1))
    }

    fn serialize_tuple_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeTupleStruct, S::Error> {
        Ok(Filter(self.0.serialize_tuple_struct(name, length)?, self.1))
    }

    fn serialize_tuple_variant(
        self,
        name: &'static str,
        index: u32,
        of: &'static str,
        length: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        Ok(Filter(self.0.serialize_tuple_variant(name, index, of, length)?, self.1))
    }

    fn serialize_map(self, length: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Ok(Filter(self.0.serialize_map(length)?, self.1))
    }

    /// How many fields will be left is not known yet; the length only says how much room to keep ready.
    fn serialize_struct(self, name: &'static str, length: usize) -> Result<Self::SerializeStruct, S::Error> {
        Ok(Filter(self.0.serialize_struct(name, length.min(3))?, self.1))
    }

    fn serialize_struct_variant(
        self,
        name: &'static str,
        index: u32,
        of: &'static str,
        length: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        Ok(Filter(self.0.serialize_struct_variant(name, index, of, length)?, self.1))
    }
}

/// Lists: every element, each with what is left of it.
macro_rules! lists {
    ($($of:ident $part:ident),*) => {
        $(impl<S: $of> $of for Filter<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn $part<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), S::Error> {
                self.0.$part(&Only(value, self.1))
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        })*
    };
}

lists! {
    SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
}

/// Records: the fields that somebody can ask for.
macro_rules! records {
    ($($of:ident),*) => {
        $(impl<S: $of> $of for Filter<'_, S> {
            type Ok = S::Ok;
            type Error = S::Error;

            fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), S::Error> {
                match self.1.contains(key) {
                    true => self.0.serialize_field(key, &Only(value, self.1)),
                    false => self.0.skip_field(key),
                }
            }

            fn end(self) -> Result<S::Ok, S::Error> {
                self.0.end()
            }
        })*
    };
}

records! { SerializeStruct, SerializeStructVariant }

/// A map's keys are data and no names.
impl<S: SerializeMap> SerializeMap for Filter<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), S::Error> {
        self.0.serialize_key(key)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), S::Error> {
        self.0.serialize_value(&Only(value, self.1))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn of(files: &[(&str, &str)]) -> Mentioned {
        let files: BTreeMap<&str, &str> = files.iter().copied().collect();
        let paths: Vec<String> = files.keys().map(|path| (*path).to_owned()).collect();
        mentioned("pages/a.html", &paths, |path| files.get(path).copied())
    }

    #[test]
    fn whatever_a_page_shows_counts() {
        let files = [
            ("pages/a.html", "{% extends \"pages/base.html\" %}{{ <row row={one} /> }}"),
            ("pages/base.html", "{% include 'styles/x.css' %}{{ frame.city }}"),
            ("styles/x.css", "{{ colour }}"),
            (
                "pages/parts.html",
                "{% component row(row) %}{{ <chip of={row} /> }}{% endcomponent row %}{% component chip(of) %}{{ of.label }}{% endcomponent chip %}{%- component  other() -%}{{ never }}{%- endcomponent other %}",
            ),
        ];
        let names = of(&files).unwrap();
        for name in ["one", "row", "frame", "city", "colour", "of", "label"] {
            assert!(names.contains(name), "{name}");
        }
        assert!(!names.contains("never"));
        let components: Vec<_> = components(files[3].1).map(|(name, _)| name).collect();
        assert_eq!(components, ["row", "chip", "other"]);
        assert_eq!(of(&[("pages/a.html", "{{ __tera_context }}")]), None);
        assert_eq!(of(&[("pages/a.html", "{%- for key, value  in frame -%}{{ key }}{% endfor %}")]), None);
        assert!(of(&[("pages/a.html", "{% for row in rows %}{{ x(a, b in c) }}{% endfor %}")]).is_some());
    }

    #[test]
    fn fields_that_nobody_names_are_left_out_at_every_depth() {
        #[derive(Serialize)]
        struct View {
            rows: Vec<Row>,
            unseen: &'static str,
            map: BTreeMap<&'static str, Row>,
        }
        #[derive(Clone, Serialize)]
        struct Row {
            label: Option<&'static str>,
            weight: u8,
        }
        let row = Row { label: Some("x"), weight: 3 };
        let view = View { rows: vec![row.clone()], unseen: "y", map: [("any key", row)].into() };
        let names = ["rows", "label", "map"].map(str::to_owned).into();
        let left = serde_json::to_value(Only(&view, &names)).unwrap();
        let row = serde_json::json!({"label": "x"});
        assert_eq!(left, serde_json::json!({"rows": [row], "map": {"any key": row}}));
    }
}
