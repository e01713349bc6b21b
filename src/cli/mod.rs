//! One file a command. The only room that reads the clock, the environment and the arguments.

mod ask;
mod build;
mod check;
mod init;
mod licenses;
mod new;
mod publish;
mod rename;
mod schema;
mod serve;
mod set;
mod signage;
mod speech;
mod usage;
mod welcome;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

use crate::diagnostics::{Diagnostic, Lang, Message};
use speech::Speech;

/// How a command ended; the number is the process's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    Done = 0,
    /// The content has errors.
    Content = 1,
    /// Wrong usage.
    Usage = 2,
    /// The machine failed: disk, network.
    Machine = 3,
}

#[derive(Parser)]
#[command(
    name = "oideyo",
    version,
    about = "教室のお知らせを、ページ・カード・サイネージにします (announcement pages, cards and slides)"
)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// サイトを作ります (build the site)
    Build(build::Arguments),
    /// 原稿を調べます。何も書き出しません (check the content, write nothing)
    Check(check::Arguments),
    /// 新しい回のファイルを作ります (write files for new sessions)
    New(new::Arguments),
    /// 満席・中止・延期などを書きこみます (set seats, cancel, postpone)
    Set(set::Arguments),
    /// 日本語のファイル名を、公開できる半角の名前に変えます (propose and make ASCII names)
    Rename(rename::Arguments),
    /// ブラウザーで見ながら書きます (live preview)
    Serve(serve::Arguments),
    /// 公開先に送ります。先に作り、何が変わるかを見せてから送ります (send the site to where it is read)
    Publish(publish::Arguments),
    /// 掲示板の画面に挿す USB メモリーの中身を作ります (files for a panel's USB stick)
    Signage(signage::Arguments),
    /// 編集ソフトのための、項目の表を表示します (print a JSON Schema of the fields)
    Schema(schema::Arguments),
    /// 見本のサイトを作ります (write a sample site)
    Init(init::Arguments),
    /// 使っているソフトとフォントのライセンスを表示します (print all licences)
    Licenses,
}

/// Runs a command line.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let exit = match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command }) => match command {
            None => welcome::run(),
            Some(Command::Build(arguments)) => build::run(&arguments),
            Some(Command::Check(arguments)) => check::run(&arguments),
            Some(Command::New(arguments)) => new::run(&arguments),
            Some(Command::Rename(arguments)) => rename::run(&arguments),
            Some(Command::Set(arguments)) => set::run(&arguments),
            Some(Command::Serve(arguments)) => serve::run(&arguments),
            Some(Command::Publish(arguments)) => publish::run(&arguments),
            Some(Command::Signage(arguments)) => signage::run(&arguments),
            Some(Command::Schema(arguments)) => schema::run(&arguments),
            Some(Command::Init(arguments)) => init::run(&arguments),
            Some(Command::Licenses) => licenses::run(),
        },
        Err(error) => {
            let speech = Speech::for_site(Path::new("."));
            if speech.lang == Lang::Ja
                && let Some(diagnostic) = usage::in_japanese(&error)
            {
                speech.complain(&[diagnostic]);
                return ExitCode::from(Exit::Usage as u8);
            }
            // The screen may be closed already (`oideyo --help | head`); there is nobody left to tell.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { Exit::Usage as u8 } else { Exit::Done as u8 });
        }
    };
    ExitCode::from(exit as u8)
}

/// Which site a command works on.
#[derive(clap::Args)]
struct SiteArguments {
    /// content フォルダーがある場所 (the folder that holds content/)
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
    /// この日時のものとして作ります。例: 2026-12-01T09:00 (the moment to build for)
    #[arg(long, value_name = "DATETIME")]
    now: Option<String>,
    /// まちがいの場所を半角の記号だけで示します。線がずれるときに (draw diagnostics in ASCII)
    #[arg(long)]
    ascii: bool,
}

impl SiteArguments {
    /// The moment to work for: `--now` in the city's time, else the clock.
    fn now(&self) -> Result<Timestamp, Diagnostic> {
        let Some(text) = &self.now else { return Ok(Timestamp::now()) };
        let civil: Option<DateTime> = text.replace(' ', "T").parse().ok();
        let wrong = || Diagnostic::error_anywhere(Message::BadNow { text: text.clone() });
        let offset = speech::offset_of(&self.site).unwrap_or(Offset::constant(9));
        civil.and_then(|civil| offset.to_timestamp(civil).ok()).ok_or_else(wrong)
    }

    /// The moment to work for; a wrong one is complained of, and the command ends.
    fn now_or_complain(&self) -> Result<Timestamp, Exit> {
        self.now().map_err(|diagnostic| {
            self.speech().complain(&[diagnostic]);
            Exit::Usage
        })
    }

    fn speech(&self) -> Speech {
        let speech = Speech::for_site(&self.site);
        Speech { ascii: speech.ascii || self.ascii, ..speech }
    }
}
