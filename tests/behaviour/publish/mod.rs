//! Publishing: a site goes to a folder, a zip, real servers of Debian on loopback, and servers that fail in every way; after
//! each fault a visitor's walk from the first page meets no page whose picture is missing, and the next publish completes.

mod cuts;
mod cutter;
mod faults;
mod folder;
mod ftps;
mod servers;
mod settings;
mod sftp;
mod tiny;
mod zip;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use super::crash::missing;
use super::world::{COURSE, Outcome, SITE, World, files_below};

/// The password of every server here.
pub const PASSWORD: &str = "himitsu-no-kotoba";
/// The moment of all builds here.
pub const NOW: [&str; 2] = ["--now", "2026-12-01T09:00"];

/// A site that is published; `publish` stands below `publish:` in site.yaml.
pub struct Published {
    pub world: World,
}

impl Published {
    /// Cards but no slides: few files, of which pages depend on pictures.
    pub fn new(publish: &str) -> Self {
        let world = World::empty();
        world.write("content/site.yaml", format!("{SITE}channels: {{signage: しない}}\npublish:\n{publish}"));
        let site = Self { world };
        site.version(1);
        site
    }

    /// Writes a version of the content: sessions come and go, headlines change, and with them the names of pictures.
    pub fn version(&self, version: usize) {
        let course = COURSE.replace("「もぐもぐ」の準備", &format!("「もぐもぐ」の準備{version}"));
        let _ = std::fs::remove_dir_all(self.world.path("content/rinyushoku"));
        self.world.write("content/rinyushoku/_course.md", course);
        for day in [10, if version == 1 { 17 } else { 24 }] {
            self.world.write(&format!("content/rinyushoku/2026-12-{day}.md"), "---\nseats: open\n---\n");
        }
    }

    pub fn publish(&self, arguments: &[&str]) -> Outcome {
        self.publish_with(arguments, &[("OIDEYO_PASSWORD", PASSWORD)])
    }

    /// The same with another environment. Nobody sits there to be asked.
    pub fn publish_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Outcome {
        let output = self.command(arguments, environment).output().unwrap();
        let outcome = Outcome {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        for (_, secret) in environment {
            assert!(!outcome.out.contains(secret) && !outcome.err.contains(secret), "a secret was shown: {outcome:?}");
        }
        outcome
    }

    pub fn command(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oideyo"));
        command
            .arg("publish")
            .args(NOW)
            .args(arguments)
            .current_dir(self.world.path(""))
            .env("LANG", "ja_JP.UTF-8")
            .env_remove("LC_ALL")
            .env("NO_COLOR", "1")
            .env_remove("OIDEYO_PASSWORD")
            .envs(environment.iter().copied())
            .stdin(Stdio::null());
        command
    }

    /// Whether exactly what was built lies in `target`.
    #[track_caller]
    pub fn is_online(&self, target: &Path) {
        let (online, built) = (public_files(target), public_files(&self.world.path("public")));
        let (there, wanted): (Vec<_>, Vec<_>) = (online.keys().collect(), built.keys().collect());
        assert_eq!(there, wanted);
        for (file, bytes) in &built {
            assert!(online[file] == *bytes, "{file} is not what was built");
        }
        let left = files_below(target).into_iter().filter(|file| file.starts_with(".oideyo")).collect::<Vec<_>>();
        assert_eq!(left, [".oideyo-online.json"], "nothing else is left behind");
    }

    /// The files of a version as they would be online.
    pub fn built(&self, version: usize) -> BTreeMap<String, Vec<u8>> {
        self.version(version);
        self.world.build().ends(0);
        public_files(&self.world.path("public"))
    }
}

/// What visitors can come to: all files but those of ours that begin with a dot.
pub fn public_files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = files_below(folder).into_iter().filter(|file| !file.starts_with(".oideyo"));
    files.map(|file| (file.clone(), std::fs::read(folder.join(&file)).unwrap())).collect()
}

/// A visitor's walk: every file is one of the versions' files, whole, and nothing that is linked to is missing.
#[track_caller]
pub fn walk(target: &Path, versions: &[&BTreeMap<String, Vec<u8>>]) {
    let online = public_files(target);
    for (file, bytes) in &online {
        let is_whole = versions.iter().any(|version| version.get(file).is_some_and(|known| known == bytes));
        assert!(is_whole, "{file} is not whole: {} bytes", bytes.len());
    }
    // Entries are addresses that were known before: the first page, and the pages of the version before.
    let entries = versions[0].keys().filter(|file| file.ends_with(".html")).cloned().chain(["index.html".to_owned()]);
    let missing = missing(&online, entries);
    assert!(missing.is_empty(), "a visitor misses {missing:?}");
}

/// A number from a seed, and the next seed (a plain linear congruence: the cuts are random, and the same each time).
pub fn random(seed: &mut u64, below: u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) % below.max(1)
}
