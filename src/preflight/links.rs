//! Links inside the site: whether what they lead to will exist, in exactly these letters, with exactly that id.
//!
//! Windows does not tell `Index.html` from `index.html`; most web servers do. So letters count here.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use super::page::Kind;
use super::seen::Seen;
use super::spoken::Spoken;
use super::target::{Home, Target};
use crate::build::Loaded;
use crate::diagnostics::{Diagnostic, Message, Place, masked};
use crate::site::resolve::LeftOut;

/// How like an address another one must be to be proposed, 0 to 1.
const LIKE: f64 = 0.6;

/// Everything that leads to nothing, each once: at the characters that said it, else at the first page that has it.
pub fn check(site: &Path, loaded: &Loaded, seen: &Seen, spoken: &Spoken) -> Vec<Diagnostic> {
    let desk = Desk::new(site, loaded, seen);
    let mut told = Told::default();
    for leads in &seen.leads {
        for tie in &leads.ties {
            let Target::Inside { address, anchor } = desk.home.target(&leads.address, &tie.href) else { continue };
            if let Some(wrong) = desk.judge(&leads.address, &address, anchor.as_deref(), tie.kind) {
                told.tell(wrong, spoken.said(&leads.address, &tie.href), &leads.address, &tie.href);
            }
        }
    }
    told.into_diagnostics()
}

/// What is wrong with a link.
#[derive(Clone, Debug)]
enum Wrong {
    /// Right but for capital letters; the right address below the output folder.
    Case(String),
    /// The file that staff write, not the page it becomes.
    Source(String),
    /// A folder, not the page in it.
    Folder(String),
    /// A file that lies in the content and is not published.
    NotPublished,
    /// The session was moved and has another address now.
    Moved(String),
    /// The session or course has mistakes and is left out.
    LeftOut(String),
    /// Nothing like it; perhaps another one was meant.
    Missing(Option<String>),
    /// A picture, film or style sheet.
    MissingPart,
    /// The page has no such id; perhaps another one was meant.
    Anchor(Option<String>),
}

/// What is needed to judge a link.
struct Desk<'a> {
    /// The folder that holds `content/`.
    site: &'a Path,
    loaded: &'a Loaded,
    seen: &'a Seen,
    home: Home,
    /// Every address in small letters, with its own letters.
    small: HashMap<String, &'a str>,
    /// Output folders of courses by the name of their folder in the content.
    folders: HashMap<&'a str, &'a str>,
}

impl<'a> Desk<'a> {
    fn new(site: &'a Path, loaded: &'a Loaded, seen: &'a Seen) -> Self {
        let small = seen.planned.keys().map(|address| (address.to_lowercase(), &**address)).collect();
        let folders = loaded.site.courses.iter().map(|course| (&*course.folder, &*course.slug)).collect();
        Self { site, loaded, seen, home: Home::new(&loaded.site.base_url), small, folders }
    }

    /// What is wrong with a link from one file to `address`.
    fn judge(&self, from: &str, address: &str, anchor: Option<&str>, kind: Kind) -> Option<Wrong> {
        if !self.exists(address) {
            return Some(self.missing(from, address, kind));
        }
        let anchor = anchor.filter(|anchor| !anchor.eq_ignore_ascii_case("top"))?;
        // Where a page could not be made its own mistakes are told.
        let ids = self.seen.ids.get(address)?;
        if ids.contains(anchor) {
            return None;
        }
        let near = nearest(anchor, ids.iter().map(String::as_str));
        Some(Wrong::Anchor(near.map(str::to_owned)))
    }

    fn exists(&self, address: &str) -> bool {
        self.seen.planned.contains_key(address)
    }

    fn missing(&self, from: &str, address: &str, kind: Kind) -> Wrong {
        let to = |right: &str| relative(from, right);
        if let Some(right) = self.small.get(&address.to_lowercase()) {
            return Wrong::Case(to(right));
        }
        if let Some(left_out) = self.loaded.broken.iter().find(|broken| is_page_of(address, broken)) {
            return Wrong::LeftOut(left_out.file.clone());
        }
        if let Some(page) = self.page_of_source(address) {
            return Wrong::Source(to(&page));
        }
        let inside = format!("{address}/index.html");
        if self.exists(&inside) {
            return Wrong::Folder(to(&inside));
        }
        if let Some(page) = self.moved(address) {
            return Wrong::Moved(to(&page));
        }
        if self.lies_in_content(address) {
            return Wrong::NotPublished;
        }
        if kind == Kind::Part {
            return Wrong::MissingPart;
        }
        let ending = address.rsplit('.').next().unwrap_or_default();
        let alike = self.seen.planned.keys().map(String::as_str).filter(|known| known.ends_with(ending));
        Wrong::Missing(nearest(address, alike).map(to))
    }

    /// The page that a Markdown file becomes.
    fn page_of_source(&self, address: &str) -> Option<String> {
        let stem = address.strip_suffix(".md")?;
        let (folder, name) = stem.rsplit_once('/')?;
        let folder = folder.strip_prefix("content/").unwrap_or(folder);
        let folder = self.folders.get(folder).copied().unwrap_or(folder);
        let page = format!("{folder}/{}.html", if name == "_course" { "index" } else { name });
        self.exists(&page).then_some(page)
    }

    /// The page of the session that was held on the day the address names, before it was moved.
    fn moved(&self, address: &str) -> Option<String> {
        let (folder, name) = address.strip_suffix(".html")?.rsplit_once('/')?;
        let day = name.get(..10)?.parse::<jiff::civil::Date>().ok()?;
        let course = self.loaded.site.courses.iter().find(|course| course.slug == folder)?;
        let session = course.sessions.iter().find(|session| session.previous_dates.contains(&day))?;
        Some(format!("{folder}/{}.html", session.name))
    }

    /// Whether staff have laid such a file beside their texts: photos and leaflets are not copied.
    fn lies_in_content(&self, address: &str) -> bool {
        let Some((folder, name)) = address.split_once('/') else { return false };
        let course = self.loaded.site.courses.iter().find(|course| course.slug == folder);
        course.is_some_and(|course| self.site.join("content").join(&course.folder).join(name).is_file())
    }
}

/// Whether a page is that of something which is left out.
fn is_page_of(address: &str, broken: &LeftOut) -> bool {
    let Some(rest) = address.strip_prefix(&*broken.course).and_then(|rest| rest.strip_prefix('/')) else {
        return false;
    };
    broken.name.as_ref().is_none_or(|name| rest.strip_prefix(&**name).is_some_and(|rest| rest.starts_with('.')))
}

/// The known name that is most like a written one, where one is like it at all.
fn nearest<'a>(written: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |name: &'a str| (strsim::normalized_damerau_levenshtein(written, name), name);
    let like = known.map(likeness).filter(|(likeness, _)| *likeness >= LIKE);
    // Of several that are as like, the first by name: the same on every run.
    like.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1))).map(|(_, name)| name)
}

/// The address of a file as a page at `from` names it.
fn relative(from: &str, to: &str) -> String {
    let folders: Vec<&str> = from.split('/').collect();
    let parts: Vec<&str> = to.split('/').collect();
    let most = (folders.len() - 1).min(parts.len() - 1);
    let shared = (0..most).take_while(|at| folders[*at] == parts[*at]).count();
    format!("{}{}", "../".repeat(folders.len() - 1 - shared), parts[shared..].join("/"))
}

/// What is told: each link once, however many pages show it.
#[derive(Default)]
struct Told {
    placed: HashSet<(String, usize)>,
    found: Vec<Diagnostic>,
    /// By address and sort of mistake: the first page, and how many more have it.
    of_pages: BTreeMap<(String, &'static str), (Wrong, String, usize)>,
}

impl Told {
    fn tell(&mut self, wrong: Wrong, place: Option<&Place>, page: &str, href: &str) {
        let Some(place) = place else {
            // What no file says, all pages share: a theme's own link.
            let name = href.trim_start_matches("../").to_owned();
            let entry = self.of_pages.entry((name, wrong.rule()));
            entry.and_modify(|(_, _, more)| *more += 1).or_insert_with(|| (wrong, page.to_owned(), 0));
            return;
        };
        if self.placed.insert((place.source.path.clone(), place.range().start)) {
            self.found.push(wrong.at(place, page, href));
        }
    }

    fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        for ((href, _), (wrong, page, more)) in self.of_pages {
            let message = wrong.message(&page, &href, more);
            self.found.push(Diagnostic::error_anywhere(message));
        }
        self.found
    }
}

impl Wrong {
    /// Tells sorts of mistakes apart.
    fn rule(&self) -> &'static str {
        match self {
            Self::Case(_) => "case",
            Self::Anchor(_) => "anchor",
            Self::MissingPart => "part",
            _ => "link",
        }
    }

    fn at(self, place: &Place, page: &str, href: &str) -> Diagnostic {
        Diagnostic::error(self.message(page, href, 0), place)
    }

    /// `page` has the link; so many more pages do.
    fn message(self, page: &str, href: &str, more: usize) -> Message {
        let (href, page) = (masked(href).into_owned(), pages(page, more));
        match self {
            Self::Case(right) => Message::LinkCase { right: with_anchor(right, &href), href, page },
            Self::Source(right) => Message::LinkToSource { right: with_anchor(right, &href), href, page },
            Self::Folder(right) => Message::LinkToFolder { href, page, right },
            Self::NotPublished => Message::LinkNotPublished { href, page },
            Self::Moved(right) => Message::LinkMoved { href, page, right },
            Self::LeftOut(file) => Message::LinkLeftOut { href, page, file },
            Self::Missing(Some(near)) => Message::LinkBrokenNear { href, page, near },
            Self::Missing(None) => Message::LinkBroken { href, page },
            Self::MissingPart => Message::PartMissing { href, page },
            Self::Anchor(near) => {
                let anchor = href.rsplit('#').next().unwrap_or_default().to_owned();
                match near {
                    Some(near) => Message::AnchorBrokenNear { anchor, href, page, near },
                    None => Message::AnchorBroken { anchor, href, page },
                }
            }
        }
    }
}

/// The page, and how many more.
fn pages(page: &str, more: usize) -> String {
    if more == 0 { page.to_owned() } else { format!("{page} (+{more})") }
}

/// What stood behind `#` stays.
fn with_anchor(right: String, href: &str) -> String {
    match href.split_once('#') {
        Some((_, anchor)) => format!("{right}#{anchor}"),
        None => right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_named_as_its_page_would() {
        assert_eq!(relative("a/b.html", "a/c.html"), "c.html");
        assert_eq!(relative("a/b.html", "index.html"), "../index.html");
        assert_eq!(relative("a/b.html", "c/index.html"), "../c/index.html");
        assert_eq!(relative("index.html", "a/c.html"), "a/c.html");
        assert_eq!(relative("a/d/b.html", "a/c.html"), "../c.html");
    }

    #[test]
    fn the_nearest_is_proposed_only_where_it_is_near() {
        let known = ["rinyushoku/2026-12-10.html", "rinyushoku/2026-12-17.html", "index.html"];
        assert_eq!(nearest("rinyushoku/2026-12-1O.html", known.into_iter()), Some(known[0]));
        assert_eq!(nearest("moushikomi/kakikata.html", known.into_iter()), None);
    }
}
