//! Reads and resolves a site and its theme: what a build, a check and the preview begin with.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use crate::advice;
use crate::content::{self, Written};
use crate::diagnostics::{Diagnostic, Message};
use crate::draw::workshop::Tools;
use crate::site::resolve::{self, LeftOut};
use crate::site::{Session, Site};
use crate::theme::Theme;

use super::memory::{Print, print_of};

/// What somebody who loads a site again and again knows of it, so that only what changed is read again.
#[derive(Default)]
pub struct Known {
    /// Its content.
    pub content: content::Known,
    courses: Mutex<resolve::Known>,
    theme: Mutex<Option<KnownTheme>>,
}

struct KnownTheme {
    name: String,
    print: Print,
    theme: Arc<Theme>,
    rack: Arc<Rack>,
}

/// Where the tools hang with which a theme's pictures are drawn, with the names that they keep whole.
#[derive(Default)]
struct Rack(Mutex<Option<(Vec<String>, Arc<Tools>)>>);

/// A site that is ready to be planned.
pub struct Loaded {
    /// What was written, for the copy desk.
    pub written: Written,
    /// The site, with everything that is right.
    pub site: Site,
    /// Its theme.
    pub theme: Arc<Theme>,
    rack: Arc<Rack>,
    /// Sessions and courses left out because of mistakes in their own files.
    pub broken: Vec<LeftOut>,
    /// Errors, warnings and hints met on the way.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads and resolves a site and its theme. The diagnostics may hold errors; the caller decides what they stop.
///
/// # Errors
/// When there is nothing to go on with.
pub fn load(site: &Path) -> Result<Loaded, Vec<Diagnostic>> {
    load_again(site, &Known::default())
}

/// [`load`] where much may be known from before.
///
/// # Errors
/// When there is nothing to go on with.
pub fn load_again(site: &Path, known: &Known) -> Result<Loaded, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let Some(written) = content::read_again(site, &known.content, &mut diagnostics) else { return Err(diagnostics) };
    let resolved = {
        let mut known = known.courses.lock().unwrap_or_else(PoisonError::into_inner);
        resolve::resolve_again(&written, &mut known, &mut diagnostics)
    };
    let Some(resolved) = resolved else { return Err(diagnostics) };
    let (theme, rack) = match known.theme(&resolved.site.theme, site) {
        Ok(known) => known,
        Err(errors) => {
            diagnostics.extend(errors);
            return Err(diagnostics);
        }
    };
    if resolved.site.courses.is_empty() && !diagnostics.iter().any(Diagnostic::is_error) {
        diagnostics.push(Diagnostic::error_anywhere(Message::NothingToShow {}));
    }
    let misspelt = advice::misspelt(&written);
    let mut loaded = Loaded { written, site: resolved.site, theme, rack, broken: resolved.broken, diagnostics };
    loaded.leave_out(&misspelt);
    loaded.diagnostics.extend(misspelt);
    Ok(loaded)
}

impl Known {
    /// The theme with its rack, read again where one of its files was touched.
    fn theme(&self, name: &str, site: &Path) -> Result<(Arc<Theme>, Arc<Rack>), Vec<Diagnostic>> {
        let started = SystemTime::now();
        let print = print_of(site, &[site.join("themes").join(name)]);
        let mut known = self.theme.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.as_ref()
            && known.name == name
            && known.print == print
        {
            return Ok((Arc::clone(&known.theme), Arc::clone(&known.rack)));
        }
        *known = None;
        let (theme, rack) = (Arc::new(Theme::load(name, site)?), Arc::new(Rack::default()));
        if print.is_settled(started) {
            let (theme, rack) = (Arc::clone(&theme), Arc::clone(&rack));
            *known = Some(KnownTheme { name: name.to_owned(), print, theme, rack });
        }
        Ok((theme, rack))
    }
}

impl Loaded {
    /// What its pictures are drawn with.
    ///
    /// # Errors
    /// Mistakes of the theme.
    pub(super) fn tools(&self) -> Result<Arc<Tools>, Vec<Diagnostic>> {
        let names = self.site.names_to_keep_whole();
        let mut hanging = self.rack.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, tools)) = &*hanging
            && *known == names
        {
            return Ok(Arc::clone(tools));
        }
        let tools = Arc::new(Tools::new(&self.theme, names.clone())?);
        *hanging = Some((names, Arc::clone(&tools)));
        Ok(tools)
    }

    /// Whether it is the same site as another one: whatever is made of it, and told of it, is the same at the same moment.
    pub fn is_like(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.theme, &other.theme)
            && self.site == other.site
            && self.broken == other.broken
            && self.diagnostics == other.diagnostics
    }

    /// Whether a file of the output shows a session that is left out now: what is there of it stays.
    pub fn keeps(&self, address: &str) -> bool {
        self.broken.iter().any(|broken| belongs_to(address, broken))
    }

    /// What there is to tell, as `allow:` and `levels:` want it.
    pub(super) fn settled(&mut self, more: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let all = std::mem::take(&mut self.diagnostics).into_iter().chain(more).collect();
        advice::settle(&self.written, all)
    }

    /// Whether the errors leave anything to build. A site without any course is not what staff want to publish.
    pub(super) fn may_go_on(&self, skip_broken: bool) -> bool {
        let mut errors = self.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).peekable();
        errors.peek().is_none()
            || (skip_broken && !self.site.courses.is_empty() && errors.all(|error| self.is_own(error)))
    }

    /// The files of what is left out; a course stands for all its sessions.
    pub(super) fn left_out(&self) -> Vec<String> {
        let whole: Vec<&str> =
            self.broken.iter().filter(|broken| broken.name.is_none()).map(|broken| broken.course.as_str()).collect();
        let named =
            self.broken.iter().filter(|broken| broken.name.is_none() || !whole.contains(&broken.course.as_str()));
        named.map(|broken| broken.file.clone()).collect()
    }

    /// Whether an error lies in the file of a session or a course, so that leaving it out cures it.
    fn is_own(&self, error: &Diagnostic) -> bool {
        let Some(place) = &error.place else { return false };
        self.broken.iter().any(|broken| broken.file == place.source.path)
    }

    /// Takes the sessions out whose files `errors` point at. Returns whether that cures all of them.
    pub(super) fn leave_out(&mut self, errors: &[Diagnostic]) -> bool {
        let files: Vec<&str> =
            errors.iter().filter_map(|error| error.place.as_ref()).map(|place| place.source.path.as_str()).collect();
        let mut cured = 0;
        let named = |session: &Session| files.contains(&session.places.file.source.path.as_str());
        for course in self.site.courses.iter_mut().filter(|course| course.sessions.iter().any(named)) {
            let course = Arc::make_mut(course);
            let (out, stay): (Vec<_>, Vec<_>) =
                std::mem::take(&mut course.sessions).into_iter().partition(|session| named(session));
            course.sessions = stay;
            for session in out {
                let file = session.places.file.source.path.clone();
                cured += files.iter().filter(|named| **named == file).count();
                self.broken.push(LeftOut { file, course: course.slug.clone(), name: Some(session.name) });
            }
        }
        cured == errors.len()
    }
}

/// Whether a file of the output belongs to a session, or to a course.
fn belongs_to(address: &str, broken: &LeftOut) -> bool {
    let rest = address.strip_prefix(broken.course.as_str()).and_then(|rest| rest.strip_prefix('/'));
    let on_screens = address.starts_with("signage/slides/") || address.starts_with("signage/films/");
    let course = &broken.course;
    let Some(name) = &broken.name else {
        return rest.is_some()
            || (on_screens && [".", "-"].iter().any(|end| address.contains(&format!("/{course}{end}"))));
    };
    let own_page = rest.is_some_and(|rest| rest.starts_with(&format!("{name}.")));
    let own_card = rest.is_some_and(|rest| rest.starts_with(&format!("cards/{name}-")));
    // A photo's address does not tell whose it is; the page that stays may show it.
    let photo = rest.is_some_and(|rest| rest.starts_with("photos/"));
    own_page || own_card || photo || (on_screens && address.contains(&format!("/{course}-{name}.")))
}
