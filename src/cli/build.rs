//! `oideyo build`: renders the site into its output folder.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::{Exit, SiteArguments, speech::Speech};
use crate::build::{Failure, Progress, Report, Request, build};

/// Arguments of `build`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// 出力先。書かなければ public (output folder, default SITE/public)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// まちがいのある回を除いて作ります (leave out sessions with errors of their own)
    #[arg(long)]
    skip_broken: bool,
    /// 作り直したファイルと、その理由を表示します (say why each file was made anew)
    #[arg(long)]
    explain: bool,
}

/// A build that takes longer than this shows how far it is.
const SHOW_PROGRESS_AFTER: Duration = Duration::from_millis(1500);

pub(super) fn run(arguments: &Arguments) -> Exit {
    let started = Instant::now();
    let speech = arguments.site.speech();
    let now = match arguments.site.now_or_complain() {
        Ok(now) => now,
        Err(exit) => return exit,
    };
    let out = arguments.out.clone().unwrap_or_else(|| arguments.site.site.join("public"));
    let request = Request {
        site: &arguments.site.site,
        out: &out,
        now,
        skip_broken: arguments.skip_broken,
        explain: arguments.explain,
    };
    let bar = Bar::new(started, speech);
    let result = build(request, &bar);
    bar.finish();
    match result {
        Ok(report) => {
            speech.complain(&report.diagnostics);
            if arguments.explain {
                speech.tell(&explanation(&report, speech));
            }
            speech.tell(&summary(&report, started.elapsed(), speech));
            Exit::Done
        }
        Err(failure) => fail(failure, speech),
    }
}

/// Tells why nothing was made, and that the earlier output is still there.
pub(super) fn fail(failure: Failure, speech: Speech) -> Exit {
    match failure {
        Failure::Content(diagnostics) => {
            speech.complain(&diagnostics);
            let errors = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).count();
            speech.tell(&speech.say(
                format!(
                    "エラーが{errors}件あります。直してから、もう一度実行してください（前に作ったものはそのままです）"
                ),
                format!("{errors} errors; correct them and run this again (the earlier output is untouched)"),
            ));
            Exit::Content
        }
        Failure::Usage(diagnostics) => {
            speech.complain(&diagnostics);
            Exit::Usage
        }
        Failure::Machine(diagnostics) => {
            speech.complain(&diagnostics);
            Exit::Machine
        }
    }
}

/// 「お知らせ7件、カード21枚、スライド14枚を作りました（1.2秒）」, and what of it is new.
fn summary(report: &Report, took: Duration, speech: Speech) -> String {
    let Report { announcements, cards, slides, changes, skipped, .. } = report;
    let seconds = took.as_secs_f64();
    let done = speech.say(
        format!("お知らせ{announcements}件、カード{cards}枚、スライド{slides}枚を作りました（{seconds:.1}秒）"),
        format!("{announcements} announcements, {cards} cards, {slides} slides in {seconds:.1} s"),
    );
    let (written, unchanged, removed) = (changes.written, changes.unchanged, changes.removed);
    let files = speech.say(
        format!("書きかえたファイル{written}、そのまま{unchanged}、消したファイル{removed}"),
        format!("files written {written}, unchanged {unchanged}, removed {removed}"),
    );
    let left_out = if skipped.is_empty() {
        String::new()
    } else {
        let names = skipped.join("、");
        speech.say(format!("\n除いたもの: {names}"), format!("\nleft out: {names}"))
    };
    format!("{done}\n{files}{left_out}")
}

/// A line for every file that was made anew.
fn explanation(report: &Report, speech: Speech) -> String {
    if report.explained.is_empty() {
        let nothing = "作り直したファイルはありません（前に作ったときから、何も変わっていません）";
        return speech
            .say(nothing.to_owned(), "nothing was made anew: nothing has changed since the last build".to_owned());
    }
    let lines: Vec<String> = report.explained.iter().map(|explained| explained.line(speech.lang)).collect();
    lines.join("\n")
}

/// A progress bar that keeps out of the way of short builds.
pub(super) struct Bar(ProgressBar, Instant, Speech);

impl Bar {
    pub(super) fn new(started: Instant, speech: Speech) -> Self {
        let bar = ProgressBar::hidden();
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len}") {
            bar.set_style(style);
        }
        Self(bar, started, speech)
    }

    /// Clears the line.
    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn start(&self, total: usize) {
        self.0.set_length(total as u64);
    }

    fn waits(&self) {
        self.2.tell(&self.2.say(
            "ほかの oideyo が同じ出力先を作っています。終わるのを待ちます…".to_owned(),
            "another oideyo is building the same folder; waiting for it…".to_owned(),
        ));
    }

    fn step(&self) {
        self.0.inc(1);
        if self.0.is_hidden() && self.1.elapsed() > SHOW_PROGRESS_AFTER {
            self.0.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        }
    }
}
