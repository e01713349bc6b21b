//! A strict look at the markup of a picture template: elements and pictures that would show nothing, styles, places.

use std::ops::Range;

use crate::diagnostics::{Diagnostic, Message};
use crate::draw::canvas::{FILLED_IN, Vocabulary, inline_flaws};
use crate::theme::{Sources, expressions, unknown};

use super::fields::FIELDS;

/// Elements that pictures do not show, and what to do instead, in Japanese and English.
const ELEMENTS: [(&[&str], &str, &str); 6] = [
    (&["style"], "styles/picture.css に書いてください", "write it into styles/picture.css"),
    (&["script"], "消してください。画像ではプログラムは動きません", "remove it: no program runs in a picture"),
    (
        &["link", "meta", "base", "iframe", "object", "embed", "video", "audio", "canvas", "form"],
        "消してください",
        "remove it",
    ),
    (
        &["wbr"],
        "部品の fitted を使ってください。文節の切れ目が入ります",
        "use the component `fitted`: it marks where phrases end",
    ),
    (
        &["ruby", "rt", "rp", "rb"],
        "ふりがなは出せません。文字だけにしてください",
        "there is no ruby: write the text alone",
    ),
    (
        &["image", "picture", "source", "foreignobject"],
        "<img src=\"art/名前.svg\"> を使ってください",
        "use <img src=\"art/NAME.svg\">",
    ),
];

/// Name, value and the value's bytes.
type Attribute<'a> = (&'a str, &'a str, Range<usize>);

/// An element as it stands in a template.
struct Element<'a> {
    /// Its name, in the writer's letters.
    name: &'a str,
    /// The bytes of `<name`.
    range: Range<usize>,
    /// Its attributes.
    attributes: Vec<Attribute<'a>>,
}

/// What a template may show and name.
pub struct Stock<'a> {
    /// The theme's files.
    pub sources: &'a Sources,
    /// Paths of its art.
    pub art: &'a [String],
    /// What styles may name.
    pub words: &'a Vocabulary,
}

/// Everything in the markup of a template that a picture would not show as written.
pub fn flaws(path: &str, stock: &Stock) -> Vec<Diagnostic> {
    let text = stock.sources.text(path).unwrap_or_default();
    let markup = without_code(text);
    let mut found = Vec::new();
    let mut tell = |range: Range<usize>, message| found.push(stock.sources.error(path, range, message));
    for element in elements(&markup) {
        let name = element.name.to_ascii_lowercase();
        if let Some((_, instead, english)) = ELEMENTS.into_iter().find(|(names, ..)| names.contains(&name.as_str())) {
            let (what, instead, english) = (format!("<{name}>"), instead.to_owned(), english.to_owned());
            tell(element.range.clone(), Message::ThemeUnsupported { what, instead, english });
        }
        if let Some((range, message)) = lost_style(&element) {
            tell(range, message);
        }
        for (attribute, value, range) in &element.attributes {
            match attribute.to_ascii_lowercase().as_str() {
                "style" => {
                    for flaw in inline_flaws(value, stock.words) {
                        tell(range.start + flaw.range.start..range.start + flaw.range.end, flaw.message);
                    }
                }
                "src" if name == "img" => {
                    if let Some(message) = picture_message(value, stock.art) {
                        tell(range.clone(), message);
                    }
                }
                "id" => {
                    if let Some(message) = place_message(value) {
                        tell(range.clone(), message);
                    }
                }
                _ => {}
            }
        }
    }
    for (range, field) in named_fields(text) {
        if !FIELDS.contains(&field) {
            tell(range, unknown(("field の名前", "field"), field, FIELDS));
        }
    }
    found
}

/// Styles of a place that the layout does not need to know; all others are lost while it is measured.
const HARMLESS: [&str; 6] = ["object-position", "object-fit", "opacity", "fill", "stroke", "color"];

/// A style on an element that has a place: the place's own style takes its stead. So does that of a photo, which is shifted
/// to its point of interest.
fn lost_style(element: &Element) -> Option<(Range<usize>, Message)> {
    let value = |name: &str| element.attributes.iter().find(|(attribute, ..)| attribute.eq_ignore_ascii_case(name));
    let (_, style, range) = value("style")?;
    let is_named = value("id").is_some_and(|(_, id, _)| *id == "qr" || id.starts_with("fit:"));
    let is_bleed =
        value("class").is_some_and(|(_, class, _)| class.split([' ', FILLED_IN]).any(|class| class == "bleed"));
    let may_be_photo = element.name.eq_ignore_ascii_case("img")
        && value("src").is_some_and(|(_, source, _)| source.starts_with(FILLED_IN));
    let names = || style.split(';').filter_map(|declaration| declaration.split_once(':')).map(|(name, _)| name.trim());
    let what = if is_named {
        "id=\"qr\"、id=\"fit:…\" と style"
    } else if may_be_photo && names().any(|name| name != "object-position") {
        "写真になる <img> と、object-position のほかの style"
    } else if is_bleed && names().any(|name| !HARMLESS.contains(&name)) {
        "class=\"bleed\" と style"
    } else {
        return None;
    };
    let message = Message::ThemeUnsupported {
        what: what.to_owned(),
        instead: "この style を、外側か内側に足した <div> に移してください".to_owned(),
        english: "move the style to a <div> around it or inside it".to_owned(),
    };
    Some((range.clone(), message))
}

/// A picture that is not the theme's.
fn picture_message(url: &str, art: &[String]) -> Option<Message> {
    if url.contains(FILLED_IN) || art.iter().any(|path| path == url) {
        return None;
    }
    if url.contains("://") || url.starts_with("//") || url.starts_with("data:") {
        return Some(Message::ThemeOutside { url: url.chars().take(80).collect() });
    }
    Some(unknown(("絵", "picture"), url, art.iter().map(String::as_str)))
}

/// A `fit:` that was written by hand and cannot be read.
fn place_message(id: &str) -> Option<Message> {
    let rest = id.strip_prefix("fit:").filter(|rest| !rest.contains(FILLED_IN))?;
    let parts: Vec<&str> = rest.split(':').collect();
    let [field, from, to, lines, most] = parts.as_slice() else {
        return Some(Message::ThemeFit { id: id.to_owned() });
    };
    if !FIELDS.contains(field) {
        return Some(unknown(("field の名前", "field"), field, FIELDS));
    }
    let sizes = from.parse::<f32>().ok().zip(to.parse::<f32>().ok());
    let is_sound = sizes.is_some_and(|(from, to)| to > 0.0 && from >= to)
        && lines.parse::<usize>().is_ok()
        && most.parse::<usize>().is_ok();
    (!is_sound).then(|| Message::ThemeFit { id: id.to_owned() })
}

/// Where a template calls a component for a field, `field="headline"`.
pub fn named_fields(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.match_indices("field=\"").filter_map(|(at, call)| {
        let start = at + call.len();
        let field = text.get(start..)?.split('"').next()?;
        Some((start..start + field.len(), field))
    })
}

/// Where a template places pictures whose address only shows when it is filled in.
pub fn filled_in_pictures(text: &str) -> Option<Range<usize>> {
    let markup = without_code(text);
    let images = elements(&markup).into_iter().filter(|element| element.name.eq_ignore_ascii_case("img"));
    let mut sources = images.flat_map(|image| image.attributes).filter(|(name, ..)| name.eq_ignore_ascii_case("src"));
    sources.find(|(_, value, _)| value.contains(FILLED_IN)).map(|(.., range)| range)
}

/// The template with a filler of the same length for everything between braces and in HTML comments.
fn without_code(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for expression in expressions(text) {
        clean.push_str(text.get(clean.len()..expression.whole.start).unwrap_or_default());
        clean.extend(std::iter::repeat_n(FILLED_IN, expression.whole.len()));
    }
    clean.push_str(text.get(clean.len()..).unwrap_or_default());
    while let Some(start) = clean.find("<!--") {
        let end = clean[start..].find("-->").map_or(clean.len(), |end| start + end + "-->".len());
        clean.replace_range(start..end, &FILLED_IN.to_string().repeat(end - start));
    }
    clean
}

/// All elements, opening tags only.
fn elements(markup: &str) -> Vec<Element<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = markup.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let rest = &markup[start + 1..];
        let length = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
        at = start + 1 + length;
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (attributes, end) = attributes(markup, at);
            found.push(Element { name: &rest[..length], range: start..at, attributes });
            at = end;
        }
    }
    found
}

/// The attributes from byte `at` on, and where their tag ends.
fn attributes(markup: &str, mut at: usize) -> (Vec<Attribute<'_>>, usize) {
    let mut found = Vec::new();
    let skip = |at: usize, stop: &dyn Fn(char) -> bool| {
        markup.get(at..).and_then(|rest| rest.find(stop)).map_or(markup.len(), |found| at + found)
    };
    loop {
        at = skip(at, &|c: char| !c.is_whitespace() && c != '/' && c != FILLED_IN);
        let name_end = skip(at, &|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/' | FILLED_IN));
        let name = markup.get(at..name_end).unwrap_or_default();
        if name.is_empty() {
            return (found, (at + 1).min(markup.len()));
        }
        at = skip(name_end, &|c: char| !c.is_whitespace());
        if markup.get(at..at + 1) != Some("=") {
            continue;
        }
        at = skip(at + 1, &|c: char| !c.is_whitespace());
        let quote = markup.get(at..).and_then(|rest| rest.chars().next()).filter(|c| matches!(c, '"' | '\''));
        let (start, end, next) = match quote {
            Some(quote) => {
                let end = skip(at + 1, &|c: char| c == quote);
                (at + 1, end, (end + 1).min(markup.len()))
            }
            None => {
                let end = skip(at, &|c: char| c.is_whitespace() || c == '>');
                (at, end, end)
            }
        };
        found.push((name, markup.get(start..end).unwrap_or_default(), start..end));
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_attributes_are_found_around_code() {
        let text = "<p{% if a > b %} class=\"x\"{% endif %} style='a: {{ b }};c'>1 < 2<img src=art/a.svg alt=\"\"><br/><i id=\"q\">";
        let markup = without_code(text);
        let seen: Vec<String> = elements(&markup)
            .iter()
            .map(|element| {
                let values: Vec<_> = element
                    .attributes
                    .iter()
                    .map(|(name, _, range)| format!("{name}={}", &text[range.clone()]))
                    .collect();
                format!("{} {}", element.name, values.join("|"))
            })
            .collect();
        assert_eq!(seen, ["p class=x|style=a: {{ b }};c", "img src=art/a.svg|alt=", "br ", "i id=q"]);
    }

    #[test]
    fn places_are_read_as_the_engine_reads_them() {
        for (id, sound) in [
            ("fit:headline:72:48:3:0", true),
            ("fit:headline:48:72:3:0", false),
            ("fit:headline:72:48:3", false),
            ("fit:headline:72px:48px:3:0", false),
            ("fit:heading:72:48:3:0", false),
            ("qr", true),
        ] {
            assert_eq!(place_message(id).is_none(), sound, "{id}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "[<>{}%#|\"'=/a-c:; あ!-]{0,60}") {
            let markup = without_code(&text);
            proptest::prop_assert_eq!(markup.len(), text.len());
            drop(elements(&markup));
            crate::theme::components(std::iter::once(text.as_str()));
            crate::draw::canvas::sheet_flaws(&text, &Vocabulary::default());
            inline_flaws(&text, &Vocabulary::default());
        }
    }
}
