//! What can go wrong with a picture, and with a theme's picture templates.

use std::fmt;

use super::super::qr::QrError;
use crate::diagnostics::{Diagnostic, Lang};

/// Why a picture was not drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawError {
    /// Words do not fit even at their smallest legible size.
    DoesNotFit {
        /// Field of the picture's view: `headline`, `audience`, `venue` …
        field: &'static str,
        /// About how many characters must go.
        over: usize,
    },
    /// The font has no glyph for some characters.
    MissingGlyphs {
        /// Field of the picture's view.
        field: &'static str,
        /// The characters, each once.
        chars: String,
    },
    /// The URL is too long for a code that phones can read; `bytes` is its length.
    QrTooLong {
        /// Length of the URL in bytes.
        bytes: usize,
    },
    /// The URL holds something else than visible ASCII.
    QrNotAscii,
    /// The code in the finished picture does not say what it should.
    QrUnreadable {
        /// What it should say.
        want: String,
        /// What was read, or why nothing was.
        got: String,
    },
    /// The template is wrong at a line of it.
    Theme(Box<Diagnostic>),
    /// The layout engine stumbled.
    Template(String),
    /// The file could not be written.
    File(String),
}

impl From<QrError> for DrawError {
    fn from(error: QrError) -> Self {
        match error {
            QrError::NotAscii => Self::QrNotAscii,
            QrError::TooLong { bytes } => Self::QrTooLong { bytes },
        }
    }
}

impl fmt::Display for DrawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DoesNotFit { field, over } => write!(f, "{field} is about {over} characters too long"),
            Self::MissingGlyphs { field, chars } => write!(f, "the font has no glyph for `{chars}` in {field}"),
            Self::QrTooLong { bytes } => write!(f, "{bytes} bytes are too long for a QR code"),
            Self::QrNotAscii => write!(f, "a QR code holds visible ASCII only"),
            Self::QrUnreadable { want, got } => write!(f, "the QR code says `{got}`, not `{want}`"),
            Self::Theme(flaw) => write!(f, "the picture's template is wrong: {}", flaw.message.text(Lang::En)),
            Self::Template(what) => write!(f, "the picture's template is wrong: {what}"),
            Self::File(what) => write!(f, "the file could not be written: {what}"),
        }
    }
}

impl std::error::Error for DrawError {}

/// What the writer may want to know about a drawn picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DrawWarning {
    /// A line breaks inside a phrase of this field, since the phrase is longer than a line.
    SplitPhrase(&'static str),
    /// The card is so full that this field, which may be missing, was left out.
    LeftOut(&'static str),
    /// Emoji of this field are not drawn: the theme's fonts have none.
    EmojiLeftOut {
        /// Field of the picture's view.
        field: &'static str,
        /// The emoji.
        chars: String,
    },
    /// The address is so long that the code's modules are small and phones must come near.
    LongQr {
        /// Its length in bytes.
        bytes: usize,
        /// From how far it is read, in mm.
        reach_mm: u32,
        /// A usual address has this many bytes.
        short_bytes: usize,
        /// From how far the code of such a one is read, in mm.
        short_reach_mm: u32,
    },
}
