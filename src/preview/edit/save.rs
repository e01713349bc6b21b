//! Puts a text down in its file, if the file is still the one the writer saw; what stood there before is kept.

use serde::{Deserialize, Serialize};

use super::draft::Base;
use super::files::{self, Editable};
use super::now;
use super::refusal::Refusal;
use super::view::{View, saved};
use crate::content::decode;
use crate::desk::earlier::Earlier;
use crate::desk::save as paper;
use crate::diagnostics::Message;
use crate::preview::state::State;

/// A text to save.
#[derive(Deserialize)]
pub struct Text {
    file: String,
    base: String,
    text: String,
}

/// A text to keep beside the file.
#[derive(Deserialize)]
pub struct Aside {
    file: String,
    text: String,
}

/// Which earlier text.
#[derive(Deserialize)]
pub struct Which {
    file: String,
    id: Option<String>,
}

/// An earlier text to put back.
#[derive(Deserialize)]
pub struct Back {
    file: String,
    base: String,
    id: String,
}

/// A saved file, and the name of what stood there before.
#[derive(Serialize)]
pub struct Saved {
    #[serde(flatten)]
    view: View,
    earlier: String,
}

/// Earlier texts, or one of them.
#[derive(Serialize)]
pub struct EarlierTexts {
    texts: Vec<EarlierText>,
    text: Option<String>,
}

/// One earlier text.
#[derive(Serialize)]
pub struct EarlierText {
    id: String,
    until: String,
}

/// `save`: the text takes the file's place.
pub fn save(state: &State, text: Text) -> Result<Saved, Refusal> {
    let base = Base::of(state, &text.file, &text.base)?;
    let bytes = paper::bytes(&base.file.shown, &text.text, base.encoding)?;
    put(state, &base, &bytes)
}

/// Replaces a file's bytes. What stands there is kept first: without that nothing is replaced.
fn put(state: &State, base: &Base, bytes: &[u8]) -> Result<Saved, Refusal> {
    let file = &base.file;
    let earlier = kept(state, file, &base.bytes)?;
    if bytes != base.bytes {
        let text = decode(bytes).map(|(text, _)| text);
        // Read once more right before it is replaced: between our two looks somebody may have saved.
        let is_right = |after: &crate::content::Document, _: &[_]| {
            text.as_ref() == Some(&after.source.text) && file.bytes().is_ok_and(|now| now == base.bytes)
        };
        match paper::replace(&file.path, &file.shown, file.kind.level(), bytes, is_right) {
            Ok(true) => {}
            Ok(false) => {
                let now = file.bytes()?;
                return Err(if now == base.bytes {
                    Message::EditByHand { file: file.shown.clone() }.into()
                } else {
                    Refusal::conflict(&file.shown, &saved(state, file, &now)?)
                });
            }
            Err(message) => return Err(message.into()),
        }
    }
    state.draft(&file.shown, None);
    // A folder on the network tells nobody that a file in it is another.
    state.wake();
    Ok(Saved { view: saved(state, file, bytes)?, earlier })
}

fn kept(state: &State, file: &Editable, bytes: &[u8]) -> Result<String, Refusal> {
    let kept = Earlier::of(state.site(), &file.shown).keep(bytes, now(state));
    kept.map_err(|error| {
        let folder = format!("out/earlier/{}", file.shown.trim_start_matches("content/"));
        Message::CannotWrite { file: folder, reason: error.to_string() }.into()
    })
}

/// `keep`: a text that shall not take the file's place, and not be lost either.
pub fn keep(state: &State, aside: Aside) -> Result<EarlierText, Refusal> {
    let file = files::find(state.site(), &aside.file)?;
    let encoding = decode(&file.bytes()?).map_or(crate::content::Encoding::Utf8, |(_, encoding)| encoding);
    let bytes = paper::bytes(&file.shown, &aside.text, encoding)?;
    let id = kept(state, &file, &bytes)?;
    Ok(EarlierText { id, until: now(state).to_string() })
}

/// `earlier`: all earlier texts of a file, and the one that is asked for.
pub fn earlier(state: &State, which: Which) -> Result<EarlierTexts, Refusal> {
    let file = files::find(state.site(), &which.file)?;
    let earlier = Earlier::of(state.site(), &file.shown);
    let text = match &which.id {
        Some(id) => {
            let bytes = earlier.read(id).ok_or_else(|| Refusal::no_such_file(id))?;
            decode(&bytes).map(|(text, _)| text)
        }
        None => None,
    };
    let texts = earlier.list().into_iter().map(|kept| EarlierText { until: kept.until.to_string(), id: kept.id });
    Ok(EarlierTexts { texts: texts.collect(), text })
}

/// `restore`: an earlier text takes the file's place again, byte for byte.
pub fn restore(state: &State, back: Back) -> Result<Saved, Refusal> {
    let base = Base::of(state, &back.file, &back.base)?;
    let earlier = Earlier::of(state.site(), &base.file.shown);
    let bytes = earlier.read(&back.id).ok_or_else(|| Refusal::no_such_file(&back.id))?;
    put(state, &base, &bytes)
}
