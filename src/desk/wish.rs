//! What somebody wants to change: `seats=full`, 「満席」, 「中止」, read as it is typed.

use unicode_normalization::UnicodeNormalization;

use crate::content::fields::{FIELDS, Form, find};
use crate::diagnostics::Message;

/// One thing to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The places, by the field table's word.
    Seats(&'static str),
    /// Whether it is held, by the field table's word.
    Standing(&'static str),
}

/// Words people type that the field table does not list.
const ALSO: [(&str, Wish); 6] = [
    ("cancel", Wish::Standing("cancelled")),
    ("canceled", Wish::Standing("cancelled")),
    ("postpone", Wish::Standing("postponed")),
    ("順延", Wish::Standing("postponed")),
    ("空きわずか", Wish::Seats("few")),
    ("満員", Wish::Seats("full")),
];

/// Reads everything that is asked for; `seats full` and `空き 満席` in two words count as one.
///
/// # Errors
/// A word that names no change, or two that contradict each other.
pub fn read_all(words: &[String]) -> Result<Vec<Wish>, Message> {
    let mut wishes: Vec<Wish> = Vec::new();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        let joined =
            rest.clone().next().filter(|_| key_of(&plain(word)).is_some()).map(|next| format!("{word}={next}"));
        let wish = match joined.as_deref().and_then(read) {
            Some(wish) => {
                rest.next();
                wish
            }
            None => read(word).ok_or_else(|| Message::DeskWish { text: word.clone() })?,
        };
        let same_key = |other: &&Wish| std::mem::discriminant(*other) == std::mem::discriminant(&wish);
        if let Some(other) = wishes.iter().find(same_key) {
            if *other != wish {
                return Err(Message::DeskContradiction { one: words.join(" ") });
            }
            continue;
        }
        wishes.push(wish);
    }
    Ok(wishes)
}

/// One wish. `None`: the word names none.
pub fn read(word: &str) -> Option<Wish> {
    let word = plain(word);
    let Some((key, value)) = word.split_once(['=', ':']) else {
        return of("seats", &word).or_else(|| of("standing", &word)).or_else(|| also(&word));
    };
    let key = key_of(key.trim())?;
    of(key, value.trim()).or_else(|| also(value.trim()).filter(|wish| wish.key() == key))
}

fn plain(word: &str) -> String {
    word.trim().nfkc().collect::<String>().to_lowercase()
}

fn key_of(name: &str) -> Option<&'static str> {
    find(FIELDS, name).map(|field| field.key).filter(|key| ["seats", "standing"].contains(key))
}

fn also(word: &str) -> Option<Wish> {
    ALSO.iter().find(|(known, _)| *known == word).map(|(_, wish)| *wish)
}

fn of(key: &str, word: &str) -> Option<Wish> {
    let chosen = choice(key, word)?;
    Some(if key == "seats" { Wish::Seats(chosen) } else { Wish::Standing(chosen) })
}

/// The field table's own word for what a file says.
pub fn choice(key: &str, word: &str) -> Option<&'static str> {
    let Form::Choice(choices) = find(FIELDS, key)?.form else { return None };
    let lower = word.trim().to_ascii_lowercase();
    choices.iter().find(|(own, names)| *own == lower || names.contains(&word.trim())).map(|(own, _)| *own)
}

/// The first Japanese name of a word of the field table, else the word.
pub fn in_japanese(key: &str, word: &'static str) -> &'static str {
    let Some(Form::Choice(choices)) = find(FIELDS, key).map(|field| &field.form) else { return word };
    choices.iter().find(|(own, _)| *own == word).and_then(|(_, names)| names.first()).copied().unwrap_or(word)
}

impl Wish {
    /// The field it changes.
    pub fn key(self) -> &'static str {
        match self {
            Self::Seats(_) => "seats",
            Self::Standing(_) => "standing",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(words: &[&str]) -> Result<Vec<Wish>, &'static str> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        read_all(&words).map_err(|message| message.rule())
    }

    #[test]
    fn wishes_are_understood_as_they_are_typed() {
        for word in
            ["seats=full", "seats=満席", "空き=満席", "空き：満席", "空き＝満席", "満席", "full", "FULL", "満員"]
        {
            assert_eq!(read(word), Some(Wish::Seats("full")), "{word}");
        }
        for word in ["cancelled", "中止", "standing=cancelled", "開催=中止", "cancel"] {
            assert_eq!(read(word), Some(Wish::Standing("cancelled")), "{word}");
        }
        assert_eq!(read("残りわずか"), Some(Wish::Seats("few")));
        assert_eq!(read("予定"), Some(Wish::Standing("on")));
        assert_eq!(read("延期"), Some(Wish::Standing("postponed")));
        for word in ["", "seats", "seats=", "seats=中止", "席=満席", "title=x", "まんせき"] {
            assert_eq!(read(word), None, "{word}");
        }
    }

    #[test]
    fn several_wishes_may_not_contradict_each_other() {
        assert_eq!(all(&["満席", "中止"]), Ok(vec![Wish::Seats("full"), Wish::Standing("cancelled")]));
        assert_eq!(all(&["seats", "full"]), Ok(vec![Wish::Seats("full")]));
        assert_eq!(all(&["満席", "full"]), Ok(vec![Wish::Seats("full")]));
        assert_eq!(all(&["満席", "few"]), Err("desk-contradiction"));
        assert_eq!(all(&["満席", "明日"]), Err("desk-wish"));
    }
}
