//! The field table as a JSON Schema (draft-07, which VS Code reads), with Japanese titles and descriptions.
//!
//! It says what an editor can know while one types: names, shapes, choices, what looks like a date. What needs the other
//! files or the calendar (inheritance, weekdays, hosts) is left to `oideyo check`.

use serde_json::{Map, Value, json};

use super::{FIELDS, Field, Form, Levels};

/// The schema of one kind of file: [`Levels::SITE`], [`Levels::COURSE`] or [`Levels::SESSION`].
pub fn schema(level: Levels) -> Value {
    let (title, file) = match level {
        Levels::SITE => ("サイト全体の設定", "content/site.yaml"),
        Levels::COURSE => ("教室のファイル", "content/教室/_course.md"),
        _ => ("各回のファイル", "content/教室/2026-12-10.md"),
    };
    let fields = FIELDS.iter().filter(|field| field.levels.allows(level));
    // Only what no other file can say is required here: the rest may be inherited.
    let required = |field: &&Field| field.required && field.levels == level && level != Levels::SESSION;
    let mut schema = object(fields.clone(), fields.clone().filter(required));
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!(title);
    schema["description"] = json!(format!("oideyo（おいでよ）の {file} に書ける項目"));
    schema
}

/// A map with keys of its own, each under all of its names.
fn object<'a>(fields: impl Iterator<Item = &'a Field>, required: impl Iterator<Item = &'a Field>) -> Value {
    let mut properties = Map::new();
    for field in fields {
        for name in names(field) {
            properties.insert(name.to_owned(), property(field));
        }
    }
    let mut object = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    let one_of_its_names = |field: &Field| {
        let named: Vec<Value> = names(field).map(|name| json!({ "required": [name] })).collect();
        json!({ "anyOf": named })
    };
    let required: Vec<Value> = required.map(one_of_its_names).collect();
    if !required.is_empty() {
        object["allOf"] = json!(required);
    }
    object
}

/// The key, then its Japanese names.
fn names(field: &Field) -> impl Iterator<Item = &'static str> {
    std::iter::once(field.key).chain(field.also.iter().copied())
}

fn property(field: &Field) -> Value {
    let mut property = form(&field.form);
    property["title"] = json!(field.also.first().unwrap_or(&field.key));
    property["description"] = json!(plain(field.about));
    property["markdownDescription"] = json!(field.about);
    property
}

/// Markdown as the plain words of a tooltip.
fn plain(markdown: &str) -> String {
    markdown.replace(['`', '*'], "")
}

/// One value of a form, or nothing, or 「なし」 for what is inherited.
fn form(form: &Form) -> Value {
    match form {
        Form::Text | Form::Answer => words(None),
        Form::Flag => in_any_case(flags()),
        Form::Number => words(Some("[0-9０-９]")),
        Form::Yen => words(Some("[0-9０-９]|無料")),
        Form::Date => words(Some("[0-9０-９元]")),
        Form::Clock => words(Some("[0-9０-９] *[:：時]")),
        Form::Hours => words(Some("[0-9０-９].*([-－ー−–—~～〜]|から).*[0-9０-９]")),
        Form::Moment => words(Some("[0-9０-９元]|当日|前日|前の")),
        Form::Url => words(Some("^\\s*[Hh][Tt][Tt][Pp][Ss]?://")),
        Form::Phone => words(Some("([0-9０-９][^0-9０-９]*){10}")),
        Form::Choice(choices) => in_any_case(choice(choices)),
        Form::List(item) => list(item),
        Form::Map { fields, short } => {
            let object = nullable(object(fields.iter(), std::iter::empty()));
            match short.and_then(|short| fields.iter().find(|field| field.key == short)) {
                Some(short) => either(object, self::form(&short.form)),
                None => either(object, json!({ "enum": ["なし"] })),
            }
        }
        Form::Named(item) => {
            let named = json!({ "type": ["object", "null"], "additionalProperties": self::form(item) });
            either(named, json!({ "enum": ["なし"] }))
        }
        Form::Rules => {
            let rules = json!({ "type": ["object", "null"], "additionalProperties": words(None) });
            either(rules, json!({ "enum": ["なし"] }))
        }
        Form::Free => json!({}),
    }
}

/// Words; YAML takes some for numbers or for yes and no. `pattern`: what they must look like, unless they are 「なし」.
fn words(pattern: Option<&str>) -> Value {
    match pattern {
        None => json!({ "type": ["string", "number", "boolean", "null"] }),
        // A pattern binds strings only.
        Some(pattern) => {
            json!({ "type": ["string", "number", "null"], "pattern": format!("{pattern}|^\\s*(なし)?\\s*$") })
        }
    }
}

fn flags() -> Value {
    json!(["はい", "いいえ", "yes", "no", "on", "off", "true", "false", "○", "×", "あり", "なし", true, false, null])
}

/// These words; an editor offers them as they are, and a reader also knows `FEW` and `Yes`.
fn in_any_case(words: Value) -> Value {
    let both = |c: char| match c.is_ascii_alphabetic() {
        true => format!("[{}{}]", c.to_ascii_uppercase(), c.to_ascii_lowercase()),
        false => c.to_string(),
    };
    let all = words.as_array().into_iter().flatten().filter_map(Value::as_str);
    let all: Vec<String> = all.map(|word| word.chars().map(both).collect()).collect();
    let pattern = format!("^\\s*({})?\\s*$", all.join("|"));
    either(json!({ "enum": words }), json!({ "type": "string", "pattern": pattern }))
}

/// All names of all choices; an editor offers them in this order.
fn choice(choices: &[(&'static str, &'static [&'static str])]) -> Value {
    let japanese = choices.iter().flat_map(|(_, names)| names.iter().copied());
    let mut all: Vec<Value> = japanese.chain(choices.iter().map(|(word, _)| *word)).map(Value::from).collect();
    if !all.contains(&json!("なし")) {
        all.push(json!("なし"));
    }
    // `on` and `off` are yes and no to the editor's YAML.
    for (word, truth) in [("on", true), ("off", false)] {
        if choices.iter().any(|(choice, _)| *choice == word) {
            all.push(json!(truth));
        }
    }
    all.push(Value::Null);
    Value::Array(all)
}

/// `- a` lines; short words may also stand in one line. In a list nothing is inherited, so a question needs its answer.
fn list(item: &'static Form) -> Value {
    let (items, one_line) = match item {
        Form::Map { fields, short } => {
            let required = fields.iter().filter(|field| required_in_list(field, short.is_some()));
            let map = object(fields.iter(), required);
            match short {
                Some(_) => (either(map, words(None)), words(None)),
                None => (map, json!({ "enum": ["なし", null] })),
            }
        }
        other => (form(other), words(None)),
    };
    either(json!({ "type": ["array", "null"], "items": items }), one_line)
}

/// A map that has no short form is a pair: both halves are needed.
fn required_in_list(field: &Field, has_short: bool) -> bool {
    !has_short && matches!(field.form, Form::Text | Form::Date)
}

fn nullable(mut object: Value) -> Value {
    object["type"] = json!(["object", "null"]);
    object
}

fn either(one: Value, other: Value) -> Value {
    json!({ "anyOf": [one, other] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_words_for_the_editor() {
        fn look(fields: &'static [Field]) {
            for field in fields {
                assert!(field.about.chars().count() > 1, "{}", field.key);
                match &field.form {
                    Form::Map { fields, .. }
                    | Form::List(Form::Map { fields, .. })
                    | Form::Named(Form::Map { fields, .. }) => look(fields),
                    _ => {}
                }
            }
        }
        look(FIELDS);
    }

    #[test]
    fn a_file_s_schema_has_its_own_fields_only() {
        let has = |level, key: &str| schema(level)["properties"].get(key).is_some();
        assert!(has(Levels::SITE, "base_url") && !has(Levels::SESSION, "base_url"));
        assert!(has(Levels::SESSION, "空き") && !has(Levels::COURSE, "空き") && !has(Levels::SITE, "seats"));
        assert!(has(Levels::COURSE, "教室名") && has(Levels::SITE, "会場"));
    }
}
