//! `oideyo check`: everything a build would say, and nothing written.

use clap::ValueEnum;
use jiff::Timestamp;

use super::build::fail;
use super::speech::Speech;
use super::{Exit, SiteArguments, speech};
use crate::build::{Failure, check};
use crate::diagnostics::{Diagnostic, Lang, Severity, print_json, print_lines, print_text};
use crate::preview::live_check::LiveCheck;

/// Arguments of `check`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// 表示の形 (output format)
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 保存するたびに調べます。編集ソフトのための指定です (check again whenever a file is saved)
    #[arg(long)]
    watch: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One object a line, for tools.
    Json,
    /// 「ファイル:行:列」で始まる行 (lines that begin with FILE:LINE:COLUMN, for editors)
    Line,
}

/// The line before the results of a round of `--watch`.
pub(super) const ROUND_BEGINS: &str = "oideyo: check";
/// The line behind them.
pub(super) const ROUND_ENDS: &str = "oideyo: done";

pub(super) fn run(arguments: &Arguments) -> Exit {
    let speech = arguments.site.speech();
    let now = match arguments.site.now_or_complain() {
        Ok(now) => now,
        Err(exit) => return exit,
    };
    if arguments.watch {
        return watch(arguments, speech);
    }
    let result = check(&arguments.site.site, now);
    if arguments.format != Format::Text {
        let (diagnostics, exit) = match &result {
            Ok(diagnostics) => (diagnostics, Exit::Done),
            Err(Failure::Content(diagnostics)) => (diagnostics, Exit::Content),
            Err(Failure::Usage(diagnostics)) => (diagnostics, Exit::Usage),
            Err(Failure::Machine(diagnostics)) => (diagnostics, Exit::Machine),
        };
        speech::write_all(std::io::stdout(), &arguments.format.print(diagnostics, speech.lang));
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

impl Format {
    fn print(self, diagnostics: &[Diagnostic], lang: Lang) -> String {
        match self {
            Self::Text => print_text(diagnostics, lang, false),
            Self::Json => print_json(diagnostics, lang),
            Self::Line => print_lines(diagnostics, lang),
        }
    }
}

/// Says the words between which an editor finds the results of one round; the task in `.vscode` knows them.
fn watch(arguments: &Arguments, speech: Speech) -> Exit {
    let fixed = arguments.site.now.as_ref().and_then(|_| arguments.site.now().ok());
    let live =
        LiveCheck { site: arguments.site.site.clone(), clock: Box::new(move || fixed.unwrap_or_else(Timestamp::now)) };
    let watched = live.run(|found| {
        let results = arguments.format.print(found, speech.lang);
        speech.tell(&format!("{ROUND_BEGINS}\n{results}{ROUND_ENDS}"));
    });
    match watched {
        Ok(()) => Exit::Done,
        Err(diagnostic) => {
            speech.complain(&[diagnostic]);
            Exit::Machine
        }
    }
}

/// How many errors, warnings and hints there are.
fn counts(diagnostics: &[Diagnostic]) -> (usize, usize, usize) {
    let of = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    (of(Severity::Error), of(Severity::Warning), of(Severity::Hint))
}
