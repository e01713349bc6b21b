//! The files that front matter names, photos and films: each is looked at once, and no more of it is read than is needed to
//! know whether it can be shown.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::front::{Front, Value};
use super::{Document, Known, WrittenCourse, film, photo, tidy};
use crate::diagnostics::Place;

/// A photo that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoFile {
    /// Where it lies on this machine.
    pub path: PathBuf,
    /// Width and height in pixels, upright.
    pub size: (u32, u32),
    /// blake3 of its bytes, in hex.
    pub digest: String,
}

/// Why a named photo cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhotoProblem {
    /// There is no such file, or it can't be opened.
    Missing,
    /// It leaves the content folder.
    Outside,
    /// It was opened, but can't be used.
    Unusable(photo::PhotoError),
}

/// A film that a file names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilmFile {
    /// Where it lies on this machine.
    pub path: PathBuf,
    /// Its length in ms.
    pub millis: u64,
    /// blake3 of its bytes, in hex.
    pub digest: String,
}

/// Why a named film cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilmProblem {
    /// There is no such file, or it can't be opened.
    Missing,
    /// It leaves the content folder.
    Outside,
    /// It was opened, but can't be used.
    Unusable(film::FilmError),
}

/// Opens every photo that a file names.
pub fn photos(
    site: &Path,
    settings: &Document,
    courses: &[WrittenCourse],
    known: &Known,
) -> BTreeMap<String, Result<PhotoFile, PhotoProblem>> {
    look_at(settings, courses, named_pictures, |path| look_at_photo(site, path, known))
}

/// Opens every film that a file names for screens.
pub fn films(
    site: &Path,
    settings: &Document,
    courses: &[WrittenCourse],
    known: &Known,
) -> BTreeMap<String, Result<FilmFile, FilmProblem>> {
    look_at(settings, courses, named_films, |path| look_at_film(site, path, known))
}

/// Looks once at every file that `named` finds in the documents.
fn look_at<T: Send>(
    settings: &Document,
    courses: &[WrittenCourse],
    named: impl Fn(&Front) -> Vec<String>,
    look: impl Fn(&str) -> T + Sync,
) -> BTreeMap<String, T> {
    let documents = std::iter::once(settings).chain(courses.iter().flat_map(|course| {
        std::iter::once(&*course.document).chain(course.sessions.iter().map(|(_, document)| &**document))
    }));
    let mut paths: Vec<String> = documents.flat_map(|document| named(&document.front)).collect();
    paths.sort();
    paths.dedup();
    paths.into_par_iter().map(|path| (path.clone(), look(&path))).collect()
}

/// The files of `photo`, of the still of `video` and of the photos of `slides`.
fn named_pictures(front: &Front) -> Vec<String> {
    let of_map = [("photo", "file"), ("video", "picture")].into_iter().filter_map(|(map, key)| {
        let Value::Map(map) = &front.0.get(map)?.value else { return None };
        named_in(map, key)
    });
    of_map.chain(slides(front).filter_map(|slide| named_in(slide, "photo"))).collect()
}

/// The films of `slides`.
fn named_films(front: &Front) -> Vec<String> {
    slides(front).filter_map(|slide| named_in(slide, "film")).collect()
}

fn slides(front: &Front) -> impl Iterator<Item = &Front> {
    let items = match front.0.get("slides").map(|entry| &entry.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(|item| match &item.value {
        Value::Map(map) => Some(map),
        _ => None,
    })
}

fn named_in(map: &Front, key: &str) -> Option<String> {
    let file = map.0.get(key)?;
    match &file.value {
        Value::Words(name) => Some(beside(&file.place, name)),
        _ => None,
    }
}

/// The path below the site folder of a file that is named at `place`: it lies beside the file that names it.
pub fn beside(place: &Place, name: &str) -> String {
    let folder = place.source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/{}", name.trim().replace('\\', "/"))
}

/// Whether a path below the site folder stays there, on every system.
fn stays_inside(path: &str) -> bool {
    let leaves = |part: &str| part == ".." || part.contains(':');
    !path.split('/').any(leaves) && !path.contains("//")
}

/// The file of that name, also where a Mac or an old program stored the same letters in another form.
fn existing(site: &Path, path: &str) -> PathBuf {
    let file = site.join(path);
    if file.exists() {
        return file;
    }
    let same = |name: &str| tidy::characters(name, 0).text.nfc().collect::<String>();
    let wanted = file.file_name().map(|name| same(&name.to_string_lossy()));
    let beside = file.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let found =
        beside.into_iter().flatten().flatten().find(|entry| wanted == Some(same(&entry.file_name().to_string_lossy())));
    found.map_or(file, |entry| entry.path())
}

/// A named file's bytes, at most `most`. `Err`: its size, or `None` where it is no readable file.
fn bytes_of(file: &Path, most: u64) -> Result<Vec<u8>, Option<u64>> {
    let meta = std::fs::metadata(file).map_err(|_| None)?;
    if !meta.is_file() {
        return Err(None);
    }
    if meta.len() > most {
        return Err(Some(meta.len()));
    }
    std::fs::read(file).map_err(|_| None)
}

/// Reads no more of a photo than its size needs.
fn look_at_photo(site: &Path, path: &str, known: &Known) -> Result<PhotoFile, PhotoProblem> {
    if !stays_inside(path) {
        return Err(PhotoProblem::Outside);
    }
    let file = existing(site, path);
    known.photos.get(&file, || photo_in(&file))
}

fn photo_in(file: &Path) -> Result<PhotoFile, PhotoProblem> {
    let bytes = bytes_of(file, photo::MAX_BYTES).map_err(|size| match size {
        Some(bytes) => PhotoProblem::Unusable(photo::PhotoError::TooLarge { bytes }),
        None => PhotoProblem::Missing,
    })?;
    let size = photo::check(&bytes).map_err(PhotoProblem::Unusable)?;
    Ok(PhotoFile { path: file.to_owned(), size, digest: blake3::hash(&bytes).to_hex().to_string() })
}

fn look_at_film(site: &Path, path: &str, known: &Known) -> Result<FilmFile, FilmProblem> {
    if !stays_inside(path) {
        return Err(FilmProblem::Outside);
    }
    let file = existing(site, path);
    known.films.get(&file, || film_in(&file))
}

fn film_in(file: &Path) -> Result<FilmFile, FilmProblem> {
    let bytes = bytes_of(file, film::MAX_BYTES).map_err(|size| match size {
        Some(bytes) => FilmProblem::Unusable(film::FilmError::TooLarge { bytes }),
        None => FilmProblem::Missing,
    })?;
    let millis = film::check(&bytes).map_err(FilmProblem::Unusable)?;
    Ok(FilmFile { path: file.to_owned(), millis, digest: blake3::hash(&bytes).to_hex().to_string() })
}
