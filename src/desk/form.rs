//! A file as a form: each field of the table with what the file says, what is said above it and where, and what one can
//! choose from. Everything a page needs to draw it, and nothing about how.

use serde::Serialize;
use serde_json::Value as Json;

use super::plain::Plain;
use crate::content::Document;
use crate::content::fields::{FIELDS, Field, Form, Levels, find};
use crate::content::front::{Entry, Front, Value};
use crate::site::dates::{clock, read_date, read_hours};
use crate::site::resolve::flag;

/// A form: groups of fields, what is changed most often first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// The groups.
    pub groups: Vec<Group>,
}

/// Fields that stand together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its name for the page.
    pub id: &'static str,
    /// Its name in Japanese.
    pub ja: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// The fields.
    pub fields: Vec<Control>,
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Control {
    /// Its keys from the outside in.
    pub path: Vec<&'static str>,
    /// Its name in Japanese.
    pub ja: &'static str,
    /// Its name in English.
    pub en: String,
    /// What to write, in Japanese (Markdown).
    pub about: &'static str,
    /// Whether it must be said somewhere.
    pub required: bool,
    /// What may stand there.
    #[serde(flatten)]
    pub shape: Shape,
    /// What the file says; absent where it says nothing.
    pub said: Option<Said>,
    /// What is said above.
    pub above: Option<Above>,
    /// Whether 「なし」 can clear what is said above.
    pub clears: bool,
}

/// What may stand in a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shape {
    /// `text`, `date`, `choice`, `flag`, `list`, `map` …
    pub kind: &'static str,
    /// What one can choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// The fields of a map.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Control>,
    /// What a list's items are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Box<Shape>>,
    /// The key for which plain words stand instead of a map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<&'static str>,
}

/// One of several answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The field table's word.
    pub word: &'static str,
    /// Its Japanese name.
    pub ja: &'static str,
    /// Its English name.
    pub en: String,
}

/// What a file says in a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The value: of a choice the table's word, of a day `2026-12-10`, of hours `10:00-11:30`, of a flag `yes` or `no`, else as
    /// written. Nothing: 「なし」.
    pub value: Json,
    /// Words as they are written, where the value is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written: Option<String>,
    /// The line on which it stands, from 1.
    pub line: usize,
}

/// What is said above a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Above {
    /// The value, as in [`Said`].
    pub value: Json,
    /// The file that says it.
    pub file: String,
}

/// What is changed again and again, in the order of how often.
const OFTEN: [&[&str]; 10] = [
    &["city"],
    &["team"],
    &["name"],
    &["seats"],
    &["standing"],
    &["title"],
    &["date"],
    &["time"],
    &["booking", "url"],
    &["base_url"],
];
/// What a class is about, in words.
const WORDS: [&str; 12] =
    ["summary", "notes", "bring", "support", "flow", "faq", "photo", "video", "slides", "after", "survey", "art"];
/// For whom, where, for how much, and how one books.
const FACTS: [&str; 10] =
    ["audience", "venue", "capacity", "fee", "doors", "companions", "allergy", "booking", "contact", "booking_hosts"];

/// The form of a file of a kind. `above` is what holds for it without its own words.
pub fn sheet(document: &Document, level: Levels, above: &Front) -> Sheet {
    let mut fields: Vec<Control> = FIELDS
        .iter()
        .filter(|field| field.levels.allows(level))
        .map(|field| control(field, &[], Some(&document.front), Some(above)))
        .collect();
    let often = OFTEN.iter().filter_map(|path| take(&mut fields, path)).collect();
    let mut group = |keys: &[&str]| keys.iter().filter_map(|key| take(&mut fields, &[key])).collect::<Vec<_>>();
    let (facts, words) = (group(&FACTS), group(&WORDS));
    let groups = vec![
        Group { id: "often", ja: "よく変えるもの", en: "Changed often", fields: often },
        Group { id: "facts", ja: "対象・会場・申込", en: "For whom, where, booking", fields: facts },
        Group { id: "words", ja: "案内の言葉と写真", en: "Words and pictures", fields: words },
        Group { id: "more", ja: "そのほか", en: "More", fields },
    ];
    Sheet { groups: groups.into_iter().filter(|group| !group.fields.is_empty()).collect() }
}

/// Takes the field with that path out of where the table has it.
fn take(fields: &mut Vec<Control>, path: &[&str]) -> Option<Control> {
    let at = fields.iter().position(|field| field.path.last() == path.first())?;
    match path {
        [_] => Some(fields.remove(at)),
        [_, rest @ ..] => take(&mut fields[at].shape.fields, rest),
        [] => None,
    }
}

fn control(field: &'static Field, path: &[&'static str], own: Option<&Front>, above: Option<&Front>) -> Control {
    let path: Vec<&'static str> = path.iter().copied().chain([field.key]).collect();
    let entry = own.and_then(|front| front.0.get(field.key));
    let over = above.and_then(|front| front.0.get(field.key)).filter(|entry| entry.value != Value::Clear);
    Control {
        ja: field.also.first().copied().unwrap_or(field.key),
        en: in_english(field.key),
        about: field.about,
        required: field.required,
        shape: shape(&field.form, &path, entry, over),
        said: entry.map(|entry| said(&field.form, entry)),
        above: over.map(|entry| Above { value: json(&field.form, &entry.value), file: entry.key.source.path.clone() }),
        clears: !field.form.keeps_none(),
        path,
    }
}

fn said(form: &Form, entry: &Entry) -> Said {
    let value = json(form, &entry.value);
    let written = match &entry.value {
        Value::Words(words) if value != words.trim() => Some(words.trim().to_owned()),
        _ => None,
    };
    Said { value, written, line: entry.key.line_column().0 }
}

fn shape(form: &'static Form, path: &[&'static str], own: Option<&Entry>, above: Option<&Entry>) -> Shape {
    let mut shape = Shape { kind: kind(form), choices: Vec::new(), fields: Vec::new(), item: None, short: None };
    match form {
        Form::Choice(choices) => {
            let choice = |(word, names): &(&'static str, &'static [&'static str])| Choice {
                word,
                ja: names.first().copied().unwrap_or(word),
                en: in_english(word),
            };
            shape.choices = choices.iter().map(choice).collect();
        }
        Form::List(item) => shape.item = Some(Box::new(self::shape(item, path, None, None))),
        Form::Map { fields, short } => {
            let (own, above) = (inner(*short, own), inner(*short, above));
            // Words and 「なし」 replace all that is said above.
            let above = above.filter(|_| own.as_ref().is_none_or(|(_, replaces)| !replaces));
            let control = |field| {
                let (own, above) = (own.as_ref().map(|(front, _)| front), above.as_ref().map(|(front, _)| front));
                self::control(field, path, own, above)
            };
            shape.fields = fields.iter().map(control).collect();
            shape.short = *short;
        }
        _ => {}
    }
    shape
}

/// The keys inside a map, and whether they replace those above; plain words are those of its short key.
fn inner(short: Option<&'static str>, entry: Option<&Entry>) -> Option<(Front, bool)> {
    let entry = entry?;
    match (&entry.value, short) {
        (Value::Map(front), _) => Some((front.clone(), false)),
        (Value::Words(_), Some(short)) => {
            let mut front = Front::default();
            front.0.insert(short, entry.clone());
            Some((front, true))
        }
        _ => Some((Front::default(), true)),
    }
}

fn kind(form: &Form) -> &'static str {
    match form {
        Form::Text => "text",
        Form::Answer => "answer",
        Form::Flag => "flag",
        Form::Number => "number",
        Form::Yen => "yen",
        Form::Date => "date",
        Form::Clock => "clock",
        Form::Hours => "hours",
        Form::Moment => "moment",
        Form::Url => "url",
        Form::Phone => "phone",
        Form::Choice(_) => "choice",
        Form::List(_) => "list",
        Form::Map { .. } => "map",
        Form::Rules => "rules",
        // Where the city's targets lie is set up once, with the information section: the whole file is the place for it.
        Form::Named(_) | Form::Free => "free",
    }
}

/// A value as a page handles it.
fn json(form: &Form, value: &Value) -> Json {
    match (form, value) {
        (_, Value::Clear) => Json::Null,
        (_, Value::Words(words)) => Json::from(canonical(form, words.trim())),
        (Form::List(item), Value::List(items)) => items.iter().map(|entry| json(item, &entry.value)).collect(),
        (Form::Map { fields, .. }, Value::Map(front)) => {
            let entry = |(key, entry): (&&'static str, &Entry)| {
                let form = find(fields, key).map_or(&Form::Text, |field| &field.form);
                ((*key).to_owned(), json(form, &entry.value))
            };
            Json::Object(front.0.iter().map(entry).collect())
        }
        (_, other) => serde_json::to_value(Plain::of(other)).unwrap_or_default(),
    }
}

/// What words mean, as the controls of a page say it; words that mean nothing stay.
fn canonical(form: &Form, words: &str) -> String {
    let meant = match form {
        Form::Choice(choices) => {
            let lower = words.to_ascii_lowercase();
            choices
                .iter()
                .find(|(own, names)| *own == lower || names.contains(&words))
                .map(|(own, _)| (*own).to_owned())
        }
        Form::Flag => flag(words).map(|flag| if flag { "yes" } else { "no" }.to_owned()),
        Form::Date => read_date(words).ok().map(|date| date.to_string()),
        Form::Hours => read_hours(words).ok().map(|hours| format!("{}-{}", clock(hours.start), clock(hours.end))),
        _ => None,
    };
    meant.unwrap_or_else(|| words.to_owned())
}

/// `previous_dates` → Previous dates.
fn in_english(key: &str) -> String {
    match key {
        "url" => return "URL".to_owned(),
        "faq" => return "Questions and answers".to_owned(),
        "line" => return "LINE".to_owned(),
        _ => {}
    }
    let words = key.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

/// The keys of the field, from the outside in, whose characters hold byte `at`: where a mistake belongs in the form.
pub fn field_at(front: &Front, at: usize) -> Vec<&'static str> {
    let holds = |(_, entry): &(&&'static str, &Entry)| {
        let end = super::pen::end_of(entry, &entry.key.source.text);
        (super::pen::start_of(entry)..=end).contains(&at)
    };
    // Where one ends and the next begins the next is meant.
    let Some((key, entry)) = front.0.iter().filter(holds).max_by_key(|(_, entry)| entry.key.range().start) else {
        return Vec::new();
    };
    let mut path = vec![*key];
    if let Value::Map(inner) = &entry.value {
        path.extend(field_at(inner, at));
    }
    path
}
