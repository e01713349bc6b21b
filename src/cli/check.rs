//! `oideyo check`: everything a build would say, and nothing written.

use clap::ValueEnum;

use super::build::fail;
use super::{Exit, SiteArguments, speech};
use crate::build::{Failure, check};
use crate::diagnostics::{Diagnostic, print_json};

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
            let warnings = diagnostics.iter().filter(|diagnostic| !Diagnostic::is_error(diagnostic)).count();
            speech.tell(&speech.say(
                format!("エラーはありません（注意とお知らせ{warnings}件）"),
                format!("no errors ({warnings} warnings and notes)"),
            ));
            Exit::Done
        }
        Err(failure) => fail(failure, speech),
    }
}
