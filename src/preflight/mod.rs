//! What is looked at before going live: the finished site, made in memory by the same plan as a build.
//!
//! [`links`](fn@links) is for whoever has just built and is about to publish: every link inside the site. [`check`] is for people: all
//! that [`build::check`] says, the links, photos that tell where they were taken, whether what lies in the output folder is
//! what should be public by now, and, where that is asked for, whether links that lead away still lead somewhere.
//!
//! `page.rs` and `lists.rs` read finished files, `target.rs` says where an address leads, `spoken.rs` who wrote it.

mod behind;
mod links;
mod lists;
mod outside;
mod page;
mod seen;
mod spoken;
mod taken_at;
mod target;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use crate::advice;
use crate::build::{self, Failure, Loaded, Made, Memory, Progress, Stop};
use crate::diagnostics::{Diagnostic, Message};
use crate::site::Now;
use outside::Address;
use seen::{Looking, Seen};
use spoken::Spoken;
use target::{Home, Target};

/// What to look at.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The folder that holds `content/`.
    pub site: &'a Path,
    /// The output folder that is compared; it need not exist.
    pub out: &'a Path,
    /// The moment to look for.
    pub now: Timestamp,
    /// Whether links that lead away are asked, and how long one may take to answer.
    pub outside: Option<Duration>,
}

/// Every link inside the site that leads to nothing, as [`check`] tells it. No picture is made and no request sent.
///
/// # Errors
/// The content or the theme has errors.
pub fn links(site: &Path, now: Timestamp) -> Result<Vec<Diagnostic>, Failure> {
    let loaded = build::load(site).map_err(Failure::Content)?;
    if loaded.site.courses.is_empty() {
        return Err(Failure::Content(advice::settle(&loaded.written, loaded.diagnostics)));
    }
    let looking = Looking::new(false);
    build::make_what_can_be(&loaded, &Now::new(now), &looking, None, &()).map_err(stopped)?;
    let seen = looking.done();
    let found = links::check(site, &loaded, &seen, &Spoken::of(&loaded.written, &loaded.site));
    Ok(advice::settle(&loaded.written, found))
}

/// Everything that should be known before going live.
///
/// # Errors
/// What must be corrected first; what else was found is told with it.
pub fn check(request: &Request<'_>, progress: &impl Progress) -> Result<Vec<Diagnostic>, Failure> {
    let mut loaded = build::load(request.site).map_err(Failure::Content)?;
    let found = std::mem::take(&mut loaded.diagnostics);
    if loaded.site.courses.is_empty() {
        return Err(Failure::Content(advice::settle(&loaded.written, found)));
    }
    let now = Now::new(request.now);
    let looking = Looking::new(true);
    let pictures = Memory::of(request.site).pictures();
    let made = build::make_what_can_be(&loaded, &now, &looking, Some(&pictures), &());
    let made = made.map_err(|stop| match stop {
        Stop::Content(errors) => {
            Failure::Content(advice::settle(&loaded.written, found.iter().cloned().chain(errors).collect()))
        }
        stop @ Stop::Output(_) => stopped(stop),
    })?;
    let Made { files, warnings, errors, .. } = made;
    let seen = looking.done();
    let spoken = Spoken::of(&loaded.written, &loaded.site);
    let is_whole = errors.is_empty() && !found.iter().any(Diagnostic::is_error);
    let mut all: Vec<Diagnostic> = found.into_iter().chain(warnings).chain(errors).collect();
    all.extend(links::check(request.site, &loaded, &seen, &spoken));
    all.extend(taken_at::check(request.site, &loaded.site, &seen));
    // Of a site with mistakes nobody can say what should be public.
    if is_whole {
        let out = request.out;
        let shown = out.strip_prefix(request.site).unwrap_or(out).display().to_string();
        let behind = behind::check(out, &shown, &loaded, &files, &now);
        all.extend(behind.map_err(|error| Failure::Machine(vec![cannot_read(out, &error)]))?);
    }
    if let Some(timeout) = request.outside {
        let asked = outside::ask(&addresses(&loaded, &seen, &spoken), timeout, progress);
        match asked {
            Ok(answers) => all.extend(answers),
            Err(no_way_out) => {
                all.push(no_way_out);
                return Err(Failure::Machine(advice::settle(&loaded.written, all)));
            }
        }
    }
    if all.iter().any(Diagnostic::is_error) {
        // Errors come first, without advice, as ever.
        return Err(Failure::Content(advice::settle(&loaded.written, all)));
    }
    Ok(advice::review(&loaded.written, &loaded.site, request.now, all))
}

/// Every address that leads away from the site, each once, in the order of addresses.
fn addresses(loaded: &Loaded, seen: &Seen, spoken: &Spoken) -> Vec<Address> {
    let home = Home::new(&loaded.site.base_url);
    let mut found: BTreeMap<String, Address> = BTreeMap::new();
    for leads in &seen.leads {
        for tie in &leads.ties {
            let Target::Outside(url) = home.target(&leads.address, &tie.href) else { continue };
            if outside::is_asked(&url) && !found.contains_key(&url) {
                let place = spoken.said(&leads.address, &tie.href).or_else(|| spoken.anybody(&tie.href)).cloned();
                found.insert(url.clone(), Address { url, page: leads.address.clone(), place });
            }
        }
    }
    for code in &seen.codes {
        let Target::Outside(url) = home.target(&code.picture, &code.url) else { continue };
        if !found.contains_key(&url) {
            let place = spoken.anybody(&code.url).or(code.place.as_ref()).cloned();
            found.insert(url.clone(), Address { url, page: code.picture.clone(), place });
        }
    }
    found.into_values().collect()
}

fn stopped(stop: Stop) -> Failure {
    match stop {
        Stop::Content(errors) => Failure::Content(errors),
        Stop::Output(error) => Failure::Machine(error.into_diagnostics()),
    }
}

fn cannot_read(file: &Path, error: &std::io::Error) -> Diagnostic {
    let (file, reason) = (file.display().to_string(), error.to_string());
    Diagnostic::error_anywhere(Message::CannotRead { file, reason })
}
