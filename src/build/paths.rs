//! Where files may be written: the output is not the content, and what is for staff lies in neither of them.

use std::path::{Component, Path, PathBuf};

use super::manifest;
use crate::diagnostics::{Diagnostic, Message};

/// Checks where a build is to write, before anything is read.
///
/// # Errors
/// The folder is the content, lies in it, holds it, or is no folder.
pub fn check_output(site: &Path, out: &Path) -> Result<(), Diagnostic> {
    let folder = out.display().to_string();
    let (content, target) = (absolute(&site.join("content")), absolute(out));
    if target.starts_with(&content) || content.starts_with(&target) {
        return Err(Diagnostic::error_anywhere(Message::OutIsContent { folder }));
    }
    if out.exists() && !out.is_dir() {
        return Err(Diagnostic::error_anywhere(Message::OutTaken { folder }));
    }
    Ok(())
}

/// Checks where files for staff are to go: not among what staff write, and not where anybody can fetch them.
///
/// # Errors
/// The folder lies in the content, in `public/` or in another folder of a build's output, or is no folder.
pub fn check_staff_folder(site: &Path, folder: &Path) -> Result<(), Diagnostic> {
    let name = folder.display().to_string();
    let target = absolute(folder);
    let is_output = |folder: &Path| folder.join(manifest::FILE).is_file();
    let message = if target.starts_with(absolute(&site.join("content"))) {
        Message::StaffInContent { folder: name }
    } else if target.starts_with(absolute(&site.join("public"))) || target.ancestors().any(is_output) {
        Message::StaffInPublic { folder: name }
    } else if folder.exists() && !folder.is_dir() {
        Message::StaffNoFolder { folder: name }
    } else {
        return Ok(());
    };
    Err(Diagnostic::error_anywhere(message))
}

/// A path from the root, links followed as far as it exists, without `.` and `..`.
pub fn absolute(path: &Path) -> PathBuf {
    if let Ok(real) = path.canonicalize() {
        return real;
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut parts = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                parts.pop();
            }
            Component::CurDir => {}
            other => parts.push(other),
        }
    }
    // The folder may not exist yet, but a folder that it would lie in may be a link.
    let existing = parts.ancestors().find_map(|folder| Some((folder, folder.canonicalize().ok()?)));
    let real = existing.and_then(|(folder, real)| Some(real.join(parts.strip_prefix(folder).ok()?)));
    real.unwrap_or(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_stays_away_from_the_content() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path();
        std::fs::create_dir_all(site.join("content/a")).unwrap();
        assert!(check_output(site, &site.join("public")).is_ok());
        for bad in ["content", "content/a", "content/new", ".", "public/../content"] {
            assert!(check_output(site, &site.join(bad)).is_err(), "{bad}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(site.join("content"), site.join("link")).unwrap();
            assert!(check_output(site, &site.join("link/new/newer")).is_err());
        }
        std::fs::write(site.join("file"), "").unwrap();
        assert!(check_output(site, &site.join("file")).is_err());
    }

    #[test]
    fn what_is_for_staff_stays_away_from_what_is_public() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path();
        std::fs::create_dir_all(site.join("content/a")).unwrap();
        std::fs::create_dir_all(site.join("web/signage")).unwrap();
        std::fs::write(site.join("web").join(manifest::FILE), "{}").unwrap();
        std::fs::write(site.join("file"), "").unwrap();
        for good in ["out", "out/usb", ".", "publicity", "../usb"] {
            assert!(check_staff_folder(site, &site.join(good)).is_ok(), "{good}");
        }
        for bad in ["content", "content/a/b", "public", "public/usb", "out/../public", "web", "web/signage/usb", "file"]
        {
            assert!(check_staff_folder(site, &site.join(bad)).is_err(), "{bad}");
        }
    }
}
