//! Stand-in for the theme: reads `themes/default` from disk. The real one replaces this file.

use std::collections::BTreeMap;
use std::path::Path;

/// A theme's files and tokens.
pub struct Theme {
    files: BTreeMap<String, Vec<u8>>,
}

impl Theme {
    /// Reads a folder.
    pub fn read(folder: &Path) -> Self {
        let files = walkdir::WalkDir::new(folder)
            .into_iter()
            .flatten()
            .filter(|entry| entry.file_type().is_file())
            .filter_map(|entry| {
                let name = entry.path().strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/");
                Some((name, std::fs::read(entry.path()).ok()?))
            })
            .collect();
        Self { files }
    }

    /// A text file.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.bytes(path)?).ok()
    }

    /// A file.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Paths below a folder.
    pub fn paths(&self, folder: &str) -> Vec<&str> {
        let prefix = format!("{folder}/");
        self.files.keys().filter(|path| path.starts_with(&prefix)).map(String::as_str).collect()
    }

    /// Custom properties.
    pub fn tokens_css(&self) -> String {
        ":root{--cream:#fff9ee;--green:#0b6b58;--deep-green:#084c3f;--booking:#c2410c;--sun:#ffd166;--ink:#1f2933;\
         --muted:#4b5a64;--peach:#ffe6c7;--apricot:#ffd9a5;--mint:#e6f3ec}"
            .to_owned()
    }

    /// Family, weight, bytes.
    pub fn fonts(&self) -> Vec<(&str, u16, &[u8])> {
        [(400, "fonts/BIZUDPGothic-Regular.ttf"), (700, "fonts/BIZUDPGothic-Bold.ttf")]
            .into_iter()
            .filter_map(|(weight, path)| Some(("BIZ UDPGothic", weight, self.bytes(path)?)))
            .collect()
    }
}
