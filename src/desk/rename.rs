//! Names that every server and Windows can bear: proposed for folders, files and photos, and made without losing anything.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::pen::{Edit, apply};
use super::save;
use super::shelf::{Course, Session, Shelf, words_inside};
use super::terms::latin;
use crate::content::fields::Levels;
use crate::content::front::{Entry, Front, Value};
use crate::content::{Document, beside, decode};
use crate::diagnostics::{Message, Place};
use crate::site::dates::read_date;
use crate::site::resolve::{is_course_address, is_session_address};

/// One new name, below the site's folder, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// What there is.
    pub from: String,
    /// What it becomes.
    pub to: String,
}

/// All new names, in the order in which they are made: what lies inside a folder before the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The new names.
    pub renames: Vec<Rename>,
    /// What no name can be proposed for.
    pub unnamed: Vec<Message>,
}

/// Proposes names for whatever has one that cannot stay.
pub fn propose(shelf: &Shelf) -> Plan {
    let mut plan = Plan::default();
    for course in &shelf.courses {
        photos(shelf, course, &mut plan);
        sessions(course, &mut plan);
    }
    let mut taken: BTreeSet<String> = shelf.courses.iter().map(|course| course.folder.to_lowercase()).collect();
    for course in shelf.courses.iter().filter(|course| !is_course_address(&course.folder)) {
        let name = course_name(course);
        let name = free(&name, |name| is_course_address(name) && !taken.contains(&name.to_lowercase()));
        taken.insert(name.to_lowercase());
        plan.renames.push(Rename { from: format!("content/{}", course.folder), to: format!("content/{name}") });
    }
    plan
}

/// The address the course has already, else its name in Latin letters.
fn course_name(course: &Course) -> String {
    if let Some(slug) = course.slug.as_deref().filter(|slug| is_course_address(slug)) {
        return slug.to_owned();
    }
    let kana = words_inside(&course.front, "open_data", "kana").map(|kana| latin(kana).0);
    let read = [latin(&course.folder), latin(&course.name)];
    let whole = read.iter().find(|(name, whole)| *whole && !name.is_empty()).map(|(name, _)| name.clone());
    let name = whole.or(kana.filter(|kana| !kana.is_empty()));
    let name = name.or_else(|| read.into_iter().map(|(name, _)| name).find(|name| !name.is_empty()));
    name.unwrap_or_else(|| "course".to_owned())
}

/// `name`, else `name-2` and so on: the first that may be taken.
fn free(name: &str, may: impl Fn(&str) -> bool) -> String {
    let further = (2..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned()).chain(further).find(|name| may(name)).unwrap_or_default()
}

fn sessions(course: &Course, plan: &mut Plan) {
    let mut taken: BTreeSet<String> = course.sessions.iter().map(|session| session.stem.to_lowercase()).collect();
    let bad = course.sessions.iter().filter(|session| !is_session_address(&session.stem));
    for session in bad {
        let Some(date) = day_of(session) else {
            plan.unnamed.push(Message::DeskNoName { file: session.shown().to_owned() });
            continue;
        };
        let half = session.hours.map_or("2", |hours| if hours.start.hour() < 12 { "am" } else { "pm" });
        let may = |name: &str| !taken.contains(&name.to_lowercase());
        let plain = date.to_string();
        let name = if may(&plain) { plain } else { free(&format!("{date}-{half}"), may) };
        taken.insert(name.clone());
        let folder = format!("content/{}", session.folder);
        plan.renames.push(Rename { from: format!("{folder}/{}.md", session.stem), to: format!("{folder}/{name}.md") });
    }
}

/// The day a session is on, else the one that its name tells in any manner.
fn day_of(session: &Session) -> Option<Date> {
    let name: String = session.stem.nfkc().collect();
    let loose = || {
        let starts = name.char_indices().filter(|(_, c)| c.is_ascii_digit() || *c == '令').map(|(at, _)| at);
        let ends: Vec<usize> = name.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
        starts
            .flat_map(|start| ends.iter().rev().filter(move |end| **end > start).map(move |end| (start, *end)))
            .find_map(|(start, end)| read_date(&name[start..end]).ok())
    };
    session.date.or_else(loose)
}

/// The files that fields name, with the place that names each.
fn named_files(front: &Front) -> Vec<(Place, String)> {
    let mut files = Vec::new();
    let mut add = |entry: Option<&Entry>| {
        if let Some(entry) = entry
            && let Value::Words(words) = &entry.value
        {
            files.push((entry.place.clone(), words.trim().to_owned()));
        }
    };
    let inside = |key: &str, inner: &str| match front.0.get(key).map(|entry| &entry.value) {
        Some(Value::Map(map)) => map.0.get(inner),
        _ => None,
    };
    add(inside("photo", "file"));
    add(inside("video", "picture"));
    if let Some(Value::List(slides)) = front.0.get("slides").map(|entry| &entry.value) {
        for slide in slides {
            if let Value::Map(map) = &slide.value {
                add(map.0.get("photo"));
                add(map.0.get("film"));
            }
        }
    }
    files
}

fn documents(shelf: &Shelf) -> impl Iterator<Item = (&Document, Levels)> {
    let courses = shelf.courses.iter().flat_map(|course| {
        let sessions = course.sessions.iter().map(|session| (&session.document, Levels::SESSION));
        std::iter::once((&course.document, Levels::COURSE)).chain(sessions)
    });
    std::iter::once((&shelf.settings, Levels::SITE)).chain(courses)
}

/// Photos and films in the course's folder whose names are not ASCII.
fn photos(shelf: &Shelf, course: &Course, plan: &mut Plan) {
    let folder = format!("content/{}/", course.folder);
    let mut paths: BTreeSet<String> = BTreeSet::new();
    for (document, _) in documents(shelf) {
        paths.extend(named_files(&document.front).iter().map(|(place, name)| beside(place, name)));
    }
    let mut taken: BTreeSet<String> = paths.iter().map(|path| path.to_lowercase()).collect();
    let bad = paths.iter().filter(|path| path.starts_with(&folder) && shelf.site.join(path).is_file());
    for path in bad {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if is_session_address(name) {
            continue;
        }
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let read = Some(latin(stem).0).filter(|name| !name.is_empty()).unwrap_or_else(|| "photo".to_owned());
        let ending = ending.to_ascii_lowercase();
        let full = |stem: &str| format!("{folder}/{stem}.{ending}");
        let may = |stem: &str| {
            let path = full(stem);
            is_session_address(stem) && !taken.contains(&path.to_lowercase()) && !shelf.site.join(path).exists()
        };
        let to = full(&free(&read, may));
        taken.insert(to.to_lowercase());
        plan.renames.push(Rename { from: path.clone(), to });
    }
}

/// Makes all new names. Returns how many files that name a photo were changed.
///
/// # Errors
/// The first name that could not be made; those before it are made and whole.
pub fn carry_out(shelf: &Shelf, plan: &Plan) -> Result<usize, Message> {
    let mut changed = 0;
    // All photos before the files that name them are changed: a file is written once.
    let (files, names): (Vec<&Rename>, Vec<&Rename>) =
        plan.renames.iter().partition(|rename| !rename.from.ends_with(".md") && rename.from.matches('/').count() > 1);
    for rename in &files {
        make(&shelf.site, rename)?;
    }
    for (document, level) in documents(shelf) {
        match refer(shelf, document, level, &files) {
            Ok(edited) => changed += usize::from(edited),
            Err(message) => {
                // The names go back, so that no file points at nothing.
                for rename in files.iter().rev() {
                    let _ = make(&shelf.site, &Rename { from: rename.to.clone(), to: rename.from.clone() });
                }
                return Err(message);
            }
        }
    }
    for rename in names {
        make(&shelf.site, rename)?;
    }
    Ok(changed)
}

/// Changes the names of photos in one file. Returns whether it named any.
fn refer(shelf: &Shelf, document: &Document, level: Levels, files: &[&Rename]) -> Result<bool, Message> {
    let mut edits = Vec::new();
    for (place, name) in named_files(&document.front) {
        let path = beside(&place, &name);
        let Some(rename) = files.iter().find(|rename| rename.from == path) else { continue };
        let last = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let (old, new) = (last(&name), last(&rename.to));
        // The name as it is written, whatever stands around it.
        if let Some(at) = place.text().rfind(&old) {
            let start = place.range().start + at;
            edits.push(Edit { range: start..start + old.len(), text: new });
        }
    }
    if edits.is_empty() {
        return Ok(false);
    }
    let shown = document.source.path.as_str();
    let path = shelf.site.join(shown);
    let text = apply(&document.source.text, &edits);
    let by_hand = || Message::DeskByHand {
        file: shown.to_owned(),
        lines: files.iter().map(|rename| format!("{} → {}", rename.from, rename.to)).collect::<Vec<_>>().join("\n"),
    };
    let now = fs::read(&path).map_err(|error| save::held(shown, &error))?;
    let (there, encoding) = decode(&now).ok_or_else(by_hand)?;
    if there != document.source.text {
        return Err(by_hand());
    }
    let bytes = save::bytes(shown, &text, encoding)?;
    let right = |after: &Document, _: &[_]| {
        let (before, after) = (named_files(&document.front), named_files(&after.front));
        let is_old = |(place, name): &(Place, String)| files.iter().any(|rename| rename.from == beside(place, name));
        after.len() == before.len() && !after.iter().any(is_old)
    };
    if save::replace(&path, shown, level, &bytes, right)? { Ok(true) } else { Err(by_hand()) }
}

/// Gives one file or folder its new name. Nothing that is there is overwritten.
fn make(site: &Path, rename: &Rename) -> Result<(), Message> {
    let (from, to) = (site.join(&rename.from), site.join(&rename.to));
    let failed =
        |reason: String| Message::DeskRenameFailed { from: rename.from.clone(), to: rename.to.clone(), reason };
    let case_only = rename.from.to_lowercase() == rename.to.to_lowercase();
    if !case_only {
        if to.exists() {
            return Err(Message::DeskExists { file: rename.to.clone() });
        }
        return fs::rename(&from, &to).map_err(|error| failed(error.to_string()));
    }
    // To Windows both are one name: it takes a step aside.
    let aside = site.join(format!("{}.oideyo-tmp", rename.from));
    fs::rename(&from, &aside).map_err(|error| failed(error.to_string()))?;
    fs::rename(&aside, &to).map_err(|error| {
        let _ = fs::rename(&aside, &from);
        failed(error.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rename(from: &str, to: &str) -> Rename {
        Rename { from: from.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.md"), "a").unwrap();
        fs::write(folder.path().join("b.md"), "b").unwrap();
        assert_eq!(make(folder.path(), &rename("a.md", "b.md")).unwrap_err().rule(), "desk-exists");
        assert_eq!(fs::read_to_string(folder.path().join("b.md")).unwrap(), "b");
        assert_eq!(make(folder.path(), &rename("c.md", "d.md")).unwrap_err().rule(), "desk-rename-failed");
    }

    #[test]
    fn a_name_may_change_its_case_only() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("Oyako")).unwrap();
        make(folder.path(), &rename("Oyako", "oyako")).unwrap();
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["oyako"]);
    }

    #[test]
    fn a_free_name_is_found() {
        assert_eq!(free("a", |name| name != "a" && name != "a-2"), "a-3");
        assert_eq!(free("a", |_| true), "a");
    }
}
