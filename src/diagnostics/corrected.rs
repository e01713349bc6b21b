//! A mistake whose line can be shown as it should be, ready to copy.

use super::{Lang, Message};

/// What is wrong, and the lines that would be right: one, or those among which only the writer can choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corrected {
    message: Box<Message>,
    lines: Vec<String>,
}

impl Message {
    /// The same message, with the line as it should be where one is known.
    #[must_use]
    pub fn corrected(self, lines: impl IntoIterator<Item = String>) -> Self {
        let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        match self {
            // These say the line themselves.
            Self::SymbolFirst { .. } | Self::ColonInValue { .. } | Self::SwallowedHash { .. } => self,
            other if lines.is_empty() => other,
            other => Self::Corrected(Corrected { message: Box::new(other), lines }),
        }
    }
}

impl Corrected {
    pub(super) fn rule(&self) -> &'static str {
        self.message.rule()
    }

    pub(super) fn text(&self, lang: Lang) -> String {
        self.message.text(lang)
    }

    /// The lines; the way out in words only where there is more than one.
    pub(super) fn help(&self, lang: Lang) -> String {
        match (lang, &self.lines[..]) {
            (Lang::Ja, [line]) => format!("次のように書いてください: {line}"),
            (Lang::En, [line]) => format!("write this: {line}"),
            (Lang::Ja, lines) => format!("次のうち、正しいほうを書いてください: {}", lines.join(" または ")),
            (Lang::En, lines) => format!("write whichever is right: {}", lines.join(" or ")),
        }
    }
}
