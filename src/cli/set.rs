//! `oideyo set`: 満席, 中止, 延期 in one line; the file changes only where it must.

use jiff::civil::Date;

use super::{Exit, SiteArguments, ask, speech::Speech};
use crate::build::load;
use crate::content::decode;
use crate::content::fields::Levels;
use crate::desk::set::{Orders, Rewrite, changed_lines, rewrite};
use crate::desk::shelf::{self, Course, Session, Shelf};
use crate::desk::wish::{self, Wish};
use crate::desk::{day, save, slot, which};
use crate::diagnostics::{Diagnostic, Message};
use crate::site::dates::month_day_weekday;

/// Arguments of `set`.
#[derive(clap::Args)]
pub struct Arguments {
    /// どの回か。例: 2026-12-10、12/10、rinyushoku/2026-12-10 (which session)
    #[arg(value_name = "回")]
    session: String,
    /// どうするか。例: 満席、残りわずか、中止、延期、予定 (seats=full, few, cancelled, postponed, on)
    #[arg(value_name = "変更")]
    changes: Vec<String>,
    /// 新しい開催日。延期といっしょに使います (the new day)
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// 理由。例: 講師の体調不良のため (why, for the readers)
    #[arg(long, value_name = "TEXT")]
    because: Option<String>,
    /// 教室のフォルダーか名前 (the course)
    #[arg(long)]
    course: Option<String>,
    /// 何もたずねません (ask nothing)
    #[arg(long, short = 'y')]
    yes: bool,
    #[command(flatten)]
    site: SiteArguments,
}

/// Why a command of the desk ends early.
pub(super) type Stop = (Exit, Vec<Diagnostic>);

/// Ends with one message about how the command was used.
pub(super) fn usage(message: Message) -> Stop {
    (Exit::Usage, vec![Diagnostic::error_anywhere(message)])
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let speech = arguments.site.speech();
    set(arguments, speech).unwrap_or_else(|(exit, diagnostics)| {
        speech.complain(&diagnostics);
        exit
    })
}

/// The shelf of a site and the day it is there.
pub(super) fn open(site: &SiteArguments) -> Result<(Shelf, Date), Stop> {
    let now = site.now().map_err(|diagnostic| (Exit::Usage, vec![diagnostic]))?;
    let offset = super::speech::offset_of(&site.site).unwrap_or(jiff::tz::Offset::constant(9));
    let mut found = Vec::new();
    let shelf = shelf::read(&site.site, &mut found).ok_or((Exit::Content, found))?;
    Ok((shelf, offset.to_datetime(now).date()))
}

/// ` --site DIR` where it was given, for commands that are shown.
pub(super) fn site_flag(site: &SiteArguments) -> String {
    let folder = site.site.display().to_string();
    match folder.as_str() {
        "." => String::new(),
        _ if folder.contains(' ') => format!(" --site \"{folder}\""),
        _ => format!(" --site {folder}"),
    }
}

fn set(arguments: &Arguments, speech: Speech) -> Result<Exit, Stop> {
    let (shelf, today) = open(&arguments.site)?;
    let (asked, changes) = in_order(arguments);
    let words = changes.iter().map(|word| if word.contains(' ') { format!("\"{word}\"") } else { word.clone() });
    let mut words: Vec<String> = words.collect();
    words.extend(arguments.to.iter().map(|to| format!("--to {to}")));
    let again =
        |id: &str| format!("oideyo set {id} {}{}", words.join(" "), site_flag(&arguments.site)).trim_end().to_owned();
    let session = which::session(&shelf, &asked, arguments.course.as_deref(), today, again).map_err(usage)?;
    let course = which::course(&shelf, &session.folder).map_err(usage)?;
    let orders = orders(arguments, &changes, session, today, speech)?;
    let rewrite = rewrite(session, &course.front, &orders).map_err(usage)?;
    if rewrite.is_nothing() {
        let label = which::label(session);
        speech.tell(&speech.say(
            format!("{label} は、もうそうなっています。何も変えませんでした（{}）", session.shown()),
            format!("{} says so already; nothing was changed", session.shown()),
        ));
        return Ok(Exit::Done);
    }
    write(&shelf, session, &rewrite)?;
    tell(session, &rewrite, speech);
    warn(&shelf, course, session, &orders, speech);
    next_step(arguments, session, speech);
    Ok(Exit::Done)
}

/// 「満席 12/10」 is as clear as 「12/10 満席」.
fn in_order(arguments: &Arguments) -> (String, Vec<String>) {
    let mut changes = arguments.changes.clone();
    let mut asked = arguments.session.clone();
    if wish::read(&asked).is_some()
        && let Some(other) = changes.iter_mut().find(|word| wish::read(word).is_none())
    {
        std::mem::swap(&mut asked, other);
    }
    (asked, changes)
}

fn orders(
    arguments: &Arguments,
    changes: &[String],
    session: &Session,
    today: Date,
    speech: Speech,
) -> Result<Orders, Stop> {
    let mut wishes = wish::read_all(changes).map_err(usage)?;
    let to = arguments.to.as_deref().map(|to| day::ahead(to, today)).transpose().map_err(usage)?;
    if let Some(to) = to {
        let standing = wishes.iter().find(|wish| matches!(wish, Wish::Standing(_)));
        match standing {
            None => wishes.push(Wish::Standing("postponed")),
            Some(Wish::Standing("postponed")) => {}
            Some(_) => {
                let one = format!("{} --to", changes.join(" "));
                return Err(usage(Message::DeskContradiction { one }));
            }
        }
        if to < today {
            let (day, date) = (month_day_weekday(to), to.to_string());
            return Err(usage(Message::DeskPast { day, date }));
        }
    }
    let grave = wishes.iter().any(|wish| matches!(wish, Wish::Standing(_)));
    if arguments.because.is_some() && !grave && !wishes.is_empty() {
        return Err(usage(Message::DeskNoReason {}));
    }
    if wishes.is_empty() {
        return Err(usage(Message::DeskNothingAsked { id: session.id() }));
    }
    let mut because = arguments.because.clone();
    let grave = wishes.iter().any(|wish| matches!(wish, Wish::Standing("cancelled" | "postponed")));
    if grave && because.is_none() && !arguments.yes && ask::somebody_is_there() {
        because = ask::line(speech.say(
            "理由を書くと、ページに出ます（例: 講師の体調不良のため。なければ Enter）:",
            "why? (shown to readers; Enter for no reason):",
        ));
    }
    Ok(Orders { wishes, to, because, today })
}

/// Saves the change, if it reads back as it must.
fn write(shelf: &Shelf, session: &Session, rewrite: &Rewrite) -> Result<(), Stop> {
    let (file, path) = (session.shown().to_owned(), session.path(&shelf.site));
    let lines = rewrite.by_hand.clone();
    let by_hand = |exit, message| (exit, vec![Diagnostic::error_anywhere(message)]);
    if session.is_unreadable() {
        let mut found = session.errors.clone();
        found.push(Diagnostic::error_anywhere(Message::DeskUnreadable { file, lines }));
        return Err((Exit::Content, found));
    }
    let now = std::fs::read(&path).map_err(|error| by_hand(Exit::Machine, save::held(&file, &error)))?;
    // What was read a moment ago must still be what is there.
    let encoding = match decode(&now) {
        Some((text, encoding)) if text == session.document.source.text => encoding,
        _ => return Err(by_hand(Exit::Content, Message::DeskByHand { file, lines })),
    };
    let bytes = save::bytes(&file, &rewrite.text, encoding).map_err(|message| by_hand(Exit::Content, message))?;
    let is_right = |after: &_, found: &[Diagnostic]| rewrite.is_right(session, after, found);
    match save::replace(&path, &file, Levels::SESSION, &bytes, is_right) {
        Ok(true) => Ok(()),
        Ok(false) => Err(by_hand(Exit::Content, Message::DeskByHand { file, lines })),
        Err(message) => Err(by_hand(Exit::Machine, message)),
    }
}

/// The lines before and after, and what readers will see.
fn tell(session: &Session, rewrite: &Rewrite, speech: Speech) {
    let file = session.shown();
    speech.tell(&speech.say(format!("{file} を書きかえました:"), format!("changed {file}:")));
    for (sign, line) in changed_lines(&session.document.source.text, &rewrite.text) {
        speech.tell(&format!("  {sign} {line}"));
    }
    let day = session.date.map_or_else(|| session.stem.clone(), month_day_weekday);
    for news in &rewrite.news {
        speech.tell(&format!("\n{} {day}{news}", session.course));
    }
}

/// What speaks against the new day.
fn warn(shelf: &Shelf, course: &Course, session: &Session, orders: &Orders, speech: Speech) {
    let Some(to) = orders.to else { return };
    let remarks = slot::remarks(shelf, course, to, session.hours, session.room.as_deref(), Some(session.shown()));
    let remarks: Vec<Diagnostic> = remarks.into_iter().map(Diagnostic::warning_anywhere).collect();
    speech.complain(&remarks);
}

/// What to type next; other mistakes that keep the change from being published are named.
fn next_step(arguments: &Arguments, session: &Session, speech: Speech) {
    let (broken, errors): (Vec<String>, Vec<Diagnostic>) = match load(&arguments.site.site) {
        Ok(loaded) => (
            loaded.broken.iter().map(|broken| broken.file.clone()).collect(),
            loaded.diagnostics.into_iter().filter(Diagnostic::is_error).collect(),
        ),
        Err(errors) => (Vec::new(), errors.into_iter().filter(Diagnostic::is_error).collect()),
    };
    let file_of = |error: &Diagnostic| error.place.as_ref().map(|place| place.source.path.clone());
    let own: Vec<Diagnostic> =
        errors.iter().filter(|error| file_of(error).as_deref() == Some(session.shown())).cloned().collect();
    let curable = |error: &&Diagnostic| file_of(error).is_some_and(|file| broken.contains(&file));
    let blocking = errors.iter().filter(|error| !curable(error)).count();
    // Where the site's or the course's file is broken, what the session seems to lack is only a consequence.
    if !own.is_empty() && blocking == 0 {
        let last = Diagnostic::warning_anywhere(Message::DeskOwnErrors { file: session.shown().to_owned() });
        speech.complain(&own);
        speech.complain(&[last]);
    }
    if blocking > 0 {
        speech.complain(&[Diagnostic::warning_anywhere(Message::DeskBlocked { count: blocking })]);
    }
    let site = site_flag(&arguments.site);
    let others: Vec<&String> = broken.iter().filter(|file| file.as_str() != session.shown()).collect();
    if others.is_empty() {
        speech.tell(&speech.say(
            format!("\n次は: oideyo build{site}    公開するものを作り直す"),
            format!("\nnext: oideyo build{site}"),
        ));
    } else {
        let names: Vec<&str> = others.iter().map(|file| file.as_str()).collect();
        speech.tell(&speech.say(
            format!(
                "\n次は: oideyo build --skip-broken{site}\n  ほかの回にまちがいがあるので（{}）、その回を前のまま残して、ほかを作り直します",
                names.join("、")
            ),
            format!("\nnext: oideyo build --skip-broken{site}\n  (other sessions have mistakes: {})", names.join(", ")),
        ));
    }
}
