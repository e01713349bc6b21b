//! The files for a USB stick: the slides that are right over some days, drawn as for a player, in one zip for staff.
//!
//! Same way as a build's: [`load`] → plan → [`Maker`] → bytes. What differs is the last step: nothing of it is published.

pub mod days;
mod files;
mod folder;
mod zip;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::Offset;
use rayon::prelude::*;

use super::darkroom::photo_digest;
use super::make::{self, Maker};
use super::{Failure, Loaded, Progress, load, merge, paths};
use crate::channels::signage::stick::{LeftOut, StickKind, StickSlide, stick as plan};
use crate::channels::{Artifact, Scope};
use crate::diagnostics::{Diagnostic, Message};
use crate::site::Now;
use days::Days;
use files::{About, FILE_LIST, Listed, MOST_SLIDES, SCENARIO};
pub use files::{deadline, panel, span};
use folder::Folder;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The folder that holds `content/`.
    pub site: &'a Path,
    /// Where the zip goes.
    pub to: &'a Path,
    /// For which panel.
    pub kind: StickKind,
    /// For which days.
    pub days: Days,
    /// The moment at which it is made.
    pub now: Timestamp,
}

/// What was made.
#[derive(Debug)]
pub struct Report {
    /// The zip.
    pub zip: PathBuf,
    /// What one does with it.
    pub readme: PathBuf,
    /// How many slides it holds.
    pub slides: usize,
    /// From when the first of them says something wrong; `None`: never.
    pub deadline: Option<Timestamp>,
    /// Slides that are right only on some of the days.
    pub left_out: Vec<LeftOut>,
    /// Whether there was nothing to show but the city's slide.
    pub is_standing: bool,
    /// Zips of other kinds in the same folder, whose README and playlist were replaced.
    pub others: Vec<&'static str>,
    /// The city's time.
    pub offset: Offset,
    /// Warnings and hints.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes a zip, and the files that go with it.
///
/// # Errors
/// See [`Failure`]. The earlier files stay whole.
pub fn stick(request: Request<'_>, progress: &impl Progress) -> Result<Report, Failure> {
    paths::check_staff_folder(request.site, request.to).map_err(|diagnostic| Failure::Usage(vec![diagnostic]))?;
    let mut loaded = load(request.site).map_err(Failure::Content)?;
    if !loaded.may_go_on(false) {
        return Err(Failure::Content(loaded.diagnostics));
    }
    let folder = Folder::new(request.to, request.kind);
    folder.check()?;
    let offset = loaded.site.offset;
    let (from, until) = request.days.instants(offset, request.now);
    let now = Now::new(from);
    let scope = Scope::new(&loaded.site, &loaded.theme, &now);
    let planned = plan(&scope, request.kind, from, until);
    let made = refuse_too_many(planned.slides.len())
        .map_err(|diagnostic| vec![diagnostic])
        .and_then(|()| draw(&loaded, &planned.slides, progress));
    let (pictures, warnings) = made.map_err(|errors| {
        Failure::Content(std::mem::take(&mut loaded.diagnostics).into_iter().chain(errors).collect())
    })?;
    let listed: Vec<Listed> = planned.slides.iter().map(listed).collect();
    let deadline = listed.iter().map(|slide| slide.until).min().filter(|until| *until != Timestamp::MAX);
    let about = About {
        city: &loaded.site.city,
        kind: request.kind,
        days: request.days,
        deadline: deadline.and_then(|deadline| files::deadline(deadline, offset)),
        slides: listed.len(),
    };
    let zip = packed(&listed, &pictures).map_err(|error| too_large(&folder.zip(), &error))?;
    folder.write(&zip, &files::playlist(&listed, offset), &files::readme(&about))?;
    loaded.diagnostics.extend(warnings);
    Ok(Report {
        zip: folder.zip(),
        readme: folder.readme(),
        slides: listed.len(),
        deadline,
        left_out: planned.left_out,
        is_standing: planned.is_standing,
        others: folder.others(),
        offset,
        diagnostics: loaded.diagnostics,
    })
}

fn refuse_too_many(count: usize) -> Result<(), Diagnostic> {
    let message = Message::StickTooMany { count, most: MOST_SLIDES };
    if count > MOST_SLIDES { Err(Diagnostic::error_anywhere(message)) } else { Ok(()) }
}

fn too_large(zip: &Path, error: &::zip::result::ZipError) -> Failure {
    let message = Message::StickTooLarge { file: zip.display().to_string(), reason: error.to_string() };
    Failure::Content(vec![Diagnostic::error_anywhere(message)])
}

fn listed(slide: &StickSlide<'_>) -> Listed {
    let (name, alt) = (slide.artifact.address.clone(), slide.alt.clone());
    Listed { name, seconds: slide.seconds, alt, until: slide.until }
}

/// What panels read first, then the pictures in playing order.
fn packed(slides: &[Listed], pictures: &[Vec<u8>]) -> ::zip::result::ZipResult<Vec<u8>> {
    let (list, scenario) = (files::file_list(slides), files::scenario(slides));
    let texts = [(FILE_LIST, list.as_bytes()), (SCENARIO, scenario.as_bytes())];
    let pictures = slides.iter().zip(pictures).map(|(slide, bytes)| (slide.name.as_str(), bytes.as_slice()));
    zip::zip(texts.into_iter().chain(pictures))
}

/// The slides' bytes, in their order, and what is worth a warning.
type Drawn = (Vec<Vec<u8>>, Vec<Diagnostic>);

/// Draws all slides in parallel, those of one photo beside each other as in a build.
fn draw(loaded: &Loaded, slides: &[StickSlide<'_>], progress: &impl Progress) -> Result<Drawn, Vec<Diagnostic>> {
    let mut artifacts: Vec<(usize, &Artifact<'_>)> = slides.iter().map(|slide| &slide.artifact).enumerate().collect();
    artifacts.sort_by(|(_, a), (_, b)| photo_digest(a).cmp(&photo_digest(b)));
    progress.start(artifacts.len());
    let to_make: Vec<&Artifact<'_>> = artifacts.iter().map(|(_, artifact)| *artifact).collect();
    let maker = Maker::new(loaded, &to_make)?;
    let make = |(number, artifact): &(usize, &Artifact<'_>)| {
        let made = maker.make(artifact);
        progress.step();
        made.map(|product| {
            (*number, product.bytes, [make::warnings(artifact), make::torn_hints(artifact, &product.torn)].concat())
        })
    };
    let made: Vec<_> = artifacts.par_iter().map(make).collect();
    let (mut pictures, mut warnings, mut errors) = (vec![Vec::new(); slides.len()], Vec::new(), Vec::new());
    for made in made {
        match made {
            Ok((number, bytes, found)) => {
                pictures[number] = bytes;
                warnings.extend(found);
            }
            Err(found) => errors.extend(found),
        }
    }
    let (warnings, errors) = (merge::merged(warnings), merge::merged(errors));
    if errors.is_empty() { Ok((pictures, warnings)) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_slides_have_no_number() {
        assert!(refuse_too_many(MOST_SLIDES).is_ok());
        assert!(refuse_too_many(MOST_SLIDES + 1).is_err());
    }
}
