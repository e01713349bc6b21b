//! The corpus of mistakes in `tests/mistakes/`: what is told of each file, exactly, and what is read as meant.
//! `OIDEYO_BLESS=1` writes `docs/machigai.md` anew from it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use super::world::{COURSE, SITE, World};

const DOCS: &str = "docs/machigai.md";
/// A session on which nothing is wrong, where the file in question is not one.
const SOUND: &str = "---\nseats: open\n---\n";

/// One file of the corpus.
struct Case {
    file: String,
    title: String,
    place: String,
    name: String,
    docs: bool,
    found: Vec<Value>,
    page: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn corpus() -> Vec<Case> {
    let index = std::fs::read_to_string(root().join("tests/mistakes/index.json")).unwrap();
    let cases: Vec<Value> = serde_json::from_str(&index).unwrap();
    let text = |case: &Value, key: &str, usual: &str| case[key].as_str().unwrap_or(usual).to_owned();
    let list = |case: &Value, key: &str| case[key].as_array().cloned().unwrap_or_default();
    let read = |case: &Value| Case {
        file: text(case, "file", ""),
        title: text(case, "title", ""),
        place: text(case, "place", "session"),
        name: text(case, "name", "2026-12-10"),
        docs: case["docs"].as_bool().unwrap_or(false),
        found: list(case, "found"),
        page: list(case, "page").iter().map(|words| words.as_str().unwrap().to_owned()).collect(),
    };
    cases.iter().map(read).collect()
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        std::fs::read(root().join("tests/mistakes").join(&self.file)).unwrap()
    }

    fn is_meant(&self) -> bool {
        !self.page.is_empty()
    }

    /// The course folder it lies in, where many cases stand in one site.
    fn folder(&self) -> String {
        self.file.replace(['/', '.'], "-")
    }

    /// Lays the file and what it needs into a world.
    fn lay(&self, world: &World) {
        let folder = format!("content/{}", self.folder());
        match self.place.as_str() {
            "site" => {
                world.write("content/site.yaml", self.bytes());
                world.write("content/rinyushoku/_course.md", COURSE);
                world.write("content/rinyushoku/2026-12-10.md", SOUND);
            }
            "course" => {
                world.write(&format!("{folder}/_course.md"), self.bytes());
                world.write(&format!("{folder}/2026-12-10.md"), SOUND);
            }
            _ => {
                world.write(&format!("{folder}/_course.md"), COURSE);
                world.write(&format!("{folder}/2026-12-10.md"), SOUND);
                world.write(&format!("{folder}/{}.md", self.name), self.bytes());
            }
        }
    }

    /// What must be found, in the order of the file: severity, rule, line, column.
    fn expected(&self) -> Vec<(String, String, u64, u64)> {
        self.found.iter().map(told).collect()
    }
}

fn told(found: &Value) -> (String, String, u64, u64) {
    let text = |key: &str| found[key].as_str().unwrap_or_default().to_owned();
    (text("severity"), text("rule"), found["line"].as_u64().unwrap_or(0), found["column"].as_u64().unwrap_or(0))
}

/// All findings of one run.
fn check(world: &World) -> Vec<Value> {
    let outcome = world.run(&["check", "--format", "json", "--now", "2026-12-01T09:00"]);
    outcome.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What is found in each case, in the order of its file. Cases of sessions and courses stand in one site, so each run
/// tells the mistakes of all its files.
fn found() -> &'static BTreeMap<String, Vec<Value>> {
    static FOUND: OnceLock<BTreeMap<String, Vec<Value>>> = OnceLock::new();
    FOUND.get_or_init(|| found_in(&corpus(), SITE))
}

fn found_in(cases: &[Case], site: &str) -> BTreeMap<String, Vec<Value>> {
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for meant in [false, true] {
        let together: Vec<&Case> =
            cases.iter().filter(|case| case.place != "site" && case.is_meant() == meant).collect();
        if together.is_empty() {
            continue;
        }
        let world = World::empty();
        // All courses of the corpus meet in one room at one time.
        world.write("content/site.yaml", format!("{site}levels: {{room-overlap: なし}}\n"));
        together.iter().for_each(|case| case.lay(&world));
        for finding in check(&world) {
            // Findings about a whole file name it in their words.
            let whole = ["file", "message"].iter().filter_map(|key| finding[key].as_str()).collect::<String>();
            let of = together.iter().find(|case| whole.contains(&format!("/{}/", case.folder())));
            found.entry(of.unwrap_or_else(|| panic!("{finding}")).file.clone()).or_default().push(finding);
        }
    }
    for case in cases.iter().filter(|case| case.place == "site") {
        let world = World::empty();
        case.lay(&world);
        found.insert(case.file.clone(), check(&world));
    }
    for findings in found.values_mut() {
        findings.sort_by_key(|finding| {
            let (_, rule, line, column) = told(finding);
            (line, column, rule)
        });
    }
    found
}

#[test]
fn every_mistake_is_told_once_at_its_place() {
    let cases = corpus();
    let found = found();
    let mut wrong = Vec::new();
    for case in &cases {
        let findings = found.get(&case.file).map_or(&[][..], Vec::as_slice);
        let told: Vec<_> = findings.iter().map(told).collect();
        if told != case.expected() {
            wrong.push(format!("{}: {told:?}, expected {:?}", case.file, case.expected()));
            continue;
        }
        for (finding, expected) in findings.iter().zip(&case.found) {
            let help = finding["help"].as_str().unwrap();
            for words in expected["help"].as_array().unwrap() {
                if !help.contains(words.as_str().unwrap()) {
                    wrong.push(format!("{}: “{help}” lacks {words}", case.file));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_corpus_is_large_and_whole() {
    let cases = corpus();
    let meant = cases.iter().filter(|case| case.is_meant()).count();
    assert!(meant >= 25 && cases.len() - meant >= 80, "{meant} of {}", cases.len());
    let on_disk = super::world::files_below(&root().join("tests/mistakes"));
    let mut named: Vec<String> = cases.iter().map(|case| case.file.clone()).chain(["index.json".into()]).collect();
    named.sort();
    assert_eq!(on_disk, named, "files and index differ");
    assert!(cases.iter().all(|case| case.is_meant() || !case.found.is_empty()), "a mistake that is silent");
}

#[test]
fn english_says_what_to_do_too() {
    let mistakes: Vec<Case> = corpus().into_iter().filter(|case| !case.is_meant() && case.place != "site").collect();
    let found = found_in(&mistakes, &format!("{SITE}language: en\n"));
    assert!(found.len() >= 80);
    for finding in found.values().flatten() {
        assert!(!finding["help"].as_str().unwrap().is_empty() && !finding["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn what_can_only_mean_one_thing_is_read_so() {
    let cases: Vec<Case> = corpus().into_iter().filter(Case::is_meant).collect();
    let world = World::empty();
    world.write("content/site.yaml", SITE);
    cases.iter().for_each(|case| case.lay(&world));
    world.build().ends(0);
    for case in &cases {
        let page = world.read(&format!("public/{}/{}.html", case.folder(), case.name));
        for words in &case.page {
            assert!(page.contains(words.as_str()), "{}: {words} is not on the page", case.file);
        }
    }
}

/// The ten mistakes of which other generators publish most without a word.
#[test]
fn ten_mistakes_and_none_is_silent() {
    let whole = "---\ntitle: もぐもぐの準備\ndate: 2026-12-10\ntime: 10:00-11:30\naudience: 生後5〜6か月\nbooking: {url: 'https://booking.example.jp/f', opens: 2026-11-20 9:00}\n---\n";
    let mistakes = [
        ("audience missing", "audience: 生後5〜6か月\n", ""),
        ("time missing", "time: 10:00-11:30\n", ""),
        ("key misspelt", "audience:", "audeince:"),
        ("quote not closed", "title: もぐ", "title: \"もぐ"),
        ("no such day", "date: 2026-12-10", "date: 2025-13-45"),
        ("no such opening", "opens: 2026-11-20", "opens: 2025-13-45"),
        ("ends before it starts", "10:00-11:30", "10:00-9:30"),
        ("a day years away", "date: 2026-12-10", "date: 2035-01-01"),
        ("address is no address", "'https://booking.example.jp/f'", "予約はこちら"),
        ("host nobody knows", "booking.example.jp", "sumaho.example.jp"),
    ];
    for (name, from, to) in mistakes {
        let world = World::new();
        world.write(
            "content/rinyushoku/_course.md",
            COURSE.replace("time: 10:00-11:30\naudience: {min_months: 5, max_months: 6}\n", ""),
        );
        world.write("content/rinyushoku/2026-12-10.md", whole);
        assert_eq!(world.check(), [], "the file is sound but for the mistake");
        assert!(whole.contains(from), "{name}");
        world.write("content/rinyushoku/2026-12-10.md", whole.replacen(from, to, 1));
        let found = world.check();
        let named =
            |found: &&(String, String, String, u64, u64)| found.0 == "error" && found.2.ends_with("2026-12-10.md");
        assert_eq!(found.iter().filter(named).count(), 1, "{name}: {found:?}");
        world.build().ends(1);
    }
}

#[test]
fn a_broken_course_makes_no_errors_in_its_sessions() {
    let world = World::new();
    for day in 11..=15 {
        world.write(&format!("content/rinyushoku/2026-12-{day}.md"), SOUND);
    }
    world.write("content/rinyushoku/_course.md", "本文だけです。\n");
    let rules: Vec<String> = world.check().into_iter().map(|found| found.1).collect();
    assert_eq!(rules, ["no-front-matter"]);
}

#[test]
fn all_files_tell_all_their_errors_in_one_run() {
    let world = World::new();
    world.write("content/site.yaml", SITE.replace("oideyo/", "oideyo"));
    world.write("content/rinyushoku/_course.md", COURSE.replace("fee: 無料", "fee: 実費\nbring: [母子健康手帳"));
    world.write("content/rinyushoku/2026-12-10.md", "---\ntitel: あ\nseats; few\ndoors: 25:00\n---\n");
    world.write("content/rinyushoku/2027-01-14.md", "---\ntitle: \"あ\nstanding: たぶん\n---\n");
    let mut found: Vec<_> = world.check().into_iter().map(|found| (found.2, found.3, found.1)).collect();
    found.sort();
    let told = |file: &str, line, rule: &str| (format!("content/{file}"), line, rule.to_owned());
    assert_eq!(
        found,
        [
            told("rinyushoku/2026-12-10.md", 2, "unknown-key"),
            told("rinyushoku/2026-12-10.md", 3, "no-colon"),
            told("rinyushoku/2026-12-10.md", 4, "bad-time"),
            told("rinyushoku/2027-01-14.md", 2, "unclosed-quote"),
            told("rinyushoku/2027-01-14.md", 3, "bad-choice"),
            told("rinyushoku/_course.md", 7, "bad-number"),
            told("rinyushoku/_course.md", 8, "unclosed-bracket"),
            told("site.yaml", 3, "bad-base-url"),
        ]
    );
}

#[test]
fn ascii_draws_no_other_frame() {
    let world = World::new();
    world.write("content/rinyushoku/2026-12-10.md", "---\ntitel: ①もぐもぐ\n---\n");
    for command in ["build", "check"] {
        let frames = ['╭', '│', '━', '╰'];
        let outcome = world.run(&[command, "--now", "2026-12-01T09:00"]);
        assert!(frames.iter().all(|frame| outcome.err.contains(*frame)), "{}", outcome.err);
        let outcome = world.run(&[command, "--ascii", "--now", "2026-12-01T09:00"]);
        assert!(!frames.iter().any(|frame| outcome.err.contains(*frame)), "{}", outcome.err);
        assert!(outcome.err.contains("--> content/rinyushoku/2026-12-10.md:2:1") && outcome.err.contains("^^^^^"));
    }
}

#[test]
fn photos_are_found_under_either_form_of_their_name() {
    let world = World::new();
    let mut jpeg = Vec::new();
    let picture = image::RgbImage::from_fn(1280, 960, |x, y| image::Rgb([x as u8, y as u8, 90]));
    picture.write_to(&mut std::io::Cursor::new(&mut jpeg), image::ImageFormat::Jpeg).unwrap();
    world.write("content/rinyushoku/photos/か\u{3099}そ\u{3099}う.jpg", &jpeg);
    world.write("content/rinyushoku/photos/ｵﾔｺ.jpg", &jpeg);
    for name in ["がぞう.jpg", "か\u{3099}そ\u{3099}う.jpg", "ｵﾔｺ.jpg", "オヤコ.jpg"] {
        let photo = format!("---\nphoto: {{file: photos/{name}, alt: 親子, consent: 書面で同意}}\n---\n");
        world.write("content/rinyushoku/2026-12-10.md", photo);
        assert!(!world.check().iter().any(|found| found.0 == "error"), "{name}");
    }
}

const FAMILIES: [(&str, &str); 12] = [
    ("colons", "コロンと行"),
    ("quotes", "引用符とカッコ"),
    ("indent", "字下げと「- 」"),
    ("fences", "区切りの「---」"),
    ("keys", "項目の名前"),
    ("dates", "日にち"),
    ("times", "時刻"),
    ("values", "内容"),
    ("addresses", "アドレス"),
    ("courses", "教室のファイル（_course.md）"),
    ("settings", "サイトの設定（site.yaml）"),
    ("several", "いくつものまちがい"),
];

/// The page for staff, out of the corpus and of what oideyo says about it.
fn page(cases: &[Case]) -> String {
    let found = found();
    let mut page = "# よくあるまちがい\n\n<!-- tests/mistakes/ から作っています。このファイルを手で直さないでください。 -->\n\n\
        書いたものにまちがいがあると、oideyo は場所と直し方を言います。1回の実行で、すべてのファイルのまちがいが出ます。\n\
        直すまで、前に作ったページはそのまま残ります。\n"
        .to_owned();
    for (family, title) in FAMILIES {
        let shown: Vec<&Case> =
            cases.iter().filter(|case| case.docs && case.file.starts_with(&format!("{family}/"))).collect();
        if !shown.is_empty() {
            page.push_str(&format!("\n## {title}\n"));
        }
        for case in shown {
            page.push_str(&section(case, &found[&case.file]));
        }
    }
    page.push_str("\n## そのまま読めるもの\n\n次のように書かれていても、意味が1つに決まるので、直さずに読みます。\n\n");
    for case in cases.iter().filter(|case| case.is_meant() && case.docs) {
        page.push_str(&format!("- {}\n", case.title));
    }
    page
}

/// One mistake: the lines it is on, and what is said.
fn section(case: &Case, findings: &[Value]) -> String {
    let text = String::from_utf8_lossy(&case.bytes()).into_owned();
    let lines: Vec<&str> = text.lines().collect();
    let mut section = format!("\n### {}\n\n", case.title);
    for finding in findings {
        let (_, _, line, _) = told(finding);
        let line = usize::try_from(line).unwrap();
        let wrong = lines.get(line - 1).copied().unwrap_or("");
        let fence = if wrong.contains("```") { "````" } else { "```" };
        section.push_str(&format!("{line}行目\n\n{fence}text\n{wrong}\n{fence}\n\n"));
        let message = finding["message"].as_str().unwrap().replace(&case.folder(), "教室のフォルダー");
        section.push_str(&format!("> {message}\n>\n> 直し方: {}\n", quoted(finding["help"].as_str().unwrap())));
    }
    section
}

/// The lines to copy, as code; words that Markdown would read as its own, as they are.
fn quoted(help: &str) -> String {
    match help.split_once("ください: ") {
        Some((words, lines)) => {
            let lines: Vec<String> = lines.split(" または ").map(|line| format!("`{line}`")).collect();
            format!("{words}ください: {}", lines.join(" または "))
        }
        None => help.replace('<', "&lt;").replace('*', "\\*"),
    }
}

#[test]
fn the_page_for_staff_says_what_oideyo_says() {
    let page = page(&corpus());
    let path = root().join(DOCS);
    if std::env::var_os("OIDEYO_BLESS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page, "write it anew with OIDEYO_BLESS=1");
}
