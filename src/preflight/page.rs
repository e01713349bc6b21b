//! Reads a finished page: where it leads, and the ids that links can lead to.
//!
//! Our own pages and those of themes are read, after the minifier; what is no well-formed tag is text. Names follow the
//! HTML Standard (which attributes hold addresses: its index of attributes, "valid URL").

use std::borrow::Cow;

/// What stands in a page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Ids of its elements.
    pub ids: Vec<String>,
    /// Everything it asks for or leads to.
    pub ties: Vec<Tie>,
}

/// One address in a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tie {
    /// The address as it stands there, entities resolved.
    pub href: String,
    /// What it is for.
    pub kind: Kind,
}

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody may follow it.
    Link,
    /// The page lacks something without it: a picture, a film, a style sheet.
    Part,
}

/// Elements whose text is no markup (HTML Standard, 13.1.2).
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Reads a page; also XML whose elements are called the same, as feeds are.
pub fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let (tag, behind) = Tag::read(rest);
        rest = behind;
        let raw = RAW.iter().find(|raw| tag.name.eq_ignore_ascii_case(raw)).map(|raw| {
            let end = end_of_raw(rest, raw);
            let text = &rest[..end];
            rest = &rest[end..];
            text
        });
        page.take(&tag, raw.unwrap_or_default());
    }
    page
}

/// Where the text of a raw element ends.
fn end_of_raw(text: &str, name: &str) -> usize {
    let ends = |at: &usize| {
        let behind = &text.as_bytes()[at + 2..];
        behind.get(..name.len()).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
    };
    text.match_indices("</").map(|(at, _)| at).find(ends).unwrap_or(text.len())
}

impl Page {
    fn take(&mut self, tag: &Tag<'_>, raw: &str) {
        self.ids.extend(tag.value("id").map(Cow::into_owned));
        let is = |names: &[&str]| names.iter().any(|name| tag.name.eq_ignore_ascii_case(name));
        if is(&["a"]) {
            self.ids.extend(tag.value("name").map(Cow::into_owned));
        }
        if is(&["a", "area"]) {
            self.tie(tag.value("href"), Kind::Link);
        } else if is(&["link"]) {
            self.tie(tag.value("href"), if tag.is_part() { Kind::Part } else { Kind::Link });
        } else if is(&["form"]) {
            self.tie(tag.value("action"), Kind::Link);
        } else if is(&["use", "image"]) {
            self.tie(tag.value("href").or_else(|| tag.value("xlink:href")), Kind::Part);
        } else if is(&["meta"]) {
            self.take_meta(tag);
        } else if is(&["object"]) {
            self.tie(tag.value("data"), Kind::Part);
        }
        if is(&["img", "script", "iframe", "source", "video", "audio", "embed", "track"]) {
            self.tie(tag.value("src"), Kind::Part);
            self.tie(tag.value("poster"), Kind::Part);
            self.take_sizes(tag.value("srcset").as_deref().unwrap_or_default());
        }
        if is(&["style"]) {
            self.take_sheet(raw);
        }
        if let Some(style) = tag.value("style") {
            self.take_sheet(&style);
        }
        if is(&["script"]) && tag.value("type").is_some_and(|kind| kind.ends_with("json")) {
            let addresses = serde_json::from_str(raw).map(|json| web_addresses(&json)).unwrap_or_default();
            self.ties.extend(addresses.into_iter().map(|href| Tie { href, kind: Kind::Link }));
        }
    }

    fn tie(&mut self, href: Option<Cow<'_, str>>, kind: Kind) {
        self.ties.extend(href.map(|href| Tie { href: href.trim().to_owned(), kind }));
    }

    /// What other programs show of the page (ogp.me).
    fn take_meta(&mut self, tag: &Tag<'_>) {
        let name = tag.value("property").or_else(|| tag.value("name"));
        match name.as_deref() {
            Some("og:image" | "twitter:image") => self.tie(tag.value("content"), Kind::Part),
            Some("og:url") => self.tie(tag.value("content"), Kind::Link),
            _ => {}
        }
    }

    /// One picture in several sizes: `a.jpg 480w, b.jpg 960w`.
    fn take_sizes(&mut self, sizes: &str) {
        let addresses = sizes.split(',').filter_map(|size| size.split_whitespace().next());
        self.ties.extend(addresses.map(|href| Tie { href: href.to_owned(), kind: Kind::Part }));
    }

    /// `url(…)` in a style sheet.
    fn take_sheet(&mut self, sheet: &str) {
        let addresses = sheet.split("url(").skip(1).filter_map(|rest| rest.split_once(')'));
        let addresses = addresses.map(|(inside, _)| inside.trim().trim_matches(['"', '\'']));
        self.ties.extend(addresses.map(|href| Tie { href: href.to_owned(), kind: Kind::Part }));
    }
}

/// Every web address in structured data.
fn web_addresses(json: &serde_json::Value) -> Vec<String> {
    use serde_json::Value;
    match json {
        Value::String(text) if text.starts_with("https://") || text.starts_with("http://") => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(web_addresses).collect(),
        // A vocabulary's name, not a page.
        Value::Object(entries) => {
            let named = entries.iter().filter(|(key, _)| !key.starts_with('@') && !NAMES.contains(&key.as_str()));
            named.flat_map(|(_, value)| web_addresses(value)).collect()
        }
        _ => Vec::new(),
    }
}

/// Properties whose value is a term of schema.org.
const NAMES: [&str; 3] = ["eventStatus", "eventAttendanceMode", "availability"];

/// A start tag.
#[derive(Debug)]
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// Reads what stands behind `<`, and gives what comes behind the tag.
    fn read(text: &'a str) -> (Self, &'a str) {
        let end = text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(text.len());
        let mut tag = Self { name: &text[..end], attributes: Vec::new() };
        let mut rest = &text[end..];
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return (tag, rest);
            }
            if let Some(behind) = rest.strip_prefix('>') {
                return (tag, behind);
            }
            // A name is at least one character, whatever it is: a stray `=` ends nothing.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let end = rest[first..].find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'));
            let (name, behind) = rest.split_at(end.map_or(rest.len(), |end| first + end));
            let (value, behind) = value(behind);
            tag.attributes.push((name, value));
            rest = behind;
        }
    }

    fn value(&self, name: &str) -> Option<Cow<'a, str>> {
        let found = self.attributes.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| unescaped(value))
    }

    /// Whether a `<link>` is fetched to show the page.
    fn is_part(&self) -> bool {
        let rel = self.value("rel").unwrap_or_default().to_ascii_lowercase();
        ["stylesheet", "icon", "manifest", "preload"]
            .iter()
            .any(|part| rel.split_whitespace().any(|word| word == *part))
    }
}

/// An attribute's value as written, without its quotes, and what comes behind it.
fn value(text: &str) -> (&str, &str) {
    let Some(text) = text.trim_start().strip_prefix('=') else { return ("", text) };
    let text = text.trim_start();
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inside = &text[1..];
        return inside.split_once(quote).unwrap_or((inside, ""));
    }
    text.split_at(text.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(text.len()))
}

/// Entities that a template or a minifier writes into attributes.
const ENTITIES: [(&str, char); 6] =
    [("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("apos;", '\''), ("nbsp;", '\u{a0}')];

fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match entity(rest) {
            Some((c, length)) => {
                plain.push(c);
                rest = &rest[length..];
            }
            None => plain.push('&'),
        }
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The character behind `&`, and how long its name is.
fn entity(text: &str) -> Option<(char, usize)> {
    if let Some((name, c)) = ENTITIES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((*c, name.len()));
    }
    let end = text.find(';').filter(|end| *end <= 8)?;
    let number = text[..end].strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some((char::from_u32(code)?, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hrefs(html: &str) -> Vec<String> {
        read(html).ties.into_iter().map(|tie| tie.href).collect()
    }

    #[test]
    fn addresses_are_found_in_any_spelling() {
        assert_eq!(hrefs("<a href=\"a.html?b=1&amp;c=2#d\">x</a>"), ["a.html?b=1&c=2#d"]);
        assert_eq!(hrefs("<A HREF=a.html>x</A><a class='b c' href = 'b.html' >"), ["a.html", "b.html"]);
        assert_eq!(hrefs("<a href=a.html/>"), ["a.html/"], "HTML has no empty elements of that form");
        assert_eq!(hrefs("<a href=&#x2e;./b.html>"), ["../b.html"]);
        assert_eq!(hrefs("<img alt=\"a > b\" src=c.jpg srcset=\"d.jpg 1w, e.jpg 2w\">"), ["c.jpg", "d.jpg", "e.jpg"]);
        assert_eq!(
            hrefs("<link rel=canonical href=https://a.example/><meta property=og:image content=b.png>").len(),
            2
        );
        assert_eq!(
            hrefs("<style>body{background:url( 'c.svg' )}</style><p style=\"background:url(d.png)\">"),
            ["c.svg", "d.png"]
        );
        assert_eq!(hrefs("<feed><link href=\"https://a.example/feed.xml\" rel=\"self\"/></feed>").len(), 1);
    }

    #[test]
    fn what_is_no_markup_leads_nowhere() {
        assert_eq!(hrefs("<!-- <a href=a.html> --><script>b='<a href=c.html>'</script ><a href=d.html>"), ["d.html"]);
        assert_eq!(hrefs("&lt;a href=a.html> 1 < 2 <3 <"), Vec::<String>::new());
    }

    #[test]
    fn structured_data_leads_to_pages_and_not_to_words_of_its_vocabulary() {
        let json = r#"<script type=application/ld+json>{"@context":"https://schema.org","url":"https://a.example/b.html",
            "eventStatus":"https://schema.org/EventScheduled","image":["https://a.example/c.png"]}</script>"#;
        let mut found = hrefs(json);
        found.sort();
        assert_eq!(found, ["https://a.example/b.html", "https://a.example/c.png"]);
    }

    #[test]
    fn ids_are_what_links_can_lead_to() {
        assert_eq!(read("<h2 id=faq>a</h2><a name='old'></a><p data-id=no>").ids, ["faq", "old"]);
    }

    proptest! {
        #[test]
        fn any_text_is_an_answer(html in "[<>a-c/='\"&;#x!\\- あ]{0,60}") {
            let _ = read(&html);
            let _ = read(&format!("<a href={html}"));
            let _ = read(&format!("<script{html}"));
        }
    }
}
