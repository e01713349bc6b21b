//! The copy desk: reads what was written and what it means, and tells the writer what would serve the reader better.
//!
//! Style is never an error. One file a rule family; each rule says its level, its reason and its source (`rule.rs`).
//! `passage.rs` reads files as readers do, `said.rs` knows which file said a field, `silence.rs` obeys `allow:` and
//! `levels:`.

mod audience;
mod booking;
mod calendar;
mod dates;
mod forms;
mod guide;
mod headline;
mod letters;
mod numbers;
mod passage;
mod rule;
mod said;
mod sentence;
mod silence;
#[cfg(test)]
mod tests;
mod wording;

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::content::{Document, Written};
use crate::diagnostics::{Diagnostic, Message, Place, Remark, Severity};
use crate::site::{Now, Session, Site};
pub use guide::guide;
use passage::{Passage, passages};
pub use rule::Rule;
use said::Said;
pub use silence::{misspelt, settle};

/// Everything the copy desk has to say about what still lies ahead at `now`.
pub fn advise(written: &Written, site: &Site, now: Timestamp) -> Vec<Diagnostic> {
    review(written, site, now, Vec::new())
}

/// What `check` tells: `diagnostics` met on the way and advice on what still lies ahead at `now`, without what `allow:`
/// and `levels:` silence. An `allow:` that silences nothing is told too.
pub fn review(written: &Written, site: &Site, now: Timestamp, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    // What is over is read too: an `allow:` in it is no surplus one, only its advice is not told any more.
    let found = find(written, site, now);
    let ahead = ahead(written, site, now);
    let is_told = |diagnostic: &Diagnostic| {
        !matches!(&*diagnostic.message, Message::Advice(_) | Message::AllowUnused { .. })
            || diagnostic.place.as_ref().is_none_or(|place| ahead.contains(&*place.source.path))
    };
    let all = diagnostics.into_iter().chain(found).collect();
    let mut told = silence::heed(written, all);
    told.retain(is_told);
    silence::first_three(told)
}

/// The files that still matter: sessions ahead, and the courses and the site in whose words they are announced. A course
/// without any session is about to have some.
fn ahead<'a>(written: &'a Written, site: &Site, now: Timestamp) -> HashSet<&'a str> {
    let now = &Now::new(now);
    let over: HashSet<&str> = site
        .sessions()
        .filter(|(_, session)| !session.is_ahead(now))
        .map(|(_, session)| &*session.places.file.source.path)
        .collect();
    let mut files = HashSet::from([&*written.site.source.path]);
    for course in &written.courses {
        let sessions = course.sessions.iter().map(|(_, document)| &*document.source.path);
        let still: Vec<&str> = sessions.filter(|file| !over.contains(file)).collect();
        if !still.is_empty() || course.sessions.is_empty() {
            files.insert(&*course.document.source.path);
        }
        files.extend(still);
    }
    files
}

/// What rules find; the same about the same characters is found once.
#[derive(Default)]
struct Found {
    seen: HashSet<(String, usize, &'static str)>,
    list: Vec<Diagnostic>,
}

impl Found {
    /// Tells a remark as grave as its rule is.
    fn tell(&mut self, remark: Remark, place: &Place) {
        let rule = remark.rule();
        if self.seen.insert((place.source.path.clone(), place.range().start, rule)) {
            let severity = rule::find(rule).and_then(|rule| rule.level).unwrap_or(Severity::Hint);
            let message = Box::new(Message::Advice(remark));
            self.list.push(Diagnostic { severity, message, place: Some(place.clone()) });
        }
    }

    fn join(mut self, other: Self) -> Self {
        for diagnostic in other.list {
            let start = diagnostic.place.as_ref().map(|place| (place.source.path.clone(), place.range().start));
            let Some((path, start)) = start else { continue };
            if self.seen.insert((path, start, diagnostic.message.rule())) {
                self.list.push(diagnostic);
            }
        }
        self
    }
}

/// One file on the desk.
struct Sheet<'a> {
    /// Its words.
    passages: Vec<Passage>,
    /// Its course's name, where it has one.
    course_name: Option<&'a str>,
    /// The day its words speak of: its session's, else today.
    about: Date,
    /// Today.
    today: Date,
    /// Names of places and offices that stay as they are.
    names: &'a [String],
}

/// One session on the desk.
struct Case<'a> {
    session: &'a Session,
    said: Said<'a>,
}

/// Every finding in every file, also in those that are over.
fn find(written: &Written, site: &Site, now: Timestamp) -> Vec<Diagnostic> {
    let today = site.offset.to_datetime(now).date();
    let sessions: HashMap<&str, &Session> =
        site.sessions().map(|(_, session)| (&*session.places.file.source.path, session)).collect();
    let names = names(site);
    let files = files(written);
    let about = |file: &str| sessions.get(file).map_or(today, |session| session.date);
    let prose = files.par_iter().map(|(document, course_name)| {
        let sheet = Sheet {
            passages: passages(document),
            course_name: course_name.as_deref(),
            about: about(&document.source.path),
            today,
            names: &names,
        };
        read(&sheet)
    });
    let prose: Vec<Found> = prose.collect();
    let cases = cases(written, &sessions);
    let mut found = prose.into_iter().fold(Found::default(), Found::join);
    for case in &cases {
        audience::check(case, &mut found);
        booking::check(case, &mut found);
        numbers::check(case, &mut found);
        calendar::check_day(case, &site.closed_days, &mut found);
    }
    let now = &Now::new(now);
    let waiting: Vec<&Case<'_>> = cases.iter().filter(|case| case.session.is_ahead(now)).collect();
    calendar::check_rooms(&waiting, &mut found);
    forms::check(&files, &waiting, &mut found);
    found.list
}

/// The rules about words, on one file.
fn read(sheet: &Sheet<'_>) -> Found {
    let mut found = Found::default();
    for passage in &sheet.passages {
        headline::check(sheet, passage, &mut found);
        dates::check(sheet, passage, &mut found);
        sentence::check(sheet, passage, &mut found);
        wording::check(passage, &mut found);
        numbers::check_phone(passage, &mut found);
    }
    found
}

/// Every file, with the name of its course.
fn files(written: &Written) -> Vec<(&Document, Option<String>)> {
    let mut files = vec![(&*written.site, None)];
    for course in &written.courses {
        let name = said::words(&course.document, "name");
        files.push((&*course.document, name.clone()));
        files.extend(course.sessions.iter().map(|(_, document)| (&**document, name.clone())));
    }
    files
}

/// Every whole session, with the files that speak for it.
fn cases<'a>(written: &'a Written, sessions: &HashMap<&str, &'a Session>) -> Vec<Case<'a>> {
    let mut cases = Vec::new();
    for course in &written.courses {
        for (_, document) in &course.sessions {
            let Some(session) = sessions.get(&*document.source.path) else { continue };
            cases.push(Case { session, said: Said::new([document, &course.document, &written.site]) });
        }
    }
    cases
}

/// Names nobody can reword: places, rooms, offices, courses.
fn names(site: &Site) -> Vec<String> {
    let rooms = site.sessions().filter_map(|(_, session)| session.venue.room.clone());
    let offices = site.sessions().map(|(_, session)| session.contact.name.clone());
    let mut names = site.names_to_keep_whole();
    names.extend(rooms.chain(offices).chain([site.team.clone()]).chain(site.contact.iter().map(|c| c.name.clone())));
    // 「あおば市 健康こども課」 is two names.
    let mut names: Vec<String> = names.iter().flat_map(|name| name.split([' ', '　'])).map(str::to_owned).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}
