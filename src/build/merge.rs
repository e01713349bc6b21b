//! Five pictures can complain of one word; it is told once, with the names of all of them.

use crate::diagnostics::{Diagnostic, Message};

/// The same findings, each told once.
pub fn merged(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut told: Vec<Diagnostic> = Vec::new();
    for diagnostic in found {
        let same = |known: &&mut Diagnostic| known.severity == diagnostic.severity && known.place == diagnostic.place;
        let absorbed = told.iter_mut().filter(same).any(|known| absorb(&mut known.message, &diagnostic.message));
        if !absorbed {
            told.push(diagnostic);
        }
    }
    without_guesses(told)
}

/// A course's card shows words of its next session, but only knows the course's file: where a character that no font has
/// was found in the file that said it, the guess goes.
fn without_guesses(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let lacking = |diagnostic: &Diagnostic| match (&*diagnostic.message, &diagnostic.place) {
        (Message::MissingGlyphs { chars, .. }, Some(place)) => {
            Some((chars.clone(), place.text().contains(|c| chars.contains(c))))
        }
        _ => None,
    };
    let sure: Vec<String> =
        found.iter().filter_map(lacking).filter(|(_, is_sure)| *is_sure).map(|(chars, _)| chars).collect();
    let is_guess =
        |diagnostic: &Diagnostic| lacking(diagnostic).is_some_and(|(chars, is_sure)| !is_sure && sure.contains(&chars));
    found.into_iter().filter(|diagnostic| !is_guess(diagnostic)).collect()
}

/// Makes `known` say what `other` says too. `false`: they speak of different things.
fn absorb(known: &mut Message, other: &Message) -> bool {
    use Message::{
        DoesNotFit, EmojiLeftOut, HeadlineDoesNotFit, MissingGlyphs, QrLongOnCard, QrLongOnSlide, QrTooLong,
        SplitPhrase,
    };
    if *known == *other {
        return true;
    }
    match (known, other) {
        (
            DoesNotFit { picture, over, field, what },
            DoesNotFit { picture: next, over: more, field: other_field, what: other_what },
        ) if field == other_field && what == other_what => {
            *over = (*over).max(*more);
            join(picture, next);
        }
        (HeadlineDoesNotFit { picture, over }, HeadlineDoesNotFit { picture: next, over: more }) => {
            *over = (*over).max(*more);
            join(picture, next);
        }
        (EmojiLeftOut { picture, chars }, EmojiLeftOut { picture: next, chars: others }) if chars == others => {
            join(picture, next);
        }
        (MissingGlyphs { picture, chars, .. }, MissingGlyphs { picture: next, chars: others, .. })
            if chars == others =>
        {
            join(picture, next);
        }
        (
            QrLongOnCard { picture, bytes, what, reach_cm, short_reach_cm, .. },
            QrLongOnCard {
                picture: next, bytes: length, what: of, reach_cm: reach, short_reach_cm: short_reach, ..
            },
        ) if bytes == length && what == of => {
            *reach_cm = (*reach_cm).min(*reach);
            *short_reach_cm = (*short_reach_cm).min(*short_reach);
            join(picture, next);
        }
        (
            QrLongOnSlide { picture, bytes, what, reach, .. },
            QrLongOnSlide { picture: next, bytes: length, what: of, reach: other, .. },
        ) if bytes == length && what == of && reach == other => {
            join(picture, next);
        }
        (SplitPhrase { picture, what }, SplitPhrase { picture: next, what: other }) if what == other => {
            join(picture, next);
        }
        (QrTooLong { picture, bytes, what }, QrTooLong { picture: next, bytes: length, what: of })
            if bytes == length && what == of =>
        {
            join(picture, next);
        }
        _ => return false,
    }
    true
}

/// Adds a picture's name to those that are named already.
fn join(names: &mut String, next: &str) {
    if !names.split('、').any(|name| name == next) {
        names.push('、');
        names.push_str(next);
    }
}
