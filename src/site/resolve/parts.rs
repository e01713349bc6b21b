//! The smaller maps of a session: audience, venue, capacity, fee, photo, contact and the lists.

use super::SiteFacts;
use super::proposals::date_message;
use super::reader::Reader;
use super::spoken::Places;
use crate::content::{PhotoFile, PhotoProblem, beside, markdown, photo::PhotoError};
use crate::diagnostics::{Diagnostic, Message, Place, Sourced};
use crate::site::audience::Born;
use crate::site::dates::read_date;
use crate::site::{Allergy, Audience, Capacity, Contact, Faq, Fee, FlowStep, Link, Method, Photo, Venue, Video};

/// Reads `audience`. `None`: it says nothing, or nothing readable.
pub fn audience(file: &Reader<'_>) -> Option<Audience> {
    let reader = file.map("audience")?;
    let months = |key| {
        let (months, _) = reader.count(key)?;
        let readable = u8::try_from(months).ok();
        if readable.is_none() {
            reader.error(Message::BadNumber { text: months.to_string() }, &reader.place(key));
        }
        readable
    };
    let audience = Audience {
        text: reader.text("text"),
        min_months: months("min_months"),
        max_months: months("max_months"),
        born: reader.text("born").and_then(|_| born(&reader)),
        residents_only: reader.flag("residents_only").unwrap_or(false),
    };
    if let (Some(min), Some(max)) = (audience.min_months, audience.max_months)
        && min > max
    {
        reader.error(Message::MonthsReversed { min, max }, &reader.place("max_months"));
    }
    if !audience.words().is_empty() {
        return Some(audience);
    }
    if !["min_months", "max_months", "born"].into_iter().any(|key| reader.has(key)) {
        reader.require::<()>("text", None);
    }
    None
}

/// `2026-05-11..2026-07-10`, with one end or both.
fn born(reader: &Reader<'_>) -> Option<Born> {
    let words = reader.words("born")?;
    let text = words.value.replace(['〜', '～'], "..").replace("生まれ", "");
    let Some((from, to)) = text.split_once("..") else {
        reader.error(Message::BadBorn { text: words.value }, &words.place);
        return None;
    };
    let read = |text: &str| match text.trim() {
        "" => Ok(None),
        text => read_date(text).map(Some).map_err(|error| date_message(error, text)),
    };
    match (read(from), read(to)) {
        (Ok(Some(from)), Ok(Some(to))) if from > to => {
            reader.error(Message::BadBorn { text: words.value }, &words.place);
            None
        }
        (Ok(from), Ok(to)) => Some(Born { from, to }),
        (Err(message), _) | (_, Err(message)) => {
            reader.error(message, &words.place);
            None
        }
    }
}

/// Reads `venue`. `None`: no name, and not online either.
pub fn venue(file: &Reader<'_>) -> Option<Venue> {
    let reader = file.map("venue")?;
    let online = reader.text("online");
    let place = reader.text("name");
    if place.is_none() && online.is_none() {
        reader.require::<()>("name", None);
    }
    let in_person = place.is_some();
    // A class that is only online inherits the usual venue's address and car park, and must not show them.
    let of_place = |key: &str| reader.text(key).filter(|_| in_person);
    Some(Venue {
        name: place.or_else(|| online.as_ref().map(|_| "オンライン".to_owned()))?,
        in_person,
        room: of_place("room"),
        address: of_place("address"),
        position: of_place("lat").zip(of_place("lng")).filter(|(lat, lng)| is_position(&reader, lat, lng)),
        access: of_place("access"),
        parking: of_place("parking"),
        online,
    })
}

fn is_position(reader: &Reader<'_>, lat: &str, lng: &str) -> bool {
    let within = |text: &str, limit: f64| text.parse::<f64>().is_ok_and(|degrees| degrees.abs() <= limit);
    let fits = within(lat, 90.0) && within(lng, 180.0);
    if !fits {
        reader.error(Message::BadPosition { text: format!("{lat}, {lng}") }, &reader.place("lat"));
    }
    fits
}

/// Reads `capacity`: a map, 「12組」 or 「先着12組」.
pub fn capacity(file: &Reader<'_>) -> Option<Capacity> {
    let reader = file.map("capacity")?;
    let Places { count, unit, method } = reader.capacity("count")?;
    let stated = reader.choice("method").and_then(|method| match method {
        "first_come" => Some(Method::FirstCome),
        "lottery" => Some(Method::Lottery),
        _ => None,
    });
    Some(Capacity {
        count,
        unit: reader.text("unit").or(unit).unwrap_or_else(|| "人".into()),
        method: stated.or(method.filter(|_| !reader.has("method"))),
    })
}

/// Words that say there is nothing to pay.
const FREE: [&str; 9] = ["無料", "なし", "無し", "ナシ", "free", "かかりません", "不要", "タダ", "ただ"];

/// Reads `fee`: a map, 「無料」 or 「200円」.
pub fn fee(file: &Reader<'_>) -> Option<Fee> {
    let reader = file.map("fee")?;
    let free = reader.text("yen").is_some_and(|yen| FREE.contains(&yen.to_ascii_lowercase().as_str()));
    let yen = if free { 0 } else { reader.require("yen", reader.count("yen"))?.0 };
    Some(Fee { yen, unit: reader.text("unit"), note: reader.text("note") })
}

/// Reads `contact`; it needs a name.
pub fn contact(reader: &Reader<'_>) -> Option<Contact> {
    let name = reader.require("name", reader.text("name"));
    Some(Contact { name: name?, phone: reader.phone("phone"), email: reader.text("email") })
}

/// Reads `allergy`.
pub fn allergy(file: &Reader<'_>) -> Allergy {
    file.map("allergy")
        .map_or_else(Allergy::default, |reader| Allergy { tasting: reader.text("tasting"), note: reader.text("note") })
}

/// Reads `faq`.
pub fn faq(file: &Reader<'_>) -> Vec<Faq> {
    let pair = |reader: &Reader<'_>| {
        let question = reader.require("q", reader.text("q"))?;
        let answer = reader.require("a", reader.text("a"))?;
        let answer = markdown::render(&answer);
        if !answer.bad_links.is_empty() {
            reader.error(Message::UnsafeLink {}, &reader.place("a"));
        }
        if !answer.pictures.is_empty() {
            reader.report(Diagnostic::warning(Message::PictureInText {}, &reader.place("a")));
        }
        Some(Faq { question, answer: answer.html })
    };
    file.maps("faq").iter().filter_map(pair).collect()
}

/// Reads `flow`.
pub fn flow(file: &Reader<'_>) -> Vec<FlowStep> {
    let step = |reader: &Reader<'_>| {
        Some(FlowStep { time: reader.text("time"), text: reader.require("text", reader.text("text"))? })
    };
    file.maps("flow").iter().filter_map(step).collect()
}

/// Reads `video`: it leads out, so it needs an address.
pub fn video(file: &Reader<'_>, facts: &SiteFacts<'_>) -> Option<Video> {
    let reader = file.map("video")?;
    let url = reader.require("url", reader.url("url"));
    Some(Video {
        title: reader.text("title").unwrap_or_else(|| "教室のようすを動画で見る".into()),
        minutes: reader.count("minutes").map(|(minutes, _)| minutes),
        // The film is public and the link beside it has words, so a still of it needs neither consent nor alt.
        picture: reader
            .words("picture")
            .and_then(|name| Some(shown(photo_file(&reader, &name, facts)?, &name.place, String::new()))),
        url: url?.value,
    })
}

/// Reads `after`: words for when it is over, with or without a link.
pub fn after(file: &Reader<'_>) -> Option<Link> {
    let reader = file.map("after")?;
    let url = reader.url("url").map(|url| url.value);
    let title = reader.text("title").or_else(|| reader.text("text"));
    Some(Link { title: title.or_else(|| url.as_ref().map(|_| "資料や録画を見る".into()))?, url })
}

/// Photos less wide than this, in pixels, look blurred on cards, slides and wide screens.
const SMALL_PHOTO: u32 = 600;

/// Reads `photo`.
pub fn photo(file: &Reader<'_>, facts: &SiteFacts<'_>) -> Option<Photo> {
    photo_with(&file.map("photo")?, "file", facts)
}

/// Reads a photo that `key` names; what it shows and that the people in it agreed must be said beside it.
pub fn photo_with(reader: &Reader<'_>, key: &'static str, facts: &SiteFacts<'_>) -> Option<Photo> {
    let name = reader.require(key, reader.words(key))?;
    let alt = reader.require("alt", reader.text("alt"));
    let consent = reader.require("consent", reader.text("consent"));
    let file = photo_file(reader, &name, facts)?;
    consent?;
    if file.size.0 < SMALL_PHOTO {
        let message = Message::PhotoSmall { file: name.value.clone(), width: file.size.0 };
        reader.report(Diagnostic::warning(message, &name.place));
    }
    let shown = shown(file, &name.place, alt?);
    Some(Photo { focus: focus(reader).unwrap_or(shown.focus), credit: reader.text("credit"), ..shown })
}

/// The picture file that is named; what is wrong with it is reported.
fn photo_file<'a>(reader: &Reader<'_>, name: &Sourced<String>, facts: &SiteFacts<'a>) -> Option<&'a PhotoFile> {
    let problem = match facts.photos.get(&beside(&name.place, &name.value)) {
        Some(Ok(file)) => return Some(file),
        Some(Err(problem)) => photo_message(problem, &name.value),
        None => Message::PhotoMissing { file: name.value.clone() },
    };
    reader.error(problem, &name.place);
    None
}

fn shown(file: &PhotoFile, place: &Place, alt: String) -> Photo {
    Photo {
        file: file.path.clone(),
        alt,
        focus: (50, 50),
        credit: None,
        size: file.size,
        digest: file.digest.clone(),
        place: place.clone(),
    }
}

fn photo_message(problem: &PhotoProblem, file: &str) -> Message {
    let file = file.to_owned();
    match problem {
        PhotoProblem::Missing => Message::PhotoMissing { file },
        PhotoProblem::Outside => Message::PhotoOutside { file },
        PhotoProblem::Unusable(PhotoError::Heic) => Message::PhotoHeic { file },
        PhotoProblem::Unusable(PhotoError::TooManyPixels { width, height }) => {
            Message::PhotoTooLarge { file, size: format!("{width}×{height}") }
        }
        PhotoProblem::Unusable(PhotoError::TooLarge { bytes }) => {
            Message::PhotoTooLarge { file, size: format!("{} MB", bytes / 1_000_000) }
        }
        PhotoProblem::Unusable(PhotoError::NotAnImage | PhotoError::Broken(_)) => Message::PhotoNotImage { file },
    }
}

/// `30% 60%` or `30, 60`: shares of width and height.
fn focus(reader: &Reader<'_>) -> Option<(u8, u8)> {
    let words = reader.words("focus")?;
    let parts: Vec<u8> = words
        .value
        .split([' ', ',', '、', '　'])
        .filter(|part| !part.is_empty())
        .map_while(|part| part.trim_end_matches(['%', '％']).parse().ok())
        .collect();
    match parts[..] {
        [x @ 0..=100, y @ 0..=100] => Some((x, y)),
        _ => {
            reader.error(Message::BadFocus { text: words.value }, &words.place);
            None
        }
    }
}
