//! Atom feeds (RFC 4287): what is new, for the whole site and for each course. The id of an entry is its page's address,
//! which never changes; its `updated` does whenever staff date a change.

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig};
use jiff::Timestamp;

use super::artifact::{Artifact, Order, Recipe};
use super::{Scope, changed, links, plain, rows, words};
use crate::site::dates::month_day_weekday;
use crate::site::{Course, Seats, Session, Standing};

/// Name of a feed, at the root and in each course's folder.
const ADDRESS: &str = "feed.xml";
/// Days that a session stays in a feed after its end.
const KEPT_DAYS: i64 = 60;
/// Entries of a feed at most.
const MOST: usize = 50;

/// A course's feed.
pub fn of_course<'s>(scope: &Scope<'s>, course: &'s Course) -> Option<Artifact<'s>> {
    let address = format!("{}/{}", course.slug, course_feed(scope, course)?);
    let title = format!("{}｜{} {}", course.name, scope.site.city, scope.site.team);
    let entries = course.sessions.iter().map(|session| (course, session));
    artifact(scope, address, &title, links::course_page(scope, course), entries)
}

/// The site's feed.
pub fn of_site<'s>(scope: &Scope<'s>) -> Option<Artifact<'s>> {
    let address = site_feed(scope)?.to_owned();
    let title = format!("{} {}の教室", scope.site.city, scope.site.team);
    artifact(scope, address, &title, scope.site.base_url.clone(), scope.site.sessions())
}

/// Address of a course's feed, relative to its folder. `None`: it has no entry, so no date, so there is no file.
pub fn course_feed(scope: &Scope<'_>, course: &Course) -> Option<&'static str> {
    let has_feed = || course.sessions.iter().any(|session| news(scope, session).is_some());
    scope.agenda(course).sheet.has_feed.get_or_init(has_feed).then_some(ADDRESS)
}

/// Address of the site's feed, relative to the root. `None`: it has no entry, so no date, so there is no file.
pub fn site_feed(scope: &Scope<'_>) -> Option<&'static str> {
    scope.site.sessions().any(|(_, session)| news(scope, session).is_some()).then_some(ADDRESS)
}

/// When a session that belongs into a feed was last news.
fn news(scope: &Scope<'_>, session: &Session) -> Option<Timestamp> {
    changed::news(scope, session).filter(|_| !scope.has_been_over_for(session, KEPT_DAYS))
}

fn artifact<'s>(
    scope: &Scope<'_>,
    address: String,
    title: &str,
    page: String,
    sessions: impl Iterator<Item = (&'s Course, &'s Session)>,
) -> Option<Artifact<'s>> {
    let mut entries: Vec<_> =
        sessions.filter_map(|(course, session)| Some((news(scope, session)?, course, session))).collect();
    entries
        .sort_by_key(|(news, course, session)| (std::cmp::Reverse(*news), session.start, &course.slug, &session.name));
    entries.truncate(MOST);
    let own = scope.absolute(&address);
    let feed = Feed {
        title: Text::plain(plain::one_line(title)),
        id: own.clone(),
        updated: date_time(scope, entries.first()?.0)?,
        authors: vec![Person {
            name: plain::one_line(&format!("{} {}", scope.site.city, scope.site.team)),
            uri: Some(scope.site.base_url.clone()),
            ..Person::default()
        }],
        generator: Some(Generator { value: "oideyo".into(), ..Generator::default() }),
        links: vec![link("self", own, "application/atom+xml"), link("alternate", page, "text/html")],
        entries: entries
            .into_iter()
            .filter_map(|(news, course, session)| entry(scope, news, course, session))
            .collect(),
        lang: Some(scope.site.language.clone()),
        ..Feed::default()
    };
    let config = WriteConfig { indent_size: Some(1), ..WriteConfig::default() };
    let mut bytes = feed.write_with_config(Vec::new(), config).ok()?;
    bytes.push(b'\n');
    Some(Artifact::new(address, Order::Index, Recipe::Bytes(bytes)))
}

fn link(rel: &str, href: String, mime: &str) -> Link {
    Link { href, rel: rel.into(), mime_type: Some(mime.into()), ..Link::default() }
}

/// The moment as Atom writes it, in the city's time.
fn date_time(scope: &Scope<'_>, at: Timestamp) -> Option<FixedDateTime> {
    FixedDateTime::parse_from_rfc3339(&at.display_with_offset(scope.site.offset).to_string()).ok()
}

fn entry(scope: &Scope<'_>, news: Timestamp, course: &Course, session: &Session) -> Option<Entry> {
    let page = links::session_page(scope, course, session);
    Some(Entry {
        title: Text::plain(plain::one_line(&title(course, session))),
        id: page.clone(),
        updated: date_time(scope, news)?,
        categories: vec![Category {
            term: course.slug.clone(),
            label: Some(plain::one_line(&course.name)),
            ..Category::default()
        }],
        links: vec![link("alternate", page, "text/html")],
        summary: Some(Text::plain(plain::one_line(&summary(scope, session)))),
        ..Entry::default()
    })
}

/// 「【残りわずか】12月10日（木）離乳食教室 はじめのひとさじ安心して始められます」.
fn title(course: &Course, session: &Session) -> String {
    let moved = if session.is_moved() { "【日程変更】" } else { "" };
    let (mark, day) = (mark(session), month_day_weekday(session.date));
    format!("{moved}{mark}{day}{} {}", course.name, words::one_line(&session.headline))
}

/// Whether it is held, else what staff said about places. No clock's phase: readers keep what they fetched.
fn mark(session: &Session) -> &'static str {
    match session.seats {
        _ if session.standing != Standing::On => rows::standing_mark(session),
        Seats::Open => "",
        Seats::Few => "【残りわずか】",
        Seats::Full => "【満席】",
        Seats::Waitlist => "【キャンセル待ち】",
        Seats::Closed => "【受付終了】",
    }
}

/// What changed, for whom, when, where, for how much and how long one can book.
fn summary(scope: &Scope<'_>, session: &Session) -> String {
    let mut sentences: Vec<String> = changed::newest(session).map(|change| change.text.clone()).into_iter().collect();
    sentences.push(session.audience.words());
    let (day, venue) = (month_day_weekday(session.date), rows::venue_line(&session.venue));
    if session.standing == Standing::On {
        sentences.push(format!("{day}{}、{venue}", session.hours));
        sentences.push(session.fee.to_string());
        sentences.push(words::booking_period(session, scope.site.offset));
    }
    let ended = |sentence: &String| sentence.ends_with(['。', '！', '？', '!', '?', '」']);
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.iter().map(|sentence| if ended(sentence) { sentence.clone() } else { format!("{sentence}。") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channels::small_site;

    #[test]
    fn a_feed_has_at_most_fifty_entries_and_is_absent_without_any() {
        let names: Vec<String> = (0..60).map(|number| format!("2026-12-{:02}-{number}", number % 20 + 1)).collect();
        let sessions: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        small_site::with(&sessions, |scope| {
            let course = &scope.site.courses[0];
            let files: Vec<_> = of_course(scope, course).into_iter().chain(of_site(scope)).collect();
            assert_eq!(
                files.iter().map(|file| file.address.as_str()).collect::<Vec<_>>(),
                ["rinyushoku/feed.xml", "feed.xml"]
            );
            for file in files {
                let Recipe::Bytes(bytes) = file.recipe else { panic!("{} is no file of bytes", file.address) };
                assert_eq!(Feed::read_from(&*bytes).unwrap().entries.len(), MOST);
            }
        });
        small_site::with(&[("2026-09-30", "")], |scope| {
            assert!(of_site(scope).is_none() && of_course(scope, &scope.site.courses[0]).is_none());
        });
    }
}
