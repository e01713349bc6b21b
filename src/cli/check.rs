//! `oideyo check`: everything a build would say, and nothing written.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use jiff::Timestamp;

use super::build::{Bar, fail};
use super::speech::Speech;
use super::{Exit, SiteArguments, speech};
use crate::build::{Failure, check};
use crate::diagnostics::{Diagnostic, Lang, Severity, print_json, print_lines, print_text};
use crate::preflight;
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
    /// リンク切れや写真の GPS、public が古くなっていないかも調べます。公開の前に使います (look at links, GPS records, age of public/)
    #[arg(long, conflicts_with = "watch")]
    links: bool,
    /// 外のサイトへのリンクも、1つずつ開けるか確かめます。--links も兼ねます (ask links that lead away, too)
    #[arg(long, conflicts_with = "watch")]
    external: bool,
    /// 外のサイトの返事を待つ秒数 (seconds to wait for an answer)
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=300))]
    timeout: u64,
    /// 古くなっていないかを調べる出力先。書かなければ public (the output folder to compare, default SITE/public)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
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
    let result = if arguments.links || arguments.external {
        look(arguments, now, speech)
    } else {
        check(&arguments.site.site, now)
    };
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

/// What is looked at before going live.
fn look(arguments: &Arguments, now: Timestamp, speech: Speech) -> Result<Vec<Diagnostic>, Failure> {
    let site = &arguments.site.site;
    let out = arguments.out.clone().unwrap_or_else(|| site.join("public"));
    let outside = arguments.external.then(|| Duration::from_secs(arguments.timeout));
    let bar = Bar::new(Instant::now(), speech);
    let result = preflight::check(&preflight::Request { site, out: &out, now, outside }, &bar);
    bar.finish();
    result
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
