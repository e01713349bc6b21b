//! How oideyo speaks on the screen: which language, with or without colour.

use std::io::{IsTerminal, Write};
use std::path::Path;

use jiff::tz::Offset;

use crate::diagnostics::{Diagnostic, Lang, Look, print_screen};
use crate::site::dates::read_offset;

/// The voice of one command.
#[derive(Clone, Copy)]
pub struct Speech {
    /// Japanese where the site's language or the locale is.
    pub lang: Lang,
    /// Frames of ASCII, for consoles that draw others too wide.
    pub ascii: bool,
}

impl Speech {
    /// The voice for a site: its language, else the locale's.
    pub fn for_site(site: &Path) -> Self {
        let lang = match setting(site, &["language", "言語"]) {
            Some(language) if language.starts_with("ja") => Lang::Ja,
            Some(_) => locale(),
            // A site that states no language is Japanese; where there is no site the locale decides.
            None if site.join("content").join("site.yaml").is_file() => Lang::Ja,
            None => locale(),
        };
        Self { lang, ascii: old_console() }
    }

    /// Chooses between a Japanese and an English text.
    pub fn say<T>(self, ja: T, en: T) -> T {
        match self.lang {
            Lang::Ja => ja,
            Lang::En => en,
        }
    }

    /// Prints diagnostics to the error stream.
    pub fn complain(self, diagnostics: &[Diagnostic]) {
        let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let look = Look { colour, ascii: self.ascii };
        write_all(std::io::stderr(), &print_screen(diagnostics, self.lang, look));
    }

    /// Prints one line to the output stream.
    pub fn tell(self, line: &str) {
        write_all(std::io::stdout(), &format!("{line}\n"));
    }
}

/// Whether this is the console of older Windows, whose Japanese font draws frames two columns wide. Newer terminals and
/// editors say who they are.
fn old_console() -> bool {
    cfg!(windows) && ["WT_SESSION", "TERM_PROGRAM", "TERM"].iter().all(|name| std::env::var_os(name).is_none())
}

/// Writes what can be written: a closed pipe is no reason to fail.
pub fn write_all(mut stream: impl Write, text: &str) {
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// One plain setting of site.yaml, read before the site is: a file full of mistakes must be complained of in its language.
fn setting(site: &Path, keys: &[&str]) -> Option<String> {
    let text = std::fs::read(site.join("content").join("site.yaml")).ok()?;
    let text = String::from_utf8_lossy(&text);
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        keys.contains(&key.trim()).then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    })
}

/// The city's offset from UTC, for `--now`.
pub fn offset_of(site: &Path) -> Option<Offset> {
    read_offset(&setting(site, &["timezone", "時差"])?)
}

/// Japanese where the environment says so, and on Windows, which says nothing there and where our users are.
fn locale() -> Lang {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    match named {
        Some(value) if value.starts_with("ja") => Lang::Ja,
        None if cfg!(windows) => Lang::Ja,
        _ => Lang::En,
    }
}
