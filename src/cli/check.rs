//! `oideyo check`: everything a build would say, and nothing written.

use clap::ValueEnum;

use super::build::fail;
use super::{Exit, SiteArguments, speech};
use crate::build::{Failure, check};
use crate::diagnostics::{Diagnostic, Severity, print_json};

/// Arguments of `check`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// 表示の形 (output format)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object a line, for editors.
    Json,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let speech = arguments.site.speech();
    let now = match arguments.site.now_or_complain() {
        Ok(now) => now,
        Err(exit) => return exit,
    };
    let result = check(&arguments.site.site, now);
    if arguments.format == Format::Json {
        let (diagnostics, exit) = match &result {
            Ok(diagnostics) => (diagnostics, Exit::Done),
            Err(Failure::Content(diagnostics)) => (diagnostics, Exit::Content),
            Err(Failure::Usage(diagnostics)) => (diagnostics, Exit::Usage),
            Err(Failure::Machine(diagnostics)) => (diagnostics, Exit::Machine),
        };
        speech::write_all(std::io::stdout(), &print_json(diagnostics, speech.lang));
        return exit;
    }
    match result {
        Ok(diagnostics) => {
            speech.complain(&diagnostics);
            let (_, warnings, hints) = counts(&diagnostics);
            speech.tell(&speech.say(
                format!("エラーはありません（注意{warnings}件、お知らせ{hints}件）"),
                format!("no errors ({warnings} warnings, {hints} notes)"),
            ));
            Exit::Done
        }
        Err(Failure::Content(diagnostics)) => {
            speech.complain(&diagnostics);
            let (errors, warnings, hints) = counts(&diagnostics);
            speech.tell(&speech.say(
                format!("エラーが{errors}件あります（ほかに注意{warnings}件、お知らせ{hints}件）。直してから、もう一度実行してください"),
                format!("{errors} errors ({warnings} warnings, {hints} notes); correct them and run this again"),
            ));
            Exit::Content
        }
        Err(failure) => fail(failure, speech),
    }
}

/// How many errors, warnings and hints there are.
fn counts(diagnostics: &[Diagnostic]) -> (usize, usize, usize) {
    let of = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    (of(Severity::Error), of(Severity::Warning), of(Severity::Hint))
}
