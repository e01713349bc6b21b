//! Where the words of a file lead: every address in its Markdown and its fields, with the characters that say it.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::front::{Entry, Front, Value};
use super::{Document, tidy};
use crate::diagnostics::{Place, Source, Sourced};

/// The addresses that a file names, in no particular order.
pub fn links(document: &Document) -> Vec<Sourced<String>> {
    let mut found = in_markdown(&document.source, document.markdown.range());
    in_fields(&document.front, &mut found);
    found
}

/// The addresses in the Markdown at `range`, where the renderer sees them.
pub fn in_markdown(source: &Arc<Source>, range: Range<usize>) -> Vec<Sourced<String>> {
    let tidied = tidy::characters(&source.text[range.clone()], range.start);
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let events = Parser::new_ext(&tidied.text, options).into_offset_iter();
    let link = |(event, range): (Event<'_>, Range<usize>)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            let whole = Place::new(source, tidied.raw(range));
            Some(Sourced::new(dest_url.to_string(), within(&whole, &dest_url)))
        }
        _ => None,
    };
    events.filter_map(link).collect()
}

fn in_fields(front: &Front, found: &mut Vec<Sourced<String>>) {
    front.0.iter().for_each(|(_, entry)| in_entry(entry, found));
}

fn in_entry(entry: &Entry, found: &mut Vec<Sourced<String>>) {
    match &entry.value {
        Value::Words(words) if is_web_address(words.trim()) => {
            found.push(Sourced::new(words.trim().to_owned(), within(&entry.place, words.trim())));
        }
        // Answers are Markdown; in other words nothing looks like one of its links.
        Value::Words(words) if words.contains("](") || words.contains('<') => {
            for (event, _) in Parser::new(words).into_offset_iter() {
                if let Event::Start(Tag::Link { dest_url, .. }) = event {
                    found.push(Sourced::new(dest_url.to_string(), within(&entry.place, &dest_url)));
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| in_entry(item, found)),
        Value::Map(front) => in_fields(front, found),
        _ => {}
    }
}

fn is_web_address(words: &str) -> bool {
    words.starts_with("https://") || words.starts_with("http://")
}

/// The characters of an address within those of its link or field; all of these where it stands there in other letters.
fn within(whole: &Place, address: &str) -> Place {
    let text = whole.text();
    // The label of a link may repeat its address; the address itself comes last.
    let found = text.rfind(address).filter(|_| !address.is_empty());
    found.map_or_else(
        || whole.clone(),
        |at| {
            let start = whole.range().start + at;
            Place::new(&whole.source, start..start + address.len())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Vec<(String, String, (usize, usize))> {
        let source = Arc::new(Source { path: "a.md".into(), text: text.to_owned() });
        let links = in_markdown(&source, 0..text.len());
        links.into_iter().map(|link| (link.value, link.place.text().to_owned(), link.place.line_column())).collect()
    }

    #[test]
    fn an_address_is_found_where_it_stands() {
        assert_eq!(
            at("教室の[ほかの日](2026-12-17.html#faq)です"),
            [("2026-12-17.html#faq".to_owned(), "2026-12-17.html#faq".to_owned(), (1, 11))]
        );
        let by_name = at("あ[い][う]\n\n[う]: b.html\n");
        assert_eq!(by_name[0].0, "b.html");
        assert_eq!(by_name[0].2.0, 1, "the link is what readers meet: {by_name:?}");
        assert_eq!(at("`[a](b.html)` \\[a](b.html)"), []);
    }
}
