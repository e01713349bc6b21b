//! Addresses: folder and file names that work on every server and on Windows.

use jiff::civil::Date;

use super::reader::Reader;
use crate::content::WrittenCourse;
use crate::content::front::Front;
use crate::diagnostics::{Message, Place};
use crate::site::dates::read_date;

/// First-level names of the output, without endings; a course can't have them.
const TAKEN_FOLDERS: [&str; 11] =
    ["signage", "go", "archive", "accessibility", "404", "calendar", "feed", "events", "sitemap", "robots", "index"];
/// Names inside a course's folder that are not sessions.
const TAKEN_NAMES: [&str; 5] = ["index", "calendar", "feed", "cards", "photos"];
/// Names Windows keeps for devices, with any ending (Microsoft, "Naming Files, Paths, and Namespaces").
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The folder of a course in the output: `slug:`, else its folder's name.
pub fn course_slug(course: &WrittenCourse, reader: &Reader<'_>) -> Option<String> {
    let own = course.document.front.0.contains_key("slug");
    let slug = own.then(|| reader.text("slug")).flatten();
    let place = if own { reader.place("slug") } else { Place::top(&course.document.source) };
    checked(slug.unwrap_or_else(|| course.folder.clone()), "course", &TAKEN_FOLDERS, &place, reader)
}

/// The name of a session's page: `slug:` of its own, else its file's name.
pub fn session_name(stem: &str, own: &Front, reader: &Reader<'_>) -> Option<String> {
    let own_slug = own.0.contains_key("slug");
    let slug = own_slug.then(|| reader.text("slug")).flatten();
    let proposal = reader.text("date").and_then(|date| read_date(&date).ok()).map(|date| date.to_string());
    checked(
        slug.unwrap_or_else(|| stem.to_owned()),
        proposal.as_deref().unwrap_or("2026-12-10"),
        &TAKEN_NAMES,
        &reader.place("slug"),
        reader,
    )
}

/// Whether a course can have this address.
pub fn is_course_address(name: &str) -> bool {
    is_plain(name) && !is_taken(name, &TAKEN_FOLDERS)
}

/// Whether a session can have this address.
pub fn is_session_address(name: &str) -> bool {
    is_plain(name) && !is_taken(name, &TAKEN_NAMES)
}

fn is_plain(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !name.is_empty() && name.chars().all(plain) && !name.starts_with('.') && !name.ends_with('.')
}

fn is_taken(name: &str, taken: &[&str]) -> bool {
    taken.contains(&stem(name).as_str()) || is_device(name)
}

fn checked(name: String, proposal: &str, taken: &[&str], place: &Place, reader: &Reader<'_>) -> Option<String> {
    let message = if !is_plain(&name) {
        Message::NotAscii { name, proposal: proposal.to_owned() }
    } else if is_taken(&name, taken) {
        Message::NameTaken { name, proposal: proposal.to_owned() }
    } else {
        return Some(name);
    };
    reader.error(message, place);
    None
}

/// Whether Windows can't make a file of this name.
pub fn is_device(name: &str) -> bool {
    DEVICES.contains(&stem(name).as_str())
}

/// The name up to its first dot, in lower case: `index.html` would lie where a page of ours does.
fn stem(name: &str) -> String {
    name.split('.').next().unwrap_or(name).to_lowercase()
}

/// The day at the start of a file's name, `2026-12-10-am` → 2026-12-10.
pub fn date_of_name(name: &str) -> Option<Date> {
    let date = name.get(..10)?;
    let ends = name[10..].is_empty() || name[10..].starts_with('-');
    (ends && date.as_bytes()[4] == b'-').then(|| read_date(date).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_are_known_in_any_case() {
        assert!(is_device("CON") && is_device("aux.md") && is_device("Lpt1"));
        assert!(!is_device("console") && !is_device("com10"));
    }

    #[test]
    fn a_file_name_begins_with_its_day() {
        assert_eq!(date_of_name("2026-12-10-am"), Some(Date::constant(2026, 12, 10)));
        assert_eq!(date_of_name("2026-12-10"), Some(Date::constant(2026, 12, 10)));
        for name in ["2026-12-100", "2026-02-30", "summer", "12月10日の教室", "2026-12"] {
            assert_eq!(date_of_name(name), None, "{name}");
        }
    }
}
