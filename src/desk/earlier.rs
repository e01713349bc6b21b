//! Earlier texts of a file: what stood there before it was saved in the browser, so that nothing that staff wrote is lost.
//!
//! They lie in `SITE/out/earlier/`, below the file's own path, byte for byte, named after the moment they were replaced: whoever
//! needs one without oideyo finds it with Explorer. `SITE/.oideyo/` is not the place: it may be deleted at any time.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::DateTime;

/// How many texts are kept of one file: a year of a busy session has a dozen.
const MOST: usize = 50;
/// Older ones go, in days: those of last year's session of the same day are still there when this year's is written.
const OLDEST: i64 = 400;
/// How a moment is written in a file's name; it sorts by time and Windows allows it.
const MOMENT: &str = "%Y-%m-%d_%H%M%S";
/// Characters of [`MOMENT`] when written.
const MOMENT_LEN: usize = 17;

/// The earlier texts of one file.
#[derive(Clone, Debug)]
pub struct Earlier {
    folder: PathBuf,
    ending: String,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name in the folder.
    pub id: String,
    /// When it was replaced.
    pub until: DateTime,
}

impl Earlier {
    /// Those of `content/…`, as staff know the file.
    pub fn of(site: &Path, shown: &str) -> Self {
        let below = shown.strip_prefix("content/").unwrap_or(shown);
        let ending = below.rsplit_once('.').map_or("", |(_, ending)| ending).to_owned();
        Self { folder: site.join("out").join("earlier").join(below), ending }
    }

    /// All of them, the latest first.
    pub fn list(&self) -> Vec<Kept> {
        let names = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let kept = |name: String| {
            let until = DateTime::strptime(MOMENT, name.get(..MOMENT_LEN)?).ok()?;
            name.ends_with(&format!(".{}", self.ending)).then_some(Kept { id: name, until })
        };
        let mut all: Vec<Kept> = names.filter_map(|entry| kept(entry.file_name().into_string().ok()?)).collect();
        all.sort_by(|a, b| (b.until, b.id.len(), &b.id).cmp(&(a.until, a.id.len(), &a.id)));
        all
    }

    /// The bytes of one. `None`: there is none of that name.
    pub fn read(&self, id: &str) -> Option<Vec<u8>> {
        let known = self.list().into_iter().find(|kept| kept.id == id)?;
        fs::read(self.folder.join(known.id)).ok()
    }

    /// Keeps a text that is about to be replaced; what is too old or too much goes. Returns its name.
    ///
    /// # Errors
    /// The disk refused; nothing may be replaced then.
    pub fn keep(&self, bytes: &[u8], now: DateTime) -> io::Result<String> {
        let all = self.list();
        if let Some(latest) =
            all.first().filter(|latest| fs::read(self.folder.join(&latest.id)).is_ok_and(|old| old == bytes))
        {
            return Ok(latest.id.clone());
        }
        fs::create_dir_all(&self.folder)?;
        let id = self.put(bytes, now)?;
        let oldest = now.saturating_sub(OLDEST.days());
        let too_many = all.iter().enumerate().filter(|(at, kept)| at + 1 >= MOST || kept.until < oldest);
        for (_, kept) in too_many {
            // One that cannot be removed now is tried again with the next.
            let _ = fs::remove_file(self.folder.join(&kept.id));
        }
        Ok(id)
    }

    /// Writes it under a name of its own, two in one second too.
    fn put(&self, bytes: &[u8], now: DateTime) -> io::Result<String> {
        let moment = now.strftime(MOMENT).to_string();
        let mut number = 1;
        loop {
            let again = if number == 1 { String::new() } else { format!("-{number}") };
            let id = format!("{moment}{again}.{}", self.ending);
            match fs::File::create_new(self.folder.join(&id)) {
                Ok(mut file) => {
                    io::Write::write_all(&mut file, bytes)?;
                    return Ok(id);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    #[test]
    fn every_text_is_kept_once_and_the_latest_comes_first() {
        let site = tempfile::tempdir().unwrap();
        let earlier = Earlier::of(site.path(), "content/rinyushoku/2026-12-10.md");
        assert_eq!(earlier.list(), []);
        let now = datetime(2026, 12, 1, 9, 0, 0, 0);
        for text in ["a", "a", "b", "c"] {
            earlier.keep(text.as_bytes(), now).unwrap();
        }
        let ids: Vec<String> = earlier.list().into_iter().map(|kept| kept.id).collect();
        assert_eq!(ids, ["2026-12-01_090000-3.md", "2026-12-01_090000-2.md", "2026-12-01_090000.md"]);
        assert_eq!(earlier.read(&ids[0]).as_deref(), Some(&b"c"[..]));
        assert!(site.path().join("out/earlier/rinyushoku/2026-12-10.md/2026-12-01_090000.md").is_file());
        for id in
            ["../2026-12-10.md", "", "2026-12-01_090000", "2026-12-01_090000.md/../x.md", "../../../../etc/passwd"]
        {
            assert_eq!(earlier.read(id), None, "{id}");
        }
    }

    #[test]
    fn what_is_too_much_or_too_old_goes() {
        let site = tempfile::tempdir().unwrap();
        let earlier = Earlier::of(site.path(), "content/site.yaml");
        let first = datetime(2026, 1, 1, 9, 0, 0, 0);
        for number in 0..60 {
            earlier.keep(format!("{number}").as_bytes(), first.saturating_add(number.minutes())).unwrap();
        }
        let all = earlier.list();
        assert_eq!(all.len(), MOST);
        assert_eq!(earlier.read(&all[0].id).as_deref(), Some(&b"59"[..]));
        earlier.keep(b"new", datetime(2027, 6, 1, 9, 0, 0, 0)).unwrap();
        assert_eq!(earlier.list().len(), 1);
    }
}
