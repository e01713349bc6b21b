//! `oideyo publish`: builds the site, shows what would change where it is read, asks, and sends it.

mod told;
mod zip;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use jiff::tz::Offset;

use super::build::{Bar, fail};
use super::speech::Speech;
use super::{Exit, SiteArguments, ask};
use crate::build::paths::absolute;
use crate::build::{Loaded, build, load};
use crate::diagnostics::{Diagnostic, Message};
use crate::publish::difference::{Difference, Stage, wanted};
use crate::publish::facts::{Facts, Unsaid};
use crate::publish::lock::Holder;
use crate::publish::manifest::Stamp;
use crate::publish::pins::Pins;
use crate::publish::place::{Place, Reach, Refusal};
use crate::publish::secret::{Opens, Secret};
use crate::publish::upload::Bytes;
use crate::publish::{Built, Crew, Plan, Watch, Way, carry_out, kept, plan, plan_rollback, verify_all};
use crate::site::Site;
use crate::site::publish::{Target, TargetKind};
use told::{Teller, size};

/// Arguments of `publish`.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,
    /// 送り先の名前（site.yaml の publish: の下）。1つだけなら書かなくてかまいません (a target's name)
    #[arg(value_name = "TARGET")]
    target: Option<String>,
    /// 何が変わるかを見るだけで、送りません (show what would change, send nothing)
    #[arg(long)]
    dry_run: bool,
    /// たずねずに送ります。無人で送るときに (ask nothing)
    #[arg(long)]
    yes: bool,
    /// 送った後に全部を読み返して、同じかどうかを確かめます (read everything back)
    #[arg(long)]
    verify: bool,
    /// 前に公開したものに戻します (put back the upload before)
    #[arg(long, conflicts_with = "dry_run")]
    rollback: bool,
    /// FTP を暗号化せずに使います。パスワードを途中で読まれるおそれがあります (plain FTP)
    #[arg(long)]
    insecure_ftp: bool,
}

/// As many files that change are named.
const MOST_NAMED: usize = 8;

pub(super) fn run(arguments: &Arguments) -> Exit {
    publish(arguments).unwrap_or_else(|exit| exit)
}

fn publish(arguments: &Arguments) -> Result<Exit, Exit> {
    let speech = arguments.site.speech();
    let now = arguments.site.now_or_complain()?;
    let folder = arguments.site.site.as_path();
    let loaded = load(folder).ok();
    // Whoever names a target that is not there should not wait for a build.
    let early = loaded.as_ref().filter(|loaded| !loaded.diagnostics.iter().any(Diagnostic::is_error));
    if let Some(loaded) = early {
        target(arguments, &loaded.site, speech)?;
    }
    let public = folder.join("public");
    if !arguments.rollback || loaded.is_none() {
        built(arguments, &public, now, speech)?;
    }
    let Some(Loaded { site, .. }) = loaded.or_else(|| load(folder).ok()) else { return Err(Exit::Content) };
    let target = target(arguments, &site, speech)?;
    let job = Job { arguments, speech, now, folder, public: &public, site: &site, target };
    match &target.kind {
        TargetKind::Zip { folder, holds } => zip::publish(&job, folder.as_deref(), *holds),
        _ => job.send(),
    }
}

/// The target that is meant.
fn target<'a>(arguments: &Arguments, site: &'a Site, speech: Speech) -> Result<&'a Target, Exit> {
    let names = || site.targets.iter().map(|target| target.name.as_str()).collect::<Vec<_>>().join("、");
    let found = match (&arguments.target, site.targets.as_slice()) {
        (_, []) => Err(Message::PublishNoTargets {}),
        (None, [only]) => Ok(only),
        (None, _) => Err(Message::PublishWhich { names: names() }),
        (Some(asked), all) => all
            .iter()
            .find(|target| target.name == *asked)
            .ok_or_else(|| Message::PublishNoSuchTarget { asked: asked.clone(), names: names() }),
    };
    found.map_err(|message| {
        speech.complain(&[Diagnostic::error_anywhere(message)]);
        Exit::Usage
    })
}

fn built(arguments: &Arguments, public: &Path, now: Timestamp, speech: Speech) -> Result<(), Exit> {
    let bar = Bar::new(Instant::now(), speech);
    let site = arguments.site.site.as_path();
    let result = build(crate::build::Request { site, out: public, now, skip_broken: false, explain: false }, &bar);
    bar.finish();
    match result {
        Ok(report) => {
            speech.complain(&report.diagnostics);
            Ok(())
        }
        Err(failure) => Err(fail(failure, speech)),
    }
}

/// One upload, and what is needed for it.
struct Job<'a> {
    arguments: &'a Arguments,
    speech: Speech,
    now: Timestamp,
    /// The folder that holds `content/`.
    folder: &'a Path,
    public: &'a Path,
    site: &'a Site,
    target: &'a Target,
}

/// The build's files, and what is said of the sessions.
type Content = (BTreeMap<String, Stamp>, BTreeMap<String, Facts>);

/// The way to a target, and the first connection on it.
type Opened = (Box<dyn Reach>, Box<dyn Place>);

impl Job<'_> {
    fn send(&self) -> Result<Exit, Exit> {
        let way = Way { target: self.target, site: self.folder, insecure: self.arguments.insecure_ftp };
        let teller = self.teller(way.server().unwrap_or_else(|| self.target.name.clone()));
        if let TargetKind::Folder(folder) = &self.target.kind {
            self.refuse_own(&way.folder(folder))?;
        }
        let (reach, place) = self.open(&way, &teller)?;
        let bar = UploadBar::new();
        let mut crew = Crew::new(reach.as_ref(), place, &bar, Timestamp::now);
        let kept_file = kept::file(self.folder, &self.target.name);
        let (plan, bytes): (Plan, Box<dyn Bytes>) = if self.arguments.rollback {
            let (plan, kept) = plan_rollback(&mut crew, &kept_file).map_err(|stop| teller.stopped(stop))?;
            (plan, Box::new(kept))
        } else {
            let (files, sessions) = self.wanted(&teller)?;
            let plan = plan(&mut crew, files, sessions, self.now).map_err(|stop| teller.stopped(stop))?;
            (plan, Box::new(Built { public: self.public }))
        };
        self.speech.tell(&self.changes(&plan.difference, plan.was_cut));
        self.look(&plan.unsaid, plan.vanishing.clone())?;
        if self.arguments.dry_run {
            return Ok(Exit::Done);
        }
        let wanted = plan.wanted.clone();
        if plan.is_done() {
            self.speech.tell(self.speech.say(
                "送るものはありません。公開中のものが、いまの原稿と同じです",
                "there is nothing to send: what is online is what you have",
            ));
        } else {
            if !plan.difference.is_empty() {
                self.agree()?;
            }
            let here = self.folder.join(".oideyo").join(format!("publish-{}.lock", kept::file_name(&self.target.name)));
            // Where it can't be made processes of this PC are not told apart, and the lock on the target does that.
            let _ = std::fs::create_dir_all(self.folder.join(".oideyo"));
            let holder = Holder::here(self.folder, Timestamp::now());
            let keep = (!self.arguments.rollback).then_some(kept_file.as_path());
            let had_before = !plan.is_first();
            let done = carry_out(&mut crew, plan, bytes.as_ref(), (holder, &here), keep, &bar);
            bar.0.finish_and_clear();
            let done = done.map_err(|stop| teller.stopped(stop))?;
            teller.also(&done, had_before && keep.is_some());
            self.speech.tell(&self.sent());
        }
        if self.arguments.verify { self.verified(&mut crew, &wanted, &bar, &teller) } else { Ok(Exit::Done) }
    }

    /// What is written into `content/` or `public/` would be taken for content, or removed by the next build.
    fn refuse_own(&self, folder: &Path) -> Result<(), Exit> {
        let target = absolute(folder);
        let is_own =
            [&self.folder.join("content"), self.public].into_iter().any(|own| target.starts_with(absolute(own)));
        if !is_own {
            return Ok(());
        }
        let folder = folder.display().to_string();
        self.speech.complain(&[Diagnostic::error_anywhere(Message::PublishOwnFolder { folder })]);
        Err(Exit::Usage)
    }

    fn teller(&self, server: String) -> Teller<'_> {
        Teller {
            speech: self.speech,
            server,
            target: self.target,
            pins: self.folder.join(crate::publish::pins::FILE),
            offset: self.site.offset,
        }
    }

    /// The files that were built, and what is said of the sessions.
    fn wanted(&self, teller: &Teller<'_>) -> Result<Content, Exit> {
        let files = wanted(self.public)
            .map_err(|(file, reason)| teller.local(&self.public.join(file).display().to_string(), reason))?;
        Ok((files, Facts::of_site(self.site)))
    }

    /// Opens the way; a server that nobody knows yet is asked about.
    fn open(&self, way: &Way<'_>, teller: &Teller<'_>) -> Result<Opened, Exit> {
        if way.insecure && matches!(self.target.kind, TargetKind::Ftps { .. }) {
            let server = teller.server.clone();
            self.speech.complain(&[Diagnostic::warning_anywhere(Message::PublishInsecure { server })]);
        }
        let unreadable = |error: std::io::Error| teller.local(&teller.pins.display().to_string(), error.to_string());
        let mut pins = Pins::read(self.folder).map_err(unreadable)?;
        let secret = match way.needs() {
            None => None,
            Some(opens) => Some(self.secret(opens, teller)?),
        };
        loop {
            let reach = way.reach(secret.clone(), &pins).map_err(|refusal| teller.stopped(refusal.into()))?;
            match reach.connect() {
                Ok(place) => return Ok((reach, place)),
                Err(Refusal::Stranger { fingerprint }) if ask::somebody_is_there() => {
                    if !self.trusts(&teller.server, &fingerprint) {
                        self.tell_nothing_sent();
                        return Err(Exit::Machine);
                    }
                    pins.add(&way.server().unwrap_or_default(), &fingerprint).map_err(unreadable)?;
                }
                Err(refusal) => return Err(teller.stopped(refusal.into())),
            }
        }
    }

    fn trusts(&self, server: &str, fingerprint: &str) -> bool {
        self.speech.tell(&self.speech.say(
            format!("{server} ははじめてのサーバーです。指紋:\n  {fingerprint}\nサーバーの管理者から聞いたものと同じなら、次からはこの指紋で確かめます"),
            format!("{server} is not known yet. Its fingerprint:\n  {fingerprint}\nIf it is the one its owner told you, it is checked by it from now on"),
        ));
        ask::surely(self.speech.say("このサーバーを信用しますか", "trust it?"), self.speech)
    }

    /// The password or passphrase: from the environment, else from the keyboard.
    fn secret(&self, opens: Opens, teller: &Teller<'_>) -> Result<Secret, Exit> {
        let variables = opens.variables(&self.target.name);
        // A CI job without the secret sets an empty one.
        let set = |name: &String| std::env::var(name).ok().filter(|secret| !secret.is_empty());
        if let Some(secret) = variables.iter().find_map(set) {
            return Ok(Secret::new(secret));
        }
        let (what, english) = match opens {
            Opens::Account => ("パスワード", "password"),
            Opens::Key => ("鍵のパスフレーズ", "passphrase of the key"),
        };
        let question =
            self.speech.say(format!("{} の{what}:", teller.server), format!("{english} for {}:", teller.server));
        let typed = ask::somebody_is_there().then(|| ask::secret(&question)).flatten();
        typed.map(Secret::new).ok_or_else(|| {
            let variable = opens.variable(&self.target.name);
            self.speech.complain(&[Diagnostic::error_anywhere(Message::PublishNoSecret { what, english, variable })]);
            Exit::Usage
        })
    }

    /// What would change, with the first pages of it by name.
    fn changes(&self, difference: &Difference, was_cut: bool) -> String {
        let (new, changed) = difference.counts();
        let (removed, unchanged, bytes) = (difference.removing.len(), difference.unchanged, size(difference.bytes()));
        let name = &self.target.name;
        let mut lines = vec![self.speech.say(
            format!("{name}: 新しいファイル{new}、変わるファイル{changed}、消すファイル{removed}、そのまま{unchanged}（送る量 {bytes}）"),
            format!("{name}: {new} new, {changed} changed, {removed} removed, {unchanged} as they are ({bytes} to send)"),
        )];
        let pages = difference.sending.iter().filter(|file| file.stage == Stage::Page).map(|file| {
            let sign = if file.replaces { '~' } else { '+' };
            format!("  {sign} {}", file.address)
        });
        let gone = difference.removing.iter().filter(|address| Stage::of(address) == Stage::Page);
        let all: Vec<String> = gone.map(|address| format!("  - {address}")).chain(pages).collect();
        lines.extend(all.iter().take(MOST_NAMED).cloned());
        if let Some(more) = all.len().checked_sub(MOST_NAMED).filter(|more| *more > 0) {
            lines.push(self.speech.say(format!("  ほか{more}ページ"), format!("  and {more} more pages")));
        }
        if was_cut {
            lines.push(self.speech.say(
                "前の送信は途中で止まっていました。続きを送ります".to_owned(),
                "the upload before was cut; this one goes on from there".to_owned(),
            ));
        }
        lines.join("\n")
    }

    /// What must not go on, and what should be looked at.
    fn look(&self, unsaid: &[Unsaid], vanishing: Vec<String>) -> Result<(), Exit> {
        let unsaid = unsaid.iter().map(|unsaid| {
            let what = self.speech.say(unsaid.what.0.clone(), unsaid.what.1.clone());
            Diagnostic::error_anywhere(Message::PublishUnsaid { session: unsaid.session.clone(), what })
        });
        let vanishing =
            vanishing.into_iter().map(|session| Diagnostic::warning_anywhere(Message::PublishVanishing { session }));
        let found: Vec<Diagnostic> = unsaid.chain(vanishing).collect();
        self.speech.complain(&found);
        if found.iter().any(Diagnostic::is_error) { Err(Exit::Content) } else { Ok(()) }
    }

    fn agree(&self) -> Result<(), Exit> {
        if self.arguments.yes {
            return Ok(());
        }
        if !ask::somebody_is_there() {
            self.speech.complain(&[Diagnostic::error_anywhere(Message::PublishUndecided {})]);
            return Err(Exit::Usage);
        }
        let question = match self.arguments.rollback {
            true => self.speech.say("前に公開したものに戻しますか", "put back the upload before?"),
            false => self.speech.say("送りますか", "send it?"),
        };
        if ask::yes(question, self.speech) {
            return Ok(());
        }
        self.tell_nothing_sent();
        Err(Exit::Done)
    }

    fn tell_nothing_sent(&self) {
        self.speech.tell(self.speech.say("何も送りませんでした", "nothing was sent"));
    }

    fn sent(&self) -> String {
        let url = &self.site.base_url;
        match self.arguments.rollback {
            true => self.speech.say(
                format!("前に公開したものに戻しました。{url} を開いて確かめてください。原稿（content）はそのままなので、次に送る前に直してください"),
                format!("the upload before is back at {url}; content/ is as it was: correct it before you publish again"),
            ),
            false => self.speech.say(
                format!("送りました。{url} を開いて確かめてください"),
                format!("sent; have a look at {url}"),
            ),
        }
    }

    fn verified(
        &self,
        crew: &mut Crew<'_>,
        wanted: &BTreeMap<String, Stamp>,
        bar: &UploadBar,
        teller: &Teller<'_>,
    ) -> Result<Exit, Exit> {
        let wrong = verify_all(crew, wanted, bar);
        bar.0.finish_and_clear();
        let wrong = wrong.map_err(|stop| teller.stopped(stop))?;
        let count = wrong.len();
        match wrong.into_iter().next() {
            None => {
                let files = wanted.len();
                self.speech.tell(&self.speech.say(
                    format!("{files}個のファイルを読み返しました。どれも送ったものと同じです"),
                    format!("{files} files were read back; all of them are what was sent"),
                ));
                Ok(Exit::Done)
            }
            Some(file) => {
                self.speech.complain(&[Diagnostic::error_anywhere(Message::PublishVerify { file, count })]);
                Err(Exit::Machine)
            }
        }
    }
}

/// A progress bar in bytes.
struct UploadBar(ProgressBar);

impl UploadBar {
    fn new() -> Self {
        let bar = ProgressBar::hidden();
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {decimal_bytes}/{decimal_total_bytes} {eta}") {
            bar.set_style(style);
        }
        Self(bar)
    }
}

impl Watch for UploadBar {
    fn start(&self, bytes: u64) {
        self.0.reset();
        self.0.set_length(bytes);
        self.0.set_draw_target(indicatif::ProgressDrawTarget::stderr());
        self.0.enable_steady_tick(Duration::from_millis(500));
    }

    fn sent(&self, bytes: u64) {
        self.0.inc(bytes);
    }
}

/// A moment as staff read it in a message.
fn moment(seconds: i64, offset: Offset) -> String {
    let at = Timestamp::from_second(seconds).unwrap_or_default();
    offset.to_datetime(at).strftime("%Y-%m-%d %H:%M").to_string()
}

/// `SITE/out`, where files for staff go.
fn staff_folder(site: &Path, written: Option<&str>) -> PathBuf {
    match written {
        Some(written) => site.join(written),
        None if site == Path::new(".") => PathBuf::from("out"),
        None => site.join("out"),
    }
}
