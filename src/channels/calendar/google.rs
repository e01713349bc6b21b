//! The link that opens Google Calendar with a session filled in.

use super::event::utc;
use crate::channels::{Scope, links, plain, rows};
use crate::site::{Course, Session, Standing};

/// The link; empty for a session that is not held. It stands in every page, so it is short: the course's name, the time,
/// the venue and the page that says the rest. Japanese stays as it is (URL Standard §4.3 allows it, and browsers encode
/// it as UTF-8 when they follow the link): encoded it would weigh three times as much.
pub fn google(scope: &Scope<'_>, course: &Course, session: &Session) -> String {
    if session.standing != Standing::On {
        return String::new();
    }
    format!(
        "https://calendar.google.com/calendar/render?action=TEMPLATE&text={}&dates={}/{}&location={}&details={}",
        value(&course.name),
        utc(session.start),
        utc(session.end),
        value(&rows::venue_line(&session.venue)),
        value(&links::session_page(scope, course, session)),
    )
}

/// A value of the query: ASCII that means something there is encoded (RFC 3986 §3.4 allows `:` and `/`).
fn value(text: &str) -> String {
    plain::one_line(text).chars().fold(String::new(), |mut query, c| {
        if !c.is_ascii() || c.is_ascii_alphanumeric() || "-._~:/".contains(c) {
            query.push(c);
        } else {
            query.push_str(&format!("%{:02X}", c as u32));
        }
        query
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::small_site;

    fn link(fields: &str) -> String {
        small_site::with(&[("2026-12-10", fields)], |scope| {
            let (course, session) = scope.site.sessions().next().unwrap();
            google(scope, course, session)
        })
    }

    #[test]
    fn the_link_is_short_and_says_what_a_calendar_needs() {
        assert_eq!(
            link("venue: {address: なし}"),
            "https://calendar.google.com/calendar/render?action=TEMPLATE&text=離乳食教室\
             &dates=20261210T010000Z/20261210T023000Z&location=あおばこども健康センター%202階%20調理室\
             &details=https://www.city.aoba.example.jp/oideyo/rinyushoku/2026-12-10.html"
        );
        assert_eq!((link("standing: 中止"), link("standing: 延期")), (String::new(), String::new()));
    }

    #[test]
    fn what_means_something_in_a_query_is_encoded() {
        assert_eq!(value("パパ&ママ教室 #1 100%+"), "パパ%26ママ教室%20%231%20100%25%2B");
        assert_eq!(value("https://a.example.jp/x/y.html"), "https://a.example.jp/x/y.html");
        assert_eq!(value("\"><script>'"), "%22%3E%3Cscript%3E%27");
    }
}
