//! `oideyo init DIR`: writes the sample site, with its dates moved so that it lives today, and sets up VS Code for it.

mod editor;

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Span, Timestamp, ToSpan};

use super::Exit;
use super::speech::Speech;
use crate::diagnostics::{Diagnostic, Message};

static SAMPLE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content");

/// The day on which the sample in `content/` shows what it is meant to show.
const SAMPLE_DAY: Date = Date::constant(2026, 12, 1);

/// Arguments of `init`.
#[derive(clap::Args)]
pub struct Arguments {
    /// 新しく作るフォルダー (the folder to create)
    dir: PathBuf,
    /// すでにあるサイトに、VS Code の設定だけを書きます (only set up VS Code for a site that exists)
    #[arg(long)]
    vscode: bool,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let speech = Speech::for_site(&arguments.dir);
    let done = if arguments.vscode { existing_site(&arguments.dir, speech) } else { new_site(&arguments.dir, speech) };
    match done {
        Ok(()) => Exit::Done,
        Err((exit, diagnostic)) => {
            speech.complain(&[diagnostic]);
            exit
        }
    }
}

/// What went wrong, and how the command ends.
pub(super) type Failed = (Exit, Diagnostic);

fn new_site(dir: &Path, speech: Speech) -> Result<(), Failed> {
    let folder = dir.display().to_string();
    if std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err((Exit::Usage, Diagnostic::error_anywhere(Message::InitNotEmpty { folder })));
    }
    write_sample(dir)?;
    speech.tell(&speech.say(
        format!(
            "{folder} に見本のサイトを作りました。次は:\n  oideyo serve --site {folder}    ブラウザーで見ながら書く\n  \
             oideyo build --site {folder}    公開するものを作る\nVS Code で {folder} を開くと、項目の候補とまちがいの赤い線が出ます"
        ),
        format!(
            "wrote a sample site to {folder}; next:\n  oideyo serve --site {folder}    write with a live preview\n  \
             oideyo build --site {folder}    build what is published\nopen {folder} in VS Code for completion and red lines"
        ),
    ));
    Ok(())
}

/// Writes the sample's `content/` into a folder, its dates moved to today, and sets up VS Code for it.
pub(super) fn write_sample(dir: &Path) -> Result<(), Failed> {
    let today = Offset::constant(9).to_datetime(Timestamp::now()).date();
    write(&SAMPLE, &dir.join("content"), weeks_between(SAMPLE_DAY, today)).map_err(cannot_write)?;
    set_up_editor(dir).map_err(cannot_write)?;
    Ok(())
}

/// Sets up VS Code for a site that is there; settings of its own stay.
fn existing_site(dir: &Path, speech: Speech) -> Result<(), Failed> {
    if let Some(missing) = crate::content::missing(dir) {
        return Err((Exit::Content, missing));
    }
    let SetUp { written, left } = set_up_editor(dir).map_err(cannot_write)?;
    let names = written.join("、");
    speech.tell(
        &speech
            .say(format!("VS Code の設定を書きました（{names}）"), format!("set up VS Code ({})", written.join(", "))),
    );
    if !left.is_empty() {
        speech.tell(&speech.say(
            format!(
                "{} は、すでにあるので変えませんでした。いらなければ消して、もう一度実行してください",
                left.join("、")
            ),
            format!("left as they are: {}; delete them and run this again to have ours", left.join(", ")),
        ));
    }
    Ok(())
}

/// The editor's files that were written, and those that were left to their owner.
#[derive(Default)]
struct SetUp {
    written: Vec<&'static str>,
    left: Vec<&'static str>,
}

/// Writes the editor's files.
fn set_up_editor(dir: &Path) -> Result<SetUp, (PathBuf, std::io::Error)> {
    let absolute = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    // Where the program can't tell its own place the editor looks for it as a terminal does.
    let program = std::env::current_exe().and_then(|path| path.canonicalize()).unwrap_or_else(|_| "oideyo".into());
    let mut done = SetUp::default();
    for file in editor::files(&editor::command(&program, &absolute)) {
        let path = dir.join(file.path);
        let there = std::fs::read_to_string(&path).ok();
        if file.shared && there.as_ref().is_some_and(|text| *text != file.text) {
            done.left.push(file.path);
            continue;
        }
        let folder = path.parent().unwrap_or(dir);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, file.text))
            .map_err(|error| (path, error))?;
        done.written.push(file.path);
    }
    Ok(done)
}

fn cannot_write((file, error): (PathBuf, std::io::Error)) -> Failed {
    let message = Message::CannotWrite { file: file.display().to_string(), reason: error.to_string() };
    (Exit::Machine, Diagnostic::error_anywhere(message))
}

/// Whole weeks, so that every day keeps its weekday.
fn weeks_between(from: Date, to: Date) -> i32 {
    let days = from.until(to).map_or(0, |span: Span| span.get_days());
    days.div_euclid(7)
}

fn write(folder: &Dir<'_>, to: &Path, weeks: i32) -> Result<(), (PathBuf, std::io::Error)> {
    std::fs::create_dir_all(to).map_err(|error| (to.to_owned(), error))?;
    for file in folder.files() {
        let Some(name) = file.path().file_name() else { continue };
        let path = to.join(moved(&name.to_string_lossy(), weeks));
        let bytes = match file.contents_utf8() {
            Some(text) => moved(text, weeks).into_bytes(),
            None => file.contents().to_owned(),
        };
        std::fs::write(&path, bytes).map_err(|error| (path, error))?;
    }
    for inner in folder.dirs() {
        let Some(name) = inner.path().file_name() else { continue };
        write(inner, &to.join(name), weeks)?;
    }
    Ok(())
}

/// `text` with every `2026-12-10` in it moved by `weeks`.
fn moved(text: &str, weeks: i32) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let date = rest.get(..10).filter(|head| head.as_bytes()[4] == b'-' && head.as_bytes()[7] == b'-');
        let date = date.and_then(|head| head.parse::<Date>().ok());
        let after_digit = out.ends_with(|c: char| c.is_ascii_digit());
        match date.filter(|_| !after_digit) {
            Some(date) => {
                out.push_str(&date.saturating_add((weeks * 7).days()).to_string());
                rest = &rest[10..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_move_by_whole_weeks() {
        assert_eq!(weeks_between(SAMPLE_DAY, Date::constant(2026, 12, 1)), 0);
        assert_eq!(weeks_between(SAMPLE_DAY, Date::constant(2027, 12, 1)), 52);
        assert_eq!(weeks_between(SAMPLE_DAY, Date::constant(2026, 11, 23)), -2);
    }

    #[test]
    fn only_dates_are_moved() {
        assert_eq!(moved("2026-12-10-am.md", 1), "2026-12-17-am.md");
        assert_eq!(moved("電話 0197-00-0011、日 2026-12-31。", 1), "電話 0197-00-0011、日 2027-01-07。");
        assert_eq!(moved("12026-12-10", 1), "12026-12-10");
    }
}
