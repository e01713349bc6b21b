//! What people plan by: day, time, place and whether it is held. Where one of them differs from what is online and nobody
//! wrote a word about it, those who read the old announcement would stand before a closed door.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::site::{Change, Session, Site, Standing};

/// The facts of one session, as they are online. All of them stand on its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The day, `2026-12-10`.
    pub date: String,
    /// From–to, `10:00〜11:30`.
    pub hours: String,
    /// Building and room.
    pub venue: String,
    /// `on`, `cancelled` or `postponed`.
    pub standing: String,
    /// The instant it ends, in seconds: what is over misleads nobody.
    pub ends: i64,
    /// A short digest of each line under `changes`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<String>,
}

/// A session that changed without a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsaid {
    /// `COURSE/NAME`.
    pub session: String,
    /// What of it, before and now, in Japanese and in English.
    pub what: (String, String),
}

impl Facts {
    /// The facts of a session.
    pub fn of(session: &Session) -> Self {
        let venue = [Some(session.venue.name.as_str()), session.venue.room.as_deref()];
        Self {
            date: session.date.to_string(),
            hours: session.hours.to_string(),
            venue: venue.into_iter().flatten().collect::<Vec<_>>().join(" "),
            standing: match session.standing {
                Standing::On => "on",
                Standing::Cancelled => "cancelled",
                Standing::Postponed => "postponed",
            }
            .to_owned(),
            ends: session.end.as_second(),
            changes: session.changes.iter().map(digest).collect(),
        }
    }

    /// The facts of all sessions, by `COURSE/NAME`.
    pub fn of_site(site: &Site) -> BTreeMap<String, Self> {
        let facts = |(course, session): (&crate::site::Course, &Session)| {
            (format!("{}/{}", course.slug, session.name), Self::of(session))
        };
        site.sessions().map(facts).collect()
    }
}

fn digest(change: &Change) -> String {
    let said = format!("{} {}", change.date, change.text);
    blake3::hash(said.as_bytes()).to_hex()[..8].to_owned()
}

/// The sessions that are not over and differ from what is `online` without a new line under `changes`.
pub fn changed_without_word(
    online: &BTreeMap<String, Facts>,
    wanted: &BTreeMap<String, Facts>,
    now: Timestamp,
) -> Vec<Unsaid> {
    let mut unsaid = Vec::new();
    for (name, after) in wanted {
        let Some(before) = online.get(name) else { continue };
        let is_over = before.ends.max(after.ends) <= now.as_second();
        let has_word = after.changes.iter().any(|line| !before.changes.contains(line));
        if is_over || has_word {
            continue;
        }
        let differences = differences(before, after);
        if !differences.is_empty() {
            let ja =
                differences.iter().map(|(ja, _, from, to)| format!("{ja}（{} → {}）", japanese(from), japanese(to)));
            let en = differences.iter().map(|(_, en, from, to)| format!("{en} ({from} → {to})"));
            let what = (ja.collect::<Vec<_>>().join("、"), en.collect::<Vec<_>>().join(", "));
            unsaid.push(Unsaid { session: name.clone(), what });
        }
    }
    unsaid
}

/// A standing as staff write it; anything else as it is.
fn japanese(value: &str) -> &str {
    match value {
        "on" => "予定",
        "cancelled" => "中止",
        "postponed" => "延期",
        other => other,
    }
}

/// The sessions ahead that are online and would vanish.
pub fn vanishing<'a>(
    online: &'a BTreeMap<String, Facts>,
    wanted: &BTreeMap<String, Facts>,
    now: Timestamp,
) -> Vec<&'a str> {
    let is_gone = |(name, facts): &(&String, &Facts)| !wanted.contains_key(*name) && facts.ends > now.as_second();
    online.iter().filter(is_gone).map(|(name, _)| name.as_str()).collect()
}

/// What differs: its name in Japanese and in English, before, after.
fn differences<'a>(before: &'a Facts, after: &'a Facts) -> Vec<(&'static str, &'static str, &'a str, &'a str)> {
    let rows = [
        ("開催日", "date", &before.date, &after.date),
        ("時間", "time", &before.hours, &after.hours),
        ("会場", "venue", &before.venue, &after.venue),
        ("開催", "standing", &before.standing, &after.standing),
    ];
    rows.into_iter()
        .filter(|(.., before, after)| before != after)
        .map(|(ja, en, before, after)| (ja, en, before.as_str(), after.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(date: &str, changes: &[&str]) -> BTreeMap<String, Facts> {
        let facts = Facts {
            date: date.into(),
            hours: "10:00〜11:30".into(),
            venue: "センター".into(),
            standing: "on".into(),
            ends: 1000,
            changes: changes.iter().map(|line| (*line).to_owned()).collect(),
        };
        BTreeMap::from([("a/2026-12-10".to_owned(), facts)])
    }

    #[test]
    fn a_new_word_is_enough_and_the_past_needs_none() {
        let (before, after) = (facts("2026-12-10", &["a"]), facts("2026-12-17", &["a"]));
        let at = |second| Timestamp::from_second(second).unwrap_or_default();
        let unsaid = changed_without_word(&before, &after, at(0));
        assert_eq!(unsaid[0].what.0, "開催日（2026-12-10 → 2026-12-17）");
        assert!(changed_without_word(&before, &after, at(1000)).is_empty());
        assert!(changed_without_word(&before, &facts("2026-12-17", &["a", "b"]), at(0)).is_empty());
        assert!(changed_without_word(&before, &before, at(0)).is_empty());
        assert_eq!(vanishing(&before, &BTreeMap::new(), at(0)), ["a/2026-12-10"]);
    }
}
