//! The rounds against the build: whatever is done to a site, what is shown is what a fresh build makes.

use std::collections::BTreeMap;
use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use jiff::Timestamp;
use tempfile::TempDir;

use super::Preview;
use super::rounds::Rounds;
use super::shown::{Shown, Stage};
use super::state::State;
use super::watch;
use crate::build::{self, Request};
use crate::diagnostics::Lang;

const SITE: &str = "city: あおば市\nteam: 健康こども課\nbase_url: https://www.city.aoba.example.jp/oideyo/\n\
    booking_hosts: [booking.example.jp]\ncontact: {name: 健康こども課, phone: 0197-00-0011}\nfee: 無料\n\
    audience: {min_months: 5, max_months: 6}\nvenue: {name: センター}\n\
    booking: {url: https://booking.example.jp/f/a, phone: 0197-00-0011}\n";

/// 2026-12-01 09:00 in Japan.
fn clock() -> Timestamp {
    Timestamp::from_second(1_796_083_200).unwrap()
}

struct Desk {
    folder: TempDir,
    state: Arc<State>,
}

impl Desk {
    /// A site under the eyes of a preview; `channels` are the lines of its settings.
    fn new(channels: &str) -> Self {
        Self::watched(channels, true)
    }

    /// The same; where it is not `told`, the disk says nothing of changes.
    fn watched(channels: &str, told: bool) -> Self {
        Self::seen_at(Some(clock()), clock, channels, told)
    }

    /// The same at a moment, or at whatever `clock` says.
    fn seen_at(now: Option<Timestamp>, clock: fn() -> Timestamp, channels: &str, told: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().to_owned();
        let preview = Preview {
            site: site.clone(),
            host: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            edit: false,
            now,
            clock,
            lang: Lang::Ja,
        };
        let desk = Self { folder, state: Arc::new(State::new(preview, String::new())) };
        desk.write("content/site.yaml", &site_with(channels));
        for course in ["ehon", "rinyushoku"] {
            desk.write(&format!("content/{course}/_course.md"), &course_of(course));
            for day in ["2026-11-05", "2026-12-10", "2026-12-17", "2027-01-14"] {
                desk.write(&format!("content/{course}/{day}.md"), "---\nseats: open\n---\n");
            }
        }
        let bell = Arc::clone(&desk.state);
        if told {
            watch::watch(&site, move || bell.wake()).unwrap();
        }
        let rounds = Rounds::new(Arc::clone(&desk.state));
        std::thread::spawn(move || rounds.run());
        desk.rest();
        desk
    }

    fn path(&self, file: &str) -> std::path::PathBuf {
        self.folder.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Waits until nothing has been shown anew for a while.
    fn rest(&self) -> Arc<Shown> {
        let (mut known, mut since) = (self.state.shown(), Instant::now());
        let started = Instant::now();
        while since.elapsed() < Duration::from_millis(400) || known.stage != Stage::Whole {
            assert!(started.elapsed() < Duration::from_secs(60), "it never comes to rest");
            sleep(Duration::from_millis(20));
            let now = self.state.shown();
            if now.version != known.version {
                (known, since) = (now, Instant::now());
            }
        }
        known
    }

    /// What is shown soon is what a fresh build makes.
    #[track_caller]
    fn is_right(&self, after: &str) {
        let out = tempfile::tempdir().unwrap();
        let out = out.path().join("public");
        let now = self.state.preview.now.unwrap_or_else(self.state.preview.clock);
        let request = Request { site: self.folder.path(), out: &out, now, skip_broken: false, explain: false };
        build::build(request, &()).unwrap();
        let _ = fs::remove_dir_all(self.path(".oideyo"));
        let built = files_in(&out);
        let files = |shown: &Shown| -> BTreeMap<String, Vec<u8>> {
            shown.files.iter().map(|(address, file)| (address.to_string(), file.bytes.to_vec())).collect()
        };
        let shown = self.until(|shown| shown.problems.is_empty() && files(shown) == built);
        let made = files(&shown);
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&made), names(&built), "after {after}");
        for (address, bytes) in &built {
            assert!(made[address] == *bytes, "{address} differs after {after}:{}", difference(&made[address], bytes));
        }
        assert!(shown.problems.is_empty(), "after {after}: {:?}", shown.problems);
    }

    /// What is shown at rest, once it is as expected; what is shown after a long time where it never is.
    fn until(&self, expected: impl Fn(&Shown) -> bool) -> Arc<Shown> {
        let started = Instant::now();
        loop {
            let shown = self.rest();
            if expected(&shown) || started.elapsed() > Duration::from_secs(15) {
                return shown;
            }
        }
    }
}

/// The lines that only one of two texts has.
fn difference(shown: &[u8], built: &[u8]) -> String {
    let (shown, built) = (String::from_utf8_lossy(shown), String::from_utf8_lossy(built));
    let only = |one: &str, other: &str, sign: &str| -> String {
        one.lines()
            .filter(|line| !other.lines().any(|known| known == *line))
            .map(|line| format!("\n{sign}{line}"))
            .collect()
    };
    only(&shown, &built, "shown: ") + &only(&built, &shown, "built: ")
}

fn site_with(channels: &str) -> String {
    format!("{SITE}channels: {channels}\n")
}

fn course_of(name: &str) -> String {
    format!("---\nname: {name}教室\ntitle: 「{name}」をはじめよう\ntime: 10:00-11:30\n---\nいっしょに体験します。\n")
}

/// Every file below a folder that is the site's: what begins with a dot is the build's own.
fn files_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let address = entry.path().strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
        (address, fs::read(entry.path()).unwrap())
    });
    named.filter(|(address, _)| !address.starts_with('.')).collect()
}

#[test]
fn whatever_is_done_the_preview_shows_what_a_build_makes() {
    let desk = Desk::new("{card: off, signage: off}");
    desk.is_right("nothing");
    let session = "content/rinyushoku/2026-12-10.md";
    desk.write(session, "---\ntitle: あたらしい見出し\n---\n");
    desk.is_right("a new title");
    desk.write(session, "---\ntitle: あたらしい見だし\n---\n");
    desk.is_right("another title of the same size");
    desk.write("content/rinyushoku/2026-12-24.md", "---\nseats: few\n---\n");
    desk.is_right("a new session");
    fs::remove_file(desk.path("content/ehon/2026-12-17.md")).unwrap();
    desk.is_right("a session less");
    fs::rename(desk.path("content/ehon/2026-12-10.md"), desk.path("content/ehon/2026-12-11.md")).unwrap();
    desk.is_right("another day");
    desk.write("content/ehon/_course.md", &course_of("絵本"));
    desk.is_right("another name of a course");
    desk.write("content/site.yaml", &site_with("{card: off, signage: off}").replace("健康こども課", "子育て課"));
    desk.is_right("another team");
    desk.write("themes/default/styles/page.css", "body { color: #123456 }");
    desk.is_right("another theme");
    fs::rename(desk.path("content/ehon"), desk.path("content/uta")).unwrap();
    desk.is_right("another folder");
    fs::remove_dir_all(desk.path("themes")).unwrap();
    desk.is_right("no theme of its own");
    // An editor that writes beside and renames, and one that sets the file's time back.
    desk.write("content/rinyushoku/.x.tmp", "---\nseats: full\n---\n");
    fs::rename(desk.path("content/rinyushoku/.x.tmp"), desk.path(session)).unwrap();
    desk.is_right("a file that was put in the place of another");
    desk.write(session, "---\nseats: open\n---\n");
    let file = fs::File::options().write(true).open(desk.path(session)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(3600)).unwrap();
    drop(file);
    desk.is_right("a file whose time was set back");
    for number in 0..120 {
        desk.write(&format!("content/uta/2027-02-{:02}-{number}.md", number % 28 + 1), "---\nseats: few\n---\n");
    }
    desk.is_right("many files at once");
    fs::rename(desk.path("content"), desk.path("away")).unwrap();
    assert!(!desk.until(|shown| !shown.problems.is_empty()).problems.is_empty());
    fs::rename(desk.path("away"), desk.path("content")).unwrap();
    desk.is_right("content that was away");
    assert!(!desk.path("public").exists(), "a preview never writes there");
}

#[test]
fn cards_and_slides_are_those_of_a_build_and_one_that_does_not_fit_hides_no_other() {
    let desk = Desk::new("{card: on, signage: on}");
    desk.is_right("nothing");
    let session = "content/rinyushoku/2026-12-10.md";
    desk.write(session, "---\ntitle: カードの見出し\n---\n");
    desk.is_right("a new title");
    desk.write(session, &format!("---\ntitle: {}\n---\n", "とてもながい".repeat(40)));
    desk.write("content/ehon/2026-12-10.md", "---\ntitle: ほかの見出し\n---\n");
    let shown = desk.until(|shown| !shown.problems.is_empty());
    assert!(!shown.problems.is_empty(), "the headline does not fit");
    let page = |shown: &Shown, address: &str| String::from_utf8(shown.file(address).unwrap().to_vec()).unwrap();
    assert!(page(&shown, "ehon/2026-12-10.html").contains("ほかの見出し"), "others go on");
    let cards = |shown: &Shown| shown.files.keys().filter(|address| address.contains("cards/2026-12-10-")).count();
    assert!(cards(&shown) >= 6, "the last good cards stay");
    desk.write(session, "---\ntitle: みじかい見出し\n---\n");
    desk.is_right("a short title again");
}

#[test]
fn a_mistake_keeps_what_was_shown_and_half_a_file_is_no_mistake() {
    let desk = Desk::new("{card: off, signage: off}");
    let session = "content/rinyushoku/2026-12-10.md";
    let page = |shown: &Shown| String::from_utf8(shown.file("rinyushoku/2026-12-10.html").unwrap().to_vec()).unwrap();
    desk.write(session, "---\ntitle: よい見出し\n---\n");
    assert!(page(&desk.until(|shown| page(shown).contains("よい見出し"))).contains("よい見出し"));
    desk.write(session, "---\ntitle: \"よ\n---\n");
    let shown = desk.until(|shown| !shown.problems.is_empty());
    assert!(page(&shown).contains("よい見出し") && shown.problems.len() == 1, "{:?}", shown.problems);
    let file = shown.problems[0].place.as_ref().map(|place| place.source.path.clone());
    assert_eq!(file.as_deref(), Some(session));
    desk.write(session, "---\ntitle: よい見出し\n---\n");
    desk.is_right("a mended mistake");
    // Half of it is there for 40 ms: nobody is told of a mistake, and no list loses the session.
    let before = desk.state.shown().version;
    desk.write(session, "---\ntit");
    sleep(Duration::from_millis(40));
    assert!(desk.state.shown().problems.is_empty());
    desk.write(session, "---\ntitle: よい見出し\n---\n");
    desk.is_right("a file that was written in two steps");
    fs::rename(desk.path(session), desk.path("content/away.txt")).unwrap();
    sleep(Duration::from_millis(40));
    assert!(desk.state.shown().files.contains_key("rinyushoku/2026-12-10.html"));
    fs::rename(desk.path("content/away.txt"), desk.path(session)).unwrap();
    desk.is_right("a file that was gone for a moment");
    assert_eq!(desk.state.shown().version, before, "nothing of that was shown");
}

#[test]
fn what_several_courses_share_is_shown_anew_in_all_of_them() {
    let desk = Desk::new("{card: on, signage: off}");
    let rooms = |name: &str| format!("---\ntitle: {name}で会いましょう\nvenue: {{name: {name}}}\n---\n");
    // The venue of one course is a name that pictures of the other must not break.
    desk.write("content/ehon/2026-12-10.md", "---\ntitle: ひまわりプラザへどうぞ\n---\n");
    desk.write("content/rinyushoku/2026-12-10.md", &rooms("ひまわりプラザ"));
    desk.is_right("a venue that another course names");
    desk.write("content/rinyushoku/2026-12-10.md", &rooms("さくらホール"));
    desk.is_right("another venue");
    // The only sessions that are over: no page leads to the archive any more.
    for course in ["ehon", "rinyushoku"] {
        fs::remove_file(desk.path(&format!("content/{course}/2026-11-05.md"))).unwrap();
    }
    desk.is_right("nothing is over");
    desk.write("content/ehon/2026-11-05.md", "---\nseats: open\n---\n");
    desk.is_right("something is over again");
    // Two changes behind each other, the second before the pictures of the first are drawn.
    desk.write("content/site.yaml", &site_with("{card: on, signage: off}").replace("健康こども課", "子育て課"));
    sleep(Duration::from_millis(60));
    desk.write("content/site.yaml", &site_with("{card: on, signage: off}"));
    desk.is_right("a change that was taken back at once");
}

#[test]
fn a_clock_that_goes_on_changes_what_it_must() {
    static AT: AtomicI64 = AtomicI64::new(1_796_083_200);
    fn now() -> Timestamp {
        Timestamp::from_second(AT.load(Ordering::Relaxed)).unwrap()
    }
    let desk = Desk::seen_at(None, now, "{card: off, signage: off}", true);
    desk.write("content/rinyushoku/2026-12-10.md", "---\nbooking: {closes: 2日前 17:00}\n---\n");
    desk.is_right("a closing moment");
    for hours in [1, 24 * 8, 24 * 10, 24 * 45] {
        AT.store(1_796_083_200 + hours * 3600, Ordering::Relaxed);
        // Only one of the courses is touched; the other one's time has come all the same.
        desk.write("content/ehon/2027-01-14.md", &format!("---\ntitle: {hours}時間あと\n---\n"));
        desk.is_right(&format!("{hours} hours"));
    }
    AT.store(1_796_083_200, Ordering::Relaxed);
    desk.write("content/ehon/2027-01-14.md", "---\ntitle: もどった時計\n---\n");
    desk.is_right("a clock that was set back");
}

#[test]
fn a_course_that_nobody_touched_is_not_made_again() {
    let desk = Desk::new("{card: off, signage: off}");
    let shown_of = |shown: &Shown, course: &str| {
        let site = &shown.loaded.as_ref().unwrap().site;
        Arc::clone(site.courses.iter().find(|known| known.slug == course).unwrap())
    };
    let before = desk.rest();
    desk.write("content/rinyushoku/2026-12-10.md", "---\ntitle: あたらしい見出し\n---\n");
    let after = desk.until(|shown| !Arc::ptr_eq(&shown_of(shown, "rinyushoku"), &shown_of(&before, "rinyushoku")));
    assert!(!Arc::ptr_eq(&shown_of(&after, "rinyushoku"), &shown_of(&before, "rinyushoku")));
    assert!(Arc::ptr_eq(&shown_of(&after, "ehon"), &shown_of(&before, "ehon")));
    let same = |address: &str| Arc::ptr_eq(&after.files[address], &before.files[address]);
    assert!(same("ehon/2026-12-10.html") && same("ehon/index.html"));
    assert!(!same("rinyushoku/2026-12-17.html"), "it names the other date with its new words");
    assert!(!same("index.html"));
}

#[test]
fn a_draft_is_shown_as_if_it_were_saved() {
    let desk = Desk::new("{card: off, signage: off}");
    let (session, draft) = ("content/rinyushoku/2026-12-10.md", "---\ntitle: 下書きの見出し\n---\n");
    desk.state.draft(session, Some(draft.as_bytes().into()));
    let is_the_draft = |shown: &Shown| {
        let page = String::from_utf8(shown.file("rinyushoku/2026-12-10.html").unwrap().to_vec()).unwrap();
        page.contains("下書きの見出し")
    };
    assert!(is_the_draft(&desk.until(is_the_draft)));
    assert!(!fs::read_to_string(desk.path(session)).unwrap().contains("下書き"), "the file is as it was");
    desk.state.draft(session, None);
    desk.is_right("a draft that was taken back");
}

#[test]
fn a_disk_that_tells_nothing_is_looked_at_again_and_again() {
    let desk = Desk::watched("{card: off, signage: off}", false);
    let shows = |words: &str| {
        let started = Instant::now();
        let page = || {
            let bytes = desk.state.shown().file("rinyushoku/2026-12-10.html").unwrap();
            String::from_utf8(bytes.to_vec()).unwrap()
        };
        while !page().contains(words) {
            assert!(started.elapsed() < Duration::from_secs(60), "{words} is never shown");
            sleep(Duration::from_millis(50));
        }
    };
    let session = "content/rinyushoku/2026-12-10.md";
    desk.write(session, "---\ntitle: 一つめの見出し\n---\n");
    shows("一つめの見出し");
    // Of the same size, while the first one is still new.
    desk.write(session, "---\ntitle: 二つめの見出し\n---\n");
    shows("二つめの見出し");
    fs::rename(desk.path("content"), desk.path("away")).unwrap();
    let started = Instant::now();
    while desk.state.shown().problems.is_empty() {
        assert!(started.elapsed() < Duration::from_secs(60), "nobody sees that the content is gone");
        sleep(Duration::from_millis(50));
    }
    fs::rename(desk.path("away"), desk.path("content")).unwrap();
    desk.write(session, "---\ntitle: 三つめの見出し\n---\n");
    shows("三つめの見出し");
}

#[test]
fn five_hundred_files_that_a_sync_tool_brings_at_once_are_all_shown() {
    let desk = Desk::new("{card: off, signage: off}");
    let name = |number: usize| format!("content/ehon/2027-{:02}-{:02}-{number}.md", number % 12 + 1, number % 28 + 1);
    for number in 0..500 {
        // Beside the file first, then in its place, as sync tools do.
        desk.write(&format!("content/ehon/.{number}.part"), "---\nseats: few\n---\n");
        fs::rename(desk.path(&format!("content/ehon/.{number}.part")), desk.path(&name(number))).unwrap();
    }
    desk.is_right("five hundred new files");
    for number in 0..500 {
        desk.write(&name(number), "---\nseats: full\n---\n");
    }
    desk.is_right("five hundred changed files");
    for number in 0..500 {
        fs::remove_file(desk.path(&name(number))).unwrap();
    }
    desk.is_right("five hundred files less");
}
