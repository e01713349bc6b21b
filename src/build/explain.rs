//! Why each file was made anew, for `build --explain`.

use std::collections::HashMap;

use super::key::{Ingredient, Key};
use super::make_all::File;
use super::memory::Note;
use super::output::Output;
use crate::diagnostics::Lang;

/// Where a file of a build came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It lay there and was known to be right.
    Kept,
    /// It was made, and the very same lay there.
    Same,
    /// It was made.
    Made,
    /// It was drawn by an earlier build.
    Remembered,
}

/// Why a file was made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No earlier build made such a file.
    New,
    /// What it is made of has changed.
    Changed(Vec<Ingredient>),
    /// What it is made of is the same, but the file was gone or somebody had changed it.
    Lost,
    /// It lay there, but nothing was known of how it was made: by another oideyo, before the memory was deleted, or for a session
    /// that was left out since.
    Unknown,
}

/// One line of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The file.
    pub address: String,
    /// Why it was made.
    pub reason: Reason,
    /// Where it came from.
    pub why: Why,
}

/// Explains every file that was made for `output`; `before` is what was known, `None` = nothing.
pub fn explain(files: &[File], before: Option<&HashMap<String, Note>>, output: &Output<'_>) -> Vec<Explained> {
    let by_name: HashMap<&str, Key> =
        before.into_iter().flatten().map(|(address, note)| (unhashed(address), note.key)).collect();
    let made = files.iter().filter(|file| file.why != Why::Kept);
    made.map(|file| {
        let reason = match (before, by_name.get(unhashed(&file.address))) {
            (None, _) => Reason::Unknown,
            (Some(_), None) if output.had(&file.address) => Reason::Unknown,
            (Some(_), None) => Reason::New,
            (Some(_), Some(key)) => match key.differing(&file.key).collect::<Vec<_>>() {
                same if same.is_empty() && file.why == Why::Same => Reason::Unknown,
                same if same.is_empty() && before.is_some_and(|before| before.contains_key(&file.address)) => {
                    Reason::Lost
                }
                // The names that a picture must not break are its only part that has no place in its key.
                same if same.is_empty() => Reason::Changed(vec![Ingredient::Words]),
                differing => Reason::Changed(differing),
            },
        };
        Explained { address: file.address.clone(), reason, why: file.why }
    })
    .collect()
}

/// A picture's address without its HASH: two versions of one picture have it in common.
fn unhashed(address: &str) -> &str {
    let stem = address.rsplit_once('.').filter(|(_, ending)| matches!(*ending, "png" | "jpg")).map(|(stem, _)| stem);
    let is_hash = |part: &str| part.len() == 10 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    stem.and_then(|stem| stem.rsplit_once('.')).filter(|(_, hash)| is_hash(hash)).map_or(address, |(name, _)| name)
}

impl Explained {
    /// 「rinyushoku/2026-12-10.html: 文が変わりました」.
    pub fn line(&self, lang: Lang) -> String {
        let reason = match (&self.reason, lang) {
            (Reason::New, Lang::Ja) => "新しいファイルです".to_owned(),
            (Reason::New, Lang::En) => "it is new".to_owned(),
            (Reason::Lost, Lang::Ja) => "ファイルがないか、書きかえられていました".to_owned(),
            (Reason::Lost, Lang::En) => "it was gone, or somebody had changed it".to_owned(),
            (Reason::Unknown, Lang::Ja) => "前に作ったときの控えがありません".to_owned(),
            (Reason::Unknown, Lang::En) => "nothing is remembered of an earlier build".to_owned(),
            (Reason::Changed(what), Lang::Ja) => {
                let names: Vec<&str> = what.iter().map(|what| japanese(*what)).collect();
                format!("{}が変わりました", names.join("と"))
            }
            (Reason::Changed(what), Lang::En) => {
                let names: Vec<&str> = what.iter().map(|what| english(*what)).collect();
                format!("changed: {}", names.join(", "))
            }
        };
        let came = match (self.why, lang) {
            (Why::Same, Lang::Ja) => "（作りましたが、前と同じでした）",
            (Why::Same, Lang::En) => " (made, and the same as before)",
            (Why::Remembered, Lang::Ja) => "（前に描いたものを使いました）",
            (Why::Remembered, Lang::En) => " (drawn by an earlier build)",
            (Why::Made | Why::Kept, _) => "",
        };
        match lang {
            Lang::Ja => format!("{}：{reason}{came}", self.address),
            Lang::En => format!("{}: {reason}{came}", self.address),
        }
    }
}

fn japanese(what: Ingredient) -> &'static str {
    match what {
        Ingredient::Words => "言葉や日付",
        Ingredient::Code => "QRコードの行き先",
        Ingredient::Photo => "写真",
        Ingredient::Theme => "テーマ",
        Ingredient::Form => "大きさや形式",
    }
}

fn english(what: Ingredient) -> &'static str {
    match what {
        Ingredient::Words => "words or dates",
        Ingredient::Code => "where the QR code leads",
        Ingredient::Photo => "photo",
        Ingredient::Theme => "theme",
        Ingredient::Form => "size or kind of file",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_name_without_the_hash() {
        assert_eq!(unhashed("a/cards/2026-12-10-ogp.0123456789.png"), "a/cards/2026-12-10-ogp");
        assert_eq!(unhashed("signage/slides/landscape/a-1.b.0123abcdef.jpg"), "signage/slides/landscape/a-1.b");
        for other in ["a/photos/0123456789-480.jpg", "a/2026-12-10.html", "index.html", "b.png"] {
            assert_eq!(unhashed(other), other);
        }
    }
}
