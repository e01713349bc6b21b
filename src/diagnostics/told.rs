//! A diagnostic as words, to be told again without working it out: what an unchanged build has to say is what the last one
//! said.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Diagnostic, Lang, Severity, rule_ids};

/// What a diagnostic said, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// How grave it is.
    pub severity: Severity,
    /// The file below the site's folder, and the bytes of its text.
    pub place: Option<(String, Range<usize>)>,
    rule: String,
    ja: (String, String),
    en: (String, String),
}

impl Told {
    /// What `diagnostic` says.
    pub fn new(diagnostic: &Diagnostic) -> Self {
        let message = &diagnostic.message;
        let words = |lang| (diagnostic.text(lang), diagnostic.help(lang));
        Self {
            severity: diagnostic.severity,
            place: diagnostic.place.as_ref().map(|place| (place.source.path.clone(), place.range())),
            rule: message.rule().to_owned(),
            ja: words(Lang::Ja),
            en: words(Lang::En),
        }
    }

    fn words(&self, lang: Lang) -> &(String, String) {
        match lang {
            Lang::Ja => &self.ja,
            Lang::En => &self.en,
        }
    }

    pub(super) fn rule(&self) -> &'static str {
        rule_ids().find(|rule| *rule == self.rule).unwrap_or("told")
    }

    pub(super) fn text(&self, lang: Lang) -> String {
        self.words(lang).0.clone()
    }

    pub(super) fn help(&self, lang: Lang) -> String {
        self.words(lang).1.clone()
    }
}
