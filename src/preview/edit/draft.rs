//! What is not saved yet: the file's next text, shown in the preview as if it were.

use serde::{Deserialize, Serialize};

use super::files::{self, Editable};
use super::refusal::Refusal;
use super::view::{Asked, Read, View, saved, view};
use super::{digest, now};
use crate::content::{Encoding, decode};
use crate::desk::fill::{Change, Sheet, Wanted, fill, with_lines};
use crate::desk::pen::line_end;
use crate::desk::save;
use crate::diagnostics::Message;
use crate::preview::state::State;

/// What shall become of a file.
#[derive(Deserialize)]
pub struct Wish {
    /// The file.
    file: String,
    /// What its bytes were told apart by when the page read it.
    base: String,
    /// Its fields.
    #[serde(default)]
    changes: Vec<Change>,
    /// The Markdown below them.
    body: Option<String>,
    /// Why a session is moved or not held.
    because: Option<String>,
    /// The whole text instead of all that.
    raw: Option<String>,
}

/// A file as it was when the page read it.
pub struct Base {
    /// The file.
    pub file: Editable,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its text.
    pub text: String,
    /// How its characters are stored.
    pub encoding: Encoding,
}

impl Base {
    /// The file, if it is still the one that the page read.
    ///
    /// # Errors
    /// It is another meanwhile, or gone.
    pub fn of(state: &State, shown: &str, base: &str) -> Result<Self, Refusal> {
        let file = files::find(state.site(), shown)?;
        let bytes = file.bytes()?;
        if digest(&bytes) != base {
            return Err(Refusal::conflict(shown, &saved(state, &file, &bytes)?));
        }
        let (text, encoding) = decode(&bytes).ok_or_else(|| Message::UnknownEncoding { file: file.shown.clone() })?;
        Ok(Self { file, bytes, text, encoding })
    }
}

/// `draft`: makes the next text and shows it. The answer is the file as it will be.
pub fn draft(state: &State, wish: Wish) -> Result<View, Refusal> {
    let base = Base::of(state, &wish.file, &wish.base)?;
    let text = match &wish.raw {
        Some(raw) => with_lines(&base.text, raw, line_end(&base.text)),
        None => filled(state, &base, &wish)?,
    };
    let bytes = save::bytes(&base.file.shown, &text, base.encoding)?;
    state.draft(&base.file.shown, (bytes != base.bytes).then(|| bytes.into()));
    let read = Read::of(&base.file, &text);
    Ok(view(state, &base.file, &read, wish.base, base.encoding))
}

fn filled(state: &State, base: &Base, wish: &Wish) -> Result<String, Refusal> {
    if wish.changes.is_empty() && wish.body.is_none() {
        return Ok(base.text.clone());
    }
    let read = Read::of(&base.file, &base.text);
    let above = base.file.above(state.site());
    let sheet = Sheet {
        document: &read.document,
        found: &read.found,
        level: base.file.kind.level(),
        above: &above,
        name: (&base.file.folder, &base.file.stem),
        today: now(state).date(),
    };
    let wanted = Wanted { changes: &wish.changes, body: wish.body.as_deref(), because: wish.because.as_deref() };
    Ok(fill(&sheet, &wanted)?)
}

/// Nothing to tell.
#[derive(Serialize)]
pub struct Done {}

/// `drop`: shows the file as it is saved again.
pub fn forget(state: &State, asked: Asked) -> Result<Done, Refusal> {
    let file = files::find(state.site(), &asked.file)?;
    state.draft(&file.shown, None);
    Ok(Done {})
}
