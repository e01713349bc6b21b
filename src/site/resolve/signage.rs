//! The screens' settings in site.yaml, and the further slides of courses and sessions.

use unicode_normalization::UnicodeNormalization;

use super::reader::Reader;
use super::{SiteFacts, parts};
use crate::content::{FilmProblem, beside, film::FilmError};
use crate::diagnostics::{Diagnostic, Message};
use crate::site::{Film, Further, FurtherSlide, Panel, Places, Screens, Share, Signage, SlideOrder};

/// A film longer than this keeps all other slides from being seen, in seconds.
const LONG_FILM: u64 = 60;

/// Reads `signage`; what is absent is as most cities have it.
pub fn settings(site: &Reader<'_>) -> Signage {
    let usual = Signage::default();
    let Some(reader) = site.map("signage") else { return usual };
    Signage {
        seconds: seconds(&reader).unwrap_or(usual.seconds),
        order: match reader.choice("order") {
            Some("course") => SlideOrder::Course,
            _ => SlideOrder::Date,
        },
        per_course: whole(&reader, "per_course", 1, 99).unwrap_or(usual.per_course),
        share: share(&reader),
        clock: reader.flag("clock").unwrap_or(usual.clock),
        mirror: reader.choice("mirror") != Some("off"),
        screens: match reader.choice("screens") {
            Some("landscape") => Screens::Landscape,
            Some("portrait") => Screens::Portrait,
            _ => Screens::Both,
        },
        panel: panel(&reader),
    }
}

fn share(signage: &Reader<'_>) -> Share {
    let usual = Share::default();
    let Some(reader) = signage.map("share") else { return usual };
    let times = |key, usual| whole(&reader, key, 0, Share::MOST).unwrap_or(usual);
    Share {
        announcement: times("announcement", usual.announcement),
        further: times("further", usual.further),
        dates: times("dates", usual.dates),
        survey: times("survey", usual.survey),
    }
}

fn panel(signage: &Reader<'_>) -> Panel {
    let usual = Panel::default();
    let Some(reader) = signage.map("panel") else { return usual };
    let metres = |key| decimal(&reader, key, 0.3, 50.0).map(|metres| (metres * 1000.0).round() as u32);
    Panel {
        tenth_inches: decimal(&reader, "inches", 7.0, 300.0)
            .map_or(usual.tenth_inches, |inches| (inches * 10.0).round() as u32),
        read_mm: metres("read_m").unwrap_or(usual.read_mm),
        scan_mm: metres("scan_m").unwrap_or(usual.scan_mm),
        place: Some(signage.place("panel")),
    }
}

fn seconds(reader: &Reader<'_>) -> Option<u32> {
    whole(reader, "seconds", Signage::LEAST_SECONDS, Signage::MOST_SECONDS)
}

/// A whole number within bounds; what stands behind it (「12秒」) is not looked at.
fn whole(reader: &Reader<'_>, key: &'static str, least: u32, most: u32) -> Option<u32> {
    let (number, _) = reader.count(key)?;
    if (least..=most).contains(&number) {
        return Some(number);
    }
    outside(reader, key, &least.to_string(), &most.to_string());
    None
}

/// A number with or without a fraction, within bounds: `43`, 「43型」, `2.5 m`, `2,5`.
fn decimal(reader: &Reader<'_>, key: &'static str, least: f64, most: f64) -> Option<f64> {
    let text = reader.text(key)?.nfkc().collect::<String>().replace(',', ".");
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    match text[..digits].parse() {
        Ok(number) if (least..=most).contains(&number) => Some(number),
        _ => {
            outside(reader, key, &least.to_string(), &most.to_string());
            None
        }
    }
}

fn outside(reader: &Reader<'_>, key: &'static str, least: &str, most: &str) {
    let text = reader.text(key).unwrap_or_default();
    let message = Message::NumberOutside { text, least: least.to_owned(), most: most.to_owned() };
    reader.error(message, &reader.place(key));
}

/// Reads `slides`.
pub fn slides(file: &Reader<'_>, facts: &SiteFacts<'_>) -> Vec<FurtherSlide> {
    let slides = file.maps("slides");
    if slides.is_empty() {
        return Vec::new();
    }
    let places = file.places();
    slides.iter().filter_map(|reader| slide(reader, &places, facts)).collect()
}

/// A slide with a film or a photo needs a caption, one without needs its words.
fn slide(reader: &Reader<'_>, of_file: &Places, facts: &SiteFacts<'_>) -> Option<FurtherSlide> {
    let said = reader.text("quote").or_else(|| reader.text("text"));
    let said_at = reader.place(if reader.has("quote") { "quote" } else { "text" });
    let words = reader.require("text", said);
    let content = if reader.has("film") {
        let (film, still) = (film(reader, facts), parts::photo_with(reader, "photo", facts));
        Further::Film { film: film?, still: still?, caption: words? }
    } else if reader.has("photo") {
        Further::Photo { photo: parts::photo_with(reader, "photo", facts)?, caption: words? }
    } else {
        Further::Words { words: words?, source: reader.text("source") }
    };
    let mut places = of_file.clone();
    places.say("slides", said_at);
    places.say("source", reader.place("source"));
    Some(FurtherSlide { content, seconds: seconds(reader), place: reader.here(), places })
}

/// The film that is named; what is wrong with it is reported.
fn film(reader: &Reader<'_>, facts: &SiteFacts<'_>) -> Option<Film> {
    let name = reader.words("film")?;
    let file = name.value.clone();
    let problem = match facts.films.get(&beside(&name.place, &name.value)) {
        Some(Ok(found)) => {
            let seconds = found.millis.div_ceil(1000);
            if seconds > LONG_FILM {
                reader.report(Diagnostic::warning(Message::FilmLong { file, seconds }, &name.place));
            }
            let (path, digest) = (found.path.clone(), found.digest.clone());
            return Some(Film { file: path, digest, place: name.place });
        }
        Some(Err(FilmProblem::Outside)) => Message::FilmOutside { file },
        Some(Err(FilmProblem::Unusable(FilmError::NotMp4))) => Message::FilmNotMp4 { file },
        Some(Err(FilmProblem::Unusable(FilmError::Codec(codec)))) => Message::FilmCodec { file, codec: codec.clone() },
        Some(Err(FilmProblem::Unusable(FilmError::TooLarge { bytes }))) => {
            Message::FilmTooLarge { file, size: format!("{} MB", bytes / 1_000_000) }
        }
        Some(Err(FilmProblem::Missing)) | None => Message::FilmMissing { file },
    };
    reader.error(problem, &name.place);
    None
}
