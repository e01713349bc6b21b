//! Which files may be touched: those that the site knows, inside its own folder.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::refusal::Refusal;
use crate::content::fields::Levels;
use crate::content::front::{Front, inherit};
use crate::content::{Document, read_document};

/// Largest file that is edited, in bytes; longer ones are not read either.
const MAX_TEXT: u64 = 2_000_000;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `content/site.yaml`.
    Site,
    /// `content/COURSE/_course.md`.
    Course,
    /// `content/COURSE/NAME.md`.
    Session,
    /// `content/COURSE/NAME.LANG.md`.
    Translation,
}

impl Kind {
    /// Which fields may stand in it.
    pub fn level(self) -> Levels {
        match self {
            Self::Site => Levels::SITE,
            Self::Course => Levels::COURSE,
            Self::Session | Self::Translation => Levels::SESSION,
        }
    }
}

/// A file that may be edited.
#[derive(Clone, Debug)]
pub struct Editable {
    /// Its path as staff know it: `content/…`, with `/`.
    pub shown: String,
    /// Where it really lies.
    pub path: PathBuf,
    /// What kind it is.
    pub kind: Kind,
    /// The course's folder; empty for the site's file.
    pub folder: String,
    /// Its name without its ending.
    pub stem: String,
}

/// Finds the file that staff know as `shown`.
///
/// # Errors
/// There is none, or it must not be touched.
pub fn find(site: &Path, shown: &str) -> Result<Editable, Refusal> {
    let unknown = || Refusal::no_such_file(shown);
    let (kind, folder, stem) = named(shown).ok_or_else(unknown)?;
    let path = site.join(shown);
    // The build reads what a link leads to; nothing is ever written outside by way of one.
    let (root, real) = site.canonicalize().and_then(|site| Ok((site, path.canonicalize()?))).map_err(|_| unknown())?;
    if !real.is_file() {
        return Err(unknown());
    }
    if !real.starts_with(root.join("content")) {
        return Err(Refusal::leads_away(shown));
    }
    Ok(Editable { shown: shown.to_owned(), path: real, kind, folder: folder.to_owned(), stem: stem.to_owned() })
}

/// Whether new files may be made in a course's folder: not where it leads away.
///
/// # Errors
/// It leads away, or is not there.
pub fn may_hold(site: &Path, folder: &str) -> Result<(), Refusal> {
    let shown = format!("content/{folder}");
    let path = site.join("content").join(folder);
    let real = site.canonicalize().and_then(|site| Ok((site, path.canonicalize()?)));
    let (root, real) = real.map_err(|_| Refusal::no_such_file(&shown))?;
    if real.starts_with(root.join("content")) { Ok(()) } else { Err(Refusal::leads_away(&shown)) }
}

/// Kind, folder and name by the path alone.
fn named(shown: &str) -> Option<(Kind, &str, &str)> {
    let below = shown.strip_prefix("content/")?;
    if below == "site.yaml" {
        return Some((Kind::Site, "", "site"));
    }
    let (folder, name) = below.split_once('/')?;
    let stem = name.strip_suffix(".md")?;
    // What readers skip is nothing to edit; `:` and `\` mean something else on Windows.
    let plain = |name: &str| {
        !name.is_empty()
            && !name.starts_with(['.', '~'])
            && !name.contains(['/', '\\', ':'])
            && !name.contains(char::is_control)
    };
    if !plain(folder) || !plain(stem) {
        return None;
    }
    let kind = match stem {
        "_course" => Kind::Course,
        _ if stem.starts_with('_') => return None,
        _ if crate::content::is_translation(stem) => Kind::Translation,
        _ => Kind::Session,
    };
    Some((kind, folder, stem))
}

impl Editable {
    /// Its bytes as they are on the disk now.
    ///
    /// # Errors
    /// It went away, or is too large.
    pub fn bytes(&self) -> Result<Vec<u8>, Refusal> {
        let unknown = |_| Refusal::no_such_file(&self.shown);
        if fs::metadata(&self.path).map_err(unknown)?.len() > MAX_TEXT {
            return Err(crate::diagnostics::Message::TextTooLarge { file: self.shown.clone() }.into());
        }
        fs::read(&self.path).map_err(unknown)
    }

    /// What is said above it: by the site's file, and by the course's.
    pub fn above(&self, site: &Path) -> Front {
        let content = site.join("content");
        let read = |path: &Path, shown: &str, level| -> Document { read_document(path, shown, level, &mut Vec::new()) };
        let settings = || read(&content.join("site.yaml"), "content/site.yaml", Levels::SITE).front;
        let course = || {
            let shown = format!("content/{}/_course.md", self.folder);
            read(&content.join(&self.folder).join("_course.md"), &shown, Levels::COURSE).front
        };
        match self.kind {
            Kind::Site => Front::default(),
            Kind::Course => inherit(&Front::default(), &settings()),
            Kind::Session | Kind::Translation => inherit(&inherit(&Front::default(), &settings()), &course()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_site_reads_has_a_name() {
        for (shown, kind) in [
            ("content/site.yaml", Some(Kind::Site)),
            ("content/rinyushoku/_course.md", Some(Kind::Course)),
            ("content/rinyushoku/2026-12-10.md", Some(Kind::Session)),
            ("content/離乳食/12月10日.md", Some(Kind::Session)),
            ("content/rinyushoku/2026-12-10.en.md", Some(Kind::Translation)),
            ("content/rinyushoku/_memo.md", None),
            ("content/rinyushoku/.hidden.md", None),
            ("content/rinyushoku/a.txt", None),
            ("content/../secret.md", None),
            ("content/../content/site.yaml", None),
            ("content/a/../../secret.md", None),
            ("content/a/b/c.md", None),
            ("content//a.md", None),
            ("content/a\\..\\b/c.md", None),
            ("content/C:/a.md", None),
            ("content/a/b:c.md", None),
            ("content/a/\0.md", None),
            ("/etc/passwd", None),
            ("public/index.html", None),
            ("", None),
        ] {
            assert_eq!(named(shown).map(|(kind, ..)| kind), kind, "{shown}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_touched_by_way_of_a_link() {
        let (site, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir_all(site.path().join("content/inside")).unwrap();
        for folder in [site.path().join("content/inside"), outside.path().to_owned()] {
            fs::write(folder.join("2026-12-10.md"), "---\n---\n").unwrap();
        }
        std::os::unix::fs::symlink(outside.path(), site.path().join("content/outside")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("2026-12-10.md"), site.path().join("content/inside/link.md"))
            .unwrap();
        assert!(find(site.path(), "content/inside/2026-12-10.md").is_ok());
        assert!(find(site.path(), "content/inside/link.md").is_err());
        assert!(find(site.path(), "content/outside/2026-12-10.md").is_err());
        assert!(may_hold(site.path(), "inside").is_ok() && may_hold(site.path(), "outside").is_err());
    }
}
