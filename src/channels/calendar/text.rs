//! The text of a calendar file: escaping and folding of content lines (RFC 5545 §3.1, §3.3.11).

use icalendar::{Calendar, Component};

/// Octets of a line at most, without its line break (RFC 5545 §3.1).
const LONGEST: usize = 75;
/// How a calendar's file ends.
const END: &str = "END:VCALENDAR\r\n";

/// A component's content lines. The library's own folding leaves a last line of 76 octets now and then (icalendar 0.17.17
/// forgets the space before it), so its lines are joined and folded anew, never inside a character.
pub fn folded(component: &impl Component) -> String {
    refolded(&component.to_string())
}

/// A calendar's file: the calendar's own lines, and its events as [`folded`] wrote them.
pub fn calendar(calendar: &Calendar, events: impl IntoIterator<Item = Box<str>>) -> String {
    let mut file = refolded(&calendar.to_string());
    file.truncate(file.len() - END.len());
    events.into_iter().for_each(|event| file.push_str(&event));
    file + END
}

fn refolded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 16);
    let unfolded = text.replace("\r\n ", "");
    unfolded.split_terminator("\r\n").for_each(|line| fold(line, &mut folded));
    folded
}

fn fold(line: &str, folded: &mut String) {
    let mut rest = line;
    // A line that goes on begins with a space.
    let mut most = LONGEST;
    while rest.len() > most {
        let (this, next) = rest.split_at(rest.floor_char_boundary(most));
        folded.push_str(this);
        folded.push_str("\r\n ");
        (rest, most) = (next, LONGEST - 1);
    }
    folded.push_str(rest);
    folded.push_str("\r\n");
}

/// Text as RFC 5545 §3.3.11 wants it, for NAME (RFC 7986), which the library does not know as text.
pub fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace(';', r"\;").replace(',', r"\,").replace('\n', r"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::plain::plain;
    use icalendar::{Component, Event, Property};
    use proptest::prelude::*;

    /// Content lines as RFC 5545 §3.1 unfolds them.
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    /// A value as RFC 5545 §3.3.11 reads it.
    fn unescaped(value: &str) -> String {
        let mut text = String::new();
        let mut chars = value.chars();
        while let Some(c) = chars.next() {
            text.push(match (c, c == '\\') {
                (_, true) => match chars.next() {
                    Some('n' | 'N') => '\n',
                    Some(other) => other,
                    None => panic!("{value} ends in a backslash"),
                },
                (c, false) => c,
            });
        }
        text
    }

    /// Any text staff could write: kana, emoji, long Latin, control characters, what iCalendar itself uses.
    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[ぁ-ん一-龠（）「」、。 ]{0,120}",
            "[a-z,;: \\\\\r\n\t\u{0}\u{2028}]{0,200}",
            "(👶🏽|👨‍👩‍👧|あ|, |\\\\n|;){0,60}",
        ]
    }

    proptest! {
        #[test]
        fn any_text_comes_back_whole(text in text()) {
            let mut calendar = Calendar::empty();
            let text = plain(&text);
            calendar.append_property(Property::new("NAME", escaped(&text)));
            let event = Event::new().uid("1").add_property("DESCRIPTION", &*text).add_property("DTSTAMP", "20261210T010000Z").done();
            let file = super::calendar(&calendar, [folded(&event).into()]);
            prop_assert!(file.ends_with("\r\n") && !file.replace("\r\n", "").contains(['\r', '\n']));
            prop_assert!(file.split("\r\n").all(|line| line.len() <= 75), "{}", file);
            let lines = unfolded(&file);
            for key in ["NAME:", "DESCRIPTION:"] {
                let found: Vec<_> = lines.iter().filter_map(|line| line.strip_prefix(key)).map(unescaped).collect();
                prop_assert_eq!(&found, std::slice::from_ref(&text));
            }
        }
    }
}
