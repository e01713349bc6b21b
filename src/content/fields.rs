//! The field table: every key staff may write, its Japanese name, its form and where it may stand.
//!
//! This one table makes the reader, the documentation and the JSON Schema; nothing else lists fields.

pub mod schema;
pub mod snippets;
mod table;

pub use table::FIELDS;

/// Where a field may stand, as a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Levels(u8);

impl Levels {
    /// `content/site.yaml`.
    pub const SITE: Self = Self(1);
    /// `COURSE/_course.md`.
    pub const COURSE: Self = Self(2);
    /// `COURSE/NAME.md`.
    pub const SESSION: Self = Self(4);
    /// Course and session.
    pub const COURSE_SESSION: Self = Self(6);
    /// Anywhere: said once, inherited below.
    pub const ANY: Self = Self(7);

    /// Whether all of `other` is in this set.
    pub fn allows(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// What may stand behind a key.
#[derive(Debug)]
pub enum Form {
    /// One line of words.
    Text,
    /// Words where 「なし」 is an answer, not "forget what the course said".
    Answer,
    /// はい or いいえ.
    Flag,
    /// A number, with or without unit.
    Number,
    /// A price: a number, with or without 円, or 無料.
    Yen,
    /// A day.
    Date,
    /// A time of day, `9:45`.
    Clock,
    /// From–to on one day, `10:00-11:30`.
    Hours,
    /// Day and time, also relative to the session, 「前月20日 10:00」.
    Moment,
    /// A web address.
    Url,
    /// A telephone number.
    Phone,
    /// One of these: the word we use, then its Japanese names.
    Choice(&'static [(&'static str, &'static [&'static str])]),
    /// A list of one form.
    List(&'static Form),
    /// Keys of its own. `short` is the key meant when staff write plain words instead of a map.
    Map {
        /// The keys.
        fields: &'static [Field],
        /// The key a plain text stands for.
        short: Option<&'static str>,
    },
    /// Names that staff choose, each with a value of one form.
    Named(&'static Form),
    /// Rules of the copy desk, each with a word: why it is silent here, or how grave it is.
    Rules,
    /// Any value: a feature of its own reads it.
    Free,
}

/// One row of the table.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// Its Japanese names.
    pub also: &'static [&'static str],
    /// What may stand behind it.
    pub form: Form,
    /// Where it may stand.
    pub levels: Levels,
    /// Whether it must be said somewhere, here or above.
    pub required: bool,
    /// What to write, in Japanese, as staff read it in the documentation and in their editor (Markdown).
    pub about: &'static str,
}

const fn field(
    key: &'static str,
    also: &'static [&'static str],
    form: Form,
    levels: Levels,
    about: &'static str,
) -> Field {
    Field { key, also, form, levels, required: false, about }
}

/// A field that must be said somewhere.
const fn must(
    key: &'static str,
    also: &'static [&'static str],
    form: Form,
    levels: Levels,
    about: &'static str,
) -> Field {
    Field { required: true, ..field(key, also, form, levels, about) }
}

/// A key inside a map: it may stand wherever the map may.
const fn part(key: &'static str, also: &'static [&'static str], form: Form, about: &'static str) -> Field {
    field(key, also, form, Levels::ANY, about)
}

const fn map(fields: &'static [Field]) -> Form {
    Form::Map { fields, short: None }
}

const fn map_or(short: &'static str, fields: &'static [Field]) -> Form {
    Form::Map { fields, short: Some(short) }
}

/// Finds a key by its name or one of its Japanese names.
pub fn find(fields: &'static [Field], name: &str) -> Option<&'static Field> {
    fields.iter().find(|field| field.key == name || field.also.contains(&name))
}

/// Whether a key of that name stands anywhere in the table, inside maps too.
pub fn is_known(name: &str) -> bool {
    fn holds(fields: &'static [Field], name: &str) -> bool {
        find(fields, name).is_some() || fields.iter().any(|field| inside(&field.form, name))
    }
    fn inside(form: &'static Form, name: &str) -> bool {
        match form {
            Form::List(form) | Form::Named(form) => inside(form, name),
            Form::Map { fields, .. } => holds(fields, name),
            _ => false,
        }
    }
    holds(FIELDS, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn names_are_unique(fields: &'static [Field]) {
        let mut seen = HashSet::new();
        for field in fields {
            for name in std::iter::once(&field.key).chain(field.also) {
                assert!(seen.insert(*name), "{name} names two fields");
            }
            match &field.form {
                Form::Map { fields, .. }
                | Form::List(Form::Map { fields, .. })
                | Form::Named(Form::Map { fields, .. }) => names_are_unique(fields),
                _ => {}
            }
        }
    }

    #[test]
    fn every_name_means_one_field() {
        names_are_unique(FIELDS);
    }
}
