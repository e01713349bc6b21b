//! The field table as snippets of VS Code: type the first letters of a field, in English or Japanese, and it is offered
//! with its explanation. Unlike a schema they work in Markdown, and without any extension.

use serde_json::{Map, Value, json};

use super::{FIELDS, Field, Form, Levels};

/// The contents of a `.code-snippets` file.
pub fn snippets() -> Value {
    let mut all = Map::new();
    for field in FIELDS {
        add(&mut all, field, &[], &scope(field.levels));
    }
    Value::Object(all)
}

/// The languages in which VS Code offers a field: site.yaml is YAML, all others are Markdown.
fn scope(levels: Levels) -> String {
    let yaml = levels.allows(Levels::SITE).then_some("yaml");
    let markdown = (levels.allows(Levels::COURSE) || levels.allows(Levels::SESSION)).then_some("markdown");
    yaml.into_iter().chain(markdown).collect::<Vec<_>>().join(",")
}

/// A field and all inside it; `above` are the maps it stands in, by their Japanese names.
fn add(all: &mut Map<String, Value>, field: &Field, above: &[&str], scope: &str) {
    let japanese = field.also.first().copied();
    for (name, prefixes) in [(Some(field.key), &[][..]), (japanese, field.also)] {
        let Some(name) = name else { continue };
        let prefixes: Vec<&str> = if prefixes.is_empty() { vec![name] } else { prefixes.to_vec() };
        let path: Vec<&str> = above.iter().copied().chain([name]).collect();
        let snippet = json!({
            "scope": scope,
            "prefix": prefixes,
            "body": format!("{name}:{}", body(&field.form, field.about)),
            "description": field.about.replace(['`', '*'], ""),
        });
        // Two fields of one name differ in the map they stand in.
        all.insert(path.join(" › "), snippet);
    }
    let inner = match &field.form {
        Form::Map { fields, .. } | Form::List(Form::Map { fields, .. }) => *fields,
        _ => &[],
    };
    let path: Vec<&str> = above.iter().copied().chain([japanese.unwrap_or(field.key)]).collect();
    for part in inner {
        add(all, part, &path, scope);
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
        Form::Map { .. } | Form::Rules | Form::Free => "\n  $0".to_owned(),
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
    fn fields_are_offered_in_both_languages_where_they_may_stand() {
        let all = snippets();
        assert_eq!(all["seats"]["body"], "seats: ${1|あり,残りわずか,満席,キャンセル待ち,締切|}");
        assert_eq!(all["seats"]["scope"], "markdown");
        assert_eq!(all["空き"]["prefix"], json!(["空き"]));
        assert_eq!(all["時間"]["body"], "時間: ${1:10:00-11:30}");
        assert_eq!(all["公開先URL"]["scope"], "yaml");
        assert_eq!(all["会場"]["scope"], "yaml,markdown");
        assert_eq!(all["申込 › 媒体別 › line"]["body"], "line: ${1:}");
    }
}
