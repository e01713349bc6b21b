//! Whether the output folder is what a build would make now. Time alone makes it old: sessions open and end, and lists that
//! nobody builds again go on showing them.
//!
//! Where nothing was ever built there is nothing to be old, and nothing is said.

use std::collections::HashSet;
use std::path::Path;

use crate::build::manifest::Manifest;
use crate::build::{File, Loaded};
use crate::diagnostics::{Diagnostic, Message};
use crate::site::dates::month_day_weekday;
use crate::site::{Course, Now, Session};

/// They say when they were made, so they differ from build to build; the slides they name have addresses of their own.
const DATED: [&str; 3] = ["signage/playlist.json", "signage/landscape.html", "signage/portrait.html"];

/// Warnings: one for each session that can be booked (or needs no booking) and is not in `out`, one for all else that a
/// build would change there. `shown` is the folder as staff know it.
///
/// # Errors
/// The folder's manifest is there and can't be read.
pub fn check(out: &Path, shown: &str, loaded: &Loaded, made: &[File], now: &Now) -> std::io::Result<Vec<Diagnostic>> {
    let manifest = Manifest::read(out)?;
    if manifest.files.is_empty() {
        return Ok(Vec::new());
    }
    let is_there = |address: &str| manifest.files.contains_key(address) && out.join(address).is_file();
    let mut found = Vec::new();
    for (course, session) in loaded.site.sessions() {
        let page = format!("{}/{}.html", course.slug, session.name);
        if is_due(session, now) && !is_there(&page) {
            found.push(not_public(course, session, shown));
        }
    }
    let differs = |file: &&File| {
        let known = manifest.files.get(&file.address).is_some_and(|known| known.digest == Some(file.digest));
        !(DATED.contains(&&*file.address) || known && is_there(&file.address))
    };
    let (changed, new): (Vec<&File>, Vec<&File>) =
        made.iter().filter(differs).partition(|file| is_there(&file.address));
    let planned: HashSet<&str> = made.iter().map(|file| &*file.address).collect();
    let today = loaded.site.offset.to_datetime(now.at()).date();
    let stays = |until: Option<jiff::civil::Date>| until.is_some_and(|until| until >= today);
    let gone =
        manifest.files.iter().filter(|(address, known)| !planned.contains(&***address) && !stays(known.keep_until));
    let gone = gone.count();
    if changed.len() + new.len() + gone > 0 {
        let (folder, new, changed) = (shown.to_owned(), new.len(), changed.len());
        found.push(Diagnostic::warning_anywhere(Message::PublicBehind { folder, new, changed, gone }));
    }
    Ok(found)
}

/// Whether a session should be public by now: it is not over, and its booking has opened. One that states no opening can
/// be booked as soon as it is announced.
fn is_due(session: &Session, now: &Now) -> bool {
    session.is_ahead(now) && session.booking.opens.is_none_or(|opens| now.has_come(opens))
}

fn not_public(course: &Course, session: &Session, folder: &str) -> Diagnostic {
    let message = Message::NotPublic {
        course: course.name.clone(),
        day: month_day_weekday(session.date),
        date: session.date.to_string(),
        folder: folder.to_owned(),
    };
    Diagnostic::warning(message, &session.places.file)
}
