//! Photos and films that tell where they were taken: a home, mostly. What is published tells nothing, and is looked at to
//! be sure; of what lies in the content staff are warned, since they hand folders on.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::seen::Seen;
use crate::content::location;
use crate::diagnostics::{Diagnostic, Message, Place};
use crate::site::{Further, FurtherSlide, Photo, Site, Video};

/// Larger files are not looked into: no photo and no film that can be used is as large.
const MAX_BYTES: u64 = 200_000_000;
/// Files that are named, of those that nobody shows.
const MOST_NAMED: usize = 5;

/// A warning for each photo that is shown, one for all others, and an error for each file that would be published with it.
pub fn check(folder: &Path, site: &Site, seen: &Seen) -> Vec<Diagnostic> {
    let shown = shown(site);
    let published: Vec<&Place> =
        seen.located.iter().filter_map(|address| seen.planned.get(address)?.as_ref()).collect();
    let mut found: Vec<Diagnostic> = seen.located.iter().map(|address| published_with_it(address, seen)).collect();
    let mut others = Vec::new();
    for file in located(folder) {
        let name = named(folder, &file);
        match shown.get(file.as_path()) {
            Some(place) => found.push(Diagnostic::warning(Message::PhotoTellsPlace { file: name }, place)),
            // A film that is published with it is an error already.
            None if published.iter().any(|place| name.ends_with(&*file_name(place.text()))) => {}
            None => others.push(name),
        }
    }
    if let Some(first) = others.first() {
        let files = others.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>().join("\n  ");
        let more = others.len().saturating_sub(MOST_NAMED);
        let files = if more == 0 { files } else { format!("{files}\n  … (+{more})") };
        let message = match others.len() {
            1 => Message::PhotoTellsPlace { file: first.clone() },
            count => Message::PhotosTellPlace { count, files },
        };
        found.push(Diagnostic::warning_anywhere(message));
    }
    found
}

fn published_with_it(address: &str, seen: &Seen) -> Diagnostic {
    match seen.planned.get(address).and_then(Option::as_ref) {
        Some(place) => Diagnostic::error(Message::FilmTellsPlace { file: file_name(place.text()) }, place),
        None => Diagnostic::error_anywhere(Message::OutputTellsPlace { file: address.to_owned() }),
    }
}

fn file_name(path: &str) -> String {
    path.trim_matches(['"', '\'']).rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

/// The photos that pages, cards or slides show, with the characters that name them first.
fn shown(site: &Site) -> BTreeMap<&Path, &Place> {
    let of_courses = site.courses.iter().flat_map(|course| photos(&course.photo, &course.video, &course.slides));
    let of_sessions = site.sessions().flat_map(|(_, session)| photos(&session.photo, &session.video, &session.slides));
    let mut shown = BTreeMap::new();
    for photo in of_courses.chain(of_sessions) {
        shown.entry(photo.file.as_path()).or_insert(&photo.place);
    }
    shown
}

fn photos<'s>(
    own: &'s Option<Photo>,
    video: &'s Option<Video>,
    slides: &'s [FurtherSlide],
) -> impl Iterator<Item = &'s Photo> {
    let of_video = video.as_ref().and_then(|video| video.picture.as_ref());
    let of_slides = slides.iter().filter_map(|slide| match &slide.content {
        Further::Photo { photo, .. } | Further::Film { still: photo, .. } => Some(photo),
        Further::Words { .. } => None,
    });
    own.iter().chain(of_video).chain(of_slides)
}

/// Files in the content that tell where they were taken.
fn located(folder: &Path) -> Vec<PathBuf> {
    let has_ending = |path: &Path| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        location::ENDINGS.contains(&&*ending)
    };
    let walk = walkdir::WalkDir::new(folder.join("content")).sort_by_file_name();
    // What can't be read was told when the content was.
    let files = walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let files = files.filter(|entry| entry.metadata().is_ok_and(|meta| meta.len() <= MAX_BYTES));
    let files: Vec<PathBuf> = files.map(walkdir::DirEntry::into_path).filter(|path| has_ending(path)).collect();
    files.into_par_iter().filter(|file| std::fs::read(file).is_ok_and(|bytes| location::is_told(&bytes))).collect()
}

/// A file as staff know it: from the site's folder, with `/`.
fn named(folder: &Path, file: &Path) -> String {
    let below = file.strip_prefix(folder).unwrap_or(file);
    below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}
