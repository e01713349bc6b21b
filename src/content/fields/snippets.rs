//! The field table as snippets of VS Code: type the first letters of a field, in English or Japanese, and it is offered
//! with its explanation. Unlike a schema they work in Markdown, and without any extension.

use serde_json::{Map, Value, json};

use super::{FIELDS, Field, Form};

/// The contents of a `.code-snippets` file.
pub fn snippets() -> Value {
    let mut all = Map::new();
    for field in FIELDS {
        add(&mut all, field, &[]);
    }
    Value::Object(all)
}

/// The languages in which VS Code offers a field: what stands between the `---` of a Markdown file is YAML to it, so that
/// session and course cannot be told from site.yaml; Markdown is for a file whose first `---` is still missing.
const SCOPE: &str = "yaml,markdown";

/// A field and all inside it; `above` are the maps it stands in, by their Japanese names.
fn add(all: &mut Map<String, Value>, field: &Field, above: &[&str]) {
    let japanese = field.also.first().copied();
    for (name, prefixes) in [(Some(field.key), &[][..]), (japanese, field.also)] {
        let Some(name) = name else { continue };
        let prefixes: Vec<&str> = if prefixes.is_empty() { vec![name] } else { prefixes.to_vec() };
        let path: Vec<&str> = above.iter().copied().chain([name]).collect();
        let snippet = json!({
            "scope": SCOPE,
            "prefix": prefixes,
            "body": format!("{name}:{}", body(&field.form, field.about)),
            "description": field.about.replace(['`', '*'], ""),
        });
        // Two fields of one name differ in the map they stand in.
        all.insert(path.join(" › "), snippet);
    }
    let inner = match &field.form {
        Form::Map { fields, .. } | Form::List(Form::Map { fields, .. }) | Form::Named(Form::Map { fields, .. }) => {
            *fields
        }
        _ => &[],
    };
    let path: Vec<&str> = above.iter().copied().chain([japanese.unwrap_or(field.key)]).collect();
    for part in inner {
        add(all, part, &path);
    }
}

/// What stands behind the colon, with places to fill in.
fn body(form: &Form, about: &str) -> String {
    match form {
        Form::Choice(choices) => {
            let names: Vec<&str> = choices.iter().filter_map(|(_, names)| names.first().copied()).collect();
            format!(" ${{1|{}|}}", names.join(","))
        }
        Form::Flag => " ${1|はい,いいえ|}".to_owned(),
        Form::Map { short: Some(_), .. } => " $0".to_owned(),
        Form::Map { .. } | Form::Named(_) | Form::Rules | Form::Free => "\n  $0".to_owned(),
        Form::List(_) => "\n  - $0".to_owned(),
        _ => format!(" ${{1:{}}}", escaped(example(about))),
    }
}

/// The first example of an explanation, which stands in back quotes.
fn example(about: &str) -> &str {
    about.split('`').nth(1).unwrap_or("")
}

/// `$`, `}` and `\` mean something in a snippet.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('$', "\\$").replace('}', "\\}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_offered_in_both_languages() {
        let all = snippets();
        assert_eq!(all["seats"]["body"], "seats: ${1|あり,残りわずか,満席,キャンセル待ち,締切|}");
        assert_eq!(all["空き"]["prefix"], json!(["空き"]));
        assert_eq!(all["時間"]["body"], "時間: ${1:10:00-11:30}");
        // The fields of a session stand in front matter, which is YAML to VS Code.
        assert!(all["seats"]["scope"].as_str().unwrap().split(',').any(|language| language == "yaml"));
        assert_eq!(all["申込 › 媒体別 › line"]["body"], "line: ${1:}");
    }
}
