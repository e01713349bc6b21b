//! Makes one artifact: a recipe becomes bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::darkroom::{Darkroom, is_as_planned, photo_of};
use super::{Legibility, Loaded};
use crate::channels::{Artifact, PictureRecipe, QrTarget, Recipe};
use crate::diagnostics::{Diagnostic, Message, Place};
use crate::draw::reach::{card_px_mm, metres};
use crate::draw::workshop::{DrawError, DrawWarning, Drawn, Legible, Picture, Tools, Workshop, foreseen, reach};
use crate::site::{Panel, Photo, Places};

/// What making an artifact gives.
#[derive(Debug, Default)]
pub struct Product {
    /// The file.
    pub bytes: Vec<u8>,
    /// Fields of a picture with a phrase that had to be torn: it shows only on the finished layout.
    pub torn: Vec<String>,
    /// How large its words and its code are, of a slide.
    pub legibility: Option<Legibility>,
}

/// What all artifacts are made with.
pub struct Maker {
    workshop: Option<Workshop>,
    darkroom: Darkroom,
}

impl Maker {
    /// Prepares the workshop with its photos, where pictures are to be drawn. `to_make` is everything that will be made,
    /// each once.
    ///
    /// # Errors
    /// Mistakes of the theme.
    pub fn new(loaded: &Loaded, to_make: &[&Artifact<'_>]) -> Result<Self, Vec<Diagnostic>> {
        let darkroom = Darkroom::new(to_make);
        let to_draw: Vec<&PictureRecipe> = to_make.iter().filter_map(|artifact| recipe_of(artifact)).collect();
        let workshop = if to_draw.is_empty() { None } else { Some(workshop(loaded.tools()?, &to_draw, &darkroom)?) };
        Ok(Self { workshop, darkroom })
    }

    /// Makes an artifact.
    ///
    /// # Errors
    /// Everything that is wrong with it, at the lines that said it.
    pub fn make(&self, artifact: &Artifact<'_>) -> Result<Product, Vec<Diagnostic>> {
        let mut product = Product::default();
        product.bytes = self.bytes(artifact, &mut product)?;
        Ok(product)
    }

    fn bytes(&self, artifact: &Artifact<'_>, product: &mut Product) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let lent =
            photo_of(artifact).map(|photo| self.darkroom.lend(photo)).transpose().map_err(|error| vec![error])?;
        match &artifact.recipe {
            Recipe::Bytes(bytes) => Ok(bytes.clone()),
            Recipe::File { file, digest, place } => {
                let shown = || file.display().to_string();
                let wrong = |message| vec![Diagnostic::error(message, place)];
                let bytes = std::fs::read(file)
                    .map_err(|error| wrong(Message::CannotRead { file: shown(), reason: error.to_string() }))?;
                if is_as_planned(&bytes, digest) {
                    Ok(bytes)
                } else {
                    Err(wrong(Message::FileChanging { file: shown() }))
                }
            }
            // Pages need no workshop and are made before.
            Recipe::Page { .. } => Ok(Vec::new()),
            Recipe::Photo { photo, width } => {
                let file = lent.map(|lent| lent.photo().fit_width(*width).jpeg()).transpose();
                let message = |_| Message::PhotoNotImage { file: photo.file.display().to_string() };
                file.map(Option::unwrap_or_default)
                    .map_err(|error| vec![Diagnostic::error(message(error), &photo.place)])
            }
            Recipe::Picture(recipe) => {
                let drawn = self.draw(recipe).map_err(|error| vec![explain(error, recipe, artifact.places)])?;
                product.torn = drawn.warnings.iter().filter_map(torn).collect();
                let Legible { text_px, code_px, .. } = drawn.legible;
                let is_slide = recipe.template.starts_with("slides/");
                product.legibility = is_slide.then_some(Legibility { text_px, code_px });
                Ok(drawn.file)
            }
        }
    }

    fn draw(&self, recipe: &PictureRecipe) -> Result<Drawn, DrawError> {
        let workshop = self.workshop.as_ref().ok_or_else(|| DrawError::Template("no workshop".to_owned()))?;
        workshop.draw(&picture(recipe))
    }
}

fn recipe_of<'a>(artifact: &'a Artifact<'_>) -> Option<&'a PictureRecipe> {
    match &artifact.recipe {
        Recipe::Picture(recipe) => Some(recipe),
        _ => None,
    }
}

fn picture(recipe: &PictureRecipe) -> Picture<'_> {
    Picture {
        template: recipe.template,
        view: &recipe.view,
        qr: recipe.qr.as_ref().map(QrTarget::as_str),
        width: recipe.size.0,
        height: recipe.size.1,
        form: recipe.form,
    }
}

/// From how far a phone reads the code of a picture, where it has one, in mm: of a slide on the city's panel, of a card that
/// is shown as wide as a postcard.
pub fn scanning_mm(recipe: &PictureRecipe, panel: &Panel) -> Option<u32> {
    let is_slide = recipe.template.starts_with("slides/");
    let px_mm = if is_slide { panel.pixel_um() as f32 / 1000.0 } else { card_px_mm(recipe.size.0) };
    reach(&picture(recipe), px_mm)
}

/// What the writer of an artifact may want to know, whether it is made anew or lies there already.
pub fn warnings(artifact: &Artifact<'_>) -> Vec<Diagnostic> {
    match &artifact.recipe {
        Recipe::Picture(recipe) => foreseen(&picture(recipe))
            .iter()
            .filter_map(|warning| explain_warning(warning, recipe, artifact.places))
            .collect(),
        _ => Vec::new(),
    }
}

fn workshop(tools: Arc<Tools>, to_draw: &[&PictureRecipe], darkroom: &Darkroom) -> Result<Workshop, Vec<Diagnostic>> {
    let mut workshop = Workshop::with(tools);
    let photos: BTreeMap<String, &Photo> =
        to_draw.iter().filter_map(|recipe| recipe.photo.as_ref()).map(|photo| (photo.key(), photo)).collect();
    for (key, photo) in photos {
        let focus = (f32::from(photo.focus.0), f32::from(photo.focus.1));
        workshop.hang_photo(key, photo.size, focus, darkroom.drawer(photo)).map_err(|error| {
            let message =
                Message::PictureFailed { picture: photo.file.display().to_string(), detail: error.to_string() };
            vec![Diagnostic::error(message, &photo.place)]
        })?;
    }
    Ok(workshop)
}

/// The field of the front matter behind a field of a picture's view, and what staff call it.
fn written_field<'f>(recipe: &PictureRecipe, field: &'f str) -> (&'f str, &'f str) {
    let is_further = recipe.template.ends_with("-photo") || recipe.template.ends_with("-words");
    match field {
        "headline" if is_further => ("slides", "スライドの文"),
        "source" => ("source", "「だれの」の言葉"),
        "headline" => ("title", "見出し"),
        "audience" => ("audience", "対象"),
        "venue" => ("venue", "会場"),
        "phone" => ("booking", "電話"),
        "cancel_note" => ("booking", "キャンセルの言葉"),
        "action" => ("booking", "予約の言葉"),
        "when" => ("time", "日時"),
        "partner_note" => ("companions", "ご夫婦歓迎の言葉"),
        "brand" => ("name", "市の名前と教室名"),
        "badge" => ("seats", "空きの言葉"),
        other => (other, other),
    }
}

/// The field that said where a picture's code leads, and what staff call that address.
fn address_field(recipe: &PictureRecipe) -> (&'static str, &'static str) {
    match recipe.qr {
        Some(QrTarget::Survey(_)) => ("survey", "アンケートのURL"),
        Some(QrTarget::Page(_)) => ("base_url", "公開先URL"),
        Some(QrTarget::Booking(_)) | None => ("booking", "申込URL"),
    }
}

/// Where the first of `chars` was typed: in the field itself, else anywhere in its file, else the whole field.
fn typed(places: &Places, field: &str, chars: &str) -> Place {
    let place = places.of(field);
    let in_field = place.text().find(|c| chars.contains(c)).map(|at| place.range().start + at);
    let text = &place.source.text;
    let found = in_field.or_else(|| text.find(|c| chars.contains(c)));
    let end = |at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
    found.map_or_else(|| place.clone(), |at| Place::new(&place.source, at..end(at)))
}

fn at(message: Message, field: &str, places: Option<&Places>) -> Diagnostic {
    match places {
        Some(places) => Diagnostic::error(message, places.of(field)),
        None => Diagnostic::error_anywhere(message),
    }
}

fn explain(error: DrawError, recipe: &PictureRecipe, places: Option<&Places>) -> Diagnostic {
    let picture = recipe.name.to_owned();
    match error {
        DrawError::DoesNotFit { field, over } => {
            if written_field(recipe, field).0 == "title" {
                return at(Message::HeadlineDoesNotFit { picture, over }, "title", places);
            }
            let (field, what) = written_field(recipe, field);
            at(Message::DoesNotFit { picture, over, what: what.to_owned(), field: field.to_owned() }, field, places)
        }
        DrawError::MissingGlyphs { field, chars } => {
            let codes: Vec<String> = chars.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
            let message = Message::MissingGlyphs { picture, chars: chars.clone(), codes: codes.join(" ") };
            match places {
                Some(places) => Diagnostic::error(message, &typed(places, written_field(recipe, field).0, &chars)),
                None => Diagnostic::error_anywhere(message),
            }
        }
        DrawError::QrTooLong { bytes } => {
            let (field, what) = address_field(recipe);
            at(Message::QrTooLong { picture, bytes, what }, field, places)
        }
        DrawError::QrUnreadable { .. } => at(Message::QrUnreadable { picture }, address_field(recipe).0, places),
        DrawError::Theme(flaw) => *flaw,
        other => at(Message::PictureFailed { picture, detail: other.to_string() }, "title", places),
    }
}

fn torn(warning: &DrawWarning) -> Option<String> {
    match warning {
        DrawWarning::SplitPhrase(field) => Some((*field).to_owned()),
        _ => None,
    }
}

/// Hints about phrases that had to be torn: `check` always tells them, `build` when the picture is new in the output.
pub fn torn_hints(artifact: &Artifact<'_>, torn: &[String]) -> Vec<Diagnostic> {
    let Recipe::Picture(recipe) = &artifact.recipe else { return Vec::new() };
    let hint = |field: &String| {
        let (field, what) = written_field(recipe, field);
        let message = Message::SplitPhrase { picture: recipe.name.to_owned(), what: what.to_owned() };
        match artifact.places {
            Some(places) => Diagnostic::hint(message, places.of(field)),
            None => Diagnostic::hint_anywhere(message),
        }
    };
    torn.iter().map(hint).collect()
}

fn explain_warning(warning: &DrawWarning, recipe: &PictureRecipe, places: Option<&Places>) -> Option<Diagnostic> {
    let picture = recipe.name.to_owned();
    let (message, place) = match warning {
        DrawWarning::SplitPhrase(_) | DrawWarning::LeftOut(_) => return None,
        DrawWarning::LongQr { bytes, reach_mm, short_bytes, short_reach_mm } => {
            let (bytes, short, reach, short_reach) = (*bytes, *short_bytes, *reach_mm, *short_reach_mm);
            let (field, what) = address_field(recipe);
            let message = if recipe.template.starts_with("slides/") {
                let (reach, short_reach) = (metres(reach), metres(short_reach));
                Message::QrLongOnSlide { picture, bytes, what, reach, short, short_reach }
            } else {
                let (reach_cm, short_reach_cm) = (reach.div_ceil(10), short_reach.div_ceil(10));
                Message::QrLongOnCard { picture, bytes, what, reach_cm, short, short_reach_cm }
            };
            (message, places.map(|places| places.of(field).clone()))
        }
        DrawWarning::EmojiLeftOut { field, chars } => {
            let place = places.map(|places| typed(places, written_field(recipe, field).0, chars));
            (Message::EmojiLeftOut { picture, chars: chars.clone() }, place)
        }
    };
    Some(match place {
        Some(place) => Diagnostic::warning(message, &place),
        None => Diagnostic::warning_anywhere(message),
    })
}
