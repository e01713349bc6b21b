//! What the argument parser says in English, in Japanese.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::diagnostics::{Diagnostic, Message};

/// The way out where nothing better is known.
const WAY: &str = "「oideyo help」で使い方を見られます";

/// The parser's complaint in Japanese; `None`: it has no words for it, or it is help that was asked for.
pub(super) fn in_japanese(error: &Error) -> Option<Diagnostic> {
    let words = |kind| error.get(kind).map(words).filter(|words| !words.is_empty());
    let argument = || words(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => format!("「{}」という指定はありません", argument()?),
        ErrorKind::InvalidSubcommand => {
            format!("「{}」という命令はありません", words(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::MissingRequiredArgument => format!("「{}」がありません", argument()?),
        ErrorKind::ArgumentConflict => format!("「{}」は2回、または一緒には使えません", argument()?),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match words(ContextKind::InvalidValue) {
            Some(value) => format!("「{value}」は「{}」に使えません", argument()?),
            None => format!("「{}」の内容がありません", argument()?),
        },
        _ => return None,
    };
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(words);
    let way = match (suggested, words(ContextKind::ValidValue)) {
        (Some(near), _) => format!("「{near}」のことですか"),
        (None, Some(choices)) => format!("次のどれかにしてください: {choices}"),
        (None, None) => WAY.to_owned(),
    };
    Some(Diagnostic::error_anywhere(Message::Usage { what, way }))
}

fn words(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        _ => String::new(),
    }
}
