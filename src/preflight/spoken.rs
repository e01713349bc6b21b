//! Who said an address: from a page back to the characters in the content that put it there.

use std::collections::HashMap;

use super::target::decoded;
use crate::content::links::{in_markdown, links};
use crate::content::{Document, Written};
use crate::diagnostics::{Place, Sourced};
use crate::site::Site;

/// Whose words a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Speaker {
    Site,
    /// The city's word on accessibility.
    Policy,
    /// The course with this folder in the output.
    Course(String),
    /// A session, by its course's folder and its own name.
    Session(String, String),
}

/// Every address that staff wrote.
pub struct Spoken(HashMap<String, Vec<(Speaker, Place)>>);

impl Spoken {
    /// Of a whole site.
    pub fn of(written: &Written, site: &Site) -> Self {
        let mut spoken = Self(HashMap::new());
        let known = speakers(site);
        let mut add = |document: &Document| {
            if let Some(speaker) = known.get(document.source.path.as_str()) {
                spoken.add(speaker, links(document));
            }
        };
        for course in &written.courses {
            add(&course.document);
            course.sessions.iter().for_each(|(_, document)| add(document));
        }
        spoken.add(&Speaker::Site, links(&written.site));
        if let Some(policy) = &written.policy {
            spoken.add(&Speaker::Policy, in_markdown(&policy.place.source, policy.place.range()));
        }
        spoken
    }

    fn add(&mut self, speaker: &Speaker, links: Vec<Sourced<String>>) {
        for link in links {
            self.0.entry(decoded(&link.value)).or_default().push((speaker.clone(), link.place));
        }
    }

    /// The characters that put `href` into the page at `page`: the nearest file that says it.
    pub fn said(&self, page: &str, href: &str) -> Option<&Place> {
        let all = self.0.get(&decoded(href))?;
        let nearness = |speaker: &Speaker| nearness(speaker, page);
        let nearest = all.iter().filter(|(speaker, _)| nearness(speaker) > 0);
        // Of several that are as near, the first.
        nearest.rev().max_by_key(|(speaker, _)| nearness(speaker)).map(|(_, place)| place)
    }

    /// Anybody who says `url`: for what is the same wherever it stands.
    pub fn anybody(&self, url: &str) -> Option<&Place> {
        self.0.get(&decoded(url))?.first().map(|(_, place)| place)
    }
}

/// How directly somebody's words come to a page; 0: not at all.
fn nearness(speaker: &Speaker, page: &str) -> u8 {
    let (folder, name) = page.split_once('/').unwrap_or(("", page));
    match speaker {
        Speaker::Session(course, session) if course == folder => {
            let is_own = name.strip_prefix(session.as_str()).is_some_and(|rest| rest.starts_with('.'));
            if is_own { 4 } else { u8::from(name == "index.html") }
        }
        Speaker::Course(course) if course == folder => 3,
        Speaker::Policy if page == "accessibility.html" => 3,
        Speaker::Site => 2,
        // Lists of the whole site show words of all.
        Speaker::Session(..) | Speaker::Course(_) if folder.is_empty() => 1,
        Speaker::Session(..) | Speaker::Course(_) | Speaker::Policy => 0,
    }
}

/// Whose file is whose, by the file's path.
fn speakers(site: &Site) -> HashMap<&str, Speaker> {
    let mut speakers = HashMap::new();
    for course in &site.courses {
        speakers.insert(&*course.places.file.source.path, Speaker::Course(course.slug.clone()));
        for session in &course.sessions {
            let speaker = Speaker::Session(course.slug.clone(), session.name.clone());
            speakers.insert(&*session.places.file.source.path, speaker);
        }
    }
    speakers
}
