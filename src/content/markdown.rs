//! Markdown → safe HTML, for Japanese text.
//!
//! Three things differ from plain CommonMark: emphasis works beside Japanese brackets (`emphasis.rs`), a line break inside
//! a sentence leaves no space between Japanese characters, and raw HTML is shown as the text it is.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::emphasis;

/// HTML of a text, and what had to be left out of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Safe HTML.
    pub html: String,
    /// Byte ranges in the Markdown of pictures, which belong into `photo:`.
    pub pictures: Vec<std::ops::Range<usize>>,
    /// Byte ranges of links whose address is none of http, https, tel, mailto or a path.
    pub bad_links: Vec<std::ops::Range<usize>>,
}

/// Renders `markdown`. Headings start at `<h3>`, below the page's own.
pub fn render(markdown: &str) -> Rendered {
    let parser = Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES);
    let events = emphasis::pair_beside_japanese(markdown, parser.into_offset_iter().collect());
    let mut rendered = Rendered::default();
    let mut safe = Vec::with_capacity(events.len());
    let mut dropped_links = Vec::new();
    let mut heading = HeadingLevel::H2;
    for (event, range) in events {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => safe.push(Event::Text(html)),
            Event::Start(Tag::Image { .. }) => rendered.pictures.push(range),
            Event::End(TagEnd::Image) => {}
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let keep = is_safe(&dest_url, link_type);
                dropped_links.push(!keep);
                if keep {
                    safe.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                } else {
                    rendered.bad_links.push(range);
                }
            }
            Event::End(TagEnd::Link) => {
                if dropped_links.pop() == Some(false) {
                    safe.push(Event::End(TagEnd::Link));
                }
            }
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                heading = below_page(level, heading);
                safe.push(Event::Start(Tag::Heading { level: heading, id, classes, attrs }));
            }
            Event::End(TagEnd::Heading(_)) => safe.push(Event::End(TagEnd::Heading(heading))),
            Event::SoftBreak if joins_japanese(markdown, &range) => {}
            other => safe.push(other),
        }
    }
    pulldown_cmark::html::push_html(&mut rendered.html, safe.into_iter());
    rendered
}

fn is_safe(address: &CowStr<'_>, link_type: LinkType) -> bool {
    if link_type == LinkType::Email {
        return true;
    }
    let scheme = address.split_once(':').map(|(scheme, _)| scheme).filter(|scheme| !scheme.contains(['/', '?', '#']));
    scheme.is_none_or(|scheme| ["http", "https", "tel", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe)))
        && !address.starts_with("//")
}

/// The level a heading gets on the page, which has `<h1>` and `<h2>` of its own: never more than one below the heading
/// before it, however many `#` the writer likes (WCAG 2.2, 1.3.1).
fn below_page(written: HeadingLevel, before: HeadingLevel) -> HeadingLevel {
    let wanted = match written {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    };
    let deepest = match before {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        HeadingLevel::H4 => HeadingLevel::H5,
        HeadingLevel::H5 | HeadingLevel::H6 => HeadingLevel::H6,
    };
    wanted.min(deepest)
}

fn joins_japanese(markdown: &str, line_break: &std::ops::Range<usize>) -> bool {
    let before = markdown[..line_break.start].trim_end().chars().next_back();
    let after = markdown[line_break.end..].trim_start_matches([' ', '\t', '>', '\r', '\n']).chars().next();
    before.is_some_and(emphasis::is_japanese) && after.is_some_and(emphasis::is_japanese)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(markdown: &str) -> String {
        render(markdown).html.trim_end().to_owned()
    }

    #[test]
    fn raw_html_is_shown_as_text() {
        assert_eq!(html("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(html("あ<b>い</b>"), "<p>あ&lt;b&gt;い&lt;/b&gt;</p>");
    }

    #[test]
    fn a_line_break_between_japanese_characters_leaves_no_space() {
        assert_eq!(html("離乳食の\n進め方"), "<p>離乳食の進め方</p>");
        assert_eq!(html("離乳食の\r\n進め方"), "<p>離乳食の進め方</p>");
        assert_eq!(
            html("**離乳食**\n進め方"),
            "<p><strong>離乳食</strong>進め方</p>".replace("</strong>進", "</strong>\n進")
        );
        assert_eq!(html("baby\nfood"), "<p>baby\nfood</p>");
    }

    #[test]
    fn only_harmless_links_stay() {
        assert_eq!(html("[a](javascript:alert(1))"), "<p>a</p>");
        assert_eq!(html("[a](JAVASCRIPT:x) [b](//evil.example)"), "<p>a b</p>");
        assert_eq!(html("[電話](tel:0197000011)"), "<p><a href=\"tel:0197000011\">電話</a></p>");
        assert_eq!(html("[b](../index.html)"), "<p><a href=\"../index.html\">b</a></p>");
        assert_eq!(render("[a](data:text/html,x)").bad_links, vec![0..21]);
    }

    #[test]
    fn headings_stay_below_the_page() {
        assert_eq!(html("# あ\n\n### い"), "<h3>あ</h3>\n<h4>い</h4>");
        assert_eq!(html("### あ\n\n##### い\n\n## う"), "<h3>あ</h3>\n<h4>い</h4>\n<h3>う</h3>");
    }

    #[test]
    fn pictures_are_reported() {
        let rendered = render("![説明](a.jpg)");
        assert_eq!(rendered.html.trim_end(), "<p>説明</p>");
        assert_eq!(rendered.pictures.len(), 1);
    }
}
