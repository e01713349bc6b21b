//! `oideyo signage --zip`: the files for a USB stick that a panel plays.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::build::{Bar, fail};
use super::speech::{self, Speech};
use super::{Exit, SiteArguments};
use crate::build::stick::days::Days;
use crate::build::stick::{Report, Request, deadline, panel, span, stick};
use crate::channels::moment;
use crate::channels::signage::stick::{LeftOut, StickKind};
use crate::diagnostics::{Diagnostic, Message};

/// Arguments of `signage`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// どの画面のためのUSBメモリーか (for which panel the stick is)
    #[arg(long, value_enum, value_name = "KIND")]
    zip: Option<Zip>,
    /// 始まりの日。書かなければ今日 (first day, default today)
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// 終わりの日。書かなければ始まりの日から1週間 (last day, default a week in all)
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
    /// zip を置くフォルダー。書かなければ out (folder of the zip, default SITE/out)
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Zip {
    /// 横向きの画面 (a panel that lies)
    Landscape,
    /// 縦向きに設定できる画面 (a panel that stands and knows it)
    Portrait,
    /// 縦に立てただけで、絵の向きを変えられない画面 (one that stands and turns no pictures)
    PortraitRotated,
}

impl From<Zip> for StickKind {
    fn from(zip: Zip) -> Self {
        match zip {
            Zip::Landscape => Self::Landscape,
            Zip::Portrait => Self::Portrait,
            Zip::PortraitRotated => Self::PortraitRotated,
        }
    }
}

/// As many slides that were left out are named.
const MOST_NAMED: usize = 8;

pub(super) fn run(arguments: &Arguments) -> Exit {
    let started = Instant::now();
    let speech = arguments.site.speech();
    let now = match arguments.site.now_or_complain() {
        Ok(now) => now,
        Err(exit) => return exit,
    };
    let (kind, days) = match asked(arguments, now) {
        Ok(asked) => asked,
        Err(message) => {
            speech.complain(&[Diagnostic::error_anywhere(message)]);
            return Exit::Usage;
        }
    };
    let site = &arguments.site.site;
    let usual = || if site == Path::new(".") { PathBuf::from("out") } else { site.join("out") };
    let to = arguments.to.clone().unwrap_or_else(usual);
    let bar = Bar::new(started, speech);
    let result = stick(Request { site, to: &to, kind, days, now }, &bar);
    bar.finish();
    match result {
        Ok(report) => {
            speech.complain(&report.diagnostics);
            speech.tell(&summary(&report, kind, days, started.elapsed(), speech));
            Exit::Done
        }
        Err(failure) => fail(failure, speech),
    }
}

fn asked(arguments: &Arguments, now: Timestamp) -> Result<(StickKind, Days), Message> {
    let kind = arguments.zip.ok_or(Message::StickNoKind {})?;
    let offset = speech::offset_of(&arguments.site.site).unwrap_or(Offset::constant(9));
    let today = offset.to_datetime(now).date();
    let days = Days::read(arguments.from.as_deref(), arguments.until.as_deref(), today)?;
    Ok((kind.into(), days))
}

/// What is on the stick, where it is, when it must be replaced, and what is not on it.
fn summary(report: &Report, kind: StickKind, days: Days, took: Duration, speech: Speech) -> String {
    let (slides, seconds, zip) = (report.slides, took.as_secs_f64(), report.zip.display());
    let done = speech.say(
        format!("{}のスライド{slides}枚を作りました（{seconds:.1}秒）。{}の分です", panel(kind), span(days)),
        format!("{slides} slides for the days from {} to {} in {seconds:.1} s", days.from, days.until),
    );
    let mut lines = vec![done, zip.to_string()];
    lines.push(replace_by(report, speech));
    if report.is_standing {
        lines.push(speech.say(
            "この間ずっと映せるスライドがないので、市の案内のスライドだけを入れました".to_owned(),
            "no slide is right over all these days, so only the city's own is on the stick".to_owned(),
        ));
    }
    if !report.others.is_empty() {
        let others = report.others.join("、");
        lines.push(speech.say(
            format!(
                "README-JA.txt と playlist.csv は、この zip のものに変わりました（{others} もあります）。--to で別のフォルダーに作ると、分けて置けます"
            ),
            format!("README-JA.txt and playlist.csv are now those of this zip, not of {others}; --to keeps them apart"),
        ));
    }
    if !report.left_out.is_empty() {
        lines.push(left_out(report, days, speech));
    }
    lines.join("\n")
}

fn replace_by(report: &Report, speech: Speech) -> String {
    let readme = report.readme.display();
    let offset = report.offset;
    match report.deadline.and_then(|at| Some((at, deadline(at, offset)?))) {
        Some((at, words)) => speech.say(
            format!("{words}までに、新しいものと入れかえてください。入れ方は {readme} に書いてあります"),
            format!("replace it by {}; {readme} says how to use it", offset.to_datetime(at).strftime("%Y-%m-%d %H:%M")),
        ),
        None => speech.say(format!("入れ方は {readme} に書いてあります"), format!("{readme} says how to use it")),
    }
}

/// The slides that are right only on some of the days, and how to get them all.
fn left_out(report: &Report, days: Days, speech: Speech) -> String {
    let slides = &report.left_out;
    let count = slides.len();
    let mut lines = vec![speech.say(
        format!("入れなかったスライド{count}枚（この間に、内容が合わなくなるものです）:"),
        format!("{count} slides are left out, since they are not right on all of these days:"),
    )];
    lines.extend(slides.iter().take(MOST_NAMED).map(|slide| named(slide, report.offset, speech)));
    if count > MOST_NAMED {
        let more = count - MOST_NAMED;
        lines.push(speech.say(format!("  ほか{more}枚"), format!("  and {more} more")));
    }
    if let Some(until) = shorter(slides, days, report.offset) {
        lines.push(speech.say(
            format!("早く終わるものも入れるには、--until {until} で、その日までの分を作ってください"),
            format!("with --until {until} the stick is for fewer days and takes what ends first"),
        ));
    }
    lines.join("\n")
}

/// The last day of a shorter time that keeps what ends first. What ends on the first day can't be kept by whole days.
fn shorter(slides: &[LeftOut], days: Days, offset: Offset) -> Option<Date> {
    let ends = slides.iter().filter(|slide| slide.from.is_none()).filter_map(|slide| slide.until);
    let last_days = ends.filter_map(|end| offset.to_datetime(end).date().yesterday().ok());
    last_days.filter(|day| *day >= days.from).min()
}

fn named(slide: &LeftOut, offset: Offset, speech: Speech) -> String {
    let alt = &slide.alt;
    let ja = [
        slide.from.map(|from| format!("{}から", moment(from, offset, false))),
        slide.until.map(|until| format!("{}まで", moment(until, offset, true))),
    ];
    let civil = |at: Timestamp| offset.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string();
    let en = [
        slide.from.map(|from| format!("from {}", civil(from))),
        slide.until.map(|until| format!("until {}", civil(until))),
    ];
    speech.say(
        format!("  {alt}（{}）", ja.into_iter().flatten().collect::<String>()),
        format!("  {alt} ({})", en.into_iter().flatten().collect::<Vec<_>>().join(" ")),
    )
}
