//! A strict look at a theme's CSS: the engine drops properties that it does not know without a word, we do not.

use takumi::prelude::StyleDeclarationBlock;

/// Something the engine would not do as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong, in English.
    pub what: String,
}

/// Unknown properties and wrong values in a style sheet.
pub fn sheet_flaws(css: &str) -> Vec<Flaw> {
    let css = without_comments(css);
    let mut flaws = Vec::new();
    let (mut start, mut depth, mut parens) = (0, 0_usize, 0_usize);
    let mut quote = None;
    for (at, letter) in css.char_indices() {
        match (quote, letter) {
            (Some(open), _) if open == letter => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => parens += 1,
            (None, ')') => parens = parens.saturating_sub(1),
            (None, '{') => (start, depth) = (at + 1, depth + 1),
            (None, ';' | '}') if parens == 0 => {
                if depth > 0 {
                    flaws.extend(declaration_flaw(&css, start, at));
                }
                start = at + 1;
                depth = if letter == '}' { depth.saturating_sub(1) } else { depth };
            }
            _ => {}
        }
    }
    flaws
}

/// Unknown properties in the `style="…"` attributes of a template; `{{ … }}` stands for any value.
pub fn inline_flaws(html: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for (at, _) in html.match_indices(" style=\"") {
        let start = at + " style=\"".len();
        let Some(style) = html.get(start..).and_then(|rest| rest.split('"').next()) else { continue };
        for declaration in style.split(';').filter(|text| !text.trim().is_empty()) {
            let name = declaration.split(':').next().unwrap_or_default().trim();
            if !name.contains('{') && !is_known(name) {
                flaws.push(Flaw { line: line_of(html, start), what: unknown(name) });
            }
        }
    }
    flaws
}

fn declaration_flaw(css: &str, start: usize, end: usize) -> Option<Flaw> {
    let text = css.get(start..end)?;
    let declaration = text.trim();
    if declaration.is_empty() {
        return None;
    }
    let line = line_of(css, start + (text.len() - text.trim_start().len()));
    let Some((name, _)) = declaration.split_once(':') else {
        return Some(Flaw { line, what: format!("`{declaration}` is no declaration") });
    };
    let name = name.trim();
    if !is_known(name) {
        return Some(Flaw { line, what: unknown(name) });
    }
    match declaration.parse::<StyleDeclarationBlock>() {
        Ok(_) => None,
        Err(_) => Some(Flaw { line, what: format!("the value in `{declaration}` is not understood") }),
    }
}

/// A property the engine does not know gives an empty block, whatever its value.
fn is_known(name: &str) -> bool {
    let probe = format!("{name}:inherit");
    name.starts_with("--") || probe.parse::<StyleDeclarationBlock>().is_ok_and(|block| !block.is_empty())
}

fn unknown(name: &str) -> String {
    format!("the property `{name}` does nothing in pictures")
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// Blanks comments out; lengths and line ends stay.
fn without_comments(css: &str) -> String {
    let mut clean = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        let (comment, next) = after.split_once("*/").unwrap_or((after, ""));
        clean.push_str(before);
        clean.extend(comment.chars().filter(|letter| *letter == '\n'));
        rest = next;
    }
    clean.push_str(rest);
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_line_of_an_unknown_property_and_of_a_wrong_value() {
        let css =
            "/* two\nlines */\n.a { color: red;\n  hyphenate-limit: 2; }\n@media screen {\n .b { width: blue; }\n}";
        let lines: Vec<usize> = sheet_flaws(css).iter().map(|flaw| flaw.line).collect();
        assert_eq!(lines, [4, 6]);
    }

    #[test]
    fn looks_into_style_attributes() {
        assert_eq!(inline_flaws("<p\n style=\"colour: red; width: {{ w }}px\">").len(), 1);
        assert!(inline_flaws("<p style=\"object-position: {{ focus }}\">").is_empty());
    }
}
