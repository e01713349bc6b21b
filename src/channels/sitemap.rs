//! sitemap.xml (sitemaps.org 0.9) and, at a host's root, robots.txt: what search engines should know.
//!
//! The signage players and 404.html are left out: they are no pages to find.

use jiff::civil::Date;

use super::artifact::{Artifact, Order, Recipe};
use super::{Scope, changed, links};
use crate::site::Session;

/// Pages at the root besides the home page.
const INDEX_PAGES: [&str; 2] = ["archive.html", "accessibility.html"];
/// Addresses a sitemap may hold (sitemaps.org, protocol 0.9).
const MOST: usize = 50_000;

/// A page that is listed.
struct Listed {
    address: String,
    /// The day it was last changed, in the city's time; only where it is known.
    changed: Option<Date>,
}

/// The sitemap, and robots.txt where one counts.
pub fn of_site<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Artifact<'s>> + 's {
    let robots = is_root(&scope.site.base_url).then(|| artifact("robots.txt", robots(scope)));
    std::iter::once(artifact("sitemap.xml", sitemap(scope))).chain(robots)
}

/// Programs ask for robots.txt at a host's root and nowhere else (RFC 9309 §2.3).
fn is_root(base_url: &str) -> bool {
    base_url.split_once("://").is_some_and(|(_, rest)| rest.matches('/').count() == 1 && rest.ends_with('/'))
}

fn robots(scope: &Scope<'_>) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", scope.absolute("sitemap.xml"))
}

fn artifact<'s>(address: &str, text: String) -> Artifact<'s> {
    Artifact::new(address.to_owned(), Order::Index, Recipe::Bytes(text.into_bytes()))
}

fn sitemap(scope: &Scope<'_>) -> String {
    let mut pages = listed(scope);
    pages.truncate(MOST);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in pages {
        let changed = page.changed.map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
        xml.push_str(&format!("<url><loc>{}</loc>{changed}</url>\n", escaped(&page.address)));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Every page: the site's own, the courses, then the sessions, those changed last first.
fn listed(scope: &Scope<'_>) -> Vec<Listed> {
    let site = scope.site;
    let newest = |sessions: &mut dyn Iterator<Item = &Session>| sessions.filter_map(|it| changed_day(scope, it)).max();
    let home =
        Listed { address: site.base_url.clone(), changed: newest(&mut site.sessions().map(|(_, session)| session)) };
    let pages = INDEX_PAGES.iter().map(|page| Listed { address: scope.absolute(page), changed: None });
    let courses = site.courses.iter().map(|course| Listed {
        address: links::course_page(scope, course),
        changed: newest(&mut course.sessions.iter()),
    });
    let mut sessions: Vec<_> = site
        .sessions()
        .map(|(course, session)| Listed {
            address: links::session_page(scope, course, session),
            changed: changed_day(scope, session),
        })
        .collect();
    sessions.sort_by(|a, b| (b.changed, &a.address).cmp(&(a.changed, &b.address)));
    std::iter::once(home).chain(pages).chain(courses).chain(sessions).collect()
}

fn changed_day(scope: &Scope<'_>, session: &Session) -> Option<Date> {
    changed::changed(scope, session).map(|at| scope.site.offset.to_datetime(at).date())
}

/// An address inside XML.
fn escaped(address: &str) -> String {
    address
        .replace('&', "&amp;")
        .replace('\'', "&apos;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn robots_counts_only_at_the_root_of_a_host() {
        assert!(is_root("https://oideyo.city.aoba.example.jp/"));
        assert!(!is_root("https://www.city.aoba.example.jp/oideyo/"));
    }

    #[test]
    fn addresses_are_escaped() {
        assert_eq!(escaped("https://a.example.jp/a&b/"), "https://a.example.jp/a&amp;b/");
    }
}
