//! One shape for everything oideyo tells a person: errors, warnings and hints.
//!
//! A [`Diagnostic`] is data: what ([`Message`], an id with its arguments), how grave ([`Severity`]) and where ([`Place`]).
//! Words in Japanese and English stand side by side in `messages.rs` and, for advice, in `remarks.rs`; printing is in
//! `print.rs`.

mod address;
mod corrected;
mod lines;
mod messages;
mod print;
mod remarks;
mod secret;
mod source;
mod table;
mod told;

use serde::{Deserialize, Serialize};

pub use address::masked;
pub use corrected::Corrected;
pub use lines::print_lines;
pub use messages::Message;
pub use print::{Look, as_json, print_json, print_screen, print_text};
pub use remarks::Remark;
pub use secret::is_secret;
pub use source::{Place, Source, Sourced};
pub use told::Told;

/// The language oideyo speaks to the person at the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Japanese.
    Ja,
    /// English.
    En,
}

/// A number of tenths that people read as 「20.3」 and, where nothing follows the point, as 「20」.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenths(pub u32);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, tenth) => write!(f, "{whole}.{tenth}"),
        }
    }
}

/// How grave a diagnostic is. Only an error means that the output would be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Nice to know; nothing needs doing.
    Hint,
    /// The output is right, but probably not what the writer wants.
    Warning,
    /// The output would be wrong; the build stops.
    Error,
}

/// One thing to tell the writer, with its place in a file when it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave it is.
    pub severity: Severity,
    /// What it says.
    pub message: Box<Message>,
    /// The characters it is about.
    pub place: Option<Place>,
}

impl Diagnostic {
    /// An error about the characters at `place`.
    pub fn error(message: Message, place: &Place) -> Self {
        Self { severity: Severity::Error, message: Box::new(message), place: Some(place.clone()) }
    }

    /// An error that no single place in a file caused.
    pub fn error_anywhere(message: Message) -> Self {
        Self { severity: Severity::Error, message: Box::new(message), place: None }
    }

    /// A warning about the characters at `place`.
    pub fn warning(message: Message, place: &Place) -> Self {
        Self { severity: Severity::Warning, message: Box::new(message), place: Some(place.clone()) }
    }

    /// A warning that no single place in a file caused.
    pub fn warning_anywhere(message: Message) -> Self {
        Self { severity: Severity::Warning, message: Box::new(message), place: None }
    }

    /// A hint that no single place in a file caused.
    pub fn hint_anywhere(message: Message) -> Self {
        Self { severity: Severity::Hint, message: Box::new(message), place: None }
    }

    /// A hint about the characters at `place`.
    pub fn hint(message: Message, place: &Place) -> Self {
        Self { severity: Severity::Hint, message: Box::new(message), place: Some(place.clone()) }
    }

    /// What it says. A secret of the file it is about is not in it.
    pub fn text(&self, lang: Lang) -> String {
        self.shown(self.message.text(lang))
    }

    /// The way out, without a secret too.
    pub fn help(&self, lang: Lang) -> String {
        self.shown(self.message.help(lang))
    }

    fn shown(&self, words: String) -> String {
        match &self.place {
            Some(place) => secret::without_secrets(words, &place.source),
            None => words,
        }
    }

    /// Whether it stops the build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The id of everything that can be told, of advice too.
pub fn rule_ids() -> impl Iterator<Item = &'static str> {
    messages::RULES.iter().chain(remarks::RULES).copied()
}
